//! `/`: what this is, the plan in a few true numbers, and ways in.

use plan::Plan;
use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::heading_text::heading_text;
use crate::components::link::link;
use crate::components::mode_link::mode_link;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::session::Session;
use crate::view::chapter::{number_of, place_in_words, position_of_chapter};
use crate::view::head::{labelled_title, site_name};
use crate::view::outline::outline;

/// The numbers that the plan is introduced with, counted from its text.
fn counts(plan: &Plan) -> Vec<(usize, &'static str)> {
    let count = |is_wanted: fn(&BlockKind) -> bool| plan.indices(is_wanted).count();
    let n_indicators = plan
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Table(table) if table.period == plan.period => Some(table.n_indicators()),
            _ => None,
        })
        .sum();
    vec![
        (count(|kind| matches!(kind, BlockKind::Part(_))), "篇"),
        (count(|kind| matches!(kind, BlockKind::Chapter(_))), "章"),
        (count(|kind| matches!(kind, BlockKind::Section(_))), "节"),
        (n_indicators, "项主要指标"),
        (count(|kind| matches!(kind, BlockKind::Box(_))), "个专栏"),
    ]
}

/// The home page.
#[inline(never)]
pub fn home_page(place: &Place, session: &Session) -> Html {
    let plan = &place.plan;
    let last = session.last_chapter.filter(|_| place.is_interactive).and_then(|number| {
        let chapter = position_of_chapter(plan, number)?;
        let block = session.readings.get(&number).and_then(|it| plan.position(&it.block));
        Some((chapter, block.unwrap_or(chapter)))
    });
    let years = plan.period.map_or(String::new(), |period| {
        format!("（{}—{}年）", period.first_year, period.last_year)
    });
    let n_chars = plan.n_chars();
    let way = |to: Route, name: &'static str, what: &'static str| {
        html! {
            <li>
                { link(place, "way", &Location::of(to), html! {
                    <><strong>{ name }</strong><span>{ what }</span></>
                }) }
            </li>
        }
    };
    let offline = Location { fragment: "offline".to_owned(), ..Location::of(Route::About) };
    let chapter = |idx: usize| {
        let to = Location::of(Route::of_block(plan, idx));
        let text = heading_text("chapter-list__label", &plan.blocks[idx]);
        let number = number_of(&plan.blocks[idx]).filter(|_| place.is_interactive);
        let reading = number.and_then(|number| session.readings.get(&number));
        let seen = reading.map(|reading| match reading.percent {
            0 => Html::default(),
            100 => html! { <small class="chapter-list__seen">{ "读完" }</small> },
            percent => {
                html! { <small class="chapter-list__seen">{ format!("读到{percent}%") }</small> }
            }
        });
        html! { <li>{ link(place, "", &to, html! { <>{ text }{ seen }</> }) }</li> }
    };
    html! {
        <div class="home">
            <header class="home__header">
                { page_heading(&site_name(plan)) }
                <p class="home__title">{ format!("《{}》", plan.title) }</p>
                <p class="home__lead">
                    { format!("这里是规划{years}的全文，共{}万字，按原文逐字呈现。每一段都有编号和链接，可以引用、转发；打开过一次以后，没有网络也能读。", format_ten_thousands(n_chars)) }
                </p>
            </header>
            if let Some((chapter, block)) = last {
                <p id="continue" class="continue-reading">
                    { link(place, "", &place.location_of(block), html! {
                        <>
                            <strong>{ "继续读" }</strong>
                            { " " }
                            { labelled_title(&plan.blocks[chapter]) }
                            <span class="continue-reading__place">{ place_in_words(plan, block) }</span>
                        </>
                    }) }
                </p>
            }
            <p class="search-way">
                { link(place, "", &Location::of(Route::Search), html! { "在全文里搜索" }) }
                { mode_link(place, session) }
            </p>
            <ul class="counts" aria-label="规划的篇幅">
                { for counts(plan).into_iter().map(|(n, unit)| html! {
                    <li><strong>{ n }</strong>{ unit }</li>
                }) }
            </ul>
            <nav aria-label="从这里开始">
                <ul class="ways">
                    { way(Route::Outline, "目录", "从序言读起，或按小标题找") }
                    { way(Route::Topics, "专题", "养老、上学、看病……按生活里的事找") }
                    { way(Route::ForMe, "与我有关", "选几件事和一个区，看规划说了什么") }
                    { way(Route::Places, "地方", "规划点名各区和周边城市的句子") }
                    { way(Route::Indicators, "指标", "筛选、对比、看图，每个数连到原句") }
                    { way(Route::Targets, "目标", "正文里写了数的目标，逐个列出") }
                    { way(Route::Projects, "项目", "点名要建的线路、学校、医院，各到哪一步") }
                    { way(Route::Questions, "问答", "报纸的问答解读，连到规划原文") }
                    { way(Route::Glossary, "名词解释", "规划自己解释的名词") }
                    { way(Route::Checks, "数字核对", "不一致的数字，逐条列出原句") }
                    { way(Route::Compare, "两版对照", "公开文本与报纸逐字对照") }
                    { way(Route::Mine, "我的笔记", "书签、划线和笔记，只存在这台设备上") }
                    { way(Route::Maps, "附图", "规划所附各图的图题") }
                </ul>
            </nav>
            <p class="install-way">
                { link(place, "", &offline, html! { "放到桌面，没有网络也能读" }) }
            </p>
            <section class="chapter-list" aria-labelledby="chapters-heading">
                <h2 id="chapters-heading">{ "各章" }</h2>
                { for outline(plan, "").into_iter().map(|part| html! {
                    <>
                        if let Some(idx) = part.idx {
                            <h3>{ labelled_title(&plan.blocks[idx]) }</h3>
                        }
                        <ol>{ for part.chapters.into_iter().map(|view| chapter(view.idx)) }</ol>
                    </>
                }) }
            </section>
        </div>
    }
}

/// A count in units of 10,000 with one decimal: `7.8` for 78,123.
fn format_ten_thousands(n: usize) -> String {
    let tenths = (n + 500) / 1_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn counts_are_the_plans() {
        let counts: Vec<_> = counts(&data::plan()).into_iter().map(|(n, _)| n).collect();
        assert_eq!(counts, [3, 17, 71, 32, 6]);
    }

    #[test]
    fn large_counts_are_rounded() {
        assert_eq!(format_ten_thousands(78_123), "7.8");
        assert_eq!(format_ten_thousands(78_500), "7.9");
    }
}
