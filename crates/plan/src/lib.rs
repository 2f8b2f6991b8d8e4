//! The pure core of Plan Reader: from a plan's source text to a typed model.
//!
//! Data flows one way, and each step is a module:
//!
//! 1. [`source`] cuts the text into lines that know their byte spans.
//! 2. [`inline`] takes Word's residue (bookmarks, footnote markers, image
//!    markers) out of a line.
//! 3. [`line`](mod@line) says what a line is by its own look: a heading, a table cell,
//!    the title of a box, plain text.
//! 4. [`parse`](mod@parse) puts lines together into the blocks of the [`model`]; tables are
//!    put together in [`table`], and the table of contents is checked against
//!    the body in [`contents`].
//! 5. [`indicator`] types the rows of the indicator tables, with [`quantity`] reading
//!    each printed cell; [`target`] finds the targets in the running text,
//!    and [`link`] ties them to each other and to the sentences; [`project`] finds the
//!    named undertakings and what is promised for each.
//! 6. [`actual`] holds the values that a reader enters for the plan's years, and
//!    [`status`] says by a formula where they stand between baseline and target.
//! 7. [`search`] finds every place of what a reader types, and other words for it.
//! 8. [`topic`] and [`place`] list the quotations that speak of a matter of everyday life
//!    or name a place, as [`concern`]s.
//! 9. [`cite`] words the references that others' writing makes to a place.
//! 10. [`speech`] says what a voice is to say of a block, sentence by sentence.
//! 11. [`anchor`] finds words of the text again after it was revised, and [`note`] holds the
//!     reader's markers, highlights and notes on them.
//! 12. [`publish`] gives the model the shapes of the published `data/`, and
//!     [`bundle`] the compact binary that the app carries.
//!
//! Invariants, checked by [`invariants`] in golden, property and fuzz tests:
//!
//! - Text is never an error: [`parse()`] returns a plan and [`diagnostic`]s for
//!   any input, in time linear in the input.
//! - Every character of the source is in exactly one block or in a declared
//!   kind of [`residue`](parse::ResidueKind).
//! - A block's text is the source's, character for character.
//!
//! The code knows the genre (篇、章、节、专栏、表、附图); what is one city's alone
//! comes in as [`annotation`]s from a reviewed file. The core does no I/O and
//! knows no browser.

pub mod actual;
pub mod anchor;
pub mod annotation;
pub mod apparatus;
pub mod bundle;
pub mod check;
pub mod citation;
pub mod cite;
pub mod concern;
pub mod contents;
mod csv;
pub mod decimal;
pub mod diagnostic;
pub mod id;
pub mod indicator;
pub mod inline;
pub mod invariants;
pub mod json;
pub mod line;
pub mod link;
pub mod model;
pub mod note;
pub mod numeral;
pub mod parse;
pub mod place;
pub mod press;
pub mod project;
pub mod publish;
pub mod quantity;
pub mod search;
pub mod source;
pub mod speech;
pub mod status;
pub mod table;
pub mod target;
pub mod term;
pub mod topic;

pub use annotation::{
    Annotations, CheckAnnotations, IndicatorAnnotations, PlaceAnnotations, PressAnnotations,
    ProjectAnnotations, TermAnnotations, TopicAnnotations, WordAnnotations,
};
pub use apparatus::Apparatus;
pub use bundle::{Bundle, Folder};
pub use concern::Concerns;
pub use diagnostic::Diagnostic;
pub use id::BlockId;
pub use link::Links;
pub use model::{Block, BlockKind, Plan};
pub use parse::{Parsed, parse};
pub use project::Project;
