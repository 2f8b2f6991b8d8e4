//! Other documents of the genre parse with no code for them.

use crate::{parse_checked, root};
use plan::model::{BlockKind, Table};
use plan::publish::kind_name;
use plan::{Annotations, Parsed, Plan};

/// The plan's tree, a block a line.
fn tree(plan: &Plan) -> String {
    plan.blocks
        .iter()
        .enumerate()
        .map(|(idx, block)| {
            let indent = "  ".repeat(plan.ancestors(idx).count());
            let text = plan::model::unwrapped(&block.text);
            format!("{indent}{} {} {text}\n", kind_name(&block.kind), block.id)
        })
        .collect()
}

#[test]
fn an_invented_plan_parses_into_its_tree() {
    let source =
        std::fs::read_to_string(root().join("tests/fixtures/invented.txt")).expect("a fixture");
    let parsed = parse_checked(&source, &Annotations::default());
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.plan.title, "某某市国民经济和社会发展第十六个五年规划纲要");
    assert_eq!(parsed.plan.period.map(|period| period.first_year), Some(2031));
    let expected = "\
title title 某某市国民经济和社会发展第十六个五年规划纲要
chapter 1 第一章 总则
  paragraph 1.0.1 本纲要是虚构的，只用来检验体例。
  paragraph 1.0.2 目标明确。到规划期末，各项指标见下表。
  table t1 表1 “十六五”主要指标
    paragraph t1.1 注：数值均为虚构。
chapter 2 第二章 建设宜居之城
  paragraph 2.0.1 本章有两节。
  section 2.1 第一节 交通
    paragraph 2.1.1 优先公交。新开公交线路3条。
      note n1 公交线路：指固定站点的线路。
    box b1 专栏1 重点线路
      box_item b1.1 东线：从东门到河边。
      box_item b1.2 西线：从西门到山脚。
  section 2.2 第二节 住房
    paragraph 2.2.1 ——租购并举。发展租赁住房。
    box b2 专栏2：住房工程
      box_item b2.1 1．新建：建设住房100套。
      box_item b2.2 2．改造：改造旧房50套。
chapter 3 第三章 附则
  paragraph 3.0.1 本纲要自公布之日起施行。
";
    assert_eq!(tree(&parsed.plan), expected);
}

#[test]
fn an_extra_column_is_a_value() {
    let source =
        std::fs::read_to_string(root().join("tests/fixtures/invented.txt")).expect("a fixture");
    let plan = parse_checked(&source, &Annotations::default()).plan;
    let idx = plan.position("t1").expect("a table");
    let BlockKind::Table(table) = &plan.blocks[idx].kind else { panic!("t1 is no table") };
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let id = row.id.as_ref().map_or("", |id| id.as_str());
            let cells: Vec<_> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            let sub = row.sub_indicator.as_ref().map_or("", |cell| &cell.text);
            format!("{id} {} · {sub}", cells.join("|"))
        })
        .collect();
    assert_eq!(
        rows,
        [
            "16-1 发展|1|公园数|个|10|20|预期性 · ",
            "16-2-1 发展|2|污水\n处理率|%|90|＞95|约束性 · 城区",
            "16-2-2 发展|2|污水\n处理率|%|80|＞90|约束性 · 乡镇",
        ]
    );
}

/// Runs where the other city's plan lies beside the checkout; it is not ours to
/// commit.
#[test]
fn another_citys_plan_has_the_headings_of_its_contents() {
    let path = root().join("../shared/samples/nanjing-15.txt");
    let Ok(source) = std::fs::read_to_string(path) else {
        println!("skipped: no other city's plan beside the checkout");
        return;
    };
    let parsed = parse_checked(&source, &Annotations::default());
    // The table of contents and the body agree, heading for heading.
    assert_eq!(parsed.diagnostics, []);
    let count = |is_wanted: fn(&BlockKind) -> bool| parsed.plan.indices(is_wanted).count();
    assert_eq!(count(|kind| matches!(kind, BlockKind::Part(_))), 17);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Chapter(_))), 65);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Section(_))), 179);
    assert_eq!(count(|kind| matches!(kind, BlockKind::Box(_))), 23);
    assert_eq!(parsed.plan.period.map(|period| period.ordinal), Some(15));
}

/// The names of what is reported of a text.
fn names(parsed: &Parsed) -> impl Iterator<Item = &'static str> {
    parsed.diagnostics.iter().map(|diagnostic| diagnostic.kind.name())
}

#[track_caller]
fn table_at(plan: &Plan, idx: usize) -> &Table {
    let BlockKind::Table(table) = &plan.blocks[idx].kind else { panic!("no table") };
    table
}

/// The tree of an invented text without a table of contents, and its other
/// diagnostics.
#[track_caller]
fn check(source: &str, expected_tree: &str, expected_diagnostics: &[&str]) {
    let parsed = parse_checked(source, &Annotations::default());
    assert_eq!(tree(&parsed.plan).trim_end(), expected_tree.trim(), "{source}");
    let others = names(&parsed).filter(|name| *name != "no-contents");
    assert_eq!(others.collect::<Vec<_>>(), expected_diagnostics, "{source}");
}

#[test]
fn contents_may_be_cut_by_page_numbers_and_wrap() {
    let contents = "目录\n第一篇  总论\n第一章  甲甲甲\n乙乙\t1\n— 1 —\nI\n第二章  丙\t2\n\n";
    let body = "第一篇  总论\n第一章  甲甲甲\n乙乙\n第二章  丙\n正文。\n";
    let parsed = parse_checked(&format!("{contents}{body}"), &Annotations::default());
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(
        tree(&parsed.plan),
        "part p1 第一篇  总论\n  chapter 1 第一章  甲甲甲乙乙\n  chapter 2 第二章  丙\n    paragraph 2.0.1 正文。\n"
    );
}

#[test]
fn contents_may_stop_at_the_chapters() {
    let parsed =
        parse_checked("目录\n第一章 甲\t1\n\n第一章 甲\n第一节 乙\n", &Annotations::default());
    assert_eq!(parsed.diagnostics, []);
}

#[test]
fn a_second_table_of_contents_and_a_preface_in_the_body_are_text() {
    let source = "目录\n第一章 甲\t1\n\n目录\n第一章 甲\n前言\n目录\n正文。\n";
    let parsed = parse_checked(source, &Annotations::default());
    assert_eq!(
        tree(&parsed.plan),
        "paragraph 0.0.1 目录\nchapter 1 第一章 甲\n  paragraph 1.0.1 前言\n  paragraph 1.0.2 目录\n  paragraph 1.0.3 正文。\n"
    );
}

#[test]
fn a_headings_title_may_stand_below_it() {
    check("第一章\n\n总则\n正文。", "chapter 1 第一章总则\n  paragraph 1.0.1 正文。", &[]);
}

#[test]
fn the_contents_tell_where_a_heading_ends() {
    let contents = "目录\n第一章 甲乙\t1\n第二章 丙\t2\n\n";
    let parsed = parse_checked(&format!("{contents}第一章 甲\n丁\n"), &Annotations::default());
    assert_eq!(tree(&parsed.plan), "chapter 1 第一章 甲\n  paragraph 1.0.1 丁\n");
    assert_eq!(names(&parsed).collect::<Vec<_>>(), ["heading-not-in-body", "heading-differs"]);
}

#[test]
fn without_contents_a_comma_at_the_end_tells_that_a_heading_goes_on() {
    check("第一章 甲，\n乙\n丙\n", "chapter 1 第一章 甲，乙\n  paragraph 1.0.1 丙", &[]);
    check("第一章 甲，\n乙。\n", "chapter 1 第一章 甲，\n  paragraph 1.0.1 乙。", &[]);
    let plan = parse_checked("第一章\n甲、\n乙\n", &Annotations::default()).plan;
    let heading = plan.blocks[0].heading().expect("a heading");
    assert_eq!(heading.title.of(&plan.blocks[0].text), "甲、\n乙");
}

#[test]
fn a_heading_out_of_order_is_reported() {
    let out_of_order = |source: &str, n_times: usize| {
        let parsed = parse_checked(source, &Annotations::default());
        let found = names(&parsed).filter(|name| *name == "heading-out-of-order").count();
        assert_eq!(found, n_times, "{source}");
    };
    out_of_order("第一章 甲\n第一节 乙\n第二章 丙\n第一节 丁\n", 0);
    out_of_order("第一章 甲\n第一章 乙\n", 1);
    out_of_order("第一章 甲\n第一节 乙\n第一节 丙\n", 1);
    out_of_order("第一篇 甲\n第一篇 乙\n", 1);
    out_of_order("第一篇 甲\n第一章 乙\n第二篇 丙\n第二章 丁\n", 0);
    out_of_order("第一篇 甲\n第一章 乙\n第二篇 丙\n第三章 丁\n", 1);
    out_of_order("第一篇 甲\n第一章 乙\n第二篇 丙\n第二章 丁\n第一章 戊\n", 1);
}

#[test]
fn chapters_may_count_anew_in_each_part() {
    check(
        "第一篇 甲\n第一章 乙\n第二篇 丙\n第一章 丁\n",
        "part p1 第一篇 甲\n  chapter 1 第一章 乙\npart p2 第二篇 丙\n  chapter 1~2 第一章 丁",
        &[],
    );
}

#[test]
fn paragraphs_after_a_table_are_not_its_cells() {
    check(
        "第一章 甲\n表1 “十四五”指标\n\t序号\n\t指标\n\t目标\n\n\t1\n\t乙\n\t5\n加强组织领导。坚持落实。\n",
        "chapter 1 第一章 甲\n  table t1 表1 “十四五”指标\n  paragraph 1.0.1 加强组织领导。坚持落实。",
        &[],
    );
}

#[test]
fn a_table_may_have_a_unit_and_numbered_notes() {
    check(
        "第一章 甲\n表1“十四五”指标\n单位：亿元\n\t序号\n\t指标\n\n\t1\n\t乙\n\n注：1．丙。\n2．丁。\n戊。\n",
        "chapter 1 第一章 甲\n  table t1 表1“十四五”指标\n    paragraph t1.1 单位：亿元\n    paragraph t1.2 注：1．丙。\n    paragraph t1.3 2．丁。\n  paragraph 1.0.1 戊。",
        &[],
    );
}

#[test]
fn a_table_is_named_by_the_box_that_it_stands_in() {
    let source = "第一章 甲\n专栏1 “十四五”指标\n\t序号\n\t指标\n\n\t1\n\t乙\n";
    let plan = parse_checked(source, &Annotations::default()).plan;
    let table = table_at(&plan, 2);
    let id = table.rows[0].id.as_ref().map(|id| id.as_str());
    assert_eq!(id, Some("14-1"));
}

#[test]
fn only_a_unit_stands_between_a_title_and_its_cells() {
    check(
        "第一章 甲\n表1 “十四五”指标\n说明如下\n\t1\n\t乙\n",
        "chapter 1 第一章 甲\n  table t1 表1 “十四五”指标\n  paragraph 1.0.1 说明如下\n  table t2 ",
        &["table-without-cells", "cells-without-title"],
    );
}

#[test]
fn a_table_without_title_may_begin_with_an_empty_cell() {
    // But only with one: what is above it is white space.
    for tabs in ["\t\n", "\t\n\t\n\t\n"] {
        let source = format!("第一章 甲\n{tabs}\t乙\n\t丙\n");
        let plan = parse_checked(&source, &Annotations::default()).plan;
        let table = table_at(&plan, 1);
        let columns: Vec<_> = table.columns.iter().map(|column| column.text.as_str()).collect();
        assert_eq!(columns, ["", "乙", "丙"]);
    }
}

#[test]
fn a_row_may_stand_on_one_line() {
    let source = "第一章 甲\n表1 “十四五”指标\n\t序号\t指标\t目标\n\t1\t乙\t\n\t2\t丙\t5\n";
    let plan = parse_checked(source, &Annotations::default()).plan;
    let table = table_at(&plan, 1);
    let cells = |row: usize| -> Vec<_> {
        table.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!((cells(0), cells(1)), (vec!["1", "乙", ""], vec!["2", "丙", "5"]));
}

#[test]
fn a_rows_number_is_what_is_printed() {
    // Row 2 has no number, which is no number out of order; 丁 has one that is none, and the
    // first part of an indicator does not continue a row without parts.
    let source = "第一章 甲\n表1 “十四五”指标\n\t序号\n\t指标\n\t目标\n\n\t1\n\t乙\n\t5\n\n\t\n\t丙\n\t6\n\n\t二\n\t丁\n\t7\n\n\t\n\t\n\t其中：戊\n\t8\n";
    let parsed = parse_checked(source, &Annotations::default());
    let table = table_at(&parsed.plan, 1);
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            (row.number, cells.join("|"))
        })
        .collect();
    assert_eq!(
        rows.iter().map(|(number, cells)| (*number, cells.as_str())).collect::<Vec<_>>(),
        [(Some(1), "1|乙|5"), (None, "|丙|6"), (None, "二|丁|7"), (None, "||8")]
    );
    let out_of_order = parsed.diagnostics.iter().map(|diagnostic| diagnostic.kind.to_string());
    let out_of_order: Vec<_> = out_of_order.filter(|message| message.contains('二')).collect();
    assert_eq!(out_of_order.len(), 1, "{:?}", parsed.diagnostics);
    assert_eq!(parsed.diagnostics.len(), 2, "{:?}", parsed.diagnostics);
}

#[test]
fn tabs_may_indent_paragraphs_and_headings() {
    check(
        "第一章 甲\n\t第一节 乙\n\t全面落实各项任务。\n\t加强领导。坚持统筹。\n\t\n\t\n",
        "chapter 1 第一章 甲\n  section 1.1 第一节 乙\n    paragraph 1.1.1 全面落实各项任务。\n    paragraph 1.1.2 加强领导。坚持统筹。",
        &[],
    );
}

#[test]
fn a_box_may_hold_a_table_with_notes() {
    check(
        "第一章 甲\n专栏1 “十四五”指标\n\t序号\n\t指标\n\n\t1\n\t乙\n\n注：丙。\n\n本章继续：丁。\n",
        "chapter 1 第一章 甲\n  box b1 专栏1 “十四五”指标\n    table t1 \n      paragraph t1.1 注：丙。\n  paragraph 1.0.1 本章继续：丁。",
        &[],
    );
}

#[test]
fn a_box_ends_with_its_notes() {
    check(
        "第一章 甲\n专栏1\n乙\n机场：丙。\n注：丁。\n\n戊：己。\n",
        "chapter 1 第一章 甲\n  box b1 专栏1乙\n    box_item b1.1 机场：丙。\n    box_item b1.2 注：丁。\n  paragraph 1.0.1 戊：己。",
        &[],
    );
    let plan = parse_checked("第一章 甲\n专栏1\n乙\n丙。\n", &Annotations::default()).plan;
    let BlockKind::Box(label) = &plan.blocks[1].kind else { panic!("no box") };
    assert_eq!(label.title.of(&plan.blocks[1].text), "乙");
}

#[test]
fn cells_belong_to_a_box_at_its_beginning_or_without_a_gap() {
    let cells = "\t序号\n\t指标\n\n\t1\n\t丙\n";
    let table = "chapter 1 第一章 甲\n  box b1 专栏1 乙\n    table t1 ";
    check(&format!("第一章 甲\n专栏1 乙\n\n{cells}"), table, &[]);
    let with_item = "chapter 1 第一章 甲\n  box b1 专栏1 乙\n    box_item b1.1 机场：丁。\n";
    check(
        &format!("第一章 甲\n专栏1 乙\n机场：丁。\n{cells}"),
        &format!("{with_item}    table t1 "),
        &[],
    );
    check(
        &format!("第一章 甲\n专栏1 乙\n机场：丁。\n\n{cells}"),
        &format!("{with_item}  table t1 "),
        &["cells-without-title"],
    );
    check(
        &format!("第一章 甲\n专栏1 乙\n{cells}注：丁。\n\n{cells}"),
        &format!("{table}\n      paragraph t1.1 注：丁。\n  table t2 "),
        &["cells-without-title"],
    );
    check(
        &format!("第一章 甲\n专栏1 乙\n{cells}\n丁。\n"),
        &format!("{table}\n  paragraph 1.0.1 丁。"),
        &[],
    );
}

#[test]
fn numbered_lines_go_on_with_a_box_and_open_none() {
    check(
        "第一章 甲\n专栏1 乙\n1．机场：丙。\n（1）丁。\n\n2．公路\n（1）戊。\n\n第二章 己\n一、总体要求\n交通：庚。\n",
        "chapter 1 第一章 甲\n  box b1 专栏1 乙\n    box_item b1.1 1．机场：丙。\n    box_item b1.2 （1）丁。\n    box_item b1.3 2．公路\n    box_item b1.4 （1）戊。\nchapter 2 第二章 己\n  paragraph 2.0.1 一、总体要求\n  paragraph 2.0.2 交通：庚。",
        &[],
    );
}

#[test]
fn a_notes_mark_outside_text_is_reported() {
    check(
        "第一章 甲[footnoteRef:0] [0: 乙[bookmark: _Hlk1]丙]\n正文[footnoteRef:1]。\n",
        "chapter 1 第一章 甲\n  note n1 乙丙\n  paragraph 1.0.1 正文。",
        &["reference-outside-text", "reference-without-note"],
    );
}

#[test]
fn each_mark_leads_to_its_own_note() {
    let source =
        "第一章 甲\n乙[footnoteRef:0]丙[footnoteRef:1]丁[footnoteRef:0]。 [0: 戊。] [1: 己。]\n";
    let plan = parse_checked(source, &Annotations::default()).plan;
    let paragraph = plan.blocks[1].paragraph().expect("a paragraph");
    let marks = paragraph.note_references.iter().map(|reference| {
        let before = &plan.blocks[1].text[..reference.offset as usize];
        (before, plan.blocks[reference.note as usize].text.as_str())
    });
    let expected = [("乙", "戊。"), ("乙丙", "己。"), ("乙丙丁", "戊。")];
    assert_eq!(marks.collect::<Vec<_>>(), expected);
}

#[test]
fn a_note_alone_behind_a_tab_is_kept() {
    check(
        "第一章 甲\n\t[footnoteRef:0] [0: 乙：丙。]\n正文。\n",
        "chapter 1 第一章 甲\n  paragraph 1.0.1 \n    note n1 乙：丙。\n  paragraph 1.0.2 正文。",
        &[],
    );
}

#[test]
fn a_glued_title_may_bear_a_note() {
    let annotations: Annotations = toml::from_str(
        "[[glued_boxes]]\nline = 2\ntitle = \"重点工程\"\nn_items = 1\nreason = \"a test\"",
    )
    .expect("annotations");
    let expected = "chapter 1 第一章 甲\n  paragraph 1.0.1 正文，乙。\n    note n1 工程：丙。\n  box b1 重点工程\n    box_item b1.1 丁。\n  paragraph 1.0.2 戊。";
    for (source, reported) in [
        ("正文，乙。重点工程[footnoteRef:0] [0: 工程：丙。]", &["reference-outside-text"][..]),
        ("正文，乙。[footnoteRef:0]重点工程 [0: 工程：丙。]", &[]),
    ] {
        let parsed = parse_checked(&format!("第一章 甲\n{source}\n丁。\n戊。\n"), &annotations);
        assert_eq!(tree(&parsed.plan).trim_end(), expected, "{source}");
        let others = names(&parsed).filter(|name| *name != "no-contents");
        assert_eq!(others.collect::<Vec<_>>(), reported);
    }
    // A marker in the middle of the title: nothing is taken for it.
    let cut = "第一章 甲\n正文，乙。重点[bookmark: _Hlk1]工程\n丁。\n";
    let cut = parse_checked(cut, &annotations);
    assert_eq!(cut.plan.blocks[1].text, "正文，乙。重点工程");
    assert_eq!(names(&cut).filter(|name| *name == "annotation-does-not-fit").count(), 2);
    let unused = parse_checked("第一章 甲\n", &annotations);
    assert!(names(&unused).any(|name| name == "annotation-does-not-fit"));
}

#[test]
fn a_caption_ends_where_the_list_of_maps_says() {
    let source = "第一章 甲\n正文。\n附图：\n1．乙丙图\n2．丁图\n．戊图\n附图1\n乙\n丙图\n附图2\n丁图\n己\n附图3\n庚图\n辛图\n";
    let parsed = parse_checked(source, &Annotations::default());
    assert_eq!(names(&parsed).collect::<Vec<_>>(), ["no-contents"]);
    assert_eq!(
        tree(&parsed.plan),
        "chapter 1 第一章 甲\n  paragraph 1.0.1 正文。\nappendix f 附图：\n  paragraph f.1 ．戊图\n  figure f1 附图1乙丙图\n  figure f2 附图2丁图\n  paragraph f.2 己\n  figure f3 附图3庚图辛图\n"
    );
    let captions = parsed.plan.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Figure(label) => Some(label.title.of(&block.text)),
        _ => None,
    });
    assert_eq!(captions.collect::<Vec<_>>(), ["乙\n丙图", "丁图", "庚图\n辛图"]);
}

#[test]
fn a_name_before_a_colon_and_a_first_sentence_are_short() {
    let run_in = |text: &str| {
        let source = format!("第一章 甲\n专栏1 乙\n{text}\n");
        let plan = parse_checked(&source, &Annotations::default()).plan;
        let item = plan.blocks[2].paragraph().expect("an item");
        item.run_in_heading.map(|range| range.of(&plan.blocks[2].text).chars().count())
    };
    let chars = |n: usize| "丙".repeat(n);
    assert_eq!(run_in(&format!("{}：丁", chars(24))), Some(24));
    assert_eq!(run_in(&format!("{}：丁", chars(25))), None);
    assert_eq!(run_in("：丁"), None);
    assert_eq!(run_in(&format!("{}。丁", chars(30))), Some(30));
    assert_eq!(run_in(&format!("{}。丁", chars(31))), None);
    assert_eq!(run_in("。丁"), None);
    assert_eq!(run_in("丙。"), None);
}

#[test]
fn a_name_with_nothing_behind_it_makes_no_box() {
    check(
        "第一章 甲\n乙\n机场：\n丙\n机场：丁\n",
        "chapter 1 第一章 甲\n  paragraph 1.0.1 乙\n  paragraph 1.0.2 机场：\n  box b1 丙\n    box_item b1.1 机场：丁",
        &[],
    );
}
