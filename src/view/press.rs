//! `/qa/5/`: an answer's text cut where it rests on the plan, and what the page's columns
//! parted.
//!
//! Invariant: the segments' texts, put together, are the answer's text.

use plan::model::BlockKind;
use plan::press::{Press, PressJoin};
use plan::source::{first_chars, last_chars};
use plan::{Block, Plan};

/// A question's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// The index of the question's block.
    pub idx: usize,
    /// The indices of the answer's paragraphs.
    pub answer: Vec<usize>,
    /// The question before.
    pub previous: Option<usize>,
    /// The question after.
    pub next: Option<usize>,
}

impl QuestionView {
    /// The page of the question numbered `number`, if the press has it.
    pub fn new(plan: &Plan, number: u16) -> Option<Self> {
        let questions = questions(plan);
        let at = questions.iter().position(|&idx| {
            plan.blocks[idx].heading().is_some_and(|heading| heading.number == number)
        })?;
        Some(Self {
            idx: questions[at],
            answer: plan.children(questions[at]).collect(),
            previous: at.checked_sub(1).map(|at| questions[at]),
            next: questions.get(at + 1).copied(),
        })
    }
}

/// The indices of all questions, in order.
pub fn questions(plan: &Plan) -> Vec<usize> {
    plan.indices(|kind| matches!(kind, BlockKind::Question(_))).collect()
}

/// A run of an answer's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerSegment<'a> {
    /// Plain text.
    Text(&'a str),
    /// Words that rest on the plan, and the indices of what they rest on in
    /// [`Press::answers`].
    Source(&'a str, Vec<usize>),
    /// Words that look like a slip, and the index in [`Press::slips`].
    Slip(&'a str, usize),
}

/// The segments of the answer's paragraph at `idx`. A slip within words that rest on the
/// plan parts them.
pub fn answer_segments<'a>(plan: &'a Plan, press: &Press, idx: usize) -> Vec<AnswerSegment<'a>> {
    let text = &plan.blocks[idx].text;
    let is_here = |block: u32| block as usize == idx;
    let slips: Vec<(usize, usize, usize)> = (press.slips.iter().enumerate())
        .filter(|(_, slip)| is_here(slip.block))
        .map(|(at, slip)| (slip.range.start as usize, slip.range.end as usize, at))
        .collect();
    let mut sources: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (at, source) in press.answers.iter().enumerate().filter(|(_, it)| is_here(it.answer)) {
        let (start, end) = (source.quote.start as usize, source.quote.end as usize);
        match sources.last_mut() {
            Some((last_start, last_end, all)) if (*last_start, *last_end) == (start, end) => {
                all.push(at);
            }
            _ => sources.push((start, end, vec![at])),
        }
    }
    let mut bounds: Vec<usize> = [0, text.len()].into();
    let of_slips = slips.iter().flat_map(|(start, end, _)| [*start, *end]);
    let of_sources = sources.iter().flat_map(|(start, end, _)| [*start, *end]);
    for bound in of_slips.chain(of_sources) {
        if let Err(at) = bounds.binary_search(&bound) {
            bounds.insert(at, bound);
        }
    }
    let runs = bounds.windows(2).map(|bounds| (bounds[0], bounds[1]));
    runs.map(|(start, end)| {
        let run = &text[start..end];
        let slip = slips.iter().find(|slip| slip.0 <= start && end <= slip.1);
        let source = sources.iter().find(|source| source.0 <= start && end <= source.1);
        match (slip, source) {
            (Some((_, _, at)), _) => AnswerSegment::Slip(run, *at),
            (None, Some((_, _, all))) => AnswerSegment::Source(run, all.clone()),
            (None, None) => AnswerSegment::Text(run),
        }
    })
    .collect()
}

/// How many characters are shown on each side of a join.
const N_AROUND: usize = 8;

/// What is to be said of two ends of text that the page's columns parted: what stands on
/// both sides of the gap, and why they belong together.
pub fn join_in_words(text: &str, join: &PressJoin) -> String {
    let offset = join.offset as usize;
    let (before, after) =
        (last_chars(&text[..offset], N_AROUND), first_chars(&text[offset..], N_AROUND));
    let mut words = format!(
        "报纸上这里隔了栏：“…{before}”在文本的第{}行，“{after}…”在第{}行。",
        join.lines[0], join.lines[1]
    );
    let evidence = &join.evidence;
    if evidence.is_published {
        words.push_str("公开文本里有同样的字前后相接；");
    }
    if let Some(word) = evidence.word {
        let (word, n) = (word.of(text), evidence.n_elsewhere);
        words.push_str(&format!("接成的“{word}”在别处出现{n}次；"));
    }
    words.push_str(&match evidence.n_open {
        1 => "在它前面断开的只有这一处。".to_owned(),
        n_open => format!("在它前面断开的有{n_open}处，只有这一处接得上。"),
    });
    words
}

/// The pages of the paper that the block's beginning and end stand on, where they are not
/// this one: `(Some(10), None)`.
pub fn turns_of(press: &Press, idx: usize) -> (Option<u16>, Option<u16>) {
    let turn = |is_end: bool| {
        let turns = press.turns.iter();
        turns.into_iter().find(|it| it.block as usize == idx && it.is_end == is_end)
    };
    (turn(false).map(|turn| turn.page), turn(true).map(|turn| turn.page))
}

/// The start of an answer, to its first stop.
pub fn opening(block: &Block) -> &str {
    block.text.split_inclusive('。').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn segments_put_together_are_the_answers_text() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let mut n_slips = 0;
        for idx in plan.indices(|kind| *kind == BlockKind::Answer) {
            let segments = answer_segments(&plan, &apparatus.press, idx);
            let together: String = segments
                .iter()
                .map(|segment| match segment {
                    AnswerSegment::Text(run) | AnswerSegment::Source(run, _) => *run,
                    AnswerSegment::Slip(run, _) => {
                        n_slips += 1;
                        *run
                    }
                })
                .collect();
            assert_eq!(together, plan.blocks[idx].text, "{}", plan.blocks[idx].id);
        }
        assert_eq!(n_slips, apparatus.press.slips.len());
    }

    #[test]
    fn a_join_says_why() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let idx = plan.position("q4.6").expect("an answer");
        let join = apparatus.press.joins.iter().find(|join| join.block as usize == idx);
        let words = join_in_words(&plan.blocks[idx].text, join.expect("a join"));
        assert!(
            words.contains("“…域城乡建设取得新”在文本的第80行，“成效，融入长三角…”在第108行"),
            "{words}"
        );
        assert!(words.contains("公开文本里有同样的字前后相接"), "{words}");
    }

    #[test]
    fn questions_know_their_neighbours() {
        let plan = data::plan();
        let view = QuestionView::new(&plan, 4).expect("question 4");
        assert_eq!(view.answer.len(), 6);
        assert_eq!(plan.blocks[view.previous.expect("one before")].id.as_str(), "q3");
        assert_eq!(QuestionView::new(&plan, 8), None);
        assert_eq!(QuestionView::new(&plan, 7).expect("question 7").next, None);
    }

    #[test]
    fn turns_are_said() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let turns = |id: &str| turns_of(&apparatus.press, plan.position(id).expect(id));
        assert_eq!(turns("q7.1"), (None, Some(12)));
        assert_eq!(turns("15.6.1"), (Some(10), None));
        assert_eq!(turns("q1.1"), (None, None));
    }
}
