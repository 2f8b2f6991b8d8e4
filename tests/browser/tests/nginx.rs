//! The built sites on a real server: nginx with the recipe in `deploy/`, at the root of a host
//! and below a sub-path.

use std::{fs, time::Instant};

use anyhow::{Context, Result, bail, ensure};
use browser_tests::{
    Engine,
    driver::{Browser, DEADLINE, POLL_PERIOD, Viewport},
    nginx::Nginx,
    site::{Built, files},
};

/// How many readers come at once.
const N_READERS: usize = 1_000;

fn run(case: impl AsyncFn(Built) -> Result<()>) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for built in Built::ALL {
        runtime.block_on(case(built)).with_context(|| format!("{built:?}")).unwrap();
    }
}

#[test]
fn every_file_comes_as_it_was_built_with_its_headers() {
    run(async |built| {
        let nginx = Nginx::start(&built.folder()?, &built.public_url())?;
        let folder = built.folder()?;
        for file in files(&folder)? {
            let answer = nginx.get(&file, "").await?;
            ensure!(answer.status == 200, "expected {file}, but found status {}", answer.status);
            ensure!(answer.body == fs::read(folder.join(&file))?, "expected {file} as it is");
            for (name, value) in [
                ("content-security-policy", "frame-ancestors 'self'"),
                ("referrer-policy", "no-referrer"),
                ("x-content-type-options", "nosniff"),
                ("cross-origin-opener-policy", "same-origin"),
            ] {
                let found = answer.header(name);
                ensure!(found == value, "expected {name}: {value} for {file}, but found `{found}`");
            }
            ensure!(answer.header("permissions-policy").contains("camera=()"));
            let has_digest = ["boot-", "plan-reader-", "offline-", "styles-"]
                .iter()
                .any(|it| file.starts_with(it));
            let cache = answer.header("cache-control");
            let expected =
                if has_digest { "public, max-age=31536000, immutable" } else { "no-cache" };
            ensure!(cache == expected, "expected {expected} for {file}, but found `{cache}`");
            let kind = answer.header("content-type");
            let expected = match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
                "html" => "text/html; charset=utf-8",
                "wasm" => "application/wasm",
                "js" => "javascript; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "json" => "application/json; charset=utf-8",
                "webmanifest" => "application/manifest+json; charset=utf-8",
                "svg" => "image/svg+xml",
                "png" => "image/png",
                "csv" => "text/csv; charset=utf-8",
                _ => "",
            };
            ensure!(kind.ends_with(expected), "expected {expected} for {file}, but found `{kind}`");
        }
        Ok(())
    });
}

#[test]
fn text_is_compressed_and_what_has_not_changed_is_not_sent_again() {
    run(async |built| {
        let nginx = Nginx::start(&built.folder()?, &built.public_url())?;
        let folder = built.folder()?;
        let is_text = |file: &String| {
            [".html", ".css", ".js", ".wasm", ".json", ".csv"]
                .iter()
                .any(|ending| file.ends_with(ending))
        };
        for file in files(&folder)?.iter().filter(|file| is_text(file)) {
            let answer = nginx.get(file, "Accept-Encoding: gzip\r\n").await?;
            ensure!(answer.header("content-encoding") == "gzip", "expected {file} in gzip");
            ensure!(answer.header("vary").contains("Accept-Encoding"), "expected {file} to vary");
        }
        let page = nginx.get("plan/4/", "").await?;
        let again = format!("If-None-Match: {}\r\n", page.header("etag"));
        let again = nginx.get("plan/4/", &again).await?;
        ensure!(again.status == 304 && again.body.is_empty(), "expected nothing to be sent again");
        Ok(())
    });
}

#[test]
fn what_is_not_there_is_said_and_a_missing_slash_is_led_on() {
    run(async |built| {
        let nginx = Nginx::start(&built.folder()?, &built.public_url())?;
        let answer = nginx.get("plan/99/", "").await?;
        ensure!(answer.status == 404, "expected 404, but found {}", answer.status);
        ensure!(answer.body == fs::read(built.folder()?.join("404.html"))?);
        ensure!(answer.header("cache-control") == "no-cache");
        let answer = nginx.get("plan/4", "").await?;
        let to = answer.header("location");
        let expected = format!("{}plan/4/", built.public_url().as_str());
        ensure!(answer.status == 301 && to == expected, "expected {expected}, but found `{to}`");
        Ok(())
    });
}

#[test]
fn a_thousand_readers_at_once_get_all_their_bytes() {
    run(async |built| {
        let nginx = Nginx::start(&built.folder()?, &built.public_url())?;
        let folder = built.folder()?;
        let pages = ["", "plan/4/", "indicators/", "indicators/14-12/", "search/"];
        let expected: Vec<Vec<u8>> = pages
            .iter()
            .map(|page| fs::read(folder.join(format!("{page}index.html"))))
            .collect::<Result<_, _>>()?;
        let readers = (0..N_READERS).map(async |at| {
            let which = at % pages.len();
            let answer = nginx.get(pages[which], "").await?;
            if answer.status != 200 || answer.body != expected[which] {
                bail!("reader {at}: expected /{} whole, but found {}", pages[which], answer.status);
            }
            Ok(())
        });
        futures_util::future::try_join_all(readers).await?;
        Ok(())
    });
}

#[test]
fn after_one_visit_the_site_opens_without_the_server() {
    run(async |built| {
        let mut nginx = Nginx::start(&built.folder()?, &built.public_url())?;
        let browser = Browser::open(Engine::Chromium, Viewport::PHONE).await?;
        browser.client.goto(&nginx.url("plan/4/")).await?;
        until(&browser, "document.documentElement.dataset.offline === 'ready'").await?;
        nginx.stop()?;
        browser.client.goto(&nginx.url("indicators/14-12/")).await?;
        until(&browser, "document.documentElement.hasAttribute('data-ready')").await?;
        until(&browser, "document.querySelector('h1').textContent.length > 3").await?;
        let complaints = browser.take_complaints().await?;
        // That there is no server is what the browser says of each request.
        let others: Vec<_> =
            complaints.iter().filter(|it| !it.contains("ERR_CONNECTION_REFUSED")).collect();
        ensure!(others.is_empty(), "expected no complaint, but found {others:?}");
        browser.close().await?;
        Ok(())
    });
}

async fn until(browser: &Browser, expression: &str) -> Result<()> {
    let started = Instant::now();
    while browser.client.execute(&format!("return {expression}"), vec![]).await? != true {
        ensure!(started.elapsed() < DEADLINE, "expected `{expression}`");
        tokio::time::sleep(POLL_PERIOD).await;
    }
    Ok(())
}
