//! A paragraph or a box's item, with its number and its footnotes' marks.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::note_reference::NoteReference;
use crate::components::permalink::Permalink;
use crate::context::{use_place, use_plan};
use crate::view::text::{Segment, segments};

/// Properties of [`ParagraphView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ParagraphViewProps {
    /// The block.
    pub idx: usize,
}

/// A paragraph.
#[component]
pub fn ParagraphView(props: &ParagraphViewProps) -> Html {
    let plan = use_plan();
    let place = use_place();
    let block = &plan.blocks[props.idx];
    let is_marked = block.id == *place.marked_id();
    let ordinal = block.id.ordinal().to_owned();
    let is_item = matches!(block.kind, BlockKind::BoxItem(_));
    let unit = if is_item { "项" } else { "段" };
    let is_dash_entry = block.paragraph().is_some_and(|paragraph| paragraph.is_dash_entry);
    let text = segments(block).into_iter().map(|segment| match segment {
        Segment::Text(run) => html! { { run } },
        Segment::RunInHeading(run) => html! { <strong class="run-in-heading">{ run }</strong> },
        Segment::NoteReference(note) => html! { <NoteReference idx={note} /> },
    });
    html! {
        <div
            class={classes!("paragraph", is_dash_entry.then_some("paragraph--dash"))}
            id={block.id.to_string()}
            data-marked={is_marked.then_some("")}
        >
            <Permalink
                idx={props.idx}
                class="paragraph__number"
                label={format!("第{ordinal}{unit}，复制本{unit}链接")}
            >
                { ordinal.clone() }
            </Permalink>
            <p class="paragraph__text">{ for text }</p>
        </div>
    }
}
