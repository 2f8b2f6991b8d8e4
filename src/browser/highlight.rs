//! Marks in the page's text that change nothing of it: ranges that the browser paints
//! (CSS Custom Highlight), or boxes laid under the text where it cannot.
//!
//! A mark is given by the id of its block and by how many letters (characters that are not
//! white space) stand before it: the page lays white space out in its own way, and puts marks of
//! footnotes and cards between the words, which are passed over.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, Range};

use super::{document, element, window};

/// The class of the boxes that stand for marks.
const BOXES: &str = "mark-boxes";

/// What marks are for. Each kind is shown and cleared by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The words that were searched for.
    Hits,
    /// The place with them that the reader is at.
    Hit,
    /// The words that the reader has marked or written about.
    Notes,
    /// The passage that the reader is about to do something with.
    Passage,
    /// The sentence that is being read out.
    Spoken,
}

impl Layer {
    /// The name in the style sheet.
    fn name(self) -> &'static str {
        match self {
            Self::Hits => "hits",
            Self::Hit => "hit",
            Self::Notes => "notes",
            Self::Passage => "passage",
            Self::Spoken => "spoken",
        }
    }
}

/// What stands between a block's words and is none of them.
const NOT_TEXT: &str = ".note, .popup, .related, .box__label, .note-list__back, .note-list__number";

/// A run of a block's characters that are not white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The block's id.
    pub block: String,
    /// How many such characters stand before it.
    pub start: usize,
    /// How many stand before its end.
    pub end: usize,
}

/// A character of the page that is not white space.
pub(super) struct Letter {
    /// The text node.
    pub node: Node,
    /// Its place in it, in UTF-16 code units.
    pub at: u32,
    /// The character.
    pub ch: char,
}

impl Letter {
    /// Where it ends in its node.
    pub fn end(&self) -> u32 {
        self.at + self.ch.len_utf16() as u32
    }
}

/// The ranges of `marks` in the page; `None` for one whose block is not there.
pub fn ranges(marks: &[Mark]) -> Vec<Option<Range>> {
    let mut of_block: Option<(&str, Vec<Letter>)> = None;
    marks
        .iter()
        .map(|mark| {
            if of_block.as_ref().is_none_or(|(block, _)| *block != mark.block) {
                let letters = element(&mark.block).map_or(Vec::new(), |it| letters_of(&it));
                of_block = Some((&mark.block, letters));
            }
            let (_, letters) = of_block.as_ref()?;
            let first = letters.get(mark.start)?;
            let last = letters.get(mark.end.checked_sub(1)?)?;
            let range = document().create_range().ok()?;
            range.set_start(&first.node, first.at).ok()?;
            range.set_end(&last.node, last.end()).ok()?;
            Some(range)
        })
        .collect()
}

/// The range of all that the element with the id `id` holds.
pub fn whole(id: &str) -> Option<Range> {
    let range = document().create_range().ok()?;
    range.select_node_contents(&element(id)?.into()).ok()?;
    Some(range)
}

/// The element in the block that `root` shows which has its words, where they are not all that
/// it holds.
pub fn words_of(root: &Element) -> Option<Element> {
    root.query_selector(":scope > .paragraph__text, :scope > .box__heading").ok().flatten()
}

/// The letters of the block that `root` shows.
pub(super) fn letters_of(root: &Element) -> Vec<Letter> {
    let mut letters = Vec::new();
    collect(words_of(root).as_ref().unwrap_or(root), &mut letters);
    letters
}

fn collect(node: &Node, letters: &mut Vec<Letter>) {
    if node.node_type() == Node::TEXT_NODE {
        let mut at = 0;
        for ch in node.node_value().unwrap_or_default().chars() {
            if !ch.is_whitespace() {
                letters.push(Letter { node: node.clone(), at, ch });
            }
            at += ch.len_utf16() as u32;
        }
        return;
    }
    let is_text = |element: &Element| !element.matches(NOT_TEXT).unwrap_or(false);
    if node.dyn_ref::<Element>().is_none_or(is_text) {
        let children = node.child_nodes();
        for child in (0..children.length()).filter_map(|idx| children.get(idx)) {
            collect(&child, letters);
        }
    }
}

/// Shows `ranges` as the marks of `layer`, in place of those that it has.
pub fn show<'a>(layer: Layer, ranges: impl Iterator<Item = &'a Range>) {
    let ranges: Array = ranges.collect();
    drop(match registry() {
        Some(registry) => set(&registry, layer, &ranges),
        None => lay_boxes(layer, &ranges),
    });
}

/// Takes the marks of `layer` away.
pub fn clear(layer: Layer) {
    show(layer, std::iter::empty());
}

/// Where the browser keeps its highlights, if it has any.
fn registry() -> Option<JsValue> {
    let css = Reflect::get(&window(), &"CSS".into()).ok()?;
    Reflect::get(&css, &"highlights".into()).ok().filter(JsValue::is_object)
}

fn set(registry: &JsValue, layer: Layer, ranges: &Array) -> Result<(), JsValue> {
    let highlight = Reflect::get(&window(), &"Highlight".into())?.dyn_into::<Function>()?;
    let highlight = Reflect::construct(&highlight, ranges)?;
    let set = Reflect::get(registry, &"set".into())?.dyn_into::<Function>()?;
    set.call2(registry, &layer.name().into(), &highlight)?;
    Ok(())
}

/// Boxes under the lines of `ranges`, in an element of the layer's behind the app's.
fn lay_boxes(layer: Layer, ranges: &Array) -> Result<(), JsValue> {
    let (document, name) = (document(), layer.name());
    let boxes = match document.query_selector(&format!(".{BOXES}[data-layer={name}]"))? {
        Some(boxes) => boxes,
        None => {
            let boxes = document.create_element("div")?;
            boxes.set_class_name(BOXES);
            boxes.set_attribute("data-layer", name)?;
            boxes.set_attribute("aria-hidden", "true")?;
            document.body().map(|body| body.append_child(&boxes)).transpose()?;
            boxes
        }
    };
    boxes.set_inner_html("");
    let (left, top) = (window().scroll_x()?, window().scroll_y()?);
    for range in ranges.iter() {
        let Some(lines) = range.unchecked_ref::<Range>().get_client_rects() else { continue };
        for line in (0..lines.length()).filter_map(|idx| lines.get(idx)) {
            let mark = document.create_element("div")?.dyn_into::<HtmlElement>()?;
            let style = mark.style();
            for (name, value) in [
                ("left", line.left() + left),
                ("top", line.top() + top),
                ("width", line.width()),
                ("height", line.height()),
            ] {
                // Whole pixels: writing fractions would weigh 4 KB.
                style.set_property(name, &format!("{}px", value as i32))?;
            }
            boxes.append_child(&mark)?;
        }
    }
    Ok(())
}

/// Whether the place `at`, in CSS pixels of the window, is on one of the lines of `range`.
pub fn is_at(range: &Range, (x, y): (f64, f64)) -> bool {
    let Some(lines) = range.get_client_rects() else { return false };
    (0..lines.length())
        .filter_map(|idx| lines.get(idx))
        .any(|line| line.left() <= x && x <= line.right() && line.top() <= y && y <= line.bottom())
}

/// Brings `range` into view, below the bars, and moves the focus to its block, unless the reader
/// has it in a line at the window's foot.
pub fn go_to(range: &Range, block: &str, bars_height: f64) {
    let line = range.get_bounding_client_rect();
    let height = super::window_height();
    let is_seen = line.top() > bars_height + 8.0 && line.bottom() < height * 0.75;
    if !is_seen {
        super::scroll_to(super::scroll_top() + line.top() - bars_height - height * 0.2);
    }
    if let Some(block) = element(block) {
        super::lead_focus(&block);
    }
}

/// Whether any of `range` is in the window.
pub fn is_in_view(range: &Range) -> bool {
    let line = range.get_bounding_client_rect();
    line.bottom() > 0.0 && line.top() < super::window_height()
}

/// Scrolls `range` to below the bars at the window's top, where it is not between those and
/// the ones at its foot. The focus stays where it is.
pub fn keep_in_view(range: &Range, bars_height: f64) {
    let line = range.get_bounding_client_rect();
    let foot = document().query_selector(".foot-bars").ok().flatten();
    let foot = foot.map(|foot| foot.get_bounding_client_rect());
    let end =
        foot.filter(|foot| foot.height() > 0.0).map_or(super::window_height(), |foot| foot.top());
    if line.top() < bars_height + 8.0 || line.bottom() > end - 8.0 {
        super::scroll_to(
            super::scroll_top() + line.top() - bars_height - (end - bars_height) / 5.0,
        );
    }
}
