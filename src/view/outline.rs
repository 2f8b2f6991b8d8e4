//! The outline: the tree down to run-in headings, and what a filter keeps of it.

use plan::Plan;
use plan::model::BlockKind;
use yew::AttrValue;

use crate::view::facets::{folded, query};

/// A part of the plan, or the chapters outside any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinePart {
    /// The part's block.
    pub idx: Option<usize>,
    /// The chapters that the filter keeps.
    pub chapters: Vec<OutlineChapter>,
}

/// A chapter in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineChapter {
    /// The chapter's block.
    pub idx: usize,
    /// The entries that the filter keeps.
    pub entries: Vec<OutlineEntry>,
    /// How many titles fit the filter: of the entries, and the chapter's own.
    pub n_found: usize,
}

/// A section, run-in heading, box or table in a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The block.
    pub idx: usize,
    /// 1 for a section or what stands in the chapter itself, 2 below a section.
    pub depth: u8,
    /// What the outline calls the block.
    pub title: AttrValue,
}

/// What the outline calls the block at `idx`, if it lists it.
fn outline_title(plan: &Plan, idx: usize) -> Option<String> {
    let block = &plan.blocks[idx];
    match &block.kind {
        BlockKind::Section(_) => Some(super::head::labelled_title(block)),
        BlockKind::Paragraph(_) => block.run_in_heading().map(str::to_owned),
        BlockKind::Box(_) => Some(match block.label() {
            Some(_) => super::head::labelled_title(block),
            None => format!("专栏：{}", block.title()),
        }),
        BlockKind::Table(_) => Some(plan::model::unwrapped(&block.text).into_owned()),
        _ => None,
    }
}

/// The outline of `plan`, with the chapters and entries whose titles contain every
/// term of `filter`. A chapter whose own title fits keeps all its entries.
pub fn outline(plan: &Plan, filter: &str) -> Vec<OutlinePart> {
    let query = query(filter, std::iter::empty());
    let fits = |title: &str| query.is_empty() || query.fits(&folded(title));
    let mut parts: Vec<OutlinePart> = Vec::new();
    for idx in plan.chapters() {
        let part = plan.blocks[idx].parent.map(|part| part as usize);
        let is_whole = fits(&super::head::labelled_title(&plan.blocks[idx]));
        let mut n_found = usize::from(is_whole);
        let entries: Vec<_> = plan
            .subtree(idx)
            .filter_map(|entry| {
                let title = outline_title(plan, entry)?;
                let is_found = fits(&title);
                n_found += usize::from(is_found);
                if !(is_found || is_whole) {
                    return None;
                }
                let is_in_chapter = plan.blocks[entry].parent == Some(idx as u32);
                let depth = if is_in_chapter { 1 } else { 2 };
                Some(OutlineEntry { idx: entry, depth, title: title.into() })
            })
            .collect();
        if entries.is_empty() && !is_whole {
            continue;
        }
        if parts.last().is_none_or(|last| last.idx != part) {
            parts.push(OutlinePart { idx: part, chapters: Vec::new() });
        }
        if let Some(last) = parts.last_mut() {
            last.chapters.push(OutlineChapter { idx, entries, n_found });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn without_a_filter_everything_is_there() {
        let parts = outline(&data::plan(), "");
        assert_eq!(parts.len(), 3);
        let chapters: Vec<_> = parts.iter().flat_map(|part| &part.chapters).collect();
        assert_eq!(chapters.len(), 17);
        let plan = data::plan();
        let n_sections = chapters
            .iter()
            .flat_map(|chapter| &chapter.entries)
            .filter(|entry| matches!(plan.blocks[entry.idx].kind, BlockKind::Section(_)))
            .count();
        assert_eq!(n_sections, 71);
    }

    #[test]
    fn a_filter_keeps_what_fits() {
        let plan = data::plan();
        let titles = |filter: &str| -> Vec<_> {
            outline(&plan, filter)
                .into_iter()
                .flat_map(|part| part.chapters)
                .flat_map(|chapter| chapter.entries)
                .map(|entry| entry.title.to_string())
                .collect()
        };
        assert_eq!(titles("养老"), ["健全养老服务体系", "扩大养老服务市场化供给"]);
        assert!(titles("就业 政策").contains(&"强化就业优先政策".to_owned()));
        assert!(titles("没有这样的标题").is_empty());
        // A chapter that fits keeps its entries; only the titles that have the words are counted.
        let n_found = |filter: &str| -> usize {
            let parts = outline(&plan, filter);
            parts.iter().flat_map(|part| &part.chapters).map(|chapter| chapter.n_found).sum()
        };
        assert_eq!((titles("第四章").len() > 20, n_found("第四章")), (true, 1));
        assert_eq!(n_found("养老"), 2);
        assert_eq!(n_found("没有这样的标题"), 0);
    }
}
