//! A table's row as a person reads it out: the name, then each column's header and value,
//! the unit with the number.

use std::borrow::Cow;

use super::words::said;
use crate::indicator::name_and_unit;
use crate::model::{ColumnRole, Row, Table, unwrapped};

/// What is said of the row at `row_idx` of `table`: `第十二项，五年新增城镇就业：二零二零年
/// 预计值或实际值，五年累计七十七点四万人；…；预期性。` The group is said where it begins, the
/// name of a divided indicator at its first part. Of an empty row nothing is said.
pub fn said_of_row(table: &Table, row_idx: usize) -> String {
    let row = &table.rows[row_idx];
    let mut words = String::new();
    let mut unit = None;
    for (column_idx, cell) in row.cells.iter().enumerate() {
        let column = table.columns.get(column_idx);
        let role = column.map_or(ColumnRole::Value, |column| column.role);
        let text = unwrapped(&cell.text);
        if role == ColumnRole::Name {
            unit = say_name(row, &text, cell.is_carried, &mut words);
        } else if text.trim().is_empty() || cell.is_carried {
            // A merged cell was said with the row above.
        } else if role == ColumnRole::Group {
            // A table that goes on behind a page's break names the group again.
            let above =
                row_idx.checked_sub(1).and_then(|above| table.rows[above].cells.get(column_idx));
            if above.is_some_and(|above| above.text == cell.text) {
                continue;
            }
            words.extend([said(&text).as_str(), "。"]);
        } else if role == ColumnRole::Number {
            words.push_str(&said(&format!("第{text}项，")));
        } else if role == ColumnRole::Nature {
            words.extend([said(&text).as_str(), "；"]);
        } else {
            let header = column.map_or(Cow::Borrowed(""), |column| unwrapped(&column.text));
            let value = match unit.as_deref() {
                _ if ["—", "－", "-"].contains(&text.trim()) => "没有数值".to_owned(),
                _ if text.trim() == "*" => "见注".to_owned(),
                Some(unit) => said(&with_unit(&text, unit)),
                None => said(&with_unit(&text, "")),
            };
            words.extend([said(&header).as_str(), "，", &value, "；"]);
        }
    }
    let end = words.trim_end_matches(['；', '，', '：', '。']).len();
    words.truncate(end);
    if !words.is_empty() {
        words.push('。');
    }
    words
}

/// Says the row's name, and gives its unit.
fn say_name(row: &Row, name: &str, is_carried: bool, words: &mut String) -> Option<String> {
    let (name, mut unit) = name_and_unit(name);
    if !is_carried {
        words.extend([said(&name).as_str(), "，"]);
    }
    if let Some(cell) = &row.sub_indicator {
        let (name, own_unit) = name_and_unit(&unwrapped(&cell.text));
        words.extend([said(&name).as_str(), "，"]);
        unit = own_unit.or(unit);
    }
    if words.ends_with('，') {
        words.pop();
        words.push('：');
    }
    unit
}

/// The value with its unit at the numbers that have none of their own, and with words for the
/// brackets of a five-year total: `25左右` in % is `25%左右`, `[77.4]` is `五年累计77.4万人`.
fn with_unit(value: &str, unit: &str) -> String {
    let is_before = unit.ends_with("分之");
    let mut text = String::new();
    let mut is_number = false;
    let mut chars = value.chars().peekable();
    while let Some(ch) = chars.next() {
        let is_digit = ch.is_ascii_digit();
        match ch {
            '[' | '［' | '〔' => text.push_str("五年累计"),
            ']' | '］' | '〕' => {}
            _ => {
                if is_before && is_digit && !is_number {
                    text.push_str(unit);
                }
                text.push(ch);
            }
        }
        is_number = is_digit || (is_number && ch == '.');
        let has_ended = match chars.peek() {
            Some(next) => "左以；，、]］〕-—～~".contains(*next),
            None => true,
        };
        if is_digit && has_ended && !is_before {
            text.push_str(unit);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_its_unit_at_each_number() {
        for (value, unit, words) in [
            ("25左右", "%", "25%左右"),
            ("[77.4]", "万人", "五年累计77.4万人"),
            ("市区11520；宜兴10920", "元", "市区11520元；宜兴10920元"),
            ("6—7", "%", "6%—7%"),
            ("4.5；5.25", "千分之", "千分之4.5；千分之5.25"),
            ("年均5%", "万元", "年均5%"),
            ("1.2:3", "", "1.2:3"),
        ] {
            assert_eq!(with_unit(value, unit), words, "{value}");
        }
    }
}
