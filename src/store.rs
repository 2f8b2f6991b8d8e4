//! The device's storage: the only module that touches it.
//!
//! One short string a key, so that a damaged or foreign value spoils nothing but
//! itself. Where storage is blocked or full, the session lasts as long as the page.
//! The keys of theme and type size are also read by `www/early.js`, before the
//! first paint.

use web_sys::Storage;

use crate::session::{Session, Theme, TypeSize};

const THEME: &str = "plan-reader.theme";
const TYPE_SIZE: &str = "plan-reader.type-size";
const LAST_CHAPTER: &str = "plan-reader.last-chapter";
/// Followed by the chapter's number.
const POSITION: &str = "plan-reader.position.";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What the device has of the session. `chapters` are the numbers to look for.
pub fn load(chapters: impl Iterator<Item = u16>) -> Session {
    let storage = storage();
    let get = |key: &str| storage.as_ref()?.get_item(key).ok()?;
    let positions = chapters
        .filter_map(|chapter| Some((chapter, get(&format!("{POSITION}{chapter}"))?)))
        .collect();
    Session {
        theme: get(THEME).and_then(|name| Theme::parse(&name)).unwrap_or_default(),
        type_size: get(TYPE_SIZE).and_then(|name| TypeSize::parse(&name)).unwrap_or_default(),
        positions,
        last_chapter: get(LAST_CHAPTER).and_then(|number| number.parse().ok()),
        is_restored: true,
    }
}

/// Keeps `session` on the device, as far as the device lets it.
pub fn save(session: &Session) {
    let Some(storage) = storage() else { return };
    // A full or blocked storage keeps what it has; the page works without.
    let set = |key: &str, value: &str| drop(storage.set_item(key, value));
    set(THEME, session.theme.name());
    set(TYPE_SIZE, &session.type_size.name());
    if let Some(chapter) = session.last_chapter {
        set(LAST_CHAPTER, &chapter.to_string());
    }
    for (chapter, block) in &session.positions {
        set(&format!("{POSITION}{chapter}"), block);
    }
}
