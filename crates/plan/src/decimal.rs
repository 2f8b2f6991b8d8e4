//! Decimal numbers as a document prints them: exact, with the printed places.
//!
//! A printed `98.60` is no binary fraction, and reading and writing floating point
//! costs a browser tens of kilobytes; whole numbers do.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

/// A number of at most 15 digits, `units` divided by ten to the power of `n_places`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i64,
    n_places: u32,
}

impl Decimal {
    const MAX_DIGITS: usize = 15;

    /// The number 1.
    pub const ONE: Self = Self { units: 1, n_places: 0 };

    /// The number that `text` prints (`12`, `98.60`); `None` where it is not one, or
    /// has more than 15 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let n_digits = whole.len() + fraction.len();
        let has_fraction = text.len() > whole.len();
        if whole.is_empty()
            || (has_fraction && fraction.is_empty())
            || n_digits > Self::MAX_DIGITS
            || !is_number(whole)
            || !is_number(fraction)
        {
            return None;
        }
        let digits = whole.bytes().chain(fraction.bytes());
        let units = digits.fold(0, |units, digit| units * 10 + i64::from(digit - b'0'));
        Some(Self { units, n_places: fraction.len() as u32 })
    }

    /// `units` divided by ten to the power of `n_places`, printed with as many places.
    pub fn new(units: i64, n_places: u32) -> Self {
        Self { units, n_places }
    }

    /// As [`parse`](Self::parse), with a sign before it where there is one: `-2.1`,
    /// `−2.1`, `+5.8`. For what a person enters; printed cells have no sign.
    pub fn parse_signed(text: &str) -> Option<Self> {
        match text.strip_prefix(['-', '−']) {
            Some(size) => Self::parse(size).map(|size| Self { units: -size.units, ..size }),
            None => Self::parse(text.strip_prefix('+').unwrap_or(text)),
        }
    }

    /// `value` rounded to `n_places`, without zeros at its end. For what is computed. A
    /// number too large for so many places gets as many as it has digits for.
    pub fn rounded(value: f64, n_places: u32) -> Self {
        let mut n_places = n_places.min(Self::MAX_DIGITS as u32);
        while n_places > 0 && value.abs() * 10i64.pow(n_places) as f64 >= 1e15 {
            n_places -= 1;
        }
        let mut units = (value * 10i64.pow(n_places) as f64).round() as i64;
        while n_places > 0 && units % 10 == 0 {
            units /= 10;
            n_places -= 1;
        }
        Self { units, n_places }
    }

    /// The number of places behind the point, as printed: 2 for `98.60`.
    pub fn n_places(self) -> u32 {
        self.n_places
    }

    /// The exact sum; `None` where it has too many digits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let n_places = self.n_places.max(other.n_places);
        let scaled =
            |number: Self| number.units.checked_mul(10i64.checked_pow(n_places - number.n_places)?);
        Some(Self { units: scaled(self)?.checked_add(scaled(other)?)?, n_places })
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10i64.pow(self.n_places) as f64
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10u64.pow(self.n_places);
        let units = self.units.unsigned_abs();
        let sign = if self.units < 0 { "-" } else { "" };
        write!(f, "{sign}{}", units / one)?;
        if self.n_places > 0 {
            let n_places = self.n_places as usize;
            write!(f, ".{:0n_places$}", units % one)?;
        }
        Ok(())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |units: i64, n_places: u32| i128::from(units) * 10i128.pow(n_places);
        scaled(self.units, other.n_places).cmp(&scaled(other.units, self.n_places))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.n_places == 0 {
            serializer.serialize_i64(self.units)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect(text)
    }

    #[test]
    fn printed_places_are_kept() {
        for text in ["0", "12", "98.60", "0.05", "12370.48"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("0.007").to_f64(), 0.007);
        let n_places = ["12", "98.60", "0.005"].map(|text| decimal(text).n_places());
        assert_eq!(n_places, [0, 2, 3]);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", ".", "1.", ".5", "1.2.3", "-1", "1e3", "１", "1234567890123456"] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn signed_numbers_are_read() {
        for (text, printed) in
            [("-2.10", "-2.10"), ("−0.5", "-0.5"), ("+5.8", "5.8"), ("12", "12"), ("-0", "0")]
        {
            let number = Decimal::parse_signed(text).expect(text);
            assert_eq!(number.to_string(), printed);
        }
        for text in ["", "-", "--1", "+-1", "- 1", "-.5", "−", "1-", "-1234567890123456"] {
            assert!(Decimal::parse_signed(text).is_none(), "{text}");
        }
        assert!(Decimal::parse_signed("-2.1") < Decimal::parse_signed("-2.05"));
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(decimal("98.60"), decimal("98.6"));
        assert_ne!(decimal("98.60"), decimal("98.61"));
        assert!(decimal("22.57") < decimal("28"));
        assert!(decimal("0.05") > decimal("0.007"));
    }

    #[test]
    fn sums_are_exact() {
        let sum = |a: &str, b: &str| decimal(a).checked_add(decimal(b)).map(|it| it.to_string());
        assert_eq!(sum("11.10", "0.2").as_deref(), Some("11.30"));
        assert_eq!(sum("0.1", "0.2").as_deref(), Some("0.3"));
        assert_eq!(sum("999999999999999", "0.00000000000001"), None);
    }

    #[test]
    fn computed_numbers_are_rounded() {
        for (value, n_places, text) in [
            (0.334, 2, "0.33"),
            (12.0, 2, "12"),
            (-1.25, 1, "-1.3"),
            (39.565, 2, "39.57"),
            (0.0, 3, "0"),
            (1e14, 4, "100000000000000"),
            (0.5, 400, "0.5"),
            (123_456_789_012_345.0, 15, "123456789012345"),
            (1e18, 3, "1000000000000000000"),
        ] {
            assert_eq!(Decimal::rounded(value, n_places).to_string(), text);
        }
    }
}
