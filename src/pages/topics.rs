//! `/topics/`: matters of everyday life, and how much the plan says of each.

use yew::prelude::*;

use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};

/// The list of topics.
#[inline(never)]
pub fn topics_page(place: &Place) -> Html {
    let plan = &place.plan;
    let topic = |topic: &plan::concern::Concern| {
        let to = Location::of(Route::topic(&topic.slug));
        let n_own = topic.own(plan).len();
        let count = match n_own {
            0 => "规划没有说到".to_owned(),
            n => format!("{n} 句"),
        };
        html! {
            <li>
                { link(place, "way", &to, html! {
                    <><strong>{ topic.name.clone() }</strong><span>{ count }</span></>
                }) }
            </li>
        }
    };
    html! {
        <div class="topics">
            { page_heading("专题") }
            <p class="lead">
                { "按生活里的事，把规划说到它的句子放在一起。句子都是原文，按规划的先后排列；哪些句子算，由本站按词整理。" }
            </p>
            <ul class="ways topics__list">{ for place.concerns.topics.iter().map(topic) }</ul>
            <ul class="onward">
                <li>{ link(place, "", &Location::of(Route::ForMe), html! { "与我有关：选几件事和一个区" }) }</li>
                <li>{ link(place, "", &Location::of(Route::Places), html! { "按地方找，和各区各专题的句数" }) }</li>
            </ul>
        </div>
    }
}
