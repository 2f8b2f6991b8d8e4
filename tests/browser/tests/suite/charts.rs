//! Charts: every mark by key and finger, and the chart as a picture.

use anyhow::Result;
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "the arrow keys reach every mark of a chart, and each is read out",
        keys_reach_every_mark,
    );
    suite.case(Setup::ROOT, "a mark that is tapped is read out", a_tapped_mark_is_read_out);
    suite.case(
        Setup::ROOT,
        "a chart is kept as a picture with its title, source and address in it",
        a_chart_is_kept_as_a_picture,
    );
}

const MARKS: &str = "document.querySelectorAll('.chart__mark')";
const READOUT: &str = "document.querySelector('.chart__readout[role=status]').textContent";

async fn keys_reach_every_mark(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/14-6/").await?;
    reader.expect("a mark a year", &format!("{MARKS}.length === 6")).await?;
    reader.value("document.querySelector('.chart__mark[tabindex=\"0\"]').focus()").await?;
    for idx in 0..6 {
        reader
            .until(
                format!("mark {idx} to have the focus, alone among Tab's stops, and be read out"),
                &format!(
                    "document.activeElement === {MARKS}[{idx}]
                        && [...{MARKS}].filter((mark) => mark.tabIndex === 0).length === 1
                        && {MARKS}[{idx}].tabIndex === 0
                        && {READOUT} === {MARKS}[{idx}].getAttribute('aria-label')"
                ),
            )
            .await?;
        reader.press(Key::Right).await?;
    }
    reader
        .expect("the last value", &format!("{READOUT} === '2025年目标：25左右（25%左右）'"))
        .await?;
    reader.press(Key::Left).await?;
    reader.until("the value before", &format!("{READOUT} === '2024年推算：约24.58%'")).await
}

async fn a_tapped_mark_is_read_out(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/13-21/").await?;
    for (idx, says) in [(3, "2020年预计：22.57%"), (1, "2020年目标：>28（高于28%）")] {
        reader.click(&format!(".chart__mark:nth-of-type({idx}) rect")).await?;
        reader.until(says, &format!("{READOUT} === '{says}'")).await?;
    }
    Ok(())
}

async fn a_chart_is_kept_as_a_picture(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/14-32/").await?;
    reader.click(".chart__keep").await?;
    let picture = "document.querySelector('.chart__kept img')";
    reader
        .until(
            "a picture of many pixels",
            &format!("{picture}?.complete === true && {picture}.naturalWidth > 1000"),
        )
        .await?;
    reader
        .expect(
            "a PNG, and the same to be downloaded",
            &format!(
                "{picture}.src.startsWith('data:image/png;base64,')
                    && document.querySelector('.chart__kept a[download$=\".png\"]').href === {picture}.src"
            ),
        )
        .await?;
    reader
        .expect(
            "an SVG with title, source and address in it, and no colour left to a style sheet",
            "((svg) => ['群众安全感', '主要指标第32项', location.host + location.pathname]
                .every((part) => svg.textContent.includes(part))
                && !svg.outerHTML.includes('var('))
             (new DOMParser().parseFromString(
                decodeURIComponent(
                    document.querySelector('.chart__kept a[download$=\".svg\"]').href
                        .slice('data:image/svg+xml,'.length)),
                'image/svg+xml').documentElement)",
        )
        .await
}
