//! What an indicator's printed values say in plain words, and what follows from them.
//!
//! What is derived (outcome, pace, implied level) says what it was derived from.

use plan::decimal::Decimal;
use plan::indicator::{Indicator, IndicatorValue, NoPace, NotComparable, Outcome, Pace, Role};
use plan::quantity::{Absence, Basis, Comparator, Quantity, Reading};

/// An indicator without parts, or one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorPart {
    /// The row's id.
    pub id: String,
    /// The part's name, for a part.
    pub name: Option<String>,
    /// The values: what each is, as printed, and in words.
    pub values: Vec<ValueView>,
    /// What follows from them, by us.
    pub derived: Vec<String>,
}

/// A printed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueView {
    /// What it is: `2025年目标`.
    pub label: String,
    /// As printed.
    pub raw: String,
    /// What it says.
    pub meaning: String,
}

/// The name with the whole's before a part's: `人口城镇化率 · 户籍人口城镇化率`.
pub fn full_name(indicator: &Indicator) -> String {
    let whole = indicator.whole_name.as_ref().map(|whole| format!("{whole} · "));
    format!("{}{}", whole.unwrap_or_default(), indicator.name)
}

/// An indicator's values and what follows from them, in words.
pub fn part(indicator: &Indicator) -> IndicatorPart {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let values = indicator
        .values
        .iter()
        .map(|IndicatorValue { role, year, raw, reading }| ValueView {
            label: value_name(*role, *year),
            raw: raw.clone(),
            meaning: meaning(indicator, *role, *year, reading),
        })
        .collect();
    let derived = [outcome_in_words(indicator, unit), pace_in_words(indicator, unit)];
    IndicatorPart {
        id: indicator.id.clone(),
        name: indicator.whole_name.as_ref().map(|_| indicator.name.clone()),
        values,
        derived: derived.into_iter().flatten().chain(level_in_words(indicator, unit)).collect(),
    }
}

/// What a value is: `2025年目标`.
pub fn value_name(role: Role, year: u16) -> String {
    format!("{year}年{}", role_in_words(role))
}

/// What a value is to the period, in two characters.
pub fn role_in_words(role: Role) -> &'static str {
    match role {
        Role::Target => "目标",
        Role::Actual => "完成",
        Role::Baseline => "基期",
        Role::Expected => "预计",
    }
}

/// What a value says. Before the period's last year fewer than five years are over.
fn meaning(indicator: &Indicator, role: Role, year: u16, reading: &Reading) -> String {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    match reading {
        Reading::Quantity(quantity)
            if role == Role::Actual && year < indicator.period.last_year =>
        {
            let basis = match quantity.basis {
                Basis::AnnualAverage => format!("到{year}年，每年平均"),
                Basis::FiveYearTotal => format!("到{year}年累计"),
                _ => String::new(),
            };
            amount_in_words(quantity, &basis, unit)
        }
        _ => in_words(reading, unit),
    }
}

/// What a reading says, in a plain sentence without its stop.
pub fn in_words(reading: &Reading, unit: &str) -> String {
    match reading {
        Reading::Quantity(quantity) => quantity_in_words(quantity, unit),
        Reading::Absent { absence } => match absence {
            Absence::Pending => "编规划时还没有数，等上级公布或核定",
            Absence::SetByProvince => "由省里下达，规划没有写数",
            Absence::NotAvailable => "原表没有数",
            Absence::NotApplicable => "原表此格为空",
        }
        .to_owned(),
        Reading::Unread {} => "照录原文".to_owned(),
    }
}

/// What a typed number says: `五年累计60万人`.
pub fn quantity_in_words(quantity: &Quantity, unit: &str) -> String {
    let basis = match quantity.basis {
        Basis::Level => "",
        Basis::AnnualAverage => "五年里每年平均",
        Basis::FiveYearTotal => "五年累计",
        Basis::Difference => "相差",
        Basis::Multiple => "按原来的数算，",
    };
    amount_in_words(quantity, basis, unit)
}

/// A number with its sign and unit in words, behind what it is counted over.
pub fn amount_in_words(quantity: &Quantity, basis: &str, unit: &str) -> String {
    let Quantity { value, comparator, basis: _, unit: own_unit, place } = quantity;
    let unit = own_unit.as_deref().unwrap_or(unit);
    let place = place.as_ref().map_or(String::new(), |place| format!("{place}："));
    let unit = unit_in_words(unit);
    let (before, after) = match comparator {
        Comparator::Exactly => ("", ""),
        Comparator::AtLeast => ("不低于", ""),
        Comparator::AtMost => ("不高于", ""),
        Comparator::MoreThan => ("高于", ""),
        Comparator::LessThan => ("低于", ""),
        Comparator::About => ("", "左右"),
    };
    format!("{place}{basis}{before}{value}{unit}{after}")
}

/// A unit as it is said behind a number; `万分之` stands before it in speech, so the
/// number is left bare.
pub fn unit_in_words(unit: &str) -> &str {
    if unit == "万分之" { "" } else { unit }
}

/// A computed number with at most two decimals, which is more than its inputs bear.
fn rounded(value: f64) -> Decimal {
    Decimal::rounded(value, 2)
}

fn outcome_in_words(indicator: &Indicator, unit: &str) -> Option<String> {
    let outcome = indicator.outcome()?;
    let words = |role| {
        let value = indicator.values_of(role).next()?;
        Some(in_words(&value.reading, unit))
    };
    let (target, reached) = (words(Role::Target)?, words(Role::Expected)?);
    let year = indicator.period.last_year;
    Some(match outcome {
        Outcome::Met => format!("目标{target}，{year}年预计{reached}：达到目标值。"),
        Outcome::NotMet => {
            let side = if indicator.has_ceiling() { "高于" } else { "低于" };
            format!("目标{target}，{year}年预计{reached}：{side}目标值。")
        }
        Outcome::Pending => format!("{year}年的数编规划时还没有，没法比。"),
        Outcome::NotComparable(reason) => match reason {
            NotComparable::TargetNotInText => "目标由省里下达，规划没有写数，没法比。".to_owned(),
            NotComparable::NoValue => format!("原表{year}年没有数，没法比。"),
            NotComparable::AnotherBasis | NotComparable::Unread => {
                "两个数的口径不同，没法比。".to_owned()
            }
        },
    })
}

fn pace_in_words(indicator: &Indicator, unit: &str) -> Option<String> {
    let number = |role| match &indicator.values_of(role).next()?.reading {
        Reading::Quantity(quantity) => Some(quantity.value),
        _ => None,
    };
    let from_to = || {
        let (baseline, target) = (number(Role::Baseline)?, number(Role::Target)?);
        Some(format!("从{baseline}到{target}，五年"))
    };
    let way = |change: f64| if change < 0.0 { "下降" } else { "提高" };
    let unit = unit_in_words(unit);
    Some(match indicator.pace()? {
        Pace::PercentagePoints(0.0) => "目标和基期相同：保持。".to_owned(),
        Pace::PercentagePoints(points) => {
            let size = rounded(points.abs());
            format!("{}里平均每年{}{size}个百分点。", from_to()?, way(points))
        }
        Pace::CompoundGrowth(rate) => {
            let size = rounded(rate.abs());
            format!("{}里平均每年{}{size}%（按复合增长算）。", from_to()?, way(rate))
        }
        Pace::PrintedRate(rate) => {
            format!("规划写的就是年均数：每年平均{}%。", rate)
        }
        Pace::FifthOfTotal(part) if unit == "%" => {
            format!("五年累计的数平摊到每年：{}个百分点（简单平均，不是复合）。", rounded(part))
        }
        Pace::FifthOfTotal(part) => {
            format!("五年累计的数平摊到每年：{}{unit}。", rounded(part))
        }
        Pace::Keep => "基期已经在目标范围以内：保持。".to_owned(),
        Pace::NotComputable(reason) => match reason {
            NoPace::TargetNotInText => "目标由省里下达，规划没有写数，算不出每年的进度。",
            NoPace::BaselinePending => "基期的数编规划时还没有，算不出每年的进度。",
            NoPace::AnotherBasis | NoPace::NoNumbers => "两个数的口径不同，算不出每年的进度。",
        }
        .to_owned(),
    })
}

fn level_in_words(indicator: &Indicator, unit: &str) -> Option<String> {
    let level = indicator.implied_level()?;
    let level = rounded(level);
    let year = indicator.period.last_year;
    Some(format!("目标写的是增速，基期写的是数值；按这个增速推算，{year}年约为{level}{unit}。"))
}
