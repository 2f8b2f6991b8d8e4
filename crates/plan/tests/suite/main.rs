//! The core's tests on whole texts, and Wuxi's plan as they read it.

mod actual;
mod genre;
mod golden;
mod numbers;
mod robust;
mod status;
mod targets;

use std::path::{Path, PathBuf};

use plan::{Annotations, IndicatorAnnotations, Links, Parsed, Plan, invariants, parse};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of Wuxi's plan.
fn outline() -> String {
    std::fs::read_to_string(root().join("plans/wuxi/outline.txt")).expect("the plan's source")
}

/// What was reviewed beside it.
fn annotations() -> Annotations {
    let text =
        std::fs::read_to_string(root().join("plans/wuxi/plan.toml")).expect("the annotations");
    toml::from_str(&text).expect("well-formed annotations")
}

/// Wuxi's plan and the links of its numbers.
fn linked_plan() -> (Plan, Links) {
    let annotations = annotations();
    let plan = parse_checked(&outline(), &annotations).plan;
    let of_indicators = std::fs::read_to_string(root().join("plans/wuxi/indicators.toml"));
    let of_indicators: IndicatorAnnotations =
        toml::from_str(&of_indicators.expect("the annotations")).expect("well-formed annotations");
    let links = Links::new(&plan, &annotations, &of_indicators).expect("annotations that fit");
    (plan, links)
}

/// Parses `source` and checks every invariant.
#[track_caller]
fn parse_checked(source: &str, annotations: &Annotations) -> Parsed {
    let parsed = parse(source, annotations);
    if let Err(message) = invariants::check(source, &parsed) {
        panic!("{message}\nin {:?}", source.chars().take(400).collect::<String>());
    }
    parsed
}
