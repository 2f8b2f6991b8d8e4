//! Places that the plan names: the city's districts and, apart, its neighbours.
//!
//! A place's list is every sentence, heading, caption, title and table's row that names it,
//! the press's among them. What only looks like its name (惠山古镇 lies by the hill
//! Huishan, not in the district) is told apart by runs that were reviewed, and kept, so that
//! a page can say so.

use serde::{Deserialize, Serialize};

use crate::annotation::{Namesake, PlaceAnnotation, PlaceAnnotations, PlaceKind};
use crate::concern::{Concern, Quotation, Quoted, marks, quoted, wrong_slugs};
use crate::model::Plan;

/// A place that the plan names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// Its names and quotations.
    pub concern: Concern,
    /// The official name.
    pub full_name: String,
    /// Column and row in the schematic map of the districts, from 0 at the top left; none
    /// for a neighbour.
    pub tile: Option<[u8; 2]>,
    /// What only looks like its name, and where it stands.
    pub namesakes: Vec<(Namesake, Vec<Quotation>)>,
}

/// The places that `plan` names.
///
/// # Errors
///
/// A message for each annotation that fits nothing in the plan.
pub fn places(plan: &Plan, annotations: &PlaceAnnotations) -> Result<Vec<NamedPlace>, Vec<String>> {
    let slugs = annotations.places.iter().map(|place| place.slug.as_str());
    let mut messages = wrong_slugs(slugs);
    let quoted = quoted(plan);
    let mut places: Vec<NamedPlace> = Vec::new();
    for annotation in &annotations.places {
        let place = NamedPlace::new(plan, annotation, &quoted);
        let mut wrong = wrong(plan, annotation, &place, &quoted);
        if place.tile.is_some() && places.iter().any(|other| other.tile == place.tile) {
            wrong.push("expected a tile of its own, but found another's".to_owned());
        }
        messages.extend(wrong.into_iter().map(|message| format!("{}: {message}", annotation.name)));
        places.push(place);
    }
    // Districts first, otherwise as they stand.
    places.sort_by_key(|place| !place.is_district());
    if messages.is_empty() { Ok(places) } else { Err(messages) }
}

impl NamedPlace {
    fn new(plan: &Plan, annotation: &PlaceAnnotation, quoted: &[Quoted]) -> Self {
        let not_in: Vec<_> = annotation.not_in.iter().map(|it| it.words.clone()).collect();
        let names = |text: &str| !marks(text, &annotation.words, &not_in).is_empty();
        let mut concern = Concern {
            slug: annotation.slug.clone(),
            name: annotation.name.clone(),
            words: annotation.words.clone(),
            not_in: not_in.clone(),
            quotations: all_that(plan, quoted, names),
        };
        concern.keep_needed(plan);
        let namesake = |namesake: &Namesake| {
            let stands = |text: &str| text.contains(namesake.words.as_str());
            (namesake.clone(), all_that(plan, quoted, stands))
        };
        Self {
            concern,
            full_name: annotation.full_name.clone(),
            tile: annotation.tile,
            namesakes: annotation.not_in.iter().map(namesake).collect(),
        }
    }

    /// Whether the place is a district of the city.
    pub fn is_district(&self) -> bool {
        self.tile.is_some()
    }
}

/// The quotations whose text does what `names` tells: of a row, any of its cells.
fn all_that(plan: &Plan, quoted: &[Quoted], names: impl Fn(&str) -> bool) -> Vec<Quotation> {
    let does = |(quotation, text): &&Quoted| {
        let cells = quotation.row(plan).map_or(&[][..], |row| &row.cells);
        names(text) || cells.iter().any(|cell| !cell.is_carried && names(&cell.text))
    };
    quoted.iter().filter(does).map(|(quotation, _)| *quotation).collect()
}

/// What of `annotation` fits nothing in the `quoted` words of `plan`.
fn wrong(
    plan: &Plan,
    annotation: &PlaceAnnotation,
    place: &NamedPlace,
    quoted: &[Quoted],
) -> Vec<String> {
    let PlaceAnnotation { words, kind, tile, .. } = annotation;
    let mut messages = Vec::new();
    if (*kind == PlaceKind::District) != tile.is_some() {
        messages.push("expected a tile for a district only, but found otherwise".to_owned());
    }
    for (at, word) in words.iter().enumerate() {
        let not_in: Vec<_> = annotation.not_in.iter().map(|it| &it.words).collect();
        let names = |text: &str| !marks(text, &[word], &not_in).is_empty();
        if all_that(plan, quoted, names).is_empty() {
            messages.push(format!("expected a name in the text outside not_in, but found {word}"));
        }
        if words
            .iter()
            .enumerate()
            .any(|(other_at, other)| other_at != at && other.contains(word.as_str()))
        {
            messages.push(format!("expected names that do not hold each other, but found {word}"));
        }
    }
    for (namesake, at) in &place.namesakes {
        let Namesake { words: run, note } = namesake;
        if at.is_empty() || note.is_empty() || !words.iter().any(|word| run.contains(word.as_str()))
        {
            messages.push(format!(
                "expected a run of the text with a name, and a note, but found {run}"
            ));
        }
    }
    messages
}
