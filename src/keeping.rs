//! Keeping the reader's notes: in the session and on the device, in one step.
//!
//! What the device refuses stays in the session, as long as the page, and is told apart
//! there. Called from event handlers only.

use plan::note::{Note, NoteChanges, merge};

use crate::context::SessionContext;
use crate::session::SessionAction;
use crate::store;

/// Keeps `notes`, new or changed; `false` where the device refuses one of them. A version
/// that another window keeps meanwhile is not lost.
pub fn keep(session: &SessionContext, notes: Vec<Note>) -> bool {
    // If the device has lost the others meanwhile, this one must not hide it.
    session.dispatch(SessionAction::RereadNotes(store::notes().into()));
    let mut all = Vec::new();
    for note in notes {
        let mut versions: Vec<Note> = store::note(&note.id).into_iter().collect();
        merge(&mut versions, &[note]);
        all.extend(versions);
    }
    let refused: Vec<String> =
        all.iter().filter(|note| !store::save_note(note)).map(|note| note.id.clone()).collect();
    let is_kept = refused.is_empty();
    session.dispatch(SessionAction::PutNotes(all, refused));
    is_kept
}

/// What taking the notes `incoming` in would do, and the notes that it would make or change.
pub fn taken_in(session: &SessionContext, incoming: &[Note]) -> (NoteChanges, Vec<Note>) {
    let before = &session.notes;
    let mut all = before.all.clone();
    let changes = merge(&mut all, incoming);
    all.retain(|note| before.get(&note.id) != Some(note));
    (changes, all)
}

/// Takes the notes with the ids `ids` away.
pub fn forget(session: &SessionContext, ids: Vec<String>) {
    ids.iter().for_each(|id| store::remove_note(id));
    if store::draft().is_some_and(|draft| ids.contains(&draft.id)) {
        store::remove_draft();
    }
    session.dispatch(SessionAction::DropNotes(ids));
}
