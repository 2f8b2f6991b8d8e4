//! A page's main heading, to which the focus moves when the page is opened from
//! another.

use yew::prelude::*;

/// The `<h1>` of a page that is ours.
pub fn page_heading(title: &str) -> Html {
    labelled_page_heading(None, None, title)
}

/// The `<h1>` of a page that is the plan's own: with its block's id, and a line above
/// the title (`第四章`).
pub fn labelled_page_heading(id: Option<&str>, label: Option<&str>, title: &str) -> Html {
    html! {
        <h1 class="page-heading" id={id.map(|id| AttrValue::from(id.to_owned()))} tabindex="-1">
            if let Some(label) = label {
                <span class="page-heading__label">{ label }</span>
                { " " }
            }
            <span class="page-heading__title">{ title }</span>
        </h1>
    }
}
