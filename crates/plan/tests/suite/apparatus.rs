//! What stands beside Wuxi's plan, pinned in files that were reviewed by eye.

use std::fmt::Write;

use crate::bundle;
use crate::golden::check;
use plan::annotation::CheckClass;
use plan::citation::Citation;
use plan::model::BlockKind;

#[test]
fn differences_are_golden() {
    let bundle = bundle();
    let press = &bundle.apparatus.press;
    let mut golden = String::new();
    for passage in press.passages.iter().chain(&press.terms) {
        let block = &bundle.plan.blocks[passage.block as usize];
        let start = &block.text[..passage.start as usize];
        let start = if start.is_empty() {
            String::new()
        } else {
            format!(" 开头不在本版「{start}」")
        };
        let lines: Vec<_> = passage.lines.iter().map(|lines| lines.first.to_string()).collect();
        writeln!(golden, "{} 行{}{start}", block.id, lines.join("+")).unwrap();
        for difference in &passage.differences {
            let published = difference.published.of(&block.text);
            let printed = difference.printed.of(&passage.text);
            writeln!(golden, "  {:?} 「{published}」→「{printed}」", difference.kind).unwrap();
        }
    }
    check("differences.txt", &golden);
}

#[test]
fn checks_are_golden() {
    let bundle = bundle();
    let mut golden = String::new();
    for it in &bundle.apparatus.checks {
        writeln!(golden, "{} {:?} {}", it.id, it.class, it.title).unwrap();
        for statement in &it.statements {
            let citation = statement.citation;
            let header = citation.column_header(&bundle.plan).unwrap_or_default();
            let (id, quote) = (citation.id(&bundle.plan), citation.quote(&bundle.plan));
            writeln!(golden, "  {id} {header}「{quote}」").unwrap();
        }
    }
    check("checks.txt", &golden);
}

#[test]
fn each_check_cites_two_places_or_more() {
    let bundle = bundle();
    let mut ids: Vec<&str> = bundle.apparatus.checks.iter().map(|it| it.id.as_str()).collect();
    for it in &bundle.apparatus.checks {
        let mut places: Vec<_> = it
            .statements
            .iter()
            .map(|at| (at.citation.id(&bundle.plan), at.citation.column_header(&bundle.plan)))
            .collect();
        places.dedup();
        assert!(places.len() >= 2, "{}", it.id);
        assert!(!it.note.is_empty() && !it.note.contains('错'), "{}", it.id);
    }
    let n_ids = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n_ids);
    let class = |id: &str| bundle.apparatus.checks.iter().find(|it| it.id == id).map(|it| it.class);
    assert_eq!(class("physicians-2020"), Some(CheckClass::Contradiction));
    assert_eq!(class("surface-water-2020"), Some(CheckClass::Contradiction));
}

#[test]
fn terms_are_golden() {
    let bundle = bundle();
    let mut golden = String::new();
    for (idx, term) in bundle.apparatus.terms.iter().enumerate() {
        let explained: Vec<_> =
            term.explained.iter().map(|citation| citation.id(&bundle.plan)).collect();
        let uses = bundle.apparatus.term_uses.iter().filter(|it| usize::from(it.term) == idx);
        let uses: Vec<_> =
            uses.map(|it| bundle.plan.blocks[it.block as usize].id.as_str()).collect();
        writeln!(golden, "{} ← {} 用于 {}", term.name, explained.join("、"), uses.join(" "))
            .unwrap();
    }
    check("terms.txt", &golden);
}

#[test]
fn a_term_is_marked_where_it_is_not_explained() {
    let bundle = bundle();
    for it in &bundle.apparatus.term_uses {
        let term = &bundle.apparatus.terms[usize::from(it.term)];
        let text = &bundle.plan.blocks[it.block as usize].text;
        assert_eq!(it.range.of(text), term.name);
        assert!(term.explained.iter().all(|citation| citation.block() != it.block as usize));
    }
}

/// What an answer rests on shares its wording or its figures.
#[test]
fn an_answer_shares_words_with_what_it_rests_on() {
    let bundle = bundle();
    let press = &bundle.apparatus.press;
    assert!(press.answers.len() > 100);
    let mut golden = String::new();
    for source in &press.answers {
        let answer = &bundle.plan.blocks[source.answer as usize];
        assert!(matches!(answer.kind, BlockKind::Answer));
        let (quote, words) = (source.quote.of(&answer.text), source.plan.quote(&bundle.plan));
        let (a, b): (Vec<char>, Vec<char>) = (quote.chars().collect(), words.chars().collect());
        let shares = |n: usize| a.windows(n).any(|run| b.windows(n).any(|other| run == other));
        // The name of a table's row is shorter than a sentence.
        let n_shared = if matches!(source.plan, Citation::Cell { .. }) { 3 } else { 4 };
        assert!(shares(n_shared), "{} {quote} | {words}", answer.id);
        writeln!(golden, "{} 「{quote}」← {} 「{words}」", answer.id, source.plan.id(&bundle.plan))
            .unwrap();
    }
    check("answers.txt", &golden);
}
