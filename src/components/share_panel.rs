//! Passing something on: sending, copying, a card, or the forms of citing it.
//!
//! It opens where the reader asked for it and covers nothing. Every way has another beside
//! it that needs less of the browser: the link and the forms stand in fields to be selected
//! by hand, a card can be pressed long, and what the system or the clipboard refuses is
//! copied or said. What is made (the card) echoes what the reader just did and goes with the
//! panel, so the page's own elements keep it, as they do a chart's picture.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan::cite::BibliographicReference;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser;
use crate::browser::share::{self, Sent};
use crate::context::use_place;
use crate::view::markup::escaped;
use crate::view::share::Shared;

/// Properties of [`SharePanel`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SharePanelProps {
    /// What is passed on.
    pub shared: Shared,
    /// Whether it is to be cited rather than sent.
    pub is_citing: bool,
    /// The look of what it stands in.
    #[prop_or_default]
    pub class: Classes,
    /// Called when the reader is done.
    pub on_close: Callback<()>,
}

/// The panel. It opens at a reader's wish only, so what it asks the browser at its first
/// rendering no page that was made beforehand depends on.
#[component]
pub fn SharePanel(props: &SharePanelProps) -> Html {
    let place = use_place();
    let panel = use_node_ref();
    {
        let panel = panel.clone();
        use_effect_with(props.is_citing, move |_| {
            if let Some(panel) = panel.cast::<Element>() {
                browser::focus(&panel);
            }
        });
    }
    let Shared { name, location, .. } = &props.shared;
    let address = share::whole_address(&place.base.location_href(location));
    let reference = props.shared.reference(&place.plan, &address, share::today());
    let title = if props.is_citing { "引用" } else { "分享" };
    let heading = format!("{title}：{name}");
    let content = if props.is_citing {
        citing(&reference)
    } else {
        sending(&reference, &props.shared.message(&reference))
    };
    let markup = format!(
        r#"<div class="share-panel__head"><p>{}</p>{CLOSE}</div>{content}<div class="share-panel__made" aria-live="polite"></div>"#,
        escaped(&heading)
    );
    let on_key = {
        let on_close = props.on_close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                on_close.emit(());
            }
        }
    };
    let on_click = {
        let (shared, plan, on_close) =
            (props.shared.clone(), place.plan.clone(), props.on_close.clone());
        let reference = Rc::new(reference);
        move |event: MouseEvent| {
            // WebKit takes the selection that came with the focus back once the click is over.
            if let Some(field) = browser::closest(&event, "textarea") {
                Timeout::new(0, move || share::select_all(&field)).forget();
            }
            let Some(button) = browser::closest(&event, "[data-act]") else { return };
            match button.get_attribute("data-act").as_deref() {
                Some("send") => send(button, shared.message(&reference), reference.clone()),
                Some("draw") => {
                    let svg = shared.card(&plan, &reference).svg(&browser::token);
                    draw(button, svg, shared.name.clone());
                }
                Some("send-card") => send_card(&button),
                Some("close") => on_close.emit(()),
                _ => {}
            }
        }
    };
    let on_focus = |event: FocusEvent| {
        if let Some(field) = browser::closest(&event, "textarea") {
            share::select_all(&field);
        }
    };
    html! {
        <section
            ref={panel}
            class={classes!("share-panel", props.class.clone())}
            aria-label={heading}
            tabindex="-1"
            onkeydown={on_key}
            onclick={on_click}
            onfocusin={on_focus}
        >
            { Html::from_html_unchecked(markup.into()) }
        </section>
    }
}

const CLOSE: &str = r#"<button type="button" data-act="close" aria-label="收起">×</button>"#;

/// A field with a text to be selected by hand, and the button that copies it.
fn field(name: &str, text: &str, n_rows: usize) -> String {
    let (name, text) = (escaped(name), escaped(text));
    format!(
        r#"<div class="share-panel__field"><label>{name}<textarea readonly rows="{n_rows}" spellcheck="false">{text}</textarea></label><button type="button" data-copy="{text}" aria-label="复制{name}">复制</button></div>"#
    )
}

fn sending(reference: &BibliographicReference, message: &str) -> String {
    let address = &reference.address;
    let whole = escaped(&format!("{message}\n{address}"));
    // Where the browser has no menu of its own there is nothing to ask for.
    let send = if share::can_send() {
        r#"<button type="button" data-act="send">发给别人</button>"#
    } else {
        ""
    };
    let link = field("链接", address, 2);
    format!(
        r#"<div class="share-panel__actions">{send}<button type="button" data-copy="{whole}">复制文字和链接</button><button type="button" data-act="draw">做成图片</button></div>{link}"#
    )
}

fn citing(reference: &BibliographicReference) -> String {
    let forms = [
        ("GB/T 7714—2015", reference.gbt_7714(), 5),
        ("行文里用的", reference.plain(), 2),
        ("BibTeX", reference.bibtex(), 4),
        ("CSL-JSON", reference.csl_json(), 4),
    ];
    let fields: String = forms.iter().map(|(name, text, rows)| field(name, text, *rows)).collect();
    let missing =
        if reference.is_press { "报名、日期和版次" } else { "发布机构和日期" };
    format!(
        r#"<p class="share-panel__note">来源的文本没有写{missing}，这里也不写。点一下文字就全选。</p>{fields}"#
    )
}

/// Hands the message over to the system; where that fails, the link is copied or shown.
fn send(button: Element, message: String, reference: Rc<BibliographicReference>) {
    spawn_local(async move {
        if share::send(&reference.title, &message, &reference.address).await == Sent::Failed {
            copy_instead(&button);
        }
    });
}

/// Presses the button that copies the link, which says how it went.
fn copy_instead(button: &Element) {
    let copy = part_of_panel(button, ".share-panel__field [data-copy]");
    if let Some(copy) = copy.and_then(|copy| copy.dyn_into::<HtmlElement>().ok()) {
        copy.click();
    }
}

fn part_of_panel(element: &Element, selector: &str) -> Option<Element> {
    element.closest(".share-panel").ok()??.query_selector(selector).ok()?
}

/// Makes a picture of the card `svg` and shows it, to be pressed long, downloaded or sent.
fn draw(button: Element, svg: String, name: String) {
    let Some(made) = part_of_panel(&button, ".share-panel__made") else { return };
    spawn_local(async move {
        let svg = browser::svg_address(&svg);
        let png = browser::png_address(&svg).await;
        let (picture, kind) = match &png {
            Some(png) => (png, "png"),
            None => (&svg, "svg"),
        };
        let file_name = format!("{name}.{kind}");
        let file = png.as_ref().and_then(|png| share::file_to_send(png, &file_name));
        let send = match file {
            Some(_) => r#"<button type="button" data-act="send-card">发送图片</button>"#,
            None => "",
        };
        let (name, file_name) = (escaped(&name), escaped(&file_name));
        made.set_inner_html(&format!(
            r#"<p>长按图片可保存。</p><p class="share-panel__actions"><a download="{file_name}" href="{picture}">保存图片</a>{send}</p><img src="{picture}" alt="卡片：{name}">"#
        ));
    });
}

/// Hands the card over to the system; where that fails, it is still there to be pressed
/// long.
fn send_card(button: &Element) {
    let link = part_of_panel(button, ".share-panel__made a");
    let attribute = |name: &str| link.as_ref()?.get_attribute(name);
    let Some((png, name)) = attribute("href").zip(attribute("download")) else { return };
    let Some(file) = share::file_to_send(&png, &name) else { return };
    let button = button.clone();
    spawn_local(async move {
        if share::send_file(&file).await == Sent::Failed {
            button.set_text_content(Some("没有发出，请长按图片"));
        }
    });
}
