//! `/compare/`: where two editions of a text differ.
//!
//! Invariant: the runs of each edition, put together, are its text.

use plan::Plan;
use plan::press::Press;
use plan::press::edition::{Difference, DifferenceKind, Passage};
use plan::source::{first_chars, last_chars};
use yew::AttrValue;

use crate::route::Location;
use crate::view::facets::{FacetKind, Faceted, Narrowed, folded, narrow};

/// All differences: what does not depend on the reader's choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// Each difference: the passage's place among all, and the difference's in it.
    pub places: Vec<(usize, usize)>,
    faceted: Vec<Faceted>,
}

const KINDS: [FacetKind; 1] = [FacetKind {
    name: "kind",
    title: "不同之处",
    known: &[
        ("wording", "字词"),
        ("figure", "数字"),
        ("omission", "报纸少"),
        ("addition", "报纸多"),
    ],
    label: str::to_owned,
}];

/// The name of a kind of difference in addresses.
fn kind_name(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Wording => "wording",
        DifferenceKind::Figure => "figure",
        DifferenceKind::Omission => "omission",
        DifferenceKind::Addition => "addition",
    }
}

/// The texts of the page that print text of the plan, terms behind the rest.
pub fn passages(press: &Press) -> impl Iterator<Item = &Passage> {
    press.passages.iter().chain(&press.terms)
}

impl Differences {
    /// All differences between the plan and what `press` prints of it.
    pub fn new(plan: &Plan, press: &Press) -> Self {
        let mut places = Vec::new();
        let mut faceted = Vec::new();
        for (at, passage) in passages(press).enumerate() {
            let published = &plan.blocks[passage.block as usize].text;
            for (of, difference) in passage.differences.iter().enumerate() {
                places.push((at, of));
                let words =
                    [difference.published.of(published), difference.printed.of(&passage.text)];
                faceted.push(Faceted {
                    values: vec![kind_name(difference.kind).into()],
                    words: folded(&words.concat()),
                });
            }
        }
        Self { places, faceted }
    }

    /// The differences that `location` asks for.
    pub fn narrow(&self, location: &Location) -> Narrowed {
        narrow(location, &KINDS, &self.faceted)
    }
}

/// A difference in a few words, with what stands around it: `完善【社会】矛盾纠纷`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceView {
    /// What is before it in both.
    pub before: String,
    /// The published words, empty where the page adds some.
    pub published: String,
    /// The page's words, empty where it leaves some out.
    pub printed: String,
    /// What is after it in both.
    pub after: String,
    /// What kind it is, in words.
    pub kind: &'static str,
}

/// How many characters are shown around a difference.
const N_AROUND: usize = 8;

impl DifferenceView {
    /// The difference of `passage`, which prints `published`.
    pub fn new(published: &str, passage: &Passage, difference: &Difference) -> Self {
        let (start, end) = (difference.published.start as usize, difference.published.end as usize);
        let kinds = KINDS[0].known.iter();
        let kind = kinds.into_iter().find(|(name, _)| *name == kind_name(difference.kind));
        Self {
            before: last_chars(&published[..start], N_AROUND).to_owned(),
            published: difference.published.of(published).to_owned(),
            printed: difference.printed.of(&passage.text).to_owned(),
            after: first_chars(&published[end..], N_AROUND).to_owned(),
            kind: kind.map_or("", |(_, label)| label),
        }
    }
}

/// A run of one edition's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// What both have.
    Same(AttrValue),
    /// What the other has in another form; empty where only the other has something.
    Different(AttrValue),
    /// What stands on another page of the paper.
    Elsewhere(AttrValue),
}

/// The runs of both editions: the published text's, and the page's.
pub fn runs(published: &str, passage: &Passage) -> [Vec<Run>; 2] {
    let cut = |text: &str, start: usize, ranges: &mut dyn Iterator<Item = (usize, usize)>| {
        let mut runs = Vec::new();
        if start > 0 {
            runs.push(Run::Elsewhere(text[..start].to_owned().into()));
        }
        let mut at = start;
        for (from, to) in ranges {
            if from > at {
                runs.push(Run::Same(text[at..from].to_owned().into()));
            }
            runs.push(Run::Different(text[from..to].to_owned().into()));
            at = to;
        }
        if at < text.len() {
            runs.push(Run::Same(text[at..].to_owned().into()));
        }
        runs
    };
    let differences = || passage.differences.iter();
    let ranges = |range: plan::model::TextRange| (range.start as usize, range.end as usize);
    [
        cut(published, passage.start as usize, &mut differences().map(|it| ranges(it.published))),
        cut(&passage.text, 0, &mut differences().map(|it| ranges(it.printed))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::route::Route;

    #[test]
    fn runs_put_together_are_both_texts() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        for passage in passages(&apparatus.press) {
            let published = &plan.blocks[passage.block as usize].text;
            let texts = runs(published, passage).map(|runs| {
                runs.iter()
                    .map(|run| match run {
                        Run::Same(run) | Run::Different(run) | Run::Elsewhere(run) => run.as_str(),
                    })
                    .collect::<String>()
            });
            assert_eq!(texts, [published.clone(), passage.text.clone()]);
        }
    }

    #[test]
    fn differences_are_narrowed_by_kind_and_words() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let differences = Differences::new(&plan, &apparatus.press);
        let shown = |query: &str| {
            let location = Location { query: query.to_owned(), ..Location::of(Route::Compare) };
            differences.narrow(&location).shown.len()
        };
        assert_eq!(shown(""), 6);
        assert_eq!(
            (shown("kind=wording"), shown("kind=omission"), shown("kind=addition")),
            (1, 4, 1)
        );
        assert_eq!(shown("q=抗灾"), 1);
    }

    #[test]
    fn a_difference_is_shown_with_what_is_around_it() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let passage = passages(&apparatus.press).find(|it| !it.differences.is_empty());
        let passage = passage.expect("a difference");
        let published = &plan.blocks[passage.block as usize].text;
        let view = DifferenceView::new(published, passage, &passage.differences[0]);
        assert_eq!((view.before.as_str(), view.published.as_str()), ("完善", "社会"));
        assert_eq!((view.printed.as_str(), view.kind), ("", "报纸少"));
    }
}
