//! `/topics/elderly/` and `/places/jiangyin/`: every quotation that speaks of a topic or names
//! a place, in the plan's order.

use plan::place::NamedPlace;
use yew::prelude::*;

use crate::components::facet_bar::facets_and_state;
use crate::components::line_list::{LineList, LineState};
use crate::components::link::link;
use crate::components::markup_text::Markup;
use crate::components::page_heading::page_heading;
use crate::context::{Place, use_choices};
use crate::route::{Location, Route, Slug};
use crate::view::concern::{ConcernView, Counts, by_chapter, line};
use crate::view::markup::escaped;

/// Properties of [`ConcernPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ConcernPageProps {
    /// The topic's or place's short name.
    pub slug: Slug,
    /// Whether it is a topic's.
    pub is_topic: bool,
}

/// The quotations. A component, because its lines are worked out once, as markup.
#[component]
pub fn ConcernPage(props: &ConcernPageProps) -> Html {
    let place = use_choices();
    let view = ConcernView::new(&place.concerns, props.slug.as_str(), props.is_topic);
    let lines = {
        let place = place.clone();
        use_memo(props.clone(), move |props| {
            let view = ConcernView::new(&place.concerns, props.slug.as_str(), props.is_topic);
            Markup::new(&place, || view.map_or(String::new(), |view| markup(&place, &view)))
        })
    };
    let Some(view) = view else { return Html::default() };
    let (plan, concern) = (&place.plan, view.concern);
    let narrowed = view.narrow(plan, &place.location);
    let mut states = Vec::new();
    for (_, quotations) in by_chapter(plan, &concern.quotations) {
        let lines = quotations
            .iter()
            .map(|&idx| LineState { is_hidden: !narrowed.is_shown(idx), ..LineState::default() });
        let lines: Vec<LineState> = lines.collect();
        let is_hidden = lines.iter().all(|line| line.is_hidden);
        states.push(LineState { is_hidden, ..LineState::default() });
        states.extend(lines);
    }
    let (up, title) = match view.place {
        Some(named) => ((Route::Places, "地方"), named.full_name.clone()),
        None => ((Route::Topics, "专题"), concern.name.clone()),
    };
    let counts = Counts::new(plan, &place.numbers, &concern.quotations);
    let is_empty = concern.quotations.is_empty();
    html! {
        <div class="concern">
            { link(&place, "question__up", &Location::of(up.0), html! { up.1 }) }
            { page_heading(&title) }
            if is_empty {
                <p class="lead">{ format!("规划没有说到{}。", concern.name) }</p>
            } else {
                <p class="lead">
                    { match view.place {
                        Some(_) => format!("规划点名{}的句子，都是原文，按规划的先后排列：{}。", concern.name, counts.in_words()),
                        None => format!("规划说到{}的句子，都是原文，按规划的先后排列：{}。", concern.name, counts.in_words()),
                    } }
                </p>
            }
            <details class="explanation">
                <summary>{ "怎么找出来的（本站整理）" }</summary>
                <p>{ format!("含有下面这些词的句子：{}。每一处都读过，意思不对的已去掉。", concern.words.join("、")) }</p>
                if let Some(named) = view.place {
                    { namesakes(&place, named) }
                }
            </details>
            <div class="filter">
                { facets_and_state(&place, &narrowed, view.state(plan, &narrowed), Html::default()) }
            </div>
            <LineList markup={(*lines).clone()} {states} />
        </div>
    }
}

/// What only looks like the place's name, and where it stands.
fn namesakes(place: &Place, named: &NamedPlace) -> Html {
    if named.namesakes.is_empty() {
        return Html::default();
    }
    let plan = &place.plan;
    html! {
        <>
            <p>{ "字面相同、没有算进来的：" }</p>
            <ul class="namesakes">
                { for named.namesakes.iter().map(|(namesake, quotations)| html! {
                    <li>
                        { format!("“{}”{}，见", namesake.words, namesake.note) }
                        { for quotations.iter().map(|quotation| {
                            let idx = quotation.block as usize;
                            html! {
                                <>
                                    { " " }
                                    { link(place, "", &place.location_of(idx), html! {
                                        { crate::view::chapter::place_in_words(plan, idx) }
                                    }) }
                                </>
                            }
                        }) }
                        { "。" }
                    </li>
                }) }
            </ul>
        </>
    }
}

/// The chapters with their quotations, as markup.
fn markup(place: &Place, view: &ConcernView) -> String {
    let (plan, concern) = (&place.plan, view.concern);
    let mut markup = String::new();
    for (title, quotations) in by_chapter(plan, &concern.quotations) {
        let is_press = quotations.iter().any(|&idx| !concern.quotations[idx].is_own(plan));
        let press = if is_press { r#" data-press="""# } else { "" };
        markup += &format!(
            r#"<section class="quotes" data-line=""{press}><h2>{}</h2><ul>"#,
            escaped(&title)
        );
        markup.extend(quotations.iter().map(|&idx| {
            line(plan, &place.numbers, &place.base, &[concern], concern.quotations[idx])
        }));
        markup += "</ul></section>";
    }
    markup
}
