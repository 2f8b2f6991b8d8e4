//! The targets in the running text, pinned in a file that was reviewed against the text.

use std::collections::BTreeSet;
use std::fmt::Write;

use plan::annotation::{EarlierAnnotation, IndicatorAnnotation, Measure, TargetAnnotations};
use plan::indicator::{Indicator, Role, indicators};
use plan::model::{Period, TextRange};
use plan::quantity::Reading;
use plan::target::{Target, targets};
use plan::{Annotations, IndicatorAnnotations, Links};

use crate::golden::check;
use crate::{annotations, linked_plan, parse_checked};

#[test]
fn targets_are_golden() {
    let (plan, links) = linked_plan();
    let indicators = indicators(&plan);
    let mut golden = String::new();
    for target in &links.targets {
        let text = target.text(&plan);
        let Target { subject, verb, quantity, comparator, basis, year, unit, .. } = target;
        let [subject, verb, quantity, unit] =
            [subject, verb, quantity, unit].map(|range| range.of(text));
        let indicator = target.indicator.map(|idx| format!(" = {}", indicators[idx as usize].id));
        let indicator = indicator.unwrap_or_default();
        writeln!(
            golden,
            "{} 【{subject}】{verb}「{quantity}」 {comparator:?} {} {unit} {basis:?} {year}{indicator}",
            target.id(&plan),
            target.value(&plan),
        )
        .unwrap();
    }
    check("targets.txt", &golden);
}

/// The other numbers of the chapters that look ahead: each was read, and is no target.
#[test]
fn numbers_that_are_no_targets_are_golden() {
    let first_chapter = annotations().targets.first_chapter;
    let (plan, Links { targets, .. }) = linked_plan();
    let mut golden = String::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let chapter = plan.chapter_of(idx).and_then(|idx| plan.blocks[idx].heading());
        let looks_ahead = chapter.is_some_and(|heading| heading.number >= first_chapter);
        if block.paragraph().is_none() || !looks_ahead {
            continue;
        }
        let mut at = 0;
        while let Some(start) = block.text[at..].find(|ch: char| ch.is_ascii_digit()) {
            let start = at + start;
            let is_of_number = |ch: char| ch.is_ascii_digit() || ch == '.';
            let len = block.text[start..].find(|ch| !is_of_number(ch));
            at = len.map_or(block.text.len(), |len| start + len);
            let is_target = targets.iter().any(|target| {
                target.block as usize == idx && target.number == TextRange::new(start, at)
            });
            let before = block.text[..start].chars().rev().take(8).collect::<Vec<_>>();
            let before: String = before.into_iter().rev().collect();
            let after: String = block.text[at..].chars().take(8).collect();
            let number = &block.text[start..at];
            let is_year = number.len() == 4 && after.starts_with('年');
            if !is_target && !is_year {
                writeln!(golden, "{} …{before}「{number}」{after}…", block.id).unwrap();
            }
        }
    }
    check("numbers-left.txt", &golden);
}

#[test]
fn a_block_has_the_targets_and_mentions_that_stand_in_it() {
    let (plan, links) = linked_plan();
    for idx in 0..plan.blocks.len() {
        let targets = links.targets.iter().filter(|target| target.block as usize == idx);
        let mentions = links.mentions.iter().filter(|mention| mention.block as usize == idx);
        assert!(links.targets_of(idx).iter().eq(targets), "{}", plan.blocks[idx].id);
        assert!(links.mentions_of(idx).iter().eq(mentions), "{}", plan.blocks[idx].id);
    }
}

/// Nothing is reworded, and the list has the order of the text.
#[test]
fn targets_are_runs_of_their_text() {
    let (plan, links) = linked_plan();
    let mut previous = None;
    for target in &links.targets {
        let text = target.text(&plan);
        for range in [target.subject, target.verb, target.quantity, target.number, target.unit] {
            assert!(text.is_char_boundary(range.start as usize));
            assert!(text.is_char_boundary(range.end as usize));
            assert!(target.sentence.start <= range.start && range.end <= target.sentence.end);
        }
        assert!(target.quantity.start <= target.number.start);
        assert!(target.number.end == target.unit.start && target.unit.end <= target.quantity.end);
        let place = (target.block, target.quantity.start);
        assert!(previous < Some(place), "{} comes after another", target.id(&plan));
        previous = Some(place);
    }
}

/// The sentences that an indicator is linked to, each read: the names of the measure (=)
/// and other words for what it measures (≈).
#[test]
fn mentions_are_golden() {
    let (plan, links) = linked_plan();
    let mut golden = String::new();
    for (idx, indicator) in indicators(&plan).iter().enumerate() {
        let of_indicator =
            links.mentions.iter().filter(|mention| usize::from(mention.indicator) == idx);
        for mention in of_indicator {
            let block = &plan.blocks[mention.block as usize];
            let sign = if mention.is_named { "=" } else { "≈" };
            let sentence = mention.sentence.of(&block.text);
            writeln!(golden, "{} {} {sign} {} {sentence}", indicator.id, indicator.name, block.id)
                .unwrap();
        }
    }
    check("mentions.txt", &golden);
}

#[test]
fn the_tables_support_fifteen_of_the_indicators_that_the_press_counts_as_carried_over() {
    let (plan, links) = linked_plan();
    let all = indicators(&plan);
    let n_of_period = all.iter().filter(|it| Some(it.period) == plan.period).count();
    let going_back = |is_same: bool| {
        let of_measure = links.earlier.iter().filter(|it| it.is_same_measure == is_same);
        of_measure.map(|it| it.indicator).collect::<BTreeSet<_>>().len()
    };
    let (n_same, n_another) = (going_back(true), going_back(false));
    assert_eq!((n_same, n_another, n_of_period - n_same - n_another), (15, 6, 11));
    let press = links.press.expect("what the press says");
    assert_eq!((press.n_carried, press.n_new), (18, 14));
    for earlier in &links.earlier {
        let [now, before] = [earlier.indicator, earlier.earlier].map(|idx| &all[usize::from(idx)]);
        assert_eq!((now.period.ordinal, before.period.ordinal), (14, 13));
        let known = |indicator: &Indicator, role| {
            indicator.values_of(role).next().map(|value| value.reading.clone())
        };
        let is_alike =
            now.unit == before.unit && known(now, Role::Baseline) == known(before, Role::Expected);
        // Where the unit or the number of the last year differs, the note says so.
        let is_known_to_differ = ["14-2", "14-14", "14-29"].contains(&now.id.as_str());
        assert_eq!(is_alike, earlier.is_same_measure && !is_known_to_differ, "{}", now.id);
    }
}

#[test]
fn a_target_left_out_is_that_of_one_block_and_quantity() {
    let source = "第一章  甲\n到2025年，乙达到90%，丙达到80%。\n到2025年，丁达到90%。\n";
    let mut plan = parse_checked(source, &Annotations::default()).plan;
    plan.period = Period::of_ordinal(14);
    let left_out = "[[left_out]]\nblock = \"1.0.1\"\nquantity = \"90%\"\nreason = \"a test\"";
    let annotations: TargetAnnotations = toml::from_str(left_out).expect("annotations");
    let found = targets(&plan, &annotations);
    let found: Vec<_> = found
        .iter()
        .map(|it| (it.id(&plan), it.subject.of(it.text(&plan)), it.quantity.of(it.text(&plan))))
        .collect();
    let expected = [("1.0.1-1", "丙", "80%"), ("1.0.2-1", "丁", "90%")];
    assert!(found.iter().map(|it| (it.0.as_str(), it.1, it.2)).eq(expected), "{found:?}");
}

#[test]
fn a_number_needs_a_year_or_a_verb_and_a_unit_or_a_verb() {
    let quantities = |sentence: &str| {
        let source = format!("第一章  甲\n{sentence}\n");
        let mut plan = parse_checked(&source, &Annotations::default()).plan;
        plan.period = Period::of_ordinal(14);
        let targets = targets(&plan, &TargetAnnotations::default());
        let quantity = |it: &Target| it.quantity.of(it.text(&plan)).to_owned();
        targets.iter().map(quantity).collect::<Vec<_>>()
    };
    assert_eq!(quantities("到2025年，乙覆盖率90%。"), ["90%"]);
    assert_eq!(quantities("乙覆盖率达到90%。"), ["90%"]);
    assert_eq!(quantities("乙覆盖率90%。"), [""; 0]);
    assert_eq!(quantities("到2025年，乙指数达到60。"), ["60"]);
    assert_eq!(quantities("到2025年，乙指数60。"), [""; 0]);
    // Of a share it is said what it is a share of, and of all.
    assert_eq!(quantities("到2025年，90%的村达到标准。"), ["90%"]);
    assert_eq!(quantities("到2025年，其中90%的村达到标准。"), [""; 0]);
    assert_eq!(quantities("到2025年，90个的村达到标准。"), [""; 0]);
    // What stands in quotation marks is a name.
    assert_eq!(quantities("到2025年，甲5户、乙6户、丙覆盖率达到90%。"), ["5户", "6户", "90%"]);
    assert_eq!(quantities("到2025年，“甲5户、乙6户”、丙覆盖率达到90%。"), ["90%"]);
    // A verb that counts may be all that is said of the thing.
    assert_eq!(quantities("到2025年，乙机构新增5家。"), ["5家"]);
    assert_eq!(quantities("到2025年，新增5家。"), ["5家"]);
    // A magnitude alone is a number behind an aim, a unit alone is none.
    assert_eq!(quantities("到2025年，乙产值突破万亿元。"), ["万亿元"]);
    assert_eq!(quantities("到2025年，乙产值达到元。"), [""; 0]);
    assert_eq!(quantities("到2025年，乙产值万亿元。"), [""; 0]);
    // Part of a name, before or behind.
    assert_eq!(quantities("到2025年，乙达到A90%。"), [""; 0]);
    assert_eq!(quantities("到2025年，建成5G项目、5A级景区、5+3体系。"), [""; 0]);
}

#[test]
fn annotations_that_fit_nothing_are_named() {
    let wrong = IndicatorAnnotations {
        indicators: vec![
            IndicatorAnnotation { id: "14-99".to_owned(), ..Default::default() },
            IndicatorAnnotation {
                id: "14-1".to_owned(),
                names: vec!["没有的词".to_owned()],
                earlier: vec![EarlierAnnotation {
                    id: "13-99".to_owned(),
                    measure: Measure::Same,
                    note: String::new(),
                }],
                ..Default::default()
            },
        ],
        ..Default::default()
    };
    let (plan, _) = linked_plan();
    assert_eq!(
        Links::new(&plan, &annotations(), &wrong),
        Err(vec![
            "expected an indicator's id, but found 14-99".to_owned(),
            "14-1: expected words of the text, but found 没有的词".to_owned(),
            "expected an indicator's id, but found 13-99".to_owned(),
        ])
    );
}

/// Figures of the tables that stand in a sentence which is not linked to their indicator:
/// each was read, and is another thing's figure by chance.
#[test]
fn figures_of_the_tables_in_other_sentences_are_golden() {
    let (plan, links) = linked_plan();
    let mut golden = String::new();
    for (idx, indicator) in indicators(&plan).iter().enumerate() {
        let numbers = indicator.values.iter().filter_map(|value| match &value.reading {
            Reading::Quantity(quantity) => Some(quantity.value.to_string()),
            _ => None,
        });
        let numbers: BTreeSet<String> = numbers.filter(|number| number.len() >= 4).collect();
        for (block_idx, block) in plan.blocks.iter().enumerate() {
            let is_text = block.paragraph().is_some();
            let is_linked = links
                .mentions_of(block_idx)
                .iter()
                .any(|mention| usize::from(mention.indicator) == idx);
            for number in numbers.iter().filter(|_| is_text && !is_linked) {
                let is_number_char = |ch: char| ch.is_ascii_digit() || ch == '.';
                let stands_alone = |(at, found): (usize, &str)| {
                    !block.text[..at].ends_with(is_number_char)
                        && !block.text[at + found.len()..].starts_with(is_number_char)
                };
                if let Some((at, _)) =
                    block.text.match_indices(number.as_str()).find(|found| stands_alone(*found))
                {
                    let before: Vec<char> = block.text[..at].chars().rev().take(14).collect();
                    let before: String = before.into_iter().rev().collect();
                    let (id, name) = (&indicator.id, &indicator.name);
                    writeln!(golden, "{id} {name} {number} 在{}：…{before}{number}", block.id)
                        .unwrap();
                }
            }
        }
    }
    check("figures-by-chance.txt", &golden);
}

/// What stands before the year belongs to the words before it.
#[test]
fn a_quantity_before_the_year_of_its_clause_is_none() {
    let source = "第一章  甲\n提升5‰的道路到2025年，80%以上的乙达到丙，丁达到90%。";
    let mut plan = parse_checked(source, &Annotations::default()).plan;
    plan.period = Period::of_ordinal(14);
    let targets = targets(&plan, &TargetAnnotations::default());
    let quantities: Vec<&str> = targets.iter().map(|it| it.quantity.of(it.text(&plan))).collect();
    assert_eq!(quantities, ["80%以上", "90%"]);
}
