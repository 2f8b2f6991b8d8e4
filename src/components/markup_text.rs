//! Markup in the page, which the app leaves alone.

use std::rc::Rc;

use yew::prelude::*;

use crate::context::Place;

/// Markup that is made once and shared: the same only where it is the very same, so that no
/// choice compares some ten thousand characters.
#[derive(Clone, Debug)]
pub struct Markup(Rc<str>);

impl Markup {
    /// What `write` makes; nothing where the app is taking over a page that has it already.
    pub fn new(place: &Place, write: impl FnOnce() -> String) -> Self {
        if place.has_markup { Self("".into()) } else { Self(write().into()) }
    }
}

impl PartialEq for Markup {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`MarkupText`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MarkupTextProps {
    /// The markup.
    pub markup: Markup,
}

/// Markup in the page. A component, so that it is left alone while it is the same.
#[component]
pub fn MarkupText(props: &MarkupTextProps) -> Html {
    Html::from_html_unchecked(AttrValue::Rc(props.markup.0.clone()))
}
