//! The piece of a text that shows what was found in it, cut where a clause ends.

use std::ops::Range;

use crate::model::TextRange;

/// How many characters a piece has at the most, unless a single clause has more, or those
/// that a single mark runs over.
const N_CHARS: usize = 84;

/// Marks that end a clause.
const CLAUSE_ENDS: [char; 7] = ['，', '。', '；', '：', '！', '？', '\n'];

/// A piece of a text with what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The piece.
    pub range: TextRange,
    /// What was found, in order and apart from each other, all of it in the piece.
    pub marks: Vec<TextRange>,
}

impl Snippet {
    /// The piece of `text` with as many different terms of `marks` as fit: ranges in order,
    /// each with its term.
    pub fn new(text: &str, marks: &[(TextRange, u8)]) -> Self {
        let clauses: Vec<Range<usize>> = clauses(text).collect();
        let clause_at = |at: u32| {
            clauses.partition_point(|clause| clause.end <= at as usize).min(clauses.len() - 1)
        };
        let n_chars = |range: Range<usize>| text[range].chars().count();
        // The run of clauses, beginning with one that has a mark, that holds the most terms,
        // then the most marks.
        let mut best = (0, 0, 0..0);
        for (idx, (mark, _)) in marks.iter().enumerate() {
            let first = clause_at(mark.start);
            let (mut terms, mut n_marks, mut last) = (0u32, 0, first);
            for (mark, term) in &marks[idx..] {
                let end = clause_at(mark.end.saturating_sub(1));
                let span = clauses[first].start..clauses[end.max(last)].end;
                if n_marks > 0 && end > first && n_chars(span) > N_CHARS {
                    break;
                }
                last = last.max(end);
                terms |= 1 << (term % 32);
                n_marks += 1;
            }
            let found = (terms.count_ones(), n_marks);
            if found > (best.0, best.1) {
                best = (found.0, found.1, first..last + 1);
            }
        }
        let (mut first, mut end) =
            if best.2.is_empty() { (0, 1.min(clauses.len())) } else { (best.2.start, best.2.end) };
        if clauses.is_empty() {
            return Self::default();
        }
        // What room is left goes to the clauses around, before first: they lead there.
        loop {
            let fits = |range: Range<usize>| n_chars(range) <= N_CHARS;
            if first > 0 && fits(clauses[first - 1].start..clauses[end - 1].end) {
                first -= 1;
            } else if end < clauses.len() && fits(clauses[first].start..clauses[end].end) {
                end += 1;
            } else {
                break;
            }
        }
        let range = TextRange::new(clauses[first].start, clauses[end - 1].end);
        let mut inside: Vec<TextRange> = Vec::new();
        for (mark, _) in marks {
            if mark.start < range.start || mark.end > range.end {
                continue;
            }
            match inside.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => inside.push(*mark),
            }
        }
        Self { range, marks: inside }
    }
}

/// The clauses of `text`, each with the mark that ends it.
fn clauses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive(CLAUSE_ENDS).map(move |clause| {
        let start = at;
        at += clause.len();
        start..at
    })
}
