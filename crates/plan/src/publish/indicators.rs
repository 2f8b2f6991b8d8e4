//! `indicators.json` and `indicators.csv`: every indicator of the plan's tables, each
//! value with its printed form and its typed reading.

use serde::Serialize;

use super::field::{BASES, COMPARATORS, Field};
use crate::csv;
use crate::indicator::{
    Indicator, IndicatorValue, Nature, NotComparable, Outcome, Role, indicators,
};
use crate::link::Links;
use crate::model::Plan;
use crate::quantity::{Quantity, Reading};

/// `indicators.json`.
#[derive(Debug, Serialize)]
pub struct IndicatorsFile {
    indicators: Vec<PublishedIndicator>,
}

#[derive(Debug, Serialize)]
struct PublishedIndicator {
    id: String,
    period: u16,
    number: u16,
    group: String,
    name: String,
    /// For a sub-indicator the name of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole_name: Option<String>,
    unit: Option<String>,
    nature: Option<&'static str>,
    values: Vec<PublishedValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome_reason: Option<&'static str>,
    /// The indicators of the table before that it goes back to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<PublishedEarlier>,
    /// The sentences of the running text that speak of it.
    mentions: Vec<PublishedMention>,
}

#[derive(Debug, Serialize)]
struct PublishedEarlier {
    id: String,
    measure: &'static str,
    note: String,
}

#[derive(Debug, Serialize)]
struct PublishedMention {
    block: String,
    quote: String,
}

#[derive(Debug, Serialize)]
struct PublishedValue {
    role: &'static str,
    year: u16,
    raw: String,
    #[serde(flatten)]
    reading: Reading,
}

impl IndicatorsFile {
    /// The published indicators of `plan`.
    pub fn new(plan: &Plan, links: &Links) -> Self {
        let all = indicators(plan);
        let ids: Vec<_> = all.iter().map(|indicator| indicator.id.clone()).collect();
        let published = all.into_iter().enumerate().map(|(idx, indicator)| {
            let of_indicator = links.mentions.iter();
            let of_indicator = of_indicator.filter(|mention| usize::from(mention.indicator) == idx);
            let mentions = of_indicator.map(|mention| {
                let block = &plan.blocks[mention.block as usize];
                PublishedMention {
                    block: block.id.to_string(),
                    quote: mention.sentence.of(&block.text).to_owned(),
                }
            });
            let earlier = links.earlier.iter().filter(|it| usize::from(it.indicator) == idx);
            let earlier = earlier.map(|it| PublishedEarlier {
                id: ids[usize::from(it.earlier)].clone(),
                measure: if it.is_same_measure { "same" } else { "another" },
                note: it.note.clone(),
            });
            published(indicator, earlier.collect(), mentions.collect())
        });
        Self { indicators: published.collect() }
    }
}

fn published(
    indicator: Indicator,
    earlier: Vec<PublishedEarlier>,
    mentions: Vec<PublishedMention>,
) -> PublishedIndicator {
    let outcome = indicator.outcome();
    PublishedIndicator {
        earlier,
        mentions,
        period: indicator.period.ordinal,
        outcome: outcome.map(outcome_name),
        outcome_reason: outcome.and_then(outcome_reason),
        id: indicator.id,
        number: indicator.number,
        group: indicator.group,
        name: indicator.name,
        whole_name: indicator.whole_name,
        unit: indicator.unit,
        nature: indicator.nature.map(nature_name),
        values: indicator
            .values
            .into_iter()
            .map(|IndicatorValue { role, year, raw, reading }| PublishedValue {
                role: role_name(role),
                year,
                raw,
                reading,
            })
            .collect(),
    }
}

/// The fields of `indicators.csv`.
pub(super) const FIELDS: [Field; 19] = [
    Field::text("id", "the indicator, by period and printed number; a part has a third number"),
    Field::integer("period", "the ordinal of the five-year plan"),
    Field::integer("number", "the printed number"),
    Field::text("group", "分类"),
    Field::text("name", "the name without its unit"),
    Field::text("whole_name", "for a part, the name of the whole"),
    Field::text("unit", "the unit printed behind the name"),
    Field::choice("nature", &["anticipatory", "binding"], "预期性 or 约束性"),
    Field::choice(
        "role",
        &["target", "actual", "baseline", "expected"],
        "what the value is to the period",
    ),
    Field::integer("year", "the year that the value is for"),
    Field::text("raw", "the cell as printed"),
    Field::number("value", "the typed number"),
    Field::choice("comparator", COMPARATORS, "how the value relates to the number"),
    Field::choice("basis", BASES, "what period the number is counted over"),
    Field::text("value_unit", "a unit printed in the cell itself"),
    Field::text("place", "the part of the city that the number is for"),
    Field::choice(
        "absence",
        &["pending", "set_by_province", "not_available", "not_applicable"],
        "why there is no number",
    ),
    Field::choice(
        "outcome",
        &["met", "not_met", "pending", "not_comparable"],
        "how the indicator of a finished period came out by the table's own numbers",
    ),
    Field::choice(
        "outcome_reason",
        &["target_not_in_text", "no_value", "another_basis", "unread"],
        "why it cannot be compared",
    ),
];

/// `indicators.csv`: a line a value.
pub fn indicators_csv(plan: &Plan) -> String {
    let rows = indicators(plan).into_iter().flat_map(|indicator| {
        let outcome = indicator.outcome();
        let of_indicator = [
            indicator.id,
            indicator.period.ordinal.to_string(),
            indicator.number.to_string(),
            indicator.group,
            indicator.name,
            indicator.whole_name.unwrap_or_default(),
            indicator.unit.unwrap_or_default(),
            indicator.nature.map_or("", nature_name).to_owned(),
        ];
        let of_outcome = [
            outcome.map_or("", outcome_name).to_owned(),
            outcome.and_then(outcome_reason).unwrap_or_default().to_owned(),
        ];
        indicator.values.into_iter().map(move |value| {
            let of_value = value_fields(value);
            let mut fields = of_indicator.iter().chain(&of_value).chain(&of_outcome).cloned();
            std::array::from_fn(|_| fields.next().unwrap_or_default())
        })
    });
    csv::file(FIELDS.map(|field| field.name), rows)
}

fn value_fields(value: IndicatorValue) -> [String; 9] {
    let printed = [role_name(value.role).to_owned(), value.year.to_string(), value.raw];
    let typed = match value.reading {
        Reading::Quantity(Quantity { value, comparator, basis, unit, place }) => [
            value.to_string(),
            <&str>::from(comparator).to_owned(),
            <&str>::from(basis).to_owned(),
            unit.unwrap_or_default(),
            place.unwrap_or_default(),
            String::new(),
        ],
        Reading::Absent { absence } => {
            let [value, comparator, basis, unit, place, _] = <[String; 6]>::default();
            [value, comparator, basis, unit, place, <&str>::from(absence).to_owned()]
        }
        Reading::Unread {} => Default::default(),
    };
    let mut fields = printed.into_iter().chain(typed);
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Target => "target",
        Role::Actual => "actual",
        Role::Baseline => "baseline",
        Role::Expected => "expected",
    }
}

fn nature_name(nature: Nature) -> &'static str {
    match nature {
        Nature::Anticipatory => "anticipatory",
        Nature::Binding => "binding",
    }
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::NotMet => "not_met",
        Outcome::Pending => "pending",
        Outcome::NotComparable(_) => "not_comparable",
    }
}

fn outcome_reason(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::NotComparable(NotComparable::TargetNotInText) => Some("target_not_in_text"),
        Outcome::NotComparable(NotComparable::NoValue) => Some("no_value"),
        Outcome::NotComparable(NotComparable::AnotherBasis) => Some("another_basis"),
        Outcome::NotComparable(NotComparable::Unread) => Some("unread"),
        Outcome::Met | Outcome::NotMet | Outcome::Pending => None,
    }
}
