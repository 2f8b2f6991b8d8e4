//! `/plan/full/`: the whole text on one page, for printing.

use yew::prelude::*;

use crate::components::markup_text::{Markup, MarkupText};
use crate::components::page_heading::page_heading;
use crate::components::plan_text::use_marked;
use crate::components::print_way::print_way;
use crate::context::use_place;
use crate::view::whole::whole;

/// The whole text. A component, because its markup is made once.
#[component]
pub fn WholePage() -> Html {
    let place = use_place();
    let text = {
        let place = place.clone();
        use_memo((), move |()| Markup::new(&place, || whole(&place.plan, &place.base)))
    };
    let article = use_node_ref();
    use_marked(&place, &article);
    html! {
        <article class="whole" ref={article}>
            <header class="whole__header">
                { page_heading(&place.plan.title) }
                { print_way(&place, "打印全文") }
            </header>
            <MarkupText markup={(*text).clone()} />
        </article>
    }
}
