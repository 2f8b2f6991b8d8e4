//! Plan Reader: the app that shows a plan in the browser.
//!
//! The same components are rendered twice: natively, into one HTML file a route
//! (`src/bin/prerender.rs`), and in the browser, where they take the page over.
//! Data flows one way:
//!
//! ```text
//! plan.bin ─ data ─▶ Plan ─ view ─▶ view models ─ pages, components ─▶ HTML
//! address ─ route ─▶ Location ─ app ─▶ page
//! store ─▶ Session ─▶ attributes of <html>, “continue reading”
//! ```
//!
//! - [`data`] has the plan that the build bundled.
//! - [`route`] alone reads and writes addresses.
//! - [`session`] is what the reader chose and where they were; [`store`] alone
//!   touches the device's storage.
//! - [`keeping`] keeps the reader's notes, in the session and on the device in one step.
//! - [`browser`] alone calls the browser's own functions; they run in effects, which
//!   the native rendering never does.
//! - [`context`] is what pages and parts are made from: the plan and the place in it.
//! - [`view`] makes view models out of the plan, pure and tested natively.
//! - [`pages`] are one component a kind of page, [`components`] the parts they
//!   share; components know no page.
//! - [`app`] holds the state and the page frame; [`api`] is the face for scripts.

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod context;
pub mod data;
pub mod keeping;
pub mod pages;
pub mod route;
pub mod session;
pub mod store;
pub mod view;
