//! A block of the plan, whatever its kind, with all that is below it.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::box_view::BoxView;
use crate::components::data_table::DataTable;
use crate::components::paragraph_view::ParagraphView;
use crate::components::permalink::Permalink;
use crate::context::{use_place, use_plan};

/// Properties of [`BlockView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BlockViewProps {
    /// The block.
    pub idx: usize,
}

/// A section with its blocks, a paragraph, a box or a table. Footnotes stand at the
/// page's end, headings of higher levels are the page's own.
#[component]
pub fn BlockView(props: &BlockViewProps) -> Html {
    let plan = use_plan();
    let place = use_place();
    let idx = props.idx;
    let block = &plan.blocks[idx];
    match &block.kind {
        BlockKind::Section(_) => {
            let id = AttrValue::from(block.id.to_string());
            let is_marked = block.id == *place.marked_id();
            let label = block.label().unwrap_or_default().to_owned();
            html! {
                <section class="section" aria-labelledby={id.clone()}>
                    <h2 class="section__heading" {id} tabindex="-1" data-marked={is_marked.then_some("")}>
                        <Permalink {idx} class="section__label" label={format!("{label}，本节链接")}>
                            { label.clone() }
                        </Permalink>
                        { " " }
                        { block.title() }
                    </h2>
                    { for plan.children(idx).map(|idx| html! { <BlockView key={idx} {idx} /> }) }
                </section>
            }
        }
        BlockKind::Paragraph(_) => html! { <ParagraphView {idx} /> },
        BlockKind::Box(_) => html! { <BoxView {idx} /> },
        BlockKind::Table(_) => html! { <DataTable {idx} /> },
        _ => Html::default(),
    }
}
