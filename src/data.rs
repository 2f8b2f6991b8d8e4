//! What the build bundled into the app, and the typed numbers that follow from it.

use std::rc::Rc;

use plan::indicator::{Indicator, indicators};
use plan::search::{Lexicon, Search};
use plan::{Apparatus, Bundle, Concerns, Links, Plan, Project};

/// The digest of everything that this build was made from.
pub const BUILD_ID: &str = env!("PLAN_READER_BUILD_ID");

/// The plan's numbers, typed and linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The indicators, in the order of their tables.
    pub indicators: Vec<Indicator>,
    /// What ties them and the targets in the text to each other and to the sentences.
    pub links: Links,
}

impl Numbers {
    /// The indices of the indicators that the block at `idx` speaks of. Of the same measure
    /// in both tables only the later one, whose page leads to the other.
    pub fn indicators_of(&self, idx: usize) -> Vec<usize> {
        let mut named: Vec<u16> =
            self.links.mentions_of(idx).iter().map(|mention| mention.indicator).collect();
        let is_followed = |named: &[u16], idx: u16| {
            self.links
                .earlier
                .iter()
                .any(|it| it.is_same_measure && it.earlier == idx && named.contains(&it.indicator))
        };
        let all = named.clone();
        named.retain(|&idx| !is_followed(&all, idx));
        let mut indices: Vec<usize> = Vec::new();
        for idx in named.into_iter().map(usize::from) {
            if !indices.contains(&idx) {
                indices.push(idx);
            }
        }
        indices
    }
}

/// The plan, decoded once a thread and shared.
pub fn plan() -> Rc<Plan> {
    BUNDLED.with(|bundled| bundled.plan.clone())
}

/// The plan's numbers, typed once a thread and shared.
pub fn numbers() -> Rc<Numbers> {
    BUNDLED.with(|bundled| bundled.numbers.clone())
}

/// What stands beside the plan's text, decoded once a thread and shared.
pub fn apparatus() -> Rc<Apparatus> {
    BUNDLED.with(|bundled| bundled.apparatus.clone())
}

/// The named undertakings and what is promised for each, decoded once a thread and shared.
pub fn projects() -> Rc<[Project]> {
    BUNDLED.with(|bundled| bundled.projects.clone())
}

/// What the plan's readers are concerned with, decoded once a thread and shared.
pub fn concerns() -> Rc<Concerns> {
    BUNDLED.with(|bundled| bundled.concerns.clone())
}

/// What a search has to know beside the text.
pub fn lexicon() -> Rc<Lexicon> {
    BUNDLED.with(|bundled| bundled.lexicon.clone())
}

/// The plan laid out for searching, when it is first asked for.
pub fn search() -> Rc<Search> {
    thread_local! {
        static SEARCH: Rc<Search> = Rc::new(Search::new(
            &plan(),
            &numbers().links,
            &apparatus().terms,
            &lexicon(),
        ));
    }
    SEARCH.with(Clone::clone)
}

struct Bundled {
    plan: Rc<Plan>,
    numbers: Rc<Numbers>,
    projects: Rc<[Project]>,
    apparatus: Rc<Apparatus>,
    concerns: Rc<Concerns>,
    lexicon: Rc<Lexicon>,
}

thread_local! {
    static BUNDLED: Bundled = {
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/plan.bin"));
        let Bundle { plan, links, projects, apparatus, concerns, lexicon } = Bundle::from_bytes(bytes)
            .expect("the build script of this very version wrote the bundle");
        let indicators = indicators(&plan);
        Bundled {
            plan: Rc::new(plan),
            numbers: Rc::new(Numbers { indicators, links }),
            projects: projects.into(),
            apparatus: Rc::new(apparatus),
            concerns: Rc::new(concerns),
            lexicon: Rc::new(lexicon),
        }
    };
}
