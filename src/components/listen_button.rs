//! The button that has a page read out from a block on.

use yew::prelude::*;

/// A button that reads out from the block `id` on. The style sheet shows it once the app is
/// there to answer.
pub fn listen_button(id: &str, words: &'static str) -> Html {
    html! {
        <button type="button" class="listen-button" data-listen={id.to_owned()}>{ words }</button>
    }
}
