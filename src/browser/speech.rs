//! Speech as browsers have it: missing in some, without a Chinese voice in others, with voices
//! that turn up late, and with an end that is sometimes never told.
//!
//! One utterance at a time. What an earlier one still tells is not heard any more: its
//! listeners go with it.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};
use yew::Callback;

use super::window;
use crate::view::listening::voice_rank;

/// What the browser has to speak with.
#[derive(Clone, Debug)]
pub enum Voice {
    /// It cannot speak.
    NoSpeech,
    /// It has told of no voice, or not yet.
    NoneYet,
    /// It has voices, but none that speaks Chinese.
    NoChinese,
    /// The best there is.
    Chinese(SpeechSynthesisVoice),
}

/// How an utterance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was spoken.
    Spoken,
    /// The browser did not speak it, or broke off.
    Failed,
}

/// The utterance that is being spoken, and what waits for its end.
type Current = (SpeechSynthesisUtterance, [EventListener; 3], Timeout);

thread_local! {
    static CURRENT: RefCell<Option<Current>> = const { RefCell::new(None) };
}

/// How long an utterance may take, in milliseconds: so much, and so much a character at the
/// usual speed. Three times what voices need, for those that never tell the end.
const PATIENCE_MS: f32 = 8_000.0;
const PATIENCE_MS_A_CHARACTER: f32 = 700.0;

fn synthesis() -> Option<SpeechSynthesis> {
    let has = |name: &str| {
        Reflect::get(&window(), &name.into()).is_ok_and(|it| it.is_object() || it.is_function())
    };
    if !has("speechSynthesis") || !has("SpeechSynthesisUtterance") {
        return None;
    }
    window().speech_synthesis().ok()
}

/// The best voice for Chinese.
pub fn voice() -> Voice {
    let Some(synthesis) = synthesis() else { return Voice::NoSpeech };
    let voices = synthesis.get_voices();
    if voices.length() == 0 {
        return Voice::NoneYet;
    }
    let ranked = voices.iter().filter_map(|voice| {
        let voice: SpeechSynthesisVoice = voice.unchecked_into();
        Some((voice_rank(&voice.lang(), voice.local_service())?, voice))
    });
    match ranked.min_by_key(|(rank, _)| *rank) {
        Some((_, voice)) => Voice::Chinese(voice),
        None => Voice::NoChinese,
    }
}

/// Speaks `text` with `voice` at `rate` times the usual speed, in place of what is being
/// spoken. `on_end` is called once, unless something else is spoken or stopped before.
pub fn speak(text: &str, voice: &SpeechSynthesisVoice, rate: f32, on_end: Callback<Ending>) {
    stop();
    let spoken = SpeechSynthesisUtterance::new_with_text(text);
    let (Some(synthesis), Ok(utterance)) = (synthesis(), spoken) else { return };
    utterance.set_lang(&voice.lang());
    utterance.set_voice(Some(voice));
    utterance.set_rate(rate);
    let n_chars = text.chars().count() as f32;
    let patience = (PATIENCE_MS + PATIENCE_MS_A_CHARACTER * n_chars / rate) as u32;
    let has_started = std::rc::Rc::new(std::cell::Cell::new(false));
    let when = |event: &'static str, ending: Ending| {
        let on_end = on_end.clone();
        EventListener::once(&utterance, event, move |_| on_end.emit(ending))
    };
    let listeners = [
        {
            let has_started = has_started.clone();
            EventListener::once(&utterance, "start", move |_| has_started.set(true))
        },
        when("end", Ending::Spoken),
        when("error", Ending::Failed),
    ];
    let watchdog = Timeout::new(patience, move || {
        on_end.emit(if has_started.get() { Ending::Spoken } else { Ending::Failed });
    });
    // Held on to: a browser may drop an utterance that nothing else knows, and its end with it.
    CURRENT.set(Some((utterance.clone(), listeners, watchdog)));
    synthesis.speak(&utterance);
    // One that was paused, by another page or the system, would wait for ever.
    if synthesis.paused() {
        synthesis.resume();
    }
}

/// Stops speaking.
pub fn stop() {
    let was_speaking = CURRENT.take().is_some();
    if let Some(synthesis) = synthesis().filter(|_| was_speaking) {
        // Without anything to cancel some browsers cancel what comes next.
        if synthesis.speaking() || synthesis.pending() {
            synthesis.cancel();
        }
    }
}
