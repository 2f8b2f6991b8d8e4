//! What holds of the differences of any two texts: they are all of them, and apart.

use super::same;
use crate::press::edition::{Difference, DifferenceKind, differences};
use crate::source::is_space;

/// Checks where `printed` is said to differ from `published`: in order and on characters,
/// and what is between two differences is the same but for white space.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_differences(published: &str, printed: &str) -> Result<(), String> {
    let letters = |text: &str| -> String { text.chars().filter(|ch| !is_space(*ch)).collect() };
    let found = differences(published, printed);
    let is_same = letters(published) == letters(printed);
    same("no differences", &found.is_empty(), &is_same)?;
    let (mut at, mut printed_at) = (0, 0);
    for difference in &found {
        let Difference { kind, published: old, printed: new } = difference;
        let (old, new) =
            (old.start as usize..old.end as usize, new.start as usize..new.end as usize);
        let between = [published.get(at..old.start), printed.get(printed_at..new.start)];
        let [Some(before), Some(printed_before)] = between else {
            return Err(format!("expected differences in order, but found {found:?}"));
        };
        same("the words between", &letters(printed_before), &letters(before))?;
        let words = [published.get(old.clone()), printed.get(new.clone())];
        let [Some(left_out), Some(put_in)] = words else {
            return Err(format!("expected runs of characters, but found {difference:?}"));
        };
        let is_fitting = match kind {
            DifferenceKind::Omission => put_in.is_empty() && !left_out.is_empty(),
            DifferenceKind::Addition => left_out.is_empty() && !put_in.is_empty(),
            DifferenceKind::Wording | DifferenceKind::Figure => {
                !left_out.is_empty() && !put_in.is_empty()
            }
        };
        if !is_fitting || letters(left_out) == letters(put_in) {
            return Err(format!("expected a difference of words, but found {difference:?}"));
        }
        (at, printed_at) = (old.end, new.end);
    }
    same("the words behind", &letters(&printed[printed_at..]), &letters(&published[at..]))
}
