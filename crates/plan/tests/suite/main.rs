//! The core's tests on whole texts, and Wuxi's plan as they read it.

mod actual;
mod genre;
mod golden;
mod numbers;
mod robust;
mod status;

use std::path::{Path, PathBuf};

use plan::{Annotations, Parsed, invariants, parse};

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

/// Parses `source` and checks every invariant.
#[track_caller]
fn parse_checked(source: &str, annotations: &Annotations) -> Parsed {
    let parsed = parse(source, annotations);
    if let Err(message) = invariants::check(source, &parsed) {
        panic!("{message}\nin {:?}", source.chars().take(400).collect::<String>());
    }
    parsed
}
