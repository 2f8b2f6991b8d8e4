//! To the chapter before and the chapter after.

use yew::prelude::*;

use crate::components::link::Link;
use crate::context::use_plan;
use crate::route::Route;

/// Properties of [`TurnPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TurnPageProps {
    /// The chapter before.
    pub previous: Option<usize>,
    /// The chapter after.
    pub next: Option<usize>,
}

/// Links to the neighbouring chapters.
#[component]
pub fn TurnPage(props: &TurnPageProps) -> Html {
    let plan = use_plan();
    let link = |idx: usize, rel: &'static str, way: &'static str| {
        let block = &plan.blocks[idx];
        html! {
            <Link to={Route::of_block(&plan, idx)} {rel} class={classes!("turn-page__link", format!("turn-page__link--{rel}"))}>
                <span class="turn-page__way">{ way }</span>
                <span class="turn-page__label">{ block.label().unwrap_or_default().to_owned() }</span>
                { " " }
                <span class="turn-page__title">{ block.title() }</span>
            </Link>
        }
    };
    html! {
        <nav class="turn-page" aria-label="前后各章">
            { for props.previous.map(|idx| link(idx, "prev", "上一章")) }
            { for props.next.map(|idx| link(idx, "next", "下一章")) }
        </nav>
    }
}
