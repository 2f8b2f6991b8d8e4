//! A paragraph's text cut where it looks or acts different.
//!
//! Invariant: the segments' texts, put together, are the block's text.

use plan::Block;
use yew::AttrValue;

/// A run of a paragraph's text, or a footnote's mark between two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Plain text.
    Text(AttrValue),
    /// The run-in heading, its stop included.
    RunInHeading(AttrValue),
    /// The mark of the note whose block's index is given.
    NoteReference(usize),
}

/// The segments of `block`'s text, in order.
pub fn segments(block: &Block) -> Vec<Segment> {
    let text = &block.text;
    let mut segments = Vec::new();
    let mut push = |run: &str, is_heading: bool| {
        if !run.is_empty() {
            let run = AttrValue::from(run.to_owned());
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
    for reference in &paragraph.note_references {
        let offset = (reference.offset as usize).max(at);
        if offset > at {
            segments.push(Segment::Text(text[at..offset].to_owned().into()));
        }
        segments.push(Segment::NoteReference(reference.note as usize));
        at = offset;
    }
    if at < text.len() {
        segments.push(Segment::Text(text[at..].to_owned().into()));
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn segments_put_together_are_the_text() {
        let plan = data::plan();
        for block in &plan.blocks {
            let together: String = segments(block)
                .iter()
                .map(|segment| match segment {
                    Segment::Text(run) | Segment::RunInHeading(run) => run.as_str(),
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
        let segments = segments(block);
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
