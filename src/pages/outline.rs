//! `/plan/`: the preface, and the tree down to run-in headings.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::heading_text::heading_text;
use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::components::plan_text::PlanText;
use crate::components::words_field::WordsField;
use crate::context::use_choices;
use crate::route::{Location, Route};
use crate::view::head::labelled_title;
use crate::view::outline::{OutlineChapter, outline};

/// The query parameter that holds the filter.
const FILTER: &str = "q";

/// The outline.
#[component]
pub fn OutlinePage() -> Html {
    let place = &use_choices();
    let plan = &place.plan;
    let filter = place.location.query_value(FILTER).unwrap_or_default();
    let parts = outline(plan, &filter);
    let is_filtered = !filter.trim().is_empty();
    let n_found: usize =
        parts.iter().flat_map(|part| &part.chapters).map(|chapter| chapter.n_found).sum();

    let on_words = {
        let place = place.clone();
        Callback::from(move |words: String| {
            place.on_replace.emit(place.location.with_query_value(FILTER, &words));
        })
    };
    let chapter = |chapter: &OutlineChapter| {
        let block = &plan.blocks[chapter.idx];
        let label = block.label().unwrap_or_default();
        let to = Location::of(Route::of_block(plan, chapter.idx));
        let entries = chapter.entries.iter().map(|entry| {
            let kind = match plan.blocks[entry.idx].kind {
                BlockKind::Section(_) => "section",
                BlockKind::Paragraph(_) => "run-in-heading",
                _ => "insert",
            };
            html! {
                <li data-depth={entry.depth.to_string()} data-kind={kind}>
                    { link(place, "", &place.location_of(entry.idx), html! { { entry.title.clone() } }) }
                </li>
            }
        });
        let n_entries = chapter.entries.len();
        html! {
            <li class="outline__chapter">
                { link(place, "outline__chapter-link", &to, heading_text("outline__label", block)) }
                if n_entries > 0 {
                    <details open={is_filtered}>
                        <summary aria-label={format!("{label}的小标题，{n_entries} 条")}>
                            { format!("{n_entries} 条") }
                        </summary>
                        <ol>{ for entries }</ol>
                    </details>
                }
            </li>
        }
    };
    let preface = plan.indices(|kind| *kind == BlockKind::Preface).next();
    // Printed with white space between its two characters: `序    言`.
    let preface_title = preface
        .map(|idx| AttrValue::from(plan::contents::compact(&plan.blocks[idx].text)))
        .unwrap_or_default();
    html! {
        <div class="outline">
            { page_heading("目录") }
            <div class="filter" role="search">
                <label for="outline-filter">{ "在标题里找" }</label>
                <WordsField
                    id="outline-filter"
                    words={filter.clone()}
                    placeholder="如：养老、交通、人才"
                    {on_words}
                />
                <p role="status">
                    if is_filtered {
                        if n_found == 0 {
                            { "标题里没有这些字。" }
                        } else {
                            { format!("标题里有 {n_found} 处。") }
                        }
                    }
                </p>
            </div>
            <p class="outline__whole">
                { link(place, "", &Location::of(Route::Whole), html! { "全文一页，便于打印" }) }
            </p>
            <div>
                if let Some(idx) = preface.filter(|_| !is_filtered) {
                    <p class="outline__chapter">
                        { link(
                            place,
                            "outline__chapter-link",
                            &place.location_of(idx),
                            html! { { preface_title.clone() } },
                        ) }
                    </p>
                }
                { for parts.iter().map(|part| html! {
                    <section class="outline__part">
                        if let Some(idx) = part.idx {
                            <h2 id={plan.blocks[idx].id.to_string()}>{ labelled_title(&plan.blocks[idx]) }</h2>
                        }
                        <ol>{ for part.chapters.iter().map(chapter) }</ol>
                    </section>
                }) }
            </div>
            if let Some(idx) = preface.filter(|_| !is_filtered) {
                <section class="preface" aria-labelledby={plan.blocks[idx].id.to_string()}>
                    <h2 id={plan.blocks[idx].id.to_string()}>{ preface_title }</h2>
                    <PlanText class="preface__text" of={idx} />
                </section>
            }
        </div>
    }
}
