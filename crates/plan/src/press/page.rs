//! The page's questions and answers as blocks beside the plan's, and the piece of the plan
//! that it prints as an edition of its own.

use serde::{Deserialize, Serialize};

use super::edition::{self, Headings, Passage};
use super::reference::Reference;
use super::restore::{Evidence, PageText, PageTextKind, Restored, Turn};
use crate::annotation::PressAnnotations;
use crate::citation::Citation;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::id::IdIssuer;
use crate::model::{Block, BlockKind, Heading, Plan, TextRange};
use crate::source::{LineRange, first_chars};

/// What a newspaper's page adds to a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Press {
    /// The index of the page's source file.
    pub source: u8,
    /// The title of the questions and answers.
    pub title: String,
    /// What the page prints of the plan, in the plan's order.
    pub passages: Vec<Passage>,
    /// What it prints of the plan's footnotes.
    pub terms: Vec<Passage>,
    /// The blocks between the first and the last passage that the page does not print.
    pub left_out: Vec<u32>,
    /// What was joined, in the order of the page.
    pub joins: Vec<PressJoin>,
    /// Where the page goes on from another or on to another.
    pub turns: Vec<PressTurn>,
    /// Where the page's text looks like a slip of whoever typed it, in order.
    pub slips: Vec<Slip>,
    /// What the answers rest on, in their order.
    pub answers: Vec<AnswerSource>,
}

/// Two ends of text that the page's columns parted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressJoin {
    /// The index of the block: an answer, or the one that a passage prints.
    pub block: u32,
    /// The byte of the page's text at which its second part starts.
    pub offset: u32,
    /// The lines of both ends.
    pub lines: [u32; 2],
    /// Why they belong together.
    pub evidence: Evidence,
}

/// A text whose beginning or end stands on another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressTurn {
    /// The index of the block: an answer, or the one that a passage prints.
    pub block: u32,
    /// Whether it is the text's end.
    pub is_end: bool,
    /// The page's number.
    pub page: Turn,
}

/// A place that looks like a slip of whoever typed it. The words are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The index of the block.
    pub block: u32,
    /// The words.
    pub range: TextRange,
    /// What is odd about them, for readers.
    pub note: String,
}

/// Words of an answer and a place in the plan that they rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSource {
    /// The index of the answer's block.
    pub answer: u32,
    /// The words of the answer.
    pub quote: TextRange,
    /// The words of the plan.
    pub plan: Citation,
}

impl Press {
    /// Puts the questions and answers of `restored` behind the blocks of `plan` and ties
    /// the rest of it to those that it prints. Texts that print no block of the plan are
    /// left to the diagnostics.
    pub fn new(
        plan: &mut Plan,
        reference: &Reference,
        restored: &Restored,
        source: usize,
    ) -> (Self, Vec<Diagnostic>) {
        let mut press = Self { source: source as u8, ..Self::default() };
        let headings = Headings::new(plan);
        let mut diagnostics = Vec::new();
        let mut ids = IdIssuer::default();
        let mut blocks: Vec<Option<usize>> = Vec::with_capacity(restored.texts.len());
        let n_own = plan.blocks.len();
        let mut question: Option<usize> = None;
        let mut n_answers = 0;
        let mut after = 0;
        for text in &restored.texts {
            let line = text.lines[0].first;
            let block = match text.kind {
                PageTextKind::QuestionsTitle => {
                    press.title = text.text.clone();
                    None
                }
                PageTextKind::TermsTitle => None,
                PageTextKind::Question(number) => {
                    question = Some(plan.blocks.len());
                    n_answers = 0;
                    let id = ids.issue(format!("q{number}"));
                    let label = text.text.bytes().take_while(u8::is_ascii_digit).count();
                    let title = text.text[label..].chars().next().map_or(0, char::len_utf8);
                    let kind = BlockKind::Question(Heading {
                        number,
                        label: TextRange::new(0, label),
                        title: TextRange::new(label + title, text.text.len()),
                    });
                    plan.blocks.push(block_of(id, None, text, source, kind));
                    question
                }
                PageTextKind::Answer => {
                    n_answers += 1;
                    let of = question.map_or("q0", |idx| plan.blocks[idx].id.as_str());
                    let id = ids.issue(format!("{of}.{n_answers}"));
                    let parent = question.map(|idx| idx as u32);
                    plan.blocks.push(block_of(id, parent, text, source, BlockKind::Answer));
                    Some(plan.blocks.len() - 1)
                }
                PageTextKind::Heading | PageTextKind::Paragraph | PageTextKind::Term => {
                    let block = edition::block_of(&headings, reference, text, after);
                    match block {
                        Some(block) => {
                            after = block;
                            let passages = match text.kind {
                                PageTextKind::Term => &mut press.terms,
                                _ => &mut press.passages,
                            };
                            passages.push(Passage::new(plan, block, text));
                        }
                        None => {
                            let beginning = first_chars(&text.text, 8).to_owned();
                            let kind = DiagnosticKind::NotInPlan { beginning };
                            diagnostics.push(Diagnostic { line, kind });
                        }
                    }
                    block
                }
            };
            for (turn, is_end) in [(text.turned_from, false), (text.turned_to, true)] {
                if let Some((page, block)) = turn.zip(block) {
                    press.turns.push(PressTurn { block: block as u32, is_end, page });
                }
            }
            blocks.push(block);
        }
        for join in &restored.joins {
            let Some(block) = blocks[join.text] else { continue };
            press.joins.push(PressJoin {
                block: block as u32,
                offset: join.offset,
                lines: join.lines,
                evidence: join.evidence.clone(),
            });
        }
        press.passages.sort_by_key(|passage| passage.block);
        press.terms.sort_by_key(|passage| passage.block);
        if let Some((first, last)) = press.passages.first().zip(press.passages.last()) {
            let is_printed = |idx: &u32| {
                press.passages.binary_search_by_key(idx, |passage| passage.block).is_ok()
            };
            let is_text = |idx: &u32| {
                let block = &plan.blocks[*idx as usize];
                block.paragraph().is_some() || block.heading().is_some()
            };
            let between = first.block..last.block.min(n_own as u32);
            press.left_out = between.filter(|idx| is_text(idx) && !is_printed(idx)).collect();
        }
        (press, diagnostics)
    }

    /// Takes in what was reviewed beside the page.
    ///
    /// # Errors
    ///
    /// A message for each annotation that fits nothing.
    pub fn annotate(
        &mut self,
        plan: &Plan,
        annotations: &PressAnnotations,
    ) -> Result<(), Vec<String>> {
        let mut messages = Vec::new();
        for slip in &annotations.slips {
            match Citation::find(plan, &slip.at, &slip.words, None) {
                Ok(Citation::Text { block, range }) => {
                    self.slips.push(Slip { block, range, note: slip.note.clone() });
                }
                Ok(Citation::Cell { .. }) => {
                    messages.push(format!("expected a paragraph's id, but found {}", slip.at));
                }
                Err(message) => messages.push(message),
            }
        }
        for annotation in &annotations.answers {
            let quote = Citation::find(plan, &annotation.paragraph, &annotation.quote, None);
            let source = Citation::find(plan, &annotation.block, &annotation.words, None);
            match (quote, source) {
                (Ok(Citation::Text { block, range }), Ok(source))
                    if !plan.is_own(block as usize) && plan.is_own(source.block()) =>
                {
                    self.answers.push(AnswerSource { answer: block, quote: range, plan: source });
                }
                (quote, source) => {
                    let pair = format!("{} – {}", annotation.paragraph, annotation.block);
                    messages.extend(quote.err());
                    messages.extend(source.err());
                    messages.push(format!("{pair}: expected words of an answer and of the plan"));
                }
            }
        }
        self.slips.sort_by_key(|slip| (slip.block, slip.range.start));
        self.answers.sort_by_key(|source| (source.answer, source.quote.start));
        if messages.is_empty() { Ok(()) } else { Err(messages) }
    }

    /// What the page prints of the block at `idx`.
    pub fn passage_of(&self, idx: usize) -> Option<&Passage> {
        let passages = self.passages.iter().chain(&self.terms);
        passages.into_iter().find(|passage| passage.block as usize == idx)
    }

    /// What the answer at `idx` rests on.
    pub fn sources_of(&self, idx: usize) -> impl Iterator<Item = &AnswerSource> {
        self.answers.iter().filter(move |source| source.answer as usize == idx)
    }
}

fn block_of(
    id: crate::id::BlockId,
    parent: Option<u32>,
    text: &PageText,
    source: usize,
    kind: BlockKind,
) -> Block {
    let first = text.lines.iter().map(|lines| lines.first).min().unwrap_or_default();
    let last = text.lines.iter().map(|lines| lines.last).max().unwrap_or_default();
    Block {
        id,
        parent,
        text: text.text.clone(),
        source: source as u8,
        lines: LineRange { first, last },
        kind,
    }
}
