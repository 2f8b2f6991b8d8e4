//! A reader's actual values: read from any text without a panic and without a loss.

use std::sync::LazyLock;

use plan::actual::{
    ActualValue, ActualValues, Changes, Import, MAX_ERRORS, MAX_SOURCE_CHARS, OnConflict,
    is_garbled, read_csv, read_stored,
};
use plan::indicator::{Indicator, indicators};
use plan::invariants;
use plan::model::Period;
use proptest::prelude::*;

use crate::{annotations, outline, parse_checked};

static INDICATORS: LazyLock<Vec<Indicator>> =
    LazyLock::new(|| indicators(&parse_checked(&outline(), &annotations()).plan));

fn period() -> Period {
    Period::of_ordinal(14).expect("the plan's period")
}

fn read(text: &str) -> Import {
    read_csv(text, &INDICATORS, period())
}

fn indicator(id: &str) -> &'static Indicator {
    INDICATORS.iter().find(|indicator| indicator.id == id).expect(id)
}

fn value(id: &str, year: u16, value: &str, source: &str) -> ActualValue {
    ActualValue::new(indicator(id), &year.to_string(), value, source).expect("a good value")
}

/// Values in short: `14-1 2021 5.8 公报`.
fn short(values: &ActualValues) -> Vec<String> {
    let line = |value: &ActualValue| {
        let (id, year) = (value.indicator(), value.year());
        format!("{id} {year} {} {}", value.value(), value.source()).trim_end().to_owned()
    };
    values.iter().map(line).collect()
}

/// Checks what a file gives: its values in short, and its errors.
#[track_caller]
fn check(text: &str, values: &[&str], errors: &[&str]) {
    let import = read(text);
    assert_eq!(short(&import.values), values, "values of {text:?}");
    assert_eq!(import.values.is_empty(), values.is_empty(), "{text:?}");
    let found: Vec<_> = import.errors.iter().map(ToString::to_string).collect();
    assert_eq!(found, errors, "errors of {text:?}");
    assert_eq!(import.n_errors, errors.len());
}

#[test]
fn good_files_are_read() {
    let (first, second) = ("14-1 2021 5.8 公报", "14-12 2022 -2.10");
    for text in [
        "indicator,year,value,source\n14-12,2022,-2.10,\n14-1,2021,5.8,公报\n",
        "\u{feff}indicator,year,value,source\r\n14-1,2021,5.8,公报\r\n14-12,2022,−2.10,",
        "\n,,,\nIndicator, YEAR ,Value,source\r14-1,2021,+5.8,公报\r\r14-12,2022,-2.10,\r",
        "note,source,value,year,indicator\n甲,公报,5.8,2021,14-1\n,,-2.10,2022,14-12,,\n",
        "\"indicator\",\"year\",\"value\",\"source\"\n\"14-1\",\"2021\",\"5.8\",\"公报\"\n\"14-12\",\"2022\",\"-2.10\",\"\"",
        "ｉｎｄｉｃａｔｏｒ,year,value,source\n１４－１,２０２１,５．８, 公报 \n14-12,2022,－２．１０,\n",
        // A spreadsheet took the ids for dates.
        "indicator,year,value,source\nJan-14,2021,5.8%,公报\n14-Dec,2022,-2.10,\n",
    ] {
        check(text, &[first, second], &[]);
    }
}

#[test]
fn numbers_are_read_as_documented() {
    for (text, number) in [
        ("1,234", "1234"),
        ("-12,345,678.90", "-12345678.90"),
        ("１，２３４．５", "1234.5"),
        (" 7 ", "7"),
        ("\u{a0}7", "7"),
    ] {
        assert_eq!(value("14-13", 2021, text, "").value().to_string(), number, "{text}");
    }
    assert_eq!(value("14-5", 2021, "48.5 %", "").value().to_string(), "48.5");
    assert_eq!(value("14-5", 2021, "48.5％", "").value().to_string(), "48.5");
    for text in [
        "",
        "n/a",
        "1,23",
        "1,23.5",
        "1234,567",
        ",123",
        "1,",
        "1,234,",
        "1.234,5",
        "1e3",
        "83.2%",
        "八十三",
        "8 3",
        "5。8",
        "≥5",
        "1,-23",
        "1,２３",
        "NaN",
        "inf",
        "-",
        "1１1,1",
    ] {
        let found = ActualValue::new(indicator("14-13"), "2021", text, "");
        let mismatch = found.expect_err(text).to_string();
        assert!(mismatch.starts_with("expected a number, but found \""), "{mismatch}");
    }
}

#[test]
fn a_bad_row_has_its_own_error() {
    let long = "源".repeat(MAX_SOURCE_CHARS + 1);
    let text = format!(
        "indicator,year,value,source\n\
         14-1,2021,5.8,\"两\n行\"\n\
         \n\
         14-99,2021,5.8,\n\
         13-1,2021,5.8,\n\
         14-1,2020,5.8,\n\
         14-1,2022,n/a,\n\
         14-1,2021,6.8,\n\
         14-1,2023\n\
         14-4,2021,1,234,公报\n\
         14-4,2022,15,{long}\n\
         14-4,2023,15,\u{fffd}\u{fffd}\n\
         14-4,2024,15,\"公报\n\
         14-5,2021,49,\"甲, 乙\"\n\
         14-5,,{long},\n\
         14-5,2022,{long},\n"
    );
    let long = "源".repeat(40);
    check(
        &text,
        &["14-1 2021 5.8 两\n行", "14-5 2021 49 甲, 乙"],
        &[
            "row 4: expected an indicator of the plan, but found \"14-99\"",
            "row 5: expected an indicator of period 14, but found \"13-1\"",
            "row 6: expected a year from 2021 to 2025, but found \"2020\"",
            "row 7: expected a number, but found \"n/a\"",
            "row 8: expected an indicator and year that row 2 does not have, but found \"14-1, 2021\"",
            "row 9: expected 4 fields, but found 2",
            "row 10: expected 4 fields, but found 5",
            "row 11: expected a source of at most 500 characters, but found 501",
            "row 12: expected text in UTF-8, but found \"\u{fffd}\u{fffd}\"",
            "row 13: expected a quote that closes at the end of its field, but found \"\"公报\"",
            "row 15: expected a year from 2021 to 2025, but found \"\"",
            &format!("row 16: expected a number, but found \"{long}…\""),
        ],
    );
}

/// `报表` and a row in GBK, as UTF-8 reads them.
#[test]
fn a_file_in_another_encoding_is_told_from_a_damaged_one() {
    let gbk = b"indicator,year,value,source\n14-1,2021,5.8,\xb1\xa8\xb1\xed\n";
    assert!(is_garbled(&String::from_utf8_lossy(gbk)));
    // 联通 is one of the words whose bytes in GBK are letters in UTF-8 too.
    let gbk = b"14-1,2021,5.8,\xc1\xaa\xcd\xa8\xb1\xa8\xb1\xed\n";
    assert!(is_garbled(&String::from_utf8_lossy(gbk)));
    let mut damaged = "14-1,2021,5.8,公报\n".as_bytes().to_vec();
    damaged.remove(14);
    let damaged = String::from_utf8_lossy(&damaged);
    assert!(damaged.contains('\u{fffd}') && !is_garbled(&format!("{damaged}14-2,2021,5.8,公报")));
    for text in ["", "14-1,2021,5.8,\n", "14-1,2021,5.8,公报\n"] {
        assert!(!is_garbled(text), "{text}");
    }
}

#[test]
fn a_file_without_its_columns_has_one_error() {
    for (text, row, column, found) in [
        ("", 1, "indicator", ""),
        ("\u{feff}\r\n\r\n", 1, "indicator", ""),
        ("14-1,2021,5.8,公报\n14-2,2021,31,\n", 1, "indicator", "14-1,2021,5.8,公报"),
        ("\nindicator,year,val,source\n1\n2", 2, "value", "indicator,year,val,source"),
        ("indicator，year，value，source\n", 1, "indicator", "indicator，year，value，source"),
        ("indicator\tyear\tvalue\tsource", 1, "indicator", "indicator\tyear\tvalue\tsource"),
    ] {
        let error = format!("row {row}: expected a column \"{column}\", but found \"{found}\"");
        check(text, &[], &[&error]);
    }
    let error = "row 1: expected a quote that closes at the end of its field, but found \"\"x\"";
    check("\"x\n14-1,2021,5.8,\n", &[], &[error]);
}

#[test]
fn errors_are_all_counted_and_the_first_kept() {
    let text = format!("indicator,year,value,source\n{}", "14-1,1999,1,\n".repeat(200_000));
    let import = read(&text);
    assert_eq!((import.errors.len(), import.n_errors), (MAX_ERRORS, 200_000));
    assert_eq!(import.errors[MAX_ERRORS - 1].row, MAX_ERRORS + 1);
    // As many duplicates, as many open quotes, and one field as long as a file.
    for row in ["14-1,2021,1,\n", "14-1,2021,1,\"\n", "\"\"\"\n", "14-1,2021,\"1\"x\n", ",\n"] {
        read(&format!("indicator,year,value,source\n{}", row.repeat(100_000)));
    }
    read(&format!("indicator,year,value,source\n14-1,2021,1,\"{}", "源\n\"\"".repeat(300_000)));
}

#[test]
fn values_stand_in_the_plans_order() {
    let mut values = ActualValues::default();
    for (id, year) in [("14-10", 2022), ("14-2", 2025), ("14-10", 2021), ("14-2", 2021)] {
        assert_eq!(values.insert(value(id, year, "1", "")), None);
    }
    assert_eq!(short(&values), ["14-2 2021 1", "14-2 2025 1", "14-10 2021 1", "14-10 2022 1"]);
    let replaced = values.insert(value("14-2", 2025, "2", "公报"));
    assert_eq!(replaced, Some(value("14-2", 2025, "1", "")));
    assert_eq!(values.of("14-2").map(ActualValue::year).collect::<Vec<_>>(), [2021, 2025]);
    assert_eq!(values.remove("14-2", 2025), Some(value("14-2", 2025, "2", "公报")));
    assert_eq!(values.remove("14-2", 2025), None);
    assert_eq!(values.iter().count(), 3);
}

#[test]
fn a_merge_says_before_what_it_does() {
    let values = |lines: &[(&str, u16, &str, &str)]| {
        let mut values = ActualValues::default();
        for (id, year, number, source) in lines {
            values.insert(value(id, *year, number, source));
        }
        values
    };
    let entered = values(&[
        ("14-1", 2021, "5", ""),
        ("14-1", 2022, "6", ""),
        ("14-1", 2023, "6", ""),
        ("14-2", 2021, "7", "甲"),
    ]);
    let incoming = values(&[
        ("14-1", 2022, "6.0", ""),
        ("14-1", 2023, "6.0", ""),
        ("14-2", 2021, "7", "乙"),
        ("14-3", 2021, "8", ""),
    ]);
    let changes = entered.changes(&incoming);
    assert_eq!(changes, Changes { n_new: 1, n_same: 2, n_conflicting: 1 });
    let mut kept = entered.clone();
    kept.merge(incoming.clone(), OnConflict::Keep);
    let first = ["14-1 2021 5", "14-1 2022 6", "14-1 2023 6"];
    assert_eq!(short(&kept), [&first[..], &["14-2 2021 7 甲", "14-3 2021 8"]].concat());
    let mut replaced = entered;
    replaced.merge(incoming, OnConflict::Replace);
    let first = ["14-1 2021 5", "14-1 2022 6.0", "14-1 2023 6.0"];
    assert_eq!(short(&replaced), [&first[..], &["14-2 2021 7 乙", "14-3 2021 8"]].concat());
}

#[test]
fn no_source_is_written_as_a_formula() {
    let mut values = ActualValues::default();
    let sources = ["=1+1", "'=1", "''@x", "-", "＝甲", "'甲", "甲=1"];
    for (id, source) in ["14-1", "14-2", "14-3", "14-4", "14-5", "14-6", "14-7"].iter().zip(sources)
    {
        values.insert(value(id, 2021, "-1", source));
    }
    let text = values.to_csv();
    assert!(text.starts_with("\u{feff}indicator,year,value,source\n14-1,2021,-1,'=1+1\n"));
    assert!(text.ends_with("14-6,2021,-1,'甲\n14-7,2021,-1,甲=1\n"));
    assert_eq!(short(&read(&text).values), short(&values));
    assert_eq!(read(&text).values.iter().map(ActualValue::source).collect::<Vec<_>>(), sources);
    // A file that was not written here keeps its formula's text, as text.
    check("indicator,year,value,source\n14-1,2021,1,=1+1", &["14-1 2021 1 =1+1"], &[]);
}

#[test]
fn damaged_storage_gives_what_can_be_read() {
    let mut values = ActualValues::default();
    for (id, year) in [("14-1", 2021), ("14-1", 2022), ("14-2", 2021), ("14-5", 2025)] {
        values.insert(value(id, year, "1", "公报, 第\"一\"页"));
    }
    let text = values.to_csv();
    let stored = |text: &str| read_stored(text, &INDICATORS, period());
    assert_eq!(stored(&text).values, values);
    assert_eq!(stored(""), Import::default());
    // A header that was lost takes no row with it; one too many is a row that is none.
    let (_, rows) = text.split_once('\n').expect("a header");
    assert_eq!(stored(rows).values, values);
    let twice = stored(&format!("{text}indicator,year,value,source\n"));
    assert_eq!((twice.values, twice.n_errors), (values.clone(), 1));
    // One character lost anywhere costs no more than the row that it was in, or two that
    // it parted.
    for (at, ch) in text.char_indices() {
        let damaged = format!("{}{}", &text[..at], &text[at + ch.len_utf8()..]);
        let import = stored(&damaged);
        let n_kept =
            import.values.iter().filter(|value| values.iter().any(|v| v == *value)).count();
        assert!(n_kept + 2 >= 4, "{n_kept} rows of {damaged:?}");
    }
    // Cut off anywhere, every row before the cut is there.
    for (at, _) in text.char_indices() {
        let n_whole = text[..at].matches('\n').count().saturating_sub(1);
        assert!(stored(&text[..at]).values.iter().count() >= n_whole, "{:?}", &text[..at]);
    }
}

/// A good row's fields.
fn good_value() -> impl Strategy<Value = ActualValue> {
    let ours: Vec<_> = INDICATORS.iter().filter(|indicator| indicator.period == period()).collect();
    let number = prop_oneof![
        (-99_999i64..99_999, 0usize..5).prop_map(|(units, n_places)| {
            let sign = if units < 0 { "-" } else { "" };
            let digits = format!("{:06}", units.abs());
            let (whole, fraction) = digits.split_at(6 - n_places);
            let point = if n_places > 0 { "." } else { "" };
            format!("{sign}{whole}{point}{fraction}")
        }),
        "[+−－]?[0-9]{1,3}(,[0-9]{3}){0,2}",
        "[０-９]{1,4}(．[０-９]{1,3})?",
    ];
    let source = prop_oneof![
        Just(String::new()),
        "['=+@\"\n,甲 -]{0,12}",
        any::<String>().prop_map(|text| text.replace('\u{fffd}', "")),
    ];
    (proptest::sample::select(ours), 2021u16..=2025, number, source).prop_map(
        |(indicator, year, number, source)| {
            let source: String = source.chars().take(MAX_SOURCE_CHARS).collect();
            ActualValue::new(indicator, &year.to_string(), &number, &source)
                .unwrap_or_else(|mismatch| panic!("{number:?}, {source:?}: {mismatch}"))
        },
    )
}

fn good_values() -> impl Strategy<Value = ActualValues> {
    proptest::collection::vec(good_value(), 0..12).prop_map(|all| {
        let mut values = ActualValues::default();
        for value in all {
            values.insert(value);
        }
        values
    })
}

/// What spoils a file.
const DAMAGE: &[&str] = &[
    "\"", "\"\"", ",", "，", "\n", "\r", "\r\n", "\u{feff}", "'", "=", "-", "−", "%", "n/a",
    "14-1", "13-1", "2021", "1999", "1,234", "\u{fffd}", "\0", "😀", " ", "源", "value",
];

/// Bytes put into a text, or cut out of it, at places between its characters.
fn damaged(text: &str, edits: &[(usize, usize, &str)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, n_cut, piece) in edits {
        let at = at % (chars.len() + 1);
        let end = chars.len().min(at + n_cut);
        chars.splice(at..end, piece.chars());
    }
    chars.into_iter().collect()
}

#[track_caller]
fn check_import(text: &str, entered: &ActualValues) {
    if let Err(message) = invariants::check_import(text, entered, &INDICATORS, period()) {
        panic!("{message}");
    }
}

#[track_caller]
fn check_round_trip(values: &ActualValues) {
    if let Err(message) = invariants::check_values(values, &INDICATORS, period()) {
        panic!("{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_lose_nothing(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        has_header in any::<bool>(),
        entered in good_values(),
    ) {
        let header = if has_header { "indicator,year,value,source\n" } else { "" };
        check_import(&format!("{header}{}", String::from_utf8_lossy(&bytes)), &entered);
    }

    #[test]
    fn a_damaged_file_loses_nothing(
        written in good_values(),
        entered in good_values(),
        edits in proptest::collection::vec(
            (any::<usize>(), 0usize..6, proptest::sample::select(DAMAGE)), 0..12),
    ) {
        check_round_trip(&written);
        check_import(&damaged(&written.to_csv(), &edits), &entered);
    }

    #[test]
    fn tokens_thrown_together_lose_nothing(
        tokens in proptest::collection::vec(proptest::sample::select(DAMAGE), 0..80),
        entered in good_values(),
    ) {
        check_import(&format!("indicator,year,value,source\n{}", tokens.concat()), &entered);
    }
}
