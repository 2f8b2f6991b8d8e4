//! A newspaper's page that prints a piece of the plan, questions and answers about it and
//! a list of terms: from text in the page's order to text in reading order.
//!
//! 1. `fragment` says what a line of the page is by its own look: the masthead, a turn to
//!    another page, a heading, a question, a term, or text.
//! 2. [`restore()`] joins what the columns cut and puts every text into its stream.
//! 3. [`edition`] ties the piece of the plan that the page prints to the plan's blocks and
//!    lists where the two differ.
//!
//! A join rests on evidence: what the published text has there, whether the one end is
//! open and the other continues it, how the characters go together, and that no other end
//! fits nearly as well. Where that is not enough, nothing is joined, and a diagnostic says
//! so. What the page does not have is not filled in.

pub mod edition;
mod fragment;
mod page;
mod reference;
mod restore;

pub use page::{AnswerSource, Press, PressJoin, PressTurn, Slip};
pub use reference::Reference;
pub use restore::{Evidence, Join, PageText, PageTextKind, Restored, Turn, restore};
