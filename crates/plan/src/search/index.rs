//! The plan's text laid out for looking up: all its folded characters in one row, and for
//! each character of the alphabet the places where it stands.
//!
//! Made in one pass when the first query comes; no file, no request. A run of characters is
//! looked up at the places of its rarest character, so that the time is linear in the text
//! and mostly far below it.

use std::ops::Range;

use super::letters::Letters;
use crate::model::{Block, BlockKind, ColumnRole, Plan};

/// A text of the plan: a block's own, or a cell of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The index of the block.
    pub block: u32,
    /// What of the block.
    pub part: SpotPart,
}

/// What of a block a [`Spot`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpotPart {
    /// The block's text.
    Text,
    /// The header of a table's column.
    Header(u16),
    /// A table's cell: row and column.
    Cell(u16, u16),
    /// The extra cell that parts an indicator into several.
    SubIndicator(u16),
}

impl Spot {
    /// The text, as the source has it.
    pub fn text(self, plan: &Plan) -> &str {
        let block = &plan.blocks[self.block as usize];
        let BlockKind::Table(table) = &block.kind else { return &block.text };
        match self.part {
            SpotPart::Text => &block.text,
            SpotPart::Header(column) => &table.columns[usize::from(column)].text,
            SpotPart::Cell(row, column) => {
                &table.rows[usize::from(row)].cells[usize::from(column)].text
            }
            SpotPart::SubIndicator(row) => {
                let cell = &table.rows[usize::from(row)].sub_indicator;
                cell.as_ref().map_or("", |cell| &cell.text)
            }
        }
    }

    /// The row of the table, where the text is a row's.
    pub fn row(self) -> Option<u16> {
        match self.part {
            SpotPart::Cell(row, _) | SpotPart::SubIndicator(row) => Some(row),
            SpotPart::Text | SpotPart::Header(_) => None,
        }
    }
}

/// What is found as one thing: a block, or a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The index of the block.
    pub block: u32,
    /// The index of the table's row.
    pub row: Option<u16>,
}

/// A run of folded characters in the row of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The index of its first character.
    pub at: u32,
    /// How many characters it has.
    pub len: u16,
}

impl Hit {
    /// The index behind its last character.
    pub fn end(self) -> u32 {
        self.at + u32::from(self.len)
    }
}

/// The place of a text in the row of all characters.
#[derive(Clone, Copy, Debug)]
struct Laid {
    spot: Spot,
    /// The index of its first character.
    start: u32,
    /// The index of the passage.
    passage: u32,
}

/// A character of the row of all: its index in the alphabet, counted from 1. 0 parts texts.
pub(super) type Letter = u16;

/// The plan's text laid out for looking up.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    alphabet: Vec<char>,
    letters: Vec<Letter>,
    laid: Vec<Laid>,
    passages: Vec<Passage>,
    /// For each passage, the index of its first text.
    first_laid: Vec<u32>,
    /// The indices of each letter's places in `places`.
    starts: Vec<u32>,
    /// The places of the letters, of the first first.
    places: Vec<u32>,
}

impl Index {
    /// The texts of `plan`, folded by `letters`.
    pub fn new(plan: &Plan, letters: &Letters) -> Self {
        let mut index = Self { alphabet: letters.alphabet(), ..Self::default() };
        for (block_idx, block) in plan.blocks.iter().enumerate() {
            for part in parts(block) {
                let spot = Spot { block: block_idx as u32, part };
                let passage = Passage { block: spot.block, row: spot.row() };
                if index.passages.last() != Some(&passage) {
                    index.passages.push(passage);
                    index.first_laid.push(index.laid.len() as u32);
                }
                index.letters.push(0);
                let start = index.letters.len() as u32;
                index.laid.push(Laid { spot, start, passage: index.passages.len() as u32 - 1 });
                let Self { alphabet, letters: row, .. } = &mut index;
                letters.fold(spot.text(plan), |ch, _| row.push(letter(alphabet, ch)));
            }
        }
        index.letters.push(0);
        index.count_places();
        index
    }

    fn count_places(&mut self) {
        let mut starts = vec![0u32; self.alphabet.len() + 2];
        for &letter in &self.letters {
            starts[usize::from(letter) + 1] += 1;
        }
        for idx in 1..starts.len() {
            starts[idx] += starts[idx - 1];
        }
        let mut next = starts.clone();
        self.places = vec![0; self.letters.len()];
        for (place, &letter) in self.letters.iter().enumerate() {
            let slot = &mut next[usize::from(letter)];
            self.places[*slot as usize] = place as u32;
            *slot += 1;
        }
        self.starts = starts;
    }

    /// The letters of a folded text; `None` where the plan lacks one of them.
    pub fn letters_of(&self, folded: &str) -> Option<Vec<Letter>> {
        let letters = folded.chars().map(|ch| letter(&self.alphabet, ch));
        letters.map(|letter| (letter > 0).then_some(letter)).collect()
    }

    /// The letter of a folded character; 0 where the plan lacks it.
    pub fn letter(&self, ch: char) -> Letter {
        letter(&self.alphabet, ch)
    }

    /// Whether a letter is part of words, no mark and not between texts.
    pub fn is_of_word(&self, letter: Letter) -> bool {
        let ch = usize::from(letter).checked_sub(1).and_then(|idx| self.alphabet.get(idx));
        ch.is_some_and(|ch| ch.is_alphanumeric() || matches!(ch, '（' | '）' | '“'))
    }

    /// The characters of a run.
    pub fn text_of(&self, range: Range<u32>) -> String {
        let letters = &self.letters[range.start as usize..range.end as usize];
        letters
            .iter()
            .filter_map(|&it| self.alphabet.get(usize::from(it).wrapping_sub(1)))
            .collect()
    }

    /// All letters in their row; 0 parts texts.
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// The places of a letter, in order.
    pub fn places_of(&self, letter: Letter) -> &[u32] {
        let idx = usize::from(letter);
        &self.places[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// Every occurrence of `term` that does not overlap the one before.
    pub fn occurrences(&self, term: &[Letter]) -> impl Iterator<Item = Hit> {
        let rarest = (0..term.len()).min_by_key(|&idx| self.places_of(term[idx]).len());
        let places = rarest.map_or(&[][..], |idx| self.places_of(term[idx]));
        let offset = rarest.unwrap_or_default() as u32;
        let mut end = 0;
        places.iter().filter_map(move |place| {
            let at = place.checked_sub(offset)?;
            let run = self.letters.get(at as usize..at as usize + term.len())?;
            (at >= end && run == term).then(|| {
                let hit = Hit { at, len: term.len() as u16 };
                end = hit.end();
                hit
            })
        })
    }

    /// All passages, in the plan's order.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The index of `passage`.
    pub fn position(&self, passage: Passage) -> Option<usize> {
        self.passages.binary_search(&passage).ok()
    }

    /// The index of the passage that the character at `place` stands in.
    pub fn passage_at(&self, place: u32) -> usize {
        self.laid[self.laid_at(place)].passage as usize
    }

    fn laid_at(&self, place: u32) -> usize {
        self.laid.partition_point(|laid| laid.start <= place).saturating_sub(1)
    }

    /// The text that the character at `place` stands in, and its first place.
    pub fn spot_at(&self, place: u32) -> (Spot, u32) {
        let laid = self.laid[self.laid_at(place)];
        (laid.spot, laid.start)
    }

    /// The places of all characters of the passage at `idx`.
    pub fn places_of_passage(&self, idx: usize) -> Range<u32> {
        let start = self.laid[self.first_laid[idx] as usize].start;
        let next = self.first_laid.get(idx + 1).map(|&laid| self.laid[laid as usize].start - 1);
        start..next.unwrap_or(self.letters.len() as u32 - 1)
    }
}

fn letter(alphabet: &[char], ch: char) -> Letter {
    alphabet.binary_search(&ch).map_or(0, |idx| idx as Letter + 1)
}

/// The texts of a block, in the source's order; a merged cell's only once.
fn parts(block: &Block) -> Vec<SpotPart> {
    let mut parts = vec![SpotPart::Text];
    let BlockKind::Table(table) = &block.kind else { return parts };
    parts.extend((0..table.columns.len()).map(|column| SpotPart::Header(column as u16)));
    let name = table.column(ColumnRole::Name);
    for (row_idx, row) in table.rows.iter().enumerate() {
        let row_idx = row_idx as u16;
        for (column, cell) in row.cells.iter().enumerate() {
            if !cell.is_carried {
                parts.push(SpotPart::Cell(row_idx, column as u16));
            }
            if name == Some(column) && row.sub_indicator.is_some() {
                parts.push(SpotPart::SubIndicator(row_idx));
            }
        }
    }
    parts
}
