//! The JavaScript package on somebody else's page: plain HTML, its own server, a strict content
//! security policy.

use std::{env, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use browser_tests::{
    Engine, axe,
    driver::{Browser, DEADLINE, POLL_PERIOD, Viewport},
    site,
};
use fantoccini::Locator;
use serde_json::Value;
use xtask::server::Site;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.trial("somebody's page asks the package for the plan's data", a_page_asks);
    suite.trial(
        "an indicator's chart stands on somebody's page, with its table and source",
        an_indicators_chart,
    );
    suite.trial("a paragraph is quoted on somebody's page, with its source", a_quoted_paragraph);
    suite.trial("an element that names nothing says so, and then shows what it is given", unknown);
    suite.trial("axe finds nothing in the elements, light and dark", axe_finds_nothing);
    suite.trial("the arrow keys go from mark to mark in an element's chart", arrow_keys);
}

/// What the page may do: nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      connect-src 'self'; style-src 'self'; img-src 'self'";

const SHADOW: &str = "((selector) => document.querySelector(selector)?.shadowRoot)";

/// Opens a page that has the package beside it and these elements in it, and lets `case` look.
/// Requires an empty console, and requests to the page's own server alone.
async fn on_a_page(
    engine: Engine,
    body: &str,
    case: impl AsyncFnOnce(&Browser) -> Result<()>,
) -> Result<()> {
    let package = env::var_os("PLAN_READER_PACKAGE").context(
        "expected PLAN_READER_PACKAGE to name the built package, but found nothing; \
         `cargo xtask test` builds it and runs this",
    )?;
    let folder = tempfile::tempdir()?;
    copy(Path::new(&package), &folder.path().join("plan-reader"))?;
    // Every event and every refusal of the policy is told on the page.
    fs::write(
        folder.path().join("page.js"),
        "import { open } from './plan-reader/index.js';
         const told = { events: [], refused: [] };
         window.told = told;
         addEventListener('securitypolicyviolation', (event) =>
             told.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
         for (const element of document.querySelectorAll('plan-indicator, plan-quotation')) {
             for (const name of ['load', 'error']) {
                 element.addEventListener(name, (event) => {
                     told.events.push(`${element.localName} ${name} ${event.error?.message ?? ''}`);
                 });
             }
         }
         await import('./plan-reader/elements.js');
         window.plan = await open();
         document.body.dataset.done = '';",
    )?;
    let page = format!(
        "<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>别人的网页</title>\
         <link rel=icon href=icon.svg><main><h1>别人的网页</h1>{body}</main>\
         <script type=module src=page.js></script>"
    );
    fs::write(folder.path().join("index.html"), page)?;
    fs::write(
        folder.path().join("icon.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
    )?;
    let server =
        site::serve(Site::new(folder.path()).with_header("content-security-policy", POLICY))?;
    let browser = Browser::open(engine, Viewport::PHONE).await?;
    browser.client.goto(&server.url()).await?;
    browser
        .client
        .wait()
        .at_most(DEADLINE)
        .every(POLL_PERIOD)
        .for_element(Locator::Css("[data-done]"))
        .await
        .context("expected the page to open the plan")?;
    let outcome = case(&browser).await;
    let elsewhere = "performance.getEntriesByType('resource').map((it) => it.name)
        .filter((name) => !name.startsWith(location.origin + '/'))";
    let elsewhere = value(&browser, elsewhere).await;
    let refused = value(&browser, "told.refused").await;
    let complaints = browser.take_complaints().await?;
    browser.close().await?;
    ensure!(complaints.is_empty(), "expected an empty console, but found {complaints:?}");
    outcome?;
    ensure!(elsewhere? == Value::Array(vec![]), "expected requests to the page's server only");
    let refused = refused?;
    ensure!(refused == Value::Array(vec![]), "expected all to be allowed, but found {refused}");
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("expected {}", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

async fn value(browser: &Browser, expression: &str) -> Result<Value> {
    let script = format!("return ({expression})");
    let value = browser.client.execute(&script, Vec::new()).await;
    value.with_context(|| format!("expected `{expression}` to have a value"))
}

/// Waits until an expression is true.
async fn until(browser: &Browser, what: &str, expression: &str) -> Result<()> {
    let started = std::time::Instant::now();
    loop {
        let found = value(browser, expression).await?;
        if found == Value::Bool(true) {
            return Ok(());
        }
        if started.elapsed() > DEADLINE {
            bail!("expected {what}, but found `{expression}` to be {found}");
        }
        tokio::time::sleep(POLL_PERIOD).await;
    }
}

async fn a_page_asks(engine: Engine) -> Result<()> {
    on_a_page(engine, "", async |browser| {
        let asked = "[
            plan.title.includes('第十四个五年规划'),
            plan.block('4.1.3').parent === '4.1',
            plan.search('养老').literalHits === plan.search('养老').literal
                .reduce((sum, it) => sum + it.hits.length, 0),
            plan.indicator('14-12').values.map((it) => it.value).join() === '77.4,60',
            plan.targets().length === 135,
            plan.topics().length === 16 && plan.places().length === 24,
            plan.checks().length === 14,
            plan.cite('4.1.3', { address: location.href }).place === '第二篇第四章第一节第3段',
        ].every(Boolean)";
        until(browser, "the plan's own values", asked).await?;
        let wrong = "(() => { try { plan.block('99'); } catch (error) {
            return error.name === 'Error' && /^expected .*, but found `99`$/.test(error.message)
                && plan.block('4').kind === 'chapter'; } })()";
        until(browser, "an error, and a plan that answers on", wrong).await
    })
    .await
}

async fn an_indicators_chart(engine: Engine) -> Result<()> {
    let body =
        "<plan-indicator indicator=14-12 site=https://plan.example.org/wuxi></plan-indicator>
                <plan-indicator id=without indicator=14-20></plan-indicator>";
    on_a_page(engine, body, async |browser| {
        let root = format!("{SHADOW}('plan-indicator')");
        until(browser, "a chart", &format!("!!{root}.querySelector('svg')")).await?;
        for (what, expression) in [
            ("its name as heading", "root.querySelector('h2').textContent === '五年新增城镇就业（万人）'"),
            (
                "a drawing with a name and a mark a value, each with what it says",
                "root.querySelector('svg').namespaceURI === 'http://www.w3.org/2000/svg'
                    && root.querySelector('svg').getAttribute('aria-label').includes('万人')
                    && [...root.querySelectorAll('.chart__mark')]
                        .map((mark) => mark.getAttribute('aria-label'))
                        .includes('2025年目标：[60]（五年累计60万人）')",
            ),
            (
                "the same in the table",
                "root.querySelectorAll('tbody tr').length
                    === root.querySelectorAll('.chart__mark').length
                    && root.querySelector('tbody').textContent.includes('五年累计60万人')",
            ),
            (
                "a sentence and the source",
                "root.querySelector('.sentence').textContent.includes('60万人')
                    && root.querySelector('.source').textContent.includes('第12项')",
            ),
            (
                "the way to its page",
                "root.querySelector('.source a').href
                    === 'https://plan.example.org/wuxi/indicators/14-12/'",
            ),
            (
                "its own style, in a policy that allows none inline",
                "getComputedStyle(document.querySelector('plan-indicator')).borderTopWidth === '1px'
                    && getComputedStyle(root.querySelector('svg')).display === 'block'",
            ),
        ] {
            until(browser, what, &format!("((root) => {expression})({root})")).await?;
        }
        let without = format!(
            "((root) => !root.querySelector('svg') && !root.querySelector('a')
                && root.textContent.includes('规划没有写数，所以没有画图')
                && root.querySelectorAll('tbody tr').length === 2)({SHADOW}('#without'))"
        );
        until(browser, "the reason and the values where there is no chart", &without).await?;
        let loaded = "told.events.filter((it) => it === 'plan-indicator load ').length === 2";
        until(browser, "an event each", loaded).await
    })
    .await
}

async fn a_quoted_paragraph(engine: Engine) -> Result<()> {
    let body = "<plan-quotation block=4.1.3 site=https://plan.example.org/></plan-quotation>";
    on_a_page(engine, body, async |browser| {
        let root = format!("{SHADOW}('plan-quotation')");
        until(browser, "a quotation", &format!("!!{root}.querySelector('blockquote')")).await?;
        for (what, expression) in [
            (
                "the plan's words",
                "root.querySelector('blockquote').textContent === plan.block('4.1.3').text",
            ),
            (
                "the source, and the way to it",
                "root.querySelector('.source').textContent
                    .includes('规划和二〇三五年远景目标纲要》第二篇第四章第一节第3段')
                    && root.querySelector('a').href === 'https://plan.example.org/plan/4/#4.1.3'
                    && root.querySelector('blockquote').cite === root.querySelector('a').href",
            ),
        ] {
            until(browser, what, &format!("((root) => {expression})({root})")).await?;
        }
        value(browser, "document.querySelector('plan-quotation').block = '4.1.4'").await?;
        let next =
            format!("{root}.querySelector('blockquote').textContent === plan.block('4.1.4').text");
        until(browser, "the next paragraph", &next).await
    })
    .await
}

async fn unknown(engine: Engine) -> Result<()> {
    let body = "<plan-indicator indicator=14-99></plan-indicator>
                <plan-indicator id=whole indicator=13-31></plan-indicator>
                <plan-quotation block='<b>'></plan-quotation>";
    on_a_page(engine, body, async |browser| {
        for (element, says) in [
            ("plan-indicator", "没有找到指标“14-99”。"),
            ("#whole", "例如 13-31-1。"),
            ("plan-quotation", "没有找到段落“<b>”。"),
        ] {
            let message = format!(
                "{SHADOW}('{element}').querySelector('.message')?.textContent.includes('{says}')"
            );
            until(browser, says, &message).await?;
        }
        let told = "told.events.filter((it) => it.includes(' error ')).length === 3";
        until(browser, "an event each", told).await?;
        value(
            browser,
            "document.querySelector('plan-indicator').setAttribute('indicator', '14-6')",
        )
        .await?;
        let chart = format!("!!{SHADOW}('plan-indicator').querySelector('svg')");
        until(browser, "the chart", &chart).await
    })
    .await
}

async fn axe_finds_nothing(engine: Engine) -> Result<()> {
    let elements = ["light", "dark"].map(|theme| {
        format!(
            "<plan-indicator theme={theme} indicator=14-12 site=https://plan.example.org/></plan-indicator>
             <plan-indicator theme={theme} indicator=14-99></plan-indicator>
             <plan-quotation theme={theme} block=4.1.3 site=https://plan.example.org/></plan-quotation>"
        )
    });
    on_a_page(engine, &elements.concat(), async |browser| {
        until(browser, "all elements to stand", "told.events.length === 6").await?;
        // Tables and links that are folded away are looked over too.
        let unfold = "[...document.querySelectorAll('plan-indicator')]
            .flatMap((it) => [...it.shadowRoot.querySelectorAll('details')])
            .map((it) => { it.open = true; }).length";
        value(browser, unfold).await?;
        let found = axe::findings(browser).await?;
        ensure!(found == Value::Array(vec![]), "expected axe to find nothing, but found {found}");
        Ok(())
    })
    .await
}

async fn arrow_keys(engine: Engine) -> Result<()> {
    let body = "<plan-indicator indicator=14-6></plan-indicator>";
    on_a_page(engine, body, async |browser| {
        let root = format!("{SHADOW}('plan-indicator')");
        let marks = format!("[...{root}.querySelectorAll('.chart__mark')]");
        until(browser, "six marks", &format!("{marks}.length === 6")).await?;
        value(browser, &format!("{marks}[0].focus()")).await?;
        for idx in 1..6 {
            let key = "new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, composed: true })";
            value(browser, &format!("{root}.activeElement.dispatchEvent({key})")).await?;
            let moved = format!(
                "{root}.activeElement === {marks}[{idx}]
                    && {marks}.filter((mark) => mark.tabIndex === 0).length === 1"
            );
            until(browser, "the focus on the next mark, alone among Tab's stops", &moved).await?;
        }
        Ok(())
    })
    .await
}
