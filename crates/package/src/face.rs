//! What JavaScript calls: strings and bytes in, plain objects out.
//!
//! `pkg/index.js` alone calls it, and says what each function is for.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::answers::OpenPlan;

/// A plan that JavaScript holds.
#[wasm_bindgen]
pub struct Face(OpenPlan);

fn answer(answer: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(answer.serialize(&Serializer::json_compatible())?)
}

fn or_error<T>(result: Result<T, String>) -> Result<T, JsError> {
    result.map_err(|message| JsError::new(&message))
}

#[wasm_bindgen]
impl Face {
    pub fn open(file: &[u8]) -> Result<Face, JsError> {
        or_error(OpenPlan::open(file)).map(Self)
    }

    pub fn parse(text: &str, title: &str, city: &str) -> Face {
        Self(OpenPlan::parse(text, title, city))
    }

    pub fn about(&self) -> Result<JsValue, JsError> {
        answer(&self.0.about())
    }

    pub fn diagnostics(&self) -> Result<JsValue, JsError> {
        answer(&self.0.diagnostics())
    }

    pub fn outline(&self) -> Result<JsValue, JsError> {
        answer(&self.0.outline())
    }

    pub fn block(&self, id: &str) -> Result<JsValue, JsError> {
        answer(&or_error(self.0.block(id))?)
    }

    pub fn blocks(&self, id: Option<String>) -> Result<JsValue, JsError> {
        answer(&or_error(self.0.blocks(id.as_deref()))?)
    }

    pub fn search(&self, words: &str) -> Result<JsValue, JsError> {
        answer(&self.0.search(words))
    }

    pub fn indicators(&self) -> Result<JsValue, JsError> {
        answer(&self.0.indicators())
    }

    pub fn targets(&self) -> Result<JsValue, JsError> {
        answer(&self.0.targets())
    }

    pub fn topics(&self) -> Result<JsValue, JsError> {
        answer(&self.0.topics())
    }

    pub fn places(&self) -> Result<JsValue, JsError> {
        answer(&self.0.places())
    }

    pub fn checks(&self) -> Result<JsValue, JsError> {
        answer(&self.0.checks())
    }

    pub fn glossary(&self) -> Result<JsValue, JsError> {
        answer(&self.0.glossary())
    }

    pub fn cite(
        &self,
        id: Option<String>,
        until: Option<String>,
        address: &str,
        year: u16,
        month: u16,
        day: u16,
    ) -> Result<JsValue, JsError> {
        let accessed = [year, month, day];
        answer(&or_error(self.0.cite(id.as_deref(), until.as_deref(), address, accessed))?)
    }

    pub fn path(&self, id: &str) -> Result<String, JsError> {
        or_error(self.0.path(id))
    }

    pub fn chart(&self, id: &str) -> Result<JsValue, JsError> {
        answer(&or_error(self.0.chart(id))?)
    }
}
