//! Hostile text for a reader's files: see `plan_fuzz::import`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("import", bytes));
