//! Putting a newspaper's page back into reading order.

use serde::{Deserialize, Serialize};

use super::fragment::{Fragment, FragmentKind, fragments};
use super::reference::{Published, Reference, Runs};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::model::TextRange;
use crate::parse::{Residue, ResidueKind};
use crate::source::{LineRange, Span, first_chars, last_chars};

/// How many open ends before a text are looked at, so that time stays linear.
const MAX_OPEN: usize = 16;

/// How often the clear choices are taken and the rest is weighed anew.
const MAX_PASSES: usize = 8;

/// How much likelier (a natural logarithm) a text has to be after an open end than by
/// itself: seven times. Where the page leaves but one choice, it need only be likelier. Half
/// of it and of [`MIN_LEAD`] joins few more and more of them wrongly (measured on random
/// pages whose text is published nowhere).
const MIN_SCORE: f64 = 2.0;

/// How much likelier it has to be than any other choice: four times.
const MIN_LEAD: f64 = 1.5;

/// What the published text weighs, beyond any likelihood.
const PUBLISHED: f64 = 40.0;

/// What quotation marks weigh that close each other or fail to.
const QUOTES: f64 = 3.0;

/// A page in reading order: the piece of the plan, then questions and answers, then terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Restored {
    /// The texts.
    pub texts: Vec<PageText>,
    /// What belongs to no text.
    pub residue: Vec<Residue>,
    /// What was joined, in the page's order.
    pub joins: Vec<Join>,
    /// What a person should look at.
    pub diagnostics: Vec<Diagnostic>,
}

/// A heading, a paragraph, a question or a term, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText {
    /// What it is.
    pub kind: PageTextKind,
    /// The page's characters.
    pub text: String,
    /// Where they stand.
    pub spans: Vec<Span>,
    /// The lines that they stand on, in order, one a span.
    pub lines: Vec<LineRange>,
    /// The page that its beginning stands on.
    pub turned_from: Option<Turn>,
    /// The page that its end stands on.
    pub turned_to: Option<Turn>,
}

/// What a text of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageTextKind {
    /// A heading of the plan.
    Heading,
    /// A paragraph of the plan.
    Paragraph,
    /// The title of the questions and answers.
    QuestionsTitle,
    /// A question with its number.
    Question(u16),
    /// A paragraph of an answer.
    Answer,
    /// The title of the list of terms.
    TermsTitle,
    /// A term with its explanation.
    Term,
}

impl PageTextKind {
    fn stream(self) -> Stream {
        match self {
            Self::Heading | Self::Paragraph => Stream::Plan,
            Self::QuestionsTitle | Self::Question(_) | Self::Answer => Stream::Questions,
            Self::TermsTitle | Self::Term => Stream::Terms,
        }
    }
}

/// The number of another page of the paper: 10 of `上接第10版`.
pub type Turn = u16;

/// Two ends of text that the columns parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The index of the text.
    pub text: usize,
    /// The byte of the text at which its second part starts.
    pub offset: u32,
    /// The lines of both ends.
    pub lines: [u32; 2],
    /// Why they belong together.
    pub evidence: Evidence,
}

/// Why two ends of text belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Whether the published text has them together.
    pub is_published: bool,
    /// The word across the join that stands elsewhere too, in the joined text.
    pub word: Option<TextRange>,
    /// How often it stands elsewhere, in the published text and on the page.
    pub n_elsewhere: u32,
    /// How many open ends before the second part were weighed.
    pub n_open: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stream {
    Plan,
    Questions,
    Terms,
}

/// Puts the page `source` into reading order, with the published plan as evidence.
///
/// Never fails and never panics. Time is linear in `source`.
pub fn restore(source: &str, reference: &Reference) -> Restored {
    let (fragments, turn_lines) = fragments(source);
    let mut restored = Restored::default();
    restored
        .residue
        .extend(turn_lines.into_iter().map(|span| Residue { span, kind: ResidueKind::TurnLine }));
    let (masthead, page): (Vec<_>, Vec<_>) =
        fragments.into_iter().partition(|fragment| fragment.kind == FragmentKind::Masthead);
    restored.residue.extend(
        masthead
            .into_iter()
            .map(|fragment| Residue { span: fragment.span, kind: ResidueKind::Masthead }),
    );
    let joins = Matcher::new(source, &page, reference).joins(&mut restored.diagnostics);
    put_together(source, &page, reference, joins, &mut restored);
    restored.claim_space(source);
    restored
}

/// What a fragment goes on from: the fragment's index and why.
type Origin = (usize, Evidence);

struct Matcher<'a> {
    source: &'a str,
    page: &'a [Fragment],
    reference: &'a Reference,
    runs: Runs,
}

/// A text that may go on from an open end.
struct Choice {
    open: usize,
    start: usize,
    score: f64,
    is_published: bool,
}

impl<'a> Matcher<'a> {
    fn new(source: &'a str, page: &'a [Fragment], reference: &'a Reference) -> Self {
        let mut runs = Runs::default();
        for fragment in page {
            runs.add(fragment.span.of(source));
        }
        Self { source, page, reference, runs }
    }

    fn text(&self, idx: usize) -> &'a str {
        self.page[idx].span.of(self.source)
    }

    /// For each fragment the one that it goes on from, if any.
    fn joins(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Option<Origin>> {
        let opens: Vec<usize> = (0..self.page.len()).filter(|&idx| self.is_open(idx)).collect();
        let mut choices = self.choices(&opens);
        let mut origins: Vec<Option<Origin>> = vec![None; self.page.len()];
        let mut is_taken = vec![false; self.page.len()];
        let mut is_joined = vec![false; self.page.len()];
        let mut n_open_before = vec![0; self.page.len()];
        for choice in &choices {
            n_open_before[choice.start] += u32::from(!ends_closed(self.text(choice.open)));
        }
        // What fits best is taken first; without it the next is clearer.
        let mut taken = Vec::new();
        for _ in 0..MAX_PASSES {
            let best = best_choices(&choices, self.page.len(), |start| self.needs_one(start));
            let n_taken = taken.len();
            taken.extend(best.into_iter().map(|idx| &choices[idx]).map(|choice| {
                is_taken[choice.open] = true;
                is_joined[choice.start] = true;
                (choice.open, choice.start, choice.is_published)
            }));
            if taken.len() == n_taken {
                break;
            }
            choices.retain(|choice| !is_taken[choice.open] && !is_joined[choice.start]);
        }
        for &(open, start, is_published) in &taken {
            let (tail, head) = (self.text(open), self.text(start));
            let word = self.reference.word_across(&self.runs, tail, head);
            let at = tail.len();
            let n_open = n_open_before[start];
            origins[start] = Some((
                open,
                Evidence {
                    is_published,
                    word: word.map(|(before, after, _)| TextRange::new(at - before, at + after)),
                    n_elsewhere: word.map_or(0, |(_, _, count)| count),
                    n_open,
                },
            ));
        }
        for &open in &opens {
            if !is_taken[open] && !ends_closed(self.text(open)) {
                let line = self.page[open].line;
                let ending = last_chars(self.text(open), 8).to_owned();
                diagnostics.push(Diagnostic { line, kind: DiagnosticKind::OpenEnd { ending } });
            }
        }
        for (start, origin) in origins.iter().enumerate() {
            if origin.is_none() && self.needs_one(start) {
                let line = self.page[start].line;
                let beginning = first_chars(self.text(start), 8).to_owned();
                diagnostics
                    .push(Diagnostic { line, kind: DiagnosticKind::OpenStart { beginning } });
            }
        }
        diagnostics.sort_by_key(|diagnostic| diagnostic.line);
        origins
    }

    /// Whether the text at `idx` breaks off: no stop at its end, or the published text
    /// goes on within the paragraph.
    fn is_open(&self, idx: usize) -> bool {
        let is_running = matches!(self.page[idx].kind, FragmentKind::Text | FragmentKind::Term);
        let text = self.text(idx);
        is_running
            && self.page[idx].turned_to.is_none()
            && (!ends_closed(text) || self.reference.goes_on(text))
    }

    /// Whether the text at `idx` has to go on from somewhere: the column before it breaks
    /// off.
    fn needs_one(&self, idx: usize) -> bool {
        let is_after_open = idx
            .checked_sub(1)
            .is_some_and(|before| self.is_open(before) && !ends_closed(self.text(before)));
        self.page[idx].kind == FragmentKind::Text && is_after_open
    }

    /// Whether the published text has both in one block.
    fn is_one_block(&self, open: usize, start: usize) -> bool {
        let [open, start] = [open, start].map(|idx| self.reference.block_of(self.text(idx)));
        open.is_some() && open == start
    }

    /// What may go on from which open end, with how well it fits.
    fn choices(&self, opens: &[usize]) -> Vec<Choice> {
        let mut choices = Vec::new();
        for start in 0..self.page.len() {
            let fragment = &self.page[start];
            let is_text = fragment.kind == FragmentKind::Text && fragment.turned_from.is_none();
            let head = self.text(start);
            if !is_text || (self.reference.begins_a_block(head) && !self.needs_one(start)) {
                continue;
            }
            let n_before = opens.partition_point(|open| *open < start);
            for &open in &opens[n_before.saturating_sub(MAX_OPEN)..n_before] {
                let tail = self.text(open);
                let published = match self.reference.says_of(tail, head) {
                    // An answer may end a paragraph where the plan, in its words, goes on.
                    Published::Together if ends_closed(tail) && !self.is_one_block(open, start) => {
                        Published::Apart
                    }
                    published => published,
                };
                let mut score = self.reference.likelihood(&self.runs, tail, head);
                score += match published {
                    Published::Together => PUBLISHED,
                    Published::Apart => -PUBLISHED,
                    Published::Unknown => 0.0,
                };
                score += match (has_open_quote(tail), closes_quote(head)) {
                    (true, true) => QUOTES,
                    (false, false) => 0.0,
                    _ => -QUOTES,
                };
                let is_published = published == Published::Together;
                choices.push(Choice { open, start, score, is_published });
            }
        }
        choices
    }
}

/// The indices of the choices that fit well enough and clearly better than any other of the
/// same end or the same start.
fn best_choices(
    choices: &[Choice],
    n_fragments: usize,
    is_needed: impl Fn(usize) -> bool,
) -> Vec<usize> {
    // The best and the second best of each open end and of each start. What is not the best
    // has no lead before the second.
    let mut of_open = vec![[f64::NEG_INFINITY; 2]; n_fragments];
    let mut of_start = vec![[f64::NEG_INFINITY; 2]; n_fragments];
    let mut n_of_open = vec![0; n_fragments];
    let mut n_of_start = vec![0; n_fragments];
    for choice in choices {
        note(&mut of_open[choice.open], choice.score);
        note(&mut of_start[choice.start], choice.score);
        n_of_open[choice.open] += usize::from(is_needed(choice.start));
        n_of_start[choice.start] += 1;
    }
    (0..choices.len())
        .filter(|&idx| {
            let choice = &choices[idx];
            let is_only = n_of_start[choice.start] == 1
                && n_of_open[choice.open] == 1
                && is_needed(choice.start);
            let min_score = if is_only { 0.0 } else { MIN_SCORE };
            choice.score >= min_score
                && choice.score - of_open[choice.open][1] >= MIN_LEAD
                && choice.score - of_start[choice.start][1] >= MIN_LEAD
        })
        .collect()
}

fn note([best, second]: &mut [f64; 2], score: f64) {
    if score > *best {
        (*best, *second) = (score, *best);
    } else if score > *second {
        *second = score;
    }
}

/// Whether `text` ends as a paragraph does.
fn ends_closed(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '）', '》', ')']);
    text.ends_with(['。', '！', '？', '：', '；', '…', '.', '!', '?', ':'])
}

/// Whether a quotation mark of `text` is left open.
fn has_open_quote(text: &str) -> bool {
    text.rfind('“') > text.rfind('”')
}

/// Whether `text` closes a quotation mark that it did not open.
fn closes_quote(text: &str) -> bool {
    match (text.find('”'), text.find('“')) {
        (Some(close), Some(open)) => close < open,
        (close, _) => close.is_some(),
    }
}

/// Puts the fragments into their streams, joined where `origins` says so.
fn put_together(
    source: &str,
    page: &[Fragment],
    reference: &Reference,
    mut origins: Vec<Option<Origin>>,
    restored: &mut Restored,
) {
    let mut texts: Vec<PageText> = Vec::new();
    let mut text_of = vec![0; page.len()];
    let mut stream = Stream::Plan;
    let mut has_questions = false;
    for (idx, fragment) in page.iter().enumerate() {
        let line = LineRange { first: fragment.line, last: fragment.line };
        if let Some((open, evidence)) = origins[idx].take() {
            let text = text_of[open];
            let whole: &mut PageText = &mut texts[text];
            let offset = whole.text.len();
            let shift = offset - page[open].span.of(source).len();
            whole.text.push_str(fragment.span.of(source));
            whole.spans.push(fragment.span);
            whole.lines.push(line);
            whole.turned_to = fragment.turned_to;
            stream = whole.kind.stream();
            text_of[idx] = text;
            let word = evidence.word.map(|word| TextRange {
                start: word.start + shift as u32,
                end: word.end + shift as u32,
            });
            restored.joins.push(Join {
                text,
                offset: offset as u32,
                lines: [page[open].line, fragment.line],
                evidence: Evidence { word, ..evidence },
            });
            continue;
        }
        let text = fragment.span.of(source);
        let kind = match fragment.kind {
            FragmentKind::Heading => PageTextKind::Heading,
            FragmentKind::QuestionsTitle => PageTextKind::QuestionsTitle,
            FragmentKind::Question(number) => PageTextKind::Question(number),
            FragmentKind::TermsTitle => PageTextKind::TermsTitle,
            FragmentKind::Term => PageTextKind::Term,
            FragmentKind::Text | FragmentKind::Masthead => {
                // A column that starts with a whole paragraph says only by what it says
                // which text it is of.
                let is_published =
                    reference.begins_a_block(text) && reference.block_of(text).is_some();
                match stream {
                    _ if is_published => PageTextKind::Paragraph,
                    Stream::Plan if !has_questions || reference.block_of(text).is_some() => {
                        PageTextKind::Paragraph
                    }
                    _ => PageTextKind::Answer,
                }
            }
        };
        stream = kind.stream();
        has_questions |= stream == Stream::Questions;
        text_of[idx] = texts.len();
        texts.push(PageText {
            kind,
            text: text.to_owned(),
            spans: vec![fragment.span],
            lines: vec![line],
            turned_from: fragment.turned_from,
            turned_to: fragment.turned_to,
        });
    }
    // A stable sort: streams one after the other, each in the page's order.
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|&idx| texts[idx].kind.stream());
    let mut place = vec![0; texts.len()];
    for (to, &from) in order.iter().enumerate() {
        place[from] = to;
    }
    for join in &mut restored.joins {
        join.text = place[join.text];
    }
    let mut slots: Vec<Option<PageText>> = texts.into_iter().map(Some).collect();
    restored.texts = order.into_iter().filter_map(|idx| slots[idx].take()).collect();
}

impl Restored {
    /// Claims what is between texts and turn lines as white space.
    fn claim_space(&mut self, source: &str) {
        let texts = self.texts.iter().flat_map(|text| text.spans.iter().copied());
        let mut claimed: Vec<Span> = texts.chain(self.residue.iter().map(|it| it.span)).collect();
        claimed.sort();
        let mut end = 0;
        for span in claimed.into_iter().chain([Span::new(source.len(), source.len())]) {
            if span.start > end {
                let span = Span::new(end, span.start);
                self.residue.push(Residue { span, kind: ResidueKind::Space });
            }
            end = span.end;
        }
        self.residue.sort_by_key(|residue| residue.span);
    }
}
