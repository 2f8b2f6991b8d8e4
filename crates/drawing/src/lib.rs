//! Indicators in words and as SVG text: what the app's pages and the JavaScript package's
//! elements both show.
//!
//! Pure functions of the core's model, without a web crate: [`values`] says what printed values
//! mean and what follows from them, [`chart`](mod@chart) draws them, and [`markup`] makes text fit
//! for markup. A crate of its own, because the core formats no markup and the package has no Yew.

pub mod chart;
pub mod markup;
pub mod values;
