//! At the foot of every page: the page to be passed on or cited.

use yew::prelude::*;

use crate::browser;
use crate::components::share_panel::SharePanel;
use crate::context::use_place;
use crate::route::Route;
use crate::view::share::Shared;

const BUTTONS: [(bool, &str, &str); 2] =
    [(false, "page-share", "分享这一页"), (true, "page-cite", "引用这一页")];

/// The two buttons, and below them what was asked for. Before the app runs, which alone can
/// answer them, the style sheet keeps their room and hides them.
#[component]
pub fn PageShare() -> Html {
    let place = use_place();
    let is_citing = use_state_eq(|| None::<bool>);
    // What is a reader's own, nobody else would find there.
    if matches!(place.location.route, Route::NotFound | Route::Mine) {
        return Html::default();
    }
    let button = |(citing, id, name): (bool, &'static str, &'static str)| {
        let is_open = *is_citing == Some(citing);
        let on_toggle = {
            let is_citing = is_citing.setter();
            move |_: MouseEvent| is_citing.set((!is_open).then_some(citing))
        };
        html! {
            <button type="button" {id} aria-expanded={is_open.to_string()} onclick={on_toggle}>
                { name }
            </button>
        }
    };
    let on_close = {
        let is_citing = is_citing.clone();
        Callback::from(move |()| {
            let id = BUTTONS[usize::from(*is_citing == Some(true))].1;
            is_citing.set(None);
            if let Some(button) = browser::element(id) {
                browser::focus(&button);
            }
        })
    };
    html! {
        <div class="page-share">
            <div class="page-share__buttons">{ for BUTTONS.into_iter().map(button) }</div>
            if let Some(is_citing) = *is_citing {
                <SharePanel shared={Shared::of_page(&place)} {is_citing} {on_close} />
            }
        </div>
    }
}
