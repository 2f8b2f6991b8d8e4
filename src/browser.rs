//! The browser's own functions, as the app needs them.
//!
//! Called from effects and event handlers only, which native rendering never runs.
//! What the browser refuses is left undone: none of it is needed for reading.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, Document, Element, Event, FocusOptions, HtmlCanvasElement,
    HtmlElement, HtmlImageElement, ScrollRestoration, SvgElement, Url, Window, XmlSerializer,
};

use crate::route::{Base, Location};

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The `<html>` element, whose attributes carry theme, type size and state.
pub fn root_element() -> Element {
    document().document_element().expect("a document has a root")
}

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: &str) {
    drop(root_element().set_attribute(name, value));
}

/// The element with the id `id`.
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The location in the address bar; `None` outside the site.
pub fn current_location(base: &Base) -> Option<Location> {
    let location = window().location();
    base.parse(
        &location.pathname().unwrap_or_default(),
        &location.search().unwrap_or_default(),
        &location.hash().unwrap_or_default(),
    )
}

/// The location that `href` names, if it is a page of this site.
pub fn location_of(base: &Base, href: &str) -> Option<Location> {
    let url = Url::new(href).ok()?;
    let is_ours = window().location().origin().ok()? == url.origin();
    is_ours.then(|| base.parse(&url.pathname(), &url.search(), &url.hash()))?
}

/// Puts `href` into the address bar, as a new entry of the history or in place of
/// the current one.
pub fn write_address(href: &str, is_new_entry: bool) {
    let Ok(history) = window().history() else { return };
    drop(if is_new_entry {
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    });
}

/// Leaves scrolling after a step through the history to the app, which has to
/// render the page first, or gives it back to the browser.
pub fn take_over_scrolling(is_taken_over: bool) {
    let Ok(history) = window().history() else { return };
    let mode = if is_taken_over { ScrollRestoration::Manual } else { ScrollRestoration::Auto };
    drop(history.set_scroll_restoration(mode));
}

/// How far the page is scrolled, in CSS pixels.
pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Scrolls to `top` CSS pixels from the page's start.
pub fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
}

/// Scrolls the element with the id `id` below the bars (the style sheet's
/// `scroll-margin`), and moves the focus to it for keyboard and screen reader.
pub fn go_to(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
        focus(&element);
    }
}

/// Moves the focus to `element` without scrolling.
pub fn focus(element: &Element) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    if !element.has_attribute("tabindex") {
        drop(element.set_attribute("tabindex", "-1"));
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}

/// The first of `ids` whose element ends below `line` CSS pixels from the window's
/// top: what the reader has at the top of the window.
pub fn first_below<'a>(ids: impl Iterator<Item = &'a str>, line: f64) -> Option<&'a str> {
    let document = document();
    ids.into_iter().find(|id| {
        document
            .get_element_by_id(id)
            .is_some_and(|element| element.get_bounding_client_rect().bottom() > line)
    })
}

/// The height of the bars that stay at the window's top, in CSS pixels.
pub fn bars_height() -> f64 {
    let bar = document().query_selector(".page-bar").ok().flatten();
    let contents = document().query_selector(".section-contents__toggle").ok().flatten();
    bar.iter().chain(&contents).map(|bar| bar.get_bounding_client_rect().height()).sum()
}

/// Copies `text`; `false` where the browser has no clipboard or refuses it.
pub async fn copy(text: &str) -> bool {
    // In-app browsers may lack the clipboard altogether, whatever the types say.
    let navigator: JsValue = window().navigator().into();
    let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| clipboard.is_object());
    has_clipboard && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// The nearest element that `selector` matches, from the one that `event` is about on
/// outwards.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Moves the focus to a part of a drawing.
pub fn focus_in_drawing(part: &Element) {
    if let Some(part) = part.dyn_ref::<SvgElement>() {
        drop(part.focus());
    }
}

/// The value that the token `name` has in the reader's theme.
pub fn token(name: &str) -> String {
    let style = window().get_computed_style(&root_element()).ok().flatten();
    let value = style.and_then(|style| style.get_property_value(name).ok());
    value.unwrap_or_default().trim().to_owned()
}

/// `element` as XML.
pub fn xml(element: &Element) -> String {
    let xml = XmlSerializer::new().and_then(|writer| writer.serialize_to_string(element));
    xml.unwrap_or_default()
}

/// The page's address, without query and fragment.
pub fn page_address() -> String {
    let location = window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}

/// `svg` as an address that needs no request.
pub fn svg_address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(svg)))
}

/// The picture at `address`, in its own size, as the address of a PNG that needs no
/// request; `None` where the browser cannot draw it.
pub async fn png_address(address: &str) -> Option<String> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(image.natural_width());
    canvas.set_height(image.natural_height());
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0).ok()?;
    // A browser without room for the canvas answers with an empty picture.
    canvas.to_data_url().ok().filter(|png| png.starts_with("data:image/png"))
}
