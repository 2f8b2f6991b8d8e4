//! What every page tells to search engines and to whoever shows a card for its address.

use std::collections::BTreeSet;

use plan::Plan;
use plan_reader::data;
use plan_reader::route::Route;
use plan_reader::view::head::head;
use plan_reader::view::metadata::{Metadata, SiteAddress, markup_of_no_page};
use serde_json::Value;

/// The types that we use, each with the properties that schema.org's vocabulary (30.0) gives
/// it or a type above it.
const VOCABULARY: [(&str, &[&str]); 17] = [
    ("AboutPage", &["about", "inLanguage", "isPartOf", "name", "url"]),
    ("Answer", &["url"]),
    ("BreadcrumbList", &["itemListElement"]),
    ("Chapter", &["inLanguage", "isPartOf", "name", "position", "url"]),
    ("City", &["name"]),
    ("CollectionPage", &["about", "inLanguage", "isPartOf", "name", "url"]),
    ("CreativeWork", &["name"]),
    ("DataDownload", &["contentUrl", "encodingFormat"]),
    (
        "Dataset",
        &[
            "description",
            "distribution",
            "inLanguage",
            "isAccessibleForFree",
            "isBasedOn",
            "name",
            "spatialCoverage",
        ],
    ),
    ("DefinedTermSet", &["inLanguage", "isBasedOn", "name", "url"]),
    ("ListItem", &["item", "name", "position"]),
    ("Place", &["name"]),
    ("Question", &["acceptedAnswer", "answerCount", "creditText", "name", "url"]),
    (
        "Report",
        &[
            "hasPart",
            "inLanguage",
            "isAccessibleForFree",
            "isBasedOn",
            "name",
            "spatialCoverage",
            "temporalCoverage",
            "url",
        ],
    ),
    ("StatisticalVariable", &["name"]),
    ("Thing", &["name"]),
    ("WebPage", &["about", "inLanguage", "isBasedOn", "isPartOf", "mainEntity", "name", "url"]),
];
/// The home page's type.
const SITE: (&str, &[&str]) = ("WebSite", &["about", "description", "inLanguage", "name", "url"]);

const SITES: [&str; 3] = ["/", "/wuxi/", "https://plan.example.org/wuxi/"];

fn with_metadata<T>(public_url: &str, look: impl FnOnce(&Plan, Metadata<'_>) -> T) -> T {
    let (plan, address) = (data::plan(), SiteAddress::new(public_url));
    let (numbers, concerns) = (&data::numbers(), &data::concerns());
    look(&plan, Metadata { plan: &plan, numbers, concerns, address: &address })
}

fn routes() -> Vec<Route> {
    Route::all(&data::plan(), &data::concerns())
}

/// The value of the attribute behind `before` in `markup`, which has it once.
fn attribute<'a>(markup: &'a str, before: &str) -> &'a str {
    let mut rest = markup.split(before).skip(1);
    let value = rest.next().unwrap_or_else(|| panic!("expected {before} in {markup}"));
    assert!(rest.next().is_none(), "expected {before} once in {markup}");
    value.split('"').next().unwrap_or_default()
}

/// Requires of `value` and all in it that its types and properties are the vocabulary's.
fn check_words(value: &Value) {
    match value {
        Value::Array(values) => values.iter().for_each(check_words),
        Value::Object(object) if object.contains_key("@graph") => {
            assert_eq!(object["@context"], "https://schema.org");
            check_words(&object["@graph"]);
        }
        Value::Object(object) => {
            let kind = object["@type"].as_str().expect("a type");
            let known = VOCABULARY.iter().chain([&SITE]).find(|(name, _)| *name == kind);
            let (_, properties) = known.unwrap_or_else(|| panic!("unknown type {kind}"));
            for (property, value) in object {
                let is_known = property.starts_with('@') || properties.contains(&property.as_str());
                assert!(is_known, "{kind} has no {property}");
                check_words(value);
            }
        }
        Value::String(text) => assert!(!text.is_empty()),
        Value::Null => panic!("expected a value, but found none"),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_page_says_what_it_is_in_words_of_the_vocabulary() {
    for public_url in SITES {
        with_metadata(public_url, |plan, metadata| {
            for route in routes() {
                let markup = metadata.markup(route);
                let (_, json) =
                    markup.split_once(r#"<script type="application/ld+json">"#).unwrap();
                let (json, rest) = json.split_once("</script>").unwrap();
                assert_eq!(rest, "", "{route:?}");
                let json: Value = serde_json::from_str(json).expect("JSON");
                assert_eq!(json, metadata.json_ld(route));
                check_words(&json);
                let graph = json["@graph"].as_array().expect("a graph");
                let canonical = attribute(&markup, r#"rel="canonical" href=""#);
                assert_eq!(graph[0]["url"], canonical);
                let whole_title = head(plan, metadata.numbers, metadata.concerns, route).page_title;
                assert_eq!(graph[0]["name"], whole_title);
                if route == Route::Home {
                    assert_eq!(graph.len(), 1);
                    continue;
                }
                let steps = graph[1]["itemListElement"].as_array().expect("steps");
                assert_eq!(steps.last().unwrap()["item"], canonical);
                assert_eq!(steps[0]["item"], metadata.address.of(Route::Home));
                for (at, step) in steps.iter().enumerate() {
                    assert_eq!(step["position"], at + 1);
                }
            }
        });
    }
}

#[test]
fn every_page_has_a_title_a_description_and_one_address() {
    for public_url in SITES {
        with_metadata(public_url, |plan, metadata| {
            let mut addresses = BTreeSet::new();
            let mut descriptions = BTreeSet::new();
            for route in routes() {
                let markup = metadata.markup(route);
                let address = attribute(&markup, r#"rel="canonical" href=""#);
                assert!(address.starts_with(public_url), "{address}");
                assert!(!address.contains(['?', '#']), "{address}");
                assert!(addresses.insert(address.to_owned()), "{address}");
                let property = |name: &str| {
                    let before = format!(r#"<meta property="og:{name}" content=""#);
                    html_escape::decode_html_entities(attribute(&markup, &before)).into_owned()
                };
                assert_eq!(property("url"), address);
                let head = head(plan, metadata.numbers, metadata.concerns, route);
                assert_eq!(property("title"), head.page_title);
                assert_eq!(property("description"), head.description);
                let n_chars = head.description.chars().count();
                assert!((15..=400).contains(&n_chars), "{n_chars}: {}", head.description);
                assert!(descriptions.insert(head.description.clone()), "{}", head.description);
                assert_eq!(property("site_name"), "无锡“十四五”规划");
                assert_eq!(property("locale"), "zh_CN");
                assert_eq!(property("image"), format!("{public_url}pictures/share.png"));
                assert_eq!(
                    attribute(&markup, r#"name="twitter:card" content=""#),
                    "summary_large_image"
                );
                assert!(!markup.contains("noindex"));
            }
        });
    }
}

#[test]
fn what_is_no_page_has_no_address_and_is_not_to_be_found() {
    with_metadata("/", |_, metadata| {
        assert_eq!(metadata.markup(Route::NotFound), markup_of_no_page());
    });
    assert!(markup_of_no_page().contains("noindex") && !markup_of_no_page().contains("canonical"));
}

#[test]
fn a_chapter_is_a_part_of_the_plan() {
    with_metadata("https://plan.example.org/wuxi/", |plan, metadata| {
        let json = metadata.json_ld(Route::Chapter(4));
        let chapter = &json["@graph"][0];
        assert_eq!(chapter["@type"], "Chapter");
        assert_eq!(chapter["position"], 4);
        assert_eq!(chapter["isPartOf"]["name"], plan.title);
        let outline = metadata.json_ld(Route::Outline);
        let work = &outline["@graph"][0]["mainEntity"];
        assert_eq!(work["@id"], chapter["isPartOf"]["@id"]);
        assert_eq!(work["hasPart"].as_array().unwrap().len(), plan.chapters().count());
        assert_eq!(work["temporalCoverage"], "2021/2025");
    });
}

#[test]
fn the_sitemap_names_every_page_once() {
    for public_url in SITES {
        with_metadata(public_url, |_, metadata| {
            let sitemap = metadata.sitemap();
            assert!(sitemap.len() < 50 * 1024 * 1024);
            let document = roxmltree::Document::parse(&sitemap).expect("XML");
            let root = document.root_element();
            const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
            assert!(root.has_tag_name((NAMESPACE, "urlset")));
            let mut found = Vec::new();
            for url in root.children().filter(|node| node.is_element()) {
                assert!(url.has_tag_name((NAMESPACE, "url")));
                let children: Vec<_> = url.children().filter(|node| node.is_element()).collect();
                assert_eq!(children.len(), 1);
                assert!(children[0].has_tag_name((NAMESPACE, "loc")));
                let address = children[0].text().expect("an address");
                assert!(address.starts_with(public_url) && address.len() < 2048, "{address}");
                found.push(address.to_owned());
            }
            assert!(found.len() <= 50_000);
            let expected: Vec<_> = routes().iter().map(|&it| metadata.address.of(it)).collect();
            assert_eq!(found, expected);
        });
    }
}

#[test]
fn robots_are_told_of_the_sitemap_where_the_host_is_known() {
    for (public_url, sitemap) in [
        ("/wuxi/", ""),
        ("https://plan.example.org/", "\nSitemap: https://plan.example.org/sitemap.xml\n"),
    ] {
        let robots = with_metadata(public_url, |_, metadata| metadata.robots());
        assert_eq!(robots, format!("User-agent: *\nAllow: /\n{sitemap}"));
    }
}

#[test]
fn the_shared_picture_has_the_size_that_is_said() {
    let picture = include_bytes!("../plans/wuxi/share.png");
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (1200, 630));
    assert!(picture.len() < 100_000, "{} bytes", picture.len());
}
