//! Pages on paper.

use anyhow::{Result, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use browser_tests::{
    Engine,
    reader::{Reader, Setup},
};
use serde_json::json;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "printed pages have no interface, and black words on white in every theme and mode",
        printed_pages_are_plain,
    );
    suite.case(
        Setup::ROOT,
        "what is opened, found and chosen on a chapter's page is not printed",
        what_is_opened_is_not_printed,
    );
    suite.case(
        Setup::SUB_PATH,
        "the page to print has the words of every block of the plan",
        the_page_to_print_is_whole,
    );
    suite.case(
        Setup::ROOT,
        "on the page to print a link lands on its paragraph, and a paragraph's number leads to its chapter",
        the_page_to_print_has_places,
    );
    suite.case(
        Setup::ROOT,
        "the way to print asks the browser, or says how its menu does it",
        the_way_to_print_works,
    );
    suite.case(
        Setup::ROOT,
        "about to print, the page has its own words for its margins and its foot",
        pages_are_named,
    );
    suite.trial("a chapter and the whole plan become pages of paper", async |engine| {
        // WebKitGTK's driver does not print.
        if engine == Engine::Webkit {
            return Ok(());
        }
        Reader::run(engine, Setup::ROOT, pages_come_out).await
    });
}

/// Styles the page as it is printed. No driver but Chromium's can ask for that; so what holds
/// for print only is made to hold, and what holds for screens only not to.
const STYLED_FOR_PRINT: &str = "((style) => {
    for (const sheet of document.styleSheets) style(sheet.cssRules, style);
    return true;
})((rules, style) => {
    for (const rule of rules) {
        if (rule instanceof CSSMediaRule) {
            const { media } = rule;
            if (media.mediaText === 'print') media.mediaText = 'all';
            else if (media.mediaText.startsWith('screen')) media.mediaText = 'not all';
        }
        if (rule.cssRules) style(rule.cssRules, style);
    }
})";

/// What is seen of the page that is no plain text: the interface, and words or grounds in
/// colours. Grounds of charts' marks are their drawing.
const NOT_PLAIN: &str = "(() => {
    const found = [];
    const isSeen = (element) =>
        element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const name = (element) => `${element.localName}.${element.getAttribute('class')}`;
    const interface = `button, input, select, textarea, form, nav, summary, audio, progress,
        [role=search], [role=toolbar], [aria-expanded=true], .page-bar, .foot-bars, .skip-link,
        .popup, .related, .page-foot__build, .page-share, .turn-page, .mark-boxes`;
    for (const element of document.querySelectorAll(interface)) {
        if (isSeen(element) && !element.matches('[class$=-reference]')) found.push(name(element));
    }
    const isPlainGround = (colour) => /^(rgba\\(.*, 0\\)|transparent|rgb\\(255, 255, 255\\))$/.test(colour);
    for (const element of document.body.querySelectorAll('*')) {
        if (!isSeen(element) || element.closest('defs, .visually-hidden, #announcer')) continue;
        const style = getComputedStyle(element);
        const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const colour = element instanceof SVGElement ? style.fill : style.color;
        if (hasWords && colour !== 'rgb(0, 0, 0)') found.push(`${name(element)} ${colour}`);
        if (!isPlainGround(style.backgroundColor)) found.push(`${name(element)} on ${style.backgroundColor}`);
    }
    return [...new Set(found)].slice(0, 8).join('; ');
})()";

async fn style_for_print(reader: &Reader) -> Result<()> {
    reader.expect("styles for print", STYLED_FOR_PRINT).await
}

async fn printed_pages_are_plain(reader: &mut Reader) -> Result<()> {
    for page in [
        "plan/4/",
        "plan/1/",
        "indicators/",
        "indicators/?period=13",
        "indicators/14-12/",
        "indicators/13-31/",
        "plan/full/",
    ] {
        reader.open(page).await?;
        style_for_print(reader).await?;
        let is_long = page == "plan/full/";
        for theme in ["auto", "light", "paper", "dark"].iter().take(if is_long { 1 } else { 4 }) {
            for mode in ["standard", "elder"] {
                reader
                    .value(&format!(
                        "document.documentElement.setAttribute('data-theme', '{theme}'),
                         document.documentElement.setAttribute('data-mode', '{mode}')"
                    ))
                    .await?;
                let found = reader.text(NOT_PLAIN).await?;
                ensure!(
                    found.is_empty(),
                    "expected plain words on /{page} in theme {theme}, mode {mode}, but found {found}"
                );
            }
        }
    }
    Ok(())
}

async fn what_is_opened_is_not_printed(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/?q=创新").await?;
    reader.until("the bar of the words", "document.querySelector('.hit-bar') !== null").await?;
    reader.click(".figure-reference").await?;
    reader.until("what it means", "document.querySelector('.popup') !== null").await?;
    style_for_print(reader).await?;
    let found = reader.text(NOT_PLAIN).await?;
    ensure!(found.is_empty(), "expected plain words, but found {found}");
    reader
        .expect(
            "no ground behind what was found",
            "['hits', 'hit'].every((name) => /^rgba\\(0, 0, 0, 0\\)$/.test(
                getComputedStyle(document.body, `::highlight(${name})`).backgroundColor))
             || !('highlights' in CSS)",
        )
        .await
}

async fn the_page_to_print_is_whole(reader: &mut Reader) -> Result<()> {
    reader.open("plan/").await?;
    reader.click("a[href$='/plan/full/']").await?;
    reader.until("the whole text", "document.querySelector('.whole__text') !== null").await?;
    reader.until("its title", "document.title.includes('全文一页')").await?;
    let missing = "fetch('../../data/plan.json').then((response) => response.json()).then((plan) => {
        const plain = (text) => text.replace(/\\s+/g, '');
        const own = plan.blocks.filter(({ kind }) => kind !== 'question' && kind !== 'answer');
        const missing = own.filter(({ id, kind, text }) => {
            const element = document.getElementById(id);
            if (element === null) return true;
            const marks = element.cloneNode(true);
            for (const mark of marks.querySelectorAll('.note, .paragraph__number')) mark.remove();
            return !plain(marks.textContent).includes(plain(text)) && kind !== 'note';
        });
        return own.length < 400 ? `only ${own.length} blocks` : missing.map(({ id }) => id).join(' ');
    })";
    let found = reader.text(missing).await?;
    ensure!(found.is_empty(), "expected the words of every block, but found none of {found}");
    Ok(())
}

async fn the_page_to_print_has_places(reader: &mut Reader) -> Result<()> {
    reader.open("plan/full/#12.2.3").await?;
    reader.until_landed_on("12.2.3").await?;
    reader.click("[id='12.2.3'] .paragraph__number").await?;
    reader.until_landed_on("12.2.3").await?;
    let path = reader.path().await?;
    ensure!(path == "plan/12/#12.2.3", "expected to be at the chapter, but found {path}");
    Ok(())
}

async fn the_way_to_print_works(reader: &mut Reader) -> Result<()> {
    for page in ["plan/4/", "indicators/", "indicators/14-12/", "plan/full/"] {
        reader.open(page).await?;
        reader
            .expect("a stand-in", "(window.print = () => { window.isPrinting = true; }, true)")
            .await?;
        reader
            .expect(
                "the button alone",
                "document.querySelector('.print-way__button').getClientRects().length > 0
                    && document.querySelector('.print-way__words').getClientRects().length === 0",
            )
            .await?;
        reader.click(".print-way__button").await?;
        reader.until("the browser to be asked", "window.isPrinting === true").await?;
        reader
            .expect(
                "the words alone where it would not answer",
                "(document.documentElement.removeAttribute('data-can-print'),
                    document.querySelector('.print-way__button').getClientRects().length === 0
                    && document.querySelector('.print-way__words').getClientRects().length > 0)",
            )
            .await?;
    }
    Ok(())
}

async fn pages_are_named(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/?period=13").await?;
    // Not one of the lines that the address replaces first.
    reader.click(".entry a[href$='/indicators/13-1/']").await?;
    reader.until("an indicator", "location.pathname.endsWith('/indicators/13-1/')").await?;
    reader.until("its title", "document.title.includes('十三五')").await?;
    for _ in 0..2 {
        reader.value("window.dispatchEvent(new Event('beforeprint'))").await?;
    }
    style_for_print(reader).await?;
    reader
        .expect(
            "title, site and address",
            "['page', 'site', 'address', 'foot'].map((name) =>
                getComputedStyle(document.documentElement).getPropertyValue(`--print-${name}`).trim())
                .join() === [
                    `\"${document.title.split(' · ')[0]}\"`,
                    `\"${document.title.split(' · ')[1]}\"`,
                    `\"${location.href}\"`,
                    `\"本页地址：${location.href}\"`,
                ].join()",
        )
        .await?;
    reader.open("plan/full/").await?;
    reader.value("window.dispatchEvent(new Event('beforeprint'))").await?;
    style_for_print(reader).await?;
    reader
        .expect(
            "each chapter on pages of its own",
            "[...document.querySelectorAll('[data-chapter]')].every((part) =>
                ((part.style.page = 'a'), getComputedStyle(part).page !== 'a')
                || (part.style.removeProperty('page'), getComputedStyle(part).page) === `chapter-${part.dataset.chapter}`)",
        )
        .await
}

async fn pages_come_out(reader: &mut Reader) -> Result<()> {
    for (page, expected) in [("plan/4/", 4..=9), ("plan/full/", 50..=100)] {
        reader.open(page).await?;
        let pdf = reader.browser.vendor_command("print", json!({ "background": false })).await?;
        let pdf = BASE64_STANDARD.decode(pdf.as_str().unwrap_or_default())?;
        ensure!(pdf.starts_with(b"%PDF-"), "expected a PDF of /{page}");
        ensure!(pdf.len() > 100_000, "expected words on /{page}, but found {} bytes", pdf.len());
        // Firefox packs what says how many pages they are.
        let n_pages = n_pages(&pdf);
        ensure!(
            n_pages.is_none_or(|n_pages| expected.contains(&n_pages)),
            "expected {expected:?} pages of /{page}, but found {n_pages:?}"
        );
    }
    Ok(())
}

/// How many pages a PDF has: what the root of its tree of pages counts, if that is not packed.
fn n_pages(pdf: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(pdf);
    let counts = text.split("/Count ").skip(1).filter_map(|rest| {
        rest.split(|ch: char| !ch.is_ascii_digit()).next()?.parse::<usize>().ok()
    });
    counts.max()
}
