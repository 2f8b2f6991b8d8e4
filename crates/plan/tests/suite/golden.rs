//! Wuxi's plan, pinned in files that were reviewed against the source by eye.
//!
//! `BLESS=1 cargo test` (or `cargo xtask bless`) rewrites the files; the review is
//! reading their diff.

use std::fmt::Write;

use crate::{annotations, outline, parse_checked, root};
use plan::annotation::review;
use plan::model::{BlockKind, ColumnRole};
use plan::parse::ResidueKind;
use plan::{Block, Parsed, Plan};

fn parsed() -> Parsed {
    parse_checked(&outline(), &annotations())
}

/// Compares `found` with the golden file `name`, or rewrites it.
#[track_caller]
pub(crate) fn check(name: &str, found: &str) {
    let path = root().join("tests/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, found).expect("the golden folder can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (expected, found)) in (1..).zip(expected.lines().zip(found.lines())) {
        assert_eq!(expected, found, "tests/golden/{name}:{number}");
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "lines of tests/golden/{name}");
}

/// How a block opens and closes, enough to tell that it is whole.
fn edges(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let text = |chars: &[char]| chars.iter().collect::<String>();
    match chars.len() {
        0..=36 => text(&chars),
        n => format!("{}…{}（{n}字）", text(&chars[..20]), text(&chars[n - 12..])),
    }
}

/// The id of the block that `block` belongs to.
fn parent_id<'a>(plan: &'a Plan, block: &Block) -> &'a str {
    block.parent.map_or("无", |parent| plan.blocks[parent as usize].id.as_str())
}

#[test]
fn outline_is_golden() {
    let plan = parsed().plan;
    let mut golden = String::new();
    for block in &plan.blocks {
        let indent = match block.kind {
            BlockKind::Preface | BlockKind::Part(_) | BlockKind::Appendix => "",
            BlockKind::Chapter(_) | BlockKind::Figure(_) => "  ",
            BlockKind::Section(_) => "    ",
            _ => continue,
        };
        let label = block.label().unwrap_or_default();
        let title = block.title();
        let parent = parent_id(&plan, block);
        writeln!(golden, "{indent}{} 在{parent} 行{} {label}|{title}", block.id, block.lines.first)
            .unwrap();
    }
    check("outline.txt", &golden);
}

#[test]
fn paragraphs_are_golden() {
    let plan = parsed().plan;
    let mut golden = String::new();
    for block in &plan.blocks {
        let BlockKind::Paragraph(paragraph) = &block.kind else { continue };
        let dash = if paragraph.is_dash_entry { "——" } else { "" };
        let heading = block.run_in_heading().unwrap_or("无");
        let Block { id, lines, text, .. } = block;
        let parent = parent_id(&plan, block);
        let line = lines.first;
        writeln!(golden, "{id} 在{parent} 行{line} {dash}【{heading}】{}", edges(text)).unwrap();
    }
    check("paragraphs.txt", &golden);
}

#[test]
fn boxes_are_golden() {
    let plan = parsed().plan;
    let mut golden = String::new();
    for block in &plan.blocks {
        let Block { id, lines, text, .. } = block;
        match block.kind {
            BlockKind::Box(_) => {
                let parent =
                    &plan.blocks[block.parent.expect("a box stands somewhere") as usize].id;
                writeln!(golden, "{id} 行{} 在{parent}：{text}", lines.first).unwrap();
            }
            BlockKind::BoxItem(_) => {
                let name = block.run_in_heading().unwrap_or("无");
                writeln!(golden, "  {id} 行{} 【{name}】{}", lines.first, edges(text)).unwrap();
            }
            _ => {}
        }
    }
    check("boxes.txt", &golden);
}

#[test]
fn notes_are_golden() {
    let plan = parsed().plan;
    let mut golden = String::new();
    for block in &plan.blocks {
        let Some(paragraph) = block.paragraph() else { continue };
        for reference in &paragraph.note_references {
            let (before, after) = block.text.split_at(reference.offset as usize);
            let before: String = before.chars().rev().take(12).collect();
            let before: String = before.chars().rev().collect();
            let after: String = after.chars().take(8).collect();
            let note = &plan.blocks[reference.note as usize];
            let BlockKind::Note(kind) = &note.kind else { panic!("{} is no note", note.id) };
            let term = kind.term.map_or("无", |term| term.of(&note.text));
            writeln!(golden, "{} 在{}：{before}▲{after}", note.id, block.id).unwrap();
            writeln!(golden, "  【{term}】{}", note.text).unwrap();
        }
    }
    check("notes.txt", &golden);
}

#[test]
fn tables_are_golden() {
    let plan = parsed().plan;
    let mut golden = String::new();
    for block in &plan.blocks {
        let BlockKind::Table(table) = &block.kind else { continue };
        writeln!(golden, "{} {}", block.id, block.text).unwrap();
        for column in &table.columns {
            writeln!(golden, "  列 {:?} {}", column.role, column.text.replace('\n', "⏎")).unwrap();
        }
        for row in &table.rows {
            let id = row.id.as_ref().map_or("无", |id| id.as_str());
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    let mark = if cell.is_carried { "″" } else { "" };
                    format!("{}{mark}", cell.text.replace('\n', "⏎"))
                })
                .collect();
            let sub = row.sub_indicator.as_ref().map(|cell| format!(" · {}", cell.text));
            let lines = format!("行{}–{}", row.lines.first, row.lines.last);
            writeln!(golden, "  {id} {lines} {}{}", cells.join(" | "), sub.unwrap_or_default())
                .unwrap();
        }
    }
    check("tables.txt", &golden);
}

#[test]
fn residue_and_diagnostics_are_golden() {
    let parsed = parsed();
    let source = outline();
    let mut golden = String::new();
    for residue in &parsed.residue {
        let text = residue.span.of(&source);
        match residue.kind {
            ResidueKind::Space | ResidueKind::Bookmark => {}
            kind => {
                let line = 1 + source[..residue.span.start].matches('\n').count();
                writeln!(golden, "行{line} {kind:?} {}", text.replace('\n', "⏎")).unwrap();
            }
        }
    }
    for diagnostic in &parsed.diagnostics {
        writeln!(golden, "outline.txt:{diagnostic}").unwrap();
    }
    check("residue.txt", &golden);
}

#[test]
fn the_plan_has_its_counts() {
    let plan = parsed().plan;
    let count = |is_wanted: fn(&BlockKind) -> bool| plan.indices(is_wanted).count();
    assert_eq!(count(|kind| matches!(kind, BlockKind::Part(_))), 3);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Chapter(_))), 17);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Section(_))), 71);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Box(_))), 6);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Note(_))), 4);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Figure(_))), 6);
    let n_indicators: Vec<_> = plan
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table.n_indicators()),
            _ => None,
        })
        .collect();
    assert_eq!(n_indicators, [47, 32]);
}

#[test]
fn ten_indicators_are_binding_and_22_anticipatory() {
    let plan = parsed().plan;
    let idx = plan.position("t2").expect("table 2");
    let BlockKind::Table(table) = &plan.blocks[idx].kind else { panic!("t2 is no table") };
    let nature_idx = table.column(ColumnRole::Nature).expect("a column 属性");
    let count =
        |nature| table.rows.iter().filter(|row| row.cells[nature_idx].text == nature).count();
    assert_eq!((count("约束性"), count("预期性")), (10, 22));
}

#[test]
fn nothing_but_reviewed_diagnostics() {
    let (annotations, parsed) = (annotations(), parsed());
    let (unexpected, unneeded) = review(&annotations.allowed, &parsed.diagnostics);
    assert!(unexpected.is_empty(), "{unexpected:?}");
    assert!(unneeded.is_empty(), "{unneeded:?}");
}

/// A second, naive reading of the source, line by line: what it takes for the
/// body's text must be the blocks' texts, in the same order, with nothing between.
#[test]
fn every_line_of_the_body_is_in_a_block_once_and_in_order() {
    let source = outline();
    let plan = parsed().plan;
    let mut expected = String::new();
    let mut notes = Vec::new();
    for (number, line) in (1..).zip(source.lines()) {
        let is_contents = (14..=106).contains(&number);
        let is_figure_list = (1361..=1366).contains(&number);
        let is_residue = matches!(number, 111 | 114 | 115 | 854 | 1342);
        let is_repeated_header = (368..=376).contains(&number);
        if is_contents || is_figure_list || is_residue || is_repeated_header {
            continue;
        }
        let mut line = line.to_owned();
        while let Some((start, len)) = ["[bookmark: ", "[footnoteRef:", "[image: "]
            .iter()
            .find_map(|marker| line.find(marker))
            .map(|start| (start, line[start..].find(']').expect("a closed marker") + 1))
        {
            line.replace_range(start..start + len, "");
        }
        if let Some(start) = (0..4).find_map(|number| line.find(&format!("[{number}: "))) {
            let note = line.split_off(start);
            notes.push(note[4..].trim().trim_end_matches(']').to_owned());
        }
        expected.extend(line.chars().filter(|ch| !ch.is_whitespace()));
    }
    let count = |text: &String| text.chars().filter(|ch| !ch.is_whitespace()).count();
    let n_note_chars: usize = notes.iter().map(count).sum();
    let mut found = String::new();
    for block in &plan.blocks {
        if matches!(block.kind, BlockKind::Note(_)) {
            assert_eq!(block.text, notes.remove(0));
            continue;
        }
        let mut push = |text: &str| found.extend(text.chars().filter(|ch| !ch.is_whitespace()));
        push(&block.text);
        if let BlockKind::Table(table) = &block.kind {
            table.printed_texts().for_each(push);
        }
    }
    assert!(notes.is_empty(), "{notes:?}");
    for (idx, (expected, found)) in expected.chars().zip(found.chars()).enumerate() {
        assert_eq!(expected, found, "character {idx}");
    }
    assert_eq!(expected.chars().count(), found.chars().count());
    assert_eq!(plan.n_chars(), found.chars().count() + n_note_chars);
}

#[test]
fn published_data_has_no_residue() {
    let plan: Plan = parsed().plan;
    let json = serde_json::to_string(&plan::publish::PlanFile::new(&plan)).expect("serializable");
    for residue in ["bookmark", "footnoteRef", "image:", "_Toc", "_Hlk"] {
        assert!(!json.contains(residue), "{residue}");
    }
}
