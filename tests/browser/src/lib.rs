//! The harness of the browser suite: real browsers, driven through WebDriver, against the built
//! site on a server of the suite's own.
//!
//! - [`site`] finds the built sites and serves them the way a case wants.
//! - [`driver`] starts a browser with its driver, and ends both.
//! - [`console`] listens to the browser's real console. A case in which it is not empty has failed.
//! - [`nginx`] serves one as a publisher would.
//! - [`axe`] looks a page over for what bars readers from it.
//! - [`reader`] is what cases use: someone who opens pages, looks, clicks and types.
//!
//! Cases wait for conditions, with a deadline, and never for time to pass. Each has a browser, a
//! profile, a server and a port to itself, so cases can run side by side and in any order.
//!
//! # What the engines allow
//!
//! | | console | window |
//! | --- | --- | --- |
//! | Chromium | the driver's log: messages of scripts, network, security and manifest | 360×740, as a phone |
//! | Firefox | WebDriver BiDi: `console.*`, uncaught exceptions and rejections; nothing of the network | 360×740 |
//! | WebKitGTK | the remote inspector: all that the Web Inspector shows of a page | 740 high, as wide as its toolbar needs |
//!
//! No engine's capture covers the console of a service worker.

pub mod axe;
mod bidi;
pub mod console;
pub mod driver;
mod inspector;
pub mod nginx;
pub mod reader;
pub mod site;
pub mod size;

pub use xtask::suite::Engine;
