//! Building the static site: one folder of plain files.
//!
//! Trunk compiles the app to WASM and copies the assets; the native `prerender` program then takes
//! trunk's page as its template and writes every page, the data files and the service worker into
//! the same folder. All this happens in a staging folder: the site in the output folder is whole
//! at any time, the old one until the new one is complete.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    packages,
    process::{self, cargo},
    public_url::PublicUrl,
    repository,
    steps::Steps,
    tools::{self, Cache},
};

/// Where `cargo xtask build` leaves the site.
pub fn dist() -> PathBuf {
    repository().join("dist")
}

/// Builds the site into [`dist`], installing first what that takes.
///
/// # Errors
///
/// The first step that fails.
pub fn run(public_url: &PublicUrl) -> Result<()> {
    let dist = dist();
    let cache = Cache::locate()?;
    let mut steps = Steps::new();
    add_requirements(&cache, &mut steps)?;
    add_build(&cache, &dist, public_url, &mut steps);
    steps.run()?;
    if !public_url.is_whole() {
        eprintln!(
            "Canonical links, shared pictures and the sitemap have no host yet: \
             --public-url https://plan.example.org{public_url} makes them absolute."
        );
    }
    Ok(())
}

/// Adds the steps that install what building takes and this machine lacks.
///
/// # Errors
///
/// When the machine cannot be asked what it has.
pub fn add_requirements<'a>(cache: &'a Cache, steps: &mut Steps<'a>) -> Result<()> {
    packages::add_missing(packages::FOR_BUILD, steps);
    cache.add_missing(tools::FOR_BUILD, steps)
}

/// Adds the steps that build the site for `public_url` into `out_dir`. A second site, for another
/// URL, reuses all that was compiled for the first.
pub fn add_build<'a>(
    cache: &'a Cache,
    out_dir: &'a Path,
    public_url: &'a PublicUrl,
    steps: &mut Steps<'a>,
) {
    steps.add(format!("build the app for {public_url}"), move || trunk(cache, public_url));
    steps.add(format!("write the pages for {public_url}"), move || {
        prerender(public_url)?;
        replace(out_dir, &staging_dir(public_url))
    });
}

/// The staging folder lies in the checkout, not where the environment may have moved cargo's
/// target folder to, because a folder can be renamed only within one file system.
fn staging_dir(public_url: &PublicUrl) -> PathBuf {
    let name = format!("staged{}", public_url.prefix().replace('/', "-"));
    repository().join("target/site").join(name)
}

fn trunk(cache: &Cache, public_url: &PublicUrl) -> Result<()> {
    let staged = staging_dir(public_url);
    // Trunk itself works offline; fetching what the lock file names is our part.
    process::run(cargo().args(["fetch", "--locked"]))?;
    fs::create_dir_all(&staged)
        .with_context(|| format!("expected to create {}", staged.display()))?;
    process::run(
        process::command("trunk")
            .args(["build", "--release", "--public-url", public_url.as_str(), "--dist"])
            .arg(&staged)
            .env("PATH", cache.path_with(tools::FOR_BUILD)?)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remapped_paths())
            // Trunk takes only `true` and `false` where others set `NO_COLOR=1`.
            .env_remove("NO_COLOR"),
    )
}

/// Flags that keep this machine's paths, which panics name, out of the site: they are nobody's
/// business, would make equal builds differ, and cost bytes.
pub(crate) fn remapped_paths() -> String {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    // A folder a registry, each with the sources of its crates.
    let registries = cargo_home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let registries = registries.into_iter().flatten().flatten().map(|entry| entry.path());
    // Where the standard library's sources are installed, their paths are named too.
    let toolchain = process::output(process::command("rustc").args(["--print", "sysroot"]));
    let toolchain = toolchain.ok().map(|sysroot| PathBuf::from(sysroot.trim()));
    registries
        .chain(toolchain)
        .chain([repository().to_owned()])
        .map(|path| format!("--remap-path-prefix={}=", path.display()))
        .collect::<Vec<_>>()
        .join(" ")
}

fn prerender(public_url: &PublicUrl) -> Result<()> {
    process::run(
        cargo()
            .args([
                "run",
                "--quiet",
                "--locked",
                "--profile",
                "prerender",
                "--bin",
                "prerender",
                "--",
                "--site",
            ])
            .arg(staging_dir(public_url))
            .arg("--public-url")
            .arg(public_url.to_string()),
    )
}

/// Puts `complete` in the place of `out_dir`; what was there stands beside `complete` meanwhile.
fn replace(out_dir: &Path, complete: &Path) -> Result<()> {
    let old = complete.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    if let Some(parent) = out_dir.parent() {
        fs::create_dir_all(parent)?;
    }
    if out_dir.exists() {
        fs::rename(out_dir, &old)?;
    }
    fs::rename(complete, out_dir)
        .with_context(|| format!("expected to move the site to {}", out_dir.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::replace;

    #[test]
    fn a_new_site_takes_the_place_of_the_old_one_and_nothing_is_left_over() {
        let dir = tempfile::tempdir().unwrap();
        let out_dir = dir.path().join("dist");
        for content in ["first", "second"] {
            let staged = dir.path().join("staged");
            fs::create_dir(&staged).unwrap();
            fs::write(staged.join(content), content).unwrap();
            replace(&out_dir, &staged).unwrap();
        }
        let names = |dir: &std::path::Path| {
            fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>()
        };
        assert_eq!(names(&out_dir), ["second"]);
        assert_eq!(names(dir.path()), ["dist"]);
    }
}
