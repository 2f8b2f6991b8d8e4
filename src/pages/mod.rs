//! The pages, one component each. A page owns its state.

pub mod about;
pub mod chapter;
pub mod checks;
pub mod compare;
pub mod concern;
pub mod for_me;
pub mod glossary;
pub mod home;
pub mod indicator;
pub mod indicators;
pub mod maps;
pub mod mine;
pub mod not_found;
pub mod outline;
pub mod places;
pub mod projects;
pub mod question;
pub mod questions;
pub mod search;
pub mod targets;
pub mod topics;
pub mod whole;

use yew::prelude::*;

use self::about::about_page;
use self::chapter::ChapterPage;
use self::checks::ChecksPage;
use self::compare::ComparePage;
use self::concern::ConcernPage;
use self::for_me::ForMePage;
use self::glossary::glossary_page;
use self::home::home_page;
use self::indicator::indicator_page;
use self::indicators::IndicatorsPage;
use self::maps::maps_page;
use self::mine::MinePage;
use self::not_found::not_found_page;
use self::outline::OutlinePage;
use self::places::places_page;
use self::projects::ProjectsPage;
use self::question::question_page;
use self::questions::questions_page;
use self::search::SearchPage;
use self::targets::TargetsPage;
use self::topics::topics_page;
use self::whole::WholePage;
use crate::context::{Place, SessionContext};
use crate::route::Route;
use crate::view::chapter::position_of_chapter;
use crate::view::indicator::IndicatorView;
use crate::view::press::QuestionView;

/// The page that the reader is on.
///
/// It and the pages that are functions are not inlined: browsers compile a function of the WASM
/// when it first runs, and the first page shall not wait for the code of all others.
#[inline(never)]
pub fn page(place: &Place, session: &SessionContext) -> Html {
    let plan = &place.plan;
    match place.location.route {
        Route::Home => home_page(place, session),
        Route::Outline => html! { <OutlinePage /> },
        Route::Whole => html! { <WholePage /> },
        Route::Chapter(number) if position_of_chapter(plan, number).is_some() => {
            html! { <ChapterPage key={number} {number} /> }
        }
        Route::Indicators => html! { <IndicatorsPage /> },
        Route::Indicator { period, number } => {
            match IndicatorView::new(plan, &place.numbers, period, number) {
                Some(view) => indicator_page(place, session, &view),
                None => not_found_page(place),
            }
        }
        Route::Targets => html! { <TargetsPage /> },
        Route::Projects => html! { <ProjectsPage /> },
        Route::Search => html! { <SearchPage /> },
        Route::Questions => questions_page(place),
        Route::Question(number) => match QuestionView::new(plan, number) {
            Some(view) => question_page(place, &view),
            None => not_found_page(place),
        },
        Route::Compare => html! { <ComparePage /> },
        Route::Checks => html! { <ChecksPage /> },
        Route::Glossary => glossary_page(place),
        Route::Topics => topics_page(place),
        Route::Topic(slug) => match place.concerns.topic(slug.as_str()) {
            Some(topic) => html! { <ConcernPage key={topic.slug.clone()} {slug} is_topic=true /> },
            None => not_found_page(place),
        },
        Route::Places => places_page(place),
        Route::NamedPlace(slug) => match place.concerns.place(slug.as_str()) {
            Some(it) => {
                html! { <ConcernPage key={it.concern.slug.clone()} {slug} is_topic=false /> }
            }
            None => not_found_page(place),
        },
        Route::ForMe => html! { <ForMePage /> },
        Route::Mine => html! { <MinePage /> },
        Route::Maps => maps_page(place),
        Route::About => about_page(place),
        Route::Chapter(_) | Route::NotFound => not_found_page(place),
    }
}
