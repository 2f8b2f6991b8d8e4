//! `/checks/`: figures that disagree, within the plan and between the plan and the press.

use plan::check::{Check, Statement};
use yew::prelude::*;

use crate::components::facet_bar::facet_bar;
use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::{Place, use_choices};
use crate::view::check::{Checks, class_in_words, figure_runs};
use crate::view::citation::{place_of, printed};

/// The checks.
#[component]
pub fn ChecksPage() -> Html {
    let place = use_choices();
    let list = {
        let (plan, apparatus) = (place.plan.clone(), place.apparatus.clone());
        use_memo((), move |()| Checks::new(&plan, &apparatus))
    };
    let narrowed = list.narrow(&place.location);
    let checks = &place.apparatus.checks;
    let n_all = checks.len();
    let shown = match (narrowed.shown.len(), narrowed.is_narrowed) {
        (0, _) => format!("{}没有这样的条目。", narrowed.chosen()),
        (_, false) => format!("共 {n_all} 条。"),
        (n_shown, true) => format!("{}显示 {n_shown} 条，共 {n_all} 条。", narrowed.chosen()),
    };
    html! {
        <div class="checks">
            { page_heading("数字核对") }
            <p class="lead">
                { "规划里、规划和报纸之间，同一件事有时印着不同的数，或者名称相近的数容易看成一个。这里逐条列出原句，说明差在哪里，不判断谁对谁错。" }
            </p>
            <details class="explanation">
                <summary>{ "这些是怎么找的" }</summary>
                <p>
                    { "程序按名称、单位和年份把规划与问答里的数两两对照，再由人读过规划全文和这一版报纸，逐条核定；标题、分类和说明是本站写的，引文是原句。凡引自问答的数，以报纸原版为准：本站只有它的文本，没有版面的图像。" }
                </p>
            </details>
            { facet_bar(&place, &narrowed, "如：医师、服务业、外资", shown, Html::default()) }
            <ol class="check-list">
                { for checks.iter().enumerate().map(|(idx, it)| check(&place, it, narrowed.is_shown(idx))) }
            </ol>
        </div>
    }
}

fn check(place: &Place, check: &Check, is_shown: bool) -> Html {
    let id = AttrValue::from(check.id.clone());
    html! {
        <li
            key={check.id.clone()}
            class="check"
            data-marked={place.mark(&id)}
            {id}
            hidden={!is_shown}
        >
            <p class="check__class">{ class_in_words(check.class) }</p>
            <h2>{ check.title.clone() }</h2>
            <ul>{ for check.statements.iter().map(|it| statement(place, it)) }</ul>
            <p class="check__note"><span>{ "本站注" }</span>{ check.note.clone() }</p>
        </li>
    }
}

/// A statement in its own words, with its place; a cell behind its row's name and its
/// column's header.
fn statement(place: &Place, statement: &Statement) -> Html {
    let plan = &place.plan;
    let (to, place_name) = place_of(plan, statement.citation);
    let runs = figure_runs(plan, statement);
    let words = if runs.is_empty() {
        let printed = printed(plan, statement.citation);
        let (name, figure) = printed.rsplit_once('：').unwrap_or(("", &printed));
        html! { <p>{ format!("{name}：") }<strong>{ figure.to_owned() }</strong></p> }
    } else {
        let run = |(run, is_figure): (String, bool)| match is_figure {
            true => html! { <strong>{ run }</strong> },
            false => html! { run },
        };
        html! { <p><q>{ for runs.into_iter().map(run) }</q></p> }
    };
    html! {
        <li class="check__statement">
            { words }
            { link(place, "quotation__place", &to, html! { { place_name } }) }
        </li>
    }
}
