//! The device's storage: the only module that touches it.
//!
//! One short string a key, so that a damaged or foreign value spoils nothing but
//! itself. Where storage is blocked or full, the session lasts as long as the page.
//! A note is a key of its own, its value one line of JSON ([`plan::note`]): another window
//! changes others, and a value that cannot be read stays as it is.
//! The keys of theme, type size, mode and offline reading are also read by
//! `www/early.js`, before the first paint.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan::Plan;
use plan::actual::{ActualValues, read_stored};
use plan::note::{Note, read_note};
use web_sys::Storage;

use crate::data::Numbers;
use crate::session::{Mode, Notes, Pace, Reading, Session, Theme, TypeSize};
use crate::view::chapter::number_of;

/// Where this window was left: how far it was scrolled and the address, a line each. Kept as
/// long as the window.
const LEFT: &str = "plan-reader.left";
/// What every key begins with.
const PREFIX: &str = "plan-reader.";
/// The note that is being written in this window, with what stands in the field, as a line
/// of JSON. Kept as long as the window.
const DRAFT: &str = "plan-reader.draft";
const THEME: &str = "plan-reader.theme";
const TYPE_SIZE: &str = "plan-reader.type-size";
const MODE: &str = "plan-reader.mode";
/// How fast the plan is read out.
const PACE: &str = "plan-reader.pace";
/// The reader's actual values, as CSV.
const ACTUALS: &str = "plan-reader.actuals";
/// What of [`ACTUALS`] was damaged, whole, before it was written again.
const DAMAGED_ACTUALS: &str = "plan-reader.actuals.damaged";
/// The latest searches, a line each.
const SEARCHES: &str = "plan-reader.searches";
/// `off` where the key `/` is not to lead to the search.
const SEARCH_KEY: &str = "plan-reader.search-key";
const OFF: &str = "off";
/// The topics chosen for the reader's own page: short names parted by commas.
const TOPICS: &str = "plan-reader.topics";
/// The short name of the district chosen for it.
const PLACE: &str = "plan-reader.place";
/// `off` where the site is not to be kept for reading offline.
const OFFLINE: &str = "plan-reader.offline";
const LAST_CHAPTER: &str = "plan-reader.last-chapter";
/// Followed by the chapter's number.
const POSITION: &str = "plan-reader.position.";
/// Followed by the chapter's number.
const PROGRESS: &str = "plan-reader.progress.";

/// Followed by the note's id.
const NOTE: &str = "plan-reader.note.";
/// Followed by a note's id: what could not be read and was in the way of another.
const DAMAGED_NOTE: &str = "plan-reader.damaged-note.";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What the device has of the session.
pub fn load(plan: &Plan, numbers: &Numbers) -> Session {
    let storage = storage();
    let get = |key: &str| storage.as_ref()?.get_item(key).ok()?;
    let mut readings = BTreeMap::new();
    // Not collected, which would bring a sort into the WASM.
    readings.extend(plan.chapters().filter_map(|idx| {
        let chapter = number_of(&plan.blocks[idx])?;
        let block = get(&format!("{POSITION}{chapter}"));
        let percent = get(&format!("{PROGRESS}{chapter}")).and_then(|it| it.parse::<u8>().ok());
        (block.is_some() || percent.is_some()).then(|| {
            let percent = percent.unwrap_or_default().min(100);
            (chapter, Reading { block: block.unwrap_or_default(), percent })
        })
    }));
    Session {
        theme: get(THEME).and_then(|name| Theme::parse(&name)).unwrap_or_default(),
        type_size: get(TYPE_SIZE).and_then(|name| TypeSize::parse(&name)).unwrap_or_default(),
        pace: get(PACE).and_then(|name| Pace::parse(&name)).unwrap_or_default(),
        mode: get(MODE).and_then(|name| Mode::parse(&name)).unwrap_or_default(),
        readings,
        last_chapter: get(LAST_CHAPTER).and_then(|number| number.parse().ok()),
        actuals: actuals(get(ACTUALS), plan, numbers),
        notes: Rc::new(notes()),
        searches: get(SEARCHES).map_or(Vec::new(), |kept| {
            kept.lines().filter(|words| !words.trim().is_empty()).map(str::to_owned).collect()
        }),
        has_search_key: get(SEARCH_KEY).as_deref() != Some(OFF),
        chosen_topics: get(TOPICS).unwrap_or_default(),
        chosen_place: get(PLACE).unwrap_or_default(),
        keeps_offline: get(OFFLINE).as_deref() != Some(OFF),
        is_restored: true,
    }
}

/// Whether another window's change of the key `key` concerns this one: where that one
/// reads does not.
pub fn is_shared(key: &str) -> bool {
    key != LAST_CHAPTER && !key.starts_with(POSITION) && !key.starts_with(PROGRESS)
}

/// Keeps `session` on the device, as far as the device lets it.
pub fn save(session: &Session) {
    let Some(storage) = storage() else { return };
    // Nothing is left on a device on which nothing was chosen, or all was removed.
    let has_choices = *session != Session { is_restored: true, ..Session::default() };
    if !has_choices && own_keys(&storage).is_empty() {
        return;
    }
    // A full or blocked storage keeps what it has; the page works without.
    let set = |key: &str, value: &str| drop(storage.set_item(key, value));
    set(THEME, session.theme.name());
    set(TYPE_SIZE, &session.type_size.name());
    set(MODE, session.mode.name());
    set(PACE, session.pace.name());
    set(SEARCHES, &session.searches.join("\n"));
    set(SEARCH_KEY, if session.has_search_key { "on" } else { OFF });
    set(OFFLINE, if session.keeps_offline { "on" } else { OFF });
    set(TOPICS, &session.chosen_topics);
    set(PLACE, &session.chosen_place);
    if let Some(chapter) = session.last_chapter {
        set(LAST_CHAPTER, &chapter.to_string());
    }
    for (chapter, Reading { block, percent }) in &session.readings {
        set(&format!("{POSITION}{chapter}"), block);
        set(&format!("{PROGRESS}{chapter}"), &percent.to_string());
    }
}

/// The keys that are the site's.
fn own_keys(storage: &Storage) -> Vec<String> {
    let n_keys = storage.length().unwrap_or_default();
    let keys = (0..n_keys).filter_map(|idx| storage.key(idx).ok()?);
    keys.filter(|key| key.starts_with(PREFIX)).collect()
}

/// Removes all that the site keeps here; whether nothing is left.
pub fn forget() -> bool {
    let storages = storage().into_iter().chain(storage_of_window());
    let mut is_forgotten = true;
    for storage in storages {
        for key in own_keys(&storage) {
            drop(storage.remove_item(&key));
        }
        is_forgotten &= own_keys(&storage).is_empty();
    }
    is_forgotten
}

fn storage_of_window() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Keeps how far the page at `address` is scrolled when it is left, for when it is loaded again.
pub fn leave(address: &str, scroll_top: f64) {
    if let Some(storage) = storage_of_window() {
        drop(storage.set_item(LEFT, &format!("{}\n{address}", scroll_top as i32)));
    }
}

/// How far the page at `address` was scrolled, if this window left it last.
pub fn left_at(address: &str) -> Option<f64> {
    let kept = storage_of_window()?.get_item(LEFT).ok()??;
    let (scroll_top, kept_address) = kept.split_once('\n')?;
    let scroll_top: i32 = scroll_top.parse().ok()?;
    (kept_address == address).then_some(scroll_top.into())
}

/// Keeps the note that is being written in this window, with what stands in the field.
pub fn save_draft(draft: &Note) {
    if let Some(storage) = storage_of_window() {
        drop(storage.set_item(DRAFT, &draft.to_json()));
    }
}

/// The note that was being written in this window.
pub fn draft() -> Option<Note> {
    read_note(&storage_of_window()?.get_item(DRAFT).ok()??).ok()
}

/// Forgets it: it was kept or given up.
pub fn remove_draft() {
    if let Some(storage) = storage_of_window() {
        drop(storage.remove_item(DRAFT));
    }
}

/// The actual values in `stored`. What cannot be read of it is kept aside.
fn actuals(stored: Option<String>, plan: &Plan, numbers: &Numbers) -> ActualValues {
    let (Some(stored), Some(period)) = (stored, plan.period) else { return Default::default() };
    let import = read_stored(&stored, &numbers.indicators, period);
    if let (true, Some(storage)) = (import.n_errors > 0, storage()) {
        let kept = storage.get_item(DAMAGED_ACTUALS).ok().flatten().unwrap_or_default();
        if !kept.contains(&stored) {
            drop(storage.set_item(DAMAGED_ACTUALS, &(kept + &stored)));
        }
    }
    import.values
}

/// Keeps the reader's actual values on the device; `false` where the device refuses.
pub fn save_actuals(actuals: &ActualValues) -> bool {
    let Some(storage) = storage() else { return false };
    if actuals.is_empty() {
        return storage.remove_item(ACTUALS).is_ok();
    }
    storage.set_item(ACTUALS, &actuals.to_csv()).is_ok()
}

/// The reader's notes on the device. What cannot be read is left where it is.
pub fn notes() -> Notes {
    let mut notes = Notes::default();
    let Some(storage) = storage() else { return notes };
    for at in 0..storage.length().unwrap_or_default() {
        let Some(key) = storage.key(at).ok().flatten() else { continue };
        let is_damaged = key.starts_with(DAMAGED_NOTE);
        let Some(id) = key.strip_prefix(NOTE).or(is_damaged.then_some("")) else { continue };
        let value = storage.get_item(&key).ok().flatten().unwrap_or_default();
        match read_note(&value) {
            Ok(note) if note.id == id => notes.put(note),
            _ => notes.damaged.push(value),
        }
    }
    notes
}

/// The note with the id `id`, as the device has it now.
pub fn note(id: &str) -> Option<Note> {
    let value = storage()?.get_item(&format!("{NOTE}{id}")).ok()??;
    read_note(&value).ok()
}

/// Keeps `note` on the device; `false` where the device refuses.
pub fn save_note(note: &Note) -> bool {
    let Some(storage) = storage() else { return false };
    let key = format!("{NOTE}{}", note.id);
    if let Ok(Some(value)) = storage.get_item(&key)
        && read_note(&value).is_err()
        && storage.set_item(&format!("{DAMAGED_NOTE}{}", note.id), &value).is_err()
    {
        return false;
    }
    storage.set_item(&key, &note.to_json()).is_ok()
}

/// Takes the note with the id `id` away from the device.
pub fn remove_note(id: &str) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(&format!("{NOTE}{id}")));
    }
}
