//! The foot of every page: what the text is, and where it comes from.

use yew::prelude::*;

use crate::components::link::Link;
use crate::context::use_plan;
use crate::data::BUILD_ID;
use crate::route::Route;

/// The foot.
#[component]
pub fn PageFoot() -> Html {
    let plan = use_plan();
    html! {
        <footer class="page-foot">
            <p>
                { format!("正文出自《{}》公开文本，一字未改。", plan.title) }
                <Link to={Route::About}>{ "来源与校验" }</Link>
            </p>
            <p class="page-foot__build">
                { "版本 " }<code>{ BUILD_ID }</code>
                <span class="page-foot__offline">{ " · 已可离线阅读" }</span>
            </p>
        </footer>
    }
}
