//! Rules of style and layering that neither rustfmt nor clippy knows.

use std::{
    fs,
    path::{Path, PathBuf},
};

use xtask::{process, repository};

/// The files below a folder of the repository whose names end so.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![repository().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}")) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                files.push(path);
            }
        }
    }
    files
}

fn shown(path: &Path) -> String {
    path.strip_prefix(repository()).unwrap_or(path).display().to_string()
}

#[test]
fn every_module_opens_with_what_it_does() {
    let folders = ["src", "crates", "xtask", "tests"];
    let silent: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| shown(&path))
        .collect();
    assert!(silent.is_empty(), "expected `//!` on the first line of {silent:#?}");
}

#[test]
fn the_core_knows_no_browser() {
    let tree = process::output(process::cargo().args([
        "tree",
        "--package",
        "plan",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]))
    .unwrap();
    let web: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| {
            ["web-sys", "js-sys", "yew"].contains(name)
                || name.starts_with("wasm-bindgen")
                || name.starts_with("gloo")
        })
        .collect();
    assert!(web.is_empty(), "expected the crate plan to need no web crate, but found {web:?}");
}

#[test]
fn only_the_store_touches_the_devices_storage() {
    let store = repository().join("src/store.rs");
    for path in files("src", ".rs").iter().filter(|path| **path != store) {
        let text = fs::read_to_string(path).unwrap().to_lowercase().replace('_', "");
        assert!(
            !text.contains("localstorage"),
            "expected only src/store.rs to use local storage, but found it in {}",
            shown(path)
        );
    }
}

#[test]
fn only_the_tokens_name_colours() {
    let tokens = repository().join("www/css/tokens.css");
    for path in files("www/css", ".css").iter().filter(|path| **path != tokens) {
        for value in declared_values(&fs::read_to_string(path).unwrap()) {
            assert!(
                !has_colour(&value),
                "expected colours only in tokens.css, but found `{value}` in {}",
                shown(path)
            );
        }
    }
}

/// The values of all declarations in a style sheet: what stands between a colon and the end of its
/// declaration. What ends in `{` is a selector, where `#add` is a name.
fn declared_values(css: &str) -> Vec<String> {
    let without_comments: String = css
        .split("/*")
        .enumerate()
        .map(|(n_comments, text)| match n_comments {
            0 => text,
            _ => text.split_once("*/").map_or("", |(_, after)| after),
        })
        .collect();
    without_comments
        .split_inclusive(['{', '}', ';'])
        .filter(|piece| !piece.ends_with('{'))
        .filter_map(|piece| Some(piece.split_once(':')?.1.trim().to_owned()))
        .collect()
}

fn has_colour(value: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
    let is_hex = |text: &str| {
        let n_digits = text.bytes().take_while(u8::is_ascii_hexdigit).count();
        [3, 4, 6, 8].contains(&n_digits)
    };
    functions.iter().any(|function| value.contains(function))
        || value.split('#').skip(1).any(is_hex)
}

#[test]
fn colours_are_told_from_names() {
    let css = "/* #fff */ #add:hover { color: var(--ink); margin: 0 }\n\
               @media (min-width: 1px) { a { background: #12345678; } }";
    let values = declared_values(css);
    assert_eq!(values.iter().filter(|value| has_colour(value)).count(), 1, "{values:?}");
    assert!(has_colour("1px solid rgb(0 0 0 / 5%)"));
    assert!(!has_colour("color-mix(in srgb, var(--ink), transparent)"));
}
