//! A short message at the foot of the window that goes away by itself.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::components::link::link;
use crate::context::{Notice, use_place};
use crate::route::Location;

/// How long a message stays, in milliseconds.
const SHOWN_MS: u32 = 4_000;

/// Properties of [`NoticeLine`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NoticeLineProps {
    /// The message, if there is one.
    pub notice: Option<Notice>,
    /// Called when the message has been shown.
    pub on_end: Callback<()>,
}

/// The message. One that waits for the reader (an address to be copied by hand, something
/// to undo) stays until it is closed, or another comes.
#[component]
pub fn NoticeLine(props: &NoticeLineProps) -> Html {
    let place = use_place();
    {
        let on_end = props.on_end.clone();
        use_effect_with(props.notice.clone(), move |notice| {
            let goes_away = notice
                .as_ref()
                .is_some_and(|notice| notice.address.is_none() && notice.on_undo.is_none());
            let timeout = goes_away.then(|| Timeout::new(SHOWN_MS, move || on_end.emit(())));
            move || drop(timeout)
        });
    }
    let on_close = props.on_end.reform(|_: MouseEvent| ());
    let on_undo = props.notice.as_ref().and_then(|notice| notice.on_undo.clone()).map(|undo| {
        let on_end = props.on_end.clone();
        Callback::from(move |_: MouseEvent| {
            on_end.emit(());
            undo.emit(());
        })
    });
    html! {
        <div class="notice-line" role="status">
            if let Some(notice) = &props.notice {
                <p class="notice-line__text">
                    { notice.text.clone() }
                    if let Some((route, name)) = notice.page {
                        { " " }
                        { link(&place, "", &Location::of(route), html! { name }) }
                    }
                    if let Some(address) = &notice.address {
                        <span class="notice-line__address">{ address.clone() }</span>
                    }
                    if on_undo.is_some() {
                        <button type="button" onclick={on_undo.clone()}>{ "撤销" }</button>
                    }
                    if notice.address.is_some() || on_undo.is_some() {
                        <button type="button" onclick={on_close}>{ "关闭" }</button>
                    }
                </p>
            }
        </div>
    }
}
