//! A chapter's sections: a column beside the text, or on a phone a bar that stays at
//! the top and folds out.

use yew::prelude::*;

use crate::components::heading_text::heading_text;
use crate::components::link::link;
use crate::context::use_place;
use crate::view::head::labelled_title;

/// Properties of [`SectionContents`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SectionContentsProps {
    /// The sections' blocks.
    pub sections: Vec<usize>,
    /// The section that the reader is in.
    pub current: Option<usize>,
}

/// The chapter's sections.
#[component]
pub fn SectionContents(props: &SectionContentsProps) -> Html {
    let place = use_place();
    let plan = &place.plan;
    let is_open = use_state_eq(|| false);
    if props.sections.is_empty() {
        return Html::default();
    }
    let on_toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let on_choice = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(false))
    };
    let current_title = props.current.map_or_else(
        || format!("本章共{}节", props.sections.len()),
        |idx| labelled_title(&plan.blocks[idx]),
    );
    let entry = |&idx: &usize| {
        let is_current = props.current == Some(idx);
        let title = heading_text("section-contents__label", &plan.blocks[idx]);
        html! {
            <li aria-current={is_current.then_some("location")}>
                { link(&place, "", &place.location_of(idx), title) }
            </li>
        }
    };
    html! {
        <nav class="section-contents" aria-label="本章各节" data-open={is_open.then_some("")}>
            <button
                type="button"
                class="section-contents__toggle"
                aria-expanded={(*is_open).to_string()}
                onclick={on_toggle}
            >
                { current_title }
            </button>
            <ol onclick={on_choice}>{ for props.sections.iter().map(entry) }</ol>
        </nav>
    }
}
