//! The footnotes at a page's end, each with the way back to its mark.

use yew::prelude::*;

use crate::context::{use_place, use_plan};

/// Properties of [`NoteList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NoteListProps {
    /// The notes' blocks.
    pub notes: Vec<usize>,
}

/// The footnotes.
#[component]
pub fn NoteList(props: &NoteListProps) -> Html {
    let plan = use_plan();
    let place = use_place();
    if props.notes.is_empty() {
        return Html::default();
    }
    let note = |idx: usize| {
        let block = &plan.blocks[idx];
        let is_marked = block.id == *place.marked_id();
        let back = block.parent.map(|parent| place.base.block_href(&plan, parent as usize));
        html! {
            <li class="note-list__note" id={block.id.to_string()} data-marked={is_marked.then_some("")}>
                <span class="note-list__number">{ block.id.as_str().trim_start_matches('n').to_owned() }</span>
                <p>
                    { block.text.clone() }
                    { " " }
                    <a class="note-list__back" href={back}>{ "回到正文" }</a>
                </p>
            </li>
        }
    };
    html! {
        <section class="note-list" aria-labelledby="notes-heading">
            <h2 id="notes-heading">{ "注释" }</h2>
            <ol>{ for props.notes.iter().map(|&idx| note(idx)) }</ol>
        </section>
    }
}
