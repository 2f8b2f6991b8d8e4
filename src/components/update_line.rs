//! The line that offers a new build of the site.
//!
//! Nothing of it needs the app: the style sheet shows it when `<html>` says that an update
//! waits, and `www/offline.js` hears its buttons. So a build whose app does not start can
//! still be left for the next.

use yew::prelude::*;

/// The line.
pub fn update_line() -> Html {
    html! {
        <div class="update-line" role="status">
            <p class="update-line__offer foot-bar">
                <span>{ "有新版本，更新后还在这个位置。" }</span>
                <button type="button" data-update-now="">{ "更新" }</button>
                <button type="button" data-update-later="" aria-label="以后再说">{ "以后" }</button>
            </p>
        </div>
    }
}
