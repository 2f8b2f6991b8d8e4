//! What the reader has selected of the page, by the blocks of the plan that it is in.

use wasm_bindgen::JsCast;
use web_sys::{Element, Range};

use super::highlight::{Letter, letters_of};
use super::{document, window};

/// Letters of a block that are selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedLetters {
    /// The block's id.
    pub block: String,
    /// How many letters of the block stand before them.
    pub start: usize,
    /// The letters.
    pub letters: String,
}

/// The selected letters in `main`, by element with an id that `is_block` knows, in the
/// page's order. Empty where nothing is selected.
pub fn selected(is_block: impl Fn(&str) -> bool) -> Vec<SelectedLetters> {
    let find = || {
        let selection = window().get_selection().ok()??;
        let is_empty = selection.is_collapsed() || selection.range_count() == 0;
        let range = (!is_empty).then(|| selection.get_range_at(0).ok())??;
        let elements = document().query_selector_all("main [id]").ok()?;
        let blocks = (0..elements.length())
            .filter_map(|at| elements.get(at)?.dyn_into::<Element>().ok())
            .filter(|element| is_block(&element.id()))
            .filter(|element| range.intersects_node(element).unwrap_or(false))
            .filter_map(|element| selected_in(&element, &range));
        Some(blocks.collect())
    };
    find().unwrap_or_default()
}

fn selected_in(block: &Element, range: &Range) -> Option<SelectedLetters> {
    let letters = letters_of(block);
    let is_before =
        |letter: &Letter| range.compare_point(&letter.node, letter.at).is_ok_and(|side| side < 0);
    let is_not_after = |letter: &Letter| {
        range.compare_point(&letter.node, letter.end()).is_ok_and(|side| side <= 0)
    };
    let start = letters.partition_point(is_before);
    let end = letters.partition_point(is_not_after);
    let selected = letters.get(start..end).filter(|letters| !letters.is_empty())?;
    let letters = selected.iter().map(|letter| letter.ch).collect();
    Some(SelectedLetters { block: block.id(), start, letters })
}

/// Lets go of what is selected.
pub fn clear() {
    if let Ok(Some(selection)) = window().get_selection() {
        drop(selection.remove_all_ranges());
    }
}

/// Whether nothing is selected.
pub fn is_empty() -> bool {
    window().get_selection().ok().flatten().is_none_or(|selection| selection.is_collapsed())
}
