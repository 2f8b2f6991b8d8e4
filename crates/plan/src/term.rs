//! Terms and where they are explained: in a footnote, or elsewhere in the plan's own text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::annotation::TermAnnotations;
use crate::citation::Citation;
use crate::model::{BlockKind, Plan, TextRange};

/// A term (名词) that the plan explains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The term as printed, without quotation marks.
    pub name: String,
    /// The words that explain it: a footnote's, or sentences of the text.
    pub explained: Vec<Citation>,
}

/// The first use of a term in a chapter, outside the blocks that explain it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermUse {
    /// The index of the term.
    pub term: u16,
    /// The index of the block.
    pub block: u32,
    /// The term's characters.
    pub range: TextRange,
}

/// The terms of a plan and their first use in each chapter, in the text's order.
///
/// # Errors
///
/// A message for each annotation that fits nothing in the plan.
pub fn terms(
    plan: &Plan,
    annotations: &TermAnnotations,
) -> Result<(Vec<Term>, Vec<TermUse>), Vec<String>> {
    let mut terms = Vec::new();
    let mut not_in: Vec<&[String]> = Vec::new();
    let mut messages = Vec::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let BlockKind::Note(note) = &block.kind else { continue };
        let Some(name) = note.term else { continue };
        let range = TextRange::new(0, block.text.len());
        terms.push(Term {
            name: without_quotes(name.of(&block.text)).to_owned(),
            explained: vec![Citation::Text { block: idx as u32, range }],
        });
        not_in.push(&[]);
    }
    for annotation in &annotations.terms {
        let name = &annotation.name;
        for words in annotation.not_in.iter().chain([name]) {
            if !plan.blocks.iter().any(|block| block.text.contains(words)) {
                messages.push(format!("{name}: expected words of the text, but found {words}"));
            }
        }
        let mut explained = Vec::new();
        for statement in &annotation.explained {
            match Citation::find(plan, &statement.at, &statement.quote, statement.of.as_deref()) {
                Ok(citation) => explained.push(citation),
                Err(message) => messages.push(format!("{name}: {message}")),
            }
        }
        if explained.is_empty() {
            messages.push(format!("{name}: expected the words that explain it, but found none"));
        }
        if terms.iter().any(|term| term.name == *name) {
            messages.push(format!("{name}: expected a term once, but found it twice"));
        }
        terms.push(Term { name: name.clone(), explained });
        not_in.push(&annotation.not_in);
    }
    if !messages.is_empty() {
        return Err(messages);
    }
    let uses = uses(plan, &terms, &not_in);
    Ok((terms, uses))
}

/// `“2+4”高铁枢纽群` stays; `“五坚持五提升”` loses its marks.
fn without_quotes(name: &str) -> &str {
    let inner = name.strip_prefix('“').and_then(|name| name.strip_suffix('”'));
    inner.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(name)
}

fn uses(plan: &Plan, terms: &[Term], not_in: &[&[String]]) -> Vec<TermUse> {
    // A longer term before one that is part of it.
    let mut order: Vec<usize> = (0..terms.len()).collect();
    order.sort_by_key(|&term| std::cmp::Reverse(terms[term].name.len()));
    let mut uses: Vec<TermUse> = Vec::new();
    for chapter in plan.chapters() {
        let from = uses.len();
        for &term in &order {
            // A footnote's own mark explains the term in its chapter.
            let is_noted = terms[term].explained.iter().any(|citation| {
                let block = citation.block();
                matches!(plan.blocks[block].kind, BlockKind::Note(_))
                    && plan.subtree(chapter).contains(&block)
            });
            if is_noted {
                continue;
            }
            let first = plan.subtree(chapter).find_map(|block| {
                let taken = &uses[from..];
                first_use(plan, &terms[term], not_in[term], block, taken)
                    .map(|range| (block, range))
            });
            if let Some((block, range)) = first {
                uses.push(TermUse { term: term as u16, block: block as u32, range });
            }
        }
        uses[from..].sort_by_key(|it| (it.block, it.range.start));
    }
    uses
}

/// Where the block at `block` first uses `term` by itself, outside its run-in heading and
/// `taken`; nowhere in a block that explains it.
fn first_use(
    plan: &Plan,
    term: &Term,
    not_in: &[String],
    block: usize,
    taken: &[TermUse],
) -> Option<TextRange> {
    let paragraph = plan.blocks[block].paragraph()?;
    if term.explained.iter().any(|citation| citation.block() == block) {
        return None;
    }
    let text = &plan.blocks[block].text;
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut barred: Vec<Range<usize>> = Vec::new();
    barred.extend(paragraph.run_in_heading.map(Range::from));
    barred.extend(
        taken.iter().filter(|it| it.block as usize == block).map(|it| Range::from(it.range)),
    );
    for longer in not_in {
        barred.extend(text.match_indices(longer.as_str()).map(|(at, it)| at..at + it.len()));
    }
    text.match_indices(term.name.as_str())
        .map(|(at, name)| at..at + name.len())
        .find(|found| !barred.iter().any(|range| overlaps(range, found)))
        .map(|found| TextRange::new(found.start, found.end))
}
