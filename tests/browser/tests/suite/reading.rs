//! What a reader does on a page: open notes, take a link, choose colours and type size.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "the app takes a page over and leaves its elements as they are",
        taking_over_leaves_elements,
    );
    suite.case(
        Setup::ROOT,
        "a footnote opens at a tap and closes at the next",
        a_footnote_opens_at_a_tap,
    );
    suite.case(
        Setup::ROOT,
        "a footnote opens by keyboard, Escape closes it and returns to its mark",
        a_footnote_opens_by_keyboard,
    );
    suite.case(Setup::ROOT, "tapping a paragraph's number gives its link", a_number_gives_the_link);
    suite.case(Setup::ROOT, "theme and type size outlive a reload", choices_outlive_a_reload);
    suite.case(
        Setup::ROOT,
        "a choice made in another window is kept by this one",
        a_choice_in_another_window_is_kept,
    );
    suite.case(
        Setup::ROOT,
        "what is read in another window is not taken back by this one",
        reading_elsewhere_is_kept,
    );
    suite.case(
        Setup::ROOT,
        "what was removed in another window is not kept again by this one",
        what_is_removed_elsewhere_is_gone,
    );
    suite.case(
        Setup::ROOT,
        "a page that comes back from the browser's memory has what was chosen meanwhile",
        a_page_comes_back,
    );
}

async fn taking_over_leaves_elements(reader: &mut Reader) -> Result<()> {
    for page in ["", "plan/", "plan/4/", "qa/5/", "indicators/", "targets/", "topics/elderly/"] {
        reader.visit(page).await?;
        let n_served = "(window.served ??= document.documentElement.hasAttribute('data-ready') \
                             ? [] : [...document.querySelectorAll('#app *')]).length";
        let n_served = reader.value(n_served).await?;
        ensure!(n_served.as_u64() > Some(50), "expected to be quicker than the app at /{page}");
        reader.until_ready().await?;
        let lost = "window.served.filter((element) => !element.isConnected)
            .map((element) => `${element.localName}.${element.className}`)";
        let lost = reader.value(lost).await?;
        ensure!(
            lost.as_array().is_some_and(Vec::is_empty),
            "expected all elements of /{page} to stay, but found these to have gone: {lost}"
        );
        reader
            .expect(
                "no element to be there twice",
                "((ids) => new Set(ids).size === ids.length)
                     ([...document.querySelectorAll('[id]')].map(({ id }) => id))",
            )
            .await?;
    }
    Ok(())
}

const MARK: &str = "document.querySelector('a.note-reference')";
const POPUP: &str = "document.querySelector('.popup')";

async fn until_note_is(reader: &Reader, is_open: bool) -> Result<()> {
    reader
        .until(
            format!(
                "the note's mark to say that it is {}",
                if is_open { "open" } else { "closed" }
            ),
            &format!("{MARK}.getAttribute('aria-expanded') === '{is_open}'"),
        )
        .await?;
    reader
        .until(
            "the note to be there as its mark says",
            &format!("({POPUP} !== null && {POPUP}.getClientRects().length > 0) === {is_open}"),
        )
        .await
}

async fn a_footnote_opens_at_a_tap(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.click("a.note-reference").await?;
    until_note_is(reader, true).await?;
    reader
        .expect(
            "the note to lie within the window",
            &format!(
                "(({{ left, right, height }}) => left >= 0 && right <= innerWidth && height > 0)\
                 ({POPUP}.getBoundingClientRect())"
            ),
        )
        .await?;
    reader
        .expect(
            "the note to hold its text",
            &format!("{POPUP}.textContent.includes('五坚持五提升')"),
        )
        .await?;
    reader.click("a.note-reference").await?;
    until_note_is(reader, false).await
}

async fn a_footnote_opens_by_keyboard(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value(&format!("{MARK}.focus()")).await?;
    reader.press(Key::Enter).await?;
    until_note_is(reader, true).await?;
    reader.press(Key::Escape).await?;
    until_note_is(reader, false).await?;
    reader.until("the focus to be on the mark", &format!("document.activeElement === {MARK}")).await
}

async fn a_number_gives_the_link(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.click("[id='4.2.1'] .paragraph__number").await?;
    reader.until("the paragraph's address", "location.hash === '#4.2.1'").await?;
    reader.until_landed_on("4.2.1").await?;
    ensure!(reader.path().await? == "plan/4/#4.2.1");
    Ok(())
}

async fn choices_outlive_a_reload(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    let size = "parseFloat(getComputedStyle(document.querySelector('.paragraph__text')).fontSize)";
    let colour = "getComputedStyle(document.body).backgroundColor";
    let (size_before, colour_before) = (reader.value(size).await?, reader.text(colour).await?);
    reader.click("details.settings summary").await?;
    reader.click("[data-theme-choice=dark]").await?;
    reader.click("button[data-type-size=up]").await?;
    let is_chosen = format!(
        "document.documentElement.dataset.theme === 'dark' && {size} > {size_before}
            && {colour} !== '{colour_before}'"
    );
    reader.until("dark and large type", &is_chosen).await?;
    reader.reload().await?;
    reader.until("dark and large type after a reload", &is_chosen).await?;
    reader.open("plan/5/").await?;
    reader.until("dark and large type on another page", &is_chosen).await
}

async fn a_choice_in_another_window_is_kept(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    // What the browser does here when another window of the site writes to the storage.
    reader
        .value(
            "localStorage.setItem('plan-reader.theme', 'dark'),
             window.dispatchEvent(new StorageEvent('storage'))",
        )
        .await?;
    reader.until("the dark theme", "document.documentElement.dataset.theme === 'dark'").await?;
    reader.value("scrollTo(0, 2000)").await?;
    reader
        .until(
            "the reading position to be kept",
            "localStorage['plan-reader.last-chapter'] === '4'",
        )
        .await?;
    reader.expect("the choice to be kept", "localStorage['plan-reader.theme'] === 'dark'").await
}

async fn reading_elsewhere_is_kept(reader: &mut Reader) -> Result<()> {
    const KEPT: &str = "['last-chapter', 'position.5', 'progress.5']
        .map((key) => localStorage[`plan-reader.${key}`]).join()";
    reader.open("plan/5/").await?;
    reader.value("scrollTo(0, 600)").await?;
    reader
        .until("the place to be kept", "localStorage['plan-reader.last-chapter'] === '5'")
        .await?;
    // Longer than a page that is scrolled takes to settle.
    reader.value("(window.since = Date.now()) > 0").await?;
    reader.until("a moment", "Date.now() - window.since > 600").await?;
    // What another window of the site would have written.
    reader
        .value(
            "Object.assign(localStorage, { 'plan-reader.position.5': '5.3.1',
                'plan-reader.progress.5': '100', 'plan-reader.last-chapter': '6' })",
        )
        .await?;
    // By script: the driver would scroll to it.
    reader.value("document.querySelector('[data-theme-choice=dark]').click()").await?;
    reader.until("the choice to be kept", "localStorage['plan-reader.theme'] === 'dark'").await?;
    reader.expect("the other's place to stay", &format!("{KEPT} === '6,5.3.1,100'")).await?;
    reader.value("scrollTo(0, 900)").await?;
    reader
        .until("this one's place to be kept", "localStorage['plan-reader.last-chapter'] === '5'")
        .await?;
    reader
        .expect("what was read not to be less", "localStorage['plan-reader.progress.5'] === '100'")
        .await
}

async fn what_is_removed_elsewhere_is_gone(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value("document.querySelector('[data-theme-choice=dark]').click()").await?;
    reader.until("the choice to be kept", "localStorage['plan-reader.theme'] === 'dark'").await?;
    reader.value("localStorage.clear(), window.dispatchEvent(new StorageEvent('storage'))").await?;
    reader.until("no theme", "document.documentElement.dataset.theme === 'auto'").await?;
    reader.value("(window.since = Date.now()) > 0").await?;
    reader.until("a moment", "Date.now() - window.since > 300").await?;
    reader.expect("nothing to be kept", "localStorage.length === 0").await
}

async fn a_page_comes_back(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    // Nobody tells a page that is kept aside of what is written.
    reader
        .value(
            "localStorage.setItem('plan-reader.theme', 'dark'),
             window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
        )
        .await?;
    reader.until("the dark theme", "document.documentElement.dataset.theme === 'dark'").await
}
