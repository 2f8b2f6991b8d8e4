//! Actual values of the plan's own period, as a reader enters them: by hand or as CSV.
//!
//! The plan was printed before its years were over, so these values are never ours: the
//! reader brings them, with their source. A value is in the indicator's unit and counted
//! as the indicator is for one year: a level as it stood, a rate of growth or decline of
//! that year, the year's own part of a five-year total.
//!
//! Invariants:
//!
//! - An [`ActualValue`] is of one of the plan's indicators and of a year of its period.
//! - Reading a file changes nothing: what it holds comes in by [`ActualValues::merge`]
//!   alone, and [`ActualValues::changes`] says before what that would do.
//! - [`ActualValues::to_csv`] reads back to the same values.
//! - A damaged file gives every row that can be read and an error a row for the rest, in
//!   time linear in the file.
//!
//! # The file
//!
//! CSV after RFC 4180 in UTF-8 with the columns `indicator`, `year`, `value`, `source`, in
//! any order, found by their names in the first row that is not blank; of two columns with
//! one name the first counts. Other columns are ignored, and so are blank rows. A file in
//! another encoding is told by [`is_garbled`], and is to be decoded before it is read here.
//!
//! - An indicator is named by its id (`14-12`). A spreadsheet that opens `14-1` as a date
//!   and saves `14-Jan` or `Jan-14` is understood: no id has letters of its own.
//! - A number may have a sign (`-2.1`, `−2.1`), commas between thousands (`"1,234.5"`, in
//!   quotes; three digits behind each), and a `%` where that is the indicator's unit. No
//!   decimal commas, no exponents, at most 15 digits.
//! - Full-width forms that a Chinese keyboard writes (`２０２１`, `－２．１`, `１，２３４`) are
//!   read as their usual ones in names, years and numbers. A full-width comma parts no
//!   fields: such a file lacks its columns.
//! - Of two rows for one indicator and year the first is read, the second is an error.
//! - A source is any text of at most [`MAX_SOURCE_CHARS`] characters, without the white
//!   space around it.
//!
//! A source may come from someone else's file, and a spreadsheet takes a field that begins
//! with `=`, `+`, `-` or `@` for a formula. So such a source is written with a `'` before
//! it, and reading takes that `'` away again.

use std::fmt;

use crate::csv;
use crate::decimal::Decimal;
use crate::indicator::Indicator;
use crate::model::Period;

/// The longest source, in characters.
pub const MAX_SOURCE_CHARS: usize = 500;

/// How many errors of one file are kept; all are counted.
pub const MAX_ERRORS: usize = 100;

/// How much of what was found an error repeats, in characters.
const MAX_FOUND_CHARS: usize = 40;

/// Whether a file that was read as UTF-8 is in another encoding, such as GBK, which
/// spreadsheets in Chinese save CSV in: most of what is beyond ASCII could not be read. Of a
/// damaged file in UTF-8 most can.
pub fn is_garbled(text: &str) -> bool {
    let beyond = || text.chars().filter(|ch| !ch.is_ascii());
    let n_lost = beyond().filter(|ch| *ch == char::REPLACEMENT_CHARACTER).count();
    2 * n_lost > beyond().count()
}

const HEADER: [&str; 4] = ["indicator", "year", "value", "source"];

/// An indicator's actual value in a year of its period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActualValue {
    /// The indicator's id.
    indicator: String,
    /// Where the indicator stands in the plan: its table's block and its row.
    place: (usize, usize),
    year: u16,
    value: Decimal,
    source: String,
}

impl ActualValue {
    /// The value that someone entered for `indicator`, each field as typed: the same rules
    /// as for a file's row. `year` is to be one of the indicator's period.
    ///
    /// # Errors
    ///
    /// What was expected and what was found instead, for the first field that is wrong.
    pub fn new(
        indicator: &Indicator,
        year: &str,
        value: &str,
        source: &str,
    ) -> Result<Self, Mismatch> {
        let Period { first_year: first, last_year: last, .. } = indicator.period;
        let is_in_period = |year: &u16| (first..=last).contains(year);
        let mismatch = |expected, found| Err(Mismatch::new(expected, found));
        let Some(year_read) = half_width(year).parse().ok().filter(is_in_period) else {
            return mismatch(Expected::Year { first, last }, year);
        };
        let Some(number) = read_number(value, indicator.unit.as_deref() == Some("%")) else {
            return mismatch(Expected::Number, value);
        };
        let source = source.trim();
        if source.contains(char::REPLACEMENT_CHARACTER) {
            return mismatch(Expected::Utf8, source);
        }
        // Not `count`, whose fast way through long texts weighs half a kilobyte.
        let n_chars = source.chars().fold(0, |n_chars, _| n_chars + 1);
        if n_chars > MAX_SOURCE_CHARS {
            return mismatch(Expected::ShorterSource, &n_chars.to_string());
        }
        Ok(Self {
            indicator: indicator.id.clone(),
            place: (indicator.table, indicator.row),
            year: year_read,
            value: number,
            source: source.to_owned(),
        })
    }

    /// The indicator's id.
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// The year that the value is for.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The value, in the indicator's unit, with the places that were entered.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// Where the value is from, in the reader's words; may be empty.
    pub fn source(&self) -> &str {
        &self.source
    }

    fn key(&self) -> ((usize, usize), u16) {
        (self.place, self.year)
    }
}

/// Actual values, one an indicator and year, in the order of the plan's indicators and
/// then of the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActualValues {
    values: Vec<ActualValue>,
}

/// What a merge does with a value that differs from the entered one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// The entered value stays.
    Keep,
    /// The new one takes its place.
    Replace,
}

/// How many values of a file are what to those already entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// For an indicator and year without an entered value.
    pub n_new: usize,
    /// With the number and the source that are there already.
    pub n_same: usize,
    /// With another number or source than the entered value: a merge with
    /// [`OnConflict::Replace`] replaces it.
    pub n_conflicting: usize,
}

impl ActualValues {
    /// All values, in order.
    pub fn iter(&self) -> impl Iterator<Item = &ActualValue> {
        self.values.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values of the indicator with the id `indicator`, in the order of the years.
    pub fn of(&self, indicator: &str) -> impl Iterator<Item = &ActualValue> {
        self.values.iter().filter(move |value| value.indicator == indicator)
    }

    fn find(&self, value: &ActualValue) -> Result<usize, usize> {
        self.values.binary_search_by_key(&value.key(), ActualValue::key)
    }

    /// Puts `value` in its place; the one that was there for its indicator and year is
    /// given back.
    pub fn insert(&mut self, value: ActualValue) -> Option<ActualValue> {
        match self.find(&value) {
            Ok(idx) => Some(std::mem::replace(&mut self.values[idx], value)),
            Err(idx) => {
                self.values.insert(idx, value);
                None
            }
        }
    }

    /// Takes the value of the indicator with the id `indicator` in `year` away.
    pub fn remove(&mut self, indicator: &str, year: u16) -> Option<ActualValue> {
        let is_meant = |value: &ActualValue| value.year == year && value.indicator == indicator;
        let idx = self.values.iter().position(is_meant)?;
        Some(self.values.remove(idx))
    }

    /// What a merge of `incoming` would do; changes nothing.
    pub fn changes(&self, incoming: &Self) -> Changes {
        let mut changes = Changes::default();
        for value in &incoming.values {
            match self.find(value) {
                Err(_) => changes.n_new += 1,
                Ok(idx) if self.values[idx] == *value => changes.n_same += 1,
                Ok(_) => changes.n_conflicting += 1,
            }
        }
        changes
    }

    /// Takes the values of `incoming` in. No indicator and year loses its value; a value
    /// that differs from the entered one goes by `on_conflict`.
    pub fn merge(&mut self, incoming: Self, on_conflict: OnConflict) {
        for value in incoming.values {
            if on_conflict == OnConflict::Replace || self.find(&value).is_err() {
                self.insert(value);
            }
        }
    }

    /// The values as a CSV file that [`read_csv`] and [`read_stored`] read back to the same
    /// values: for the reader to keep, and for the device's storage.
    pub fn to_csv(&self) -> String {
        let mut file = csv::start(&HEADER);
        for value in &self.values {
            let mark = if looks_like_formula(&value.source) { "'" } else { "" };
            let source = format!("{mark}{}", value.source);
            let (year, number) = (value.year.to_string(), value.value.to_string());
            csv::push_row(&mut file, &[&value.indicator, &year, &number, &source]);
        }
        file
    }
}

/// Whether a spreadsheet takes a field for a formula, or would but for the `'`s before it.
fn looks_like_formula(field: &str) -> bool {
    let first = field.chars().find(|ch| *ch != '\'');
    matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The values of the good rows.
    pub values: ActualValues,
    /// What is wrong with the others, in their order; the first [`MAX_ERRORS`].
    pub errors: Vec<RowError>,
    /// How many errors there are in all.
    pub n_errors: usize,
}

/// A row that could not be read. Displayed as
/// `row 7: expected a number, but found "n/a"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row as a spreadsheet counts it: from 1, the header and blank rows included, a
    /// row with line ends in its quotes being one.
    pub row: usize,
    /// What is wrong with it.
    pub mismatch: Mismatch,
}

/// What was expected of a row, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What was expected.
    pub expected: Expected,
    /// What was found, shortened: the text, or the number where one is counted
    /// ([`Expected::Fields`], [`Expected::ShorterSource`]).
    pub found: String,
}

/// What was expected of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A column with this name in the first row.
    Column(&'static str),
    /// As many fields as the first row has.
    Fields(usize),
    /// A quote that is closed at the end of its field.
    ClosedQuote,
    /// The id of an indicator of the plan.
    Indicator,
    /// The id of an indicator of the plan's own period, with this ordinal, and not of the
    /// period before.
    IndicatorOfPeriod(u16),
    /// A year of the period.
    Year {
        /// The period's first year.
        first: u16,
        /// Its last.
        last: u16,
    },
    /// A number.
    Number,
    /// A source of at most [`MAX_SOURCE_CHARS`] characters.
    ShorterSource,
    /// Text in UTF-8. Another encoding spoils the source's characters.
    Utf8,
    /// An indicator and year that no row before has.
    OneRow {
        /// The row that has them.
        first_row: usize,
    },
}

impl Mismatch {
    fn new(expected: Expected, found: &str) -> Self {
        let mut chars = found.trim().chars();
        let mut found: String = chars.by_ref().take(MAX_FOUND_CHARS).collect();
        if chars.next().is_some() {
            found.push('…');
        }
        Self { expected, found }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(name) => write!(f, "a column \"{name}\""),
            Self::Fields(n_fields) => write!(f, "{n_fields} fields"),
            Self::ClosedQuote => f.write_str("a quote that closes at the end of its field"),
            Self::Indicator => f.write_str("an indicator of the plan"),
            Self::IndicatorOfPeriod(ordinal) => write!(f, "an indicator of period {ordinal}"),
            Self::Year { first, last } => write!(f, "a year from {first} to {last}"),
            Self::Number => f.write_str("a number"),
            Self::ShorterSource => {
                write!(f, "a source of at most {MAX_SOURCE_CHARS} characters")
            }
            Self::Utf8 => f.write_str("text in UTF-8"),
            Self::OneRow { first_row } => {
                write!(f, "an indicator and year that row {first_row} does not have")
            }
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, found } = self;
        let quote = match expected {
            Expected::Fields(_) | Expected::ShorterSource => "",
            _ => "\"",
        };
        write!(f, "expected {expected}, but found {quote}{found}{quote}")
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}", self.row, self.mismatch)
    }
}

/// Reads a reader's file for the `indicators` of a plan of which only those of `period`,
/// the plan's own, may have actual values. Without its columns a file has one error and no
/// values.
pub fn read_csv(text: &str, indicators: &[Indicator], period: Period) -> Import {
    read(text, indicators, period, None)
}

/// Reads what [`ActualValues::to_csv`] left in the device's storage. As [`read_csv`], but
/// the columns are where they were written, so that a damaged first row spoils only
/// itself. Nothing stored is no error.
pub fn read_stored(text: &str, indicators: &[Indicator], period: Period) -> Import {
    read(text, indicators, period, Some(Columns { idxs: [0, 1, 2, 3], n: HEADER.len() }))
}

/// Where the columns are.
#[derive(Clone, Copy)]
struct Columns {
    /// In the order of [`HEADER`].
    idxs: [usize; 4],
    /// How many there are.
    n: usize,
}

impl Columns {
    fn in_header(fields: &[String]) -> Result<Self, Mismatch> {
        let mut idxs = [0; 4];
        for (idx, name) in idxs.iter_mut().zip(HEADER) {
            let is_name = |field: &String| half_width(field).eq_ignore_ascii_case(name);
            *idx = (fields.iter().position(is_name))
                .ok_or_else(|| Mismatch::new(Expected::Column(name), &fields.join(",")))?;
        }
        Ok(Self { idxs, n: fields.len() })
    }
}

fn read(
    text: &str,
    indicators: &[Indicator],
    period: Period,
    stored_columns: Option<Columns>,
) -> Import {
    let mut columns = stored_columns;
    let mut import = Import::default();
    // The rows of the values, in the values' order.
    let mut rows = Vec::new();
    for (row, record) in (1..).zip(csv::Records::new(text)) {
        let fields = match record {
            Ok(fields) => fields,
            Err(line) => {
                import.add_error(row, Mismatch::new(Expected::ClosedQuote, line));
                if columns.is_none() {
                    return import;
                }
                continue;
            }
        };
        let is_filled = |field: &String| !field.trim().is_empty();
        let Some(last_idx) = fields.iter().rposition(is_filled) else { continue };
        let Some(known_columns) = columns else {
            match Columns::in_header(&fields) {
                Ok(found) => columns = Some(found),
                Err(mismatch) => {
                    import.add_error(row, mismatch);
                    return import;
                }
            }
            continue;
        };
        if row == 1 && stored_columns.is_some() && Columns::in_header(&fields).is_ok() {
            continue;
        }
        // A comma too many moves the fields: `14-4,2021,1,234,…`.
        let value = if fields.len() < known_columns.n || last_idx >= known_columns.n {
            let expected = Expected::Fields(known_columns.n);
            Err(Mismatch::new(expected, &fields.len().to_string()))
        } else {
            read_row(known_columns.idxs.map(|idx| fields[idx].as_str()), indicators, period)
        };
        let value = match value {
            Ok(value) => value,
            Err(mismatch) => {
                import.add_error(row, mismatch);
                continue;
            }
        };
        match import.values.find(&value) {
            Ok(idx) => {
                let expected = Expected::OneRow { first_row: rows[idx] };
                let found = format!("{}, {}", value.indicator, value.year);
                import.add_error(row, Mismatch::new(expected, &found));
            }
            Err(idx) => {
                rows.insert(idx, row);
                import.values.values.insert(idx, value);
            }
        }
    }
    if columns.is_none() {
        import.add_error(1, Mismatch::new(Expected::Column(HEADER[0]), ""));
    }
    import
}

impl Import {
    fn add_error(&mut self, row: usize, mismatch: Mismatch) {
        self.n_errors += 1;
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(RowError { row, mismatch });
        }
    }
}

fn read_row(
    [id, year, value, source]: [&str; 4],
    indicators: &[Indicator],
    period: Period,
) -> Result<ActualValue, Mismatch> {
    let with_id = |id: &str| indicators.iter().find(|indicator| indicator.id == id);
    let plain_id = half_width(id);
    let Some(indicator) = with_id(&plain_id).or_else(|| with_id(&id_from_date(&plain_id)?)) else {
        return Err(Mismatch::new(Expected::Indicator, id));
    };
    if indicator.period != period {
        return Err(Mismatch::new(Expected::IndicatorOfPeriod(period.ordinal), id));
    }
    let source = match source.strip_prefix('\'') {
        Some(formula) if looks_like_formula(formula) => formula,
        _ => source,
    };
    ActualValue::new(indicator, year, value, source)
}

/// `14-Jan` or `Jan-14`, what a spreadsheet makes of `14-1`, as that id.
fn id_from_date(text: &str) -> Option<String> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = |name: &str| MONTHS.chunks(3).position(|month| month == name.as_bytes());
    let (first, second) = text.split_once('-')?;
    let (month, other) = match month(first) {
        Some(month) => (month, second),
        None => (month(second)?, first),
    };
    Some(format!("{other}-{}", month + 1))
}

/// `text` without the white space around it, full-width forms as their usual ones.
fn half_width(text: &str) -> String {
    let half_width = |ch: char| match ch {
        '！'..='～' => char::from((u32::from(ch) - 0xFEE0) as u8),
        _ => ch,
    };
    text.trim().chars().map(half_width).collect()
}

/// `-2.1`, `1,234.5`, and `5.8%` where `is_percent`.
fn read_number(text: &str, is_percent: bool) -> Option<Decimal> {
    let text = half_width(text);
    let text = match text.strip_suffix('%') {
        Some(number) if is_percent => number.trim_end(),
        _ => &text,
    };
    let mut plain = String::new();
    // The digits since the sign or a comma, and whether there was one.
    let (mut n_digits, mut is_grouped, mut is_whole) = (0, false, true);
    let is_group = |n_digits, is_grouped| match is_grouped {
        true => n_digits == 3,
        false => (1..=3).contains(&n_digits),
    };
    for ch in text.chars() {
        match ch {
            ',' if is_whole && is_group(n_digits, is_grouped) => {
                (n_digits, is_grouped) = (0, true);
                continue;
            }
            '.' if is_whole && is_grouped && n_digits != 3 => return None,
            '.' => is_whole = false,
            '0'..='9' => n_digits += 1,
            _ => {}
        }
        plain.push(ch);
    }
    if is_whole && is_grouped && n_digits != 3 {
        return None;
    }
    Decimal::parse_signed(&plain)
}
