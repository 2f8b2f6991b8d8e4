//! What a voice says of a block, sentence by sentence, so that it reads the plan out as a
//! person would.
//!
//! [`words`] says how print becomes speech, `row` how a table's row does. Here the text is
//! cut: at the end of a sentence, and a long sentence at its marks into pieces that a voice
//! speaks in about 15 seconds. Some browsers fall silent after that long, and a step back or
//! on is of more use the shorter it is.
//!
//! Invariant: the ranges of a block's text are in its order, disjoint, and cover every
//! character that is not white space; every row of a table is said, in order; nothing that
//! is said is empty. A block in which there is nothing to say (`——`) gives nothing. Linear in
//! the text.

pub mod number;
mod row;
pub mod words;

use std::ops::Range;

use crate::model::{Block, BlockKind, TextRange};
use words::said;

/// What a voice says without a break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What of the block it is.
    pub place: SpokenPlace,
    /// What is said.
    pub said: String,
}

/// What of a block is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpokenPlace {
    /// A run of the block's text.
    Text(TextRange),
    /// A row of the table, counted from 0.
    Row(u16),
}

/// How many characters are said without a break, if the text has a mark to break at. A voice
/// says four to five in a second.
const MAX_CHARS: usize = 60;

/// Where a long sentence is cut: at a mark of the first kind if it has one.
const MARKS: [&[char]; 4] = [&['；'], &['，', '：'], &['、'], &['》', '）', '”']];

/// What is said of `block`, in its order: of a table its title and rows. Blocks that belong
/// to it (a box's items, a table's notes) speak for themselves.
pub fn spoken(block: &Block) -> Vec<Spoken> {
    let mut spoken = of_text(block);
    if let BlockKind::Table(table) = &block.kind {
        for row_idx in 0..table.rows.len().min(usize::from(u16::MAX)) {
            let said = row::said_of_row(table, row_idx);
            let place = SpokenPlace::Row(row_idx as u16);
            // A mark that ends a piece by itself says nothing.
            let words =
                pieces(&said).into_iter().map(|range| said[range].trim_end_matches(['；', '，']));
            spoken.extend(
                words
                    .filter(|words| !words.trim().is_empty())
                    .map(|words| Spoken { place, said: words.to_owned() }),
            );
        }
    }
    spoken
}

fn of_text(block: &Block) -> Vec<Spoken> {
    let text = &block.text;
    // A heading's label and title are two things: 第四章，构建产业科技创新体系.
    let label = match &block.kind {
        BlockKind::Box(label) | BlockKind::Figure(label) => label.label,
        BlockKind::Table(_) => text.find(char::is_whitespace).map(|end| TextRange::new(0, end)),
        _ => block.heading().map(|heading| heading.label),
    };
    let mut spoken: Vec<Spoken> = Vec::new();
    if let Some(label) = label.filter(|_| text.len() < 6 * MAX_CHARS) {
        let (label, title) = text.split_at(label.end as usize);
        let range = trimmed(text, 0..text.len());
        push(&mut spoken, text, range, said(&format!("{label}，{title}")));
    } else {
        for range in pieces(text) {
            let words = said(&text[range.clone()]);
            push(&mut spoken, text, range, words);
        }
    }
    // What the page says by its look.
    let name = match &block.kind {
        BlockKind::Box(label) if label.label.is_none() => "专栏，",
        BlockKind::Note(_) => "注释，",
        BlockKind::Question(_) => "问题",
        _ => "",
    };
    if let Some(first) = spoken.first_mut() {
        first.said.insert_str(0, name);
    }
    spoken
}

/// Adds what is said of `range`; where that is nothing, the range goes to its neighbour.
fn push(spoken: &mut Vec<Spoken>, text: &str, range: Range<usize>, said: String) {
    let whole = |start: usize| TextRange::new(start, range.end);
    match spoken.last_mut() {
        Some(Spoken { place: SpokenPlace::Text(last), said: words }) => {
            if words.is_empty() {
                (*last, *words) = (whole(last.start as usize), said);
            } else if said.is_empty() {
                *last = whole(last.start as usize);
            } else {
                spoken.push(Spoken { place: SpokenPlace::Text(whole(range.start)), said });
            }
        }
        _ => spoken.push(Spoken { place: SpokenPlace::Text(whole(range.start)), said }),
    }
    if range.end == text.trim_end().len() {
        spoken.retain(|it| !it.said.is_empty());
    }
}

/// The pieces of `text`: its sentences, long ones cut.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut has_ended) = (0, false);
    for (at, ch) in text.char_indices() {
        if has_ended && !"。！？!?…”’）》」』".contains(ch) {
            cut(text, start..at, 0, &mut pieces);
            (start, has_ended) = (at, false);
        }
        has_ended |= matches!(ch, '。' | '！' | '？' | '!' | '?');
    }
    cut(text, start..text.len(), 0, &mut pieces);
    pieces
}

/// Cuts `range` of `text` at the marks of the kind `kind` into pieces of about equal length.
fn cut(text: &str, range: Range<usize>, kind: usize, pieces: &mut Vec<Range<usize>>) {
    let range = trimmed(text, range);
    let n_chars = text[range.clone()].chars().count();
    if n_chars <= MAX_CHARS {
        if !range.is_empty() {
            pieces.push(range);
        }
        return;
    }
    let wanted = n_chars.div_ceil(n_chars.div_ceil(MAX_CHARS));
    let (mut start, mut at, mut n_taken) = (range.start, range.start, 0);
    let mut take = |piece: &str, pieces: &mut Vec<_>| {
        let n_more = piece.chars().count();
        if n_taken > 0 && n_taken + n_more > MAX_CHARS {
            cut(text, start..at, kind + 1, pieces);
            (start, n_taken) = (at, 0);
        }
        (at, n_taken) = (at + piece.len(), n_taken + n_more);
        if n_taken >= wanted || at == range.end {
            cut(text, start..at, kind + 1, pieces);
            (start, n_taken) = (at, 0);
        }
    };
    match MARKS.get(kind) {
        Some(marks) => {
            for clause in text[range.clone()].split_inclusive(*marks) {
                take(clause, pieces);
            }
        }
        // A little more than wanted is better than a cut in a word.
        None if n_chars <= MAX_CHARS * 3 / 2 => pieces.push(range),
        None => {
            for ch in text[range.clone()].split_inclusive(|_| true) {
                take(ch, pieces);
            }
        }
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.end - inside.trim_start().len();
    start..start.max(range.start + inside.trim_end().len())
}
