//! `/indicators/`: the indicators of one period, to narrow down, sort and compare.

use plan::indicator::Nature;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::facet_bar::{copy_button, facet_bar};
use crate::components::link::link;
use crate::components::mark::mark;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::explorer::{
    BY_DISTANCE, COMPARE, CarriedOver, Explorer, ExplorerLine, MAX_COMPARED, Mark, PERIOD, SORT,
};
use crate::view::indicator::{IndicatorPart, nature_in_words, part, period_name};

/// The indicators.
pub fn indicators_page(place: &Place) -> Html {
    let plan = &place.plan;
    let own_period = plan.period.map_or(0, |period| period.ordinal);
    let explorer = Explorer::new(&place.numbers, own_period, &place.location);
    let (n_all, n_shown) = explorer.counts();
    let shown = match (n_shown, explorer.narrowed.is_narrowed) {
        (0, _) => "没有同时符合这些条件的指标。".to_owned(),
        (_, false) => format!("共 {n_all} 项。"),
        (_, true) => format!("显示 {n_shown} 项，共 {n_all} 项。"),
    };
    html! {
        <div class="indicators">
            { page_heading("指标") }
            { periods(place, &explorer) }
            { introduction(place, &explorer, n_all) }
            { facet_bar(
                place,
                &explorer.narrowed,
                "如：就业、空气、研发",
                shown,
                order(place, &explorer),
            ) }
            { comparison(place, &explorer) }
            <ul class="entries" aria-label="指标">
                { for explorer.narrowed.shown.iter().map(|&idx| line(place, &explorer, idx)) }
            </ul>
        </div>
    }
}

/// The way to the table of each period.
fn periods(place: &Place, explorer: &Explorer) -> Html {
    let plan = &place.plan;
    let indicators = place.numbers.indicators.iter();
    let mut ordinals: Vec<u16> = indicators.map(|indicator| indicator.period.ordinal).collect();
    ordinals.dedup();
    let period = |ordinal: u16| {
        let is_own = plan.period.is_some_and(|period| period.ordinal == ordinal);
        let query = if is_own { String::new() } else { format!("{PERIOD}={ordinal}") };
        let to = Location { query, ..Location::of(Route::Indicators) };
        let what = if is_own { "目标" } else { "完成情况" };
        html! {
            <a
                class="period"
                href={place.base.location_href(&to)}
                aria-current={(explorer.period == ordinal).then_some("true")}
            >
                { format!("{}{what}", period_name(ordinal)) }
            </a>
        }
    };
    html! {
        <nav class="periods" aria-label="时期">{ for ordinals.into_iter().rev().map(period) }</nav>
    }
}

/// What the reader is to know before the list, and where the printed table is.
fn introduction(place: &Place, explorer: &Explorer, n_all: usize) -> Html {
    let table = explorer.lines.first().map(|line| {
        let table = place.numbers.indicators[line.indicator].table;
        link(place, "", &place.location_of(table), html! { "看原表" })
    });
    let lead = if explorer.is_record {
        format!("上一个五年规划的{n_all}项主要指标，数都是原表印的，结果按这些数比出来。")
    } else {
        format!("规划的{n_all}项主要指标，从基期到目标。方括号里是五年累计数。")
    };
    let nature = |nature: Nature| {
        let (name, meaning) = nature_in_words(nature);
        let indicators = place.numbers.indicators.iter();
        let n_indicators = indicators.filter(|it| it.nature == Some(nature)).count();
        html! {
            <p><strong>{ name }</strong>{ format!("：{n_indicators}项，{meaning}。") }</p>
        }
    };
    let CarriedOver { n_same, n_another, n_new } = CarriedOver::new(&place.numbers, explorer);
    let press = place.numbers.links.press.as_ref();
    let targets = html! { { format!("{}个有数的目标", place.numbers.links.targets.len()) } };
    html! {
        <>
            <p class="lead">
                { lead }
                { table }
                if !explorer.is_record {
                    { "。正文里还有" }
                    { link(place, "", &Location::of(Route::Targets), targets) }
                    { "。" }
                }
            </p>
            if !explorer.is_record {
                <details class="explanation">
                    <summary>{ "约束性和预期性；与上期表的对照" }</summary>
                    { nature(Nature::Binding) }
                    { nature(Nature::Anticipatory) }
                    if let Some(press) = press {
                        <p>
                            { format!(
                                "报纸的问答解读说：“{}”，没有列出是哪些。本站按两张表的名称、单位和2020年的数逐项对照：{n_same}项是同一指标（有的名称写法不同），{n_another}项对象相近、量法不同，{n_new}项上期表里没有。报纸的{}项大约是同一指标加上其中几项量法不同的；是哪几项，两份材料都没有说。",
                                press.quote, press.n_carried,
                            ) }
                        </p>
                    }
                </details>
            }
        </>
    }
}

fn order(place: &Place, explorer: &Explorer) -> Html {
    let on_change = {
        let place = place.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            place.on_replace.emit(place.location.with_query_value(SORT, &select.value()));
        })
    };
    let by_distance =
        if explorer.is_record { "与目标相差最大的在前" } else { "变化最大的在前" };
    html! {
        <div class="order">
            { copy_button(place, || explorer.as_table()) }
            <select aria-label="次序" onchange={on_change}>
                <option value="" selected={!explorer.is_by_distance}>{ "原表次序" }</option>
                <option value={BY_DISTANCE} selected={explorer.is_by_distance}>{ by_distance }</option>
            </select>
        </div>
    }
}

fn line(place: &Place, explorer: &Explorer, idx: usize) -> Html {
    let line: &ExplorerLine = &explorer.lines[idx];
    let is_compared = explorer.compared.contains(&idx);
    let on_compare = {
        let place = place.clone();
        let to = explorer.toggle_compared(&place.location, idx);
        Callback::from(move |_: MouseEvent| place.on_replace.emit(to.clone()))
    };
    let to = Location { fragment: line.fragment.clone(), ..Location::of(line.page) };
    let class = match line.mark {
        Mark::NotMet => "entry entry--not-met",
        _ => "entry",
    };
    html! {
        <li {class} key={line.id.clone()}>
            <span class="entry__name">
                { link(place, "", &to, html! { { line.name.clone() } }) }
                if !line.unit.is_empty() {
                    <span class="entry__unit">{ line.unit.clone() }</span>
                }
            </span>
            <span class="entry__values">
                { for line.values.iter().map(|(label, value)| html! {
                    <span class="entry__value">
                        <span class="entry__label">{ label.clone() }</span>
                        { " " }
                        <strong>{ value.clone() }</strong>
                    </span>
                }) }
            </span>
            <span class="entry__remark">{ mark(line.mark) }{ line.remark.clone() }</span>
            <span class="entry__nature">{ line.nature }</span>
            <button
                type="button"
                class="entry__compare"
                aria-pressed={is_compared.to_string()}
                aria-label={format!("对比{}", line.name)}
                disabled={!is_compared && explorer.compared.len() == MAX_COMPARED}
                onclick={on_compare}
            >
                { "对比" }
            </button>
        </li>
    }
}

/// The chosen indicators side by side.
fn comparison(place: &Place, explorer: &Explorer) -> Html {
    let lines: Vec<_> = explorer.compared.iter().map(|&idx| &explorer.lines[idx]).collect();
    let parts: Vec<IndicatorPart> =
        lines.iter().map(|line| part(&place.numbers.indicators[line.indicator])).collect();
    let on_clear = {
        let place = place.clone();
        Callback::from(move |_: MouseEvent| {
            place.on_replace.emit(place.location.with_query_value(COMPARE, ""));
        })
    };
    let row = |label: String, cells: Vec<Html>| {
        html! {
            <tr>
                <th scope="row">{ label }</th>
                { for cells.into_iter().map(|cell| html! { <td>{ cell }</td> }) }
            </tr>
        }
    };
    let n_values = parts.iter().map(|part| part.values.len()).max().unwrap_or_default();
    let values = (0..n_values).map(|at| {
        let label = parts.iter().find_map(|part| Some(part.values.get(at)?.label.clone()));
        let cells = parts.iter().map(|part| match part.values.get(at) {
            Some(value) => html! {
                <><strong>{ value.raw.clone() }</strong><small>{ value.meaning.clone() }</small></>
            },
            None => Html::default(),
        });
        row(label.unwrap_or_default(), cells.collect())
    });
    let heading = match lines.len() {
        1 => "再选一项或两项来对比",
        _ => "对比",
    };
    html! {
        <section class="comparison" aria-label="对比" aria-live="polite">
            if !lines.is_empty() {
                <div class="comparison__head">
                    <h2>{ heading }</h2>
                    <button type="button" class="filter__clear" onclick={on_clear}>{ "清除对比" }</button>
                </div>
                <div class="comparison__table" role="region" aria-label="对比表" tabindex="0">
                    <table>
                        <thead>
                            <tr>
                                <td></td>
                                { for lines.iter().map(|line| html! {
                                    <th scope="col">
                                        { line.name.clone() }
                                        <small>{ line.unit.clone() }</small>
                                    </th>
                                }) }
                            </tr>
                        </thead>
                        <tbody>
                            { for values }
                            { row(
                                if explorer.is_record { "结果" } else { "目标比基期" }.to_owned(),
                                lines.iter().map(|line| html! {
                                    <>{ mark(line.mark) }{ line.remark.clone() }</>
                                }).collect(),
                            ) }
                            { row("本站整理".to_owned(), parts.iter().map(|part| html! {
                                { for part.derived.iter().map(|sentence| html! { <p>{ sentence.clone() }</p> }) }
                            }).collect()) }
                            if !explorer.is_record {
                                { row("属性".to_owned(), lines.iter().map(|line| html! { { line.nature.unwrap_or_default() } }).collect()) }
                            }
                        </tbody>
                    </table>
                </div>
            }
        </section>
    }
}
