//! `plan.json`: `{title, period, sources[], blocks[]}`, each block with `id`, `kind`,
//! `parent`, `text` and `source`. Offsets count Unicode code points, which every
//! language can count.

use serde::Serialize;

use crate::model::{BlockKind, ColumnRole, Period, Plan, Row, SourceFile, TextRange};

/// `plan.json`.
#[derive(Debug, Serialize)]
pub struct PlanFile<'a> {
    title: &'a str,
    period: Option<Period>,
    sources: &'a [SourceFile],
    blocks: Vec<PublishedBlock<'a>>,
}

/// A block as `plan.json` has it.
#[derive(Debug, Serialize)]
pub struct PublishedBlock<'a> {
    id: &'a str,
    kind: &'static str,
    parent: Option<&'a str>,
    text: &'a str,
    source: PublishedSource<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    /// The title without its label, on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run_in_heading: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'a str>,
    /// `missing` for a map: the text form of a plan never holds the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    note_references: Vec<PublishedReference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<PublishedTable<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedSource<'a> {
    file: &'a str,
    first_line: u32,
    last_line: u32,
}

#[derive(Debug, Serialize)]
struct PublishedReference<'a> {
    offset: usize,
    note: &'a str,
}

#[derive(Debug, Serialize)]
struct PublishedTable<'a> {
    columns: Vec<PublishedColumn<'a>>,
    rows: Vec<PublishedRow<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedColumn<'a> {
    text: &'a str,
    role: &'static str,
}

#[derive(Debug, Serialize)]
struct PublishedRow<'a> {
    id: Option<&'a str>,
    number: Option<u16>,
    cells: Vec<&'a str>,
    /// The indices of the cells that the source merges with the one above, and so prints
    /// once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merged: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_indicator: Option<&'a str>,
    source: PublishedSource<'a>,
}

impl<'a> PlanFile<'a> {
    /// The published form of `plan`.
    pub fn new(plan: &'a Plan) -> Self {
        Self {
            title: &plan.title,
            period: plan.period,
            sources: &plan.sources,
            blocks: (0..plan.blocks.len())
                .map(|idx| PublishedBlock::new(plan, idx, |text| text.chars().count()))
                .collect(),
        }
    }
}

/// The name of a block's kind in published data.
pub fn kind_name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Preface => "preface",
        BlockKind::Part(_) => "part",
        BlockKind::Chapter(_) => "chapter",
        BlockKind::Section(_) => "section",
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::Box(_) => "box",
        BlockKind::BoxItem(_) => "box_item",
        BlockKind::Table(_) => "table",
        BlockKind::Appendix => "appendix",
        BlockKind::Figure(_) => "figure",
        BlockKind::Note(_) => "note",
        BlockKind::Question(_) => "question",
        BlockKind::Answer => "answer",
    }
}

impl<'a> PublishedBlock<'a> {
    /// The published form of the block at `idx`. `count` says how long a text is, in the
    /// unit that offsets are to be counted in.
    pub fn new(plan: &'a Plan, idx: usize, count: fn(&str) -> usize) -> Self {
        let block = &plan.blocks[idx];
        let file = plan.sources.get(usize::from(block.source)).map_or("", |it| it.file.as_str());
        let id_of = |idx: u32| plan.blocks[idx as usize].id.as_str();
        let source = |lines: crate::source::LineRange| PublishedSource {
            file,
            first_line: lines.first,
            last_line: lines.last,
        };
        let references = block.paragraph().map_or(&[][..], |paragraph| &paragraph.note_references);
        let row = |row: &'a Row| PublishedRow {
            id: row.id.as_ref().map(|id| id.as_str()),
            number: row.number,
            cells: row.cells.iter().map(|cell| cell.text.as_str()).collect(),
            merged: (0..row.cells.len()).filter(|&idx| row.is_carried(idx)).collect(),
            sub_indicator: row.sub_indicator.as_ref().map(|cell| cell.text.as_str()),
            source: source(row.lines),
        };
        Self {
            id: block.id.as_str(),
            kind: kind_name(&block.kind),
            parent: block.parent.map(id_of),
            text: &block.text,
            source: source(block.lines),
            number: block.heading().map(|heading| heading.number),
            label: block.label(),
            title: block.label().map(|_| block.title()),
            run_in_heading: block.run_in_heading(),
            term: match &block.kind {
                BlockKind::Note(note) => note.term.map(|term| term.of(&block.text)),
                _ => None,
            },
            image: matches!(block.kind, BlockKind::Figure(_)).then_some("missing"),
            note_references: references
                .iter()
                .map(|reference| PublishedReference {
                    offset: count(TextRange { start: 0, end: reference.offset }.of(&block.text)),
                    note: id_of(reference.note),
                })
                .collect(),
            table: match &block.kind {
                BlockKind::Table(table) => Some(PublishedTable {
                    columns: table
                        .columns
                        .iter()
                        .map(|column| PublishedColumn {
                            text: &column.text,
                            role: role_name(column.role),
                        })
                        .collect(),
                    rows: table.rows.iter().map(row).collect(),
                }),
                _ => None,
            },
        }
    }
}

fn role_name(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Group => "group",
        ColumnRole::Number => "number",
        ColumnRole::Name => "name",
        ColumnRole::Nature => "nature",
        ColumnRole::Value => "value",
    }
}
