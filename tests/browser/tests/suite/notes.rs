//! A reader's markers, highlights and notes.

use anyhow::{Result, bail};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "words that are marked are marked after a reload, and a tap on them opens their note",
        a_highlight_outlives_a_reload,
    );
    suite.case(Setup::ROOT, "a note is written by keyboard alone", a_note_by_keyboard);
    suite.case(
        Setup::ROOT,
        "what is being written outlives a reload, until it is kept or given up",
        what_is_written_outlives_a_reload,
    );
    suite.case(Setup::ROOT, "a paragraph gets a marker, and the marker is taken back", a_marker);
    suite.case(
        Setup::ROOT,
        "notes are listed, searched, exported, and taken into another browser once",
        notes_travel,
    );
    suite.case(
        Setup::ROOT,
        "a bad file of notes is told row by row, and changes nothing unasked",
        a_bad_file_is_told,
    );
    suite.case(
        Setup::ROOT,
        "a full storage is said, and the note stays to be exported or kept again",
        a_full_storage_is_said,
    );
    suite.case(
        Setup::ROOT,
        "notes that the device lost, or another window took away or made, are told apart",
        storage_changes_elsewhere,
    );
    suite.case(Setup::ROOT, "a hostile file of notes does no harm", a_hostile_file);
}

/// What stands in the storage for notes.
const STORED: &str =
    "Object.keys(localStorage).filter((key) => key.startsWith('plan-reader.note.'))";
const NOTICE: &str = "(document.querySelector('.notice-line').textContent)";
const RESULT: &str = "(document.querySelector('.mine__import-result')?.textContent ?? '')";

/// Selects the characters from `start` to `end` of a paragraph's text.
async fn select(reader: &Reader, block: &str, start: usize, end: usize) -> Result<String> {
    let words = reader
        .text(&format!(
            "(() => {{
                const text = document.querySelector('[id=\"{block}\"] .paragraph__text');
                const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                const range = document.createRange();
                let before = 0;
                while (walker.nextNode()) {{
                    const {{ currentNode: node }} = walker;
                    const isAt = (at) => before <= at && at <= before + node.length;
                    if (isAt({start})) range.setStart(node, {start} - before);
                    if (isAt({end})) {{ range.setEnd(node, {end} - before); break; }}
                    before += node.length;
                }}
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return range.toString();
            }})()"
        ))
        .await?;
    reader.find(".passage-bar").await?;
    Ok(words)
}

/// Presses the button called `name` in the bar at the window's foot.
async fn press_in_bar(reader: &Reader, name: &str) -> Result<()> {
    let button = format!(
        "[...document.querySelectorAll('.foot-bar button')].find((it) => it.textContent === '{name}')"
    );
    reader.until(format!("a button {name}"), &format!("({button}) !== undefined")).await?;
    reader.value(&format!("{button}.click()")).await?;
    Ok(())
}

async fn until_stored(reader: &Reader, n_notes: usize) -> Result<()> {
    reader
        .until(format!("{n_notes} notes in the storage"), &format!("{STORED}.length === {n_notes}"))
        .await
}

async fn choose_file(reader: &Reader, json: &str) -> Result<()> {
    let file = serde_json::to_string(json)?;
    reader.find("#mine-file").await?;
    reader
        .value(&format!(
            "(input => {{ const files = new DataTransfer();
              files.items.add(new File([{file}], 'notes.json', {{ type: 'application/json' }}));
              input.files = files.files;
              input.dispatchEvent(new Event('change', {{ bubbles: true }})); }})
             (document.getElementById('mine-file'))"
        ))
        .await?;
    Ok(())
}

async fn a_highlight_outlives_a_reload(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/#4.1.3").await?;
    let words = select(reader, "4.1.3", 8, 24).await?;
    press_in_bar(reader, "划线").await?;
    reader.until("it to be said", &format!("{NOTICE}.startsWith('划线已存')")).await?;
    reader.reload().await?;
    reader
        .until(
            "just those words to be marked",
            &format!(
                "window.CSS?.highlights
                    ? [...(CSS.highlights.get('notes') ?? [])].map(String).join() === '{words}'
                    : document.querySelector('.mark-boxes[data-layer=notes] > div') !== null"
            ),
        )
        .await?;
    reader
        .until(
            "the note to stand right behind the paragraph's text",
            &format!(
                "document.querySelector('[id=\"4.1.3\"] .paragraph__text ~ .own-notes summary')
                    .textContent.includes('{words}')"
            ),
        )
        .await?;
    let line = "(() => {
        const marks = window.CSS?.highlights && CSS.highlights.get('notes');
        const line = marks ? [...marks][0].getClientRects()[0]
            : document.querySelector('.mark-boxes[data-layer=notes] > div').getBoundingClientRect();
        return { clientX: line.left + 5, clientY: line.top + line.height / 2 };
    })()";
    reader
        .value(&format!(
            "document.querySelector('[id=\"4.1.3\"] .paragraph__text').dispatchEvent(
                new MouseEvent('click', {{ bubbles: true, detail: 1, ...{line} }}))"
        ))
        .await?;
    reader
        .until(
            "the note to be open, with the focus on its line",
            "document.querySelector('.own-note').open
                && document.activeElement.matches('.own-note > summary')",
        )
        .await?;
    reader.click(".own-note [data-note-delete]").await?;
    reader.until("it to be gone", "document.querySelector('.own-note') === null").await?;
    until_stored(reader, 0).await?;
    reader.click(".notice-line button").await?;
    reader.until("it to be back", "document.querySelector('.own-note') !== null").await?;
    until_stored(reader, 1).await
}

async fn a_note_by_keyboard(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader.value("document.querySelector('[id=\"4.1.3\"] .paragraph__number').focus()").await?;
    reader.press(Key::Enter).await?;
    reader
        .until(
            "the focus in the line for the paragraph",
            "document.activeElement.closest('.passage-bar') !== null
                || document.activeElement.outerHTML.slice(0, 200)",
        )
        .await?;
    go_on_to(reader, "笔记").await?;
    reader.press(Key::Enter).await?;
    reader.until("the focus in the field", "document.activeElement.id === 'note-text'").await?;
    let field = reader.browser.client.active_element().await?;
    field.send_keys("记住这一段").await?;
    reader.press(Key::Escape).await?;
    reader
        .expect(
            "a slip of the finger to cost nothing",
            "document.getElementById('note-text').value === '记住这一段'",
        )
        .await?;
    go_on_to(reader, "保存").await?;
    reader.press(Key::Enter).await?;
    until_stored(reader, 1).await?;
    reader
        .until(
            "the focus to be back at the paragraph",
            "document.activeElement.id === '4.1.3'
                && document.querySelector('[id=\"4.1.3\"] .own-note__text').textContent === '记住这一段'",
        )
        .await?;
    for _ in 0..12 {
        reader.press(Key::Tab).await?;
        let is_there = "document.activeElement.matches('[id=\"4.1.3\"] .own-note > summary')";
        if reader.value(is_there).await? == serde_json::Value::Bool(true) {
            return Ok(());
        }
    }
    bail!("expected Tab to come to the note's line, but found it not to")
}

async fn what_is_written_outlives_a_reload(reader: &mut Reader) -> Result<()> {
    let in_field =
        |words: &str| format!("(document.getElementById('note-text')?.value ?? '') === '{words}'");
    let has_none = "document.getElementById('note-text') === null";
    reader.open("plan/4/#4.1.3").await?;
    select(reader, "4.1.3", 8, 24).await?;
    press_in_bar(reader, "笔记").await?;
    reader.find("#note-text").await?.send_keys("写到一半").await?;
    reader.reload().await?;
    reader.until("the words in the field", &in_field("写到一半")).await?;
    // A slip of the finger costs nothing here either.
    reader.find("#note-text").await?.send_keys("又一半").await?;
    reader.press(Key::Escape).await?;
    reader.expect("all of it there still", &in_field("写到一半又一半")).await?;
    reader.visit("indicators/").await?;
    reader.until("the words on another page", &in_field("写到一半又一半")).await?;
    press_in_bar(reader, "保存").await?;
    until_stored(reader, 1).await?;
    reader.reload().await?;
    reader.expect("no field where it was kept", has_none).await?;

    // Words of a note that is there already; given up, they are gone.
    reader.open("plan/4/").await?;
    let text = "document.querySelector('[id=\"4.1.3\"] .own-note__text').textContent";
    reader.until("the note", &format!("{text} === '写到一半又一半'")).await?;
    reader.value("document.querySelector('[data-note-edit]').click()").await?;
    reader.find("#note-text").await?.send_keys("，改了").await?;
    reader.reload().await?;
    reader.until("what was changed", &in_field("写到一半又一半，改了")).await?;
    press_in_bar(reader, "取消").await?;
    reader.until("no field", has_none).await?;
    reader.reload().await?;
    reader.expect("no field where it was given up", has_none).await?;
    reader.until("the note as it was", &format!("{text} === '写到一半又一半'")).await?;
    reader.value("document.querySelector('[data-note-edit]').click()").await?;
    reader.find("#note-text").await?.send_keys("。").await?;
    reader.reload().await?;
    reader.until("what was added", &in_field("写到一半又一半。")).await?;
    press_in_bar(reader, "保存").await?;
    reader.until("the note as it is now", &format!("{text} === '写到一半又一半。'")).await?;
    until_stored(reader, 1).await
}

/// Goes on with Tab to the button called `name`.
async fn go_on_to(reader: &Reader, name: &str) -> Result<()> {
    for _ in 0..8 {
        if reader.text("document.activeElement.textContent").await? == name {
            return Ok(());
        }
        reader.press(Key::Tab).await?;
    }
    bail!("expected Tab to come to {name}, but found it not to")
}

async fn a_marker(reader: &mut Reader) -> Result<()> {
    const IS_MARKED: &str =
        "document.querySelector('[id=\"4.1.3\"]').hasAttribute('data-has-marker')";
    reader.open("plan/4/").await?;
    reader.click("[id='4.1.3'] .paragraph__number").await?;
    press_in_bar(reader, "书签").await?;
    reader.until("the paragraph to show it", IS_MARKED).await?;
    reader.reload().await?;
    reader.until("the paragraph to show it again", IS_MARKED).await?;
    reader.click("[id='4.1.3'] .paragraph__number").await?;
    reader
        .until(
            "the button to say that it is there",
            "[...document.querySelectorAll('.foot-bar [aria-pressed=true]')].map((it) => it.textContent).join() === '书签'",
        )
        .await?;
    press_in_bar(reader, "书签").await?;
    reader.until("it to be gone", &format!("!{IS_MARKED}")).await?;
    until_stored(reader, 0).await
}

async fn notes_travel(reader: &mut Reader) -> Result<()> {
    reader.open("plan/5/").await?;
    select(reader, "5.1.1", 0, 12).await?;
    press_in_bar(reader, "划线").await?;
    until_stored(reader, 1).await?;
    reader.open("plan/4/").await?;
    select(reader, "4.1.3", 8, 24).await?;
    press_in_bar(reader, "笔记").await?;
    let field = reader.find("#note-text").await?;
    field.send_keys("ＡＢＣ 要再看").await?;
    press_in_bar(reader, "保存").await?;
    until_stored(reader, 2).await?;

    reader.open("mine/").await?;
    reader
        .until(
            "both in the plan's order",
            "[...document.querySelectorAll('.mine__section h2')].map((it) => it.textContent.slice(0, 3)).join() === '第四章,第五章'",
        )
        .await?;
    reader.find("#mine-words").await?.send_keys("abc").await?;
    reader
        .until(
            "the one with the words, however wide they are written",
            "document.querySelectorAll('.mine__note').length === 1
                && document.querySelector('.own-note__text').textContent === 'ＡＢＣ 要再看'",
        )
        .await?;
    reader.open("mine/?kind=highlight").await?;
    reader
        .until(
            "the one of that kind, with the way to its place",
            "document.querySelectorAll('.mine__note').length === 1
                && document.querySelector('.mine__place a').href.endsWith('/plan/5/#5.1.1')",
        )
        .await?;
    let exported = reader
        .text("decodeURIComponent(document.querySelector('a[download$=json]').href).replace(/^[^,]*,/, '')")
        .await?;
    reader
        .expect(
            "both as Markdown, with their addresses",
            "((text) => text.includes('ＡＢＣ 要再看') && text.includes('/plan/5/#5.1.1'))
             (decodeURIComponent(document.querySelector('a[download$=md]').href))",
        )
        .await?;

    // Another browser.
    reader.value("localStorage.clear()").await?;
    reader.open("mine/").await?;
    choose_file(reader, &exported).await?;
    reader.until("what the file has", &format!("{RESULT}.includes('2条是新的。')")).await?;
    reader.expect("nothing to be kept yet", &format!("{STORED}.length === 0")).await?;
    reader.click(".mine__import-result button").await?;
    until_stored(reader, 2).await?;
    choose_file(reader, &exported).await?;
    reader.until("no doubles", &format!("{RESULT}.includes('2条这里已有。')")).await?;
    reader.click(".mine__import-result button").await?;
    reader.until("no more to ask", &format!("{RESULT} === ''")).await?;
    until_stored(reader, 2).await
}

/// A file with one note, to be changed.
const FILE: &str = r#"{"format":"plan-reader-notes","version":1,"notes":[{"id":"a1","kind":"note","created":"2026-01-31T18:00:00.000Z","text":"TEXT","targets":[{"block":"4.1.3","exact":"高强度要素集聚"}]},REST]}"#;

async fn a_bad_file_is_told(reader: &mut Reader) -> Result<()> {
    reader.open("mine/").await?;
    let rest = r#"{"id":"b2","kind":"star"},7,{"id":"../c","kind":"note"}"#;
    choose_file(reader, &FILE.replace("REST", rest)).await?;
    for part in [
        "文件里有1条可用的笔记",
        "第2条：应为marker、highlight 或 note，实为“star”",
        "第3条：应为一条笔记，实为数字",
        "第4条：应为编号（id，字母、数字和连字符），实为“../c”",
    ] {
        reader.until(format!("it to say {part}"), &format!("{RESULT}.includes('{part}')")).await?;
    }
    reader.expect("nothing to be kept", &format!("{STORED}.length === 0")).await?;
    reader.click(".mine__import-result button:last-child").await?;
    reader.until("no more to ask", &format!("{RESULT} === ''")).await?;
    reader.expect("nothing to be kept", &format!("{STORED}.length === 0")).await?;
    choose_file(reader, "名称,年份\n").await?;
    reader
        .until(
            "it to say so",
            &format!("{RESULT}.includes('文件：应为JSON 格式，实为“名称,年份”')"),
        )
        .await?;
    choose_file(reader, &FILE.replace("REST", rest)).await?;
    reader.until("the good one", &format!("{RESULT}.includes('1条是新的')")).await?;
    reader.click(".mine__import-result button").await?;
    until_stored(reader, 1).await?;
    // When it was evening in Greenwich, it was the next day here.
    reader
        .until(
            "the day of the reader's clock, here and in the file",
            "document.querySelector('.own-note__time').textContent === '2026-02-01'
                && decodeURIComponent(document.querySelector('a[download$=md]').href)
                    .includes('笔记 · 2026-02-01\\n')",
        )
        .await
}

async fn a_full_storage_is_said(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    reader
        .value(
            "(() => {
                let n = 0;
                for (let size = 1 << 20; size > 0; size >>= 1) {
                    try {
                        for (;;) localStorage.setItem(`filling-${n++}`, 'x'.repeat(size));
                    } catch {}
                }
            })()",
        )
        .await?;
    select(reader, "4.1.3", 8, 24).await?;
    press_in_bar(reader, "笔记").await?;
    reader.find("#note-text").await?.send_keys("不能丢").await?;
    press_in_bar(reader, "保存").await?;
    reader.until("it to be said", &format!("{NOTICE}.startsWith('没有存下')")).await?;
    reader.expect("nothing to be kept", &format!("{STORED}.length === 0")).await?;
    reader
        .expect("an update to wait for it", "document.documentElement.hasAttribute('data-unkept')")
        .await?;
    reader.reload().await?;
    reader
        .until(
            "the words to be there after a reload",
            "document.querySelector('#note-text')?.value === '不能丢'",
        )
        .await?;
    press_in_bar(reader, "保存").await?;
    reader.until("it to be said again", &format!("{NOTICE}.startsWith('没有存下')")).await?;
    reader.click(".notice-line a").await?;
    reader
        .until(
            "the note to be there, to be exported",
            "document.querySelector('.mine__wrong')?.textContent.includes('有1条没有存下')
                && document.querySelector('.own-note__text').textContent === '不能丢'
                && decodeURIComponent(document.querySelector('a[download$=json]').href).includes('不能丢')",
        )
        .await?;
    reader.value("Object.keys(localStorage).filter((key) => key.startsWith('filling-')).forEach((key) => localStorage.removeItem(key))").await?;
    reader.click(".mine__wrong button").await?;
    until_stored(reader, 1).await?;
    reader
        .until("nothing more to be said", "document.querySelector('.mine__wrong') === null")
        .await?;
    reader
        .until("nothing to wait for", "!document.documentElement.hasAttribute('data-unkept')")
        .await
}

async fn storage_changes_elsewhere(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    for (start, end) in [(0, 6), (8, 24)] {
        select(reader, "4.1.3", start, end).await?;
        press_in_bar(reader, "划线").await?;
    }
    until_stored(reader, 2).await?;
    // What the browser does here when another window takes one of them away.
    reader
        .value(&format!(
            "((key) => {{ localStorage.removeItem(key);
                window.dispatchEvent(new StorageEvent('storage', {{ key }})); }})({STORED}.sort()[0])"
        ))
        .await?;
    let n_shown = "document.querySelectorAll('.own-note').length";
    reader.until("one to be left", &format!("{n_shown} === 1")).await?;
    // And when the site's data are removed in the browser's settings.
    reader
        .value("(localStorage.clear(), document.dispatchEvent(new Event('visibilitychange')))")
        .await?;
    reader.click(".page-foot a[href$='/mine/']").await?;
    reader
        .until(
            "it to be said, and the note to be there",
            "document.querySelector('.mine__wrong')?.textContent.includes('被清空了')
                && document.querySelectorAll('.mine__note').length === 1",
        )
        .await?;
    reader.click(".mine__wrong button").await?;
    until_stored(reader, 1).await?;
    // A value that is damaged stays, and is said.
    reader.value("localStorage.setItem('plan-reader.note.zz', '{\"id\":')").await?;
    reader.reload().await?;
    reader
        .until(
            "the damaged one to be told",
            "document.querySelector('.mine__wrong')?.textContent.includes('有1条存坏了')
                && document.querySelectorAll('.mine__note').length === 1
                && localStorage.getItem('plan-reader.note.zz') === '{\"id\":'",
        )
        .await
}

async fn a_hostile_file(reader: &mut Reader) -> Result<()> {
    reader.open("mine/").await?;
    let text = "<img src=x onerror=document.body.remove()>";
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let odd = r#"{"id":"b2","__proto__":{"polluted":1},"constructor":null,"kind":"note","created":"2026-01-31T08:00:00.000Z","text":"\ud83d","targets":[{"block":"__proto__","exact":"发展"}]}"#;
    let file = FILE.replace("TEXT", text).replace("REST", &format!("{odd},{deep}"));
    choose_file(reader, &file).await?;
    reader
        .until(
            "what can be read, and what not",
            &format!("{RESULT}.includes('2条是新的') && {RESULT}.includes('第3条：应为一条笔记，实为列表')"),
        )
        .await?;
    reader.click(".mine__import-result button").await?;
    until_stored(reader, 2).await?;
    reader
        .until(
            "text to be text, and notes without a sure place to be apart",
            &format!(
                "document.querySelectorAll('.mine__lost .own-note__quote').length === 2
                    && [...document.querySelectorAll('.own-note__text')].some((it) => it.textContent === '{text}')
                    && document.querySelector('.mine img') === null
                    && ({{}}).polluted === undefined"
            ),
        )
        .await
}
