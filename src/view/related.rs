//! What else is about what a paragraph says.

use plan::citation::Citation;
use plan::{Apparatus, Plan};

use crate::data::Numbers;
use crate::route::{Base, Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::citation::place_of;
use crate::view::markup::escaped;

/// The kind of what is related, where it is, and what it is called.
pub type Related = (&'static str, Location, String);

/// The pages about what the block at `idx` says: the indicators that it speaks of, figures
/// of it that disagree with others, the answers that rest on it. Each page once.
pub fn related_to(
    plan: &Plan,
    numbers: &Numbers,
    apparatus: &Apparatus,
    idx: usize,
) -> Vec<Related> {
    let indicators = numbers.indicators_of(idx).into_iter().map(|idx| {
        let indicator = &numbers.indicators[idx];
        let name = indicator.whole_name.as_ref().unwrap_or(&indicator.name);
        ("indicator", Location::of(Route::of_indicator(indicator)), name.clone())
    });
    let is_here = |citation: Citation| citation.block() == idx;
    once(indicators.chain(beside(plan, apparatus, is_here)))
}

/// The `related` pages as a list called `label`, as markup; nothing where there are none.
pub fn related_list(base: &Base, related: &[Related], label: &str) -> String {
    if related.is_empty() {
        return String::new();
    }
    let entries = related.iter().map(|(kind, to, name)| {
        let href = base.location_href(to);
        let (href, name) = (escaped(&href), escaped(name));
        format!(r#"<li data-kind="{kind}"><a href="{href}">{name}</a></li>"#)
    });
    let entries: String = entries.collect();
    format!(r#"<ul class="related" aria-label="{label}">{entries}</ul>"#)
}

/// The checks and answers that cite a row of the indicator on the page `route`.
pub fn related_to_indicator(plan: &Plan, apparatus: &Apparatus, route: Route) -> Vec<Related> {
    let is_here = |citation: Citation| place_of(plan, citation).0.route == route;
    once(beside(plan, apparatus, is_here))
}

/// The checks and answers that cite what `is_here` tells.
fn beside<'a>(
    plan: &'a Plan,
    apparatus: &'a Apparatus,
    is_here: impl Fn(Citation) -> bool + Copy + 'a,
) -> impl Iterator<Item = Related> + 'a {
    let checks = apparatus
        .checks
        .iter()
        .filter(move |check| check.statements.iter().any(|it| is_here(it.citation)));
    let checks = checks.map(|check| {
        let to = Location { fragment: check.id.clone(), ..Location::of(Route::Checks) };
        ("check", to, format!("数字核对：{}", check.title))
    });
    let answers = apparatus.press.answers.iter().filter(move |it| is_here(it.plan));
    let answers = answers.map(|source| {
        let answer = source.answer as usize;
        let fragment = plan.blocks[answer].id.to_string();
        let to = Location { fragment, ..Location::of(Route::of_block(plan, answer)) };
        let question = plan.ancestors(answer).next().map_or(answer, |idx| idx);
        ("answer", to, format!("{}说到这里", place_in_words(plan, question)))
    });
    checks.chain(answers)
}

/// The same without those that lead to a page by a name that was there before.
fn once(all: impl Iterator<Item = Related>) -> Vec<Related> {
    let mut related: Vec<Related> = Vec::new();
    for (kind, to, name) in all {
        if related.iter().all(|(_, other, of)| *of != name || other.route != to.route) {
            related.push((kind, to, name));
        }
    }
    related
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn names(related: Vec<Related>) -> Vec<String> {
        related.into_iter().map(|(_, _, name)| name).collect()
    }

    #[test]
    fn a_paragraph_knows_who_speaks_of_it() {
        let (plan, numbers, apparatus) = (data::plan(), data::numbers(), data::apparatus());
        let of = |id: &str| {
            let idx = plan.position(id).expect("a block");
            names(related_to(&plan, &numbers, &apparatus, idx))
        };
        let water = of("1.0.7");
        assert!(water.iter().any(|name| name.starts_with("数字核对：地表水")), "{water:?}");
        assert_eq!(water.iter().filter(|name| *name == "问答第2问说到这里").count(), 1);
        assert_eq!(of("17.3.1"), [""; 0]);
    }

    #[test]
    fn an_indicator_knows_who_speaks_of_it() {
        let (plan, apparatus) = (data::plan(), data::apparatus());
        let route = Route::Indicator { period: 14, number: 14 };
        let related = names(related_to_indicator(&plan, &apparatus, route));
        assert!(related[0].starts_with("数字核对：每千人口执业（助理）医师数"), "{related:?}");
    }
}
