//! The fields of published tables: what a CSV file's header and its description in
//! `datapackage.json` both come from.

use serde::Serialize;

/// The names of comparators.
pub(super) const COMPARATORS: &[&str] =
    &["exactly", "at_least", "at_most", "more_than", "less_than", "about"];

/// The names of bases.
pub(super) const BASES: &[&str] =
    &["level", "annual_average", "five_year_total", "difference", "multiple"];

/// A field of a table, in the words of the Table Schema.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Field {
    pub name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Constraints {
    #[serde(rename = "enum")]
    choices: &'static [&'static str],
}

impl Field {
    pub const fn text(name: &'static str, description: &'static str) -> Self {
        Self { name, kind: "string", description, constraints: None }
    }

    pub const fn integer(name: &'static str, description: &'static str) -> Self {
        Self { name, kind: "integer", description, constraints: None }
    }

    pub const fn number(name: &'static str, description: &'static str) -> Self {
        Self { name, kind: "number", description, constraints: None }
    }

    /// One of a few names, or nothing.
    pub const fn choice(
        name: &'static str,
        choices: &'static [&'static str],
        description: &'static str,
    ) -> Self {
        Self { name, kind: "string", description, constraints: Some(Constraints { choices }) }
    }
}
