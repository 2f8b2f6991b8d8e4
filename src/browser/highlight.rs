//! Marks in the page's text that change nothing of it: ranges that the browser paints
//! (CSS Custom Highlight), or boxes laid under the text where it cannot.
//!
//! A mark is given by the id of its block and by how many characters that are not white
//! space stand before it: the page lays white space out in its own way, and puts marks of
//! footnotes and cards between the words, which are passed over.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, Range};

use super::{document, element, window};

/// The name of all marks, and of the one that the reader is at, in the style sheet.
const ALL: &str = "hits";
const CURRENT: &str = "hit";
/// The class of the boxes that stand for marks.
const BOXES: &str = "hit-boxes";

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

/// A character: its text node, its place in it and its length, in UTF-16 code units.
type Letter = (Node, usize, u32);

/// The ranges of `marks` in the page; `None` for one whose block is not there.
pub fn ranges(marks: &[Mark]) -> Vec<Option<Range>> {
    let mut of_block: Option<(&str, Vec<Letter>)> = None;
    marks
        .iter()
        .map(|mark| {
            if of_block.as_ref().is_none_or(|(block, _)| *block != mark.block) {
                of_block = Some((&mark.block, letters_of(&mark.block)));
            }
            let (_, letters) = of_block.as_ref()?;
            let (first, start, _) = letters.get(mark.start)?;
            let (last, at, len) = letters.get(mark.end.checked_sub(1)?)?;
            let range = document().create_range().ok()?;
            range.set_start(first, *start as u32).ok()?;
            range.set_end(last, *at as u32 + len).ok()?;
            Some(range)
        })
        .collect()
}

/// The characters of a block's text in the page that are not white space.
fn letters_of(block: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let Some(root) = element(block) else { return letters };
    let text =
        root.query_selector(":scope > .paragraph__text, :scope > .box__heading").ok().flatten();
    collect(text.as_ref().unwrap_or(&root), &mut letters);
    letters
}

fn collect(node: &Node, letters: &mut Vec<Letter>) {
    if node.node_type() == Node::TEXT_NODE {
        let mut at = 0;
        for ch in node.node_value().unwrap_or_default().chars() {
            let len = ch.len_utf16();
            if !ch.is_whitespace() {
                letters.push((node.clone(), at, len as u32));
            }
            at += len;
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

/// Shows `ranges` as marks, the one at `current` apart.
pub fn show(ranges: &[Option<Range>], current: usize) {
    let of_current = ranges.get(current).into_iter().flatten();
    if let Some(registry) = registry() {
        set(&registry, ALL, ranges.iter().flatten());
        set(&registry, CURRENT, of_current);
    } else {
        lay_boxes(ranges, current);
    }
}

/// Takes all marks away.
pub fn clear() {
    if let Some(registry) = registry() {
        for name in [ALL, CURRENT] {
            set(&registry, name, std::iter::empty());
        }
    }
    if let Some(boxes) = document().query_selector(&format!(".{BOXES}")).ok().flatten() {
        boxes.remove();
    }
}

/// Where the browser keeps its highlights, if it has any.
fn registry() -> Option<JsValue> {
    let css = Reflect::get(&window(), &"CSS".into()).ok()?;
    Reflect::get(&css, &"highlights".into()).ok().filter(JsValue::is_object)
}

fn set<'a>(registry: &JsValue, name: &str, ranges: impl Iterator<Item = &'a Range>) {
    let set = || {
        let highlight = Reflect::get(&window(), &"Highlight".into())?.dyn_into::<Function>()?;
        let ranges: Array = ranges.collect();
        let highlight = Reflect::construct(&highlight, &ranges)?;
        let set = Reflect::get(registry, &"set".into())?.dyn_into::<Function>()?;
        set.call2(registry, &name.into(), &highlight)
    };
    drop(set());
}

/// Boxes under the lines of `ranges`, in an element of their own behind the app's.
fn lay_boxes(ranges: &[Option<Range>], current: usize) {
    let lay = || {
        let document = document();
        let boxes = match document.query_selector(&format!(".{BOXES}"))? {
            Some(boxes) => boxes,
            None => {
                let boxes = document.create_element("div")?;
                boxes.set_class_name(BOXES);
                boxes.set_attribute("aria-hidden", "true")?;
                document.body().map(|body| body.append_child(&boxes)).transpose()?;
                boxes
            }
        };
        boxes.set_inner_html("");
        let (left, top) = (window().scroll_x()?, window().scroll_y()?);
        for (idx, range) in ranges.iter().enumerate() {
            let Some(lines) = range.as_ref().and_then(Range::get_client_rects) else { continue };
            for line in (0..lines.length()).filter_map(|idx| lines.get(idx)) {
                let mark = document.create_element("div")?.dyn_into::<HtmlElement>()?;
                if idx == current {
                    mark.set_attribute("data-current", "")?;
                }
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
        Ok::<(), JsValue>(())
    };
    drop(lay());
}

/// Brings `range` into view, below the bars, and moves the focus to its block.
pub fn go_to(range: &Range, block: &str, bars_height: f64) {
    let line = range.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or_default();
    let is_seen = line.top() > bars_height + 8.0 && line.bottom() < height * 0.75;
    if !is_seen {
        super::scroll_to(super::scroll_top() + line.top() - bars_height - height * 0.2);
    }
    if let Some(block) = element(block) {
        super::focus(&block);
    }
}
