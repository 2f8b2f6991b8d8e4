//! The published text as evidence: what stands where, and which characters follow each
//! other.

use std::collections::HashMap;

use crate::model::Plan;
use crate::source::{first_chars, last_chars};

/// How many characters are looked up together to find a place: few runs of eight stand
/// twice in a plan.
const PLACE_LEN: usize = 8;

/// A run with more places than this says nothing of any.
const MAX_PLACES: usize = 16;

/// How many characters at a cut edge may differ from the published text, before which its
/// place is still looked for.
const MAX_SKIPPED: usize = 12;

/// How many characters on each side of a cut have to agree with the published text.
const EDGE_LEN: usize = 6;

/// How far two looked-up places may be apart and still be one, in bytes: four characters,
/// for a word that one of the texts lacks.
const TOLERANCE: usize = 12;

/// The most characters before a character that say how likely it is.
const CONTEXT_LEN: usize = 3;

/// The weight of the shorter context where the longer is rare (Dirichlet smoothing).
const SMOOTHING: f64 = 1.0;

/// Counts of all runs of up to [`CONTEXT_LEN`] + 1 characters within the lines of a text.
#[derive(Debug, Default)]
pub(super) struct Runs {
    counts: HashMap<Box<str>, u32>,
    n_chars: u32,
}

impl Runs {
    /// Adds those of `line`.
    pub(super) fn add(&mut self, line: &str) {
        let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        self.n_chars += starts.len() as u32;
        for from in 0..starts.len() {
            for len in 1..=(CONTEXT_LEN + 1).min(starts.len() - from) {
                let end = starts.get(from + len).copied().unwrap_or(line.len());
                let run = &line[starts[from]..end];
                match self.counts.get_mut(run) {
                    Some(count) => *count += 1,
                    None => drop(self.counts.insert(run.into(), 1)),
                }
            }
        }
    }

    fn count(&self, run: &str) -> f64 {
        self.counts.get(run).copied().unwrap_or_default().into()
    }
}

/// What the published text says of two edges of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Published {
    /// There the one follows the other.
    Together,
    /// There the one goes on, or the other begins, in another way.
    Apart,
    /// It has neither edge within a paragraph.
    Unknown,
}

/// The published text of a plan, made once to be looked up often.
#[derive(Debug, Default)]
pub struct Reference {
    /// The blocks' texts, each with a line break behind it.
    text: String,
    /// Where each block's text starts.
    block_starts: Vec<usize>,
    /// The places of all runs of [`PLACE_LEN`] characters.
    places: HashMap<Box<str>, Vec<u32>>,
    runs: Runs,
}

impl Reference {
    /// The blocks of `plan`.
    pub fn new(plan: &Plan) -> Self {
        let mut reference = Self::default();
        for block in &plan.blocks {
            let start = reference.text.len();
            reference.block_starts.push(start);
            reference.text.push_str(&block.text);
            reference.text.push('\n');
            reference.runs.add(&block.text);
            let starts: Vec<usize> = block.text.char_indices().map(|(at, _)| at).collect();
            for at in 0..(starts.len() + 1).saturating_sub(PLACE_LEN) {
                let end = starts.get(at + PLACE_LEN).copied().unwrap_or(block.text.len());
                let run = &block.text[starts[at]..end];
                let place = (start + starts[at]) as u32;
                let places = reference.places.entry(run.into()).or_default();
                if places.len() <= MAX_PLACES {
                    places.push(place);
                }
            }
        }
        reference
    }

    /// The index of the block that most of `text` stands in, unless most of it stands in
    /// none.
    pub(super) fn block_of(&self, text: &str) -> Option<usize> {
        let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let n_runs = (chars.len() + 1).saturating_sub(PLACE_LEN);
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for at in 0..n_runs {
            let end = chars.get(at + PLACE_LEN).copied().unwrap_or(text.len());
            for &place in self.places.get(&text[chars[at]..end]).into_iter().flatten() {
                *votes.entry(self.block_at(place as usize)).or_default() += 1;
            }
        }
        let (block, n_votes) =
            votes.into_iter().max_by_key(|(block, n_votes)| (*n_votes, usize::MAX - block))?;
        (2 * n_votes > n_runs).then_some(block)
    }

    fn block_at(&self, place: usize) -> usize {
        self.block_starts.partition_point(|start| *start <= place) - 1
    }

    /// The places where the published text is after having said what `text` ends in.
    fn ends(&self, text: &str) -> Vec<usize> {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let n_chars = starts.len();
        (0..=MAX_SKIPPED)
            .find_map(|skipped| {
                let from = n_chars.checked_sub(PLACE_LEN + skipped)?;
                let end = starts.get(from + PLACE_LEN).copied().unwrap_or(text.len());
                let places = self.places.get(&text[starts[from]..end])?;
                let rest = text.len() - starts[from];
                Some(places.iter().map(|place| *place as usize + rest).collect())
            })
            .unwrap_or_default()
    }

    /// The places from which the published text says what `text` starts with.
    fn starts(&self, text: &str) -> Vec<usize> {
        let starts: Vec<usize> =
            text.char_indices().map(|(at, _)| at).take(PLACE_LEN + MAX_SKIPPED + 1).collect();
        (0..=MAX_SKIPPED)
            .find_map(|skipped| {
                let from = *starts.get(skipped)?;
                let whole = starts.len().checked_sub(skipped + PLACE_LEN)?;
                let end = if whole == 0 { text.len() } else { starts[skipped + PLACE_LEN] };
                let places = self.places.get(&text[from..end])?;
                Some(
                    places.iter().filter_map(|place| (*place as usize).checked_sub(from)).collect(),
                )
            })
            .unwrap_or_default()
    }

    /// Whether the published text begins a block with what `text` starts with.
    pub(super) fn begins_a_block(&self, text: &str) -> bool {
        self.starts(text).iter().any(|place| self.block_starts.binary_search(place).is_ok())
    }

    /// Whether the published text, wherever it says what `text` ends in, goes on within the
    /// block.
    pub(super) fn goes_on(&self, text: &str) -> bool {
        let ends = self.ends(text);
        !ends.is_empty() && ends.iter().all(|place| self.is_within_block(*place))
    }

    fn is_within_block(&self, place: usize) -> bool {
        self.text.as_bytes().get(place).is_some_and(|byte| *byte != b'\n')
            && self.block_starts.binary_search(&place).is_err()
    }

    /// What the published text says of `head` after `tail`.
    pub(super) fn says_of(&self, tail: &str, head: &str) -> Published {
        let (ends, starts) = (self.ends(tail), self.starts(head));
        let head_edge = first_chars(head, EDGE_LEN);
        let tail_edge = last_chars(tail, EDGE_LEN);
        let goes_on_so =
            |place: &usize| self.text.get(*place..).is_some_and(|rest| rest.starts_with(head_edge));
        let came_so =
            |place: &usize| self.text.get(..*place).is_some_and(|text| text.ends_with(tail_edge));
        let is_near = |end: &usize| starts.iter().any(|start| start.abs_diff(*end) <= TOLERANCE);
        if ends.iter().any(goes_on_so) || starts.iter().any(came_so) || ends.iter().any(is_near) {
            return Published::Together;
        }
        let is_elsewhere = |places: &[usize]| {
            !places.is_empty() && places.iter().all(|place| self.is_within_block(*place))
        };
        if is_elsewhere(&ends) || is_elsewhere(&starts) {
            Published::Apart
        } else {
            Published::Unknown
        }
    }

    /// How much likelier `head` is after `tail` than by itself: the logarithm of the ratio,
    /// by which characters follow each other in the published text and in `more`.
    pub(super) fn likelihood(&self, more: &Runs, tail: &str, head: &str) -> f64 {
        let tail = last_chars(tail, CONTEXT_LEN);
        let head = first_chars(head, CONTEXT_LEN);
        let together = format!("{tail}{head}");
        head.char_indices()
            .map(|(at, ch)| {
                let end = at + ch.len_utf8();
                let context = last_chars(&together[..tail.len() + at], CONTEXT_LEN);
                let with_tail = self.probability(more, context, &head[at..end]);
                with_tail.ln() - self.probability(more, &head[..at], &head[at..end]).ln()
            })
            .sum()
    }

    /// The probability of the character `next` after `context`, smoothed by that after
    /// shorter contexts.
    fn probability(&self, more: &Runs, context: &str, next: &str) -> f64 {
        let count = |run: &str| self.runs.count(run) + more.count(run);
        let n_chars = f64::from(self.runs.n_chars + more.n_chars);
        let shorter = match context.char_indices().nth(1) {
            Some((second, _)) => self.probability(more, &context[second..], next),
            None if context.is_empty() => return (count(next) + 1.0) / (n_chars + 8_000.0),
            None => self.probability(more, "", next),
        };
        (count(&format!("{context}{next}")) + SMOOTHING * shorter) / (count(context) + SMOOTHING)
    }

    /// The run of letters and digits across the end of `tail` and the start of `head` that
    /// says most, being long and standing elsewhere often: its lengths on both sides in
    /// bytes, and how often.
    pub(super) fn word_across(
        &self,
        more: &Runs,
        tail: &str,
        head: &str,
    ) -> Option<(usize, usize, u32)> {
        let mut best = None;
        for n_before in 1..=CONTEXT_LEN {
            for n_after in 1..=(CONTEXT_LEN + 1 - n_before) {
                let (before, after) = (last_chars(tail, n_before), first_chars(head, n_after));
                let run = format!("{before}{after}");
                let count = self.runs.count(&run) + more.count(&run);
                let weight = (n_before + n_after - 1) as f64 * (1.0 + count).ln();
                let is_word = run.chars().all(char::is_alphanumeric);
                let is_best = best.is_none_or(|(_, of_best)| weight > of_best);
                if is_word && count > 0.0 && is_best {
                    best = Some(((before.len(), after.len(), count as u32), weight));
                }
            }
        }
        best.map(|(word, _)| word)
    }
}
