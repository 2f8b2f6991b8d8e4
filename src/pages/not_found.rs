//! Any other address.

use yew::prelude::*;

use crate::components::link::Link;
use crate::components::page_heading::PageHeading;
use crate::route::Route;

/// Says that there is no such page, and where to go.
#[component]
pub fn NotFoundPage() -> Html {
    html! {
        <div class="not-found">
            <PageHeading title="没有这个页面" />
            <p class="lead">{ "地址可能抄漏了一段，或者链接已经过时。规划的文字都还在，可以从这里找：" }</p>
            <ul>
                <li><Link to={Route::Outline}>{ "目录" }</Link>{ "：按篇、章、节和小标题找" }</li>
                <li><Link to={Route::Indicators}>{ "指标" }</Link>{ "：两张主要指标表" }</li>
                <li><Link to={Route::Home}>{ "首页" }</Link></li>
            </ul>
        </div>
    }
}
