//! `/compare/`: the published text and what the newspaper prints of it, side by side.

use plan::model::BlockKind;
use plan::press::edition::{DifferenceKind, Passage};
use yew::prelude::*;

use crate::components::facet_bar::facet_bar;
use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::{Place, use_choices};
use crate::route::{Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::compare::{DifferenceView, Differences, Run, passages, runs};
use crate::view::press::{join_in_words, turns_of};

/// The two editions.
#[component]
pub fn ComparePage() -> Html {
    let place = use_choices();
    let (plan, press) = (&place.plan, &place.apparatus.press);
    let differences = {
        let (plan, apparatus) = (plan.clone(), place.apparatus.clone());
        use_memo((), move |()| Differences::new(&plan, &apparatus.press))
    };
    let narrowed = differences.narrow(&place.location);
    let n_all = differences.places.len();
    let shown = match (narrowed.shown.len(), narrowed.is_narrowed) {
        (0, true) => format!("{}没有这样的不同。", narrowed.chosen()),
        (n_shown, true) => format!("{}显示 {n_shown} 处，共 {n_all} 处不同。", narrowed.chosen()),
        (_, false) => format!("共 {n_all} 处不同。"),
    };
    let all: Vec<&Passage> = passages(press).collect();
    let difference = |(at, &(of, nth)): (usize, &(usize, usize))| {
        let passage = all[of];
        let block = passage.block as usize;
        let published = &plan.blocks[block].text;
        let view = DifferenceView::new(published, passage, &passage.differences[nth]);
        let here = Location {
            fragment: plan.blocks[block].id.to_string(),
            ..Location::of(Route::Compare)
        };
        html! {
            <li class="difference-line" key={at} hidden={!narrowed.is_shown(at)}>
                <span class="difference-line__kind">{ view.kind }</span>
                { edition_line("公开文本", &view, &view.published) }
                { edition_line("报纸", &view, &view.printed) }
                <p class="difference-line__places">
                    { "公开文本 " }
                    { link(&place, "", &place.location_of(block), html! { { place_in_words(plan, block) } }) }
                    { " · 报纸 " }
                    { link(&place, "", &here, html! { "两版对照" }) }
                </p>
            </li>
        }
    };
    let mut all_differences = all.iter().flat_map(|passage| &passage.differences);
    let has_same_figures = all_differences.all(|it| it.kind != DifferenceKind::Figure);
    let edges = press.passages.first().zip(press.passages.last()).map(|(first, last)| {
        [first, last].map(|passage| place_in_words(plan, passage.block as usize))
    });
    html! {
        <div class="compare">
            { page_heading("两版对照") }
            <p class="lead">
                { "公开文本是本站正文所据的全文；报纸刊登了它的结尾" }
                if let Some([first, last]) = edges {
                    { format!("（{first}至{last}）") }
                }
                { "和名词解释。这里逐字对照，空格和换行不算" }
                if has_same_figures { { "；没有一处是数字不同" } }
                { "。哪一版更准，材料没有说，本站不判断。" }
            </p>
            { facet_bar(&place, &narrowed, "如：社会、努力", shown, Html::default()) }
            <ol class="difference-lines">
                { for differences.places.iter().enumerate().map(difference) }
            </ol>
            if !press.left_out.is_empty() {
                <p class="press-gap">
                    { "报纸没有登的段落：" }
                    { for press.left_out.iter().map(|&idx| {
                        let name = html! { { place_in_words(plan, idx as usize) } };
                        link(&place, "", &place.location_of(idx as usize), name)
                    }) }
                </p>
            }
            <h2>{ "全文对照" }</h2>
            { for press.passages.iter().map(|passage| edition(&place, passage)) }
            <h2>{ "名词解释对照" }</h2>
            { for press.terms.iter().map(|passage| edition(&place, passage)) }
        </div>
    }
}

/// What one edition has, with what stands around it in both.
fn edition_line(edition: &'static str, view: &DifferenceView, words: &str) -> Html {
    html! {
        <p class="difference-line__words">
            <small>{ edition }</small>
            { format!("…{}", view.before) }
            { different(words.to_owned().into()) }
            { format!("{}…", view.after) }
        </p>
    }
}

/// The words in which the other edition differs; a gap where only the other has some.
fn different(words: AttrValue) -> Html {
    match words.is_empty() {
        true => html! {
            <mark class="difference" data-absent=""><span class="visually-hidden">{ "（此处没有）" }</span></mark>
        },
        false => html! { <mark class="difference">{ words }</mark> },
    }
}

/// A passage beside the block that it prints; once, where both are the same.
fn edition(place: &Place, passage: &Passage) -> Html {
    let (plan, press) = (&place.plan, &place.apparatus.press);
    let idx = passage.block as usize;
    let block = &plan.blocks[idx];
    let id = AttrValue::from(block.id.to_string());
    if block.heading().is_some() {
        return html! { <h3 class="edition__heading" {id}>{ block.text.clone() }</h3> };
    }
    let place_name = html! { { place_in_words(plan, idx) } };
    let way = link(place, "edition__place", &place.location_of(idx), place_name);
    let joins = press.joins.iter().filter(|join| join.block as usize == idx);
    let joins: Vec<_> = joins.map(|join| join_in_words(&passage.text, join)).collect();
    let is_same = passage.differences.is_empty() && passage.start == 0;
    let texts = if is_same {
        html! { <div class="edition__text"><p class="edition__name">{ "两版相同" }</p><p>{ block.text.clone() }</p></div> }
    } else {
        let [published, printed] = runs(&block.text, passage).map(|runs| {
            html! { <p>{ for runs.into_iter().map(run) }</p> }
        });
        html! {
            <>
                <div class="edition__text"><p class="edition__name">{ "公开文本" }</p>{ published }</div>
                <div class="edition__text"><p class="edition__name">{ "报纸" }</p>{ printed }</div>
            </>
        }
    };
    let (turned_from, _) = turns_of(press, idx);
    let is_note = matches!(block.kind, BlockKind::Note(_));
    html! {
        <section
            class="edition"
            data-differs={(!is_same).then_some("")}
            data-marked={place.mark(&id)}
            {id}
            aria-label={place_in_words(plan, idx)}
        >
            <p class="edition__head">{ way }{ if is_note { " 的脚注" } else { "" } }</p>
            { texts }
            if let Some(page) = turned_from {
                <p class="press-gap">
                    { format!("报纸这一段的开头在第{page}版，本站没有那一版，不算不同。") }
                </p>
            }
            if !joins.is_empty() {
                <details class="explanation">
                    <summary>{ format!("报纸这一段由{}截接成", joins.len() + 1) }</summary>
                    { for joins.into_iter().map(|words| html! { <p>{ words }</p> }) }
                </details>
            }
        </section>
    }
}

fn run(run: Run) -> Html {
    match run {
        Run::Same(words) => html! { words },
        Run::Elsewhere(words) => html! { <span class="edition__elsewhere">{ words }</span> },
        Run::Different(words) => different(words),
    }
}
