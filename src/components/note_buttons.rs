//! What a reader can note about a passage: the buttons 划线, 书签 and 笔记.

use plan::note::{Note, NoteKind};
use yew::prelude::*;

use crate::browser;
use crate::context::{Notice, Place, SessionContext};
use crate::keeping;
use crate::route::Route;
use crate::view::note::{anchors, kind_in_words};
use crate::view::passage::{Passage, PassagePart};

/// The buttons for `passage`. `on_draft` is called with a note that is still to be written,
/// `on_done` when the passage is of no more use.
pub fn note_buttons(
    place: &Place,
    session: &SessionContext,
    passage: &Passage,
    on_draft: &Callback<Option<Note>>,
    on_done: &Callback<()>,
) -> Html {
    let first = passage.parts[0];
    let is_block =
        passage.parts.len() == 1 && first == PassagePart::whole(&place.plan, first.block);
    let mark = |kind: NoteKind| {
        let marked = place.notes.same(passage, kind).map(|placed| placed.note.clone());
        let is_marked = marked.is_some();
        let onclick = {
            let (place, session, passage) = (place.clone(), session.clone(), passage.clone());
            let on_done = on_done.clone();
            Callback::from(move |_: MouseEvent| {
                match &marked {
                    Some(note) => forget(&place, &session, note),
                    None => {
                        let note = new_note(&place, &passage, kind);
                        say_kept(&place, keeping::keep(&session, vec![note]), kind);
                    }
                }
                on_done.emit(());
            })
        };
        html! {
            <button type="button" aria-pressed={is_marked.to_string()} {onclick}>
                { kind_in_words(kind) }
            </button>
        }
    };
    let on_note = {
        let (place, passage) = (place.clone(), passage.clone());
        let (on_draft, on_done) = (on_draft.clone(), on_done.clone());
        Callback::from(move |_: MouseEvent| {
            let note = new_note(&place, &passage, NoteKind::Note);
            on_done.emit(());
            on_draft.emit(Some(note));
        })
    };
    html! {
        <>
            { mark(NoteKind::Highlight) }
            if is_block {
                { mark(NoteKind::Marker) }
            }
            <button type="button" onclick={on_note}>{ "笔记" }</button>
        </>
    }
}

fn new_note(place: &Place, passage: &Passage, kind: NoteKind) -> Note {
    let targets = anchors(&place.plan, passage);
    Note::new(browser::new_id(), kind, targets, String::new(), &browser::now())
}

/// Says whether a note of `kind` was kept.
pub fn say_kept(place: &Place, is_kept: bool, kind: NoteKind) {
    let text = match (is_kept, kind) {
        (false, _) => {
            "没有存下：这台设备的存储满了，或被禁用。笔记还在这里，关掉页面以前请先导出。"
        }
        (true, NoteKind::Marker) => "书签已存在这台设备上。",
        (true, NoteKind::Highlight) => "划线已存在这台设备上。",
        (true, NoteKind::Note) => "笔记已存在这台设备上。",
    };
    let page = Some((Route::Mine, "我的笔记"));
    place.on_notice.emit(Notice { text: text.into(), page, ..Notice::default() });
}

/// Takes `note` away, and offers to bring it back.
pub fn forget(place: &Place, session: &SessionContext, note: &Note) {
    keeping::forget(session, vec![note.id.clone()]);
    let on_undo = {
        let (place, session, note) = (place.clone(), session.clone(), note.clone());
        Callback::from(move |()| {
            say_kept(&place, keeping::keep(&session, vec![note.clone()]), note.kind);
        })
    };
    let text = format!("{}已删除。", kind_in_words(note.kind)).into();
    place.on_notice.emit(Notice { text, on_undo: Some(on_undo), ..Notice::default() });
}
