//! Measuring the built site: as it is used, beside what other tools make of the same text, and
//! under load. The figures are kept in `BENCHMARKS.md`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{
    packages,
    process::{self, command},
    public_url::PublicUrl,
    repository, site,
    steps::Steps,
    suite,
    tools::{self, Cache},
};

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// How fast lists and the search follow a reader.
    Frames,
    /// Bytes, times and findings beside other sites of the same chapters.
    Peers,
    /// A thousand readers at once on nginx.
    Load,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Peers, Self::Load, Self::Frames];

    /// The name in the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Frames => "frames",
            Self::Peers => "peers",
            Self::Load => "load",
        }
    }
}

/// Builds the site and measures it, everything where no subject is named, installing first what
/// that takes.
///
/// # Errors
///
/// The first step that fails.
pub fn run(only: Option<Subject>) -> Result<()> {
    let cache = Cache::locate()?;
    let dist = site::dist();
    site::run(&PublicUrl::root())?;
    for subject in Subject::ALL.into_iter().filter(|it| only.is_none_or(|only| only == *it)) {
        match subject {
            Subject::Frames => suite::with_browsers("frames", |program| program.arg(&dist))?,
            Subject::Peers => peers(&cache, &dist)?,
            Subject::Load => {
                let mut steps = Steps::new();
                packages::add_missing(packages::FOR_LOAD, &mut steps);
                steps.run()?;
                suite::with_browsers("load", |program| program.arg(&dist))?;
            }
        }
    }
    Ok(())
}

/// Where the peers are made and measured: the scripts, their packages and the sites.
fn folder() -> PathBuf {
    repository().join("target/peers")
}

fn peers(cache: &Cache, dist: &Path) -> Result<()> {
    let sites = folder().join("sites");
    let mut steps = Steps::new();
    packages::add_missing(packages::FOR_SUITE, &mut steps);
    cache.add_missing(tools::FOR_PEERS, &mut steps)?;
    steps.add("install Lighthouse, Pagefind and VitePress", install);
    steps.add("make the same chapters with other tools", || {
        process::run(
            command("node")
                .arg(folder().join("peers.mjs"))
                .args([dist, &sites])
                .env("PATH", cache.path_with(tools::FOR_PEERS)?),
        )
    });
    steps.run()?;
    process::run(command("node").arg(folder().join("measure.mjs")).args([
        dist,
        &sites,
        &repository().join("tests/questions.toml"),
    ]))
}

/// Copies the scripts to where their packages may stand beside them, and installs those, unless
/// the very same are there.
fn install() -> Result<()> {
    let installed = folder().join("node_modules/.package.json");
    fs::create_dir_all(folder())?;
    let scripts = repository().join("tests/peers");
    for entry in fs::read_dir(&scripts)? {
        let entry = entry?;
        fs::copy(entry.path(), folder().join(entry.file_name()))?;
    }
    let wanted = fs::read(scripts.join("package.json"))?;
    if fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    process::run(command("npm").current_dir(folder()).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--no-package-lock",
        "--silent",
    ]))?;
    fs::write(installed, wanted)?;
    Ok(())
}
