//! Packs what a release hands out: `release OUT SITE TARBALL`.
//!
//! `SITE` is a built site, `TARBALL` the JavaScript package as `npm pack` leaves it, `OUT` a folder
//! that does not exist yet. Nothing of the machine, the day or the order in which a file system
//! lists its files goes in: the same site and package give the same bytes.
//!
//! - [`archive`]: the site's folder as one file, for those who publish it.
//! - [`components`]: what the compiled modules are made of, as a CycloneDX document.
//! - [`sums`]: the SHA-256 of each file, as `sha256sum --check` reads them.

mod archive;
mod components;
mod sums;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn main() -> ExitCode {
    match run(env::args_os().skip(1).map(PathBuf::from).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("release: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<PathBuf>) -> Result<()> {
    let [out, site, tarball] = &arguments[..] else {
        bail!("expected OUT, SITE and TARBALL, but found {} arguments", arguments.len());
    };
    fs::create_dir(out).with_context(|| format!("expected to create {}", out.display()))?;
    let named = |ending: &str| out.join(format!("plan-reader-{VERSION}{ending}"));
    write(&named("-site.zip"), &archive::zip(site)?)?;
    write(&named(".cdx.json"), components::document(site)?.as_bytes())?;
    fs::copy(tarball, named(".tgz"))
        .with_context(|| format!("expected to copy {}", tarball.display()))?;
    let sums = sums::sums(out)?;
    write(&out.join("SHA256SUMS"), sums.as_bytes())
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("expected to write {}", path.display()))
}
