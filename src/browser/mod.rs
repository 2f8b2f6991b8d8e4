//! The browser's own functions, as the app needs them.
//!
//! Called from effects and event handlers only, which native rendering never runs.
//! What the browser refuses is left undone: none of it is needed for reading.

pub mod highlight;
pub mod offline;
pub mod print;
pub mod selection;
pub mod share;
pub mod speech;

use std::cell::{Cell, RefCell};

use gloo::timers::callback::Timeout;
use plan::actual::is_garbled;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, Document, Element, Event, File, FocusOptions, HtmlCanvasElement,
    HtmlElement, HtmlImageElement, HtmlInputElement, MouseEvent, ScrollIntoViewOptions,
    ScrollLogicalPosition, ScrollRestoration, SvgElement, TextDecoder, Url, Window, XmlSerializer,
};
use yew::{AttrValue, Callback};

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

/// Gives `<html>` the attribute `name`, or takes it away.
pub fn mark_root(name: &str, is_marked: bool) {
    match is_marked {
        true => set_root_attribute(name, ""),
        false => drop(root_element().remove_attribute(name)),
    }
}

/// The element with the id `id`.
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// What stands in the address bar.
pub fn current_href() -> String {
    window().location().href().unwrap_or_default()
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

/// Puts `href` into the address bar, as a new entry of the history.
pub fn push_address(href: &str) {
    if let Ok(history) = window().history() {
        drop(history.push_state_with_url(&JsValue::NULL, "", Some(href)));
    }
    show_address();
}

thread_local! {
    static SHOWN_HREF: RefCell<String> = RefCell::new(current_href());
}

/// The address of what the app shows: after a step through the history, until the app follows
/// it, not yet the one in the address bar.
pub fn shown_href() -> String {
    SHOWN_HREF.with_borrow(Clone::clone)
}

/// Says that the app shows what the address bar has.
pub fn show_address() {
    SHOWN_HREF.set(current_href());
}

/// How long the address bar waits for the reader's next choice, in milliseconds. Safari
/// refuses more than 100 changes in 30 seconds, and each costs as much as the page's own
/// change.
const ADDRESS_DELAY: u32 = 300;

/// An address that waits, what is to be done once it stands in the address bar, and what
/// will put it there.
type NextAddress = (AttrValue, Callback<()>, Timeout);

thread_local! {
    static NEXT_ADDRESS: RefCell<Option<NextAddress>> = const { RefCell::new(None) };
}

/// Puts `href` into the address bar in place of the current address, soon, and then calls
/// `then`.
pub fn replace_address_soon(href: AttrValue, then: Callback<()>) {
    let timeout = Timeout::new(ADDRESS_DELAY, settle_address);
    NEXT_ADDRESS.set(Some((href, then, timeout)));
}

/// Puts the address that waits into the address bar at once.
pub fn settle_address() {
    let Some((href, then, _)) = NEXT_ADDRESS.take() else { return };
    if let Ok(history) = window().history() {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&href)));
    }
    show_address();
    then.emit(());
}

/// Whether an address waits: the reader has chosen something since the last one.
pub fn has_next_address() -> bool {
    NEXT_ADDRESS.with_borrow(Option::is_some)
}

/// Drops the address that waits: the reader has left the entry of the history that it
/// was for.
pub fn forget_address() {
    NEXT_ADDRESS.take();
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
/// `scroll-margin`), and moves the focus to it for keyboard and screen reader, unless that
/// has gone on to a line at the window's foot.
pub fn go_to(id: &str) {
    let Some(element) = element(id) else { return };
    element.scroll_into_view();
    lead_focus(&element);
}

/// Moves the focus to `element` without scrolling, unless the reader has it in a line at the
/// window's foot.
pub fn lead_focus(element: &Element) {
    let focused = document().active_element();
    let is_in_line =
        focused.is_some_and(|it| it.closest(".foot-bars").is_ok_and(|line| line.is_some()));
    if !is_in_line {
        focus(element);
    }
}

/// Moves the focus to `element` without scrolling.
pub fn focus(element: &Element) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    let can_have_focus = element.has_attribute("tabindex") || element.tab_index() >= 0;
    if !can_have_focus {
        drop(element.set_attribute("tabindex", "-1"));
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}

/// Scrolls `element` to the window's middle where a bar lies on it, if it is still there.
pub fn uncover(element: &Element) {
    if !root_element().contains(Some(element)) {
        return;
    }
    let line = element.get_bounding_client_rect();
    let left = line.left().max(0.0) + 4.0;
    let seen = document().element_from_point(left as f32, line.top() as f32 + 4.0);
    let is_seen = seen
        .is_none_or(|seen| element.contains(Some(&seen)) || seen.contains(Some(element.as_ref())));
    if !is_seen {
        let height = window_height();
        scroll_to(scroll_top() + line.top() - height / 2.0);
    }
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

/// How much of the first element that `selector` matches is above the window's end, in
/// percent.
pub fn percent_seen(selector: &str) -> u8 {
    let Some(element) = document().query_selector(selector).ok().flatten() else { return 0 };
    let height = window_height();
    let text = element.get_bounding_client_rect();
    (100.0 * (height - text.top()) / text.height().max(1.0)) as u8
}

/// The window's height, in CSS pixels.
pub fn window_height() -> f64 {
    window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or_default()
}

/// The height of the bars that stay at the window's top, in CSS pixels.
pub fn bars_height() -> f64 {
    let bar = document().query_selector(".page-bar").ok().flatten();
    let contents = document().query_selector(".section-contents__toggle").ok().flatten();
    bar.iter().chain(&contents).map(|bar| bar.get_bounding_client_rect().height()).sum()
}

/// What is typed into the field with the id `id`.
pub fn input_value(id: &str) -> String {
    let input = element(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    input.map_or(String::new(), |input| input.value())
}

/// Reads the file that the reader chose in `input`, which is at once ready for another choice of
/// the same file. `on_text` gets its text, or nothing of one that cannot be read; unless another
/// file was chosen before this one was read.
pub fn read_file(input: &HtmlInputElement, on_text: impl FnOnce(String) + 'static) {
    thread_local! {
        static N_CHOSEN: Cell<u32> = const { Cell::new(0) };
    }
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    let number = N_CHOSEN.get() + 1;
    N_CHOSEN.set(number);
    wasm_bindgen_futures::spawn_local(async move {
        let text = match file {
            Some(file) => text_of(&file).await.unwrap_or_default(),
            None => String::new(),
        };
        if N_CHOSEN.get() == number {
            on_text(text);
        }
    });
}

/// The text of `file`: in UTF-8 or, as Chinese spreadsheets save CSV, in GBK.
async fn text_of(file: &File) -> Option<String> {
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    if !is_garbled(&text) {
        return Some(text);
    }
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    let decoder = TextDecoder::new_with_label("gbk").ok()?;
    let decoded = decoder.decode_with_buffer_source(bytes.unchecked_ref()).ok()?;
    // The byte-order mark of UTF-8, read as GBK: what could not be read of it is damaged.
    Some(if decoded.starts_with('锘') { text } else { decoded })
}

/// `text` for an address.
pub fn percent_encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Copies `text`; `false` where the browser has no clipboard or refuses it.
pub async fn copy(text: &str) -> bool {
    // In-app browsers may lack the clipboard altogether, whatever the types say.
    let navigator: JsValue = window().navigator().into();
    let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| clipboard.is_object());
    has_clipboard && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Whether `event` is a click that asks for nothing else than what a click is for: no new
/// tab, no download.
pub fn is_plain_click(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|click| {
        let has_modifier =
            click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
        click.button() == 0 && !has_modifier
    })
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

/// The time, after ISO 8601 in UTC: `2026-01-31T08:00:00.000Z`.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// The day of the time `time` where the reader is: `2026-01-31`.
pub fn day_of(time: &str) -> String {
    let date = js_sys::Date::new(&time.into());
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year}-{month:02}-{day:02}")
}

/// A name that no other thing of the reader's has.
pub fn new_id() -> String {
    let random = js_sys::Math::random() * f64::from(u32::MAX);
    format!("{:x}-{:x}", js_sys::Date::now() as u64, random as u32)
}

/// Opens the details in `details`, brings them into view and moves the focus to their line.
pub fn open_details(details: &Element) {
    drop(details.set_attribute("open", ""));
    if let Some(line) = details.query_selector("summary").ok().flatten() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        details.scroll_into_view_with_scroll_into_view_options(&options);
        focus(&line);
    }
}
