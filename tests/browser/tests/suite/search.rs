//! Search: as one types, what it leads to, and the way back.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "words are found as they are typed, and lead to their paragraph, where they are marked",
        words_lead_to_their_paragraph,
    );
    suite.case(
        Setup::ROOT,
        "what is typed before the app is there is searched for as soon as it is",
        early_words_are_searched_for,
    );
    suite.case(
        Setup::SUB_PATH,
        "from a place with the words one goes to the next and the one before, and back to the list",
        one_goes_from_place_to_place,
    );
    suite.case(
        Setup::ROOT,
        "chapters and kinds narrow what is found down, and the address keeps it",
        findings_are_narrowed_down,
    );
    suite.case(
        Setup::ROOT,
        "other words than the typed ones are found apart, with the reason",
        other_words_are_found_apart,
    );
    suite.case(
        Setup::ROOT,
        "no keystroke is lost while the address follows the one before",
        no_keystroke_is_lost,
    );
    suite.case(
        Setup::ROOT,
        "where nothing is found the page says so and leads on",
        nothing_is_no_blank_page,
    );
    suite.case(
        Setup::ROOT,
        "what an input method is composing is not searched for before it stands",
        composed_words_are_searched_for_once_they_stand,
    );
    suite.case(
        Setup::ROOT,
        "searches that led somewhere are kept on the device, and forgotten when asked",
        searches_are_kept_and_forgotten,
    );
    suite.case(
        Setup::ROOT,
        "the key / leads to the search, unless the reader turns it off",
        a_key_leads_to_the_search,
    );
    suite.case(
        Setup::ROOT,
        "scripts find every run of the published text where it stands, and nowhere else",
        scripts_find_every_run,
    );
}

const FIELD: &str = "#search-words";

/// How many occurrences the list says that it has.
const N_HITS: &str = "Number(document.querySelector('[data-literal-hits]')?.dataset.literalHits)";

async fn search(reader: &Reader, words: &str) -> Result<()> {
    reader.open("search/").await?;
    reader.find(FIELD).await?.send_keys(words).await?;
    reader
        .until(
            format!("the address to ask for {words}"),
            &format!("new URLSearchParams(location.search).get('q') === '{words}'"),
        )
        .await
}

/// What the browser paints as marks: with highlights of its own, or by boxes.
const N_MARKS: &str = "(window.CSS?.highlights?.get('hits')?.size \
     ?? document.querySelectorAll('.mark-boxes[data-layer=hits] > *').length)";

async fn early_words_are_searched_for(reader: &mut Reader) -> Result<()> {
    reader.visit("search/").await?;
    let is_early = "(document.querySelector('#search-words').value = '养老',
        !document.documentElement.hasAttribute('data-ready'))";
    let is_early = is_early.replace("#search-words", FIELD);
    reader.expect("to be quicker than the app", &is_early).await?;
    reader.until_ready().await?;
    reader.until("the list", "document.querySelectorAll('.found').length > 10").await?;
    reader
        .until("the words in the address", "decodeURIComponent(location.search) === '?q=养老'")
        .await
}

async fn words_lead_to_their_paragraph(reader: &mut Reader) -> Result<()> {
    search(reader, "长期护理保险").await?;
    reader.until("one occurrence", &format!("{N_HITS} === 1")).await?;
    reader
        .expect(
            "the words to be marked in the list",
            "document.querySelector('.found mark').textContent === '长期护理保险'",
        )
        .await?;
    reader.click(".found[data-block='14.6.2'] a").await?;
    reader.until_landed_on("14.6.2").await?;
    reader.until("the words to be marked", &format!("{N_MARKS} === 1")).await?;
    reader
        .expect(
            "the text of the page to be left alone",
            "document.querySelectorAll('.chapter mark').length === 0",
        )
        .await?;
    reader.value("history.back()").await?;
    reader
        .until(
            "the list with the passage that was followed",
            "document.querySelector('.found[data-marked]')?.dataset.block === '14.6.2'",
        )
        .await
}

async fn one_goes_from_place_to_place(reader: &mut Reader) -> Result<()> {
    reader.open("plan/14/?q=养老#14.6.2").await?;
    let state = "document.querySelector('.hit-bar__state').textContent";
    reader
        .until("the place in the paragraph", &format!("/^第 \\d+ 处，共 \\d+ 处$/.test({state})"))
        .await?;
    let first = reader.text(state).await?;
    reader.until("marks", &format!("{N_MARKS} > 20")).await?;
    reader.click(".hit-bar button:nth-of-type(2)").await?;
    reader.until("the next place", &format!("{state} !== '{first}'")).await?;
    reader.until("it in the address", "location.search.includes('hit=')").await?;
    reader.click(".hit-bar button:nth-of-type(1)").await?;
    reader.until("the place before", &format!("{state} === '{first}'")).await?;
    reader
        .until(
            "the address to name the paragraph again",
            "decodeURIComponent(location.hash) === '#14.6.2'",
        )
        .await?;
    // By keyboard; and who scrolls on meanwhile is not brought back.
    reader.value("document.querySelector('.hit-bar button:nth-of-type(2)').focus()").await?;
    reader.press(Key::Enter).await?;
    reader.until("the next place again", &format!("{state} !== '{first}'")).await?;
    reader.value("scrollTo(0, 100)").await?;
    reader
        .expect(
            "the focus to be on the button still",
            "document.activeElement.matches('.hit-bar button:nth-of-type(2)')",
        )
        .await?;
    let number = "'hit=' + document.querySelector('.hit-bar__state').textContent.match(/\\d+/)[0]";
    reader
        .until("it in the address", &format!("location.search.split('&').at(-1) === {number}"))
        .await?;
    reader.expect("the page to be where it was scrolled to", "scrollY === 100").await?;
    reader.click(".hit-bar__words").await?;
    reader.until("the list", "document.querySelectorAll('.found').length > 10").await?;
    reader.value("history.back()").await?;
    reader.find(".hit-bar").await?;
    reader.click(".hit-bar button:nth-of-type(3)").await?;
    reader.until("no line", "document.querySelector('.hit-bar') === null").await?;
    reader.until("no marks", &format!("{N_MARKS} === 0")).await?;
    reader.until("no words in the address", "!location.search.includes('q=')").await
}

async fn findings_are_narrowed_down(reader: &mut Reader) -> Result<()> {
    search(reader, "养老").await?;
    let n_found = "document.querySelectorAll('.found').length";
    reader.until("all passages", &format!("{n_found} > 10")).await?;
    let n_hits = reader.value(N_HITS).await?;
    reader.click("[data-facet=chapter][data-value='14']").await?;
    reader
        .until(
            "only passages of chapter 14",
            "[...document.querySelectorAll('.found')].length > 0 && \
             [...document.querySelectorAll('.found')].every(it => it.dataset.block.startsWith('14.'))",
        )
        .await?;
    reader.click("[data-facet=kind][data-value=paragraph]").await?;
    reader
        .until(
            "the choices in the address",
            "(query => query.get('chapter') === '14' && query.get('kind') === 'paragraph' && \
             query.get('q') === '养老')(new URLSearchParams(location.search))",
        )
        .await?;
    reader.reload().await?;
    reader
        .until(
            "the same passages",
            "[...document.querySelectorAll('.found__place')].length > 0 && \
             [...document.querySelectorAll('.found__place')].every(it => it.textContent.includes('正文'))",
        )
        .await?;
    ensure!(reader.value(N_HITS).await? == n_hits, "expected the count of the whole");
    reader.click(".filter__state .filter__clear").await?;
    reader.until("all passages", &format!("{n_found} > 10")).await?;
    reader
        .expect("the words to stay", &format!("document.querySelector('{FIELD}').value === '养老'"))
        .await
}

async fn other_words_are_found_apart(reader: &mut Reader) -> Result<()> {
    for (words, reason) in
        [("看病", "就医"), ("養老", "养老"), ("tuoyu", "托育"), ("霞客湾科学诚", "霞客湾科学城")]
    {
        search(reader, words).await?;
        reader
            .until(
                format!("the reason for {words}"),
                &format!(
                    "document.querySelector('.search__why')?.textContent.includes('“{reason}”')"
                ),
            )
            .await?;
        reader.expect("no literal match", &format!("{N_HITS} === 0")).await?;
        reader
            .until(
                "passages",
                "document.querySelectorAll('[aria-labelledby=looser-heading] .found').length > 0",
            )
            .await?;
    }
    Ok(())
}

/// A slow typist: the address follows one keystroke while the next is made.
async fn no_keystroke_is_lost(reader: &mut Reader) -> Result<()> {
    for (page, field) in [("search/", FIELD), ("targets/", "#filter-words")] {
        reader.open(page).await?;
        let kept = reader
            .browser
            .client
            .execute_async(TYPE_SLOWLY, vec![field.into(), "长期护理保险".into()])
            .await?;
        ensure!(kept == "长期护理保险", "expected all that was typed, but found {kept}");
        reader
            .until(
                "all of it in the address",
                "new URLSearchParams(location.search).get('q') === '长期护理保险'",
            )
            .await?;
    }
    Ok(())
}

/// Types a character each time when the address has just followed the one before.
const TYPE_SLOWLY: &str = "
    const [selector, words, done] = arguments;
    const field = document.querySelector(selector);
    const type = () => {
        field.value += words[field.value.length];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const replace = history.replaceState;
    history.replaceState = function (...state) {
        replace.apply(this, state);
        if (field.value.length < words.length) setTimeout(type);
        else setTimeout(() => { history.replaceState = replace; done(field.value); }, 200);
    };
    type();
    type();
";

async fn nothing_is_no_blank_page(reader: &mut Reader) -> Result<()> {
    search(reader, "龘").await?;
    reader.find(".search__nothing a").await?;
    reader.expect("no occurrence", &format!("{N_HITS} === 0")).await?;
    reader.until("nothing to choose from", "document.querySelector('.facet') === null").await
}

/// What an input method does to the field, as each engine tells it: the composed text as
/// input that is not to be heard, then the end of the composition, in WebKit before the last
/// input.
const COMPOSE: &str = "((field, letters, word, endsFirst) => {
    const compose = (type, data) =>
        field.dispatchEvent(new CompositionEvent(type, { bubbles: true, data }));
    const input = (data, isComposing) => field.dispatchEvent(
        new InputEvent('input', { bubbles: true, data, isComposing }));
    field.focus();
    compose('compositionstart', '');
    for (let n = 1; n <= letters.length; n++) {
        field.value = letters.slice(0, n);
        compose('compositionupdate', field.value);
        input(field.value, true);
    }
    window.whileComposing = document.querySelector('.found') === null;
    field.value = word;
    if (endsFirst) { compose('compositionend', word); input(word, false); }
    else { input(word, true); compose('compositionend', word); }
    return field.value;
})";

async fn composed_words_are_searched_for_once_they_stand(reader: &mut Reader) -> Result<()> {
    for (page, field, shown) in [
        ("search/", FIELD, ".found"),
        ("targets/", "#filter-words", ".target:not([hidden])"),
        ("plan/", "#outline-filter", ".outline__chapter"),
    ] {
        for ends_first in [false, true] {
            reader.open(page).await?;
            let word = reader
                .text(&format!(
                    "{COMPOSE}(document.querySelector('{field}'), 'yanglao', '养老', {ends_first})"
                ))
                .await?;
            ensure!(word == "养老", "expected the composed word to stay, but found {word}");
            reader
                .until(
                    format!("{page} to follow the composed word"),
                    "new URLSearchParams(location.search).get('q') === '养老'",
                )
                .await?;
            reader
                .until("the list", &format!("document.querySelectorAll('{shown}').length > 0"))
                .await?;
            reader.expect("nothing found before", "window.whileComposing").await?;
            reader
                .expect(
                    "the field to keep the word",
                    &format!("document.querySelector('{field}').value === '养老'"),
                )
                .await?;
        }
    }
    Ok(())
}

async fn searches_are_kept_and_forgotten(reader: &mut Reader) -> Result<()> {
    search(reader, "长期护理保险").await?;
    reader.press(Key::Enter).await?;
    reader.open("search/").await?;
    reader
        .until(
            "the search among the latest",
            "document.querySelector('.search__recent .chip')?.textContent === '长期护理保险'",
        )
        .await?;
    reader
        .expect(
            "no other address to be told as the current page",
            "document.querySelectorAll('a.chip[aria-current], .mode-link[aria-current]').length === 0",
        )
        .await?;
    reader.click(".search__recent .chip").await?;
    reader.until("what it finds", &format!("{N_HITS} === 1")).await?;
    reader.open("search/").await?;
    reader.click(".search__kept button").await?;
    reader.until("no searches", "document.querySelector('#searches-heading') === null").await?;
    reader.reload().await?;
    reader
        .until("none after a reload", "document.querySelector('#searches-heading') === null")
        .await
}

async fn a_key_leads_to_the_search(reader: &mut Reader) -> Result<()> {
    reader.open("plan/").await?;
    let press = "document.body.dispatchEvent(new KeyboardEvent('keydown', \
         { key: '/', bubbles: true, cancelable: true }))";
    reader.value(press).await?;
    reader
        .until(
            "the search with the focus in its field",
            &format!("document.activeElement === document.querySelector('{FIELD}')"),
        )
        .await?;
    ensure!(reader.path().await? == "search/");
    reader.find(FIELD).await?.send_keys("5/6").await?;
    reader
        .expect("the key to type", &format!("document.querySelector('{FIELD}').value === '5/6'"))
        .await?;
    reader.open("plan/").await?;
    reader.click(".settings summary").await?;
    reader.click("[data-search-key]").await?;
    reader
        .until(
            "the key to be off",
            "document.querySelector('[data-search-key]').ariaPressed === 'false'",
        )
        .await?;
    reader.reload().await?;
    reader
        .until(
            "it to stay off",
            "document.querySelector('[data-search-key]').ariaPressed === 'false'",
        )
        .await?;
    reader.value(press).await?;
    ensure!(reader.path().await? == "plan/", "expected the key to do nothing");
    Ok(())
}

/// Takes 1,000 runs of up to 20 characters out of the published plan's texts and cells, asks
/// the site for each, and compares every hit with a search of its own.
const COMPARE: &str = r#"
    const done = arguments[arguments.length - 1];
    const western = { '，': ',', '。': '.', '；': ';', '：': ':', '？': '?', '！': '!',
        '“': '"', '”': '"', '‘': "'", '’': "'", '—': '-', '–': '-' };
    const compared = text => {
        const letters = [], starts = [], ends = [];
        for (let at = 0; at < text.length;) {
            const letter = String.fromCodePoint(text.codePointAt(at));
            const end = at + letter.length;
            if (letter.trim() !== '') {
                for (const folded of letter.normalize('NFKC').toLowerCase()) {
                    letters.push(western[folded] ?? folded);
                    starts.push(at);
                    ends.push(end);
                }
            }
            at = end;
        }
        return { letters: letters.join(''), starts, ends };
    };
    const occurrences = (text, words) => {
        const found = [];
        for (let at = text.letters.indexOf(words); at >= 0;
            at = text.letters.indexOf(words, at + words.length)) {
            found.push(`${text.starts[at]}-${text.ends[at + words.length - 1]}`);
        }
        return found;
    };
    fetch(document.documentElement.dataset.base + 'data/plan.json').then(it => it.json())
        .then(({ blocks }) => {
        const texts = [];
        for (const block of blocks) {
            const add = (text, cell) => texts.push({ block: block.id, cell, text, ...compared(text) });
            add(block.text, '');
            for (const [at, column] of (block.table?.columns ?? []).entries()) {
                add(column.text, `,${at}`);
            }
            for (const [row, { cells, merged, sub_indicator: sub }] of (block.table?.rows ?? []).entries()) {
                if (sub) add(sub, `${row},`);
                for (const [at, cell] of cells.entries()) {
                    if (!merged?.includes(at)) add(cell, `${row},${at}`);
                }
            }
        }
        let seed = 5;
        const below = limit => {
            seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
            return Math.floor(seed / 0x7fffffff * limit) % limit;
        };
        const wrong = [];
        let n = 0;
        while (n < 1000) {
            const { text } = texts[below(texts.length)];
            const letters = [...text];
            const start = below(letters.length || 1);
            const words = letters.slice(start, start + 1 + below(20)).join('').trim();
            if (words === '') continue;
            n += 1;
            const typed = /\s/.test(words) ? `"${words}"` : words;
            const answer = window.planReader.search(typed);
            const found = [];
            for (const { block, hits } of answer.literal) {
                for (const { start, end, cell } of hits) {
                    found.push(`${block}|${cell ? cell.map(it => it ?? '').join(',') : ''}|${start}-${end}`);
                }
            }
            const wanted = texts.flatMap(it => occurrences(it, compared(words).letters)
                .map(range => `${it.block}|${it.cell}|${range}`));
            if (found.sort().join(' ') !== wanted.sort().join(' ') || answer.literalHits !== wanted.length) {
                const missing = wanted.filter(it => !found.includes(it));
                const more = found.filter(it => !wanted.includes(it));
                wrong.push(`${typed}: missing ${missing.slice(0, 3)}; more ${more.slice(0, 3)}`);
            }
        }
        done(wrong.length ? `${wrong.length} wrong: ${wrong.slice(0, 3).join(' / ')}` : `${n} right`);
    }).catch(error => done(String(error)));
"#;

async fn scripts_find_every_run(reader: &mut Reader) -> Result<()> {
    reader.open("about/").await?;
    let outcome = reader.browser.client.execute_async(COMPARE, Vec::new()).await?;
    ensure!(outcome == "1000 right", "expected 1000 right answers, but found {outcome}");
    let refused =
        reader.text("JSON.stringify(window.planReader.search('看病').reasons[0].why)").await?;
    ensure!(refused == "\"official\"", "expected the reason, but found {refused}");
    Ok(())
}
