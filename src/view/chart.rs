//! An indicator's chart: what is drawn where, and what the reader hears of it.
//!
//! Pure: an [`Indicator`] and the reader's own values become shapes in a box of
//! [`WIDTH`] by [`HEIGHT`], marks that a reader can come to, and a sentence. Each kind of
//! target is drawn as what it is; what is ours (the even path, the fifths) is drawn
//! another way than what the plan prints, and the sentence says so.
//!
//! Invariant: every printed value is a mark, and every mark lies in the box. Where the
//! values cannot be drawn honestly there is no chart, but the reason.
//!
//! Coordinates are whole numbers, for the bytes that printing others would cost.

use std::fmt::Write;

use plan::decimal::Decimal;
use plan::indicator::{Indicator, IndicatorValue, Pace, Role};
use plan::quantity::{Absence, Basis, Comparator, Quantity, Reading};

use crate::view::indicator::{
    in_words, quantity_in_words, role_in_words, unit_in_words, value_name,
};

/// The width of the box that a chart is drawn in.
pub const WIDTH: i32 = 340;
/// Its height.
pub const HEIGHT: i32 = 230;

/// The axis of values goes from here …
const TOP: i32 = 46;
/// … down to here.
const BOTTOM: i32 = 184;
const RIGHT: i32 = WIDTH - 4;

/// A chart, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartView {
    /// What kind of chart it is.
    pub kind: ChartKind,
    /// What the chart shows, and what of it is ours.
    pub sentence: String,
    /// What lies behind the marks, from back to front.
    pub shapes: Vec<Shape>,
    /// What the reader can come to, in reading order: also the rows of the table.
    pub marks: Vec<Mark>,
    /// What is written in the chart.
    pub labels: Vec<Label>,
}

/// The kinds of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// From a baseline to a target, on an even path.
    Path,
    /// From a baseline on the path that a printed rate of growth implies.
    ImpliedLevel,
    /// A bound, and a baseline that is within it already.
    Bound,
    /// A yearly mean.
    Rate,
    /// A total of five years.
    Total,
    /// A finished period: the target and what was reached.
    Record,
}

/// A shape: an SVG path and how it is painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How it is painted.
    pub paint: Paint,
    /// The path's data.
    pub d: String,
}

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// A line of the grid.
    Grid,
    /// The line that the years stand on.
    Axis,
    /// Hatching.
    Hatch,
    /// A soft area.
    Area,
    /// What we computed: thin and dashed.
    Ours,
    /// A bound or a target's height.
    Bound,
    /// A broad line.
    Line,
    /// Filled.
    Full,
    /// An outline.
    Hollow,
    /// The outline of a point that we computed.
    HollowOurs,
    /// A value that the reader entered.
    Own,
}

/// A mark: a value that a reader can come to by finger, pointer and keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The year.
    pub year: u16,
    /// What the value is.
    pub role: MarkRole,
    /// What it is in words, with the year: `2025年目标`.
    pub name: String,
    /// As printed; of what we computed, rounded.
    pub value: String,
    /// What the value says: `不低于95%`.
    pub meaning: String,
    /// Where it is drawn; empty where the plan has no number.
    pub shape: Shape,
    /// The middle of the shape.
    pub x: i32,
    /// The middle of the shape.
    pub y: i32,
    /// What a finger can hit.
    pub area: Area,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkRole {
    /// A value that the plan prints.
    Printed(Role),
    /// A point of the path that we computed.
    Even,
    /// A value that the reader entered.
    Own,
}

impl MarkRole {
    /// Whose value it is, in words.
    pub fn origin(self) -> &'static str {
        match self {
            Self::Printed(_) => "规划原文",
            Self::Even => "本站推算",
            Self::Own => "你填的",
        }
    }
}

impl Mark {
    /// What is read out: `2025年目标：≥95（不低于95%）`.
    pub fn label(&self) -> String {
        let Self { name, value, meaning, .. } = self;
        if meaning.contains(value.as_str()) {
            format!("{name}：{meaning}")
        } else {
            format!("{name}：{value}（{meaning}）")
        }
    }
}

/// A piece of writing in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where it is anchored.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// Which of its ends stands at `x`: a value of `text-anchor`.
    pub anchor: &'static str,
    /// Whether it is a value, and not the axis's.
    pub is_value: bool,
    /// What it says.
    pub text: String,
}

/// The chart of `indicator` with the reader's `own` values (year and number, in the
/// indicator's unit); where it cannot be drawn, a sentence that says why.
pub fn chart(indicator: &Indicator, own: &[(u16, Decimal)]) -> Result<ChartView, String> {
    let value_of = |role| {
        let mut values = indicator.values_of(role);
        let first = values.next();
        match (first, values.next()) {
            (Some(first), Some(_)) => {
                Err(format!("{}年的数按地方分开写，合不成一个点，所以没有画图。", first.year))
            }
            _ => Ok(first),
        }
    };
    let target = value_of(Role::Target)?;
    let baseline = value_of(Role::Baseline)?;
    for role in [Role::Actual, Role::Expected] {
        value_of(role)?;
    }
    let no_target = || match target.map(|target| &target.reading) {
        Some(Reading::Absent { absence: Absence::SetByProvince }) => {
            "目标由省里下达，规划没有写数，所以没有画图。"
        }
        _ => "目标不是一个数，所以没有画图。",
    };
    let target = target.and_then(Printed::new).ok_or_else(no_target)?;
    match baseline {
        Some(baseline) => {
            let baseline =
                Printed::new(baseline).ok_or("基期的数编规划时还没有，所以没有画图。")?;
            ahead(indicator, baseline, target, own)
        }
        None => record(indicator, target),
    }
}

const ANOTHER_BASIS: &str = "几个数的口径不同，画在一张图上会让人误会，所以没有画图。";

/// A printed value that is a number.
#[derive(Clone, Copy)]
struct Printed<'a> {
    value: &'a IndicatorValue,
    quantity: &'a Quantity,
    number: f64,
}

impl<'a> Printed<'a> {
    fn new(value: &'a IndicatorValue) -> Option<Self> {
        match &value.reading {
            Reading::Quantity(quantity) => {
                Some(Self { value, quantity, number: quantity.value.to_f64() })
            }
            _ => None,
        }
    }

    /// The number in words, without the period that it is counted over.
    fn amount(&self, unit: &str) -> String {
        quantity_in_words(&Quantity { basis: Basis::Level, ..self.quantity.clone() }, unit)
    }
}

/// The side of its number that a bound allows.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
}

fn side(quantity: &Quantity) -> Option<Side> {
    match quantity.comparator {
        Comparator::AtLeast | Comparator::MoreThan => Some(Side::Above),
        Comparator::AtMost | Comparator::LessThan => Some(Side::Below),
        Comparator::Exactly | Comparator::About => None,
    }
}

/// A period that lies ahead: a baseline and a target.
fn ahead(
    indicator: &Indicator,
    baseline: Printed,
    target: Printed,
    own: &[(u16, Decimal)],
) -> Result<ChartView, String> {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let (first, last) = (indicator.period.first_year, indicator.period.last_year);
    let n_years = i32::from(last - first + 1);
    let (from, bases) = (baseline.value.year, (baseline.quantity.basis, target.quantity.basis));
    let pace = indicator.pace();
    let (b, t) = (baseline.amount(unit), target.amount(unit));
    let before = from - (last - first);

    if let (Basis::FiveYearTotal, Basis::FiveYearTotal) = bases {
        let numbers = [baseline.number, target.number];
        let mut drawing = Drawing::new(ChartKind::Total, unit, &numbers, 2, &target);
        for (column, printed, years) in
            [(0, baseline, (before, from)), (1, target, (first, last))]
        {
            drawing.bar(column, &printed, unit, n_years);
            let role = role_in_words(printed.value.role);
            drawing.name_column(column, format!("{}—{}", years.0, years.1), role);
        }
        let part = in_unit(target.number / f64::from(n_years), unit);
        return Ok(drawing.finish(format!(
            "两根柱子都是五年累计的数：{before}—{from}年{b}，{first}—{last}年的目标是{t}。\
             每根都平分成五份，目标的一份是{part}；平分是本站做的，不是规划里的。"
        )));
    }

    // The even path: each year so much more, or so many times the year before.
    let growth = |rate: f64| Some((0.0, 1.0 + rate / 100.0));
    let implied = indicator.implied_level();
    let path = match pace {
        Some(Pace::PercentagePoints(points)) => Some((points, 1.0)),
        Some(Pace::CompoundGrowth(rate)) => growth(rate),
        Some(Pace::PrintedRate(rate)) if implied.is_some() => growth(rate.to_f64()),
        Some(Pace::PrintedRate(_)) if bases.0 != Basis::FiveYearTotal => None,
        Some(Pace::Keep) => None,
        _ => return Err(ANOTHER_BASIS.to_owned()),
    };
    let kind = match pace {
        Some(Pace::Keep) => ChartKind::Bound,
        _ if implied.is_some() => ChartKind::ImpliedLevel,
        Some(Pace::PrintedRate(_)) => ChartKind::Rate,
        _ => ChartKind::Path,
    };
    let mut evens = vec![baseline.number];
    if let Some((step, factor)) = path {
        for _ in 0..n_years {
            evens.push(evens[evens.len() - 1] * factor + step);
        }
    }
    let own: Vec<_> = own.iter().filter(|(year, _)| (first..=last).contains(year)).collect();
    let mut numbers = evens.clone();
    numbers.extend(own.iter().map(|(_, number)| number.to_f64()));
    if kind != ChartKind::ImpliedLevel {
        numbers.push(target.number);
    }
    let mut drawing = Drawing::new(kind, unit, &numbers, n_years + 1, &target);
    for (column, year) in (1..).zip(first..=last) {
        let role = if year == last && kind != ChartKind::Rate { "目标" } else { "" };
        let role = if kind == ChartKind::ImpliedLevel { "" } else { role };
        drawing.name_column(column, year.to_string(), role);
    }
    let is_mean = bases.0 == Basis::AnnualAverage;
    let (name, role) =
        if is_mean { ("前五年".to_owned(), "年均") } else { (from.to_string(), "基期") };
    drawing.name_column(0, name, role);

    let rises = evens[evens.len() - 1] >= baseline.number;
    let to = Some(n_years);
    match kind {
        ChartKind::Rate => {
            if is_mean {
                drawing.mean(0, 0, &baseline, unit);
            } else {
                drawing.dot(0, &baseline, unit, true);
            }
            drawing.mean(1, n_years, &target, unit);
            let x = (drawing.x(1) + drawing.x(n_years)) / 2;
            drawing.write(x, BOTTOM + 38, "middle", false, "目标：五年平均".to_owned());
        }
        ChartKind::Bound => {
            drawing.bound(&target);
            drawing.dot(0, &baseline, unit, side(target.quantity) != Some(Side::Below));
            let (y, d) = (drawing.y(target.number), String::new());
            let area = drawing.columns(1, n_years);
            let x = drawing.x(n_years);
            drawing.mark(&target, unit, (x, y), Shape { paint: Paint::Bound, d }, area);
            drawing.write_beyond(&target, x, y);
        }
        _ => {
            drawing.bound(&target);
            drawing.path(&evens);
            drawing.dot(0, &baseline, unit, !rises);
            for (column, even) in (1..n_years + 1).zip(&evens[1..]) {
                let year = first + (column as u16) - 1;
                if kind == ChartKind::Path && Some(column) == to {
                    drawing.dot(column, &target, unit, rises);
                } else {
                    drawing.even(column, year, *even, unit);
                }
            }
        }
    }
    for (year, number) in own {
        drawing.own(i32::from(year - first) + 1, *year, *number, unit);
    }

    let ours = "这条均匀推算的路径是本站画的，不是规划里的。";
    let range = if side(target.quantity).is_some() { "，斜纹是目标范围" } else { "" };
    Ok(drawing.finish(match (kind, pace) {
        (ChartKind::ImpliedLevel, _) => {
            let (rate, level) = (
                in_words(&target.value.reading, unit),
                in_unit(implied.unwrap_or_default(), unit),
            );
            format!(
                "圆点是{from}年的{b}。规划给{last}年写的是增速，{rate}；\
                 虚线是本站按这个增速一年一年推算的，到{last}年约{level}，不是规划里的数。"
            )
        }
        (ChartKind::Rate, _) => {
            let mean = "平均数说的是五年合起来的情形，各年可以有高有低。";
            if is_mean {
                format!(
                    "粗线画的是平均数：{before}—{from}年每年平均{b}，\
                     {first}—{last}年的目标是每年平均{t}。{mean}"
                )
            } else {
                format!(
                    "圆点是{from}年的{b}，粗线是{first}—{last}年的目标：每年平均{t}。{mean}"
                )
            }
        }
        (ChartKind::Bound, _) => {
            let sign =
                if side(baseline.quantity).is_some() { "带箭头的短线" } else { "圆点" };
            format!("{sign}是{from}年的{b}，斜纹是目标范围：{t}。{from}年的数在这个范围以内。")
        }
        (_, Some(Pace::PercentagePoints(0.0))) => format!(
            "圆点是{from}年的{b}，菱形是{last}年的目标{t}{range}，两个数相同。\
             虚线是保持不变的路径，是本站画的，不是规划里的。"
        ),
        (_, pace) => {
            let evenly = if let Some(Pace::PercentagePoints(_)) = pace {
                "变化的百分点"
            } else {
                "变化的比例"
            };
            format!(
                "圆点是{from}年的{b}，菱形是{last}年的目标{t}{range}。\
                 虚线把两头均匀地连起来，每年{evenly}相同；{ours}"
            )
        }
    }))
}

/// A finished period: the target beside what was reached, on one axis.
fn record(indicator: &Indicator, target: Printed) -> Result<ChartView, String> {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let basis = target.quantity.basis;
    let printed: Vec<_> = indicator.values.iter().map(Printed::new).collect();
    let numbers: Vec<_> = printed.iter().flatten().map(|printed| printed.number).collect();
    if numbers.len() < 2 {
        return Err("表里没有可以和目标画在一起的数，所以没有画图。".to_owned());
    }
    if printed.iter().flatten().any(|printed| printed.quantity.basis != basis) {
        return Err(ANOTHER_BASIS.to_owned());
    }
    let n_columns = indicator.values.len() as i32;
    let mut drawing = Drawing::new(ChartKind::Record, unit, &numbers, n_columns, &target);
    drawing.bound(&target);
    let mut said = Vec::new();
    for ((column, value), printed) in (0..).zip(&indicator.values).zip(&printed) {
        let name = value_name(value.role, value.year);
        drawing.name_column(column, format!("{}年", value.year), role_in_words(value.role));
        match printed {
            Some(printed) => {
                match basis {
                    Basis::FiveYearTotal => drawing.bar(column, printed, unit, 1),
                    Basis::AnnualAverage => drawing.mean(column, column, printed, unit),
                    Basis::Level => drawing.dot(
                        column,
                        printed,
                        unit,
                        value.role != Role::Target || side(target.quantity) != Some(Side::Above),
                    ),
                }
                said.push(format!("{name}{}", printed.amount(unit)));
            }
            None => {
                drawing.missing(column, value, unit);
                said.push(format!("{name}（{}）", in_words(&value.reading, unit)));
            }
        }
    }
    let what = match basis {
        Basis::Level => "图上",
        Basis::AnnualAverage => "粗线画的都是年均数，",
        Basis::FiveYearTotal => "柱子画的都是累计数，",
    };
    let range = if side(target.quantity).is_some() { "，斜纹是目标范围" } else { "" };
    Ok(drawing.finish(format!(
        "{what}从左到右是：{}。横线是目标的高度{range}。",
        said.join("，")
    )))
}

/// A computed number with its unit, rounded to what its inputs bear.
fn in_unit(number: f64, unit: &str) -> String {
    let n_places = if number.abs() < 1.0 { 4 } else { 2 };
    format!("{}{}", Decimal::rounded(number, n_places), unit_in_words(unit))
}

/// About how wide `text` is in the size of values.
fn width_of(text: &str) -> i32 {
    text.chars().map(|ch| if ch.is_ascii() { 8 } else { 14 }).sum()
}

/// A chart in the making.
struct Drawing {
    view: ChartView,
    /// The numbers at the axis's ends.
    lo: f64,
    hi: f64,
    /// Where the columns begin.
    left: i32,
    n_columns: i32,
}

impl Drawing {
    /// An empty chart whose axis holds `numbers`.
    fn new(
        kind: ChartKind,
        unit: &str,
        numbers: &[f64],
        n_columns: i32,
        target: &Printed,
    ) -> Self {
        let is_from_zero = kind == ChartKind::Rate || target.quantity.basis == Basis::FiveYearTotal;
        let side = side(target.quantity);
        let max = numbers.iter().copied().fold(f64::MIN, f64::max);
        let min = numbers.iter().copied().fold(f64::MAX, f64::min);
        let mut span = max - min;
        if is_from_zero || span < max / 2000.0 {
            span = if max > 0.0 { max / 5.0 } else { 1.0 };
        }
        let mut hi = max + span * if side == Some(Side::Above) { 0.5 } else { 0.2 };
        if unit == "%" && max <= 100.0 {
            hi = hi.min(100.0);
        }
        let mut lo = min - span * 0.3;
        if is_from_zero || side == Some(Side::Below) || lo * 2.0 < max {
            lo = min.min(0.0);
        }
        // The smallest of 1, 2, 5, 10 … that makes no more than four steps.
        let (mut digit, mut power, mut exponent) = (1, 1e-6, -6i32);
        while hi - lo > 4.5 * f64::from(digit) * power {
            digit = match digit {
                1 => 2,
                2 => 5,
                _ => {
                    power *= 10.0;
                    exponent += 1;
                    1
                }
            };
        }
        let step = f64::from(digit) * power;
        let start = (lo / step + 1e-6).floor() as i64;
        lo = start as f64 * step;
        let tick = |n_steps: i64| {
            let units = n_steps * i64::from(digit);
            match u32::try_from(exponent) {
                Ok(exponent) => Decimal::new(units * 10i64.pow(exponent), 0),
                Err(_) => Decimal::new(units, exponent.unsigned_abs()),
            }
        };
        let ticks: Vec<_> = (start..=((hi / step + 1e-6).floor() as i64))
            .map(|n_steps| (tick(n_steps).to_f64(), tick(n_steps).to_string()))
            .collect();
        let n_digits = ticks.iter().map(|(_, text)| text.len()).max().unwrap_or_default();
        let view = ChartView {
            kind,
            sentence: String::new(),
            shapes: Vec::new(),
            marks: Vec::new(),
            labels: Vec::new(),
        };
        let mut drawing = Self { view, lo, hi, left: 10 + 8 * n_digits as i32, n_columns };
        let from = if start == 0 { String::new() } else { format!("，纵轴从{}起", ticks[0].1) };
        drawing.write(2, 15, "start", false, format!("单位：{unit}{from}"));
        let (left, mut grid) = (drawing.left, String::new());
        for (number, text) in ticks {
            let y = drawing.y(number);
            line(&mut grid, left, y, RIGHT);
            drawing.write(left - 6, y + 5, "end", false, text);
        }
        drawing.draw(Paint::Grid, grid);
        let mut axis = String::new();
        line(&mut axis, left, BOTTOM, RIGHT);
        drawing.draw(Paint::Axis, axis);
        drawing
    }

    fn finish(mut self, sentence: String) -> ChartView {
        self.view.sentence = sentence;
        self.view
    }

    fn y(&self, number: f64) -> i32 {
        let part = (number - self.lo) / (self.hi - self.lo);
        BOTTOM - (part.clamp(0.0, 1.0) * f64::from(BOTTOM - TOP)).round() as i32
    }

    /// The left edge of a column.
    fn edge(&self, column: i32) -> i32 {
        self.left + (RIGHT - self.left) * column / self.n_columns
    }

    /// The middle of a column.
    fn x(&self, column: i32) -> i32 {
        (self.edge(column) + self.edge(column + 1)) / 2
    }

    /// All of the columns from `first` to `last`.
    fn columns(&self, first: i32, last: i32) -> Area {
        let x = self.edge(first);
        Area { x, y: TOP - 20, width: self.edge(last + 1) - x, height: HEIGHT - TOP + 20 }
    }

    fn draw(&mut self, paint: Paint, d: String) {
        self.view.shapes.push(Shape { paint, d });
    }

    fn write(&mut self, x: i32, y: i32, anchor: &'static str, is_value: bool, text: String) {
        self.view.labels.push(Label { x, y, anchor, is_value, text });
    }

    /// Writes a value near the middle of its mark, within the columns.
    fn write_value(&mut self, x: i32, y: i32, text: &str) {
        let half = width_of(text) / 2;
        let x = x.min(RIGHT - half).max(self.left + half + 2);
        self.write(x, y, "middle", true, text.to_owned());
    }

    /// Writes a bound on the side that it does not allow.
    fn write_beyond(&mut self, target: &Printed, x: i32, y: i32) {
        let is_below = side(target.quantity) == Some(Side::Above);
        self.write_value(x, if is_below { y + 19 } else { y - 8 }, &target.value.raw);
    }

    fn name_column(&mut self, column: i32, name: String, role: &str) {
        let x = self.x(column);
        self.write(x, BOTTOM + 19, "middle", false, name);
        if !role.is_empty() {
            self.write(x, BOTTOM + 38, "middle", false, role.to_owned());
        }
    }

    fn mark(&mut self, value: &Printed, unit: &str, at: (i32, i32), shape: Shape, area: Area) {
        self.push(value.value, unit, at, shape, area);
    }

    fn push(
        &mut self,
        value: &IndicatorValue,
        unit: &str,
        (x, y): (i32, i32),
        shape: Shape,
        area: Area,
    ) {
        self.view.marks.push(Mark {
            year: value.year,
            role: MarkRole::Printed(value.role),
            name: value_name(value.role, value.year),
            value: value.raw.clone(),
            meaning: in_words(&value.reading, unit),
            shape,
            x,
            y,
            area,
        });
    }

    /// A column without a number.
    fn missing(&mut self, column: i32, value: &IndicatorValue, unit: &str) {
        let (x, y) = (self.x(column), (TOP + BOTTOM) / 2);
        let shape = Shape { paint: Paint::Full, d: String::new() };
        self.push(value, unit, (x, y), shape, self.columns(column, column));
        self.write(x, y, "middle", false, "没有数".to_owned());
    }

    /// A value as a dot, a diamond, a ring; a bound as a short line with an arrow.
    fn dot(&mut self, column: i32, printed: &Printed, unit: &str, is_label_above: bool) {
        let (x, y) = (self.x(column), self.y(printed.number));
        let mut d = String::new();
        let role = printed.value.role;
        let paint = match (role, side(printed.quantity)) {
            (Role::Target, _) => {
                push(&mut d, format_args!("M{x} {}l8 8l-8 8l-8-8z", y - 8));
                Paint::Full
            }
            (_, Some(side)) => {
                line(&mut d, x - 14, y, x + 14);
                let (tip, back) = if side == Side::Above { (y - 18, 6) } else { (y + 18, -6) };
                push(&mut d, format_args!("M{x} {y}V{tip}m-6 {back}l6 {}l6 {back}", -back));
                Paint::Line
            }
            (Role::Expected, None) => {
                circle(&mut d, x, y, 6);
                Paint::Hollow
            }
            (_, None) => {
                circle(&mut d, x, y, 6);
                Paint::Full
            }
        };
        let area = self.columns(column, column);
        self.mark(printed, unit, (x, y), Shape { paint, d }, area);
        self.write_value(x, if is_label_above { y - 13 } else { y + 23 }, &printed.value.raw);
    }

    /// A mean as a broad line over its years, each a soft column.
    fn mean(&mut self, first: i32, last: i32, printed: &Printed, unit: &str) {
        let y = self.y(printed.number);
        let (mut soft, mut d) = (String::new(), String::new());
        for column in first..=last {
            let (x, width) = (self.edge(column), self.edge(column + 1) - self.edge(column));
            rectangle(&mut soft, x + 3, y, width - 6, BOTTOM - y);
        }
        self.draw(Paint::Area, soft);
        line(&mut d, self.edge(first) + 3, y, self.edge(last + 1) - 3);
        let x = (self.x(first) + self.x(last)) / 2;
        let area = self.columns(first, last);
        self.mark(printed, unit, (x, y), Shape { paint: Paint::Line, d }, area);
        self.write_value(x, y - 9, &printed.value.raw);
    }

    /// A total as a bar of equal parts; a target's is hatched.
    fn bar(&mut self, column: i32, printed: &Printed, unit: &str, n_parts: i32) {
        let (x, y) = (self.x(column), self.y(printed.number));
        let half = if self.n_columns > 2 { 26 } else { 36 };
        let mut d = String::new();
        for part in 0..n_parts {
            let upper = y + (BOTTOM - y) * part / n_parts;
            let lower = y + (BOTTOM - y) * (part + 1) / n_parts;
            rectangle(&mut d, x - half, upper, 2 * half, (lower - upper - 3).max(1));
        }
        let paint = match printed.value.role {
            Role::Target => {
                self.hatch(x - half, x + half, y, BOTTOM - 3);
                Paint::Hollow
            }
            Role::Expected => Paint::Hollow,
            _ => Paint::Full,
        };
        let area = self.columns(column, column);
        self.mark(printed, unit, (x, y), Shape { paint, d }, area);
        self.write_value(x, y - 9, &printed.value.raw);
    }

    /// The line of a target; of a bound also the side that it allows.
    fn bound(&mut self, target: &Printed) {
        let y = self.y(target.number);
        let is_drawn = self.view.kind == ChartKind::Record;
        let (upper, lower) = match side(target.quantity) {
            Some(Side::Above) => (TOP - 14, y),
            Some(Side::Below) => (y, BOTTOM),
            None if is_drawn => (y, y),
            None => return,
        };
        self.hatch(self.left, RIGHT, upper, lower);
        let mut d = String::new();
        line(&mut d, self.left, y, RIGHT);
        self.draw(Paint::Bound, d);
        if lower - upper >= 26 {
            let x = if is_drawn { self.x(0) } else { (self.left + RIGHT) / 2 };
            self.write(x, (upper + lower) / 2 + 5, "middle", true, "目标范围".to_owned());
        }
    }

    /// Slanting lines from edge to edge of a rectangle.
    fn hatch(&mut self, left: i32, right: i32, upper: i32, lower: i32) {
        const DISTANCE: i32 = 9;
        let mut d = String::new();
        let mut sum = (left + upper) / DISTANCE * DISTANCE;
        while sum < right + lower {
            sum += DISTANCE;
            let (from, to) = (left.max(sum - lower), right.min(sum - upper));
            if from < to {
                push(&mut d, format_args!("M{from} {}L{to} {}", sum - from, sum - to));
            }
        }
        self.draw(Paint::Hatch, d);
    }

    /// The path from the baseline on.
    fn path(&mut self, evens: &[f64]) {
        let mut d = String::new();
        for (column, even) in (0..).zip(evens) {
            let sign = if column == 0 { 'M' } else { 'L' };
            push(&mut d, format_args!("{sign}{} {}", self.x(column), self.y(*even)));
        }
        self.draw(Paint::Ours, d);
        let (mut sample, y) = (String::new(), 10);
        line(&mut sample, RIGHT - 88, y, RIGHT - 58);
        self.draw(Paint::Ours, sample);
        self.write(RIGHT, 15, "end", false, "本站推算".to_owned());
    }

    /// A point of the path.
    fn even(&mut self, column: i32, year: u16, number: f64, unit: &str) {
        let (x, y, mut d) = (self.x(column), self.y(number), String::new());
        circle(&mut d, x, y, 4);
        let value = format!("约{}", in_unit(number, ""));
        let is_end = column + 1 == self.n_columns;
        if is_end {
            self.write_value(x, y - 13, &value);
        }
        self.view.marks.push(Mark {
            year,
            role: MarkRole::Even,
            name: format!("{year}年均匀推算"),
            value,
            meaning: format!("约{}", in_unit(number, unit)),
            shape: Shape { paint: Paint::HollowOurs, d },
            x,
            y,
            area: self.columns(column, column),
        });
    }

    /// A value that the reader entered.
    fn own(&mut self, column: i32, year: u16, number: Decimal, unit: &str) {
        let (x, y, mut d) = (self.x(column), self.y(number.to_f64()), String::new());
        push(&mut d, format_args!("M{x} {}l9 16h-18z", y - 10));
        let Area { x: left, width, .. } = self.columns(column, column);
        self.view.marks.push(Mark {
            year,
            role: MarkRole::Own,
            name: format!("{year}年你填的"),
            value: number.to_string(),
            meaning: format!("{number}{}", unit_in_words(unit)),
            shape: Shape { paint: Paint::Own, d },
            x,
            y,
            area: Area { x: left, y: y - 24, width, height: 48 },
        });
    }
}

/// Adds to a path's data.
fn push(d: &mut String, data: std::fmt::Arguments) {
    d.write_fmt(data).expect("a string takes all");
}

fn line(d: &mut String, from: i32, y: i32, to: i32) {
    push(d, format_args!("M{from} {y}H{to}"));
}

fn rectangle(d: &mut String, x: i32, y: i32, width: i32, height: i32) {
    push(d, format_args!("M{x} {y}h{width}v{height}h{}z", -width));
}

fn circle(d: &mut String, x: i32, y: i32, radius: i32) {
    let width = 2 * radius;
    push(d, format_args!("M{} {y}a{radius} {radius} 0 1 0 {width} 0", x - radius));
    push(d, format_args!("a{radius} {radius} 0 1 0 {} 0z", -width));
}
