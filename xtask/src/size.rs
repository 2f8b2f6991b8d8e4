//! Where the site's bytes are.
//!
//! The site's own module has no names any more, so it is made again from what trunk compiled, in
//! the same way but with them.

use anyhow::{Context, Result, bail};
use std::fs;

use crate::{
    process::{self, cargo},
    repository, site,
    steps::Steps,
    tools::{self, Cache, WASM_TARGET},
};

/// Prints the sizes of the site in `dist/`.
///
/// # Errors
///
/// When nothing is built yet, or a tool fails.
pub fn run() -> Result<()> {
    let cache = Cache::locate()?;
    let mut steps = Steps::new();
    site::add_requirements(&cache, &mut steps)?;
    steps.run()?;
    let compiled = repository().join(format!("target/{WASM_TARGET}/release/plan-reader.wasm"));
    if !compiled.exists() || !site::dist().exists() {
        bail!("expected a site in dist/, but found none: `cargo xtask build` makes it");
    }
    let folder = repository().join("target/size");
    fs::create_dir_all(&folder)
        .with_context(|| format!("expected to create {}", folder.display()))?;
    let path = cache.path_with(tools::FOR_BUILD)?;
    process::run(
        process::command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--keep-debug", "--out-dir"])
            .arg(&folder)
            .arg(&compiled)
            .env("PATH", &path),
    )?;
    let named = folder.join("named.wasm");
    process::run(
        process::command("wasm-opt")
            .args(tools::WASM_OPT)
            .args(["--debuginfo", "--output"])
            .arg(&named)
            .arg(folder.join("plan-reader_bg.wasm"))
            .env("PATH", &path),
    )?;
    process::run(
        cargo()
            .args(["run", "--quiet", "--package", "browser-tests", "--bin", "size", "--"])
            .arg(site::dist())
            .arg(named),
    )
}
