//! Hostile text for printed values: see `plan_fuzz::quantity`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("quantity", bytes));
