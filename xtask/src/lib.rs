//! The project's own commands: build, serve and test the site, each with nothing prepared by hand.
//!
//! The binary parses the arguments ([`cli`]) and calls one of these modules, which share the rest:
//!
//! - [`site`] builds the static site: trunk for the WASM, then the native prerenderer.
//! - [`serve`] builds it and serves it.
//! - [`package`] builds and checks the JavaScript package.
//! - [`release`] packs both.
//! - [`mod@bench`] measures the site.
//! - [`suite`] runs every check that a change has to pass.
//! - [`tools`] and [`packages`] provide what those need and the machine lacks.
//! - [`steps`] and [`process`] say what is happening, and what went wrong.
//! - [`server`] is the static file server, used by [`serve`] and by the browser suite.
//!
//! Nothing here is part of the site: the app and its core know nothing of this crate.

pub mod bench;
pub mod cli;
pub mod package;
pub mod packages;
pub mod process;
pub mod public_url;
pub mod release;
pub mod serve;
pub mod server;
pub mod site;
pub mod size;
pub mod steps;
pub mod suite;
pub mod tools;

use std::path::Path;

/// The checkout that this program was compiled in.
///
/// Commands run from here, whatever folder they were typed in.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the xtask crate lies in the repository")
}
