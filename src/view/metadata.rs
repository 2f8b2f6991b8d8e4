//! What a page tells to those who do not read it: search engines, and whoever shows a card
//! for a shared address. Canonical address, Open Graph, JSON-LD; the sitemap and robots.txt.
//!
//! Native only: the pages' files have it, the app does not touch it. Addresses are absolute
//! where whoever deploys the site named its host, else relative to the host's root.
//!
//! Invariant: a statement is true by the sources. Who published the plan, when, and under
//! which terms they do not say, so neither does this.

use html_escape::encode_double_quoted_attribute as escaped;
use plan::model::{BlockKind, Period};
use plan::{Concerns, Plan};
use serde_json::{Map, Value, json};

use crate::data::Numbers;
use crate::route::{Base, Route};
use crate::view::chapter::position_of_chapter;
use crate::view::head::{Head, head, labelled_title, site_name};
use crate::view::indicator::IndicatorView;
use crate::view::press::QuestionView;

/// The picture that is shown with a shared address: its place in the site. Its size is not
/// said: the names of those properties are what is looked for to prove that nothing is left
/// of the word processor (`image:`).
pub const PICTURE: &str = "pictures/share.png";

const LANGUAGE: &str = "zh-CN";
/// What our types and properties are from.
const VOCABULARY: &str = "https://schema.org";

/// Where the site is: the host, if it is known, and the path below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress {
    origin: String,
    /// The path.
    pub base: Base,
}

impl SiteAddress {
    /// The site at `public_url`: `/wuxi/`, `https://plan.example.org/wuxi/`.
    pub fn new(public_url: &str) -> Self {
        let host_start = public_url.find("://").map_or(0, |scheme| scheme + "://".len());
        let path_start = match host_start {
            0 => 0,
            _ => public_url[host_start..].find('/').map_or(public_url.len(), |at| host_start + at),
        };
        let (origin, path) = public_url.split_at(path_start);
        Self { origin: origin.to_owned(), base: Base::new(path) }
    }

    /// Whether the host is known.
    pub fn is_whole(&self) -> bool {
        !self.origin.is_empty()
    }

    /// The address of a page, without a query: whatever is chosen on it, it is the same page.
    pub fn of(&self, route: Route) -> String {
        format!("{}{}", self.origin, self.base.href(route))
    }

    /// The address of a file.
    pub fn of_file(&self, path: &str) -> String {
        format!("{}{}", self.origin, self.base.file_href(path))
    }
}

/// What the metadata are made from.
#[derive(Clone, Copy)]
pub struct Metadata<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its numbers.
    pub numbers: &'a Numbers,
    /// Topics and places.
    pub concerns: &'a Concerns,
    /// Where the site is.
    pub address: &'a SiteAddress,
}

impl Metadata<'_> {
    /// The elements of the head of the page at `route`, as markup. A page that stands for no
    /// address of its own has one only, which keeps it out of search engines.
    pub fn markup(&self, route: Route) -> String {
        if route == Route::NotFound {
            return markup_of_no_page().to_owned();
        }
        let Head { page_title, description, .. } = self.head(route);
        let address = self.address.of(route);
        let site_name = site_name(self.plan);
        let kind = if route == Route::Home { "website" } else { "article" };
        let properties = [
            ("og:title", page_title),
            ("og:description", description),
            ("og:type", kind.to_owned()),
            ("og:url", address.clone()),
            ("og:site_name", site_name),
            ("og:locale", LANGUAGE.replace('-', "_")),
            ("og:image", self.address.of_file(PICTURE)),
        ];
        let mut markup = format!("<link rel=\"canonical\" href=\"{}\" />\n", escaped(&address));
        for (property, content) in properties {
            let content = escaped(&content);
            markup += &format!("<meta property=\"{property}\" content=\"{content}\" />\n");
        }
        markup += "<meta name=\"twitter:card\" content=\"summary_large_image\" />\n";
        let json_ld = in_script(&self.json_ld(route).to_string());
        markup + &format!("<script type=\"application/ld+json\">{json_ld}</script>")
    }

    fn head(&self, route: Route) -> Head {
        head(self.plan, self.numbers, self.concerns, route)
    }

    /// What the page at `route` is, in schema.org's words.
    pub fn json_ld(&self, route: Route) -> Value {
        let mut graph = vec![self.page(route)];
        if route != Route::Home {
            graph.push(self.breadcrumbs(route));
        }
        json!({ "@context": VOCABULARY, "@graph": graph })
    }

    /// The page, or the work that it holds.
    fn page(&self, route: Route) -> Value {
        let Head { page_title, description, .. } = self.head(route);
        let mut page = json!({
            "@type": "WebPage",
            "url": self.address.of(route),
            "name": page_title,
            "inLanguage": LANGUAGE,
            "isPartOf": self.site(),
        });
        let about_plan = json!({ "about": self.plan_reference() });
        let more = match route {
            Route::Home => {
                page.as_object_mut().map(|page| page.remove("isPartOf"));
                json!({
                    "@type": "WebSite",
                    "@id": self.site_id(),
                    "description": description,
                    "about": self.plan_work(),
                })
            }
            Route::Outline => {
                let mut work = self.plan_work();
                work["hasPart"] = self.plan.chapters().map(|idx| self.chapter(idx)).collect();
                json!({ "mainEntity": work })
            }
            Route::Whole => json!({ "mainEntity": self.plan_work() }),
            Route::Chapter(number) => {
                let chapter = position_of_chapter(self.plan, number);
                let mut chapter = chapter.map_or(Value::Null, |idx| self.chapter(idx));
                chapter["inLanguage"] = LANGUAGE.into();
                chapter["isPartOf"] = self.plan_reference();
                return chapter;
            }
            Route::Indicators => json!({
                "mainEntity": self.dataset("indicators", "主要指标", &description),
            }),
            Route::Targets => json!({
                "mainEntity": self.dataset("targets", "正文里的目标", &description),
            }),
            Route::Projects => json!({
                "mainEntity": self.dataset("projects", "重点项目", &description),
            }),
            Route::Indicator { period, number } => {
                let view = IndicatorView::new(self.plan, self.numbers, period, number);
                json!({
                    "about": {
                        "@type": "StatisticalVariable",
                        "name": view.map(|view| view.name),
                    },
                    "isBasedOn": self.plan_reference(),
                })
            }
            Route::Question(number) => {
                let view = QuestionView::new(self.plan, number);
                let title = view.map(|view| self.plan.blocks[view.idx].title());
                let url = format!("{}#q{number}", self.address.of(route));
                json!({
                    "mainEntity": {
                        "@type": "Question",
                        "name": title,
                        "url": url,
                        "creditText": "报纸刊登的问答解读，不是规划原文",
                        "answerCount": 1,
                        "acceptedAnswer": { "@type": "Answer", "url": format!("{url}.1") },
                    },
                    "about": self.plan_reference(),
                })
            }
            Route::Glossary => json!({
                "mainEntity": {
                    "@type": "DefinedTermSet",
                    "name": page_title,
                    "url": self.address.of(route),
                    "inLanguage": LANGUAGE,
                    "isBasedOn": self.plan_reference(),
                },
            }),
            Route::Topic(slug) => json!({
                "about": {
                    "@type": "Thing",
                    "name": self.concerns.topic(slug.as_str()).map(|topic| &topic.name),
                },
                "isBasedOn": self.plan_reference(),
            }),
            Route::NamedPlace(slug) => json!({
                "about": {
                    "@type": "Place",
                    "name": self.concerns.place(slug.as_str()).map(|place| &place.concern.name),
                },
                "isBasedOn": self.plan_reference(),
            }),
            Route::Questions | Route::Topics | Route::Places => {
                page["@type"] = "CollectionPage".into();
                about_plan
            }
            Route::About => {
                page["@type"] = "AboutPage".into();
                about_plan
            }
            _ => about_plan,
        };
        extend(&mut page, more);
        page
    }

    fn site_id(&self) -> String {
        format!("{}#site", self.address.of(Route::Home))
    }

    fn site(&self) -> Value {
        json!({
            "@type": "WebSite",
            "@id": self.site_id(),
            "name": site_name(self.plan),
            "url": self.address.of(Route::Home),
        })
    }

    /// The plan by its name.
    fn plan_reference(&self) -> Value {
        let url = self.address.of(Route::Outline);
        json!({
            "@type": "Report",
            "@id": format!("{url}#plan"),
            "name": self.plan.title,
            "url": url,
        })
    }

    /// The plan with all that the sources say of it. Of the types that there are it is a
    /// report (“generated by governmental or non-governmental organization”): it is no
    /// legislation.
    fn plan_work(&self) -> Value {
        let mut work = self.plan_reference();
        extend(&mut work, json!({ "inLanguage": LANGUAGE, "isAccessibleForFree": true }));
        extend(&mut work, self.coverage());
        if let Some(basis) = basis(self.plan) {
            work["isBasedOn"] = json!({ "@type": "CreativeWork", "name": basis });
        }
        work
    }

    /// Which city and years are meant.
    fn coverage(&self) -> Value {
        let mut coverage = Map::new();
        if !self.plan.city.is_empty() {
            let city = json!({ "@type": "City", "name": self.plan.city });
            coverage.insert("spatialCoverage".to_owned(), city);
        }
        if let Some(Period { first_year, last_year, .. }) = self.plan.period {
            let years = format!("{first_year}/{last_year}").into();
            coverage.insert("temporalCoverage".to_owned(), years);
        }
        coverage.into()
    }

    fn chapter(&self, idx: usize) -> Value {
        let block = &self.plan.blocks[idx];
        json!({
            "@type": "Chapter",
            "url": self.address.of(Route::of_block(self.plan, idx)),
            "name": labelled_title(block),
            "position": block.heading().map(|heading| heading.number),
        })
    }

    /// The published files `data/NAME.csv` and `data/NAME.json`.
    fn dataset(&self, name: &str, title: &str, description: &str) -> Value {
        let download = |ending: &str, media_type: &str| {
            json!({
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": self.address.of_file(&format!("data/{name}.{ending}")),
            })
        };
        let mut dataset = json!({
            "@type": "Dataset",
            "name": format!("{}{title}", site_name(self.plan)),
            "description": description,
            "inLanguage": LANGUAGE,
            "isAccessibleForFree": true,
            "isBasedOn": self.plan_reference(),
            "distribution": [
                download("csv", "text/csv"),
                download("json", "application/json"),
            ],
        });
        // The indicators of the five years before are among the files' lines.
        if let Some(city) = self.coverage().get("spatialCoverage") {
            dataset["spatialCoverage"] = city.clone();
        }
        dataset
    }

    /// The way to the page at `route` from the home page.
    fn breadcrumbs(&self, route: Route) -> Value {
        let mut way = vec![Route::Home];
        way.extend(parent(route));
        way.push(route);
        let steps = way.iter().enumerate().map(|(at, &step)| {
            let name = match step {
                Route::Home => site_name(self.plan),
                step => self.head(step).page_title,
            };
            json!({
                "@type": "ListItem",
                "position": at + 1,
                "name": name,
                "item": self.address.of(step),
            })
        });
        json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Value>() })
    }

    /// The addresses of all pages, as the sitemaps protocol has it. When a page last changed
    /// is not known, so nothing is said of it.
    pub fn sitemap(&self) -> String {
        let mut sitemap = concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        )
        .to_owned();
        for route in Route::all(self.plan, self.concerns) {
            let address = self.address.of(route);
            sitemap += &format!("  <url><loc>{}</loc></url>\n", escaped(&address));
        }
        sitemap + "</urlset>\n"
    }

    /// Nobody is kept out. Where the sitemap is can only be said with the host's name.
    pub fn robots(&self) -> String {
        let mut robots = "User-agent: *\nAllow: /\n".to_owned();
        if self.address.is_whole() {
            robots += &format!("\nSitemap: {}\n", self.address.of_file("sitemap.xml"));
        }
        robots
    }
}

/// The markup of a page that is not to be found: of the shell, which is any page, and of the
/// one for addresses that there are not.
pub fn markup_of_no_page() -> &'static str {
    "<meta name=\"robots\" content=\"noindex\" />"
}

/// The page between the home page and the one at `route`.
fn parent(route: Route) -> Option<Route> {
    match route {
        Route::Chapter(_) | Route::Whole => Some(Route::Outline),
        Route::Indicator { .. } => Some(Route::Indicators),
        Route::Question(_) => Some(Route::Questions),
        Route::Topic(_) => Some(Route::Topics),
        Route::NamedPlace(_) => Some(Route::Places),
        _ => None,
    }
}

/// The document that the plan was drawn up by, as its preface says: `根据《…建议》编制的《…》`.
fn basis(plan: &Plan) -> Option<&str> {
    let preface = plan.indices(|kind| *kind == BlockKind::Preface).next()?;
    let drawn_up = format!("》编制的《{}》", plan.title);
    plan.children(preface).find_map(|idx| {
        let (before, _) = plan.blocks[idx].text.split_once(&drawn_up)?;
        let (_, basis) = before.rsplit_once("根据《")?;
        Some(basis)
    })
}

fn extend(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}

/// `json` as a script's content: without what would end the script, or a line of JavaScript.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn an_address_is_whole_or_below_the_hosts_root() {
        for (public_url, home, chapter) in [
            ("/", "/", "/plan/4/"),
            ("/wuxi/", "/wuxi/", "/wuxi/plan/4/"),
            (
                "https://plan.example.org/",
                "https://plan.example.org/",
                "https://plan.example.org/plan/4/",
            ),
            (
                "http://127.0.0.1:8080/wuxi/",
                "http://127.0.0.1:8080/wuxi/",
                "http://127.0.0.1:8080/wuxi/plan/4/",
            ),
        ] {
            let address = SiteAddress::new(public_url);
            assert_eq!(address.of(Route::Home), home);
            assert_eq!(address.of(Route::Chapter(4)), chapter);
            assert_eq!(address.is_whole(), public_url.starts_with("http"));
        }
    }

    #[test]
    fn a_script_does_not_end_in_its_json() {
        let json = json!({ "a": "</script><!--\u{2028}\u{2029}" }).to_string();
        let escaped = in_script(&json);
        assert!(!escaped.contains(['<', '\u{2028}', '\u{2029}']), "{escaped}");
        assert_eq!(
            serde_json::from_str::<Value>(&escaped).unwrap(),
            serde_json::from_str::<Value>(&json).unwrap()
        );
    }

    #[test]
    fn what_the_plan_rests_on_is_what_its_preface_says() {
        let basis = basis(&data::plan()).map(str::to_owned);
        let expected = "中共无锡市委关于制定无锡市国民经济和社会发展第十四个五年规划和二〇三五年远景目标的建议";
        assert_eq!(basis.as_deref(), Some(expected));
    }
}
