//! What the build bundled into the app, and the typed numbers that follow from it.

use std::rc::Rc;

use plan::indicator::{Indicator, indicators};
use plan::{Links, Plan, bundle};

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

/// The plan, decoded once a thread and shared.
pub fn plan() -> Rc<Plan> {
    bundled().0
}

/// The plan's numbers, typed once a thread and shared.
pub fn numbers() -> Rc<Numbers> {
    bundled().1
}

fn bundled() -> (Rc<Plan>, Rc<Numbers>) {
    thread_local! {
        static BUNDLED: (Rc<Plan>, Rc<Numbers>) = {
            let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/plan.bin"));
            let (plan, links) = bundle::from_bytes(bytes)
                .expect("the build script of this very version wrote the bundle");
            let indicators = indicators(&plan);
            (Rc::new(plan), Rc::new(Numbers { indicators, links }))
        };
    }
    BUNDLED.with(Clone::clone)
}
