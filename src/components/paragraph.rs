//! A paragraph or a box's item, with its number, its footnotes' marks, and its targets.

use plan::model::BlockKind;
use plan::target::Target;
use yew::prelude::*;

use crate::components::link::link;
use crate::components::permalink::permalink;
use crate::components::popup::Popup;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::indicator::{full_name, meaning_of_target, target_in_words};
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
    let targets = place.numbers.links.targets_of(idx);
    let text = segments(block, targets).into_iter().map(|segment| match segment {
        Segment::Text(run) => html! { run },
        Segment::RunInHeading(run) => html! { <strong class="run-in-heading">{ run }</strong> },
        Segment::NoteReference(note) => note_reference(place, note),
        Segment::Target(run, target) => figure(place, run, &targets[target]),
    });
    html! {
        <div {class} data-marked={place.mark(&id)} {id}>
            { permalink(place, idx, "paragraph__number", label, ordinal) }
            <p class="paragraph__text">{ for text }</p>
            { indicators(place, idx) }
        </div>
    }
}

/// The indicators that the paragraph at `idx` speaks of.
fn indicators(place: &Place, idx: usize) -> Html {
    let numbers = &place.numbers;
    let named = numbers.indicators_of(idx);
    if named.is_empty() {
        return Html::default();
    }
    let mut pages: Vec<(Route, &str)> = Vec::new();
    for idx in named {
        let indicator = &numbers.indicators[idx];
        let page = Route::of_indicator(indicator);
        if pages.iter().all(|(other, _)| *other != page) {
            pages.push((page, indicator.whole_name.as_ref().unwrap_or(&indicator.name)));
        }
    }
    html! {
        <ul class="paragraph__indicators" aria-label="这一段说到的指标">
            { for pages.into_iter().map(|(page, name)| html! {
                <li>{ link(place, "", &Location::of(page), html! { { name } }) }</li>
            }) }
        </ul>
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
