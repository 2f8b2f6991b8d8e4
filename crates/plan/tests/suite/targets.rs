//! The targets in the running text, pinned in a file that was reviewed against the text.

use std::fmt::Write;

use plan::model::TextRange;
use plan::target::{Target, targets};

use crate::golden::check;
use crate::{annotations, outline, parse_checked};

#[test]
fn targets_are_golden() {
    let annotations = annotations();
    let plan = parse_checked(&outline(), &annotations).plan;
    let mut golden = String::new();
    for target in targets(&plan, &annotations.targets) {
        let text = target.text(&plan);
        let Target { subject, verb, quantity, comparator, basis, year, unit, .. } = &target;
        let [subject, verb, quantity, unit] =
            [subject, verb, quantity, unit].map(|range| range.of(text));
        writeln!(
            golden,
            "{} 【{subject}】{verb}「{quantity}」 {comparator:?} {} {unit} {basis:?} {year}",
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
    let annotations = annotations();
    let plan = parse_checked(&outline(), &annotations).plan;
    let targets = targets(&plan, &annotations.targets);
    let mut golden = String::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let chapter = plan.chapter_of(idx).and_then(|idx| plan.blocks[idx].heading());
        let looks_ahead =
            chapter.is_some_and(|heading| heading.number >= annotations.targets.first_chapter);
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

/// Nothing is reworded, and the list has the order of the text.
#[test]
fn targets_are_runs_of_their_text() {
    let annotations = annotations();
    let plan = parse_checked(&outline(), &annotations).plan;
    let mut previous = None;
    for target in targets(&plan, &annotations.targets) {
        let text = target.text(&plan);
        let sentence = target.sentence.of(text);
        for range in [target.subject, target.verb, target.quantity, target.number, target.unit] {
            assert!(sentence.contains(range.of(text)));
            assert!(target.sentence.start <= range.start && range.end <= target.sentence.end);
        }
        assert!(target.quantity.start <= target.number.start);
        assert!(target.number.end == target.unit.start && target.unit.end <= target.quantity.end);
        let place = (target.block, target.quantity.start);
        assert!(previous < Some(place), "{} comes after another", target.id(&plan));
        previous = Some(place);
    }
}
