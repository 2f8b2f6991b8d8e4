//! `/glossary/`: the terms that the plan explains in its footnotes.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::link::Link;
use crate::components::page_heading::PageHeading;
use crate::context::use_plan;
use crate::route::Route;
use crate::view::chapter::place_in_words;

/// The glossary.
#[component]
pub fn GlossaryPage() -> Html {
    let plan = use_plan();
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
                        <Link to={Route::of_block(&plan, parent)} fragment={plan.blocks[parent].id.to_string()}>
                            { place_in_words(&plan, parent) }
                        </Link>
                        { "的脚注" }
                    </p>
                </dd>
            </div>
        }
    };
    html! {
        <div class="glossary">
            <PageHeading title="名词解释" />
            <p class="lead">{ "规划在脚注里解释了这些名词，解释是规划的原话。" }</p>
            <dl>{ for plan.indices(|kind| matches!(kind, BlockKind::Note(_))).map(entry) }</dl>
        </div>
    }
}
