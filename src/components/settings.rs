//! Mode, type size, theme and keys.

use yew::prelude::*;

use crate::context::SessionContext;
use crate::session::{Mode, SessionAction, Theme, TypeSize};

fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "跟随系统",
        Theme::Light => "浅色",
        Theme::Paper => "纸色",
        Theme::Dark => "深色",
    }
}

/// A fold-out with the reader's choices, which it has once they are known. The style sheet
/// shows it when the app is there to answer.
pub fn settings(session: &SessionContext) -> Html {
    let dispatch = |action: SessionAction| {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| session.dispatch(action.clone()))
    };
    let type_size = session.type_size;
    let size_button = |by: i8, name: &'static str, label: &'static str, sign: &'static str| {
        let limit = if by > 0 { TypeSize::MAX } else { TypeSize::MIN };
        html! {
            <button
                type="button"
                data-type-size={name}
                aria-label={label}
                aria-disabled={(type_size == limit).to_string()}
                onclick={dispatch(SessionAction::ChangeTypeSize(by))}
            >
                { sign }
            </button>
        }
    };
    html! {
        <details class="settings">
            <summary aria-label="字号与颜色">{ "字" }<span class="settings__small">{ "号" }</span></summary>
            if session.is_restored {
                <div class="settings__panel">
                    <button
                        type="button"
                        data-mode-choice=""
                        aria-pressed={(session.mode == Mode::Elder).to_string()}
                        onclick={dispatch(SessionAction::SetMode(session.mode.other()))}
                    >
                        { "长辈版：字大，好点" }
                    </button>
                    <fieldset>
                        <legend>{ "字号" }</legend>
                        { size_button(-1, "down", "字－，小一号", "字－") }
                        { size_button(1, "up", "字＋，大一号", "字＋") }
                    </fieldset>
                    <fieldset>
                        <legend>{ "颜色" }</legend>
                        { for Theme::ALL.into_iter().map(|theme| html! {
                            <button
                                type="button"
                                data-theme-choice={theme.name()}
                                aria-pressed={(session.theme == theme).to_string()}
                                onclick={dispatch(SessionAction::SetTheme(theme))}
                            >
                                { theme_name(theme) }
                            </button>
                        }) }
                    </fieldset>
                    <fieldset class="settings__keys">
                        <legend>{ "键盘" }</legend>
                        <button
                            type="button"
                            data-search-key=""
                            aria-pressed={session.has_search_key.to_string()}
                            onclick={dispatch(SessionAction::SetSearchKey(!session.has_search_key))}
                        >
                            { "按 / 键搜索" }
                        </button>
                    </fieldset>
                </div>
            }
        </details>
    }
}
