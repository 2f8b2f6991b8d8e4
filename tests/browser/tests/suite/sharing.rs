//! Passing it on: the system's menu, the link, the card with its code, the forms of citing,
//! in browsers that have all of it and in those that lack it.

use anyhow::{Context, Result, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "a paragraph is handed to the system's menu with its words, its place and its own address",
        a_paragraph_is_handed_to_the_system,
    );
    suite.case(
        Setup::ROOT,
        "where the system's menu fails, the link is copied instead",
        a_failing_menu_is_made_up_for,
    );
    suite.case(
        Setup::ROOT,
        "without the system's menu and a clipboard, no button is dead and the link can be selected",
        the_link_can_be_selected,
    );
    suite.case(
        Setup::ROOT,
        "a card is drawn in the page, and its code opens that very paragraph",
        a_card_opens_its_paragraph,
    );
    suite.case(
        Setup::SUB_PATH,
        "below a sub-path a card's code opens its paragraph, too",
        a_card_opens_its_paragraph,
    );
    suite.case(
        Setup::ROOT,
        "a paragraph is cited in four forms, each copied as it is shown",
        four_forms_are_copied,
    );
    suite.case(
        Setup::ROOT,
        "copying gives the words and nothing else",
        copying_gives_the_words_and_nothing_else,
    );
    suite.case(
        Setup::ROOT,
        "Escape closes what was opened and gives the focus back",
        escape_gives_the_focus_back,
    );
    suite.case(
        Setup::ROOT,
        "a page is sent on as it is seen, without what the link that led there had in it",
        a_page_is_sent_as_seen,
    );
    suite.case(
        Setup::ROOT,
        "an indicator's card has its values as printed",
        an_indicators_card_has_its_values,
    );
}

const TITLE: &str = "无锡市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要";
const SENT: &str = "
    void Object.defineProperty(navigator, 'share', {
        configurable: true,
        value: async (data) => { window.sent = data; },
    })";
const NO_MENU: &str =
    "void Object.defineProperty(navigator, 'share', { configurable: true, value: undefined })";
const COPIED: &str = "
    void Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: { writeText: async (text) => { window.copied = text; } },
    })";
const NO_CLIPBOARD: &str =
    "void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })";
const PANEL: &str = "document.querySelector('.share-panel')";

/// Takes paragraph 4.1.3 up, by its number, and opens a panel with it.
async fn take_up(reader: &Reader, button: &str) -> Result<()> {
    reader.click("a[data-permalink][href$='#4.1.3']").await?;
    reader.click(button).await?;
    reader.find(".share-panel.foot-bar").await?;
    reader
        .until("the focus to be on what was opened", &format!("document.activeElement === {PANEL}"))
        .await
}

async fn a_paragraph_is_handed_to_the_system(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value(SENT).await?;
    take_up(reader, "#passage-share").await?;
    reader.click("[data-act=send]").await?;
    reader.until("something to be sent", "window.sent !== undefined").await?;
    let address = reader.url_of("plan/4/#4.1.3");
    reader.expect("the paragraph's address", &format!("sent.url === '{address}'")).await?;
    let place = format!("——《{TITLE}》第二篇第四章第一节第3段");
    reader
        .expect(
            "its words, then its place",
            &format!(
                "sent.text.startsWith('高强度要素集聚。统筹全市各类专项资金基金')
                    && sent.text.endsWith('比重达到50%以上。\\n{place}')"
            ),
        )
        .await
}

async fn a_failing_menu_is_made_up_for(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader
        .value(
            "void Object.defineProperty(navigator, 'share', {
                configurable: true,
                value: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
            })",
        )
        .await?;
    reader.value(COPIED).await?;
    take_up(reader, "#passage-share").await?;
    reader.click("[data-act=send]").await?;
    let address = reader.url_of("plan/4/#4.1.3");
    reader.until("the link to be copied", &format!("window.copied === '{address}'")).await?;
    reader
        .until(
            "the reader to be told",
            "document.querySelector('.notice-line').textContent.includes('已复制')",
        )
        .await
}

async fn the_link_can_be_selected(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value(NO_MENU).await?;
    reader.value(NO_CLIPBOARD).await?;
    take_up(reader, "#passage-share").await?;
    reader
        .expect("no button that could do nothing", "!document.querySelector('[data-act=send]')")
        .await?;
    let address = reader.url_of("plan/4/#4.1.3");
    reader.click(".share-panel textarea").await?;
    reader
        .until(
            "the link to be selected at a tap",
            "((field) => field.value.slice(field.selectionStart, field.selectionEnd))
                (document.querySelector('.share-panel textarea')) === document.querySelector('.share-panel textarea').value",
        )
        .await?;
    reader
        .expect(
            "the paragraph's address",
            &format!("document.querySelector('.share-panel textarea').value === '{address}'"),
        )
        .await?;
    reader.click(".share-panel__field [data-copy]").await?;
    reader
        .until(
            "the link to be shown to be pressed long",
            &format!(
                "document.querySelector('.notice-line__address')?.textContent === '{address}'"
            ),
        )
        .await
}

async fn a_card_opens_its_paragraph(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    take_up(reader, "#passage-share").await?;
    reader.click("[data-act=draw]").await?;
    let address = reader.url_of("plan/4/#4.1.3");
    ensure!(address_on_card(reader).await? == address, "expected the code to hold {address}");
    reader
        .expect(
            "a picture to be downloaded, and words for where that is not to be had",
            "document.querySelector('.share-panel__made a').download === '第二篇第四章第一节第3段.png'
                && document.querySelector('.share-panel__made').textContent.includes('长按图片可保存')",
        )
        .await?;
    reader.open("about/").await?;
    reader.browser.client.goto(&address).await?;
    reader.until_ready().await?;
    reader.until_landed_on("4.1.3").await
}

/// What a camera reads on the card that is shown.
async fn address_on_card(reader: &Reader) -> Result<String> {
    let picture = "document.querySelector('.share-panel__made img')";
    reader
        .until(
            "a card 1080 pixels wide",
            &format!("{picture}?.complete === true && {picture}.naturalWidth === 1080"),
        )
        .await?;
    let png = reader.text(&format!("{picture}.src")).await?;
    let png = png.strip_prefix("data:image/png;base64,").context("expected a PNG")?;
    let picture = image::load_from_memory(&BASE64_STANDARD.decode(png)?)?.to_luma8();
    let (width, height) = picture.dimensions();
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
            picture.get_pixel(x as u32, y as u32).0[0]
        });
    let grids = picture.detect_grids();
    ensure!(grids.len() == 1, "expected one code on the card, but found {}", grids.len());
    Ok(grids[0].decode()?.1)
}

async fn four_forms_are_copied(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value(COPIED).await?;
    take_up(reader, "#passage-cite").await?;
    let address = reader.url_of("plan/4/#4.1.3");
    for (idx, parts) in [
        [format!("{TITLE}:第二篇第四章第一节第3段[EB/OL].["), format!("].{address}")],
        [format!("《{TITLE}》"), "第二篇第四章第一节第3段".to_owned()],
        ["@online{plan14-4.1.3,".to_owned(), format!("url = {{{address}}}")],
        ["\"type\":\"webpage\"".to_owned(), format!("\"URL\":\"{address}\"")],
    ]
    .iter()
    .enumerate()
    {
        let field = format!("document.querySelectorAll('.share-panel textarea')[{idx}]");
        for part in parts {
            reader
                .expect(
                    format!("form {idx} with `{part}`"),
                    &format!("{field}.value.includes('{part}')"),
                )
                .await?;
        }
        // The panel's head is a `div` before them.
        let nth = idx + 2;
        reader.click(&format!(".share-panel__field:nth-of-type({nth}) [data-copy]")).await?;
        reader
            .until("it to be copied as shown", &format!("window.copied === {field}.value"))
            .await?;
    }
    let today = "((day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()])(new Date())";
    reader
        .expect(
            "CSL-JSON that says today",
            &format!("JSON.stringify(JSON.parse(copied)[0].accessed['date-parts'][0]) === JSON.stringify({today})"),
        )
        .await
}

async fn copying_gives_the_words_and_nothing_else(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value(COPIED).await?;
    reader
        .value(
            "((range) => {
                range.selectNodeContents(document.getElementById('4.1.3'));
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            })(document.createRange())",
        )
        .await?;
    reader.find(".passage-bar").await?;
    reader
        .expect(
            "a copy that no script has a hand in",
            "((event) => document.getElementById('4.1.3').dispatchEvent(event)
                && event.clipboardData.types.length === 0)
             (new ClipboardEvent('copy', {
                bubbles: true, cancelable: true, clipboardData: new DataTransfer(),
             }))",
        )
        .await?;
    reader.click(".passage-bar__actions [data-copy]").await?;
    reader
        .until(
            "the words to be copied, and nothing besides",
            "window.copied?.startsWith('高强度要素集聚。') && copied.endsWith('比重达到50%以上。')
                && !copied.includes('\\n')",
        )
        .await
}

async fn escape_gives_the_focus_back(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    for button in ["passage-share", "passage-cite"] {
        take_up(reader, &format!("#{button}")).await?;
        reader.press(Key::Escape).await?;
        reader
            .until(
                "the line to be back, with the focus on the button",
                &format!("{PANEL} === null && document.activeElement.id === '{button}'"),
            )
            .await?;
    }
    reader.press(Key::Escape).await?;
    reader.until("the line to go", "document.querySelector('.passage-bar') === null").await?;
    reader.value("document.getElementById('page-cite').focus()").await?;
    reader.press(Key::Enter).await?;
    reader
        .until("the page's panel to have the focus", &format!("document.activeElement === {PANEL}"))
        .await?;
    reader.press(Key::Escape).await?;
    reader
        .until(
            "the focus to be on the button again",
            &format!("{PANEL} === null && document.activeElement.id === 'page-cite'"),
        )
        .await
}

async fn a_page_is_sent_as_seen(reader: &mut Reader) -> Result<()> {
    reader.open("search/?utm_source=x&q=%E5%85%BB%E8%80%81&from=timeline").await?;
    // Until the passages are there, the page's foot moves.
    reader.until("passages", "document.querySelectorAll('.found').length > 10").await?;
    reader.value(SENT).await?;
    reader.click("#page-share").await?;
    reader.click(".page-share [data-act=send]").await?;
    let address = reader.url_of("search/?q=%E5%85%BB%E8%80%81");
    reader
        .until(
            "the search and nothing else to be sent",
            &format!("window.sent?.url === '{address}'"),
        )
        .await?;
    reader.expect("its words", "sent.text.startsWith('搜索“养老”')").await?;
    reader.open("qa/5/").await?;
    reader.click("#page-cite").await?;
    reader
        .until(
            "the press to be cited as a newspaper",
            "document.querySelector('.share-panel textarea')?.value.includes('[N/OL]') === true
                && document.querySelector('.share-panel').textContent.includes('没有写报名、日期和版次')",
        )
        .await
}

async fn an_indicators_card_has_its_values(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/14-5/").await?;
    reader.value(NO_MENU).await?;
    reader.click("#page-share").await?;
    reader
        .expect(
            "its name and values as printed",
            "document.querySelector('.share-panel [data-copy]').dataset.copy
                .startsWith('高新技术产业产值占规模以上工业总产值比重（%）\\n2020年基期48.33\\n→ 2025年目标50\\n——《')",
        )
        .await?;
    reader.click("[data-act=draw]").await?;
    let address = reader.url_of("indicators/14-5/");
    ensure!(address_on_card(reader).await? == address, "expected the code to hold {address}");
    Ok(())
}
