//! An indicator's chart: the sentence, the drawing, the line that reads a mark out, the
//! table, and the chart as a picture to keep.
//!
//! Every mark can be tapped, pointed at, and reached by keyboard: one stop for Tab, the
//! arrow keys from mark to mark. Colours are the theme's tokens, in the drawing's own
//! attributes, so that a saved picture has them too; shapes differ besides. Nothing moves.

use yew::prelude::*;

use crate::browser;
use crate::view::chart::{ChartView, HEIGHT, Label, Mark, Paint, Shape, WIDTH};
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

/// A picture to keep.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    svg: AttrValue,
    png: Option<AttrValue>,
}

/// An indicator's chart.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let ChartProps { id, chart, title, source, .. } = props;
    let chosen = use_state_eq(|| None::<u16>);
    let kept = use_state_eq(|| None::<Kept>);
    let drawing_id = format!("{id}-chart");
    let title_id = format!("{id}-chart-title");
    let n_marks = chart.marks.len() as u16;

    let on_point = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            if let Some(idx) = browser::number_at(&event, "data-mark") {
                chosen.set(Some(idx));
            }
        })
    };
    let on_key = {
        let drawing_id = drawing_id.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some(idx) = browser::number_at(&event, "data-mark") else { return };
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (idx + 1).min(n_marks - 1),
                "ArrowLeft" | "ArrowUp" => idx.saturating_sub(1),
                "Home" => 0,
                "End" => n_marks - 1,
                _ => return,
            };
            event.prevent_default();
            browser::focus_in_drawing(&format!("{drawing_id}-{to}"));
        })
    };
    let on_keep = {
        let (kept, drawing_id, props) = (kept.setter(), drawing_id.clone(), props.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(drawing) = browser::xml_of(&drawing_id) else { return };
            let caption = Caption {
                title: props.title.to_string(),
                sentence: props.chart.sentence.clone(),
                source: props.source.to_string(),
                address: format!("{}{}", browser::origin(), props.href),
            };
            let picture = picture(&drawing, &caption, &browser::token);
            let svg = browser::svg_address(&picture.svg);
            let pixels = |size: i32| (size * PICTURE_SCALE) as u32;
            let (width, height) = (pixels(picture.width), pixels(picture.height));
            let kept = kept.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let png = browser::png_address(&svg, width, height).await.map(AttrValue::from);
                kept.set(Some(Kept { svg: svg.into(), png }));
            });
        })
    };

    let mark = |(idx, mark): (u16, &Mark)| {
        let area = mark.area;
        let is_chosen = *chosen == Some(idx);
        let is_stop = idx == chosen.unwrap_or_default();
        html! {
            <g
                id={format!("{drawing_id}-{idx}")}
                class="chart__mark"
                role="img"
                aria-label={mark.label()}
                tabindex={if is_stop { "0" } else { "-1" }}
                data-mark={idx.to_string()}
                data-chosen={is_chosen.then_some("")}
            >
                <rect
                    x={area.x.to_string()}
                    y={area.y.to_string()}
                    width={area.width.to_string()}
                    height={area.height.to_string()}
                    rx="4"
                    fill="transparent"
                />
                { shape(&mark.shape) }
            </g>
        }
    };
    let row = |mark: &Mark| {
        html! {
            <tr>
                <th scope="row">{ mark.name.clone() }</th>
                <td><strong>{ mark.value.clone() }</strong></td>
                <td>{ mark.meaning.clone() }</td>
                <td>{ mark.role.origin() }</td>
            </tr>
        }
    };
    let readout = match chosen.and_then(|idx| chart.marks.get(usize::from(idx))) {
        Some(mark) => mark.label(),
        None => "点图上的标记，或用方向键逐个走，这里读出它的数。".to_owned(),
    };
    let download = |kind: &'static str, href: &AttrValue| {
        html! {
            <a href={href.clone()} download={format!("{id}.{}", kind.to_lowercase())}>
                { "下载" }{ kind }
            </a>
        }
    };
    let show_kept = |kept: &Kept| {
        let png = kept.png.as_ref();
        html! {
            <>
                <p>{ if png.is_some() {
                    "图片画好了，长按图片可保存。"
                } else {
                    "这个浏览器画不出PNG，可以长按或下载SVG图片。"
                } }</p>
                <img src={png.unwrap_or(&kept.svg).clone()} alt={format!("{title}。{}", chart.sentence)} />
                <p>
                    { for png.map(|png| download("PNG", png)) }
                    { download("SVG", &kept.svg) }
                </p>
            </>
        }
    };
    html! {
        <figure class="chart" aria-labelledby={title_id.clone()}>
            <figcaption id={title_id.clone()}>{ chart.sentence.clone() }</figcaption>
            <svg
                id={drawing_id.clone()}
                class="chart__drawing"
                role="group"
                aria-label={format!("{title}，图")}
                viewBox={format!("0 0 {WIDTH} {HEIGHT}")}
                width={WIDTH.to_string()}
                height={HEIGHT.to_string()}
                onclick={on_point.reform(Into::into)}
                onfocusin={on_point.reform(Into::into)}
                onpointerover={on_point.reform(Into::into)}
                onkeydown={on_key}
            >
                { for chart.shapes.iter().map(shape) }
                { for (0..).zip(&chart.marks).map(mark) }
                { for chart.labels.iter().map(label) }
            </svg>
            <p class="chart__readout" role="status">{ readout }</p>
            <p class="chart__source">{ source.clone() }</p>
            <details class="chart__table">
                <summary>{ "图上的数，列成表" }</summary>
                <table aria-labelledby={title_id}>
                    <thead>
                        <tr>
                            { for ["哪一年的什么", "数", "意思", "出处"].map(|name| html! {
                                <th scope="col">{ name }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>{ for chart.marks.iter().map(row) }</tbody>
                </table>
            </details>
            <button type="button" class="chart__keep" onclick={on_keep}>{ "存为图片" }</button>
            <div class="chart__kept" aria-live="polite">{ for kept.as_ref().map(show_kept) }</div>
        </figure>
    }
}

fn shape(shape: &Shape) -> Html {
    let (fill, stroke, width, dash) = match shape.paint {
        Paint::Grid => ("none", "var(--line)", "1", None),
        Paint::Axis => ("none", "var(--quiet)", "1", None),
        Paint::Hatch => ("none", "var(--quiet)", "0.75", None),
        Paint::Area => ("var(--accent-soft)", "none", "0", None),
        Paint::Ours => ("none", "var(--quiet)", "1.5", Some("5 4")),
        Paint::Bound => ("none", "var(--accent)", "2", None),
        Paint::Line => ("none", "var(--accent)", "4", None),
        Paint::Full => ("var(--accent)", "none", "0", None),
        Paint::Hollow => ("none", "var(--accent)", "2.5", None),
        Paint::HollowOurs => ("var(--box)", "var(--quiet)", "1.5", None),
        Paint::Own => ("var(--ink)", "var(--box)", "2", None),
    };
    html! {
        <path d={shape.d.clone()} {fill} {stroke} stroke-width={width} stroke-dasharray={dash} />
    }
}

fn label(label: &Label) -> Html {
    let (size, weight, fill) =
        if label.is_value { ("15", "600", "var(--ink)") } else { ("13", "400", "var(--quiet)") };
    html! {
        <text
            x={label.x.to_string()}
            y={label.y.to_string()}
            text-anchor={label.anchor}
            font-size={size}
            font-weight={weight}
            {fill}
            stroke="var(--box)"
            stroke-width="4"
            stroke-linejoin="round"
            paint-order="stroke"
            pointer-events="none"
        >
            { label.text.clone() }
        </text>
    }
}
