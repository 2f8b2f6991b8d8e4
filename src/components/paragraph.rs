//! A paragraph or a box's item, with its number, its footnotes' marks, and its targets.

use plan::model::BlockKind;
use plan::target::Target;
use plan::term::TermUse;
use yew::prelude::*;

use crate::components::link::link;
use crate::components::own_notes::own_notes;
use crate::components::permalink::permalink;
use crate::components::popup::Popup;
use crate::components::quotation::quotation;
use crate::components::related_list::related_list;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::indicator::{full_name, meaning_of_target, target_in_words};
use crate::view::related::related_to;
use crate::view::text::{Segment, segments};

/// The paragraph at `idx`.
pub fn paragraph(place: &Place, idx: usize) -> Html {
    let plan = &place.plan;
    let block = &plan.blocks[idx];
    let id = AttrValue::from(block.id.to_string());
    let ordinal = block.id.ordinal().to_owned();
    let unit = if matches!(block.kind, BlockKind::BoxItem(_)) { "项" } else { "段" };
    let label = format!("第{ordinal}{unit}，复制本{unit}链接");
    let is_dash_entry = block.paragraph().is_some_and(|paragraph| paragraph.is_dash_entry);
    let class = if is_dash_entry { "paragraph paragraph--dash" } else { "paragraph" };
    let targets = place.numbers.links.targets_of(idx);
    let terms = place.apparatus.term_uses_of(idx);
    let text = segments(block, targets, terms).into_iter().map(|segment| match segment {
        Segment::Text(run) => html! { run },
        Segment::RunInHeading(run) => html! { <strong class="run-in-heading">{ run }</strong> },
        Segment::NoteReference(note) => note_reference(place, note),
        Segment::Target(run, target) => figure(place, run, &targets[target]),
        Segment::Term(run, term) => explained_term(place, run, &terms[term]),
    });
    html! {
        <div {class} data-marked={place.mark(&id)} data-has-marker={place.marker(idx)} {id}>
            { permalink(place, idx, "paragraph__number", label, ordinal) }
            <p class="paragraph__text">{ for text }</p>
            { related_list(place, related_to(plan, &place.numbers, &place.apparatus, idx), "与这一段有关") }
            { own_notes(place, idx) }
        </div>
    }
}

/// The mark of the footnote whose block is at `idx`.
fn note_reference(place: &Place, idx: usize) -> Html {
    let plan = &place.plan;
    let block = &plan.blocks[idx];
    let id = &block.id;
    let ordinal = id.as_str().trim_start_matches('n').to_owned();
    let term = match &block.kind {
        BlockKind::Note(note) => note.term.map(|term| term.of(&block.text)),
        _ => None,
    };
    html! {
        <Popup
            id={format!("{id}-reference")}
            class="note"
            href={place.base.block_href(plan, idx)}
            role="doc-noteref"
            label={format!("注释{ordinal}：{}", term.unwrap_or_default())}
            text={ordinal}
            close="收起注释"
        >
            { block.text.clone() }
        </Popup>
    }
}

/// A figure in the text that is a target: `95%以上`.
fn figure(place: &Place, run: AttrValue, target: &Target) -> Html {
    let plan = &place.plan;
    let id = target.id(plan);
    let meaning = meaning_of_target(plan, target);
    let mut words = target_in_words(plan, target);
    if *meaning != *run {
        words = format!("{words}（{meaning}）");
    }
    words.push('。');
    let to = Location { fragment: id.clone(), ..Location::of(Route::Targets) };
    let year = target.year;
    let indicator = target.indicator.map(|idx| {
        let indicator = &place.numbers.indicators[usize::from(idx)];
        let page = Location::of(Route::of_indicator(indicator));
        let name = html! { { full_name(indicator) } };
        html! { <>{ "指标：" }{ link(place, "", &page, name) }{ " " }</> }
    });
    html! {
        <Popup
            id={format!("{id}-figure")}
            class="figure"
            href={place.base.location_href(&to)}
            label={format!("{run}，{year}年目标")}
            text={run}
            close="收起"
        >
            <strong>{ format!("{year}年目标 ") }</strong>
            { words }
            { indicator }
            { link(place, "", &to, html! { "在目标清单里看" }) }
        </Popup>
    }
}

/// A term with what the plan says it is: `一核十园多点`.
fn explained_term(place: &Place, run: AttrValue, term_use: &TermUse) -> Html {
    let plan = &place.plan;
    let term = &place.apparatus.terms[usize::from(term_use.term)];
    let id = format!("{}-{}-term", plan.blocks[term_use.block as usize].id, term_use.term);
    let to = Location { fragment: term.name.clone(), ..Location::of(Route::Glossary) };
    html! {
        <Popup
            {id}
            class="term"
            href={place.base.location_href(&to)}
            label={format!("{run}，名词解释")}
            text={run}
            close="收起"
        >
            <strong>{ term.name.clone() }</strong>
            { for term.explained.iter().map(|citation| quotation(place, *citation)) }
        </Popup>
    }
}
