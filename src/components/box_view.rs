//! A box (专栏): a titled list set off from the text.

use yew::prelude::*;

use crate::components::data_table::DataTable;
use crate::components::paragraph_view::ParagraphView;
use crate::components::permalink::Permalink;
use crate::context::{use_place, use_plan};
use plan::model::BlockKind;

/// Properties of [`BoxView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BoxViewProps {
    /// The box's block.
    pub idx: usize,
}

/// A box with its items.
#[component]
pub fn BoxView(props: &BoxViewProps) -> Html {
    let plan = use_plan();
    let place = use_place();
    let block = &plan.blocks[props.idx];
    let id = block.id.to_string();
    let heading_id = format!("{id}-heading");
    let is_marked = block.id == *place.marked_id();
    let items = plan.children(props.idx).map(|idx| match plan.blocks[idx].kind {
        BlockKind::Table(_) => html! { <DataTable key={idx} {idx} /> },
        _ => html! { <ParagraphView key={idx} {idx} /> },
    });
    let is_in_section = block
        .parent
        .is_some_and(|parent| matches!(plan.blocks[parent as usize].kind, BlockKind::Section(_)));
    let heading_tag = if is_in_section { "h3" } else { "h2" };
    html! {
        <aside class="box" {id} aria-labelledby={heading_id.clone()} data-marked={is_marked.then_some("")}>
            <@{heading_tag} class="box__heading" id={heading_id}>
                <Permalink idx={props.idx} class="box__label" label="专栏，复制本专栏链接">
                    { block.label().unwrap_or("专栏").to_owned() }
                </Permalink>
                { " " }
                { block.title() }
            </@>
            { for items }
        </aside>
    }
}
