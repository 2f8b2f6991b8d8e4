//! A printed value and what it says: `>28`, `年均7.5左右`, `[77.4]`, `待省公布`.
//!
//! The printed form is kept; the typed reading stands beside it, never in its place.
//! A cell that no rule reads is [`Reading::Unread`], not a guess.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

/// What a printed value says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Reading {
    /// A number with its sign and basis.
    Quantity(Quantity),
    /// No number, for a reason that is itself a statement.
    Absent {
        /// The reason.
        absence: Absence,
    },
    /// Not understood.
    Unread {},
}

/// A typed number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quantity {
    /// The number, in the indicator's unit unless the cell prints its own.
    pub value: Decimal,
    /// How the value relates to the number.
    pub comparator: Comparator,
    /// What period the number is counted over.
    pub basis: Basis,
    /// A unit printed in the cell itself: `年均5%` beside a name in 万元/人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The part of the city that the number is for: `市区、江阴` of
    /// `市区、江阴11520；宜兴10920`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// How a value relates to its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// The bare number.
    #[default]
    Exactly,
    /// `≥`, 以上、不低于.
    AtLeast,
    /// `≤`, 以下、不超过.
    AtMost,
    /// `>`, 超过、突破.
    MoreThan,
    /// `<`.
    LessThan,
    /// 左右.
    About,
}

/// What period a number is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The state of a year.
    Level,
    /// 年均: the mean of the five years.
    AnnualAverage,
    /// `[ ]` (五年累计数), 累计: the sum over the five years.
    FiveYearTotal,
    /// `较2020年提高`, `比全市平均水平高`: what is added to a number named beside it.
    Difference,
    /// 翻一番: how many times the number of a year named beside it.
    Multiple,
}

/// Why a number is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// 待省公布、待省核定、待人口普查公布: not known when the plan was printed.
    Pending,
    /// 完成省下达目标、不超过省下达目标任务: the province sets it, elsewhere.
    SetByProvince,
    /// `—`, `*`: the table has no value, and a note may say why.
    NotAvailable,
    /// An empty cell.
    NotApplicable,
}

impl Comparator {
    /// Whether `value` keeps to `bound`. A bound without a sign is a floor: what the
    /// genre's tables count without one is to rise, a fall being counted as 下降率.
    pub fn holds(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::Exactly | Self::About | Self::AtLeast => value >= bound,
            Self::AtMost => value <= bound,
            Self::MoreThan => value > bound,
            Self::LessThan => value < bound,
        }
    }
}

impl From<Comparator> for &'static str {
    /// The name in published data.
    fn from(comparator: Comparator) -> Self {
        match comparator {
            Comparator::Exactly => "exactly",
            Comparator::AtLeast => "at_least",
            Comparator::AtMost => "at_most",
            Comparator::MoreThan => "more_than",
            Comparator::LessThan => "less_than",
            Comparator::About => "about",
        }
    }
}

impl From<Basis> for &'static str {
    /// The name in published data.
    fn from(basis: Basis) -> Self {
        match basis {
            Basis::Level => "level",
            Basis::AnnualAverage => "annual_average",
            Basis::FiveYearTotal => "five_year_total",
            Basis::Difference => "difference",
            Basis::Multiple => "multiple",
        }
    }
}

impl From<Absence> for &'static str {
    /// The name in published data.
    fn from(absence: Absence) -> Self {
        match absence {
            Absence::Pending => "pending",
            Absence::SetByProvince => "set_by_province",
            Absence::NotAvailable => "not_available",
            Absence::NotApplicable => "not_applicable",
        }
    }
}

/// Reads a cell. A cell with values for several places gives one reading each.
pub fn read_cell(raw: &str) -> Vec<Reading> {
    let parts: Vec<&str> = raw.split('；').collect();
    if parts.len() > 1 {
        let placed: Option<Vec<_>> = parts.iter().map(|part| read_placed(part)).collect();
        if let Some(placed) = placed {
            return placed.into_iter().map(Reading::Quantity).collect();
        }
    }
    vec![read_one(raw)]
}

fn read_one(raw: &str) -> Reading {
    let text = raw.trim();
    let absence = match text {
        "" => Some(Absence::NotApplicable),
        "—" | "－" | "-" | "*" => Some(Absence::NotAvailable),
        _ if text.starts_with('待') => Some(Absence::Pending),
        _ if text.contains("省下达") || text.contains("省定目标") => {
            Some(Absence::SetByProvince)
        }
        _ => None,
    };
    match absence {
        Some(absence) => Reading::Absent { absence },
        None => read_quantity(text).map_or(Reading::Unread {}, Reading::Quantity),
    }
}

/// `市区、江阴11520`: a place, then its value.
fn read_placed(part: &str) -> Option<Quantity> {
    let part = part.trim();
    let is_of_value =
        |ch: char| ch.is_ascii_digit() || sign(ch).is_some() || ".-−[［〔".contains(ch);
    let words = ["年均", "累计"].into_iter().filter_map(|word| part.find(word));
    let at = words.chain(part.find(is_of_value)).min()?;
    let (place, value) = part.split_at(at);
    let quantity = read_quantity(value)?;
    (!place.is_empty()).then(|| Quantity { place: Some(place.to_owned()), ..quantity })
}

/// `年均7.5左右`, `累计≥20`, `[77.4]`, `＜5`, `年均5%`.
fn read_quantity(text: &str) -> Option<Quantity> {
    let inside = [('[', ']'), ('［', '］'), ('〔', '〕')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let (mut basis, mut rest) = match inside {
        Some(inside) => (Basis::FiveYearTotal, inside),
        None => (Basis::Level, text),
    };
    for (word, its_basis) in [("年均", Basis::AnnualAverage), ("累计", Basis::FiveYearTotal)] {
        if let Some(after) = rest.strip_prefix(word) {
            (basis, rest) = (its_basis, after);
        }
    }
    let mut comparator = Comparator::Exactly;
    let mut chars = rest.chars();
    if let Some(sign) = chars.next().and_then(sign) {
        (comparator, rest) = (sign, chars.as_str());
    }
    let is_number_char = |ch: char| ch.is_ascii_digit() || ch == '.';
    let number_len = rest.find(|ch| !is_number_char(ch)).unwrap_or(rest.len());
    let value = Decimal::parse(&rest[..number_len])?;
    let mut rest = &rest[number_len..];
    for (word, its_comparator) in [
        ("左右", Comparator::About),
        ("以上", Comparator::AtLeast),
        ("以下", Comparator::AtMost),
        ("以内", Comparator::AtMost),
    ] {
        if let Some(before) = rest.strip_suffix(word) {
            (comparator, rest) = (its_comparator, before);
        }
    }
    let unit = (!rest.is_empty()).then(|| rest.to_owned());
    let is_unit = unit.as_deref().is_none_or(|unit| matches!(unit, "%" | "％" | "‰"));
    is_unit.then_some(Quantity { value, comparator, basis, unit, place: None })
}

fn sign(ch: char) -> Option<Comparator> {
    match ch {
        '≥' | '⩾' => Some(Comparator::AtLeast),
        '≤' | '⩽' => Some(Comparator::AtMost),
        '>' | '＞' => Some(Comparator::MoreThan),
        '<' | '＜' => Some(Comparator::LessThan),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        let found: Vec<_> = read_cell(raw)
            .iter()
            .map(|reading| serde_json::to_string(reading).expect("serializable"))
            .collect();
        assert_eq!(found.join(" "), expected, "{raw}");
    }

    #[test]
    fn printed_values_are_typed() {
        check("20000", r#"{"value":20000,"comparator":"exactly","basis":"level"}"#);
        check(">28", r#"{"value":28,"comparator":"more_than","basis":"level"}"#);
        check("＜5", r#"{"value":5,"comparator":"less_than","basis":"level"}"#);
        check("≥95", r#"{"value":95,"comparator":"at_least","basis":"level"}"#);
        check("≤0.05", r#"{"value":0.05,"comparator":"at_most","basis":"level"}"#);
        check("25左右", r#"{"value":25,"comparator":"about","basis":"level"}"#);
        check("年均7.5左右", r#"{"value":7.5,"comparator":"about","basis":"annual_average"}"#);
        check("[77.4]", r#"{"value":77.4,"comparator":"exactly","basis":"five_year_total"}"#);
        check("累计≥20", r#"{"value":20,"comparator":"at_least","basis":"five_year_total"}"#);
        check(
            "年均5%",
            r#"{"value":5,"comparator":"exactly","basis":"annual_average","unit":"%"}"#,
        );
        check(
            "市区、江阴11520；宜兴10920",
            concat!(
                r#"{"value":11520,"comparator":"exactly","basis":"level","place":"市区、江阴"} "#,
                r#"{"value":10920,"comparator":"exactly","basis":"level","place":"宜兴"}"#
            ),
        );
    }

    #[test]
    fn names_are_those_of_the_published_data() {
        use Comparator::*;
        let json = |name: serde_json::Result<String>| name.expect("a name");
        for it in [Exactly, AtLeast, AtMost, MoreThan, LessThan, About] {
            assert_eq!(json(serde_json::to_string(&it)), format!("{:?}", <&str>::from(it)));
        }
        use Basis::*;
        for it in [Level, AnnualAverage, FiveYearTotal, Difference, Multiple] {
            assert_eq!(json(serde_json::to_string(&it)), format!("{:?}", <&str>::from(it)));
        }
        use Absence::*;
        for it in [Pending, SetByProvince, NotAvailable, NotApplicable] {
            assert_eq!(json(serde_json::to_string(&it)), format!("{:?}", <&str>::from(it)));
        }
    }

    #[test]
    fn a_bound_without_a_sign_is_a_floor() {
        use Comparator::*;
        // Of each whether 4, 5 and 6 keep to 5.
        for (comparator, holds) in [
            (Exactly, [false, true, true]),
            (About, [false, true, true]),
            (AtLeast, [false, true, true]),
            (AtMost, [true, true, false]),
            (MoreThan, [false, false, true]),
            (LessThan, [true, false, false]),
        ] {
            let bound = Decimal::new(5, 0);
            let found = [4, 5, 6].map(|value| comparator.holds(Decimal::new(value, 0), bound));
            assert_eq!(found, holds, "{comparator:?}");
        }
    }

    #[test]
    fn a_value_beside_a_place_keeps_its_sign_and_basis() {
        check(
            "市区≥95；宜兴年均7.5左右",
            concat!(
                r#"{"value":95,"comparator":"at_least","basis":"level","place":"市区"} "#,
                r#"{"value":7.5,"comparator":"about","basis":"annual_average","place":"宜兴"}"#
            ),
        );
        for raw in ["市区-5；宜兴6", "市区.5；宜兴6", "市区1.2.3；宜兴6"] {
            check(raw, "{}");
        }
    }

    #[test]
    fn absences_keep_their_meaning() {
        check("待人口普查公布", r#"{"absence":"pending"}"#);
        check("待省核定", r#"{"absence":"pending"}"#);
        check("完成省下达目标", r#"{"absence":"set_by_province"}"#);
        check("不超过省下达目标任务", r#"{"absence":"set_by_province"}"#);
        check("—", r#"{"absence":"not_available"}"#);
        check("*", r#"{"absence":"not_available"}"#);
        check("", r#"{"absence":"not_applicable"}"#);
    }

    #[test]
    fn what_no_rule_reads_is_not_guessed() {
        for raw in
            ["与经济增长保持同步", "1.2.3", "[", "[]", "年均", "十", "5吨", "甲；乙", "市区5"]
        {
            check(raw, "{}");
        }
    }
}
