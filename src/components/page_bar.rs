//! The bar at the top of every page: the site's name, its main pages, the settings.

use yew::prelude::*;

use crate::components::link::link;
use crate::components::settings::settings;
use crate::context::{Place, SessionContext};
use crate::route::{Location, Route};
use crate::view::head::site_name;

const MAIN_PAGES: [(Route, &str); 5] = [
    (Route::Outline, "目录"),
    (Route::Search, "搜索"),
    (Route::Topics, "专题"),
    (Route::Indicators, "指标"),
    (Route::Questions, "问答"),
];

/// The bar at the top; on a phone its pages stand at the bottom, under the thumb.
#[inline(never)]
pub fn page_bar(place: &Place, session: &SessionContext) -> Html {
    let page = |(route, name): (Route, &'static str)| {
        link(place, "", &Location::of(route), html! { name })
    };
    let name = html! { { site_name(&place.plan) } };
    html! {
        <header class="page-bar">
            { link(place, "page-bar__name", &Location::of(Route::Home), name) }
            <nav class="page-bar__pages" aria-label="主要页面">
                { for MAIN_PAGES.into_iter().map(page) }
            </nav>
            { settings(session) }
        </header>
    }
}
