//! `/search/`: every place of what the reader types, and other words for it.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan::search::Findings;
use yew::prelude::*;

use crate::browser;
use crate::components::facet_bar::facets_and_state;
use crate::components::found_list::{FoundList, Pieces};
use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::components::words_field::WordsField;
use crate::context::{Place, use_choices, use_place, use_session};
use crate::data;
use crate::route::{Location, Route};
use crate::session::{Session, SessionAction};
use crate::view::facets::{Narrowed, WORDS};
use crate::view::search::{HIT, SearchView, why_in_words};

/// The id of the field.
pub const FIELD: &str = "search-words";

/// How long a single character waits for another, in milliseconds: it stands in hundreds of
/// places, and is mostly the beginning of a word.
const SINGLE_DELAY: u32 = 300;

/// The search.
#[component]
pub fn SearchPage() -> Html {
    let place = use_choices();
    let session = use_session();
    let words = place.location.query_value(WORDS).unwrap_or_default();
    let view = {
        let plan = place.plan.clone();
        use_memo(words.clone(), move |words| {
            let is_empty = words.trim().is_empty();
            (!is_empty).then(|| Shared(Rc::new(SearchView::new(&data::search(), &plan, words))))
        })
    };
    let waiting = use_mut_ref(|| None::<Timeout>);
    let on_words = {
        let place = place.clone();
        Callback::from(move |words: String| {
            let is_single = words.trim().chars().count() == 1;
            let to = place.location.with_query_value(WORDS, &words).with_query_value(HIT, "");
            let on_replace = place.on_replace.clone();
            let timeout = is_single.then(|| {
                Timeout::new(SINGLE_DELAY, {
                    let (on_replace, to) = (on_replace.clone(), to.clone());
                    move || on_replace.emit(to)
                })
            });
            if timeout.is_none() {
                on_replace.emit(to);
            }
            waiting.replace(timeout);
        })
    };
    let on_keep = {
        let (session, words) = (session.clone(), words.clone());
        Callback::from(move |()| session.dispatch(SessionAction::Searched(words.clone())))
    };
    let on_submit = {
        let on_keep = on_keep.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_keep.emit(());
        })
    };
    // A passage that is followed stays in the address, for the way back.
    let on_follow = {
        let place = place.clone();
        Callback::from(move |event: MouseEvent| {
            let Some(found) = browser::closest(&event, ".found") else { return };
            let id = found.get_attribute("data-row").or_else(|| found.get_attribute("data-block"));
            place.on_replace.emit(place.location.with_query_value(HIT, &id.unwrap_or_default()));
            on_keep.emit(());
        })
    };
    let field_words = AttrValue::from(words);
    html! {
        <div class="search">
            { page_heading("搜索") }
            <form
                class="search__form"
                role="search"
                action={place.base.href(Route::Search)}
                onsubmit={on_submit}
            >
                <label class="visually-hidden" for={FIELD}>{ "在规划全文里搜索" }</label>
                <WordsField
                    id={FIELD}
                    words={field_words}
                    placeholder="输入字词，或一句话"
                    {on_words}
                />
            </form>
            if let Some(view) = (*view).clone() {
                { findings(&place, &view, on_follow) }
            } else {
                { beginning(&place, &session.searches, session.dispatcher()) }
            }
        </div>
    }
}

/// What is found.
fn findings(place: &Place, shared: &Shared, on_follow: Callback<MouseEvent>) -> Html {
    let view = &shared.0;
    let narrowed = view.narrow(&place.location);
    let state = view.state(&narrowed);
    let Findings { literal, looser, parts, n_literal_hits, .. } = &view.findings;
    let is_empty = literal.is_empty() && looser.is_empty();
    html! {
        <>
            <div class="filter">
                { facets_and_state(place, &narrowed, state, Html::default()) }
            </div>
            // For checks from outside: how many occurrences the literal matches have.
            <div class="search__findings" data-literal-hits={n_literal_hits.to_string()} onclick={on_follow}>
                if is_empty {
                    { nothing(place) }
                }
                if !literal.is_empty() {
                    <section aria-labelledby="literal-heading">
                        <h2 id="literal-heading">{ "原文里有的" }</h2>
                        { list(shared, &narrowed, true) }
                    </section>
                }
                if !looser.is_empty() {
                    <section aria-labelledby="looser-heading">
                        <h2 id="looser-heading">{ "换个说法找到的" }</h2>
                        <ul class="search__why">
                            { for parts.iter().map(|part| html! { <li>{ why_in_words(part) }</li> }) }
                        </ul>
                        { list(shared, &narrowed, false) }
                    </section>
                }
            </div>
        </>
    }
}

/// The view, shared: the same only where it is the very same.
#[derive(Clone, Debug)]
struct Shared(Rc<SearchView>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct LinesProps {
    view: Shared,
    shown: Vec<usize>,
    is_literal: bool,
}

/// The lines of one list. A component, so that they are laid out anew only where others are
/// to be shown.
#[component]
fn Lines(props: &LinesProps) -> Html {
    let place = use_place();
    let hit = place.location.query_value(HIT).unwrap_or_default();
    let is_whole = !hit.is_empty();
    let pieces = use_memo(props.clone(), move |props| {
        let LinesProps { view: Shared(view), shown, is_literal } = props.clone();
        let pieces = view.pieces(&place.plan, &shown, is_literal);
        Pieces::new(move |idx| {
            let lines = pieces.get(idx)?;
            Some(view.markup(&data::search(), &place.plan, &place.base, lines, &hit))
        })
    });
    html! { <FoundList pieces={(*pieces).clone()} {is_whole} /> }
}

fn list(view: &Shared, narrowed: &Narrowed, is_literal: bool) -> Html {
    html! { <Lines view={view.clone()} shown={narrowed.shown.clone()} {is_literal} /> }
}

/// What is said where nothing is found, and ways on.
fn nothing(place: &Place) -> Html {
    html! {
        <section class="search__nothing">
            <h2>{ "换条路找" }</h2>
            <p>{ "可以换个词，少打几个字，或者从这里进去：" }</p>
            { ways(place) }
        </section>
    }
}

/// What is there before anything is typed.
fn beginning(place: &Place, searches: &[String], session: UseReducerDispatcher<Session>) -> Html {
    let on_forget =
        Callback::from(move |_: MouseEvent| session.dispatch(SessionAction::ForgetSearches));
    let search = |words: &String| {
        let to = Location::of(Route::Search).with_query_value(WORDS, words);
        html! { <li>{ link(place, "chip", &to, html! { words.clone() }) }</li> }
    };
    html! {
        <>
            if !searches.is_empty() && place.is_interactive {
                <section aria-labelledby="searches-heading">
                    <h2 id="searches-heading">{ "最近搜过" }</h2>
                    <ul class="search__recent">{ for searches.iter().map(search) }</ul>
                    <p class="search__kept">
                        { "只记在这台设备上。" }
                        <button type="button" class="filter__clear" onclick={on_forget}>{ "清除" }</button>
                    </p>
                </section>
            }
            <section aria-labelledby="how-heading">
                <h2 id="how-heading">{ "怎么搜" }</h2>
                <ul class="search__how">
                    <li>{ "一个字也行，一句话也行，边打边找。" }</li>
                    <li>{ "几个词用空格分开，都有的才算；加引号的算一个词；前面加减号的，有它的不要。" }</li>
                    <li>{ "全角半角、大小写、中英文标点都一样，繁体字、拼音和拼音首字母也认。" }</li>
                    <li>{ "规划用词和平常说话不同的，另列在“换个说法找到的”里，说明是怎么换的。" }</li>
                </ul>
                <p>{ "也可以从这里找：" }</p>
                { ways(place) }
            </section>
        </>
    }
}

fn ways(place: &Place) -> Html {
    let way = |(route, name): (Route, &'static str)| {
        html! { <li>{ link(place, "chip", &Location::of(route), html! { name }) }</li> }
    };
    let ways = [
        (Route::Topics, "专题"),
        (Route::Outline, "目录"),
        (Route::Indicators, "指标"),
        (Route::Targets, "目标"),
        (Route::Glossary, "名词解释"),
        (Route::Questions, "问答"),
    ];
    html! { <ul class="search__recent">{ for ways.into_iter().map(way) }</ul> }
}
