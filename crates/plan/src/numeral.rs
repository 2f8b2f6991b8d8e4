//! Chinese numerals as headings print them: 一, 十七, 二十, 六十五, 一百零二.
//!
//! Leaves money numerals (壹贰叁) and numbers of 10,000 and more to others: no
//! heading is numbered with them.

/// The value of a Chinese or Western numeral between 1 and 9,999, or `None`
/// where `numeral` is not one.
///
/// `第十七章` counts by places (十七), `二〇三五年` digit by digit; both are read.
pub fn parse_numeral(numeral: &str) -> Option<u16> {
    if numeral.is_empty() || numeral.chars().count() > 8 {
        return None;
    }
    let value = if numeral.chars().all(|ch| ch.is_ascii_digit()) {
        numeral.parse().ok()?
    } else if numeral.chars().all(|ch| digit(ch).is_some()) {
        numeral.chars().try_fold(0u32, |value, ch| Some(value * 10 + digit(ch)?))?
    } else {
        by_places(numeral)?
    };
    u16::try_from(value).ok().filter(|value| (1..=9_999).contains(value))
}

/// `number` in Chinese numerals by places, as a heading prints it (`十七`).
///
/// Shapes: 1 to 99, the range of headings; larger numbers come out in digits.
pub fn format_numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        1..=99 => {
            let (tens, units) = (usize::from(number / 10), usize::from(number % 10));
            let tens = match tens {
                0 => String::new(),
                1 => "十".to_owned(),
                tens => format!("{}十", DIGITS[tens]),
            };
            tens + DIGITS[units]
        }
        _ => number.to_string(),
    }
}

/// Whether `ch` can stand in a heading's numeral (`第` … `章`).
pub fn is_numeral_char(ch: char) -> bool {
    ch.is_ascii_digit() || digit(ch).is_some() || place(ch).is_some()
}

fn digit(ch: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == ch)
        .or((ch == '零').then_some(0))
        .map(|value| value as u32)
}

fn place(ch: char) -> Option<u32> {
    match ch {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    }
}

fn by_places(numeral: &str) -> Option<u32> {
    let mut value = 0;
    let mut pending = None;
    let mut lowest_place = u32::MAX;
    for ch in numeral.chars() {
        if let Some(place) = place(ch) {
            if place >= lowest_place {
                return None;
            }
            lowest_place = place;
            value += place * pending.take().unwrap_or(1);
        } else {
            match (digit(ch)?, pending) {
                (0, _) => pending = None,
                (digit, None) => pending = Some(digit),
                (_, Some(_)) => return None,
            }
        }
    }
    Some(value + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_numerals_are_read() {
        for (numeral, value) in [
            ("一", 1),
            ("十", 10),
            ("十七", 17),
            ("二十", 20),
            ("六十五", 65),
            ("一百零二", 102),
            ("一百二十", 120),
            ("二〇三五", 2035),
            ("一千零一十", 1010),
            ("九千九百九十九", 9999),
            ("零零零零零零零九", 9),
            ("12", 12),
        ] {
            assert_eq!(parse_numeral(numeral), Some(value), "{numeral}");
        }
    }

    #[test]
    fn what_is_no_numeral_is_refused() {
        for text in [
            "",
            "〇",
            "0",
            "十百",
            "一十二三",
            "甲",
            "99999",
            "一二三四五六七八九",
            "零零零零零零零零九",
        ] {
            assert_eq!(parse_numeral(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_printed_as_headings_print_them() {
        for (number, numeral) in
            [(1, "一"), (10, "十"), (17, "十七"), (20, "二十"), (99, "九十九"), (100, "100")]
        {
            assert_eq!(format_numeral(number), numeral);
        }
    }

    #[test]
    fn format_and_parse_agree() {
        for number in 1..=9_999 {
            assert_eq!(parse_numeral(&format_numeral(number)), Some(number));
        }
    }
}
