//! Figures that disagree, within the plan and between the plan and the press.
//!
//! [`candidates`] finds pairs of figures that a reader may take for one thing's, by shared
//! names, units and years. A person reads them: what is one thing to a reader is a
//! [`Check`] of the reviewed list, the rest is dismissed there with the reason. Nothing is
//! called a mistake.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::annotation::{CheckAnnotation, CheckAnnotations, CheckClass, DismissedCheck};
use crate::citation::Citation;
use crate::decimal::Decimal;
use crate::indicator::{Indicator, Role, indicators};
use crate::model::{BlockKind, Plan, TextRange};
use crate::quantity::{Basis, Reading};
use crate::target::{ADVERBS, AIMS, quantities, sentences};

/// Statements on what a reader takes for one thing, with figures that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// A short name in English, part of the address.
    pub id: String,
    /// What they are about, for readers.
    pub title: String,
    /// How they differ.
    pub class: CheckClass,
    /// What differs and what the sources say of it, for readers.
    pub note: String,
    /// The statements, two or more.
    pub statements: Vec<Statement>,
}

/// What one place says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The place and the words.
    pub citation: Citation,
    /// The figures in the block's text that are among the words; of a cell none.
    pub figures: Vec<TextRange>,
}

/// The reviewed checks of `plan`.
///
/// # Errors
///
/// A message for each annotation that fits nothing, for each pair of figures that the rules
/// find and nobody reviewed, and for each dismissal that the rules do not ask for.
pub fn checks(
    plan: &Plan,
    annotations: &CheckAnnotations,
    first_chapter: u16,
) -> Result<Vec<Check>, Vec<String>> {
    let mut messages = Vec::new();
    let mut checks = Vec::new();
    for annotation in &annotations.checks {
        let CheckAnnotation { id, title, class, note, statements } = annotation;
        let mut found = Vec::new();
        for statement in statements {
            match Citation::find(plan, &statement.at, &statement.quote, statement.of.as_deref()) {
                Ok(citation) => {
                    found.push(Statement { citation, figures: figures_of(plan, citation) });
                }
                Err(message) => messages.push(format!("{id}: {message}")),
            }
        }
        if statements.len() < 2 {
            messages.push(format!("{id}: expected two statements or more, but found fewer"));
        }
        checks.push(Check {
            id: id.clone(),
            title: title.clone(),
            class: *class,
            note: note.clone(),
            statements: found,
        });
    }
    let candidates = candidates(plan, first_chapter);
    let is_shown = |candidate: &Candidate| {
        annotations.checks.iter().any(|check| {
            candidate.figures.iter().all(|figure| {
                check.statements.iter().any(|statement| {
                    statement.at == figure.at && statement.quote.contains(&figure.printed)
                })
            })
        })
    };
    let fits = |dismissed: &DismissedCheck, candidate: &Candidate| {
        (0..2).all(|side| {
            dismissed.at[side] == candidate.figures[side].at
                && dismissed.figures[side] == candidate.figures[side].printed
        })
    };
    for candidate in candidates.iter().filter(|candidate| !is_shown(candidate)) {
        if !annotations.dismissed.iter().any(|dismissed| fits(dismissed, candidate)) {
            let [a, b] = &candidate.figures;
            messages.push(format!(
                "expected a reviewed pair, but found `{}` {} in {} and `{}` {} in {}",
                a.name, a.printed, a.at, b.name, b.printed, b.at
            ));
        }
    }
    for dismissed in &annotations.dismissed {
        if !candidates.iter().any(|candidate| fits(dismissed, candidate)) {
            let DismissedCheck { at, figures, .. } = dismissed;
            messages.push(format!(
                "expected a pair that the rules find, but found {} in {} and {} in {}",
                figures[0], at[0], figures[1], at[1]
            ));
        }
    }
    if messages.is_empty() { Ok(checks) } else { Err(messages) }
}

/// Two figures that a reader may take for one thing's.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The figures, in the plan's order.
    pub figures: [Figure; 2],
}

/// A figure with what it is said of.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The id of the block or indicator.
    pub at: String,
    /// The figure with its unit, or the cell, as printed.
    pub printed: String,
    /// The words before it, or the indicator's name.
    pub name: String,
    /// The number, in the unit without its magnitude.
    value: f64,
    unit: String,
    /// The year that it is for, and whether it is an aim, where that is said.
    time: Option<Time>,
    basis: Basis,
    /// The index of the indicator whose cell it is.
    indicator: Option<usize>,
}

/// When a figure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    year: u16,
    is_aim: bool,
}

/// How many characters a name has to have to be compared.
const MIN_LEN: usize = 4;

/// How long the shorter of two names has to be, of the longer one's length.
const MIN_SHARE: f64 = 0.6;

/// How many characters of the shorter name the longer one may lack.
const MAX_OTHER: usize = 1;

/// The pairs of figures in `plan` and the answers about it that a reader may take for one
/// thing's: with names that share most of the shorter one, equal units and years, and
/// other values. What is said of no year agrees with the plan where any year has it. Compares
/// all pairs: meant for the build.
///
/// `first_chapter` is the first chapter that looks ahead
/// ([`TargetAnnotations`](crate::annotation::TargetAnnotations)).
pub fn candidates(plan: &Plan, first_chapter: u16) -> Vec<Candidate> {
    let mut figures = Vec::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let is_text = block.paragraph().is_some()
            || matches!(block.kind, BlockKind::Answer | BlockKind::Note(_));
        if is_text {
            figures_in_text(plan, idx, time_of(plan, idx, first_chapter), &mut figures);
        }
    }
    let indicators = indicators(plan);
    for (idx, indicator) in indicators.iter().enumerate() {
        figures_of_indicator(idx, indicator, &mut figures);
    }
    let names: Vec<Vec<char>> =
        figures.iter().map(|figure| figure.name.chars().collect()).collect();
    let mut candidates = Vec::new();
    for a in 0..figures.len() {
        for b in a + 1..figures.len() {
            let (left, right) = (&figures[a], &figures[b]);
            let is_one_row = left.indicator.is_some() && left.indicator == right.indicator;
            let is_one_time = left.time.zip(right.time).is_none_or(|(left, right)| left == right);
            if is_one_row
                || !is_one_time
                || left.unit != right.unit
                || left.basis != right.basis
                || left.value == right.value
                || !are_alike(&names[a], &names[b])
            {
                continue;
            }
            let agrees = |at: usize| {
                figures[at].time.is_none()
                    && (0..figures.len()).any(|it| {
                        it != at
                            && figures[it].value == figures[at].value
                            && figures[it].unit == figures[at].unit
                            && are_alike(&names[it], &names[at])
                    })
            };
            if agrees(a) || agrees(b) {
                continue;
            }
            candidates.push(Candidate { figures: [left.clone(), right.clone()] });
        }
    }
    candidates
}

fn figures_in_text(plan: &Plan, idx: usize, time: Option<Time>, figures: &mut Vec<Figure>) {
    let block = &plan.blocks[idx];
    let text = &block.text;
    let first_year = plan.period.map_or(0, |period| period.first_year);
    for sentence in sentences(text) {
        let sentence_start = sentence.start;
        let mut start = sentence_start;
        let mut before = String::new();
        for clause in text[sentence].split_inclusive(['，', '；', '。', '：', '、']) {
            let range = start..start + clause.len();
            start = range.end;
            let mut at = range.start;
            for found in quantities(text, range.clone()) {
                let own = name_in(&text[at..found.quantity.start]);
                let name = if own.chars().count() < 2 { before.clone() } else { own };
                at = found.quantity.end;
                let Some(value) = Decimal::parse(&text[found.number.clone()]) else { continue };
                let (unit, factor) = unit_of(&text[found.unit.clone()]);
                figures.push(Figure {
                    at: block.id.to_string(),
                    printed: text[found.number.start..found.unit.end].to_owned(),
                    value: value.to_f64() * factor,
                    unit,
                    time: time_in(&text[sentence_start..found.quantity.start], time, first_year),
                    basis: basis_of(&name, &text[range.start..found.quantity.start]),
                    indicator: None,
                    name,
                });
            }
            let words = name_in(&text[at..range.end]);
            if words.chars().count() >= 2 {
                before = words;
            }
        }
    }
}

fn figures_of_indicator(idx: usize, indicator: &Indicator, figures: &mut Vec<Figure>) {
    let whole = indicator.whole_name.as_deref().unwrap_or_default();
    let name = if whole.contains(&indicator.name) { whole } else { &indicator.name };
    for value in &indicator.values {
        let Reading::Quantity(quantity) = &value.reading else { continue };
        if quantity.place.is_some() {
            continue;
        }
        let printed_unit = quantity.unit.as_deref().or(indicator.unit.as_deref());
        let (unit, factor) = unit_of(printed_unit.unwrap_or_default());
        figures.push(Figure {
            at: indicator.id.clone(),
            printed: value.raw.clone(),
            name: name_in(name),
            value: quantity.value.to_f64() * factor,
            unit,
            time: Some(Time { year: value.year, is_aim: value.role == Role::Target }),
            basis: quantity.basis,
            indicator: Some(idx),
        });
    }
}

/// The words that say what a figure is of: without the verb before it, and without digits
/// and marks.
fn name_in(words: &str) -> String {
    let mut words = words.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    loop {
        let verb =
            AIMS.iter().map(|(verb, _)| *verb).chain(ADVERBS.iter().copied()).chain(["预计"]);
        let Some(len) = verb.filter(|verb| words.ends_with(verb)).map(str::len).max() else {
            break;
        };
        words = &words[..words.len() - len];
    }
    words.chars().filter(|ch| ch.is_alphabetic()).collect()
}

/// The unit without its magnitude, and the magnitude.
fn unit_of(printed: &str) -> (String, f64) {
    let mut factor = 1.0;
    let unit = printed.trim_start_matches(|ch| {
        let magnitude = match ch {
            '十' => 10.0,
            '百' => 100.0,
            '千' => 1_000.0,
            '万' => 10_000.0,
            '亿' => 100_000_000.0,
            _ => return false,
        };
        factor *= magnitude;
        true
    });
    let unit = match unit {
        "％" => "%",
        "元/人" => "元",
        unit => unit,
    };
    (unit.to_owned(), factor)
}

/// The time that a sentence speaks of in `words`: the last year they name, unless a block
/// that looks ahead compares with one before `first_year`.
fn time_in(words: &str, of_block: Option<Time>, first_year: u16) -> Option<Time> {
    let named = words.rmatch_indices('年').find_map(|(at, _)| {
        let before = &words.as_bytes()[..at];
        let n_digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        (n_digits == 4).then(|| words[at - 4..at].parse().ok())?
    });
    let of_block = of_block?;
    let year = named.filter(|year| !of_block.is_aim || *year >= first_year);
    Some(Time { year: year.unwrap_or(of_block.year), ..of_block })
}

/// The time that the block at `idx` speaks of where it names none: the period's last year,
/// and of a chapter that looks back the year before the period.
fn time_of(plan: &Plan, idx: usize, first_chapter: u16) -> Option<Time> {
    let chapter = plan.chapter_of(idx).and_then(|idx| plan.blocks[idx].heading())?;
    let period = plan.period?;
    let is_aim = chapter.number >= first_chapter;
    let year = if is_aim { period.last_year } else { period.first_year - 1 };
    Some(Time { year, is_aim })
}

fn basis_of(name: &str, clause: &str) -> Basis {
    if name.contains("年均") || clause.contains("年均") {
        Basis::AnnualAverage
    } else if clause.contains("累计") {
        Basis::FiveYearTotal
    } else if ["提高", "增长", "下降", "降低", "减少"].iter().any(|verb| clause.ends_with(verb))
    {
        Basis::Difference
    } else {
        Basis::Level
    }
}

/// Whether all but a character of the shorter name stands in the longer, in order, and is
/// most of that.
fn are_alike(a: &[char], b: &[char]) -> bool {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter < MIN_LEN || MIN_SHARE * longer as f64 > shorter as f64 {
        return false;
    }
    n_shared(a, b) + MAX_OTHER >= shorter
}

/// How many characters both have in the same order.
fn n_shared(a: &[char], b: &[char]) -> usize {
    let mut lengths = vec![0; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        for (at, right) in b.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if left == right { diagonal + 1 } else { above.max(lengths[at]) };
            diagonal = above;
        }
    }
    lengths[b.len()]
}

/// The figures among the words of `citation`, for readers who scan.
fn figures_of(plan: &Plan, citation: Citation) -> Vec<TextRange> {
    let Citation::Text { block, range } = citation else { return Vec::new() };
    let text = &plan.blocks[block as usize].text;
    quantities(text, Range::from(range))
        .into_iter()
        .map(|found| TextRange::new(found.number.start, found.unit.end))
        .collect()
}
