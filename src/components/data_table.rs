//! A table as printed, its title above it; on a narrow screen each row becomes a card.
//!
//! The cards are the same table styled another way: the roles are spelled out,
//! because a browser drops a table's own when its display changes.

use plan::model::{BlockKind, ColumnRole, unwrapped};
use yew::prelude::*;

use crate::components::link::link;
use crate::components::paragraph::paragraph;
use crate::components::permalink::permalink;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::table::{CellView, RowView, header, rows};

/// The table at `idx` with its title and the notes below it.
pub fn data_table(place: &Place, idx: usize) -> Html {
    let block = &place.plan.blocks[idx];
    let BlockKind::Table(table) = &block.kind else { return Html::default() };
    let id = AttrValue::from(block.id.to_string());
    let title = unwrapped(&block.text).into_owned();
    let title_id = AttrValue::from(format!("{id}-title"));
    let label = format!("{title}，复制本表链接");

    let header_cell = |cell: CellView| {
        html! {
            <th role="columnheader" scope="col" colspan={span(cell.column_span)} class={cell.class()}>
                { cell.text }
            </th>
        }
    };
    let cell = |cell: CellView, page: Option<Route>| {
        let class = cell.class();
        let (rowspan, colspan) = (span(cell.row_span), span(cell.column_span));
        match cell.role {
            ColumnRole::Group => html! {
                <th role="rowheader" scope="rowgroup" {class} {rowspan} {colspan}>{ cell.text }</th>
            },
            ColumnRole::Name => html! {
                <th role="rowheader" scope="row" {class} {rowspan} {colspan}>
                    { match page {
                        Some(page) => link(place, "", &Location::of(page), html! { { cell.text } }),
                        None => html! { { cell.text } },
                    } }
                </th>
            },
            _ => html! {
                <td role="cell" {class} {rowspan} {colspan} data-heading={cell.heading}>{ cell.text }</td>
            },
        }
    };
    let row = |row: RowView| {
        let mark = row.id.as_deref().and_then(|id| place.mark(id));
        let name_above = row.name_above.map(|name| {
            html! {
                <td role="presentation" class="data-table__name-above">{ name }</td>
            }
        });
        html! {
            <tr role="row" id={row.id} data-marked={mark}>
                { name_above }
                { for row.cells.into_iter().map(|view| cell(view, row.page)) }
            </tr>
        }
    };
    let is_note = |idx: &usize| place.plan.blocks[*idx].paragraph().is_some();
    let notes = place.plan.children(idx).filter(is_note);
    html! {
        <div class="data-table" data-marked={place.mark(&id)} {id}>
            <p class="data-table__title" id={title_id.clone()}>
                { permalink(place, idx, "data-table__permalink", label, title) }
            </p>
            <table role="table" aria-labelledby={title_id}>
                <thead role="rowgroup">
                    <tr role="row">{ for header(table).into_iter().map(header_cell) }</tr>
                </thead>
                <tbody role="rowgroup">{ for rows(table).into_iter().map(row) }</tbody>
            </table>
            { for notes.map(|idx| paragraph(place, idx)) }
        </div>
    }
}

/// A span attribute, left out where a cell spans no more than itself.
fn span(n_cells: usize) -> Option<AttrValue> {
    (n_cells > 1).then(|| AttrValue::from(n_cells.to_string()))
}
