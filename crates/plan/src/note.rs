//! A reader's markers, highlights and notes: on the device, in files, and taken in again.
//!
//! Invariants:
//!
//! - What was written reads back the same: [`Note::to_json`] by [`read_note`],
//!   [`to_file`] by [`read_file`].
//! - Reading a file changes nothing: what it holds comes in by [`merge`] alone, and a merge
//!   of a copy says before what it would do. A merge loses no words: of two versions of a
//!   note the later stays where it is known to come from the other, otherwise both stay. A
//!   second merge of the same notes changes nothing.
//! - A damaged file gives every note that can be read and an error for each that cannot, in
//!   time linear in the file.
//! - The core has no clock: times come from the caller.
//!
//! # The file
//!
//! JSON, an object:
//!
//! | name | value |
//! | --- | --- |
//! | `format` | `plan-reader-notes` |
//! | `version` | 1 |
//! | `plan` | the plan's title, for people |
//! | `notes` | a list of notes |
//!
//! A note is an object:
//!
//! | name | value |
//! | --- | --- |
//! | `id` | 1 to [`MAX_ID_CHARS`] Latin letters, digits and hyphens |
//! | `kind` | `marker`, `highlight` or `note` |
//! | `created`, `changed` | times in UTC after ISO 8601: `2026-01-31T08:00:00.000Z` |
//! | `earlier` | the times that earlier versions were changed at; may be missing |
//! | `text` | the reader's own words; may be missing |
//! | `targets` | a list of 1 to [`MAX_TARGETS`] objects with the [`Anchor`]'s `block`, and `exact`, `prefix` and `suffix` as in a `TextQuoteSelector` of the W3C's Web Annotation; the latter two may be missing |
//!
//! Other names are passed over.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::anchor::Anchor;
use crate::json::{Broken, JsonKind, Reader, push_text};

/// What `format` is.
pub const FORMAT: &str = "plan-reader-notes";
/// The longest id, in characters.
pub const MAX_ID_CHARS: usize = 64;
/// How many places a note has at the most.
pub const MAX_TARGETS: usize = 200;
/// The longest text, in characters.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// The largest file, in bytes. What a device keeps of a site is less.
pub const MAX_FILE_BYTES: usize = 24 << 20;
/// How many errors of one file are kept; all are counted.
pub const MAX_ERRORS: usize = 100;
/// How many times of earlier versions a note keeps.
const MAX_EARLIER: usize = 40;
/// How much of what was found an error repeats, in characters.
const MAX_FOUND_CHARS: usize = 40;

/// What a reader left at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// A mark at a paragraph, without words.
    Marker,
    /// Words of the plan, marked.
    Highlight,
    /// Words of the plan, with the reader's own.
    Note,
}

impl NoteKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Marker, Self::Highlight, Self::Note];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marker => "marker",
            Self::Highlight => "highlight",
            Self::Note => "note",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A marker, highlight or note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Unique among the reader's notes.
    pub id: String,
    /// What it is.
    pub kind: NoteKind,
    /// The words that it is about, in the plan's order.
    pub targets: Vec<Anchor>,
    /// The reader's own words.
    pub text: String,
    /// When it was made.
    pub created: String,
    /// When it was last changed.
    pub changed: String,
    /// When versions before this one were changed, the first first.
    pub earlier: Vec<String>,
}

impl Note {
    /// A note made at the time `now`.
    pub fn new(id: String, kind: NoteKind, targets: Vec<Anchor>, text: String, now: &str) -> Self {
        let (created, changed) = (now.to_owned(), now.to_owned());
        Self { id, kind, targets, text, created, changed, earlier: Vec::new() }
    }

    /// The note with the words `text` since the time `now`. Words make a note of it; without
    /// them it marks the plan's.
    pub fn with_text(mut self, text: String, now: &str) -> Self {
        self.kind = match self.kind {
            _ if !text.is_empty() => NoteKind::Note,
            NoteKind::Note => NoteKind::Highlight,
            kind => kind,
        };
        self.text = text;
        let changed = std::mem::replace(&mut self.changed, now.to_owned());
        self.remember(changed);
        self
    }

    fn remember(&mut self, changed: String) {
        if changed != self.changed && !self.earlier.contains(&changed) {
            let at = self.earlier.partition_point(|time| *time < changed);
            self.earlier.insert(at, changed);
            if self.earlier.len() > MAX_EARLIER {
                self.earlier.remove(0);
            }
        }
    }

    /// Whether both say the same of the same words.
    pub fn is_same(&self, other: &Self) -> bool {
        self.content() == other.content()
    }

    fn content(&self) -> (NoteKind, &str, &[Anchor]) {
        (self.kind, &self.text, &self.targets)
    }

    /// Whether `other` is an earlier version of this.
    fn comes_from(&self, other: &Self) -> bool {
        other.changed < self.changed && self.earlier.contains(&other.changed)
    }

    /// The note as JSON, on one line.
    pub fn to_json(&self) -> String {
        let mut json = String::from("{");
        let texts = [
            ("id", self.id.as_str()),
            ("kind", self.kind.name()),
            ("created", &self.created),
            ("changed", &self.changed),
            ("text", &self.text),
        ];
        for (name, text) in texts {
            push_named(&mut json, name, text);
        }
        json.push_str("\"earlier\":[");
        for time in &self.earlier {
            push_text(&mut json, time);
            json.push(',');
        }
        end_list(&mut json);
        json.push_str(",\"targets\":[");
        for target in &self.targets {
            json.push('{');
            let texts = [
                ("block", &target.block),
                ("exact", &target.quote),
                ("prefix", &target.prefix),
                ("suffix", &target.suffix),
            ];
            for (name, text) in texts {
                push_named(&mut json, name, text);
            }
            json.pop();
            json.push_str("},");
        }
        end_list(&mut json);
        json.push('}');
        json
    }
}

fn push_named(json: &mut String, name: &str, text: &str) {
    push_text(json, name);
    json.push(':');
    push_text(json, text);
    json.push(',');
}

/// Ends a list, whose last item has a comma behind it.
fn end_list(json: &mut String) {
    if json.ends_with(',') {
        json.pop();
    }
    json.push(']');
}

/// `notes` on the plan with the title `title` as a file.
pub fn to_file<'a>(title: &str, notes: impl Iterator<Item = &'a Note>) -> String {
    let mut json = String::from("{\n");
    push_named(&mut json, "format", FORMAT);
    json.push_str("\"version\":1,\n");
    push_named(&mut json, "plan", title);
    json.push_str("\"notes\":[");
    for (idx, note) in notes.enumerate() {
        json.push_str(if idx > 0 { ",\n" } else { "\n" });
        json.push_str(&note.to_json());
    }
    json.push_str("\n]}\n");
    json
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteImport {
    /// The notes that can be read.
    pub notes: Vec<Note>,
    /// What is wrong with the others, in their order; the first [`MAX_ERRORS`].
    pub errors: Vec<NoteError>,
    /// How many errors there are in all.
    pub n_errors: usize,
}

/// A note that could not be read. Displayed as
/// `note 7: expected a time, but found "yesterday"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteError {
    /// Which note of the file, counted from 1; 0 for the file itself.
    pub note: usize,
    /// What is wrong with it.
    pub mismatch: NoteMismatch,
}

/// What was expected, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMismatch {
    /// What was expected.
    pub expected: NoteExpected,
    /// What was found.
    pub found: NoteFound,
}

/// What was expected of a file or of a note in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteExpected {
    /// A file of at most [`MAX_FILE_BYTES`].
    SmallerFile,
    /// JSON, from here on.
    Json,
    /// `format` with [`FORMAT`].
    Format,
    /// `version` with 1.
    Version,
    /// A list of `notes`.
    Notes,
    /// A note.
    Note,
    /// An `id`.
    Id,
    /// A `kind`.
    Kind,
    /// A time in `created`, `changed` or `earlier`.
    Time,
    /// `text`.
    Text,
    /// Words that are not too long.
    ShorterText,
    /// `targets`: some, but not too many.
    Targets,
    /// The words of a place, in `exact`.
    Quote,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteFound {
    /// Nothing.
    Nothing,
    /// This text, shortened.
    Text(String),
    /// A value of this kind.
    Kind(JsonKind),
    /// So many.
    Count(usize),
    /// Something that has no form.
    Broken,
}

impl NoteFound {
    fn text(text: &str) -> Self {
        let mut chars = text.chars();
        let mut found: String = chars.by_ref().take(MAX_FOUND_CHARS).collect();
        if chars.next().is_some() {
            found.push('…');
        }
        Self::Text(found)
    }
}

impl fmt::Display for NoteExpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SmallerFile => "a smaller file",
            Self::Json => "JSON",
            Self::Format => "the format plan-reader-notes",
            Self::Version => "version 1",
            Self::Notes => "a list of notes",
            Self::Note => "a note",
            Self::Id => "an id",
            Self::Kind => "marker, highlight or note",
            Self::Time => "a time",
            Self::Text => "text",
            Self::ShorterText => "a shorter text",
            Self::Targets => "1 to 200 targets",
            Self::Quote => "words of the plan",
        })
    }
}

impl fmt::Display for NoteFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Kind(kind) => f.write_str(match kind {
                JsonKind::Text => "text",
                JsonKind::Number => "a number",
                JsonKind::List => "a list",
                JsonKind::Object => "an object",
                JsonKind::Truth => "true or false",
                JsonKind::Null => "null",
            }),
            Self::Count(n) => write!(f, "{n}"),
            Self::Broken => f.write_str("something broken"),
        }
    }
}

impl fmt::Display for NoteMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, but found {}", self.expected, self.found)
    }
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.note {
            0 => write!(f, "file: {}", self.mismatch),
            note => write!(f, "note {note}: {}", self.mismatch),
        }
    }
}

type Reading<T> = Result<T, NoteMismatch>;

fn mismatch<T>(expected: NoteExpected, found: NoteFound) -> Reading<T> {
    Err(NoteMismatch { expected, found })
}

impl From<Broken> for NoteMismatch {
    fn from(Broken: Broken) -> Self {
        Self { expected: NoteExpected::Json, found: NoteFound::Broken }
    }
}

/// The value that comes next, as it is written, if it is a `kind`.
fn written<'a>(
    reader: &mut Reader<'a>,
    kind: JsonKind,
    expected: NoteExpected,
) -> Reading<&'a str> {
    let found = reader.kind()?;
    let written = reader.skip()?;
    if found == kind { Ok(written) } else { mismatch(expected, NoteFound::Kind(found)) }
}

fn text(reader: &mut Reader, max_chars: usize, expected: NoteExpected) -> Reading<String> {
    let text = Reader::new(written(reader, JsonKind::Text, expected)?).string()?;
    // A byte is at least a third of a character of these texts.
    let n_chars = if text.len() > max_chars { text.chars().count() } else { 0 };
    if n_chars > max_chars {
        return mismatch(NoteExpected::ShorterText, NoteFound::Count(n_chars));
    }
    Ok(text)
}

/// The items of the list that comes next, as they are written.
fn items<'a>(reader: &mut Reader<'a>, expected: NoteExpected) -> Reading<Vec<&'a str>> {
    let mut list = Reader::new(written(reader, JsonKind::List, expected)?);
    list.enter(b'[')?;
    let mut items = Vec::new();
    while list.has_item(b']', items.is_empty())? {
        items.push(list.skip()?);
    }
    Ok(items)
}

/// The time `text`, to the millisecond: `2026-01-31T08:00:00.000Z`.
fn time(text: &str) -> Reading<String> {
    let is_time = || {
        let (to_seconds, fraction) = text.strip_suffix('Z')?.split_at_checked(19)?;
        let is_formed = to_seconds
            .bytes()
            .zip(*b"0000-00-00T00:00:00")
            .all(|(byte, form)| if form == b'0' { byte.is_ascii_digit() } else { byte == form });
        let is_within = |start: usize, min: &str, max: &str| {
            let part = &to_seconds[start..start + 2];
            min <= part && part <= max
        };
        let digits = fraction.strip_prefix('.').unwrap_or(fraction);
        let is_fraction = digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.is_empty() == fraction.is_empty();
        let is_good = is_formed
            && is_within(5, "01", "12")
            && is_within(8, "01", "31")
            && is_within(11, "00", "23")
            && is_within(14, "00", "59")
            && is_within(17, "00", "60")
            && is_fraction
            && digits.len() <= 9;
        let millis: String = digits.chars().chain("000".chars()).take(3).collect();
        is_good.then(|| format!("{to_seconds}.{millis}Z"))
    };
    match is_time() {
        Some(time) => Ok(time),
        None => mismatch(NoteExpected::Time, NoteFound::text(text)),
    }
}

/// Reads a note from the JSON that [`Note::to_json`] wrote, or anyone.
///
/// # Errors
///
/// What was expected and what was found instead, for the first thing that is wrong.
pub fn read_note(json: &str) -> Result<Note, NoteMismatch> {
    let mut reader = Reader::new(json);
    let json = written(&mut reader, JsonKind::Object, NoteExpected::Note)?;
    if !reader.is_at_end() {
        return Err(Broken.into());
    }
    let mut reader = Reader::new(json);
    reader.enter(b'{')?;
    let (mut id, mut kind, mut created, mut changed) = (None, None, None, None);
    let mut note = Note::new(String::new(), NoteKind::Note, Vec::new(), String::new(), "");
    let mut is_first = true;
    while let Some(name) = reader.next_name(is_first)? {
        is_first = false;
        match name.as_str() {
            "id" => {
                let text = text(&mut reader, usize::MAX, NoteExpected::Id)?;
                let is_good = |ch: char| ch.is_ascii_alphanumeric() || ch == '-';
                if !text.chars().all(is_good) || !(1..=MAX_ID_CHARS).contains(&text.len()) {
                    return mismatch(NoteExpected::Id, NoteFound::text(&text));
                }
                id = Some(text);
            }
            "kind" => {
                let text = text(&mut reader, usize::MAX, NoteExpected::Kind)?;
                kind = NoteKind::parse(&text);
                if kind.is_none() {
                    return mismatch(NoteExpected::Kind, NoteFound::text(&text));
                }
            }
            "created" => created = Some(time(&text(&mut reader, 99, NoteExpected::Time)?)?),
            "changed" => changed = Some(time(&text(&mut reader, 99, NoteExpected::Time)?)?),
            "earlier" => {
                note.earlier.clear();
                for item in items(&mut reader, NoteExpected::Time)? {
                    let text = text(&mut Reader::new(item), 99, NoteExpected::Time)?;
                    note.earlier.push(time(&text)?);
                }
                let n_over = note.earlier.len().saturating_sub(MAX_EARLIER);
                note.earlier.drain(..n_over);
            }
            "text" => note.text = text(&mut reader, MAX_TEXT_CHARS, NoteExpected::Text)?,
            "targets" => {
                let items = items(&mut reader, NoteExpected::Targets)?;
                if !(1..=MAX_TARGETS).contains(&items.len()) {
                    return mismatch(NoteExpected::Targets, NoteFound::Count(items.len()));
                }
                note.targets = items.into_iter().map(read_anchor).collect::<Reading<_>>()?;
            }
            _ => drop(reader.skip()?),
        }
    }
    let missing = |expected| NoteMismatch { expected, found: NoteFound::Nothing };
    note.id = id.ok_or(missing(NoteExpected::Id))?;
    note.kind = kind.ok_or(missing(NoteExpected::Kind))?;
    note.created = created.ok_or(missing(NoteExpected::Time))?;
    note.changed = changed.unwrap_or_else(|| note.created.clone());
    if note.targets.is_empty() {
        return Err(missing(NoteExpected::Targets));
    }
    Ok(note)
}

fn read_anchor(json: &str) -> Reading<Anchor> {
    let mut reader = Reader::new(json);
    let mut reader = Reader::new(written(&mut reader, JsonKind::Object, NoteExpected::Targets)?);
    reader.enter(b'{')?;
    let mut anchor = Anchor::default();
    let mut is_first = true;
    while let Some(name) = reader.next_name(is_first)? {
        is_first = false;
        let part = match name.as_str() {
            "block" => &mut anchor.block,
            "exact" => &mut anchor.quote,
            "prefix" => &mut anchor.prefix,
            "suffix" => &mut anchor.suffix,
            _ => {
                reader.skip()?;
                continue;
            }
        };
        *part = text(&mut reader, MAX_TEXT_CHARS, NoteExpected::Quote)?;
    }
    if anchor.quote.trim().is_empty() {
        return mismatch(NoteExpected::Quote, NoteFound::Nothing);
    }
    Ok(anchor)
}

/// Reads a reader's file. What is no file of notes has one error and no notes.
pub fn read_file(file: &str) -> NoteImport {
    let mut import = NoteImport::default();
    if let Err(mismatch) = read_into(file, &mut import) {
        import.add(mismatch.0, mismatch.1);
    }
    import
}

/// Reads `file` as far as it can be read.
fn read_into(file: &str, import: &mut NoteImport) -> Result<(), (usize, NoteMismatch)> {
    let whole = |mismatch: NoteMismatch| (0, mismatch);
    let broken = |Broken| (0, Broken.into());
    let failed = |expected, found| Err((0, NoteMismatch { expected, found }));
    if file.len() > MAX_FILE_BYTES {
        return failed(NoteExpected::SmallerFile, NoteFound::Count(file.len()));
    }
    let mut reader = Reader::new(file);
    let kind = match reader.kind() {
        Ok(JsonKind::Object) => None,
        Ok(kind) => Some(NoteFound::Kind(kind)),
        Err(Broken) if reader.is_at_end() => Some(NoteFound::Nothing),
        Err(Broken) => Some(NoteFound::text(file.trim_start_matches('\u{feff}').trim())),
    };
    if let Some(found) = kind {
        return failed(NoteExpected::Json, found);
    }
    reader.enter(b'{').map_err(broken)?;
    let (mut is_ours, mut has_notes, mut is_first) = (false, false, true);
    while let Some(name) = reader.next_name(is_first).map_err(broken)? {
        is_first = false;
        match name.as_str() {
            "format" => {
                let format = text(&mut reader, 99, NoteExpected::Format).map_err(whole)?;
                is_ours = format == FORMAT;
                if !is_ours {
                    return failed(NoteExpected::Format, NoteFound::text(&format));
                }
            }
            "version" => {
                let version = written(&mut reader, JsonKind::Number, NoteExpected::Version);
                let version = version.map_err(whole)?;
                if version != "1" {
                    return failed(NoteExpected::Version, NoteFound::text(version));
                }
            }
            "notes" if is_ours => {
                has_notes = true;
                let kind = reader.kind().map_err(broken)?;
                if kind != JsonKind::List {
                    return failed(NoteExpected::Notes, NoteFound::Kind(kind));
                }
                reader.enter(b'[').map_err(broken)?;
                let mut n = 0;
                // What breaks the list's own form ends it; the notes before are good.
                let broken_at = |n| move |Broken| (n, Broken.into());
                while reader.has_item(b']', n == 0).map_err(broken_at(n + 1))? {
                    n += 1;
                    match read_note(reader.skip().map_err(broken_at(n))?) {
                        Ok(note) => import.notes.push(note),
                        Err(mismatch) => import.add(n, mismatch),
                    }
                }
            }
            _ => drop(reader.skip().map_err(broken)?),
        }
    }
    if !is_ours {
        return failed(NoteExpected::Format, NoteFound::Nothing);
    }
    if !has_notes {
        return failed(NoteExpected::Notes, NoteFound::Nothing);
    }
    Ok(())
}

impl NoteImport {
    fn add(&mut self, note: usize, mismatch: NoteMismatch) {
        self.n_errors += 1;
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(NoteError { note, mismatch });
        }
    }
}

/// What a merge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoteChanges {
    /// Notes that were not there.
    pub n_new: usize,
    /// Notes that were there, or the same words for the same place.
    pub n_same: usize,
    /// Notes whose later version came in.
    pub n_later: usize,
    /// Notes whose later version was there.
    pub n_earlier: usize,
    /// Notes changed here and there: both versions stay, one as a note of its own.
    pub n_both: usize,
}

/// Takes the notes `incoming` in, in linear time. Where an id is there more than once among
/// them, each note after the first stands as one of its own.
pub fn merge(notes: &mut Vec<Note>, incoming: &[Note]) -> NoteChanges {
    let n_before = notes.len();
    let mut merge = Merge {
        places: (0..).zip(&*notes).map(|(at, note)| (note.id.clone(), at)).collect(),
        notes,
        changes: NoteChanges::default(),
        is_conflict: Vec::new(),
    };
    let mut ids = HashSet::new();
    for note in incoming {
        let is_repeated = !ids.insert(&note.id);
        let mut note = note.clone();
        if is_repeated {
            note.id = id_of_copy(&note);
        }
        merge.take_in(note, is_repeated);
    }
    let Merge { mut changes, is_conflict, .. } = merge;
    // The same words for the same place, noted twice: known only when all versions are in, for
    // a note that has them now may have others then.
    let mut contents = HashSet::new();
    let is_new: Vec<bool> = notes.iter().map(|note| contents.insert(note.content())).collect();
    let mut at = 0;
    notes.retain(|_| {
        let is_kept = at < n_before || is_new[at];
        if !is_kept {
            let is_conflict = is_conflict[at - n_before];
            *(if is_conflict { &mut changes.n_both } else { &mut changes.n_new }) -= 1;
            changes.n_same += 1;
        }
        at += 1;
        is_kept
    });
    changes
}

/// A merge that goes on.
struct Merge<'a> {
    notes: &'a mut Vec<Note>,
    /// Where the note with an id is.
    places: HashMap<String, usize>,
    changes: NoteChanges,
    /// Of each note that was not there before, whether it is one of two versions that both stay.
    is_conflict: Vec<bool>,
}

impl Merge<'_> {
    fn take_in(&mut self, mut note: Note, mut is_conflict: bool) {
        while let Some(&at) = self.places.get(&note.id) {
            let known = &mut self.notes[at];
            if known.is_same(&note) {
                // One history of both.
                if note.changed > known.changed {
                    let before = std::mem::replace(&mut known.changed, note.changed);
                    known.remember(before);
                } else {
                    known.remember(note.changed);
                }
                for time in note.earlier {
                    known.remember(time);
                }
                self.changes.n_same += 1;
                return;
            }
            if known.comes_from(&note) {
                self.changes.n_earlier += 1;
                return;
            }
            if note.comes_from(known) {
                *known = note;
                self.changes.n_later += 1;
                return;
            }
            // Changed here and there. The later version keeps the id.
            is_conflict = true;
            if note.changed > known.changed {
                std::mem::swap(known, &mut note);
            }
            note.id = id_of_copy(&note);
        }
        *(if is_conflict { &mut self.changes.n_both } else { &mut self.changes.n_new }) += 1;
        self.is_conflict.push(is_conflict);
        self.places.insert(note.id.clone(), self.notes.len());
        self.notes.push(note);
    }
}

/// An id for a note whose own another version has: always the same for the same words.
fn id_of_copy(note: &Note) -> String {
    let quotes = note.targets.iter().flat_map(|target| [&target.quote, &target.prefix]);
    let texts = [&note.id, &note.text, &note.changed].into_iter().chain(quotes);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in texts.flat_map(|text| text.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
