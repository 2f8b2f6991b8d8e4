//! An indicator's chart: what is drawn where, and what the reader hears of it.
//!
//! Pure: an [`Indicator`] and the reader's own values become a drawing in a box of
//! [`WIDTH`] by [`HEIGHT`], marks that a reader can come to, and a sentence. Each kind of
//! target is drawn as what it is; what is ours (the even path, the fifths) is drawn
//! another way than what the plan prints, and the sentence says so.
//!
//! Invariant: every printed value is a mark, and every mark lies in the box. Where the
//! values cannot be drawn honestly there is no chart, but the reason.
//!
//! The drawing is written as SVG text, once for the page and the saved picture alike, and
//! its coordinates are whole numbers: both cost a fraction of the bytes that elements of
//! their own and printed floating point would.

use std::fmt::{Arguments, Write};

use plan::decimal::Decimal;
use plan::indicator::{Indicator, IndicatorValue, Pace, Role};
use plan::quantity::{Absence, Basis, Comparator, Quantity, Reading};

use crate::markup::escaped;
use crate::values::{amount_in_words, in_words, role_in_words, unit_in_words, value_name};

/// The width of the box that a chart is drawn in.
pub const WIDTH: i32 = 340;
/// Its height.
pub const HEIGHT: i32 = 230;

/// The axis of values goes from here …
const TOP: i32 = 46;
/// … down to here.
const BOTTOM: i32 = 184;
/// What is below the axis stands on this line …
const FIRST_LINE: i32 = BOTTOM + 19;
/// … or this, as far apart as the larger type of 长辈版 needs.
const SECOND_LINE: i32 = BOTTOM + 40;
const RIGHT: i32 = WIDTH - 4;

// How shapes are painted: the theme's tokens, in attributes, so that a saved picture has
// them too.
const GRID: &str = r#"fill="none" stroke="var(--line)""#;
const AXIS: &str = r#"fill="none" stroke="var(--quiet)""#;
const HATCH: &str = r#"fill="none" stroke="var(--quiet)" stroke-width=".75" stroke-opacity=".6""#;
const AREA: &str = r#"fill="var(--accent-soft)""#;
const OURS: &str = r#"fill="none" stroke="var(--quiet)" stroke-width="1.5" stroke-dasharray="5 4""#;
const BOUND: &str = r#"fill="none" stroke="var(--accent)" stroke-width="2""#;
const BROAD: &str = r#"fill="none" stroke="var(--accent)" stroke-width="4""#;
const FULL: &str = r#"fill="var(--accent)""#;
const HOLLOW: &str = r#"fill="none" stroke="var(--accent)" stroke-width="2.5""#;
const HOLLOW_OURS: &str = r#"fill="var(--box)" stroke="var(--quiet)" stroke-width="1.5""#;
const OWN: &str = r#"fill="var(--ink)" stroke="var(--box)" stroke-width="2""#;

/// A chart, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartView {
    /// The id of the indicator.
    pub id: String,
    /// What kind of chart it is.
    pub kind: ChartKind,
    /// What the chart shows, and what of it is ours.
    pub sentence: String,
    /// An `<svg>` element, named after the indicator. Its marks are elements of the class `chart__mark`, siblings
    /// in the order of [`Self::marks`], each with what is read out as its name.
    pub drawing: String,
    /// What the reader can come to, in reading order: also the rows of the table.
    pub marks: Vec<Mark>,
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

/// A mark: a value that a reader can come to by finger, pointer and keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What the value is.
    pub role: MarkRole,
    /// What it is in words, with the year: `2025年目标`.
    pub name: String,
    /// As printed; of what we computed, rounded.
    pub value: String,
    /// What the value says: `不低于95%`.
    pub meaning: String,
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

impl ChartView {
    /// All marks as the rows of an HTML table: what each is, its value, what that says,
    /// and whose it is.
    pub fn table_rows(&self) -> String {
        let mut rows = String::new();
        for Mark { role, name, value, meaning } in &self.marks {
            let origin = match role {
                MarkRole::Printed(_) => "规划原文",
                MarkRole::Even => "本站推算",
                MarkRole::Own => "你填的",
            };
            let (value, meaning) = (escaped(value), escaped(meaning));
            add(
                &mut rows,
                format_args!(
                    r#"<tr><th scope="row">{name}</th><td><strong>{value}</strong> {meaning}</td><td>{origin}</td></tr>"#
                ),
            );
        }
        rows
    }
}

/// The chart of `indicator` with the reader's `own` values (year and number, in the
/// indicator's unit); where it cannot be drawn, a sentence that says why.
#[inline(never)] // With the two below: 0.3 KB less in the compressed WASM.
pub fn chart(indicator: &Indicator, own: &[(u16, Decimal)]) -> Result<ChartView, &'static str> {
    let mut values = [None; 4];
    for value in &indicator.values {
        if values[value.role as usize].replace(value).is_some() {
            return Err("有的数按地方分开写，合不成一个点，所以没有画图。");
        }
    }
    let of = |role: Role| values[role as usize];
    let target = of(Role::Target).and_then(Printed::new).ok_or_else(|| {
        match of(Role::Target).map(|target| &target.reading) {
            Some(Reading::Absent { absence: Absence::SetByProvince }) => {
                "目标由省里下达，规划没有写数，所以没有画图。"
            }
            _ => "目标不是一个数，所以没有画图。",
        }
    })?;
    match of(Role::Baseline) {
        Some(baseline) => {
            let baseline =
                Printed::new(baseline).ok_or("基期的数编规划时还没有，所以没有画图。")?;
            ahead(indicator, baseline, target, own)
        }
        None => record(indicator, target),
    }
    .ok_or("几个数的口径不同，画在一张图上会让人误会，所以没有画图。")
}

/// A printed value that is a number.
#[derive(Clone, Copy)]
struct Printed<'a> {
    value: &'a IndicatorValue,
    quantity: &'a Quantity,
    number: f64,
    /// The side of the number that it allows, for a bound.
    side: Option<Side>,
}

/// A side of a number.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
}

impl<'a> Printed<'a> {
    fn new(value: &'a IndicatorValue) -> Option<Self> {
        let Reading::Quantity(quantity) = &value.reading else { return None };
        let side = match quantity.comparator {
            Comparator::AtLeast | Comparator::MoreThan => Some(Side::Above),
            Comparator::AtMost | Comparator::LessThan => Some(Side::Below),
            Comparator::Exactly | Comparator::About => None,
        };
        Some(Self { value, quantity, number: quantity.value.to_f64(), side })
    }

    /// The number in words, without the period that it is counted over.
    fn amount(&self, unit: &str) -> String {
        amount_in_words(self.quantity, "", unit)
    }
}

/// A period that lies ahead: a baseline and a target. `None` where they do not go
/// together.
#[inline(never)]
fn ahead(
    indicator: &Indicator,
    baseline: Printed,
    target: Printed,
    own: &[(u16, Decimal)],
) -> Option<ChartView> {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let (first, last) = (indicator.period.first_year, indicator.period.last_year);
    let n_years = i32::from(last - first + 1);
    let from = baseline.value.year;
    let before = from - (last - first);
    let basis = baseline.quantity.basis;
    let (b, t) = (baseline.amount(unit), target.amount(unit));

    // The even path: each year so many times the year before, and so much more.
    let pace = indicator.pace()?;
    let level = indicator.implied_level();
    let (kind, factor, step) = match pace {
        Pace::Keep => (ChartKind::Bound, 0.0, 0.0),
        Pace::PercentagePoints(points) => (ChartKind::Path, 1.0, points),
        Pace::CompoundGrowth(rate) => (ChartKind::Path, 1.0 + rate / 100.0, 0.0),
        Pace::PrintedRate(rate) if level.is_some() => {
            (ChartKind::ImpliedLevel, 1.0 + rate.to_f64() / 100.0, 0.0)
        }
        Pace::PrintedRate(_) if basis != Basis::FiveYearTotal => (ChartKind::Rate, 0.0, 0.0),
        Pace::FifthOfTotal(_) if basis == Basis::FiveYearTotal => (ChartKind::Total, 0.0, 0.0),
        _ => return None,
    };
    let mut evens = vec![baseline.number];
    let mut end = baseline.number;
    if factor > 0.0 {
        for _ in 0..n_years {
            end = end * factor + step;
            evens.push(end);
        }
    }
    let mut numbers = evens.clone();
    if kind != ChartKind::ImpliedLevel {
        numbers.push(target.number);
    }
    let own: Vec<_> = own.iter().filter(|(year, _)| (first..=last).contains(year)).collect();
    // Of a total the years' sum is drawn, as far as no year is missing.
    let sums = own.iter().zip(first..).scan(Decimal::new(0, 0), |sum, (&&(year, number), next)| {
        *sum = sum.checked_add(number).filter(|_| year == next)?;
        Some((year, *sum))
    });
    let own: Vec<(u16, Decimal)> = match kind {
        ChartKind::Total => sums.collect(),
        _ => own.iter().map(|value| **value).collect(),
    };
    numbers.extend(own.iter().map(|(_, number)| number.to_f64()));

    let n_columns = if kind == ChartKind::Total { 2 } else { n_years + 1 };
    let mut drawing = Drawing::new(kind, unit, &numbers, n_columns, &target);
    let is_mean = basis == Basis::AnnualAverage;
    if kind == ChartKind::Total {
        // What each of the years before brought is not known: only the target has fifths.
        let bars = [(0, baseline, before, from, 1), (1, target, first, last, n_years)];
        for (column, printed, from, to, n_parts) in bars {
            drawing.bar(column, &printed, n_parts);
            let role = role_in_words(printed.value.role);
            drawing.name_column(column, &format!("{from}—{to}"), role);
        }
    } else {
        if is_mean {
            drawing.name_column(0, "前五年", "年均");
        } else {
            drawing.name_column(0, &from.to_string(), "基期");
        }
        for column in 1..n_columns {
            let is_named = column == n_years && matches!(kind, ChartKind::Path | ChartKind::Bound);
            let year = (i32::from(first) + column - 1).to_string();
            drawing.name_column(column, &year, if is_named { "目标" } else { "" });
        }
    }
    match kind {
        ChartKind::Total => {}
        ChartKind::Rate => {
            if is_mean {
                drawing.mean(0, 0, &baseline);
            } else {
                drawing.dot(0, &baseline, true);
            }
            drawing.mean(1, n_years, &target);
            let x = (drawing.x(1) + drawing.x(n_years)) / 2;
            drawing.note(x, SECOND_LINE, "目标：五年平均");
        }
        ChartKind::Bound => {
            drawing.bound(&target);
            // Away from the target's line, and from the arrow of a bound.
            let is_above = target.side == Some(Side::Above) || baseline.side.is_some();
            drawing.dot(0, &baseline, is_above);
            let y = drawing.y(target.number);
            drawing.printed(target.value, drawing.columns(1, n_years), BOUND, "");
            let y = if target.side == Some(Side::Above) { y + 20 } else { y - 9 };
            drawing.write(drawing.x(n_years), y, &target.value.raw);
        }
        _ => {
            drawing.bound(&target);
            drawing.path(&evens);
            drawing.dot(0, &baseline, end < baseline.number);
            if kind == ChartKind::ImpliedLevel {
                // Above the path's beginning, where nothing else is.
                let Area { x, width, .. } = drawing.columns(1, 2);
                let area = Area { x, y: TOP - 16, width, height: 48 };
                drawing.printed(target.value, area, BROAD, "");
                drawing.write(x + width / 2, TOP + 10, &target.value.raw);
            }
            for (column, &even) in (0..).zip(&evens) {
                if column == n_years && kind == ChartKind::Path {
                    drawing.dot(column, &target, end >= baseline.number);
                } else if column > 0 {
                    drawing.even(column, i32::from(first) + column - 1, even);
                }
            }
        }
    }
    for &(year, number) in &own {
        let (column, name) = match kind {
            ChartKind::Total if year > first => (1, format!("{first}—{year}年你填的合计")),
            ChartKind::Total => (1, format!("{year}年你填的")),
            _ => (i32::from(year - first) + 1, format!("{year}年你填的")),
        };
        drawing.own(column, &name, number);
    }

    let range = if target.side.is_some() { "，斜纹是目标范围" } else { "" };
    let mean = "平均数说的是五年合起来的情形，各年可以有高有低。";
    let mut sentence = match (kind, pace) {
        (ChartKind::Total, _) => {
            let unit = if unit == "%" { "个百分点" } else { unit };
            let part = in_unit(target.number / f64::from(n_years), unit);
            format!(
                "两根柱子都是五年累计的数：{before}—{from}年{b}，{first}—{last}年的目标是{t}。\
                 目标平分成五份，一份是{part}；平分是本站做的，不是规划里的。"
            )
        }
        (ChartKind::ImpliedLevel, _) => {
            let level = in_unit(end, unit);
            format!(
                "圆点是{from}年的{b}。规划给{last}年写的是增速，五年里每年平均{t}；\
                 虚线是本站按这个增速一年一年推算的，到{last}年约{level}，不是规划里的数。"
            )
        }
        (ChartKind::Rate, _) if is_mean => format!(
            "粗线画的是平均数：{before}—{from}年每年平均{b}，\
             {first}—{last}年的目标是每年平均{t}。{mean}"
        ),
        (ChartKind::Rate, _) => {
            format!("圆点是{from}年的{b}，粗线是{first}—{last}年的目标：每年平均{t}。{mean}")
        }
        (ChartKind::Bound, _) => {
            let sign = if baseline.side.is_some() { "带箭头的短线" } else { "圆点" };
            format!("{sign}是{from}年的{b}，斜纹是目标范围：{t}。{from}年的数在这个范围以内。")
        }
        (_, pace) => {
            let evenly = match pace {
                Pace::PercentagePoints(0.0) => "两头一样高",
                Pace::PercentagePoints(_) => "每年变化的百分点相同",
                _ => "每年变化的比例相同",
            };
            format!(
                "圆点是{from}年的{b}，菱形是{last}年的目标{t}{range}。虚线把两头均匀地连起来，\
                 {evenly}；这条均匀推算的路径是本站画的，不是规划里的。"
            )
        }
    };
    if !own.is_empty() {
        sentence.push_str("实心三角是读者自己填的数，不是规划里的。");
    }
    Some(drawing.finish(indicator, sentence))
}

/// A finished period: the target beside what was reached, on one axis. `None` where
/// they do not go together.
#[inline(never)]
fn record(indicator: &Indicator, target: Printed) -> Option<ChartView> {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let basis = target.quantity.basis;
    let printed: Vec<_> = indicator.values.iter().map(Printed::new).collect();
    let mut numbers = Vec::new();
    for printed in printed.iter().flatten() {
        if printed.quantity.basis != basis {
            return None;
        }
        numbers.push(printed.number);
    }
    if numbers.len() < 2 {
        return None;
    }
    let n_columns = printed.len() as i32;
    let mut drawing = Drawing::new(ChartKind::Record, unit, &numbers, n_columns, &target);
    drawing.bound(&target);
    let mut said = String::new();
    for ((column, value), printed) in (0..).zip(&indicator.values).zip(&printed) {
        let IndicatorValue { role, year, reading, .. } = value;
        drawing.name_column(column, &format!("{year}年"), role_in_words(*role));
        said.push_str(if column == 0 { "" } else { "，" });
        said.push_str(&value_name(*role, *year));
        match printed {
            Some(printed) => {
                said.push_str(&printed.amount(unit));
                match basis {
                    Basis::FiveYearTotal => drawing.bar(column, printed, 1),
                    Basis::AnnualAverage => drawing.mean(column, column, printed),
                    // A bound is written on the side that it does not allow.
                    Basis::Level | Basis::Difference | Basis::Multiple => drawing.dot(
                        column,
                        printed,
                        *role != Role::Target || target.side != Some(Side::Above),
                    ),
                }
            }
            None => {
                add(&mut said, format_args!("（{}）", in_words(reading, unit)));
                drawing.printed(value, drawing.columns(column, column), FULL, "");
                drawing.note(drawing.x(column), (TOP + BOTTOM) / 2, "没有数");
            }
        }
    }
    let what = match basis {
        Basis::Level | Basis::Difference | Basis::Multiple => "图上",
        Basis::AnnualAverage => "粗线画的都是年均数，",
        Basis::FiveYearTotal => "柱子画的都是累计数，",
    };
    let range = if target.side.is_some() { "，斜纹是目标范围" } else { "" };
    let sentence = format!("{what}从左到右是：{said}。横线是目标的高度{range}。");
    Some(drawing.finish(indicator, sentence))
}

/// A computed number with its unit, rounded to what its inputs bear.
fn in_unit(number: f64, unit: &str) -> String {
    let n_places = if number.abs() < 1.0 { 4 } else { 2 };
    format!("{}{}", Decimal::rounded(number, n_places), unit_in_words(unit))
}

/// What a finger can hit.
#[derive(Clone, Copy)]
struct Area {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
}

/// A chart in the making.
struct Drawing<'a> {
    kind: ChartKind,
    unit: &'a str,
    /// The numbers at the axis's ends.
    lo: f64,
    hi: f64,
    /// Where the columns begin.
    left: i32,
    n_columns: i32,
    /// Where the line of the target is, once it is drawn.
    line: i32,
    /// SVG, from back to front: what lies behind the marks, the marks, what the axes
    /// say, and the values.
    back: String,
    front: String,
    notes: String,
    values: String,
    marks: Vec<Mark>,
}

impl<'a> Drawing<'a> {
    /// An empty chart whose axis holds `numbers`.
    fn new(
        kind: ChartKind,
        unit: &'a str,
        numbers: &[f64],
        n_columns: i32,
        target: &Printed,
    ) -> Self {
        let is_from_zero = target.quantity.basis != Basis::Level && kind != ChartKind::ImpliedLevel;
        let (mut lo, mut hi) = (f64::MAX, f64::MIN);
        for &number in numbers {
            lo = lo.min(number);
            hi = hi.max(number);
        }
        let mut span = hi - lo;
        if is_from_zero || span < hi / 2000.0 {
            span = if hi > 0.0 { hi / 5.0 } else { 1.0 };
        }
        let is_share = unit == "%" && hi <= 100.0;
        let bottom = lo - span * 0.3;
        if is_from_zero || target.side == Some(Side::Below) || bottom * 2.0 < hi {
            lo = lo.min(0.0);
        } else {
            lo = bottom;
        }
        hi += span * if target.side == Some(Side::Above) { 0.5 } else { 0.2 };
        if is_share {
            hi = hi.min(100.0);
        }
        // The smallest of 1, 2, 5, 10 … that makes no more than five steps.
        let (mut digit, mut power, mut exponent) = (1, 1e-6, -6i32);
        while hi - lo > 5.0 * f64::from(digit) * power {
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
        let n_places = (-exponent).max(0) as u32;
        let unit_of_step = i64::from(digit) * 10i64.pow(exponent.max(0) as u32);
        let start = (lo / step + 1e-6).floor() as i64;
        let n_steps = ((hi / step + 1e-6).floor() as i64).min(start + 6) - start;
        let tick = |idx: i64| Decimal::new((start + idx) * unit_of_step, n_places);
        let n_digits = tick(n_steps).to_string().len() as i32;
        let mut drawing = Self {
            kind,
            unit,
            lo: start as f64 * step,
            hi,
            // A figure of the larger type of 长辈版 is 11 wide.
            left: (7 + 11 * n_digits).min(WIDTH / 2 - 12),
            n_columns,
            line: 0,
            back: String::new(),
            front: String::new(),
            notes: String::new(),
            values: String::new(),
            marks: Vec::new(),
        };
        let mut scale = format!("单位：{unit}");
        if start != 0 {
            add(&mut scale, format_args!("，纵轴从{}起", tick(0)));
        }
        let left = drawing.left;
        drawing.write_at(2, 15, "start", &scale);
        let mut grid = String::new();
        for idx in 0..=n_steps {
            let y = drawing.y(tick(idx).to_f64());
            add(&mut grid, format_args!("M{left} {y}H{RIGHT}"));
            drawing.write_at(left - 6, y + 5, "end", &tick(idx).to_string());
        }
        drawing.draw(GRID, &grid);
        drawing.draw(AXIS, &format!("M{left} {BOTTOM}H{RIGHT}"));
        drawing
    }

    fn finish(self, indicator: &Indicator, sentence: String) -> ChartView {
        let Self { kind, back, front, notes, values, marks, unit, .. } = self;
        let Indicator { id, name, whole_name, .. } = indicator;
        let (whole, dot) = whole_name.as_ref().map_or(("", ""), |whole| (whole, "·"));
        let name = escaped(&format!("{whole}{dot}{name}（{unit}）"));
        let drawing = format!(
            r#"<svg class="chart__drawing" role="group" aria-label="{name}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{back}{front}<g stroke="var(--box)" stroke-width="4" stroke-linejoin="round" paint-order="stroke" pointer-events="none" text-anchor="middle"><g fill="var(--quiet)" font-size="13">{notes}</g><g fill="var(--ink)" font-size="15" font-weight="600">{values}</g></g></svg>"#
        );
        ChartView { id: id.clone(), kind, sentence, drawing, marks }
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

    /// Draws behind the marks.
    fn draw(&mut self, paint: &str, d: &str) {
        add(&mut self.back, format_args!(r#"<path {paint} d="{d}"/>"#));
    }

    /// Writes what an axis says.
    fn write_at(&mut self, x: i32, y: i32, anchor: &str, text: &str) {
        add(
            &mut self.notes,
            format_args!(r#"<text x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>"#),
        );
    }

    fn note(&mut self, x: i32, y: i32, text: &str) {
        self.write_at(x, y, "middle", text);
    }

    /// Writes a value near the middle of its mark, within the columns.
    fn write(&mut self, x: i32, y: i32, text: &str) {
        // The line of the target must not strike a value through.
        let y = match self.line - y {
            -13..-4 => self.line + 18,
            -4..=4 => self.line - 6,
            _ => y,
        };
        let half = text.chars().map(|ch| if ch.is_ascii() { 10 } else { 17 }).sum::<i32>() / 2;
        let x = x.min(RIGHT - half).max(self.left + half);
        let text = escaped(text);
        add(&mut self.values, format_args!(r#"<text x="{x}" y="{y}">{text}</text>"#));
    }

    fn name_column(&mut self, column: i32, name: &str, role: &str) {
        let x = self.x(column);
        self.note(x, FIRST_LINE, name);
        if !role.is_empty() {
            self.note(x, SECOND_LINE, role);
        }
    }

    fn mark(&mut self, mark: Mark, area: Area, paint: &str, d: &str) {
        let Area { x, y, width, height } = area;
        let label = escaped(&mark.label());
        let tabindex = if self.marks.is_empty() { "0" } else { "-1" };
        add(
            &mut self.front,
            format_args!(
                r#"<g class="chart__mark" role="img" tabindex="{tabindex}" aria-label="{label}"><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="transparent"/><path {paint} d="{d}"/></g>"#
            ),
        );
        self.marks.push(mark);
    }

    /// A mark of a printed value.
    fn printed(&mut self, value: &IndicatorValue, area: Area, paint: &str, d: &str) {
        let mark = Mark {
            role: MarkRole::Printed(value.role),
            name: value_name(value.role, value.year),
            value: value.raw.clone(),
            meaning: in_words(&value.reading, self.unit),
        };
        self.mark(mark, area, paint, d);
    }

    /// A value as a dot, a diamond, a ring; a bound as a short line with an arrow.
    fn dot(&mut self, column: i32, printed: &Printed, is_label_above: bool) {
        let (x, y) = (self.x(column), self.y(printed.number));
        let (paint, d) = match (printed.value.role, printed.side) {
            (Role::Target, _) => (FULL, format!("M{x} {}l8 8l-8 8l-8-8z", y - 8)),
            (_, Some(side)) => {
                let up = if side == Side::Above { -1 } else { 1 };
                let (stem, back) = (18 * up, -6 * up);
                (BROAD, format!("M{} {y}h28M{x} {y}v{stem}m-6 {back}l6 {}l6 {back}", x - 14, -back))
            }
            (Role::Expected, None) => (HOLLOW, circle(x, y, 6)),
            (_, None) => (FULL, circle(x, y, 6)),
        };
        self.printed(printed.value, self.columns(column, column), paint, &d);
        self.write(x, if is_label_above { y - 13 } else { y + 24 }, &printed.value.raw);
    }

    /// A mean as a broad line over its years, each a soft column.
    fn mean(&mut self, first: i32, last: i32, printed: &Printed) {
        let y = self.y(printed.number);
        let mut soft = String::new();
        for column in first..=last {
            let x = self.edge(column) + 3;
            let width = self.edge(column + 1) - 3 - x;
            rectangle(&mut soft, x, y, width, BOTTOM - y);
        }
        self.draw(AREA, &soft);
        let Area { x, width, .. } = self.columns(first, last);
        let d = format!("M{} {y}h{}", x + 3, width - 6);
        self.printed(printed.value, self.columns(first, last), BROAD, &d);
        let is_tall = BOTTOM - y > 30;
        self.write(x + width / 2, if is_tall { y + 22 } else { y - 9 }, &printed.value.raw);
    }

    /// A total as a bar of equal parts; a target's is hatched.
    fn bar(&mut self, column: i32, printed: &Printed, n_parts: i32) {
        let (x, y) = (self.x(column) - 30, self.y(printed.number));
        let mut d = String::new();
        for part in 0..n_parts {
            let upper = y + (BOTTOM - y) * part / n_parts;
            let lower = y + (BOTTOM - y) * (part + 1) / n_parts;
            rectangle(&mut d, x, upper, 60, (lower - upper - 3).max(1));
        }
        let is_full = matches!(printed.value.role, Role::Baseline | Role::Actual);
        // A bound's own side is hatched already.
        if printed.value.role == Role::Target && printed.side.is_none() {
            self.hatch(x, x + 60, y, BOTTOM - 3);
        }
        let paint = if is_full { FULL } else { HOLLOW };
        self.printed(printed.value, self.columns(column, column), paint, &d);
        self.write(x + 30, y - 9, &printed.value.raw);
    }

    /// The line of a target; of a bound also the side that it allows.
    fn bound(&mut self, target: &Printed) {
        let y = self.y(target.number);
        let is_record = self.kind == ChartKind::Record;
        let (upper, lower) = match target.side {
            Some(Side::Above) => (TOP - 14, y),
            Some(Side::Below) => (y, BOTTOM),
            None if is_record => (y, y),
            None => return,
        };
        self.line = y;
        self.hatch(self.left, RIGHT, upper, lower);
        self.draw(BOUND, &format!("M{} {y}H{RIGHT}", self.left));
        // A record's own labels stand by the line.
        if lower - upper >= if is_record { 60 } else { 26 } {
            let x = if is_record { self.x(0) } else { (self.left + RIGHT) / 2 };
            self.write(x, (upper + lower) / 2 + 5, "目标范围");
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
                add(&mut d, format_args!("M{from} {}L{to} {}", sum - from, sum - to));
            }
        }
        self.draw(HATCH, &d);
    }

    /// The path from the baseline on.
    fn path(&mut self, evens: &[f64]) {
        // What it is stands between the names of the first column and the last, centred with room
        // for the larger type of 长辈版.
        let middle = (self.left + RIGHT) / 2;
        let mut d = format!("M{} {}h14", middle - 48, SECOND_LINE - 5);
        for (column, even) in (0..).zip(evens) {
            let sign = if column == 0 { 'M' } else { 'L' };
            add(&mut d, format_args!("{sign}{} {}", self.x(column), self.y(*even)));
        }
        self.draw(OURS, &d);
        self.write_at(middle - 30, SECOND_LINE, "start", "本站推算");
    }

    /// A point of the path.
    fn even(&mut self, column: i32, year: i32, number: f64) {
        let (x, y) = (self.x(column), self.y(number));
        let value = format!("约{}", in_unit(number, ""));
        if column + 1 == self.n_columns {
            self.write(x, y - 13, &value);
        }
        let mark = Mark {
            role: MarkRole::Even,
            name: format!("{year}年推算"),
            value,
            meaning: format!("约{}", in_unit(number, self.unit)),
        };
        self.mark(mark, self.columns(column, column), HOLLOW_OURS, &circle(x, y, 4));
    }

    /// A value that the reader entered.
    fn own(&mut self, column: i32, name: &str, number: Decimal) {
        let (x, y) = (self.x(column), self.y(number.to_f64()));
        let Area { x: left, width, .. } = self.columns(column, column);
        let mark = Mark {
            role: MarkRole::Own,
            name: name.to_owned(),
            value: number.to_string(),
            meaning: format!("{number}{}", unit_in_words(self.unit)),
        };
        let area = Area { x: left, y: y - 24, width, height: 48 };
        self.mark(mark, area, OWN, &format!("M{x} {}l9 16h-18z", y - 10));
    }
}

fn add(to: &mut String, text: Arguments) {
    to.write_fmt(text).expect("a string takes all");
}

fn rectangle(d: &mut String, x: i32, y: i32, width: i32, height: i32) {
    add(d, format_args!("M{x} {y}h{width}v{height}h-{width}z"));
}

fn circle(x: i32, y: i32, radius: i32) -> String {
    let width = 2 * radius;
    let left = x - radius;
    format!("M{left} {y}a{radius} {radius} 0 1 0 {width} 0a{radius} {radius} 0 1 0-{width} 0z")
}
