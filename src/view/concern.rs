//! Topics and places: quotations as lines, their counts, and where topics meet places.
//!
//! A list is a concern's quotations as they are; all counts are lengths of such lists, the
//! press's left out, so that what the matrix says is what a page shows of the plan.

use plan::concern::{Concern, Concerns, Quotation, shared};
use plan::indicator::{Indicator, Role};
use plan::model::{BlockKind, TextRange};
use plan::target::Target;
use plan::{Plan, place::NamedPlace};

use crate::data::Numbers;
use crate::route::{Base, Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::facets::{Facet, FacetOption, Narrowed};
use crate::view::head::labelled_title;
use crate::view::markup::{escaped, marked};

/// The query parameter that narrows a place's page down to a topic.
pub const TOPIC: &str = "topic";
/// The query parameter that narrows a topic's page down to a place.
pub const PLACE: &str = "place";
/// The query parameter of the topics that a reader chose, parted by commas.
pub const TOPICS: &str = "topics";

/// How many quotations there are, by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of indicator tables.
    pub n_indicators: usize,
    /// Sentences with targets.
    pub n_targets: usize,
    /// Sentences of boxes.
    pub n_of_boxes: usize,
    /// All other words of the plan.
    pub n_of_text: usize,
    /// Sentences of the press.
    pub n_of_press: usize,
}

impl Counts {
    /// The counts of `quotations`.
    pub fn new(plan: &Plan, numbers: &Numbers, quotations: &[Quotation]) -> Self {
        let mut counts = Self::default();
        for &quotation in quotations {
            let count = match &plan.blocks[quotation.block as usize].kind {
                _ if !quotation.is_own(plan) => &mut counts.n_of_press,
                BlockKind::Table(_) if quotation.part > 0 => &mut counts.n_indicators,
                _ if !targets_of(plan, numbers, quotation).is_empty() => &mut counts.n_targets,
                BlockKind::Box(_) | BlockKind::BoxItem(_) => &mut counts.n_of_boxes,
                _ => &mut counts.n_of_text,
            };
            *count += 1;
        }
        counts
    }

    /// The counts in words: `指标 3 行、有数的目标 2 句、正文 20 句；报纸问答 1 句`.
    pub fn in_words(self) -> String {
        let own = [
            (self.n_indicators, "指标", "行"),
            (self.n_targets, "有数的目标", "句"),
            (self.n_of_boxes, "专栏", "句"),
            (self.n_of_text, "其他正文", "句"),
        ];
        let own = own.iter().filter(|(n, ..)| *n > 0);
        let own = own.map(|(n, what, unit)| format!("{what} {n} {unit}"));
        let own = own.collect::<Vec<_>>().join("、");
        match self.n_of_press {
            0 => own,
            n => format!("{own}；报纸问答另有 {n} 句"),
        }
    }
}

/// The targets that the sentence states.
fn targets_of<'a>(plan: &Plan, numbers: &'a Numbers, quotation: Quotation) -> Vec<&'a Target> {
    let sentence = quotation.sentence(plan);
    let targets = numbers.links.targets_of(quotation.block as usize).iter();
    targets.filter(|target| Some(target.sentence) == sentence).collect()
}

/// A concern's page: a topic's, to be narrowed down to a place, or a place's, to be narrowed
/// down to a topic.
#[derive(Clone, Copy, Debug)]
pub struct ConcernView<'a> {
    /// The topic, or the place's names and quotations.
    pub concern: &'a Concern,
    /// The place, where it is one.
    pub place: Option<&'a NamedPlace>,
    concerns: &'a Concerns,
}

impl<'a> ConcernView<'a> {
    /// The page of the topic or the place with the short name `slug`.
    pub fn new(concerns: &'a Concerns, slug: &str, is_topic: bool) -> Option<Self> {
        let place = concerns.place(slug).filter(|_| !is_topic);
        let concern = match place {
            Some(place) => &place.concern,
            None => concerns.topic(slug).filter(|_| is_topic)?,
        };
        Some(Self { concern, place, concerns })
    }

    /// What the page can be narrowed down to: the query parameter, and each with its
    /// quotations.
    fn others(&self) -> (&'static str, &'static str, Vec<&'a Concern>) {
        match self.place {
            Some(_) => (TOPIC, "专题", self.concerns.topics.iter().collect()),
            None => {
                (PLACE, "地方", self.concerns.places.iter().map(|place| &place.concern).collect())
            }
        }
    }

    /// The quotations that `location` asks for, by their index in the list, and the choices.
    pub fn narrow(&self, plan: &Plan, location: &Location) -> Narrowed {
        let (name, title, others) = self.others();
        let chosen = location.query_value(name).unwrap_or_default();
        let all = &self.concern.quotations;
        let mut shown: Vec<usize> = (0..all.len()).collect();
        let mut options = Vec::new();
        for other in others {
            let is_chosen = other.slug == chosen;
            if is_chosen {
                shown.retain(|&idx| other.quotations.binary_search(&all[idx]).is_ok());
            }
            let n_items = shared(self.concern.own(plan), other.own(plan)).len();
            if n_items > 0 || is_chosen {
                let (value, label) = (other.slug.clone(), other.name.clone());
                options.push(FacetOption { value, label, n_items, is_chosen });
            }
        }
        let is_narrowed = options.iter().any(|option| option.is_chosen);
        let facets = vec![Facet { name, title, options }];
        Narrowed { facets, words: String::new(), shown, is_narrowed }
    }

    /// What is said of the list above it. The plan's own are counted; the press's are told
    /// apart.
    pub fn state(&self, plan: &Plan, narrowed: &Narrowed) -> String {
        let n_all = self.concern.own(plan).len();
        let n_shown = narrowed.shown.iter().filter(|&&idx| idx < n_all).count();
        let state = match narrowed.is_narrowed {
            false => format!("规划原文共 {n_all} 句。"),
            true => format!("{}显示 {n_shown} 句，规划原文共 {n_all} 句。", narrowed.chosen()),
        };
        match narrowed.shown.len() - n_shown {
            0 => state,
            n_press => format!("{state}报纸问答另有 {n_press} 句。"),
        }
    }
}

/// The quotations by chapter, in order: what the chapter's heading says, and their indices.
/// The press's stand apart, at the end.
pub fn by_chapter(plan: &Plan, quotations: &[Quotation]) -> Vec<(String, Vec<usize>)> {
    let mut chapters: Vec<(String, Vec<usize>)> = Vec::new();
    for (idx, quotation) in quotations.iter().enumerate() {
        let block = quotation.block as usize;
        let title = match plan.chapter_of(block) {
            _ if !quotation.is_own(plan) => "报纸的问答解读（不是规划原文）".to_owned(),
            Some(chapter) => labelled_title(&plan.blocks[chapter]),
            None => "各章之外".to_owned(),
        };
        match chapters.last_mut() {
            Some((last, of_chapter)) if *last == title => of_chapter.push(idx),
            _ => chapters.push((title, vec![idx])),
        }
    }
    chapters
}

/// A quotation as a line of a list, the words of `concerns` marked, as markup.
pub fn line(
    plan: &Plan,
    numbers: &Numbers,
    base: &Base,
    concerns: &[&Concern],
    quotation: Quotation,
) -> String {
    let text = quotation.text(plan);
    let marks = concerns.iter().flat_map(|concern| concern.marks(&text)).collect();
    let marks = TextRange::apart(marks);
    let marked = marked(&text, TextRange::new(0, text.len()), &marks);
    let block_idx = quotation.block as usize;
    let block = &plan.blocks[block_idx];
    let (href, place, more) = match (quotation.row(plan), &block.kind) {
        (Some(row), BlockKind::Table(table)) => {
            let to = Location::of_row(table, row)
                .map_or_else(|| base.block_href(plan, block_idx), |to| base.location_href(&to));
            let indicator = numbers.indicators.iter().find(|indicator| {
                indicator.table == block_idx && indicator.row + 1 == usize::from(quotation.part)
            });
            let values = indicator.map(values).unwrap_or_default();
            (to, format!("指标 {}", quotation.id(plan)), values)
        }
        _ => {
            let targets = targets_of(plan, numbers, quotation).into_iter();
            let targets: String = targets.map(|target| target_link(plan, base, target)).collect();
            (base.block_href(plan, block_idx), place_in_words(plan, block_idx), targets)
        }
    };
    format!(
        r#"<li class="quote" data-line="" data-block="{}"><p class="quote__text">{marked}</p><p class="quote__place"><a href="{href}">{place}</a>{more}</p></li>"#,
        block.id
    )
}

/// An indicator's values as printed, as markup.
fn values(indicator: &Indicator) -> String {
    let value = |value: &plan::indicator::IndicatorValue| {
        let label = match value.role {
            Role::Target => format!("{}年目标", value.year),
            Role::Expected => format!("{}年预计", value.year),
            Role::Actual | Role::Baseline => format!("{}年", value.year),
        };
        format!("{label}\u{a0}<strong>{}</strong>", escaped(&value.raw))
    };
    let values = indicator.values.iter().map(value).collect::<Vec<_>>();
    format!(r#"<span class="quote__more">{}</span>"#, values.join("\u{2003}"))
}

fn target_link(plan: &Plan, base: &Base, target: &Target) -> String {
    let to = Location { fragment: target.id(plan), ..Location::of(Route::Targets) };
    let text = target.text(plan);
    let words = [target.subject, target.verb, target.quantity].map(|range| range.of(text));
    format!(
        r#"<span class="quote__more"><a href="{}">目标</a> {}</span>"#,
        base.location_href(&to),
        escaped(&words.concat())
    )
}

/// How dark a count is shown: 0 for none, then five steps.
pub fn shade(n: usize) -> usize {
    [1, 2, 4, 8, 16].iter().filter(|&&from| n >= from).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn location(route: Route, query: &str) -> Location {
        Location { query: query.to_owned(), ..Location::of(route) }
    }

    /// What a cell of the matrix counts is what both pages show when they are narrowed down.
    #[test]
    fn a_cells_count_is_the_length_of_the_lists_that_it_opens() {
        let (plan, concerns) = (data::plan(), data::concerns());
        let mut n_cells = 0;
        for topic in &concerns.topics {
            for place in concerns.places.iter().filter(|place| place.is_district()) {
                let n_shared = shared(topic.own(&plan), place.concern.own(&plan)).len();
                for (slug, is_topic, query) in [
                    (&topic.slug, true, format!("place={}", place.concern.slug)),
                    (&place.concern.slug, false, format!("topic={}", topic.slug)),
                ] {
                    let view = ConcernView::new(&concerns, slug, is_topic).expect("a page");
                    let narrowed = view.narrow(&plan, &location(Route::Topics, &query));
                    let is_own = |idx: &&usize| view.concern.quotations[**idx].is_own(&plan);
                    if narrowed.is_narrowed {
                        let n_shown = narrowed.shown.iter().filter(is_own).count();
                        assert_eq!(n_shown, n_shared, "{slug}, {query}");
                        let state = view.state(&plan, &narrowed);
                        assert!(state.contains(&format!("显示 {n_shared} 句")), "{state}");
                    }
                }
                n_cells += 1;
            }
        }
        assert_eq!(n_cells, concerns.topics.len() * 8);
    }

    #[test]
    fn every_quotation_has_a_line_with_its_words_marked() {
        let (plan, numbers, concerns) = (data::plan(), data::numbers(), data::concerns());
        let base = Base::new("/");
        let all = concerns.topics.iter().chain(concerns.places.iter().map(|it| &it.concern));
        for concern in all {
            let chapters = by_chapter(&plan, &concern.quotations);
            let indices: Vec<usize> = chapters.into_iter().flat_map(|(_, of)| of).collect();
            assert_eq!(indices, (0..concern.quotations.len()).collect::<Vec<_>>());
            let counts = Counts::new(&plan, &numbers, &concern.quotations);
            let Counts { n_indicators, n_targets, n_of_boxes, n_of_text, n_of_press } = counts;
            let n_all = n_indicators + n_targets + n_of_boxes + n_of_text + n_of_press;
            assert_eq!(n_all, concern.quotations.len(), "{}", counts.in_words());
            for &quotation in &concern.quotations {
                let line = line(&plan, &numbers, &base, &[concern], quotation);
                let id = plan.blocks[quotation.block as usize].id.as_str();
                assert!(line.contains(&format!(r#"data-block="{id}""#)), "{line}");
                let has_words = !concern.marks(&quotation.text(&plan)).is_empty();
                assert_eq!(line.contains("<mark>"), has_words, "{line}");
            }
        }
    }

    #[test]
    fn a_line_leads_on() {
        let (plan, numbers, concerns) = (data::plan(), data::numbers(), data::concerns());
        let topic = concerns.topic("elderly").expect("a topic");
        let line_of = |id: &str| {
            let quotation = topic.quotations.iter().find(|it| it.id(&plan) == id);
            line(&plan, &numbers, &Base::new("/"), &[topic], *quotation.expect(id))
        };
        let row = line_of("13-22");
        assert!(row.contains(r#"href="/indicators/13-22/""#), "{row}");
        assert!(row.contains("2020年目标\u{a0}<strong>45</strong>"), "{row}");
        assert!(line_of("14.6.2").contains(r#"href="/plan/14/#14.6.2">第十四章第六节第2段"#));
        let part = line_of("13-20-1");
        assert!(part.contains(r#"href="/indicators/13-20/#13-20-1""#), "{part}");
    }
}
