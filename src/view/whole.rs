//! `/plan/full/`: the whole text of the plan, as markup.
//!
//! Markup, not elements of the app: there are some four thousand, which nothing ever changes.
//! A paragraph is made as on its chapter's page (`components/paragraph.rs`), but without what
//! opens in place.
//!
//! Invariant: every block of the plan stands here once, in order, a footnote at the end of
//! its chapter; ids are the blocks' own.

use plan::model::{BlockKind, ColumnRole, unwrapped};
use plan::{Block, Plan};

use crate::route::{Base, Route};
use crate::view::head::labelled_title;
use crate::view::markup::escaped;
use crate::view::table::{CellView, header, rows};

/// The text of `plan`, on a site below `base`.
pub fn whole(plan: &Plan, base: &Base) -> String {
    let mut text = Writer { plan, base, markup: r#"<div class="whole__text">"#.to_owned() };
    let roots = (0..plan.blocks.len()).filter(|&idx| plan.blocks[idx].parent.is_none());
    for idx in roots {
        text.block(idx);
    }
    text.markup + "</div>"
}

struct Writer<'a> {
    plan: &'a Plan,
    base: &'a Base,
    markup: String,
}

impl Writer<'_> {
    fn push(&mut self, markup: &str) {
        self.markup.push_str(markup);
    }

    fn push_text(&mut self, text: &str) {
        self.markup += &escaped(text);
    }

    fn children(&mut self, idx: usize) {
        let plan = self.plan;
        for child in plan.children(idx) {
            self.block(child);
        }
    }

    fn block(&mut self, idx: usize) {
        let plan = self.plan;
        let block = &plan.blocks[idx];
        match &block.kind {
            BlockKind::Title => {
                self.push(r#"<p class="whole__title">"#);
                self.push_text(&block.text);
                self.push("</p>");
            }
            BlockKind::Preface | BlockKind::Appendix => {
                self.push(r#"<section class="whole__part">"#);
                let title = plan::contents::compact(&block.text);
                self.heading(2, block, &title);
                self.children(idx);
                self.push("</section>");
            }
            BlockKind::Part(_) => {
                // What stands before the first chapter is printed on its pages.
                let is_chapter =
                    |idx: &usize| matches!(plan.blocks[*idx].kind, BlockKind::Chapter(_));
                let first = plan.children(idx).find(is_chapter).map(|idx| &plan.blocks[idx].id);
                self.push(r#"<div class="whole__part" data-chapter=""#);
                self.push(first.map_or("", |id| id.as_str()));
                self.push(r#"">"#);
                self.heading(2, block, &labelled_title(block));
                for child in plan.children(idx).filter(|idx| !is_chapter(idx)) {
                    self.block(child);
                }
                self.push("</div>");
                for child in plan.children(idx).filter(is_chapter) {
                    self.block(child);
                }
            }
            BlockKind::Chapter(_) => {
                self.push(r#"<section class="whole__chapter" data-chapter=""#);
                self.push(block.id.as_str());
                self.push(r#"">"#);
                self.heading(3, block, &labelled_title(block));
                self.children(idx);
                self.notes(idx);
                self.push("</section>");
            }
            BlockKind::Section(_) => {
                self.push(r#"<section class="section">"#);
                self.heading(4, block, &labelled_title(block));
                self.children(idx);
                self.push("</section>");
            }
            BlockKind::Paragraph(_) | BlockKind::BoxItem(_) => self.paragraph(idx),
            BlockKind::Box(_) => {
                let parent = block.parent.map(|parent| &plan.blocks[parent as usize].kind);
                let level = if matches!(parent, Some(BlockKind::Section(_))) { 5 } else { 4 };
                self.push(r#"<aside class="box">"#);
                self.heading(level, block, &labelled_title(block));
                self.children(idx);
                self.push("</aside>");
            }
            BlockKind::Table(_) => self.table(idx),
            BlockKind::Figure(_) => {
                self.open_with_id("p", "whole__figure", block);
                self.push_text(&labelled_title(block));
                self.push("</p>");
            }
            // A note stands at its chapter's end; the press is not the plan.
            BlockKind::Note(_) | BlockKind::Question(_) | BlockKind::Answer => {}
        }
    }

    fn open_with_id(&mut self, tag: &str, class: &str, block: &Block) {
        self.markup += &format!(r#"<{tag} class="{class}" id="{}">"#, block.id);
    }

    fn heading(&mut self, level: u8, block: &Block, title: &str) {
        self.markup += &format!(r#"<h{level} class="whole__heading" id="{}">"#, block.id);
        self.push_text(title);
        self.markup += &format!("</h{level}>");
    }

    /// The link to the block at `idx` on its chapter's page, copied when it is followed.
    fn number(&mut self, idx: usize) {
        let block = &self.plan.blocks[idx];
        let ordinal = block.id.ordinal();
        let unit = if matches!(block.kind, BlockKind::BoxItem(_)) { "项" } else { "段" };
        let href = self.base.block_href(self.plan, idx);
        self.markup += &format!(
            r#"<a class="paragraph__number" href="{href}" aria-label="第{ordinal}{unit}，复制本{unit}链接" data-permalink="">{ordinal}</a>"#
        );
    }

    fn paragraph(&mut self, idx: usize) {
        let block = &self.plan.blocks[idx];
        let Some(paragraph) = block.paragraph() else { return };
        let class = if paragraph.is_dash_entry { "paragraph paragraph--dash" } else { "paragraph" };
        self.open_with_id("div", class, block);
        self.number(idx);
        self.push(r#"<p class="paragraph__text">"#);
        let mut at = 0;
        if let Some(heading) = paragraph.run_in_heading {
            // With its stop.
            let (start, end) = (heading.start as usize, heading.end as usize);
            let end = end + block.text[end..].chars().next().map_or(0, char::len_utf8);
            self.push_text(&block.text[..start]);
            self.push(r#"<strong class="run-in-heading">"#);
            self.push_text(&block.text[start..end]);
            self.push("</strong>");
            at = end;
        }
        for reference in &paragraph.note_references {
            let offset = (reference.offset as usize).max(at);
            self.push_text(&block.text[at..offset]);
            at = offset;
            let id = &self.plan.blocks[reference.note as usize].id;
            let number = id.as_str().trim_start_matches('n');
            self.markup += &format!(
                r##"<span class="note"><a class="note-reference" id="{id}-reference" href="#{id}" role="doc-noteref" aria-label="注释{number}">{number}</a></span>"##
            );
        }
        self.push_text(&block.text[at..]);
        self.push("</p></div>");
    }

    /// The footnotes of the chapter at `idx`.
    fn notes(&mut self, idx: usize) {
        let plan = self.plan;
        let is_note = |idx: &usize| matches!(plan.blocks[*idx].kind, BlockKind::Note(_));
        let mut is_open = false;
        for note in plan.subtree(idx).filter(is_note) {
            if !is_open {
                self.push(r#"<ol class="note-list" aria-label="注释">"#);
                is_open = true;
            }
            let block = &plan.blocks[note];
            self.open_with_id("li", "note-list__note", block);
            let number = block.id.as_str().trim_start_matches('n');
            self.markup += &format!(r#"<span class="note-list__number">{number}</span><p>"#);
            self.push_text(&block.text);
            self.markup += &format!(
                r##" <a class="note-list__back" href="#{}-reference">回到正文</a></p></li>"##,
                block.id
            );
        }
        if is_open {
            self.push("</ol>");
        }
    }

    fn table(&mut self, idx: usize) {
        let plan = self.plan;
        let block = &plan.blocks[idx];
        let BlockKind::Table(table) = &block.kind else { return };
        self.open_with_id("div", "data-table", block);
        self.markup += &format!(r#"<p class="data-table__title" id="{}-title">"#, block.id);
        self.push_text(&unwrapped(&block.text));
        self.markup += &format!(
            r#"</p><table role="table" aria-labelledby="{}-title"><thead role="rowgroup"><tr role="row">"#,
            block.id
        );
        for cell in header(table) {
            self.cell("th", r#" role="columnheader" scope="col""#, &cell, None);
        }
        self.push(r#"</tr></thead><tbody role="rowgroup">"#);
        for row in rows(table) {
            self.push(r#"<tr role="row""#);
            if let Some(id) = &row.id {
                self.markup += &format!(r#" id="{id}""#);
            }
            self.push(">");
            if let Some(name) = &row.name_above {
                self.push(r#"<td role="presentation" class="data-table__name-above">"#);
                self.push_text(name);
                self.push("</td>");
            }
            for cell in &row.cells {
                match cell.role {
                    ColumnRole::Group => {
                        self.cell("th", r#" role="rowheader" scope="rowgroup""#, cell, None);
                    }
                    ColumnRole::Name => {
                        self.cell("th", r#" role="rowheader" scope="row""#, cell, row.page);
                    }
                    _ => self.cell("td", r#" role="cell""#, cell, None),
                }
            }
            self.push("</tr>");
        }
        self.push("</tbody></table>");
        for child in plan.children(idx).filter(|&idx| plan.blocks[idx].paragraph().is_some()) {
            self.paragraph(child);
        }
        self.push("</div>");
    }

    /// A cell with the attributes `role`; its text leads to `page` where there is one.
    fn cell(&mut self, tag: &str, role: &str, cell: &CellView, page: Option<Route>) {
        self.markup += &format!(r#"<{tag}{role} class="{}""#, cell.class());
        for (name, n_cells) in [("rowspan", cell.row_span), ("colspan", cell.column_span)] {
            if n_cells > 1 {
                self.markup += &format!(r#" {name}="{n_cells}""#);
            }
        }
        if tag == "td" {
            self.push(r#" data-heading=""#);
            self.push_text(&cell.heading);
            self.push("\"");
        }
        self.push(">");
        if let Some(page) = page {
            self.markup += &format!(r#"<a href="{}">"#, self.base.href(page));
        }
        self.push_text(&cell.text);
        if page.is_some() {
            self.push("</a>");
        }
        self.markup += &format!("</{tag}>");
    }
}
