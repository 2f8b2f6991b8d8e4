//! `/qa/5/`: a question, its answer, and the plan's own sentences that the answer rests on.

use yew::prelude::*;

use crate::components::link::link;
use crate::components::listen_button::listen_button;
use crate::components::page_heading::labelled_page_heading;
use crate::components::plan_text::PlanText;
use crate::components::turn_page::turn_page;
use crate::context::Place;
use crate::pages::questions::press_notice;
use crate::route::{Location, Route};
use crate::view::press::QuestionView;

/// The question of `view`.
#[inline(never)]
pub fn question_page(place: &Place, view: &QuestionView) -> Html {
    let plan = &place.plan;
    let question = &plan.blocks[view.idx];
    let number = question.label().unwrap_or_default();
    let neighbour = |idx: usize| {
        let block = &plan.blocks[idx];
        let name = html! {
            <>
                <span class="turn-page__label">
                    { format!("第{}问", block.label().unwrap_or_default()) }
                </span>
                { " " }
                { block.title() }
            </>
        };
        (Route::of_block(plan, idx), name)
    };
    html! {
        <article class="question">
            { link(place, "question__up", &Location::of(Route::Questions), html! { "问答解读" }) }
            { labelled_page_heading(
                Some(question.id.as_str()),
                Some(&format!("第{number}问")),
                &question.title(),
            ) }
            { listen_button(question.id.as_str(), "听这一问") }
            { press_notice(place) }
            <PlanText key={number.to_owned()} class="question__answer" of={view.idx} />
            { turn_page(
                place,
                "前后各问",
                "问",
                view.previous.map(neighbour),
                view.next.map(neighbour),
            ) }
        </article>
    }
}
