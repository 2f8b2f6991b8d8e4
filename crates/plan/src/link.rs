//! What ties the plan's numbers to each other and to its sentences: mentions of
//! indicators, the indicator that a target belongs to, and the row of the table before
//! that an indicator goes back to.
//!
//! A link by an indicator's own name follows from the text. All others rest on
//! [`IndicatorAnnotations`], which were reviewed by reading.

use serde::{Deserialize, Serialize};

use crate::annotation::{
    Annotations, IndicatorAnnotation, IndicatorAnnotations, Measure, PressCount,
};
use crate::indicator::{Indicator, indicators};
use crate::model::{BlockKind, Plan, TextRange};
use crate::target::{Target, sentences, targets};

/// The links of a plan's numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// The targets in the running text, in its order.
    pub targets: Vec<Target>,
    /// The sentences that speak of an indicator, in the text's order.
    pub mentions: Vec<Mention>,
    /// What indicators go back to, in their order.
    pub earlier: Vec<Earlier>,
    /// What the press says of the same.
    pub press: Option<PressCount>,
}

/// A sentence that speaks of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The indicator's index in [`indicators`].
    pub indicator: u16,
    /// The index of the block.
    pub block: u32,
    /// The sentence.
    pub sentence: TextRange,
    /// Whether the sentence has a name of the measure itself, not words for what it
    /// measures.
    pub is_named: bool,
}

/// A row of the table before that an indicator goes back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The indicator's index in [`indicators`].
    pub indicator: u16,
    /// The index of the earlier one.
    pub earlier: u16,
    /// Whether both count the same thing in the same way.
    pub is_same_measure: bool,
    /// What the two tables support, for readers.
    pub note: String,
}

impl Links {
    /// The links of `plan`.
    ///
    /// # Errors
    ///
    /// A message for each annotation that fits nothing in the plan.
    pub fn new(
        plan: &Plan,
        annotations: &Annotations,
        of_indicators: &IndicatorAnnotations,
    ) -> Result<Self, Vec<String>> {
        let indicators = indicators(plan);
        let position = |id: &str| indicators.iter().position(|indicator| indicator.id == id);
        let mut messages = Vec::new();
        let mut earlier = Vec::new();
        for annotation in &of_indicators.indicators {
            let Some(indicator) = position(&annotation.id) else {
                messages.push(format!("expected an indicator's id, but found {}", annotation.id));
                continue;
            };
            if let Some(twice) =
                annotation.mentioned_as.iter().find(|words| annotation.names.contains(words))
            {
                messages.push(format!("{}: expected {twice} in one list", annotation.id));
            }
            for words in annotation.words() {
                if !plan.blocks.iter().any(|block| block.text.contains(words)) {
                    let id = &annotation.id;
                    messages.push(format!("{id}: expected words of the text, but found {words}"));
                }
            }
            for link in &annotation.earlier {
                match position(&link.id) {
                    Some(position) => earlier.push(Earlier {
                        indicator: indicator as u16,
                        earlier: position as u16,
                        is_same_measure: link.measure == Measure::Same,
                        note: link.note.clone(),
                    }),
                    None => {
                        messages.push(format!("expected an indicator's id, but found {}", link.id));
                    }
                }
            }
        }
        if !messages.is_empty() {
            return Err(messages);
        }
        let words: Vec<_> = indicators
            .iter()
            .map(|indicator| Words::new(indicator, of_indicators.of(&indicator.id)))
            .collect();
        let mut targets = targets(plan, &annotations.targets);
        for target in &mut targets {
            target.indicator = indicator_of(plan, target, &indicators, &words);
        }
        let press = of_indicators.press.clone();
        Ok(Self { targets, mentions: mentions(plan, &words), earlier, press })
    }

    /// The targets that the block at `idx` states.
    pub fn targets_of(&self, idx: usize) -> &[Target] {
        of_block(&self.targets, idx, |target| target.block)
    }

    /// The mentions of indicators in the block at `idx`.
    pub fn mentions_of(&self, idx: usize) -> &[Mention] {
        of_block(&self.mentions, idx, |mention| mention.block)
    }
}

/// Of `items`, in the order of their blocks, those of the block at `idx`.
fn of_block<T>(items: &[T], idx: usize, block: impl Fn(&T) -> u32) -> &[T] {
    let start = items.partition_point(|item| (block(item) as usize) < idx);
    let len = items[start..].partition_point(|item| block(item) as usize == idx);
    &items[start..start + len]
}

/// The words by which the text speaks of an indicator.
struct Words<'a> {
    names: Vec<&'a str>,
    mentioned_as: &'a [String],
    not_in: &'a [String],
}

impl<'a> Words<'a> {
    fn new(indicator: &'a Indicator, annotation: Option<&'a IndicatorAnnotation>) -> Self {
        let mut names = vec![indicator.name.as_str()];
        names.extend(indicator.whole_name.as_deref());
        let (mentioned_as, not_in) = annotation.map_or((&[][..], &[][..]), |annotation| {
            names.extend(annotation.names.iter().map(String::as_str));
            (&annotation.mentioned_as[..], &annotation.not_in[..])
        });
        Self { names, mentioned_as, not_in }
    }

    /// Whether `sentence` speaks of the indicator, and if so, whether by a name.
    fn are_in(&self, sentence: &str) -> Option<bool> {
        let mut sentence = sentence.to_owned();
        for words in self.not_in {
            sentence = sentence.replace(words, "");
        }
        if self.names.iter().any(|name| sentence.contains(name)) {
            return Some(true);
        }
        self.mentioned_as.iter().any(|words| sentence.contains(words)).then_some(false)
    }
}

fn mentions(plan: &Plan, words: &[Words]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (block_idx, block) in plan.blocks.iter().enumerate() {
        // A note under a table speaks of its rows, and stands by them.
        let parent = block.parent.map(|parent| &plan.blocks[parent as usize].kind);
        if block.paragraph().is_none() || matches!(parent, Some(BlockKind::Table(_))) {
            continue;
        }
        for range in sentences(&block.text) {
            let sentence = TextRange::new(range.start, range.end);
            mentions.extend(words.iter().enumerate().filter_map(|(indicator, words)| {
                let is_named = words.are_in(&block.text[range.clone()])?;
                let (indicator, block) = (indicator as u16, block_idx as u32);
                Some(Mention { indicator, block, sentence, is_named })
            }));
        }
    }
    mentions
}

/// The indicator that has the target's subject for a name: one of the plan's own period
/// before one of the last.
fn indicator_of(
    plan: &Plan,
    target: &Target,
    indicators: &[Indicator],
    words: &[Words],
) -> Option<u16> {
    let subject = target.subject.of(target.text(plan));
    let subject = subject.strip_prefix("全市").unwrap_or(subject);
    let has_name = |idx: &usize| words[*idx].names.contains(&subject);
    let found = (0..indicators.len()).filter(has_name);
    found.max_by_key(|idx| Some(indicators[*idx].period) == plan.period).map(|idx| idx as u16)
}
