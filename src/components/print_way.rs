//! The way to print a page: a button where the browser prints when it is asked to, else the
//! words how its menu does it.
//!
//! Which of both is shown, the style sheet decides by an attribute of the page's root, so
//! that the page is the same before the app is there.

use yew::prelude::*;

use crate::components::link::link;
use crate::context::Place;
use crate::route::{Location, Route};

/// The way to print the page; `name` says what that is (`打印本章`).
pub fn print_way(place: &Place, name: &'static str) -> Html {
    let is_chapter = matches!(place.location.route, Route::Chapter(_));
    html! {
        <p class="print-way">
            <button type="button" class="print-way__button" data-print="">{ name }</button>
            <span class="print-way__words">
                { "要打印，请用浏览器菜单里的“打印”；在微信里，先点右上角的“…”，选“在浏览器打开”。" }
            </span>
            if is_chapter {
                { link(place, "", &Location::of(Route::Whole), html! { "打印全文" }) }
            }
        </p>
    }
}
