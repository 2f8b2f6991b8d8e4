//! The bar at the top of every page: the site's name, its main pages, the settings.

use yew::prelude::*;

use crate::components::link::Link;
use crate::components::settings::Settings;
use crate::context::use_plan;
use crate::route::Route;
use crate::view::head::site_name;

const MAIN_PAGES: [(Route, &str); 5] = [
    (Route::Outline, "目录"),
    (Route::Indicators, "指标"),
    (Route::Glossary, "名词"),
    (Route::Maps, "附图"),
    (Route::About, "关于"),
];

/// The bar at the top; on a phone its pages stand at the bottom, under the thumb.
#[component]
pub fn PageBar() -> Html {
    let plan = use_plan();
    html! {
        <header class="page-bar">
            <Link to={Route::Home} class="page-bar__name">{ site_name(&plan) }</Link>
            <nav class="page-bar__pages" aria-label="主要页面">
                { for MAIN_PAGES.iter().map(|&(route, ref name)| html! {
                    <Link to={route}>{ name }</Link>
                }) }
            </nav>
            <Settings />
        </header>
    }
}
