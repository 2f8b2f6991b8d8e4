//! `/checks/`: figures that disagree.

use plan::annotation::CheckClass;
use plan::check::Statement;
use plan::citation::Citation;
use plan::model::TextRange;
use plan::{Apparatus, Plan};

use crate::route::Location;
use crate::view::citation::printed;
use crate::view::facets::{FacetKind, Faceted, Narrowed, folded, narrow};

/// All checks: what does not depend on the reader's choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Checks {
    faceted: Vec<Faceted>,
}

const KINDS: [FacetKind; 1] = [FacetKind {
    name: "class",
    title: "怎么不同",
    known: &[
        ("contradiction", "两个数不同"),
        ("count", "个数与所列不同"),
        ("rounding", "约数与细数"),
        ("another_year", "年份不同"),
        ("another_measure", "口径不同"),
        ("estimate_and_final", "预计与实际"),
    ],
    label: str::to_owned,
}];

/// The name of a class in addresses and published data.
pub fn class_name(class: CheckClass) -> &'static str {
    match class {
        CheckClass::Contradiction => "contradiction",
        CheckClass::Count => "count",
        CheckClass::Rounding => "rounding",
        CheckClass::AnotherYear => "another_year",
        CheckClass::AnotherMeasure => "another_measure",
        CheckClass::EstimateAndFinal => "estimate_and_final",
    }
}

/// A class for readers.
pub fn class_in_words(class: CheckClass) -> &'static str {
    let known = KINDS[0].known.iter();
    known.into_iter().find(|(name, _)| *name == class_name(class)).map_or("", |(_, label)| label)
}

impl Checks {
    /// All checks of `apparatus`.
    pub fn new(plan: &Plan, apparatus: &Apparatus) -> Self {
        let faceted = apparatus.checks.iter().map(|check| {
            let statements = check.statements.iter().map(|it| printed(plan, it.citation));
            Faceted {
                values: vec![class_name(check.class).into()],
                words: folded(&format!("{}{}", check.title, statements.collect::<String>())),
            }
        });
        Self { faceted: faceted.collect() }
    }

    /// The checks that `location` asks for.
    pub fn narrow(&self, location: &Location) -> Narrowed {
        narrow(location, &KINDS, &self.faceted)
    }
}

/// The runs of a statement's text, each with whether it is a figure; none of a cell's.
pub fn figure_runs(plan: &Plan, statement: &Statement) -> Vec<(String, bool)> {
    let Citation::Text { block, range } = statement.citation else { return Vec::new() };
    let text = &plan.blocks[block as usize].text;
    let mut runs = Vec::new();
    let mut at = range.start;
    let mut push = |start: u32, end: u32, is_figure: bool| {
        if end > start {
            let run = TextRange { start, end }.of(text).to_owned();
            runs.push((run, is_figure));
        }
    };
    for figure in &statement.figures {
        push(at, figure.start, false);
        push(figure.start, figure.end, true);
        at = figure.end;
    }
    push(at, range.end, false);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::route::Route;

    #[test]
    fn runs_put_together_are_the_statements_words() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        for statement in apparatus.checks.iter().flat_map(|check| &check.statements) {
            let runs = figure_runs(&plan, statement);
            let together: String = runs.iter().map(|(run, _)| run.as_str()).collect();
            if let Citation::Text { .. } = statement.citation {
                assert_eq!(together, statement.citation.quote(&plan));
            }
        }
    }

    #[test]
    fn checks_are_narrowed_by_class_and_words() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let checks = Checks::new(&plan, &apparatus);
        let shown = |query: &str| {
            let location = Location { query: query.to_owned(), ..Location::of(Route::Checks) };
            checks.narrow(&location).shown.len()
        };
        assert_eq!(shown(""), apparatus.checks.len());
        assert_eq!(shown("class=count"), 2);
        assert_eq!(shown("q=医师"), 1);
        assert_eq!(shown("q=96%25"), 1);
    }
}
