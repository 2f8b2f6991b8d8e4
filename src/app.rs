//! The app: its state, the frame around every page, and the way from page to page.
//!
//! The page arrives as HTML; the app takes it over without changing it (hydration),
//! so the first rendering must not depend on anything that only the browser knows.
//! From then on a click on a link to a page of the site is answered here.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlAnchorElement, KeyboardEvent, PageTransitionEvent, StorageEvent,
};
use yew::prelude::*;

use crate::browser;
use crate::components::hit_bar::HitBar;
use crate::components::listen_bar::ListenBar;
use crate::components::note_bar::NoteBar;
use crate::components::notice_line::NoticeLine;
use crate::components::page_bar::page_bar;
use crate::components::page_foot::page_foot;
use crate::components::passage_bar::PassageBar;
use crate::components::update_line::update_line;
use crate::context::{Notice, Place, SessionContext};
use crate::data;
use crate::pages::{page, search};
use crate::route::{Base, Location, MODE, Route};
use crate::session::{Mode, Session, SessionAction};
use crate::store;
use crate::view::facets::WORDS;
use crate::view::head::head;
use crate::view::note::PlacedNotes;

/// What the app needs to know before its first rendering.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    /// The path that the site is served below.
    pub base: Base,
    /// The page to begin with.
    pub route: Route,
    /// Whether the page's HTML is there already, or is being written.
    pub is_prerendered: bool,
}

/// How the reader came to a location.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Arrival {
    /// The page was opened.
    Load,
    /// A link was followed.
    Link,
    /// A step through the history.
    History,
    /// A choice on the page changed the address.
    Choice,
}

/// Starts the app in the page: takes a prerendered page over, or renders the page
/// where only the shell is there.
///
/// In steps, between which the browser answers the reader: the app is compiled, the plan is
/// decoded, then the page is taken over, then what only the browser knows comes in.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    Timeout::new(0, || {
        data::plan();
        Timeout::new(0, take_over).forget();
    })
    .forget();
}

#[cfg(target_arch = "wasm32")]
fn take_over() {
    let root = browser::element("app").expect("the page has the app's element");
    let base = browser::root_element().get_attribute("data-base").unwrap_or_default();
    let base = Base::new(&base);
    let location = browser::current_location(&base);
    let route = location.map_or(Route::NotFound, |location| location.route);
    let is_prerendered = root.get_attribute("data-page").as_deref() == Some("prerendered");
    let props = AppProps { base, route, is_prerendered };
    if is_prerendered {
        yew::Renderer::<App>::with_root_and_props(root, props).hydrate();
    } else {
        root.set_inner_html("");
        yew::Renderer::<App>::with_root_and_props(root, props).render();
    }
}

/// The whole app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let plan = data::plan();
    let session = use_reducer_eq(Session::default);
    let location = use_state_eq(|| Location::of(props.route));
    let is_interactive = use_state_eq(|| false);
    let is_first = use_mut_ref(|| true);
    let notice = use_state_eq(|| None::<Notice>);
    let announcement = use_state_eq(AttrValue::default);
    let draft = use_state_eq(|| None);
    let notes = {
        let plan = plan.clone();
        use_memo(session.notes.all.clone(), move |notes| PlacedNotes::new(&plan, notes))
    };
    let on_draft = {
        let draft = draft.setter();
        use_callback((), move |written, ()| draft.set(written))
    };
    let arrival = use_mut_ref(|| Arrival::Load);
    let shown_route = use_mut_ref(|| props.route);

    let on_notice = {
        let notice = notice.setter();
        use_callback((), move |said: Notice, ()| notice.set(Some(said)))
    };
    let on_notice_end = {
        let notice = notice.setter();
        use_callback((), move |(), ()| notice.set(None))
    };
    let on_replace = {
        let (location, arrival) = (location.setter(), arrival.clone());
        use_callback(props.base.clone(), move |to: Location, base| {
            let href = base.location_href(&to);
            let (location, arrival) = (location.clone(), arrival.clone());
            let follow = move |()| {
                *arrival.borrow_mut() = Arrival::Choice;
                location.set(to.clone());
            };
            browser::replace_address_soon(href, follow.into());
        })
    };

    {
        let (session, location, arrival) = (session.clone(), location.setter(), arrival.clone());
        let (is_interactive, on_notice) = (is_interactive.setter(), on_notice.clone());
        let draft = draft.setter();
        let (plan, base) = (plan.clone(), props.base.clone());
        let session_again = session.dispatcher();
        use_effect_with((), move |()| {
            let restore = Rc::new(move || {
                let restored = store::load(&plan, &data::numbers());
                session.dispatch(SessionAction::Restore(restored));
            });
            let first = {
                let (restore, location, base) = (restore.clone(), location.clone(), base.clone());
                Timeout::new(0, move || {
                    restore();
                    draft.set(store::draft());
                    if let Some(current) = browser::current_location(&base) {
                        location.set(current);
                    }
                    is_interactive.set(true);
                    if browser::print::can_print() {
                        browser::set_root_attribute("data-can-print", "");
                    }
                    browser::set_root_attribute("data-ready", "");
                })
            };
            let listeners = travel_listeners(base, location, arrival, on_notice);
            // Storage may be emptied without a word, by the browser's own settings.
            let reread = move || {
                session_again.dispatch(SessionAction::RereadNotes(store::notes().into()));
            };
            let back = {
                let reread = reread.clone();
                EventListener::new(&browser::document(), "visibilitychange", move |_| reread())
            };
            // A page that comes back from the browser's memory was told nothing meanwhile.
            let again = {
                let (reread, restore) = (reread.clone(), restore.clone());
                EventListener::new(&browser::window(), "pageshow", move |event| {
                    let event: &PageTransitionEvent = event.unchecked_ref();
                    if event.persisted() {
                        reread();
                        restore();
                        browser::take_over_scrolling(true);
                    }
                })
            };
            // What another window keeps must not be overwritten by this one's older copy.
            let elsewhere = EventListener::new(&browser::window(), "storage", move |event| {
                let event: &StorageEvent = event.unchecked_ref();
                match event.key() {
                    Some(key) if store::is_shared(&key) => restore(),
                    Some(_) => {}
                    // All of it at once. The notes first: they would be taken for removed.
                    None => {
                        reread();
                        restore();
                    }
                }
            });
            move || drop((first, listeners, elsewhere, back, again))
        });
    }
    {
        let (announcement, plan, arrival) = (announcement.setter(), plan.clone(), arrival.clone());
        let is_prerendered = props.is_prerendered;
        use_effect_with((*location).clone(), move |location| {
            let head = head(&plan, &data::numbers(), &data::concerns(), location.route);
            browser::document().set_title(&head.title);
            let is_new_page = shown_route.replace(location.route) != location.route;
            match *arrival.borrow() {
                // The browser has scrolled a prerendered page itself, and the reader
                // may have scrolled on since.
                Arrival::Load if is_prerendered => {}
                // A page that is loaded again without a network is the shell, which had
                // nothing to scroll when the browser would have.
                Arrival::Load => match store::left_at(&browser::current_href()) {
                    Some(top) => browser::scroll_to(top),
                    None => show(location, is_new_page, None),
                },
                Arrival::Link => show(location, is_new_page, None),
                Arrival::History => show(location, is_new_page, remembered_scroll_top()),
                Arrival::Choice => {}
            }
            if is_new_page {
                announcement.set(head.page_title.into());
            }
        });
    }
    {
        let (session, on_replace) = (session.dispatcher(), on_replace.clone());
        let asked = location.query_value(MODE).and_then(|name| Mode::parse(&name));
        let fragment = location.fragment.clone();
        let rest = Location { fragment, ..location.with_query_value(MODE, "") };
        use_effect_with(asked, move |asked| {
            if let Some(mode) = *asked {
                session.dispatch(SessionAction::SetMode(mode));
                // It is the reader's now: what they send on does not ask others for it.
                on_replace.emit(rest);
            }
        });
    }
    {
        let (location, arrival) = (location.setter(), arrival.clone());
        let base = props.base.clone();
        use_effect_with(session.has_search_key, move |&has_search_key| {
            let key = has_search_key.then(|| search_key_listener(base, location, arrival));
            move || drop(key)
        });
    }
    {
        let saved = use_mut_ref(Session::default);
        use_effect_with((*session).clone(), move |session| {
            if session.is_restored {
                let before = saved.replace(session.clone());
                if !session.is_forgotten {
                    store::save(session, &before);
                }
                browser::mark_root("data-unkept", session.has_unkept());
                browser::set_root_attribute("data-mode", session.mode.name());
                browser::set_root_attribute("data-theme", session.theme.name());
                browser::set_root_attribute("data-type-size", &session.type_size.name());
            }
        });
    }

    let place = Place {
        plan: plan.clone(),
        numbers: data::numbers(),
        apparatus: data::apparatus(),
        concerns: data::concerns(),
        base: props.base.clone(),
        location: (*location).clone(),
        is_interactive: *is_interactive,
        has_markup: is_first.replace(false) && props.is_prerendered && cfg!(target_arch = "wasm32"),
        notes,
        on_notice,
        on_replace,
    };
    html! {
        <ContextProvider<Place> context={place.clone()}>
            <ContextProvider<SessionContext> context={session.clone()}>
                <a class="skip-link" href="#main">{ "跳到正文" }</a>
                { page_bar(&place, &session) }
                <main id="main" tabindex="-1">{ page(&place, &session) }</main>
                { page_foot(&place, &session) }
                <div class="foot-bars">
                    { update_line() }
                    <NoticeLine notice={(*notice).clone()} on_end={on_notice_end} />
                    <ListenBar />
                    // One at a time: what is being written must not be given up by the way.
                    if draft.is_none() {
                        <PassageBar on_draft={on_draft.clone()} />
                    }
                    <NoteBar draft={(*draft).clone()} {on_draft} />
                    if let Some(words) = words_to_mark(&location) {
                        <HitBar key={location.route.path()} {words} />
                    }
                </div>
                <div id="announcer" class="visually-hidden" aria-live="polite">
                    { (*announcement).clone() }
                </div>
            </ContextProvider<SessionContext>>
        </ContextProvider<Place>>
    }
}

/// The words that are to be marked on the page that `location` names.
fn words_to_mark(location: &Location) -> Option<AttrValue> {
    let is_text = matches!(location.route, Route::Chapter(_) | Route::Question(_));
    let words = location.query_value(WORDS).filter(|words| is_text && !words.trim().is_empty());
    words.map(AttrValue::from)
}

/// Brings the reader to `location` on the page that is now shown: to the place they
/// left it at, to the block that the fragment names, or to the page's heading.
fn show(location: &Location, is_new_page: bool, left_at: Option<f64>) {
    if let (Some(top), true) = (left_at, is_new_page) {
        browser::scroll_to(top);
    } else if !location.fragment.is_empty() {
        return browser::go_to(&location.fragment);
    } else {
        browser::scroll_to(left_at.unwrap_or(0.0));
    }
    if !is_new_page {
        return;
    }
    let is_new_search = location.route == Route::Search && location.query.is_empty();
    let start = match is_new_search {
        true => browser::element(search::FIELD),
        false => browser::document().query_selector("main h1").ok().flatten(),
    };
    if let Some(start) = start {
        browser::focus(&start);
    }
}

thread_local! {
    /// How far each address was scrolled when it was left, in CSS pixels.
    static SCROLL_TOPS: RefCell<BTreeMap<String, f64>> = RefCell::default();
}

fn remembered_scroll_top() -> Option<f64> {
    let href = browser::current_href();
    SCROLL_TOPS.with_borrow(|tops| tops.get(&href).copied())
}

/// Remembers how far the page at `href`, which is being left, is scrolled.
fn remember_scroll_top(href: String) {
    SCROLL_TOPS.with_borrow_mut(|tops| tops.insert(href, browser::scroll_top()));
}

/// Listens to clicks on links and to steps through the history.
fn travel_listeners(
    base: Base,
    location: UseStateSetter<Location>,
    arrival: Rc<RefCell<Arrival>>,
    on_notice: Callback<Notice>,
) -> Vec<EventListener> {
    browser::take_over_scrolling(true);
    browser::show_address();
    let document = browser::document();
    let options = EventListenerOptions::enable_prevent_default();
    let click = {
        let (base, location, arrival) = (base.clone(), location.clone(), arrival.clone());
        move |event: &Event| {
            if browser::closest(event, "[data-print]").is_some() {
                return browser::print::print();
            }
            if let Some(text) = text_to_copy(event) {
                return copy(text, COPIED, on_notice.clone());
            }
            let Some(anchor) = plain_click_on_link(event) else { return };
            let href = anchor.href();
            let to = browser::location_of(&base, &href);
            let Some(to) = to.filter(|to| to.route != Route::NotFound) else { return };
            event.prevent_default();
            browser::settle_address();
            let here = browser::current_href();
            remember_scroll_top(here.clone());
            if here == href {
                show(&to, false, None);
            } else {
                browser::push_address(&href);
                *arrival.borrow_mut() = Arrival::Link;
                location.set(to);
            }
            if anchor.has_attribute("data-permalink") {
                copy(href, ADDRESS_COPIED, on_notice.clone());
            }
        }
    };
    let step = move |_: &Event| {
        browser::forget_address();
        // The address bar has the page that is come to already.
        remember_scroll_top(browser::shown_href());
        browser::show_address();
        if let Some(to) = browser::current_location(&base) {
            *arrival.borrow_mut() = Arrival::History;
            location.set(to);
        }
    };
    vec![
        EventListener::new_with_options(&document, "click", options, click),
        // Not all browsers heed the style sheet's margins when Tab scrolls.
        EventListener::new(&document, "focusin", |event| {
            if let Some(element) = browser::closest(event, "a, button, summary, input, textarea") {
                Timeout::new(0, move || browser::uncover(&element)).forget();
            }
        }),
        EventListener::new(&browser::window(), "popstate", step),
        EventListener::new(&browser::window(), "beforeprint", |_| browser::print::name_pages()),
        // A later visit to this entry may be to a page that the browser loads anew.
        EventListener::new(&browser::window(), "pagehide", |_| {
            browser::settle_address();
            store::leave(&browser::current_href(), browser::scroll_top());
            browser::take_over_scrolling(false);
        }),
    ]
}

/// Listens to the key `/`, which leads to the search.
fn search_key_listener(
    base: Base,
    location: UseStateSetter<Location>,
    arrival: Rc<RefCell<Arrival>>,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&browser::document(), "keydown", options, move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        let has_modifier = key.ctrl_key() || key.meta_key() || key.alt_key();
        let is_typing = browser::closest(event, "input, textarea, select, [contenteditable]");
        if key.key() != "/" || has_modifier || key.is_composing() || is_typing.is_some() {
            return;
        }
        event.prevent_default();
        if let Some(field) = browser::element(search::FIELD) {
            return browser::focus(&field);
        }
        let to = Location::of(Route::Search);
        browser::settle_address();
        remember_scroll_top(browser::current_href());
        browser::push_address(&base.location_href(&to));
        *arrival.borrow_mut() = Arrival::Link;
        location.set(to);
    })
}

/// The link that was clicked, unless the reader or the link asks for something else
/// than to go there: a new tab, a download.
fn plain_click_on_link(event: &Event) -> Option<HtmlAnchorElement> {
    if event.default_prevented() || !browser::is_plain_click(event) {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let anchor = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_plain = anchor.target().is_empty() && !anchor.has_attribute("download");
    is_plain.then_some(anchor)
}

/// What is said when something was copied, and when it has to be selected by hand.
type CopyWords = [&'static str; 2];
const ADDRESS_COPIED: CopyWords = ["本段链接已复制", "本段链接（长按可复制）："];
const COPIED: CopyWords = ["已复制", "请长按下面的文字复制："];

/// The text of the button that was clicked, where it is there to copy one.
fn text_to_copy(event: &Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-copy]").ok()??.get_attribute("data-copy")
}

fn copy(text: String, [copied, to_select]: CopyWords, on_notice: Callback<Notice>) {
    wasm_bindgen_futures::spawn_local(async move {
        let text = AttrValue::from(text);
        on_notice.emit(if browser::copy(&text).await {
            Notice { text: copied.into(), ..Notice::default() }
        } else {
            Notice { text: to_select.into(), address: Some(text), ..Notice::default() }
        });
    });
}
