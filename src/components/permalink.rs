//! The number beside a block: a link to that very block, copied at a tap.

use yew::prelude::*;

use crate::context::{use_place, use_plan};

/// Properties of [`Permalink`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PermalinkProps {
    /// The block.
    pub idx: usize,
    /// The class.
    pub class: Classes,
    /// What the link is to those who hear it.
    pub label: AttrValue,
    /// What the link shows.
    pub children: Html,
}

/// A link to a block, copied when it is followed.
#[component]
pub fn Permalink(props: &PermalinkProps) -> Html {
    let plan = use_plan();
    let place = use_place();
    html! {
        <a
            class={props.class.clone()}
            href={place.base.block_href(&plan, props.idx)}
            aria-label={props.label.clone()}
            data-permalink=""
        >
            { props.children.clone() }
        </a>
    }
}
