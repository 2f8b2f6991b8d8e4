//! `/plan/full/`: the whole text on one page, for printing.

use yew::prelude::*;

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
        let (plan, base) = (place.plan.clone(), place.base.clone());
        use_memo((), move |()| AttrValue::from(whole(&plan, &base)))
    };
    let article = use_node_ref();
    use_marked(&place, &article);
    html! {
        <article class="whole" ref={article}>
            <header class="whole__header">
                { page_heading(&place.plan.title) }
                { print_way(&place, "打印全文") }
            </header>
            { Html::from_html_unchecked((*text).clone()) }
        </article>
    }
}
