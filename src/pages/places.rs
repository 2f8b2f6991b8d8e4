//! `/places/`: the districts as tiles, how often the plan speaks of each topic by naming each
//! district, and the city's neighbours.

use plan::concern::shared;
use plan::place::NamedPlace;
use yew::prelude::*;

use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::concern::{TOPIC, shade};
use crate::view::markup::escaped;

/// The places. Nothing of it changes, so its pictures are markup.
#[inline(never)]
pub fn places_page(place: &Place) -> Html {
    let all = &place.concerns.places;
    let (districts, neighbours): (Vec<_>, Vec<_>) = all.iter().partition(|it| it.is_district());
    let markup = |markup: String| Html::from_html_unchecked(markup.into());
    html! {
        <div class="places">
            { page_heading("地方") }
            <p class="lead">
                { "规划点名各区和周边城市的句子。只算点了名的：镇和街道、园区自己的名字不算在区里，字面相同而不是指这个地方的也不算。" }
            </p>
            <section aria-labelledby="tiles-heading">
                <h2 id="tiles-heading">{ "各区被点名的句数" }</h2>
                <p class="picture-note">{ "示意图，不是地图：只表示大致方位，格子一样大。颜色越深，句数越多。" }</p>
                { markup(tiles(place, &districts)) }
            </section>
            <section aria-labelledby="matrix-heading">
                <h2 id="matrix-heading">{ "哪个区、哪件事" }</h2>
                <p class="picture-note">
                    { "一句话既点了区名、又说到那件事，算一句。点数字看句子；没有数字，是规划没有这样的句子，不等于不做。本站整理。" }
                </p>
                { markup(matrix(place, &districts)) }
            </section>
            <section aria-labelledby="neighbours-heading">
                <h2 id="neighbours-heading">{ "周边城市" }</h2>
                { markup(list(place, &neighbours)) }
            </section>
        </div>
    }
}

/// The districts at their places, as markup.
fn tiles(place: &Place, districts: &[&NamedPlace]) -> String {
    let tile = |it: &&NamedPlace| {
        let [column, row] = it.tile.unwrap_or_default();
        let n = it.concern.own(&place.plan).len();
        let href = place.base.href(Route::named_place(&it.concern.slug));
        // The most are named ten times as often as the topics of a cell.
        let (name, shade) = (escaped(&it.concern.name), shade(n / 4));
        format!(
            r#"<li data-column="{column}" data-row="{row}"><a class="tile" href="{href}" data-shade="{shade}"><span>{name}</span> <strong>{n}</strong><span class="visually-hidden">句</span></a></li>"#
        )
    };
    format!(r#"<ul class="tiles">{}</ul>"#, districts.iter().map(tile).collect::<String>())
}

/// Topics by districts, as markup.
fn matrix(place: &Place, districts: &[&NamedPlace]) -> String {
    let head = |it: &&NamedPlace| {
        let href = place.base.href(Route::named_place(&it.concern.slug));
        format!(r#"<th scope="col"><a href="{href}">{}</a></th>"#, escaped(&it.concern.name))
    };
    let row = |topic: &plan::concern::Concern| {
        let cell = |it: &&NamedPlace| {
            let n = shared(topic.own(&place.plan), it.concern.own(&place.plan)).len();
            if n == 0 {
                return r#"<td><span class="visually-hidden">没有</span></td>"#.to_owned();
            }
            let to = Location::of(Route::named_place(&it.concern.slug));
            let href = place.base.location_href(&to.with_query_value(TOPIC, &topic.slug));
            let (shade, topic, name) = (shade(n), escaped(&topic.name), &it.concern.name);
            format!(
                r#"<td data-shade="{shade}"><a href="{href}" aria-label="{topic} × {}：{n} 句">{n}</a></td>"#,
                escaped(name)
            )
        };
        let href = place.base.href(Route::topic(&topic.slug));
        let cells: String = districts.iter().map(cell).collect();
        format!(
            r#"<tr><th scope="row"><a href="{href}">{}</a></th>{cells}</tr>"#,
            escaped(&topic.name)
        )
    };
    let heads: String = districts.iter().map(head).collect();
    let rows: String = place.concerns.topics.iter().map(row).collect();
    format!(
        r#"<div class="matrix-frame" role="group" aria-label="表，可以左右滑动" tabindex="0"><table class="matrix"><caption class="visually-hidden">各专题里点名各区的句数</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}

/// Places with their counts, as markup.
fn list(place: &Place, places: &[&NamedPlace]) -> String {
    let item = |it: &&NamedPlace| {
        let href = place.base.href(Route::named_place(&it.concern.slug));
        let (name, n) = (escaped(&it.concern.name), it.concern.own(&place.plan).len());
        format!(
            r#"<li><a class="chip" href="{href}">{name}&nbsp;<span class="chip__count">{n}</span></a></li>"#
        )
    };
    format!(r#"<ul class="search__recent">{}</ul>"#, places.iter().map(item).collect::<String>())
}
