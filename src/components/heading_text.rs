//! A heading of the plan on one line, its label set apart: `第四章 构建…`.

use plan::Block;
use yew::prelude::*;

/// The label and title of `block`; the label bears the class `label_class`.
pub fn heading_text(label_class: &'static str, block: &Block) -> Html {
    html! {
        <>
            <span class={label_class}>{ block.label().unwrap_or_default() }</span>
            { " " }
            { block.title() }
        </>
    }
}
