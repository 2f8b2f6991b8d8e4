//! `indicators.json` and `indicators.csv`: every indicator of the plan's tables, each
//! value with its printed form and its typed reading.

use serde::Serialize;

use crate::csv;
use crate::indicator::{
    Indicator, IndicatorValue, Nature, NotComparable, Outcome, Role, indicators,
};
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
    pub fn new(plan: &Plan) -> Self {
        Self { indicators: indicators(plan).into_iter().map(published).collect() }
    }
}

fn published(indicator: Indicator) -> PublishedIndicator {
    let outcome = indicator.outcome();
    PublishedIndicator {
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

/// `indicators.csv`: a line a value.
pub fn indicators_csv(plan: &Plan) -> String {
    let header = [
        "id",
        "period",
        "number",
        "group",
        "name",
        "whole_name",
        "unit",
        "nature",
        "role",
        "year",
        "raw",
        "value",
        "comparator",
        "basis",
        "value_unit",
        "place",
        "absence",
        "outcome",
        "outcome_reason",
    ];
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
    csv::file(header, rows)
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
