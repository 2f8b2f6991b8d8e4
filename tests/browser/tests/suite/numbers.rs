//! The plan's numbers: narrowing down and comparing indicators, figures in the text, and a
//! reader's own values.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "indicators are narrowed down by chips and words, and the address keeps it",
        indicators_are_narrowed_down,
    );
    suite.case(
        Setup::SUB_PATH,
        "the record of the last period is a choice in the address",
        the_last_period_is_a_choice,
    );
    suite.case(
        Setup::ROOT,
        "two indicators stand side by side, and go away again",
        two_indicators_are_compared,
    );
    suite.case(
        Setup::ROOT,
        "targets in the text are narrowed down and lead to their sentences",
        targets_lead_to_their_sentences,
    );
    suite.case(
        Setup::ROOT,
        "a figure in the text opens a card that leads to its indicator",
        a_figure_opens_a_card,
    );
    suite.case(
        Setup::ROOT,
        "a reader's own value is compared with the even path and outlives a reload",
        an_own_value_is_kept,
    );
    suite.case(
        Setup::ROOT,
        "a value that the device refuses stays in the page, whatever happens elsewhere",
        a_refused_value_stays,
    );
    suite.case(
        Setup::ROOT,
        "a file of own values is stored when the reader says so, and loses none that is there",
        a_file_is_stored_on_confirmation,
    );
    suite.case(
        Setup::ROOT,
        "of two files that are chosen one after the other the later is read",
        the_later_file_is_read,
    );
    suite.case(Setup::ROOT, "a list is copied as a table, or shown for it", a_list_is_copied);
    suite.case(
        Setup::ROOT,
        "in the largest type on a phone nothing scrolls sideways",
        nothing_scrolls_sideways,
    );
}

/// The lines that are shown stand as in the table that the page's button copies. Nothing is
/// copied: in some browsers the table is then shown at the foot, over the list.
const IS_LISTED_AS_COPIED: &str = "(() => {\
    const button = document.querySelector('.order button');\
    document.body.addEventListener('click', it => it.stopPropagation(), { once: true });\
    button.click();\
    const copied = button.dataset.copy.split('\\n').slice(1).map(line => line.split('\\t')[0]);\
    const shown = [...document.querySelectorAll('.entry:not([hidden]) .entry__compare')];\
    return copied.length > 0 && copied.join() === shown.map(it => it.dataset.id).join();\
})()";
const N_ENTRIES: &str = "document.querySelectorAll('.entries > .entry:not([hidden])').length";

/// Whether the list has followed what the address asks for.
const IS_NARROWED: &str = "document.querySelector('.filter__state').textContent.includes('显示')";

/// Waits until so many indicators are listed, and so many counted.
async fn until_listed(reader: &Reader, n_entries: usize, state: &str) -> Result<()> {
    reader
        .until(format!("{n_entries} indicators"), &format!("{N_ENTRIES} === {n_entries}"))
        .await?;
    reader
        .expect(
            format!("the list to say {state}"),
            &format!("document.querySelector('.filter [role=status]').textContent === '{state}'"),
        )
        .await
}

async fn indicators_are_narrowed_down(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/").await?;
    until_listed(reader, 32, "共 32 项。").await?;
    reader.click("[aria-labelledby=facet-group] .chip:nth-of-type(2)").await?;
    until_listed(reader, 9, "百姓富：显示 9 项，共 32 项。").await?;
    reader.find("#filter-words").await?.send_keys("就业").await?;
    until_listed(reader, 1, "百姓富、“就业”：显示 1 项，共 32 项。").await?;
    reader
        .until(
            "the choices in the address",
            "(query => query.get('group') === '百姓富' && query.get('q') === '就业')\
             (new URLSearchParams(location.search))",
        )
        .await?;
    reader
        .expect(
            "no choice that would leave nothing to be open",
            "[...document.querySelectorAll('.chip')].every(chip =>\
             chip.disabled === (chip.querySelector('.chip__count').textContent === '0'))",
        )
        .await?;
    reader.reload().await?;
    until_listed(reader, 1, "百姓富、“就业”：显示 1 项，共 32 项。").await?;
    reader.find("#filter-words").await?.send_keys("没有").await?;
    until_listed(reader, 0, "百姓富、“就业没有”：没有同时符合这些条件的指标。").await?;
    reader.click(".filter__state .filter__clear").await?;
    until_listed(reader, 32, "共 32 项。").await?;
    reader.value("document.querySelector('.order select').value = 'distance'").await?;
    reader
        .value("document.querySelector('.order select').dispatchEvent(new Event('change', { bubbles: true }))")
        .await?;
    reader
        .until(
            "the largest change first",
            "document.querySelector('.entry:not([hidden])').textContent.includes('托位')",
        )
        .await?;
    // The lines below the window follow a frame later.
    reader.until("all lines in the order of the table to copy", IS_LISTED_AS_COPIED).await?;
    reader.until("the order in the address", "location.search.includes('sort=distance')").await?;
    reader.click("[aria-labelledby=facet-group] .chip:nth-of-type(2)").await?;
    let narrowed = format!("{N_ENTRIES} < 32 && {IS_LISTED_AS_COPIED}");
    reader.until("fewer lines, in the same order", &narrowed).await?;
    reader.click(".filter__state .filter__clear").await?;
    until_listed(reader, 32, "共 32 项。").await?;
    reader.expect("all of them in order again", IS_LISTED_AS_COPIED).await?;
    reader.until("none of them still arriving", "!document.querySelector('[data-first]')").await?;
    // Before the lines of the first order have settled.
    reader
        .value(
            "(() => { const select = document.querySelector('.order select');\
             const choose = order => {\
                 select.value = order;\
                 select.dispatchEvent(new Event('change', { bubbles: true }));\
             };\
             choose('distance');\
             requestAnimationFrame(() => { choose(''); requestAnimationFrame(() => choose('distance')); }); })()",
        )
        .await?;
    reader.until("the last of three orders", "location.search.includes('sort=distance')").await?;
    reader.until("all lines in this order", IS_LISTED_AS_COPIED).await?;
    reader
        .until(
            "the same order to see, by no style of their own",
            "[...document.querySelectorAll('.entry:not([hidden])')].every((entry, at, entries) =>\
                 !entry.style.order && (at === 0 ||\
                 entries[at - 1].getBoundingClientRect().top < entry.getBoundingClientRect().top))",
        )
        .await
}

async fn the_last_period_is_a_choice(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/").await?;
    reader.click(".period:not([aria-current])").await?;
    until_listed(reader, 57, "共 47 项（57 行，分项各一行）。").await?;
    ensure!(reader.path().await? == "indicators/?period=13");
    reader.click("[aria-labelledby=facet-outcome] .chip:nth-of-type(2)").await?;
    reader
        .until(
            "only indicators that did not reach their targets",
            &format!("{N_ENTRIES} > 0 && {N_ENTRIES} === [...document.querySelectorAll('.entry:not([hidden])')].filter(entry => entry.textContent.includes('比目标值')).length"),
        )
        .await?;
    reader
        .expect(
            "no word of praise or blame",
            "!/优秀|良好|落后|失败|较差/.test(document.querySelector('.entries').textContent)",
        )
        .await
}

async fn two_indicators_are_compared(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/?q=就业").await?;
    reader.until("the list to be narrowed", IS_NARROWED).await?;
    reader.click(".entry:not([hidden]) .entry__compare").await?;
    reader
        .until("a column", "document.querySelectorAll('.comparison thead th').length === 1")
        .await?;
    reader.open("indicators/?compare=14-12,14-14").await?;
    reader
        .until("two columns", "document.querySelectorAll('.comparison thead th').length === 2")
        .await?;
    reader
        .expect(
            "both targets as printed",
            "['[60]', '3.9'].every(text => document.querySelector('.comparison').textContent.includes(text))",
        )
        .await?;
    reader.click(".comparison .filter__clear").await?;
    reader.until("no comparison", "document.querySelector('.comparison table') === null").await?;
    reader.until("no choice in the address", "location.search === ''").await
}

async fn targets_lead_to_their_sentences(reader: &mut Reader) -> Result<()> {
    reader.open("targets/#7.3.3-1").await?;
    reader.until_landed_on("7.3.3-1").await?;
    reader.find("#filter-words").await?.send_keys("机场").await?;
    reader
        .until("two targets", "document.querySelectorAll('.target:not([hidden])').length === 2")
        .await?;
    reader.click(".target:not([hidden]) a[href$='#7.3.3']").await?;
    reader.until_landed_on("7.3.3").await
}

async fn a_figure_opens_a_card(reader: &mut Reader) -> Result<()> {
    const FIGURE: &str = "document.getElementById('5.5.1-1-figure')";
    reader.open("plan/5/#5.5.1").await?;
    reader.until_landed_on("5.5.1").await?;
    reader.value(&format!("{FIGURE}.focus()")).await?;
    reader.press(Key::Enter).await?;
    reader.until("the card", "document.getElementById('5.5.1-1-figure-popup') !== null").await?;
    reader
        .expect(
            "the text to be as printed",
            "document.getElementById('5.5.1').textContent.includes('现代服务业增加值占服务业增加值比重达到56%')",
        )
        .await?;
    reader.press(Key::Escape).await?;
    reader
        .until("the card to be closed", "document.getElementById('5.5.1-1-figure-popup') === null")
        .await?;
    reader.press(Key::Enter).await?;
    reader.click(".popup a[href$='/indicators/14-7/']").await?;
    reader.until("the indicator", "document.title.includes('现代服务业增加值')").await
}

const STATUS: &str = "document.querySelector('.actuals > [role=status]').textContent";

async fn type_value(reader: &Reader, field: &str, text: &str) -> Result<()> {
    let input = reader.find(&format!("[id='{field}']")).await?;
    input.send_keys(text).await?;
    reader.press(Key::Tab).await
}

async fn an_own_value_is_kept(reader: &mut Reader) -> Result<()> {
    const STATED: &str = "49.2%，不低于均匀推算到2022年的48.998%";
    reader.open("indicators/14-5/").await?;
    type_value(reader, "actual-value-14-5-2022", "49.2").await?;
    reader.until("the status", &format!("{STATUS}.includes('{STATED}')")).await?;
    type_value(reader, "actual-value-14-5-2022", "n/a").await?;
    reader
        .until(
            "what is wrong with it",
            "document.querySelector('.actuals__error')?.textContent === '应为数，实为“49.2n/a”。'",
        )
        .await?;
    reader
        .expect(
            "what was typed to be there still",
            "document.getElementById('actual-value-14-5-2022').value === '49.2n/a'",
        )
        .await?;
    reader.expect("the value from before", &format!("{STATUS}.includes('{STATED}')")).await?;
    reader.reload().await?;
    reader.until("the status after a reload", &format!("{STATUS}.includes('{STATED}')")).await?;
    reader
        .expect(
            "the value in its field",
            "document.getElementById('actual-value-14-5-2022').value === '49.2'",
        )
        .await?;
    reader
        .expect(
            "the value in the exported file",
            "decodeURIComponent(document.querySelector('.actuals a[download]').href).includes('14-5,2022,49.2,')",
        )
        .await?;
    reader.open("indicators/14-6/").await?;
    reader.expect("no value of another indicator", &format!("{STATUS} === ''")).await
}

async fn a_refused_value_stays(reader: &mut Reader) -> Result<()> {
    const VALUE: &str = "document.getElementById('actual-value-14-5-2022').value";
    reader.open("indicators/14-5/").await?;
    reader.value("Storage.prototype.setItem = () => { throw new Error('full'); }").await?;
    type_value(reader, "actual-value-14-5-2022", "49.2").await?;
    reader
        .until(
            "it to be said",
            "document.querySelector('.actuals__error')?.textContent.includes('没有存住')",
        )
        .await?;
    // What the browser does when another window of the site writes to the storage.
    reader.value("window.dispatchEvent(new StorageEvent('storage'))").await?;
    reader.value("(window.since = Date.now()) > 0").await?;
    reader.until("a moment", "Date.now() - window.since > 300").await?;
    reader.expect("the value to be there", &format!("{VALUE} === '49.2'")).await?;
    reader
        .expect(
            "it to be exported",
            "decodeURIComponent(document.querySelector('.actuals a[download]').href).includes('14-5,2022,49.2,')",
        )
        .await
}

/// What is said of the file that was chosen.
const RESULT: &str = "(document.querySelector('.actuals__import-result')?.textContent ?? '')";

async fn choose_file(reader: &Reader, csv: &[u8]) -> Result<()> {
    reader
        .value(&format!(
            "(input => {{ const files = new DataTransfer();
              files.items.add(new File([new Uint8Array({csv:?})], 'values.csv', {{ type: 'text/csv' }}));
              input.files = files.files;
              input.dispatchEvent(new Event('change', {{ bubbles: true }})) }})\
             (document.querySelector('.actuals input[type=file]'))"
        ))
        .await?;
    Ok(())
}

async fn the_later_file_is_read(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/14-5/").await?;
    reader
        .value(
            "(text => { Blob.prototype.text = function () { return new Promise((done) => {
                const finish = () => text.call(this).then(done);
                if (this.size > 1000) window.finish = finish; else finish();
            }) } })(Blob.prototype.text)",
        )
        .await?;
    let large = "甲\n".repeat(1_000);
    choose_file(reader, large.as_bytes()).await?;
    reader.until("the large file to be asked for", "window.finish !== undefined").await?;
    choose_file(reader, "indicator,year,value,source\n14-5,2022,49.4,\n".as_bytes()).await?;
    let is_shown = format!("{RESULT}.includes('1个是新的')");
    reader.until("the small file to be read", &is_shown).await?;
    reader
        .value("(window.finish().then(() => setTimeout(() => { window.isOver = true }, 200)), 1)")
        .await?;
    reader.until("the large file to be read", "window.isOver === true").await?;
    reader.expect("what the later file has to be shown still", &is_shown).await
}

async fn a_file_is_stored_on_confirmation(reader: &mut Reader) -> Result<()> {
    const STORED: &str = "(localStorage.getItem('plan-reader.actuals') ?? '')";
    reader.open("indicators/14-5/").await?;
    type_value(reader, "actual-value-14-5-2021", "48.9").await?;
    reader.until("the value to be kept", &format!("{STORED}.includes('14-5,2021,48.9')")).await?;
    let csv =
        "indicator,year,value,source\n14-5,2021,48.8,报表\n14-5,2022,49.4,报表\n14-7,2022,n/a,\n";
    choose_file(reader, csv.as_bytes()).await?;
    reader
        .until(
            "what the file has",
            &format!("{RESULT}.includes('1个是新的') && {RESULT}.includes('1个和已填的不同') && {RESULT}.includes('第4行：应为数，实为“n/a”。')"),
        )
        .await?;
    reader.expect("nothing stored yet", &format!("!{STORED}.includes('49.4')")).await?;
    reader.click(".actuals__import-result button:nth-of-type(2)").await?;
    reader
        .until(
            "the new value beside the old one",
            &format!(
                "{STORED}.includes('14-5,2022,49.4,报表') && {STORED}.includes('14-5,2021,48.9')"
            ),
        )
        .await?;
    choose_file(reader, "名称,年份\n1,2\n".as_bytes()).await?;
    reader.until("the columns to be named", &format!("{RESULT}.includes('indicator')")).await?;
    reader.click(".actuals__import-result button").await?;
    reader
        .expect(
            "nothing to be lost",
            &format!("{STORED}.includes('48.9') && {STORED}.includes('49.4')"),
        )
        .await?;
    // 报表 in GBK, as spreadsheets in Chinese save it.
    choose_file(reader, b"indicator,year,value,source\r\n14-5,2023,49.6,\xb1\xa8\xb1\xed\r\n")
        .await?;
    reader.until("the file in GBK to be read", &format!("{RESULT}.includes('1个是新的')")).await?;
    reader.click(".actuals__import-result button:nth-of-type(1)").await?;
    reader
        .until("its source as it was", &format!("{STORED}.includes('14-5,2023,49.6,报表')"))
        .await?;
    // 公 in UTF-8 without its first byte: two bytes that are a character in GBK.
    choose_file(reader, b"\xef\xbb\xbfindicator,year,value,source\n14-5,2024,49.7,\x85\xac\n")
        .await?;
    reader.until("the damage to be told", &format!("{RESULT}.includes('UTF-8')")).await
}

async fn a_list_is_copied(reader: &mut Reader) -> Result<()> {
    reader.open("indicators/?group=安全保障").await?;
    reader.until("the list to be narrowed", IS_NARROWED).await?;
    reader.click(".order button").await?;
    reader
        .until(
            "a header and four rows to be copied",
            "document.querySelector('[data-copy]').dataset.copy.split('\\n').length === 5",
        )
        .await?;
    reader
        .until(
            "a word that it was copied, or the table itself",
            "/已复制|请长按/.test(document.querySelector('.notice-line').textContent)",
        )
        .await
}

async fn nothing_scrolls_sideways(reader: &mut Reader) -> Result<()> {
    reader.open("").await?;
    reader.value("localStorage.setItem('plan-reader.type-size', '4')").await?;
    for page in [
        "indicators/",
        "indicators/?period=13&compare=13-1,13-2,13-4-1",
        "indicators/14-12/",
        "indicators/14-20/",
        "indicators/13-31/",
        "targets/",
        "plan/3/",
        "about/",
    ] {
        reader.open(page).await?;
        reader
            .until(
                format!("{page} to be as wide as the window"),
                "document.documentElement.dataset.typeSize === '4'
                    && document.documentElement.scrollWidth <= innerWidth",
            )
            .await?;
    }
    Ok(())
}
