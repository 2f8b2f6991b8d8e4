//! Topics of everyday life (养老、托育、上学 …): every quotation of the plan that speaks of one.
//!
//! A topic's list is every sentence of the running text, the boxes, the notes and the press's
//! answers that holds one of its words, every sentence of the paragraphs of the sections
//! that are about nothing else, and the tables' rows whose names hold a word or that were
//! named one by one. Headings are no quotations of a topic: they say what the paragraphs
//! below them say.
//!
//! All of it rests on [`TopicAnnotations`], which were reviewed by reading every hit.

use crate::annotation::{TopicAnnotation, TopicAnnotations};
use crate::concern::{Concern, Quotation, Quoted, is_running, marks, quoted, wrong_slugs};
use crate::model::{BlockKind, Plan};

/// The topics of `plan`, with their quotations.
///
/// # Errors
///
/// A message for each annotation that fits nothing in the plan.
pub fn topics(plan: &Plan, annotations: &TopicAnnotations) -> Result<Vec<Concern>, Vec<String>> {
    let slugs = annotations.topics.iter().map(|topic| topic.slug.as_str());
    let mut messages = wrong_slugs(slugs);
    let mut quoted = quoted(plan);
    quoted.retain(|(quotation, _)| {
        let block = &plan.blocks[quotation.block as usize];
        is_running(block) || quotation.row(plan).is_some_and(|row| row.id.is_some())
    });
    let mut topics = Vec::new();
    for annotation in &annotations.topics {
        let wrong = wrong(plan, annotation, &quoted);
        messages.extend(wrong.into_iter().map(|message| format!("{}: {message}", annotation.name)));
        let is_listed = |(quotation, text): &&Quoted| {
            let id = plan.blocks[quotation.block as usize].id.as_str();
            let is_left_out = annotation.left_out_blocks.iter().any(|block| block.at == id);
            let is_meant = is_of_section(plan, annotation, *quotation)
                || annotation.indicators.iter().any(|id| id == quotation.id(plan))
                || has_word(annotation, text);
            is_meant && !is_left_out
        };
        let mut topic = Concern {
            slug: annotation.slug.clone(),
            name: annotation.name.clone(),
            words: annotation.words.clone(),
            not_in: annotation.not_in.clone(),
            quotations: quoted.iter().filter(is_listed).map(|(quotation, _)| *quotation).collect(),
        };
        topic.keep_needed(plan);
        topics.push(topic);
    }
    if messages.is_empty() { Ok(topics) } else { Err(messages) }
}

fn has_word(annotation: &TopicAnnotation, text: &str) -> bool {
    !marks(text, &annotation.words, &annotation.not_in).is_empty()
}

/// Whether the quotation stands in a paragraph of a section that belongs as a whole.
fn is_of_section(plan: &Plan, annotation: &TopicAnnotation, quotation: Quotation) -> bool {
    let block = &plan.blocks[quotation.block as usize];
    let parent = block.parent.map(|parent| plan.blocks[parent as usize].id.as_str());
    matches!(block.kind, BlockKind::Paragraph(_))
        && annotation.sections.iter().any(|id| parent == Some(id))
}

/// What of `annotation` fits nothing in the `quoted` words of `plan`.
fn wrong(plan: &Plan, annotation: &TopicAnnotation, quoted: &[Quoted]) -> Vec<String> {
    let TopicAnnotation { words, not_in, sections, indicators, left_out, left_out_blocks, .. } =
        annotation;
    let mut messages = Vec::new();
    let mut say = |is_wrong: bool, expected: &str, found: &str| {
        if is_wrong {
            messages.push(format!("expected {expected}, but found {found}"));
        }
    };
    let stands = |run: &str| quoted.iter().any(|(_, text)| text.contains(run));
    for (at, word) in words.iter().enumerate() {
        let is_found = quoted.iter().any(|(_, text)| !marks(text, &[word], not_in).is_empty());
        say(!is_found, "words of the text outside not_in", word);
        say(words[..at].contains(word), "a word once", word);
    }
    for run in not_in {
        say(!words.iter().any(|word| run.contains(word.as_str())), "a run with a word", run);
        say(!stands(run), "a run of the text", run);
    }
    for id in sections {
        let is_section = |idx: usize| matches!(plan.blocks[idx].kind, BlockKind::Section(_));
        say(!plan.position(id).is_some_and(is_section), "a section's id", id);
    }
    for id in indicators {
        let row = quoted.iter().find(|(it, _)| it.row(plan).is_some() && it.id(plan) == id);
        say(row.is_none(), "an indicator's id", id);
        let is_known = row.is_some_and(|(_, name)| has_word(annotation, name));
        say(is_known, "a row whose name holds no word", id);
    }
    for it in left_out {
        let is_there = plan.blocks.iter().any(|block| block.text.contains(it.word.as_str()));
        say(!is_there, "words of the text", &it.word);
        say(words.contains(&it.word), "a word taken or left out", &it.word);
        say(it.reason.is_empty(), "a reason", &it.word);
    }
    for it in left_out_blocks {
        let is_needed = quoted.iter().any(|(quotation, text)| {
            plan.blocks[quotation.block as usize].id == *it.at
                && (has_word(annotation, text) || is_of_section(plan, annotation, *quotation))
        });
        say(!is_needed, "a block that holds a word", &it.at);
        say(it.reason.is_empty(), "a reason", &it.at);
    }
    messages
}
