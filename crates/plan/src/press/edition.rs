//! Two editions of one text, side by side: what the page prints of the plan against the
//! published plan.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::reference::Reference;
use super::restore::{PageText, PageTextKind};
use crate::model::{BlockKind, Plan, TextRange};
use crate::source::{LineRange, is_space};

/// The longest run of equal characters between two differences that still makes them one.
const MAX_ISLAND: usize = 1;

/// A text of the page that prints a block of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The index of the block.
    pub block: u32,
    /// The page's characters; of a term without the number before it.
    pub text: String,
    /// The lines that they stand on.
    pub lines: Vec<LineRange>,
    /// The byte of the block's text at which the passage starts: not 0 where its beginning
    /// stands on another page.
    pub start: u32,
    /// Where the two differ, in order.
    pub differences: Vec<Difference>,
}

/// A place where two editions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// In what.
    pub kind: DifferenceKind,
    /// The characters of the block's text, none where the page adds some.
    pub published: TextRange,
    /// The characters of the passage's text, none where the page leaves some out.
    pub printed: TextRange,
}

/// In what two editions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Other words.
    Wording,
    /// Another figure.
    Figure,
    /// Words that the page does not have.
    Omission,
    /// Words that only the page has.
    Addition,
}

impl Passage {
    /// Where the page's `text` prints the block at `block` of `plan`.
    pub(super) fn new(plan: &Plan, block: usize, text: &PageText) -> Self {
        let published = &plan.blocks[block].text;
        let printed = match text.kind {
            PageTextKind::Term => without_number(&text.text),
            _ => &text.text,
        };
        let mut differences = differences(published, printed);
        let mut start = 0;
        let is_missing_before = |first: &Difference| {
            text.turned_from.is_some() && first.published.start == 0 && first.printed.end == 0
        };
        if let Some(first) = differences.first().filter(|first| is_missing_before(first)) {
            start = first.published.end;
            differences.remove(0);
        }
        Self {
            block: block as u32,
            text: printed.to_owned(),
            lines: text.lines.clone(),
            start,
            differences,
        }
    }
}

/// `“2+4”高铁枢纽群：…` of `[3]、“2+4”高铁枢纽群：…`.
fn without_number(text: &str) -> &str {
    text.split_once(']').map_or(text, |(_, term)| term.trim_start_matches(['、', '.', ' ']))
}

/// The headings of a plan, each with the blocks that have its letters: looked up and not
/// searched for, so that a page of headings that no plan has takes no longer.
pub(super) struct Headings(HashMap<String, Vec<usize>>);

fn letters(text: &str) -> String {
    text.chars().filter(|ch| !is_space(*ch)).collect()
}

impl Headings {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut headings: HashMap<String, Vec<usize>> = HashMap::new();
        for (idx, block) in plan.blocks.iter().enumerate() {
            let is_press = matches!(block.kind, BlockKind::Question(_));
            if block.heading().is_some() && !is_press {
                headings.entry(letters(&block.text)).or_default().push(idx);
            }
        }
        Self(headings)
    }

    /// The block with the letters of `text`: of several the first from `after` on.
    fn find(&self, text: &str, after: usize) -> Option<usize> {
        let idxs = self.0.get(&letters(text))?;
        let first = idxs.partition_point(|idx| *idx < after);
        idxs.get(first).or(idxs.first()).copied()
    }
}

/// The index of the block that the page's `text` prints, looked for from the block at
/// `after` on where two have the same words.
pub(super) fn block_of(
    headings: &Headings,
    reference: &Reference,
    text: &PageText,
    after: usize,
) -> Option<usize> {
    match text.kind {
        PageTextKind::Heading => headings.find(&text.text, after),
        _ => reference.block_of(&text.text),
    }
}

/// Where `printed` differs from `published`. White space is layout, not text.
pub fn differences(published: &str, printed: &str) -> Vec<Difference> {
    let chars = |text: &str| -> Vec<(usize, char)> {
        text.char_indices().filter(|(_, ch)| !is_space(*ch)).collect()
    };
    let (old, new) = (chars(published), chars(printed));
    let only = |chars: &[(usize, char)]| -> Vec<char> { chars.iter().map(|it| it.1).collect() };
    let (old_chars, new_chars) = (only(&old), only(&new));
    let ops = capture_diff_slices(Algorithm::Myers, &old_chars, &new_chars);
    let range = |chars: &[(usize, char)], text: &str, range: Range<usize>| {
        let start = chars.get(range.start).map_or(text.len(), |it| it.0);
        let end = match range.end.checked_sub(1).filter(|_| !range.is_empty()) {
            Some(last) => chars[last].0 + chars[last].1.len_utf8(),
            None => start,
        };
        TextRange::new(start, end)
    };
    let mut spans: Vec<[Range<usize>; 2]> = Vec::new();
    for op in ops {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        match spans.last_mut() {
            Some([last_old, last_new]) if old.start - last_old.end <= MAX_ISLAND => {
                last_old.end = old.end;
                last_new.end = new.end;
            }
            _ => spans.push([old, new]),
        }
    }
    spans
        .into_iter()
        .filter_map(|[of_old, of_new]| narrowed(&old_chars, &new_chars, of_old, of_new))
        .map(|[of_old, of_new]| {
            let published_range = range(&old, published, of_old);
            let printed_range = range(&new, printed, of_new);
            let kind = kind(published_range.of(published), printed_range.of(printed));
            Difference { kind, published: published_range, printed: printed_range }
        })
        .collect()
}

/// The spans without what is the same at both ends; `None` where nothing else is left. What is
/// joined may have it: in texts with little in common the way from one to the other is not
/// always the shortest, and leaves a character out to put it in again behind its equal.
fn narrowed(
    old: &[char],
    new: &[char],
    mut of_old: Range<usize>,
    mut of_new: Range<usize>,
) -> Option<[Range<usize>; 2]> {
    let is_left =
        |of_old: &Range<usize>, of_new: &Range<usize>| !of_old.is_empty() && !of_new.is_empty();
    while is_left(&of_old, &of_new) && old[of_old.start] == new[of_new.start] {
        of_old.start += 1;
        of_new.start += 1;
    }
    while is_left(&of_old, &of_new) && old[of_old.end - 1] == new[of_new.end - 1] {
        of_old.end -= 1;
        of_new.end -= 1;
    }
    (!of_old.is_empty() || !of_new.is_empty()).then_some([of_old, of_new])
}

fn kind(published: &str, printed: &str) -> DifferenceKind {
    let figures = |text: &str| -> String {
        text.chars().filter(|ch| ch.is_ascii_digit() || *ch == '.').collect()
    };
    if printed.is_empty() {
        DifferenceKind::Omission
    } else if published.is_empty() {
        DifferenceKind::Addition
    } else if figures(published) != figures(printed) {
        DifferenceKind::Figure
    } else {
        DifferenceKind::Wording
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(published: &str, printed: &str, expected: &[(DifferenceKind, &str, &str)]) {
        let found: Vec<_> = differences(published, printed)
            .into_iter()
            .map(|it| (it.kind, it.published.of(published), it.printed.of(printed)))
            .collect();
        assert_eq!(found, expected, "{published} | {printed}");
    }

    #[test]
    fn differences_are_told_apart() {
        use DifferenceKind::*;
        check("共同奋斗。", "共同努力。", &[(Wording, "奋斗", "努力")]);
        check("达到86.0%。", "达到96%。", &[(Figure, "86.0", "96")]);
        check("防灾、抗灾、救灾", "防灾、救灾", &[(Omission, "抗灾、", "")]);
        check("完善应急", "完善综合应急", &[(Addition, "", "综合")]);
        check("甲乙丙", "甲乙丙", &[]);
        check("", "甲", &[(Addition, "", "甲")]);
    }

    #[test]
    fn white_space_is_no_difference() {
        check("第七节  完善\n体系", "第七节 完善体系", &[]);
    }

    #[test]
    fn a_span_is_narrowed_to_what_differs() {
        let narrowed = |old: &str, new: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let (old, new) = (chars(old), chars(new));
            narrowed(&old, &new, 0..old.len(), 0..new.len())
        };
        assert_eq!(narrowed("甲甲", "甲甲"), None);
        assert_eq!(narrowed("甲乙丙", "甲丁丙"), Some([1..2, 1..2]));
        assert_eq!(narrowed("甲甲", "甲"), Some([1..2, 1..1]));
        assert_eq!(narrowed("", "甲"), Some([0..0, 0..1]));
    }

    #[test]
    fn one_equal_character_does_not_part_a_difference() {
        use DifferenceKind::Wording;
        check("甲乙丙丁", "子乙寅丁", &[(Wording, "甲乙丙", "子乙寅")]);
        check("甲乙丙丁戊", "子乙丙寅戊", &[(Wording, "甲", "子"), (Wording, "丁", "寅")]);
    }

    #[test]
    fn of_headings_of_the_same_words_the_next_is_meant() {
        let source = "第一章 甲\n第一节 总则\n乙。\n第二章 丙\n第一节 总则\n丁。\n";
        let plan = crate::parse(source, &crate::Annotations::default()).plan;
        let headings = Headings::new(&plan);
        let find = |text, after| {
            headings.find(text, after).map(|idx| plan.blocks[idx].id.as_str().to_owned())
        };
        let position = |id: &str| plan.position(id).expect("a block");
        assert_eq!(find("第一节总则", 0).as_deref(), Some("1.1"));
        assert_eq!(find("第一节 总则", position("1.1")).as_deref(), Some("1.1"));
        assert_eq!(find("第一节 总则", position("1.1") + 1).as_deref(), Some("2.1"));
        assert_eq!(find("第一节 总则", position("2.1") + 1).as_deref(), Some("1.1"));
        assert_eq!(find("第二节 总则", 0), None);
    }
}
