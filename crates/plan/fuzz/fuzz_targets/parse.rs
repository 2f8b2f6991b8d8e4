//! Hostile text for a plan's text: see `plan_fuzz::parse`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("parse", bytes));
