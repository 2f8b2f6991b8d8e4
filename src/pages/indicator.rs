//! `/indicators/14-12/`: one indicator, its values in words, and where the plan names it.

use plan::indicator::Indicator;
use yew::prelude::*;

use crate::components::actual_values::ActualValuesForm;
use crate::components::chart::chart;
use crate::components::link::link;
use crate::components::page_heading::labelled_page_heading;
use crate::components::print_way::print_way;
use crate::components::turn_page::turn_page;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::session::Session;
use crate::view::chapter::place_in_words;
use crate::view::chart as chart_view;
use crate::view::indicator::{
    IndicatorPart, IndicatorView, Relative, ValueView, period_name, target_in_words,
};
use crate::view::related::{related_list, related_to_indicator};

/// The indicator's page.
#[inline(never)]
pub fn indicator_page(place: &Place, session: &Session, view: &IndicatorView) -> Html {
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
    let drawn = |indicator: &Indicator| {
        let Indicator { period, number, .. } = indicator;
        let period = period_name(period.ordinal);
        let source =
            format!("来源：《{}》{period}主要指标第{number}项。图是本站画的。", plan.title);
        let own = session.actuals.of(&indicator.id).map(|entry| (entry.year(), entry.value()));
        let own: Vec<_> = own.collect();
        match chart_view::chart(indicator, &own) {
            Ok(drawn) => chart(&drawn, &source),
            Err(reason) => html! { <p class="readings__derived">{ reason }</p> },
        }
    };
    let part = |part: &IndicatorPart| {
        let indicator = place.numbers.indicators.iter().find(|it| it.id == part.id);
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
    let target = |idx: &usize| {
        let target = &place.numbers.links.targets[*idx];
        let words = html! { { target_in_words(plan, target) } };
        let block = target.block as usize;
        html! {
            <li>
                { link(place, "", &place.location_of(block), words) }
                { format!("（{}年，{}）", target.year, place_in_words(plan, block)) }
            </li>
        }
    };
    let relative = |relative: &Relative| {
        let name = html! { { relative.name.clone() } };
        let kind = if relative.is_same_measure { "同一指标" } else { "量法不同" };
        html! {
            <div class="relative readings">
                <p>
                    { link(place, "", &Location::of(relative.page), name) }
                    <span class="relative__kind">{ kind }</span>
                </p>
                <dl>{ for relative.values.iter().map(value_row) }</dl>
                if relative.is_same_measure {
                    { drawn(&place.numbers.indicators[relative.indicator]) }
                }
                <p class="readings__derived">
                    <span class="readings__ours">{ "本站整理" }</span>
                    { relative.note.clone() }
                </p>
            </div>
        }
    };
    let related = related_to_indicator(plan, &place.apparatus, place.location.route);
    let neighbour = |(to, name): &(Route, String)| (*to, html! { { name.clone() } });
    html! {
        <article class="indicator">
            { labelled_page_heading(None, Some(&label), &view.name) }
            if let Some((nature, meaning)) = view.nature {
                <p class="lead">{ format!("{nature}指标：{meaning}。") }</p>
            }
            { for view.parts.iter().map(part) }
            if let Some(note) = view.note {
                <blockquote class="indicator__note">{ plan.blocks[note].text.clone() }</blockquote>
            }
            if let Some(row) = row {
                <p>{ link(place, "", &row, html! { "到原表看这一行" }) }</p>
            }
            if !view.relatives.is_empty() {
                <section class="relatives" aria-labelledby="relatives-heading">
                    <h2 id="relatives-heading">{ "在另一张表里" }</h2>
                    { for view.relatives.iter().map(relative) }
                </section>
            }
            if !view.targets.is_empty() {
                <section class="mentions" aria-labelledby="targets-heading">
                    <h2 id="targets-heading">{ "正文里写的目标" }</h2>
                    <ul>{ for view.targets.iter().map(target) }</ul>
                </section>
            }
            if let Some(indicator) = view.open_indicator {
                <ActualValuesForm key={indicator} {indicator} />
            }
            <section class="mentions" aria-labelledby="mentions-heading">
                <h2 id="mentions-heading">{ "正文里说到它的句子" }</h2>
                if view.mentions.is_empty() {
                    <p>{ "没有找到说到它的句子。" }</p>
                }
                <ul>{ for view.mentions.iter().map(mention) }</ul>
            </section>
            { Html::from_html_unchecked(related_list(&place.base, &related, "与这一项有关").into()) }
            { print_way(place, "打印本页") }
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
