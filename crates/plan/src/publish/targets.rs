//! `targets.json` and `targets.csv`: the quantified targets in the running text, each
//! with its sentence.

use serde::Serialize;

use super::field::{BASES, COMPARATORS, Field};
use crate::csv;
use crate::decimal::Decimal;
use crate::indicator::{Indicator, indicators};
use crate::link::Links;
use crate::model::Plan;
use crate::quantity::{Basis, Comparator};
use crate::target::Target;

/// `targets.json`.
#[derive(Debug, Serialize)]
pub struct TargetsFile<'a> {
    targets: Vec<PublishedTarget<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedTarget<'a> {
    id: String,
    block: &'a str,
    quote: &'a str,
    subject: &'a str,
    verb: &'a str,
    raw: &'a str,
    value: Decimal,
    unit: &'a str,
    comparator: Comparator,
    basis: Basis,
    year: u16,
    /// The indicator that it is a target of.
    indicator: Option<String>,
}

/// The fields of `targets.csv`.
pub(super) const FIELDS: [Field; 12] = [
    Field::text("id", "the block and which of its targets it is"),
    Field::text("block", "the block of plan.json that states it"),
    Field::text("quote", "the whole sentence"),
    Field::text("subject", "what the number is about"),
    Field::text("verb", "the verb with its adverbs"),
    Field::text("raw", "the quantity as printed"),
    Field::number("value", "the number, in the unit"),
    Field::text("unit", "the unit as printed"),
    Field::choice("comparator", COMPARATORS, "how the value relates to the number"),
    Field::choice("basis", BASES, "what the number is counted over or from"),
    Field::integer("year", "the year to reach it in"),
    Field::text("indicator", "the indicator that it is a target of"),
];

impl<'a> TargetsFile<'a> {
    /// The published targets of `plan`.
    pub fn new(plan: &'a Plan, links: &Links) -> Self {
        let indicators = indicators(plan);
        let published = |target| PublishedTarget::new(plan, &indicators, target);
        Self { targets: links.targets.iter().map(published).collect() }
    }
}

impl<'a> PublishedTarget<'a> {
    fn new(plan: &'a Plan, indicators: &[Indicator], target: &Target) -> Self {
        let text = target.text(plan);
        Self {
            id: target.id(plan),
            block: plan.blocks[target.block as usize].id.as_str(),
            quote: target.sentence.of(text),
            subject: target.subject.of(text),
            verb: target.verb.of(text),
            raw: target.quantity.of(text),
            value: target.value(plan),
            unit: target.unit.of(text),
            comparator: target.comparator,
            basis: target.basis,
            year: target.year,
            indicator: target.indicator.map(|idx| indicators[usize::from(idx)].id.clone()),
        }
    }
}

/// `targets.csv`: a line a target.
pub fn targets_csv(plan: &Plan, links: &Links) -> String {
    let rows = TargetsFile::new(plan, links).targets.into_iter().map(|target| {
        let text = [target.block, target.quote, target.subject, target.verb, target.raw];
        let [block, quote, subject, verb, raw] = text.map(str::to_owned);
        [
            target.id,
            block,
            quote,
            subject,
            verb,
            raw,
            target.value.to_string(),
            target.unit.to_owned(),
            <&str>::from(target.comparator).to_owned(),
            <&str>::from(target.basis).to_owned(),
            target.year.to_string(),
            target.indicator.unwrap_or_default(),
        ]
    });
    csv::file(FIELDS.map(|field| field.name), rows)
}
