//! Other documents of the genre parse with no code for them.

use crate::{parse_checked, root};
use plan::model::BlockKind;
use plan::publish::kind_name;
use plan::{Annotations, Plan};

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
