//! The second source: answers and the plan's own words, two editions, figures that disagree,
//! terms.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "words of an answer open the plan's own, which lead there and back",
        an_answer_leads_to_the_plan_and_back,
    );
    suite.case(
        Setup::SUB_PATH,
        "an answer says where the paper's columns were joined, and where it breaks off",
        joins_and_gaps_are_said,
    );
    suite.case(
        Setup::ROOT,
        "differences of two editions are narrowed down and lead to both places",
        differences_lead_to_both_places,
    );
    suite.case(
        Setup::SUB_PATH,
        "figures that disagree stand side by side with their sentences",
        figures_that_disagree_are_cited,
    );
    suite.case(
        Setup::ROOT,
        "a term opens in place and leads to where the plan explains it",
        a_term_opens_in_place,
    );
}

async fn an_answer_leads_to_the_plan_and_back(reader: &mut Reader) -> Result<()> {
    reader.open("qa/6/").await?;
    reader
        .expect(
            "the answer to be as printed",
            "document.getElementById('q6.1').textContent.includes('到2025年，科技进步贡献率达到68%，高新技术产业产值占规模以上工业产值比重达到50%。')",
        )
        .await?;
    let words = reader
        .value(
            "(() => {
                const words = [...document.querySelectorAll('.basis-reference')]
                    .find(link => link.textContent.includes('科技进步贡献率达到68%'));
                words.focus();
                return words.id;
            })()",
        )
        .await?;
    reader.press(Key::Enter).await?;
    let popup = format!("document.getElementById('{}-popup')", words.as_str().unwrap_or_default());
    reader
        .until("the plan's own words", &format!("{popup}?.textContent.includes('规划原文')"))
        .await?;
    reader.click(".popup a").await?;
    reader.until("a chapter", "/\\/plan\\/\\d+\\/$/.test(location.pathname)").await?;
    let block = reader.text("decodeURIComponent(location.hash.slice(1))").await?;
    reader.until_landed_on(&block).await?;
    reader.click(&format!("[id='{block}'] .related a[href$='/qa/6/#q6.1']")).await?;
    reader.until_landed_on("q6.1").await
}

async fn joins_and_gaps_are_said(reader: &mut Reader) -> Result<()> {
    reader.open("qa/4/#q4.6").await?;
    reader.until_landed_on("q4.6").await?;
    reader.click("[id='q4.6'] .answer__joins summary").await?;
    reader
        .until(
            "both ends and why they belong together",
            "['城乡建设取得新', '成效，融入长三角', '公开文本里有同样的字前后相接'].every(words =>
                document.querySelector('[id=\"q4.6\"] .answer__joins').innerText.includes(words))",
        )
        .await?;
    reader.open("qa/7/").await?;
    reader
        .expect(
            "the gap to be said and not filled",
            "document.getElementById('q7.1').querySelector('.paragraph__text').textContent.endsWith('智慧农业发展，')
                && document.querySelector('.press-gap').textContent.includes('第12版')",
        )
        .await
}

const N_DIFFERENCES: &str = "document.querySelectorAll('.difference-line:not([hidden])').length";

async fn differences_lead_to_both_places(reader: &mut Reader) -> Result<()> {
    reader.open("compare/").await?;
    reader.until("six differences", &format!("{N_DIFFERENCES} === 6")).await?;
    reader.click(".chip[data-value=omission]").await?;
    reader.until("four of them", &format!("{N_DIFFERENCES} === 4")).await?;
    reader.until("the choice in the address", "location.search === '?kind=omission'").await?;
    reader.click(".difference-line:not([hidden]) a[href$='/compare/#15.6.2']").await?;
    reader.until_landed_on("15.6.2").await?;
    reader
        .expect(
            "both editions as printed",
            "(() => {
                const texts = [...document.getElementById('15.6.2').querySelectorAll('.edition__text p:not(.edition__name)')];
                const plain = text => text.textContent.replace('（此处没有）', '');
                return plain(texts[0]).startsWith('完善社会矛盾纠纷化解机制。')
                    && plain(texts[1]).startsWith('完善矛盾纠纷化解机制。');
            })()",
        )
        .await?;
    reader.click("[id='15.6.2'] a[href$='/plan/15/#15.6.2']").await?;
    reader.until("the chapter", "location.pathname.endsWith('/plan/15/')").await?;
    reader.until_landed_on("15.6.2").await
}

async fn figures_that_disagree_are_cited(reader: &mut Reader) -> Result<()> {
    reader.open("checks/#surface-water-2020").await?;
    reader.until_landed_on("surface-water-2020").await?;
    reader
        .expect(
            "both figures in their sentences",
            "['提升到86.0%', '提升到96%'].every(words =>
                document.getElementById('surface-water-2020').textContent.includes(words))",
        )
        .await?;
    reader.find("#filter-words").await?.send_keys("医师").await?;
    let shown =
        "[...document.querySelectorAll('.check:not([hidden])')].map(check => check.id).join()";
    reader.until("one of them", &format!("{shown} === 'physicians-2020'")).await?;
    let statements = reader
        .value("document.querySelectorAll('.check:not([hidden]) .check__statement').length")
        .await?;
    ensure!(statements == 2, "expected two statements, but found {statements}");
    reader.click(".check:not([hidden]) a[href$='/indicators/14-14/#14-14']").await?;
    reader.until("the indicator", "location.pathname.endsWith('/indicators/14-14/')").await?;
    reader.click(".related a[href$='/checks/#physicians-2020']").await?;
    reader.until_landed_on("physicians-2020").await
}

async fn a_term_opens_in_place(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader
        .value(
            "[...document.querySelectorAll('.term-reference')]
                .find(link => link.textContent === '太湖湾科技创新带').focus()",
        )
        .await?;
    reader.press(Key::Enter).await?;
    reader
        .until(
            "the plan's own explanation",
            "document.querySelector('.term .popup q')?.textContent.includes('建设成为具有国际竞争力的产业科技创新中心')",
        )
        .await?;
    reader.press(Key::Escape).await?;
    reader.until("it to be closed", "document.querySelector('.term .popup') === null").await?;
    reader.press(Key::Enter).await?;
    reader.click(".term .popup a[href$='/plan/4/#4.1.1']").await?;
    reader.until_landed_on("4.1.1").await?;
    reader.open("glossary/#太湖湾科技创新带").await?;
    reader
        .until(
            "the term to be marked in the glossary",
            "document.getElementById('太湖湾科技创新带').getBoundingClientRect().top < innerHeight",
        )
        .await
}
