//! The published data: its shapes, pinned in a file that was reviewed against the source, and
//! what always holds of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use plan::Bundle;
use plan::publish::{
    ChecksFile, DataPackage, EditionsFile, GlossaryFile, IndicatorsFile, PlacesFile, PlanFile,
    ProjectsFile, PublishedFile, QuestionsFile, SearchAnswer, TargetsFile, TopicsFile,
    indicators_csv, projects_csv, targets_csv,
};
use serde::Serialize;
use serde_json::Value;

use crate::bundle;
use crate::golden::check;
use crate::search::search_in;

fn json(file: impl Serialize) -> Value {
    serde_json::to_value(file).expect("serializable")
}

/// The published JSON files, by name.
fn files(bundle: &Bundle) -> BTreeMap<&'static str, Value> {
    let Bundle { plan, links, projects, apparatus, concerns, .. } = bundle;
    BTreeMap::from([
        ("plan.json", json(PlanFile::new(plan))),
        ("indicators.json", json(IndicatorsFile::new(plan, links))),
        ("targets.json", json(TargetsFile::new(plan, links))),
        ("projects.json", json(ProjectsFile::new(plan, projects))),
        ("qa.json", json(QuestionsFile::new(plan, apparatus))),
        ("editions.json", json(EditionsFile::new(plan, apparatus))),
        ("checks.json", json(ChecksFile::new(plan, apparatus))),
        ("glossary.json", json(GlossaryFile::new(plan, apparatus))),
        ("topics.json", json(TopicsFile::new(plan, concerns))),
        ("places.json", json(PlacesFile::new(plan, concerns))),
    ])
}

/// The published CSV files, by name.
fn tables(bundle: &Bundle) -> BTreeMap<&'static str, String> {
    let Bundle { plan, links, projects, .. } = bundle;
    BTreeMap::from([
        ("indicators.csv", indicators_csv(plan)),
        ("targets.csv", targets_csv(plan, links)),
        ("projects.csv", projects_csv(plan, projects)),
    ])
}

/// A CSV file's rows, each with its filled fields by name.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let text = table.strip_prefix('\u{feff}').expect("a byte-order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let row = |row: csv::StringRecord| {
        let fields = names.iter().zip(&row).filter(|(_, field)| !field.is_empty());
        fields.map(|(name, field)| (name.to_owned(), field.to_owned())).collect()
    };
    reader.records().map(|it| row(it.expect("rows as long as the header"))).collect()
}

fn list<'a>(file: &'a Value, name: &str) -> &'a [Value] {
    file[name].as_array().unwrap_or_else(|| panic!("expected a list {name}"))
}

fn text<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry[name].as_str().unwrap_or_else(|| panic!("expected a text {name} in {entry}"))
}

/// A field of JSON as a table has it; nothing for what is not there.
fn field(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        value => Some(value.to_string()),
    }
}

/// The text of each block, and each indicator's cells, by id.
fn texts(plan: &Value) -> BTreeMap<&str, Vec<&str>> {
    let mut texts = BTreeMap::new();
    for block in list(plan, "blocks") {
        texts.insert(text(block, "id"), vec![text(block, "text")]);
        let rows = block["table"]["rows"].as_array().into_iter().flatten();
        for row in rows.filter(|row| row["id"].is_string()) {
            let cells = list(row, "cells").iter().chain(row.get("sub_indicator"));
            let cells = cells.map(|cell| cell.as_str().expect("a cell's text"));
            texts.insert(text(row, "id"), cells.collect());
        }
    }
    texts
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Calls `visit` with each object in `value`.
fn objects(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| objects(value, visit)),
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|value| objects(value, visit));
        }
        _ => {}
    }
}

/// Adds the path of each field in `value`, which has a value somewhere: `values.raw`.
fn add_fields(value: &Value, path: &str, fields: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| add_fields(value, path, fields)),
        Value::Object(object) => {
            for (name, value) in object {
                add_fields(value, &format!("{path}.{name}"), fields);
            }
        }
        Value::Null => {}
        _ => drop(fields.insert(path.to_owned())),
    }
}

/// Entries that have between them every field of every file, and what else is at a file's head.
#[test]
fn shapes_are_golden() {
    let bundle = bundle();
    let mut golden = String::new();
    let mut shown = BTreeSet::new();
    let mut push = |name: &str, of: &str, value: &Value| {
        let value = shortened(value);
        add_fields(&value, name, &mut shown);
        writeln!(golden, "{name} {of} {value:#}").unwrap();
    };
    let files = files(bundle);
    let wanted: [(_, _, _, &[&str]); 10] = [
        ("plan.json", "blocks", "id", &["8", "8.1.4", "b2.1", "n4", "f1", "q3"]),
        ("indicators.json", "indicators", "id", &["13-4-1", "13-13", "13-27", "14-2", "14-14"]),
        ("targets.json", "targets", "id", &["3.4.1-2", "3.5.2-1"]),
        ("projects.json", "projects", "id", &["4.1.4-p1", "5.6.3-p1"]),
        ("qa.json", "questions", "id", &["q2", "q3", "q7"]),
        ("editions.json", "passages", "block", &["15.6.1", "15.7.4"]),
        ("checks.json", "checks", "id", &["surface-water-2020"]),
        ("glossary.json", "terms", "name", &["一城两核三片六组团", "强富美高"]),
        ("topics.json", "topics", "slug", &["elderly"]),
        ("places.json", "places", "slug", &["jingkaiqu", "nanjing"]),
    ];
    for (name, of, key, ids) in wanted {
        let file = &files[name];
        for (field, value) in file.as_object().expect("an object") {
            if field != of {
                push(&format!("{name}.{field}"), "", value);
            }
        }
        for id in ids {
            let mut found = list(file, of).iter().filter(|entry| entry[key] == *id);
            let entry = found.next().unwrap_or_else(|| panic!("expected {id} in {name}"));
            assert!(found.next().is_none(), "expected one {id} in {name}");
            push(&format!("{name}.{of}"), id, entry);
        }
    }
    let plan = &files["plan.json"];
    let tables = list(plan, "blocks").iter().filter(|block| block["kind"] == "table");
    for table in tables.map(|block| &block["table"]) {
        push("plan.json.blocks.table.columns", "", &table["columns"]);
        for row in list(table, "rows") {
            if ["13-4-2", "13-5", "14-14"].contains(&row["id"].as_str().unwrap_or_default()) {
                push("plan.json.blocks.table.rows", "", row);
            }
        }
    }
    let mut fields = BTreeSet::new();
    files.iter().for_each(|(name, file)| add_fields(file, name, &mut fields));
    assert_eq!(fields.difference(&shown).collect::<Vec<_>>(), [""; 0]);
    check("published.txt", &golden);
}

/// `value` with the first two entries of each list, and those that have a field more.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(values) => {
            let mut fields = BTreeSet::new();
            let mut short = Vec::new();
            for (at, value) in values.iter().enumerate() {
                let n_fields = fields.len();
                add_fields(value, "", &mut fields);
                if at < 2 || fields.len() > n_fields {
                    short.push(shortened(value));
                }
            }
            if short.len() < values.len() {
                short.push(format!("… {} in all", values.len()).into());
            }
            short.into()
        }
        Value::Object(object) => {
            let fields = object.iter().map(|(name, value)| (name.clone(), shortened(value)));
            Value::Object(fields.collect())
        }
        value => value.clone(),
    }
}

const CHOICES: &[&str] = &[
    "kind",
    "role",
    "nature",
    "comparator",
    "basis",
    "absence",
    "outcome",
    "outcome_reason",
    "measure",
    "stage",
    "field",
    "class",
    "image",
    "is_press",
    "is_published",
    "continued_on_page",
];

/// What a published field that has few values has, and how often.
#[test]
fn names_of_published_choices_are_golden() {
    let bundle = bundle();
    let files = files(bundle);
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (name, file) in &files {
        objects(file, &mut |object| {
            for choice in CHOICES {
                if let Some(value) = object.get(*choice) {
                    *counts.entry((format!("{name} {choice}"), value.to_string())).or_default() +=
                        1;
                }
            }
        });
    }
    let mut golden = String::new();
    for ((choice, value), count) in counts {
        writeln!(golden, "{choice} {value} {count}").unwrap();
    }
    check("published-choices.txt", &golden);
}

#[test]
fn every_quote_stands_where_it_is_said_to_stand() {
    let files = files(bundle());
    let texts = texts(&files["plan.json"]);
    let mut n_quotes = 0;
    for (name, file) in &files {
        objects(file, &mut |object| {
            let at = object.get("at").or_else(|| object.get("block"));
            let quote = object.get("quote").or_else(|| object.get("words"));
            let (Some(quote), Some(at)) = (quote.and_then(Value::as_str), at) else { return };
            let places = at.as_array().map_or(std::slice::from_ref(at), Vec::as_slice);
            for place in places {
                let place = place.as_str().expect("an id");
                let texts = texts.get(place).unwrap_or_else(|| panic!("{name}: no {place}"));
                // A title is quoted on one line, a part of an indicator behind the whole.
                let is_there = quote.split(" · ").all(|quote| {
                    let quote = without_space(quote);
                    texts.iter().any(|text| without_space(text).contains(&quote))
                });
                assert!(is_there, "{name}: expected {quote} in {place}, but found {texts:?}");
                n_quotes += 1;
            }
        });
    }
    assert!(n_quotes > 1_000, "{n_quotes} quotes");
}

#[test]
fn the_words_of_targets_and_projects_are_of_their_sentences() {
    let files = files(bundle());
    for target in list(&files["targets.json"], "targets") {
        for name in ["subject", "verb", "raw", "unit"] {
            assert!(text(target, "quote").contains(text(target, name)), "{name} of {target}");
        }
    }
    for project in list(&files["projects.json"], "projects") {
        assert!(text(project, "quote").contains(text(project, "name")), "{project}");
    }
}

#[test]
fn offsets_count_characters() {
    let files = files(bundle());
    let plan = &files["plan.json"];
    let from = |text: &str, offset: &Value| -> String {
        text.chars().skip(offset.as_u64().expect("an offset") as usize).collect()
    };
    let texts = texts(plan);
    let of_note = |id: &str| {
        let block = list(plan, "blocks").iter().find(|block| block["id"] == *id)?;
        let reference = &block["note_references"][0];
        Some((from(texts[id][0], &reference["offset"]), reference["note"].clone()))
    };
    let (behind, note) = of_note("8.1.4").expect("a block");
    assert!(behind.starts_with("”市区国土空间布局"), "{behind}");
    assert_eq!(note, "n4");

    let mut n_unchanged = 0;
    for passage in list(&files["editions.json"], "passages") {
        let published = from(texts[text(passage, "block")][0], &passage["start"]);
        if list(passage, "differences").is_empty() {
            let printed = without_space(text(passage, "text"));
            assert_eq!(without_space(&published), printed, "{passage}");
            n_unchanged += 1;
        }
    }
    assert!(n_unchanged > 10, "{n_unchanged} passages without a difference");

    let mut n_joins = 0;
    let questions = list(&files["qa.json"], "questions").iter();
    let answers = questions.flat_map(|question| list(question, "answer"));
    for answer in answers.chain(list(&files["editions.json"], "passages")) {
        for join in list(answer, "joins") {
            let Some(word) = join["word"].as_str() else { continue };
            let behind = from(text(answer, "text"), &join["offset"]);
            let is_across = (1..word.chars().count()).any(|n| {
                let (before, rest) = word.split_at(word.char_indices().nth(n).expect("a letter").0);
                behind.starts_with(rest)
                    && text(answer, "text").contains(&format!("{before}{behind}"))
            });
            assert!(is_across, "expected {word} across {join} of {answer}");
            n_joins += 1;
        }
    }
    assert!(n_joins > 3, "{n_joins} joins with a word");
}

#[test]
fn tables_have_what_the_files_of_the_same_name_have() {
    let bundle = bundle();
    let (files, tables) = (files(bundle), tables(bundle));
    for name in ["targets", "projects"] {
        let entries = list(&files[&*format!("{name}.json")], name).iter();
        let expected = entries.map(|entry| {
            let fields = entry.as_object().expect("an object").iter();
            fields.filter_map(|(name, value)| Some((name.clone(), field(value)?))).collect()
        });
        check_rows(&tables[&*format!("{name}.csv")], expected.collect());
    }

    let mut expected = Vec::new();
    for indicator in list(&files["indicators.json"], "indicators") {
        for value in list(indicator, "values") {
            let mut row = BTreeMap::new();
            for (name, value) in
                indicator.as_object().into_iter().chain(value.as_object()).flatten()
            {
                let name = match name.as_str() {
                    "values" | "mentions" | "earlier" => continue,
                    "unit" if row.contains_key("raw") => "value_unit",
                    name => name,
                };
                row.extend(field(value).map(|field| (name.to_owned(), field)));
            }
            expected.push(row);
        }
    }
    check_rows(&tables["indicators.csv"], expected);
}

#[track_caller]
fn check_rows(table: &str, expected: Vec<BTreeMap<String, String>>) {
    let rows = rows(table);
    assert_eq!(rows.len(), expected.len());
    for (mut row, mut expected) in rows.into_iter().zip(expected) {
        // A table has a number as it is printed, with its zeros.
        for row in [&mut row, &mut expected] {
            if let Some(value) = row.get_mut("value") {
                *value = value.parse::<f64>().expect("a number").to_string();
            }
        }
        assert_eq!(row, expected);
    }
}

#[test]
fn every_file_is_described_and_no_other() {
    let bundle = bundle();
    let (files, tables) = (files(bundle), tables(bundle));
    let names: BTreeSet<_> = files.keys().chain(tables.keys()).copied().collect();
    let published = |name| PublishedFile { name, n_bytes: 12, sha256: "0af9" };
    let mut all: Vec<_> = names.iter().copied().map(published).collect();
    all.push(published("unknown.csv"));
    let package = json(DataPackage::new(&bundle.plan, &all));
    let resources = list(&package, "resources");
    let described: BTreeSet<_> = resources.iter().map(|resource| text(resource, "path")).collect();
    assert_eq!(described, names);
    assert_eq!(resources.len(), names.len());

    let mut head = package.clone();
    let mut golden = String::new();
    for resource in resources {
        let mut resource = resource.clone();
        let fields = resource.as_object_mut().and_then(|it| it.remove("schema"));
        writeln!(golden, "{resource}").unwrap();
        let fields = fields.iter().flat_map(|schema| list(schema, "fields"));
        fields.for_each(|field| writeln!(golden, "  {field}").unwrap());
    }
    head.as_object_mut().and_then(|it| it.remove("resources"));
    check("datapackage.txt", &format!("{head}\n{golden}"));
    let keys = resources.iter().filter(|it| it["schema"]["primaryKey"] == "id");
    let keys: Vec<_> = keys.map(|resource| text(resource, "path")).collect();
    assert_eq!(keys, ["projects.csv", "targets.csv"]);
}

#[test]
fn what_a_search_finds_is_golden() {
    let (plan, search) = (&bundle().plan, search_in(bundle()));
    let mut golden = String::new();
    for words in ["一城两核", "失业保险", "醫師", "huanbao", "打工", "科创带", "无锡不存在的词"]
    {
        let answer = shortened(&json(SearchAnswer::new(&search, plan, words)));
        writeln!(golden, "{words} {answer:#}").unwrap();
    }
    check("search-answers.txt", &golden);
}
