//! `/indicators/14-12/`: one indicator, its values in words, and where the plan names it.

use plan::indicator::{Indicator, indicators};
use yew::prelude::*;

use crate::components::chart::chart;
use crate::components::link::link;
use crate::components::page_heading::labelled_page_heading;
use crate::components::turn_page::turn_page;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::chart as chart_view;
use crate::view::indicator::{IndicatorPart, IndicatorView, ValueView};

/// The indicator's page.
pub fn indicator_page(place: &Place, view: &IndicatorView) -> Html {
    let plan = &place.plan;
    let label = format!("{}主要指标第{}项 · {}", view.period, view.number, view.group);
    let row = view.parts.first().map(|part| Location {
        fragment: part.id.clone(),
        ..Location::of(Route::of_block(plan, view.table))
    });
    let value_row = |value: &ValueView| {
        html! {
            <div class="readings__value">
                <dt>{ value.label.clone() }</dt>
                <dd>
                    <strong>{ value.raw.clone() }</strong>
                    <span class="readings__meaning">{ value.meaning.clone() }</span>
                </dd>
            </div>
        }
    };
    let indicators = indicators(plan);
    let source = format!("来源：《{}》{label}。图是本站画的。", plan.title);
    let drawn = |indicator: &Indicator| match chart_view::chart(indicator, &[]) {
        Ok(drawn) => chart(&drawn, &source),
        Err(reason) => html! { <p class="readings__derived">{ reason }</p> },
    };
    let part = |part: &IndicatorPart| {
        let indicator = indicators.iter().find(|indicator| indicator.id == part.id);
        html! {
            <section class="readings" id={part.id.clone()} data-marked={place.mark(&part.id)}>
                if let Some(name) = &part.name {
                    <h2>{ name.clone() }</h2>
                }
                <dl>{ for part.values.iter().map(value_row) }</dl>
                { for part.derived.iter().map(|sentence| html! {
                    <p class="readings__derived">
                        <span class="readings__ours">{ "本站整理" }</span>
                        { sentence.clone() }
                    </p>
                }) }
                { for indicator.map(drawn) }
            </section>
        }
    };
    let mention = |(idx, sentence): &(usize, String)| {
        let place_name = html! { { place_in_words(plan, *idx) } };
        html! {
            <li>
                <blockquote>{ sentence.clone() }</blockquote>
                { link(place, "", &place.location_of(*idx), place_name) }
            </li>
        }
    };
    let neighbour = |(to, name): &(Route, String)| (*to, html! { { name.clone() } });
    html! {
        <article class="indicator">
            { labelled_page_heading(None, Some(&label), &view.name) }
            if let Some((nature, meaning)) = view.nature {
                <p class="lead">{ format!("{nature}指标：{meaning}。") }</p>
            }
            { for view.parts.iter().map(part) }
            if let Some(row) = row {
                <p>{ link(place, "", &row, html! { "到原表看这一行" }) }</p>
            }
            <section class="mentions" aria-labelledby="mentions-heading">
                <h2 id="mentions-heading">{ "正文里说到它的句子" }</h2>
                if view.mentions.is_empty() {
                    <p>{ "正文里没有用这个名称的句子。" }</p>
                }
                <ul>{ for view.mentions.iter().map(mention) }</ul>
            </section>
            { turn_page(
                place,
                "前后各项指标",
                "项",
                view.previous.as_ref().map(neighbour),
                view.next.as_ref().map(neighbour),
            ) }
        </article>
    }
}
