//! The named undertakings: narrowing them down, and the way to their sentences.

use anyhow::Result;
use browser_tests::reader::{Reader, Setup};

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "undertakings are narrowed down by stage and words, counted in places and in things",
        undertakings_are_narrowed_down,
    );
    suite.case(
        Setup::SUB_PATH,
        "a promise has an address, shows its sentence and leads to its paragraph",
        a_promise_leads_to_its_paragraph,
    );
    suite.case(
        Setup::ROOT,
        "an undertaking that the plan speaks of twice stands once with both places",
        what_is_promised_twice_stands_once,
    );
}

const N_PROMISES: &str = "document.querySelectorAll('.promise:not([hidden])').length";
const N_PROJECTS: &str = "document.querySelectorAll('.project:not([hidden])').length";

/// Waits until the list says `state` and shows so many undertakings in so many places.
async fn until_listed(
    reader: &Reader,
    promises: usize,
    projects: usize,
    state: &str,
) -> Result<()> {
    reader
        .until(
            format!("{projects} undertakings in {promises} places"),
            &format!("{N_PROMISES} === {promises} && {N_PROJECTS} === {projects}"),
        )
        .await?;
    reader
        .expect(
            format!("the list to say {state}"),
            &format!("document.querySelector('.filter [role=status]').textContent === '{state}'"),
        )
        .await
}

async fn undertakings_are_narrowed_down(reader: &mut Reader) -> Result<()> {
    reader.open("projects/").await?;
    until_listed(reader, 218, 181, "共 218 处，181 个项目。").await?;
    reader.click("[data-facet=stage][data-value=studied]").await?;
    reader.click("[data-facet=field][data-value=rail]").await?;
    let of_rail = "前期研究、轨道铁路：显示 8 处，6 个项目；共 218 处，181 个项目。";
    until_listed(reader, 8, 6, of_rail).await?;
    reader
        .until(
            "the choices in the address",
            "(query => query.get('stage') === 'studied' && query.get('field') === 'rail')\
             (new URLSearchParams(location.search))",
        )
        .await?;
    reader
        .expect(
            "no heading above nothing",
            "document.querySelectorAll('.projects__field:not([hidden])').length === 1",
        )
        .await?;
    reader.reload().await?;
    until_listed(reader, 8, 6, of_rail).await?;
    reader.click(".filter__state .filter__clear").await?;
    until_listed(reader, 218, 181, "共 218 处，181 个项目。").await?;
    reader.find("#filter-words").await?.send_keys("锡虞轨道S3线").await?;
    let of_words = "“锡虞轨道S3线”：显示 2 处，1 个项目；共 218 处，181 个项目。";
    until_listed(reader, 2, 1, of_words).await
}

async fn a_promise_leads_to_its_paragraph(reader: &mut Reader) -> Result<()> {
    reader.open("projects/#7.3.4-p3").await?;
    reader.until_landed_on("7.3.4-p3").await?;
    reader
        .until(
            "its own words in its clause",
            "(line => line.querySelector('.promise__quotation').textContent
                    .endsWith('，开工建设地铁5号线、6号线、3号线二期和4号线二期工程。')
                && [...line.querySelectorAll('b')].map(b => b.textContent).join(' ')
                    === '开工建设 地铁 6号线')(document.getElementById('7.3.4-p3'))",
        )
        .await?;
    // Lines that are laid out only when they come into view may move this one under a pointer.
    reader.value("document.querySelector('[id=\\'7.3.4-p3\\'] .promise__place').click()").await?;
    reader.until_landed_on("7.3.4").await
}

async fn what_is_promised_twice_stands_once(reader: &mut Reader) -> Result<()> {
    reader.open("projects/").await?;
    reader
        .expect(
            "both verbs below one name",
            "(project => project.querySelector('.project__name').textContent === '312国道快速化改造'
                && [...project.querySelectorAll('summary')].map(verb => verb.textContent).join(' ')
                    === '完成 开展'
                && project.querySelectorAll('.promise__place').length === 2)\
             (document.getElementById('7.3.4-p6').closest('.project'))",
        )
        .await?;
    reader
        .expect(
            "another spelling to be said",
            "document.querySelector('[id=\\'b5.2-p6\\'] summary').textContent
                .includes('写作“锡虞轨道S3线”')",
        )
        .await
}
