//! What holds of everything that is looked for: found are all places of it and no other.
//!
//! The places are found again by comparing at every character of every text, each folded by
//! the libraries themselves: neither the tables nor the index are asked.

use std::collections::BTreeMap;

use super::same;
use crate::model::{BlockKind, Plan, TextRange};
use crate::search::{Findings, Found, LAST_TYPED, Passage, Search, Spot, SpotPart, folded_char};

/// A text of a plan, each folded character with the byte that it comes from.
#[derive(Clone, Debug)]
pub struct FoldedText {
    spot: Spot,
    text: String,
    chars: Vec<(char, usize)>,
}

impl FoldedText {
    /// All texts of `plan` that can be searched.
    pub fn all(plan: &Plan) -> Vec<Self> {
        let mut all = Vec::new();
        for (idx, block) in plan.blocks.iter().enumerate() {
            let mut push = |part, text: &str| {
                let spot = Spot { block: idx as u32, part };
                all.push(Self { spot, text: text.to_owned(), chars: folded(text) });
            };
            push(SpotPart::Text, &block.text);
            let BlockKind::Table(table) = &block.kind else { continue };
            for (column_idx, column) in table.columns.iter().enumerate() {
                push(SpotPart::Header(column_idx as u16), &column.text);
            }
            for (row_idx, row) in table.rows.iter().enumerate() {
                let row_idx = row_idx as u16;
                for (column, cell) in row.cells.iter().enumerate().filter(|it| !it.1.is_carried) {
                    push(SpotPart::Cell(row_idx, column as u16), &cell.text);
                }
                if let Some(cell) = &row.sub_indicator {
                    push(SpotPart::SubIndicator(row_idx), &cell.text);
                }
            }
        }
        all
    }

    fn passage(&self) -> Passage {
        Passage { block: self.spot.block, row: self.spot.row() }
    }

    /// The occurrences of `term` that do not overlap the one before.
    fn occurrences(&self, term: &[char]) -> Vec<TextRange> {
        let mut found = Vec::new();
        let mut at = 0;
        while !term.is_empty() && at + term.len() <= self.chars.len() {
            let run = &self.chars[at..at + term.len()];
            if run.iter().map(|(ch, _)| ch).eq(term) {
                let last = run[run.len() - 1].1;
                let len = self.text[last..].chars().next().map_or(0, char::len_utf8);
                found.push(TextRange::new(run[0].1, last + len));
                at += term.len();
            } else {
                at += 1;
            }
        }
        found
    }
}

fn folded(text: &str) -> Vec<(char, usize)> {
    let of_char =
        |(at, ch): (usize, char)| folded_char(ch).chars().map(|ch| (ch, at)).collect::<Vec<_>>();
    text.char_indices().flat_map(of_char).collect()
}

/// Ranges, each with its term, by where they stand.
type Places = BTreeMap<(u32, String), Vec<(u32, u32, u8)>>;

/// Checks what `search` finds for `typed` in `plan`, whose texts are `texts`.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_found(
    search: &Search,
    plan: &Plan,
    texts: &[FoldedText],
    typed: &str,
) -> Result<(), String> {
    let findings = search.find(typed);
    for found in findings.literal.iter().chain(&findings.looser) {
        check_passage(search, plan, &findings, found)?;
    }
    let is_literal = |found: &Found| findings.literal.iter().any(|it| it.passage == found.passage);
    if let Some(found) = findings.looser.iter().find(|found| is_literal(found)) {
        return Err(format!("expected no looser match of {:?}, but found one", found.passage));
    }
    // Of characters that no keyboard writes only the plan's own are known.
    let is_known =
        |ch: char| u32::from(ch) <= LAST_TYPED || texts.iter().any(|text| text.text.contains(ch));
    if !typed.chars().all(is_known) {
        return Ok(());
    }
    check_query(&findings, typed)?;
    let mut found: Places = BTreeMap::new();
    for (spot, marks) in findings.literal.iter().flat_map(|found| search.marks_of(&found.hits)) {
        let marks = marks.into_iter().map(|(mark, term)| (mark.start, mark.end, term));
        found.entry(key(spot)).or_default().extend(marks);
    }
    found.values_mut().for_each(|places| places.sort_unstable());
    let expected = places(&findings, texts);
    same(&format!("the places of {typed:?}"), &found, &expected)?;
    let n_hits = expected.values().map(Vec::len).sum();
    same(&format!("the hits of {typed:?}"), &findings.n_literal_hits, &n_hits)
}

fn key(spot: Spot) -> (u32, String) {
    (spot.block, format!("{:?}", spot.part))
}

/// Where passages have every term of the query and none that is excluded.
fn places(findings: &Findings, texts: &[FoldedText]) -> Places {
    let chars = |term: &String| folded(term).into_iter().map(|(ch, _)| ch).collect();
    let terms: Vec<Vec<char>> = findings.query.terms.iter().map(chars).collect();
    let excluded: Vec<Vec<char>> = findings.query.excluded.iter().map(chars).collect();
    let mut places = Places::new();
    for of_passage in texts.chunk_by(|a, b| a.passage() == b.passage()) {
        let has = |term: &Vec<char>| of_passage.iter().any(|it| !it.occurrences(term).is_empty());
        if terms.is_empty() || !terms.iter().all(has) || excluded.iter().any(has) {
            continue;
        }
        for text in of_passage {
            let of_term = |(idx, term): (usize, &Vec<char>)| {
                let ranges = text.occurrences(term);
                ranges.into_iter().map(move |it| (it.start, it.end, idx as u8)).collect::<Vec<_>>()
            };
            let mut of_text: Vec<_> = terms.iter().enumerate().flat_map(of_term).collect();
            of_text.sort_unstable();
            if !of_text.is_empty() {
                places.insert(key(text.spot), of_text);
            }
        }
    }
    places
}

/// Checks that words without marks of their own are looked for as they are typed.
fn check_query(findings: &Findings, typed: &str) -> Result<(), String> {
    let is_operator = |ch: char| {
        let folded = folded_char(ch);
        folded.contains(['“', '-', '−'])
    };
    if typed.contains(is_operator) {
        return Ok(());
    }
    let fold = |term: &str| folded(term).into_iter().map(|(ch, _)| ch).collect::<String>();
    let mut words: Vec<String> = Vec::new();
    for word in typed.split_whitespace().map(fold).filter(|word| !word.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(findings.query.terms.len().max(1));
    let terms: Vec<String> = findings.query.terms.iter().map(|term| fold(term)).collect();
    same(&format!("the terms of {typed:?}"), &terms, &words)?;
    same(&format!("the excluded of {typed:?}"), &findings.query.excluded.len(), &0)
}

/// Checks that what was found in a passage are runs of its characters, in order, and that
/// the piece shown of it is one, too.
fn check_passage(
    search: &Search,
    plan: &Plan,
    findings: &Findings,
    found: &Found,
) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("expected {what}, but found {found:?}"));
    let marks = search.marks_of(&found.hits);
    if found.hits.is_empty() || marks.iter().map(|(_, marks)| marks.len()).sum::<usize>() == 0 {
        return wrong("a hit");
    }
    for (spot, marks) in &marks {
        if (Passage { block: spot.block, row: spot.row() }) != found.passage {
            return wrong("hits of the passage");
        }
        let text = spot.text(plan);
        let is_run = |mark: &TextRange| {
            text.get(mark.start as usize..mark.end as usize).is_some_and(|run| !run.is_empty())
        };
        if !marks.iter().all(|(mark, _)| is_run(mark)) {
            return wrong("runs of the text");
        }
    }
    let (spot, snippet) = search.snippet(found);
    let is_piece = |range: TextRange| {
        let text = spot.text(plan);
        text.get(range.start as usize..range.end as usize).is_some_and(|piece| !piece.is_empty())
    };
    let is_inside = |mark: &TextRange| {
        is_piece(*mark) && mark.start >= snippet.range.start && mark.end <= snippet.range.end
    };
    if !is_piece(snippet.range)
        || snippet.marks.is_empty()
        || !snippet.marks.iter().all(is_inside)
        || !snippet.marks.is_sorted_by(|a, b| a.end < b.start)
    {
        return wrong("a piece with the marks in it");
    }
    let in_block = search.marks_in_block(findings, found.passage.block as usize);
    if !in_block.is_sorted_by(|a, b| a.end <= b.start) {
        return wrong("marks in order");
    }
    Ok(())
}
