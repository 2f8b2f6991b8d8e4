//! What the reader chose and where they were: one state, one reducer.
//!
//! Kept on the device by [`store`](crate::store), never sent anywhere.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan::actual::{ActualValues, OnConflict};
use plan::note::Note;
use yew::Reducible;

/// A colour theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark on warm paper.
    Paper,
}

impl Theme {
    /// All themes, in the order of the control.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Paper, Self::Dark];

    /// The name in attributes and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Paper => "paper",
        }
    }

    /// The theme called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// A step of type size: 0 is the normal size, each step larger or smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeSize(i8);

impl TypeSize {
    /// The smallest step.
    pub const MIN: Self = Self(-1);
    /// The largest step.
    pub const MAX: Self = Self(4);

    /// The step `by` steps on, within the limits.
    pub fn changed(self, by: i8) -> Self {
        Self(self.0.saturating_add(by).clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The name in attributes and on the device.
    pub fn name(self) -> String {
        self.0.to_string()
    }

    /// The step called `name`, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        let step = name.parse().ok()?;
        (Self::MIN.0..=Self::MAX.0).contains(&step).then_some(Self(step))
    }
}

/// How the pages are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// As they are.
    #[default]
    Standard,
    /// 长辈版: larger type, more space, larger things to tap.
    Elder,
}

impl Mode {
    /// The name in addresses, in attributes and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Elder => "elder",
        }
    }

    /// The mode called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Standard, Self::Elder].into_iter().find(|mode| mode.name() == name)
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Standard => Self::Elder,
            Self::Elder => Self::Standard,
        }
    }
}

/// How fast the plan is read out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// For those who want to follow the text.
    Slow,
    /// As the voice has it.
    #[default]
    Normal,
    /// A quarter faster.
    Fast,
    /// Half as fast again.
    Faster,
}

impl Pace {
    const ALL: [Self; 4] = [Self::Slow, Self::Normal, Self::Fast, Self::Faster];

    /// The name in attributes and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Normal => "normal",
            Self::Fast => "fast",
            Self::Faster => "faster",
        }
    }

    /// The name in the control.
    pub fn words(self) -> &'static str {
        match self {
            Self::Slow => "慢速",
            Self::Normal => "常速",
            Self::Fast => "快速",
            Self::Faster => "最快",
        }
    }

    /// How many times the voice's usual speed.
    pub fn rate(self) -> f32 {
        match self {
            Self::Slow => 0.8,
            Self::Normal => 1.0,
            Self::Fast => 1.25,
            Self::Faster => 1.5,
        }
    }

    /// The pace called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.name() == name)
    }

    /// The next one in the control, after the fastest the slowest.
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// The reader's markers, highlights and notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// All of them, in the order of their ids.
    pub all: Vec<Note>,
    /// The ids of those that the device refused to keep: they last as long as the page.
    pub unkept: Vec<String>,
    /// What the device has under notes' names and cannot be read, as it is.
    pub damaged: Vec<String>,
    /// Whether the device lost what it had: the notes are here and nowhere else.
    pub is_lost: bool,
}

impl Notes {
    /// Puts `note` in its place, also for an earlier version of it.
    pub fn put(&mut self, note: Note) {
        let at = self.all.partition_point(|known| known.id < note.id);
        match self.all.get_mut(at).filter(|known| known.id == note.id) {
            Some(known) => *known = note,
            None => self.all.insert(at, note),
        }
    }

    /// The note with the id `id`.
    pub fn get(&self, id: &str) -> Option<&Note> {
        self.all.iter().find(|note| note.id == id)
    }

    /// These notes, as the device has them now, with those of `before` that it has not:
    /// the ones that it refused. Where it has none any more though nobody took them away
    /// one by one (`is_told` says whether someone did), all of `before` stay.
    fn after(mut self, before: &Self, is_told: bool) -> Self {
        let n_kept = before.all.len() - before.unkept.len().min(before.all.len());
        let is_lost = self.all.is_empty() && (before.is_lost || n_kept > 0 && !is_told);
        for note in &before.all {
            let is_unkept = is_lost || before.unkept.contains(&note.id);
            if is_unkept && self.get(&note.id) != Some(note) {
                self.put(note.clone());
                self.unkept.push(note.id.clone());
            }
        }
        self.is_lost = is_lost;
        self
    }
}

/// How far the reader is in a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The id of the paragraph last at the top of the window; empty where none is known.
    pub block: String,
    /// How much of the chapter was seen, in percent.
    pub percent: u8,
}

/// The reader's choices and places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The theme.
    pub theme: Theme,
    /// The type size.
    pub type_size: TypeSize,
    /// The mode.
    pub mode: Mode,
    /// How fast the plan is read out.
    pub pace: Pace,
    /// How far the reader is, by the chapter's number.
    pub readings: BTreeMap<u16, Reading>,
    /// The chapter read last.
    pub last_chapter: Option<u16>,
    /// The actual values that the reader entered.
    pub actuals: ActualValues,
    /// Whether the device refused to keep them: they last as long as the page.
    pub are_actuals_unkept: bool,
    /// The reader's notes.
    pub notes: Rc<Notes>,
    /// What the reader searched for lately, the latest first.
    pub searches: Vec<String>,
    /// Whether the key `/` leads to the search.
    pub has_search_key: bool,
    /// The topics that the reader chose for their own page: short names parted by commas.
    pub chosen_topics: String,
    /// The short name of the district chosen for it.
    pub chosen_place: String,
    /// Whether the site is kept for reading offline.
    pub keeps_offline: bool,
    /// Whether the device's storage was read. Nothing is written before.
    pub is_restored: bool,
    /// Whether the reader wanted all forgotten that the device keeps.
    pub is_forgotten: bool,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            type_size: TypeSize::default(),
            mode: Mode::default(),
            pace: Pace::default(),
            readings: BTreeMap::new(),
            last_chapter: None,
            actuals: ActualValues::default(),
            are_actuals_unkept: false,
            notes: Rc::default(),
            searches: Vec::new(),
            has_search_key: true,
            chosen_topics: String::new(),
            chosen_place: String::new(),
            keeps_offline: true,
            is_restored: false,
            is_forgotten: false,
        }
    }
}

impl Session {
    /// Whether something that the reader entered is here and nowhere else.
    pub fn has_unkept(&self) -> bool {
        self.are_actuals_unkept || self.notes.is_lost || !self.notes.unkept.is_empty()
    }
}

/// How many searches are kept.
const MAX_SEARCHES: usize = 8;

/// A change of the session.
#[derive(Clone, Debug)]
pub enum SessionAction {
    /// The device's storage was read.
    Restore(Session),
    /// The reader chose a theme.
    SetTheme(Theme),
    /// The reader chose a mode.
    SetMode(Mode),
    /// The reader asked for larger or smaller type.
    ChangeTypeSize(i8),
    /// The reader chose how fast the plan is read out.
    SetPace(Pace),
    /// The reader entered or imported actual values: all there are now, and whether the device
    /// refused them.
    SetActuals(ActualValues, bool),
    /// Notes were made or changed; the device refused to keep those with these ids.
    PutNotes(Vec<Note>, Vec<String>),
    /// The notes with these ids were taken away.
    DropNotes(Vec<String>),
    /// The device's notes were read again, nobody having told that they changed.
    RereadNotes(Rc<Notes>),
    /// The reader searched for words, and followed what was found or waited for it.
    Searched(String),
    /// The reader wants what they searched for forgotten.
    ForgetSearches,
    /// The reader wants the key `/` to lead to the search, or not to.
    SetSearchKey(bool),
    /// The reader wants the site kept for reading offline, or not.
    KeepOffline(bool),
    /// The reader wants all that the device keeps forgotten. Until the page is closed choices and
    /// places are not kept any more; notes and actual values are, which the reader asks for.
    Forget,
    /// The reader chose topics and a district for their own page.
    Choose {
        /// The topics' short names, parted by commas.
        topics: String,
        /// The district's short name.
        place: String,
    },
    /// The reader came to a paragraph.
    Read {
        /// The chapter.
        chapter: u16,
        /// The paragraph's id.
        block: String,
        /// How much of the chapter is above the window's end, in percent.
        percent: u8,
    },
}

impl Reducible for Session {
    type Action = SessionAction;

    fn reduce(self: Rc<Self>, action: SessionAction) -> Rc<Self> {
        let mut session = (*self).clone();
        match action {
            SessionAction::Restore(restored) => {
                let notes = (*restored.notes).clone().after(&session.notes, true).into();
                let are_actuals_unkept = session.are_actuals_unkept;
                let mut actuals = restored.actuals;
                if are_actuals_unkept {
                    actuals.merge(session.actuals, OnConflict::Replace);
                }
                let is_forgotten = session.is_forgotten;
                session = Self {
                    is_restored: true,
                    is_forgotten,
                    notes,
                    actuals,
                    are_actuals_unkept,
                    ..restored
                };
            }
            SessionAction::SetTheme(theme) => session.theme = theme,
            SessionAction::SetPace(pace) => session.pace = pace,
            SessionAction::SetMode(mode) => session.mode = mode,
            SessionAction::ChangeTypeSize(by) => session.type_size = session.type_size.changed(by),
            SessionAction::SetActuals(actuals, is_refused) => {
                session.actuals = actuals;
                session.are_actuals_unkept = is_refused;
            }
            SessionAction::PutNotes(all, refused) => {
                let notes = Rc::make_mut(&mut session.notes);
                for note in all {
                    notes.unkept.retain(|id| *id != note.id);
                    notes.put(note);
                }
                notes.unkept.extend(refused);
                notes.is_lost &= !notes.unkept.is_empty();
            }
            SessionAction::DropNotes(ids) => {
                let notes = Rc::make_mut(&mut session.notes);
                notes.all.retain(|note| !ids.contains(&note.id));
                notes.unkept.retain(|id| !ids.contains(id));
                notes.is_lost &= !notes.unkept.is_empty();
            }
            SessionAction::RereadNotes(notes) => {
                session.notes = (*notes).clone().after(&session.notes, false).into();
            }
            SessionAction::Searched(words) => {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    session.searches.retain(|known| *known != words);
                    session.searches.insert(0, words);
                    session.searches.truncate(MAX_SEARCHES);
                }
            }
            SessionAction::ForgetSearches => session.searches.clear(),
            SessionAction::SetSearchKey(has_search_key) => session.has_search_key = has_search_key,
            SessionAction::KeepOffline(keeps_offline) => session.keeps_offline = keeps_offline,
            SessionAction::Forget => {
                session = Self { is_restored: true, is_forgotten: true, ..Self::default() };
            }
            SessionAction::Choose { topics, place } => {
                session.chosen_topics = topics;
                session.chosen_place = place;
            }
            SessionAction::Read { chapter, block, percent } => {
                let reading = session.readings.entry(chapter).or_default();
                reading.block = block;
                reading.percent = percent.min(100).max(reading.percent);
                session.last_chapter = Some(chapter);
            }
        }
        session.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.name()), Some(theme));
        }
        for mode in [Mode::Standard, Mode::Elder] {
            assert_eq!(Mode::parse(mode.name()), Some(mode));
            assert_eq!(mode.other().other(), mode);
        }
        for pace in Pace::ALL {
            assert_eq!(Pace::parse(pace.name()), Some(pace));
        }
        assert_eq!(Pace::Faster.next(), Pace::Slow);
        let mut size = TypeSize::MIN;
        loop {
            assert_eq!(TypeSize::parse(&size.name()), Some(size));
            if size == TypeSize::MAX {
                break;
            }
            size = size.changed(1);
        }
        for damaged in ["", "9", "-2", "x", "1.5"] {
            assert_eq!(TypeSize::parse(damaged), None);
        }
    }

    #[test]
    fn type_size_stops_at_its_limits() {
        assert_eq!(TypeSize::MAX.changed(1), TypeSize::MAX);
        assert_eq!(TypeSize::MIN.changed(-1), TypeSize::MIN);
    }

    #[test]
    fn the_latest_searches_are_kept_each_once() {
        let search = |session: Rc<Session>, words: &str| {
            session.reduce(SessionAction::Searched(words.to_owned()))
        };
        let session = Rc::new(Session::default());
        let session = search(search(search(session, "养老"), " 太湖\u{3000}长江 "), "养老");
        assert_eq!(session.searches, ["养老", "太湖 长江"]);
        let many = (0..20).fold(session, |session, n| search(session, &n.to_string()));
        assert_eq!(many.searches.len(), MAX_SEARCHES);
        assert_eq!(many.searches[0], "19");
        assert_eq!(search(many.clone(), "  ").searches, many.searches);
        assert!(many.reduce(SessionAction::ForgetSearches).searches.is_empty());
    }

    fn read(chapter: u16, block: &str, percent: u8) -> SessionAction {
        SessionAction::Read { chapter, block: block.to_owned(), percent }
    }

    #[test]
    fn reading_keeps_a_position_a_chapter_and_the_furthest_progress() {
        let session = Rc::new(Session::default())
            .reduce(read(4, "4.1.3", 40))
            .reduce(read(5, "5.2.1", 130))
            .reduce(read(4, "4.1.1", 20));
        assert_eq!(session.last_chapter, Some(4));
        let [fourth, fifth] = [4, 5].map(|chapter| &session.readings[&chapter]);
        assert_eq!((&*fourth.block, fourth.percent), ("4.1.1", 40));
        assert_eq!((&*fifth.block, fifth.percent), ("5.2.1", 100));
    }

    #[test]
    fn values_that_the_device_refused_stay() {
        let all = plan::indicator::indicators(&crate::data::plan());
        let indicator = all.iter().find(|it| it.id == "14-5").expect("an indicator");
        let value = |year: &str, value: &str| {
            plan::actual::ActualValue::new(indicator, year, value, "").expect("a value")
        };
        let values = |all: Vec<plan::actual::ActualValue>| {
            let mut values = ActualValues::default();
            all.into_iter().for_each(|it| drop(values.insert(it)));
            values
        };
        let restore = |actuals: ActualValues| {
            SessionAction::Restore(Session { actuals, ..Session::default() })
        };
        let stored = values(vec![value("2022", "49"), value("2023", "49.5")]);
        let entered = values(vec![value("2022", "49.2")]);
        let refused =
            Rc::new(Session::default()).reduce(SessionAction::SetActuals(entered.clone(), true));
        assert!(refused.has_unkept());
        let restored = refused.reduce(restore(stored.clone()));
        let both = values(vec![value("2022", "49.2"), value("2023", "49.5")]);
        assert_eq!((&restored.actuals, restored.has_unkept()), (&both, true));
        let kept = restored.reduce(SessionAction::SetActuals(entered, false));
        assert!(!kept.has_unkept());
        assert_eq!(kept.reduce(restore(stored.clone())).actuals, stored);
    }

    #[test]
    fn what_was_forgotten_is_not_kept_again_and_the_page_stays_whole() {
        let session = Rc::new(Session { theme: Theme::Dark, ..Session::default() })
            .reduce(SessionAction::Forget);
        assert_eq!((session.theme, session.is_restored), (Theme::Auto, true));
        let again = session.reduce(SessionAction::Restore(Session::default()));
        assert!(again.is_forgotten);
    }

    fn note(id: &str, text: &str) -> Note {
        let anchor = plan::anchor::Anchor { quote: "太湖".to_owned(), ..Default::default() };
        let kind = plan::note::NoteKind::Note;
        Note::new(id.to_owned(), kind, vec![anchor], text.to_owned(), "2026-01-01T00:00:00.000Z")
    }

    fn ids(session: &Session) -> Vec<(&str, bool)> {
        let notes = &session.notes;
        notes.all.iter().map(|note| (note.id.as_str(), notes.unkept.contains(&note.id))).collect()
    }

    #[test]
    fn notes_that_the_device_refused_or_lost_stay() {
        let stored = |notes: &[Note]| {
            let mut all = Notes::default();
            notes.iter().for_each(|note| all.put(note.clone()));
            Rc::new(all)
        };
        let restore = |notes: &[Note]| {
            SessionAction::Restore(Session { notes: stored(notes), ..Session::default() })
        };
        let (a, b, c) = (note("a", "甲"), note("b", "乙"), note("c", "丙"));
        let session = Rc::new(Session::default()).reduce(restore(&[c.clone(), a.clone()]));
        let session =
            session.reduce(SessionAction::PutNotes(vec![b.clone()], vec!["b".to_owned()]));
        assert_eq!(ids(&session), [("a", false), ("b", true), ("c", false)]);
        // Another window took c away and changed a.
        let changed = a.clone().with_text("改".to_owned(), "2026-01-02T00:00:00.000Z");
        let session = session.reduce(restore(std::slice::from_ref(&changed)));
        assert_eq!(ids(&session), [("a", false), ("b", true)]);
        assert_eq!(session.notes.get("a"), Some(&changed));
        // Everything is gone from the device.
        let lost = session.clone().reduce(SessionAction::RereadNotes(stored(&[])));
        assert_eq!(ids(&lost), [("a", true), ("b", true)]);
        assert!(lost.notes.is_lost);
        let lost = lost.reduce(restore(&[]));
        assert_eq!((ids(&lost).len(), lost.notes.is_lost), (2, true));
        let all = lost.notes.all.clone();
        let kept = lost.reduce(SessionAction::PutNotes(all, Vec::new()));
        assert_eq!((ids(&kept), kept.notes.is_lost), (vec![("a", false), ("b", false)], false));
        let none = kept.reduce(SessionAction::DropNotes(vec!["a".to_owned(), "b".to_owned()]));
        assert!(none.notes.all.is_empty());
    }
}
