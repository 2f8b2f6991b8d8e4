//! The line at the foot of a page for the words that the reader has chosen: what they are,
//! and what can be done with them.
//!
//! It comes with a selection in the plan's text or a tap on a block's number, takes the
//! focus only where the number was followed by keyboard, covers nothing that could not be
//! scrolled up, and goes when it is let go of.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use plan::Plan;
use plan::note::Note;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, UiEvent};
use yew::prelude::*;

use crate::browser;
use crate::browser::highlight::{self, Layer, Mark};
use crate::browser::selection;
use crate::components::note_buttons::note_buttons;
use crate::components::share_panel::SharePanel;
use crate::context::{use_place, use_session};
use crate::view::passage::{Passage, PassagePart, shortened};
use crate::view::share::Shared;

/// What is open in the line's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Panel {
    /// The ways to send the words on.
    Share,
    /// The forms of citing them.
    Cite,
}

impl Panel {
    /// The id of the button that opens it, to which the focus comes back.
    fn button(self) -> &'static str {
        match self {
            Self::Share => "passage-share",
            Self::Cite => "passage-cite",
        }
    }
}

/// How long the selection must stand before the line follows it, in milliseconds.
const SETTLE_MS: u32 = 200;

/// How many characters of the words the line shows.
const SHOWN_CHARS: usize = 24;

/// Properties of [`PassageBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PassageBarProps {
    /// Called with a note that is to be written.
    pub on_draft: Callback<Option<Note>>,
}

/// The line; nothing while no words are chosen.
#[component]
pub fn PassageBar(props: &PassageBarProps) -> Html {
    let place = use_place();
    let session = use_session();
    let plan = &place.plan;
    let passage = use_state_eq(|| None::<Passage>);
    let panel = use_state_eq(|| None::<Panel>);
    let wants_focus = use_mut_ref(|| false);
    let is_chosen = use_mut_ref(|| false);
    is_chosen.replace(passage.is_some());
    {
        let (passage, plan) = (passage.setter(), plan.clone());
        let wants_focus = wants_focus.clone();
        use_effect_with((), move |()| {
            let pending = std::cell::RefCell::new(None);
            let on_selection = {
                let (passage, plan) = (passage.clone(), plan.clone());
                move |_: &Event| {
                    let (passage, plan) = (passage.clone(), plan.clone());
                    let settle = Timeout::new(SETTLE_MS, move || {
                        // A tap on the line itself may have let go of the selection.
                        if let Some(selected) = selected_passage(&plan) {
                            passage.set(Some(selected));
                        }
                    });
                    drop(pending.replace(Some(settle)));
                }
            };
            let is_entered = Rc::new(Cell::new(false));
            let is_entered_now = is_entered.clone();
            let on_click = {
                let passage = passage.clone();
                move |event: &Event| {
                    if browser::closest(event, ".foot-bars").is_some() {
                        return;
                    }
                    let tapped = browser::closest(event, "[data-permalink]").and_then(|link| {
                        let fragment = link.get_attribute("href")?.split_once('#')?.1.to_owned();
                        plan.position(&fragment)
                    });
                    let tapped = tapped.map(|block| Passage::of_block(&plan, block));
                    // From a number a keyboard's reader goes on to the line, which comes last in
                    // the document. Assistive software's click has no count; Firefox gives
                    // that of the key Enter one.
                    let has_count = event.dyn_ref::<UiEvent>().is_some_and(|it| it.detail() > 0);
                    let is_key = is_entered.take() || !has_count;
                    if tapped.is_some() && is_key {
                        *wants_focus.borrow_mut() = true;
                        // Where it is the passage already, nothing is rendered.
                        Timeout::new(0, focus_line).forget();
                    }
                    // To ask what is selected takes its time: only where it may have been let go.
                    if tapped.is_some() || *is_chosen.borrow() {
                        passage.set(tapped.or_else(|| selected_passage(&plan)));
                    }
                }
            };
            let on_key = move |event: &Event| {
                let is_on_number = browser::closest(event, "[data-permalink]").is_some();
                let event: &KeyboardEvent = event.unchecked_ref();
                is_entered_now.set(is_on_number && event.key() == "Enter");
                if event.key() == "Escape" && !event.default_prevented() {
                    passage.set(None);
                }
            };
            let document = browser::document();
            // Before the app answers the click: it may render another page.
            let options = EventListenerOptions::run_in_capture_phase();
            let listeners = [
                EventListener::new(&document, "selectionchange", on_selection),
                EventListener::new_with_options(&document, "click", options, on_click),
                EventListener::new(&document, "keydown", on_key),
            ];
            move || drop(listeners)
        });
    }
    {
        let passage = passage.setter();
        use_effect_with(place.location.route, move |_| passage.set(None));
    }
    {
        let plan = plan.clone();
        use_effect_with((*passage).clone(), move |passage| {
            let marks: Vec<Mark> = passage
                .iter()
                .flat_map(|passage| &passage.parts)
                .map(|part| {
                    let (start, end) = part.letters(&plan);
                    Mark { block: plan.blocks[part.block].id.to_string(), start, end }
                })
                .collect();
            highlight::show(Layer::Passage, highlight::ranges(&marks).iter().flatten());
            if wants_focus.take() {
                focus_line();
            }
            || highlight::clear(Layer::Passage)
        });
    }
    {
        let panel = panel.setter();
        use_effect_with(passage.is_some(), move |&is_chosen| {
            if !is_chosen {
                panel.set(None);
            }
        });
    }
    {
        let last = use_mut_ref(|| None::<Panel>);
        use_effect_with(*panel, move |panel| {
            let closed = last.replace(*panel).filter(|_| panel.is_none());
            if let Some(button) = closed.and_then(|panel| browser::element(panel.button())) {
                browser::focus(&button);
            }
        });
    }
    let Some(chosen) = (*passage).clone() else { return Html::default() };
    let quote = chosen.quote(plan);
    let on_done = {
        let passage = passage.setter();
        Callback::from(move |()| {
            selection::clear();
            passage.set(None);
        })
    };
    let first = chosen.parts[0];
    let listen_from = format!("{} {}", plan.blocks[first.block].id, first.range.start);
    if let Some(opened) = *panel {
        let on_close = {
            let panel = panel.setter();
            Callback::from(move |()| panel.set(None))
        };
        let shared = Shared::of_passage(plan, &chosen);
        let is_citing = opened == Panel::Cite;
        return html! { <SharePanel class="foot-bar" {shared} {is_citing} {on_close} /> };
    }
    let opener = |opened: Panel, name: &'static str| {
        let panel = panel.setter();
        let on_open = move |_: MouseEvent| panel.set(Some(opened));
        html! {
            <button type="button" id={opened.button()} aria-expanded="false" onclick={on_open}>
                { name }
            </button>
        }
    };
    let on_close = on_done.reform(|_: MouseEvent| ());
    // A press on the line must not let go of the selection.
    let on_press = Callback::from(|event: MouseEvent| {
        if browser::closest(&event, "textarea, input").is_none() {
            event.prevent_default();
        }
    });
    html! {
        <aside class="foot-bar passage-bar" aria-label="选中的文字" onmousedown={on_press}>
            <p class="passage-bar__words">
                { format!("{}：{}", chosen.place(plan), shortened(&quote, SHOWN_CHARS)) }
            </p>
            <button type="button" aria-label="收起" onclick={on_close.clone()}>{ "×" }</button>
            <div class="passage-bar__actions">
                <button type="button" data-listen={listen_from} onclick={on_close}>
                    { "听读" }
                </button>
                { note_buttons(&place, &session, &chosen, &props.on_draft, &on_done) }
                { opener(Panel::Share, "分享") }
                { opener(Panel::Cite, "引用") }
                <button type="button" data-copy={quote}>{ "复制" }</button>
            </div>
        </aside>
    }
}

/// The passage that is selected in the page. Letters that are not the plan's, such as those
/// of a table's cells, are none of it.
fn selected_passage(plan: &Plan) -> Option<Passage> {
    let parts: Vec<_> = selection::selected(|id| plan.position(id).is_some())
        .into_iter()
        .filter_map(|selected| {
            let block = plan.position(&selected.block)?;
            let end = selected.start + selected.letters.chars().count();
            let part = PassagePart::of_letters(plan, block, selected.start, end)?;
            let words = part.range.of(&plan.blocks[block].text);
            let letters = words.chars().filter(|ch| !ch.is_whitespace());
            letters.eq(selected.letters.chars()).then_some(part)
        })
        .collect();
    (!parts.is_empty()).then_some(Passage { parts })
}

fn focus_line() {
    let first = browser::document().query_selector(".passage-bar__actions button").ok().flatten();
    if let Some(first) = first {
        browser::focus(&first);
    }
}
