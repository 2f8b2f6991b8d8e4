//! The line at the foot of a page that was opened from the search: which of the places with
//! the words the reader is at, the way to the next and the one before, and back.

use yew::prelude::*;

use crate::browser;
use crate::browser::highlight::{self, Layer, Mark};
use crate::components::link::link;
use crate::context::use_place;
use crate::data;
use crate::route::{Location, Route};
use crate::view::facets::WORDS;
use crate::view::hits::{PageHit, hits_on_page};
use crate::view::search::HIT;

/// Properties of [`HitBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HitBarProps {
    /// The words.
    pub words: AttrValue,
}

/// The line. The place that the reader is at stands in the address: `hit`, counted from 1;
/// without it, it is the first in the block that the fragment names.
#[component]
pub fn HitBar(props: &HitBarProps) -> Html {
    let place = use_place();
    let plan = &place.plan;
    let hits = {
        let plan = plan.clone();
        use_memo((props.words.clone(), place.location.route), move |(words, route)| {
            let search = data::search();
            hits_on_page(&search, &plan, &search.find(words), *route)
        })
    };
    let chosen = use_state_eq(|| None::<usize>);
    let first = first_of(&hits, plan, &place.location);
    let current = chosen.unwrap_or(first).min(hits.len().saturating_sub(1));
    {
        // Another fragment or query: what was chosen by hand counts no more.
        let chosen = chosen.setter();
        let location = (place.location.query.clone(), place.location.fragment.clone());
        use_effect_with(location, move |_| chosen.set(None));
    }
    {
        let (hits, plan) = (hits.clone(), plan.clone());
        use_effect_with((props.words.clone(), current), move |_| {
            let mark = |hit: &PageHit| Mark {
                block: plan.blocks[hit.block].id.to_string(),
                start: hit.start,
                end: hit.end,
            };
            let marks: Vec<Mark> = hits.iter().map(mark).collect();
            let ranges = highlight::ranges(&marks);
            highlight::show(Layer::Hits, ranges.iter().flatten());
            highlight::show(Layer::Hit, ranges.get(current).into_iter().flatten());
            if let (Some(Some(range)), Some(mark)) = (ranges.get(current), marks.get(current)) {
                highlight::go_to(range, &mark.block, browser::bars_height());
            }
            || {
                highlight::clear(Layer::Hits);
                highlight::clear(Layer::Hit);
            }
        });
    }
    let turn = |by: isize| {
        let (chosen, n_hits) = (chosen.setter(), hits.len() as isize);
        let place = place.clone();
        let hits = hits.clone();
        Callback::from(move |_: MouseEvent| {
            let next = (current as isize + by).rem_euclid(n_hits.max(1)) as usize;
            chosen.set(Some(next));
            let to = place.location.with_query_value(HIT, &(next + 1).to_string());
            let fragment = place.plan.blocks[hits[next].block].id.to_string();
            place.on_replace.emit(Location { fragment, ..to });
        })
    };
    let on_close = {
        let place = place.clone();
        Callback::from(move |_: MouseEvent| {
            let to = place.location.with_query_value(WORDS, "").with_query_value(HIT, "");
            let fragment = place.location.fragment.clone();
            place.on_replace.emit(Location { fragment, ..to });
        })
    };
    let back = Location::of(Route::Search).with_query_value(WORDS, &props.words);
    let is_single = hits.len() < 2;
    html! {
        <aside class="foot-bar hit-bar" aria-label="搜索的字词">
            { link(&place, "hit-bar__words", &back, html! { { format!("“{}”", props.words) } }) }
            <p class="hit-bar__state" role="status">
                { match hits.len() {
                    0 => "这一页没有".to_owned(),
                    n_hits => format!("第 {} 处，共 {n_hits} 处", current + 1),
                } }
            </p>
            <button type="button" disabled={is_single} onclick={turn(-1)}>{ "上一处" }</button>
            <button type="button" disabled={is_single} onclick={turn(1)}>{ "下一处" }</button>
            <button type="button" aria-label="不再标出" onclick={on_close}>{ "×" }</button>
        </aside>
    }
}

/// The place that `location` names among `hits`.
fn first_of(hits: &[PageHit], plan: &plan::Plan, location: &Location) -> usize {
    let named = location.query_value(HIT).and_then(|hit| hit.parse::<usize>().ok());
    if let Some(named) = named.filter(|named| (1..=hits.len()).contains(named)) {
        return named - 1;
    }
    let block = plan.position(&location.fragment);
    hits.iter().position(|hit| Some(hit.block) == block).unwrap_or_default()
}
