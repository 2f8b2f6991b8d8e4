//! Every page as it is rendered natively, which is what the site's files hold.

use std::collections::{BTreeMap, BTreeSet};

use plan::Plan;
use plan::model::{BlockKind, unwrapped};
use plan_reader::app::{App, AppProps};
use plan_reader::data;
use plan_reader::route::{Base, Route};
use plan_reader::view::chapter::position_of_chapter;
use yew::LocalServerRenderer;

fn render(base: &str, route: Route) -> String {
    let props = AppProps { base: Base::new(base), route, is_prerendered: true };
    pollster::block_on(LocalServerRenderer::<App>::with_props(props).render())
}

/// The text of `html`, as a reader sees it: tags, and the comments that mark
/// components for hydration, left out.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let html = without(html, "<!--", "-->");
    for (idx, run) in html.split('<').enumerate() {
        let shown = if idx == 0 { Some(run) } else { run.split_once('>').map(|(_, text)| text) };
        text.push_str(shown.expect("a closed tag"));
    }
    html_escape::decode_html_entities(&text).into_owned()
}

/// `html` without what stands from `opening` to the next `closing`.
fn without(html: &str, opening: &str, closing: &str) -> String {
    let mut runs = html.split(opening);
    let first = runs.next().unwrap_or_default().to_owned();
    runs.fold(first, |kept, run| kept + run.split_once(closing).expect("a closing mark").1)
}

/// The values of the attribute `name` in `html`.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    let values = html.split(opening.as_str()).skip(1);
    values.map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// Every page with its HTML.
fn pages(base: &str) -> BTreeMap<String, String> {
    let routes = Route::all(&data::plan(), &data::concerns()).into_iter().chain([Route::NotFound]);
    routes.map(|route| (Base::new(base).href(route).to_string(), render(base, route))).collect()
}

/// The texts that the page of the chapter at `idx` must hold, in order.
fn texts_of_chapter(plan: &Plan, idx: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &plan.blocks[plan.subtree(idx)] {
        match &block.kind {
            BlockKind::Note(_) => {}
            BlockKind::Table(table) => {
                texts.push(unwrapped(&block.text).into_owned());
                texts.extend(table.columns.iter().map(|column| column.text.clone()));
                for text in table.printed_texts().skip(table.columns.len()) {
                    texts.push(unwrapped(text).into_owned());
                }
            }
            _ if block.heading().is_some() => {
                texts.push(block.label().unwrap_or_default().to_owned());
                texts.push(block.title());
            }
            _ => texts.push(block.text.clone()),
        }
    }
    texts
}

#[test]
fn every_chapters_page_holds_its_whole_text_in_order() {
    let plan = data::plan();
    for idx in plan.chapters() {
        let number = plan.blocks[idx].heading().expect("a heading").number;
        assert_eq!(position_of_chapter(&plan, number), Some(idx));
        let html = render("/", Route::Chapter(number));
        // A footnote's mark stands inside the text that it belongs to.
        let without_marks = without(&html, "<span class=\"note\">", "</span>");
        let page = text_of(&without_marks);
        let mut rest = page.as_str();
        for text in texts_of_chapter(&plan, idx) {
            let found = rest.find(&text);
            let at = found.unwrap_or_else(|| panic!("chapter {number} lacks, in order: {text}"));
            rest = &rest[at + text.len()..];
        }
        for note in plan.blocks[plan.subtree(idx)].iter() {
            if matches!(note.kind, BlockKind::Note(_)) {
                assert!(page.contains(&note.text), "chapter {number} lacks a note");
            }
        }
    }
}

#[test]
fn the_page_to_print_holds_every_block_of_the_plan_in_order() {
    let plan = data::plan();
    let html = render("/", Route::Whole);
    let without_marks = without(&html, "<span class=\"note\">", "</span>");
    let page = text_of(&without_marks);
    let ids = attributes(&html, "id");
    let mut rest = page.as_str();
    let (mut n_notes, mut n_texts) = (0, 0);
    for (idx, block) in plan.blocks.iter().enumerate().filter(|(idx, _)| plan.is_own(*idx)) {
        assert!(ids.contains(&block.id.as_str()), "{} is not there", block.id);
        let texts = match &block.kind {
            BlockKind::Note(_) => {
                assert_eq!(page.matches(&block.text).count(), 1, "{}", block.id);
                n_notes += 1;
                continue;
            }
            BlockKind::Table(_) => texts_of_chapter(&plan, idx),
            BlockKind::Preface | BlockKind::Appendix => {
                vec![plan::contents::compact(&block.text)]
            }
            _ if block.label().is_some() => {
                vec![block.label().unwrap_or_default().to_owned(), block.title()]
            }
            BlockKind::Box(_) => vec![block.title()],
            _ => vec![block.text.clone()],
        };
        // The notes under a table are blocks of their own, after it.
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let is_note_of_table = block.parent.is_some_and(|parent| {
                matches!(plan.blocks[parent as usize].kind, BlockKind::Table(_))
            });
            if is_note_of_table {
                assert!(page.contains(&text), "{}", block.id);
                continue;
            }
            let found = rest.find(&text);
            let at = found.unwrap_or_else(|| panic!("{} lacks, in order: {text}", block.id));
            rest = &rest[at + text.len()..];
            n_texts += 1;
        }
    }
    assert!(n_notes == 4 && n_texts > 800, "{n_notes} notes, {n_texts} texts");
}

/// The texts of the elements with the class `class` in `html`.
fn texts_with_class(html: &str, class: &str) -> Vec<String> {
    let opening = format!(" class=\"{class}\"");
    let elements = html.split(opening.as_str()).skip(1);
    elements
        .map(|rest| {
            let inner = rest.split_once('>').expect("a closed tag").1;
            text_of(inner.split("</p>").next().unwrap_or_default())
        })
        .collect()
}

#[test]
fn every_question_page_holds_its_whole_answer_and_says_whose_it_is() {
    let plan = data::plan();
    for idx in plan.indices(|kind| matches!(kind, BlockKind::Question(_))) {
        let html = render("/", Route::of_block(&plan, idx));
        let paragraphs = texts_with_class(&html, "paragraph__text");
        let answer: Vec<_> = plan.children(idx).map(|idx| plan.blocks[idx].text.clone()).collect();
        assert_eq!(paragraphs, answer, "{}", plan.blocks[idx].id);
        assert!(text_of(&html).contains("是媒体的话，不是规划原文"));
    }
}

#[test]
fn both_editions_stand_whole_on_the_page_that_compares_them() {
    let (plan, apparatus) = (data::plan(), data::apparatus());
    let html = render("/", Route::Compare);
    // A gap says to those who hear it that nothing is there.
    let page = text_of(&html).replace("（此处没有）", "");
    for passage in apparatus.press.passages.iter().chain(&apparatus.press.terms) {
        let published = &plan.blocks[passage.block as usize].text;
        assert!(page.contains(published.as_str()), "{published}");
        let is_heading = plan.blocks[passage.block as usize].heading().is_some();
        assert!(is_heading || page.contains(&passage.text), "{}", passage.text);
    }
}

#[test]
fn no_press_text_stands_on_a_page_of_the_plan() {
    let plan = data::plan();
    let answers: Vec<_> =
        plan.blocks.iter().filter(|block| block.kind == BlockKind::Answer).collect();
    for idx in plan.chapters() {
        let page = text_of(&render("/", Route::of_block(&plan, idx)));
        for answer in &answers {
            let opening: String = answer.text.chars().take(30).collect();
            assert!(!page.contains(&opening), "{}", answer.id);
        }
    }
}

#[test]
fn every_link_leads_to_a_page_and_a_place_on_it() {
    for base in ["/", "/wuxi/"] {
        let pages = pages(base);
        for (page, html) in &pages {
            for href in attributes(html, "href") {
                let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
                let path = address.split('?').next().unwrap_or_default();
                let path = if path.is_empty() { page } else { path };
                if path.starts_with(&format!("{base}data/")) {
                    continue;
                }
                let target = pages.get(path).unwrap_or_else(|| panic!("{page} links to {href}"));
                let ids = attributes(target, "id");
                assert!(fragment.is_empty() || ids.contains(&fragment), "{page} links to {href}");
            }
        }
    }
}

#[test]
fn ids_are_unique_on_every_page() {
    for (page, html) in pages("/") {
        let ids = attributes(&html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{page}");
        for name in ["aria-labelledby", "aria-controls"] {
            for id in attributes(&html, name) {
                assert!(ids.contains(&id), "{page}: {name}={id}");
            }
        }
    }
}

#[test]
fn every_block_is_on_the_page_that_its_address_names() {
    let plan = data::plan();
    let pages = pages("/");
    for (idx, block) in plan.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Appendix) {
            continue;
        }
        let href = Base::new("/").block_href(&plan, idx);
        let (path, id) = href.split_once('#').expect("a fragment");
        let is_part = matches!(block.kind, BlockKind::Part(_));
        let page = if is_part { &pages["/plan/"] } else { &pages[path] };
        assert!(attributes(page, "id").contains(&id), "{href}");
    }
}

#[test]
fn every_page_has_one_heading_of_the_first_level() {
    for (page, html) in pages("/") {
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
    }
}

#[test]
fn no_page_shows_what_word_left_behind() {
    for (page, html) in pages("/") {
        for residue in ["bookmark", "footnoteRef", "image:", "_Toc", "_Hlk"] {
            assert!(!html.contains(residue), "{page}: {residue}");
        }
    }
}

#[test]
fn tables_span_their_merged_cells() {
    let html = render("/", Route::Chapter(3));
    assert!(html.contains("rowspan=\"9\""), "the group 经济强 of table 2 has nine rows");
    assert!(html.contains("id=\"14-12\""));
    assert!(render("/", Route::Chapter(1)).contains("id=\"13-31-2\""));
}
