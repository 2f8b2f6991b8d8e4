//! The named undertakings: narrowing them down, and the plan's own words for each.

use anyhow::Result;
use browser_tests::reader::{Reader, Setup};

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "undertakings are narrowed down by what they are and how far they are to come",
        undertakings_are_narrowed_down,
    );
    suite.case(
        Setup::SUB_PATH,
        "an undertaking shows its sentence and leads to its paragraph",
        an_undertaking_leads_to_its_paragraph,
    );
}

const SHOWN: &str = "[...document.querySelectorAll('.promise:not([hidden])')]";

async fn undertakings_are_narrowed_down(reader: &mut Reader) -> Result<()> {
    reader.open("projects/").await?;
    reader.until("all of them", &format!("{SHOWN}.length === 218")).await?;
    reader.click("[data-facet=field][data-value=rail]").await?;
    reader.click("[data-facet=stage][data-value=studied]").await?;
    reader
        .until(
            "lines that are only studied",
            &format!(
                "{SHOWN}.length > 0 && {SHOWN}.length < 20 && \
                 {SHOWN}.every(it => it.textContent.includes('研究'))"
            ),
        )
        .await?;
    reader
        .until(
            "the choices in the address",
            "(query => query.get('field') === 'rail' && query.get('stage') === 'studied')\
             (new URLSearchParams(location.search))",
        )
        .await?;
    reader
        .expect(
            "no heading without undertakings",
            "[...document.querySelectorAll('.projects__field:not([hidden])')]\
             .every(it => it.querySelector('.promise:not([hidden])') !== null)",
        )
        .await
}

async fn an_undertaking_leads_to_its_paragraph(reader: &mut Reader) -> Result<()> {
    reader.open("projects/?q=地铁5号线").await?;
    reader.until("the line, promised twice", &format!("{SHOWN}.length === 2")).await?;
    reader.click(".promise:not([hidden]) summary").await?;
    reader
        .until(
            "the plan's words",
            "document.querySelector('.promise details[open] .promise__quotation')\
             .textContent.includes('开工建设地铁5号线')",
        )
        .await?;
    reader.click(".promise:not([hidden]) .promise__place").await?;
    reader.until_landed_on("7.3.4").await
}
