//! The status of actual values, for every indicator of Wuxi's own period. The values are
//! made up; what is expected was computed by hand from the table's numbers.

use plan::actual::{ActualValue, ActualValues};
use plan::indicator::{Indicator, Role, indicators};
use plan::quantity::{Comparator, read_cell};
use plan::status::{Assessment, NoStatus, Rule, Status, assess};

use crate::{annotations, outline, parse_checked};

fn wuxis_indicators() -> Vec<Indicator> {
    indicators(&parse_checked(&outline(), &annotations()).plan)
}

/// An assessment in short: `2022 OnPath: 6.05 of 2 years ≥ 6, MeanOfYears`.
fn short(assessment: Assessment) -> String {
    let Assessment { status, year, compared, n_years, comparator, reference, rule } = assessment;
    let sign = match comparator {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::MoreThan => ">",
        Comparator::LessThan => "<",
        other => panic!("{other:?} is no comparison"),
    };
    let n_years = match rule {
        Rule::MeanOfYears | Rule::SumOfYears => format!(" of {n_years} years"),
        _ => String::new(),
    };
    format!("{year} {status:?}: {compared}{n_years} {sign} {reference}, {rule:?}")
}

/// The status of `indicator` with the values `2021 6.2, 2022 5.9`.
fn status_of(indicator: &Indicator, entered: &str) -> String {
    let mut values = ActualValues::default();
    for entry in entered.split(", ") {
        let (year, value) = entry.split_once(' ').expect("a year and a value");
        let value = ActualValue::new(indicator, year, value, "");
        values.insert(value.unwrap_or_else(|mismatch| panic!("{entry}: {mismatch}")));
    }
    match assess(indicator, &values).expect("values") {
        Ok(assessment) => short(assessment),
        Err(reason) => reason.to_string(),
    }
}

const CASES: &[(&str, &str, &str)] = &[
    // 年均6 (年均6.5): (6.2 + 5.9) / 2
    ("14-1", "2021 6.2, 2022 5.9", "2022 OnPath: 6.05 of 2 years ≥ 6, MeanOfYears"),
    // A mean is a floor though the rate before was higher.
    ("14-1", "2021 -2.1", "2021 BehindPath: -2.1 of 1 years ≥ 6, MeanOfYears"),
    // 年均5% beside 31: 31 × 1.05² = 34.1775, 31 × 1.05⁵ = 39.5647
    ("14-2", "2022 34.17", "2022 BehindPath: 34.17 ≥ 34.18, PrintedGrowth"),
    ("14-2", "2025 39.6", "2025 TargetReached: 39.6 ≥ 39.56, PrintedGrowth"),
    // 年均10: 49.9 / 5 = 9.98
    (
        "14-3",
        "2021 10, 2022 10, 2023 9.9, 2024 10.2, 2025 9.8",
        "2025 TargetNotReached: 9.98 of 5 years ≥ 10, MeanOfYears",
    ),
    ("14-3", "2021 10, 2023 11, 2025 12", "not computable: year 2022 is missing"),
    // 12 → 20: 12 × (20/12)^(3/5) = 16.3039
    ("14-4", "2023 16.4", "2023 OnPath: 16.4 ≥ 16.3, EvenGrowth"),
    // 48.33 → 50: 48.33 + 1.67/5 = 48.664
    ("14-5", "2021 48.66", "2021 BehindPath: 48.66 ≥ 48.664, EvenPoints"),
    ("14-5", "2021 48.664%", "2021 OnPath: 48.664 ≥ 48.664, EvenPoints"),
    // 22.9 → 25左右: 22.9 + 2.1 × 4/5 = 24.58
    ("14-6", "2021 20, 2024 24.58", "2024 OnPath: 24.58 ≥ 24.58, EvenPoints"),
    ("14-6", "2025 24.9", "2025 TargetNotReached: 24.9 ≥ 25, Target"),
    // 54.6 → 56
    ("14-7", "2025 56.0", "2025 TargetReached: 56.0 ≥ 56, Target"),
    // 年均10 beside a single year's 10.2, both rates: (12 + 9) / 2
    ("14-8", "2021 12, 2023 9", "2023 OnPath: 10.5 of 2 years ≥ 10, MeanOfYears"),
    // 4.26 → 5: 4.26 + 0.74 × 2/5 = 4.556
    ("14-9", "2022 4.5", "2022 BehindPath: 4.5 ≥ 4.556, EvenPoints"),
    // 年均6 (年均7.9): 17.9 / 3 = 5.96667, three places
    ("14-10", "2021 6, 2022 6, 2023 5.9", "2023 BehindPath: 5.967 of 3 years ≥ 6, MeanOfYears"),
    // ＜5 (＜5)
    ("14-11", "2021 5", "2021 BehindPath: 5 < 5, Bound"),
    ("14-11", "2022 4.99", "2022 OnPath: 4.99 < 5, Bound"),
    ("14-11", "2025 5.0", "2025 TargetNotReached: 5.0 < 5, Bound"),
    // [60] ([77.4]): 60 × 2/5 = 24
    ("14-12", "2021 15, 2022 14", "2022 OnPath: 29 of 2 years ≥ 24, SumOfYears"),
    ("14-12", "2021 15, 2023 14", "not computable: year 2022 is missing"),
    (
        "14-12",
        "2021 12, 2022 12, 2023 12, 2024 12, 2025 11.9",
        "2025 TargetNotReached: 59.9 of 5 years ≥ 60, SumOfYears",
    ),
    // 83.2 → 83.5: 83.2 × (83.5/83.2)^(1/5) = 83.25991
    ("14-13", "2021 83.26", "2021 OnPath: 83.26 ≥ 83.26, EvenGrowth"),
    // 3.52 → 3.9: 3.52 × (3.9/3.52)^(4/5) = 3.820852
    ("14-14", "2024 3.82", "2024 BehindPath: 3.82 ≥ 3.8209, EvenGrowth"),
    ("14-14", "2025 3.89", "2025 TargetNotReached: 3.89 ≥ 3.9, Target"),
    // 15 → 16: 15 + 2/5
    ("14-15", "2022 15.4", "2022 OnPath: 15.4 ≥ 15.4, EvenPoints"),
    // 待省公布 → 90
    ("14-16", "2024 95", "not computable: the baseline was not known"),
    ("14-16", "2025 90", "2025 TargetReached: 90 ≥ 90, Target"),
    // 1.7 → 4.5: 1.7 × (4.5/1.7)^(2/5) = 2.50931
    ("14-17", "2022 2.5", "2022 BehindPath: 2.5 ≥ 2.509, EvenGrowth"),
    // 27.5 → 28: 27.5 + 0.5 × 3/5
    ("14-18", "2023 27.8", "2023 OnPath: 27.8 ≥ 27.8, EvenPoints"),
    // [8] ([18.7]): 8 / 5 = 1.6
    ("14-19", "2021 1.5", "2021 BehindPath: 1.5 of 1 years ≥ 1.6, SumOfYears"),
    // 完成省下达目标
    ("14-20", "2021 4.7", "not computable: the province sets the target"),
    ("14-21", "2025 9", "not computable: the province sets the target"),
    // 81.7 → 82: 81.7 + 0.3 × 4/5
    ("14-22", "2024 81.94", "2024 OnPath: 81.94 ≥ 81.94, EvenPoints"),
    // 86.0 → 90: 86 + 4/5
    ("14-23", "2021 86.7", "2021 BehindPath: 86.7 ≥ 86.8, EvenPoints"),
    // 27.71 → 27.71
    ("14-24", "2021 27.70", "2021 BehindPath: 27.70 ≥ 27.71, EvenPoints"),
    ("14-24", "2022 27.71", "2022 OnPath: 27.71 ≥ 27.71, EvenPoints"),
    // 12.3 → 13: 12.3 × (13/12.3)^(2/5) = 12.57536
    ("14-25", "2022 12.6", "2022 OnPath: 12.6 ≥ 12.575, EvenGrowth"),
    // 85 → 90: 85 × (90/85)^(3/5) = 87.9656
    ("14-26", "2023 87.9", "2023 BehindPath: 87.9 ≥ 87.97, EvenGrowth"),
    // 待省核定 → 8.5
    ("14-27", "2021 9", "not computable: the baseline was not known"),
    ("14-27", "2025 8.4", "2025 TargetNotReached: 8.4 ≥ 8.5, Target"),
    // 待省公布 → 90, without a unit
    ("14-28", "2025 90.1", "2025 TargetReached: 90.1 ≥ 90, Target"),
    // 待省核定 → 完成省下达目标
    ("14-29", "2021 10", "not computable: the province sets the target"),
    // 50.86 → 55: 50.86 × (55/50.86)^(1/5) = 51.66229
    ("14-30", "2021 51", "2021 BehindPath: 51 ≥ 51.6623, EvenGrowth"),
    // [15] ([78]): 4 − 1 + 7 = 10, 15 × 3/5 = 9
    ("14-31", "2021 4, 2022 -1, 2023 7", "2023 OnPath: 10 of 3 years ≥ 9, SumOfYears"),
    // ≥95 (98.85)
    ("14-32", "2023 94.9", "2023 BehindPath: 94.9 ≥ 95, Bound"),
    ("14-32", "2024 95", "2024 OnPath: 95 ≥ 95, Bound"),
    ("14-32", "2025 95", "2025 TargetReached: 95 ≥ 95, Bound"),
];

#[test]
fn every_indicator_of_the_period_has_its_status() {
    let indicators = wuxis_indicators();
    for indicator in indicators.iter().filter(|indicator| indicator.period.ordinal == 14) {
        let mut cases = CASES.iter().filter(|case| case.0 == indicator.id).peekable();
        assert!(cases.peek().is_some(), "{} has no case", indicator.id);
        for (id, entered, expected) in cases {
            assert_eq!(status_of(indicator, entered), *expected, "{id} with {entered}");
        }
        assert_eq!(assess(indicator, &ActualValues::default()), None);
    }
}

/// The indicator `unit`, `baseline` → `target`, otherwise Wuxi's 14-5.
fn made_up(unit: &str, baseline: &str, target: &str) -> Indicator {
    let indicators = wuxis_indicators();
    let found = indicators.iter().find(|indicator| indicator.id == "14-5");
    let mut indicator = found.expect("Wuxi's indicator").clone();
    indicator.unit = Some(unit.to_owned());
    indicator.values = indicator
        .values
        .iter()
        .flat_map(|value| {
            let raw = if value.role == Role::Target { target } else { baseline };
            read_cell(raw).into_iter().map(|reading| {
                let raw = raw.to_owned();
                plan::indicator::IndicatorValue { raw, reading, ..value.clone() }
            })
        })
        .collect();
    indicator
}

#[test]
fn other_plans_indicators_have_their_status() {
    for (unit, baseline, target, entered, expected) in [
        // A level that is to fall: 0.05 → 0.04 is 0.05 × 0.8^(1/5) = 0.047818 after a year.
        ("人/亿元", "0.05", "0.04", "2021 0.047", "2021 OnPath: 0.047 ≤ 0.0478, EvenGrowth"),
        ("人/亿元", "0.05", "0.04", "2021 0.048", "2021 BehindPath: 0.048 ≤ 0.0478, EvenGrowth"),
        ("人/亿元", "0.05", "0.04", "2025 0.04", "2025 TargetReached: 0.04 ≤ 0.04, Target"),
        (
            "人/亿元",
            "0.05",
            "0.04左右",
            "2025 0.041",
            "2025 TargetNotReached: 0.041 ≤ 0.04, Target",
        ),
        // 万分之 is a level, not a share: 60 × (50/60)^(1/5) = 57.8515
        ("万分之", "60", "50", "2021 57.86", "2021 BehindPath: 57.86 ≤ 57.85, EvenGrowth"),
        // Bounds that the baseline does not keep have a path to them: 6 − 1/5, 20 + 8/5
        ("%", "6", "＜5", "2021 5.8", "2021 OnPath: 5.8 ≤ 5.8, EvenPoints"),
        ("%", "6", "＜5", "2025 5", "2025 TargetNotReached: 5 < 5, Target"),
        ("%", "20", ">28", "2021 21.6", "2021 OnPath: 21.6 ≥ 21.6, EvenPoints"),
        ("%", "20", ">28", "2025 28.01", "2025 TargetReached: 28.01 > 28, Target"),
        ("%", "4", "≤5", "2021 5", "2021 OnPath: 5 ≤ 5, Bound"),
        // A total with a ceiling: 5 × 2/5
        ("万亩", "[5.39]", "[≤5]", "2021 1, 2022 1", "2022 OnPath: 2 of 2 years ≤ 2, SumOfYears"),
        // 年均 with a sign, and beside a rate of its own kind.
        ("%", "年均7%", "年均5%", "2021 5", "2021 OnPath: 5 of 1 years ≥ 5, MeanOfYears"),
        ("元", "年均7%", "年均5%", "2021 5", "2021 OnPath: 5 of 1 years ≥ 5, MeanOfYears"),
        ("元", "待省公布", "年均5%", "2025 5", "not computable: the baseline was not known"),
        // What cannot be computed.
        (
            "元",
            "10",
            "市区11；宜兴10",
            "2025 11",
            "not computable: it has numbers for several places",
        ),
        (
            "元",
            "市区9；宜兴8",
            "10",
            "2021 11",
            "not computable: it has numbers for several places",
        ),
        (
            "元",
            "[9]",
            "10",
            "2021 1",
            "not computable: baseline and target are counted differently",
        ),
        ("元", "—", "10", "2021 1", "not computable: the table has no numbers for it"),
        ("元", "0", "10", "2021 1", "not computable: the table has no numbers for it"),
        ("元", "10", "与增长同步", "2025 1", "not computable: the table has no numbers for it"),
    ] {
        let indicator = made_up(unit, baseline, target);
        let status = status_of(&indicator, entered);
        assert_eq!(status, expected, "{baseline} → {target}（{unit}） with {entered}");
    }
}

#[test]
fn huge_numbers_are_compared_without_a_panic() {
    for target in ["999999999999999", "0.00000000000001", "[999999999999999]", "年均0.1"] {
        let indicator = made_up("元", "1", target);
        status_of(&indicator, "2021 999999999999999, 2022 -0.00000000000001, 2023 0");
    }
    let indicator = made_up("元", "1", "[2]");
    let mut values = ActualValues::default();
    let value = ActualValue::new(&indicator, "2021", "0.123456789012345", "");
    assert!(value.is_err(), "sixteen digits");
    values.insert(ActualValue::new(&indicator, "2021", "0.12345678901234", "").expect("fifteen"));
    let assessed = assess(&indicator, &values).expect("a value").expect("computable");
    assert_eq!((assessed.status, assessed.n_years), (Status::BehindPath, 1));
    assert_eq!(NoStatus::YearMissing(2022).to_string(), "not computable: year 2022 is missing");
}
