//! Prints where the bytes of the built site are: `size SITE NAMED.wasm`, where the second is the
//! app's module with its functions' names.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};
use browser_tests::size::{by_crate, compressed};

/// Crates smaller than this are summed up.
const SMALL_BYTES: usize = 2_000;

fn main() -> Result<()> {
    let mut paths = env::args_os().skip(1).map(PathBuf::from);
    let site = paths.next().context("expected the folder of the site")?;
    let module = paths.next().context("expected the module with names")?;
    println!("bytes in brotli (level 11), by asset:");
    for (name, size) in compressed(&site)? {
        println!("{size:>10}  {name}");
    }
    println!("bytes of code before compression, by crate:");
    let mut rest = 0;
    for (name, size) in by_crate(&fs::read(module)?)? {
        if size < SMALL_BYTES {
            rest += size;
        } else {
            println!("{size:>10}  {name}");
        }
    }
    println!("{rest:>10}  (others)");
    Ok(())
}
