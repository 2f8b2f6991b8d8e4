//! The foot of every page: what the text is, and where it comes from.

use yew::prelude::*;

use crate::components::link::link;
use crate::components::mode_link::mode_link;
use crate::components::page_share::PageShare;
use crate::context::Place;
use crate::data::BUILD_ID;
use crate::route::{Location, Route};
use crate::session::Session;

/// The foot.
#[inline(never)]
pub fn page_foot(place: &Place, session: &Session) -> Html {
    html! {
        <footer class="page-foot">
            <PageShare key={place.location.route.path()} />
            <p>
                { format!("正文出自《{}》公开文本，一字未改。", place.plan.title) }
                { link(place, "", &Location::of(Route::About), html! { "来源与校验" }) }
                { " " }
                { link(place, "", &Location::of(Route::Mine), html! { "我的笔记" }) }
                { " " }
                { mode_link(place, session) }
            </p>
            <p class="page-foot__build">
                { "版本 " }<code>{ BUILD_ID }</code>
                <span class="page-foot__offline">{ " · 已可离线阅读" }</span>
                <span class="page-foot__update">
                    { " · " }
                    <button type="button" data-update-now="">{ "有新版本，点这里更新" }</button>
                </span>
            </p>
        </footer>
    }
}
