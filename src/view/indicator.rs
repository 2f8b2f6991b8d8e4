//! An indicator's page: its printed values, what they say in plain words, and the
//! sentences of the plan that name it.
//!
//! The words for the values are [`drawing::values`].

use plan::Plan;
use plan::indicator::{Indicator, Nature};
use plan::link::{Earlier, Mention};
use plan::quantity::{Absence, Basis, Quantity, Reading};
use plan::target::Target;

pub use drawing::values::{
    IndicatorPart, ValueView, full_name, part, quantity_in_words, unit_in_words, value_name,
};

use crate::data::Numbers;
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
    /// The table's note on a missing value, where it has one: its block.
    pub note: Option<usize>,
    /// The sentences of the running text that speak of the indicator: blocks and texts.
    pub mentions: Vec<(usize, String)>,
    /// The indices of the targets in the running text that are the indicator's.
    pub targets: Vec<usize>,
    /// The index of the indicator, where it is one whose actual values are yet to come.
    pub open_indicator: Option<usize>,
    /// The indicators of the other period's table that this one goes back to or that go
    /// back to it.
    pub relatives: Vec<Relative>,
    /// The page before in the same table, and its printed name.
    pub previous: Option<(Route, String)>,
    /// The page after in the same table, and its printed name.
    pub next: Option<(Route, String)>,
}

/// An indicator of the other period's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    /// The index of the indicator.
    pub indicator: usize,
    /// Its page.
    pub page: Route,
    /// Its printed name with the period and number: `“十三五”第18项：五年新增城镇就业（万人）`.
    pub name: String,
    /// Whether both count the same thing in the same way.
    pub is_same_measure: bool,
    /// What the two tables support.
    pub note: String,
    /// Its values.
    pub values: Vec<ValueView>,
}

/// A period in the way of the plan: `“十四五”` for 14.
pub fn period_name(ordinal: u16) -> String {
    let numeral = plan::numeral::format_numeral(ordinal);
    format!("“{numeral}五”")
}

impl IndicatorView {
    /// The page of indicator `number` of the period `period`, if the plan has it.
    pub fn new(plan: &Plan, numbers: &Numbers, period: u16, number: u16) -> Option<Self> {
        let Numbers { indicators: all, links } = numbers;
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
        let is_part = |idx: u16| {
            let Indicator { period: its_period, number: its_number, .. } = &all[usize::from(idx)];
            (its_period.ordinal, *its_number) == (period, number)
        };
        let mut mentions: Vec<_> = links
            .mentions
            .iter()
            .filter(|mention| is_part(mention.indicator))
            .map(|Mention { block, sentence, .. }| {
                let block = *block as usize;
                (block, sentence.of(&plan.blocks[block].text).to_owned())
            })
            .collect();
        // The parts of an indicator may share a sentence.
        mentions.dedup();
        let targets = links.targets.iter().enumerate();
        let targets = targets.filter(|(_, target)| target.indicator.is_some_and(is_part));
        let relatives = links.earlier.iter().filter_map(|earlier| {
            let Earlier { indicator, earlier, is_same_measure, note } = earlier;
            let other = if is_part(*indicator) {
                *earlier
            } else if is_part(*earlier) {
                *indicator
            } else {
                return None;
            };
            Some(relative(all, usize::from(other), *is_same_measure, note))
        });
        let is_without_value = |part: &&&Indicator| {
            let not_available = Reading::Absent { absence: Absence::NotAvailable };
            part.values.iter().any(|value| value.raw == "*" && value.reading == not_available)
        };
        let note = parts.iter().find(is_without_value).and_then(|part| {
            plan.children(part.table).find(|&idx| plan.blocks[idx].paragraph().is_some())
        });
        Some(Self {
            number,
            period: period_name(period),
            group: first.group.clone(),
            nature: first.nature.map(nature_in_words),
            table: first.table,
            note,
            open_indicator: all
                .iter()
                .position(|it| it.id == first.id)
                .filter(|_| plan.period == Some(first.period)),
            mentions,
            targets: targets.map(|(idx, _)| idx).collect(),
            relatives: relatives.collect(),
            parts: parts.into_iter().map(part).collect(),
            previous: page(number.checked_sub(1)),
            next: page(number.checked_add(1)),
            name: printed_name(first),
        })
    }
}

fn relative(all: &[Indicator], idx: usize, is_same_measure: bool, note: &str) -> Relative {
    let indicator = &all[idx];
    let period = period_name(indicator.period.ordinal);
    let name = full_name(indicator);
    Relative {
        indicator: idx,
        page: Route::of_indicator(indicator),
        name: format!("{period}第{}项：{name}", indicator.number),
        is_same_measure,
        note: note.to_owned(),
        values: part(indicator).values,
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

/// A target of the running text in words: `高新技术企业：达到6500家`.
pub fn target_in_words(plan: &Plan, target: &Target) -> String {
    let text = target.text(plan);
    let [subject, verb, quantity] =
        [target.subject, target.verb, target.quantity].map(|range| range.of(text));
    format!("{subject}：{verb}{quantity}")
}

/// What a target's number says: `不低于95%`, `五年累计60万人`, `按原来的数算，2倍`.
pub fn meaning_of_target(plan: &Plan, target: &Target) -> String {
    let unit = match target.basis {
        Basis::Multiple => "倍",
        _ => target.unit.of(target.text(plan)),
    };
    let Target { comparator, basis, .. } = *target;
    let value = target.value(plan);
    quantity_in_words(&Quantity { value, comparator, basis, unit: None, place: None }, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn view(period: u16, number: u16) -> IndicatorView {
        IndicatorView::new(&data::plan(), &data::numbers(), period, number).expect("an indicator")
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
    fn targets_are_said_in_words() {
        let (plan, numbers) = (data::plan(), data::numbers());
        let words = |id: &str| {
            let target = numbers.links.targets.iter().find(|target| target.id(&plan) == id);
            let target = target.expect(id);
            (target_in_words(&plan, target), meaning_of_target(&plan, target))
        };
        for (id, expected, meaning) in [
            ("3.5.3-3", "城镇生活污水集中收集处理率：达到95%以上", "不低于95%"),
            ("3.5.8-2", "城镇就业：新增60万人", "五年累计60万人"),
            ("3.5.2-6", "工业增加值率：较2020年提高2.1个百分点", "相差2.1个百分点"),
            ("3.4.1-2", "居民人均收入：实现翻一番以上", "按原来的数算，不低于2倍"),
            ("10.1.2-1", "国有企业资产总额：力争突破万亿元", "高于1万亿元"),
        ] {
            assert_eq!(words(id), (expected.to_owned(), meaning.to_owned()), "{id}");
        }
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
        check(13, 46, &["98%", "98.5%", "原表没有数"], &["原表2020年没有数，没法比。"]);
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
        assert_eq!(IndicatorView::new(&data::plan(), &data::numbers(), 14, 33), None);
    }
}
