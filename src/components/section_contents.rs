//! A chapter's sections: a column beside the text, or on a phone a bar that stays at
//! the top and folds out.

use yew::prelude::*;

use crate::components::link::Link;
use crate::context::use_plan;
use crate::route::Route;
use crate::view::head::labelled_title;

/// Properties of [`SectionContents`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SectionContentsProps {
    /// The chapter's page.
    pub route: Route,
    /// The sections' blocks.
    pub sections: Vec<usize>,
    /// The section that the reader is in.
    pub current: Option<usize>,
}

/// The chapter's sections.
#[component]
pub fn SectionContents(props: &SectionContentsProps) -> Html {
    let plan = use_plan();
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
        let block = &plan.blocks[idx];
        let is_current = props.current == Some(idx);
        html! {
            <li aria-current={is_current.then_some("location")}>
                <Link to={props.route} fragment={block.id.to_string()}>
                    <span class="section-contents__label">{ block.label().unwrap_or_default().to_owned() }</span>
                    { " " }
                    { block.title() }
                </Link>
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
