//! Bibliographic references: how a work that quotes the plan, or the press on it, says
//! what it quotes, in the forms of GB/T 7714—2015, of running text, of BibTeX and of
//! CSL-JSON.
//!
//! Not to be confused with a [`citation`](crate::citation), which is a place that a
//! statement of this project's rests on. A [`BibliographicReference`] is for others'
//! writing.
//!
//! Invariant: nothing is in a reference that the sources do not say. Who issued the plan,
//! when, and where it was first published the text does not tell, nor its page the
//! newspaper's name, date and page number; those elements are left out, as the standard
//! allows (a list by order of citation begins with the title where the author is not
//! known). The address and the day of access are the caller's.
//!
//! Decisions:
//! - The place (第四章第一节第3段) is what the standard calls other title information,
//!   where it has the number of a volume: the published text has no pages to cite.
//! - No stop at the end, which the standard leaves free: behind an address it would be
//!   copied with it, and the address would lead nowhere.

use std::fmt;

use crate::json::push_text;
use crate::model::{BlockKind, ColumnRole, Plan, Row, Table, unwrapped};

/// A day, for the date of access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// 2026.
    pub year: u16,
    /// 1 for January.
    pub month: u8,
    /// 1 for the first.
    pub day: u8,
}

impl fmt::Display for Day {
    /// `2026-03-09`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The whole plan.
    Plan,
    /// The blocks from the first to the last, of the plan or of the press; the same for
    /// one alone.
    Blocks(usize, usize),
    /// A row of the table that the block is: an indicator, or a part of one.
    Row(usize, usize),
    /// The indicator that the row is or is a part of, with all its parts.
    Indicator(usize, usize),
    /// A page that only this reader of the plan has, by its title.
    Page(&'a str),
}

/// A reference, ready to be written in any form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BibliographicReference {
    /// The work's title: the plan's, the question's that the press answers, the page's.
    pub title: String,
    /// The place in the work; empty for the whole.
    pub place: String,
    /// A newspaper's page, not the plan.
    pub is_press: bool,
    /// `plan14-4.1.3`, for lists that name their references.
    pub key: String,
    /// The address that opens what is referred to.
    pub address: String,
    /// The day on which it was read.
    pub accessed: Day,
}

/// What cannot be said of the newspaper.
const PRESS_NOTE: &str = "报纸刊登的问答解读；所据版面的文本没有的（报名、日期、版次）从略";

impl BibliographicReference {
    /// The reference to `subject`, which is read at `address` on the day `accessed`.
    pub fn new(plan: &Plan, subject: Subject, address: &str, accessed: Day) -> Self {
        let mut title = plan.title.clone();
        let (mut place, mut is_press, mut id) = (String::new(), false, "");
        match subject {
            Subject::Plan => {}
            Subject::Page(page) => {
                title = page.to_owned();
                id = "page";
            }
            Subject::Row(table, row) | Subject::Indicator(table, row) => {
                let is_whole = matches!(subject, Subject::Indicator(..));
                place = steps_to_row(plan, table, row, is_whole).concat();
                let of_row = rows_of(plan, table).get(row);
                let row_id = of_row.and_then(|row| row.id.as_ref());
                id = row_id.unwrap_or(&plan.blocks[table].id).as_str();
                if of_row.is_some_and(|row| is_whole && row.sub_indicator.is_some()) {
                    id = id.rsplit_once('-').map_or(id, |(whole, _)| whole);
                }
            }
            Subject::Blocks(first, last) => {
                id = plan.blocks[first].id.as_str();
                if let Some(question) = question_of(plan, first) {
                    is_press = true;
                    title = plan.blocks[question].title();
                }
                // The question is the title.
                place = place_of_run(plan, first, last, usize::from(is_press));
            }
        }
        let kind = if is_press { "press" } else { "plan" };
        let mut key = kind.to_owned();
        if let Some(period) = plan.period {
            key.push_str(&period.ordinal.to_string());
        }
        if !id.is_empty() {
            key.push('-');
            key.push_str(id);
        }
        Self { title, place, is_press, key, address: address.to_owned(), accessed }
    }

    /// The entry of a list of references by GB/T 7714—2015: of an electronic notice
    /// (电子公告), of the press an article of a newspaper.
    pub fn gbt_7714(&self) -> String {
        let kind = if self.is_press { "N" } else { "EB" };
        let Self { address, accessed, .. } = self;
        format!("{}[{kind}/OL].[{accessed}].{address}", self.title_with_place(":"))
    }

    /// For running text: `《…规划…纲要》第二篇第四章第一节第3段`.
    pub fn plain(&self) -> String {
        let kind = if self.is_press { "报纸问答解读" } else { "" };
        format!("{kind}《{}》{}", self.title, self.place)
    }

    /// The entry of a BibTeX file, of the types `online` and `newspaper`, which the styles
    /// for GB/T 7714 know and others treat as `misc`.
    pub fn bibtex(&self) -> String {
        let (kind, note) = match self.is_press {
            true => ("newspaper", format!("  note = {{{PRESS_NOTE}}},\n")),
            false => ("online", String::new()),
        };
        let title = bibtex_text(&self.title_with_place("："));
        let Self { key, accessed, .. } = self;
        let url = bibtex_url(&self.address);
        format!(
            "@{kind}{{{key},\n  title = {{{{{title}}}}},\n{note}  url = {{{url}}},\n  urldate = {{{accessed}}},\n  langid = {{chinese}}\n}}"
        )
    }

    /// The list of one item in the format of citation processors (CSL-JSON).
    pub fn csl_json(&self) -> String {
        let (kind, note) = match self.is_press {
            true => ("article-newspaper", format!(r#""note":"{PRESS_NOTE}","#)),
            false => ("webpage", String::new()),
        };
        let [key, title, url] =
            [&self.key, &self.title_with_place("："), &self.address].map(|it| {
                let mut json = String::new();
                push_text(&mut json, it);
                json
            });
        let Day { year, month, day } = self.accessed;
        format!(
            r#"[{{"id":{key},"type":"{kind}","title":{title},{note}"URL":{url},"accessed":{{"date-parts":[[{year},{month},{day}]]}},"language":"zh-CN"}}]"#
        )
    }

    fn title_with_place(&self, mark: &str) -> String {
        match self.place.as_str() {
            "" => self.title.clone(),
            place => format!("{}{mark}{place}", self.title),
        }
    }
}

/// Where the blocks from `first` to `last` stand, from the part down:
/// `第二篇第四章第一节第3段至第5段`.
pub fn full_place(plan: &Plan, first: usize, last: usize) -> String {
    place_of_run(plan, first, last, 0)
}

/// The same without the first `n_known` steps.
fn place_of_run(plan: &Plan, first: usize, last: usize, n_known: usize) -> String {
    let from = steps_to(plan, first);
    let mut place = from[n_known..].concat();
    if first != last {
        let until = steps_to(plan, last);
        let n_same = from.iter().zip(&until).take_while(|(a, b)| a == b).count();
        if n_same == from.len() {
            place.push_str("标题");
        }
        place.push('至');
        place.push_str(&until[n_same.min(until.len() - 1)..].concat());
    }
    place
}

fn question_of(plan: &Plan, idx: usize) -> Option<usize> {
    std::iter::once(idx)
        .chain(plan.ancestors(idx))
        .find(|&idx| matches!(plan.blocks[idx].kind, BlockKind::Question(_)))
}

/// The names of what leads to the block at `idx`, itself last. There is at least one.
fn steps_to(plan: &Plan, idx: usize) -> Vec<String> {
    let mut steps: Vec<String> = plan.ancestors(idx).map(|above| step(plan, above)).collect();
    steps.reverse();
    steps.push(step(plan, idx));
    steps
}

/// The same for a row, with its name: `表2第12项“五年新增城镇就业（万人）”`.
fn steps_to_row(plan: &Plan, table: usize, row: usize, is_whole: bool) -> Vec<String> {
    let mut steps = steps_to(plan, table);
    let BlockKind::Table(of_table) = &plan.blocks[table].kind else { return steps };
    let Some(row) = of_table.rows.get(row) else { return steps };
    if let Some(number) = row.number {
        steps.push(format!("第{number}项"));
    }
    steps.push(format!("“{}”", row_name(of_table, row, is_whole)));
    steps
}

fn rows_of(plan: &Plan, table: usize) -> &[Row] {
    match &plan.blocks[table].kind {
        BlockKind::Table(table) => &table.rows,
        _ => &[],
    }
}

/// The row's name as printed, its part's behind it unless the whole is meant.
fn row_name(table: &Table, row: &Row, is_whole: bool) -> String {
    let name = table.column(ColumnRole::Name).and_then(|column| row.cells.get(column));
    let mut words = name.map_or(String::new(), |cell| unwrapped(&cell.text).into_owned());
    if let Some(part) = row.sub_indicator.as_ref().filter(|_| !is_whole) {
        words.push('·');
        words.push_str(&unwrapped(&part.text));
    }
    words
}

/// The name of the block at `idx` among those with its parent.
fn step(plan: &Plan, idx: usize) -> String {
    let block = &plan.blocks[idx];
    let named = |kind: &str| match &*block.title() {
        "" => kind.to_owned(),
        title => format!("{kind}《{title}》"),
    };
    match &block.kind {
        BlockKind::Title => "标题".to_owned(),
        BlockKind::Preface => "序言".to_owned(),
        BlockKind::Part(_) | BlockKind::Chapter(_) | BlockKind::Section(_) => {
            block.label().unwrap_or_default().to_owned()
        }
        BlockKind::Paragraph(_) | BlockKind::Answer => format!("第{}段", block.id.ordinal()),
        BlockKind::Box(_) => block.label().map_or_else(|| named("专栏"), str::to_owned),
        BlockKind::BoxItem(_) => format!("第{}项", block.id.ordinal()),
        BlockKind::Table(_) => table_label(&block.text).map_or_else(|| named("表"), str::to_owned),
        BlockKind::Appendix => "附图".to_owned(),
        // Its label says 附图 already, and so does what it stands below.
        BlockKind::Figure(_) => match block.label().and_then(|label| label.strip_prefix("附图")) {
            Some(number) if block.parent.is_some_and(|it| is_appendix(plan, it)) => {
                number.to_owned()
            }
            _ => block.label().map_or_else(|| named("图"), str::to_owned),
        },
        BlockKind::Note(_) => format!("注{}", block.id.ordinal().trim_start_matches('n')),
        BlockKind::Question(heading) => format!("第{}问", heading.number),
    }
}

/// `表1` of `表1  无锡市“十三五”规划纲要主要指标完成情况表`.
fn table_label(title: &str) -> Option<&str> {
    let number = title.strip_prefix('表')?;
    let rest = number.trim_start_matches(|ch: char| ch.is_ascii_digit());
    (rest.len() < number.len()).then(|| &title[..title.len() - rest.len()])
}

fn is_appendix(plan: &Plan, idx: u32) -> bool {
    plan.blocks[idx as usize].kind == BlockKind::Appendix
}

/// `text` for a value in braces. A brace, even behind a backslash, counts for where the
/// value ends, so it is named instead.
fn bibtex_text(text: &str) -> String {
    let mut escaped = String::new();
    for ch in text.chars() {
        match ch {
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', ch]),
            ch if ch.is_control() => escaped.push(' '),
            ch => escaped.push(ch),
        }
    }
    escaped
}

/// `address` for a value in braces, which is taken as it stands.
fn bibtex_url(address: &str) -> String {
    let mut escaped = String::new();
    for ch in address.chars() {
        match ch {
            '{' => escaped.push_str("%7B"),
            '}' => escaped.push_str("%7D"),
            '\\' => escaped.push_str("%5C"),
            ch if ch.is_whitespace() || ch.is_control() => escaped.push_str("%20"),
            ch => escaped.push(ch),
        }
    }
    escaped
}
