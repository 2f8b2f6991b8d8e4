//! The typed model of a plan: what every page, search and chart reads.
//!
//! A plan is a list of [`Block`]s in the plan's own order, each with its parent's
//! index, so that a chapter is a contiguous run. Words follow the genre (篇 Part,
//! 章 Chapter, 节 Section, 专栏 Box, 附图 Figure).
//!
//! Invariant: a block's text is the source's, character for character; ranges
//! into it lie on character boundaries. Cells keep the printed form: typing the
//! values is left to another module.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::id::BlockId;
use crate::numeral::parse_numeral;
use crate::source::LineRange;

/// The document (规划纲要), and after it the questions that the press answers about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The full title, empty where neither the text nor an annotation has it.
    pub title: String,
    /// The city's name as the reader speaks of it (`无锡`), empty if not given.
    pub city: String,
    /// Which five years, read from the title (`第十四个五年规划`).
    pub period: Option<Period>,
    /// The files that the blocks were read from, the plan's own first.
    pub sources: Vec<SourceFile>,
    /// All blocks: the plan's in its order, then questions and answers.
    pub blocks: Vec<Block>,
}

/// A five-year plan's years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// 14 for 第十四个五年规划.
    pub ordinal: u16,
    /// 2021 for the 14th.
    pub first_year: u16,
    /// 2025 for the 14th.
    pub last_year: u16,
}

impl Period {
    /// The years of the `ordinal`-th five-year plan, counted from the sixth
    /// (1981–1985), since which they follow each other without a gap.
    pub fn of_ordinal(ordinal: u16) -> Option<Self> {
        let first_year = 1981 + 5 * ordinal.checked_sub(6).filter(|n| *n < 100)?;
        Some(Self { ordinal, first_year, last_year: first_year + 4 })
    }

    /// The period that a title speaks of: `第十四个五年规划`, `“十三五”规划`.
    pub fn in_text(text: &str) -> Option<Self> {
        let long = text.split_once("个五年").and_then(|(before, _)| {
            let numeral = &before[before.rfind('第')? + '第'.len_utf8()..];
            parse_numeral(numeral)
        });
        let short = || {
            let (_, after) = text.split_once("“十")?;
            let (numeral, _) = after.split_once("五”")?;
            if numeral.is_empty() { Some(10) } else { parse_numeral(numeral).map(|n| n + 10) }
        };
        long.or_else(short).and_then(Self::of_ordinal)
    }
}

/// A file that the plan was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The file's name in the plan's folder.
    pub file: String,
    /// What the document is, in Chinese.
    pub description: String,
    /// The file's size in bytes.
    pub n_bytes: u64,
    /// The file's SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
}

/// A range of bytes in a block's text. Ranges are in the order of their starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextRange {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl TextRange {
    /// The range from byte `start` to before byte `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The text of the range in `text`.
    pub fn of(self, text: &str) -> &str {
        &text[Range::from(self)]
    }

    /// `ranges` in order, with those that overlap made one: words that are looked for together
    /// may share characters.
    pub fn apart(mut ranges: Vec<Self>) -> Vec<Self> {
        ranges.sort_unstable();
        ranges.dedup_by(|next, range| {
            let overlaps = next.start < range.end;
            if overlaps {
                range.end = range.end.max(next.end);
            }
            overlaps
        });
        ranges
    }
}

impl From<TextRange> for Range<usize> {
    fn from(range: TextRange) -> Self {
        range.start as usize..range.end as usize
    }
}

/// A piece of the plan that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The block's address.
    pub id: BlockId,
    /// The index of the block that this one belongs to.
    pub parent: Option<u32>,
    /// The source's characters, Word's residue removed. A heading or caption
    /// that wraps keeps its line break; a table's text is its title.
    pub text: String,
    /// The index of the source file.
    pub source: u8,
    /// Where the block stands in the source file.
    pub lines: LineRange,
    /// What the block is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// The lines of the document's title, where the text has them.
    Title,
    /// The heading of the preface (序言).
    Preface,
    /// 篇, level 1.
    Part(Heading),
    /// 章, level 2.
    Chapter(Heading),
    /// 节, level 3.
    Section(Heading),
    /// A paragraph of running text.
    Paragraph(Paragraph),
    /// The title of a 专栏; its items are the blocks that have it as parent.
    Box(Label),
    /// An item of a box.
    BoxItem(Paragraph),
    /// A table with its cells.
    Table(Table),
    /// The heading of the list of maps (附图).
    Appendix,
    /// A map's caption. The text form of a plan never holds the image.
    Figure(Label),
    /// A footnote.
    Note(Note),
    /// A question of a reading of the plan in questions and answers (问答解读): press, not
    /// the plan's words.
    Question(Heading),
    /// A paragraph of the answer to the question that is its parent.
    Answer,
}

/// A heading's number and parts: `第四章  构建产业科技创新体系`, `5、…有何特色？`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 4 of `第四章`.
    pub number: u16,
    /// `第四章` in the block's text, `5` of a question.
    pub label: TextRange,
    /// `构建产业科技创新体系` in the block's text.
    pub title: TextRange,
}

/// A title with or without a printed label: `专栏1  …`, `附图2`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// `专栏1` in the block's text.
    pub label: Option<TextRange>,
    /// The title in the block's text.
    pub title: TextRange,
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Whether the paragraph is an entry of a `——` list.
    pub is_dash_entry: bool,
    /// The opening that works as a heading: a paragraph's short first sentence
    /// without its stop (`高起点规划建设`), a box item's name before the colon.
    pub run_in_heading: Option<TextRange>,
    /// The footnotes that the text refers to, in order of their place.
    pub note_references: Vec<NoteReference>,
}

/// The place of a footnote's mark in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteReference {
    /// The byte of the paragraph's text before which the mark stands.
    pub offset: u32,
    /// The index of the note's block.
    pub note: u32,
}

/// A footnote (名词解释).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The term that the note explains, before the first colon.
    pub term: Option<TextRange>,
}

/// A table: its header and one row a line of values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The period whose indicators the table lists, from its title.
    pub period: Option<Period>,
    /// The header cells, in order.
    pub columns: Vec<Column>,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The header as printed, line breaks included.
    pub text: String,
    /// What the column holds.
    pub role: ColumnRole,
}

/// What a column of an indicator table holds, told by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnRole {
    /// 分类、类别: the goal that a run of indicators serves.
    Group,
    /// 序号: the indicator's number.
    Number,
    /// 指标、指标名称: the indicator's name, its unit in brackets.
    Name,
    /// 属性: 预期性 (anticipatory) or 约束性 (binding).
    Nature,
    /// A value or anything else.
    Value,
}

/// A row of a table: an indicator or one of its sub-indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// `13-4`, `13-4-2`; absent in a table without numbers.
    pub id: Option<BlockId>,
    /// The indicator's number as printed, carried down to its sub-rows.
    pub number: Option<u16>,
    /// A cell a column, in order; fewer or more where the source is ragged.
    pub cells: Vec<Cell>,
    /// The extra cell after the name that parts an indicator into several.
    pub sub_indicator: Option<Cell>,
    /// Where the row stands in the source file.
    pub lines: LineRange,
}

/// A cell as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The cell's characters, line breaks included.
    pub text: String,
    /// Whether the source has a merged (empty) cell here and the text is the
    /// one from the row above.
    pub is_carried: bool,
}

impl Plan {
    /// Whether the block at `idx` is the plan's own, not of the press.
    pub fn is_own(&self, idx: usize) -> bool {
        !matches!(self.blocks[idx].kind, BlockKind::Question(_) | BlockKind::Answer)
    }

    /// The index of the block with the id `id`.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.id == *id)
    }

    /// The indices of the blocks right below the block at `parent`.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = usize> {
        (parent + 1..self.subtree(parent).end)
            .filter(move |&idx| self.blocks[idx].parent == Some(parent as u32))
    }

    /// The block at `root` and all below it: a contiguous run of indices.
    pub fn subtree(&self, root: usize) -> Range<usize> {
        let end = (root + 1..self.blocks.len())
            .find(|&idx| self.blocks[idx].parent.is_none_or(|parent| (parent as usize) < root))
            .unwrap_or(self.blocks.len());
        root..end
    }

    /// The blocks above the block at `idx`, nearest first.
    pub fn ancestors(&self, idx: usize) -> impl Iterator<Item = usize> {
        let parent = |idx: usize| self.blocks[idx].parent.map(|parent| parent as usize);
        std::iter::successors(parent(idx), move |&idx| parent(idx))
    }

    /// The indices of all chapters, in order.
    pub fn chapters(&self) -> impl Iterator<Item = usize> {
        self.indices(|kind| matches!(kind, BlockKind::Chapter(_)))
    }

    /// The chapter that the block at `idx` stands in, itself included.
    pub fn chapter_of(&self, idx: usize) -> Option<usize> {
        std::iter::once(idx)
            .chain(self.ancestors(idx))
            .find(|&idx| matches!(self.blocks[idx].kind, BlockKind::Chapter(_)))
    }

    /// The indices of the blocks whose kind satisfies `is_wanted`, in order.
    pub fn indices(&self, is_wanted: impl Fn(&BlockKind) -> bool) -> impl Iterator<Item = usize> {
        (0..self.blocks.len()).filter(move |&idx| is_wanted(&self.blocks[idx].kind))
    }

    /// How many characters the plan's own text has, punctuation included, white
    /// space not.
    pub fn n_chars(&self) -> usize {
        let count = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).count();
        (0..self.blocks.len())
            .filter(|&idx| self.is_own(idx))
            .map(|idx| &self.blocks[idx])
            .map(|block| {
                let n_cell_chars: usize = match &block.kind {
                    BlockKind::Table(table) => table.printed_texts().map(count).sum(),
                    _ => 0,
                };
                count(&block.text) + n_cell_chars
            })
            .sum()
    }
}

impl Block {
    /// The heading, for a part, chapter or section.
    pub fn heading(&self) -> Option<&Heading> {
        match &self.kind {
            BlockKind::Part(heading)
            | BlockKind::Chapter(heading)
            | BlockKind::Section(heading)
            | BlockKind::Question(heading) => Some(heading),
            _ => None,
        }
    }

    /// The running text, for a paragraph or a box item.
    pub fn paragraph(&self) -> Option<&Paragraph> {
        match &self.kind {
            BlockKind::Paragraph(paragraph) | BlockKind::BoxItem(paragraph) => Some(paragraph),
            _ => None,
        }
    }

    /// The printed label: `第四章`, `专栏1`, `附图2`.
    pub fn label(&self) -> Option<&str> {
        let range = match &self.kind {
            BlockKind::Box(label) | BlockKind::Figure(label) => label.label,
            _ => self.heading().map(|heading| heading.label),
        };
        range.map(|range| range.of(&self.text))
    }

    /// The title without its label, on one line.
    pub fn title(&self) -> String {
        let range = match &self.kind {
            BlockKind::Box(label) | BlockKind::Figure(label) => Some(label.title),
            _ => self.heading().map(|heading| heading.title),
        };
        unwrapped(range.map_or(&self.text, |range| range.of(&self.text))).into_owned()
    }

    /// The run-in heading, for a paragraph or box item that has one.
    pub fn run_in_heading(&self) -> Option<&str> {
        let range = self.paragraph()?.run_in_heading?;
        Some(range.of(&self.text))
    }
}

impl Table {
    /// The index of the first column with `role`.
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        self.columns.iter().position(|column| column.role == role)
    }

    /// How many indicators the table numbers, sub-indicators not counted.
    pub fn n_indicators(&self) -> usize {
        let Some(number_idx) = self.column(ColumnRole::Number) else { return 0 };
        let is_first = |row: &&Row| row.id.is_some() && !row.is_carried(number_idx);
        self.rows.iter().filter(is_first).count()
    }

    /// Every cell text that the source prints, in its order: header first.
    pub fn printed_texts(&self) -> impl Iterator<Item = &str> {
        let header = self.columns.iter().map(|column| column.text.as_str());
        let name_idx = self.column(ColumnRole::Name).unwrap_or(usize::MAX);
        let body = self.rows.iter().flat_map(move |row| {
            let n_before_sub = name_idx.saturating_add(1).min(row.cells.len());
            let (before, after) = row.cells.split_at(n_before_sub);
            before.iter().chain(&row.sub_indicator).chain(after)
        });
        header.chain(body.filter(|cell| !cell.is_carried).map(|cell| cell.text.as_str()))
    }
}

impl Row {
    /// Whether the cell in column `column_idx` is a merged one that belongs to a row
    /// above.
    pub fn is_carried(&self, column_idx: usize) -> bool {
        self.cells.get(column_idx).is_some_and(|cell| cell.is_carried)
    }
}

/// `text` without line breaks. Chinese needs no space where a line wraps.
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        Cow::Owned(text.split('\n').map(str::trim).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_from_titles() {
        let fourteenth = Period { ordinal: 14, first_year: 2021, last_year: 2025 };
        for (text, period) in [
            ("国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", Some(fourteenth)),
            ("表2  “十四五”经济社会发展主要指标", Some(fourteenth)),
            ("“十三五”规划纲要主要指标", Period::of_ordinal(13)),
            ("“十五”计划", Period::of_ordinal(10)),
            ("重点项目一览表", None),
            ("第个五年", None),
        ] {
            assert_eq!(Period::in_text(text), period, "{text}");
        }
        let first_year = |ordinal| Period::of_ordinal(ordinal).map(|period| period.first_year);
        let years = [5, 6, 13, 105, 106].map(first_year);
        assert_eq!(years, [None, Some(1981), Some(2016), Some(2476), None]);
    }

    #[test]
    fn ranges_that_overlap_are_made_one() {
        let apart = |ranges: &[(usize, usize)]| {
            let ranges = ranges.iter().map(|&(start, end)| TextRange::new(start, end));
            let apart = TextRange::apart(ranges.collect()).into_iter();
            apart.map(|range| (range.start, range.end)).collect::<Vec<_>>()
        };
        assert_eq!(apart(&[(0, 3), (2, 6), (5, 9)]), [(0, 9)]);
        assert_eq!(apart(&[(0, 9), (2, 6), (7, 8)]), [(0, 9)]);
        assert_eq!(apart(&[(5, 9), (0, 3), (2, 4)]), [(0, 4), (5, 9)]);
        assert_eq!(apart(&[(0, 3), (3, 6), (9, 12)]), [(0, 3), (3, 6), (9, 12)]);
        assert_eq!(apart(&[]), []);
    }
}
