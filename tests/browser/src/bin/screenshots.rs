//! Takes a picture of every page of a built site, in three sizes, light and dark.
//!
//! `cargo xtask screenshots` calls this with an engine, the site's folder and the folder for the
//! pictures. Chromium takes the whole page, the others what is in the window.

use std::{env, fs, path::Path};

use anyhow::{Context, Result, bail};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use browser_tests::{
    Engine,
    driver::{Browser, DEADLINE, POLL_PERIOD, Viewport},
    site,
};
use fantoccini::Locator;
use serde_json::json;
use xtask::server::Site;

const VIEWPORTS: [Viewport; 3] =
    [Viewport::PHONE, Viewport { width: 768, height: 1024 }, Viewport { width: 1440, height: 900 }];

const THEMES: [&str; 2] = ["light", "dark"];

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [engine, site, out_dir] = &arguments[..] else {
        bail!(
            "expected an engine, a site's folder and a folder for pictures, but found {arguments:?}"
        );
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(take_all(
        engine.parse()?,
        Path::new(site),
        Path::new(out_dir),
    ))
}

async fn take_all(engine: Engine, folder: &Path, out_dir: &Path) -> Result<()> {
    fs::create_dir_all(out_dir)?;
    let pages = site::pages_of_every_kind(folder)?;
    let server = site::serve(Site::new(folder))?;
    for viewport in VIEWPORTS {
        let browser = Browser::open(engine, viewport).await?;
        for page in &pages {
            browser.client.goto(&format!("{}{page}", server.url())).await?;
            let is_ready = Locator::Css("html[data-ready]");
            browser
                .client
                .wait()
                .at_most(DEADLINE)
                .every(POLL_PERIOD)
                .for_element(is_ready)
                .await?;
            for theme in THEMES {
                let set_theme = "document.documentElement.dataset.theme = arguments[0]";
                browser.client.execute(set_theme, vec![theme.into()]).await?;
                let name = match page.trim_end_matches('/').replace('/', "-") {
                    name if name.is_empty() => "home".to_owned(),
                    name => name,
                };
                let Viewport { width, height } = viewport;
                let file = out_dir.join(format!("{name}-{width}x{height}-{theme}.png"));
                fs::write(&file, picture(&browser, engine).await?)
                    .with_context(|| format!("expected to write {}", file.display()))?;
            }
        }
        browser.close().await?;
    }
    eprintln!("{} pages are in {}", pages.len(), out_dir.display());
    Ok(())
}

/// The page as a PNG.
async fn picture(browser: &Browser, engine: Engine) -> Result<Vec<u8>> {
    if engine != Engine::Chromium {
        return Ok(browser.client.screenshot().await?);
    }
    let parameters = json!({
        "cmd": "Page.captureScreenshot",
        "params": { "captureBeyondViewport": true },
    });
    let answer = browser.vendor_command("goog/cdp/execute", parameters).await?;
    let data = answer["data"].as_str().context("expected a picture")?;
    Ok(BASE64_STANDARD.decode(data)?)
}
