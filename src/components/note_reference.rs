//! A footnote's mark in the text, and the note that opens at it.
//!
//! Without script the mark is a link to the note at the page's end. With it, the
//! note opens in place, right after its mark, so that keyboard and screen reader
//! come to it next; Escape closes it.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::browser;
use crate::context::use_place;

/// Properties of [`NoteReference`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NoteReferenceProps {
    /// The note's block.
    pub idx: usize,
}

/// A footnote's mark.
#[component]
pub fn NoteReference(props: &NoteReferenceProps) -> Html {
    let place = use_place();
    let plan = &place.plan;
    let is_open = use_state_eq(|| false);
    let block = &plan.blocks[props.idx];
    let id = block.id.to_string();
    let reference_id = format!("{id}-reference");
    let popup_id = format!("{id}-popup");

    let on_toggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            is_open.set(!*is_open);
        })
    };
    let close = {
        let (is_open, reference_id) = (is_open.setter(), reference_id.clone());
        Callback::from(move |()| {
            is_open.set(false);
            if let Some(reference) = browser::element(&reference_id) {
                browser::focus(&reference);
            }
        })
    };
    let on_key = {
        let (is_open, close) = (*is_open, close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    let ordinal = id.trim_start_matches('n').to_owned();
    let term = match &block.kind {
        BlockKind::Note(note) => note.term.map(|term| term.of(&block.text).to_owned()),
        _ => None,
    };
    html! {
        <span class="note" onkeydown={on_key}>
            <a
                class="note-reference"
                id={reference_id}
                href={place.base.block_href(plan, props.idx)}
                role="doc-noteref"
                aria-label={format!("注释{ordinal}：{}", term.unwrap_or_default())}
                aria-expanded={(*is_open).to_string()}
                onclick={on_toggle}
            >
                { ordinal }
            </a>
            if *is_open {
                <span class="note-popup" id={popup_id} role="note">
                    <span class="note-popup__text">{ block.text.clone() }</span>
                    <button type="button" class="note-popup__close" onclick={close.reform(|_: MouseEvent| ())}>
                        { "收起注释" }
                    </button>
                </span>
            }
        </span>
    }
}
