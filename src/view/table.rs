//! A table's grid: which cells span rows, and the heading of each cell for cards.

use plan::model::{ColumnRole, Row, Table, unwrapped};
use yew::AttrValue;

use crate::route::Route;

/// A row to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The indicator's id, for links to the row.
    pub id: Option<AttrValue>,
    /// The indicator's page.
    pub page: Option<Route>,
    /// The cells that start in this row, in order.
    pub cells: Vec<CellView>,
    /// The name of the indicator that the row's sub-indicator belongs to, where
    /// its own cell stands in a row above.
    pub name_above: Option<AttrValue>,
}

/// A cell to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellView {
    /// The printed text, on one line.
    pub text: AttrValue,
    /// The column's header, on one line.
    pub heading: AttrValue,
    /// What the column holds.
    pub role: ColumnRole,
    /// How many rows the cell spans.
    pub row_span: usize,
    /// How many columns the cell spans.
    pub column_span: usize,
}

impl CellView {
    /// The class of the cell's element.
    pub fn class(&self) -> &'static str {
        match self.role {
            ColumnRole::Group => "data-table__group",
            ColumnRole::Number => "data-table__number",
            ColumnRole::Name => "data-table__name",
            ColumnRole::Nature => "data-table__nature",
            ColumnRole::Value => "data-table__value",
        }
    }
}

fn line(text: &str) -> AttrValue {
    unwrapped(text).into_owned().into()
}

/// The rows of `table`, merged cells spanning the rows that they were merged over.
pub fn rows(table: &Table) -> Vec<RowView> {
    let name_idx = table.column(ColumnRole::Name);
    let has_sub_indicators = table.rows.iter().any(|row| row.sub_indicator.is_some());
    let row_span = |row_idx: usize, idx: usize| {
        1 + table.rows[row_idx + 1..].iter().take_while(|row| row.is_carried(idx)).count()
    };
    let view = |(row_idx, row): (usize, &Row)| {
        let mut cells = Vec::new();
        for (idx, cell) in row.cells.iter().enumerate() {
            let column = table.columns.get(idx);
            let heading = column.map_or_else(AttrValue::default, |column| line(&column.text));
            let role = column.map_or(ColumnRole::Value, |column| column.role);
            let is_wide =
                Some(idx) == name_idx && has_sub_indicators && row.sub_indicator.is_none();
            if !cell.is_carried {
                cells.push(CellView {
                    text: line(&cell.text),
                    heading: heading.clone(),
                    role,
                    row_span: row_span(row_idx, idx),
                    column_span: if is_wide { 2 } else { 1 },
                });
            }
            if let Some(sub) = row.sub_indicator.as_ref().filter(|_| Some(idx) == name_idx) {
                cells.push(CellView {
                    text: line(&sub.text),
                    heading,
                    role: ColumnRole::Name,
                    row_span: 1,
                    column_span: 1,
                });
            }
        }
        let name_above = name_idx
            .filter(|&idx| row.is_carried(idx))
            .and_then(|idx| row.cells.get(idx))
            .map(|cell| line(&cell.text));
        let id = row.id.as_ref().map(|id| AttrValue::from(id.to_string()));
        RowView { id, page: Route::of_row(table, row), cells, name_above }
    };
    table.rows.iter().enumerate().map(view).collect()
}

/// The header's cells: the name's spans two columns where rows have sub-indicators.
pub fn header(table: &Table) -> Vec<CellView> {
    let name_idx = table.column(ColumnRole::Name);
    let has_sub_indicators = table.rows.iter().any(|row| row.sub_indicator.is_some());
    let is_wide = |idx| Some(idx) == name_idx && has_sub_indicators;
    table
        .columns
        .iter()
        .enumerate()
        .map(|(idx, column)| CellView {
            // A header keeps its printed line breaks, which part its two lines.
            text: column.text.clone().into(),
            heading: line(&column.text),
            role: column.role,
            row_span: 1,
            column_span: if is_wide(idx) { 2 } else { 1 },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use plan::model::BlockKind;

    use super::*;
    use crate::data;

    /// Every row of a table covers every column, counting the cells that reach down
    /// from above.
    #[test]
    fn the_grid_has_no_hole() {
        for block in &data::plan().blocks {
            let BlockKind::Table(table) = &block.kind else { continue };
            let n_columns: usize = header(table).iter().map(|cell| cell.column_span).sum();
            let rows = rows(table);
            let mut n_covered = vec![0; rows.len()];
            for (row_idx, row) in rows.iter().enumerate() {
                for cell in &row.cells {
                    for n_covered in &mut n_covered[row_idx..row_idx + cell.row_span] {
                        *n_covered += cell.column_span;
                    }
                }
            }
            assert!(n_covered.iter().all(|&n| n == n_columns), "{}: {n_covered:?}", block.id);
        }
    }
}
