//! A reader's own actual values in words: where they stand, and what is wrong with an
//! entry.

use plan::actual::{Expected, Mismatch, RowError};
use plan::indicator::{Indicator, Role};
use plan::quantity::{Basis, Comparator, Reading};
use plan::status::{Assessment, NoStatus, Rule, Status};

use crate::view::indicator::{period_name, unit_in_words};

/// What a year's field is for, with the unit; and what becomes of the value.
pub fn what_to_enter(indicator: &Indicator) -> String {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
    let target = indicator.values_of(Role::Target).next().map(|value| &value.reading);
    match target {
        Some(Reading::Quantity(target)) => match target.basis {
            Basis::FiveYearTotal => format!("填当年一年的数{unit}，不是几年累计的数。"),
            Basis::AnnualAverage if target.unit.is_none() => {
                format!("填当年的增长率{unit}，不是几年平均的数。")
            }
            Basis::AnnualAverage => format!("填当年的数值{unit}，不是增长率。"),
            _ => format!("填当年的数{unit}。"),
        },
        _ => format!("填当年的数{unit}。目标没有写数，所以只存着，不比。"),
    }
}

/// A status with everything that it was computed from.
pub fn assessment_in_words(indicator: &Indicator, assessment: &Assessment) -> String {
    let Assessment { status, year, compared, n_years, comparator, reference, rule } = assessment;
    let unit = unit_in_words(indicator.unit.as_deref().unwrap_or_default());
    let what = match rule {
        Rule::MeanOfYears => format!("{n_years}年平均"),
        Rule::SumOfYears => format!("{n_years}年累计"),
        _ => format!("{year}年"),
    };
    let reference_name = match rule {
        Rule::EvenPoints | Rule::EvenGrowth => format!("均匀推算到{year}年的"),
        Rule::PrintedGrowth => format!("按规划的增速推算到{year}年的"),
        Rule::Bound => "目标的界限".to_owned(),
        Rule::MeanOfYears => "规划写的年均".to_owned(),
        Rule::SumOfYears => format!("目标平摊到{n_years}年的"),
        Rule::Target => "目标".to_owned(),
    };
    let holds = matches!(status, Status::TargetReached | Status::OnPath);
    let relation = match (comparator, holds) {
        (Comparator::AtMost, true) | (Comparator::MoreThan, false) => "不高于",
        (Comparator::AtMost, false) | (Comparator::MoreThan, true) => "高于",
        (Comparator::LessThan, true) => "低于",
        (Comparator::LessThan, false) => "不低于",
        (_, true) => "不低于",
        (_, false) => "低于",
    };
    let conclusion = match status {
        Status::TargetReached => "达到目标值",
        Status::TargetNotReached => "未达到目标值",
        Status::OnPath => "达到均匀进度",
        Status::BehindPath => "未达到均匀进度",
    };
    format!("{what}{compared}{unit}，{relation}{reference_name}{reference}{unit}：{conclusion}。")
}

/// Why there is no status.
pub fn no_status_in_words(reason: NoStatus) -> String {
    match reason {
        NoStatus::TargetNotInText => "目标由省里下达，规划没有写数，没法比。".to_owned(),
        NoStatus::BaselinePending => {
            "基期的数编规划时还没有，算不出均匀进度；最后一年的数可以和目标比。".to_owned()
        }
        NoStatus::AnotherBasis => "基期和目标的口径不同，没法比。".to_owned(),
        NoStatus::SeveralPlaces => "目标按地方分列，没法比。".to_owned(),
        NoStatus::YearMissing(year) => format!("还缺{year}年的数，加不起来，没法比。"),
        NoStatus::NoNumbers => "没有可以比的数。".to_owned(),
    }
}

/// `第7行：应为数，实为“n/a”。`
pub fn row_error_in_words(error: &RowError) -> String {
    format!("第{}行：{}", error.row, mismatch_in_words(&error.mismatch))
}

/// `应为数，实为“n/a”。`
pub fn mismatch_in_words(mismatch: &Mismatch) -> String {
    let expected = match mismatch.expected {
        Expected::Column(name) => format!("“{name}”这一列"),
        Expected::Fields(n_fields) => format!("{n_fields}格"),
        Expected::ClosedQuote => "成对的引号".to_owned(),
        Expected::Indicator => "规划里的指标编号，如14-12".to_owned(),
        Expected::IndicatorOfPeriod(ordinal) => format!("{}指标的编号", period_name(ordinal)),
        Expected::Year { first, last } => format!("{first}到{last}年"),
        Expected::Number => "数".to_owned(),
        Expected::ShorterSource => {
            format!("不超过{}字的来源", plan::actual::MAX_SOURCE_CHARS)
        }
        Expected::Utf8 => "UTF-8编码的文字（另存时选“CSV UTF-8”）".to_owned(),
        Expected::OneRow { .. } => String::new(),
    };
    let found = &mismatch.found;
    match mismatch.expected {
        Expected::Column(_) if found.is_empty() => format!("应为{expected}，实际是空的。"),
        Expected::Fields(_) => format!("应有{expected}，实有{found}格。"),
        Expected::OneRow { first_row } => {
            format!("和第{first_row}行重复（{found}），用的是第{first_row}行。")
        }
        _ => format!("应为{expected}，实为“{found}”。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use plan::actual::{ActualValue, ActualValues, read_csv};
    use plan::status::assess;

    fn assessed(id: &str, entries: &[(&str, &str)]) -> String {
        let numbers = data::numbers();
        let indicator = numbers.indicators.iter().find(|it| it.id == id).expect(id);
        let mut values = ActualValues::default();
        for (year, value) in entries {
            values.insert(ActualValue::new(indicator, year, value, "").expect("a value"));
        }
        match assess(indicator, &values).expect("values") {
            Ok(assessment) => assessment_in_words(indicator, &assessment),
            Err(reason) => no_status_in_words(reason),
        }
    }

    #[test]
    fn a_status_names_its_inputs() {
        // 48.33 + 2 · (50 − 48.33) / 5 = 48.998, to two places more than its numbers.
        assert_eq!(
            assessed("14-5", &[("2022", "49.2")]),
            "2022年49.2%，不低于均匀推算到2022年的48.998%：达到均匀进度。"
        );
        assert_eq!(
            assessed("14-12", &[("2021", "11"), ("2022", "12")]),
            "2年累计23万人，低于目标平摊到2年的24万人：未达到均匀进度。"
        );
        assert_eq!(
            assessed("14-11", &[("2025", "5")]),
            "2025年5%，不低于目标的界限5%：未达到目标值。"
        );
        assert_eq!(assessed("14-12", &[("2022", "12")]), "还缺2021年的数，加不起来，没法比。");
        assert_eq!(assessed("14-20", &[("2022", "12")]), "目标由省里下达，规划没有写数，没法比。");
    }

    #[test]
    fn a_field_says_what_belongs_in_it() {
        let numbers = data::numbers();
        let words =
            |id: &str| what_to_enter(numbers.indicators.iter().find(|it| it.id == id).expect(id));
        assert_eq!(words("14-12"), "填当年一年的数（万人），不是几年累计的数。");
        assert_eq!(words("14-10"), "填当年的增长率（%），不是几年平均的数。");
        assert_eq!(words("14-2"), "填当年的数值（万元/人），不是增长率。");
        assert_eq!(words("14-28"), "填当年的数。");
        assert_eq!(words("14-20"), "填当年的数（%）。目标没有写数，所以只存着，不比。");
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_row_by_row() {
        let (plan, numbers) = (data::plan(), data::numbers());
        let csv = "indicator,year,value,source\n14-12,2021,n/a,x\n99,2021,1,x\n14-12,2031,1,x\n\
                   14-12,2022,1,x\n14-12,2022,2,x\n14-12,2023\n";
        let period = plan.period.expect("a period");
        let import = read_csv(csv, &numbers.indicators, period);
        let words: Vec<_> = import.errors.iter().map(row_error_in_words).collect();
        assert_eq!(
            words,
            [
                "第2行：应为数，实为“n/a”。",
                "第3行：应为规划里的指标编号，如14-12，实为“99”。",
                "第4行：应为2021到2025年，实为“2031”。",
                "第6行：和第5行重复（14-12, 2022），用的是第5行。",
                "第7行：应有4格，实有2格。",
            ]
        );
    }
}
