//! How long pages take to follow a reader, in Chromium with its processor slowed down: lists
//! a choice, in the frame that shows it; the search a keystroke, from the event to the
//! findings, painted.
//!
//! `cargo xtask bench` calls this with the site's folder. The times are this machine's; what
//! counts is how they stand to a frame of 16 ms, or to 50 ms for the search.

use std::{env, path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use browser_tests::{
    Engine,
    driver::{Browser, DEADLINE, POLL_PERIOD, Viewport},
    site,
};
use fantoccini::{Locator, wd::TimeoutConfiguration};
use serde_json::json;
use xtask::server::Site;

/// How many times slower than this machine's the processor is, for lists and for the search.
const SLOWDOWN: u32 = 4;
const SEARCH_SLOWDOWN: u32 = 6;

/// How long the measuring of a page may take.
const SCRIPT_DEADLINE: Duration = Duration::from_secs(300);

const PAGES: [&str; 3] = ["indicators/", "indicators/?period=13", "targets/"];

/// Makes each choice 20 times and answers with the times in milliseconds, by choice: all that
/// the browser does in the frame that shows it, and how long until nothing more follows. What
/// is chosen in a frame callback is shown by that very frame, and a message sent from it comes
/// when that has been painted. A finger touches a control before it chooses.
const MEASURE: &str = r#"
    const done = arguments[arguments.length - 1];
    const times = {};
    const pause = ms => new Promise(ok => setTimeout(ok, ms));
    const { port1, port2 } = new MessageChannel();
    const message = () => new Promise(ok => { port1.onmessage = ok; port2.postMessage(''); });
    const measure = async (name, control, choose) => {
        control.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        await pause(50);
        await new Promise(ok => requestAnimationFrame(async () => {
            const start = performance.now();
            choose();
            await message();
            let last = performance.now();
            const frame = last - start;
            let settled = frame;
            // Until the address and the rest of the app follow, which changes no list.
            while (last - start < 200) {
                await message();
                const now = performance.now();
                if (now - last > 4) settled = now - start;
                last = now;
            }
            (times[name] ??= []).push([frame, settled]);
            ok();
        }));
        await pause(150);
    };
    const input = document.querySelector('#filter-words');
    const type = words => () => {
        input.value = words;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const select = document.querySelector('.order select');
    const sort = order => () => {
        select.value = order;
        select.dispatchEvent(new Event('change', { bubbles: true }));
    };
    (async () => {
        for (let round = 0; round < 20; round++) {
            const chip = document.querySelectorAll('.chip:not(:disabled)')[round % 4];
            await measure('choose a chip', chip, () => chip.click());
            await measure('take it back', chip, () => chip.click());
            await measure('type a word', input, type('率'));
            await measure('clear the field', input, type(''));
            if (select) {
                await measure('sort', select, sort('distance'));
                await measure('sort back', select, sort(''));
                const compare = document.querySelectorAll('.entry__compare')[round % 9];
                await measure('compare', compare, () => compare.click());
                await measure('compare no more', compare, () => compare.click());
            }
        }
        done(times);
    })();
"#;

/// Types words and questions character by character, five times each, and answers with the
/// times in milliseconds from each keystroke but the first to the frame that shows what it
/// finds. A frame callback runs before its frame is painted, a message sent from it after.
const TYPE: &str = r#"
    const done = arguments[arguments.length - 1];
    const times = {};
    const pause = ms => new Promise(ok => setTimeout(ok, ms));
    const painted = () => new Promise(ok => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ok;
        port2.postMessage('');
    }));
    const field = document.querySelector('#search-words');
    const type = words => {
        field.value = words;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const queries = ['养老', '长期护理保险', '太湖 长江', '看病贵', 'tuoyu', '養老服務', '霞客湾科学诚',
        '老人吃饭在哪里解决', '农村房子能不能卖', 'PM2.5', '，的', '"一网通办" -电子'];
    (async () => {
        type('全文');
        await pause(1000);
        for (let round = 0; round < 5; round++) {
            for (const query of queries) {
                for (let n = 2; n <= query.length; n++) {
                    const words = query.slice(0, n);
                    const start = performance.now();
                    type(words);
                    await painted();
                    (times[query] ??= []).push([performance.now() - start]);
                    await pause(120);
                }
            }
        }
        times['all'] = Object.values(times).flat();
        done(times);
    })();
"#;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder] = &arguments[..] else {
        bail!("expected a site's folder, but found {arguments:?}");
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(Path::new(folder)))
}

async fn measure(folder: &Path) -> Result<()> {
    let server = site::serve(Site::new(folder))?;
    let browser = Browser::open(Engine::Chromium, Viewport::PHONE).await?;
    let timeouts = TimeoutConfiguration::new(Some(SCRIPT_DEADLINE), None, None);
    browser.client.update_timeouts(timeouts).await?;
    println!("| page | choice | frame, ms | 95 of 100, ms | all there after, ms |");
    println!("| --- | --- | ---: | ---: | ---: |");
    let lists = PAGES.iter().map(|page| (*page, SLOWDOWN, MEASURE));
    for (page, slowdown, script) in lists.chain([("search/", SEARCH_SLOWDOWN, TYPE)]) {
        browser.client.goto(&format!("{}{page}", server.url())).await?;
        let is_ready = Locator::Css("html[data-ready]");
        let wait = browser.client.wait().at_most(DEADLINE).every(POLL_PERIOD);
        wait.for_element(is_ready).await?;
        slow_down(&browser, slowdown).await?;
        let times = browser.client.execute_async(script, Vec::new()).await?;
        slow_down(&browser, 1).await?;
        for (choice, times) in times.as_object().context("expected times by choice")? {
            let times: Vec<Vec<f64>> = serde_json::from_value(times.clone())?;
            let sorted = |which: usize| {
                let mut sorted: Vec<f64> =
                    times.iter().filter_map(|it| it.get(which)).copied().collect();
                sorted.sort_by(f64::total_cmp);
                sorted
            };
            let (frame, settled) = (sorted(0), sorted(1));
            let settled = settled.get(settled.len() / 2);
            let settled = settled.map_or("—".to_owned(), |time| format!("{time:.0}"));
            let at = |share: usize| frame[(frame.len() - 1) * share / 100];
            println!("| {page} | {choice} | {:.1} | {:.1} | {settled} |", at(50), at(95));
        }
    }
    browser.close().await
}

async fn slow_down(browser: &Browser, rate: u32) -> Result<()> {
    let parameters = json!({ "cmd": "Emulation.setCPUThrottlingRate", "params": { "rate": rate } });
    browser.vendor_command("goog/cdp/execute", parameters).await?;
    Ok(())
}
