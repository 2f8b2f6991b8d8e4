//! The line at the foot of the window that reads a page out, sentence by sentence.
//!
//! It opens at a tap on anything with `data-listen` (a block's id, and where the reader wants
//! it to begin a place in the block's text: `4.1.3 120`), and speaks in that very tap, as
//! iPhones ask for. The sentence is marked and kept in view; the focus stays where it is.
//! Pausing stops and begins the sentence anew, because browsers do not all take up where they
//! paused. Leaving the page or closing the line stops it.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Date;
use plan::Plan;
use plan::model::BlockKind;
use plan::speech::SpokenPlace;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, Range};
use yew::prelude::*;

use crate::browser;
use crate::browser::highlight::{self, Layer, Mark};
use crate::browser::speech::{self, Ending, Voice};
use crate::context::{Place, use_place, use_session};
use crate::route::{Location, Route};
use crate::session::{Pace, SessionAction};
use crate::view::chapter::{ChapterView, place_in_words};
use crate::view::listening::{Sentence, position, sentences_of};
use crate::view::passage::PassagePart;

/// What makes a button read out from the block and place that it names.
const STARTER: &str = "data-listen";

/// How often and how many times the line looks for voices that turn up late.
const LOOK_MS: u32 = 250;
const MAX_LOOKS: u32 = 12;

/// When reading stops by itself, in minutes; 0 is at the page's end.
const LIMITS: [u32; 4] = [0, 15, 30, 60];

const MINUTE_MS: f64 = 60_000.0;

/// What the line does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Status {
    /// It waits for the browser's voices.
    #[default]
    Looking,
    NoSpeech,
    NoChinese,
    Speaking,
    /// With a voice that sends the words away.
    SpeakingRemotely,
    Paused,
    TimeIsUp,
    /// The page has been read.
    Finished,
    /// The browser made no sound.
    Failed,
}

impl Status {
    fn words(self) -> &'static str {
        match self {
            Self::Looking => "正在找中文语音……",
            Self::NoSpeech => {
                "这个浏览器不能朗读。请用系统自带的浏览器打开本页，或用手机自带的“朗读屏幕”。"
            }
            Self::NoChinese => {
                "这台设备没有中文语音，读不了。请在系统设置的“文字转语音”里装上中文，再来听。"
            }
            Self::Speaking => "正在朗读",
            Self::SpeakingRemotely => "正在朗读，用的是联网的语音",
            Self::Paused => "已暂停",
            Self::TimeIsUp => "时间到了，已停下",
            Self::Finished => "这一页读完了",
            Self::Failed => "没有读出声来，请再点一次“播放”",
        }
    }

    fn is_speaking(self) -> bool {
        matches!(self, Self::Speaking | Self::SpeakingRemotely)
    }

    /// Whether there is nothing to speak with.
    fn is_mute(self) -> bool {
        matches!(self, Self::NoSpeech | Self::NoChinese)
    }
}

/// What is being read.
#[derive(Default)]
struct Listening {
    /// The page that the reader is on.
    here: Option<Route>,
    /// The page that it was begun on; none while the line is closed. The page of the whole
    /// text has what is another's, too.
    page: Option<Route>,
    /// The page whose text it is.
    route: Option<Route>,
    sentences: Vec<Sentence>,
    at: usize,
    status: Status,
    /// Whether the reader went to this sentence themselves.
    is_turned_to: bool,
    limit_idx: usize,
    /// When reading is to stop, by the device's clock.
    deadline: Option<f64>,
    pace: Pace,
    n_looks: u32,
    /// What the line is about to do.
    later: Option<Timeout>,
}

/// What is being read, and how to show that it has changed.
#[derive(Clone)]
struct Player {
    listening: Rc<RefCell<Listening>>,
    plan: Rc<Plan>,
    on_change: Callback<()>,
}

impl Player {
    fn change<T>(&self, change: impl FnOnce(&mut Listening) -> T) -> T {
        let result = change(&mut self.listening.borrow_mut());
        self.on_change.emit(());
        result
    }

    /// Opens the line for the block `id` and begins to read at `offset` of its text, on the
    /// page where the reader is or on the block's own.
    fn start(&self, id: &str, offset: usize, is_here: bool) {
        let Some(block) = self.plan.position(id) else { return };
        let route = Route::of_block(&self.plan, block);
        self.change(|it| {
            if it.route != Some(route) {
                it.sentences = sentences_of(&self.plan, route);
            }
            it.route = Some(route);
            it.page = it.here.filter(|_| is_here).or(it.route);
            it.at = position(&it.sentences, block, offset);
            (it.n_looks, it.is_turned_to) = (0, true);
        });
        self.speak();
    }

    /// Speaks the sentence that the reader is at.
    fn speak(&self) {
        let voice = match speech::voice() {
            Voice::Chinese(voice) => voice,
            Voice::NoSpeech => return self.stop(Status::NoSpeech),
            Voice::NoChinese => return self.stop(Status::NoChinese),
            Voice::NoneYet => return self.look(),
        };
        let status =
            if voice.local_service() { Status::Speaking } else { Status::SpeakingRemotely };
        let said = self.change(|it| {
            it.status = status;
            Some((it.sentences.get(it.at)?.said.clone(), it.pace.rate()))
        });
        let Some((said, rate)) = said else { return self.close() };
        let player = self.clone();
        speech::speak(&said, &voice, rate, Callback::from(move |ending| player.end(ending)));
    }

    /// Looks for voices again, a little later.
    fn look(&self) {
        let player = self.clone();
        let look = Timeout::new(LOOK_MS, move || player.speak());
        self.change(|it| {
            it.n_looks += 1;
            let is_over = it.n_looks > MAX_LOOKS;
            it.status = if is_over { Status::NoChinese } else { Status::Looking };
            it.later = (!is_over).then_some(look);
        });
    }

    /// Goes on after a sentence.
    fn end(&self, ending: Ending) {
        let (is_last, is_late, has_limit) = {
            let it = self.listening.borrow();
            let is_late = it.deadline.is_some_and(|deadline| Date::now() >= deadline);
            (it.at + 1 >= it.sentences.len(), is_late, it.deadline.is_some())
        };
        if ending == Ending::Failed {
            self.stop(Status::Failed);
        } else if is_late {
            self.change(|it| (it.deadline, it.limit_idx) = (None, 0));
            self.stop(Status::TimeIsUp);
        } else if !is_last {
            self.change(|it| (it.at, it.is_turned_to) = (it.at + 1, false));
            self.speak();
        } else {
            self.stop(Status::Finished);
            if has_limit {
                // With a timer the reader wants to hear on. The link is there in a moment.
                let later = Timeout::new(0, || {
                    let next = browser::document().query_selector(".listen-bar__next");
                    if let Ok(Some(next)) = next {
                        next.unchecked_ref::<HtmlElement>().click();
                    }
                });
                self.change(|it| it.later = Some(later));
            }
        }
    }

    fn stop(&self, status: Status) {
        speech::stop();
        self.change(|it| (it.status, it.later) = (status, None));
    }

    fn close(&self) {
        speech::stop();
        self.change(|it| *it = Listening { pace: it.pace, here: it.here, ..Listening::default() });
    }

    fn play_or_pause(&self) {
        let status = self.listening.borrow().status;
        if status.is_speaking() {
            return self.stop(Status::Paused);
        }
        self.change(|it| {
            if it.status == Status::Finished {
                it.at = 0;
            }
            (it.n_looks, it.is_turned_to) = (0, true);
        });
        self.speak();
    }

    /// Goes `by` sentences on, and speaks if it was speaking.
    fn turn(&self, by: isize) {
        let is_speaking = self.change(|it| {
            it.at = it.at.saturating_add_signed(by).min(it.sentences.len().saturating_sub(1));
            it.is_turned_to = true;
            if it.status == Status::Finished {
                it.status = Status::Paused;
            }
            it.status.is_speaking()
        });
        if is_speaking {
            self.speak();
        }
    }

    fn set_pace(&self, pace: Pace) {
        let is_speaking = self.change(|it| {
            it.pace = pace;
            it.status.is_speaking()
        });
        if is_speaking {
            self.speak();
        }
    }

    fn turn_limit(&self) {
        self.change(|it| {
            it.limit_idx = (it.limit_idx + 1) % LIMITS.len();
            let minutes = f64::from(LIMITS[it.limit_idx]);
            it.deadline = (minutes > 0.0).then(|| Date::now() + minutes * MINUTE_MS);
        });
    }
}

/// The line; nothing while nothing is read out.
#[component]
pub fn ListenBar() -> Html {
    let place = use_place();
    let session = use_session();
    let update = use_force_update();
    let last_range = use_mut_ref(|| None::<Range>);
    let player = use_memo((), |()| Player {
        listening: Rc::default(),
        plan: place.plan.clone(),
        on_change: Callback::from(move |()| update.force_update()),
    });
    {
        let player = (*player).clone();
        use_effect_with((), move |()| {
            let on_click = {
                let player = player.clone();
                move |event: &Event| {
                    let starter = browser::closest(event, "[data-listen]");
                    let Some(starter) = starter else { return };
                    let Some(from) = starter.get_attribute(STARTER) else {
                        return;
                    };
                    let (id, offset) = from.split_once(' ').unwrap_or((&from, "0"));
                    let is_here = !starter.has_attribute("href");
                    player.start(id, offset.parse().unwrap_or_default(), is_here);
                }
            };
            // Before the app answers the click: it may render another page.
            let options = EventListenerOptions::run_in_capture_phase();
            let listeners = [
                EventListener::new_with_options(&browser::document(), "click", options, on_click),
                EventListener::new(&browser::window(), "pagehide", move |_| player.close()),
            ];
            move || drop(listeners)
        });
    }
    {
        let player = player.clone();
        use_effect_with(session.pace, move |&pace| {
            if player.listening.borrow().pace != pace {
                player.set_pace(pace);
            }
        });
    }
    player.listening.borrow_mut().here = Some(place.location.route);
    let listening = player.listening.borrow();
    {
        let player = player.clone();
        use_effect_with(place.location.route, move |route| {
            let is_elsewhere = player.listening.borrow().page.is_some_and(|it| it != *route);
            if is_elsewhere {
                player.close();
            }
        });
    }
    {
        let player = player.clone();
        let sentence = (listening.page == Some(place.location.route)).then_some(listening.at);
        use_effect_with((sentence, place.location.route), move |(sentence, _)| {
            let it = player.listening.borrow();
            let sentence = sentence.and_then(|at| it.sentences.get(at));
            let range = sentence.and_then(|sentence| range_of(&player.plan, sentence));
            highlight::show(Layer::Spoken, range.iter());
            let last = last_range.replace(range.clone());
            // A reader who has scrolled away from what is read is not brought back.
            let is_followed = it.is_turned_to || last.as_ref().is_none_or(highlight::is_in_view);
            if let Some(range) = range.filter(|_| is_followed) {
                highlight::keep_in_view(&range, browser::bars_height());
            }
        });
    }
    bar(&place, &player, &listening, session.pace, {
        let session = session.dispatcher();
        Callback::from(move |pace| session.dispatch(SessionAction::SetPace(pace)))
    })
}

fn bar(
    place: &Place,
    player: &Player,
    listening: &Ref<Listening>,
    pace: Pace,
    on_pace: Callback<Pace>,
) -> Html {
    if listening.page.is_none() {
        return Html::default();
    }
    let action = |act: fn(&Player)| {
        let player = player.clone();
        Callback::from(move |_: MouseEvent| act(&player))
    };
    let status = listening.status;
    let sentence = listening.sentences.get(listening.at);
    let where_ = sentence.map(|it| place_in_words(&place.plan, it.block)).unwrap_or_default();
    let limit = match LIMITS[listening.limit_idx] {
        0 => "读完停".to_owned(),
        minutes => format!("{minutes}分停"),
    };
    let play = if status.is_speaking() { "暂停" } else { "播放" };
    html! {
        <section class="foot-bar listen-bar" aria-label="听读">
            <p class="listen-bar__state">
                if !status.is_mute() {
                    <span class="listen-bar__place">{ where_ }</span>
                    { " " }
                }
                <span role="status">{ status.words() }</span>
            </p>
            <button type="button" aria-label="关闭听读" onclick={action(Player::close)}>{ "×" }</button>
            if !status.is_mute() {
                <div class="listen-bar__actions">
                    <button type="button" onclick={action(|it| it.turn(-1))}>{ "上一句" }</button>
                    <button
                        type="button"
                        class="listen-bar__play"
                        onclick={action(Player::play_or_pause)}
                    >
                        { play }
                    </button>
                    <button type="button" onclick={action(|it| it.turn(1))}>{ "下一句" }</button>
                    <button
                        type="button"
                        data-pace={pace.name()}
                        aria-label={format!("语速：{}，点一下换", pace.words())}
                        onclick={Callback::from(move |_: MouseEvent| on_pace.emit(pace.next()))}
                    >
                        { pace.words() }
                    </button>
                    <button
                        type="button"
                        data-limit={LIMITS[listening.limit_idx].to_string()}
                        aria-label={format!("定时：{limit}，点一下换")}
                        onclick={action(Player::turn_limit)}
                    >
                        { limit.clone() }
                    </button>
                </div>
            }
            if status == Status::Finished {
                { next_chapter(place, listening.route) }
            }
        </section>
    }
}

/// The way to read on in the next chapter.
fn next_chapter(place: &Place, route: Option<Route>) -> Html {
    let plan = &place.plan;
    let Some(Route::Chapter(number)) = route else { return Html::default() };
    let next = ChapterView::new(plan, number).and_then(|view| view.next);
    let Some(next) = next else { return Html::default() };
    let to = Location::of(Route::of_block(plan, next));
    html! {
        <a
            class="listen-bar__next"
            href={place.base.location_href(&to)}
            data-listen={plan.blocks[next].id.to_string()}
        >
            { format!("接着听{}", place_in_words(plan, next)) }
        </a>
    }
}

/// Where `sentence` stands in the page: a heading and a row as a whole.
fn range_of(plan: &Plan, sentence: &Sentence) -> Option<Range> {
    let block = &plan.blocks[sentence.block];
    match (sentence.place, &block.kind) {
        (SpokenPlace::Row(row_idx), BlockKind::Table(table)) => {
            let row = table.rows.get(usize::from(row_idx))?;
            highlight::whole(row.id.as_ref()?.as_str())
        }
        (SpokenPlace::Text(range), _) if block.heading().is_none() => {
            let (start, end) = PassagePart { block: sentence.block, range }.letters(plan);
            let mark = Mark { block: block.id.to_string(), start, end };
            highlight::ranges(&[mark]).pop().flatten()
        }
        _ => highlight::whole(block.id.as_str()),
    }
}
