//! Hostile text for two editions of a text: see `plan_fuzz::edition`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("edition", bytes));
