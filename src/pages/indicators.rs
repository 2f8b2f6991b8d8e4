//! `/indicators/`: the plan's indicator tables, as printed.

use plan::model::{BlockKind, ColumnRole, Table};
use yew::prelude::*;

use crate::components::data_table::data_table;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::view::indicator::period_name;

/// The indicators.
pub fn indicators_page(place: &Place) -> Html {
    let plan = &place.plan;
    let (mut tables, of_others): (Vec<_>, Vec<_>) = plan
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(idx, block)| match &block.kind {
            BlockKind::Table(table) if table.n_indicators() > 0 => Some((idx, table)),
            _ => None,
        })
        .partition(|(_, table)| table.period == plan.period);
    // The plan's own targets first, then the record of the one before.
    tables.extend(of_others);
    let n_of_nature = |nature: &str| -> usize {
        let n_rows = |table: &Table| {
            let Some(idx) = table.column(ColumnRole::Nature) else { return 0 };
            let has_nature = |cells: &[plan::model::Cell]| {
                cells.get(idx).is_some_and(|cell| cell.text == nature)
            };
            table.rows.iter().filter(|row| has_nature(&row.cells)).count()
        };
        tables.iter().map(|(_, table)| n_rows(table)).sum()
    };
    let jump = |(idx, table): &(usize, &Table)| {
        let block = &plan.blocks[*idx];
        let ordinal = table.period.map_or(String::new(), |period| period_name(period.ordinal));
        html! {
            <li><a href={format!("#{}", block.id)}>{ format!("{ordinal}{}项", table.n_indicators()) }</a></li>
        }
    };
    html! {
        <div class="indicators">
            { page_heading("指标") }
            <p class="lead">
                { format!(
                    "规划正文有{}张主要指标表，这里逐格照录原表的写法。方括号里的数是五年累计数。",
                    tables.len()
                ) }
            </p>
            <dl class="natures">
                <div>
                    <dt>{ "约束性" }</dt>
                    <dd>{ format!("{}项。要靠政府履行职责来完成的指标。", n_of_nature("约束性")) }</dd>
                </div>
                <div>
                    <dt>{ "预期性" }</dt>
                    <dd>{ format!("{}项。主要靠市场和社会的自主行为来实现的指标。", n_of_nature("预期性")) }</dd>
                </div>
            </dl>
            <ul class="jumps" aria-label="各张表">{ for tables.iter().map(jump) }</ul>
            { for tables.iter().map(|(idx, _)| data_table(place, *idx)) }
        </div>
    }
}
