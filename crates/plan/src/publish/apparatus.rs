//! `qa.json`, `editions.json`, `checks.json`, `glossary.json`: what stands beside the
//! plan's text, each statement with the words that it rests on.

use serde::Serialize;

use crate::annotation::CheckClass;
use crate::apparatus::Apparatus;
use crate::citation::Citation;
use crate::model::{BlockKind, Plan};
use crate::press::edition::{DifferenceKind, Passage};
use crate::press::{Press, PressJoin};
use crate::source::LineRange;

/// Words of the plan or the press.
#[derive(Debug, Serialize)]
struct Quotation<'a> {
    /// The block of plan.json, or the indicator.
    at: &'a str,
    /// The words, or the whole cell.
    quote: &'a str,
    /// The header of the cell's column.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
}

impl<'a> Quotation<'a> {
    fn new(plan: &'a Plan, citation: Citation) -> Self {
        Self {
            at: citation.id(plan),
            quote: citation.quote(plan),
            column: citation.column_header(plan),
        }
    }
}

/// Two ends of text that the page's columns parted.
#[derive(Debug, Serialize)]
struct Joined {
    /// The character of the text at which its second part starts.
    offset: usize,
    /// The lines of both ends.
    lines: [u32; 2],
    /// Whether the published text has them together.
    is_published: bool,
    /// The word across the join that stands elsewhere too.
    word: Option<String>,
    /// How often it does.
    n_elsewhere: u32,
}

impl Joined {
    fn new(text: &str, join: &PressJoin) -> Self {
        let evidence = &join.evidence;
        Self {
            offset: text[..join.offset as usize].chars().count(),
            lines: join.lines,
            is_published: evidence.is_published,
            word: evidence.word.map(|word| word.of(text).to_owned()),
            n_elsewhere: evidence.n_elsewhere,
        }
    }

    fn all(press: &Press, block: usize, text: &str) -> Vec<Self> {
        let joins = press.joins.iter().filter(|join| join.block as usize == block);
        joins.map(|join| Self::new(text, join)).collect()
    }
}

/// `qa.json`.
#[derive(Debug, Serialize)]
pub struct QuestionsFile<'a> {
    title: &'a str,
    source: &'a str,
    questions: Vec<PublishedQuestion<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedQuestion<'a> {
    id: &'a str,
    number: u16,
    question: String,
    answer: Vec<PublishedAnswer<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedAnswer<'a> {
    id: &'a str,
    text: &'a str,
    joins: Vec<Joined>,
    /// The page of the paper that the rest stands on.
    continued_on_page: Option<u16>,
    slips: Vec<PublishedSlip<'a>>,
    /// What the answer rests on.
    sources: Vec<PublishedPair<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedSlip<'a> {
    words: &'a str,
    note: &'a str,
}

#[derive(Debug, Serialize)]
struct PublishedPair<'a> {
    /// Words of the answer.
    quote: &'a str,
    /// Words of the plan.
    plan: Quotation<'a>,
}

impl<'a> QuestionsFile<'a> {
    /// The published form of the questions and answers about `plan`.
    pub fn new(plan: &'a Plan, apparatus: &'a Apparatus) -> Self {
        let press = &apparatus.press;
        let answer = |idx: usize| {
            let block = &plan.blocks[idx];
            let is_here = |of: u32| of as usize == idx;
            let turned = press.turns.iter().find(|turn| is_here(turn.block) && turn.is_end);
            let slips = press.slips.iter().filter(|slip| is_here(slip.block));
            PublishedAnswer {
                id: block.id.as_str(),
                text: &block.text,
                joins: Joined::all(press, idx, &block.text),
                continued_on_page: turned.map(|turn| turn.page),
                slips: slips
                    .map(|slip| PublishedSlip {
                        words: slip.range.of(&block.text),
                        note: &slip.note,
                    })
                    .collect(),
                sources: press
                    .sources_of(idx)
                    .map(|source| PublishedPair {
                        quote: source.quote.of(&block.text),
                        plan: Quotation::new(plan, source.plan),
                    })
                    .collect(),
            }
        };
        let questions = plan.indices(|kind| matches!(kind, BlockKind::Question(_)));
        Self {
            title: &press.title,
            source: file_of(plan, press),
            questions: questions
                .map(|idx| PublishedQuestion {
                    id: plan.blocks[idx].id.as_str(),
                    number: plan.blocks[idx].heading().map_or(0, |heading| heading.number),
                    question: plan.blocks[idx].title(),
                    answer: plan.children(idx).map(answer).collect(),
                })
                .collect(),
        }
    }
}

fn file_of<'a>(plan: &'a Plan, press: &Press) -> &'a str {
    plan.sources.get(usize::from(press.source)).map_or("", |source| source.file.as_str())
}

/// `editions.json`.
#[derive(Debug, Serialize)]
pub struct EditionsFile<'a> {
    source: &'a str,
    passages: Vec<PublishedPassage<'a>>,
    /// The blocks between the first and the last that the page does not print.
    left_out: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct PublishedPassage<'a> {
    block: &'a str,
    text: &'a str,
    lines: &'a [LineRange],
    /// The character of the block's text at which the passage starts.
    start: usize,
    joins: Vec<Joined>,
    differences: Vec<PublishedDifference<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedDifference<'a> {
    kind: DifferenceKind,
    published: &'a str,
    printed: &'a str,
}

impl<'a> EditionsFile<'a> {
    /// The published form of what the press prints of `plan`.
    pub fn new(plan: &'a Plan, apparatus: &'a Apparatus) -> Self {
        let press = &apparatus.press;
        let passage = |passage: &'a Passage| {
            let block = &plan.blocks[passage.block as usize];
            PublishedPassage {
                block: block.id.as_str(),
                text: &passage.text,
                lines: &passage.lines,
                start: block.text[..passage.start as usize].chars().count(),
                joins: Joined::all(press, passage.block as usize, &passage.text),
                differences: passage
                    .differences
                    .iter()
                    .map(|difference| PublishedDifference {
                        kind: difference.kind,
                        published: difference.published.of(&block.text),
                        printed: difference.printed.of(&passage.text),
                    })
                    .collect(),
            }
        };
        Self {
            source: file_of(plan, press),
            passages: press.passages.iter().chain(&press.terms).map(passage).collect(),
            left_out: press
                .left_out
                .iter()
                .map(|idx| plan.blocks[*idx as usize].id.as_str())
                .collect(),
        }
    }
}

/// `checks.json`.
#[derive(Debug, Serialize)]
pub struct ChecksFile<'a> {
    checks: Vec<PublishedCheck<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedCheck<'a> {
    id: &'a str,
    title: &'a str,
    class: CheckClass,
    note: &'a str,
    statements: Vec<Quotation<'a>>,
}

impl<'a> ChecksFile<'a> {
    /// The published form of the figures that disagree.
    pub fn new(plan: &'a Plan, apparatus: &'a Apparatus) -> Self {
        let checks = apparatus.checks.iter().map(|check| PublishedCheck {
            id: &check.id,
            title: &check.title,
            class: check.class,
            note: &check.note,
            statements: check
                .statements
                .iter()
                .map(|it| Quotation::new(plan, it.citation))
                .collect(),
        });
        Self { checks: checks.collect() }
    }
}

/// `glossary.json`.
#[derive(Debug, Serialize)]
pub struct GlossaryFile<'a> {
    terms: Vec<PublishedTerm<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedTerm<'a> {
    name: &'a str,
    /// The words that explain it: a whole footnote, or words of the text.
    explained: Vec<Quotation<'a>>,
    /// Where each chapter first uses it.
    used_in: Vec<&'a str>,
    /// What the press prints, where it prints the footnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<&'a str>,
}

impl<'a> GlossaryFile<'a> {
    /// The published form of the terms that `plan` explains.
    pub fn new(plan: &'a Plan, apparatus: &'a Apparatus) -> Self {
        let term = |(idx, term): (usize, &'a crate::term::Term)| {
            let uses = apparatus.term_uses.iter().filter(|it| usize::from(it.term) == idx);
            let passages = term.explained.iter().filter_map(|citation| {
                apparatus.press.terms.iter().find(|it| it.block as usize == citation.block())
            });
            PublishedTerm {
                name: &term.name,
                explained: term.explained.iter().map(|it| Quotation::new(plan, *it)).collect(),
                used_in: uses.map(|it| plan.blocks[it.block as usize].id.as_str()).collect(),
                printed: passages.map(|passage| passage.text.as_str()).next(),
            }
        };
        Self { terms: apparatus.terms.iter().enumerate().map(term).collect() }
    }
}
