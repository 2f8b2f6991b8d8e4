//! Hostile text for queries: see `plan_fuzz::search`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("search", bytes));
