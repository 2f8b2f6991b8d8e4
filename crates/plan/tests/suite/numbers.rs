//! The indicators' typed values, pinned in a file that was reviewed by eye.

use std::fmt::Write;

use plan::indicator::{Indicator, Outcome, Pace, Role, indicators};
use plan::quantity::{Absence, Basis, Comparator, Quantity, Reading};

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
