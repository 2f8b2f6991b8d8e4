//! `/glossary/`: the terms that the plan explains, in footnotes or in its text, and how the
//! newspaper prints them.

use plan::model::BlockKind;
use plan::term::Term;
use yew::prelude::*;

use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::citation::quotation;

/// The glossary.
#[inline(never)]
pub fn glossary_page(place: &Place) -> Html {
    let plan = &place.plan;
    let is_note = |term: &&Term| {
        let block = term.explained.first().map(|citation| citation.block());
        block.is_some_and(|idx| matches!(plan.blocks[idx].kind, BlockKind::Note(_)))
    };
    let (notes, terms): (Vec<_>, Vec<_>) = place.apparatus.terms.iter().partition(is_note);
    html! {
        <div class="glossary">
            { page_heading("名词解释") }
            <p class="lead">{ "规划自己解释的名词。解释都是规划的原话，不是本站的；正文里画细线的名词可以点开。" }</p>
            <h2>{ "脚注里的名词" }</h2>
            <dl>{ for notes.into_iter().map(|term| noted(place, term)) }</dl>
            <h2>{ "正文里解释的名词" }</h2>
            <p class="glossary__lead">
                { format!("规划在别处说明了它指什么，共{}个，按说明出现的先后。挑选是本站做的，引文是规划的。", terms.len()) }
            </p>
            <dl>
                { for terms.into_iter().map(|term| html! {
                    <div class="glossary__entry" data-marked={place.mark(&term.name)} id={term.name.clone()}>
                        <dt>{ term.name.clone() }</dt>
                        <dd>
                            { for term.explained.iter().map(|citation| html! {
                                <p>{ Html::from_html_unchecked(quotation(plan, &place.base, *citation).into()) }</p>
                            }) }
                        </dd>
                    </div>
                }) }
            </dl>
        </div>
    }
}

/// A footnote's term, with what the newspaper prints of it.
fn noted(place: &Place, term: &Term) -> Html {
    let plan = &place.plan;
    let Some(idx) = term.explained.first().map(|citation| citation.block()) else {
        return Html::default();
    };
    let block = &plan.blocks[idx];
    let BlockKind::Note(note) = &block.kind else { return Html::default() };
    let name_end = note.term.map_or(0, |name| name.end as usize);
    let explanation = block.text[name_end..].trim_start_matches(['：', ':']).to_owned();
    let parent = block.parent.map_or(idx, |parent| parent as usize);
    let printed = place.apparatus.press.passage_of(idx).map(|passage| {
        let to = Location { fragment: block.id.to_string(), ..Location::of(Route::Compare) };
        let said = match passage.differences.len() {
            0 => "报纸的名词解释与此一字不差".to_owned(),
            n_differences => format!("报纸的名词解释有{n_differences}处不同"),
        };
        html! { <>{ " · " }{ link(place, "", &to, html! { { said } }) }</> }
    });
    html! {
        <div class="glossary__entry" data-marked={place.mark(&term.name)} id={term.name.clone()}>
            <dt>{ block.text[..name_end].to_owned() }</dt>
            <dd>
                <p>{ explanation }</p>
                <p class="glossary__source">
                    { "见" }
                    { link(place, "", &place.location_of(parent), html! { { place_in_words(plan, parent) } }) }
                    { "的脚注" }
                    { printed }
                </p>
            </dd>
        </div>
    }
}
