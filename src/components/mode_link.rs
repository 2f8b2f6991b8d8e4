//! The way into 长辈版 and out of it: a link, so that it can be sent to someone.

use yew::prelude::*;

use crate::components::link::link;
use crate::context::Place;
use crate::route::{Location, MODE};
use crate::session::{Mode, Session};

/// A link to this page in the other mode.
pub fn mode_link(place: &Place, session: &Session) -> Html {
    let (name, words) = match session.mode {
        Mode::Standard => (Mode::Elder.name(), "长辈版"),
        Mode::Elder => (Mode::Standard.name(), "回到标准版"),
    };
    let fragment = place.location.fragment.clone();
    let to = Location { fragment, ..place.location.with_query_value(MODE, name) };
    link(place, "mode-link", &to, html! { words })
}
