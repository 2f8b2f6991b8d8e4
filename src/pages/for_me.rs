//! `/for-me/`: what the plan says on the topics and the district that a reader chose.

use plan::concern::{Concern, Quotation, shared};
use yew::prelude::*;

use crate::browser;
use crate::components::link::link;
use crate::components::page_heading::page_heading;
use crate::context::{Place, use_choices, use_session};
use crate::route::{Location, Route};
use crate::session::SessionAction;
use crate::view::concern::{PLACE, TOPICS, line};
use crate::view::markup::escaped;

/// The reader's own page. The choices stand in the address, and on the device for the next
/// visit.
#[component]
pub fn ForMePage() -> Html {
    let place = use_choices();
    let session = use_session();
    let concerns = &place.concerns;
    let topics = place.location.query_value(TOPICS).unwrap_or_default();
    let chosen: Vec<&Concern> = concerns
        .topics
        .iter()
        .filter(|topic| topics.split(',').any(|slug| slug == topic.slug))
        .collect();
    let district = place.location.query_value(PLACE).unwrap_or_default();
    let districts = concerns.places.iter().filter(|it| it.is_district()).map(|it| &it.concern);
    let named = districts.clone().find(|it| it.slug == district);
    let on_choose = {
        let (place, session) = (place.clone(), session.clone());
        let topics: Vec<String> = chosen.iter().map(|topic| topic.slug.clone()).collect();
        let district = named.map_or(String::new(), |it| it.slug.clone());
        Callback::from(move |event: MouseEvent| {
            let chip = browser::closest(&event, ".chip");
            let attribute = |name| chip.as_ref()?.get_attribute(name);
            let (mut topics, mut district) = (topics.clone(), district.clone());
            if let Some(topic) = attribute("data-topic") {
                match topics.iter().position(|slug| *slug == topic) {
                    Some(at) => drop(topics.remove(at)),
                    None => topics.push(topic),
                }
            } else if let Some(slug) = attribute("data-place") {
                district = if district == slug { String::new() } else { slug };
            } else {
                return;
            }
            let topics = topics.join(",");
            let to = place.location.with_query_value(TOPICS, &topics);
            place.on_replace.emit(to.with_query_value(PLACE, &district));
            session.dispatch(SessionAction::Choose { topics, place: district });
        })
    };
    let chip = |concern: &Concern, is_topic: bool, is_chosen: bool| {
        let slug = AttrValue::from(concern.slug.clone());
        html! {
            <button
                type="button"
                class="chip"
                data-topic={is_topic.then(|| slug.clone())}
                data-place={(!is_topic).then_some(slug)}
                aria-pressed={is_chosen.to_string()}
            >
                { concern.name.clone() }
            </button>
        }
    };
    let is_chosen = |it: &Concern| chosen.iter().any(|topic| topic.slug == it.slug);
    let is_named = |it: &Concern| named.is_some_and(|named| named.slug == it.slug);
    html! {
        <div class="for-me">
            { page_heading("与我有关") }
            <p class="lead">{ "选几件关心的事，再选一个区，看规划对你说了什么。选择记在网址里和这台设备上，不发到任何地方。" }</p>
            <div class="for-me__choices" onclick={on_choose}>
                <div role="group" aria-labelledby="topics-label">
                    <h2 id="topics-label">{ "关心的事" }</h2>
                    <div class="chips">
                        { for concerns.topics.iter().map(|it| chip(it, true, is_chosen(it))) }
                    </div>
                </div>
                <div role="group" aria-labelledby="district-label">
                    <h2 id="district-label">{ "哪个区" }</h2>
                    <div class="chips">{ for districts.map(|it| chip(it, false, is_named(it))) }</div>
                </div>
            </div>
            <p role="status" class="for-me__state">{ state(&place, &chosen, named) }</p>
            if chosen.is_empty() && named.is_none() && place.is_interactive {
                { kept(&place, &session.chosen_topics, &session.chosen_place) }
            }
            { Html::from_html_unchecked(found(&place, &chosen, named).into()) }
        </div>
    }
}

/// What is said of the choices.
fn state(place: &Place, topics: &[&Concern], district: Option<&Concern>) -> String {
    let names: Vec<&str> = topics.iter().map(|topic| topic.name.as_str()).collect();
    match (topics.is_empty(), district) {
        (true, None) => "还没有选。".to_owned(),
        (true, Some(district)) => {
            let n = district.own(&place.plan).len();
            format!("规划点名{}的有 {n} 句。再选一件事，就只看那件事。", district.name)
        }
        (false, None) => {
            format!("已选{}。再选一个区，点名那个区的句子排在前面。", names.join("、"))
        }
        (false, Some(district)) => format!("已选{}，{}。", names.join("、"), district.name),
    }
}

/// The way back to what was chosen last.
fn kept(place: &Place, topics: &str, district: &str) -> Html {
    let concerns = &place.concerns;
    let topics = topics.split(',').filter_map(|slug| concerns.topic(slug));
    let names: Vec<&str> = topics
        .map(|topic| topic.name.as_str())
        .chain(concerns.place(district).map(|it| it.concern.name.as_str()))
        .collect();
    if names.is_empty() {
        return Html::default();
    }
    let slugs: Vec<&str> = concerns
        .topics
        .iter()
        .filter(|topic| names.contains(&topic.name.as_str()))
        .map(|topic| topic.slug.as_str())
        .collect();
    let to = Location::of(Route::ForMe)
        .with_query_value(TOPICS, &slugs.join(","))
        .with_query_value(PLACE, district);
    html! {
        <p class="continue-reading">
            { link(place, "", &to, html! {
                <><strong>{ "上次选的" }</strong>{ " " }{ names.join("、") }</>
            }) }
        </p>
    }
}

/// What the plan says on the choices, as markup: a section a topic, first what names the
/// district.
fn found(place: &Place, topics: &[&Concern], district: Option<&Concern>) -> String {
    let plan = &place.plan;
    let lines = |concerns: &[&Concern], quotations: &[Quotation]| -> String {
        let line =
            |&quotation: &Quotation| line(plan, &place.numbers, &place.base, concerns, quotation);
        format!("<ul>{}</ul>", quotations.iter().map(line).collect::<String>())
    };
    let mut markup = String::new();
    if let (true, Some(district)) = (topics.is_empty(), district) {
        markup += &format!(r#"<section class="quotes"><h2>{}</h2>"#, escaped(&district.name));
        markup += &lines(&[district], district.own(plan));
        markup += "</section>";
    }
    for topic in topics {
        let here = district.map_or(Vec::new(), |it| shared(topic.own(plan), it.own(plan)));
        let rest: Vec<Quotation> =
            topic.own(plan).iter().filter(|it| !here.contains(it)).copied().collect();
        let href = place.base.href(Route::topic(&topic.slug));
        markup += &format!(
            r#"<section class="quotes"><h2><a href="{href}">{}</a></h2>"#,
            escaped(&topic.name)
        );
        if let Some(district) = district {
            let (name, of_topic) = (escaped(&district.name), escaped(&topic.name));
            markup += &match here.len() {
                0 => format!(
                    "<p>规划没有把{name}和{of_topic}说在一句里，下面是没有点名这个区的。</p>"
                ),
                n => format!("<h3>点名{name}的 {n} 句</h3>{}", lines(&[topic, district], &here)),
            };
        }
        let n_rest = rest.len();
        let what = if district.is_some() { "没有点名这个区的" } else { "全部" };
        markup += &format!(
            r#"<details class="quotes__rest"{}><summary>{what} {n_rest} 句</summary>{}</details></section>"#,
            if district.is_none() || here.is_empty() { " open" } else { "" },
            lines(&[topic], &rest)
        );
    }
    markup
}
