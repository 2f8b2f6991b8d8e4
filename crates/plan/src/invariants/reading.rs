//! What holds of every printed value: a reading is in the words that were read.

use std::cmp::Ordering;

use super::same;
use crate::decimal::Decimal;
use crate::numeral::{format_numeral, is_numeral_char, parse_numeral};
use crate::quantity::{Quantity, Reading, read_cell};

/// Checks what a cell that prints `raw` is read as: its number, unit and place are runs of
/// it, and white space around it changes nothing.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_cell(raw: &str) -> Result<(), String> {
    let readings = read_cell(raw);
    let n_parts = raw.split('；').count();
    if readings.len() != 1 && readings.len() != n_parts {
        return Err(format!("expected 1 or {n_parts} readings, but found {}", readings.len()));
    }
    let parts = raw.split('；').cycle();
    for (reading, part) in readings.iter().zip(parts) {
        let part = if readings.len() == 1 { raw } else { part };
        let Reading::Quantity(quantity) = reading else { continue };
        let Quantity { value, unit, place, .. } = quantity;
        if !numbers(part).any(|number| is_printed_as(*value, number)) {
            return Err(format!("expected a number of {part:?}, but found {value}"));
        }
        for words in unit.iter().chain(place) {
            if words.is_empty() || !part.contains(words.as_str()) {
                return Err(format!("expected words of {part:?}, but found {words:?}"));
            }
        }
        if place.is_some() != (readings.len() > 1) {
            return Err(format!("expected a place where there are several, but found {place:?}"));
        }
    }
    same(&format!("the readings of {raw:?}"), &read_cell(&format!(" {raw}\u{3000}")), &readings)
}

/// The runs of digits and points in `text`.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|ch: char| !ch.is_ascii_digit() && ch != '.').filter(|run| !run.is_empty())
}

/// Whether `value` is what `printed` says, with its places; zeros before it say nothing.
fn is_printed_as(value: Decimal, printed: &str) -> bool {
    let bare = printed.trim_start_matches('0');
    let bare =
        if bare.is_empty() || bare.starts_with('.') { format!("0{bare}") } else { bare.into() };
    value.to_string() == bare
}

/// Checks the number that `text` prints, if it prints one: it is printed again as it was, and
/// stands to `other` as the two are in whole numbers of their smallest unit.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_number(text: &str, other: &str) -> Result<(), String> {
    let Some(value) = Decimal::parse_signed(text) else {
        return match Decimal::parse(text) {
            Some(value) => Err(format!("expected no number in {text:?}, but found {value}")),
            None => Ok(()),
        };
    };
    let digits = text.trim_start_matches(['-', '−', '+']);
    let printed = value.to_string();
    if !is_printed_as(value, digits) && printed.trim_start_matches('-') != printed {
        // A minus is part of the number.
        let size = Decimal::parse(digits).map(|size| format!("-{size}"));
        same(&format!("the number of {text:?}"), &Some(printed.clone()), &size)?;
    } else if !is_printed_as(value, digits) {
        return Err(format!("expected {digits:?}, but found {printed:?}"));
    }
    let n_places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    same(&format!("the places of {text:?}"), &(value.n_places() as usize), &n_places)?;
    same(&format!("{text:?} read again"), &Decimal::parse_signed(&printed), &Some(value))?;
    let Some(other) = Decimal::parse_signed(other) else { return Ok(()) };
    let order = whole(value, 15).cmp(&whole(other, 15));
    same(&format!("the order of {value} and {other}"), &value.cmp(&other), &order)?;
    same(&format!("the order of {other} and {value}"), &other.cmp(&value), &order.reverse())?;
    same(&format!("{value} = {other}"), &(value == other), &(order == Ordering::Equal))?;
    let sum = value.checked_add(other);
    let exact = whole(value, 15) + whole(other, 15);
    if let Some(sum) = sum {
        same(&format!("{value} + {other}"), &whole(sum, 15), &exact)?;
    }
    same(&format!("{other} + {value}"), &other.checked_add(value), &sum)
}

/// `value` as a whole number of units of which ten to the power of `n_places` are 1.
fn whole(value: Decimal, n_places: usize) -> i128 {
    let printed = value.to_string();
    let (printed, sign) = match printed.strip_prefix('-') {
        Some(printed) => (printed, -1),
        None => (printed.as_str(), 1),
    };
    let (whole, fraction) = printed.split_once('.').unwrap_or((printed, ""));
    let digits = format!("{whole}{fraction:0<n_places$}");
    sign * digits.bytes().fold(0, |units, digit| units * 10 + i128::from(digit - b'0'))
}

/// Checks how a computed `value` is rounded to `n_places`: to the nearest number with so many
/// places, or with as many as there are digits for.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_rounded(value: f64, n_places: u32) -> Result<(), String> {
    let rounded = Decimal::rounded(value, n_places);
    let printed = rounded.to_string();
    if rounded.n_places() > n_places || rounded.n_places() > 0 && printed.ends_with('0') {
        return Err(format!("expected {n_places} places without zeros, but found {printed}"));
    }
    if value.abs() < 1e15 {
        let n_digits = value.abs().max(1.0).log10() as u32 + 1;
        let places = n_places.min(15_u32.saturating_sub(n_digits)) as i32;
        // Half a place, and what floating point itself loses.
        let off = (rounded.to_f64() - value).abs();
        if off > 0.5 * 10f64.powi(-places) + value.abs() * 1e-15 {
            return Err(format!("expected {value} to {places} places, but found {printed}"));
        }
    }
    Ok(())
}

/// Checks what `text` is read as if it is a numeral: a number that is printed so and read
/// back.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_numeral(text: &str) -> Result<(), String> {
    let Some(number) = parse_numeral(text) else { return Ok(()) };
    if !(1..=9_999).contains(&number) || !text.chars().all(is_numeral_char) {
        return Err(format!("expected a numeral from 1 to 9,999, but found {number} in {text:?}"));
    }
    same(&format!("{text:?}"), &parse_numeral(&format_numeral(number)), &Some(number))
}
