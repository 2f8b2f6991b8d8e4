//! What the build bundled into the app.

use std::rc::Rc;

use plan::{Plan, bundle};

/// The digest of everything that this build was made from.
pub const BUILD_ID: &str = env!("PLAN_READER_BUILD_ID");

/// The plan, decoded once a thread and shared.
pub fn plan() -> Rc<Plan> {
    thread_local! {
        static PLAN: Rc<Plan> = Rc::new(
            bundle::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/plan.bin")))
                .expect("the build script of this very version wrote the bundle"),
        );
    }
    PLAN.with(Rc::clone)
}
