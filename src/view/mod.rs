//! View models: what a component shows, worked out from the plan.
//!
//! Pure functions of the plan, tested natively. They never change its words.

pub mod chapter;
pub mod chart;
pub mod head;
pub mod indicator;
pub mod outline;
pub mod picture;
pub mod table;
pub mod text;
