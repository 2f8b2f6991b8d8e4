//! The system's way to send something on, where there is one. Nothing is asked of the
//! browser's name: what is missing shows when it is looked for.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use plan::cite::Day;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, File, FilePropertyBag, HtmlTextAreaElement};

use super::window;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The system has taken it.
    Taken,
    /// The reader has thought better of it.
    Dropped,
    /// The browser has no such way, or it did not work.
    Failed,
}

/// Today, where the reader is.
pub fn today() -> Day {
    let date = js_sys::Date::new_0();
    Day {
        year: date.get_full_year() as u16,
        month: date.get_month() as u8 + 1,
        day: date.get_date() as u8,
    }
}

/// `href` with the site's origin before it.
pub fn whole_address(href: &str) -> String {
    window().location().origin().unwrap_or_default() + href
}

/// Whether the system can be asked to send something on.
pub fn can_send() -> bool {
    method("share").is_some()
}

/// Asks the system to send `text` and `address` on.
pub async fn send(title: &str, text: &str, address: &str) -> Sent {
    let data = Object::new();
    for (name, value) in [("title", title), ("text", text), ("url", address)] {
        set(&data, name, &value.into());
    }
    hand_over(&data).await
}

/// The picture at the `data:` address `png` as a file, if the system would take it.
pub fn file_to_send(png: &str, name: &str) -> Option<File> {
    let bytes = window().atob(png.split_once("base64,")?.1).ok()?;
    let bytes: Vec<u8> = bytes.chars().map(|ch| ch as u8).collect();
    let parts = Array::of1(&Uint8Array::from(&*bytes));
    let kind = FilePropertyBag::new();
    kind.set_type("image/png");
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &kind).ok()?;
    let can = method("canShare")?.call1(&window().navigator(), &with_file(&file));
    can.is_ok_and(|can| can.is_truthy()).then_some(file)
}

/// Asks the system to send a file on.
pub async fn send_file(file: &File) -> Sent {
    hand_over(&with_file(file)).await
}

/// Selects all in the field, unless the reader has selected something in it.
pub fn select_all(field: &Element) {
    let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() else { return };
    if field.selection_start() == field.selection_end() {
        field.select();
    }
}

fn with_file(file: &File) -> Object {
    let data = Object::new();
    set(&data, "files", &Array::of1(file));
    data
}

fn set(data: &Object, name: &str, value: &JsValue) {
    drop(Reflect::set(data, &name.into(), value));
}

/// A method of the navigator's that not every browser has.
fn method(name: &str) -> Option<Function> {
    Reflect::get(&window().navigator(), &name.into()).ok()?.dyn_into().ok()
}

async fn hand_over(data: &Object) -> Sent {
    let Some(share) = method("share") else { return Sent::Failed };
    let Ok(answer) = share.call1(&window().navigator(), data) else { return Sent::Failed };
    let answer: js_sys::Promise = js_sys::Promise::resolve(&answer);
    match JsFuture::from(answer).await {
        Ok(_) => Sent::Taken,
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).unwrap_or_default();
            if name.as_string().as_deref() == Some("AbortError") {
                Sent::Dropped
            } else {
                Sent::Failed
            }
        }
    }
}
