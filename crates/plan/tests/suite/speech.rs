//! What is said of the plan, pinned as it was read aloud, and of any text.

use std::fmt::Write;
use std::time::{Duration, Instant};

use plan::model::BlockKind;
use plan::speech::{SpokenPlace, spoken, words::said};
use plan::{Annotations, Block, invariants, parse};
use proptest::prelude::*;

use crate::golden::check;
use crate::{bundle, outline};

#[track_caller]
fn check_spoken(block: &Block) {
    if let Err(message) = invariants::check_spoken(block) {
        panic!("{}: {message}", block.id);
    }
}

/// `text` without what is passed over in silence.
fn without_quotes(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace() && !"“”‘’".contains(*ch)).collect()
}

/// Every sentence that is said otherwise than it is printed: what is printed, what is said.
/// Quotation marks alone are no difference.
#[test]
fn spoken_sentences_are_golden() {
    let plan = &bundle().plan;
    let (mut golden, mut n_said, mut n_alike) = (String::new(), 0, 0);
    for block in &plan.blocks {
        check_spoken(block);
        for it in spoken(block) {
            n_said += 1;
            match it.place {
                SpokenPlace::Text(range) => {
                    let printed = without_quotes(range.of(&block.text));
                    if printed == it.said {
                        n_alike += 1;
                        continue;
                    }
                    writeln!(golden, "{} {printed}\n  → {}", block.id, it.said).unwrap();
                }
                SpokenPlace::Row(row_idx) => {
                    let BlockKind::Table(table) = &block.kind else { panic!("a row of no table") };
                    let row = &table.rows[usize::from(row_idx)];
                    let cells = row.cells.iter().chain(&row.sub_indicator);
                    let cells: Vec<_> = cells.map(|cell| without_quotes(&cell.text)).collect();
                    writeln!(golden, "{} {}\n  → {}", block.id, cells.join("|"), it.said).unwrap();
                }
            }
        }
    }
    writeln!(golden, "{n_said}句，其中{n_alike}句照印的念").unwrap();
    check("spoken.txt", &golden);
}

#[test]
fn nothing_that_is_said_is_left_to_the_voice() {
    for block in &bundle().plan.blocks {
        for it in spoken(block) {
            let is_odd = |ch: char| ch.is_ascii_digit() || "“”《》（）[]—-/+%Ⅲ·*".contains(ch);
            assert!(!it.said.contains(is_odd), "{}: {}", block.id, it.said);
        }
    }
}

#[test]
fn what_is_said_without_a_break_is_short() {
    for block in &bundle().plan.blocks {
        for it in spoken(block) {
            assert!(it.said.chars().count() <= 90, "{}: {}", block.id, it.said);
        }
    }
}

/// Sixty characters are said at once; what has more is cut at marks into pieces of about equal
/// length, and what has none only above ninety.
#[test]
fn long_sentences_are_cut_at_their_marks() {
    let lengths = |clauses: &[usize]| {
        let clause = |n: &usize| format!("{}，", "甲".repeat(n - 1));
        let mut text: String = clauses.iter().map(clause).collect();
        text.replace_range(text.len() - "，".len().., "。");
        let block = text_block(text);
        let length = |it: plan::speech::Spoken| match it.place {
            SpokenPlace::Text(range) => range.of(&block.text).chars().count(),
            SpokenPlace::Row(_) => panic!("a row of no table"),
        };
        spoken(&block).into_iter().map(length).collect::<Vec<_>>()
    };
    assert_eq!(lengths(&[30, 30]), [60]);
    assert_eq!(lengths(&[31, 31]), [31, 31]);
    assert_eq!(lengths(&[20, 10, 40]), [30, 40]);
    assert_eq!(lengths(&[20, 40, 50]), [60, 50]);
    assert_eq!(lengths(&[90]), [90]);
    assert_eq!(lengths(&[91]), [46, 45]);
    assert_eq!(lengths(&[150]), [50, 50, 50]);
}

#[test]
fn a_box_is_said_to_be_one() {
    let source = "第一章 甲\n专栏1 重点线路\n乙：丙。\n丁：戊。\n";
    let plan = parse(source, &Annotations::default()).plan;
    let is_box = |block: &&Block| matches!(block.kind, BlockKind::Box(_));
    let mut block = plan.blocks.iter().find(is_box).expect("a box").clone();
    let said = |block: &Block| spoken(block).into_iter().map(|it| it.said).collect::<Vec<_>>();
    assert_eq!(said(&block), ["专栏一，重点线路"]);
    let BlockKind::Box(label) = &mut block.kind else { panic!("no box") };
    label.label = None;
    block.text = "重点线路".to_owned();
    assert_eq!(said(&block), ["专栏，重点线路"]);
}

#[test]
fn very_long_texts_are_cut_in_linear_time() {
    let start = Instant::now();
    for run in ["甲", "1", "1-", "12,", "（", "《", "——", "“", "A", "甲，", "。", "１：", "G1", " "]
    {
        let text = run.repeat(100_000);
        let parsed = parse(&format!("第一章 甲\n{text}\n"), &Annotations::default());
        parsed.plan.blocks.iter().for_each(check_spoken);
        said(&text);
    }
    // Quadratic time would take minutes.
    assert!(start.elapsed() < Duration::from_secs(60));
}

/// What the rules look for, to be thrown together.
const TOKENS: &[&str] = &[
    "1", "2", "12", "2025", "2021", "年", "个", "%", "‰", "-", "—", "——", "~", "至", ".", ",", "/",
    ":", "：", "，", "。", "；", "、", "（", "）", "(", ")", "[", "]", "〔", "〕", "《", "》", "“",
    "”", "·", "+", "≥", "＜", "G", "S", "PM", "m", "km", "²", "³", "μ", "AAAA", "国道", "热线",
    "万元", "甲", "纲要", " ", "\n", "　", "Ⅲ", "①", "〇", "○", "…", "*", "#", "😀", "第",
];

fn text_block(text: String) -> Block {
    let parsed = parse("第一章 甲\n乙。\n", &Annotations::default());
    let mut block = parsed.plan.blocks.last().expect("a paragraph").clone();
    block.text = text;
    block
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_said_whole(text in any::<String>()) {
        check_spoken(&text_block(text));
    }

    #[test]
    fn tokens_thrown_together_are_said_whole(
        tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..200)
    ) {
        check_spoken(&text_block(tokens.concat()));
    }

    #[test]
    fn any_piece_of_the_plan_is_said_whole(start in 0usize..1_300, n_lines in 1usize..60, n_cut in 0usize..40) {
        let source = outline();
        let lines: Vec<String> = source
            .split('\n')
            .skip(start)
            .take(n_lines)
            .map(|line| line.chars().skip(n_cut % (line.chars().count() + 1)).collect())
            .collect();
        let parsed = parse(&lines.join("\n"), &Annotations::default());
        parsed.plan.blocks.iter().for_each(check_spoken);
    }
}
