//! A box (专栏): a titled list set off from the text.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::data_table::data_table;
use crate::components::own_notes::own_notes;
use crate::components::paragraph::paragraph;
use crate::components::permalink::permalink;
use crate::context::Place;

/// The box at `idx` with its items.
pub fn plan_box(place: &Place, idx: usize) -> Html {
    let plan = &place.plan;
    let block = &plan.blocks[idx];
    let id = AttrValue::from(block.id.to_string());
    let heading_id = AttrValue::from(format!("{id}-heading"));
    let label = block.label().unwrap_or("专栏").to_owned();
    let is_in_section = block
        .parent
        .is_some_and(|parent| matches!(plan.blocks[parent as usize].kind, BlockKind::Section(_)));
    let heading_tag = if is_in_section { "h3" } else { "h2" };
    let items = plan.children(idx).map(|idx| match plan.blocks[idx].kind {
        BlockKind::Table(_) => data_table(place, idx),
        _ => paragraph(place, idx),
    });
    html! {
        <aside class="box" aria-labelledby={heading_id.clone()} data-marked={place.mark(&id)} {id}>
            <@{heading_tag} class="box__heading" id={heading_id}>
                { permalink(place, idx, "box__label", format!("{label}，复制本专栏链接"), label) }
                { " " }
                { block.title() }
            </@>
            { own_notes(place, idx) }
            { for items }
        </aside>
    }
}
