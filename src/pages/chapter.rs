//! `/plan/4/`: one chapter, whole.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser;
use crate::components::heading_text::heading_text;
use crate::components::link::link;
use crate::components::listen_button::listen_button;
use crate::components::page_heading::labelled_page_heading;
use crate::components::plan_text::PlanText;
use crate::components::print_way::print_way;
use crate::components::section_contents::SectionContents;
use crate::components::turn_page::turn_page;
use crate::context::{use_place, use_session};
use crate::route::Route;
use crate::session::SessionAction;
use crate::view::chapter::{ChapterView, place_in_words};
use crate::view::head::labelled_title;

/// How long after a scroll the reading position is looked up, in milliseconds.
const SETTLE_MS: u32 = 150;

/// How far below the bars a paragraph must reach to be the one that is being read, in
/// CSS pixels: more than the gap that a link leaves above the paragraph it lands on.
const READING_LINE_PX: f64 = 20.0;

/// The element with the chapter's text, for the style sheet and for measuring.
const TEXT: &str = ".chapter__text";

/// Properties of [`ChapterPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChapterPageProps {
    /// The chapter's number.
    pub number: u16,
}

/// A chapter with its place in the whole, its sections, text, notes and neighbours.
#[component]
pub fn ChapterPage(props: &ChapterPageProps) -> Html {
    let place = use_place();
    let plan = &place.plan;
    let session = use_session();
    let number = props.number;
    let view = {
        let plan = plan.clone();
        use_memo(number, move |&number| ChapterView::new(&plan, number))
    };
    let current_stop = use_state_eq(|| None::<String>);
    // Whether the reader came to the chapter's beginning, and not back to a place in it.
    let is_at_start = use_state_eq(|| false);
    // Where the reader left the chapter in an earlier visit.
    let left_at = use_mut_ref(|| None::<Option<String>>);
    if session.is_restored && left_at.borrow().is_none() {
        *left_at.borrow_mut() =
            Some(session.readings.get(&number).map(|reading| reading.block.clone()));
    }

    {
        let (view, current_stop, session) =
            (view.clone(), current_stop.setter(), session.dispatcher());
        let is_opened = !place.is_interactive;
        let is_at_start = is_at_start.setter();
        use_effect_with(number, move |&chapter| {
            let stop_at_top = move || {
                let stops = &view.as_ref().as_ref()?.stops;
                let ids = stops.iter().map(String::as_str);
                let first = browser::first_below(ids, browser::bars_height() + READING_LINE_PX);
                // What stands below the text may fill a window.
                first.map(str::to_owned).or_else(|| stops.last().cloned())
            };
            // The page may have been opened in the middle. Where a link was followed, what is
            // scrolled is still the page before.
            if is_opened && browser::scroll_top() > 0.0 {
                current_stop.set(stop_at_top());
            }
            let begin = {
                let is_at_start = is_at_start.clone();
                Timeout::new(SETTLE_MS, move || {
                    if browser::scroll_top() <= 0.0 {
                        is_at_start.set(true);
                    }
                })
            };
            let pending = RefCell::new(None);
            let is_begun = Rc::new(Cell::new(false));
            let on_scroll = move |_: &Event| {
                let (current_stop, session) = (current_stop.clone(), session.clone());
                let (stop_at_top, is_begun) = (stop_at_top.clone(), is_begun.clone());
                let is_at_start = is_at_start.clone();
                let settle = Timeout::new(SETTLE_MS, move || {
                    // Being brought to the beginning is not reading it.
                    is_begun.set(is_begun.get() || browser::scroll_top() > 0.0);
                    if !is_begun.get() {
                        return is_at_start.set(true);
                    }
                    let stop = stop_at_top();
                    current_stop.set(stop.clone());
                    if let Some(block) = stop {
                        let percent = browser::percent_seen(TEXT);
                        session.dispatch(SessionAction::Read { chapter, block, percent });
                    }
                });
                drop(pending.replace(Some(settle)));
            };
            let listener = EventListener::new(&browser::window(), "scroll", on_scroll);
            move || drop((listener, begin))
        });
    }

    let Some(view) = (*view).clone() else { return Html::default() };
    let chapter = &plan.blocks[view.idx];
    let current_section = current_stop.as_deref().and_then(|stop| {
        let idx = plan.position(stop)?;
        std::iter::once(idx).chain(plan.ancestors(idx)).find(|idx| view.sections.contains(idx))
    });
    let resume = left_at.borrow().clone().flatten().and_then(|id| {
        let idx = plan.position(&id)?;
        let is_worth_it = view.stops.iter().position(|stop| *stop == id)? > 0;
        let is_open = *is_at_start && current_stop.is_none() && place.location.fragment.is_empty();
        (is_worth_it && is_open).then_some(idx)
    });
    let neighbour = |idx: usize| {
        let name = heading_text("turn-page__label", &plan.blocks[idx]);
        (Route::of_block(plan, idx), name)
    };
    let n_chapters = plan.chapters().count();
    html! {
        <article class="chapter" data-contents={(!view.sections.is_empty()).then_some("")}>
            <header class="chapter__header">
                if let Some(part) = view.part {
                    <p class="chapter__part">{ labelled_title(&plan.blocks[part]) }</p>
                }
                { labelled_page_heading(
                    Some(chapter.id.as_str()),
                    chapter.label(),
                    &chapter.title(),
                ) }
                <p class="chapter__place">
                    <progress
                        class="chapter__progress"
                        max={n_chapters.to_string()}
                        value={view.ordinal.to_string()}
                        aria-label={format!("全文共{n_chapters}章，这是第{}章", view.ordinal)}
                    />
                    { format!("{} / {n_chapters} 章", view.ordinal) }
                    { listen_button(chapter.id.as_str(), "听本章") }
                </p>
            </header>
            if let Some(idx) = resume {
                <p class="resume">
                    { link(&place, "", &place.location_of(idx), html! { { format!("上次读到{}，接着读", place_in_words(plan, idx)) } }) }
                </p>
            }
            <SectionContents
                sections={view.sections.clone()}
                current={current_section}
            />
            <PlanText class="chapter__text" of={view.idx} />
            { print_way(&place, "打印本章") }
            { turn_page(
                &place,
                "前后各章",
                "章",
                view.previous.map(neighbour),
                view.next.map(neighbour),
            ) }
        </article>
    }
}
