//! The page's script for reading offline (`www/offline.js`), as the app asks it.
//!
//! It works without the app; what it knows stands on `<html>`, and it tells the document of
//! every change.

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;

use super::{document, root_element};
use crate::view::offline::CopyState;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = planReaderOffline, js_name = check, catch)]
    async fn check_copy() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = planReaderOffline, js_name = keep, catch)]
    async fn keep_copy() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = planReaderOffline, js_name = remove, catch)]
    async fn remove_copy() -> Result<JsValue, JsValue>;
}

/// How far the copy is there, as far as it is known without a thorough look.
pub fn copy_state() -> CopyState {
    CopyState::parse(&root_element().get_attribute("data-offline").unwrap_or_default())
}

/// Calls `then` whenever [`copy_state`] may have changed, as long as the listener lives.
pub fn on_copy_change(then: impl Fn() + 'static) -> EventListener {
    EventListener::new(&document(), "offlinechange", move |_| then())
}

/// Looks at every file of the copy: the report that
/// [`check_in_words`](crate::view::offline::check_in_words) reads.
pub async fn check() -> String {
    let report = check_copy().await.ok().and_then(|report| report.as_string());
    report.unwrap_or_default()
}

/// Fetches what the copy lacks.
pub async fn keep() {
    drop(keep_copy().await);
}

/// Removes the copy and the service worker; whether nothing is left of them.
pub async fn remove() -> bool {
    remove_copy().await.is_ok_and(|is_gone| is_gone.is_truthy())
}
