//! A paragraph's text cut where it looks or acts different.
//!
//! Invariant: the segments' texts, put together, are the block's text.

use std::ops::Range;

use plan::Block;
use plan::target::Target;
use plan::term::TermUse;

/// A run of a paragraph's text, or a footnote's mark between two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Plain text.
    Text(&'a str),
    /// The run-in heading, its stop included.
    RunInHeading(&'a str),
    /// The mark of the note whose block's index is given.
    NoteReference(usize),
    /// The printed quantity of a target, and the target's place among the block's.
    Target(&'a str, usize),
    /// A term that is explained, and the use's place among the block's.
    Term(&'a str, usize),
}

/// The segments of the text of `block`, which states `targets` and uses `terms`, in order.
pub fn segments<'a>(block: &'a Block, targets: &[Target], terms: &[TermUse]) -> Vec<Segment<'a>> {
    let text = &block.text;
    let mut segments = Vec::new();
    let mut push = |run: &'a str, is_heading: bool| {
        if !run.is_empty() {
            segments.push(if is_heading { Segment::RunInHeading(run) } else { Segment::Text(run) });
        }
    };
    let Some(paragraph) = block.paragraph() else {
        push(text, false);
        return segments;
    };
    let mut at = 0;
    if let Some(heading) = paragraph.run_in_heading {
        let (start, end) = (heading.start as usize, heading.end as usize);
        let stop_len = text[end..].chars().next().map_or(0, char::len_utf8);
        push(&text[..start], false);
        push(&text[start..end + stop_len], true);
        at = end + stop_len;
    }
    let notes = paragraph.note_references.iter().map(|reference| {
        let offset = reference.offset as usize;
        (offset..offset, Segment::NoteReference(reference.note as usize))
    });
    let figures = targets.iter().enumerate().map(|(idx, target)| {
        (target.quantity.into(), Segment::Target(target.quantity.of(text), idx))
    });
    let terms = terms
        .iter()
        .enumerate()
        .map(|(idx, term)| (term.range.into(), Segment::Term(term.range.of(text), idx)));
    // Put in order as they come: a sort would weigh more in the WASM than it saves here.
    let mut marks: Vec<(Range<usize>, Segment<'a>)> = Vec::new();
    for (range, segment) in notes.chain(figures).chain(terms) {
        let at = marks.partition_point(|(before, _)| before.start <= range.start);
        marks.insert(at, (range, segment));
    }
    for (range, segment) in marks {
        // A mark in the run-in heading, or one that another's reaches into, is left plain.
        let is_note = range.is_empty();
        if !is_note && range.start < at {
            continue;
        }
        let start = range.start.max(at);
        if start > at {
            segments.push(Segment::Text(&text[at..start]));
        }
        at = range.end.max(at);
        segments.push(segment);
    }
    if at < text.len() {
        segments.push(Segment::Text(&text[at..]));
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn segments_put_together_are_the_text() {
        let (plan, numbers) = (data::plan(), data::numbers());
        for block in &plan.blocks {
            let idx = plan.position(block.id.as_str()).expect("a block");
            let (targets, terms) =
                (numbers.links.targets_of(idx), data::apparatus().term_uses_of(idx).to_vec());
            let together: String = segments(block, targets, &terms)
                .iter()
                .map(|segment| match segment {
                    Segment::Text(run)
                    | Segment::RunInHeading(run)
                    | Segment::Target(run, _)
                    | Segment::Term(run, _) => *run,
                    Segment::NoteReference(_) => "",
                })
                .collect();
            assert_eq!(together, block.text, "{}", block.id);
        }
    }

    #[test]
    fn a_notes_mark_stands_at_its_place() {
        let plan = data::plan();
        let block = &plan.blocks[plan.position("8.1.4").expect("a paragraph")];
        let segments = segments(block, &[], &[]);
        let idx = segments
            .iter()
            .position(|segment| matches!(segment, Segment::NoteReference(_)))
            .expect("a note");
        let Segment::Text(before) = &segments[idx - 1] else { panic!("no text before the mark") };
        let Segment::Text(after) = &segments[idx + 1] else { panic!("no text after the mark") };
        assert!(before.ends_with("形成“一城两核三片六组团"), "{before}");
        assert!(after.starts_with("”市区国土空间布局"), "{after}");
    }
}
