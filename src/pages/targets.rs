//! `/targets/`: the quantified targets in the running text.

use plan::Plan;
use plan::target::Target;
use yew::prelude::*;

use crate::components::facet_bar::{copy_button, facet_bar};
use crate::components::line_list::{LineList, LineState};
use crate::components::markup_text::Markup;
use crate::components::page_heading::page_heading;
use crate::context::{Place, use_choices};
use crate::data::Numbers;
use crate::route::{Base, Route};
use crate::view::chapter::place_in_words;
use crate::view::head::labelled_title;
use crate::view::indicator::full_name;
use crate::view::markup::escaped;
use crate::view::targets::{TargetList, as_table};

/// The targets. A component, because its lines are worked out once, as markup: the list has
/// to follow every keystroke.
#[component]
pub fn TargetsPage() -> Html {
    let place = use_choices();
    let plan = &place.plan;
    let n_targets = place.numbers.links.targets.len();
    let list = {
        let (plan, numbers) = (plan.clone(), place.numbers.clone());
        use_memo((), move |()| TargetList::new(&plan, &numbers))
    };
    let lines = {
        let (place, list) = (place.clone(), list.clone());
        use_memo((), move |()| {
            let Place { plan, numbers, base, .. } = &place;
            Markup::new(&place, || {
                let targets = numbers.links.targets.iter();
                let lines: Vec<String> = targets.map(|it| line(plan, numbers, base, it)).collect();
                chapters(plan, &list, &lines)
            })
        })
    };
    let narrowed = list.narrow(&place.location);
    // A chapter's line stands before those of its targets.
    let states = list.chapters.iter().flat_map(|(_, targets)| {
        let target = |&idx: &usize| LineState {
            is_hidden: !narrowed.is_shown(idx),
            is_marked: *list.ids[idx] == *place.location.fragment,
            ..LineState::default()
        };
        let targets: Vec<LineState> = targets.iter().map(target).collect();
        let is_hidden = targets.iter().all(|state| state.is_hidden);
        std::iter::once(LineState { is_hidden, ..LineState::default() }).chain(targets)
    });
    let states: Vec<LineState> = states.collect();
    let n_shown = narrowed.shown.len();
    let shown = match (n_shown, narrowed.is_narrowed) {
        (0, _) => format!("{}没有同时符合这些条件的目标。", narrowed.chosen()),
        (_, false) => format!("共 {n_shown} 个目标。"),
        (_, true) => {
            format!("{}显示 {n_shown} 个，共 {n_targets} 个目标。", narrowed.chosen())
        }
    };
    let copy = {
        let (place, list) = (place.clone(), list.clone());
        copy_button(move || {
            as_table(&place.plan, &place.numbers, &list.narrow(&place.location).shown)
        })
    };
    html! {
        <div class="targets">
            { page_heading("正文里的目标") }
            <p class="lead">
                { "除了主要指标表，规划正文和专栏里还写了许多有数的目标。这里逐个列出，文字都取自原句。" }
            </p>
            <details class="explanation">
                <summary>{ "哪些算，哪些不算" }</summary>
                <p>
                    { "算：到规划期末、五年里或到更远的年份要达到的数，连同它的单位和“以上”“左右”这样的限定。\
                       不算：名称里的数（5G、“15分钟养老服务圈”）、描述用的数（1公里范围内、13条河流）、\
                       把前面列举的名称加起来的数（等5个产业园），以及没有写数的目标（全覆盖、基本消除）。" }
                </p>
            </details>
            { facet_bar(&place, &narrowed, "如：机场、人才、养老", shown, copy) }
            <LineList markup={(*lines).clone()} {states} />
        </div>
    }
}

/// The chapters with the `lines` of their targets, as markup.
fn chapters(plan: &Plan, list: &TargetList, lines: &[String]) -> String {
    let chapter = |(chapter, targets): &(usize, Vec<usize>)| {
        let title = escaped(&labelled_title(&plan.blocks[*chapter]));
        let targets: String = targets.iter().map(|idx| lines[*idx].as_str()).collect();
        format!(
            r#"<section class="targets__chapter" data-line=""><h2>{title}</h2><ul>{targets}</ul></section>"#
        )
    };
    list.chapters.iter().map(chapter).collect()
}

/// A target's line, as markup.
fn line(plan: &Plan, numbers: &Numbers, base: &Base, target: &Target) -> String {
    let text = target.text(plan);
    let [subject, verb, quantity] =
        [target.subject, target.verb, target.quantity].map(|range| escaped(range.of(text)));
    let block = target.block as usize;
    let (year, href, place) =
        (target.year, base.block_href(plan, block), place_in_words(plan, block));
    let indicator = target.indicator.map(|idx| {
        let indicator = &numbers.indicators[usize::from(idx)];
        let (href, id) = (base.href(Route::of_indicator(indicator)), &indicator.id);
        format!(r#" · 指标 <a href="{href}">{id} {}</a>"#, escaped(&full_name(indicator)))
    });
    let indicator = indicator.unwrap_or_default();
    let id = target.id(plan);
    format!(
        r#"<li class="target" id="{id}" data-line=""><span class="target__subject">{subject}</span><span class="target__quantity"><span class="target__verb">{verb}</span><strong>{quantity}</strong></span><span class="target__source">{year}年 · <a href="{href}">{place} 原句</a>{indicator}</span></li>"#
    )
}
