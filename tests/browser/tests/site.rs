//! The files of the built sites, looked at without a browser.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use browser_tests::{
    site::{Built, files, pages},
    size,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

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
    let pages = ["", "plan/", "indicators/", "targets/", "glossary/", "maps/", "about/"]
        .map(|page| format!("{page}index.html"));
    let others = [
        "404.html",
        "data/plan.json",
        "data/indicators.json",
        "data/indicators.csv",
        "data/targets.json",
        "data/targets.csv",
        "data/projects.json",
        "data/projects.csv",
        "data/qa.json",
        "data/editions.json",
        "data/checks.json",
        "data/glossary.json",
        "data/datapackage.json",
        "manifest.webmanifest",
        "pictures/share.png",
        "plan/full/index.html",
        "robots.txt",
        "sitemap.xml",
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
fn the_picture_of_shared_addresses_is_not_kept_for_offline() {
    for built in Built::ALL {
        let worker = fs::read_to_string(built.folder().unwrap().join("sw.js")).unwrap();
        assert!(!worker.contains("share.png"), "{built:?}");
    }
}

#[test]
fn pages_say_what_they_are_to_search_engines_and_others_say_that_they_are_none() {
    for built in Built::ALL {
        let folder = built.folder().unwrap();
        for page in pages(&folder).unwrap() {
            let html = fs::read_to_string(folder.join(&page).join("index.html")).unwrap();
            let address = format!("href=\"{}{page}\"", built.public_url());
            assert!(html.contains(&format!("<link rel=\"canonical\" {address} />")), "{page}");
            assert_eq!(html.matches("application/ld+json").count(), 1, "{page}");
            assert!(!html.contains("noindex") && !html.contains("{{"), "{page}");
        }
        for file in ["404.html", "shell.html"] {
            let html = fs::read_to_string(folder.join(file)).unwrap();
            assert!(html.contains("<meta name=\"robots\" content=\"noindex\" />"), "{file}");
            assert!(!html.contains("<link rel=\"canonical\"") && !html.contains("{{"), "{file}");
        }
    }
}

#[test]
fn pages_are_the_folders_with_an_index() {
    let pages = pages(&Built::Root.folder().unwrap()).unwrap();
    assert!(pages.contains(&String::new()) && pages.contains(&"plan/4/".to_owned()), "{pages:?}");
    assert!(pages.iter().all(|page| !page.contains("404")), "{pages:?}");
}

#[test]
fn what_is_kept_for_reading_offline_is_what_was_built() {
    for built in Built::ALL {
        let folder = built.folder().unwrap();
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        assert!(!worker.contains("{{"), "expected all of sw.js to be filled in");
        let start = worker.find("{\n").unwrap();
        let end = start + worker[start..].find("\n}").unwrap() + 2;
        let list: BTreeMap<String, (usize, String)> =
            serde_json::from_str(&worker[start..end]).unwrap();
        for (file, (n_bytes, integrity)) in &list {
            let content = fs::read(folder.join(file)).unwrap();
            assert_eq!(*n_bytes, content.len(), "bytes of {file} in {built:?}");
            let digest = BASE64_STANDARD.encode(Sha256::digest(&content));
            assert_eq!(*integrity, format!("sha256-{digest}"), "digest of {file} in {built:?}");
        }
        let is_app = |file: &String| {
            [".css", ".js", ".wasm"].iter().any(|ending| file.ends_with(ending)) && file != "sw.js"
        };
        let app = files(&folder).unwrap().into_iter().filter(is_app);
        let wanted: BTreeSet<String> =
            app.chain(["shell.html", "manifest.webmanifest"].map(str::to_owned)).collect();
        let kept = list.into_keys().filter(|file| !file.starts_with("icons/")).collect();
        assert_eq!(wanted, kept, "kept of {built:?}");
    }
}

#[test]
fn the_site_keeps_to_its_budget_of_bytes() {
    let budget: BTreeMap<String, usize> =
        toml::from_str(include_str!("../../size-budget.toml")).unwrap();
    let sizes = size::compressed(&Built::Root.folder().unwrap()).unwrap();
    let names: Vec<_> = budget.keys().map(String::as_str).collect();
    assert_eq!(names, sizes.keys().copied().collect::<Vec<_>>());
    for (name, size) in sizes {
        let most = budget[name];
        assert!(
            size <= most,
            "expected {name} to be {most} bytes or less, as tests/size-budget.toml has it, \
             but found {size}"
        );
        // What was won is kept: a budget far above its size would let it creep back. The digests
        // in it are as good as random.
        let is_near = size * 100 >= most * 97 || size + 50 >= most;
        assert!(is_near, "expected the budget of {name} to follow it to {size}");
    }
}

/// Whether `value` is one that a field of the Table Schema allows.
fn is_allowed(field: &Value, value: &str) -> bool {
    let is_of_type = match field["type"].as_str().unwrap() {
        "string" => true,
        "integer" => value.parse::<i64>().is_ok(),
        "number" => value.parse::<f64>().is_ok_and(f64::is_finite),
        other => panic!("expected a type that the tables use, but found {other}"),
    };
    let choices = field["constraints"]["enum"].as_array();
    is_of_type && choices.is_none_or(|choices| choices.iter().any(|choice| choice == value))
}

#[test]
fn published_data_is_what_its_description_says() {
    let folder = Built::Root.folder().unwrap().join("data");
    let package = fs::read_to_string(folder.join("datapackage.json")).unwrap();
    let package: Value = serde_json::from_str(&package).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let mut described = BTreeSet::from(["datapackage.json".to_owned()]);
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        described.insert(path.to_owned());
        let content = fs::read(folder.join(path)).unwrap();
        assert_eq!(resource["bytes"], content.len(), "bytes of {path}");
        let digest: String =
            Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{digest}"), "hash of {path}");
        if path.ends_with(".json") {
            let parsed: Value = serde_json::from_slice(&content).unwrap();
            assert!(parsed.is_object(), "{path}");
            continue;
        }
        let text = content.strip_prefix("\u{feff}".as_bytes());
        let mut reader = csv::Reader::from_reader(text.expect("a byte-order mark"));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names, "{path}");
        let mut n_rows = 0;
        for row in reader.records() {
            let row = row.unwrap();
            n_rows += 1;
            for (field, value) in fields.iter().zip(&row) {
                let is_fine = value.is_empty() || is_allowed(field, value);
                assert!(is_fine, "{path}: expected {field}, but found {value} in {row:?}");
            }
        }
        assert!(n_rows > 100, "{path}: {n_rows} rows");
    }
    let published: BTreeSet<String> = files(&folder).unwrap().into_iter().collect();
    assert_eq!(published, described, "every file is described");
}
