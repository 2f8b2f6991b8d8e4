//! Printing: whether the browser does it when it is asked to, and the words that a style
//! sheet cannot know, for the margins of the printed pages.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, HtmlElement};

use super::{document, root_element, window};

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

thread_local! {
    /// Whether the style sheet has the rules for the chapters already.
    static HAS_CHAPTER_HEADS: Cell<bool> = const { Cell::new(false) };
}

/// Names the site and the page in the margins of the printed pages, with the address of what
/// is shown.
pub fn set_running_heads(site: &str, page: &str) {
    let root = root_element();
    let Some(root) = root.dyn_ref::<HtmlElement>() else { return };
    let address = window().location().href().unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default();
    let address = js_sys::decode_uri(address).map_or_else(|_| address.to_owned(), String::from);
    for (name, words) in
        [("--print-site", site), ("--print-page", page), ("--print-address", &address)]
    {
        drop(root.style().set_property(name, &css_string(words)));
    }
}

/// Names each chapter in the margins of the pages that it is printed on: elements with the
/// attribute `data-chapter` of these values, and the chapters' titles.
pub fn set_chapter_heads<'a>(chapters: impl Iterator<Item = (&'a str, String)>) {
    if HAS_CHAPTER_HEADS.replace(true) {
        return;
    }
    // Chromium goes by the order of `@page` rules, not by their layers.
    let sheets = document().style_sheets();
    let last = sheets.item(sheets.length().saturating_sub(1));
    let Some(sheet) = last.and_then(|it| it.dyn_into::<CssStyleSheet>().ok()) else {
        return;
    };
    for (chapter, title) in chapters {
        // What a browser does not know it leaves out.
        for rule in [
            format!("[data-chapter=\"{chapter}\"]{{page:chapter-{chapter}}}"),
            format!("@page chapter-{chapter}{{@top-right{{content:{}}}}}", css_string(&title)),
        ] {
            let end = sheet.css_rules().map_or(0, |rules| rules.length());
            drop(sheet.insert_rule_with_index(&rule, end));
        }
    }
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
