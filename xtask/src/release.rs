//! What a release hands out, in one folder.
//!
//! Everything is built first, from the checkout as it is; the native `release` program then packs
//! it, so that the same checkout gives the same bytes.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};

use crate::{
    package,
    process::{self, cargo},
    public_url::PublicUrl,
    repository, site,
    steps::Steps,
    tools::Cache,
};

/// Where `cargo xtask release` leaves its files.
pub fn folder() -> PathBuf {
    repository().join("target/handed-out")
}

/// Builds the site for `public_url` and the JavaScript package and packs both into [`folder`],
/// installing first what that takes.
///
/// # Errors
///
/// The first step that fails; what an earlier release left is there until the new one is complete.
pub fn run(public_url: &PublicUrl) -> Result<()> {
    let cache = Cache::locate()?;
    let dist = site::dist();
    let mut steps = Steps::new();
    site::add_requirements(&cache, &mut steps)?;
    site::add_build(&cache, &dist, public_url, &mut steps);
    package::add_build(&cache, &mut steps);
    steps.add("pack the release", pack);
    steps.run()?;
    println!("{}", folder().display());
    Ok(())
}

/// Adds the step that packs the built site and package twice and finds the same bytes.
pub fn add_check(steps: &mut Steps<'_>) {
    steps.add("the release, packed twice", || {
        let [first, second] = [staged("first")?, staged("second")?];
        let files = names(&first)?;
        let again = names(&second)?;
        ensure!(files == again, "expected the files {files:?} again, but found {again:?}");
        ensure!(files.len() == 4, "expected four files in a release, but found {files:?}");
        for name in files {
            let is_same = fs::read(first.join(&name))? == fs::read(second.join(&name))?;
            ensure!(is_same, "expected {name:?} to have the same bytes when packed again");
        }
        Ok(())
    });
}

fn names(folder: &Path) -> Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// Moves a packed release to where it is looked for.
fn pack() -> Result<()> {
    let packed = staged("new")?;
    remove(&folder())?;
    fs::rename(packed, folder())?;
    Ok(())
}

/// Packs the built site and package into a folder of this name.
fn staged(name: &str) -> Result<PathBuf> {
    let staged = repository().join("target/release-staged").join(name);
    remove(&staged)?;
    fs::create_dir_all(&staged)?;
    let tarball = package::pack(&staged)?;
    let packed = staged.join("packed");
    process::run(
        cargo()
            .args(["run", "--quiet", "--locked", "--profile", "prerender"])
            .args(["--package", "release", "--"])
            .args([&packed, &site::dist(), &tarball]),
    )?;
    Ok(packed)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}
