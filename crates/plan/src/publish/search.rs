//! What a search finds, for scripts: the answer of `planReader.search("养老")` on the site's
//! pages and of the JavaScript package.
//!
//! Offsets count UTF-16 code units, as JavaScript's strings do, in the text of the block as
//! `plan.json` has it, or in the text of a cell.

use serde::Serialize;

use crate::model::{BlockKind, Plan};
use crate::search::{Found, FoundKind, Search, SpotPart, Why};

/// What a query finds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchAnswer {
    /// How many occurrences the literal matches have.
    pub literal_hits: usize,
    /// The passages that have every term, the best first.
    pub literal: Vec<PassageAnswer>,
    /// What other words were looked for, and why.
    pub reasons: Vec<ReasonAnswer>,
    /// The passages that have these, the best first.
    pub looser: Vec<PassageAnswer>,
}

/// A passage that was found.
#[derive(Debug, Serialize)]
pub struct PassageAnswer {
    /// The block's id.
    pub block: String,
    /// The row's id, where the passage is a row of the block's table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// What it is found as: `indicator`, `term`, `heading`, `target`, `paragraph`, `box`,
    /// `table`, `note`, `figure` or `answer`.
    pub kind: &'static str,
    /// What was found in it, in order.
    pub hits: Vec<HitAnswer>,
}

/// A run of characters that was found.
#[derive(Debug, Serialize)]
pub struct HitAnswer {
    /// The code unit it starts at.
    pub start: usize,
    /// The code unit behind it.
    pub end: usize,
    /// The text's place in the block's table, where it is not the block's own: row and
    /// column, counted from 0; the header has no row, a sub-indicator's name no column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<[Option<u16>; 2]>,
}

/// Other words that were looked for.
#[derive(Debug, Serialize)]
pub struct ReasonAnswer {
    /// What was typed.
    pub typed: String,
    /// Why: `simplified`, `official`, `pinyin`, `short`, `similar` or `part`.
    pub why: &'static str,
    /// The plan's words, the closest first.
    pub words: Vec<String>,
}

impl SearchAnswer {
    /// What `words` find in `plan`.
    pub fn new(search: &Search, plan: &Plan, words: &str) -> Self {
        let findings = search.find(words);
        let passages =
            |all: &[Found]| all.iter().map(|found| passage(search, plan, found)).collect();
        Self {
            literal_hits: findings.n_literal_hits,
            literal: passages(&findings.literal),
            reasons: findings
                .parts
                .iter()
                .map(|part| ReasonAnswer {
                    typed: part.typed.clone(),
                    why: why_name(part.why),
                    words: part.words().map(str::to_owned).collect(),
                })
                .collect(),
            looser: passages(&findings.looser),
        }
    }
}

fn passage(search: &Search, plan: &Plan, found: &Found) -> PassageAnswer {
    let mut hits = Vec::new();
    for (spot, marks) in search.marks_of(&found.hits) {
        let text = spot.text(plan);
        let unit = |byte: u32| text[..byte as usize].encode_utf16().count();
        let cell = match spot.part {
            SpotPart::Text => None,
            SpotPart::Header(column) => Some([None, Some(column)]),
            SpotPart::Cell(row, column) => Some([Some(row), Some(column)]),
            SpotPart::SubIndicator(row) => Some([Some(row), None]),
        };
        hits.extend(marks.into_iter().map(|(mark, _)| HitAnswer {
            start: unit(mark.start),
            end: unit(mark.end),
            cell,
        }));
    }
    PassageAnswer {
        block: plan.blocks[found.passage.block as usize].id.to_string(),
        row: row_id(plan, found).map(str::to_owned),
        kind: found_kind_name(found.kind),
        hits,
    }
}

/// The name of what a passage is found as, in addresses and for scripts.
pub fn found_kind_name(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Indicator => "indicator",
        FoundKind::Term => "term",
        FoundKind::Heading => "heading",
        FoundKind::Target => "target",
        FoundKind::Paragraph => "paragraph",
        FoundKind::Box => "box",
        FoundKind::Table => "table",
        FoundKind::Note => "note",
        FoundKind::Figure => "figure",
        FoundKind::Answer => "answer",
    }
}

/// The id of the row that was found, where the row has one.
pub fn row_id<'a>(plan: &'a Plan, found: &Found) -> Option<&'a str> {
    let BlockKind::Table(table) = &plan.blocks[found.passage.block as usize].kind else {
        return None;
    };
    let row = table.rows.get(usize::from(found.passage.row?))?;
    row.id.as_ref().map(|id| id.as_str())
}

fn why_name(why: Why) -> &'static str {
    match why {
        Why::Simplified => "simplified",
        Why::Official => "official",
        Why::Pinyin => "pinyin",
        Why::Short => "short",
        Why::Similar => "similar",
        Why::Part => "part",
    }
}
