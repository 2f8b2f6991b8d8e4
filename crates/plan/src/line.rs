//! What a line is by its own look, before any context.
//!
//! The rules are the genre's: `第一篇`, `第四章`, `第一节` open headings, `专栏1` a
//! box, `表1` a table, `附图1` a map; a tab at the start makes a cell. A line that
//! fits no rule is text. What needs context (a box's title without a marker, a
//! heading that wraps) is left to [`parse`](mod@crate::parse).

use std::fmt;

use crate::inline::{self, Piece, PieceKind};
use crate::model::TextRange;
use crate::numeral::{is_numeral_char, parse_numeral};
use crate::source::{Span, is_space, line_spans};

/// A heading's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 篇.
    Part,
    /// 章.
    Chapter,
    /// 节.
    Section,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Part => "part",
            Self::Chapter => "chapter",
            Self::Section => "section",
        })
    }
}

/// A line of the source.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line's number, counted from 1.
    pub number: u32,
    /// The line without its break.
    pub span: Span,
    /// The line cut at Word's markers.
    pub pieces: Vec<Piece>,
    /// Markers that are not whole.
    pub malformed: Vec<Span>,
    /// The line's text without markers, trimmed.
    pub text: String,
    /// What the line looks like.
    pub kind: LineKind,
}

impl Line {
    /// Whether it has text, of its own or of a footnote that stands in it.
    pub fn has_words(&self) -> bool {
        let is_note = |piece: &Piece| matches!(piece.kind, PieceKind::NoteBody(..));
        !self.text.is_empty() || self.pieces.iter().any(is_note)
    }
}

/// What a line looks like. Ranges are into [`Line::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// White space and markers alone.
    Blank,
    /// A tab, then a table's cell.
    Cell,
    /// 目录.
    ContentsTitle,
    /// 序言、前言.
    PrefaceTitle,
    /// 附图：, above the list of maps.
    AppendixTitle,
    /// `— 6 —`.
    PageNumber,
    /// Punctuation alone.
    Stray,
    /// `第四章  …`.
    Heading {
        /// The level that 篇、章、节 tells.
        level: Level,
        /// The printed number.
        number: u16,
        /// `第四章`.
        label: TextRange,
        /// The rest.
        title: TextRange,
    },
    /// `表1  …`.
    TableTitle,
    /// `专栏1  …`.
    BoxTitle {
        /// `专栏1`.
        label: TextRange,
        /// The rest.
        title: TextRange,
    },
    /// `附图1`, the caption on the same line or below.
    FigureLabel {
        /// `附图1`.
        label: TextRange,
        /// The rest, often empty.
        title: TextRange,
    },
    /// `注：…`, a note under a table.
    TableNote,
    /// Anything else.
    Text,
}

/// The lines of `source`, each with what it looks like.
pub fn lines(source: &str) -> Vec<Line> {
    (1..)
        .zip(line_spans(source))
        .map(|(number, span)| {
            let (pieces, malformed) = inline::pieces(source, span);
            let text: String = pieces
                .iter()
                .filter(|piece| piece.kind == PieceKind::Text)
                .map(|piece| piece.span.of(source))
                .collect();
            let starts_with_tab = text.starts_with('\t');
            let text = text.trim_matches(is_space).to_owned();
            let kind = classify(&text);
            let mut line = Line { number, span, pieces, malformed, text, kind };
            line.kind = match kind {
                // A tab may also indent a heading; no cell reads like one.
                LineKind::Heading { .. } => kind,
                _ if starts_with_tab => LineKind::Cell,
                LineKind::Blank if line.has_words() => LineKind::Text,
                kind => kind,
            };
            line
        })
        .collect()
}

fn classify(text: &str) -> LineKind {
    if text.is_empty() {
        return LineKind::Blank;
    }
    if text.chars().all(|ch| "。，、；：．.".contains(ch)) {
        return LineKind::Stray;
    }
    if is_page_number(text) {
        return LineKind::PageNumber;
    }
    if text.chars().count() <= MAX_FIXED_TITLE_CHARS {
        let compact: String = text.chars().filter(|ch| !is_space(*ch)).collect();
        match compact.as_str() {
            "目录" => return LineKind::ContentsTitle,
            "序言" | "前言" | "引言" | "序" => return LineKind::PrefaceTitle,
            "附图" | "附图：" | "附图:" => return LineKind::AppendixTitle,
            _ => {}
        }
    }
    if text.starts_with("注：") || text.starts_with("注:") {
        return LineKind::TableNote;
    }
    if text.contains('。') {
        return LineKind::Text;
    }
    heading(text)
        .or_else(|| {
            let (label, title) = labelled(text, "专栏")?;
            Some(LineKind::BoxTitle { label, title })
        })
        .or_else(|| {
            let (label, title) = labelled(text, "附图")?;
            Some(LineKind::FigureLabel { label, title })
        })
        .or_else(|| labelled(text, "表").map(|_| LineKind::TableTitle))
        .unwrap_or(LineKind::Text)
}

/// The longest of the fixed titles with its spacing: `目    录`.
const MAX_FIXED_TITLE_CHARS: usize = 12;

/// `— 6 —`, `- 6 -`.
fn is_page_number(text: &str) -> bool {
    let is_dash = |ch: char| matches!(ch, '—' | '-' | '－' | '–');
    text.strip_prefix(is_dash)
        .and_then(|text| text.strip_suffix(is_dash))
        .map(str::trim)
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// `第四章  构建…`. Without white space after the label the line must be short
/// and free of commas: `第三章所列任务，…` is a sentence.
fn heading(text: &str) -> Option<LineKind> {
    let after_first = text.strip_prefix('第')?;
    let numeral_len = after_first.find(|ch| !is_numeral_char(ch))?;
    let number = parse_numeral(&after_first[..numeral_len])?;
    let rest = &after_first[numeral_len..];
    let mut chars = rest.chars();
    let level = match chars.next()? {
        '篇' | '编' => Level::Part,
        '章' => Level::Chapter,
        '节' => Level::Section,
        _ => return None,
    };
    let title = chars.as_str();
    let is_parted = title.starts_with(is_space);
    let is_short = title.chars().count() <= 30 && !title.contains(['，', '；']);
    if !(is_parted || is_short) || title.chars().count() > 80 {
        return None;
    }
    let label_len = text.len() - title.len();
    Some(LineKind::Heading {
        level,
        number,
        label: TextRange::new(0, label_len),
        title: TextRange::new(text.len() - title.trim_start_matches(is_space).len(), text.len()),
    })
}

/// `专栏1  …`, `表2 …`, `附图3：…`: `word`, a number, and what follows.
fn labelled(text: &str, word: &str) -> Option<(TextRange, TextRange)> {
    if text.chars().count() > 80 {
        return None;
    }
    let after_word = text.strip_prefix(word)?.trim_start_matches(is_space);
    let number_len = after_word.find(|ch| !is_numeral_char(ch)).unwrap_or(after_word.len());
    parse_numeral(&after_word[..number_len])?;
    let rest = without_sub_number(&after_word[number_len..]);
    let title = rest.trim_start_matches(|ch| is_space(ch) || matches!(ch, '：' | ':'));
    // `表1所列` is a sentence; a title stands apart from its number, or in quotes.
    if !title.is_empty() && title.len() == rest.len() && !title.starts_with(['“', '《', '【']) {
        return None;
    }
    let label_len = text.len() - rest.len();
    Some((TextRange::new(0, label_len), TextRange::new(text.len() - title.len(), text.len())))
}

/// `rest` behind the second number of `表1-2`, if it begins with one.
fn without_sub_number(rest: &str) -> &str {
    rest.strip_prefix(['-', '－', '—', '.', '．'])
        .map(|number| (number, number.trim_start_matches(|ch: char| ch.is_ascii_digit())))
        .filter(|(number, behind)| behind.len() < number.len())
        .map_or(rest, |(_, behind)| behind)
}

/// Whether `text` opens like an entry of a numbered list: `一、`, `（二）`, `3．`, `(4)`.
pub fn is_enumerated(text: &str) -> bool {
    let (text, closing): (_, &[char]) = match text.strip_prefix(['（', '(']) {
        Some(inside) => (inside, &['）', ')']),
        None => (text, &['、', '．', '.']),
    };
    let rest = text.trim_start_matches(is_numeral_char);
    rest.len() < text.len() && rest.starts_with(closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_entries_are_seen() {
        for text in ["一、总体要求", "（二）加快建设", "3．公路", "(4)桥", "十一、甲"]
        {
            assert!(is_enumerated(text), "{text}");
        }
        for text in ["一核：甲", "3个", "（甲）", "机场：甲", "、", "（）", "3"] {
            assert!(!is_enumerated(text), "{text}");
        }
    }

    fn check(text: &str, expected: &str) {
        let line = lines(text).remove(0);
        let parts = |name: &str, label: TextRange, title: TextRange| {
            format!("{name} {}|{}", label.of(&line.text), title.of(&line.text))
        };
        let found = match line.kind {
            LineKind::Heading { level, number, label, title } => {
                parts(&format!("{level} {number}"), label, title)
            }
            LineKind::BoxTitle { label, title } => parts("box", label, title),
            LineKind::FigureLabel { label, title } => parts("figure", label, title),
            kind => format!("{kind:?}"),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headings_are_told_from_sentences() {
        check(" [bookmark: _Toc1]第二篇  重点任务", "part 2 第二篇|重点任务");
        check("第十七章  创新机制", "chapter 17 第十七章|创新机制");
        check("第一节 甲", "section 1 第一节|甲");
        check("第3章", "chapter 3 第3章|");
        check("第二编　乙", "part 2 第二编|乙");
        check("第三章所列任务，由各区落实", "Text");
        check("第三章  所列任务。", "Text");
        check("第一，加强领导", "Text");
        check("第十五个五年规划纲要", "Text");
        check("第四章 甲，乙；丙", "chapter 4 第四章|甲，乙；丙");
        check("第四章甲；乙", "Text");
    }

    #[test]
    fn long_lines_are_sentences() {
        let check_len = |before: &str, n_chars: usize, is_title: bool| {
            let rest = "甲".repeat(n_chars);
            let line = lines(&format!("{before}{rest}")).remove(0);
            assert_eq!(line.kind != LineKind::Text, is_title, "{before} and {n_chars} characters");
        };
        check_len("第三章", 30, true);
        check_len("第三章", 31, false);
        check_len("第三章 ", 79, true);
        check_len("第三章 ", 80, false);
        check_len("专栏1 ", 76, true);
        check_len("专栏1 ", 77, false);
    }

    #[test]
    fn labels_are_told_from_sentences() {
        check("专栏1  质量强市工程", "box 专栏1|质量强市工程");
        check("专栏 2：甲", "box 专栏 2|甲");
        check("专栏三 甲", "box 专栏三|甲");
        check("专栏1所列工程", "Text");
        check("专栏1-所列工程", "Text");
        check("专栏1-2 甲", "box 专栏1-2|甲");
        check("表1  指标", "TableTitle");
        check("表现突出", "Text");
        check("表1“十四五”主要指标", "TableTitle");
        check("表1-2 指标", "TableTitle");
        check("\t第一节 乙", "section 1 第一节|乙");
        check(" 附图3", "figure 附图3|");
        check("附图3：铁路网", "figure 附图3|铁路网");
        check("附图：", "AppendixTitle");
    }

    #[test]
    fn residue_is_seen() {
        check("— 5 —  ", "PageNumber");
        check("-12-", "PageNumber");
        check("——勇做排头兵", "Text");
        check("——", "Text");
        check("。", "Stray");
        check("\u{feff}", "Blank");
        check("[bookmark: _Toc1]", "Blank");
        check("\t", "Cell");
        check("目    录", "ContentsTitle");
        check(" 序    言", "PrefaceTitle");
        check("注：[ ]为五年累计数", "TableNote");
    }
}
