//! A page's main heading, to which the focus moves when the page is opened from
//! another.

use yew::prelude::*;

/// Properties of [`PageHeading`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PageHeadingProps {
    /// The block's id, where the heading is the plan's own.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// A line above the title: `第四章`.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The title.
    pub title: AttrValue,
}

/// The `<h1>` of a page.
#[component]
pub fn PageHeading(props: &PageHeadingProps) -> Html {
    html! {
        <h1 class="page-heading" id={props.id.clone()} tabindex="-1">
            if let Some(label) = &props.label {
                <span class="page-heading__label">{ label.clone() }</span>
                { " " }
            }
            <span class="page-heading__title">{ props.title.clone() }</span>
        </h1>
    }
}
