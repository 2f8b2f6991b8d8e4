//! The indicators' typed values, pinned in a file that was reviewed by eye.

use std::fmt::Write;

use plan::Annotations;
use plan::indicator::{Indicator, IndicatorValue, NotComparable, Outcome, Pace, Role, indicators};
use plan::model::Period;
use plan::quantity::{Absence, Basis, Comparator, Quantity, Reading, read_cell};

use crate::golden::check;
use crate::{annotations, outline, parse_checked};

fn wuxis_indicators() -> Vec<Indicator> {
    indicators(&parse_checked(&outline(), &annotations()).plan)
}

/// A reading in short: `≥95`, `[77.4]`, `年均6`, `待`.
fn short(reading: &Reading) -> String {
    let quantity = match reading {
        Reading::Quantity(quantity) => quantity,
        Reading::Absent { absence } => return format!("{absence:?}"),
        Reading::Unread {} => return "Unread".to_owned(),
    };
    let Quantity { value, comparator, basis, unit, place } = quantity;
    let sign = match comparator {
        Comparator::Exactly => "=",
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::MoreThan => ">",
        Comparator::LessThan => "<",
        Comparator::About => "≈",
    };
    let basis = match basis {
        Basis::Level => "",
        Basis::AnnualAverage => " 年均",
        Basis::FiveYearTotal => " 五年累计",
        Basis::Difference => " 之差",
        Basis::Multiple => " 倍数",
    };
    let unit = unit.as_deref().unwrap_or_default();
    let place = place.as_deref().map_or(String::new(), |place| format!(" 在{place}"));
    format!("{sign}{value}{unit}{basis}{place}")
}

#[test]
fn indicators_are_golden() {
    let mut golden = String::new();
    for indicator in wuxis_indicators() {
        let Indicator { id, group, name, whole_name, unit, nature, values, .. } = &indicator;
        let whole_name = whole_name.as_ref().map_or(String::new(), |whole| format!("{whole} · "));
        let unit = unit.as_deref().unwrap_or("无单位");
        let nature = nature.map_or(String::new(), |nature| format!(" {nature:?}"));
        writeln!(golden, "{id} {group} {whole_name}{name}（{unit}）{nature}").unwrap();
        for value in values {
            let reading = short(&value.reading);
            writeln!(golden, "  {:?} {} 「{}」 {reading}", value.role, value.year, value.raw)
                .unwrap();
        }
        if let Some(outcome) = indicator.outcome() {
            writeln!(golden, "  → {outcome:?}").unwrap();
        }
        if let Some(pace) = indicator.pace() {
            writeln!(golden, "  → {}", short_pace(pace)).unwrap();
        }
        if let Some(level) = indicator.implied_level() {
            writeln!(golden, "  → implied level {level:.2}").unwrap();
        }
    }
    check("indicators.txt", &golden);
}

fn short_pace(pace: Pace) -> String {
    match pace {
        Pace::PercentagePoints(points) => format!("{points:+.3} percentage points a year"),
        Pace::CompoundGrowth(rate) => format!("{rate:+.3} % a year, compounded"),
        Pace::PrintedRate(rate) => format!("{rate} % a year, as printed"),
        Pace::FifthOfTotal(part) => format!("{part} a year, a fifth of the total"),
        pace => format!("{pace:?}"),
    }
}

#[test]
fn every_cell_is_read() {
    let indicators = wuxis_indicators();
    assert_eq!(indicators.len(), 57 + 32);
    for indicator in &indicators {
        assert!(!indicator.values.is_empty(), "{}", indicator.id);
        for value in &indicator.values {
            assert_ne!(value.reading, Reading::Unread {}, "{} {}", indicator.id, value.raw);
        }
    }
}

#[test]
fn known_facts_hold() {
    let indicators = wuxis_indicators();
    let indicator = |id: &str| indicators.iter().find(|indicator| indicator.id == id).expect(id);
    let reading =
        |id: &str, role: Role| &indicator(id).values_of(role).next().expect("a value").reading;
    let number = |id: &str, role: Role| match reading(id, role) {
        Reading::Quantity(Quantity { value, comparator, basis, .. }) => {
            (value.to_f64(), *comparator, *basis)
        }
        other => panic!("{id}: {other:?}"),
    };
    let (exactly, total, level) = (Comparator::Exactly, Basis::FiveYearTotal, Basis::Level);
    assert_eq!(number("14-12", Role::Target), (60.0, exactly, total));
    assert_eq!(number("14-12", Role::Baseline), (77.4, exactly, total));
    assert_eq!(number("14-32", Role::Target), (95.0, Comparator::AtLeast, level));
    assert_eq!(number("13-21", Role::Target), (28.0, Comparator::MoreThan, level));
    assert_eq!(number("13-21", Role::Expected), (22.57, exactly, level));
    assert_eq!(indicator("13-21").outcome(), Some(Outcome::NotMet));
    let absent = |absence| Reading::Absent { absence };
    assert_eq!(*reading("14-20", Role::Target), absent(Absence::SetByProvince));
    assert_eq!(*reading("13-46-1", Role::Expected), absent(Absence::NotAvailable));
    let implied = indicator("14-2").implied_level().expect("a growth target on a level");
    assert!((implied - 39.565).abs() < 0.001, "{implied}");
}

/// An indicator of the 14th period in `unit`, with the cells of some columns.
fn indicator(unit: &str, cells: &[(Role, &str)]) -> Indicator {
    let value = |(role, raw): &(Role, &str)| {
        let year = if *role == Role::Baseline { 2020 } else { 2025 };
        let reading = read_cell(raw).into_iter();
        let value = |reading| IndicatorValue { role: *role, year, raw: (*raw).to_owned(), reading };
        reading.map(value).collect::<Vec<_>>()
    };
    Indicator {
        id: "14-1".to_owned(),
        table: 0,
        row: 0,
        period: Period { ordinal: 14, first_year: 2021, last_year: 2025 },
        number: 1,
        group: String::new(),
        name: "甲".to_owned(),
        whole_name: None,
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        nature: None,
        values: cells.iter().flat_map(value).collect(),
    }
}

/// Five years lead from the baseline to the target.
#[test]
fn the_pace_follows_from_baseline_and_target() {
    for (unit, baseline, target, expected) in [
        ("%", "60", "65", "+1.000 percentage points a year"),
        ("%", "60", "50", "-2.000 percentage points a year"),
        ("%", "60", "65左右", "+1.000 percentage points a year"),
        // 1.1 to the fifth is 1.61051.
        ("元", "100000", "161051", "+10.000 % a year, compounded"),
        ("", "161051", "100000", "-9.091 % a year, compounded"),
        ("%", "年均6.5", "年均6", "6 % a year, as printed"),
        ("万元/人", "31", "年均5%", "5 % a year, as printed"),
        ("%", "待省核定", "年均6", "6 % a year, as printed"),
        ("亿美元", "[180]", "[190]", "38 a year, a fifth of the total"),
        ("亿美元", "*", "[190]", "38 a year, a fifth of the total"),
        // The baseline is on the right side of a bound already.
        ("%", "96", "≥95", "Keep"),
        ("%", "95", "≥95", "Keep"),
        ("%", "3", "＜5", "Keep"),
        ("%", ">95", ">95", "Keep"),
        ("%", "95", ">95", "+0.000 percentage points a year"),
        ("%", "90", "≥95", "+1.000 percentage points a year"),
        ("%", "96", "95", "-0.200 percentage points a year"),
        ("%", "96", "95左右", "-0.200 percentage points a year"),
        ("家", "0", "5", "NotComputable(NoNumbers)"),
        ("家", "5", "0", "NotComputable(NoNumbers)"),
        ("%", "待人口普查公布", "60", "NotComputable(BaselinePending)"),
        ("%", "—", "60", "NotComputable(NoNumbers)"),
        ("%", "60", "—", "NotComputable(NoNumbers)"),
        ("%", "60", "甲乙", "NotComputable(NoNumbers)"),
        ("%", "60", "完成省下达目标", "NotComputable(TargetNotInText)"),
        ("家", "[60]", "80", "NotComputable(AnotherBasis)"),
    ] {
        let pace = indicator(unit, &[(Role::Baseline, baseline), (Role::Target, target)]).pace();
        assert_eq!(
            pace.map(short_pace).as_deref(),
            Some(expected),
            "{baseline} to {target} {unit}"
        );
    }
    assert_eq!(indicator("%", &[(Role::Target, "60")]).pace(), None);
    assert_eq!(indicator("%", &[(Role::Baseline, "60")]).pace(), None);
}

#[test]
fn the_even_path_leads_from_level_to_level() {
    let level = |unit: &str, baseline: &str, target: &str, year: u16| {
        let level =
            indicator(unit, &[(Role::Baseline, baseline), (Role::Target, target)]).even_path(year);
        level.map(|level| format!("{level:.3}"))
    };
    let some = |level: &str| Some(level.to_owned());
    for (year, expected) in [(2020, "60.000"), (2021, "61.000"), (2023, "63.000"), (2025, "65.000")]
    {
        assert_eq!(level("%", "60", "65", year), some(expected));
    }
    for (year, expected) in [(2020, "100000.000"), (2022, "121000.000"), (2025, "161051.000")] {
        assert_eq!(level("元", "100000", "161051", year), some(expected));
    }
    // 年均10% beside 100.
    assert_eq!(level("元", "100", "年均10%", 2022), some("121.000"));
    // A rate beside a rate, a total, a bound that is kept, a number that is wanting.
    for (unit, baseline, target) in
        [("%", "年均6.5", "年均6"), ("元", "[180]", "[190]"), ("%", "96", "≥95"), ("%", "*", "95")]
    {
        assert_eq!(level(unit, baseline, target, 2022), None, "{baseline} to {target}");
    }
    let implied = |unit: &str, baseline: &str, target: &str| {
        let level = indicator(unit, &[(Role::Baseline, baseline), (Role::Target, target)]);
        level.implied_level().map(|level| format!("{level:.3}"))
    };
    assert_eq!(implied("元", "100", "年均10%"), some("161.051"));
    assert_eq!(implied("%", "100", "年均10%"), None, "a rate in the indicator's own unit");
    assert_eq!(implied("元", "100", "年均10"), None, "a mean of the level itself");
    assert_eq!(implied("元", "年均5%", "年均10%"), None, "no level to begin with");
    assert_eq!(implied("元", "100", "161"), None);
}

#[test]
fn the_outcome_compares_target_and_last_year() {
    for (target, expected_value, outcome) in [
        ("60", "60", Outcome::Met),
        ("60", "60.1", Outcome::Met),
        ("60", "59.9", Outcome::NotMet),
        (">60", "60", Outcome::NotMet),
        (">60", ">60", Outcome::Met),
        ("≥60", "60", Outcome::Met),
        ("＜5", "4.9", Outcome::Met),
        ("＜5", "5", Outcome::NotMet),
        ("＜5", "＜5", Outcome::Met),
        ("＜5", ">5", Outcome::NotMet),
        ("≤5", "5", Outcome::Met),
        ("[180]", "[180.4]", Outcome::Met),
        ("60", "待省公布", Outcome::Pending),
        ("完成省下达目标", "待省公布", Outcome::Pending),
        ("完成省下达目标", "60", Outcome::NotComparable(NotComparable::TargetNotInText)),
        ("60", "*", Outcome::NotComparable(NotComparable::NoValue)),
        ("—", "60", Outcome::NotComparable(NotComparable::NoValue)),
        ("[180]", "40", Outcome::NotComparable(NotComparable::AnotherBasis)),
        ("60", "甲乙", Outcome::NotComparable(NotComparable::Unread)),
    ] {
        let cells = [(Role::Target, target), (Role::Expected, expected_value)];
        assert_eq!(indicator("%", &cells).outcome(), Some(outcome), "{target}: {expected_value}");
    }
    assert_eq!(indicator("%", &[(Role::Target, "60"), (Role::Actual, "60")]).outcome(), None);
}

#[test]
fn a_distance_is_between_two_numbers_of_one_kind() {
    let between = |from: &str, to: &str| {
        indicator("家", &[(Role::Baseline, from), (Role::Target, to)])
            .distance(Role::Baseline, Role::Target)
            .map(|it| (it.difference, it.relative))
    };
    assert_eq!(between("50", "60"), Some((10.0, 0.2)));
    assert_eq!(between("50", "40"), Some((-10.0, -0.2)));
    for (from, to, why) in [
        ("0", "60", "no share of nothing"),
        ("[50]", "60", "a total and a level"),
        ("50", "年均5%", "a level and a rate"),
        ("50%", "60", "two units"),
        ("*", "60", "no value"),
        ("市区、江阴50；宜兴60", "60", "a value for each place"),
    ] {
        assert_eq!(between(from, to), None, "{why}");
    }
    for (target, is_ceiling) in [("＜5", true), ("≤5", true), ("5", false), (">5", false)] {
        assert_eq!(indicator("%", &[(Role::Target, target)]).has_ceiling(), is_ceiling, "{target}");
    }
    assert!(!indicator("%", &[(Role::Baseline, "＜5")]).has_ceiling());
}

/// What a column's header says of its values, and what a name's brackets do.
#[test]
fn headers_and_names_are_read() {
    let source = "某某市国民经济和社会发展第十五个五年规划纲要\n第一章 任务\n表1 “十五五”主要指标\n\
        \t序号\n\t指标名称\n\t2025年\n实际值\n\t2026年\n完成情况\n\t2030年\n预计值\n\t“十五五”\n目标\n\t2035年\n目标\n\t备注\n\n\
        \t1\n\t产值（亿元）\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n\n\
        \t2\n\t（亿元）\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n\n\
        \t3\n\t执业（助理）医师数\n\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n";
    let indicators = indicators(&parse_checked(source, &Annotations::default()).plan);
    let names: Vec<(&str, Option<&str>)> =
        indicators.iter().map(|it| (it.name.as_str(), it.unit.as_deref())).collect();
    assert_eq!(names, [("产值", Some("亿元")), ("（亿元）", None), ("执业（助理）医师数", None)]);
    let values = indicators[0].values.iter().map(|it| (it.role, it.year, it.raw.as_str()));
    assert_eq!(
        values.collect::<Vec<_>>(),
        [
            (Role::Baseline, 2025, "1"),
            (Role::Actual, 2026, "2"),
            (Role::Expected, 2030, "3"),
            (Role::Target, 2030, "4"),
            (Role::Target, 2035, "5"),
        ]
    );
}
