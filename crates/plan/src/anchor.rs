//! Words of a text that are to be found again after the text was revised.
//!
//! A reader's note is about a run of characters in a block. Ids shift when paragraphs come
//! and go, so an [`Anchor`] also keeps the words themselves and what stood on both sides of
//! them. [`Row::find`] looks for them again: where they were; else the same words
//! elsewhere, weighed by what stands beside them; else words that are nearly the same.
//!
//! Invariants:
//!
//! - White space counts for nothing: a text may be laid out anew. A *letter* is any other
//!   character.
//! - In the text that it was made from, an anchor is found where it was made.
//! - What is unsure is not found. Words alone are no evidence, the same ones stand in many
//!   sentences; what stands beside them has to agree.
//! - The time for one anchor is linear in the text, up to the comparison of a few places.

use std::ops::Range;

use crate::model::{Plan, TextRange, unwrapped};

/// How many letters an anchor keeps of each side.
pub const CONTEXT_LETTERS: usize = 32;

/// Words of a block, and what stood beside them.
///
/// The three texts are those of a `TextQuoteSelector` of the W3C's Web Annotation: `quote`
/// is its `exact`. The two sides go on into the blocks before and after; each end of a
/// block on the way is a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The block's id.
    pub block: String,
    /// The words, on one line.
    pub quote: String,
    /// The letters before them.
    pub prefix: String,
    /// The letters behind them.
    pub suffix: String,
}

/// A run of a block's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// The index of the block.
    pub block: usize,
    /// The characters, in the block's text.
    pub range: TextRange,
}

/// All letters of a plan's blocks in one row: for making anchors and finding them.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    plan: &'a Plan,
    letters: Vec<char>,
    /// The place of each block's first letter, and of the row's end.
    starts: Vec<usize>,
    /// Where the press begins: what was noted there is looked for there alone.
    press: usize,
}

/// One side of an anchor, the nearest letter first.
struct Context {
    letters: Vec<char>,
    /// How many letters stand before the end of the block.
    border: Option<usize>,
}

/// How one side of a place agrees with an anchor's.
struct Side {
    /// How many letters are the same, from the nearest on.
    run: usize,
    /// How many edits lead from the one to the other.
    cost: usize,
    /// Of how many letters.
    len: usize,
    /// Whether all of it is the same, or all up to the end of the block, which is also one.
    is_whole: bool,
}

/// The edits that leave a side of [`CONTEXT_LETTERS`] recognisable. What is inserted or left
/// out there may be as long; a sentence that was left out is mostly longer.
const MAX_COST: usize = 10;
/// Of words with fewer letters than this only the same are found again.
const MIN_SIMILAR: usize = 8;
/// How many of similar words' places are compared.
const MAX_CANDIDATES: usize = 4;
/// How far a place may be off from where its runs of three point to.
const SLACK: usize = 48;
/// The letters of the row that share a count of such runs.
const BUCKET: usize = 32;

fn letters(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().filter(|ch| !ch.is_whitespace())
}

impl<'a> Row<'a> {
    /// The row of `plan`.
    pub fn new(plan: &'a Plan) -> Self {
        let mut row = Self { plan, letters: Vec::new(), starts: Vec::new(), press: usize::MAX };
        for (idx, block) in plan.blocks.iter().enumerate() {
            if row.press == usize::MAX && !plan.is_own(idx) {
                row.press = row.letters.len();
            }
            row.starts.push(row.letters.len());
            row.letters.extend(letters(&block.text));
        }
        row.starts.push(row.letters.len());
        row.press = row.press.min(row.letters.len());
        row
    }

    /// The anchor of `run`.
    pub fn anchor(&self, run: TextRun) -> Anchor {
        let block = &self.plan.blocks[run.block];
        let n_letters = |end: u32| letters(&block.text[..end as usize]).count();
        let start = self.starts[run.block] + n_letters(run.range.start);
        let end = self.starts[run.block] + n_letters(run.range.end);
        let before = start.saturating_sub(CONTEXT_LETTERS)..start;
        let after = end..self.letters.len().min(end + CONTEXT_LETTERS);
        let (mut prefix, mut suffix) = (String::new(), String::new());
        if before.start == 0 {
            prefix.push('\n');
        }
        for at in before {
            prefix.push(self.letters[at]);
            if self.is_border(at + 1) {
                prefix.push('\n');
            }
        }
        for at in after.clone() {
            if self.is_border(at) {
                suffix.push('\n');
            }
            suffix.push(self.letters[at]);
        }
        if after.end == self.letters.len() {
            suffix.push('\n');
        }
        let quote = unwrapped(run.range.of(&block.text).trim()).into_owned();
        Anchor { block: block.id.to_string(), quote, prefix, suffix }
    }

    /// The words of `anchor`: a run a block, several where a paragraph was parted in the
    /// middle of them. `None` where they are gone, or it is not sure which they are.
    pub fn find(&self, anchor: &Anchor) -> Option<Vec<TextRun>> {
        let quote: Vec<char> = letters(&anchor.quote).collect();
        if quote.is_empty() {
            return None;
        }
        let before = Context::new(anchor.prefix.chars().rev());
        let after = Context::new(anchor.suffix.chars());
        let home = self.plan.position(&anchor.block);
        let home = home.map_or(0..0, |home| self.starts[home]..self.starts[home + 1]);
        // From elsewhere an anchor may come without its sides.
        let has_sides = before.letters.len() + after.letters.len() >= CONTEXT_LETTERS;
        for at in self.occurrences(&quote, home.clone()).filter(|_| has_sides) {
            let end = at + quote.len();
            let (before_it, after_it) =
                (self.side(&before, at, true), self.side(&after, end, false));
            if before_it.run == before.letters.len() && after_it.run == after.letters.len() {
                return Some(self.runs(at..end));
            }
        }
        let is_press = anchor.block.starts_with('q');
        let within = if is_press { self.press..self.letters.len() } else { 0..self.press };
        let weigh = |place: Range<usize>, cost: usize| {
            let before = self.side(&before, place.start, true);
            let after = self.side(&after, place.end, false);
            let score = before.score() + after.score();
            is_sure(quote.len(), cost, &before, &after)
                .then_some((score.saturating_sub(cost), place))
        };
        let mut found: Vec<(usize, Range<usize>)> = self
            .occurrences(&quote, within.clone())
            .filter_map(|at| weigh(at..at + quote.len(), 0))
            .collect();
        if found.is_empty() && quote.len() >= MIN_SIMILAR {
            found = (self.candidates(&quote, &before, &after, within).into_iter())
                .filter_map(|around| {
                    let (cost, place) = self.nearest(&quote, around)?;
                    weigh(place, cost)
                })
                .collect();
        }
        let best = found.iter().map(|(score, _)| *score).max()?;
        let is_rival = |(score, _): &&(usize, Range<usize>)| score + 4 > best;
        let mut rivals = found.iter().filter(is_rival).map(|(_, place)| place);
        let place = rivals.next()?;
        // Two candidates may be one place.
        if rivals.all(|rival| rival.start < place.end && place.start < rival.end) {
            return Some(self.runs(place.clone()));
        }
        let mut at_home =
            found.iter().filter(is_rival).filter(|(_, place)| home.contains(&place.start));
        match (at_home.next(), at_home.next()) {
            (Some((_, place)), None) => Some(self.runs(place.clone())),
            _ => None,
        }
    }

    fn is_border(&self, at: usize) -> bool {
        self.starts.binary_search(&at).is_ok()
    }

    /// Where `quote` stands in `within`.
    fn occurrences(&self, quote: &[char], within: Range<usize>) -> impl Iterator<Item = usize> {
        within.filter(move |&at| self.letters[at..].starts_with(quote))
    }

    /// How the letters on one side of the place `at` agree with `context`.
    fn side(&self, context: &Context, at: usize, is_before: bool) -> Side {
        let len = context.letters.len();
        let there: Vec<char> = (0..len + MAX_COST)
            .map_while(|n| {
                let at = if is_before { at.checked_sub(n + 1)? } else { at + n };
                self.letters.get(at).copied()
            })
            .collect();
        let run = there.iter().zip(&context.letters).take_while(|(a, b)| a == b).count();
        let is_same_border = |n: usize| {
            let border = if is_before { at.checked_sub(n) } else { Some(at + n) };
            run >= n && border.is_some_and(|border| self.is_border(border))
        };
        let is_whole = run == len && len > 0 || context.border.is_some_and(is_same_border);
        let cost = if run == len { 0 } else { edits(&context.letters, &there) };
        Side { run, cost, len, is_whole }
    }

    /// Where words like `quote` may stand: where the row has most runs of three letters in
    /// common with it and its sides.
    fn candidates(
        &self,
        quote: &[char],
        before: &Context,
        after: &Context,
        within: Range<usize>,
    ) -> Vec<Range<usize>> {
        let window: Vec<char> =
            before.letters.iter().rev().chain(quote).chain(&after.letters).copied().collect();
        // A character has 21 bits.
        let key =
            |run: &[char]| run.iter().fold(0, |key, &ch| key << 21 | u64::from(u32::from(ch)));
        let hash = |key: u64| (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize;
        let mut is_there = [false; 4096];
        let keys: Vec<u64> = window.windows(3).map(key).collect();
        for &key in &keys {
            is_there[hash(key)] = true;
        }
        let offset = window.len();
        let mut n_runs = vec![0u32; (within.len() + offset) / BUCKET + 2];
        for (at, run) in self.letters[within.clone()].windows(3).enumerate() {
            let key = key(run);
            if is_there[hash(key)] {
                for (idx, _) in keys.iter().enumerate().filter(|(_, other)| **other == key) {
                    n_runs[(at + offset - idx) / BUCKET] += 1;
                }
            }
        }
        let mut candidates: Vec<(u32, usize)> = Vec::new();
        for bucket in 0..n_runs.len() - 1 {
            let n = n_runs[bucket] + n_runs[bucket + 1];
            if candidates.len() < MAX_CANDIDATES {
                candidates.push((n, bucket));
            } else if let Some(least) = candidates.iter_mut().min_by_key(|it| it.0)
                && least.0 < n
            {
                *least = (n, bucket);
            }
        }
        let candidates = candidates.into_iter().filter(|(n, _)| *n > 0).map(|(_, bucket)| {
            let start =
                (within.start + bucket * BUCKET + before.letters.len()).saturating_sub(offset);
            let end = start + 2 * BUCKET + quote.len() + SLACK;
            start.saturating_sub(SLACK).max(within.start)..end.min(within.end)
        });
        candidates.collect()
    }

    /// The letters of `around` that fewest edits lead to from `quote`, and how many; `None`
    /// where they are too many.
    fn nearest(&self, quote: &[char], around: Range<usize>) -> Option<(usize, Range<usize>)> {
        let text = &self.letters[around.clone()];
        // For each end in the text: how many edits, and from which start.
        let mut costs: Vec<(usize, usize)> = (0..=text.len()).map(|at| (0, at)).collect();
        for (n, &ch) in quote.iter().enumerate() {
            let mut diagonal = costs[0];
            costs[0] = (n + 1, 0);
            for (at, &there) in text.iter().enumerate() {
                let replaced = (diagonal.0 + usize::from(ch != there), diagonal.1);
                diagonal = costs[at + 1];
                let (left_out, put_in) = (costs[at + 1], costs[at]);
                let mut best = replaced;
                for other in [left_out, put_in] {
                    if other.0 + 1 < best.0 {
                        best = (other.0 + 1, other.1);
                    }
                }
                costs[at + 1] = best;
            }
        }
        let (end, &(cost, start)) = costs.iter().enumerate().min_by_key(|(_, cost)| cost.0)?;
        let place = around.start + start..around.start + end;
        (cost * 5 <= quote.len() * 2 && !place.is_empty()).then_some((cost, place))
    }

    /// The letters at `place` as runs of their blocks.
    fn runs(&self, place: Range<usize>) -> Vec<TextRun> {
        let first = self.starts.partition_point(|start| *start <= place.start) - 1;
        (first..self.plan.blocks.len())
            .take_while(|&block| self.starts[block] < place.end)
            .filter_map(|block| {
                let from = self.starts[block];
                let (start, end) = (place.start.max(from), place.end.min(self.starts[block + 1]));
                let text = &self.plan.blocks[block].text;
                let mut places = text.char_indices().filter(|(_, ch)| !ch.is_whitespace());
                let (first, ch) = places.nth(start - from)?;
                let (last, ch) = match end.checked_sub(start + 2) {
                    Some(between) => places.nth(between)?,
                    None => (first, ch),
                };
                let range = TextRange::new(first, last + ch.len_utf8());
                (start < end).then_some(TextRun { block, range })
            })
            .collect()
    }
}

impl Context {
    /// The side with the characters `chars`, the nearest first.
    fn new(chars: impl Iterator<Item = char>) -> Self {
        let mut context = Self { letters: Vec::new(), border: None };
        for ch in chars {
            if ch == '\n' {
                context.border = context.border.or(Some(context.letters.len()));
            } else if !ch.is_whitespace() && context.letters.len() < CONTEXT_LETTERS {
                context.letters.push(ch);
            }
        }
        context
    }
}

impl Side {
    /// How much speaks for the place, in letters.
    fn score(&self) -> usize {
        if self.is_whole { CONTEXT_LETTERS } else { self.len.saturating_sub(self.cost) }
    }

    fn is_alike(&self) -> bool {
        self.is_whole || self.len > MAX_COST && self.cost <= MAX_COST
    }
}

/// The edits that lead from `context` to the beginning of `there`, or more than
/// [`MAX_COST`].
fn edits(context: &[char], there: &[char]) -> usize {
    let mut costs: Vec<usize> = (0..=there.len()).collect();
    for (n, ch) in context.iter().enumerate() {
        let mut diagonal = costs[0];
        costs[0] = n + 1;
        for (at, other) in there.iter().enumerate() {
            let replaced = diagonal + usize::from(ch != other);
            diagonal = costs[at + 1];
            costs[at + 1] = replaced.min(costs[at].min(diagonal) + 1);
        }
    }
    costs.into_iter().min().unwrap_or_default()
}

/// Whether the words at a place are those that were noted: `len` letters that `cost` edits
/// lead to, with `before` and `after` beside them.
fn is_sure(len: usize, cost: usize, before: &Side, after: &Side) -> bool {
    let (stronger, weaker) =
        if before.score() >= after.score() { (before, after) } else { (after, before) };
    let n_letters = len - cost.min(len);
    if before.is_whole && after.is_whole {
        // A block of the same words, or all up to its ends.
        return cost * 4 <= len;
    }
    if stronger.is_alike() && weaker.is_alike() {
        return n_letters + before.run + after.run >= 8;
    }
    // An edit right beside the words: the other side has to be as it was.
    stronger.is_whole && weaker.run + n_letters >= 12 && n_letters + stronger.run >= 24
}
