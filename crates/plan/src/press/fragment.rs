//! What a line of a newspaper's page is by its own look.

use crate::line::{LineKind, lines};
use crate::source::{Span, is_space};

/// The marks behind a turn line: `上接第10版>>>`.
const TURN_MARKS: [char; 6] = ['>', '》', '＞', '→', '▶', '）'];

/// How long a line of the masthead is at most, in characters.
const MAX_MASTHEAD_LEN: usize = 24;

/// What opens a line that names who made the page.
const STAFF: [&str; 8] = ["编辑", "责编", "责任编辑", "组版", "版式", "校对", "美编", "值班"];

/// A line of the page, or what a turn line leaves of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    /// The line's number, counted from 1.
    pub line: u32,
    /// The line's text without white space at both ends and without turn lines.
    pub span: Span,
    /// What it is.
    pub kind: FragmentKind,
    /// The page that its beginning stands on.
    pub turned_from: Option<u16>,
    /// The page that its end stands on.
    pub turned_to: Option<u16>,
}

/// What a line of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FragmentKind {
    /// The page's own: its name, who made it, when it appears.
    Masthead,
    /// A heading of the plan.
    Heading,
    /// The title of the questions and answers.
    QuestionsTitle,
    /// A question with its number.
    Question(u16),
    /// The title of the list of terms.
    TermsTitle,
    /// A term with its explanation.
    Term,
    /// Running text.
    Text,
}

/// A turn line on the page: its place and the page it names.
pub(super) type TurnLine = Span;

/// The fragments of `source`, and the turn lines beside them.
pub(super) fn fragments(source: &str) -> (Vec<Fragment>, Vec<TurnLine>) {
    let mut fragments = Vec::new();
    let mut turn_lines = Vec::new();
    let mut is_masthead_over = false;
    for line in lines(source) {
        let mut span = line.span.trimmed(source);
        let (mut turned_from, mut turned_to) = (None, None);
        if let Some((len, page)) = leading_turn(span.of(source)) {
            turn_lines.push(Span::new(span.start, span.start + len));
            span = Span::new(span.start + len, span.end).trimmed(source);
            turned_from = Some(page);
        }
        if let Some((len, page)) = trailing_turn(span.of(source)) {
            turn_lines.push(Span::new(span.end - len, span.end));
            span = Span::new(span.start, span.end - len).trimmed(source);
            turned_to = Some(page);
        }
        let text = span.of(source);
        is_masthead_over |= turned_from.is_some();
        if text.is_empty() {
            // A turn line alone belongs to the text beside it.
            if turned_to.is_some()
                && let Some(Fragment { turned_to: last, .. }) = fragments.last_mut()
            {
                *last = turned_to;
            }
            continue;
        }
        let kind = match line.kind {
            LineKind::Heading { .. } => FragmentKind::Heading,
            _ => kind_of(text, is_masthead_over),
        };
        is_masthead_over |= kind != FragmentKind::Masthead;
        fragments.push(Fragment { line: line.number, span, kind, turned_from, turned_to });
    }
    (fragments, turn_lines)
}

fn kind_of(text: &str, is_masthead_over: bool) -> FragmentKind {
    if let Some(number) = question_number(text) {
        return FragmentKind::Question(number);
    }
    let is_short = text.chars().count() <= 2 * MAX_MASTHEAD_LEN && !text.ends_with('。');
    let ends_in = |ends: &[&str]| is_short && ends.iter().any(|end| text.ends_with(end));
    if ends_in(&["问答解读", "问答", "答记者问", "答问"]) {
        return FragmentKind::QuestionsTitle;
    }
    if matches!(text, "名词解释" | "名词注释" | "名词解释：" | "名词解释:") {
        return FragmentKind::TermsTitle;
    }
    if is_term(text) {
        return FragmentKind::Term;
    }
    let is_head = !is_masthead_over
        && text.chars().count() <= MAX_MASTHEAD_LEN
        && !text.contains(['。', '；', '，']);
    let is_staff = text.chars().count() <= MAX_MASTHEAD_LEN
        && STAFF.iter().any(|word| {
            text.strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(|ch| is_space(ch) || matches!(ch, ':' | '：')))
        });
    if is_head || is_staff { FragmentKind::Masthead } else { FragmentKind::Text }
}

/// 3 of `3、…？`.
fn question_number(text: &str) -> Option<u16> {
    if !text.ends_with(['？', '?']) {
        return None;
    }
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[n_digits..];
    let is_numbered = rest.starts_with(['、', '.', '．']);
    is_numbered.then(|| text[..n_digits].parse().ok())?
}

/// Whether `text` is `[2]、名词：解释`.
fn is_term(text: &str) -> bool {
    let Some((number, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return false;
    };
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && rest.contains('：')
}

/// The length and the page of `上接第10版>>>` at the start of `text`.
fn leading_turn(text: &str) -> Option<(usize, u16)> {
    let rest = text.trim_start_matches('（').strip_prefix("上接第")?;
    let (page, rest) = page_number(rest)?;
    let rest = rest.trim_start_matches(TURN_MARKS);
    Some((text.len() - rest.len(), page))
}

/// The length and the page of `下转第12版>>>` at the end of `text`.
fn trailing_turn(text: &str) -> Option<(usize, u16)> {
    let at = text.rfind("下转第")?;
    let (page, rest) = page_number(&text[at + "下转第".len()..])?;
    let is_at_end = rest.trim_start_matches(TURN_MARKS).is_empty();
    let start = text[..at].trim_end_matches('（').len();
    is_at_end.then_some((text.len() - start, page))
}

/// 10 of `10版…`, and what follows.
fn page_number(text: &str) -> Option<(u16, &str)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[n_digits..].strip_prefix('版')?;
    Some((text[..n_digits].parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<FragmentKind> {
        fragments(source).0.into_iter().map(|fragment| fragment.kind).collect()
    }

    #[test]
    fn lines_are_told_apart_by_their_look() {
        use FragmentKind::*;
        let source = "看某地发布\n编辑 某人\n（每日更新）\n上接第3版>>>续完。\n第七节  防灾\n\
                      健全机制。\n《纲要》问答解读\n12、有何特色？\n特色是有。\n名词解释\n[1]、三高：甲、乙、丙。\n\
                      组版：某人";
        let expected = [
            Masthead,
            Masthead,
            Masthead,
            Text,
            Heading,
            Text,
            QuestionsTitle,
            Question(12),
            Text,
            TermsTitle,
            Term,
            Masthead,
        ];
        assert_eq!(kinds(source), expected);
    }

    #[test]
    fn what_only_looks_like_a_title_or_a_term_is_text() {
        let text = |line: &str| {
            let kinds = kinds(&format!("第一节  甲\n乙。\n{line}\n"));
            assert_eq!(kinds.last(), Some(&FragmentKind::Text), "{line}");
        };
        text(&format!("{}线上问答", "开展".repeat(23)));
        text("开展线上问答。");
        text("[2]、没有解释。");
        text("[二]、名词：解释。");
        text("[]、名词：解释。");
        text("12有何特色？");
        text("12、没有问号。");
        text("编辑部的同志");
        text(&format!("编辑 {}", "某人".repeat(12)));
    }

    #[test]
    fn turn_lines_are_cut_off_and_remembered() {
        for (source, text, from, to) in [
            ("上接第10版>>>甲，", "甲，", Some(10), None),
            ("（上接第1版）甲。", "甲。", Some(1), None),
            ("甲，下转第12版>>>", "甲，", None, Some(12)),
            ("甲。（下转第2版）", "甲。", None, Some(2)),
            ("甲，\n下转第2版", "甲，", None, Some(2)),
            ("下转第几版不详", "下转第几版不详", None, None),
        ] {
            let (fragments, _) = fragments(source);
            assert_eq!(fragments[0].span.of(source), text, "{source}");
            assert_eq!((fragments[0].turned_from, fragments[0].turned_to), (from, to), "{source}");
        }
    }
}
