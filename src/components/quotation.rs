//! Words of the plan or the press, quoted with the way to where they stand.

use plan::citation::Citation;
use yew::prelude::*;

use crate::components::link::link;
use crate::context::Place;
use crate::view::citation::{place_of, printed};

/// The words of `citation` with a link to their place.
pub fn quotation(place: &Place, citation: Citation) -> Html {
    let (to, place_name) = place_of(&place.plan, citation);
    html! {
        <span class="quotation">
            <q>{ printed(&place.plan, citation) }</q>
            { " " }
            { link(place, "quotation__place", &to, html! { { place_name } }) }
        </span>
    }
}
