//! The way to what else is about a paragraph or an indicator.

use yew::prelude::*;

use crate::components::link::link;
use crate::context::Place;
use crate::view::related::Related;

/// The `related` pages, as a list called `label`; nothing where there are none.
pub fn related_list(place: &Place, related: Vec<Related>, label: &'static str) -> Html {
    if related.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="related" aria-label={label}>
            { for related.into_iter().map(|(kind, to, name)| html! {
                <li data-kind={kind}>{ link(place, "", &to, html! { { name } }) }</li>
            }) }
        </ul>
    }
}
