//! What every component may ask for: the plan, the base, the place, the session.

use std::rc::Rc;

use plan::Plan;
use yew::prelude::*;

use crate::data;
use crate::route::{Base, Location};
use crate::session::Session;

/// The reader's choices, with their reducer.
pub type SessionContext = UseReducerHandle<Session>;

/// Where the reader is, and the ways to go on from there.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The path that the site is served below.
    pub base: Base,
    /// What the address names. Without query and fragment until the app has taken
    /// the prerendered page over, so that both render alike.
    pub location: Location,
    /// Whether the app has taken the page over.
    pub is_interactive: bool,
    /// Goes to a location without a new entry in the history: for choices that the
    /// address carries.
    pub on_replace: Callback<Location>,
    /// Says something in the notice line.
    pub on_notice: Callback<Notice>,
}

impl Place {
    /// The id of the block that the address names.
    pub fn marked_id(&self) -> &str {
        &self.location.fragment
    }
}

/// A short message that goes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub text: AttrValue,
    /// An address to be selected and copied by hand, where copying failed.
    pub address: Option<AttrValue>,
}

/// The plan.
#[hook]
pub fn use_plan() -> Rc<Plan> {
    (*use_memo((), |()| data::plan())).clone()
}

/// The place.
#[hook]
pub fn use_place() -> Place {
    use_context().expect("App provides the place")
}

/// The session.
#[hook]
pub fn use_session() -> SessionContext {
    use_context().expect("App provides the session")
}
