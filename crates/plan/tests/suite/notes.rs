//! A reader's notes in files: what is written reads back, what is damaged is said, and
//! nothing that was there is lost.

use plan::anchor::{Anchor, Row, TextRun};
use plan::invariants;
use plan::model::TextRange;
use plan::note::{
    MAX_ERRORS, Note, NoteChanges, NoteExpected, NoteImport, NoteKind, merge, read_file, read_note,
    to_file,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::bundle;

fn anchor(block: &str, quote: &str) -> Anchor {
    let (block, quote) = (block.to_owned(), quote.to_owned());
    Anchor { block, quote, prefix: "前\n".to_owned(), suffix: "后".to_owned() }
}

fn time(n: u32) -> String {
    format!("2026-01-{:02}T08:00:00.{:03}Z", n / 1000 + 1, n % 1000)
}

fn note(id: &str, text: &str, changed: u32) -> Note {
    let targets = vec![anchor("4.1.3", "太湖湾")];
    Note::new(id.to_owned(), NoteKind::Note, targets, text.to_owned(), &time(changed))
}

fn file(notes: &[Note]) -> String {
    to_file("规划", notes.iter())
}

fn errors(import: &NoteImport) -> Vec<String> {
    import.errors.iter().map(ToString::to_string).collect()
}

/// Reads a file with one note, given as JSON, and gives its error.
fn error_of(note: &str) -> String {
    let file = format!(r#"{{"format":"plan-reader-notes","version":1,"notes":[{note}]}}"#);
    let import = read_file(&file);
    assert_eq!((import.notes.len(), import.n_errors), (0, 1), "{note}");
    import.errors[0].to_string()
}

#[test]
fn a_file_is_json_as_described() {
    let plan = &bundle().plan;
    let block = plan.position("4.1.3").expect("a paragraph");
    let range = TextRange::new(0, "增".len());
    let anchor = Row::new(plan).anchor(TextRun { block, range });
    let text = "他说：“\\好\"”\n\t\u{0}\u{2028}😀".to_owned();
    let made = Note::new("a1".to_owned(), NoteKind::Highlight, vec![anchor], text, &time(1));
    let changed = made.clone().with_text("改了".to_owned(), &time(2));
    let file = to_file(&plan.title, [&made, &changed].into_iter());
    let read: Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(read["format"], "plan-reader-notes");
    assert_eq!(read["version"], 1);
    assert_eq!(read["plan"], plan.title.as_str());
    assert_eq!(read["notes"][0]["text"], made.text.as_str());
    assert_eq!(read["notes"][0]["kind"], "highlight");
    assert_eq!(read["notes"][0]["earlier"], json!([]));
    assert_eq!(read["notes"][1]["kind"], "note");
    assert_eq!(read["notes"][1]["created"], "2026-01-01T08:00:00.001Z");
    assert_eq!(read["notes"][1]["changed"], "2026-01-01T08:00:00.002Z");
    assert_eq!(read["notes"][1]["earlier"], json!(["2026-01-01T08:00:00.001Z"]));
    let target = &read["notes"][0]["targets"][0];
    assert_eq!(target["block"], "4.1.3");
    let text = &plan.blocks[block].text;
    let first = text.chars().next().expect("a character").to_string();
    assert_eq!(target["exact"], first.as_str());
    assert!(target["prefix"].as_str().is_some_and(|prefix| prefix.ends_with('\n')));
    let suffix: String = text.chars().filter(|ch| !ch.is_whitespace()).skip(1).take(32).collect();
    assert_eq!(target["suffix"], suffix.as_str());
    // However another program lays it out.
    for other in [serde_json::to_string(&read), serde_json::to_string_pretty(&read)] {
        let other = format!("\u{feff}{}", other.expect("JSON"));
        assert_eq!(read_file(&other), read_file(&file));
    }
    assert_eq!(read_file(&file).notes, [made, changed]);
    assert_eq!(read_file(&self::file(&[])), NoteImport::default());
}

#[test]
fn what_cannot_be_read_is_said_note_by_note() {
    let good = note("a1", "", 1).to_json();
    for (from, to, error) in [
        (r#""id":"a1""#, r#""id":"../x""#, r#"expected an id, but found "../x""#),
        (r#""id":"a1""#, r#""id":7"#, "expected an id, but found a number"),
        (r#""id":"a1","#, "", "expected an id, but found nothing"),
        (
            r#""kind":"note""#,
            r#""kind":"Note""#,
            r#"expected marker, highlight or note, but found "Note""#,
        ),
        (".001Z", "", r#"expected a time, but found "2026-01-01T08:00:00""#),
        ("01-01T", "13-01T", r#"expected a time, but found "2026-13-01T08:00:00.001Z""#),
        ("T08:00", "T08-00", r#"expected a time, but found "2026-01-01T08-00:00.001Z""#),
        (
            "T08:00:00.001Z",
            "T08:00:00+08:00",
            r#"expected a time, but found "2026-01-01T08:00:00+08:00""#,
        ),
        (r#""text":"""#, r#""text":["#, "expected JSON, but found something broken"),
        (r#""text":"""#, r#""text":null"#, "expected text, but found null"),
        (r#""text":"""#, r#""text":"\x""#, "expected JSON, but found something broken"),
        (r#""text":"""#, "\"text\":\"\n\"", "expected JSON, but found something broken"),
        (r#""earlier":[]"#, r#""earlier":[1]"#, "expected a time, but found a number"),
        (r#""earlier":[]"#, r#""earlier":{}"#, "expected a time, but found an object"),
        (r#""exact":"太湖湾""#, r#""exact":"  ""#, "expected words of the plan, but found nothing"),
        (
            r#""exact":"太湖湾""#,
            r#""exact":true"#,
            "expected words of the plan, but found true or false",
        ),
        (r#""exact":"太湖湾","#, "", "expected words of the plan, but found nothing"),
    ] {
        let bad = good.replace(from, to);
        assert_ne!(bad, good, "{from}");
        if to.ends_with('[') {
            // Brackets that do not match end the list.
            let import = read_file(&file(&[]).replace("\n]}", &format!("{good},{bad}]}}")));
            assert_eq!(errors(&import), [format!("note 2: {error}")]);
            assert_eq!(import.notes.len(), 1);
        } else {
            assert_eq!(error_of(&bad), format!("note 1: {error}"));
        }
    }
    for (bad, error) in [
        ("null", "expected a note, but found null"),
        ("\"甲\"", "expected a note, but found text"),
        ("[[]]", "expected a note, but found a list"),
        ("{}", "expected an id, but found nothing"),
        ("1", "expected a note, but found a number"),
    ] {
        assert_eq!(error_of(bad), format!("note 1: {error}"));
    }
    let long = note("a1", &"字".repeat(20_001), 1).to_json();
    assert_eq!(error_of(&long), "note 1: expected a shorter text, but found 20001");
    let many = Note { targets: vec![anchor("1", "甲"); 201], ..note("a1", "", 1) };
    assert_eq!(error_of(&many.to_json()), "note 1: expected 1 to 200 targets, but found 201");
    // The others are read.
    let mixed = format!("{good},{{}},7,{},{good}", note("b2", "乙", 2).to_json());
    let import = read_file(&file(&[]).replace("\n]}", &format!("{mixed}]}}")));
    assert_eq!(
        import.notes.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(),
        ["a1", "b2", "a1"]
    );
    assert_eq!(
        errors(&import),
        [
            "note 2: expected an id, but found nothing",
            "note 3: expected a note, but found a number"
        ]
    );
}

#[test]
fn times_are_read_to_the_millisecond() {
    let good = note("a1", "", 1).to_json();
    let read = |time: &str| {
        let json = good
            .replace(r#""changed":"2026-01-01T08:00:00.001Z""#, &format!(r#""changed":"{time}""#));
        assert_ne!(json, good);
        read_note(&json).map(|note| note.changed)
    };
    for (time, expected) in [
        ("2026-12-31T23:59:60.123456789Z", "2026-12-31T23:59:60.123Z"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"),
        ("2026-10-09T08:00:00.5Z", "2026-10-09T08:00:00.500Z"),
    ] {
        assert_eq!(read(time).as_deref(), Ok(expected));
    }
    for time in [
        "2026-00-01T08:00:00Z",
        "2026-13-01T08:00:00Z",
        "2026-01-00T08:00:00Z",
        "2026-01-32T08:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T08:60:00Z",
        "2026-01-01T08:00:61Z",
        "2026-01-01T08:00:00.Z",
        "2026-01-01T08:00:00.1234567890Z",
        "2026-01-01T08:00:00.12aZ",
        "2026-01-01T08:00:00,123Z",
        "2O26-01-01T08:00:00Z",
        "2026-01-01T08:00Z",
        "Z",
        "",
    ] {
        let mismatch = read(time).expect_err("an error");
        assert_eq!(mismatch.expected, NoteExpected::Time, "{time}");
    }
    // Without it the note was changed when it was made.
    let made = good.replace(r#""changed":"2026-01-01T08:00:00.001Z","#, "");
    assert_eq!(read_note(&made), read_note(&good));
}

#[test]
fn what_is_just_within_the_limits_is_read() {
    let good = note("a1", "", 1);
    let reads = |note: &Note| read_note(&note.to_json()).as_ref() == Ok(note);
    let with_id = |n: usize| Note { id: "a".repeat(n), ..good.clone() };
    assert_eq!([0, 1, 64, 65].map(|n| reads(&with_id(n))), [false, true, true, false]);
    let with_text = |n: usize| Note { text: "字".repeat(n), ..good.clone() };
    assert_eq!([20_000, 20_001].map(|n| reads(&with_text(n))), [true, false]);
    let with_targets = |n: usize| Note { targets: vec![anchor("1", "甲"); n], ..good.clone() };
    assert_eq!([0, 1, 200, 201].map(|n| reads(&with_targets(n))), [false, true, true, false]);
    let earlier: Vec<_> = (1..=41).map(time).collect();
    let read = read_note(&Note { earlier: earlier.clone(), ..good.clone() }.to_json());
    assert_eq!(read.expect("a note").earlier, earlier[1..]);
    assert!(read_note(&(good.to_json() + " ")).is_ok());
    assert!(read_note(&(good.to_json() + ",")).is_err());
}

#[test]
fn what_is_no_file_of_notes_is_said() {
    let read = |file: &str| {
        let import = read_file(file);
        assert!(import.notes.is_empty());
        assert_eq!(import.n_errors, 1);
        import.errors[0].to_string()
    };
    assert_eq!(read(""), "file: expected JSON, but found nothing");
    assert_eq!(read("笔记"), "file: expected JSON, but found \"笔记\"");
    assert_eq!(read("[]"), "file: expected JSON, but found a list");
    assert_eq!(read("{"), "file: expected JSON, but found something broken");
    assert_eq!(read("{}"), "file: expected the format plan-reader-notes, but found nothing");
    assert_eq!(
        read(r#"{"format":"other","notes":[]}"#),
        "file: expected the format plan-reader-notes, but found \"other\""
    );
    assert_eq!(
        read(r#"{"format":"plan-reader-notes","version":2,"notes":[]}"#),
        "file: expected version 1, but found \"2\""
    );
    assert_eq!(
        read(r#"{"format":"plan-reader-notes","version":"1","notes":[]}"#),
        "file: expected version 1, but found text"
    );
    assert_eq!(
        read(r#"{"format":"plan-reader-notes"}"#),
        "file: expected a list of notes, but found nothing"
    );
    // The format comes first, so that others' files are not read to their end.
    assert_eq!(
        read(r#"{"notes":[],"format":"plan-reader-notes"}"#),
        "file: expected a list of notes, but found nothing"
    );
    assert_eq!(
        read(r#"{"format":"plan-reader-notes","notes":{"a":1}}"#),
        "file: expected a list of notes, but found an object"
    );
}

#[test]
fn a_file_cut_off_anywhere_gives_the_notes_before() {
    let notes = [note("a1", "甲", 1), note("b2", "\"\\", 2), note("c3", "丙😀", 3)];
    let file = file(&notes);
    for (at, _) in file.char_indices() {
        let import = read_file(&file[..at]);
        assert!(import.n_errors == 1 || file[at..].trim().is_empty(), "{}", &file[..at]);
        let n_whole = notes.iter().filter(|it| file[..at].contains(&it.to_json())).count();
        assert_eq!(import.notes, notes[..n_whole]);
    }
    let without_comma = file.replace("},\n{\"id\":\"b2", "}\n{\"id\":\"b2");
    assert_ne!(without_comma, file);
    let import = read_file(&without_comma);
    assert_eq!(import.notes, notes[..1]);
    assert_eq!(errors(&import), ["note 2: expected JSON, but found something broken"]);
}

#[test]
fn hostile_files_do_no_harm() {
    let start = r#"{"format":"plan-reader-notes","version":1,"notes":["#;
    let good = note("a1", "", 1).to_json();
    // Nesting, a million deep, where nobody reads it and where a note should be.
    for deep in ["[".repeat(1_000_000), r#"{"a":"#.repeat(400_000)] {
        assert_eq!(read_file(&deep).n_errors, 1);
        assert_eq!(read_file(&format!("{start}{good},{deep}")).notes.len(), 1);
        assert_eq!(read_file(&format!(r#"{{"x":{deep}"#)).n_errors, 1);
    }
    let balanced = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    let with_unknown =
        good.replacen('{', &format!(r#"{{"__proto__":{balanced},"constructor":1,"#), 1);
    let import = read_file(&format!("{start}{with_unknown},{balanced},{good}]}}"));
    assert_eq!((import.notes.len(), import.n_errors), (2, 1));
    // Many errors, many notes, one long text, too much of all.
    let import = read_file(&format!("{start}{}0]}}", "0,".repeat(400_000)));
    assert_eq!((import.errors.len(), import.n_errors), (MAX_ERRORS, 400_001));
    let mut notes = Vec::new();
    let import = read_file(&format!("{start}{}{good}]}}", format!("{good},").repeat(2_000)));
    assert_eq!(merge(&mut notes, &import.notes).n_same, 2_000);
    assert_eq!(notes.len(), 1);
    error_of(&note("a1", &"字".repeat(1_000_000), 1).to_json());
    for (n_bytes, expected) in
        [(24 << 20, NoteExpected::Json), ((24 << 20) + 1, NoteExpected::SmallerFile)]
    {
        assert_eq!(read_file(&" ".repeat(n_bytes)).errors[0].mismatch.expected, expected);
    }
    // Halves of characters, where Rust can see them.
    let odd = good.replace(r#""text":"""#, r#""text":"\ud83d\ude00\ud83d|\ude00""#);
    assert_eq!(read_note(&odd).expect("a note").text, "😀\u{fffd}|\u{fffd}");
    error_of(&good.replace(r#""text":"""#, r#""text":"\ud8""#));
    error_of(&good.replace(r#""text":"""#, r#""text":"\u+123""#));
    error_of(&good.replace(r#""text":"""#, r#""text":"\u12太""#));
}

#[test]
fn of_two_versions_the_later_stays_and_no_words_are_lost() {
    let first = note("a1", "一", 1);
    let second = first.clone().with_text("二".to_owned(), &time(2));
    let third = second.clone().with_text("三".to_owned(), &time(3));
    let other = first.clone().with_text("另".to_owned(), &time(4));
    let merged = |notes: &[&Note]| {
        let mut all = Vec::new();
        let mut changes = NoteChanges::default();
        for note in notes {
            changes = merge(&mut all, std::slice::from_ref(*note));
        }
        (all, changes)
    };
    let (notes, changes) = merged(&[&first, &third]);
    assert_eq!((notes, changes.n_later), (vec![third.clone()], 1));
    let (notes, changes) = merged(&[&third, &second]);
    assert_eq!((notes, changes.n_earlier), (vec![third.clone()], 1));
    // Changed here and there.
    for pair in [[&third, &other], [&other, &third]] {
        let (notes, changes) = merged(&pair);
        assert_eq!(changes.n_both, 1);
        assert_eq!(notes[0], other);
        assert_eq!((notes[1].text.as_str(), notes.len()), ("三", 2));
        assert_ne!(notes[1].id, "a1");
        let mut again = notes.clone();
        for note in pair {
            merge(&mut again, std::slice::from_ref(note));
        }
        assert_eq!(again, notes);
    }
    // The same words for the same place, made twice.
    let twice = Note { id: "z9".to_owned(), ..first.clone() };
    let (notes, changes) = merged(&[&first, &twice]);
    assert_eq!((notes, changes.n_same), (vec![first.clone()], 1));
    // Only the time differs.
    let later = Note { changed: time(5), ..first.clone() };
    for pair in [[&later, &first], [&first, &later]] {
        let (notes, changes) = merged(&pair);
        assert_eq!((notes[0].changed.clone(), notes.len(), changes.n_same), (time(5), 1, 1));
        assert_eq!(notes[0].earlier, [time(1)]);
    }
}

#[test]
fn words_make_a_note_of_a_mark_and_without_words_it_is_a_mark_again() {
    use NoteKind::{Highlight, Marker};
    for (kind, text, then) in [
        (Marker, "一", NoteKind::Note),
        (Marker, "", Marker),
        (Highlight, "一", NoteKind::Note),
        (Highlight, "", Highlight),
        (NoteKind::Note, "", Highlight),
        (NoteKind::Note, "二", NoteKind::Note),
    ] {
        let changed = Note { kind, ..note("a1", "一", 1) }.with_text(text.to_owned(), &time(2));
        assert_eq!((changed.kind, changed.text.as_str()), (then, text), "{kind:?}");
    }
}

#[test]
fn a_note_remembers_when_its_last_forty_versions_were_changed() {
    // The clock of a device may be set back.
    let at = |times: &[u32]| times.iter().map(|n| time(*n)).collect::<Vec<_>>();
    let changed = |note: Note, times: &[u32]| {
        times.iter().fold(note, |note, n| note.with_text(format!("第{n}版"), &time(*n)))
    };
    assert_eq!(changed(note("a1", "", 5), &[3, 7, 7, 3]).earlier, at(&[3, 5, 7]));
    let often = changed(note("a1", "", 1), &(2..=45).collect::<Vec<_>>());
    assert_eq!(often.earlier, at(&(5..=44).collect::<Vec<_>>()));
}

#[test]
fn of_two_versions_of_one_time_neither_is_the_earlier() {
    let one = Note { earlier: vec![time(2)], ..note("a1", "一", 2) };
    let mut notes = vec![one];
    assert_eq!(merge(&mut notes, &[note("a1", "二", 2)]).n_both, 1);
    // The one that was there keeps the id.
    let texts: Vec<&str> = notes.iter().map(|it| it.text.as_str()).collect();
    assert_eq!((texts, notes[0].id.as_str()), (vec!["一", "二"], "a1"));
}

#[test]
fn a_file_with_an_id_twice_loses_nothing_and_comes_in_once() {
    // Versions that do not come from each other; the third has the first one's words again.
    let incoming = [note("a1", "一", 1), note("a1", "二", 2), note("a1", "一", 3)];
    let mut notes = Vec::new();
    let changes = merge(&mut notes, &incoming);
    assert_eq!((changes.n_new, changes.n_both, changes.n_same), (1, 1, 1));
    let texts: Vec<&str> = notes.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["一", "二"]);
    check_merge(&[], &incoming);
}

#[test]
fn words_that_another_note_has_stay_when_that_one_changes() {
    let known = note("a1", "一", 1);
    let later = known.clone().with_text("二".to_owned(), &time(2));
    check_merge(&[known], &[note("b2", "一", 5), later]);
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[甲乙丙\"\\\\/\n\t,:{}\\[\\] ]{0,12}",
        any::<String>().prop_map(|text| text.chars().take(60).collect()),
    ]
}

fn an_anchor() -> impl Strategy<Value = Anchor> {
    (words(), words(), words(), words()).prop_map(|(block, quote, prefix, suffix)| {
        let quote = if quote.trim().is_empty() { "字".to_owned() } else { quote };
        Anchor { block, quote, prefix, suffix }
    })
}

/// Notes of two devices: some versions of a few that both have, and others.
fn versions() -> impl Strategy<Value = Vec<Note>> {
    // Few words for few places, so that versions meet again.
    let few = |texts: &'static [&str]| proptest::sample::select(texts).prop_map(str::to_owned);
    let edit = prop_oneof![few(&["", "甲", "乙"]), words()];
    let quote = |quote| Anchor { quote, ..Anchor::default() };
    let anchor = prop_oneof![few(&["丙", "丁"]).prop_map(quote), an_anchor()];
    let one = (
        0usize..4,
        0u32..3,
        proptest::collection::vec(anchor, 1..3),
        proptest::collection::vec(edit, 0..4),
        prop_oneof![0u32..9, any::<u32>()],
    );
    proptest::collection::vec(one, 0..6).prop_map(|all| {
        let ids = ["a1", "b2", "c3", "d-4"];
        let kinds = NoteKind::ALL;
        let note =
            |(id, kind, targets, edits, start): (usize, u32, Vec<Anchor>, Vec<String>, u32)| {
                let mut now = start % 20_000;
                let kind = kinds[kind as usize];
                let mut note =
                    Note::new(ids[id].to_owned(), kind, targets, String::new(), &time(now));
                for text in edits {
                    now += 1 + start % 7;
                    note = note.with_text(text, &time(now));
                }
                note
            };
        all.into_iter().map(note).collect()
    })
}

/// A device's notes: each id once.
fn device() -> impl Strategy<Value = Vec<Note>> {
    versions().prop_map(|versions| {
        let mut notes = Vec::new();
        merge(&mut notes, &versions);
        notes
    })
}

#[track_caller]
fn check_merge(notes: &[Note], incoming: &[Note]) {
    if let Err(message) = invariants::check_merge(notes, incoming) {
        panic!("{message}");
    }
}

/// What spoils a file.
const DAMAGE: &[&str] = &[
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "1",
    "-",
    "\n",
    "\0",
    "\\u",
    "\\ud800",
    "\u{feff}",
    "\"id\":",
    "\"targets\":[]",
    "😀",
    "字",
    "true",
    "__proto__",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn notes_read_back(notes in versions()) {
        for note in &notes {
            assert_eq!(read_note(&note.to_json()).as_ref(), Ok(note));
            let json: Value = serde_json::from_str(&note.to_json()).expect("JSON");
            assert_eq!(json["text"], note.text.as_str());
            assert_eq!(read_note(&json.to_string()).as_ref(), Ok(note));
        }
        assert_eq!(read_file(&file(&notes)).notes, notes);
    }

    #[test]
    fn a_merge_loses_nothing(notes in device(), incoming in versions()) {
        check_merge(&notes, &incoming);
    }

    #[test]
    fn a_damaged_file_loses_nothing(
        written in device(),
        notes in device(),
        edits in proptest::collection::vec(
            (any::<usize>(), 0usize..6, proptest::sample::select(DAMAGE)), 0..6),
    ) {
        let mut chars: Vec<char> = file(&written).chars().collect();
        for (at, n_cut, piece) in edits {
            let at = at % (chars.len() + 1);
            let end = chars.len().min(at + n_cut);
            chars.splice(at..end, piece.chars());
        }
        let import = read_file(&chars.into_iter().collect::<String>());
        assert_eq!(import.errors.len(), import.n_errors.min(MAX_ERRORS));
        check_merge(&notes, &import.notes);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>(), tokens in
        proptest::collection::vec(proptest::sample::select(DAMAGE), 0..60)) {
        read_file(&text);
        read_file(&tokens.concat());
        drop(read_note(&format!("{{{}}}", tokens.concat())));
        let start = r#"{"format":"plan-reader-notes","version":1,"notes":["#;
        read_file(&format!("{start}{}", tokens.concat()));
    }
}
