//! A link to a page of the site.

use yew::prelude::*;

use crate::context::use_place;
use crate::route::{Location, Route};

/// Properties of [`Link`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LinkProps {
    /// The page.
    pub to: Route,
    /// The block on the page, by its id.
    #[prop_or_default]
    pub fragment: AttrValue,
    /// The class.
    #[prop_or_default]
    pub class: Classes,
    /// `prev`, `next`.
    #[prop_or_default]
    pub rel: Option<AttrValue>,
    /// What the link shows.
    pub children: Html,
}

/// A link to a page of the site; it says so when the reader is there already.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let place = use_place();
    let to = Location { fragment: props.fragment.to_string(), ..Location::of(props.to) };
    let is_here = props.fragment.is_empty() && place.location.route == props.to;
    html! {
        <a
            class={props.class.clone()}
            href={place.base.location_href(&to)}
            rel={props.rel.clone()}
            aria-current={is_here.then_some("page")}
        >
            { props.children.clone() }
        </a>
    }
}
