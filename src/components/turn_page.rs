//! To the chapter before and the chapter after.

use yew::prelude::*;

use crate::context::Place;
use crate::route::Route;

/// Links to the neighbouring chapters, by their blocks' indices.
pub fn turn_page(place: &Place, previous: Option<usize>, next: Option<usize>) -> Html {
    let neighbour = |idx: usize, rel: &'static str, way: &'static str| {
        let block = &place.plan.blocks[idx];
        let class = format!("turn-page__link turn-page__link--{rel}");
        html! {
            <a {class} {rel} href={place.base.href(Route::of_block(&place.plan, idx))}>
                <span class="turn-page__way">{ way }</span>
                <span class="turn-page__label">{ block.label().unwrap_or_default() }</span>
                { " " }
                <span class="turn-page__title">{ block.title() }</span>
            </a>
        }
    };
    html! {
        <nav class="turn-page" aria-label="前后各章">
            { for previous.map(|idx| neighbour(idx, "prev", "上一章")) }
            { for next.map(|idx| neighbour(idx, "next", "下一章")) }
        </nav>
    }
}
