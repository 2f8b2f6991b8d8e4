//! For everyone: large type, fingers, keyboards, and readers who listen to the page.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use browser_tests::{
    axe,
    reader::{Reader, Setup},
    site::{Built, KINDS_OF_PAGES},
};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "长辈版 comes by a link or at a tap, stays, and is left by a link",
        elder_mode_comes_and_goes,
    );
    suite.case(
        Setup::ROOT,
        "in 长辈版 type, lines, paragraphs and what is tapped have the norm's sizes on every kind \
         of page",
        elder_mode_has_the_norms_sizes,
    );
    suite.case(
        Setup::ROOT,
        "what is tapped is as large as a finger on every kind of page",
        controls_are_as_large_as_a_finger,
    );
    suite.case(
        Setup::ROOT.as_wide_as(320),
        "no page scrolls sideways at 320 pixels, in the largest type, or with wider spacing",
        pages_flow_into_the_window,
    );
    suite.case(
        Setup::ROOT,
        "what has the focus is never under a bar",
        the_focus_is_never_under_a_bar,
    );
    suite.case(
        Setup::ROOT,
        "by keyboard alone a word is found, an indicator opened, the type made larger",
        a_keyboard_is_enough,
    );
    for (mode, theme) in [
        ("standard", "light"),
        ("standard", "dark"),
        ("standard", "paper"),
        ("elder", "light"),
        ("elder", "dark"),
    ] {
        let sentence = format!("axe finds nothing on any kind of page, {theme}, {mode}");
        // The rules look at the document and its styles, which the engines agree on.
        suite.chromium_case(&sentence, async move |reader| {
            axe_finds_nothing(reader, mode, theme).await
        });
    }
    for theme in ["light", "dark"] {
        let sentence = format!("axe finds nothing on what a reader has opened, {theme}");
        suite.chromium_case(&sentence, async move |reader| {
            axe_finds_nothing_on_what_is_open(reader, theme).await
        });
    }
    suite.chromium_case(
        "a chapter is read out in the plan's order, with numbers and footnotes in their place",
        a_chapter_is_read_out_in_order,
    );
}

const MODE: &str = "document.documentElement.dataset.mode";

async fn until_mode_is(reader: &Reader, mode: &str) -> Result<()> {
    reader.until(format!("the mode to be {mode}"), &format!("{MODE} === '{mode}'")).await
}

async fn elder_mode_comes_and_goes(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/?mode=elder#4.1.2").await?;
    until_mode_is(reader, "elder").await?;
    reader.until("the address to ask for nothing", "location.search === ''").await?;
    ensure!(reader.path().await? == "plan/4/#4.1.2", "expected to stay at the paragraph");
    reader.reload().await?;
    until_mode_is(reader, "elder").await?;
    reader.click(".page-foot .mode-link").await?;
    until_mode_is(reader, "standard").await?;
    reader.click(".settings summary").await?;
    reader.click("[data-mode-choice]").await?;
    until_mode_is(reader, "elder").await?;
    // Before the app, for whoever has no patience to wait for it.
    reader.visit("about/").await?;
    reader.expect("the page to open so", &format!("{MODE} === 'elder'")).await?;
    reader.until_ready().await?;
    reader.visit("about/?mode=standard").await?;
    reader.expect("a link to go over it", &format!("{MODE} === 'standard'")).await
}

/// Has these choices on the device.
async fn choose(reader: &Reader, choices: &[(&str, &str)]) -> Result<()> {
    // On a busy machine WebKit was seen to open the next page without what was stored on this one.
    for _ in 0..3 {
        reader.open("").await?;
        for (key, value) in choices {
            reader.value(&format!("localStorage.setItem('plan-reader.{key}', '{value}')")).await?;
        }
        reader.open("").await?;
        let mut are_kept = true;
        for (key, value) in choices {
            let is_kept = format!("localStorage.getItem('plan-reader.{key}') === '{value}'");
            are_kept &= reader.value(&is_kept).await? == true;
        }
        if are_kept {
            return Ok(());
        }
    }
    bail!("expected the choices {choices:?} to be kept")
}

/// The texts of a page that are smaller than `$min` pixels, in drawings as they are scaled.
const SMALL_TEXTS: &str = "(min => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || element.closest('script, style')) continue;
        if (!element.getClientRects().length) continue;
        const scale = element.getScreenCTM?.().a ?? 1;
        const size = parseFloat(getComputedStyle(element).fontSize) * scale;
        if (size < min) found.push(`${size} ${element.className} ${element.textContent.slice(0, 20)}`);
    }
    return found.slice(0, 5);
})";

/// The controls that stand by themselves and are smaller than `$min` pixels either way.
const SMALL_CONTROLS: &str = "(min => {
    const found = [];
    for (const element of document.querySelectorAll(
        'a[href], button, summary, input, select, textarea'
    )) {
        const { width, height } = element.getBoundingClientRect();
        const isInText = getComputedStyle(element).display === 'inline'
            || element.matches('.note-reference, .skip-link, .visually-hidden');
        if (!width || isInText) continue;
        // Whole pixels: engines round in their own ways.
        if (Math.round(width) < min || Math.round(height) < min) {
            found.push(`${width}x${height} ${element.className} in ${element.parentElement.className} \
                        ${element.textContent.slice(0, 20)}`);
        }
    }
    return found.slice(0, 5);
})";

async fn expect_none(reader: &Reader, what: &str, find: &str, min: u32) -> Result<()> {
    let found = reader.value(&format!("{find}({min})")).await?;
    let path = reader.path().await?;
    ensure!(found == json!([]), "{path}: expected no {what} below {min} pixels, but found {found}");
    Ok(())
}

async fn elder_mode_has_the_norms_sizes(reader: &mut Reader) -> Result<()> {
    choose(reader, &[("mode", "elder"), ("type-size", "-1")]).await?;
    for page in KINDS_OF_PAGES {
        reader.open(page).await?;
        until_mode_is(reader, "elder").await?;
        expect_none(reader, "text", SMALL_TEXTS, 18).await?;
        expect_none(reader, "control", SMALL_CONTROLS, 60).await?;
    }
    reader.open("plan/4/").await?;
    let spacing = reader
        .value(
            "(() => {
                const [first, second] = document.querySelectorAll(
                    '.paragraph:has(+ .paragraph) > .paragraph__text, \
                     .paragraph + .paragraph > .paragraph__text');
                const style = getComputedStyle(first);
                const line = parseFloat(style.lineHeight), size = parseFloat(style.fontSize);
                const between = second.getBoundingClientRect().top
                    - first.getBoundingClientRect().bottom;
                return { lines: line / size, paragraphs: between / (line - size) };
            })()",
        )
        .await?;
    let lines = spacing["lines"].as_f64().context("expected a number")?;
    let paragraphs = spacing["paragraphs"].as_f64().context("expected a number")?;
    ensure!(lines >= 1.3, "expected lines 1.3 apart, but found {lines}");
    ensure!(
        paragraphs >= 1.3,
        "expected a gap between paragraphs of 1.3 times that between lines, but found {paragraphs}"
    );
    choose(reader, &[("type-size", "4")]).await?;
    reader.open("plan/4/").await?;
    reader
        .until(
            "the largest type to be of 30 pixels or more",
            "parseFloat(getComputedStyle(document.querySelector('.paragraph__text')).fontSize) >= 30",
        )
        .await
}

async fn controls_are_as_large_as_a_finger(reader: &mut Reader) -> Result<()> {
    for page in KINDS_OF_PAGES {
        reader.open(page).await?;
        expect_none(reader, "control", SMALL_CONTROLS, 44).await?;
    }
    Ok(())
}

/// A reader's own style, with the spacing of WCAG 1.4.12. The page's policy lets none in as
/// markup; a browser's own settings come in by another way, and so does this.
const WIDER_SPACING: &str = "((style) => {
    style.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; \
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [style];
})(new CSSStyleSheet()) === undefined";

const FITS: &str = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";

async fn pages_flow_into_the_window(reader: &mut Reader) -> Result<()> {
    let setup = [("mode", "elder"), ("type-size", "4")];
    for choices in [&[][..], &setup] {
        choose(reader, choices).await?;
        // WebKitGTK's window grows no narrower than 447 pixels.
        reader.until("a narrow window", "innerWidth === 320 || innerWidth === 447").await?;
        for page in KINDS_OF_PAGES {
            reader.open(page).await?;
            reader.until(format!("{page} to fit into 320 pixels"), FITS).await?;
            if choices.is_empty() {
                reader.value(WIDER_SPACING).await?;
                reader.expect(format!("{page} to fit with wider spacing"), FITS).await?;
            }
        }
    }
    Ok(())
}

/// Whether what of the focused element's first line is in the window is covered by nothing.
const FOCUS_IS_SEEN: &str = "(element => {
    // Behind the last element the focus is the browser's own.
    if (element === document.body || !element.matches(':focus')) return true;
    const line = element.getClientRects()[0];
    const left = Math.max(line.left, 0), top = Math.max(line.top, 0);
    const x = (left + Math.min(line.right, left + 40)) / 2;
    const y = (top + Math.min(line.bottom, top + 40)) / 2;
    const seen = document.elementFromPoint(x, y);
    const isSeen = element.contains(seen)
        || seen?.contains(element) && !seen.matches('.foot-bars *, .page-bar *');
    return isSeen || `${element.outerHTML.slice(0, 99)} at ${x}, ${y} under ${seen?.className}`;
})(document.activeElement)";

async fn the_focus_is_never_under_a_bar(reader: &mut Reader) -> Result<()> {
    for page in ["plan/4/?q=创新", "indicators/"] {
        reader.open(page).await?;
        for backwards in [false, true] {
            for _ in 0..40 {
                match backwards {
                    false => reader.press(Key::Tab).await?,
                    true => reader.press_with_shift(Key::Tab).await?,
                }
                reader.until(format!("the focus on {page} to be in view"), FOCUS_IS_SEEN).await?;
            }
        }
    }
    Ok(())
}

/// Presses Tab until what has the focus matches.
async fn tab_to(reader: &Reader, selector: &str) -> Result<()> {
    for _ in 0..200 {
        let has_focus = format!("document.activeElement.matches(`{selector}`)");
        if reader.value(&has_focus).await? == Value::Bool(true) {
            return Ok(());
        }
        reader.press(Key::Tab).await?;
    }
    let place = reader.path().await?;
    bail!("expected Tab to come to `{selector}` on {place}, but it did not")
}

async fn a_keyboard_is_enough(reader: &mut Reader) -> Result<()> {
    reader.open("").await?;
    tab_to(reader, ".search-way a").await?;
    reader.press(Key::Enter).await?;
    reader
        .until("the search field to have the focus", "document.activeElement.type === 'search'")
        .await?;
    reader.browser.client.active_element().await?.send_keys("长期护理保险").await?;
    tab_to(reader, ".found a").await?;
    reader.press(Key::Enter).await?;
    reader
        .until("the words to be on the page", "document.querySelector('.hit-bar') !== null")
        .await?;

    reader.open("indicators/").await?;
    tab_to(reader, ".entry__name a").await?;
    reader.press(Key::Enter).await?;
    reader.until("an indicator's page", "/indicators\\/14-1\\/$/.test(location.pathname)").await?;
    reader
        .until("its heading to have the focus", "document.activeElement.tagName === 'H1'")
        .await?;
    tab_to(reader, "svg [tabindex='0']").await?;

    reader.open("about/").await?;
    tab_to(reader, ".settings summary").await?;
    reader.press(Key::Enter).await?;
    tab_to(reader, "[data-type-size=up]").await?;
    reader.press(Key::Enter).await?;
    reader.until("larger type", "document.documentElement.dataset.typeSize === '1'").await
}

async fn axe_finds_nothing(reader: &Reader, mode: &str, theme: &str) -> Result<()> {
    choose(reader, &[("mode", mode), ("theme", theme)]).await?;
    for page in KINDS_OF_PAGES {
        reader.open(page).await?;
        until_mode_is(reader, mode).await?;
        let found = axe::findings(&reader.browser).await?;
        ensure!(found == json!([]), "{page}: expected axe to find nothing, but found {found}");
    }
    Ok(())
}

/// Opens all that folds out on a page, and what its links open in place. Lines out of sight are
/// laid out too: by their remembered heights they would lie over each other.
const OPEN_ALL: &str = "(() => {\
    const closed = () => [...document.querySelectorAll('main a[aria-expanded=false]')];\
    document.querySelectorAll('main details').forEach(it => { it.open = true; });\
    closed().forEach(it => it.click());\
    [...document.querySelectorAll('main *')]\
        .filter(it => getComputedStyle(it).contentVisibility === 'auto')\
        .forEach(it => { it.style.contentVisibility = 'visible'; });\
    return closed().length;\
})()";

async fn axe_finds_nothing_on_what_is_open(reader: &Reader, theme: &str) -> Result<()> {
    let check = async |what: &str| -> Result<()> {
        let found = axe::findings(&reader.browser).await?;
        ensure!(found == json!([]), "{what}: expected axe to find nothing, but found {found}");
        Ok(())
    };
    choose(reader, &[("theme", theme)]).await?;
    for page in KINDS_OF_PAGES {
        reader.open(page).await?;
        let n_closed = reader.value(OPEN_ALL).await?;
        ensure!(n_closed == 0, "{page}: expected all links to open, but {n_closed} did not");
        check(page).await?;
    }
    for (page, clicks) in [
        ("plan/4/", &["[id='4.1.3'] > [data-permalink]"][..]),
        ("plan/4/", &["[id='4.1.3'] > [data-permalink]", "#passage-share"]),
        ("plan/4/", &["[id='4.1.3'] > [data-permalink]", "#passage-cite"]),
        ("plan/4/", &["[id='4.1.3'] > [data-permalink]", ".passage-bar [data-listen]"]),
        ("maps/", &[".settings summary"]),
        ("plan/4/", &["#page-share"]),
        ("plan/4/", &["#page-cite"]),
        ("plan/4/?q=创新", &[".hit-bar button"]),
        ("indicators/14-12/", &[".chart__mark", ".chart__keep"]),
        ("indicators/?compare=14-12,14-14", &[".chip:not(:disabled)"]),
        ("search/?q=太湖", &[".chip:not(:disabled)"]),
    ] {
        reader.open(page).await?;
        for selector in clicks {
            reader.click(selector).await?;
        }
        check(&format!("{page}, {clicks:?}")).await?;
    }
    Ok(())
}

async fn a_chapter_is_read_out_in_order(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    let command = json!({ "cmd": "Accessibility.getFullAXTree", "params": {} });
    let answer = reader.browser.vendor_command("goog/cdp/execute", command).await?;
    let nodes = answer["nodes"].as_array().context("expected the tree's nodes")?;
    let by_id = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    let mut heard = String::new();
    let mut open = vec![nodes.first().context("expected a tree")?];
    while let Some(node) = open.pop() {
        match node["role"]["value"].as_str() {
            Some("StaticText") => {
                heard.push_str(node["name"]["value"].as_str().unwrap_or_default())
            }
            Some("InlineTextBox") => {}
            _ => {
                let children = node["childIds"].as_array().into_iter().flatten();
                open.extend(children.rev().filter_map(by_id));
            }
        }
    }
    heard.retain(|ch| !ch.is_whitespace());
    let file = Built::Root.folder()?.join("data/plan.json");
    let plan: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    let blocks = plan["blocks"].as_array().context("expected the plan's blocks")?;
    let mut rest = heard.as_str();
    let mut n_blocks = 0;
    for block in blocks {
        let (id, kind) = (block["id"].as_str(), block["kind"].as_str());
        let (Some(id), Some(kind), Some(text)) = (id, kind, block["text"].as_str()) else {
            continue;
        };
        if !(id == "4" || id.starts_with("4.")) {
            continue;
        }
        let mut words: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
        if kind == "paragraph" {
            // Its number comes first, a footnote's where the mark stands.
            words.insert_str(0, id.rsplit('.').next().unwrap_or_default());
            words = words.replace("“五坚持五提升”的", "“五坚持五提升”1的");
        }
        let (_, after) = rest.split_once(&words).with_context(|| {
            format!("expected to hear {id} (`{words}`) after what came before it")
        })?;
        rest = after;
        n_blocks += 1;
    }
    ensure!(n_blocks > 25, "expected the blocks of chapter 4, but found {n_blocks}");
    ensure!(rest.contains("坚持党管人才"), "expected the footnote to be heard behind the text");
    Ok(())
}
