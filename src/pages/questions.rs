//! `/qa/`: the questions that the press answers about the plan.

use yew::prelude::*;

use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::press::{opening, questions, turns_of};

/// The questions.
#[inline(never)]
pub fn questions_page(place: &Place) -> Html {
    let (plan, press) = (&place.plan, &place.apparatus.press);
    let questions = questions(plan);
    let question = |&idx: &usize| {
        let block = &plan.blocks[idx];
        let label = block.label().unwrap_or_default();
        let answer = plan.children(idx).next().map(|idx| opening(&plan.blocks[idx]));
        let to = Location::of(Route::of_block(plan, idx));
        html! {
            <li>
                { link(place, "question-list__link", &to, html! {
                    <>
                        <span class="question-list__number">{ label.to_owned() }</span>
                        <strong>{ block.title() }</strong>
                        <span class="question-list__opening">{ answer.unwrap_or_default() }</span>
                    </>
                }) }
            </li>
        }
    };
    let last = questions.iter().flat_map(|&idx| plan.children(idx)).last();
    let turned_to = last.and_then(|idx| turns_of(press, idx).1);
    html! {
        <div class="questions">
            { page_heading("问答解读") }
            { press_notice(place) }
            <ol class="question-list">{ for questions.iter().map(question) }</ol>
            if let Some(page) = turned_to {
                <p class="press-gap">
                    { format!("最后一问的回答没有完：报纸转到第{page}版，本站没有那一版。后面还有没有别的问题，这一版没有说。") }
                </p>
            }
        </div>
    }
}

/// Whose words the answers are.
pub fn press_notice(place: &Place) -> Html {
    html! {
        <p class="press-notice">
            { format!("这是报纸上的{}，是媒体的话，不是规划原文。", place.apparatus.press.title) }
            { "字句照录；画虚线的可以点开，看它依据的规划原文" }
            if !place.apparatus.press.slips.is_empty() {
                { "；画波浪线的像是录入的差错，也照录" }
            }
            { "。" }
        </p>
    }
}
