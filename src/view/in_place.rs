//! What a link in the text opens right behind it: a footnote, a target's meaning, a term's
//! explanation, what an answer rests on.
//!
//! Invariant: the id of such a link says what it opens.

use plan::target::Target;
use plan::term::TermUse;
use plan::{Apparatus, Block, Plan};

use crate::data::Numbers;
use crate::route::{Base, Location, Route};
use crate::view::citation::quotation;
use crate::view::indicator::{full_name, meaning_of_target, target_in_words};
use crate::view::markup::escaped;
use crate::view::press::{AnswerSegment, answer_segments};

const OF_NOTE: &str = "-reference";
const OF_TARGET: &str = "-figure";
const OF_TERM: &str = "-term";
const OF_ANSWER: &str = "-words";

/// The id of the link to a footnote.
pub fn note_link(note: &Block) -> String {
    format!("{}{OF_NOTE}", note.id)
}

/// The id of the link to a target's meaning.
pub fn target_link(plan: &Plan, target: &Target) -> String {
    format!("{}{OF_TARGET}", target.id(plan))
}

/// The id of the link to a term's explanation.
pub fn term_link(plan: &Plan, term: &TermUse) -> String {
    format!("{}-{}{OF_TERM}", plan.blocks[term.block as usize].id, term.term)
}

/// The id of the link in an answer's segment at `at`.
pub fn answer_link(answer: &Block, at: usize) -> String {
    format!("{}-{at}{OF_ANSWER}", answer.id)
}

/// What the link with the id `link` opens, as markup to stand right behind it: with the id of
/// the link and `-popup`, and a button to close it. `None` where it is no such link.
pub fn opened(
    plan: &Plan,
    numbers: &Numbers,
    apparatus: &Apparatus,
    base: &Base,
    link: &str,
) -> Option<String> {
    let mut close = "收起";
    let content = if let Some(id) = link.strip_suffix(OF_NOTE) {
        close = "收起注释";
        escaped(&plan.blocks[plan.position(id)?].text)
    } else if let Some(id) = link.strip_suffix(OF_TARGET) {
        let target = numbers.links.targets.iter().find(|target| target.id(plan) == id)?;
        target_card(plan, numbers, base, target)
    } else if let Some(id) = link.strip_suffix(OF_TERM) {
        let (_, idx) = id.rsplit_once('-')?;
        let term = apparatus.terms.get(idx.parse::<usize>().ok()?)?;
        let explained = term.explained.iter().map(|it| quotation(plan, base, *it));
        format!("<strong>{}</strong>{}", escaped(&term.name), explained.collect::<String>())
    } else {
        let (id, at) = link.strip_suffix(OF_ANSWER)?.rsplit_once('-')?;
        let (answer, press) = (plan.position(id)?, &apparatus.press);
        match answer_segments(plan, press, answer).get(at.parse::<usize>().ok()?)? {
            AnswerSegment::Text(_) => return None,
            AnswerSegment::Source(_, all) => {
                let sources = all.iter().map(|&at| quotation(plan, base, press.answers[at].plan));
                format!("<strong>规划原文</strong>{}", sources.collect::<String>())
            }
            AnswerSegment::Slip(_, slip) => format!(
                "<strong>本站注：文本如此，像是录入的差错，照录未改。</strong>{}",
                escaped(&press.slips[*slip].note)
            ),
        }
    };
    Some(format!(
        r#"<span class="popup" id="{link}-popup" role="note"><span class="popup__text">{content}</span><button type="button" class="popup__close">{close}</button></span>"#
    ))
}

/// What a figure in the text says that is a target: `95%以上`.
fn target_card(plan: &Plan, numbers: &Numbers, base: &Base, target: &Target) -> String {
    let mut words = target_in_words(plan, target);
    let meaning = meaning_of_target(plan, target);
    if meaning != target.quantity.of(target.text(plan)) {
        words = format!("{words}（{meaning}）");
    }
    let link = |to: &Location, name: &str| {
        format!(r#"<a href="{}">{}</a>"#, escaped(&base.location_href(to)), escaped(name))
    };
    let indicator = target.indicator.map(|idx| {
        let indicator = &numbers.indicators[usize::from(idx)];
        let page = Location::of(Route::of_indicator(indicator));
        format!("指标：{} ", link(&page, &full_name(indicator)))
    });
    let list = Location { fragment: target.id(plan), ..Location::of(Route::Targets) };
    format!(
        "<strong>{}年目标 </strong>{}。{}{}",
        target.year,
        escaped(&words),
        indicator.unwrap_or_default(),
        link(&list, "在目标清单里看")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::view::text::TextWriter;

    /// What the link `link` opens, without its elements.
    fn words(link: &str) -> Option<String> {
        let (plan, numbers, apparatus) = (data::plan(), data::numbers(), data::apparatus());
        let markup = opened(&plan, &numbers, &apparatus, &Base::new("/"), link)?;
        let parts = markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, it)| it));
        Some(parts.collect())
    }

    #[test]
    fn every_link_in_the_text_opens_something() {
        let (plan, numbers, apparatus) = (data::plan(), data::numbers(), data::apparatus());
        let base = Base::new("/wuxi/");
        let mut writer = TextWriter::new(&plan, &base, Some((&numbers, &apparatus)));
        for (idx, block) in plan.blocks.iter().enumerate() {
            let is_answer = block.kind == plan::model::BlockKind::Answer;
            if is_answer { writer.answer(idx) } else { writer.paragraph(idx) }
        }
        let markup = writer.finish();
        let links = markup
            .split("-reference\" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().expect("an id in quotation marks"));
        let mut n_links = 0;
        for link in links {
            assert!(opened(&plan, &numbers, &apparatus, &base, link).is_some(), "{link}");
            n_links += 1;
        }
        assert!(n_links > numbers.links.targets.len() + apparatus.press.slips.len(), "{n_links}");
    }

    #[test]
    fn what_opens_says_what_the_link_is_about() {
        let card = words("5.5.1-1-figure").expect("a target");
        assert!(card.starts_with("2025年目标 "), "{card}");
        assert!(card.ends_with("在目标清单里看收起"), "{card}");
        let plan = data::plan();
        let note = plan.position("n1").expect("a footnote");
        assert_eq!(words("n1-reference"), Some(plan.blocks[note].text.clone() + "收起注释"));
    }

    #[test]
    fn another_id_opens_nothing() {
        for link in ["", "4.1", "n999-reference", "4.1.1-9-figure", "4.1.1-x-term", "q9.9-0-words"]
        {
            assert_eq!(words(link), None, "{link}");
        }
    }
}
