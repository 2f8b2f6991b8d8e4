//! `/glossary/`: the terms that the plan explains in its footnotes.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::view::chapter::place_in_words;

/// The glossary.
pub fn glossary_page(place: &Place) -> Html {
    let plan = &place.plan;
    let entry = |idx: usize| {
        let block = &plan.blocks[idx];
        let BlockKind::Note(note) = &block.kind else { return Html::default() };
        let (term, explanation) = match note.term {
            Some(term) => {
                let explanation = block.text[term.end as usize..].trim_start_matches(['：', ':']);
                (term.of(&block.text).to_owned(), explanation.to_owned())
            }
            None => (String::new(), block.text.clone()),
        };
        let parent = block.parent.map_or(idx, |parent| parent as usize);
        html! {
            <div class="glossary__entry">
                <dt>{ term }</dt>
                <dd>
                    <p>{ explanation }</p>
                    <p class="glossary__source">
                        { "见" }
                        { link(place, "", &place.location_of(parent), html! { { place_in_words(plan, parent) } }) }
                        { "的脚注" }
                    </p>
                </dd>
            </div>
        }
    };
    html! {
        <div class="glossary">
            { page_heading("名词解释") }
            <p class="lead">{ "规划在脚注里解释了这些名词，解释是规划的原话。" }</p>
            <dl>{ for plan.indices(|kind| matches!(kind, BlockKind::Note(_))).map(entry) }</dl>
        </div>
    }
}
