//! Western digits as they are said in Chinese.
//!
//! Voices differ in years, road numbers and 两, so nothing is left to them.

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The most digits that are said by their places.
const MAX_PLACES: usize = 12;

fn value(digit: char) -> usize {
    digit.to_digit(10).unwrap_or_default() as usize
}

/// Says `digits` one by one (`2025` 二零二五).
pub fn say_digits(digits: &str, said: &mut String) {
    said.extend(digits.chars().map(|digit| DIGITS[value(digit)]));
}

/// Says `digits` one by one, 1 as 幺, as numbers of roads are (`312` 三幺二).
pub fn say_call_sign(digits: &str, said: &mut String) {
    said.extend(digits.chars().map(|digit| if digit == '1' { "幺" } else { DIGITS[value(digit)] }));
}

/// Says the whole number `digits` by its places: `12370` 一万二千三百七十, `2000` 两千. One
/// that opens with a zero or is very long is said digit by digit.
pub fn say_number(digits: &str, said: &mut String) {
    let n_digits = digits.len();
    if n_digits > MAX_PLACES || (n_digits > 1 && digits.starts_with('0')) {
        return say_digits(digits, said);
    }
    if digits == "0" {
        said.push('零');
        return;
    }
    let (mut has_gap, mut is_group_said) = (false, false);
    for (at, digit) in digits.chars().enumerate() {
        let place = n_digits - 1 - at;
        let digit = value(digit);
        if digit == 0 {
            has_gap = true;
        } else {
            if has_gap {
                said.push('零');
            }
            (has_gap, is_group_said) = (false, true);
            let is_first = at == 0;
            if is_first && digit == 2 && matches!(place, 3 | 4 | 7 | 8 | 11) {
                said.push('两');
            } else if !(is_first && digit == 1 && place % 4 == 1) {
                said.push_str(DIGITS[digit]);
            }
            said.push_str(["", "十", "百", "千"][place % 4]);
        }
        if place.is_multiple_of(4) && is_group_said {
            said.push_str(["", "万", "亿"][place / 4]);
            (has_gap, is_group_said) = (false, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_said_by_places() {
        for (digits, words) in [
            ("0", "零"),
            ("2", "二"),
            ("10", "十"),
            ("15", "十五"),
            ("20", "二十"),
            ("101", "一百零一"),
            ("110", "一百一十"),
            ("200", "二百"),
            ("1024", "一千零二十四"),
            ("1110", "一千一百一十"),
            ("2000", "两千"),
            ("2013", "两千零一十三"),
            ("2400", "两千四百"),
            ("10001", "一万零一"),
            ("12370", "一万二千三百七十"),
            ("20000", "两万"),
            ("57589", "五万七千五百八十九"),
            ("100500", "十万零五百"),
            ("105000", "十万五千"),
            ("10000500", "一千万零五百"),
            ("100000000", "一亿"),
            ("100000500", "一亿零五百"),
            ("200020002", "两亿零二万零二"),
            ("210000000000", "两千一百亿"),
            ("007", "零零七"),
            ("1234567890123", "一二三四五六七八九零一二三"),
        ] {
            let mut said = String::new();
            say_number(digits, &mut said);
            assert_eq!(said, words, "{digits}");
        }
    }

    #[test]
    fn years_and_roads_are_said_digit_by_digit() {
        let (mut year, mut road) = (String::new(), String::new());
        say_digits("2021", &mut year);
        say_call_sign("312", &mut road);
        assert_eq!([year, road], ["二零二一", "三幺二"]);
    }
}
