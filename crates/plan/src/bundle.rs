//! The plan as a compact binary: what the build puts into the app.
//!
//! Invariant: [`from_bytes`] of [`to_bytes`] is the same plan.

use crate::model::Plan;

/// `plan` in postcard's format, which has no field names and no padding.
pub fn to_bytes(plan: &Plan) -> Vec<u8> {
    postcard::to_allocvec(plan).expect("a plan has no type that postcard refuses")
}

/// The plan in `bytes`.
///
/// # Errors
///
/// Where `bytes` are not what [`to_bytes`] of the same version made.
pub fn from_bytes(bytes: &[u8]) -> Result<Plan, postcard::Error> {
    postcard::from_bytes(bytes)
}
