//! `topics.json` and `places.json`: the plan's sentences on matters of everyday life, and
//! those that name a place.

use std::borrow::Cow;

use serde::Serialize;

use crate::concern::{Concern, Concerns, Quotation};
use crate::model::Plan;
use crate::place::NamedPlace;

/// `topics.json`.
#[derive(Debug, Serialize)]
pub struct TopicsFile<'a> {
    topics: Vec<PublishedConcern<'a>>,
}

/// `places.json`.
#[derive(Debug, Serialize)]
pub struct PlacesFile<'a> {
    places: Vec<PublishedPlace<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedConcern<'a> {
    /// The page's name in the address.
    slug: &'a str,
    name: &'a str,
    /// The words by which the text speaks of it.
    words: &'a [String],
    /// The sentences, headings and rows, the press's last.
    quotations: Vec<PublishedQuotation<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedQuotation<'a> {
    /// The block of plan.json, or the indicator.
    at: &'a str,
    /// The sentence, the heading on one line, or the row's name.
    quote: Cow<'a, str>,
    /// Whether the words are the press's, not the plan's.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_press: bool,
}

#[derive(Debug, Serialize)]
struct PublishedPlace<'a> {
    #[serde(flatten)]
    concern: PublishedConcern<'a>,
    full_name: &'a str,
    /// `district` of the city, or `neighbour`.
    kind: &'static str,
    /// Column and row in the schematic map of the districts.
    #[serde(skip_serializing_if = "Option::is_none")]
    tile: Option<[u8; 2]>,
    /// Runs of the text that hold the name and are not counted.
    namesakes: Vec<PublishedNamesake<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedNamesake<'a> {
    words: &'a str,
    /// What they name.
    note: &'a str,
    /// The blocks of plan.json that have them.
    at: Vec<&'a str>,
}

impl<'a> PublishedConcern<'a> {
    fn new(plan: &'a Plan, concern: &'a Concern) -> Self {
        let quotation = |it: &Quotation| PublishedQuotation {
            at: it.id(plan),
            quote: it.text(plan),
            is_press: !it.is_own(plan),
        };
        Self {
            slug: &concern.slug,
            name: &concern.name,
            words: &concern.words,
            quotations: concern.quotations.iter().map(quotation).collect(),
        }
    }
}

impl<'a> TopicsFile<'a> {
    /// The published form of the topics.
    pub fn new(plan: &'a Plan, concerns: &'a Concerns) -> Self {
        let topics = concerns.topics.iter();
        Self { topics: topics.map(|topic| PublishedConcern::new(plan, topic)).collect() }
    }
}

impl<'a> PlacesFile<'a> {
    /// The published form of the places.
    pub fn new(plan: &'a Plan, concerns: &'a Concerns) -> Self {
        let place = |place: &'a NamedPlace| PublishedPlace {
            concern: PublishedConcern::new(plan, &place.concern),
            full_name: &place.full_name,
            kind: if place.is_district() { "district" } else { "neighbour" },
            tile: place.tile,
            namesakes: place
                .namesakes
                .iter()
                .map(|(namesake, at)| PublishedNamesake {
                    words: &namesake.words,
                    note: &namesake.note,
                    at: at.iter().map(|it| it.id(plan)).collect(),
                })
                .collect(),
        };
        Self { places: concerns.places.iter().map(place).collect() }
    }
}
