//! What stands beside Wuxi's plan, pinned in files that were reviewed by eye.

use std::fmt::Write;

use plan::annotation::{
    CheckAnnotation, CheckAnnotations, CheckClass, DismissedCheck, StatementAnnotation,
    TermAnnotation, TermAnnotations,
};
use plan::check::{candidates, checks as checks_of};
use plan::citation::Citation;
use plan::model::BlockKind;
use plan::term::{TermUse, terms};
use plan::{Annotations, Bundle, Plan};

use crate::golden::check;
use crate::{bundle, parse_checked};

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

/// A term is marked at its first use in each chapter, by itself, and in no heading of its
/// paragraph's own.
#[test]
fn a_term_is_marked_once_a_chapter() {
    let source = "第一章 甲\n四网融合。四网融合是指四张网。建设四网融合枢纽，推进四网融合。\n\
        第二章 乙\n推进四网融合。\n继续推进四网融合。\n\
        第三章 丙\n四网融合。推进四网融合示范区。推进多网四网融合，四网融合。\n\
        第四章 丁\n四网融合示范区。\n\
        第五章 戊\n推进四网融合示范区四网融合。\n\
        第六章 己\n推进四网融合四网融合示范区。\n";
    let plan = parse_checked(source, &Annotations::default()).plan;
    let term = |name: &str, at: &str, not_in: &[&str]| TermAnnotation {
        name: name.to_owned(),
        explained: statements(&[(at, name)]),
        not_in: not_in.iter().map(|&it| it.to_owned()).collect(),
    };
    let marked = |annotations: Vec<TermAnnotation>| -> Vec<(String, u32, String)> {
        let (terms, uses) = terms(&plan, &TermAnnotations { terms: annotations }).expect("terms");
        let mark = |it: &TermUse| {
            let block = &plan.blocks[it.block as usize];
            assert_eq!(it.range.of(&block.text), terms[usize::from(it.term)].name);
            let at = block.text[..it.range.start as usize].chars().count() as u32;
            (block.id.to_string(), at, terms[usize::from(it.term)].name.clone())
        };
        uses.iter().map(mark).collect()
    };
    let of = |marks: &[(&str, u32, &str)]| -> Vec<(String, u32, String)> {
        marks.iter().map(|(id, at, name)| ((*id).to_owned(), *at, (*name).to_owned())).collect()
    };
    assert_eq!(
        marked(vec![term("四网融合", "1.0.1", &["四网融合示范区", "多网四网融合"])]),
        of(&[
            ("2.0.1", 2, "四网融合"),
            ("3.0.1", 24, "四网融合"),
            ("5.0.1", 9, "四网融合"),
            ("6.0.1", 2, "四网融合"),
        ])
    );
    assert_eq!(
        marked(vec![term("四网融合", "2.0.1", &[])]),
        of(&[
            ("1.0.1", 5, "四网融合"),
            ("2.0.2", 4, "四网融合"),
            ("3.0.1", 7, "四网融合"),
            ("4.0.1", 0, "四网融合"),
            ("5.0.1", 2, "四网融合"),
            ("6.0.1", 2, "四网融合"),
        ])
    );
    // The longer term has its words for itself.
    assert_eq!(
        marked(vec![term("四网融合", "2.0.1", &[]), term("四网融合示范区", "4.0.1", &[])]),
        of(&[
            ("1.0.1", 5, "四网融合"),
            ("2.0.2", 4, "四网融合"),
            ("3.0.1", 7, "四网融合示范区"),
            ("3.0.1", 19, "四网融合"),
            ("4.0.1", 0, "四网融合"),
            ("5.0.1", 2, "四网融合示范区"),
            ("5.0.1", 9, "四网融合"),
            ("6.0.1", 2, "四网融合"),
            ("6.0.1", 6, "四网融合示范区"),
        ])
    );
}

#[test]
fn terms_that_fit_nothing_are_named() {
    let plan = parse_checked("第一章 甲\n推进四网融合。\n", &Annotations::default()).plan;
    let term = |name: &str, explained: &[(&str, &str)], not_in: &[&str]| TermAnnotation {
        name: name.to_owned(),
        explained: statements(explained),
        not_in: not_in.iter().map(|&it| it.to_owned()).collect(),
    };
    let wrong = |annotations: Vec<TermAnnotation>| {
        terms(&plan, &TermAnnotations { terms: annotations }).expect_err("what does not fit")
    };
    let good = || term("四网融合", &[("1.0.1", "四网")], &[]);
    assert!(terms(&plan, &TermAnnotations { terms: vec![good()] }).is_ok());
    assert_eq!(wrong(vec![good(), good()]), ["四网融合: expected a term once, but found it twice"]);
    assert_eq!(
        wrong(vec![term("五网", &[("1.0.1", "五网"), ("9.9", "甲")], &["六网"])]),
        [
            "五网: expected words of the text, but found 六网",
            "五网: expected words of the text, but found 五网",
            "五网: 1.0.1: expected words of the text, but found `五网`",
            "五网: expected the id of a block or a row, but found 9.9",
            "五网: expected the words that explain it, but found none",
        ]
    );
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

/// Words of blocks, each with the block's id before it.
fn statements(quotes: &[(&str, &str)]) -> Vec<StatementAnnotation> {
    let statement = |(at, quote): &(&str, &str)| StatementAnnotation {
        at: (*at).to_owned(),
        quote: (*quote).to_owned(),
        of: None,
    };
    quotes.iter().map(statement).collect()
}

/// What a reader may take for one thing's figures, in a text with a preface, a chapter that
/// looks back and one that looks ahead: each pair as printed.
fn pairs(preface: &str, back: &str, ahead: &str) -> Vec<String> {
    let plan = plan_of(preface, back, ahead);
    candidates(&plan, 2)
        .iter()
        .map(|candidate| {
            let [a, b] = candidate.figures.each_ref().map(|it| format!("{} {}", it.at, it.printed));
            format!("{a} | {b}")
        })
        .collect()
}

fn plan_of(preface: &str, back: &str, ahead: &str) -> Plan {
    let source = format!(
        "某某市国民经济和社会发展第十五个五年规划纲要\n序言\n{preface}\n第一章 回顾\n{back}\n第二章 任务\n{ahead}\n"
    );
    parse_checked(&source, &Annotations::default()).plan
}

#[test]
fn figures_of_one_name_unit_and_year_are_compared() {
    let ahead = |text: &str| pairs("甲。", "乙。", text);
    let pair = |a: &str, b: &str| vec![format!("2.0.1 {a} | 2.0.2 {b}")];
    assert_eq!(
        ahead("到2030年，高新技术企业数量达到500家。\n全市高新技术企业数量力争突破600家。"),
        pair("500家", "600家"),
        "the period's last year is meant where none is named"
    );
    for (text, why) in [
        ("高新技术企业数量达到500家。\n高新技术企业数量增加到500家。", "one value"),
        ("高新技术企业数量达到500家。\n高新技术企业数量增加到600个。", "two units"),
        ("到2028年高新技术企业数量达到500家。\n高新技术企业数量增加到600家。", "two years"),
        ("高新技术企业数量达到500家。\n高新技术企业数量增长5家。", "a level and a difference"),
        ("新增就业岗位数累计5万个。\n新增就业岗位数达到6万个。", "five years and one"),
        ("新增就业岗位数年均5万个。\n新增就业岗位数达到6万个。", "a mean and a level"),
        ("新增就业岗位数达到5万个。\n新增就业岗位数达到50000个。", "one value in two magnitudes"),
        ("常住人口达到5亿人。\n常住人口达到50000万人。", "one value in two magnitudes"),
        ("企业数达到500家。\n企业数达到600家。", "names that are too short"),
        (
            "规模以上高新技术企业数量达到500家。\n高新技术企业达到600家。",
            "too much of a name is lacking",
        ),
        ("高新技术企业数量达到500家。\n高新制造企业数量达到600家。", "two other characters"),
    ] {
        assert_eq!(ahead(text), [""; 0], "{why}: {text}");
    }
    for (text, a, b, why) in [
        (
            "高新技术企业数量达到500家。\n高新科技企业数量达到600家。",
            "500家",
            "600家",
            "one other character",
        ),
        (
            "高新技术企业数量达到500家。\n高新技术企业个数量达到600家。",
            "500家",
            "600家",
            "one character more",
        ),
        (
            "高新技术企业数量较2025年增加到500家。\n高新技术企业数量达到600家。",
            "500家",
            "600家",
            "a year gone by is compared with",
        ),
        (
            "到2028年高新技术企业数量达到500家。\n到2028年高新技术企业数量达到600家。",
            "500家",
            "600家",
            "one year that is named",
        ),
        (
            "高新技术企业数量，预计达500家。\n高新技术企业数量达到600家。",
            "500家",
            "600家",
            "the name stands in the clause before",
        ),
        (
            "新增就业岗位数达到5万个。\n新增就业岗位数达到500个。",
            "5万个",
            "500个",
            "two magnitudes",
        ),
        (
            "新增就业岗位数累计5万个。\n新增就业岗位数累计6万个。",
            "5万个",
            "6万个",
            "both in five years",
        ),
        ("新增就业岗位数年均5万个。\n年均新增就业岗位数6万个。", "5万个", "6万个", "both a mean"),
        ("高新技术企业增长5家。\n高新技术企业增长6家。", "5家", "6家", "both a difference"),
        ("常住人口达到500人。\n常住人口达到600人。", "500人", "600人", "a name of four"),
        ("绿化覆盖率达到5％。\n绿化覆盖率达到6%。", "5％", "6%", "one unit in two widths"),
    ] {
        assert_eq!(ahead(text), pair(a, b), "{why}: {text}");
    }
}

#[test]
fn magnitudes_are_counted() {
    for (magnitude, number) in
        [("十", "50"), ("百", "500"), ("千", "5000"), ("万", "50000"), ("百万", "5000000")]
    {
        let text = format!("服务群众人数达到5{magnitude}人。\n服务群众人数达到{number}人。");
        assert_eq!(pairs("甲。", "乙。", &text), [""; 0], "{text}");
        let text = format!("服务群众人数达到5{magnitude}人。\n服务群众人数达到{number}0人。");
        assert_eq!(pairs("甲。", "乙。", &text).len(), 1, "{text}");
    }
}

/// A chapter that looks back speaks of the year before the period; a preface of none.
#[test]
fn figures_of_other_times_are_not_compared() {
    let figure = |n: u32| format!("高新技术企业数量{n}家。");
    assert_eq!(pairs("甲。", &figure(500), &figure(600)), [""; 0]);
    assert_eq!(
        pairs("甲。", "2025年，高新技术企业数量500家。\n高新技术企业数量600家。", "乙。"),
        ["1.0.1 500家 | 1.0.2 600家"]
    );
    assert_eq!(
        pairs("甲。", "2023年，高新技术企业数量500家。\n高新技术企业数量600家。", "乙。"),
        [""; 0]
    );
    assert_eq!(
        pairs(&figure(400), &figure(500), &figure(600)),
        ["0.0.1 400家 | 1.0.1 500家", "0.0.1 400家 | 2.0.1 600家"]
    );
    assert_eq!(pairs(&figure(500), &figure(500), &figure(600)), [""; 0], "one of them is meant");
}

/// The cells of a table are figures too, each of its column's year.
#[test]
fn figures_are_compared_with_the_tables_cells() {
    let with_table = |text: &str| {
        let table = "表1 “十五五”主要指标\n\t序号\n\t指标名称\n\t2025年\n实际值\n\t2030年\n目标值\n\n\
            \t1\n\t规模以上工业总产值（亿元）\n\t17595\n\t20000\n\n\
            \t2\n\t全员劳动生产率（万元/人）\n\t31\n\t年均5%\n\n\
            \t3\n\t最低工资标准（元）\n\t2280\n\t市区2500；江阴2600\n";
        pairs("甲。", "乙。", &format!("{text}\n{table}"))
    };
    assert_eq!(with_table("规模以上工业总产值达到3万亿元。"), ["2.0.1 3万亿元 | 15-1 20000"]);
    assert_eq!(with_table("规模以上工业总产值达到2万亿元。"), [""; 0]);
    assert_eq!(with_table("全员劳动生产率年均增长6%。"), ["2.0.1 6% | 15-2 年均5%"]);
    assert_eq!(with_table("全员劳动生产率年均增长5%。"), [""; 0]);
    assert_eq!(with_table("最低工资标准达到2500元。"), [""; 0], "of one place, in the table");
    assert_eq!(with_table("甲。"), [""; 0], "two years of one row");
}

#[test]
fn pairs_that_nobody_reviewed_are_named() {
    let plan = plan_of(
        "甲。",
        "乙。",
        "高新技术企业数量达到500家。\n高新技术企业数量达到600家。\n养老床位数量达到5张。",
    );
    let dismissed = |figures: [&str; 2]| DismissedCheck {
        at: ["2.0.1", "2.0.2"].map(str::to_owned),
        figures: figures.map(str::to_owned),
        reason: String::new(),
    };
    let check = |quotes: &[(&str, &str)]| CheckAnnotation {
        id: "enterprises".to_owned(),
        title: String::new(),
        class: CheckClass::Contradiction,
        note: String::new(),
        statements: statements(quotes),
    };
    let of = |checks: Vec<CheckAnnotation>, dismissed: Vec<DismissedCheck>| {
        checks_of(&plan, &CheckAnnotations { checks, dismissed }, 2)
    };
    let unreviewed = "expected a reviewed pair, but found `高新技术企业数量` 500家 in 2.0.1 and `高新技术企业数量` 600家 in 2.0.2";
    assert_eq!(of(vec![], vec![]), Err(vec![unreviewed.to_owned()]));
    assert_eq!(of(vec![], vec![dismissed(["500家", "600家"])]), Ok(vec![]));
    assert_eq!(
        of(vec![], vec![dismissed(["500家", "700家"])]),
        Err(vec![
            unreviewed.to_owned(),
            "expected a pair that the rules find, but found 500家 in 2.0.1 and 700家 in 2.0.2"
                .to_owned(),
        ])
    );
    assert_eq!(
        of(vec![check(&[("2.0.1", "500家"), ("2.0.3", "5张")])], vec![]),
        Err(vec![unreviewed.to_owned()]),
        "only one of the pair is shown"
    );
    assert_eq!(
        of(vec![check(&[("2.0.1", "500家"), ("2.0.2", "数量达到")])], vec![]),
        Err(vec![unreviewed.to_owned()]),
        "the other figure is not among the words"
    );
    let shown = of(vec![check(&[("2.0.1", "500家"), ("2.0.2", "数量达到600家。")])], vec![]);
    let shown = shown.expect("both are shown");
    let figures: Vec<&str> = shown[0]
        .statements
        .iter()
        .flat_map(|it| it.figures.iter().map(|at| at.of(&plan.blocks[it.citation.block()].text)))
        .collect();
    assert_eq!(figures, ["500家", "600家"]);
    let dismissed = vec![dismissed(["500家", "600家"])];
    assert_eq!(
        of(vec![check(&[("2.0.1", "没有的话")])], dismissed),
        Err(vec![
            "enterprises: 2.0.1: expected words of the text, but found `没有的话`".to_owned(),
            "enterprises: expected two statements or more, but found fewer".to_owned(),
        ])
    );
}

#[test]
fn a_block_has_the_terms_that_are_first_used_in_it() {
    let Bundle { plan, apparatus, .. } = bundle();
    let mut n_uses = 0;
    for idx in 0..plan.blocks.len() {
        let uses = apparatus.term_uses_of(idx);
        let expected = apparatus.term_uses.iter().filter(|it| it.block as usize == idx);
        assert_eq!(uses.iter().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        n_uses += uses.len();
    }
    assert_eq!(n_uses, apparatus.term_uses.len());
}
