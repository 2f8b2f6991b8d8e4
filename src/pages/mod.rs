//! The pages, one component each. A page owns its state.

pub mod about;
pub mod chapter;
pub mod checks;
pub mod compare;
pub mod concern;
pub mod for_me;
pub mod glossary;
pub mod home;
pub mod indicator;
pub mod indicators;
pub mod maps;
pub mod mine;
pub mod not_found;
pub mod outline;
pub mod places;
pub mod projects;
pub mod question;
pub mod questions;
pub mod search;
pub mod targets;
pub mod topics;
pub mod whole;
