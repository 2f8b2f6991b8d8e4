//! An indicator's page: its printed values, what they say in plain words, and the
//! sentences of the plan that name it.
//!
//! What is derived (outcome, pace, implied level) says what it was derived from.

use plan::decimal::Decimal;
use plan::indicator::{
    Indicator, IndicatorValue, Nature, NoPace, NotComparable, Outcome, Pace, Role, indicators,
};
use plan::model::BlockKind;
use plan::quantity::{Absence, Basis, Comparator, Quantity, Reading};
use plan::{Block, Plan};

use crate::route::Route;

/// The page of a numbered indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorView {
    /// The indicator's number, as the plan prints it.
    pub number: u16,
    /// The period in words: `“十四五”`.
    pub period: String,
    /// The printed name, its unit with it.
    pub name: String,
    /// 分类.
    pub group: String,
    /// 属性 and what it means.
    pub nature: Option<(&'static str, &'static str)>,
    /// The table's block.
    pub table: usize,
    /// The indicator itself, or its parts.
    pub parts: Vec<IndicatorPart>,
    /// Where the plan's running text names the indicator: blocks and the sentences.
    pub mentions: Vec<(usize, String)>,
    /// The page before in the same table, and its printed name.
    pub previous: Option<(Route, String)>,
    /// The page after in the same table, and its printed name.
    pub next: Option<(Route, String)>,
}

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

/// A period in the way of the plan: `“十四五”` for 14.
pub fn period_name(ordinal: u16) -> String {
    let numeral = plan::numeral::format_numeral(ordinal);
    format!("“{numeral}五”")
}

impl IndicatorView {
    /// The page of indicator `number` of the period `period`, if the plan has it.
    pub fn new(plan: &Plan, period: u16, number: u16) -> Option<Self> {
        let all = indicators(plan);
        let of_period: Vec<_> =
            all.iter().filter(|indicator| indicator.period.ordinal == period).collect();
        let parts: Vec<_> =
            of_period.iter().copied().filter(|indicator| indicator.number == number).collect();
        let first = *parts.first()?;
        let page = |number: Option<u16>| {
            let number = number?;
            let indicator = of_period.iter().find(|indicator| indicator.number == number)?;
            Some((Route::Indicator { period, number }, printed_name(indicator)))
        };
        let name = first.whole_name.as_ref().unwrap_or(&first.name);
        let mut names: Vec<&str> = vec![name];
        names.extend(parts.iter().map(|part| part.name.as_str()));
        Some(Self {
            number,
            period: period_name(period),
            group: first.group.clone(),
            nature: first.nature.map(nature_in_words),
            table: first.table,
            mentions: mentions(plan, &names),
            parts: parts.into_iter().map(part).collect(),
            previous: page(number.checked_sub(1)),
            next: page(number.checked_add(1)),
            name: printed_name(first),
        })
    }
}

/// The name of the whole indicator with its unit: `五年新增城镇就业（万人）`.
fn printed_name(indicator: &Indicator) -> String {
    let name = indicator.whole_name.as_ref().unwrap_or(&indicator.name);
    let unit = indicator.unit.as_ref().map_or(String::new(), |unit| format!("（{unit}）"));
    format!("{name}{unit}")
}

/// What the plan calls a nature, and what it means.
pub fn nature_in_words(nature: Nature) -> (&'static str, &'static str) {
    match nature {
        Nature::Binding => ("约束性", "要靠政府履行职责来完成"),
        Nature::Anticipatory => ("预期性", "主要靠市场和社会的自主行为来实现"),
    }
}

fn part(indicator: &Indicator) -> IndicatorPart {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let values = indicator
        .values
        .iter()
        .map(|IndicatorValue { role, year, raw, reading }| ValueView {
            label: value_name(*role, *year),
            raw: raw.clone(),
            meaning: in_words(reading, unit),
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

fn quantity_in_words(quantity: &Quantity, unit: &str) -> String {
    let basis = match quantity.basis {
        Basis::Level => "",
        Basis::AnnualAverage => "五年里每年平均",
        Basis::FiveYearTotal => "五年累计",
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
    let is_ceiling = indicator.values_of(Role::Target).any(|value| {
        matches!(
            value.reading,
            Reading::Quantity(Quantity {
                comparator: Comparator::LessThan | Comparator::AtMost,
                ..
            })
        )
    });
    Some(match outcome {
        Outcome::Met => format!("目标{target}，{year}年预计{reached}：达到目标值。"),
        Outcome::NotMet => {
            let side = if is_ceiling { "高于" } else { "低于" };
            format!("目标{target}，{year}年预计{reached}：{side}目标值。")
        }
        Outcome::Pending => format!("{year}年的数编规划时还没有，没法比。"),
        Outcome::NotComparable(reason) => match reason {
            NotComparable::TargetNotInText => "目标由省里下达，规划没有写数，没法比。".to_owned(),
            NotComparable::NoValue => format!("{year}年没有数，没法比；原因见表下的注。"),
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

/// The sentences of the running text that hold one of `names`, with their blocks.
fn mentions(plan: &Plan, names: &[&str]) -> Vec<(usize, String)> {
    let is_text = |block: &Block| {
        matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::BoxItem(_) | BlockKind::Note(_))
    };
    let blocks = plan.blocks.iter().enumerate().filter(|(_, block)| is_text(block));
    blocks
        .flat_map(|(idx, block)| {
            let sentences = block.text.split_inclusive('。');
            let holds_name = |sentence: &&str| names.iter().any(|name| sentence.contains(name));
            sentences.filter(holds_name).map(move |sentence| (idx, sentence.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn view(period: u16, number: u16) -> IndicatorView {
        IndicatorView::new(&data::plan(), period, number).expect("an indicator")
    }

    #[track_caller]
    fn check(period: u16, number: u16, meanings: &[&str], derived: &[&str]) {
        let part = &view(period, number).parts[0];
        let found: Vec<_> = part.values.iter().map(|value| value.meaning.as_str()).collect();
        assert_eq!(found, meanings, "{period}-{number}");
        assert_eq!(part.derived, derived, "{period}-{number}");
    }

    #[test]
    fn values_are_said_in_words() {
        check(
            14,
            12,
            &["五年累计77.4万人", "五年累计60万人"],
            &["五年累计的数平摊到每年：12万人。"],
        );
        check(
            14,
            2,
            &["31万元/人", "五年里每年平均5%"],
            &[
                "规划写的就是年均数：每年平均5%。",
                "目标写的是增速，基期写的是数值；按这个增速推算，2025年约为39.56万元/人。",
            ],
        );
        check(14, 6, &["22.9%", "25%左右"], &["从22.9到25，五年里平均每年提高0.42个百分点。"]);
        check(14, 24, &["27.71%", "27.71%"], &["目标和基期相同：保持。"]);
        check(14, 32, &["98.85%", "不低于95%"], &["基期已经在目标范围以内：保持。"]);
        check(
            14,
            20,
            &["4.7%", "由省里下达，规划没有写数"],
            &["目标由省里下达，规划没有写数，算不出每年的进度。"],
        );
    }

    #[test]
    fn outcomes_name_both_numbers() {
        check(
            13,
            21,
            &["高于28%", "29.5%", "22.57%"],
            &["目标高于28%，2020年预计22.57%：低于目标值。"],
        );
        check(
            13,
            44,
            &["低于72", "60.24", "58.04"],
            &["目标低于72，2020年预计58.04：达到目标值。"],
        );
        check(13, 46, &["98%", "98.5%", "原表没有数"], &["2020年没有数，没法比；原因见表下的注。"]);
    }

    #[test]
    fn a_divided_indicator_has_its_parts() {
        let view = view(13, 31);
        assert_eq!(view.name, "主要污染物排放减少（%）");
        assert_eq!(view.parts.len(), 6);
        assert_eq!(view.parts[1].name.as_deref(), Some("氨氮"));
        assert_eq!(view.parts[1].id, "13-31-2");
    }

    #[test]
    fn sentences_that_name_an_indicator_are_found() {
        let plan = data::plan();
        let view = view(14, 22);
        let ids: Vec<_> =
            view.mentions.iter().map(|(idx, _)| plan.blocks[*idx].id.as_str()).collect();
        assert!(ids.contains(&"1.0.7"), "{ids:?}");
        for (idx, sentence) in &view.mentions {
            assert!(plan.blocks[*idx].text.contains(sentence));
        }
    }

    #[test]
    fn pages_follow_each_other_within_a_table() {
        let first = view(14, 1);
        assert_eq!(first.previous, None);
        let second = Route::Indicator { period: 14, number: 2 };
        assert_eq!(first.next, Some((second, "全员劳动生产率（万元/人）".to_owned())));
        assert_eq!(view(14, 32).next, None);
        assert_eq!(IndicatorView::new(&data::plan(), 14, 33), None);
    }
}
