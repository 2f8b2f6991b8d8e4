//! What a query finds on one page, in the page's order: for marking it there and for going
//! from one to the next.

use plan::Plan;
use plan::model::BlockKind;
use plan::search::{Findings, Search};

use crate::route::Route;
use crate::view::passage::PassagePart;

/// A run of characters that was found on a page. White space is not counted: a page lays it
/// out in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageHit {
    /// The index of the block.
    pub block: usize,
    /// How many characters of the block's text stand before it.
    pub start: usize,
    /// How many stand before its end.
    pub end: usize,
}

/// What `findings` have on the page at `route`. Cells of tables are left out: a row has a
/// page of its own.
pub fn hits_on_page(
    search: &Search,
    plan: &Plan,
    findings: &Findings,
    route: Route,
) -> Vec<PageHit> {
    let is_found = |block: usize| {
        let mut all = findings.literal.iter().chain(&findings.looser);
        all.any(|found| found.passage.row.is_none() && found.passage.block as usize == block)
    };
    let on_page = |&block: &usize| Route::of_block(plan, block) == route && is_found(block);
    let blocks = (0..plan.blocks.len()).filter(on_page);
    let (notes, text): (Vec<_>, Vec<_>) = blocks.partition(|&block| is_note(plan, block));
    let mut hits = Vec::new();
    for block in text.into_iter().chain(notes) {
        let shown = PassagePart::whole(plan, block).range;
        let marks = search.marks_in_block(findings, block).into_iter();
        hits.extend(marks.filter(|mark| mark.start >= shown.start).map(|range| {
            let (start, end) = PassagePart { block, range }.letters(plan);
            PageHit { block, start, end }
        }));
    }
    hits
}

/// Footnotes stand at the page's end.
fn is_note(plan: &Plan, block: usize) -> bool {
    matches!(plan.blocks[block].kind, BlockKind::Note(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn hits_of_a_page_are_those_of_its_blocks_in_order() {
        let (plan, search) = (data::plan(), data::search());
        let findings = search.find("养老");
        let hits = hits_on_page(&search, &plan, &findings, Route::Chapter(14));
        assert!(hits.len() > 20);
        assert!(hits.is_sorted_by_key(|hit| (hit.block, hit.start)));
        for hit in &hits {
            let letters: Vec<char> =
                plan.blocks[hit.block].text.chars().filter(|ch| !ch.is_whitespace()).collect();
            assert_eq!(letters[hit.start..hit.end].iter().collect::<String>(), "养老");
        }
        assert!(hits_on_page(&search, &plan, &findings, Route::Chapter(17)).is_empty());
        // The blanks of a heading are not counted.
        let findings = search.find("建设太湖湾科技创新带");
        let hits = hits_on_page(&search, &plan, &findings, Route::Chapter(4));
        let heading = plan.position("4.1").expect("section 4.1");
        assert!(hits.contains(&PageHit { block: heading, start: 3, end: 13 }), "{hits:?}");
    }
}
