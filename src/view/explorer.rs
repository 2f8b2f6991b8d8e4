//! `/indicators/`: a line an indicator of one period, and what it can be chosen and sorted
//! by.

use std::borrow::Cow;
use std::mem;

use plan::decimal::Decimal;
use plan::indicator::{Distance, Indicator, Nature, Outcome, Pace, Role};
use plan::quantity::Reading;
use yew::AttrValue;

use crate::data::Numbers;
use crate::route::{Location, Route};
use crate::view::facets::{FacetKind, Faceted, Narrowed, folded, narrow};
use crate::view::indicator::{full_name, nature_in_words};

/// The query parameter that holds the period.
pub const PERIOD: &str = "period";
/// The query parameter that holds the order.
pub const SORT: &str = "sort";
/// The value of [`SORT`] for the largest distance first.
pub const BY_DISTANCE: &str = "distance";
/// The query parameter that holds the ids of the indicators to compare.
pub const COMPARE: &str = "compare";
/// How many indicators are compared at most.
pub const MAX_COMPARED: usize = 3;

/// One period's indicators, a line each: what does not depend on the reader's choices.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplorerLines {
    /// Whether the period is over: then the lines say how it came out.
    pub is_record: bool,
    /// The lines, in the table's order.
    pub lines: Vec<ExplorerLine>,
    /// What each can be chosen by.
    faceted: Vec<Faceted>,
    /// The lines with the largest distance first.
    by_distance: Vec<usize>,
}

/// The lines that the reader chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Explorer {
    /// What the reader chose; the lines that are left, in the order that they asked for.
    pub narrowed: Narrowed,
    /// All lines in the order that the reader asked for. Those that are not shown keep
    /// their place, so that a choice moves nothing.
    pub order: Vec<usize>,
    /// All lines in the other order, which the reader may ask for next.
    pub other_order: Vec<usize>,
    /// Whether the largest distance comes first.
    pub is_by_distance: bool,
    /// The indices of the lines to compare.
    pub compared: Vec<usize>,
}

/// An indicator, or a part of one, in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplorerLine {
    /// The index in the plan's indicators.
    pub indicator: usize,
    /// `14-12`.
    pub id: String,
    /// Its page.
    pub page: Route,
    /// A part's place on the page.
    pub fragment: String,
    /// The name; a part's with the whole's before it.
    pub name: String,
    /// What the button that adds it to a comparison is called.
    pub compare: AttrValue,
    /// The unit.
    pub unit: String,
    /// 预期性 or 约束性.
    pub nature: Option<&'static str>,
    /// What each value is, and the printed value, in the order of reading.
    pub values: Vec<(String, String)>,
    /// How far the target is from the baseline, or the outcome from the target.
    pub distance: Option<Distance>,
    /// What the line says of it.
    pub remark: String,
    /// The mark's shape.
    pub mark: Mark,
}

/// A mark that shows direction and distance, or an outcome, by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// So many steps up, or down where negative.
    Steps(i8),
    /// The same, or to be kept.
    Level,
    /// The target was reached.
    Met,
    /// It was not.
    NotMet,
    /// No number to compare.
    None,
}

const GROUP: FacetKind =
    FacetKind { name: "group", title: "分类", known: &[], label: str::to_owned };

/// The facets of an unfinished period.
const OF_TARGETS: [FacetKind; 4] = [
    GROUP,
    FacetKind {
        name: "nature",
        title: "属性",
        known: &[("binding", "约束性"), ("anticipatory", "预期性")],
        label: str::to_owned,
    },
    FacetKind {
        name: "carried",
        title: "与上期表",
        known: &[("same", "同一指标"), ("another", "量法不同"), ("new", "上期没有")],
        label: str::to_owned,
    },
    FacetKind {
        name: "direction",
        title: "目标比基期",
        known: &[
            ("higher", "更高"),
            ("lower", "更低"),
            ("kept", "保持"),
            ("unknown", "不能直接比"),
        ],
        label: str::to_owned,
    },
];

/// The facets of a period that is over.
const OF_RECORD: [FacetKind; 3] = [
    GROUP,
    FacetKind {
        name: "outcome",
        title: "结果",
        known: &[
            ("met", "达到目标值"),
            ("not_met", "未达到目标值"),
            ("pending", "待公布或核定"),
            ("not_comparable", "不能比"),
        ],
        label: str::to_owned,
    },
    FacetKind {
        name: "carried",
        title: "下期表",
        known: &[("same", "继续列入"), ("another", "换了量法"), ("ended", "不再列入")],
        label: str::to_owned,
    },
];

/// The period that `location` asks for; `own_period`, the plan's, where it asks for none.
pub fn asked_period(numbers: &Numbers, own_period: u16, location: &Location) -> u16 {
    let asked = location.query_value(PERIOD).and_then(|period| period.parse().ok());
    let has = |period: &u16| {
        numbers.indicators.iter().any(|indicator| indicator.period.ordinal == *period)
    };
    asked.filter(has).unwrap_or(own_period)
}

impl ExplorerLines {
    /// The lines of `period`; `own_period` is the plan's.
    pub fn new(numbers: &Numbers, own_period: u16, period: u16) -> Self {
        let is_record = period < own_period;
        let of_period = numbers.indicators.iter().enumerate();
        let of_period = of_period.filter(|(_, indicator)| indicator.period.ordinal == period);
        let (lines, faceted): (Vec<ExplorerLine>, _) =
            of_period.map(|(idx, indicator)| line(numbers, idx, indicator, is_record)).unzip();
        let size = |idx: usize| lines[idx].distance.map_or(-1.0, |it| it.relative.abs());
        // A few dozen lines: inserting is enough.
        let by_distance = (0..lines.len()).fold(Vec::new(), |mut sorted, idx| {
            let at = sorted.partition_point(|&before| size(before) >= size(idx));
            sorted.insert(at, idx);
            sorted
        });
        Self { is_record, lines, faceted, by_distance }
    }

    /// The lines to compare that `location` names, at most [`MAX_COMPARED`].
    fn compared(&self, location: &Location) -> Vec<usize> {
        let ids = location.query_value(COMPARE).unwrap_or_default();
        let mut compared = Vec::new();
        for idx in ids.split(',').filter_map(|id| self.lines.iter().position(|it| it.id == id)) {
            if compared.len() < MAX_COMPARED && !compared.contains(&idx) {
                compared.push(idx);
            }
        }
        compared
    }

    /// `location` with the line at `idx` added to those to compare, or taken out.
    pub fn toggle_compared(&self, location: &Location, idx: usize) -> Location {
        let mut compared = self.compared(location);
        match compared.iter().position(|&other| other == idx) {
            Some(at) => drop(compared.remove(at)),
            None => compared.push(idx),
        }
        let ids: Vec<_> = compared.iter().map(|&idx| self.lines[idx].id.as_str()).collect();
        location.with_query_value(COMPARE, &ids.join(","))
    }

    /// How many lines go back to the table before: to the same measure, to another, to
    /// nothing.
    pub fn carried_over(&self, numbers: &Numbers) -> [usize; 3] {
        ["same", "another", "new"].map(|name| {
            self.lines.iter().filter(|line| carried(numbers, line.indicator) == name).count()
        })
    }
}

impl Explorer {
    /// Of `lines` those that `location` asks for.
    pub fn new(lines: &ExplorerLines, location: &Location) -> Self {
        let kinds = if lines.is_record { &OF_RECORD[..] } else { &OF_TARGETS[..] };
        let mut narrowed = narrow(location, kinds, &lines.faceted);
        let is_by_distance = location.query_value(SORT).as_deref() == Some(BY_DISTANCE);
        let mut order: Vec<usize> = (0..lines.lines.len()).collect();
        let mut other_order = lines.by_distance.clone();
        if is_by_distance {
            mem::swap(&mut order, &mut other_order);
            narrowed.shown = order.iter().copied().filter(|&idx| narrowed.is_shown(idx)).collect();
        }
        let compared = lines.compared(location);
        Self { narrowed, order, other_order, is_by_distance, compared }
    }

    /// The shown lines as a table to be pasted into a spreadsheet: tabs and line breaks.
    pub fn as_table(&self, lines: &ExplorerLines) -> String {
        let mut table = "编号\t指标\t单位".to_owned();
        let labels = lines.lines.first().map_or(&[][..], |line| &line.values);
        let push = |table: &mut String, field: &str| {
            table.push('\t');
            table.push_str(field);
        };
        let remark = if lines.is_record { "结果" } else { "目标比基期" };
        let labels = labels.iter().map(|(label, _)| label.as_str()).chain([remark]);
        labels.for_each(|label| push(&mut table, label));
        for &idx in &self.narrowed.shown {
            let ExplorerLine { id, name, unit, values, remark, .. } = &lines.lines[idx];
            table.push('\n');
            table.push_str(id);
            let printed = values.iter().map(|(_, value)| value.as_str());
            let fields = [name.as_str(), unit].into_iter().chain(printed).chain([remark.as_str()]);
            fields.for_each(|field| push(&mut table, field));
        }
        table
    }

    /// How many numbered indicators `lines` have, and how many of them are shown. Parts
    /// count as one.
    pub fn counts(&self, lines: &ExplorerLines) -> (usize, usize) {
        let mut pages: Vec<(Route, bool)> = Vec::new();
        for (idx, line) in lines.lines.iter().enumerate() {
            let is_shown = self.narrowed.is_shown(idx);
            match pages.last_mut() {
                Some((page, shown)) if *page == line.page => *shown |= is_shown,
                _ => pages.push((line.page, is_shown)),
            }
        }
        (pages.len(), pages.iter().filter(|(_, is_shown)| *is_shown).count())
    }
}

fn line(
    numbers: &Numbers,
    idx: usize,
    indicator: &Indicator,
    is_record: bool,
) -> (ExplorerLine, Faceted) {
    let roles: &[Role] = if is_record {
        &[Role::Target, Role::Actual, Role::Expected]
    } else {
        &[Role::Baseline, Role::Target]
    };
    let values = roles.iter().filter_map(|role| {
        let value = indicator.values_of(*role).next()?;
        let year = value.year;
        let label = match role {
            Role::Target => "目标".to_owned(),
            Role::Baseline => "基期".to_owned(),
            Role::Actual => format!("{year}年"),
            Role::Expected => format!("{year}年预计"),
        };
        Some((label, value.raw.clone()))
    });
    let (from, to) =
        if is_record { (Role::Target, Role::Expected) } else { (Role::Baseline, Role::Target) };
    let distance = indicator.distance(from, to);
    let mut facets: Vec<Cow<'static, str>> = vec![indicator.group.clone().into()];
    let (mark, remark) = if is_record {
        let (name, mark, words) = outcome(indicator);
        facets.extend([name.into(), carried_on(numbers, idx).into()]);
        let by = distance.filter(|it| it.difference != 0.0 && mark == Mark::NotMet);
        (mark, words + &by.map_or(String::new(), |by| in_words(by, indicator)))
    } else {
        let nature = match indicator.nature {
            Some(Nature::Binding) => "binding",
            Some(Nature::Anticipatory) => "anticipatory",
            None => "",
        };
        let (name, mark, words) = direction(indicator, distance);
        facets.extend([nature.into(), carried(numbers, idx).into(), name.into()]);
        (mark, words)
    };
    let name = full_name(indicator);
    let unit = indicator.unit.clone().unwrap_or_default();
    let words = folded(&format!("{}/{name}/{unit}/{}", indicator.id, indicator.group));
    let line = ExplorerLine {
        indicator: idx,
        id: indicator.id.clone(),
        page: Route::of_indicator(indicator),
        fragment: indicator.whole_name.as_ref().map_or(String::new(), |_| indicator.id.clone()),
        unit,
        compare: format!("对比{name}").into(),
        nature: indicator.nature.map(|nature| nature_in_words(nature).0),
        values: values.collect(),
        distance,
        remark,
        mark,
        name,
    };
    (line, Faceted { values: facets, words })
}

/// How the target stands to the baseline: the facet's value, the mark, the words.
fn direction(indicator: &Indicator, distance: Option<Distance>) -> (&'static str, Mark, String) {
    match (indicator.pace(), distance) {
        (Some(Pace::Keep), _) => ("kept", Mark::Level, "保持在目标范围内".to_owned()),
        (_, Some(distance)) if distance.difference == 0.0 => {
            ("kept", Mark::Level, "与基期相同".to_owned())
        }
        (_, Some(distance)) => {
            let name = if distance.difference > 0.0 { "higher" } else { "lower" };
            let way = if distance.difference > 0.0 { "高" } else { "低" };
            let words = format!("比基期{way}{}", in_words(distance, indicator));
            (name, Mark::Steps(steps(distance.relative)), words)
        }
        (_, None) => {
            let is_absent = |role| {
                indicator.values_of(role).any(|it| matches!(it.reading, Reading::Absent { .. }))
            };
            let words = if is_absent(Role::Target) {
                "目标由省里下达".to_owned()
            } else if is_absent(Role::Baseline) {
                format!("基期{}", raw(indicator, Role::Baseline))
            } else {
                "不能直接比".to_owned()
            };
            ("unknown", Mark::None, words)
        }
    }
}

/// `1.67个百分点` for shares and rates, `66.7%` for the rest.
fn in_words(distance: Distance, indicator: &Indicator) -> String {
    if indicator.unit.as_deref() == Some("%") {
        format!("{}个百分点", Decimal::rounded(distance.difference.abs(), 2))
    } else {
        format!("{}%", Decimal::rounded(distance.relative.abs() * 100.0, 1))
    }
}

/// One step within 5 %, two within 25 %, three within 100 %, four beyond.
fn steps(relative: f64) -> i8 {
    let size = match relative.abs() {
        size if size <= 0.05 => 1,
        size if size <= 0.25 => 2,
        size if size <= 1.0 => 3,
        _ => 4,
    };
    if relative < 0.0 { -size } else { size }
}

/// The printed value with the role `role`.
fn raw(indicator: &Indicator, role: Role) -> String {
    indicator.values_of(role).next().map_or(String::new(), |value| value.raw.clone())
}

/// How the indicator came out: the facet's value, the mark, the words.
fn outcome(indicator: &Indicator) -> (&'static str, Mark, String) {
    match indicator.outcome() {
        Some(Outcome::Met) => ("met", Mark::Met, "达到目标值".to_owned()),
        Some(Outcome::NotMet) => {
            let words = if indicator.has_ceiling() { "比目标值高" } else { "比目标值低" };
            ("not_met", Mark::NotMet, words.to_owned())
        }
        Some(Outcome::Pending) => ("pending", Mark::None, raw(indicator, Role::Expected)),
        Some(Outcome::NotComparable(_)) | None => {
            ("not_comparable", Mark::None, "不能比".to_owned())
        }
    }
}

/// Whether the indicator goes back to one of the table before.
fn carried(numbers: &Numbers, idx: usize) -> &'static str {
    let earlier = numbers.links.earlier.iter().find(|it| usize::from(it.indicator) == idx);
    match earlier {
        Some(earlier) if earlier.is_same_measure => "same",
        Some(_) => "another",
        None => "new",
    }
}

/// Whether an indicator of the next table goes back to this one.
fn carried_on(numbers: &Numbers, idx: usize) -> &'static str {
    let later = numbers.links.earlier.iter().find(|it| usize::from(it.earlier) == idx);
    match later {
        Some(later) if later.is_same_measure => "same",
        Some(_) => "another",
        None => "ended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn location(query: &str) -> Location {
        Location { query: query.to_owned(), ..Location::of(Route::Indicators) }
    }

    fn explorer(query: &str) -> (ExplorerLines, Explorer) {
        let (numbers, location) = (data::numbers(), location(query));
        let lines = ExplorerLines::new(&numbers, 14, asked_period(&numbers, 14, &location));
        let explorer = Explorer::new(&lines, &location);
        (lines, explorer)
    }

    fn shown(query: &str) -> Vec<String> {
        let (lines, explorer) = explorer(query);
        explorer.narrowed.shown.iter().map(|&idx| lines.lines[idx].id.clone()).collect()
    }

    fn counts(query: &str) -> (usize, usize) {
        let (lines, explorer) = explorer(query);
        explorer.counts(&lines)
    }

    #[test]
    fn both_periods_have_all_their_lines() {
        assert_eq!(counts(""), (32, 32));
        // The 47 indicators of the last period have 57 lines, parts counted.
        assert_eq!(counts("period=13"), (47, 47));
        assert_eq!(shown("period=13").len(), 57);
        assert_eq!(shown("period=99").len(), 32, "an unknown period is the plan's own");
    }

    #[test]
    fn lines_are_chosen_by_their_facets() {
        assert_eq!(counts("nature=binding"), (32, 10));
        assert_eq!(counts("nature=anticipatory"), (32, 22));
        assert_eq!(counts("carried=same"), (32, 15));
        assert_eq!(counts("carried=another"), (32, 6));
        assert_eq!(shown("carried=new&group=安全保障"), ["14-30", "14-32"]);
        assert_eq!(shown("q=医师"), ["14-14"]);
        assert_eq!(shown("direction=kept"), ["14-11", "14-24", "14-32"]);
        assert!(shown("period=13&outcome=not_met").contains(&"13-21".to_owned()));
        assert_eq!(shown("period=13&outcome=pending"), ["13-14", "13-26"]);
        assert_eq!(shown("nature=binding&q=就业"), [""; 0]);
    }

    #[test]
    fn a_list_as_a_table_has_a_heading_for_every_field() {
        for query in ["", "period=13&group=百姓富"] {
            let (lines, explorer) = explorer(query);
            let table = explorer.as_table(&lines);
            let n_fields: Vec<_> = table.lines().map(|line| line.split('\t').count()).collect();
            assert_eq!(n_fields.len(), explorer.narrowed.shown.len() + 1);
            assert!(n_fields.iter().all(|n| *n == n_fields[0]), "{table}");
        }
    }

    #[test]
    fn carried_over_indicators_are_counted() {
        let (lines, _) = explorer("");
        assert_eq!(lines.carried_over(&data::numbers()), [15, 6, 11]);
    }

    #[test]
    fn the_largest_distance_comes_first_when_asked_for() {
        // From 1.7 to 4.5 is 165 % of the start, from 78 to 15 is 81 %.
        assert_eq!(shown("sort=distance")[..2], ["14-17", "14-31"]);
    }

    #[test]
    fn lines_say_direction_and_distance_in_words() {
        let (lines, _) = explorer("");
        let remark = |id: &str| {
            let line = lines.lines.iter().find(|line| line.id == id).expect(id);
            (line.remark.as_str(), line.mark)
        };
        assert_eq!(remark("14-5"), ("比基期高1.67个百分点", Mark::Steps(1)));
        assert_eq!(remark("14-4"), ("比基期高66.7%", Mark::Steps(3)));
        assert_eq!(remark("14-12"), ("比基期低22.5%", Mark::Steps(-2)));
        assert_eq!(remark("14-2"), ("不能直接比", Mark::None));
        assert_eq!(remark("14-20"), ("目标由省里下达", Mark::None));
        assert_eq!(remark("14-32"), ("保持在目标范围内", Mark::Level));
    }

    #[test]
    fn outcomes_are_said_without_an_adjective() {
        let (lines, _) = explorer("period=13");
        let remark = |id: &str| {
            let line = lines.lines.iter().find(|line| line.id == id).expect(id);
            (line.remark.as_str(), line.mark)
        };
        assert_eq!(remark("13-21"), ("比目标值低5.43个百分点", Mark::NotMet));
        assert_eq!(remark("13-44"), ("达到目标值", Mark::Met));
        assert_eq!(remark("13-46-1"), ("不能比", Mark::None));
    }

    #[test]
    fn at_most_three_are_compared() {
        let query = "q=a&compare=14-12,14-12,13-1,x,14-2,14-5,14-6";
        let (lines, explorer) = explorer(query);
        let ids: Vec<_> =
            explorer.compared.iter().map(|&idx| lines.lines[idx].id.as_str()).collect();
        assert_eq!(ids, ["14-12", "14-2", "14-5"]);
        let without = lines.toggle_compared(&location(query), explorer.compared[1]);
        assert_eq!(without.query_value(COMPARE).as_deref(), Some("14-12,14-5"));
        assert_eq!(without.query_value("q").as_deref(), Some("a"));
    }
}
