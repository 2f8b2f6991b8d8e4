//! Topics, places, where they meet, and a page of one's own choice.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::SUB_PATH,
        "a topic's quotations lead to their paragraphs",
        a_topic_leads_to_its_paragraphs,
    );
    suite.case(
        Setup::ROOT,
        "a topic is narrowed down to a place, and the address keeps it",
        a_topic_is_narrowed_down,
    );
    suite.case(
        Setup::ROOT,
        "every cell where a topic meets a place opens as many quotations as it says",
        cells_open_what_they_say,
    );
    suite.case(
        Setup::ROOT,
        "a district's tile leads to its page, which says what only looks like its name",
        a_tile_leads_to_its_district,
    );
    suite.case(
        Setup::ROOT,
        "topics and a district of one's own stand in the address and are kept on the device",
        a_choice_of_ones_own_is_kept,
    );
}

/// How many of the plan's own quotations are shown.
const N_QUOTES: &str =
    "document.querySelectorAll('.quotes:not([data-press]) .quote:not([hidden])').length";

async fn a_topic_leads_to_its_paragraphs(reader: &mut Reader) -> Result<()> {
    reader.open("topics/").await?;
    reader.click(".ways a[href$='topics/childcare/']").await?;
    reader.until("the topic", "document.querySelector('h1').textContent === '托育'").await?;
    reader.expect("marked words", "document.querySelector('.quote mark') !== null").await?;
    reader.click(".quote[data-block='14.1.4'] .quote__place a").await?;
    reader.until_landed_on("14.1.4").await
}

async fn a_topic_is_narrowed_down(reader: &mut Reader) -> Result<()> {
    reader.open("topics/countryside/").await?;
    let n_all = reader.value(N_QUOTES).await?;
    reader.click("[data-facet=place][data-value=yixing]").await?;
    reader.until("fewer quotations", &format!("{N_QUOTES} > 0 && {N_QUOTES} < {n_all}")).await?;
    reader
        .until(
            "each to name the place",
            "[...document.querySelectorAll('.quote:not([hidden])')]\
             .every(it => /宜兴|宜（兴）|锡宜|宜马|锡常宜/.test(it.textContent))",
        )
        .await?;
    reader.until("the place in the address", "location.search === '?place=yixing'").await?;
    let n_shown = reader.value(N_QUOTES).await?;
    reader.reload().await?;
    reader.until("the same quotations", &format!("{N_QUOTES} === {n_shown}")).await?;
    reader.click(".filter__clear").await?;
    reader.until("all quotations", &format!("{N_QUOTES} === {n_all}")).await
}

async fn cells_open_what_they_say(reader: &mut Reader) -> Result<()> {
    reader.open("places/").await?;
    let cells = reader
        .value(
            "[...document.querySelectorAll('.matrix td a')]\
             .map(it => [it.getAttribute('href'), Number(it.textContent)])",
        )
        .await?;
    let cells: Vec<(String, usize)> = serde_json::from_value(cells)?;
    ensure!(cells.len() > 20, "expected a cell for each meeting, but found {}", cells.len());
    for (at, (href, n_quotations)) in cells.into_iter().enumerate() {
        if at == 0 {
            reader.click(&format!(".matrix td a[href='{href}']")).await?;
        } else {
            reader.open(href.trim_start_matches('/')).await?;
        }
        reader
            .until(
                format!("{n_quotations} quotations at {href}"),
                &format!("{N_QUOTES} === {n_quotations}"),
            )
            .await?;
    }
    Ok(())
}

async fn a_tile_leads_to_its_district(reader: &mut Reader) -> Result<()> {
    reader.open("places/").await?;
    let n_named = reader
        .text("document.querySelector('.tile[href$=huishan\\\\/] strong').textContent")
        .await?;
    reader.click(".tile[href$='huishan/']").await?;
    reader.until("as many quotations", &format!("{N_QUOTES} === {n_named}")).await?;
    reader.click(".explanation summary").await?;
    reader
        .expect(
            "what only looks like the name",
            "document.querySelector('.namesakes').textContent.includes('惠山古镇')",
        )
        .await?;
    reader.click(".namesakes a").await?;
    reader.until("the paragraph", "location.hash === '#5.1.5'").await
}

async fn a_choice_of_ones_own_is_kept(reader: &mut Reader) -> Result<()> {
    reader.open("for-me/").await?;
    reader.click("[data-topic=school]").await?;
    reader.click("[data-place=jiangyin]").await?;
    reader
        .until("the choices in the address", "location.search === '?topics=school&place=jiangyin'")
        .await?;
    let first = "document.querySelector('.quotes h3').textContent";
    let named = reader.text(first).await?;
    ensure!(named.contains("江阴"), "expected what names the district first, but found {named}");
    let n_quotes = reader.value(N_QUOTES).await?;
    reader.reload().await?;
    reader.until("the same after a reload", &format!("{N_QUOTES} === {n_quotes}")).await?;
    reader.open("for-me/").await?;
    reader.click(".continue-reading a").await?;
    reader.until("what was chosen last", &format!("{N_QUOTES} === {n_quotes}")).await?;
    reader.click("[data-topic=school]").await?;
    reader.until("it taken back", "location.search === '?place=jiangyin'").await
}
