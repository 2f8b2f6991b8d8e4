//! Where a reader's actual values stand: a formula, with what went into it.
//!
//! The latest year with a value is the one that counts. Before the period's last year the
//! value is compared with the even path, in the last year with the target itself:
//!
//! | target | compared | with, before the last year | in the last year |
//! | --- | --- | --- | --- |
//! | share (unit `%`) | the year's value | baseline + *k* · (target − baseline) / *n* | target |
//! | other level | the year's value | baseline · (target / baseline)^(*k* / *n*) | target |
//! | growth rate beside a level (`年均5%`, 31 万元/人) | the year's value | baseline · (1 + rate)^*k* | the same |
//! | bound that the baseline keeps (`≥95` after 98.85) | the year's value | the bound | the bound |
//! | annual average (`年均6`) | the mean of the entered years | the printed rate | the printed rate |
//! | five-year total (`[60]`) | the sum of the years | *k* · target / *n* | target |
//!
//! *n* is the number of the period's years, *k* that of its years up to the one compared.
//! The path is the [pace](Indicator::pace) carried on. What is computed is rounded to two
//! places more than its numbers have, and what is compared is the rounded number: whoever
//! computes with the shown inputs gets the same answer.
//!
//! The value is to be at the path or above it; at it or below, where the target is a
//! ceiling (`≤`, `<`) or a level under its baseline. An average or a total is a floor
//! unless it has a sign: fewer than last time (`[60]` after 77.4) does not make it a
//! ceiling. `>` and `<` allow their own number on the path to them, but not as the bound.
//! `左右` says no distance, and is compared as its bare number.
//!
//! Limits, to be told to readers:
//!
//! - No real indicator goes along an even path; behind it is no forecast.
//! - Without a known baseline there is no path, and only the last year can be compared.
//! - A mean of rates is the arithmetic one. Growth of 8 and 4 % is 6 % a year here, and
//!   5.98 % compounded.
//! - A total of rates (`[8]`, a decline in per cent) is their plain sum, as a fifth of it is
//!   the plain fifth. Five declines of 1.6 % come to 8 here, and to 7.75 % compounded.
//! - A mean may lack years before the last one; a total, and the mean in the last year,
//!   may not.
//!
//! No status is a praise or a blame, and what cannot be computed says why.

use std::fmt;

use crate::actual::ActualValues;
use crate::decimal::Decimal;
use crate::indicator::{Indicator, NoPace, Pace, Role};
use crate::quantity::{Absence, Basis, Comparator, Quantity, Reading};

/// Where an indicator's actual values stand, and what this was computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The outcome.
    pub status: Status,
    /// The latest year with a value.
    pub year: u16,
    /// What was compared: the year's value, or the mean or sum of the years.
    pub compared: Decimal,
    /// From how many years' values: 1 unless it is a mean or a sum.
    pub n_years: usize,
    /// How `compared` has to relate to `reference`: at least, at most, more or less than.
    pub comparator: Comparator,
    /// What it was compared with: the path, the bound or the target.
    pub reference: Decimal,
    /// How `reference` was found.
    pub rule: Rule,
}

/// The outcome of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In the last year, the target is reached.
    TargetReached,
    /// In the last year, it is not.
    TargetNotReached,
    /// Before the last year, the value is where the even path or the bound wants it.
    OnPath,
    /// It is not.
    BehindPath,
}

/// What an actual value is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A share: the even path in percentage points.
    EvenPoints,
    /// A level: the even path of compound growth.
    EvenGrowth,
    /// A level whose target is a rate: the baseline, grown at the printed rate.
    PrintedGrowth,
    /// A bound that the baseline keeps already.
    Bound,
    /// An annual average: the arithmetic mean against the printed rate.
    MeanOfYears,
    /// A five-year total: the sum against as many fifths of the total as there are years.
    SumOfYears,
    /// A level in the last year: the target.
    Target,
}

/// Why a status cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoStatus {
    /// The province sets the target, and the text does not say what it is.
    TargetNotInText,
    /// The baseline was not known, so there is no path; the last year can be compared.
    BaselinePending,
    /// Baseline and target are counted over different periods.
    AnotherBasis,
    /// The target or the baseline has numbers for several places.
    SeveralPlaces,
    /// A sum, or a mean of all years, lacks this year's value.
    YearMissing(u16),
    /// A printed form that no rule reads, or a value that is missing.
    NoNumbers,
}

impl fmt::Display for NoStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not computable: ")?;
        match self {
            Self::TargetNotInText => f.write_str("the province sets the target"),
            Self::BaselinePending => f.write_str("the baseline was not known"),
            Self::AnotherBasis => f.write_str("baseline and target are counted differently"),
            Self::SeveralPlaces => f.write_str("it has numbers for several places"),
            Self::YearMissing(year) => write!(f, "year {year} is missing"),
            Self::NoNumbers => f.write_str("the table has no numbers for it"),
        }
    }
}

/// Where `values` put `indicator`, by this module's formula; `None` without a value for it.
///
/// # Errors
///
/// Why it cannot be computed.
pub fn assess(
    indicator: &Indicator,
    values: &ActualValues,
) -> Option<Result<Assessment, NoStatus>> {
    let entered: Vec<_> =
        values.of(&indicator.id).map(|value| (value.year(), value.value())).collect();
    let latest = *entered.last()?;
    Some(target_of(indicator).and_then(|target| compare(indicator, target, &entered, latest)))
}

fn target_of(indicator: &Indicator) -> Result<&Quantity, NoStatus> {
    if [Role::Target, Role::Baseline].iter().any(|role| indicator.values_of(*role).count() > 1) {
        return Err(NoStatus::SeveralPlaces);
    }
    match indicator.reading(Role::Target) {
        Some(Reading::Quantity(target)) => Ok(target),
        Some(Reading::Absent { absence: Absence::SetByProvince }) => Err(NoStatus::TargetNotInText),
        _ => Err(NoStatus::NoNumbers),
    }
}

fn compare(
    indicator: &Indicator,
    target: &Quantity,
    entered: &[(u16, Decimal)],
    (year, value): (u16, Decimal),
) -> Result<Assessment, NoStatus> {
    let period = indicator.period;
    let is_last_year = year == period.last_year;
    let baseline = match indicator.reading(Role::Baseline) {
        Some(Reading::Quantity(baseline)) => Some(baseline.value),
        _ => None,
    };
    let n_places_of = |numbers: &mut dyn Iterator<Item = Decimal>| {
        numbers.map(Decimal::n_places).max().unwrap_or(0).max(target.value.n_places()) + 2
    };
    let on_path = || match indicator.even_path(year) {
        Some(level) => Ok(Decimal::rounded(level, n_places_of(&mut baseline.into_iter()))),
        None => Err(match (indicator.reading(Role::Baseline), indicator.pace()) {
            (Some(Reading::Absent { absence: Absence::Pending }), _) => NoStatus::BaselinePending,
            (_, Some(Pace::NotComputable(NoPace::AnotherBasis))) => NoStatus::AnotherBasis,
            _ => NoStatus::NoNumbers,
        }),
    };
    let n_places = n_places_of(&mut entered.iter().map(|(_, value)| *value));
    let sum: f64 = entered.iter().map(|(_, value)| value.to_f64()).sum();
    let missing =
        (period.first_year..=year).find(|year| entered.iter().all(|(own, _)| own != year));
    let n_years = entered.len();
    let one = |rule, reference| (rule, value, 1, reference);
    let (rule, compared, n_years, reference) = match target.basis {
        Basis::Difference | Basis::Multiple => return Err(NoStatus::AnotherBasis),
        Basis::FiveYearTotal => {
            if let Some(year) = missing {
                return Err(NoStatus::YearMissing(year));
            }
            let n_period_years = period.last_year - period.first_year + 1;
            let part = target.value.to_f64() * n_years as f64 / f64::from(n_period_years);
            let (sum, part) = (Decimal::rounded(sum, n_places), Decimal::rounded(part, n_places));
            (Rule::SumOfYears, sum, n_years, part)
        }
        Basis::AnnualAverage if indicator.is_growth_on_level() => {
            one(Rule::PrintedGrowth, on_path()?)
        }
        Basis::AnnualAverage => {
            if let (true, Some(year)) = (is_last_year, missing) {
                return Err(NoStatus::YearMissing(year));
            }
            let mean = Decimal::rounded(sum / n_years as f64, n_places);
            (Rule::MeanOfYears, mean, n_years, target.value)
        }
        Basis::Level => match indicator.pace() {
            Some(Pace::Keep) => one(Rule::Bound, target.value),
            _ if is_last_year => one(Rule::Target, target.value),
            Some(Pace::PercentagePoints(_)) => one(Rule::EvenPoints, on_path()?),
            _ => one(Rule::EvenGrowth, on_path()?),
        },
    };
    let is_fall =
        target.basis == Basis::Level && baseline.is_some_and(|baseline| target.value < baseline);
    let is_on_path = matches!(rule, Rule::EvenPoints | Rule::EvenGrowth);
    let comparator = match target.comparator {
        Comparator::Exactly | Comparator::About if is_fall => Comparator::AtMost,
        Comparator::Exactly | Comparator::About => Comparator::AtLeast,
        Comparator::MoreThan if is_on_path => Comparator::AtLeast,
        Comparator::LessThan if is_on_path => Comparator::AtMost,
        comparator => comparator,
    };
    let status = match (comparator.holds(compared, reference), is_last_year) {
        (true, true) => Status::TargetReached,
        (false, true) => Status::TargetNotReached,
        (true, false) => Status::OnPath,
        (false, false) => Status::BehindPath,
    };
    Ok(Assessment { status, year, compared, n_years, comparator, reference, rule })
}
