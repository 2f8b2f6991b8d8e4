//! What a reader is concerned with, a topic or a place, and the quotations of the plan that
//! speak of it.
//!
//! The unit of all lists is the quotation: a sentence, a heading or caption, or a row of a
//! table. So the quotations that are in two lists are where a topic meets a place, and
//! every count of them is the length of a list that a page shows.
//!
//! Invariant: the words of a list are found literally, outside longer runs that were
//! reviewed and mean something else. [`topic`](crate::topic) and [`place`](crate::place)
//! say what makes up a list.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Block, BlockKind, ColumnRole, Plan, Row, TextRange, unwrapped};
use crate::place::NamedPlace;
use crate::target::sentences;

/// What the readers of a plan are concerned with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concerns {
    /// The topics, in the order to be shown in.
    pub topics: Vec<Concern>,
    /// The places, districts before neighbours.
    pub places: Vec<NamedPlace>,
}

/// A topic or a place with its quotations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// A short name in Latin letters, part of the address.
    pub slug: String,
    /// The name.
    pub name: String,
    /// The words by which the text speaks of it.
    pub words: Vec<String>,
    /// Longer runs that hold one of the words, mean something else, and stand in one of the
    /// quotations.
    pub not_in: Vec<String>,
    /// The quotations, the plan's in its order before those of the press.
    pub quotations: Vec<Quotation>,
}

/// A sentence, a heading or caption, or a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quotation {
    /// The index of the block.
    pub block: u32,
    /// Of running text the sentence, counted from 0; of a table 0 for its title, then its
    /// rows, counted from 1.
    pub part: u16,
}

impl Quotation {
    /// The row, where the quotation is one.
    pub fn row(self, plan: &Plan) -> Option<&Row> {
        let BlockKind::Table(table) = &plan.blocks[self.block as usize].kind else { return None };
        table.rows.get(usize::from(self.part.checked_sub(1)?))
    }

    /// Where the sentence stands in its block's text, where the quotation is one.
    pub fn sentence(self, plan: &Plan) -> Option<TextRange> {
        let block = &plan.blocks[self.block as usize];
        let range = sentences(&block.text).nth(usize::from(self.part));
        range.filter(|_| is_running(block)).map(|range| TextRange::new(range.start, range.end))
    }

    /// The words: a sentence as it stands; a heading or caption on one line, its label
    /// before it; a row's name.
    pub fn text(self, plan: &Plan) -> Cow<'_, str> {
        let block = &plan.blocks[self.block as usize];
        if let Some(sentence) = self.sentence(plan) {
            return Cow::Borrowed(sentence.of(&block.text));
        }
        if let (BlockKind::Table(table), Some(row)) = (&block.kind, self.row(plan)) {
            let name = table.column(ColumnRole::Name).and_then(|column| row.cells.get(column));
            let names = name.into_iter().chain(&row.sub_indicator);
            let names: Vec<_> = names.map(|cell| unwrapped(&cell.text)).collect();
            return Cow::Owned(names.join(" · "));
        }
        match block.label() {
            Some(label) => Cow::Owned(format!("{label} {}", block.title())),
            None => Cow::Owned(block.title()),
        }
    }

    /// The id of what is quoted: the block's, or the row's.
    pub fn id(self, plan: &Plan) -> &str {
        let row = self.row(plan).and_then(|row| row.id.as_ref());
        row.unwrap_or(&plan.blocks[self.block as usize].id).as_str()
    }

    /// Whether the words are the plan's own, not of the press.
    pub fn is_own(self, plan: &Plan) -> bool {
        plan.is_own(self.block as usize)
    }
}

/// Whether `block` is running text, made of sentences.
pub(crate) fn is_running(block: &Block) -> bool {
    block.paragraph().is_some() || matches!(block.kind, BlockKind::Note(_) | BlockKind::Answer)
}

/// A quotation with its words, worked out once.
pub(crate) type Quoted<'a> = (Quotation, Cow<'a, str>);

/// All quotations that the plan and the press can give.
pub(crate) fn quoted(plan: &Plan) -> Vec<Quoted<'_>> {
    let of_block = |(idx, block): (usize, &Block)| {
        let n_parts = match &block.kind {
            BlockKind::Table(table) => 1 + table.rows.len(),
            _ if is_running(block) => sentences(&block.text).count(),
            _ => 1,
        };
        (0..n_parts as u16).map(move |part| {
            let quotation = Quotation { block: idx as u32, part };
            (quotation, quotation.text(plan))
        })
    };
    plan.blocks.iter().enumerate().flat_map(of_block).collect()
}

/// The runs of `text` that are one of `words`, outside those of `not_in`; runs that overlap
/// or touch as one.
pub fn marks<W: AsRef<str>, N: AsRef<str>>(
    text: &str,
    words: &[W],
    not_in: &[N],
) -> Vec<TextRange> {
    let mut found = runs(text, words);
    let barred = if found.is_empty() { Vec::new() } else { runs(text, not_in) };
    found.retain(|run| !barred.iter().any(|bar| run.start < bar.end && bar.start < run.end));
    found.sort_unstable();
    let mut marks: Vec<TextRange> = Vec::new();
    for run in found {
        match marks.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => marks.push(run),
        }
    }
    marks
}

fn runs<W: AsRef<str>>(text: &str, words: &[W]) -> Vec<TextRange> {
    let of = |word: &W| {
        let word = word.as_ref();
        let runs = text.match_indices(word);
        runs.map(|(at, word)| TextRange::new(at, at + word.len())).collect::<Vec<_>>()
    };
    words.iter().flat_map(of).collect()
}

/// The quotations that are in both lists, in their order.
pub fn shared(a: &[Quotation], b: &[Quotation]) -> Vec<Quotation> {
    a.iter().filter(|quotation| b.binary_search(quotation).is_ok()).copied().collect()
}

impl Concerns {
    /// The topic whose short name is `slug`.
    pub fn topic(&self, slug: &str) -> Option<&Concern> {
        self.topics.iter().find(|topic| topic.slug == slug)
    }

    /// The place whose short name is `slug`.
    pub fn place(&self, slug: &str) -> Option<&NamedPlace> {
        self.places.iter().find(|place| place.concern.slug == slug)
    }
}

impl Concern {
    /// The runs of `text` by which it speaks of the concern.
    pub fn marks(&self, text: &str) -> Vec<TextRange> {
        marks(text, &self.words, &self.not_in)
    }

    /// The plan's own quotations.
    pub fn own(&self, plan: &Plan) -> &[Quotation] {
        &self.quotations[..self.n_own(plan)]
    }

    /// The quotations of the press.
    pub fn press(&self, plan: &Plan) -> &[Quotation] {
        &self.quotations[self.n_own(plan)..]
    }

    fn n_own(&self, plan: &Plan) -> usize {
        self.quotations.partition_point(|quotation| quotation.is_own(plan))
    }

    /// Keeps of `not_in` what stands in one of the quotations.
    pub(crate) fn keep_needed(&mut self, plan: &Plan) {
        let texts: Vec<_> = self.quotations.iter().map(|it| it.text(plan)).collect();
        self.not_in.retain(|run| texts.iter().any(|text| text.contains(run.as_str())));
    }
}

/// A message for each short name that is none or is there twice.
pub(crate) fn wrong_slugs<'a>(slugs: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let is_good = |slug: &str| {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        (1..=MAX_SLUG_LEN).contains(&slug.len()) && slug.bytes().all(is_letter)
    };
    let wrong = slugs.filter(|slug| !is_good(slug) || !seen.insert(*slug));
    wrong
        .map(|slug| format!("expected a short name of its own in a to z, but found `{slug}`"))
        .collect()
}

/// How long a short name may be, in bytes.
pub const MAX_SLUG_LEN: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_outside_longer_runs() {
        let marked = |text: &str, words: &[&str], not_in: &[&str]| {
            let marks = marks(text, words, not_in);
            marks.into_iter().map(|mark| mark.of(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            marked("惠山区、惠山古镇、环惠山", &["惠山"], &["惠山古镇", "环惠山"]),
            ["惠山"]
        );
        assert_eq!(marked("基本养老保险", &["养老", "养老保险"], &[]), ["养老保险"]);
        assert_eq!(marked("江阴、宜兴", &["宜兴", "江阴"], &[]), ["江阴", "宜兴"]);
        assert_eq!(marked("生育保险和生育", &["生育"], &["生育保险"]), ["生育"]);
        assert_eq!(marked("惠山惠山古镇", &["惠山"], &["惠山古镇"]), ["惠山"]);
        assert_eq!(marked("惠山古镇惠山", &["惠山"], &["惠山古镇"]), ["惠山"]);
        assert_eq!(marked("没有", &["养老"], &[]), [""; 0]);
    }

    #[test]
    fn what_is_in_both_lists_is_shared() {
        let list = |blocks: &[u32]| -> Vec<_> {
            blocks.iter().map(|&block| Quotation { block, part: 0 }).collect()
        };
        assert_eq!(shared(&list(&[1, 3, 5]), &list(&[2, 3, 4, 5])), list(&[3, 5]));
        assert_eq!(shared(&list(&[1]), &[]), []);
    }

    #[test]
    fn short_names_are_short_and_there_once() {
        let wrong =
            wrong_slugs(["elderly", "social-security", "elderly", "Elderly", ""].into_iter());
        assert_eq!(wrong.len(), 3, "{wrong:?}");
    }
}
