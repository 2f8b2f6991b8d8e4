//! `/qa/5/`: a question, its answer, and the plan's own sentences that the answer rests on.

use plan::press::AnswerSource;
use yew::prelude::*;

use crate::components::link::link;
use crate::components::listen_button::listen_button;
use crate::components::own_notes::own_notes;
use crate::components::page_heading::labelled_page_heading;
use crate::components::permalink::permalink;
use crate::components::popup::Popup;
use crate::components::quotation::quotation;
use crate::components::turn_page::turn_page;
use crate::context::Place;
use crate::pages::questions::press_notice;
use crate::route::{Location, Route};
use crate::view::citation::place_of;
use crate::view::press::{AnswerSegment, QuestionView, answer_segments, join_in_words, turns_of};

/// The question of `view`.
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
            { for view.answer.iter().map(|&idx| answer(place, idx)) }
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

/// A paragraph of the answer, and what it rests on.
fn answer(place: &Place, idx: usize) -> Html {
    let (plan, press) = (&place.plan, &place.apparatus.press);
    let block = &plan.blocks[idx];
    let id = AttrValue::from(block.id.to_string());
    let ordinal = block.id.ordinal().to_owned();
    let label = format!("第{ordinal}段，复制本段链接");
    let sources: Vec<&AnswerSource> = press.sources_of(idx).collect();
    let text = answer_segments(plan, press, idx).into_iter().enumerate();
    let text = text.map(|(at, segment)| match segment {
        AnswerSegment::Text(run) => html! { run },
        AnswerSegment::Source(run, all) => {
            let first = &press.answers[all[0]];
            let (to, where_) = place_of(plan, first.plan);
            html! {
                <Popup
                    id={format!("{id}-{at}")}
                    class="basis"
                    href={place.base.location_href(&to)}
                    label={format!("{run}，依据{where_}")}
                    text={run}
                    close="收起"
                >
                    <strong>{ "规划原文" }</strong>
                    { for all.iter().map(|&at| quotation(place, press.answers[at].plan)) }
                </Popup>
            }
        }
        AnswerSegment::Slip(run, slip) => html! {
            <Popup
                id={format!("{id}-{at}")}
                class="slip"
                href={format!("#{id}")}
                label={format!("{run}，录入存疑")}
                text={run}
                close="收起"
            >
                <strong>{ "本站注：文本如此，像是录入的差错，照录未改。" }</strong>
                { press.slips[slip].note.clone() }
            </Popup>
        },
    });
    let joins = press.joins.iter().filter(|join| join.block as usize == idx);
    let joins: Vec<_> = joins.map(|join| join_in_words(&block.text, join)).collect();
    let (_, turned_to) = turns_of(press, idx);
    html! {
        <section class="paragraph answer" data-marked={place.mark(&id)} data-has-marker={place.marker(idx)} id={id.clone()} aria-label={format!("第{ordinal}段")}>
            { permalink(place, idx, "paragraph__number", label, ordinal) }
            <p class="paragraph__text">{ for text }</p>
            { own_notes(place, idx) }
            if let Some(page) = turned_to {
                <p class="press-gap">
                    { format!("报纸在这里转到第{page}版，本站没有那一版，后面的话不补。") }
                </p>
            }
            if !joins.is_empty() {
                <details class="explanation answer__joins">
                    <summary>{ format!("这一段由报纸的{}截接成", joins.len() + 1) }</summary>
                    { for joins.into_iter().map(|words| html! { <p>{ words }</p> }) }
                </details>
            }
            if sources.is_empty() {
                <p class="answer__none">{ "本站没有在规划里找到这一段依据的原话。" }</p>
            } else {
                <details class="explanation answer__sources">
                    <summary>{ format!("依据的规划原文，{}处", sources.len()) }</summary>
                    <ol>
                        { for sources.into_iter().map(|source| html! {
                            <li>
                                <p class="answer__words">{ source.quote.of(&block.text).to_owned() }</p>
                                <p>{ quotation(place, source.plan) }</p>
                            </li>
                        }) }
                    </ol>
                </details>
            }
        </section>
    }
}
