//! The plan's and the press's text as markup: sections, paragraphs, boxes, tables, footnotes,
//! answers.
//!
//! Markup, not elements of the app, which would have to walk every one of them to take the
//! page over: nothing in it changes but what [`plan_text`](crate::components::plan_text) and
//! the browser do.
//!
//! Invariant: every block written stands in the markup once, under its id, its words
//! unaltered and in order.

use plan::model::{BlockKind, ColumnRole, unwrapped};
use plan::target::Target;
use plan::term::TermUse;
use plan::{Apparatus, Plan};

use crate::data::Numbers;
use crate::route::{Base, Location, Route};
use crate::view::chapter::ChapterView;
use crate::view::citation::{place_of, quotation};
use crate::view::in_place;
use crate::view::markup::escaped;
use crate::view::press::{AnswerSegment, answer_segments, join_in_words, turns_of};
use crate::view::related::{related_list, related_to};
use crate::view::segments::{Segment, segments};
use crate::view::table::{CellView, RowView, header, rows};

/// The text of the preface, of a chapter with its footnotes, or of a question's answer, whose
/// block is at `idx`.
pub fn text_of(
    plan: &Plan,
    base: &Base,
    numbers: &Numbers,
    apparatus: &Apparatus,
    idx: usize,
) -> String {
    let mut text = TextWriter::new(plan, base, Some((numbers, apparatus)));
    match &plan.blocks[idx].kind {
        BlockKind::Chapter(chapter) => {
            if let Some(view) = ChapterView::new(plan, chapter.number) {
                text.chapter(&view);
            }
        }
        BlockKind::Question(_) => plan.children(idx).for_each(|idx| text.answer(idx)),
        _ => text.children(idx),
    }
    text.finish()
}

/// Writes blocks one after the other.
pub struct TextWriter<'a> {
    plan: &'a Plan,
    base: &'a Base,
    /// What stands beside the text and is marked in it; none where it stands alone.
    beside: Option<(&'a Numbers, &'a Apparatus)>,
    markup: String,
}

impl<'a> TextWriter<'a> {
    /// Begins with nothing. Without `beside` the text stands alone, as it is printed.
    pub fn new(
        plan: &'a Plan,
        base: &'a Base,
        beside: Option<(&'a Numbers, &'a Apparatus)>,
    ) -> Self {
        Self { plan, base, beside, markup: String::new() }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.markup
    }

    /// Opens the element `tag`.
    pub fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.markup.push('<');
        self.markup.push_str(tag);
        for (name, value) in attributes {
            for part in [" ", name, "=\"", &escaped(value), "\""] {
                self.markup.push_str(part);
            }
        }
        self.markup.push('>');
    }

    /// Closes the element `tag`.
    pub fn close(&mut self, tag: &str) {
        for part in ["</", tag, ">"] {
            self.markup.push_str(part);
        }
    }

    /// Writes words.
    pub fn text(&mut self, text: &str) {
        self.markup += &escaped(text);
    }

    /// Writes an element that holds words alone.
    pub fn words(&mut self, tag: &str, attributes: &[(&str, &str)], words: &str) {
        self.open(tag, attributes);
        self.text(words);
        self.close(tag);
    }

    /// Writes a section with its blocks, a paragraph, a box or a table. Footnotes stand at the
    /// page's end, headings of higher levels are the page's own.
    pub fn block(&mut self, idx: usize) {
        match &self.plan.blocks[idx].kind {
            BlockKind::Section(_) => self.section(idx),
            BlockKind::Paragraph(_) | BlockKind::BoxItem(_) => self.paragraph(idx),
            BlockKind::Box(_) => self.plan_box(idx),
            BlockKind::Table(_) => self.table(idx),
            _ => {}
        }
    }

    fn children(&mut self, idx: usize) {
        let plan = self.plan;
        for child in plan.children(idx) {
            self.block(child);
        }
    }

    fn chapter(&mut self, view: &ChapterView) {
        if !view.part_opening.is_empty() {
            self.open("div", &[("class", "part-opening")]);
            for &idx in &view.part_opening {
                self.block(idx);
            }
            self.close("div");
        }
        self.children(view.idx);
        if !view.notes.is_empty() {
            self.open("section", &[("class", "note-list"), ("aria-labelledby", "notes-heading")]);
            self.words("h2", &[("id", "notes-heading")], "注释");
            self.open("ol", &[]);
            let base = self.base;
            self.notes(&view.notes, |plan, note| {
                let parent = plan.blocks[note].parent;
                parent.map_or(String::new(), |idx| base.block_href(plan, idx as usize).to_string())
            });
            self.close("ol");
            self.close("section");
        }
    }

    fn section(&mut self, idx: usize) {
        let section = &self.plan.blocks[idx];
        let (id, label) = (section.id.as_str(), section.label().unwrap_or_default());
        self.open("section", &[("class", "section"), ("aria-labelledby", id)]);
        self.open("h2", &[("class", "section__heading"), ("id", id), ("tabindex", "-1")]);
        self.permalink(idx, "section__label", &format!("{label}，复制本节链接"), label);
        self.text(" ");
        self.text(&section.title());
        self.close("h2");
        self.children(idx);
        self.close("section");
    }

    /// A box (专栏): a titled list set off from the text.
    fn plan_box(&mut self, idx: usize) {
        let plan = self.plan;
        let block = &plan.blocks[idx];
        let id = block.id.as_str();
        let heading_id = format!("{id}-heading");
        let label = block.label().unwrap_or("专栏");
        let is_in_section = block.parent.is_some_and(|parent| {
            matches!(plan.blocks[parent as usize].kind, BlockKind::Section(_))
        });
        let heading = if is_in_section { "h3" } else { "h2" };
        self.open("aside", &[("class", "box"), ("aria-labelledby", &heading_id), ("id", id)]);
        self.open(heading, &[("class", "box__heading"), ("id", &heading_id)]);
        self.permalink(idx, "box__label", &format!("{label}，复制本专栏链接"), label);
        self.text(" ");
        self.text(&block.title());
        self.close(heading);
        self.children(idx);
        self.close("aside");
    }

    /// Writes the number or label beside a block: a link to that very block, copied when it is
    /// followed. `label` is what it is to those who hear it; it contains what the link shows.
    fn permalink(&mut self, idx: usize, class: &str, label: &str, content: &str) {
        let href = self.base.block_href(self.plan, idx);
        let attributes =
            [("class", class), ("href", &href), ("aria-label", label), ("data-permalink", "")];
        self.words("a", &attributes, content);
    }

    /// Writes a paragraph or a box's item, with its number, its footnotes' marks and, where
    /// something stands beside the text, its targets, its terms and what is related.
    pub fn paragraph(&mut self, idx: usize) {
        let block = &self.plan.blocks[idx];
        let Some(paragraph) = block.paragraph() else { return };
        let class = if paragraph.is_dash_entry { "paragraph paragraph--dash" } else { "paragraph" };
        let unit = if matches!(block.kind, BlockKind::BoxItem(_)) { "项" } else { "段" };
        let ordinal = block.id.ordinal();
        self.open("div", &[("class", class), ("id", block.id.as_str())]);
        let label = format!("第{ordinal}{unit}，复制本{unit}链接");
        self.permalink(idx, "paragraph__number", &label, ordinal);
        self.open("p", &[("class", "paragraph__text")]);
        self.segments(idx);
        self.close("p");
        if let Some((numbers, apparatus)) = self.beside {
            let related = related_to(self.plan, numbers, apparatus, idx);
            self.markup += &related_list(self.base, &related, "与这一段有关");
        }
        self.close("div");
    }

    fn segments(&mut self, idx: usize) {
        let block = &self.plan.blocks[idx];
        let (targets, terms): (&[Target], &[TermUse]) = match self.beside {
            Some((numbers, apparatus)) => {
                (numbers.links.targets_of(idx), apparatus.term_uses_of(idx))
            }
            None => (&[], &[]),
        };
        for segment in segments(block, targets, terms) {
            match segment {
                Segment::Text(run) => self.text(run),
                Segment::RunInHeading(run) => {
                    self.words("strong", &[("class", "run-in-heading")], run);
                }
                Segment::NoteReference(note) => self.note_reference(note),
                Segment::Target(run, at) => {
                    let id = in_place::target_link(self.plan, &targets[at]);
                    let to = Location {
                        fragment: targets[at].id(self.plan),
                        ..Location::of(Route::Targets)
                    };
                    let label = format!("{run}，{}年目标", targets[at].year);
                    self.in_place("figure", &id, &self.base.location_href(&to), &label, run);
                }
                Segment::Term(run, at) => {
                    let Some((_, apparatus)) = self.beside else { continue };
                    let id = in_place::term_link(self.plan, &terms[at]);
                    let term = &apparatus.terms[usize::from(terms[at].term)];
                    let to =
                        Location { fragment: term.name.clone(), ..Location::of(Route::Glossary) };
                    let label = format!("{run}，名词解释");
                    self.in_place("term", &id, &self.base.location_href(&to), &label, run);
                }
            }
        }
    }

    /// Writes words that are a link whose destination opens right behind it; without script it
    /// is a plain link. `label` is its name for screen readers.
    fn in_place(&mut self, class: &str, id: &str, href: &str, label: &str, words: &str) {
        self.open("span", &[("class", class)]);
        let attributes = [
            ("class", &*format!("{class}-reference")),
            ("id", id),
            ("href", href),
            ("aria-label", label),
            ("aria-expanded", "false"),
        ];
        self.words("a", &attributes, words);
        self.close("span");
    }

    /// The mark of the footnote whose block is at `idx`.
    fn note_reference(&mut self, idx: usize) {
        let block = &self.plan.blocks[idx];
        let id = in_place::note_link(block);
        let number = block.id.as_str().trim_start_matches('n');
        let mut label = format!("注释{number}");
        let mut href = format!("#{}", block.id);
        if self.beside.is_some() {
            let term = match &block.kind {
                BlockKind::Note(note) => note.term.map(|term| term.of(&block.text)),
                _ => None,
            };
            label = format!("{label}：{}", term.unwrap_or_default());
            href = self.base.block_href(self.plan, idx).to_string();
        }
        let attributes = [
            ("class", "note-reference"),
            ("id", &*id),
            ("href", &href),
            ("role", "doc-noteref"),
            ("aria-label", &label),
            ("aria-expanded", "false"),
        ];
        self.open("span", &[("class", "note")]);
        // A page of the text alone has nothing that opens in place.
        let n_attributes = attributes.len() - usize::from(self.beside.is_none());
        self.words("a", &attributes[..n_attributes], number);
        self.close("span");
    }

    /// Writes the footnotes at `notes` as the entries of a list, each with the way back to what
    /// `back` gives for it.
    pub fn notes(&mut self, notes: &[usize], back: impl Fn(&Plan, usize) -> String) {
        for &idx in notes {
            let block = &self.plan.blocks[idx];
            let id = block.id.as_str();
            self.open("li", &[("class", "note-list__note"), ("id", id)]);
            let number = id.trim_start_matches('n');
            self.words("span", &[("class", "note-list__number")], number);
            self.open("p", &[]);
            self.text(&block.text);
            self.text(" ");
            let href = back(self.plan, idx);
            self.words("a", &[("class", "note-list__back"), ("href", &href)], "回到正文");
            self.close("p");
            self.close("li");
        }
    }

    /// Writes a table as printed, its title above it and its notes below. On a narrow screen
    /// each row becomes a card: the roles are spelled out, because a browser drops a table's
    /// own when its display changes.
    pub fn table(&mut self, idx: usize) {
        let plan = self.plan;
        let block = &plan.blocks[idx];
        let BlockKind::Table(table) = &block.kind else { return };
        let id = block.id.as_str();
        let (title, title_id) = (unwrapped(&block.text), format!("{id}-title"));
        self.open("div", &[("class", "data-table"), ("id", id)]);
        self.open("p", &[("class", "data-table__title"), ("id", &title_id)]);
        if self.beside.is_some() {
            let label = format!("{title}，复制本表链接");
            self.permalink(idx, "data-table__permalink", &label, &title);
        } else {
            self.text(&title);
        }
        self.close("p");
        self.open("table", &[("role", "table"), ("aria-labelledby", &title_id)]);
        self.open("thead", &[("role", "rowgroup")]);
        self.open("tr", &[("role", "row")]);
        for cell in header(table) {
            self.cell("th", &[("role", "columnheader"), ("scope", "col")], &cell, None);
        }
        self.close("tr");
        self.close("thead");
        self.open("tbody", &[("role", "rowgroup")]);
        for row in rows(table) {
            self.row(&row);
        }
        self.close("tbody");
        self.close("table");
        for child in plan.children(idx).filter(|&idx| plan.blocks[idx].paragraph().is_some()) {
            self.paragraph(child);
        }
        self.close("div");
    }

    fn row(&mut self, row: &RowView) {
        match &row.id {
            Some(id) => self.open("tr", &[("role", "row"), ("id", id)]),
            None => self.open("tr", &[("role", "row")]),
        }
        if let Some(name) = &row.name_above {
            let attributes = [("role", "presentation"), ("class", "data-table__name-above")];
            self.words("td", &attributes, name);
        }
        for cell in &row.cells {
            match cell.role {
                ColumnRole::Group => {
                    self.cell("th", &[("role", "rowheader"), ("scope", "rowgroup")], cell, None);
                }
                ColumnRole::Name => {
                    self.cell("th", &[("role", "rowheader"), ("scope", "row")], cell, row.page);
                }
                _ => {
                    let attributes = [("role", "cell"), ("data-heading", &*cell.heading)];
                    self.cell("td", &attributes, cell, None);
                }
            }
        }
        self.close("tr");
    }

    /// A cell; its text leads to `page` where there is one.
    fn cell(
        &mut self,
        tag: &str,
        attributes: &[(&str, &str)],
        cell: &CellView,
        page: Option<Route>,
    ) {
        let spans = [("rowspan", cell.row_span), ("colspan", cell.column_span)]
            .map(|(name, n_cells)| (name, n_cells.to_string()));
        let mut all = attributes.to_vec();
        all.push(("class", cell.class()));
        all.extend(spans.iter().filter(|(_, n)| n != "1").map(|(name, n)| (*name, &**n)));
        self.open(tag, &all);
        match page {
            Some(page) => self.words("a", &[("href", &self.base.href(page))], &cell.text),
            None => self.text(&cell.text),
        }
        self.close(tag);
    }

    /// Writes a paragraph of an answer of the press, and what it rests on.
    pub fn answer(&mut self, idx: usize) {
        let (plan, Some((_, apparatus))) = (self.plan, self.beside) else { return };
        let press = &apparatus.press;
        let block = &plan.blocks[idx];
        let (id, ordinal) = (block.id.as_str(), block.id.ordinal());
        let name = format!("第{ordinal}段");
        self.open("section", &[("class", "paragraph answer"), ("id", id), ("aria-label", &name)]);
        self.permalink(idx, "paragraph__number", &format!("{name}，复制本段链接"), ordinal);
        self.open("p", &[("class", "paragraph__text")]);
        for (at, segment) in answer_segments(plan, press, idx).into_iter().enumerate() {
            let link = in_place::answer_link(block, at);
            match segment {
                AnswerSegment::Text(run) => self.text(run),
                AnswerSegment::Source(run, all) => {
                    let (to, where_) = place_of(plan, press.answers[all[0]].plan);
                    let label = format!("{run}，依据{where_}");
                    self.in_place("basis", &link, &self.base.location_href(&to), &label, run);
                }
                AnswerSegment::Slip(run, _) => {
                    let label = format!("{run}，录入存疑");
                    self.in_place("slip", &link, &format!("#{id}"), &label, run);
                }
            }
        }
        self.close("p");
        if let (_, Some(page)) = turns_of(press, idx) {
            let gap = format!("报纸在这里转到第{page}版，本站没有那一版，后面的话不补。");
            self.words("p", &[("class", "press-gap")], &gap);
        }
        let joins: Vec<_> = press.joins.iter().filter(|join| join.block as usize == idx).collect();
        if !joins.is_empty() {
            self.open("details", &[("class", "explanation answer__joins")]);
            let summary = format!("这一段由报纸的{}截接成", joins.len() + 1);
            self.words("summary", &[], &summary);
            for join in joins {
                self.words("p", &[], &join_in_words(&block.text, join));
            }
            self.close("details");
        }
        let sources: Vec<_> = press.sources_of(idx).collect();
        if sources.is_empty() {
            let none = "本站没有在规划里找到这一段依据的原话。";
            self.words("p", &[("class", "answer__none")], none);
        } else {
            self.open("details", &[("class", "explanation answer__sources")]);
            self.words("summary", &[], &format!("依据的规划原文，{}处", sources.len()));
            self.open("ol", &[]);
            for source in sources {
                self.open("li", &[]);
                self.words("p", &[("class", "answer__words")], source.quote.of(&block.text));
                self.open("p", &[]);
                self.markup += &quotation(plan, self.base, source.plan);
                self.close("p");
                self.close("li");
            }
            self.close("ol");
            self.close("details");
        }
        self.close("section");
    }
}
