//! Where the reader is: what every page and part is made from.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan::{Apparatus, Concerns, Plan};
use yew::prelude::*;

use crate::browser;
use crate::data::Numbers;
use crate::route::{Base, Location, Route};
use crate::session::Session;
use crate::view::note::PlacedNotes;

/// The reader's choices, with their reducer.
pub type SessionContext = UseReducerHandle<Session>;

/// The plan, where the reader is in it, and the ways to go on from there.
#[derive(Clone, Debug)]
pub struct Place {
    /// The plan.
    pub plan: Rc<Plan>,
    /// Its typed numbers.
    pub numbers: Rc<Numbers>,
    /// What stands beside its text: the press, figures that disagree, terms.
    pub apparatus: Rc<Apparatus>,
    /// Topics and places with their quotations.
    pub concerns: Rc<Concerns>,
    /// The path that the site is served below.
    pub base: Base,
    /// What the address names. Without query and fragment until the app has taken
    /// the prerendered page over, so that both render alike.
    pub location: Location,
    /// Whether the app has taken the page over.
    pub is_interactive: bool,
    /// Whether the page has all its markup already, and the app is just taking it over.
    pub has_markup: bool,
    /// The reader's notes, where they are in the plan.
    pub notes: Rc<PlacedNotes>,
    /// Goes to a location without a new entry in the history, soon: for choices that the
    /// address carries.
    pub on_replace: Callback<Location>,
    /// Says something to the reader.
    pub on_notice: Callback<Notice>,
}

/// The plan and its numbers are bundled once: two places have the same ones.
impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan, &other.plan)
            && self.base == other.base
            && self.location == other.location
            && self.is_interactive == other.is_interactive
            && self.has_markup == other.has_markup
            && Rc::ptr_eq(&self.notes, &other.notes)
            && self.on_replace == other.on_replace
            && self.on_notice == other.on_notice
    }
}

impl Place {
    /// Whether the address names the block or row with the id `id`: the value of its
    /// `data-marked` attribute.
    pub fn mark(&self, id: &str) -> Option<AttrValue> {
        (self.location.fragment == id).then(AttrValue::default)
    }

    /// The location of the block at `idx`, on the page that shows it.
    pub fn location_of(&self, idx: usize) -> Location {
        Location {
            fragment: self.plan.blocks[idx].id.to_string(),
            ..Location::of(Route::of_block(&self.plan, idx))
        }
    }
}

/// A short message that goes away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notice {
    /// What is said.
    pub text: AttrValue,
    /// An address to be selected and copied by hand, where copying failed.
    pub address: Option<AttrValue>,
    /// A page to go on to, and its name.
    pub page: Option<(Route, &'static str)>,
    /// Undoes what was done.
    pub on_undo: Option<Callback<()>>,
}

/// The place.
#[hook]
pub fn use_place() -> Place {
    use_context().expect("App provides the place")
}

/// The place, its location following each choice at once. The address and the app come
/// after: what is on the page besides the list has nothing to do with the choice, and takes
/// time to render.
#[hook]
pub fn use_choices() -> Place {
    let place = use_place();
    let chosen = use_state_eq(|| place.location.clone());
    {
        let chosen = chosen.setter();
        use_effect_with(place.location.clone(), move |location| {
            // Of two choices the address may follow the first when the second is made.
            if !browser::has_next_address() {
                chosen.set(location.clone());
            }
        });
    }
    let on_replace = {
        let chosen = chosen.setter();
        use_callback(place.on_replace.clone(), move |to: Location, on_replace| {
            chosen.set(to.clone());
            on_replace.emit(to);
        })
    };
    Place { location: (*chosen).clone(), on_replace, ..place }
}

/// How long what can wait does so, in milliseconds: until what the reader looks at has been
/// painted.
pub const AFTER_PAINT_MS: u32 = 30;

/// `latest`, a frame late: for what a choice changes beside what the reader looks at. A slow
/// phone cannot do all of it within one frame.
#[hook]
pub fn use_after_paint<T: Clone + PartialEq + 'static>(latest: T) -> T {
    let shown = use_state_eq(|| latest.clone());
    {
        let shown = shown.setter();
        use_effect_with(latest, move |latest| {
            let latest = latest.clone();
            let timeout = Timeout::new(AFTER_PAINT_MS, move || shown.set(latest));
            move || drop(timeout)
        });
    }
    (*shown).clone()
}

/// The session.
#[hook]
pub fn use_session() -> SessionContext {
    use_context().expect("App provides the session")
}
