//! The reader's notes on a page of text: their marks in it, the way from a mark to its note,
//! and the field at the window's foot that a note is written in.
//!
//! What stands in the field is nobody's yet: it stays there, on whatever page and when the
//! window is loaded again, until it is kept or given up.

use std::rc::Rc;

use gloo::events::EventListener;
use plan::note::{MAX_TEXT_CHARS, Note, NoteKind};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent, MouseEvent as Click, Range};
use yew::prelude::*;

use crate::browser;
use crate::browser::highlight::{self, Layer, Mark};
use crate::browser::selection;
use crate::components::note_buttons::{forget, say_kept};
use crate::components::own_notes::{SHOWN_CHARS, element_id};
use crate::context::{use_place, use_session};
use crate::keeping;
use crate::route::Route;
use crate::store;
use crate::view::passage::{PassagePart, shortened};

/// The id of the field.
const FIELD: &str = "note-text";

/// Properties of [`NoteBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NoteBarProps {
    /// The note that is being written.
    pub draft: Option<Note>,
    /// Called with the note that is to be written, or without when it was.
    pub on_draft: Callback<Option<Note>>,
}

/// The field, while a note is being written.
#[component]
pub fn NoteBar(props: &NoteBarProps) -> Html {
    let place = use_place();
    let session = use_session();
    let field = use_node_ref();
    // The marks in the page, each with its note's id.
    let marks = use_mut_ref(Vec::<(String, Range)>::new);
    let latest = use_mut_ref(|| (place.clone(), session.clone(), props.clone()));
    *latest.borrow_mut() = (place.clone(), session.clone(), props.clone());
    {
        let marks = marks.clone();
        let plan = place.plan.clone();
        use_effect_with((Rc::clone(&place.notes), place.location.route), move |(notes, route)| {
            let mut found = Vec::new();
            for placed in &notes.all {
                for run in &placed.runs {
                    let is_here = Route::of_block(&plan, run.block) == *route;
                    if is_here && placed.note.kind != NoteKind::Marker {
                        let part = PassagePart { block: run.block, range: run.range };
                        let (start, end) = part.letters(&plan);
                        let block = plan.blocks[run.block].id.to_string();
                        found.push((placed.note.id.clone(), Mark { block, start, end }));
                    }
                }
            }
            let (ids, found): (Vec<String>, Vec<Mark>) = found.into_iter().unzip();
            let ranges = highlight::ranges(&found);
            let in_page = ids.into_iter().zip(ranges).filter_map(|(id, range)| Some((id, range?)));
            *marks.borrow_mut() = in_page.collect();
            highlight::show(Layer::Notes, marks.borrow().iter().map(|(_, range)| range));
        });
    }
    use_effect_with((), move |()| {
        let on_click = move |event: &Event| {
            let (place, session, props) = latest.borrow().clone();
            let asked = |name: &str| {
                let button = browser::closest(event, &format!("[{name}]"))?;
                place.notes.get(&button.get_attribute(name)?).map(|placed| placed.note.clone())
            };
            if let Some(note) = asked("data-note-edit") {
                // What is being written is not given up for another.
                if props.draft.is_none() {
                    props.on_draft.emit(Some(note));
                } else if let Some(field) = browser::element(FIELD) {
                    browser::focus(&field);
                }
            } else if let Some(note) = asked("data-note-delete") {
                forget(&place, &session, &note);
                let block = note.targets.first().and_then(|it| browser::element(&it.block));
                if let Some(near) = block.or_else(|| browser::element("main")) {
                    browser::focus(&near);
                }
            } else if browser::closest(event, "a, button, summary, label, input, textarea")
                .is_none()
                && selection::is_empty()
            {
                let click: &Click = event.unchecked_ref();
                let at = (f64::from(click.client_x()), f64::from(click.client_y()));
                let marks = marks.borrow();
                let hit = marks.iter().find(|(_, range)| highlight::is_at(range, at));
                if let Some(note) = hit.and_then(|(id, _)| browser::element(&element_id(id))) {
                    browser::open_details(&note);
                }
            }
        };
        let listener = EventListener::new(&browser::document(), "click", on_click);
        move || drop(listener)
    });
    {
        let field = field.clone();
        let draft = props.draft.as_ref().map(|note| (note.id.clone(), note.text.clone()));
        use_effect_with(draft, move |draft| {
            if let (Some((_, text)), Some(field)) = (draft, field.cast::<HtmlTextAreaElement>()) {
                // Set once: the reader's input method is at work in it afterwards.
                field.set_value(text);
                browser::focus(&field);
            }
        });
    }
    let Some(draft) = props.draft.clone() else { return Html::default() };
    let quote: Vec<&str> = draft.targets.iter().map(|target| target.quote.as_str()).collect();
    let quote = shortened(&quote.join(" "), SHOWN_CHARS);
    // What the device refused to keep stays as it was written, with the window.
    let end = {
        let (on_draft, draft) = (props.on_draft.clone(), draft.clone());
        Callback::from(move |is_refused: bool| {
            if !is_refused {
                store::remove_draft();
            }
            on_draft.emit(None);
            // To where it was asked for.
            let note = browser::element(&element_id(&draft.id));
            let block = draft.targets.first().and_then(|it| browser::element(&it.block));
            if let Some(near) = note.or(block) {
                browser::focus(&near);
            }
        })
    };
    let on_save = {
        let (place, session) = (place.clone(), session.clone());
        let (field, draft, end) = (field.clone(), draft.clone(), end.clone());
        Callback::from(move |()| {
            let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
            let text = field.value().trim().to_owned();
            let note = match session.notes.get(&draft.id) {
                None if text.is_empty() => {
                    Note { kind: NoteKind::Highlight, text, ..draft.clone() }
                }
                None => Note { text, ..draft.clone() },
                Some(note) if text == note.text => note.clone(),
                // Of the version that was opened: another window may have kept one since.
                Some(_) => draft.clone().with_text(text, &browser::now()),
            };
            let kind = note.kind;
            store::save_draft(&note);
            let is_kept = keeping::keep(&session, vec![note]);
            say_kept(&place, is_kept, kind);
            end.emit(!is_kept);
        })
    };
    let on_key = {
        let kept = session.notes.get(&draft.id).map(|note| note.text.clone()).unwrap_or_default();
        let (field, end) = (field.clone(), end.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                event.prevent_default();
                // A slip of the finger must not cost what was written.
                let written = field.cast::<HtmlTextAreaElement>().map(|field| field.value());
                if written.is_none_or(|written| written.trim() == kept) {
                    end.emit(false);
                }
            }
        })
    };
    let on_input = Callback::from(move |event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        store::save_draft(&Note { text: field.value(), ..draft.clone() });
    });
    let on_cancel = end.reform(|_: MouseEvent| false);
    let on_save = on_save.reform(|_: MouseEvent| ());
    html! {
        <aside class="foot-bar note-bar" aria-label="写笔记">
            <label class="note-bar__words" for={FIELD}>{ format!("笔记：“{quote}”") }</label>
            <textarea
                id={FIELD}
                ref={field}
                rows="4"
                maxlength={MAX_TEXT_CHARS.to_string()}
                oninput={on_input}
                onkeydown={on_key}
            />
            <div class="note-bar__actions">
                <button type="button" class="note-bar__save" onclick={on_save}>{ "保存" }</button>
                <button type="button" onclick={on_cancel}>{ "取消" }</button>
            </div>
        </aside>
    }
}
