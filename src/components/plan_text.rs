//! The plan's or the press's text in the page: markup, in which a link opens in place what it
//! leads to, the address marks a block, and the reader's notes stand behind their words.
//!
//! What a link leads to opens right after it, so that keyboard and screen reader come to it
//! next; Escape closes it.

use gloo::events::{EventListener, EventListenerOptions};
use plan::note::NoteKind;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, Node};
use yew::prelude::*;
use yew::virtual_dom::VPortal;

use crate::browser;
use crate::browser::highlight::words_of;
use crate::components::markup_text::{Markup, MarkupText};
use crate::components::own_notes::own_notes;
use crate::context::{Place, use_place};
use crate::view::in_place::opened;
use crate::view::text::text_of;

/// A link that opens in place.
const LINK: &str = "a[aria-expanded]";

/// What a link has opened.
const POPUP: &str = ".popup";

/// Properties of [`PlanText`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PlanTextProps {
    /// The class of the element around the text, for the style sheet.
    pub class: &'static str,
    /// The index of the block whose text it is: the preface, a chapter, a question.
    pub of: usize,
}

/// A text in the page. It stays the same one: for another it is made anew, by its key.
#[component]
pub fn PlanText(props: &PlanTextProps) -> Html {
    let place = use_place();
    let markup = use_memo(props.of, |&idx| {
        let Place { plan, base, numbers, apparatus, .. } = &place;
        Markup::new(&place, || text_of(plan, base, numbers, apparatus, idx))
    });
    let text = use_node_ref();
    // Notes need the elements that they stand behind.
    let is_there = use_state_eq(|| false);
    {
        let (text, is_there, place) = (text.clone(), is_there.setter(), place.clone());
        use_effect_with((), move |()| {
            is_there.set(true);
            let listeners = text.cast().map(|text| listeners(&text, place));
            move || drop(listeners)
        });
    }
    use_marked(&place, &text);
    {
        let (text, plan) = (text.clone(), place.plan.clone());
        use_effect_with(place.notes.clone(), move |notes| {
            let markers = notes.all.iter().filter(|placed| placed.note.kind == NoteKind::Marker);
            let blocks = markers.filter_map(|placed| {
                let first = placed.runs.first()?;
                block_in(&text.cast()?, plan.blocks[first.block].id.as_str())
            });
            let marked = set_on(blocks.collect(), "data-has-marker");
            move || drop(marked)
        });
    }
    let own = text.cast::<Element>().filter(|_| *is_there).map(|text| {
        let mut blocks: Vec<_> = place.notes.all.iter().filter_map(|it| it.runs.first()).collect();
        blocks.dedup_by_key(|run| run.block);
        let own = blocks.into_iter().filter_map(|run| {
            let (host, next) = place_of_notes(&text, place.plan.blocks[run.block].id.as_str())?;
            Some(Html::from(VPortal::new_before(own_notes(&place, run.block), host, next)))
        });
        own.collect::<Html>()
    });
    // Always one node: the app tells the nodes of an element apart by their number.
    let own = own.unwrap_or_default();
    html! {
        <div class={props.class} ref={text}>
            <MarkupText markup={(*markup).clone()} />
            { own }
        </div>
    }
}

/// Marks what the address names in `text`, which is markup.
#[hook]
pub fn use_marked(place: &Place, text: &NodeRef) {
    let text = text.clone();
    use_effect_with(place.location.fragment.clone(), move |fragment| {
        let block = text.cast().and_then(|text| block_in(&text, fragment));
        let marked = set_on(block.into_iter().collect(), "data-marked");
        move || drop(marked)
    });
}

/// An attribute on elements, until it is dropped.
struct SetOn(Vec<Element>, &'static str);

fn set_on(elements: Vec<Element>, name: &'static str) -> SetOn {
    for element in &elements {
        drop(element.set_attribute(name, ""));
    }
    SetOn(elements, name)
}

impl Drop for SetOn {
    fn drop(&mut self) {
        for element in &self.0 {
            drop(element.remove_attribute(self.1));
        }
    }
}

/// The element with the id `id` in `text`.
fn block_in(text: &Element, id: &str) -> Option<Element> {
    browser::element(id).filter(|block| text.contains(Some(block)))
}

/// Where the notes of the block with the id `id` stand: right behind its words, in an element
/// and before a node of it.
fn place_of_notes(text: &Element, id: &str) -> Option<(Element, Option<Node>)> {
    let block = block_in(text, id)?;
    let words = words_of(&block).unwrap_or(block);
    let mut next = words.next_sibling();
    // They may be there already.
    while let Some(list) = next.as_ref().and_then(|next| next.dyn_ref::<Element>()) {
        if list.class_name() != "own-notes" {
            break;
        }
        next = list.next_sibling();
    }
    Some((words.parent_element()?, next))
}

/// Opens and closes what the links in `text` lead to. The listeners are the browser's: the app
/// does not know what is in the markup.
fn listeners(text: &Element, place: Place) -> [EventListener; 2] {
    let options = EventListenerOptions::enable_prevent_default();
    let on_click = move |event: &Event| {
        if browser::closest(event, ".popup__close").is_some() {
            return browser::closest(event, POPUP).iter().for_each(close);
        }
        let is_plain = browser::is_plain_click(event);
        let Some(link) = browser::closest(event, LINK).filter(|_| is_plain) else { return };
        event.prevent_default();
        match popup_of(&link) {
            Some(popup) => shut(&link, &popup),
            None => open(&place, &link),
        }
    };
    let on_key = |event: &Event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        let popup = browser::closest(event, POPUP)
            .or_else(|| browser::closest(event, LINK).and_then(|link| popup_of(&link)));
        if let Some(popup) = popup.filter(|_| key.key() == "Escape") {
            event.prevent_default();
            close(&popup);
        }
    };
    [
        EventListener::new_with_options(text, "click", options, on_click),
        EventListener::new_with_options(text, "keydown", options, on_key),
    ]
}

/// What `link` has opened.
fn popup_of(link: &Element) -> Option<Element> {
    link.next_element_sibling()
}

fn open(place: &Place, link: &Element) {
    let Place { plan, numbers, apparatus, base, .. } = place;
    if let Some(popup) = opened(plan, numbers, apparatus, base, &link.id()) {
        drop(link.insert_adjacent_html("afterend", &popup));
        drop(link.set_attribute("aria-expanded", "true"));
    }
}

fn shut(link: &Element, popup: &Element) {
    popup.remove();
    drop(link.set_attribute("aria-expanded", "false"));
}

/// Closes `popup`, and gives the focus back to its link.
fn close(popup: &Element) {
    if let Some(link) = popup.previous_element_sibling() {
        shut(&link, popup);
        browser::focus(&link);
    }
}
