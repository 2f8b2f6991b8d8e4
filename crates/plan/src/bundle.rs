//! The plan and its links as a compact binary: what the build puts into the app.
//!
//! Invariant: [`from_bytes`] of [`to_bytes`] is the same.

use crate::link::Links;
use crate::model::Plan;

/// `plan` and `links` in postcard's format, which has no field names and no padding.
pub fn to_bytes(plan: &Plan, links: &Links) -> Vec<u8> {
    postcard::to_allocvec(&(plan, links)).expect("no type that postcard refuses")
}

/// The plan and its links in `bytes`.
///
/// # Errors
///
/// Where `bytes` are not what [`to_bytes`] of the same version made.
pub fn from_bytes(bytes: &[u8]) -> Result<(Plan, Links), postcard::Error> {
    postcard::from_bytes(bytes)
}
