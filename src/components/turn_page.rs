//! To the page before and the page after: of chapters, of indicators.

use yew::prelude::*;

use crate::context::Place;
use crate::route::Route;

/// Links to the neighbouring pages, each with what names it. `label` says whose
/// neighbours they are; `unit` is what a page holds (`章`).
pub fn turn_page(
    place: &Place,
    label: &'static str,
    unit: &'static str,
    previous: Option<(Route, Html)>,
    next: Option<(Route, Html)>,
) -> Html {
    let neighbour = |(to, name): (Route, Html), rel: &'static str, way: &'static str| {
        let class = format!("turn-page__link turn-page__link--{rel}");
        html! {
            <a {class} {rel} href={place.base.href(to)}>
                <span class="turn-page__way">{ way }{ unit }</span>
                { name }
            </a>
        }
    };
    html! {
        <nav class="turn-page" aria-label={label}>
            { for previous.map(|page| neighbour(page, "prev", "上一")) }
            { for next.map(|page| neighbour(page, "next", "下一")) }
        </nav>
    }
}
