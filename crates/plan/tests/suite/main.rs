//! The core's tests on whole texts, and Wuxi's plan as they read it.

mod actual;
mod anchors;
mod apparatus;
mod cite;
mod concerns;
mod folder;
mod genre;
mod golden;
mod notes;
mod numbers;
mod press;
mod projects;
mod published;
mod replay;
mod robust;
mod search;
mod speech;
mod status;
mod targets;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use plan::{Annotations, Bundle, Folder, Links, Parsed, Plan, invariants, parse};
use serde::de::DeserializeOwned;

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of Wuxi's plan.
fn outline() -> String {
    std::fs::read_to_string(root().join("plans/wuxi/outline.txt")).expect("the plan's source")
}

/// The text of the newspaper's page.
fn newspaper() -> String {
    std::fs::read_to_string(root().join("plans/wuxi/newspaper.txt")).expect("the page's source")
}

/// What was reviewed beside it.
fn annotations() -> Annotations {
    annotations_in("plan.toml")
}

fn annotations_in<T: DeserializeOwned>(file: &str) -> T {
    let text = std::fs::read_to_string(root().join("plans/wuxi").join(file));
    toml::from_str(&text.expect("the annotations")).expect("well-formed annotations")
}

/// Everything that is read from Wuxi's folder, made once.
fn bundle() -> &'static Bundle {
    static BUNDLE: OnceLock<Bundle> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let folder = Folder {
            outline: outline(),
            press: Some(newspaper()),
            annotations: annotations(),
            of_indicators: annotations_in("indicators.toml"),
            of_press: annotations_in("press.toml"),
            of_checks: annotations_in("checks.toml"),
            of_terms: annotations_in("glossary.toml"),
            of_topics: annotations_in("topics.toml"),
            of_places: annotations_in("places.toml"),
            of_words: annotations_in("words.toml"),
            of_projects: annotations_in("projects.toml"),
        };
        Bundle::new(&folder).expect("annotations that fit")
    })
}

/// Wuxi's plan and the links of its numbers.
fn linked_plan() -> (Plan, Links) {
    (bundle().plan.clone(), bundle().links.clone())
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
