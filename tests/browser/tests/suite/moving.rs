//! Moving from page to page inside the app.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    for setup in [Setup::ROOT, Setup::SUB_PATH] {
        let place = setup.built().public_url();
        suite.case(
            setup,
            &format!("from {place} to the outline, a chapter and the next: address, title, focus and announcement follow"),
            pages_follow_each_other,
        );
    }
    suite.case(Setup::ROOT, "going back returns to the page and place before", going_back_returns);
    suite.case(Setup::ROOT, "going forward again returns to the place too", going_forward_returns);
    suite.case(
        Setup::ROOT,
        "a chapter that is come to from far down another page offers the place it was left at",
        a_chapter_offers_its_place,
    );
    suite.case(Setup::ROOT, "the skip link leads to the text", the_skip_link_leads_to_the_text);
    suite.case(
        Setup::ROOT,
        "what is filtered in the outline stands in the address",
        the_filter_stands_in_the_address,
    );
    suite.case(
        Setup::ROOT,
        "from the table to an indicator, and on to a sentence that names it",
        an_indicator_leads_to_its_sentence,
    );
    suite.case(
        Setup::ROOT,
        "the first page leads back to the paragraph that was read last",
        reading_goes_on_where_it_stopped,
    );
}

/// Waits until a page has been reached inside the app, and requires all that comes with it.
async fn arrives(reader: &Reader, path: &str, title_part: &str) -> Result<()> {
    reader
        .until(
            format!("the title to name {title_part}"),
            &format!("document.title.includes('{title_part}')"),
        )
        .await?;
    reader
        .until(
            "the focus to be on the heading",
            "document.activeElement === document.querySelector('main#main h1')",
        )
        .await?;
    reader
        .until(
            "the title to be announced",
            "document.querySelector('#announcer[aria-live=polite]').textContent.trim() !== ''
                && document.title.includes(document.querySelector('#announcer').textContent.trim())",
        )
        .await?;
    reader.expect("the page not to have been loaded anew", "window.isTheSame === true").await?;
    let found = reader.path().await?;
    ensure!(found == path, "expected to be at {path}, but found {found}");
    Ok(())
}

async fn pages_follow_each_other(reader: &mut Reader) -> Result<()> {
    reader.open("").await?;
    reader.value("window.isTheSame = true").await?;
    reader.click("main#main a[href$='/plan/']").await?;
    arrives(reader, "plan/", "目录").await?;
    reader.click("main#main a[href$='/plan/4/']").await?;
    arrives(reader, "plan/4/", "构建产业科技创新体系").await?;
    reader.click("a[rel=next]").await?;
    arrives(reader, "plan/5/", "第五章").await?;
    reader.click("a[rel=prev]").await?;
    arrives(reader, "plan/4/", "第四章").await
}

async fn an_indicator_leads_to_its_sentence(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/").await?;
    reader.value("window.isTheSame = true").await?;
    reader.click("a[href$='/indicators/14-12/']").await?;
    arrives(reader, "indicators/14-12/", "五年新增城镇就业").await?;
    reader.expect("the printed target", "document.body.innerText.includes('[60]')").await?;
    reader.click(".mentions a[href$='#3.5.8']").await?;
    reader.until_landed_on("3.5.8").await
}

async fn going_back_returns(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value("window.isTheSame = true").await?;
    reader.find("a[rel=next]").await?;
    let place = "document.querySelector('a[rel=next]').getBoundingClientRect().top";
    reader.value("document.querySelector('a[rel=next]').scrollIntoView({ block: 'center', behavior: 'instant' })").await?;
    let before = reader.value(place).await?;
    reader.click("a[rel=next]").await?;
    arrives(reader, "plan/5/", "第五章").await?;
    reader.expect("the new page to be at its top", "scrollY === 0").await?;
    reader.browser.client.back().await?;
    reader.until("chapter 4", "document.title.includes('第四章')").await?;
    reader.until("the place before", &format!("Math.abs({place} - {before}) < 20")).await?;
    reader.expect("the page not to have been loaded anew", "window.isTheSame === true").await
}

async fn going_forward_returns(reader: &mut Reader) -> Result<()> {
    reader.open("plan/").await?;
    reader.click("a[href$='/plan/4/']").await?;
    reader.until("chapter 4", "document.title.includes('第四章')").await?;
    reader.value("scrollTo(0, 3000)").await?;
    reader.until("the middle of it", "scrollY === 3000").await?;
    reader.value("history.back()").await?;
    reader.until("the outline", "document.title.includes('目录')").await?;
    reader.value("history.forward()").await?;
    reader.until("chapter 4 again", "document.title.includes('第四章')").await?;
    reader.until("the place in it", "Math.abs(scrollY - 3000) < 20").await
}

async fn a_chapter_offers_its_place(reader: &mut Reader) -> Result<()> {
    const KEPT: &str = "localStorage['plan-reader.position.4']";
    reader.open("plan/4/").await?;
    reader.value("document.getElementById('4.3.2').scrollIntoView({ block: 'start', behavior: 'instant' })").await?;
    reader.until("the place to be kept", &format!("{KEPT}?.startsWith('4.3.')")).await?;
    let kept = reader.text(KEPT).await?;
    reader.open("plan/5/").await?;
    reader.value("scrollTo(0, document.body.scrollHeight)").await?;
    reader
        .until("chapter 5 to be read", "localStorage['plan-reader.last-chapter'] === '5'")
        .await?;
    reader.click(".turn-page a[href$='/plan/4/']").await?;
    reader
        .until("chapter 4 from its beginning", "document.title.includes('第四章') && scrollY === 0")
        .await?;
    // Longer than a page that is scrolled takes to settle.
    reader.value("(window.since = Date.now()) > 0").await?;
    reader.until("a moment", "Date.now() - window.since > 600").await?;
    reader
        .expect("the place to be offered", "document.querySelector('.resume a') !== null")
        .await?;
    reader.expect("it to be kept", &format!("{KEPT} === '{kept}'")).await?;
    reader.click(".resume a").await?;
    reader.until_landed_on(&kept).await
}

async fn the_skip_link_leads_to_the_text(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.find("a.skip-link").await?;
    reader.value("document.querySelector('a.skip-link').focus()").await?;
    reader.press(Key::Enter).await?;
    reader.until("the focus to be on the text", "document.activeElement.id === 'main'").await
}

async fn the_filter_stands_in_the_address(reader: &mut Reader) -> Result<()> {
    reader.open("plan/").await?;
    let n_links = "document.querySelectorAll('main#main details[open] li a').length";
    reader.find("#outline-filter").await?.send_keys("养老").await?;
    reader
        .until(
            "the filter in the address",
            "new URLSearchParams(location.search).get('q') === '养老'",
        )
        .await?;
    reader
        .until(
            "the outline to show what was asked for",
            &format!("{n_links} > 0 && {n_links} < 30 && document.querySelector('main#main').textContent.includes('养老')"),
        )
        .await?;
    let before = reader.value(n_links).await?;
    reader.reload().await?;
    reader.until("the same outline after a reload", &format!("{n_links} === {before}")).await?;
    reader
        .expect(
            "the filter to be filled in again",
            "document.querySelector('#outline-filter').value === '养老'",
        )
        .await
}

async fn reading_goes_on_where_it_stopped(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value("document.getElementById('4.3.2').scrollIntoView({ block: 'start', behavior: 'instant' })").await?;
    reader
        .until("the place to be kept", "JSON.stringify({ ...localStorage }).includes('4.3.2')")
        .await?;
    reader.open("").await?;
    reader.click(".continue-reading a").await?;
    reader.until_landed_on("4.3.2").await?;
    ensure!(reader.path().await? == "plan/4/#4.3.2");
    Ok(())
}
