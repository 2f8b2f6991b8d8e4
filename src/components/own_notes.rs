//! The reader's own notes on a block, right behind it, so that keyboard and screen reader
//! come to them in order. Each opens in place.
//!
//! What is done with them is asked for by `data-note-edit` and `data-note-delete`, which
//! [`note_bar`](super::note_bar) answers.

use plan::note::NoteKind;
use yew::prelude::*;

use crate::browser;
use crate::context::Place;
use crate::view::note::{PlacedNote, kind_in_words};
use crate::view::passage::shortened;

/// How many characters of a note its line shows.
pub const SHOWN_CHARS: usize = 28;

/// The id of a note's element.
pub fn element_id(note: &str) -> String {
    format!("note-{note}")
}

/// The notes that begin in the block at `idx`; nothing where there are none.
pub fn own_notes(place: &Place, idx: usize) -> Html {
    let mut notes = place.notes.of_block(idx).peekable();
    if notes.peek().is_none() {
        return Html::default();
    }
    let line = |placed: &PlacedNote| {
        let note = &placed.note;
        let words = match note.kind {
            NoteKind::Marker => String::new(),
            NoteKind::Highlight => shortened(&placed.quote(&place.plan), SHOWN_CHARS),
            NoteKind::Note => shortened(&note.text, SHOWN_CHARS),
        };
        html! {
            <li key={note.id.clone()}>
                <details class="own-note" id={element_id(&note.id)}>
                    <summary>
                        <span class="own-note__kind" data-kind={note.kind.name()}>
                            { kind_in_words(note.kind) }
                        </span>
                        { " " }
                        { words }
                    </summary>
                    if note.kind == NoteKind::Note {
                        <blockquote class="own-note__quote">{ placed.quote(&place.plan) }</blockquote>
                    }
                    { own_note(placed) }
                </details>
            </li>
        }
    };
    html! {
        <ul key={idx} class="own-notes" aria-label="我在这里的笔记">{ for notes.map(line) }</ul>
    }
}

/// What the reader wrote, and what can be done with it.
pub fn own_note(placed: &PlacedNote) -> Html {
    let note = &placed.note;
    let id = AttrValue::from(note.id.clone());
    let edit = if note.kind == NoteKind::Note { "修改" } else { "写笔记" };
    html! {
        <>
            if !note.text.is_empty() {
                <p class="own-note__text">{ note.text.clone() }</p>
            }
            <p class="own-note__actions">
                <button type="button" data-note-edit={id.clone()}>{ edit }</button>
                <button type="button" data-note-delete={id}>{ "删除" }</button>
                <span class="own-note__time">{ browser::day_of(&note.changed) }</span>
            </p>
        </>
    }
}
