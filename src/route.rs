//! Addresses, both ways: the one place that reads and writes them.
//!
//! The forms are a contract with readers' links: `/plan/4/#4.1.3` is chapter 4,
//! third paragraph of section 4.1. Every route is a real file in the site, at the
//! root or below a base path (`/wuxi/`) that the page itself names.
//!
//! Invariant: [`Route::parse`] of [`Route::path`] is the same route.

use std::rc::Rc;

use percent_encoding::percent_decode_str;
use plan::concern::MAX_SLUG_LEN;
use plan::indicator::Indicator;
use plan::model::{BlockKind, Row, Table};
use plan::{Block, Concerns, Plan};
use yew::AttrValue;

/// The query parameter with the mode that a link asks for. Also in `www/early.js`.
pub const MODE: &str = "mode";

/// The query parameters that say what is seen on a page. Others come with a link that was
/// sent on (`utm_source`, `from`) or name a step (`hit`, `mode`): they are not sent on.
const OF_THE_VIEW: [&str; 20] = [
    "q",
    "sort",
    "period",
    "compare",
    "group",
    "nature",
    "carried",
    "direction",
    "outcome",
    "chapter",
    "unit",
    "year",
    "kind",
    "class",
    "size",
    "stage",
    "field",
    "topic",
    "topics",
    "place",
];

/// A page of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`.
    Home,
    /// `/plan/`, the outline, with the preface.
    Outline,
    /// `/plan/full/`, the whole text on one page, for printing.
    Whole,
    /// `/plan/4/`.
    Chapter(u16),
    /// `/indicators/`.
    Indicators,
    /// `/indicators/14-12/`, a numbered indicator with all its parts.
    Indicator {
        /// The ordinal of the period whose table lists the indicator.
        period: u16,
        /// The printed number.
        number: u16,
    },
    /// `/targets/`, the targets in the running text.
    Targets,
    /// `/projects/`, the named undertakings.
    Projects,
    /// `/search/?q=…`.
    Search,
    /// `/qa/`, the questions that the press answers.
    Questions,
    /// `/qa/5/`.
    Question(u16),
    /// `/compare/`, the two editions of the text side by side.
    Compare,
    /// `/checks/`, figures that disagree.
    Checks,
    /// `/glossary/`.
    Glossary,
    /// `/topics/`, matters of everyday life.
    Topics,
    /// `/topics/elderly/`.
    Topic(Slug),
    /// `/places/`, the places that the plan names.
    Places,
    /// `/places/jiangyin/`.
    NamedPlace(Slug),
    /// `/mine/`, the reader's markers, highlights and notes.
    Mine,
    /// `/for-me/`, what the plan says on the reader's own choice of topics and district.
    ForMe,
    /// `/maps/`.
    Maps,
    /// `/about/`.
    About,
    /// Any other address.
    NotFound,
}

/// A short name in an address. Whether there is such a page, the page's own list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slug([u8; MAX_SLUG_LEN]);

impl Slug {
    /// The short name `text`, if it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        let mut bytes = [0; MAX_SLUG_LEN];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        text.bytes().all(is_letter).then_some(Self(bytes))
    }

    /// The short name.
    pub fn as_str(&self) -> &str {
        let text = std::str::from_utf8(&self.0).unwrap_or_default();
        text.trim_end_matches('\0')
    }
}

impl Route {
    /// Every page of the site that has an address of its own.
    pub fn all(plan: &Plan, concerns: &Concerns) -> Vec<Self> {
        let chapters = plan.chapters().filter_map(|idx| plan.blocks[idx].heading());
        let mut routes = vec![Self::Home, Self::Outline];
        routes.extend(chapters.map(|heading| Self::Chapter(heading.number)));
        routes.push(Self::Whole);
        let questions = plan.indices(|kind| matches!(kind, BlockKind::Question(_)));
        let questions = questions.filter_map(|idx| plan.blocks[idx].heading());
        routes.push(Self::Questions);
        routes.extend(questions.map(|heading| Self::Question(heading.number)));
        routes.extend([
            Self::Compare,
            Self::Checks,
            Self::Indicators,
            Self::Targets,
            Self::Projects,
            Self::Search,
            Self::Glossary,
            Self::Topics,
            Self::Places,
            Self::ForMe,
            Self::Mine,
            Self::Maps,
            Self::About,
        ]);
        let topics = concerns.topics.iter().map(|topic| Self::topic(&topic.slug));
        routes.extend(topics);
        let places = concerns.places.iter().map(|place| Self::named_place(&place.concern.slug));
        routes.extend(places);
        for block in &plan.blocks {
            if let BlockKind::Table(table) = &block.kind {
                routes.extend(table.rows.iter().filter_map(|row| Self::of_row(table, row)));
            }
        }
        // The parts of an indicator share its page.
        routes.dedup();
        routes
    }

    /// The page of the topic with the short name `slug`.
    pub fn topic(slug: &str) -> Self {
        Slug::parse(slug).map_or(Self::NotFound, Self::Topic)
    }

    /// The page of the place with the short name `slug`.
    pub fn named_place(slug: &str) -> Self {
        Slug::parse(slug).map_or(Self::NotFound, Self::NamedPlace)
    }

    /// The page of the indicator that a table's row is, or is a part of.
    pub fn of_row(table: &Table, row: &Row) -> Option<Self> {
        row.id.as_ref()?;
        Some(Self::Indicator { period: table.period?.ordinal, number: row.number? })
    }

    /// The page of `indicator`, or of the one that it is a part of.
    pub fn of_indicator(indicator: &Indicator) -> Self {
        Self::Indicator { period: indicator.period.ordinal, number: indicator.number }
    }

    /// The path below the base, without a slash at its start: `plan/4/`.
    pub fn path(self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Outline => "plan/".to_owned(),
            Self::Whole => "plan/full/".to_owned(),
            Self::Chapter(number) => format!("plan/{number}/"),
            Self::Indicators => "indicators/".to_owned(),
            Self::Indicator { period, number } => format!("indicators/{period}-{number}/"),
            Self::Targets => "targets/".to_owned(),
            Self::Projects => "projects/".to_owned(),
            Self::Search => "search/".to_owned(),
            Self::Questions => "qa/".to_owned(),
            Self::Question(number) => format!("qa/{number}/"),
            Self::Compare => "compare/".to_owned(),
            Self::Checks => "checks/".to_owned(),
            Self::Glossary => "glossary/".to_owned(),
            Self::Topics => "topics/".to_owned(),
            Self::Topic(slug) => format!("topics/{}/", slug.as_str()),
            Self::Places => "places/".to_owned(),
            Self::NamedPlace(slug) => format!("places/{}/", slug.as_str()),
            Self::ForMe => "for-me/".to_owned(),
            Self::Mine => "mine/".to_owned(),
            Self::Maps => "maps/".to_owned(),
            Self::About => "about/".to_owned(),
            Self::NotFound => "404.html".to_owned(),
        }
    }

    /// The route at `path` below the base. The slash at the end may be missing,
    /// and `index.html` may stand there.
    pub fn parse(path: &str) -> Self {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let route = match (parts.next(), parts.next()) {
            (None, _) => Self::Home,
            (Some("plan"), None) => Self::Outline,
            (Some("plan"), Some("full")) => Self::Whole,
            (Some("plan"), Some(number)) => {
                parse_number(number).map_or(Self::NotFound, Self::Chapter)
            }
            (Some("indicators"), None) => Self::Indicators,
            (Some("indicators"), Some(id)) => {
                let numbers = id.split_once('-');
                numbers
                    .and_then(|(period, number)| parse_number(period).zip(parse_number(number)))
                    .map_or(Self::NotFound, |(period, number)| Self::Indicator { period, number })
            }
            (Some("targets"), None) => Self::Targets,
            (Some("projects"), None) => Self::Projects,
            (Some("search"), None) => Self::Search,
            (Some("qa"), None) => Self::Questions,
            (Some("qa"), Some(number)) => {
                parse_number(number).map_or(Self::NotFound, Self::Question)
            }
            (Some("compare"), None) => Self::Compare,
            (Some("checks"), None) => Self::Checks,
            (Some("glossary"), None) => Self::Glossary,
            (Some("topics"), None) => Self::Topics,
            (Some("topics"), Some(slug)) => Self::topic(slug),
            (Some("places"), None) => Self::Places,
            (Some("places"), Some(slug)) => Self::named_place(slug),
            (Some("for-me"), None) => Self::ForMe,
            (Some("mine"), None) => Self::Mine,
            (Some("maps"), None) => Self::Maps,
            (Some("about"), None) => Self::About,
            _ => Self::NotFound,
        };
        if parts.next().is_some() { Self::NotFound } else { route }
    }

    /// The page that shows the block at `idx`.
    pub fn of_block(plan: &Plan, idx: usize) -> Self {
        let chapter = plan.chapter_of(idx).or_else(|| {
            // A part's opening stands before its first chapter.
            let part = std::iter::once(idx)
                .chain(plan.ancestors(idx))
                .find(|&idx| matches!(plan.blocks[idx].kind, BlockKind::Part(_)))?;
            plan.children(part).find(|&idx| matches!(plan.blocks[idx].kind, BlockKind::Chapter(_)))
        });
        let heading = chapter.and_then(|idx| plan.blocks[idx].heading());
        let question = std::iter::once(idx).chain(plan.ancestors(idx)).find_map(|idx| match &plan
            .blocks[idx]
            .kind
        {
            BlockKind::Question(heading) => Some(heading.number),
            _ => None,
        });
        match (heading, &plan.blocks[idx].kind) {
            _ if question.is_some() => question.map_or(Self::Questions, Self::Question),
            (None, BlockKind::Answer) => Self::Questions,
            (Some(heading), _) => Self::Chapter(heading.number),
            (None, BlockKind::Figure(_) | BlockKind::Appendix) => Self::Maps,
            (None, _) => Self::Outline,
        }
    }
}

/// A number as an address has it: `+4` and `04` would be second addresses of one page.
fn parse_number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|number: &u16| number.to_string() == text)
}

/// The path that the site is served below, with a slash at both ends: `/`, `/wuxi/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(Rc<str>);

impl Base {
    /// The base at `path`; slashes at the ends are added where they are missing.
    pub fn new(path: &str) -> Self {
        match path.trim_matches('/') {
            "" => Self("/".into()),
            path => Self(format!("/{path}/").into()),
        }
    }

    /// The address of a page.
    pub fn href(&self, route: Route) -> AttrValue {
        format!("{}{}", self.0, route.path()).into()
    }

    /// The address of a file of the site: `data/plan.json`.
    pub fn file_href(&self, path: &str) -> AttrValue {
        format!("{}{path}", self.0).into()
    }

    /// The address of a block, on the page that shows it.
    pub fn block_href(&self, plan: &Plan, idx: usize) -> AttrValue {
        let Block { id, .. } = &plan.blocks[idx];
        self.location_href(&Location {
            route: Route::of_block(plan, idx),
            query: String::new(),
            fragment: id.to_string(),
        })
    }

    /// The address of `location`.
    pub fn location_href(&self, location: &Location) -> AttrValue {
        let mut href = self.href(location.route).to_string();
        for (mark, part) in [('?', &location.query), ('#', &location.fragment)] {
            if !part.is_empty() {
                href.push(mark);
                href.push_str(part);
            }
        }
        href.into()
    }

    /// The location at an address's path, query and fragment, the marks `?` and `#`
    /// in front or not; `None` where the path is not below the base.
    pub fn parse(&self, path: &str, query: &str, fragment: &str) -> Option<Location> {
        let path = match path.strip_prefix(&*self.0) {
            Some(path) => path,
            None if path == self.0.trim_end_matches('/') => "",
            None => return None,
        };
        Some(Location {
            route: Route::parse(path),
            query: query.trim_start_matches('?').to_owned(),
            fragment: percent_decode_str(fragment.trim_start_matches('#'))
                .decode_utf8_lossy()
                .into_owned(),
        })
    }
}

/// What an address names: a page, its choices, and a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The page.
    pub route: Route,
    /// The query, without `?`, still encoded.
    pub query: String,
    /// The fragment, without `#` and decoded: a block's id, a term.
    pub fragment: String,
}

impl Location {
    /// The bare page.
    pub fn of(route: Route) -> Self {
        Self { route, query: String::new(), fragment: String::new() }
    }

    /// The page of a table's row; of a part of an indicator the part's place on it.
    pub fn of_row(table: &Table, row: &Row) -> Option<Self> {
        let id = row.id.as_ref().filter(|_| row.sub_indicator.is_some());
        let fragment = id.map_or(String::new(), |id| id.to_string());
        Some(Self { fragment, ..Self::of(Route::of_row(table, row)?) })
    }

    /// The page with what is seen on it, to be sent to others: no place in it, and nothing
    /// of how the reader came there.
    pub fn to_share(&self) -> Self {
        let pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.fold(Self::of(self.route), |to, (name, value)| {
            if OF_THE_VIEW.contains(&&*name) { to.with_query_value(&name, &value) } else { to }
        })
    }

    /// The value of the query parameter `name`, decoded.
    pub fn query_value(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The same page with the query parameter `name` set, or without it where
    /// `value` is empty; at no place in it, since the choice may hide the place.
    pub fn with_query_value(&self, name: &str, value: &str) -> Self {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let others = form_urlencoded::parse(self.query.as_bytes()).filter(|(key, _)| key != name);
        query.extend_pairs(others);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
        // A comma parts the values of a choice of several; it stands for itself in a query.
        Self { query: query.finish().replace("%2C", ","), ..Self::of(self.route) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn every_route_comes_back_from_its_address() {
        for base in ["/", "/wuxi/", "/a/b/"] {
            let base = Base::new(base);
            for route in Route::all(&data::plan(), &data::concerns()) {
                let href = base.href(route);
                assert_eq!(base.parse(&href, "", ""), Some(Location::of(route)), "{href}");
                let bare = href.trim_end_matches('/');
                let bare = if bare.is_empty() { "/" } else { bare };
                assert_eq!(base.parse(bare, "", ""), Some(Location::of(route)), "{bare}");
                let file = format!("{href}index.html");
                assert_eq!(base.parse(&file, "", ""), Some(Location::of(route)), "{file}");
            }
        }
    }

    #[test]
    fn what_is_seen_is_sent_on_and_nothing_else() {
        let to_share = |query: &str| {
            let location = Location {
                query: query.to_owned(),
                fragment: "4.1".to_owned(),
                ..Location::of(Route::Search)
            };
            Base::new("/").location_href(&location.to_share()).to_string()
        };
        assert_eq!(
            to_share(
                "q=%E5%85%BB%E8%80%81&utm_source=x&hit=4.1.3&from=timeline&chapter=4&mode=elder"
            ),
            "/search/?q=%E5%85%BB%E8%80%81&chapter=4"
        );
        assert_eq!(to_share("fbclid=1"), "/search/");
        assert_eq!(to_share("compare=14-1,14-2"), "/search/?compare=14-1,14-2");
    }

    #[test]
    fn unknown_paths_are_not_found() {
        for path in [
            "x/",
            "plan/04/",
            "plan/+4/",
            "plan/x/",
            "plan/4/1/",
            "plan/full/4/",
            "about/us/",
            "plan/70000/",
            "qa/0x/",
            "qa/5/2/",
            "indicators/14/",
            "indicators/14-012/",
            "indicators/14-1-2/",
            "topics/Elderly/",
            "topics/elderly/all/",
            "topics/a-name-that-is-too-long/",
            "places/江阴/",
            "for-me/x/",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
        assert_eq!(Base::new("/wuxi/").parse("/other/", "", ""), None);
        assert_eq!(Base::new("/wuxi/").parse("/wuxi", "", ""), Some(Location::of(Route::Home)));
    }

    #[test]
    fn every_block_has_a_page_that_shows_it() {
        let plan = data::plan();
        let base = Base::new("/");
        let href = |id: &str| base.block_href(&plan, plan.position(id).expect(id)).to_string();
        assert_eq!(href("4.1.3"), "/plan/4/#4.1.3");
        assert_eq!(href("0.0.1"), "/plan/#0.0.1");
        assert_eq!(href("p3.1"), "/plan/16/#p3.1");
        assert_eq!(href("t1"), "/plan/1/#t1");
        assert_eq!(href("n4"), "/plan/8/#n4");
        assert_eq!(href("f6"), "/maps/#f6");
        assert_eq!(href("q5"), "/qa/5/#q5");
        assert_eq!(href("q4.6"), "/qa/4/#q4.6");
    }

    #[test]
    fn a_fragment_may_be_encoded() {
        let fragment =
            |encoded: &str| Base::new("/").parse("/glossary/", "", encoded).unwrap().fragment;
        assert_eq!(fragment("#%E4%BA%94%E5%9F%BA"), "五基");
        assert_eq!(fragment("#五基"), "五基");
        assert_eq!(fragment("#4.1.3"), "4.1.3");
        assert_eq!(fragment("#%E4%BA"), "\u{fffd}");
    }

    #[test]
    fn query_values_round_trip() {
        let location = Location::of(Route::Outline).with_query_value("q", "太湖 & 长江");
        assert_eq!(location.query_value("q").as_deref(), Some("太湖 & 长江"));
        let kept = location.with_query_value("kind", "a").with_query_value("q", "");
        assert_eq!(kept.query, "kind=a");
        let several = kept.with_query_value("topics", "elderly,school");
        assert_eq!(several.query, "kind=a&topics=elderly,school");
        assert_eq!(several.query_value("topics").as_deref(), Some("elderly,school"));
    }
}
