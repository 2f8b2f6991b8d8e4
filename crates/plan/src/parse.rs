//! From lines to blocks: the plan's tree, and what is not part of it.
//!
//! One pass over the [`lines`], top to bottom; each rule
//! consumes the lines it understands and at least one. A rule that needs to look
//! ahead looks past blank lines only, and past each of them once.
//!
//! Invariant: every character is claimed once, by a block or as residue. The
//! parser is total and linear in its input.
//!
//! Known gaps: a table whose cells are parted by runs of spaces stays plain text; a
//! marked box that does not end at a blank line or heading takes in the paragraphs
//! below it; a section right below a part has its id in no contract; maps without a
//! heading (附图) of their own belong to the section that they follow.

use std::collections::HashMap;

use crate::annotation::{Annotations, GluedBox};
use crate::contents::{Contents, HeadingKey, entry_text};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::id::{BlockId, IdIssuer};
use crate::inline::{self, PieceKind};
use crate::line::{Level, Line, LineKind, is_enumerated, lines};
use crate::model::{
    Block, BlockKind, Heading, Label, Note, NoteReference, Paragraph, Period, Plan, TextRange,
    unwrapped,
};
use crate::source::{LineRange, Span, is_space};
use crate::table::{RawCell, RawRow, type_rows};

/// What became of a source text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The plan.
    pub plan: Plan,
    /// For each block of the plan the source spans that its text was put
    /// together from, in order; for a table its cells' too.
    pub spans: Vec<Vec<Span>>,
    /// What belongs to no block, in the order of the source.
    pub residue: Vec<Residue>,
    /// What a person should look at, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// A run of characters that belongs to no block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Residue {
    /// The characters.
    pub span: Span,
    /// Why they belong to none.
    pub kind: ResidueKind,
}

/// Why characters belong to no block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResidueKind {
    /// White space around text: line breaks, indents, blank lines, the tabs
    /// that mark cells.
    Space,
    /// `[bookmark: …]`.
    Bookmark,
    /// `[image: …]`.
    ImageMarker,
    /// `[footnoteRef:0]`, and the brackets and number around a note.
    NoteMarker,
    /// `— 6 —`.
    PageNumber,
    /// The table of contents.
    Contents,
    /// The list of maps above the maps.
    FigureList,
    /// A table's header repeated after a page break.
    RepeatedHeader,
    /// A line of punctuation alone.
    StrayLine,
    /// A newspaper's own lines: its name, who made the page.
    Masthead,
    /// `上接第10版>>>`, `下转第12版>>>`.
    TurnLine,
}

/// Reads a plan from its source text.
///
/// Never fails and never panics: what does not fit the genre is a plain
/// paragraph and a diagnostic. Time and memory are linear in `source`.
pub fn parse(source: &str, annotations: &Annotations) -> Parsed {
    let lines = lines(source);
    let mut parser = Parser {
        source,
        annotations,
        lines: &lines,
        at: 0,
        parsed: Parsed::default(),
        ids: IdIssuer::default(),
        contents: Contents::default(),
        container: Container::default(),
        numbers: Numbers::default(),
        figure_list: Vec::new(),
        after: After::Other,
        n_glued_boxes_found: 0,
    };
    parser.run();
    parser.finish()
}

struct Parser<'a> {
    source: &'a str,
    annotations: &'a Annotations,
    lines: &'a [Line],
    at: usize,
    parsed: Parsed,
    ids: IdIssuer,
    contents: Contents,
    container: Container,
    numbers: Numbers,
    /// The captions that the list of maps announces.
    figure_list: Vec<String>,
    after: After,
    n_glued_boxes_found: usize,
}

/// Where the paragraphs that come next belong.
#[derive(Default)]
struct Container {
    part: Option<usize>,
    chapter: Option<usize>,
    section: Option<usize>,
    /// The preface or the appendix, whose headings bear no number.
    unnumbered: Option<usize>,
    /// The id of the heading, to which a paragraph's number is added.
    prefix: String,
    n_paragraphs: u32,
    is_body: bool,
}

impl Container {
    fn parent(&self) -> Option<usize> {
        self.section.or(self.chapter).or(self.part).or(self.unnumbered)
    }
}

/// The numbers given last.
#[derive(Default)]
struct Numbers {
    part: u16,
    chapter: u16,
    section: u16,
    /// Whether the current part has no chapter yet.
    is_part_new: bool,
    n_tables: u32,
    n_boxes: u32,
    n_figures: u32,
    n_notes: u32,
}

/// What the last block was, where the next line may belong to it.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// A table, whose notes (`注：…`) stand below it.
    Table {
        table: usize,
        n_notes: u32,
    },
    Other,
}

/// A line's text, the spans it comes from, and its footnotes.
#[derive(Default)]
struct Gathered {
    text: String,
    spans: Vec<Span>,
    references: Vec<(usize, u32)>,
    notes: Vec<(u32, Span)>,
}

impl Parser<'_> {
    fn run(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            let after = std::mem::replace(&mut self.after, After::Other);
            match line.kind {
                LineKind::Blank => {
                    self.after = after;
                    self.residue_line(ResidueKind::Space);
                }
                LineKind::PageNumber => self.residue_line(ResidueKind::PageNumber),
                LineKind::Stray => {
                    let text = line.text.clone();
                    self.report(line.number, DiagnosticKind::StrayLine { text });
                    self.residue_line(ResidueKind::StrayLine);
                }
                LineKind::ContentsTitle if !self.container.is_body && self.contents.is_empty() => {
                    self.contents();
                }
                LineKind::PrefaceTitle if !self.container.is_body => self.preface(),
                LineKind::Heading { level, number, label, title } => {
                    self.heading(level, number, label, title);
                }
                LineKind::TableTitle => self.table(),
                LineKind::Cell => self.cells_without_title(),
                LineKind::BoxTitle { label, title } => self.marked_box(label, title),
                LineKind::AppendixTitle => self.appendix(),
                LineKind::FigureLabel { label, title } => self.figure(label, title),
                LineKind::TableNote => self.table_note(after),
                // `注：1．…`, and `2．…` on the next line.
                LineKind::Text
                    if matches!(after, After::Table { n_notes: 1.., .. })
                        && is_enumerated(&line.text) =>
                {
                    self.table_note(after);
                }
                LineKind::ContentsTitle | LineKind::PrefaceTitle | LineKind::Text => self.text(),
            }
        }
    }

    fn finish(mut self) -> Parsed {
        if !self.container.is_body {
            self.report(1, DiagnosticKind::NoHeading);
        } else if self.contents.is_empty() {
            self.report(1, DiagnosticKind::NoContents);
        }
        let mut blocks = self.parsed.plan.blocks.iter();
        let title = blocks
            .find(|block| block.kind == BlockKind::Title)
            .map(|block| unwrapped(&block.text).into_owned());
        let plan = &mut self.parsed.plan;
        plan.title = Some(self.annotations.title.clone())
            .filter(|title| !title.is_empty())
            .or(title)
            .unwrap_or_default();
        plan.city = self.annotations.city.clone();
        plan.sources = self.annotations.sources.clone();
        plan.period = Period::in_text(&plan.title);
        if self.n_glued_boxes_found < self.annotations.glued_boxes.len() {
            let expected = format!("{} glued titles", self.annotations.glued_boxes.len());
            let found = self.n_glued_boxes_found.to_string();
            self.report(1, DiagnosticKind::AnnotationDoesNotFit { expected, found });
        }
        self.parsed.diagnostics.extend(self.contents.missing());
        self.parsed.diagnostics.sort_by_key(|diagnostic| diagnostic.line);
        self.claim_space();
        self.parsed
    }

    /// Declares what no block and no other residue claimed to be white space.
    fn claim_space(&mut self) {
        let mut claimed: Vec<Span> = self.parsed.spans.iter().flatten().copied().collect();
        claimed.extend(self.parsed.residue.iter().map(|residue| residue.span));
        claimed.push(Span::new(self.source.len(), self.source.len()));
        claimed.sort();
        let mut end = 0;
        for span in claimed {
            if span.start > end {
                let span = Span::new(end, span.start);
                self.parsed.residue.push(Residue { span, kind: ResidueKind::Space });
            }
            end = end.max(span.end);
        }
        self.parsed.residue.sort_by_key(|residue| residue.span);
    }

    fn report(&mut self, line: u32, kind: DiagnosticKind) {
        self.parsed.diagnostics.push(Diagnostic { line, kind });
    }

    // Consuming lines.

    /// Consumes the current line as residue of `kind`, its text included.
    fn residue_line(&mut self, kind: ResidueKind) {
        let gathered = self.gather();
        let texts = gathered.spans.into_iter();
        let notes = gathered.notes.into_iter().map(|(_, span)| span);
        for span in texts.chain(notes).filter(|span| !span.is_empty()) {
            self.parsed.residue.push(Residue { span, kind });
        }
    }

    /// Consumes the current line: claims its markers as residue and gives its
    /// text, trimmed, and its footnotes, which the caller has to claim.
    fn gather(&mut self) -> Gathered {
        let line = &self.lines[self.at];
        self.at += 1;
        for span in &line.malformed {
            let marker = span.of(self.source).chars().take(20).collect();
            let kind = DiagnosticKind::MalformedMarker { marker };
            self.parsed.diagnostics.push(Diagnostic { line: line.number, kind });
        }
        let is_text = |kind| kind == PieceKind::Text;
        let has_word = |span: Span| !span.trimmed(self.source).is_empty();
        let mut texts =
            line.pieces.iter().filter(|piece| is_text(piece.kind) && has_word(piece.span));
        let text_start =
            texts.next().map_or(line.span.end, |piece| piece.span.trimmed(self.source).start);
        let text_end = line
            .pieces
            .iter()
            .rev()
            .find(|piece| is_text(piece.kind) && has_word(piece.span))
            .map_or(line.span.end, |piece| piece.span.trimmed(self.source).end);

        let mut gathered = Gathered::default();
        for piece in &line.pieces {
            let mut residue = |span: Span, kind| {
                if !span.is_empty() {
                    self.parsed.residue.push(Residue { span, kind });
                }
            };
            match piece.kind {
                PieceKind::Text => {
                    let start = piece.span.start.max(text_start);
                    let end = piece.span.end.min(text_end);
                    if start < end {
                        let span = Span::new(start, end);
                        gathered.text.push_str(span.of(self.source));
                        gathered.spans.push(span);
                    }
                }
                PieceKind::Bookmark => residue(piece.span, ResidueKind::Bookmark),
                PieceKind::Image => residue(piece.span, ResidueKind::ImageMarker),
                PieceKind::NoteReference(number) => {
                    residue(piece.span, ResidueKind::NoteMarker);
                    gathered.references.push((gathered.text.len(), number));
                }
                PieceKind::NoteBody(number, body) => {
                    residue(Span::new(piece.span.start, body.start), ResidueKind::NoteMarker);
                    residue(Span::new(body.end, piece.span.end), ResidueKind::NoteMarker);
                    gathered.notes.push((number, body));
                }
            }
        }
        gathered
    }

    /// Consumes the current line as the continuation of `gathered`, the line
    /// break between them included.
    fn gather_continuation(&mut self, gathered: &mut Gathered) {
        let line_break = self.lines[self.at].span.start - 1;
        let next = self.gather();
        gathered.spans.push(Span::new(line_break, line_break + 1));
        gathered.text.push('\n');
        let offset = gathered.text.len();
        gathered.text.push_str(&next.text);
        gathered.spans.extend(next.spans);
        let references = next.references.into_iter();
        gathered.references.extend(references.map(|(at, number)| (at + offset, number)));
        gathered.notes.extend(next.notes);
    }

    /// The next line that is not blank, from index `from` on.
    fn next_line(&self, from: usize) -> Option<&Line> {
        self.lines.get(from..)?.iter().find(|line| line.kind != LineKind::Blank)
    }

    /// Consumes blank lines.
    fn skip_blank(&mut self) {
        while self.lines.get(self.at).is_some_and(|line| line.kind == LineKind::Blank) {
            self.residue_line(ResidueKind::Space);
        }
    }

    /// The kind of the current line, if there is one.
    fn kind_here(&self) -> Option<LineKind> {
        self.lines.get(self.at).map(|line| line.kind)
    }

    // Adding blocks.

    /// Adds a block, then its footnotes below it, and gives its index.
    fn add(
        &mut self,
        id: BlockId,
        parent: Option<usize>,
        first_line: u32,
        gathered: Gathered,
        mut kind: BlockKind,
    ) -> usize {
        let idx = self.parsed.plan.blocks.len();
        let lines = LineRange { first: first_line, last: self.lines[self.at - 1].number };
        let paragraph = match &mut kind {
            BlockKind::Paragraph(paragraph) | BlockKind::BoxItem(paragraph) => Some(paragraph),
            _ => None,
        };
        if let Some(paragraph) = paragraph {
            let mut notes = HashMap::new();
            for (idx, (number, _)) in gathered.notes.iter().enumerate() {
                notes.entry(number).or_insert(idx);
            }
            for (offset, number) in &gathered.references {
                match notes.get(number) {
                    Some(note) => paragraph.note_references.push(NoteReference {
                        offset: *offset as u32,
                        note: (idx + 1 + note) as u32,
                    }),
                    None => self.report(
                        lines.first,
                        DiagnosticKind::ReferenceWithoutNote { number: *number },
                    ),
                }
            }
        } else {
            for (_, number) in &gathered.references {
                let kind = DiagnosticKind::ReferenceOutsideText { number: *number };
                self.report(lines.first, kind);
            }
        }
        let parent = parent.map(|parent| parent as u32);
        self.parsed.plan.blocks.push(Block {
            id,
            parent,
            text: gathered.text,
            source: 0,
            lines,
            kind,
        });
        self.parsed.spans.push(gathered.spans);
        for (_, span) in gathered.notes {
            self.add_note(idx, lines, span);
        }
        idx
    }

    /// Adds a footnote. Its term stands before the first colon:
    /// `“2+4”高铁枢纽群：即高铁无锡东站、…`.
    fn add_note(&mut self, parent: usize, lines: LineRange, span: Span) {
        self.numbers.n_notes += 1;
        let mut text = String::new();
        let mut spans = Vec::new();
        for piece in inline::pieces(self.source, span).0 {
            let kind = match piece.kind {
                PieceKind::Bookmark => ResidueKind::Bookmark,
                PieceKind::Image => ResidueKind::ImageMarker,
                PieceKind::NoteReference(_) => ResidueKind::NoteMarker,
                // A note does not nest: brackets in it are its own.
                PieceKind::Text | PieceKind::NoteBody(..) => {
                    text.push_str(piece.span.of(self.source));
                    spans.push(piece.span);
                    continue;
                }
            };
            self.parsed.residue.push(Residue { span: piece.span, kind });
        }
        let term = named(&text, MAX_TERM_CHARS);
        self.parsed.plan.blocks.push(Block {
            id: self.ids.issue(format!("n{}", self.numbers.n_notes)),
            parent: Some(parent as u32),
            text,
            source: 0,
            lines,
            kind: BlockKind::Note(Note { term }),
        });
        self.parsed.spans.push(spans);
    }

    // The parts of a document.

    /// `目录`, then its entries, with blank lines and page numbers between them. A
    /// line without a page belongs to them if one with a page follows soon: a heading
    /// (`第一篇`) that has none, or an entry that goes on in the line below.
    fn contents(&mut self) {
        self.residue_line(ResidueKind::Contents);
        let mut beginning = String::new();
        while let Some(line) = self.lines.get(self.at) {
            if line.kind == LineKind::Blank {
                self.residue_line(ResidueKind::Space);
                continue;
            }
            if line.kind == LineKind::PageNumber {
                self.residue_line(ResidueKind::PageNumber);
                continue;
            }
            let is_heading = matches!(line.kind, LineKind::Heading { .. });
            if let Some(entry) = entry_text(&line.text) {
                let entry = std::mem::take(&mut beginning) + entry;
                self.contents.add(line.number, &entry);
            } else {
                let Some(next) = self.next_line(self.at + 1) else { break };
                let after_next = self.next_line(next.number as usize);
                let is_entry = |line: &Line| entry_text(&line.text).is_some();
                if !is_entry(next) && !after_next.is_some_and(is_entry) {
                    break;
                }
                match (is_heading, next.kind) {
                    (true, LineKind::Heading { .. }) => self.contents.add(line.number, &line.text),
                    (true, _) => beginning = line.text.clone(),
                    (false, _) => {}
                }
            }
            self.residue_line(ResidueKind::Contents);
        }
    }

    fn preface(&mut self) {
        let first_line = self.lines[self.at].number;
        let gathered = self.gather();
        self.contents.check_unnumbered(&gathered.text);
        let id = self.ids.issue("0".to_owned());
        let preface = self.add(id, None, first_line, gathered, BlockKind::Preface);
        self.container.unnumbered = Some(preface);
    }

    fn heading(&mut self, level: Level, number: u16, label: TextRange, title: TextRange) {
        let first_line = self.lines[self.at].number;
        let mut gathered = self.gather();
        let mut title_start = title.start as usize;
        let key = HeadingKey::new(level, number, self.numbers.chapter, self.numbers.part);

        if gathered.text.len() == title_start {
            self.gather_title_below(&mut gathered);
            title_start = (title_start + 1).min(gathered.text.len());
        }
        if gathered.text.len() == title_start {
            let label = gathered.text.clone();
            self.report(first_line, DiagnosticKind::HeadingWithoutTitle { label });
        }
        while self.heading_goes_on(key, &gathered.text[title_start..]) {
            self.gather_continuation(&mut gathered);
        }
        if let Some(kind) = self.contents.check(key, &gathered.text, &gathered.text[title_start..])
        {
            self.report(first_line, kind);
        }
        self.check_order(first_line, level, number);
        self.open_container(level, first_line, &gathered.text);

        let (id, parent) = match level {
            Level::Part => (format!("p{number}"), None),
            Level::Chapter => (number.to_string(), self.container.part),
            Level::Section => {
                let parent = self.container.parent();
                let chapter = self.container.chapter;
                let above = chapter.map_or("0", |idx| self.parsed.plan.blocks[idx].id.as_str());
                (format!("{above}.{number}"), parent)
            }
        };
        let id = self.ids.issue(id);
        self.container.prefix = match level {
            Level::Chapter => format!("{id}.0"),
            _ => id.to_string(),
        };
        let heading =
            Heading { number, label, title: TextRange::new(title_start, gathered.text.len()) };
        let kind = match level {
            Level::Part => BlockKind::Part(heading),
            Level::Chapter => BlockKind::Chapter(heading),
            Level::Section => BlockKind::Section(heading),
        };
        let idx = self.add(id, parent, first_line, gathered, kind);
        match level {
            Level::Part => self.container.part = Some(idx),
            Level::Chapter => self.container.chapter = Some(idx),
            Level::Section => self.container.section = Some(idx),
        }
    }

    /// `第一篇` alone: the title is the next line of text.
    fn gather_title_below(&mut self, gathered: &mut Gathered) {
        if self.next_line(self.at).is_some_and(is_title_line) {
            self.skip_blank();
            self.gather_continuation(gathered);
        }
    }

    /// Whether a heading that reads `title` so far goes on in the line below:
    /// the table of contents has it whole; without one, a comma at the end tells.
    fn heading_goes_on(&self, key: HeadingKey, title: &str) -> bool {
        let Some(below) = self.lines.get(self.at).filter(|line| line.kind == LineKind::Text) else {
            return false;
        };
        if self.contents.is_empty() {
            return title.ends_with(['，', '、']) && is_short_title(&below.text, MAX_HEADING_CHARS);
        }
        self.contents.goes_on_after(key, title)
            && self.contents.begins_with(key, &format!("{title}{}", below.text))
    }

    fn check_order(&mut self, line: u32, level: Level, number: u16) {
        let numbers = &mut self.numbers;
        // Chapters may count on through the parts or begin anew in each.
        let begins_anew = level == Level::Chapter && numbers.is_part_new && number == 1;
        let last = match level {
            Level::Part => &mut numbers.part,
            Level::Chapter => &mut numbers.chapter,
            Level::Section => &mut numbers.section,
        };
        let expected = last.saturating_add(1);
        *last = number;
        if level < Level::Section {
            numbers.section = 0;
            numbers.is_part_new = level == Level::Part;
        }
        if number != expected && !begins_anew {
            self.report(line, DiagnosticKind::HeadingOutOfOrder { level, expected, found: number });
        }
    }

    /// Closes the containers that a heading of `level` ends.
    fn open_container(&mut self, level: Level, line: u32, heading: &str) {
        let (part, chapter) = (self.container.part, self.container.chapter);
        if level == Level::Section && chapter.is_none() {
            self.report(
                line,
                DiagnosticKind::SectionOutsideChapter { heading: heading.to_owned() },
            );
        }
        self.container = Container {
            part: part.filter(|_| level > Level::Part),
            chapter: chapter.filter(|_| level > Level::Chapter),
            is_body: true,
            ..Container::default()
        };
    }

    /// A line of text: a box's title that only the item below it gives away, a
    /// title line before everything else, or a paragraph.
    fn text(&mut self) {
        let line = &self.lines[self.at];
        let glued = self.annotations.glued_boxes.iter().find(|glued| glued.line == line.number);
        if let Some(glued) = glued {
            return self.glued_box(glued);
        }
        if self.parsed.plan.blocks.is_empty() && self.contents.is_empty() && is_title_line(line) {
            return self.title();
        }
        if self.container.is_body && self.opens_unmarked_box() {
            return self.unmarked_box();
        }
        let first_line = line.number;
        let gathered = self.gather();
        self.add_paragraph(first_line, gathered);
    }

    fn add_paragraph(&mut self, first_line: u32, gathered: Gathered) {
        self.container.n_paragraphs += 1;
        let prefix = if self.container.prefix.is_empty() { "0.0" } else { &self.container.prefix };
        let id = self.ids.issue(format!("{prefix}.{}", self.container.n_paragraphs));
        let kind = BlockKind::Paragraph(paragraph(&gathered.text));
        self.add(id, self.container.parent(), first_line, gathered, kind);
    }

    /// The document's own title, over as many lines as it has.
    fn title(&mut self) {
        let first_line = self.lines[self.at].number;
        let mut gathered = self.gather();
        while self.next_line(self.at).is_some_and(is_title_line) {
            self.skip_blank();
            self.gather_continuation(&mut gathered);
        }
        let id = self.ids.issue("title".to_owned());
        self.add(id, None, first_line, gathered, BlockKind::Title);
    }

    // Boxes.

    /// Whether the current line is a box's title without a marker: a short line
    /// without a stop, then an item (`一核：太湖新城…`).
    fn opens_unmarked_box(&self) -> bool {
        let title = &self.lines[self.at].text;
        is_short_title(title, MAX_BOX_TITLE_CHARS)
            && !is_enumerated(title)
            && self.next_line(self.at + 1).is_some_and(is_item)
    }

    fn unmarked_box(&mut self) {
        let first_line = self.lines[self.at].number;
        let gathered = self.gather();
        let label = Label { label: None, title: TextRange::new(0, gathered.text.len()) };
        let (box_idx, id) = self.add_box(first_line, gathered, label);
        let mut n_items = 0;
        while self.next_line(self.at).is_some_and(is_item) {
            self.skip_blank();
            self.add_item(box_idx, &id, &mut n_items);
        }
    }

    /// `专栏1  …`, its items on the lines below up to a blank line, and past it where
    /// the next line is an item by its look. Its notes (`注：…`) are the end.
    fn marked_box(&mut self, label: TextRange, title: TextRange) {
        let first_line = self.lines[self.at].number;
        let mut gathered = self.gather();
        let mut title_start = title.start as usize;
        if gathered.text.len() == title_start {
            self.gather_title_below(&mut gathered);
            title_start = (title_start + 1).min(gathered.text.len());
        }
        let text_len = gathered.text.len();
        let box_title = gathered.text.clone();
        let label = Label { label: Some(label), title: TextRange::new(title_start, text_len) };
        let (box_idx, id) = self.add_box(first_line, gathered, label);
        let (mut n_items, mut n_tables, mut has_note) = (0, 0, false);
        loop {
            let is_after_blank = self.kind_here() == Some(LineKind::Blank);
            let Some(next) = self.next_line(self.at) else { break };
            let looks_like_item = is_enumerated(&next.text) || (is_item(next) && !has_note);
            match next.kind {
                LineKind::TableNote => {
                    self.skip_blank();
                    has_note = true;
                    if let After::Table { .. } = self.after {
                        self.table_note(self.after);
                    } else {
                        self.add_item(box_idx, &id, &mut n_items);
                    }
                }
                LineKind::Text if !is_after_blank || looks_like_item || n_items + n_tables == 0 => {
                    self.skip_blank();
                    self.after = After::Other;
                    self.add_item(box_idx, &id, &mut n_items);
                }
                LineKind::Cell if !is_after_blank || n_items + n_tables == 0 => {
                    self.skip_blank();
                    let first_line = self.lines[self.at].number;
                    self.add_table(first_line, Gathered::default(), Some(box_idx));
                    n_tables += 1;
                }
                _ => break,
            }
        }
        if n_items + n_tables == 0 {
            self.report(first_line, DiagnosticKind::BoxWithoutItems { title: box_title });
        }
    }

    /// A paragraph whose end is a box's title, as the annotation says.
    fn glued_box(&mut self, glued: &GluedBox) {
        let first_line = self.lines[self.at].number;
        let mut gathered = self.gather();
        let title_start = gathered.text.strip_suffix(glued.title.as_str()).map(str::len);
        let is_whole = |span: &Span| span.end - span.start >= glued.title.len();
        let Some((title_start, last_span)) =
            title_start.zip(gathered.spans.last().copied().filter(is_whole))
        else {
            let n_chars = glued.title.chars().count();
            let skipped = gathered.text.chars().count().saturating_sub(n_chars);
            let found: String = gathered.text.chars().skip(skipped).collect();
            self.report(
                first_line,
                DiagnosticKind::AnnotationDoesNotFit {
                    expected: format!("`{}` at the line's end", glued.title),
                    found: format!("`{found}`"),
                },
            );
            return self.add_paragraph(first_line, gathered);
        };
        let title_span = Span::new(last_span.end - glued.title.len(), last_span.end);
        let is_in_title = |(offset, _): &(usize, u32)| *offset > title_start;
        let references = std::mem::take(&mut gathered.references).into_iter();
        let (in_title, before): (Vec<_>, Vec<_>) = references.partition(is_in_title);
        gathered.references = before;
        let title = Gathered {
            text: gathered.text.split_off(title_start),
            spans: vec![title_span],
            references: in_title,
            notes: Vec::new(),
        };
        gathered.spans.pop();
        if last_span.start < title_span.start {
            gathered.spans.push(Span::new(last_span.start, title_span.start));
        }
        self.add_paragraph(first_line, gathered);
        let label = Label { label: None, title: TextRange::new(0, title.text.len()) };
        let (box_idx, id) = self.add_box(first_line, title, label);
        let mut n_items = 0;
        while (n_items as usize) < glued.n_items
            && self.next_line(self.at).is_some_and(|line| line.kind == LineKind::Text)
        {
            self.skip_blank();
            self.add_item(box_idx, &id, &mut n_items);
        }
        if n_items as usize == glued.n_items {
            self.n_glued_boxes_found += 1;
        }
    }

    fn add_box(&mut self, first_line: u32, title: Gathered, label: Label) -> (usize, BlockId) {
        self.numbers.n_boxes += 1;
        let id = self.ids.issue(format!("b{}", self.numbers.n_boxes));
        let parent = self.container.parent();
        (self.add(id.clone(), parent, first_line, title, BlockKind::Box(label)), id)
    }

    fn add_item(&mut self, box_idx: usize, box_id: &BlockId, n_items: &mut u32) {
        *n_items += 1;
        let first_line = self.lines[self.at].number;
        let gathered = self.gather();
        let id = self.ids.issue(format!("{box_id}.{n_items}"));
        let kind = BlockKind::BoxItem(box_item(&gathered.text));
        self.add(id, Some(box_idx), first_line, gathered, kind);
    }

    // Tables.

    fn table(&mut self) {
        let first_line = self.lines[self.at].number;
        let title = self.gather();
        let unit = self.unit_line();
        let has_cells = self.next_line(self.at).is_some_and(|line| line.kind == LineKind::Cell);
        if has_cells {
            self.skip_blank();
        } else {
            let title = title.text.clone();
            self.report(first_line, DiagnosticKind::TableWithoutCells { title });
        }
        self.add_table(first_line, title, self.container.parent());
        if let Some((line, gathered)) = unit {
            self.add_table_note(line, gathered);
        }
    }

    /// `单位：亿元` between a table's title and its cells: consumed, to stand below.
    fn unit_line(&mut self) -> Option<(u32, Gathered)> {
        let is_unit = |line: &&Line| line.kind == LineKind::Text && line.text.starts_with("单位");
        let unit = self.next_line(self.at).filter(is_unit)?.number;
        let below = self.next_line(unit as usize)?;
        (below.kind == LineKind::Cell).then(|| {
            self.skip_blank();
            (unit, self.gather())
        })
    }

    /// Tabs without a table. A run of short cells is a table that lost its title;
    /// a single line, or one as long as a sentence, is an indented paragraph; one
    /// without text is white space.
    fn cells_without_title(&mut self) {
        let here = &self.lines[self.at];
        if !here.has_words() && self.next_line(self.at + 1).is_none_or(|next| next.text.is_empty())
        {
            return self.residue_line(ResidueKind::Space);
        }
        let run = || {
            let lines = self.lines[self.at..].iter().take(N_CELLS_LOOKED_AT);
            lines.take_while(|line| line.kind == LineKind::Cell)
        };
        let n_with_text = run().filter(|line| !line.text.is_empty()).count();
        let is_sentence = |line: &Line| !is_cell_text(&line.text);
        if n_with_text >= 2 && !run().any(is_sentence) {
            let first_line = here.number;
            self.report(first_line, DiagnosticKind::CellsWithoutTitle);
            self.add_table(first_line, Gathered::default(), self.container.parent());
        } else if here.has_words() {
            self.text();
        } else {
            self.residue_line(ResidueKind::Space);
        }
    }

    /// Adds the table whose cells begin at the current line.
    fn add_table(&mut self, first_line: u32, mut title: Gathered, parent: Option<usize>) {
        self.numbers.n_tables += 1;
        let id = self.ids.issue(format!("t{}", self.numbers.n_tables));
        let raw_rows = self.gather_rows(&mut title);
        // A table without a title of its own is named by the box it stands in.
        let period = Period::in_text(match parent {
            Some(parent) if title.text.is_empty() => &self.parsed.plan.blocks[parent].text,
            _ => &title.text,
        });
        let typed = type_rows(raw_rows, period, &mut self.ids);
        title.spans.extend(typed.spans);
        let residue = typed.repeated_header.into_iter();
        let kind = ResidueKind::RepeatedHeader;
        self.parsed.residue.extend(residue.map(|span| Residue { span, kind }));
        self.parsed.diagnostics.extend(typed.diagnostics);
        let table = self.add(id, parent, first_line, title, BlockKind::Table(typed.table));
        self.after = After::Table { table, n_notes: 0 };
    }

    /// The rows of cells from the current line on: a cell a line behind a tab, a short
    /// line without a tab goes on with the cell above it, a blank line parts rows. A
    /// line of several cells is a row by itself. Footnotes go to the table's.
    fn gather_rows(&mut self, table: &mut Gathered) -> Vec<RawRow> {
        let mut rows: Vec<RawRow> = Vec::new();
        let mut is_row_open = false;
        while let Some(line) = self.lines.get(self.at) {
            match line.kind {
                LineKind::Cell => {
                    let cells = self.gather_cells(table);
                    let is_whole_row = cells.len() > 1;
                    if !is_row_open || is_whole_row {
                        rows.push(RawRow::default());
                    }
                    is_row_open = !is_whole_row;
                    rows.last_mut().expect("a row was opened").cells.extend(cells);
                }
                LineKind::Text if is_row_open && is_cell_text(&line.text) => {
                    let number = line.number;
                    let cell = rows.last_mut().and_then(|row| row.cells.last_mut());
                    let cell = cell.expect("an open row has a cell");
                    let mut gathered = Gathered {
                        text: std::mem::take(&mut cell.text),
                        spans: std::mem::take(&mut cell.spans),
                        ..Gathered::default()
                    };
                    self.gather_continuation(&mut gathered);
                    cell.text = gathered.text;
                    cell.spans = gathered.spans;
                    cell.lines.last = number;
                    table.references.extend(gathered.references);
                    table.notes.extend(gathered.notes);
                }
                LineKind::Blank
                    if self.next_line(self.at).is_some_and(|next| next.kind == LineKind::Cell) =>
                {
                    is_row_open = false;
                    self.skip_blank();
                }
                _ => break,
            }
        }
        rows
    }

    /// The cells of the current line, each behind its tab; the last may be empty.
    fn gather_cells(&mut self, table: &mut Gathered) -> Vec<RawCell> {
        let line = &self.lines[self.at];
        let lines = LineRange { first: line.number, last: line.number };
        let empty = || RawCell { text: String::new(), spans: Vec::new(), lines };
        let mut cells = vec![empty()];
        let mut is_first_tab = true;
        for piece in line.pieces.iter().filter(|piece| piece.kind == PieceKind::Text) {
            let mut start = piece.span.start;
            for (idx, part) in piece.span.of(self.source).split('\t').enumerate() {
                if idx > 0 && !std::mem::take(&mut is_first_tab) {
                    cells.push(empty());
                }
                let part_span = Span::new(start, start + part.len());
                start = part_span.end + 1;
                let kept = part_span.trimmed(self.source);
                if !kept.is_empty() {
                    let cell = cells.last_mut().expect("there is a first cell");
                    cell.text.push_str(kept.of(self.source));
                    cell.spans.push(kept);
                }
            }
        }
        let gathered = self.gather();
        table.references.extend(gathered.references);
        table.notes.extend(gathered.notes);
        cells
    }

    /// `注：…`, below the table it is about; elsewhere a paragraph.
    fn table_note(&mut self, after: After) {
        self.after = after;
        if after == After::Other {
            return self.text();
        }
        let first_line = self.lines[self.at].number;
        let gathered = self.gather();
        self.add_table_note(first_line, gathered);
    }

    /// Adds a paragraph below the table that [`Self::after`] names.
    fn add_table_note(&mut self, first_line: u32, gathered: Gathered) {
        let After::Table { table, n_notes } = self.after else { return };
        let n_notes = n_notes + 1;
        let id = self.ids.issue(format!("{}.{n_notes}", self.parsed.plan.blocks[table].id));
        let kind = BlockKind::Paragraph(Paragraph::default());
        self.add(id, Some(table), first_line, gathered, kind);
        self.after = After::Table { table, n_notes };
    }

    // Maps.

    /// `附图：`, then the list of the maps that follow: `1．无锡市域城镇空间结构图`.
    fn appendix(&mut self) {
        let first_line = self.lines[self.at].number;
        let gathered = self.gather();
        self.contents.check_unnumbered(&gathered.text);
        let id = self.ids.issue("f".to_owned());
        let appendix = self.add(id, None, first_line, gathered, BlockKind::Appendix);
        self.container =
            Container { unnumbered: Some(appendix), is_body: true, ..Container::default() };
        self.container.prefix = "f".to_owned();
        while let Some(line) = self.next_line(self.at) {
            let Some(caption) = list_entry(line) else { break };
            self.figure_list.push(caption.to_owned());
            self.skip_blank();
            self.residue_line(ResidueKind::FigureList);
        }
    }

    /// `附图1`, the caption on the same line or below.
    fn figure(&mut self, label: TextRange, title: TextRange) {
        let first_line = self.lines[self.at].number;
        let mut gathered = self.gather();
        let mut title_start = title.start as usize;
        if gathered.text.len() == title_start {
            self.skip_blank();
            if self.kind_here() == Some(LineKind::Text) {
                // The blank lines between label and caption count as one break.
                self.gather_continuation(&mut gathered);
                title_start += 1;
            }
        }
        self.numbers.n_figures += 1;
        let listed = self.figure_list.get(self.numbers.n_figures as usize - 1).cloned();
        let is_whole = |caption: &str| listed.as_deref().is_some_and(|listed| listed == caption);
        while title_start < gathered.text.len()
            && self.lines.get(self.at).is_some_and(is_title_line)
            && !is_whole(&unwrapped(&gathered.text[title_start..]))
        {
            self.gather_continuation(&mut gathered);
        }
        let caption = unwrapped(&gathered.text[title_start..]).into_owned();
        if caption.is_empty() {
            let label = gathered.text.clone();
            self.report(first_line, DiagnosticKind::FigureWithoutCaption { label });
        }
        if let Some(expected) = listed.filter(|listed| *listed != caption) {
            self.report(first_line, DiagnosticKind::CaptionDiffers { expected, found: caption });
        }
        let id = self.ids.issue(format!("f{}", self.numbers.n_figures));
        let label =
            Label { label: Some(label), title: TextRange::new(title_start, gathered.text.len()) };
        self.add(id, self.container.parent(), first_line, gathered, BlockKind::Figure(label));
    }
}

/// The longest title of a box without a marker: `大运河国家文化公园无锡建设保护区“两园三带十五点”空间布局`.
const MAX_BOX_TITLE_CHARS: usize = 40;
/// The longest line that can be a title or the rest of one.
const MAX_HEADING_CHARS: usize = 60;
/// The longest line that goes on with a cell above it.
const MAX_CELL_CHARS: usize = 60;
/// How many lines tell a table that lost its title from indented paragraphs.
const N_CELLS_LOOKED_AT: usize = 8;
/// The longest item's name: `质量品牌“高峰”计划`, `高速公路和国省干道`.
const MAX_ITEM_NAME_CHARS: usize = 24;
/// The longest term of a footnote: `“16+4”先进制造业集群`.
const MAX_TERM_CHARS: usize = 20;
/// The longest run-in heading: `勇做全省“争当表率、争做示范、走在前列”排头兵` has 23.
const MAX_RUN_IN_HEADING_CHARS: usize = 30;

/// Whether `text` can be a title: short, and without the stops of a sentence.
fn is_short_title(text: &str, max_chars: usize) -> bool {
    text.chars().count() <= max_chars && !text.contains(['。', '；', '：', '！', '？'])
}

/// Whether a line can be a title or the rest of one.
fn is_title_line(line: &Line) -> bool {
    line.kind == LineKind::Text && is_short_title(&line.text, MAX_HEADING_CHARS)
}

/// Whether `text` can be a cell's: short, and not a sentence.
fn is_cell_text(text: &str) -> bool {
    text.chars().count() <= MAX_CELL_CHARS && !text.contains('。')
}

/// Whether a line is a box's item by its look: `机场：…`, `1．信息服务：…`.
fn is_item(line: &Line) -> bool {
    line.kind == LineKind::Text
        && named(&line.text, MAX_ITEM_NAME_CHARS)
            .is_some_and(|name| (name.end as usize + '：'.len_utf8()) < line.text.len())
}

/// The name that `text` opens with, before a colon and any other stop.
fn named(text: &str, max_chars: usize) -> Option<TextRange> {
    let (at, stop) =
        text.char_indices().take(max_chars + 1).find(|(_, ch)| "：，。；".contains(*ch))?;
    (stop == '：' && at > 0).then(|| TextRange::new(0, at))
}

/// A paragraph with the heading that runs in with it: its short first sentence,
/// if the text goes on after it (`高起点规划建设。按照…`).
fn paragraph(text: &str) -> Paragraph {
    const DASH: &str = "——";
    let is_dash_entry = text.starts_with(DASH);
    let start = if is_dash_entry { DASH.len() } else { 0 };
    let run_in_heading = run_in_heading(text, start);
    Paragraph { is_dash_entry, run_in_heading, note_references: Vec::new() }
}

/// A box's item: its name before a colon is its heading (`机场：启动…`).
fn box_item(text: &str) -> Paragraph {
    let item = paragraph(text);
    let name = named(text, MAX_ITEM_NAME_CHARS).filter(|_| !item.is_dash_entry);
    Paragraph { run_in_heading: name.or(item.run_in_heading), ..item }
}

fn run_in_heading(text: &str, start: usize) -> Option<TextRange> {
    let (at, stop) = text[start..]
        .char_indices()
        .take(MAX_RUN_IN_HEADING_CHARS + 1)
        .find(|(_, ch)| "。，；：！？".contains(*ch))?;
    let end = start + at;
    let goes_on = !text[end + stop.len_utf8()..].trim_matches(is_space).is_empty();
    (stop == '。' && at > 0 && goes_on).then(|| TextRange::new(start, end))
}

/// The caption in an entry of the list of maps: `1．无锡市域城镇空间结构图`.
fn list_entry(line: &Line) -> Option<&str> {
    let after_number = line.text.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let is_entry = line.kind == LineKind::Text && after_number.len() < line.text.len();
    let caption = after_number.strip_prefix(['．', '.', '、'])?.trim();
    is_entry.then_some(caption)
}
