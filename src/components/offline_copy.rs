//! Reading offline: how far the copy on the device is there, and the ways to check it, fill
//! it and remove it; how the site is installed; and the way to remove all that it keeps.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{self, offline};
use crate::components::link::link;
use crate::context::{use_place, use_session};
use crate::route::{Location, Route};
use crate::session::SessionAction;
use crate::store;
use crate::view::offline::{CopyState, check_in_words};

/// The question before everything is removed.
const QUESTION: &str = "forget-question";
/// The button that asks it.
const FORGET: &str = "forget";
/// What was done, and how it ended.
const SAID: &str = "offline-said";

/// The sections.
#[component]
pub fn OfflineCopy() -> Html {
    let place = use_place();
    let is_interactive = place.is_interactive;
    let session = use_session();
    let state = use_state_eq(|| CopyState::Unknown);
    let said = use_state_eq(AttrValue::default);
    let is_busy = use_state_eq(|| false);
    // `None` until the question was asked once.
    let is_asking = use_state_eq(|| None::<bool>);
    {
        let state = state.setter();
        use_effect_with((), move |()| {
            state.set(offline::copy_state());
            let listener = offline::on_copy_change(move || state.set(offline::copy_state()));
            move || drop(listener)
        });
    }
    use_effect_with(*is_asking, |&is_asking| match is_asking {
        Some(true) => focus(QUESTION),
        Some(false) => focus(FORGET),
        None => {}
    });

    let on_check = {
        let (said, is_busy) = (said.setter(), is_busy.setter());
        Callback::from(move |_: MouseEvent| {
            let (said, is_busy) = (said.clone(), is_busy.clone());
            said.set("正在逐个核对……".into());
            is_busy.set(true);
            spawn_local(async move {
                said.set(check_in_words(&offline::check().await).into());
                is_busy.set(false);
            });
        })
    };
    let on_keep = {
        let (said, is_busy, session) = (said.setter(), is_busy.setter(), session.clone());
        Callback::from(move |_: MouseEvent| {
            session.dispatch(SessionAction::KeepOffline(true));
            let (said, is_busy) = (said.clone(), is_busy.clone());
            said.set("正在下载……".into());
            is_busy.set(true);
            spawn_local(async move {
                offline::keep().await;
                said.set(match offline::copy_state() {
                    CopyState::Ready => "存好了。".into(),
                    _ => "没有存成。请看看网络通不通、设备还有没有空间，再试一次。".into(),
                });
                is_busy.set(false);
            });
        })
    };
    let on_remove = {
        let (said, session) = (said.setter(), session.clone());
        Callback::from(move |_: MouseEvent| {
            session.dispatch(SessionAction::KeepOffline(false));
            let said = said.clone();
            spawn_local(async move {
                said.set(match offline::remove().await {
                    true => "离线副本删掉了。你写的笔记、填的数和设置都还在。".into(),
                    false => NOT_REMOVED.into(),
                });
                // The button that was pressed may have gone.
                focus(SAID);
            });
        })
    };
    let ask = |is_asking_now: bool| {
        let is_asking = is_asking.setter();
        Callback::from(move |_: MouseEvent| is_asking.set(Some(is_asking_now)))
    };
    let on_forget = {
        let (said, is_asking, session) = (said.setter(), is_asking.setter(), session.clone());
        Callback::from(move |_: MouseEvent| {
            is_asking.set(Some(false));
            session.dispatch(SessionAction::Forget);
            let is_forgotten = store::forget();
            let said = said.clone();
            spawn_local(async move {
                said.set(match offline::remove().await && is_forgotten {
                    true => "都删掉了。关掉这一页，这台设备上就没有本站的东西了。".into(),
                    false => NOT_REMOVED.into(),
                });
                // The button that was pressed may have gone.
                focus(SAID);
            });
        })
    };

    let is_idle = |is_possible: bool| !is_possible || !is_interactive || *is_busy;
    html! {
        <section class="offline-copy">
            <h2 id="offline">{ "离线阅读" }</h2>
            <p>{ "打开过一次以后，全文、指标和搜索都存在这台设备上，没有网络也能读。供下载的数据文件不存。" }</p>
            <p class="offline-copy__state">{ state.in_words() }</p>
            <p class="offline-copy__update">
                { "有新版本等着。" }
                <button type="button" data-update-now="">{ "更新" }</button>
            </p>
            <p class="offline-copy__actions">
                <button type="button" disabled={is_idle(state.has_copy())} onclick={on_check}>
                    { "检查" }
                </button>
                if let Some(filling) = state.filling() {
                    <button type="button" disabled={is_idle(true)} onclick={on_keep}>{ filling }</button>
                }
                <button type="button" disabled={is_idle(state.has_copy())} onclick={on_remove}>
                    { "删除离线副本" }
                </button>
            </p>
            <p id={SAID} class="offline-copy__said" role="status" tabindex="-1">{ (*said).clone() }</p>
            { installing() }
            <h3>{ "全部清除" }</h3>
            <p>{ "把本站存在这台设备上的都删掉：离线副本，你的书签、划线、笔记和填的数，读到哪里，字号和颜色。" }</p>
            if *is_asking == Some(true) {
                <div class="offline-copy__question" role="group" aria-labelledby={QUESTION}>
                    <p id={QUESTION} tabindex="-1">
                        { "确定都删掉吗？你写的、填的也一起删，找不回来。要留的，先" }
                        { link(&place, "", &Location::of(Route::Mine), html! { "去导出" }) }
                        { "。" }
                    </p>
                    <button type="button" onclick={ask(false)}>{ "不删" }</button>
                    <button type="button" data-forget="" onclick={on_forget}>{ "全部删掉" }</button>
                </div>
            } else {
                <p class="offline-copy__actions">
                    <button id={FORGET} type="button" disabled={is_idle(true)} onclick={ask(true)}>
                        { "全部清除…" }
                    </button>
                </p>
            }
        </section>
    }
}

fn focus(id: &str) {
    if let Some(element) = browser::element(id) {
        browser::focus(&element);
    }
}

const NOT_REMOVED: &str = "没有删干净。请在浏览器的设置里清除这个网站的数据。";

/// How this browser installs the site: the style sheet shows the one that holds here.
fn installing() -> Html {
    html! {
        <div class="installing">
            <h3>{ "放到桌面" }</h3>
            <p class="installing__offered">
                { "可以像应用一样放到桌面，点开就读。" }
                <button type="button" data-install-now="">{ "放到桌面" }</button>
            </p>
            <p class="installing__apple">
                { "在 iPhone、iPad 上：点浏览器的“分享”，再点“添加到主屏幕”。" }
            </p>
            <p class="installing__wechat">
                { "微信里的网页不一定能存下来。点右上角“···”，再点“在浏览器打开”（或“在默认浏览器中打开”），到浏览器里再存。" }
            </p>
        </div>
    }
}
