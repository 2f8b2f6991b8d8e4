//! The site's face for scripts: `planReader.search("养老")` in the browser's console, on any
//! of its pages.
//!
//! Answers are plain objects, in the shapes of [`plan::publish`].

#[cfg(target_arch = "wasm32")]
mod face {
    use plan::publish::SearchAnswer;
    use wasm_bindgen::prelude::*;

    use crate::data;

    /// What `words` find: a [`SearchAnswer`] as a plain object.
    #[wasm_bindgen]
    pub fn search(words: &str) -> Result<JsValue, JsValue> {
        let answer = SearchAnswer::new(&data::search(), &data::plan(), words);
        Ok(serde_wasm_bindgen::to_value(&answer)?)
    }
}
