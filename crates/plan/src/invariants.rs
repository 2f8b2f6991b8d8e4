//! What holds for every parse of every text, in one place.
//!
//! Golden tests on the real plan, property tests on mutated text and fuzz targets
//! all call [`check`] and its companions: [`check_page`] for a newspaper's page,
//! [`check_numbers`] for what is derived from a plan, and those of the modules below.

mod edition;
mod finding;
mod import;
mod reading;

use std::collections::HashSet;
use std::fmt::Debug;

pub use edition::check_differences;
pub use finding::{FoldedText, check_found};
pub use import::{check_import, check_merge, check_notes_file, check_values};
pub use reading::{check_cell, check_number, check_numeral, check_rounded};

use crate::annotation::TargetAnnotations;
use crate::bundle::Bundle;
use crate::indicator::indicators;
use crate::model::{Block, BlockKind, Plan, TextRange};
use crate::parse::{Parsed, Residue, ResidueKind};
use crate::press::Restored;
use crate::project;
use crate::source::{Span, is_space, line_spans};
use crate::speech::{SpokenPlace, spoken, words::said};
use crate::target::targets;

/// Checks that `parsed` is a faithful and well-formed reading of `source`.
///
/// # Errors
///
/// The first invariant that does not hold, worded "expected …, but found …".
pub fn check(source: &str, parsed: &Parsed) -> Result<(), String> {
    let spans = parsed.spans.iter().flatten().copied();
    every_character_is_claimed_once(source, spans, &parsed.residue)?;
    texts_are_the_sources(source, parsed)?;
    tree_is_well_formed(&parsed.plan)?;
    ranges_are_on_boundaries(&parsed.plan)?;
    let bundle = Bundle { plan: parsed.plan.clone(), ..Bundle::default() };
    if Bundle::from_bytes(&bundle.to_bytes()).as_ref() != Ok(&bundle) {
        return Err("expected the bundle to give the plan back, but found another".to_owned());
    }
    Ok(())
}

/// Checks that `restored` is a faithful reading of the page `source`.
///
/// # Errors
///
/// The first invariant that does not hold, worded "expected …, but found …".
pub fn check_page(source: &str, restored: &Restored) -> Result<(), String> {
    let spans = restored.texts.iter().flat_map(|text| text.spans.iter().copied());
    every_character_is_claimed_once(source, spans, &restored.residue)?;
    for text in &restored.texts {
        let from_source: String = text.spans.iter().map(|span| span.of(source)).collect();
        if text.text != from_source {
            return Err(format!("expected {from_source:?}, but found {:?}", text.text));
        }
        if text.spans.len() != text.lines.len() {
            return Err(format!("expected a line a span of {:?}", text.text));
        }
    }
    for join in &restored.joins {
        let text = restored.texts.get(join.text).map(|text| text.text.as_str());
        let is_inside = text.is_some_and(|text| {
            text.is_char_boundary(join.offset as usize) && (join.offset as usize) < text.len()
        });
        let word = join.evidence.word.map(|word| (word.start, word.end));
        let is_across = word.is_none_or(|(start, end)| {
            start < join.offset
                && join.offset < end
                && text.is_some_and(|text| text.get(start as usize..end as usize).is_some())
        });
        if !is_inside || !is_across {
            return Err(format!("expected a join within a text, but found {join:?}"));
        }
    }
    Ok(())
}

/// Says what was expected where `found` is not `expected`.
fn same<T: PartialEq + Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: expected {expected:?}, but found {found:?}"))
    }
}

fn every_character_is_claimed_once(
    source: &str,
    spans: impl Iterator<Item = Span>,
    residue: &[Residue],
) -> Result<(), String> {
    let mut claimed: Vec<Span> = spans.chain(residue.iter().map(|it| it.span)).collect();
    claimed.sort();
    let mut end = 0;
    for span in claimed {
        if span.is_empty() || span.start != end {
            return Err(format!("expected a claim from byte {end}, but found {span:?}"));
        }
        if !source.is_char_boundary(span.end) {
            return Err(format!("expected a character boundary at the end of {span:?}"));
        }
        end = span.end;
    }
    if end != source.len() {
        return Err(format!("expected claims up to byte {}, but found {end}", source.len()));
    }
    for residue in residue {
        let text = residue.span.of(source);
        if residue.kind == ResidueKind::Space && !text.chars().all(is_space) {
            return Err(format!("expected white space between blocks, but found {text:?}"));
        }
    }
    Ok(())
}

fn texts_are_the_sources(source: &str, parsed: &Parsed) -> Result<(), String> {
    if parsed.spans.len() != parsed.plan.blocks.len() {
        return Err("expected spans for every block".to_owned());
    }
    let line_starts: Vec<_> = line_spans(source).map(|span| span.start).collect();
    let line_of = |byte: usize| line_starts.partition_point(|start| *start <= byte) as u32;
    for (block, spans) in parsed.plan.blocks.iter().zip(&parsed.spans) {
        let from_source: String = spans.iter().map(|span| span.of(source)).collect();
        let mut text = block.text.clone();
        if let BlockKind::Table(table) = &block.kind {
            text.extend(table.printed_texts());
        }
        if text != from_source {
            return Err(format!(
                "expected {from_source:?} in block {}, but found {text:?}",
                block.id
            ));
        }
        if let Some((first, last)) = spans.first().zip(spans.last()) {
            let lines = (line_of(first.start), line_of(last.end - 1));
            if lines.0 < block.lines.first || lines.1 > block.lines.last {
                return Err(format!("expected {lines:?} within {:?} of {}", block.lines, block.id));
            }
        }
    }
    Ok(())
}

fn tree_is_well_formed(plan: &Plan) -> Result<(), String> {
    let mut ids = HashSet::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let parent = block.parent.map(|parent| parent as usize);
        let is_in_open_subtree = |parent: usize| {
            idx > 0 && (parent == idx - 1 || plan.ancestors(idx - 1).any(|above| above == parent))
        };
        if !parent.is_none_or(is_in_open_subtree) {
            return Err(format!("expected {} in the subtree that is open before it", block.id));
        }
        let rows = match &block.kind {
            BlockKind::Table(table) => &table.rows[..],
            _ => &[],
        };
        for id in std::iter::once(&block.id).chain(rows.iter().filter_map(|row| row.id.as_ref())) {
            if !ids.insert(id) {
                return Err(format!("expected one block with the id {id}, but found two"));
            }
        }
        let parent = parent.map(|parent| &plan.blocks[parent].kind);
        let is_fitting = match block.kind {
            BlockKind::Title
            | BlockKind::Preface
            | BlockKind::Part(_)
            | BlockKind::Appendix
            | BlockKind::Question(_) => parent.is_none(),
            BlockKind::Answer => matches!(parent, None | Some(BlockKind::Question(_))),
            BlockKind::Chapter(_) => matches!(parent, None | Some(BlockKind::Part(_))),
            BlockKind::BoxItem(_) => matches!(parent, Some(BlockKind::Box(_))),
            _ => {
                !matches!(parent, Some(BlockKind::Title | BlockKind::BoxItem(_)))
                    || matches!(block.kind, BlockKind::Note(_))
            }
        };
        if !is_fitting {
            return Err(format!("expected another parent for {}, but found {parent:?}", block.id));
        }
    }
    Ok(())
}

fn ranges_are_on_boundaries(plan: &Plan) -> Result<(), String> {
    for block in &plan.blocks {
        let text = &block.text;
        let check = |range: TextRange| match text.get(range.start as usize..range.end as usize) {
            Some(_) => Ok(()),
            None => {
                Err(format!("expected a range in the text of {}, but found {range:?}", block.id))
            }
        };
        if let Some(heading) = block.heading() {
            check(heading.label)?;
            check(heading.title)?;
        }
        if let BlockKind::Box(label) | BlockKind::Figure(label) = &block.kind {
            check(label.title)?;
            label.label.map_or(Ok(()), check)?;
        }
        if let BlockKind::Note(note) = &block.kind {
            note.term.map_or(Ok(()), check)?;
        }
        let Some(paragraph) = block.paragraph() else { continue };
        paragraph.run_in_heading.map_or(Ok(()), check)?;
        let mut offset = 0;
        for reference in &paragraph.note_references {
            if reference.offset < offset {
                return Err(format!("expected the references of {} in order", block.id));
            }
            offset = reference.offset;
            check(TextRange { start: offset, end: text.len() as u32 })?;
            let note = plan.blocks.get(reference.note as usize);
            if !note.is_some_and(|note| matches!(note.kind, BlockKind::Note(_))) {
                return Err(format!("expected {} to refer to a note", block.id));
            }
        }
    }
    Ok(())
}

/// Checks what is derived from `plan`: every range of a target and of a promise is a run of
/// its block's text, within its sentence; every value of an indicator is read as its cell
/// prints it.
///
/// # Errors
///
/// The first invariant that does not hold, worded "expected …, but found …".
pub fn check_numbers(plan: &Plan) -> Result<(), String> {
    for indicator in indicators(plan) {
        for value in &indicator.values {
            check_cell(&value.raw)?;
        }
    }
    let check = |block: u32, sentence: TextRange, ranges: &[TextRange]| {
        let block = &plan.blocks[block as usize];
        for range in [&[sentence], ranges].concat() {
            let run = block.text.get(range.start as usize..range.end as usize);
            let is_inside = sentence.start <= range.start && range.end <= sentence.end;
            if run.is_none() || !is_inside {
                let id = &block.id;
                return Err(format!(
                    "expected a run within {sentence:?} of {id}, but found {range:?}"
                ));
            }
        }
        Ok(())
    };
    for it in targets(plan, &TargetAnnotations::default()) {
        check(it.block, it.sentence, &[it.subject, it.verb, it.quantity, it.number, it.unit])?;
    }
    for it in project::found(plan, 0) {
        let mut ranges = vec![it.name, it.verb];
        ranges.extend(it.head.into_iter().chain(it.closing));
        check(it.block, it.sentence, &ranges)?;
    }
    Ok(())
}

/// Checks what is said of `block`: the ranges are in order, disjoint, and cover every
/// character that is not white space; every row is said, in order; nothing said is empty.
///
/// # Errors
///
/// What does not hold.
pub fn check_spoken(block: &Block) -> Result<(), String> {
    let spoken = spoken(block);
    let (mut at, mut rows, mut has_text) = (0, Vec::new(), false);
    for it in &spoken {
        if it.said.trim_matches([' ', '，', '。', '；', '：', '、', '！', '？', '…']).is_empty()
        {
            return Err(format!("expected something to say, but found nothing for {:?}", it.place));
        }
        match it.place {
            SpokenPlace::Text(range) => {
                has_text = true;
                let (start, end) = (range.start as usize, range.end as usize);
                let left_out = block.text.get(at..start);
                if left_out.is_none_or(|text| !text.trim().is_empty())
                    || end <= start
                    || !rows.is_empty()
                {
                    return Err(format!("expected a range from {at}, but found {start}..{end}"));
                }
                at = end;
            }
            SpokenPlace::Row(row_idx) => rows.push(usize::from(row_idx)),
        }
    }
    let table_rows = match &block.kind {
        BlockKind::Table(table) => table.rows.as_slice(),
        _ => &[],
    };
    if !rows.is_sorted() || rows.last().is_some_and(|last| *last >= table_rows.len()) {
        return Err(format!("expected the table's rows in order, but found {rows:?}"));
    }
    for (idx, row) in table_rows.iter().enumerate() {
        let above = idx.checked_sub(1).map(|above| &table_rows[above].cells);
        let is_said_above = |at: usize| {
            row.cells[at].is_carried
                || above
                    .and_then(|cells| cells.get(at))
                    .is_some_and(|it| it.text == row.cells[at].text)
        };
        let new_cells = (0..row.cells.len()).filter(|&at| !is_said_above(at));
        let mut texts = new_cells.map(|at| &row.cells[at]).chain(&row.sub_indicator);
        if rows.binary_search(&idx).is_err() && texts.any(|cell| !said(&cell.text).is_empty()) {
            return Err(format!("expected row {idx} to be said, but found {rows:?}"));
        }
    }
    let rest = block.text.get(at..).ok_or("expected a range to end between characters")?;
    if has_text && !rest.trim().is_empty() {
        return Err(format!("expected everything to be said, but found {rest:?} left"));
    }
    if !has_text && !said(&block.text).is_empty() {
        return Err(format!("expected {:?} to be said, but found nothing", block.text));
    }
    Ok(())
}
