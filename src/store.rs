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
        actuals: actuals(get(ACTUALS), plan, numbers).0,
        are_actuals_unkept: false,
        notes: Rc::new(notes()),
        searches: get(SEARCHES).map_or(Vec::new(), |kept| {
            kept.lines().filter(|words| !words.trim().is_empty()).map(str::to_owned).collect()
        }),
        has_search_key: get(SEARCH_KEY).as_deref() != Some(OFF),
        chosen_topics: get(TOPICS).unwrap_or_default(),
        chosen_place: get(PLACE).unwrap_or_default(),
        keeps_offline: get(OFFLINE).as_deref() != Some(OFF),
        is_restored: true,
        is_forgotten: false,
    }
}

/// Whether another window's change of the key `key` concerns this one: where that one
/// reads does not.
pub fn is_shared(key: &str) -> bool {
    key != LAST_CHAPTER && !key.starts_with(POSITION) && !key.starts_with(PROGRESS)
}

/// Keeps of `session` on the device what is not as in `before`, as far as the device lets it.
/// What another window has kept of the rest meanwhile stays.
pub fn save(session: &Session, before: &Session) {
    let Some(storage) = storage() else { return };
    // Nothing is left on a device on which all was removed, by another window maybe.
    let has_choices = *session != Session { is_restored: true, ..Session::default() };
    if !has_choices && own_keys(&storage).is_empty() {
        return;
    }
    // A full or blocked storage keeps what it has; the page works without.
    let set = |key: &str, value: &str| drop(storage.set_item(key, value));
    let set_new = |key: &str, value: &str, before: &str| {
        if value != before {
            set(key, value);
        }
    };
    let switch = |is_on: bool| if is_on { "on" } else { OFF };
    set_new(THEME, session.theme.name(), before.theme.name());
    set_new(TYPE_SIZE, &session.type_size.name(), &before.type_size.name());
    set_new(MODE, session.mode.name(), before.mode.name());
    set_new(PACE, session.pace.name(), before.pace.name());
    set_new(SEARCHES, &session.searches.join("\n"), &before.searches.join("\n"));
    set_new(SEARCH_KEY, switch(session.has_search_key), switch(before.has_search_key));
    set_new(OFFLINE, switch(session.keeps_offline), switch(before.keeps_offline));
    set_new(TOPICS, &session.chosen_topics, &before.chosen_topics);
    set_new(PLACE, &session.chosen_place, &before.chosen_place);
    let has_read =
        session.readings != before.readings || session.last_chapter != before.last_chapter;
    if let (Some(chapter), true) = (session.last_chapter, has_read) {
        set(LAST_CHAPTER, &chapter.to_string());
    }
    for (chapter, reading) in &session.readings {
        if before.readings.get(chapter) != Some(reading) {
            set(&format!("{POSITION}{chapter}"), &reading.block);
            let key = format!("{PROGRESS}{chapter}");
            let percent = storage.get_item(&key).ok().flatten().and_then(|it| it.parse().ok());
            set(&key, &reading.percent.max(percent.unwrap_or_default()).to_string());
        }
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

/// The actual values in `stored`, and whether what cannot be read of it is kept aside.
fn actuals(stored: Option<String>, plan: &Plan, numbers: &Numbers) -> (ActualValues, bool) {
    let (Some(stored), Some(period)) = (stored, plan.period) else {
        return (ActualValues::default(), true);
    };
    let import = read_stored(&stored, &numbers.indicators, period);
    let is_aside = import.n_errors == 0
        || storage().is_some_and(|storage| {
            let kept = storage.get_item(DAMAGED_ACTUALS).ok().flatten().unwrap_or_default();
            kept.contains(&stored) || storage.set_item(DAMAGED_ACTUALS, &(kept + &stored)).is_ok()
        });
    (import.values, is_aside)
}

/// Keeps the reader's actual values on the device; `false` where the device refuses, also to
/// keep aside what cannot be read of those that are there.
pub fn save_actuals(actuals: &ActualValues, plan: &Plan, numbers: &Numbers) -> bool {
    let Some(storage) = storage() else { return false };
    let stored = storage.get_item(ACTUALS).ok().flatten();
    if !self::actuals(stored, plan, numbers).1 {
        return false;
    }
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
