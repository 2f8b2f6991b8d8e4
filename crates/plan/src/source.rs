//! The source text as lines that know where they stand.
//!
//! Invariant: the lines are disjoint, in order and on character boundaries, and
//! together with the line breaks between them they are the whole text.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in the source text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text of the span in `source`.
    pub fn of(self, source: &str) -> &str {
        &source[self.start..self.end]
    }

    /// The span without white space at both ends; empty, at its own end, where
    /// there is nothing else.
    pub fn trimmed(self, source: &str) -> Self {
        let text = self.of(source);
        let kept = text.trim_matches(is_space);
        if kept.is_empty() {
            return Self::new(self.end, self.end);
        }
        let start = self.start + (text.len() - text.trim_start_matches(is_space).len());
        Self::new(start, start + kept.len())
    }
}

/// White space, and the characters that print nothing and that text files
/// carry at their edges (byte-order mark, zero-width space).
pub fn is_space(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '\u{feff}' | '\u{200b}')
}

/// The lines that a block stands on, counted from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRange {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

/// The byte spans of the lines of `source`, without their line breaks. A text
/// that ends in a line break has an empty last line.
pub fn line_spans(source: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    source.split('\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        span
    })
}

/// The last `n_chars` characters of `text`, or all.
pub fn last_chars(text: &str, n_chars: usize) -> &str {
    let Some(n_before_last) = n_chars.checked_sub(1) else { return "" };
    text.char_indices().rev().nth(n_before_last).map_or(text, |(at, _)| &text[at..])
}

/// The first `n_chars` characters of `text`, or all.
pub fn first_chars(text: &str, n_chars: usize) -> &str {
    text.char_indices().nth(n_chars).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_breaks_are_the_whole_text() {
        for source in ["", "\n", "甲\n\n乙\r\n", "甲"] {
            let lines: Vec<_> = line_spans(source).map(|span| span.of(source)).collect();
            assert_eq!(lines.join("\n"), source);
        }
    }

    #[test]
    fn texts_are_cut_at_characters() {
        for (n_chars, first, last) in [(0, "", ""), (2, "甲a", "b乙"), (9, "甲ab乙", "甲ab乙")]
        {
            assert_eq!(first_chars("甲ab乙", n_chars), first);
            assert_eq!(last_chars("甲ab乙", n_chars), last);
        }
    }

    #[test]
    fn trimming_keeps_what_is_inside() {
        let source = "\u{feff}　 甲 乙\t ";
        let span = Span::new(0, source.len()).trimmed(source);
        assert_eq!(span.of(source), "甲 乙");
        assert!(Span::new(0, 3).trimmed(source).is_empty());
    }
}
