//! When something is missing: scripts, the app, the network.

use anyhow::{Result, ensure};
use browser_tests::{
    reader::{Reader, Setup},
    site::KINDS_OF_PAGES,
};
use serde_json::json;

use crate::Suite;

/// A header under which no script of the page runs, as if scripting were off. (With scripting off
/// in the browser's own settings, WebDriver could not look at the page either.)
const NO_SCRIPTS: (&str, &str) = ("content-security-policy", "script-src 'none'");

/// The browser and the page both tell that the file is missing.
const WITHOUT_WASM: [&str; 6] =
    [".wasm", "404", "Failed to fetch", "NetworkError", "Load failed", "integrity"];

/// What elements look like in the page before its app has started: each one's place and what
/// its styles come to, but for what is folded up.
const LOOKS: &str = "(() => {
    const names = ['display', 'position', 'visibility', 'opacity', 'color', 'background-color',
        'font', 'text-align', 'text-decoration', 'letter-spacing', 'white-space', 'margin',
        'padding', 'border', 'border-radius', 'box-shadow', 'transform', 'overflow', 'cursor',
        'scroll-margin', 'fill', 'stroke', 'z-index', 'content'];
    const looks = (element, part) => {
        const style = getComputedStyle(element, part);
        return names.map((name) => name + ': ' + style.getPropertyValue(name));
    };
    return [...document.querySelectorAll('html, body, body *')]
        .filter((element) => !element.closest('#script-notice, details:not([open]) > :not(summary)'))
        .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [element.outerHTML.slice(0, 120), [x, y, width, height].join(),
                ...looks(element), ...looks(element, '::before'), ...looks(element, '::after')];
        });
})()";

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT
            .with_header(NO_SCRIPTS.0, NO_SCRIPTS.1)
            // The browser tells that it has obeyed the header.
            .tolerating(&["Content Security Policy", "Content-Security-Policy"]),
        "with scripting off, text, box, table and footnote can be read",
        all_can_be_read_without_script,
    );
    suite.case(
        Setup::ROOT.without_files_ending_in(".wasm").tolerating(&WITHOUT_WASM),
        "without the WASM file the text can be read and a line says what is missing",
        the_text_stays_without_wasm,
    );
    for (setup, window) in
        [(Setup::ROOT, "a phone"), (Setup::ROOT.as_wide_as(1280), "a wide window")]
    {
        suite.case(
            setup.without_files_ending_in(".wasm").tolerating(&WITHOUT_WASM),
            &format!("in {window} pages look as they will when the file with all styles has come"),
            pages_have_the_styles_that_they_start_with,
        );
    }
    for setup in [Setup::ROOT, Setup::SUB_PATH] {
        let place = setup.built().public_url();
        suite.case(
            setup,
            &format!("after one visit to {place} everything opens with the server stopped"),
            everything_opens_offline,
        );
    }
}

/// Requires an element to show text: to have some, and room for it.
async fn can_be_read(reader: &Reader, selector: &str, n_chars: usize) -> Result<()> {
    reader
        .until(
            format!("`{selector}` to show {n_chars} characters or more"),
            &format!(
                "((element) => element !== null && element.checkVisibility()
                    && element.getBoundingClientRect().height > 10
                    && element.innerText.trim().length >= {n_chars})
                 (document.querySelector(\"{selector}\"))"
            ),
        )
        .await
}

async fn all_can_be_read_without_script(reader: &mut Reader) -> Result<()> {
    reader.visit("plan/4/").await?;
    can_be_read(reader, "main#main h1", 5).await?;
    can_be_read(reader, "[id='4.1.3'] .paragraph__text", 40).await?;
    can_be_read(reader, "[id='n1']", 40).await?;
    reader
        .expect("no app to have started", "!document.documentElement.hasAttribute('data-ready')")
        .await?;
    reader.visit("plan/2/").await?;
    can_be_read(reader, "[id='b1']", 100).await?;
    reader.visit("plan/1/").await?;
    can_be_read(reader, "[id='t1'] td", 1).await?;
    reader.visit("indicators/").await?;
    can_be_read(reader, ".entry__values", 10).await?;
    reader.visit("indicators/14-6/").await?;
    can_be_read(reader, ".chart figcaption", 40).await?;
    reader.visit("targets/").await?;
    can_be_read(reader, ".target", 20).await?;
    reader.visit("qa/6/").await?;
    can_be_read(reader, "[id='q6.1'] .paragraph__text", 400).await?;
    reader.visit("compare/").await?;
    can_be_read(reader, ".edition__text", 20).await?;
    reader.visit("checks/").await?;
    can_be_read(reader, ".check", 40).await?;
    reader.click("a[href$='/plan/']").await?;
    can_be_read(reader, "main#main a[href$='/plan/4/']", 5).await
}

async fn the_text_stays_without_wasm(reader: &mut Reader) -> Result<()> {
    reader.visit("plan/4/").await?;
    can_be_read(reader, "#script-notice", 10).await?;
    can_be_read(reader, "[id='4.1.3'] .paragraph__text", 40).await?;
    reader
        .expect(
            "the notice in Chinese",
            "/\\p{Script=Han}/u.test(document.querySelector('#script-notice').innerText)",
        )
        .await
}

async fn pages_have_the_styles_that_they_start_with(reader: &mut Reader) -> Result<()> {
    for page in KINDS_OF_PAGES {
        reader.visit(page).await?;
        can_be_read(reader, "#script-notice", 10).await?;
        for attributes in ["", "data-theme=dark", "data-mode=elder data-type-size=4"] {
            let differences = format!(
                "((sheet, root, attributes) => {{
                    root.setAttribute('data-script', 'on');
                    document.querySelector('#script-notice').hidden = true;
                    for (const attribute of attributes) root.setAttribute(...attribute.split('='));
                    scrollTo(0, 0);
                    const withAll = {LOOKS};
                    sheet.disabled = true;
                    const withOwn = {LOOKS};
                    sheet.disabled = false;
                    return [withAll.length > 20, ...withAll.flatMap(([element, ...looks], at) =>
                        looks.flatMap((look, idx) => look === withOwn[at][idx + 1] ? [] :
                            [`${{element}}: ${{look}}, but at first ${{withOwn[at][idx + 1]}}`]))
                        .slice(0, 10)];
                }})(document.querySelector('head > link[rel=stylesheet]').sheet,
                    document.documentElement, '{attributes}'.split(' ').filter(Boolean))"
            );
            let found = reader.value(&differences).await?;
            ensure!(
                found == json!([true]),
                "expected /{page} with `{attributes}` to look the same, but found {found:#}"
            );
        }
    }
    Ok(())
}

async fn everything_opens_offline(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader
        .until(
            "all to be kept for offline reading",
            "document.documentElement.dataset.offline === 'ready'",
        )
        .await?;
    reader.stop_server();

    reader.reload().await?;
    can_be_read(reader, "[id='4.1.3'] .paragraph__text", 40).await?;
    reader.open("plan/7/#7.1.1").await?;
    reader.until_landed_on("7.1.1").await?;
    reader.click("a[rel=next]").await?;
    reader.until("chapter 8", "document.title.includes('第八章')").await?;
    for page in
        ["", "plan/", "indicators/", "indicators/14-6/", "targets/", "glossary/", "maps/", "about/"]
    {
        reader.open(page).await?;
        can_be_read(reader, "main#main h1", 2).await?;
    }
    reader.restart_server()?;
    reader.reload().await
}
