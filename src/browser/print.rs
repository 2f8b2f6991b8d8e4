//! Printing: whether the browser does it when it is asked to, and the words that a style
//! sheet cannot know, for the margins of the printed pages.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element};

use super::{document, window};

/// What browsers within other apps call themselves by. They have the function that prints,
/// and do nothing when it is called.
const IN_APP: [&str; 6] = ["MicroMessenger", "; wv)", " QQ/", "Weibo", "DingTalk", "AlipayClient"];

/// Whether the browser prints when the page asks it to.
pub fn can_print() -> bool {
    let print = js_sys::Reflect::get(&window(), &JsValue::from_str("print"));
    let agent = window().navigator().user_agent().unwrap_or_default();
    print.is_ok_and(|print| print.is_function()) && !is_in_app(&agent)
}

fn is_in_app(agent: &str) -> bool {
    // On iPhones only browsers of their own name Safari.
    IN_APP.iter().any(|name| agent.contains(name))
        || agent.contains("iPhone") && !agent.contains("Safari/")
}

/// Prints the page, as the browser does.
pub fn print() {
    drop(window().print());
}

/// Names the site, the page and its address in the margins of the printed pages, and on pages
/// with several chapters each chapter. To be called when the browser is about to print: to do
/// it before would make it lay the page out anew.
pub fn name_pages() {
    let document = document();
    let title = document.title();
    let (page, site) = title.rsplit_once(" · ").unwrap_or((&title, ""));
    let address = window().location().href().unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default();
    let address = js_sys::decode_uri(address).map_or_else(|_| address.to_owned(), String::from);
    let mut rules = format!(
        ":root{{--print-site:{};--print-page:{};--print-address:{};--print-foot:{}}}",
        css_string(site),
        css_string(page),
        css_string(&address),
        css_string(&["本页地址：", &address].concat())
    );
    if let Ok(chapters) = document.query_selector_all("section[data-chapter]") {
        for at in 0..chapters.length() {
            let chapter = chapters.get(at).and_then(|node| node.dyn_into::<Element>().ok());
            let Some(chapter) = chapter else { continue };
            let title = chapter.first_element_child().and_then(|heading| heading.text_content());
            let title = css_string(&title.unwrap_or_default());
            let number = chapter.get_attribute("data-chapter").unwrap_or_default();
            rules += &format!(
                "[data-chapter=\"{number}\"]{{page:chapter-{number}}}\
                 @page chapter-{number}{{@top-right{{content:{title}}}}}"
            );
        }
    }
    show_rules(&rules);
}

thread_local! {
    /// The style sheet that ends in rules of ours.
    static OURS: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) };
}

/// Puts `rules` for print behind all others, in the place of those before. They have to come
/// last: Chromium goes by the order of `@page` rules, not by their layers.
fn show_rules(rules: &str) {
    let end = |sheet: &CssStyleSheet| sheet.css_rules().map_or(0, |rules| rules.length());
    if let Some(sheet) = OURS.take() {
        drop(sheet.delete_rule(end(&sheet).saturating_sub(1)));
    }
    let sheets = document().style_sheets();
    let last = sheets.item(sheets.length().saturating_sub(1));
    let Some(sheet) = last.and_then(|it| it.dyn_into::<CssStyleSheet>().ok()) else { return };
    drop(sheet.insert_rule_with_index(&format!("@media print{{{rules}}}"), end(&sheet)));
    OURS.set(Some(sheet));
}

/// `words` as a string of a style sheet.
fn css_string(words: &str) -> String {
    format!("\"{}\"", words.replace(['"', '\\', '\n'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_within_apps_are_told_apart() {
        for (agent, is_within) in [
            (
                "Mozilla/5.0 (Linux; Android 14; V2309A; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50 NetType/WIFI",
                true,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI",
                true,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Mobile/15E148 SomeNews/9.1",
                true,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                false,
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/130.0.0.0 Mobile Safari/537.36",
                false,
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", false),
        ] {
            assert_eq!(is_in_app(agent), is_within, "{agent}");
        }
    }

    #[test]
    fn words_are_strings_of_a_style_sheet() {
        assert_eq!(css_string("第四章 “创新”"), "\"第四章 “创新”\"");
        assert_eq!(css_string("a\"b\\c\nd"), "\"a b c d\"");
    }
}
