//! `/mine/`: the reader's markers, highlights and notes, in the plan's order; the way out
//! and in as a file.
//!
//! A file's notes are taken in only when the reader says so, and none that is there is lost.

use std::rc::Rc;

use plan::note::{Note, NoteImport, NoteKind, read_file, to_file};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser;
use crate::components::link::link;
use crate::components::own_notes::{element_id, own_note};
use crate::components::page_heading::page_heading;
use crate::components::words_field::WordsField;
use crate::context::{Notice, Place, SessionContext, use_choices, use_session};
use crate::keeping;
use crate::route::Location;
use crate::view::chapter::place_in_words;
use crate::view::facets::WORDS;
use crate::view::note::{
    PlacedNote, changes_in_words, heading_of, kind_in_words, markdown, note_error_in_words,
};

/// The query parameter of the kinds that are shown.
const KIND: &str = "kind";

/// The page. Which notes are shown stands in the address.
#[component]
pub fn MinePage() -> Html {
    let place = use_choices();
    let session = use_session();
    html! {
        <div class="mine">
            { page_heading("我的笔记") }
            <p class="lead">
                { "书签、划线和笔记只存在这台设备上，不发到任何地方。换设备、清理浏览器以前，请先导出。" }
            </p>
            if place.is_interactive {
                { state(&place, &session) }
                { list(&place) }
                <Exchange />
            } else {
                <p>{ "要等页面的程序装好，才能看到和添加笔记；装不上时，正文照常能读。" }</p>
            }
        </div>
    }
}

/// What is wrong with what the device has.
fn state(place: &Place, session: &SessionContext) -> Html {
    let notes = &session.notes;
    let on_keep = {
        let (place, session) = (place.clone(), session.clone());
        Callback::from(move |_: MouseEvent| {
            let notes = &session.notes;
            let is_unkept = |note: &&Note| notes.unkept.contains(&note.id);
            let all = notes.all.iter().filter(is_unkept).cloned().collect();
            let text = match keeping::keep(&session, all) {
                true => "都存下了。",
                false => "还是没有存下。请先导出。",
            };
            place.on_notice.emit(Notice { text: text.into(), ..Notice::default() });
        })
    };
    html! {
        <div role="status">
            if !notes.unkept.is_empty() {
                <div class="mine__wrong">
                    <p>
                        { if notes.is_lost {
                            "这台设备上的笔记被清空了。这个窗口里还有，关掉以前请存回或导出。".to_owned()
                        } else {
                            format!("有{}条没有存下：这台设备的存储满了，或被禁用。关掉页面以前请先导出。", notes.unkept.len())
                        } }
                    </p>
                    <button type="button" onclick={on_keep}>{ "再存一次" }</button>
                </div>
            }
            if !notes.damaged.is_empty() {
                <details class="mine__wrong">
                    <summary>
                        { format!("有{}条存坏了，读不出来，原样留着。", notes.damaged.len()) }
                    </summary>
                    { copied_by_hand("存坏的内容", &notes.damaged.join("\n")) }
                </details>
            }
        </div>
    }
}

/// A text to be selected and copied where nothing else works.
fn copied_by_hand(label: &'static str, text: &str) -> Html {
    html! {
        <textarea class="mine__text" readonly=true rows="6" aria-label={label} value={text.to_owned()} />
    }
}

/// The notes, by chapter.
fn list(place: &Place) -> Html {
    let plan = &place.plan;
    let all = &place.notes.all;
    if all.is_empty() {
        return html! {
            <p class="mine__none">
                { "还没有。在正文里选几个字，或点一段的段号，窗口底下就会出现“划线”“书签”“笔记”。" }
            </p>
        };
    }
    let words = place.location.query_value(WORDS).unwrap_or_default();
    let kind = place.location.query_value(KIND).unwrap_or_default();
    let is_of_kind = |placed: &PlacedNote| kind.is_empty() || placed.note.kind.name() == kind;
    let shown: Vec<&PlacedNote> =
        all.iter().filter(|it| is_of_kind(it) && it.has_words(plan, &words)).collect();
    let on_words = {
        let place = place.clone();
        Callback::from(move |words: String| {
            place.on_replace.emit(place.location.with_query_value(WORDS, &words));
        })
    };
    let chip = |of: &'static str, name: &'static str| {
        let is_chosen = kind == of;
        let on_replace = place.on_replace.clone();
        let to = place.location.with_query_value(KIND, of);
        let onclick = Callback::from(move |_: MouseEvent| on_replace.emit(to.clone()));
        html! {
            <button type="button" class="chip" aria-pressed={is_chosen.to_string()} {onclick}>
                { name }
            </button>
        }
    };
    let (found, lost): (Vec<&PlacedNote>, Vec<&PlacedNote>) =
        shown.iter().partition(|placed| placed.is_found());
    let mut sections: Vec<(String, Vec<&PlacedNote>)> = Vec::new();
    for placed in found {
        let heading = heading_of(plan, placed).unwrap_or_default();
        match sections.last_mut().filter(|(last, _)| *last == heading) {
            Some((_, notes)) => notes.push(placed),
            None => sections.push((heading, vec![placed])),
        }
    }
    html! {
        <>
            <div class="mine__choices">
                <label class="visually-hidden" for="mine-words">{ "在笔记里找" }</label>
                <WordsField id="mine-words" words={words} placeholder="在笔记里找" {on_words} />
                <div class="chips" role="group" aria-label="种类">
                    { chip("", "全部") }
                    { for NoteKind::ALL.map(|kind| chip(kind.name(), kind_in_words(kind))) }
                </div>
            </div>
            <p role="status" class="mine__state">
                { if shown.len() == all.len() {
                    format!("共{}条。", all.len())
                } else {
                    format!("{}条，共{}条。", shown.len(), all.len())
                } }
            </p>
            { for sections.into_iter().map(|(heading, notes)| html! {
                <section class="mine__section" key={heading.clone()}>
                    <h2>{ heading }</h2>
                    { for notes.into_iter().map(|placed| entry(place, placed)) }
                </section>
            }) }
            if !lost.is_empty() {
                <section class="mine__section mine__lost" key="lost">
                    <h2>{ "找不到原处的" }</h2>
                    <p>{ "这些话在现在的文本里没有了，或说不准是哪一处，所以没有放回正文。" }</p>
                    { for lost.into_iter().map(|placed| entry(place, placed)) }
                </section>
            }
        </>
    }
}

/// A note with the plan's words and the way to them.
fn entry(place: &Place, placed: &PlacedNote) -> Html {
    let plan = &place.plan;
    let kind = placed.note.kind;
    let way = placed
        .runs
        .first()
        .zip(placed.location(plan))
        .map(|(run, to)| link(place, "", &to, html! { { place_in_words(plan, run.block) } }));
    html! {
        <article class="mine__note" key={placed.note.id.clone()} id={element_id(&placed.note.id)}>
            <p class="mine__place">
                <span class="own-note__kind" data-kind={kind.name()}>{ kind_in_words(kind) }</span>
                { " " }
                { way }
            </p>
            <blockquote class="own-note__quote" data-kind={kind.name()}>{ placed.quote(plan) }</blockquote>
            if placed.is_found() && placed.n_lost > 0 {
                <p class="mine__state">{ format!("其中{}段现在找不到了。", placed.n_lost) }</p>
            }
            { own_note(placed) }
        </article>
    }
}

/// The way out and in as a file, and taking everything away.
#[component]
fn Exchange() -> Html {
    let place = use_choices();
    let session = use_session();
    let import = use_state_eq(|| None::<Rc<NoteImport>>);
    let is_clearing = use_state_eq(|| false);
    let pasted = use_node_ref();
    let has_notes = !place.notes.all.is_empty();
    let files = has_notes.then(|| {
        let notes = place.notes.all.iter().map(|placed| &placed.note);
        let json = to_file(&place.plan.title, notes);
        let origin = browser::window().location().origin().unwrap_or_default();
        let address = |to: &Location| origin.clone() + &place.base.location_href(to);
        let markdown = markdown(&place.plan, &place.notes, browser::day_of, address);
        [
            ("JSON", "application/json", "my-notes.json", json),
            ("Markdown", "text/markdown", "my-notes.md", markdown),
        ]
    });
    let read = {
        let import = import.setter();
        move |text: String| import.set(Some(Rc::new(read_file(&text))))
    };
    let on_file = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            browser::read_file(&input, read.clone());
        })
    };
    let on_paste = {
        let pasted = pasted.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = pasted.cast::<HtmlTextAreaElement>() {
                read(field.value());
            }
        })
    };
    let ask = |is_asked: bool| {
        let is_clearing = is_clearing.setter();
        Callback::from(move |_: MouseEvent| is_clearing.set(is_asked))
    };
    let on_clear = {
        let (place, session, is_clearing) = (place.clone(), session.clone(), is_clearing.setter());
        Callback::from(move |_: MouseEvent| {
            let all = session.notes.all.clone();
            keeping::forget(&session, all.iter().map(|note| note.id.clone()).collect());
            is_clearing.set(false);
            let session = session.clone();
            let on_undo = Callback::from(move |()| {
                keeping::keep(&session, all.clone());
            });
            let (text, on_undo) = ("笔记已清空。".into(), Some(on_undo));
            place.on_notice.emit(Notice { text, on_undo, ..Notice::default() });
        })
    };
    html! {
        <section class="mine__files" aria-labelledby="files-heading">
            <h2 id="files-heading">{ "导出和导入" }</h2>
            { for files.into_iter().flatten().map(|(name, kind, file, text)| {
                let address = format!("data:{kind};charset=utf-8,{}", browser::percent_encoded(&text));
                html! {
                    <div class="mine__file">
                        <a href={address} download={file}>{ format!("导出 {name}") }</a>
                        <button type="button" data-copy={text.clone()}>{ format!("复制 {name}") }</button>
                        <details>
                            <summary>{ "下载和复制都不行时" }</summary>
                            { copied_by_hand("请长按选中，全部复制", &text) }
                        </details>
                    </div>
                }
            }) }
            <div class="mine__file">
                <label class="mine__import">
                    { "导入 JSON" }
                    <input
                        class="visually-hidden"
                        id="mine-file"
                        type="file"
                        accept=".json,application/json"
                        onchange={on_file}
                    />
                </label>
                <details>
                    <summary>{ "选不了文件时" }</summary>
                    <textarea
                        class="mine__text"
                        id="mine-paste"
                        ref={pasted}
                        rows="4"
                        aria-label="把导出的 JSON 贴在这里"
                    />
                    <button type="button" id="mine-paste-read" onclick={on_paste}>{ "读入" }</button>
                </details>
            </div>
            if let Some(found) = &*import {
                { imported(&place, &session, found, import.setter()) }
            }
            if has_notes {
                <div class="mine__clear">
                    if *is_clearing {
                        <p role="status">{ format!("{}条笔记都会删除。", place.notes.all.len()) }</p>
                        <button type="button" onclick={on_clear}>{ "确定清空" }</button>
                        <button type="button" onclick={ask(false)}>{ "不清空" }</button>
                    } else {
                        <button type="button" onclick={ask(true)}>{ "清空" }</button>
                    }
                </div>
            }
        </section>
    }
}

/// What a file has, and the reader's choice.
fn imported(
    place: &Place,
    session: &SessionContext,
    found: &NoteImport,
    import: UseStateSetter<Option<Rc<NoteImport>>>,
) -> Html {
    let (changes, notes) = keeping::taken_in(session, &found.notes);
    let is_empty = notes.is_empty();
    let on_keep = {
        let (place, session, import) = (place.clone(), session.clone(), import.clone());
        Callback::from(move |_: MouseEvent| {
            let text = match keeping::keep(&session, notes.clone()) {
                true => "已存入。",
                false => "没有全部存下：这台设备的存储满了，或被禁用。请先导出。",
            };
            import.set(None);
            place.on_notice.emit(Notice { text: text.into(), ..Notice::default() });
        })
    };
    let on_cancel = Callback::from(move |_: MouseEvent| import.set(None));
    html! {
        <div class="mine__import-result" role="status">
            if !found.notes.is_empty() || found.n_errors == 0 {
                <p>{ changes_in_words(&changes) }</p>
            }
            if found.n_errors > 0 {
                <p>{ format!("有{}处读不了：", found.n_errors) }</p>
                <ul>
                    { for found.errors.iter().map(|error| html! { <li>{ note_error_in_words(error) }</li> }) }
                </ul>
            }
            if found.n_errors > found.errors.len() {
                <p>{ format!("只列出前{}处。", found.errors.len()) }</p>
            }
            <div class="mine__file">
                if !is_empty {
                    <button type="button" onclick={on_keep}>{ "存入" }</button>
                }
                <button type="button" onclick={on_cancel}>{ if is_empty { "知道了" } else { "不存" } }</button>
            </div>
        </div>
    }
}
