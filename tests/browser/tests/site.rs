//! The files of the built sites, looked at without a browser.

use std::{collections::BTreeSet, fs};

use browser_tests::site::{Built, files, pages};

/// Files that are text, by their ending.
const TEXT: [&str; 8] = [".html", ".js", ".json", ".css", ".csv", ".svg", ".txt", ".webmanifest"];

/// The content of every text file of a built site, by its path.
fn texts(built: Built) -> Vec<(String, String)> {
    let folder = built.folder().unwrap();
    files(&folder)
        .unwrap()
        .into_iter()
        .filter(|path| TEXT.iter().any(|ending| path.ends_with(ending)))
        .map(|path| {
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            (path, text)
        })
        .collect()
}

#[test]
fn every_promised_file_is_there() {
    let chapters = (1..=17).map(|chapter| format!("plan/{chapter}/index.html"));
    let pages = ["", "plan/", "indicators/", "glossary/", "maps/", "about/"]
        .map(|page| format!("{page}index.html"));
    let others = [
        "404.html",
        "data/plan.json",
        "data/indicators.json",
        "data/indicators.csv",
        "manifest.webmanifest",
        "sw.js",
    ]
    .map(str::to_owned);
    let promised: BTreeSet<String> = chapters.chain(pages).chain(others).collect();
    for built in Built::ALL {
        let found = files(&built.folder().unwrap()).unwrap().into_iter().collect();
        let missing: Vec<_> = promised.difference(&found).collect();
        assert!(missing.is_empty(), "expected in {built:?} also: {missing:?}");
    }
}

#[test]
fn nothing_is_left_of_the_word_processor() {
    for built in Built::ALL {
        for (path, text) in texts(built) {
            for residue in ["bookmark", "footnoteRef", "image:", "_Toc"] {
                assert!(!text.contains(residue), "expected no `{residue}` in {path} of {built:?}");
            }
        }
    }
}

#[test]
fn nothing_tells_of_the_machine_that_built_the_site() {
    for built in Built::ALL {
        let folder = built.folder().unwrap();
        for path in files(&folder).unwrap() {
            let content = fs::read(folder.join(&path)).unwrap();
            for machine in [env!("CARGO_MANIFEST_DIR"), "/.cargo/", "/registry/src/"] {
                let is_told = content.windows(machine.len()).any(|part| part == machine.as_bytes());
                assert!(!is_told, "expected no `{machine}` in {path} of {built:?}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_file_of_the_same_site() {
    for built in Built::ALL {
        let folder = built.folder().unwrap();
        let public_url = built.public_url();
        for (path, text) in texts(built).iter().filter(|(path, _)| path.ends_with(".html")) {
            for link in links(text) {
                let file = link.split(['#', '?']).next().unwrap_or_default();
                let inner = file.strip_prefix(public_url.as_str()).unwrap_or_else(|| {
                    panic!("expected links below {public_url} in {path}, but found {link}")
                });
                let target = if inner.is_empty() || inner.ends_with('/') {
                    folder.join(inner).join("index.html")
                } else {
                    folder.join(inner)
                };
                assert!(
                    target.is_file(),
                    "expected a file behind {link} in {path} of {built:?}, but found none"
                );
            }
        }
    }
}

/// The values of `href` and `src` that name something on the same host, other than the page itself.
fn links(html: &str) -> impl Iterator<Item = &str> {
    [" href=\"", " src=\""]
        .into_iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| {
            !["#", "data:", "http://", "https://"].iter().any(|start| link.starts_with(start))
        })
}

#[test]
fn pages_are_the_folders_with_an_index() {
    let pages = pages(&Built::Root.folder().unwrap()).unwrap();
    assert!(pages.contains(&String::new()) && pages.contains(&"plan/4/".to_owned()), "{pages:?}");
    assert!(pages.iter().all(|page| !page.contains("404")), "{pages:?}");
}
