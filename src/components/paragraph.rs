//! A paragraph or a box's item, with its number and its footnotes' marks.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::note_reference::NoteReference;
use crate::components::permalink::permalink;
use crate::context::Place;
use crate::view::text::{Segment, segments};

/// The paragraph at `idx`.
pub fn paragraph(place: &Place, idx: usize) -> Html {
    let block = &place.plan.blocks[idx];
    let id = AttrValue::from(block.id.to_string());
    let ordinal = block.id.ordinal().to_owned();
    let unit = if matches!(block.kind, BlockKind::BoxItem(_)) { "项" } else { "段" };
    let label = format!("第{ordinal}{unit}，复制本{unit}链接");
    let is_dash_entry = block.paragraph().is_some_and(|paragraph| paragraph.is_dash_entry);
    let class = if is_dash_entry { "paragraph paragraph--dash" } else { "paragraph" };
    let text = segments(block).into_iter().map(|segment| match segment {
        Segment::Text(run) => html! { run },
        Segment::RunInHeading(run) => html! { <strong class="run-in-heading">{ run }</strong> },
        Segment::NoteReference(note) => html! { <NoteReference idx={note} /> },
    });
    html! {
        <div {class} data-marked={place.mark(&id)} {id}>
            { permalink(place, idx, "paragraph__number", label, ordinal) }
            <p class="paragraph__text">{ for text }</p>
        </div>
    }
}
