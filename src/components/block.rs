//! A block of the plan, whatever its kind, with all that is below it.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::data_table::data_table;
use crate::components::own_notes::own_notes;
use crate::components::paragraph::paragraph;
use crate::components::permalink::permalink;
use crate::components::plan_box::plan_box;
use crate::context::Place;

/// A section with its blocks, a paragraph, a box or a table. Footnotes stand at the
/// page's end, headings of higher levels are the page's own.
pub fn block(place: &Place, idx: usize) -> Html {
    match &place.plan.blocks[idx].kind {
        BlockKind::Section(_) => section(place, idx),
        BlockKind::Paragraph(_) => paragraph(place, idx),
        BlockKind::Box(_) => plan_box(place, idx),
        BlockKind::Table(_) => data_table(place, idx),
        _ => Html::default(),
    }
}

fn section(place: &Place, idx: usize) -> Html {
    let section = &place.plan.blocks[idx];
    let id = AttrValue::from(section.id.to_string());
    let label = section.label().unwrap_or_default().to_owned();
    html! {
        <section class="section" aria-labelledby={id.clone()}>
            <h2 class="section__heading" data-marked={place.mark(&id)} data-has-marker={place.marker(idx)} {id} tabindex="-1">
                { permalink(place, idx, "section__label", format!("{label}，复制本节链接"), label) }
                { " " }
                { section.title() }
            </h2>
            { own_notes(place, idx) }
            { for place.plan.children(idx).map(|idx| block(place, idx)) }
        </section>
    }
}
