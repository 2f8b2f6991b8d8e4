//! View models: what a component shows, worked out from the plan.
//!
//! Pure functions of the plan, tested natively. They never change its words.

pub mod actual;
pub mod card;
pub mod chapter;
pub mod check;
pub mod citation;
pub mod compare;
pub mod concern;
pub mod explorer;
pub mod facets;
pub mod head;
pub mod hits;
pub mod in_place;
pub mod indicator;
pub mod lines;
pub mod listening;
#[cfg(not(target_arch = "wasm32"))]
pub mod metadata;
pub mod note;
pub mod offline;
pub mod outline;
pub mod passage;
pub mod picture;
#[cfg(not(target_arch = "wasm32"))]
pub mod policy;
pub mod press;
pub mod projects;
pub mod qr;
pub mod related;
pub mod search;
pub mod segments;
pub mod share;
#[cfg(not(target_arch = "wasm32"))]
pub mod styles;
pub mod table;
pub mod targets;
pub mod text;
pub mod whole;

// Shared with the JavaScript package.
pub use drawing::{chart, markup};
