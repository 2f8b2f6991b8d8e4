//! A long list that follows every choice: its lines are markup, made once, and a choice
//! hides, moves and marks them where they are.
//!
//! To render them as elements of the app at each choice would compare some thousand
//! attributes to change a few, which took half a frame of a slow phone.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::components::markup_text::{Markup, MarkupText};

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
    /// What a click in the list does.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// The list's elements in the page, and how they were left.
#[derive(Default)]
struct Lines {
    markup: Option<Markup>,
    elements: Vec<(HtmlElement, Option<Element>)>,
    states: Vec<LineState>,
    order: Vec<usize>,
}

/// A list whose lines are markup.
#[component]
pub fn LineList(props: &LineListProps) -> Html {
    let list = use_node_ref();
    let lines = use_mut_ref(Lines::default);
    {
        let list = list.clone();
        use_effect_with(
            (props.markup.clone(), props.states.clone(), props.order.clone()),
            move |(markup, states, order)| {
                let mut lines = lines.borrow_mut();
                if let Some(list) =
                    list.cast::<Element>().filter(|_| lines.markup.as_ref() != Some(markup))
                {
                    *lines = Lines::new(markup.clone(), &list);
                }
                lines.follow(states, order);
            },
        );
    }
    html! {
        <div class="line-list" ref={list} onclick={props.onclick.clone()}>
            <MarkupText markup={props.markup.clone()} />
        </div>
    }
}

impl Lines {
    fn new(markup: Markup, list: &Element) -> Self {
        let mut elements = Vec::new();
        if let Ok(found) = list.query_selector_all("[data-line]") {
            for at in 0..found.length() {
                let line = found.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
                elements.extend(line.map(|line| {
                    let button = line.query_selector("button").ok().flatten();
                    (line, button)
                }));
            }
        }
        let states = vec![LineState::default(); elements.len()];
        let order = (0..elements.len()).collect();
        Self { markup: Some(markup), elements, states, order }
    }

    /// Brings the elements from how they were left to `states` and `order`.
    fn follow(&mut self, states: &[LineState], order: &[usize]) {
        let set = |element: &Element, name: &str, value: Option<&str>| {
            drop(match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            });
        };
        for (((line, button), before), after) in
            self.elements.iter().zip(&mut self.states).zip(states)
        {
            if before.is_hidden != after.is_hidden {
                line.set_hidden(after.is_hidden);
            }
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
        let as_made = (0..self.elements.len()).collect::<Vec<_>>();
        let order = if order.is_empty() { &as_made } else { order };
        if *order != *self.order {
            let parent = self.elements.first().and_then(|(line, _)| line.parent_element());
            for (line, _) in order.iter().filter_map(|&idx| self.elements.get(idx)) {
                parent.as_ref().map(|parent| parent.append_child(line));
            }
            self.order = order.to_vec();
        }
    }
}
