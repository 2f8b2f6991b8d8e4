//! The harness itself: a suite that hears nothing would be green for ever.

use std::fs;

use anyhow::{Result, ensure};
use browser_tests::{
    Engine,
    driver::{Browser, DEADLINE, POLL_PERIOD, Viewport},
    site,
};
use fantoccini::Locator;
use xtask::server::Site;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.trial("a page that errs is noticed", a_page_that_errs);
    suite.trial("a page that does not err is left in peace", a_page_that_does_not_err);
}

async fn complaints_about(engine: Engine, script: &str) -> Result<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let page = format!(
        "<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>测试</title>\
         <link rel=icon href=data:,><p>正文<script>{script}</script>"
    );
    fs::write(folder.path().join("index.html"), page)?;
    let server = site::serve(Site::new(folder.path()))?;
    let browser = Browser::open(engine, Viewport::PHONE).await?;
    browser.client.goto(&server.url()).await?;
    let is_done = Locator::Css("[data-done]");
    browser.client.wait().at_most(DEADLINE).every(POLL_PERIOD).for_element(is_done).await?;
    let complaints = browser.take_complaints().await?;
    browser.close().await?;
    Ok(complaints)
}

async fn a_page_that_errs(engine: Engine) -> Result<()> {
    let complaints = complaints_about(
        engine,
        "console.error('logged error');
         console.warn('logged warning');
         Promise.reject(new Error('rejected promise'));
         setTimeout(() => { document.body.dataset.done = ''; throw new Error('uncaught exception'); });",
    )
    .await?;
    for part in ["logged error", "logged warning", "rejected promise", "uncaught exception"] {
        ensure!(
            complaints.iter().any(|complaint| complaint.contains(part)),
            "expected a complaint about the {part}, but found {complaints:?}"
        );
    }
    Ok(())
}

async fn a_page_that_does_not_err(engine: Engine) -> Result<()> {
    let complaints =
        complaints_about(engine, "console.log('fine'); document.body.dataset.done = ''").await?;
    ensure!(complaints.is_empty(), "expected no complaint, but found {complaints:?}");
    Ok(())
}
