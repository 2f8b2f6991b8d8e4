//! The footnotes at a page's end, each with the way back to its mark.

use yew::prelude::*;

use crate::context::Place;

/// The footnotes at `notes`; nothing where there are none.
pub fn note_list(place: &Place, notes: &[usize]) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    let note = |&idx: &usize| {
        let block = &place.plan.blocks[idx];
        let id = AttrValue::from(block.id.to_string());
        let number = id.trim_start_matches('n').to_owned();
        let back = block.parent.map(|parent| place.base.block_href(&place.plan, parent as usize));
        html! {
            <li class="note-list__note" data-marked={place.mark(&id)} {id}>
                <span class="note-list__number">{ number }</span>
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
            <ol>{ for notes.iter().map(note) }</ol>
        </section>
    }
}
