//! A link in the text whose destination opens in place.
//!
//! Without script it is a plain link. With it, what it leads to opens right after it, so
//! that keyboard and screen reader come to it next; Escape closes it.

use yew::prelude::*;

use crate::browser;

/// Properties of [`Popup`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PopupProps {
    /// The link's id. The opened part has the same with `-popup` behind it.
    pub id: AttrValue,
    /// The class of link and wrapper, for the style sheet: `note`, `figure`.
    pub class: &'static str,
    /// Where the link leads without script.
    pub href: AttrValue,
    /// The link's role, where it is more than a link.
    #[prop_or_default]
    pub role: Option<&'static str>,
    /// The link's name for screen readers.
    pub label: AttrValue,
    /// The link's text.
    pub text: AttrValue,
    /// What opens.
    pub children: Html,
    /// The words that close it.
    pub close: &'static str,
}

/// A link that opens in place.
#[component]
pub fn Popup(props: &PopupProps) -> Html {
    let is_open = use_state_eq(|| false);
    let on_toggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            is_open.set(!*is_open);
        })
    };
    let close = {
        let (is_open, id) = (is_open.setter(), props.id.clone());
        Callback::from(move |()| {
            is_open.set(false);
            if let Some(link) = browser::element(&id) {
                browser::focus(&link);
            }
        })
    };
    let on_key = {
        let (is_open, close) = (*is_open, close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    html! {
        <span class={props.class} onkeydown={on_key}>
            <a
                class={format!("{}-reference", props.class)}
                id={props.id.clone()}
                href={props.href.clone()}
                role={props.role}
                aria-label={props.label.clone()}
                aria-expanded={(*is_open).to_string()}
                onclick={on_toggle}
            >
                { props.text.clone() }
            </a>
            if *is_open {
                <span class="popup" id={format!("{}-popup", props.id)} role="note">
                    <span class="popup__text">{ props.children.clone() }</span>
                    <button type="button" class="popup__close" onclick={close.reform(|_: MouseEvent| ())}>
                        { props.close }
                    </button>
                </span>
            }
        </span>
    }
}
