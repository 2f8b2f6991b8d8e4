//! Any other address.

use yew::prelude::*;

use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};

/// Says that there is no such page, and where to go.
#[inline(never)]
pub fn not_found_page(place: &Place) -> Html {
    let to = |route, name: &'static str| link(place, "", &Location::of(route), html! { name });
    html! {
        <div class="not-found">
            { page_heading("没有这个页面") }
            <p class="lead">{ "地址可能抄漏了一段，或者链接已经过时。规划的文字都还在，可以从这里找：" }</p>
            <ul>
                <li>{ to(Route::Outline, "目录") }{ "：按篇、章、节和小标题找" }</li>
                <li>{ to(Route::Indicators, "指标") }{ "：主要指标表" }</li>
                <li>{ to(Route::Home, "首页") }</li>
            </ul>
        </div>
    }
}
