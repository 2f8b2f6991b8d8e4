//! A field for words to look for, heard when they stand: not while an input method is still
//! composing them.
//!
//! Yew knows no composition events, and a field whose value it sets would lose what is being
//! composed; so the field's listeners are the browser's own, and its value is set only when
//! another one comes from outside.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::view::facets::WORDS;

/// Properties of [`WordsField`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WordsFieldProps {
    /// The field's id, which its label names.
    pub id: &'static str,
    /// The words.
    pub words: AttrValue,
    /// An example of words to look for.
    pub placeholder: AttrValue,
    /// Called with the words each time they stand and are others than before.
    pub on_words: Callback<String>,
}

/// The field.
#[component]
pub fn WordsField(props: &WordsFieldProps) -> Html {
    let field = use_node_ref();
    // What was last heard or set: a browser may tell the same words twice, at the end of a
    // composition and as input.
    let heard = use_mut_ref(String::new);
    let latest = use_mut_ref(|| props.on_words.clone());
    *latest.borrow_mut() = props.on_words.clone();
    {
        let (field, heard) = (field.clone(), heard.clone());
        use_effect_with(props.words.clone(), move |words| {
            if *heard.borrow() != **words {
                heard.replace(words.to_string());
                if let Some(field) = field.cast::<HtmlInputElement>() {
                    field.set_value(words);
                }
            }
        });
    }
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            let listeners = field.cast::<HtmlInputElement>().map(|field| {
                let is_composing = Rc::new(Cell::new(false));
                let hear = {
                    let field = field.clone();
                    move || {
                        let words = field.value();
                        if *heard.borrow() != words {
                            heard.replace(words.clone());
                            let on_words: &RefCell<Callback<String>> = &latest;
                            let on_words = on_words.borrow().clone();
                            on_words.emit(words);
                        }
                    }
                };
                // What was typed before the app was there.
                if !field.value().is_empty() {
                    hear();
                }
                let on_input = {
                    let (is_composing, hear) = (is_composing.clone(), hear.clone());
                    move |_: &Event| {
                        if !is_composing.get() {
                            hear();
                        }
                    }
                };
                let on_start = {
                    let is_composing = is_composing.clone();
                    move |_: &Event| is_composing.set(true)
                };
                let on_end = move |_: &Event| {
                    is_composing.set(false);
                    hear();
                };
                [
                    EventListener::new(&field, "input", on_input),
                    EventListener::new(&field, "compositionstart", on_start),
                    EventListener::new(&field, "compositionend", on_end),
                ]
            });
            move || drop(listeners)
        });
    }
    html! {
        <input
            id={props.id}
            ref={field}
            type="search"
            name={WORDS}
            placeholder={props.placeholder.clone()}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="search"
        />
    }
}
