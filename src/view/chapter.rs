//! A chapter's place in the whole, and what its page holds.

use plan::model::BlockKind;
use plan::{Block, Plan};

/// A chapter's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterView {
    /// The index of the chapter's block.
    pub idx: usize,
    /// The index of the part that the chapter belongs to.
    pub part: Option<usize>,
    /// The opening paragraphs of the part, if the chapter is its first.
    pub part_opening: Vec<usize>,
    /// The chapter's place among all, counted from 1.
    pub ordinal: usize,
    /// The chapter before.
    pub previous: Option<usize>,
    /// The chapter after.
    pub next: Option<usize>,
    /// The sections.
    pub sections: Vec<usize>,
    /// The footnotes of the whole page.
    pub notes: Vec<usize>,
    /// The ids at which a reader can be, in order: for the reading position.
    pub stops: Vec<String>,
}

/// The index of the chapter numbered `number`.
pub fn position_of_chapter(plan: &Plan, number: u16) -> Option<usize> {
    plan.chapters().find(|&idx| number_of(&plan.blocks[idx]) == Some(number))
}

/// The number of a heading.
pub fn number_of(block: &Block) -> Option<u16> {
    block.heading().map(|heading| heading.number)
}

impl ChapterView {
    /// The page of the chapter numbered `number`, if the plan has it.
    pub fn new(plan: &Plan, number: u16) -> Option<Self> {
        let idx = position_of_chapter(plan, number)?;
        let chapters: Vec<_> = plan.chapters().collect();
        let at = chapters.iter().position(|&chapter| chapter == idx)?;
        let part = plan.blocks[idx].parent.map(|part| part as usize);
        let is_first_of_part = part.is_some_and(|part| {
            plan.children(part).find(|child| chapters.contains(child)) == Some(idx)
        });
        let is_paragraph = |idx: &usize| matches!(plan.blocks[*idx].kind, BlockKind::Paragraph(_));
        let part_opening: Vec<_> = part
            .filter(|_| is_first_of_part)
            .map(|part| plan.children(part).filter(is_paragraph).collect())
            .unwrap_or_default();
        let sections = plan
            .children(idx)
            .filter(|&idx| matches!(plan.blocks[idx].kind, BlockKind::Section(_)))
            .collect();
        let on_page = || part_opening.iter().copied().chain(plan.subtree(idx));
        let notes =
            on_page().filter(|&idx| matches!(plan.blocks[idx].kind, BlockKind::Note(_))).collect();
        let stops = on_page()
            .map(|idx| &plan.blocks[idx])
            .filter(|block| !matches!(block.kind, BlockKind::Note(_) | BlockKind::Chapter(_)))
            .map(|block| block.id.to_string())
            .collect();
        Some(Self {
            idx,
            part,
            ordinal: at + 1,
            previous: at.checked_sub(1).map(|at| chapters[at]),
            next: chapters.get(at + 1).copied(),
            sections,
            notes,
            stops,
            part_opening,
        })
    }
}

/// Where a block is, in words: `第四章第一节第3段`.
pub fn place_in_words(plan: &Plan, idx: usize) -> String {
    let mut words = String::new();
    let mut above: Vec<_> = plan.ancestors(idx).collect();
    above.reverse();
    for &idx in &above {
        if let BlockKind::Chapter(_) | BlockKind::Section(_) = plan.blocks[idx].kind {
            words.push_str(plan.blocks[idx].label().unwrap_or_default());
        }
    }
    let block = &plan.blocks[idx];
    match &block.kind {
        BlockKind::Part(_) | BlockKind::Chapter(_) | BlockKind::Section(_) => {
            words.push_str(block.label().unwrap_or_default());
        }
        BlockKind::Paragraph(_) => {
            let part =
                above.first().filter(|&&idx| matches!(plan.blocks[idx].kind, BlockKind::Part(_)));
            if let Some(&part) = part.filter(|_| words.is_empty()) {
                words.push_str(plan.blocks[part].label().unwrap_or_default());
            } else if words.is_empty() {
                words.push_str("序言");
            }
            words.push_str(&format!("第{}段", block.id.ordinal()));
        }
        BlockKind::Box(_) | BlockKind::BoxItem(_) => words.push_str("专栏"),
        BlockKind::Table(_) => words.push('表'),
        BlockKind::Note(_) => words.push_str("注释"),
        BlockKind::Question(heading) => words.push_str(&format!("问答第{}问", heading.number)),
        BlockKind::Answer => {
            if let Some(question) = above.first() {
                let number = number_of(&plan.blocks[*question]).unwrap_or_default();
                words = format!("问答第{number}问");
            }
            words.push_str(&format!("第{}段", block.id.ordinal()));
        }
        _ => {}
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn a_chapter_knows_its_neighbours() {
        let plan = data::plan();
        let title = |idx: Option<usize>| idx.map(|idx| plan.blocks[idx].id.to_string());
        let first = ChapterView::new(&plan, 1).expect("chapter 1");
        assert_eq!((title(first.previous), title(first.next)), (None, Some("2".to_owned())));
        let last = ChapterView::new(&plan, 17).expect("chapter 17");
        assert_eq!((title(last.previous), title(last.next)), (Some("16".to_owned()), None));
        assert_eq!(ChapterView::new(&plan, 18), None);
    }

    #[test]
    fn a_parts_opening_stands_before_its_first_chapter() {
        let plan = data::plan();
        for (number, n_paragraphs) in [(1, 0), (4, 0), (16, 1), (17, 0)] {
            let view = ChapterView::new(&plan, number).expect("a chapter");
            assert_eq!(view.part_opening.len(), n_paragraphs, "chapter {number}");
        }
    }

    #[test]
    fn places_are_said_in_words() {
        let plan = data::plan();
        let place = |id: &str| place_in_words(&plan, plan.position(id).expect(id));
        assert_eq!(place("4.1.3"), "第四章第一节第3段");
        assert_eq!(place("1.0.2"), "第一章第2段");
        assert_eq!(place("p3.1"), "第三篇第1段");
        assert_eq!(place("0.0.1"), "序言第1段");
        assert_eq!(place("4.2"), "第四章第二节");
        assert_eq!(place("q4"), "问答第4问");
        assert_eq!(place("q4.6"), "问答第4问第6段");
    }
}
