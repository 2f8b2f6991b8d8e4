//! `/plan/full/`: the whole text of the plan, as markup.
//!
//! A paragraph and a table are written as on their chapter's page ([`TextWriter`]), but
//! without what opens in place.
//!
//! Invariant: every block of the plan stands here once, in order, a footnote at the end of
//! its chapter; ids are the blocks' own.

use plan::model::BlockKind;
use plan::{Block, Plan};

use crate::route::Base;
use crate::view::head::labelled_title;
use crate::view::in_place;
use crate::view::text::TextWriter;

/// The text of `plan`, on a site below `base`.
pub fn whole(plan: &Plan, base: &Base) -> String {
    let mut whole = Whole { plan, text: TextWriter::new(plan, base, None) };
    whole.text.open("div", &[("class", "whole__text")]);
    let roots = (0..plan.blocks.len()).filter(|&idx| plan.blocks[idx].parent.is_none());
    for idx in roots {
        whole.block(idx);
    }
    whole.text.close("div");
    whole.text.finish()
}

struct Whole<'a> {
    plan: &'a Plan,
    text: TextWriter<'a>,
}

impl Whole<'_> {
    fn children(&mut self, idx: usize) {
        let plan = self.plan;
        for child in plan.children(idx) {
            self.block(child);
        }
    }

    fn block(&mut self, idx: usize) {
        let plan = self.plan;
        let block = &plan.blocks[idx];
        let id = block.id.as_str();
        match &block.kind {
            BlockKind::Title => {
                self.text.words("p", &[("class", "whole__title")], &block.text);
            }
            BlockKind::Preface | BlockKind::Appendix => {
                self.text.open("section", &[("class", "whole__part")]);
                self.heading("h2", block, &plan::contents::compact(&block.text));
                self.children(idx);
                self.text.close("section");
            }
            BlockKind::Part(_) => {
                // What stands before the first chapter is printed on its pages.
                let is_chapter =
                    |idx: &usize| matches!(plan.blocks[*idx].kind, BlockKind::Chapter(_));
                let first = plan.children(idx).find(is_chapter);
                let first = first.map_or("", |idx| plan.blocks[idx].id.as_str());
                self.text.open("div", &[("class", "whole__part"), ("data-chapter", first)]);
                self.heading("h2", block, &labelled_title(block));
                for child in plan.children(idx).filter(|idx| !is_chapter(idx)) {
                    self.block(child);
                }
                self.text.close("div");
                for child in plan.children(idx).filter(is_chapter) {
                    self.block(child);
                }
            }
            BlockKind::Chapter(_) => {
                self.text.open("section", &[("class", "whole__chapter"), ("data-chapter", id)]);
                self.heading("h3", block, &labelled_title(block));
                self.children(idx);
                self.notes(idx);
                self.text.close("section");
            }
            BlockKind::Section(_) => {
                self.text.open("section", &[("class", "section")]);
                self.heading("h4", block, &labelled_title(block));
                self.children(idx);
                self.text.close("section");
            }
            BlockKind::Box(_) => {
                let parent = block.parent.map(|parent| &plan.blocks[parent as usize].kind);
                let is_in_section = matches!(parent, Some(BlockKind::Section(_)));
                self.text.open("aside", &[("class", "box")]);
                self.heading(
                    if is_in_section { "h5" } else { "h4" },
                    block,
                    &labelled_title(block),
                );
                self.children(idx);
                self.text.close("aside");
            }
            BlockKind::Figure(_) => {
                let attributes = [("class", "whole__figure"), ("id", id)];
                self.text.words("p", &attributes, &labelled_title(block));
            }
            BlockKind::Paragraph(_) | BlockKind::BoxItem(_) | BlockKind::Table(_) => {
                self.text.block(idx);
            }
            // A note stands at its chapter's end; the press is not the plan.
            BlockKind::Note(_) | BlockKind::Question(_) | BlockKind::Answer => {}
        }
    }

    fn heading(&mut self, tag: &str, block: &Block, title: &str) {
        let attributes = [("class", "whole__heading"), ("id", block.id.as_str())];
        self.text.words(tag, &attributes, title);
    }

    /// The footnotes of the chapter at `idx`.
    fn notes(&mut self, idx: usize) {
        let plan = self.plan;
        let is_note = |idx: &usize| matches!(plan.blocks[*idx].kind, BlockKind::Note(_));
        let notes: Vec<_> = plan.subtree(idx).filter(is_note).collect();
        if !notes.is_empty() {
            self.text.open("ol", &[("class", "note-list"), ("aria-label", "注释")]);
            self.text.notes(&notes, |plan, note| {
                format!("#{}", in_place::note_link(&plan.blocks[note]))
            });
            self.text.close("ol");
        }
    }
}
