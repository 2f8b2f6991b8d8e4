//! Hostile text for a newspaper's page: see `plan_fuzz::press`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| plan_fuzz::run("press", bytes));
