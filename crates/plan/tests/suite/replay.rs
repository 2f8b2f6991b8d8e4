//! The fuzzers' seeds, given to the fuzzers' own functions: what was once found stays mended.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::path::Path;

use targets::{TARGETS, run};

/// How many bytes of seeds are kept: a checkout stays small.
const MAX_SEED_BYTES: u64 = 320 << 10;

#[test]
fn seeds_keep_what_must_hold() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut n_bytes = 0;
    for (name, _) in TARGETS {
        let mut n_seeds = 0;
        for seed in std::fs::read_dir(seeds.join(name)).expect("a folder for each target") {
            let seed = seed.expect("a seed").path();
            let bytes = std::fs::read(&seed).expect("a seed");
            // Shown only where it fails.
            println!("{}", seed.display());
            run(name, &bytes);
            n_seeds += 1;
            n_bytes += bytes.len() as u64;
        }
        assert!(n_seeds > 0, "expected seeds for {name}, but found none");
    }
    assert!(n_bytes <= MAX_SEED_BYTES, "expected few bytes of seeds, but found {n_bytes}");
}
