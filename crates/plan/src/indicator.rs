//! Indicators: the rows of a plan's indicator tables, typed.
//!
//! An indicator is a numbered row or a sub-row ([`Row::id`]); its values are the cells
//! of the value columns, each with its role and year read from the column's header,
//! its printed form, and its typed [`Reading`] beside it. The outcome of a finished
//! period and the pace that an unfinished one asks for follow from the typed values
//! and are marked as derived wherever they are shown.
//!
//! Leaves the words for readers to the view models.

use crate::decimal::Decimal;
use crate::model::{BlockKind, Cell, ColumnRole, Period, Plan, Row, Table, unwrapped};
use crate::quantity::{Absence, Basis, Comparator, Quantity, Reading, read_cell};

/// An indicator (指标).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// `14-12`, `13-31-2`.
    pub id: String,
    /// The index of the table's block.
    pub table: usize,
    /// The index of the table's row.
    pub row: usize,
    /// The period whose table lists the indicator.
    pub period: Period,
    /// The printed number.
    pub number: u16,
    /// 分类: the goal that the indicator serves.
    pub group: String,
    /// The name without its unit; for a sub-indicator the name that its part has.
    pub name: String,
    /// The name of the indicator that a sub-indicator is part of, without its unit.
    pub whole_name: Option<String>,
    /// The unit in brackets behind the name, where there is one.
    pub unit: Option<String>,
    /// 属性.
    pub nature: Option<Nature>,
    /// The values, in the order of the columns.
    pub values: Vec<IndicatorValue>,
}

/// Who has to make an indicator come true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// 预期性: the market and society.
    Anticipatory,
    /// 约束性: the government.
    Binding,
}

/// A value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorValue {
    /// What the value is to the period.
    pub role: Role,
    /// The year that it is for.
    pub year: u16,
    /// The printed cell, on one line.
    pub raw: String,
    /// What it says.
    pub reading: Reading,
}

/// What a value is to the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the plan aims at for the period's last year.
    Target,
    /// What was reached in a year of the period.
    Actual,
    /// The year before the period.
    Baseline,
    /// An estimate for the period's last year, made before its end.
    Expected,
}

/// How an indicator of a finished period came out, by the table's own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The last year's number reaches the target.
    Met,
    /// It does not.
    NotMet,
    /// The last year's number was not known.
    Pending,
    /// The two cannot be compared.
    NotComparable(NotComparable),
}

/// Why a value and a target cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// The province sets the target, and the text does not say what it is.
    TargetNotInText,
    /// The table has no value for the last year.
    NoValue,
    /// The two are counted over different periods.
    AnotherBasis,
    /// A printed form that no rule reads.
    Unread,
}

/// What a target asks for in a year, on the even path from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// A share rises or falls by so many percentage points a year.
    PercentagePoints(f64),
    /// A level grows by so many per cent a year, compounded.
    CompoundGrowth(f64),
    /// The plan prints the yearly rate itself, in per cent.
    PrintedRate(Decimal),
    /// A fifth of a five-year total, in the indicator's unit.
    FifthOfTotal(f64),
    /// The baseline is on the right side of a bound already: it is to be kept there.
    Keep,
    /// It cannot be computed.
    NotComputable(NoPace),
}

/// How far one value is from another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// In the indicator's unit.
    pub difference: f64,
    /// As a share of the value that it is measured from.
    pub relative: f64,
}

/// Why a pace cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPace {
    /// The province sets the target, and the text does not say what it is.
    TargetNotInText,
    /// The baseline was not known.
    BaselinePending,
    /// Baseline and target are counted over different periods.
    AnotherBasis,
    /// A printed form that no rule reads, or a value that is missing.
    NoNumbers,
}

/// All indicators of `plan`, in the order of its tables.
pub fn indicators(plan: &Plan) -> Vec<Indicator> {
    let tables = plan.blocks.iter().enumerate();
    tables
        .filter_map(|(idx, block)| match &block.kind {
            BlockKind::Table(table) => Some((idx, table, table.period?)),
            _ => None,
        })
        .flat_map(|(idx, table, period)| {
            let rows = table.rows.iter().enumerate();
            rows.filter_map(move |(row_idx, row)| indicator((idx, table), (row_idx, row), period))
        })
        .collect()
}

fn indicator(
    (table_idx, table): (usize, &Table),
    (row_idx, row): (usize, &Row),
    period: Period,
) -> Option<Indicator> {
    let id = row.id.as_ref()?.to_string();
    let cell = |role| {
        let text = &row.cells.get(table.column(role)?)?.text;
        Some(unwrapped(text).into_owned())
    };
    let (name, unit) = name_and_unit(&cell(ColumnRole::Name)?);
    let (name, whole_name, unit) = match &row.sub_indicator {
        Some(Cell { text, .. }) => {
            let (own_name, own_unit) = name_and_unit(&unwrapped(text));
            (own_name, Some(name), own_unit.or(unit))
        }
        None => (name, None, unit),
    };
    let columns = table.columns.iter().zip(&row.cells);
    let values = columns
        .filter(|(column, _)| column.role == ColumnRole::Value)
        .filter_map(|(column, cell)| Some((role_and_year(&unwrapped(&column.text), period)?, cell)))
        .flat_map(|((role, year), cell)| {
            let raw = unwrapped(&cell.text).into_owned();
            read_cell(&raw).into_iter().map(move |reading| IndicatorValue {
                role,
                year,
                raw: raw.clone(),
                reading,
            })
        })
        .collect();
    Some(Indicator {
        id,
        table: table_idx,
        row: row_idx,
        period,
        number: row.number?,
        group: cell(ColumnRole::Group).unwrap_or_default(),
        name,
        whole_name,
        unit,
        nature: match cell(ColumnRole::Nature).as_deref() {
            Some("预期性") => Some(Nature::Anticipatory),
            Some("约束性") => Some(Nature::Binding),
            _ => None,
        },
        values,
    })
}

/// `人均预期寿命（岁）` → `人均预期寿命`, `岁`. Brackets inside the name stay:
/// `每千人口拥有执业（助理）医师数（人）`.
pub(crate) fn name_and_unit(printed: &str) -> (String, Option<String>) {
    let split = printed.strip_suffix('）').and_then(|open| open.rsplit_once('（'));
    match split {
        Some((name, unit)) if !name.is_empty() => (name.to_owned(), Some(unit.to_owned())),
        _ => (printed.to_owned(), None),
    }
}

/// `“十三五”目标`, `2019年完成情况`, `2020年预计实现值`, `2020年预计值/实际值`, `2025年目标值`.
fn role_and_year(header: &str, period: Period) -> Option<(Role, u16)> {
    let year = header
        .split_once('年')
        .and_then(|(before, _)| before.get(before.len().checked_sub(4)?..))
        .and_then(|year| year.parse().ok());
    if header.contains("目标") {
        return Some((Role::Target, year.unwrap_or(period.last_year)));
    }
    let year = year?;
    let role = if year < period.first_year {
        Role::Baseline
    } else if header.contains("预计") {
        Role::Expected
    } else {
        Role::Actual
    };
    Some((role, year))
}

impl Indicator {
    /// The values with `role`: one, or one a place.
    pub fn values_of(&self, role: Role) -> impl Iterator<Item = &IndicatorValue> {
        self.values.iter().filter(move |value| value.role == role)
    }

    pub(crate) fn reading(&self, role: Role) -> Option<&Reading> {
        self.values_of(role).next().map(|value| &value.reading)
    }

    /// Whether the target is an upper bound.
    pub fn has_ceiling(&self) -> bool {
        matches!(
            self.reading(Role::Target),
            Some(Reading::Quantity(Quantity {
                comparator: Comparator::LessThan | Comparator::AtMost,
                ..
            }))
        )
    }

    /// How far the value with the role `to` is from the one with the role `from`, where
    /// both are single numbers counted over the same period, in the same unit.
    pub fn distance(&self, from: Role, to: Role) -> Option<Distance> {
        let number = |role| {
            let mut values = self.values_of(role);
            match (&values.next()?.reading, values.next()) {
                (Reading::Quantity(quantity), None) => Some(quantity),
                _ => None,
            }
        };
        let (from, to) = (number(from)?, number(to)?);
        let is_comparable = from.basis == to.basis && from.unit == to.unit;
        let (from, to) = (from.value.to_f64(), to.value.to_f64());
        let distance = || Distance { difference: to - from, relative: (to - from) / from };
        (is_comparable && from > 0.0).then(distance)
    }

    /// How the indicator came out, for a table that has both the target and the last
    /// year's number.
    ///
    /// A target without a sign is a floor: what the genre's tables count without one
    /// is to rise, a fall being counted as 下降率.
    pub fn outcome(&self) -> Option<Outcome> {
        let target = self.reading(Role::Target)?;
        let reached = self.reading(Role::Expected)?;
        let outcome = match (target, reached) {
            (_, Reading::Absent { absence: Absence::Pending }) => Outcome::Pending,
            (Reading::Absent { absence: Absence::SetByProvince }, _) => {
                Outcome::NotComparable(NotComparable::TargetNotInText)
            }
            (_, Reading::Absent { .. }) | (Reading::Absent { .. }, _) => {
                Outcome::NotComparable(NotComparable::NoValue)
            }
            (Reading::Quantity(target), Reading::Quantity(reached)) => {
                if target.basis != reached.basis {
                    Outcome::NotComparable(NotComparable::AnotherBasis)
                } else if is_reached(target, reached) {
                    Outcome::Met
                } else {
                    Outcome::NotMet
                }
            }
            _ => Outcome::NotComparable(NotComparable::Unread),
        };
        Some(outcome)
    }

    /// What the target asks for in a year, for a table that has both a baseline and a
    /// target.
    pub fn pace(&self) -> Option<Pace> {
        let target = self.reading(Role::Target)?;
        let baseline = self.reading(Role::Baseline)?;
        let target = match target {
            Reading::Quantity(target) => target,
            Reading::Absent { absence: Absence::SetByProvince } => {
                return Some(Pace::NotComputable(NoPace::TargetNotInText));
            }
            _ => return Some(Pace::NotComputable(NoPace::NoNumbers)),
        };
        let n_years = f64::from(self.period.last_year - self.period.first_year + 1);
        match target.basis {
            Basis::AnnualAverage => return Some(Pace::PrintedRate(target.value)),
            Basis::FiveYearTotal => {
                return Some(Pace::FifthOfTotal(target.value.to_f64() / n_years));
            }
            Basis::Difference | Basis::Multiple => {
                return Some(Pace::NotComputable(NoPace::AnotherBasis));
            }
            Basis::Level => {}
        }
        let baseline = match baseline {
            Reading::Quantity(baseline) => baseline,
            Reading::Absent { absence: Absence::Pending } => {
                return Some(Pace::NotComputable(NoPace::BaselinePending));
            }
            _ => return Some(Pace::NotComputable(NoPace::NoNumbers)),
        };
        let is_bound = !matches!(target.comparator, Comparator::Exactly | Comparator::About);
        Some(if baseline.basis != target.basis {
            Pace::NotComputable(NoPace::AnotherBasis)
        } else if is_bound && is_reached(target, baseline) {
            Pace::Keep
        } else if self.unit.as_deref() == Some("%") {
            Pace::PercentagePoints((target.value.to_f64() - baseline.value.to_f64()) / n_years)
        } else if baseline.value.to_f64() > 0.0 && target.value.to_f64() > 0.0 {
            let growth = (target.value.to_f64() / baseline.value.to_f64()).powf(1.0 / n_years);
            Pace::CompoundGrowth((growth - 1.0) * 100.0)
        } else {
            Pace::NotComputable(NoPace::NoNumbers)
        })
    }

    /// Whether the target is the rate at which a level in another unit is to grow (`年均5%`
    /// beside 31 万元/人).
    pub(crate) fn is_growth_on_level(&self) -> bool {
        let Some(Reading::Quantity(target)) = self.reading(Role::Target) else { return false };
        let is_level = match self.reading(Role::Baseline) {
            Some(Reading::Quantity(baseline)) => baseline.basis == Basis::Level,
            _ => true,
        };
        is_level
            && target.basis == Basis::AnnualAverage
            && target.unit.is_some()
            && target.unit != self.unit
    }

    /// The level in the target's year that a growth target implies, where the target
    /// is a rate and the baseline a level in another unit.
    pub fn implied_level(&self) -> Option<f64> {
        self.is_growth_on_level().then(|| self.even_path(self.period.last_year))?
    }

    /// The level that the even path from the baseline to the target has in `year`, by
    /// the [pace](Self::pace): so many percentage points a year for a share, compound
    /// growth for other levels and for a printed rate of growth. `None` where no path
    /// leads from level to level.
    pub fn even_path(&self, year: u16) -> Option<f64> {
        let Reading::Quantity(baseline) = self.reading(Role::Baseline)? else { return None };
        let baseline = baseline.value.to_f64();
        let n_years = i32::from(year) + 1 - i32::from(self.period.first_year);
        let grown = |rate: f64| baseline * (1.0 + rate / 100.0).powi(n_years);
        match self.pace()? {
            Pace::PercentagePoints(points) => Some(baseline + points * f64::from(n_years)),
            Pace::CompoundGrowth(rate) => Some(grown(rate)),
            Pace::PrintedRate(rate) if self.is_growth_on_level() => Some(grown(rate.to_f64())),
            _ => None,
        }
    }
}

/// Whether `value` is where `target` wants it. Both may be bounds: `>95` reaches `>95`.
fn is_reached(target: &Quantity, value: &Quantity) -> bool {
    let is_strict = matches!(target.comparator, Comparator::MoreThan | Comparator::LessThan);
    target.comparator.holds(value.value, target.value)
        || (is_strict && value.value == target.value && value.comparator == target.comparator)
}
