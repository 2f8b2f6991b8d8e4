//! `/indicators/`: the plan's indicator tables, as printed.

use plan::indicator::{Indicator, Nature, indicators};
use plan::model::{BlockKind, Table};
use yew::prelude::*;

use crate::components::data_table::data_table;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::view::indicator::{nature_in_words, period_name};

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
    let indicators = indicators(plan);
    let nature = |nature: Nature| {
        let (name, meaning) = nature_in_words(nature);
        let has_nature = |indicator: &&Indicator| indicator.nature == Some(nature);
        let n_indicators = indicators.iter().filter(has_nature).count();
        html! {
            <div>
                <dt>{ name }</dt>
                <dd>{ format!("{n_indicators}项。{meaning}的指标。") }</dd>
            </div>
        }
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
                { nature(Nature::Binding) }
                { nature(Nature::Anticipatory) }
            </dl>
            <ul class="jumps" aria-label="各张表">{ for tables.iter().map(jump) }</ul>
            { for tables.iter().map(|(idx, _)| data_table(place, *idx)) }
        </div>
    }
}
