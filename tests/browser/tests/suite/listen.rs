//! The plan read out. The engines that run here may have no voice, so a stand-in takes the place
//! of the browser's speech before the first tap: it keeps what it is told to say, and tells the
//! end of it when the case says so.

use anyhow::{Result, ensure};
use browser_tests::reader::{Reader, Setup};
use fantoccini::key::Key;

use crate::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.case(
        Setup::ROOT,
        "a chapter is read out sentence by sentence, and the next one after it",
        a_chapter_is_read_out,
    );
    suite.case(
        Setup::ROOT,
        "reading out begins at any paragraph, goes back and on, pauses and goes on",
        reading_out_begins_anywhere,
    );
    suite.case(
        Setup::ROOT,
        "what is read out is marked and stays in view, unless the reader scrolled away",
        what_is_read_stays_in_view,
    );
    suite.case(Setup::ROOT, "a table is read out row by row", a_table_is_read_out);
    suite.case(
        Setup::ROOT,
        "the pace of reading out outlives a reload",
        the_pace_outlives_a_reload,
    );
    suite.case(
        Setup::ROOT,
        "with a timer reading goes on through the chapters until the time is up",
        a_timer_stops_reading,
    );
    suite.case(
        Setup::ROOT,
        "another page or the line's × stops reading out",
        leaving_stops_reading,
    );
    suite.case(
        Setup::ROOT,
        "reading out is started, turned and ended by keyboard",
        reading_out_by_keyboard,
    );
    suite.case(Setup::ROOT, "voices that turn up late are waited for", late_voices_are_waited_for);
    suite.case(
        Setup::ROOT,
        "where there is no speech or no Chinese voice the line says so",
        missing_speech_is_said,
    );
    suite.case(
        Setup::ROOT,
        "a voice that breaks off is said, and another tap tries again",
        a_failing_voice_is_said,
    );
}

/// Puts the stand-in into the page, with these voices.
async fn install(reader: &Reader, voices: &str) -> Result<()> {
    let installed = format!(
        "(() => {{
            const said = [];
            let current = null;
            const tell = (utterance, event) => utterance.dispatchEvent(new Event(event));
            class Utterance extends EventTarget {{
                constructor(text) {{
                    super();
                    Object.assign(this, {{ text, lang: '', rate: 1, voice: null }});
                }}
            }}
            const synthesis = {{
                voices: {voices},
                speaking: false,
                pending: false,
                paused: false,
                getVoices() {{ return this.voices; }},
                speak(utterance) {{
                    if (current) return;
                    current = utterance;
                    this.speaking = true;
                    said.push({{
                        text: utterance.text,
                        rate: utterance.rate,
                        voice: utterance.voice?.name,
                    }});
                    tell(utterance, 'start');
                }},
                cancel() {{
                    // As browsers do: what was cancelled still tells its end, and later.
                    const cancelled = current;
                    current = null;
                    this.speaking = false;
                    if (cancelled) setTimeout(() => tell(cancelled, 'error'));
                }},
                pause() {{}},
                resume() {{}},
            }};
            const end = (event) => {{
                const ended = current;
                current = null;
                synthesis.speaking = false;
                if (ended) tell(ended, event);
                return ended !== null;
            }};
            Object.defineProperty(window, 'speechSynthesis', {{ value: synthesis, configurable: true }});
            window.SpeechSynthesisUtterance = Utterance;
            window.standIn = {{
                said,
                synthesis,
                finish: () => end('end'),
                fail: () => end('error'),
                last: () => said.at(-1)?.text ?? '',
            }};
            return true;
        }})()"
    );
    reader.expect("the stand-in for speech", &installed).await
}

const VOICES: &str = "[
    { name: 'English', lang: 'en-US', localService: true },
    { name: 'far', lang: 'zh-CN', localService: false },
    { name: 'Taiwan', lang: 'zh-TW', localService: true },
    { name: 'near', lang: 'zh-CN', localService: true },
]";

const BAR: &str = "document.querySelector('.listen-bar')";

/// Waits until `words` is what was said last, and `n_said` utterances there were.
async fn until_said(reader: &Reader, words: &str) -> Result<()> {
    reader.until(format!("“{words}” to be said"), &format!("standIn.last() === '{words}'")).await
}

async fn until_status(reader: &Reader, words: &str) -> Result<()> {
    reader
        .until(
            format!("the line to say {words}"),
            &format!(
                "{BAR}?.querySelector('[role=status]').textContent.includes('{words}') === true"
            ),
        )
        .await
}

/// Waits until the text that opens so is marked.
async fn until_marked(reader: &Reader, words: &str) -> Result<()> {
    reader
        .until(
            format!("“{words}…” to be marked"),
            &format!(
                "((ranges) => ranges \
                 ? [...ranges].map(String).join('').replace(/\\s/g, '').startsWith('{words}') \
                 : document.querySelector('.mark-boxes[data-layer=spoken] > *') !== null)\
                 (window.CSS?.highlights?.get('spoken'))"
            ),
        )
        .await
}

async fn finish(reader: &Reader) -> Result<()> {
    reader.expect("something to be spoken", "standIn.finish()").await
}

async fn click_in_bar(reader: &Reader, words: &str) -> Result<()> {
    reader
        .expect(
            format!("a button {words}"),
            &format!(
                "((button) => {{ button?.setAttribute('data-to-click', ''); return !!button; }})\
                 ([...{BAR}.querySelectorAll('button')]\
                 .find((it) => it.textContent.trim() === '{words}'))"
            ),
        )
        .await?;
    reader.browser.client.find(fantoccini::Locator::Css("[data-to-click]")).await?.click().await?;
    reader
        .value("document.querySelector('[data-to-click]')?.removeAttribute('data-to-click')")
        .await?;
    Ok(())
}

/// Starts at the paragraph, by its number and the line that comes with it.
async fn listen_from(reader: &Reader, block: &str) -> Result<()> {
    reader.click(&format!("[id='{block}'] > [data-permalink]")).await?;
    reader.find(".passage-bar [data-listen]").await?.click().await?;
    Ok(())
}

async fn a_chapter_is_read_out(reader: &mut Reader) -> Result<()> {
    reader.open("plan/2/").await?;
    install(reader, VOICES).await?;
    reader.click(".listen-button").await?;
    until_said(reader, "第二章，发展环境").await?;
    reader.expect("the local voice", "standIn.said[0].voice === 'near'").await?;
    until_status(reader, "正在朗读").await?;
    until_marked(reader, "第二章").await?;
    finish(reader).await?;
    until_marked(reader, "“十四五”时期，世界百年未有之大变局").await?;
    reader
        .expect(
            "quotation marks not to be said",
            "standIn.last().startsWith('十四五时期，世界百年未有之大变局')",
        )
        .await?;
    reader.value("(() => { while (standIn.finish()); })()").await?;
    until_status(reader, "读完了").await?;
    reader
        .expect(
            "the box at the end to be said",
            "standIn.last().startsWith('未来五年')\
            || standIn.said.some((it) => it.text.startsWith('专栏，无锡'))",
        )
        .await?;
    reader.click(".listen-bar__next").await?;
    until_said(reader, "第三章，总体要求").await?;
    ensure!(reader.path().await? == "plan/3/", "expected the next chapter's page");
    until_marked(reader, "第三章").await
}

async fn reading_out_begins_anywhere(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, VOICES).await?;
    listen_from(reader, "3.5.2").await?;
    until_said(reader, "经济高质量发展迈上新台阶。").await?;
    until_marked(reader, "——经济高质量发展迈上新台阶。").await?;
    reader
        .until(
            "the line for reading out in place of the one for the passage",
            &format!("{BAR} !== null && document.querySelector('.passage-bar') === null"),
        )
        .await?;
    reader
        .expect(
            "all that is tapped there to be as large as a finger",
            &format!(
                "[...{BAR}.querySelectorAll('button')].every((it) => \
                 it.offsetHeight >= 44 && it.offsetWidth >= 44)"
            ),
        )
        .await?;
    click_in_bar(reader, "下一句").await?;
    reader
        .until(
            "the next sentence, numbers in words",
            "standIn.last().includes('地区生产总值年均增速在百分之六左右')",
        )
        .await?;
    click_in_bar(reader, "上一句").await?;
    until_said(reader, "经济高质量发展迈上新台阶。").await?;
    click_in_bar(reader, "暂停").await?;
    until_status(reader, "已暂停").await?;
    reader.expect("silence", "!standIn.synthesis.speaking").await?;
    // What was cancelled tells its end late, and is not to be heard.
    let n_said = reader.value("standIn.said.length").await?;
    click_in_bar(reader, "播放").await?;
    reader.until("the sentence anew", &format!("standIn.said.length === {n_said} + 1")).await?;
    until_said(reader, "经济高质量发展迈上新台阶。").await
}

async fn what_is_read_stays_in_view(reader: &mut Reader) -> Result<()> {
    reader.open("plan/4/").await?;
    install(reader, VOICES).await?;
    reader.value("document.activeElement.blur()").await?;
    listen_from(reader, "4.1.2").await?;
    until_said(reader, "高起点规划建设。").await?;
    let is_in_view = "((ranges) => {
        const { top, bottom } = (ranges ? [...ranges][0]
            : document.querySelector('.mark-boxes[data-layer=spoken] > *')).getBoundingClientRect();
        return top > 0 && bottom <= document.querySelector('.foot-bars').getBoundingClientRect().top;
    })(window.CSS?.highlights?.get('spoken'))";
    for _ in 0..12 {
        let n_said = reader.value("standIn.said.length").await?;
        finish(reader).await?;
        reader.until("the next sentence", &format!("standIn.said.length === {n_said} + 1")).await?;
        reader.until("what is read out in view", is_in_view).await?;
    }
    reader.expect("the page to have moved", "scrollY > 0").await?;
    // A reader who looks elsewhere is left there.
    reader.value("scrollTo({ top: 0, behavior: 'instant' })").await?;
    finish(reader).await?;
    finish(reader).await?;
    reader.expect("the reader to be left where they are", "scrollY === 0").await?;
    click_in_bar(reader, "下一句").await?;
    reader.until("what is read out in view again", is_in_view).await
}

async fn a_table_is_read_out(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, VOICES).await?;
    reader.click("#t2 .data-table__permalink").await?;
    reader.find(".passage-bar [data-listen]").await?.click().await?;
    until_said(reader, "表二，无锡市十四五经济社会发展主要指标").await?;
    finish(reader).await?;
    until_said(reader, "经济强。").await?;
    finish(reader).await?;
    until_said(
        reader,
        "第一项，地区生产总值增长率：二零二零年预计值或实际值，年均百分之六点五；\
         二零二五年目标值，年均百分之六；预期性。",
    )
    .await?;
    until_marked(reader, "经济强1地区生产总值增长率").await
}

async fn the_pace_outlives_a_reload(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, VOICES).await?;
    reader.click(".listen-button").await?;
    until_said(reader, "第三章，总体要求").await?;
    click_in_bar(reader, "常速").await?;
    reader.until("a quicker voice", "standIn.said.at(-1).rate === 1.25").await?;
    until_said(reader, "第三章，总体要求").await?;
    reader.reload().await?;
    install(reader, VOICES).await?;
    reader.click(".listen-button").await?;
    reader.until("the quicker voice", "standIn.said.at(-1)?.rate === 1.25").await?;
    click_in_bar(reader, "快速").await?;
    reader.until("the quickest voice", "standIn.said.at(-1).rate === 1.5").await?;
    click_in_bar(reader, "最快").await?;
    reader.until("the slow voice", "Math.abs(standIn.said.at(-1).rate - 0.8) < 0.001").await
}

async fn a_timer_stops_reading(reader: &mut Reader) -> Result<()> {
    reader.open("plan/1/").await?;
    install(reader, VOICES).await?;
    reader
        .value(
            "(() => { const now = window.Date.now; window.later = 0; window.Date.now = () => now() + window.later; })()",
        )
        .await?;
    reader.click(".listen-button").await?;
    until_said(reader, "第一章，发展基础").await?;
    click_in_bar(reader, "读完停").await?;
    reader.find("[data-limit='15']").await?;
    reader
        .value("(() => { while (standIn.last() !== '第二章，发展环境' && standIn.finish()); })()")
        .await?;
    until_said(reader, "第二章，发展环境").await?;
    reader.until("the next chapter's page", "location.pathname.endsWith('/plan/2/')").await?;
    until_marked(reader, "第二章").await?;
    reader.value("window.later = 14 * 60 * 1000").await?;
    finish(reader).await?;
    until_status(reader, "正在朗读").await?;
    reader.value("window.later = 15 * 60 * 1000 + 1").await?;
    finish(reader).await?;
    until_status(reader, "时间到了").await?;
    reader.expect("silence", "!standIn.synthesis.speaking").await?;
    click_in_bar(reader, "播放").await?;
    until_status(reader, "正在朗读").await
}

async fn leaving_stops_reading(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, VOICES).await?;
    reader.click(".listen-button").await?;
    until_said(reader, "第三章，总体要求").await?;
    reader.click(".turn-page a[href='/plan/4/']").await?;
    reader.until("silence", "!standIn.synthesis.speaking").await?;
    reader.until("the line to be gone", &format!("{BAR} === null")).await?;
    reader.value("history.back()").await?;
    reader.click(".listen-button").await?;
    reader.until("reading out", "standIn.synthesis.speaking").await?;
    click_in_bar(reader, "×").await?;
    reader.until("silence", "!standIn.synthesis.speaking").await?;
    reader.until("the line to be gone", &format!("{BAR} === null")).await?;
    reader
        .until(
            "no mark",
            "(window.CSS?.highlights?.get('spoken')?.size ?? 0) === 0 \
             && document.querySelector('.mark-boxes[data-layer=spoken] > *') === null",
        )
        .await
}

async fn reading_out_by_keyboard(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, VOICES).await?;
    reader.value("document.querySelector('.listen-button').focus()").await?;
    reader.press(Key::Enter).await?;
    until_said(reader, "第三章，总体要求").await?;
    reader
        .expect(
            "the focus to stay where it was",
            "document.activeElement === document.querySelector('.listen-button')",
        )
        .await?;
    let focus = |words: &str| {
        format!(
            "[...{BAR}.querySelectorAll('button')].find((it) => it.textContent.trim() === '{words}')\
             .focus()"
        )
    };
    reader.find(".listen-bar__play").await?;
    reader.value(&focus("下一句")).await?;
    reader.press(Key::Enter).await?;
    until_said(reader, "第一节，指导思想").await?;
    reader.value(&focus("暂停")).await?;
    reader.press(Key::Enter).await?;
    until_status(reader, "已暂停").await?;
    reader.value(&focus("×")).await?;
    reader.press(Key::Enter).await?;
    reader.until("the line to be gone", &format!("{BAR} === null")).await
}

async fn late_voices_are_waited_for(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, "[]").await?;
    reader.click(".listen-button").await?;
    until_status(reader, "正在找中文语音").await?;
    reader.value(&format!("standIn.synthesis.voices = {VOICES}")).await?;
    until_said(reader, "第三章，总体要求").await?;
    until_status(reader, "正在朗读").await?;
    // One that sends the words away is taken when there is no other, and that is said.
    reader
        .value("standIn.synthesis.voices = [{ name: 'far', lang: 'zh-CN', localService: false }]")
        .await?;
    finish(reader).await?;
    until_status(reader, "联网的语音").await
}

async fn missing_speech_is_said(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, "[{ name: 'English', lang: 'en-US', localService: true }]").await?;
    reader.click(".listen-button").await?;
    until_status(reader, "没有中文语音").await?;
    reader
        .expect(
            "no button that would do nothing",
            &format!("{BAR}.querySelectorAll('button').length === 1"),
        )
        .await?;
    click_in_bar(reader, "×").await?;
    reader.value("standIn.synthesis.voices = []").await?;
    reader.click(".listen-button").await?;
    until_status(reader, "没有中文语音").await?;
    click_in_bar(reader, "×").await?;
    reader
        .value(
            "(() => {
                Object.defineProperty(window, 'speechSynthesis', {
                    value: undefined,
                    configurable: true,
                });
            })()",
        )
        .await?;
    listen_from(reader, "3.1.1").await?;
    until_status(reader, "这个浏览器不能朗读").await
}

async fn a_failing_voice_is_said(reader: &mut Reader) -> Result<()> {
    reader.open("plan/3/").await?;
    install(reader, VOICES).await?;
    reader.click(".listen-button").await?;
    until_said(reader, "第三章，总体要求").await?;
    reader.expect("a voice that breaks off", "standIn.fail()").await?;
    until_status(reader, "没有读出声来").await?;
    click_in_bar(reader, "播放").await?;
    until_status(reader, "正在朗读").await
}
