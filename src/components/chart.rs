//! An indicator's chart: the sentence, the drawing, the line that reads a mark out, the
//! table, and the chart as a picture to keep.
//!
//! Every mark can be tapped, pointed at, and reached by keyboard: one stop for Tab, the
//! arrow keys from mark to mark. The drawing and the rows come as markup from the view
//! model, and the marks' own state (which one Tab comes to) lives in it: elements of
//! Yew's for the same would weigh 10 KB in the compressed WASM.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::view::chart::{ChartView, escaped};
use crate::view::picture::{Caption, picture};

/// Properties of [`Chart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChartProps {
    /// The id of the indicator, or of its part.
    pub id: AttrValue,
    /// The chart.
    pub chart: ChartView,
    /// The name of what is drawn.
    pub title: AttrValue,
    /// The plan, and the indicator's number in it.
    pub source: AttrValue,
    /// The page's address on its host.
    pub href: AttrValue,
}

/// How many pixels a saved picture has for one of the drawing's units.
const PICTURE_SCALE: i32 = 3;
const MARK: &str = ".chart__mark";

/// An indicator's chart.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let ChartProps { id, chart, source, .. } = props;
    let readout = use_state_eq(|| {
        AttrValue::from("点图上的标记，或用方向键逐个走，这里读出它的数。")
    });
    let kept = use_state_eq(AttrValue::default);
    let title_id = AttrValue::from(format!("{id}-chart-title"));

    let on_point = {
        let readout = readout.setter();
        Callback::from(move |event: Event| {
            if let Some(mark) = browser::closest(&event, MARK) {
                readout.set(mark.get_attribute("aria-label").unwrap_or_default().into());
            }
        })
    };
    let on_keep = {
        let (kept, props) = (kept.setter(), props.clone());
        Callback::from(move |_: MouseEvent| spawn_local(keep(props.clone(), kept.clone())))
    };
    let markup = |markup: &str| Html::from_html_unchecked(markup.to_owned().into());
    html! {
        <figure class="chart" aria-labelledby={title_id.clone()}>
            <figcaption id={title_id}>{ chart.sentence.clone() }</figcaption>
            <div
                onfocusin={on_point.reform(Into::into)}
                onpointerover={on_point.reform(Into::into)}
                onkeydown={on_key}
            >
                { markup(&chart.drawing) }
            </div>
            <p class="chart__readout" role="status">{ (*readout).clone() }</p>
            <p class="chart__source">{ source.clone() }</p>
            { markup(&format!(
                "<details class=chart__table><summary>图上的数，列成表</summary><table><thead><tr>\
                 <th scope=col>哪一年的什么<th scope=col>数<th scope=col>意思<th scope=col>出处\
                 </thead><tbody>{}</tbody></table></details>",
                chart.table_rows(),
            )) }
            <button type="button" class="chart__keep" onclick={on_keep}>{ "存为图片" }</button>
            <div class="chart__kept" aria-live="polite">{ markup(&kept) }</div>
        </figure>
    }
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

/// Makes the picture and shows it, to be pressed long or downloaded.
async fn keep(props: ChartProps, kept: UseStateSetter<AttrValue>) {
    let ChartProps { id, chart, title, source, href } = props;
    let alt = escaped(&format!("{title}。{}", chart.sentence));
    let caption = Caption {
        title: title.to_string(),
        sentence: chart.sentence,
        source: source.to_string(),
        address: format!("{}{href}", browser::origin()),
    };
    let picture = picture(&chart.drawing, &caption, &browser::token);
    let svg = browser::svg_address(&picture.svg);
    let pixels = |size: i32| (size * PICTURE_SCALE) as u32;
    let (width, height) = (pixels(picture.width), pixels(picture.height));
    let png = browser::png_address(&svg, width, height).await;
    let (says, shown, png) = match &png {
        Some(png) => (
            "图片画好了，长按可保存。",
            png,
            format!(r#"<a download="{id}.png" href="{png}">下载PNG</a>"#),
        ),
        None => ("这个浏览器画不出PNG，可以用SVG。", &svg, String::new()),
    };
    kept.set(
        format!(
            r#"<p>{says}</p><img src="{shown}" alt="{alt}"><p>{png}<a download="{id}.svg" href="{svg}">下载SVG</a></p>"#
        )
        .into(),
    );
}
