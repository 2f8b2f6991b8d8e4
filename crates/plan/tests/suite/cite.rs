//! References to the plan and the press, in each form.

use plan::cite::{BibliographicReference, Day, Subject, full_place};
use plan::model::BlockKind;
use plan::{Annotations, BlockId, Plan, parse};
use proptest::prelude::*;
use serde_json::Value;

use crate::bundle;

const DAY: Day = Day { year: 2026, month: 3, day: 9 };
const TITLE: &str = "无锡市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要";

fn reference(subject: Subject, address: &str) -> BibliographicReference {
    BibliographicReference::new(&bundle().plan, subject, address, DAY)
}

fn blocks(first: &str, last: &str) -> BibliographicReference {
    let at = |id: &str| bundle().plan.position(id).expect(id);
    let address = format!("https://example.org/wuxi/#{first}");
    reference(Subject::Blocks(at(first), at(last)), &address)
}

fn rows(plan: &Plan) -> impl Iterator<Item = (usize, usize, &BlockId)> {
    plan.blocks.iter().enumerate().flat_map(|(table, block)| {
        let rows = match &block.kind {
            BlockKind::Table(table) => table.rows.as_slice(),
            _ => &[],
        };
        let rows = rows.iter().enumerate();
        rows.filter_map(move |(row, it)| Some((table, row, it.id.as_ref()?)))
    })
}

#[test]
fn a_paragraph_of_the_plan_is_an_electronic_notice() {
    let it = blocks("4.1.3", "4.1.3");
    assert_eq!(
        it.gbt_7714(),
        format!(
            "{TITLE}:第二篇第四章第一节第3段[EB/OL].[2026-03-09].https://example.org/wuxi/#4.1.3"
        )
    );
    assert_eq!(it.plain(), format!("《{TITLE}》第二篇第四章第一节第3段"));
    assert_eq!(
        it.bibtex(),
        format!(
            "@online{{plan14-4.1.3,\n  title = {{{{{TITLE}：第二篇第四章第一节第3段}}}},\n  url = {{https://example.org/wuxi/#4.1.3}},\n  urldate = {{2026-03-09}},\n  langid = {{chinese}}\n}}"
        )
    );
    let csl: Value = serde_json::from_str(&it.csl_json()).expect("JSON");
    assert_eq!(
        csl,
        serde_json::json!([{
            "id": "plan14-4.1.3",
            "type": "webpage",
            "title": format!("{TITLE}：第二篇第四章第一节第3段"),
            "URL": "https://example.org/wuxi/#4.1.3",
            "accessed": { "date-parts": [[2026, 3, 9]] },
            "language": "zh-CN",
        }])
    );
}

#[test]
fn the_whole_plan_and_a_page_have_no_place() {
    let plan = reference(Subject::Plan, "https://example.org/");
    assert_eq!(plan.gbt_7714(), format!("{TITLE}[EB/OL].[2026-03-09].https://example.org/"));
    assert_eq!((plan.plain(), plan.key.as_str()), (format!("《{TITLE}》"), "plan14"));
    let page = reference(Subject::Page("养老：规划怎么说"), "https://example.org/topics/elderly/");
    assert_eq!(
        page.gbt_7714(),
        "养老：规划怎么说[EB/OL].[2026-03-09].https://example.org/topics/elderly/"
    );
}

#[test]
fn places_are_said_from_the_part_down() {
    let plan = &bundle().plan;
    let at = |id: &str| plan.position(id).expect(id);
    let place = |id: &str| full_place(plan, at(id), at(id));
    for (id, words) in [
        ("0.0.1", "序言第1段"),
        ("p2", "第二篇"),
        ("p3.1", "第三篇第1段"),
        ("1.0.2", "第一篇第一章第2段"),
        ("4", "第二篇第四章"),
        ("4.1", "第二篇第四章第一节"),
        ("4.1.3", "第二篇第四章第一节第3段"),
        ("t2", "第一篇第三章第五节表2"),
        ("b2", "第二篇第四章第一节专栏《太湖湾科技创新带“一核十园多点”空间布局》"),
        ("b3.2", "第二篇第五章第二节专栏《质量强市工程》第2项"),
        ("n1", "第二篇第四章第五节第1段注1"),
        ("f2", "附图2"),
        ("f", "附图"),
        ("q5", "第5问"),
        ("q4.6", "第4问第6段"),
    ] {
        assert_eq!(place(id), words, "{id}");
    }
}

#[test]
fn what_would_end_an_address_early_is_named() {
    let it = reference(Subject::Plan, "https://example.org/a b\u{7}c{d}\\");
    assert!(it.bibtex().contains("url = {https://example.org/a%20b%20c%7Bd%7D%5C},"));
}

#[test]
fn a_run_of_blocks_names_what_differs() {
    assert_eq!(blocks("4.1.1", "4.1.3").place, "第二篇第四章第一节第1段至第3段");
    assert_eq!(blocks("4.1.3", "4.2.1").place, "第二篇第四章第一节第3段至第二节第1段");
    assert_eq!(blocks("4.1", "4.1.2").place, "第二篇第四章第一节标题至第2段");
    assert_eq!(blocks("q4.1", "q4.2").place, "第1段至第2段");
    // The question is the title of the work.
    assert_eq!(blocks("q4", "q4.2").place, "标题至第2段");
    // Whichever way the words were selected.
    assert_eq!(blocks("4.1.3", "4.1").place, "第二篇第四章第一节第3段至第一节");
}

#[test]
fn an_indicator_is_a_row_of_its_table() {
    let plan = &bundle().plan;
    let row = |id: &str| {
        let (table, row, _) = rows(plan).find(|(.., it)| it.as_str() == id).expect(id);
        reference(Subject::Row(table, row), "https://example.org/")
    };
    assert_eq!(row("14-12").place, "第一篇第三章第五节表2第12项“五年新增城镇就业（万人）”");
    assert_eq!(row("14-12").key, "plan14-14-12");
    let part = row("13-31-2");
    assert!(part.place.starts_with("第一篇第一章表1第31项“"), "{part:?}");
    let (table, at, _) = rows(plan).find(|(.., it)| it.as_str() == "13-31-2").expect("a part");
    let whole = reference(Subject::Indicator(table, at), "https://example.org/");
    assert_eq!(whole.key, "plan14-13-31");
    let name = whole.place.trim_end_matches('”');
    assert!(part.place.starts_with(&format!("{name}·")), "{part:?}");
}

#[test]
fn the_press_is_a_newspaper_and_says_what_it_does_not_know() {
    let it = blocks("q5.1", "q5.1");
    let title = "“十四五”规划《纲要》的指标体系有何特色和亮点？";
    assert_eq!(
        it.gbt_7714(),
        format!("{title}:第1段[N/OL].[2026-03-09].https://example.org/wuxi/#q5.1")
    );
    assert_eq!(it.plain(), format!("报纸问答解读《{title}》第1段"));
    assert!(it.bibtex().starts_with("@newspaper{press14-q5.1,\n"), "{}", it.bibtex());
    assert!(it.bibtex().contains("从略"));
    let csl: Value = serde_json::from_str(&it.csl_json()).expect("JSON");
    assert_eq!(csl[0]["type"], "article-newspaper");
    assert!(csl[0]["note"].as_str().is_some_and(|note| note.contains("从略")));
    assert_eq!(blocks("q5", "q5").place, "");
}

#[test]
fn every_block_and_row_can_be_referred_to() {
    let plan = &bundle().plan;
    let of_rows = rows(plan).map(|(table, row, _)| Subject::Row(table, row));
    let of_blocks = (0..plan.blocks.len()).map(|idx| Subject::Blocks(idx, idx));
    let mut texts: Vec<[String; 4]> = Vec::new();
    for subject in of_rows.chain(of_blocks) {
        let it = reference(subject, "https://example.org/");
        check(&it);
        texts.push([it.key.clone(), it.plain(), it.gbt_7714(), it.title_with_place()]);
    }
    // Each names its own place and no other's.
    for form in 0..4 {
        let mut words: Vec<&String> = texts.iter().map(|forms| &forms[form]).collect();
        let n_words = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), n_words, "{form}");
    }
}

/// The places of all blocks of an invented text.
fn places(source: &str) -> Vec<String> {
    let plan = parse(source, &Annotations::default()).plan;
    (0..plan.blocks.len()).map(|idx| full_place(&plan, idx, idx)).collect()
}

#[test]
fn what_has_no_label_is_named_by_its_title() {
    let table = |title: &str| format!("第一章 甲\n{title}\n\t序号\n\t指标\n\n\t1\n\t乙\n");
    for (title, place) in [
        ("表1 “十四五”指标", "表1"),
        ("表12“十四五”指标", "表12"),
        ("表2", "表2"),
        ("表一 “十四五”指标", "表《表一 “十四五”指标》"),
        ("专栏1 “十四五”指标", "专栏1表"),
    ] {
        let found = places(&table(title));
        assert_eq!(found.last().map(String::as_str), Some(&*format!("第一章{place}")), "{title}");
    }
    assert_eq!(places("第一章 甲\n附图1\n乙图\n"), ["第一章", "第一章附图1"]);
}

trait TitleWithPlace {
    fn title_with_place(&self) -> String;
}

impl TitleWithPlace for BibliographicReference {
    fn title_with_place(&self) -> String {
        format!("{}：{}", self.title, self.place)
    }
}

/// Whether each form is well-formed and holds what it should.
#[track_caller]
fn check(it: &BibliographicReference) {
    let csl: Value = serde_json::from_str(&it.csl_json()).expect("JSON");
    let whole = csl[0]["title"].as_str().expect("a title");
    assert!(whole.starts_with(&it.title) && whole.ends_with(&it.place));
    assert_eq!(csl[0]["URL"], it.address);
    let bibtex = it.bibtex();
    let mut depth = 0;
    for (at, ch) in bibtex.char_indices() {
        match ch {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        assert_eq!(depth == 0, at < bibtex.find('{').expect("one") || at + 1 == bibtex.len());
        assert!(depth >= 0, "{bibtex}");
    }
    assert_eq!(bibtex.lines().count(), if it.is_press { 7 } else { 6 }, "{bibtex}");
    // No mark of TeX's stands by itself outside the address.
    let title = bibtex.lines().nth(1).expect("the title");
    for mark in ['#', '$', '%', '&', '_'] {
        let n_escaped = title.matches(&format!("\\{mark}")).count();
        assert_eq!(title.matches(mark).count(), n_escaped, "{title}");
    }
    let gbt = it.gbt_7714();
    assert!(gbt.ends_with(&it.address) && gbt.starts_with(&it.title), "{gbt}");
    assert!(it.key.chars().all(|ch| ch.is_ascii_alphanumeric() || ".-".contains(ch)));
}

proptest! {
    #[test]
    fn any_title_and_address_are_escaped(title in ".{0,40}", address in ".{0,40}", place in r#"[{}"\\%\u{0}-\u{1f}第段]{0,12}"#) {
        let it = BibliographicReference {
            title,
            place,
            is_press: false,
            key: "plan14".to_owned(),
            address,
            accessed: DAY,
        };
        check(&it);
    }
}
