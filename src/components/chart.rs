//! An indicator's chart: the sentence, the drawing, the line that reads a mark out, the
//! table, and the chart as a picture to keep.
//!
//! Every mark can be tapped, pointed at, and reached by keyboard: one stop for Tab, the
//! arrow keys from mark to mark. The figure is markup; what changes in it (the mark that
//! Tab comes to, the line read out, the picture) echoes what the reader just did, stands
//! in no other place and is gone with the page, so the page's own elements keep it. A Yew
//! component made of Yew elements weighed 4 KB more in the compressed WASM.

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::browser;
use crate::view::chart::ChartView;
use crate::view::markup::escaped;
use crate::view::picture::picture;

const MARK: &str = ".chart__mark";

/// A chart, with the line that names its source.
pub fn chart(chart: &ChartView, source: &str) -> Html {
    let ChartView { id, sentence, drawing, .. } = chart;
    let (shown_sentence, source) = (escaped(sentence), escaped(source));
    let rows = chart.table_rows();
    let markup = format!(
        r#"<figure class="chart" aria-labelledby="{id}-chart"><figcaption id="{id}-chart">{shown_sentence}</figcaption>{drawing}<p class="chart__readout" role="status">点图上的标记，或用方向键逐个走，这里读出它的数。</p><p class="chart__source">{source}</p><details class="chart__table"><summary>图上的数，列成表</summary><table><thead><tr><th scope="col">哪一年的什么</th><th scope="col">数</th><th scope="col">出处</th></tr></thead><tbody>{rows}</tbody></table></details><button type="button" class="chart__keep">存为图片</button><div class="chart__kept" aria-live="polite"></div></figure>"#
    );
    let on_point = Callback::from(read_out);
    html! {
        <div
            key={id.clone()}
            onclick={on_click}
            onfocusin={on_point.reform(Into::into)}
            onpointerover={on_point.reform(Into::into)}
            onkeydown={on_key}
        >
            { Html::from_html_unchecked(markup.into()) }
        </div>
    }
}

/// Says what the mark is that the reader points at or has come to.
fn read_out(event: Event) {
    let Some(mark) = browser::closest(&event, MARK) else { return };
    if let Some(readout) = part_of_chart(&mark, ".chart__readout") {
        readout.set_text_content(mark.get_attribute("aria-label").as_deref());
    }
}

/// The part of `element`'s chart that `selector` matches.
fn part_of_chart(element: &Element, selector: &str) -> Option<Element> {
    element.closest(".chart").ok()??.query_selector(selector).ok()?
}

/// The arrow keys go from mark to mark; Tab comes back to the last of them.
fn on_key(event: KeyboardEvent) {
    let Some(mark) = browser::closest(&event, MARK) else { return };
    let to = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => mark.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => mark.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to.filter(|to| to.has_attribute("tabindex")) {
        drop(mark.set_attribute("tabindex", "-1"));
        drop(to.set_attribute("tabindex", "0"));
        browser::focus_in_drawing(&to);
    }
}

fn on_click(event: MouseEvent) {
    let Some(button) = browser::closest(&event, ".chart__keep") else { return };
    let parts = [".chart__drawing", ".chart__kept"].map(|part| part_of_chart(&button, part));
    if let [Some(drawing), Some(place)] = parts {
        keep(&drawing, place);
    }
}

/// The text of the part of `element`'s chart that `selector` matches.
fn text_of(element: &Element, selector: &str) -> String {
    part_of_chart(element, selector).and_then(|part| part.text_content()).unwrap_or_default()
}

/// Makes the picture of a chart and shows it at `place`, to be pressed long or downloaded.
fn keep(drawing: &Element, place: Element) {
    let title = drawing.get_attribute("aria-label").unwrap_or_default();
    let (sentence, source) = (text_of(drawing, "figcaption"), text_of(drawing, ".chart__source"));
    let about = [&*title, &sentence, &source, &browser::page_address()];
    let svg = browser::svg_address(&picture(&browser::xml(drawing), about, &browser::token));
    let (title, sentence) = (escaped(&title), escaped(&sentence));
    spawn_local(async move {
        let png = browser::png_address(&svg).await;
        show(&place, &title, &sentence, &svg, png.as_deref());
    });
}

/// Shows a picture, as PNG where the browser could draw one.
fn show(place: &Element, title: &str, sentence: &str, svg: &str, png: Option<&str>) {
    let link = |kind: &str, href: &str| {
        format!(r#"<a download="{title}.{kind}" href="{href}">下载{kind}</a>"#)
    };
    let (says, shown, png_link) = match png {
        Some(png) => ("图片画好了，长按可保存。", png, link("png", png)),
        None => ("这个浏览器画不出PNG，长按可保存SVG。", svg, String::new()),
    };
    let svg_link = link("svg", svg);
    place.set_inner_html(&format!(
        r#"<p>{says}</p><img src="{shown}" alt="{title}。{sentence}"><p>{png_link}{svg_link}</p>"#
    ));
}
