//! The number or label beside a block: a link to that very block, copied at a tap.

use yew::prelude::*;

use crate::context::Place;

/// A link to the block at `idx`, copied when it is followed. `label` is what it is to
/// those who hear it; it contains what the link shows.
pub fn permalink(
    place: &Place,
    idx: usize,
    class: &'static str,
    label: String,
    content: String,
) -> Html {
    html! {
        <a
            {class}
            href={place.base.block_href(&place.plan, idx)}
            aria-label={label}
            data-permalink=""
        >
            { content }
        </a>
    }
}
