//! From a table's cells to its typed rows.
//!
//! A plan's table is a grid whose merged cells are empty: the group (分类) stands
//! in its first row only, and an indicator with sub-indicators has one cell more
//! after its name (`人口城镇化率` · `常住人口城镇化率`), its number and name empty from
//! the second on. The header tells what a column holds; a header that the page
//! break repeats is not a row.

use std::collections::HashMap;

use crate::contents::compact;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::id::IdIssuer;
use crate::model::{Cell, Column, ColumnRole, Period, Row, Table, unwrapped};
use crate::source::{LineRange, Span};

/// A row as the source has it.
#[derive(Debug, Default)]
pub(crate) struct RawRow {
    pub(crate) cells: Vec<RawCell>,
}

/// A cell as the source has it.
#[derive(Debug)]
pub(crate) struct RawCell {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) lines: LineRange,
}

/// A table and what became of the cells' characters.
pub(crate) struct TypedTable {
    pub(crate) table: Table,
    /// The spans of the cells that the table keeps, in order.
    pub(crate) spans: Vec<Span>,
    /// The spans of repeated headers.
    pub(crate) repeated_header: Vec<Span>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Types `raw_rows`, the first of which is the header.
pub(crate) fn type_rows(
    raw_rows: Vec<RawRow>,
    period: Option<Period>,
    ids: &mut IdIssuer,
) -> TypedTable {
    let mut typed = TypedTable {
        table: Table { period, ..Table::default() },
        spans: Vec::new(),
        repeated_header: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut raw_rows = raw_rows.into_iter();
    let Some(header) = raw_rows.next() else { return typed };
    let header: Vec<_> = header
        .cells
        .into_iter()
        .map(|cell| {
            typed.spans.extend(cell.spans);
            cell.text
        })
        .collect();
    typed.table.columns = columns(&header);
    let roles = Roles::of(&typed.table);
    let header: Vec<_> = header.iter().map(|text| compact(text)).collect();

    let mut n_sub_rows: HashMap<u16, u16> = HashMap::new();
    let mut expected_number = 1;
    for raw in raw_rows {
        // The copy may wrap elsewhere.
        let texts = raw.cells.iter().map(|cell| compact(&cell.text));
        if raw.cells.len() == header.len() && texts.eq(header.iter().cloned()) {
            typed.repeated_header.extend(raw.cells.into_iter().flat_map(|cell| cell.spans));
            continue;
        }
        let mut row = type_row(raw, &roles, &mut typed);
        let Some(number_idx) = roles.number else {
            typed.table.rows.push(row);
            continue;
        };
        let is_first_row = row.cells.get(number_idx).is_some_and(|cell| !cell.is_carried);
        if is_first_row {
            let printed = &row.cells[number_idx].text;
            row.number = printed.parse().ok();
            if row.number != Some(expected_number) && !printed.is_empty() {
                typed.diagnostics.push(Diagnostic {
                    line: row.lines.first,
                    kind: DiagnosticKind::IndicatorOutOfOrder {
                        expected: expected_number,
                        found: printed.clone(),
                    },
                });
            }
            expected_number = row.number.map_or(expected_number, |number| number.saturating_add(1));
        } else {
            row.number = typed.table.rows.last().and_then(|above| above.number);
        }
        row.id = period.filter(|_| roles.has_indicators).zip(row.number).map(|(period, number)| {
            ids.issue(if row.sub_indicator.is_some() {
                let n_sub_rows = n_sub_rows.entry(number).or_default();
                *n_sub_rows += 1;
                format!("{}-{number}-{n_sub_rows}", period.ordinal)
            } else {
                format!("{}-{number}", period.ordinal)
            })
        });
        typed.table.rows.push(row);
    }
    typed
}

/// Where the columns are that the rows' shape depends on, looked up once.
struct Roles {
    group: Option<usize>,
    number: Option<usize>,
    name: Option<usize>,
    /// Whether the rows are indicators: a list of projects has numbers and names too.
    has_indicators: bool,
}

impl Roles {
    fn of(table: &Table) -> Self {
        let name = table.column(ColumnRole::Name);
        Self {
            group: table.column(ColumnRole::Group),
            number: table.column(ColumnRole::Number),
            name,
            has_indicators: name.is_some_and(|idx| table.columns[idx].text.contains("指标")),
        }
    }
}

/// The columns with their roles, told by the words that the genre heads them
/// with: 分类/类别, 序号, 指标/指标名称, 属性. A role is given once, to the first.
fn columns(header: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(header.len());
    for text in header {
        let line = unwrapped(text);
        let role = match line.as_ref() {
            "分类" | "类别" | "类型" => ColumnRole::Group,
            "序号" => ColumnRole::Number,
            "指标" | "指标名称" | "主要指标" | "名称" => ColumnRole::Name,
            "属性" | "指标属性" => ColumnRole::Nature,
            _ => ColumnRole::Value,
        };
        let is_given = columns.iter().any(|column| column.role == role);
        let role = if is_given { ColumnRole::Value } else { role };
        columns.push(Column { text: text.clone(), role });
    }
    columns
}

/// Types one row: takes the sub-indicator's cell out and carries merged cells
/// down from the row above.
fn type_row(raw: RawRow, roles: &Roles, typed: &mut TypedTable) -> Row {
    let lines = LineRange {
        first: raw.cells.first().map_or(0, |cell| cell.lines.first),
        last: raw.cells.last().map_or(0, |cell| cell.lines.last),
    };
    let mut cells: Vec<Cell> = raw
        .cells
        .into_iter()
        .map(|cell| {
            typed.spans.extend(cell.spans);
            Cell { text: cell.text, is_carried: false }
        })
        .collect();

    let table = &typed.table;
    let n_columns = table.columns.len();
    let sub_indicator = match roles.name {
        Some(name_idx) if cells.len() == n_columns + 1 => Some(cells.remove(name_idx + 1)),
        _ => None,
    };
    if cells.len() != n_columns {
        typed.diagnostics.push(Diagnostic {
            line: lines.first,
            kind: DiagnosticKind::RaggedRow { expected: n_columns, found: cells.len() },
        });
    }

    if let Some(above) = table.rows.last() {
        let mut carry = |idx: Option<usize>| {
            let Some(idx) = idx else { return };
            let (Some(cell), Some(above)) = (cells.get_mut(idx), above.cells.get(idx)) else {
                return;
            };
            if cell.text.is_empty() && !above.text.is_empty() {
                *cell = Cell { text: above.text.clone(), is_carried: true };
            }
        };
        carry(roles.group);
        if sub_indicator.is_some() && above.sub_indicator.is_some() {
            carry(roles.number);
            carry(roles.name);
        }
    }
    Row { id: None, number: None, cells, sub_indicator, lines }
}
