//! `/indicators/`: the indicators of one period, to narrow down, sort and compare.

use std::rc::Rc;

use plan::indicator::Nature;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser;
use crate::components::facet_bar::{copy_button, facet_bar};
use crate::components::line_list::{LineList, LineState};
use crate::components::link::link;
use crate::components::mark::mark;
use crate::components::markup_text::Markup;
use crate::components::page_heading::page_heading;
use crate::components::print_way::print_way;
use crate::context::{Place, use_after_paint, use_choices, use_place};
use crate::route::{Base, Location, Route};
use crate::view::explorer::{
    BY_DISTANCE, COMPARE, Explorer, ExplorerLine, ExplorerLines, MAX_COMPARED, PERIOD, SORT,
    asked_period,
};
use crate::view::indicator::{IndicatorPart, nature_in_words, part, period_name};
use crate::view::markup::escaped;

/// The indicators. A component, because its lines are worked out once, as markup: the list
/// has to follow every keystroke.
#[component]
pub fn IndicatorsPage() -> Html {
    let place = use_choices();
    let own_period = place.plan.period.map_or(0, |period| period.ordinal);
    let period = asked_period(&place.numbers, own_period, &place.location);
    let lines = {
        let numbers = place.numbers.clone();
        use_memo(period, move |period| ExplorerLines::new(&numbers, own_period, *period))
    };
    let entries = {
        let (place, lines) = (place.clone(), lines.clone());
        use_memo(period, move |_| {
            Markup::new(&place, || {
                let entries = lines.lines.iter().map(|line| entry(&place.base, line));
                let entries: String = entries.collect();
                format!(r#"<ul class="entries" aria-label="指标">{entries}</ul>"#)
            })
        })
    };
    let on_compare = {
        let (place, lines) = (place.clone(), lines.clone());
        Callback::from(move |event: MouseEvent| {
            let button = browser::closest(&event, ".entry__compare");
            let id = button.and_then(|button| button.get_attribute("data-id"));
            let idx = lines.lines.iter().position(|line| Some(&line.id) == id.as_ref());
            if let Some(idx) = idx {
                place.on_replace.emit(lines.toggle_compared(&place.location, idx));
            }
        })
    };
    let on_clear = {
        let place = place.clone();
        Callback::from(move |event: MouseEvent| {
            if browser::closest(&event, "[data-clear]").is_some() {
                place.on_replace.emit(place.location.with_query_value(COMPARE, ""));
            }
        })
    };
    let explorer = Explorer::new(&lines, &place.location);
    let (n_all, n_shown) = explorer.counts(&lines);
    // Where indicators have parts, each part is a line of its own.
    let count = |n_indicators: usize, n_lines: usize| {
        if n_indicators == n_lines {
            format!("{n_indicators} 项")
        } else {
            format!("{n_indicators} 项（{n_lines} 行，分项各一行）")
        }
    };
    let all = count(n_all, lines.lines.len());
    let shown = match (n_shown, explorer.narrowed.is_narrowed) {
        (0, _) => format!("{}没有同时符合这些条件的指标。", explorer.narrowed.chosen()),
        (_, false) => format!("共 {all}。"),
        (_, true) => {
            let n_lines = explorer.narrowed.shown.len();
            let chosen = explorer.narrowed.chosen();
            format!("{chosen}显示 {}，共 {all}。", count(n_shown, n_lines))
        }
    };
    let is_full = explorer.compared.len() == MAX_COMPARED;
    let state = |idx: usize| {
        let is_pressed = explorer.compared.contains(&idx);
        LineState {
            is_hidden: !explorer.narrowed.is_shown(idx),
            is_pressed,
            is_disabled: is_full && !is_pressed,
            ..LineState::default()
        }
    };
    let states = (0..lines.lines.len()).map(state).collect::<Vec<_>>();
    html! {
        <div class="indicators">
            <Introduction {period} lines={lines.clone()} {n_all} />
            { facet_bar(
                &place,
                &explorer.narrowed,
                "如：就业、空气、研发",
                shown,
                order_choice(&place, &lines, &explorer),
            ) }
            <div onclick={on_clear}>
                <Comparison lines={lines.clone()} compared={explorer.compared.clone()} />
            </div>
            <LineList
                markup={(*entries).clone()}
                {states}
                order={explorer.order.clone()}
                next_order={explorer.other_order.clone()}
                onclick={on_compare}
            />
            { print_way(&place, "打印本页") }
        </div>
    }
}

/// A line of the list, as markup.
fn entry(base: &Base, line: &ExplorerLine) -> String {
    let to = Location { fragment: line.fragment.clone(), ..Location::of(line.page) };
    let (href, name) = (base.location_href(&to), escaped(&line.name));
    let mut unit = String::new();
    if !line.unit.is_empty() {
        unit = format!(r#" <span class="entry__unit">{}</span>"#, escaped(&line.unit));
    }
    let values = line.values.iter().map(|(label, value)| {
        let (label, value) = (escaped(label), escaped(value));
        // Fewer elements are moved sooner; what belongs together does not wrap.
        format!("{label}\u{a0}<strong>{value}</strong>")
    });
    let values = values.collect::<Vec<_>>().join("\u{2003}");
    let (mark, remark) = (mark(line.mark), escaped(&line.remark));
    let nature = line.nature.unwrap_or_default();
    let (id, compare) = (&line.id, escaped(&line.compare));
    format!(
        r#"<li class="entry" data-line=""><span class="entry__name"><a href="{href}">{name}</a>{unit}</span><span class="entry__values">{values}</span><span class="entry__remark">{mark}{remark}</span><span class="entry__nature">{nature}</span><button type="button" class="entry__compare" data-id="{id}" aria-pressed="false" aria-label="{compare}">对比</button></li>"#
    )
}

/// The way to the table of each period.
fn periods(place: &Place, shown: u16) -> Html {
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
                aria-current={(shown == ordinal).then_some("true")}
            >
                { format!("{}{what}", period_name(ordinal)) }
            </a>
        }
    };
    html! {
        <nav class="periods" aria-label="时期">{ for ordinals.into_iter().rev().map(period) }</nav>
    }
}

/// Properties of [`Introduction`].
#[derive(Clone, Debug, Properties)]
struct IntroductionProps {
    period: u16,
    lines: Rc<ExplorerLines>,
    n_all: usize,
}

/// The lines are made once a period: to compare them one by one at each choice is time.
impl PartialEq for IntroductionProps {
    fn eq(&self, other: &Self) -> bool {
        self.period == other.period
            && Rc::ptr_eq(&self.lines, &other.lines)
            && self.n_all == other.n_all
    }
}

/// The page's heading, what the reader is to know before the list, and where the printed
/// table is. A component, because no choice changes it.
#[component]
fn Introduction(props: &IntroductionProps) -> Html {
    let place = &use_place();
    let IntroductionProps { period, lines, n_all } = props;
    let table = lines.lines.first().map(|line| {
        let table = place.numbers.indicators[line.indicator].table;
        link(place, "", &place.location_of(table), html! { "看原表" })
    });
    let lead = if lines.is_record {
        format!("上一个五年规划的{n_all}项主要指标，数都是原表印的，结果按这些数比出来。")
    } else {
        format!("规划的{n_all}项主要指标，从基期到目标。方括号里是五年累计数（原表的注）。")
    };
    let nature = |nature: Nature| {
        let (name, meaning) = nature_in_words(nature);
        let indicators = place.numbers.indicators.iter();
        let n_indicators = indicators.filter(|it| it.nature == Some(nature)).count();
        html! {
            <p><strong>{ name }</strong>{ format!("：{n_indicators}项，{meaning}。") }</p>
        }
    };
    let [n_same, n_another, n_new] = lines.carried_over(&place.numbers);
    let press = place.numbers.links.press.as_ref();
    let targets = html! { { format!("{}个有数的目标", place.numbers.links.targets.len()) } };
    html! {
        <>
            { page_heading("指标") }
            { periods(place, *period) }
            <p class="lead">
                { lead }
                { table }
                if !lines.is_record {
                    { "。正文里还有" }
                    { link(place, "", &Location::of(Route::Targets), targets) }
                    { "。" }
                }
            </p>
            <details class="explanation">
                if lines.is_record {
                    <summary>{ "怎么看这张单子" }</summary>
                    <p>
                        { "目标、上一年完成和最后一年预计，都是原表印的数。钩是达到目标值，三角是没有达到，虚线是没有数可比。“左右”按那个数本身比。相差多少，比重按百分点，其他按百分比。" }
                    </p>
                } else {
                    <summary>{ "怎么看；约束性和预期性；与上期表的对照" }</summary>
                    <p>
                        { "箭头向上，目标比基期高，向下则低；箭头越多，相对变化越大：一个在5%以内，两个在25%以内，三个在一倍以内，四个超过一倍。两道横线是保持，虚线是不能直接比。" }
                    </p>
                    { nature(Nature::Binding) }
                    { nature(Nature::Anticipatory) }
                }
                if let Some(press) = press.filter(|_| !lines.is_record) {
                    <p>
                        { format!(
                            "报纸的问答解读说：“{}”，没有列出是哪些。本站对照两张表的名称、单位和基期的数：{n_same}项看作同一指标，{n_another}项对象相近、量法不同，{n_new}项上期表里没有。名称、单位和数不处处相同，差别写在各项的页面上。报纸的{}项是哪些，两份材料都没有说。",
                            press.quote, press.n_carried,
                        ) }
                    </p>
                }
            </details>
        </>
    }
}

fn order_choice(place: &Place, lines: &Rc<ExplorerLines>, explorer: &Explorer) -> Html {
    let on_change = {
        let place = place.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            place.on_replace.emit(place.location.with_query_value(SORT, &select.value()));
        })
    };
    let as_table = {
        let (location, lines) = (place.location.clone(), lines.clone());
        move || Explorer::new(&lines, &location).as_table(&lines)
    };
    let by_distance = if lines.is_record {
        "与目标相对相差最大的在前"
    } else {
        "相对变化最大的在前"
    };
    html! {
        <div class="order">
            { copy_button(as_table) }
            <select aria-label="次序" onchange={on_change}>
                <option value="" selected={!explorer.is_by_distance}>{ "原表次序" }</option>
                <option value={BY_DISTANCE} selected={explorer.is_by_distance}>{ by_distance }</option>
            </select>
        </div>
    }
}

/// Properties of [`Comparison`].
#[derive(Clone, Debug, Properties)]
struct ComparisonProps {
    lines: Rc<ExplorerLines>,
    compared: Vec<usize>,
}

impl PartialEq for ComparisonProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lines, &other.lines) && self.compared == other.compared
    }
}

/// The chosen indicators side by side, as markup: all of it is made anew at each choice.
#[component]
fn Comparison(props: &ComparisonProps) -> Html {
    let place = use_place();
    let ComparisonProps { lines: all, compared } = use_after_paint(props.clone());
    let lines: Vec<_> = compared.iter().map(|&idx| &all.lines[idx]).collect();
    let heading = match lines.len() {
        1 => "再选一项或两项来对比",
        _ => "对比",
    };
    let mut markup = String::new();
    if !lines.is_empty() {
        let table = comparison_table(&place, &lines, all.is_record);
        markup = format!(
            r#"<div class="comparison__head"><h2>{heading}</h2><button type="button" class="filter__clear" data-clear="">清除对比</button></div><div class="comparison__table" role="region" aria-label="对比表" tabindex="0">{table}</div>"#
        );
    }
    html! {
        <section class="comparison" aria-label="对比" aria-live="polite">
            { Html::from_html_unchecked(markup.into()) }
        </section>
    }
}

/// The table of `lines`, a column each, as markup.
fn comparison_table(place: &Place, lines: &[&ExplorerLine], is_record: bool) -> String {
    let parts: Vec<IndicatorPart> =
        lines.iter().map(|line| part(&place.numbers.indicators[line.indicator])).collect();
    let row = |label: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!(r#"<tr><th scope="row">{}</th>{cells}</tr>"#, escaped(label))
    };
    let names = lines.iter().map(|line| {
        let (name, unit) = (escaped(&line.name), escaped(&line.unit));
        format!(r#"<th scope="col">{name}<small>{unit}</small></th>"#)
    });
    let names: String = names.collect();
    let n_values = parts.iter().map(|part| part.values.len()).max().unwrap_or_default();
    let mut rows = String::new();
    for at in 0..n_values {
        let label = parts.iter().find_map(|part| Some(part.values.get(at)?.label.as_str()));
        let cells = parts.iter().map(|part| {
            part.values.get(at).map_or(String::new(), |value| {
                let (raw, meaning) = (escaped(&value.raw), escaped(&value.meaning));
                format!("<strong>{raw}</strong><small>{meaning}</small>")
            })
        });
        rows += &row(label.unwrap_or_default(), cells.collect());
    }
    let remarks = lines.iter().map(|line| mark(line.mark) + &escaped(&line.remark));
    rows += &row(if is_record { "结果" } else { "目标比基期" }, remarks.collect());
    let derived = parts.iter().map(|part| {
        part.derived.iter().map(|sentence| format!("<p>{}</p>", escaped(sentence))).collect()
    });
    rows += &row("本站整理", derived.collect());
    if !is_record {
        let natures = lines.iter().map(|line| line.nature.unwrap_or_default().to_owned());
        rows += &row("属性", natures.collect());
    }
    format!("<table><thead><tr><td></td>{names}</tr></thead><tbody>{rows}</tbody></table>")
}
