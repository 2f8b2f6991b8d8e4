//! Hostile text for queries beside a small text: see `plan_fuzz::small_plan`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("small_plan", bytes));
