//! A link to a page of the site.

use yew::prelude::*;

use crate::context::Place;
use crate::route::Location;

/// A link to `to`; it says so when the reader is on that page already. Another choice on the page
/// is another address.
pub fn link(place: &Place, class: &'static str, to: &Location, content: Html) -> Html {
    let here = &place.location;
    let is_here = to.fragment.is_empty()
        && to.route == here.route
        && (to.query.is_empty() || to.query == here.query);
    let class = (!class.is_empty()).then_some(class);
    html! {
        <a {class} href={place.base.location_href(to)} aria-current={is_here.then_some("page")}>
            { content }
        </a>
    }
}
