//! The words that a reader chose: a selection, or a block whose number they tapped.
//!
//! The page lays white space out in its own way, so a place in the page is counted in
//! letters: the characters of a block, as the page shows it, that are not white space.

use plan::Plan;
use plan::model::{BlockKind, TextRange, unwrapped};

use crate::route::{Location, Route};
use crate::view::chapter::place_in_words;

/// Words of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassagePart {
    /// The index of the block.
    pub block: usize,
    /// The words, in the block's text.
    pub range: TextRange,
}

/// Words of the plan in its order, a part a block. It has at least one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The parts.
    pub parts: Vec<PassagePart>,
}

impl PassagePart {
    /// The whole text of the block at `block`, as the page shows it.
    pub fn whole(plan: &Plan, block: usize) -> Self {
        let range = TextRange { start: shown_from(plan, block), ..whole(plan, block) };
        Self { block, range }
    }

    /// The letters from `start` to before `end` of the block at `block`.
    pub fn of_letters(plan: &Plan, block: usize, start: usize, end: usize) -> Option<Self> {
        let from = shown_from(plan, block) as usize;
        let mut letters = plan.blocks[block].text[from..]
            .char_indices()
            .filter(|(_, ch)| !ch.is_whitespace())
            .map(|(at, ch)| (from + at, from + at + ch.len_utf8()));
        let (first, end_of_first) = letters.nth(start)?;
        let last = match end.checked_sub(start + 2) {
            Some(between) => letters.nth(between)?.1,
            None => end_of_first,
        };
        (start < end).then_some(Self { block, range: TextRange::new(first, last) })
    }

    /// How many letters of the block stand before the part, and before its end.
    pub fn letters(self, plan: &Plan) -> (usize, usize) {
        let start = shown_from(plan, self.block);
        let n_letters = |end: u32| {
            let before = TextRange { start, end: end.max(start) }.of(&plan.blocks[self.block].text);
            before.chars().filter(|ch| !ch.is_whitespace()).count()
        };
        (n_letters(self.range.start), n_letters(self.range.end))
    }
}

impl Passage {
    /// The block at `block`, whole.
    pub fn of_block(plan: &Plan, block: usize) -> Self {
        Self { parts: vec![PassagePart::whole(plan, block)] }
    }

    /// The words, on one line a block.
    pub fn quote(&self, plan: &Plan) -> String {
        let parts = self.parts.iter().map(|part| {
            let words = part.range.of(&plan.blocks[part.block].text);
            unwrapped(words.trim()).into_owned()
        });
        parts.collect::<Vec<_>>().join("\n")
    }

    /// Where the words begin.
    pub fn location(&self, plan: &Plan) -> Location {
        let block = self.parts[0].block;
        let fragment = plan.blocks[block].id.to_string();
        Location { fragment, ..Location::of(Route::of_block(plan, block)) }
    }

    /// Where the words begin, in words: `第四章第一节第3段`.
    pub fn place(&self, plan: &Plan) -> String {
        place_in_words(plan, self.parts[0].block)
    }
}

/// The first `n_chars` characters of `text`, on one line, with … where there are more.
pub fn shortened(text: &str, n_chars: usize) -> String {
    let mut words: String = text.chars().take(n_chars).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words.replace('\n', " ")
}

fn whole(plan: &Plan, block: usize) -> TextRange {
    TextRange::new(0, plan.blocks[block].text.len())
}

/// Where the part of a block's text begins that the page shows: it has a label of its own
/// for boxes without one.
fn shown_from(plan: &Plan, block: usize) -> u32 {
    match &plan.blocks[block].kind {
        BlockKind::Box(label) => label.title.start,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn letters_and_ranges_go_both_ways() {
        let plan = data::plan();
        for block in 0..plan.blocks.len() {
            let part = PassagePart::whole(&plan, block);
            let (start, end) = part.letters(&plan);
            assert_eq!(start, 0);
            for (start, end) in [(0, end), (0, 1), (1, 2), (end / 3, end)] {
                let Some(part) = PassagePart::of_letters(&plan, block, start, end) else {
                    continue;
                };
                assert_eq!(part.letters(&plan), (start, end), "{}", plan.blocks[block].id);
            }
            assert_eq!(PassagePart::of_letters(&plan, block, 0, end + 1), None);
            assert_eq!(PassagePart::of_letters(&plan, block, 1, 1), None);
        }
    }

    #[test]
    fn a_heading_is_quoted_on_one_line() {
        let plan = data::plan();
        let passage = Passage::of_block(&plan, plan.position("4.1").expect("section 4.1"));
        assert!(!passage.quote(&plan).contains('\n'));
        assert_eq!(passage.location(&plan).fragment, "4.1");
        assert_eq!(passage.place(&plan), "第四章第一节");
    }
}
