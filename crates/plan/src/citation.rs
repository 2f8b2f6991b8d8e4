//! A place in the plan or the press that a statement of ours rests on.

use serde::{Deserialize, Serialize};

use crate::model::{BlockKind, ColumnRole, Plan, Table, TextRange, unwrapped};

/// Words of a block, or a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Citation {
    /// Words of a block's text.
    Text {
        /// The index of the block.
        block: u32,
        /// The words.
        range: TextRange,
    },
    /// A cell of a table.
    Cell {
        /// The index of the table's block.
        table: u32,
        /// The index of the row.
        row: u16,
        /// The index of the column.
        column: u8,
    },
}

impl Citation {
    /// The words `quote` of the block with the id `at`; where that is a row's id (`14-12`),
    /// the row's cell in the column headed `of`, or without it the name that has them.
    ///
    /// # Errors
    ///
    /// What was expected of the plan and not found.
    pub fn find(plan: &Plan, at: &str, quote: &str, of: Option<&str>) -> Result<Self, String> {
        if let Some(block) = plan.position(at) {
            return match plan.blocks[block].text.find(quote) {
                Some(start) => {
                    let range = TextRange::new(start, start + quote.len());
                    Ok(Self::Text { block: block as u32, range })
                }
                None => Err(format!("{at}: expected words of the text, but found `{quote}`")),
            };
        }
        for (block, table) in tables(plan) {
            let Some(row) = table
                .rows
                .iter()
                .position(|row| row.id.as_ref().is_some_and(|id| id.as_str() == at))
            else {
                continue;
            };
            let cells = &table.rows[row].cells;
            let cell = |column: usize| cells.get(column).map(|cell| unwrapped(&cell.text));
            let column = match of {
                Some(of) => (0..table.columns.len()).find(|&column| {
                    unwrapped(&table.columns[column].text) == of
                        && cell(column).is_some_and(|text| text == quote)
                }),
                None => table
                    .column(ColumnRole::Name)
                    .filter(|&column| cell(column).is_some_and(|text| text.contains(quote))),
            };
            return match column {
                Some(column) => {
                    Ok(Self::Cell { table: block as u32, row: row as u16, column: column as u8 })
                }
                None => Err(format!(
                    "{at}: expected a cell of the row under `{}`, but found `{quote}`",
                    of.unwrap_or("its name")
                )),
            };
        }
        Err(format!("expected the id of a block or a row, but found {at}"))
    }

    /// The index of the block that is cited.
    pub fn block(self) -> usize {
        match self {
            Self::Text { block, .. } => block as usize,
            Self::Cell { table, .. } => table as usize,
        }
    }

    /// The id of what is cited: the block's, or the row's.
    pub fn id(self, plan: &Plan) -> &str {
        let block = &plan.blocks[self.block()];
        match (self, &block.kind) {
            (Self::Cell { row, .. }, BlockKind::Table(table)) => {
                let row = table.rows.get(usize::from(row)).and_then(|row| row.id.as_ref());
                row.unwrap_or(&block.id).as_str()
            }
            _ => block.id.as_str(),
        }
    }

    /// The words, or the cell as printed.
    pub fn quote(self, plan: &Plan) -> &str {
        let block = &plan.blocks[self.block()];
        match (self, &block.kind) {
            (Self::Text { range, .. }, _) => range.of(&block.text),
            (Self::Cell { row, column, .. }, BlockKind::Table(table)) => table
                .rows
                .get(usize::from(row))
                .and_then(|row| row.cells.get(usize::from(column)))
                .map_or("", |cell| cell.text.as_str()),
            _ => "",
        }
    }

    /// The header of the cell's column, on one line.
    pub fn column_header(self, plan: &Plan) -> Option<String> {
        let Self::Cell { table, column, .. } = self else { return None };
        let BlockKind::Table(table) = &plan.blocks[table as usize].kind else { return None };
        let column = table.columns.get(usize::from(column))?;
        Some(unwrapped(&column.text).into_owned())
    }
}

fn tables(plan: &Plan) -> impl Iterator<Item = (usize, &Table)> {
    plan.blocks.iter().enumerate().filter_map(|(idx, block)| match &block.kind {
        BlockKind::Table(table) => Some((idx, table)),
        _ => None,
    })
}
