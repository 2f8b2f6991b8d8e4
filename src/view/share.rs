//! What a reader passes on: words of the plan, an indicator, or a page, with what is said
//! of it when it is sent, cited and drawn on a card.

use plan::Plan;
use plan::cite::{BibliographicReference, Day, Subject, full_place};
use plan::indicator::{Indicator, Role};

use crate::context::Place;
use crate::route::{Location, Route};
use crate::view::card::Card;
use crate::view::chapter::position_of_chapter;
use crate::view::facets::WORDS;
use crate::view::head::{head, site_name};
use crate::view::indicator::value_name;
use crate::view::passage::Passage;
use crate::view::press::QuestionView;

/// What is passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Its name: `第二篇第四章第一节第3段`, `搜索“养老”`.
    pub name: String,
    /// Its words, a line a paragraph.
    pub words: String,
    /// What it is referred to as.
    pub subject: SharedSubject,
    /// Where it is.
    pub location: Location,
}

/// A [`Subject`] that owns its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedSubject {
    /// The plan, or a place in it or in the press.
    Source(Subject<'static>),
    /// A page of this site, by its title.
    Page(String),
}

impl Shared {
    /// The words that a reader chose.
    pub fn of_passage(plan: &Plan, passage: &Passage) -> Self {
        let first = passage.parts[0].block;
        let last = passage.parts.last().map_or(first, |part| part.block);
        Self {
            name: full_place(plan, first, last),
            words: passage.quote(plan),
            subject: SharedSubject::Source(Subject::Blocks(first, last)),
            location: passage.location(plan),
        }
    }

    /// The page that the reader is on, as they see it.
    pub fn of_page(place: &Place) -> Self {
        let plan = &*place.plan;
        let location = place.location.to_share();
        let of_block = |block: usize| {
            let shared = Self::of_passage(plan, &Passage::of_block(plan, block));
            Self { location: location.clone(), ..shared }
        };
        match location.route {
            Route::Home | Route::Outline | Route::Whole => Self {
                name: "规划全文".to_owned(),
                words: plan.title.clone(),
                subject: SharedSubject::Source(Subject::Plan),
                location,
            },
            Route::Chapter(number) if position_of_chapter(plan, number).is_some() => {
                of_block(position_of_chapter(plan, number).unwrap_or_default())
            }
            Route::Question(number) if QuestionView::new(plan, number).is_some() => {
                of_block(QuestionView::new(plan, number).map_or(0, |view| view.idx))
            }
            Route::Indicator { period, number } => {
                let is_it = |it: &&Indicator| (it.period.ordinal, it.number) == (period, number);
                let parts: Vec<_> = place.numbers.indicators.iter().filter(is_it).collect();
                match parts.first() {
                    Some(first) => Self {
                        name: format!("指标“{}”", first.whole_name.as_ref().unwrap_or(&first.name)),
                        words: indicator_in_words(&parts),
                        subject: SharedSubject::Source(Subject::Indicator(first.table, first.row)),
                        location,
                    },
                    None => Self::of_other_page(place, location),
                }
            }
            _ => Self::of_other_page(place, location),
        }
    }

    fn of_other_page(place: &Place, location: Location) -> Self {
        let head = head(&place.plan, &place.numbers, &place.concerns, location.route);
        let sought = location.query_value(WORDS).map_or(String::new(), |it| format!("“{it}”"));
        let name = format!("{}{sought}", head.page_title);
        Self {
            words: format!("{name}\n{}", head.description),
            subject: SharedSubject::Page(format!("{name} · {}", site_name(&place.plan))),
            name,
            location,
        }
    }

    /// The reference to it, which is read at `address` on the day `accessed`.
    pub fn reference(&self, plan: &Plan, address: &str, accessed: Day) -> BibliographicReference {
        let subject = match &self.subject {
            SharedSubject::Source(subject) => *subject,
            SharedSubject::Page(title) => Subject::Page(title),
        };
        BibliographicReference::new(plan, subject, address, accessed)
    }

    /// Its words with their source below them, for a message. Nothing is put round the
    /// words, which have quotation marks of their own.
    pub fn message(&self, reference: &BibliographicReference) -> String {
        match &self.subject {
            SharedSubject::Source(Subject::Plan) => reference.plain(),
            SharedSubject::Source(_) => format!("{}\n——{}", self.words, reference.plain()),
            SharedSubject::Page(_) => self.words.clone(),
        }
    }

    /// The card with it.
    pub fn card(&self, plan: &Plan, reference: &BibliographicReference) -> Card {
        let (kind, source) = match (&self.subject, reference.is_press) {
            (SharedSubject::Page(_), _) => ("本站整理的页面", format!("据《{}》", plan.title)),
            (_, true) => ("报纸的话，不是规划原文", format!("报纸问答解读《{}》", reference.title)),
            // The numbers are printed, what they are called here is not.
            (SharedSubject::Source(Subject::Indicator(..)), false) => {
                ("规划的指标，数字照原表", format!("《{}》", plan.title))
            }
            (_, false) => ("规划原文", format!("《{}》", plan.title)),
        };
        Card {
            kind: kind.to_owned(),
            quote: self.words.clone(),
            place: reference.place.clone(),
            source,
            site: site_name(plan),
            address: reference.address.clone(),
        }
    }
}

/// What the plan prints of an indicator: its name and, a line a part, its values.
fn indicator_in_words(parts: &[&Indicator]) -> String {
    let Some(first) = parts.first() else { return String::new() };
    let mut words = first.whole_name.as_ref().unwrap_or(&first.name).clone();
    let is_of_all = parts.iter().all(|part| part.unit == first.unit);
    if let (Some(unit), true) = (&first.unit, is_of_all) {
        words.push_str(&format!("（{unit}）"));
    }
    for part in parts {
        words.push('\n');
        if part.whole_name.is_some() {
            words.push_str(&part.name);
            words.push('：');
        }
        let starts = [Role::Baseline, Role::Actual];
        let mut last = None;
        for value in &part.values {
            // From where the period begins to where it is to lead; the rest beside it.
            match last {
                Some(last) if starts.contains(&last) && value.role == Role::Target => {
                    words.push_str("\n→ ");
                }
                Some(_) => words.push('，'),
                None => {}
            }
            words.push_str(&value_name(value.role, value.year));
            words.push_str(&value.raw);
            last = Some(value.role);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use yew::Callback;

    use super::*;
    use crate::data;
    use crate::route::Base;

    const DAY: Day = Day { year: 2026, month: 3, day: 9 };

    fn place(route: Route, query: &str) -> Place {
        Place {
            plan: data::plan(),
            numbers: data::numbers(),
            apparatus: data::apparatus(),
            concerns: data::concerns(),
            base: Base::new("/wuxi/"),
            location: Location { query: query.to_owned(), ..Location::of(route) },
            is_interactive: true,
            has_markup: false,
            notes: Default::default(),
            on_replace: Callback::noop(),
            on_notice: Callback::noop(),
        }
    }

    fn message(shared: &Shared) -> String {
        let plan = data::plan();
        shared.message(&shared.reference(&plan, "https://example.org/", DAY))
    }

    #[test]
    fn a_paragraph_is_sent_with_its_words_unaltered_and_its_place() {
        let plan = data::plan();
        let block = plan.position("4.1.3").expect("a paragraph");
        let shared = Shared::of_passage(&plan, &Passage::of_block(&plan, block));
        let text = &plan.blocks[block].text;
        assert_eq!(
            message(&shared),
            format!("{text}\n——《{}》第二篇第四章第一节第3段", plan.title)
        );
        assert_eq!(shared.location.fragment, "4.1.3");
    }

    #[test]
    fn an_indicator_is_sent_as_printed() {
        let of = |period, number| {
            let shared = Shared::of_page(&place(Route::Indicator { period, number }, ""));
            (shared.words, shared.name)
        };
        let (words, name) = of(14, 5);
        assert_eq!(name, "指标“高新技术产业产值占规模以上工业总产值比重”");
        assert_eq!(
            words,
            "高新技术产业产值占规模以上工业总产值比重（%）\n2020年基期48.33\n→ 2025年目标50"
        );
        let (words, _) = of(13, 31);
        assert!(
            words.starts_with("主要污染物排放减少（%）\n化学需氧量：2020年目标[13.81]，"),
            "{words}"
        );
    }

    #[test]
    fn every_page_can_be_sent_cited_and_drawn() {
        let plan = data::plan();
        for route in Route::all(&plan, &data::concerns()) {
            let shared = Shared::of_page(&place(route, "utm_source=x"));
            assert_eq!(shared.location, Location::of(route), "{route:?}");
            assert!(!shared.name.is_empty() && !message(&shared).is_empty(), "{route:?}");
            let reference = shared.reference(&plan, "https://example.org/", DAY);
            let svg = shared.card(&plan, &reference).svg(&|_| "#000".to_owned());
            assert!(svg.ends_with("</svg>") && !svg.contains("var("), "{route:?}");
        }
    }

    #[test]
    fn the_press_and_our_own_pages_are_not_taken_for_the_plan() {
        let plan = data::plan();
        let kind = |route| {
            let shared = Shared::of_page(&place(route, ""));
            let reference = shared.reference(&plan, "https://example.org/", DAY);
            shared.card(&plan, &reference).kind
        };
        assert_eq!(kind(Route::Chapter(4)), "规划原文");
        assert_eq!(kind(Route::Question(5)), "报纸的话，不是规划原文");
        assert_eq!(kind(Route::Checks), "本站整理的页面");
        let indicator = Route::Indicator { period: 14, number: 5 };
        assert_eq!(kind(indicator), "规划的指标，数字照原表");
    }

    #[test]
    fn a_search_is_sent_with_its_words() {
        let shared = Shared::of_page(&place(Route::Search, "q=%E5%85%BB%E8%80%81&hit=4.1"));
        assert_eq!(shared.name, "搜索“养老”");
        assert_eq!(shared.location.query, "q=%E5%85%BB%E8%80%81");
        assert!(message(&shared).starts_with("搜索“养老”\n"), "{}", message(&shared));
    }
}
