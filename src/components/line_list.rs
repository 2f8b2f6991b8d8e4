//! A long list that follows every choice: its lines are markup, made once, and a choice
//! hides, orders and marks them where they are.
//!
//! To render them as elements of the app at each choice would compare some thousand
//! attributes to change a few, which took half a frame of a slow phone. To lay all of them out
//! at once takes two frames: the lines that the window has place for come first, the others
//! when those have been painted.

use std::mem;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser;
use crate::components::markup_text::{Markup, MarkupText};
use crate::context::AFTER_PAINT_MS;

/// How a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineState {
    /// Whether it is not among those chosen.
    pub is_hidden: bool,
    /// Whether the address names it.
    pub is_marked: bool,
    /// Whether its button is pressed.
    pub is_pressed: bool,
    /// Whether its button is out of use.
    pub is_disabled: bool,
}

/// Properties of [`LineList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LineListProps {
    /// The list as markup, with the attribute `data-line` on each line.
    pub markup: Markup,
    /// How each line is, in the order of the markup.
    pub states: Vec<LineState>,
    /// The lines in the order to be shown in; as in the markup where empty.
    #[prop_or_default]
    pub order: Vec<usize>,
    /// The lines in the order that the page's `select` offers next; empty where it has none.
    #[prop_or_default]
    pub next_order: Vec<usize>,
    /// What a click in the list does.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// The list's elements in the page, and how they were left.
#[derive(Default)]
struct Lines {
    markup: Option<Markup>,
    list: Option<Element>,
    elements: Vec<LineElement>,
    /// How the lines are to be, and in which order.
    states: Vec<LineState>,
    order: Vec<usize>,
    /// The order that may be asked for next.
    next_order: Vec<usize>,
    /// Which lines the page does not show. Those below the window follow their states later.
    is_hidden: Vec<bool>,
    /// Whether lines wait to be moved in the document.
    is_out_of_order: bool,
    /// How many lines, from the first on, the window has place for.
    n_in_window: usize,
    /// Lines that a choice brought into the window, or may bring next.
    first: Vec<usize>,
    settling: Option<Timeout>,
}

/// A line in the page.
struct LineElement {
    line: HtmlElement,
    button: Option<Element>,
    /// The line that it stands in.
    within: Option<usize>,
}

impl LineElement {
    /// Brings it into the window before the browser finds out that it is there, which would
    /// lay out twice.
    fn show_first(&self) {
        set(&self.line, "data-first", Some(""));
    }

    /// Takes back what brought it into the window first.
    fn show_as_any_other(&self) {
        set(&self.line, "data-first", None);
        drop(self.line.style().remove_property("order"));
    }
}

/// A list whose lines are markup.
#[component]
pub fn LineList(props: &LineListProps) -> Html {
    let list = use_node_ref();
    let lines = use_mut_ref(Lines::default);
    {
        let (list, lines) = (list.clone(), lines.clone());
        let next_order = props.next_order.clone();
        use_effect_with(
            (props.markup.clone(), props.states.clone(), props.order.clone()),
            move |(markup, states, order)| {
                if let Some(list) = list
                    .cast::<Element>()
                    .filter(|_| lines.borrow().markup.as_ref() != Some(markup))
                {
                    lines.replace(Lines::new(markup.clone(), list));
                }
                lines.borrow_mut().next_order = next_order;
                if lines.borrow_mut().follow(states, order) {
                    let later = lines.clone();
                    let settle = Timeout::new(AFTER_PAINT_MS, move || later.borrow_mut().settle());
                    lines.borrow_mut().settling = Some(settle);
                }
            },
        );
    }
    {
        // Before the choice that these begin changes anything: to ask how a page is laid out
        // that has just been changed takes the time of a layout.
        let lines = lines.clone();
        use_effect_with((), move |()| {
            let document = browser::document();
            let listeners = ["pointerdown", "keydown", "focusin"].map(|event| {
                let lines = lines.clone();
                let options = EventListenerOptions::run_in_capture_phase();
                EventListener::new_with_options(&document, event, options, move |event| {
                    lines.borrow_mut().measure();
                    if browser::closest(event, "select").is_some() {
                        lines.borrow_mut().lay_out_next();
                    }
                })
            });
            move || drop(listeners)
        });
    }
    html! {
        <div class="line-list" ref={list} onclick={props.onclick.clone()}>
            <MarkupText markup={props.markup.clone()} />
        </div>
    }
}

impl Lines {
    fn new(markup: Markup, list: Element) -> Self {
        let mut elements: Vec<LineElement> = Vec::new();
        if let Ok(found) = list.query_selector_all("[data-line]") {
            for at in 0..found.length() {
                let line = found.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
                let Some(line) = line else { continue };
                let button = line.query_selector("button").ok().flatten();
                let mut within = elements.len().checked_sub(1);
                while let Some(at) = within.filter(|&at| !elements[at].line.contains(Some(&line))) {
                    within = elements[at].within;
                }
                elements.push(LineElement { line, button, within });
            }
        }
        let states = vec![LineState::default(); elements.len()];
        let is_hidden = vec![false; elements.len()];
        let order = (0..elements.len()).collect();
        Self {
            markup: Some(markup),
            list: Some(list),
            elements,
            states,
            order,
            is_hidden,
            n_in_window: usize::MAX,
            ..Self::default()
        }
    }

    /// Brings the elements from how they were left to `states` and `order`, but for lines
    /// below the window. Whether these are to [settle](Self::settle).
    fn follow(&mut self, states: &[LineState], order: &[usize]) -> bool {
        if states.len() != self.elements.len() {
            return false;
        }
        for (LineElement { line, button, .. }, (before, after)) in
            self.elements.iter().zip(self.states.iter_mut().zip(states))
        {
            if before.is_marked != after.is_marked {
                set(line, "data-marked", after.is_marked.then_some(""));
            }
            if let Some(button) = button {
                if before.is_pressed != after.is_pressed {
                    let pressed = if after.is_pressed { "true" } else { "false" };
                    set(button, "aria-pressed", Some(pressed));
                }
                if before.is_disabled != after.is_disabled {
                    set(button, "disabled", after.is_disabled.then_some(""));
                }
            }
            *before = *after;
        }
        let as_made = || (0..states.len()).collect::<Vec<_>>();
        let order = if order.is_empty() { as_made() } else { order.to_vec() };
        self.is_out_of_order |= order != self.order;
        self.order = order;
        // What comes before the last line that the window has place for is done at once.
        let mut in_window = Vec::new();
        let mut first = Vec::new();
        let mut is_late = false;
        for &idx in &self.order {
            let is_hidden = states[idx].is_hidden;
            let is_changed = self.is_hidden[idx] != is_hidden;
            let LineElement { line, within, .. } = &self.elements[idx];
            let is_covered = within.is_some_and(|within| states[within].is_hidden);
            if is_covered || in_window.len() == self.n_in_window {
                is_late |= is_changed;
                continue;
            }
            if !is_hidden {
                in_window.push(idx);
            }
            if is_changed {
                line.set_hidden(is_hidden);
                self.is_hidden[idx] = is_hidden;
            }
            if is_changed && !is_hidden {
                first.push(idx);
            }
        }
        if self.is_out_of_order {
            for idx in mem::take(&mut self.first) {
                self.elements[idx].show_as_any_other();
            }
            for (place, &idx) in in_window.iter().enumerate() {
                // A line moved in the document is styled and laid out anew.
                let order = format!("{}", place as i32 - in_window.len() as i32);
                drop(self.elements[idx].line.style().set_property("order", &order));
            }
            first.extend(in_window);
        }
        for &idx in &first {
            self.elements[idx].show_first();
        }
        self.first.append(&mut first);
        is_late || self.is_out_of_order || !self.first.is_empty()
    }

    /// Brings the lines below the window to their states and order too.
    fn settle(&mut self) {
        self.settling = None;
        // Assistive software may choose without a pointer or a key.
        self.measure();
        if mem::take(&mut self.is_out_of_order) {
            self.place();
        }
        for idx in mem::take(&mut self.first) {
            self.elements[idx].show_as_any_other();
        }
        for (LineElement { line, .. }, (is_hidden, state)) in
            self.elements.iter().zip(self.is_hidden.iter_mut().zip(&self.states))
        {
            if *is_hidden != state.is_hidden {
                line.set_hidden(state.is_hidden);
                *is_hidden = state.is_hidden;
            }
        }
    }

    /// Brings the lines in the document to their order.
    fn place(&self) {
        let parent = self.elements.first().and_then(|first| first.line.parent_element());
        let Some(parent) = parent else { return };
        let mut next = parent.first_child();
        for &idx in &self.order {
            let line = &self.elements[idx].line;
            match &next {
                Some(node) if node.is_same_node(Some(line)) => next = node.next_sibling(),
                _ => drop(parent.insert_before(line, next.as_ref())),
            }
        }
    }

    /// Lays out the lines that another order would bring into the window: a line's first
    /// layout takes as long as the rest of that choice.
    fn lay_out_next(&mut self) {
        let is_shown = |idx: &&usize| !self.is_hidden[**idx];
        let next: Vec<usize> =
            self.next_order.iter().filter(is_shown).take(self.n_in_window).copied().collect();
        for idx in next {
            if !self.first.contains(&idx) {
                self.elements[idx].show_first();
                self.first.push(idx);
            }
        }
    }

    /// Reads how many lines, from the first on, the window has place for.
    fn measure(&mut self) {
        let Some(list) = self.list.as_ref().map(Element::get_bounding_client_rect) else { return };
        let n_shown = self.is_hidden.iter().filter(|&is_hidden| !is_hidden).count();
        if n_shown > 0 {
            let share = (browser::window_height() - list.top()).max(0.0) / list.height();
            self.n_in_window = (share * n_shown as f64).ceil() as usize;
        }
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    drop(match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    });
}
