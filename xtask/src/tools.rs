//! The pinned tools, and the cache outside the checkout that they are installed into.
//!
//! A tool lives in `<cache>/<name>-<version>/`. It is installed into a folder of another name and
//! renamed when complete, so a folder that exists is a tool that works, and another version never
//! meets the files of this one.
//!
//! Versions stand here, with two exceptions: wasm-bindgen's command must be of the very version of
//! the crate, so that one is read from `Cargo.lock`; and `Trunk.toml` repeats binaryen's, because
//! trunk would look for its own default otherwise (a test compares the two).

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{process, repository, steps::Steps};

/// The version of binaryen's npm package.
pub const BINARYEN_VERSION: &str = "132.0.0";
const TRUNK_VERSION: &str = "0.21.14";
const GECKODRIVER_VERSION: &str = "0.37.1";
const AXE_VERSION: &str = "4.14.1";
const MDBOOK_VERSION: &str = "0.5.4";
const TYPESCRIPT_VERSION: &str = "5.9.3";

/// What the app is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that no system package provides in the version that we need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Bundles the app; the newer 0.22 wants a newer Rust than ours.
    Trunk,
    /// Writes the JavaScript side of the WASM module.
    WasmBindgen,
    /// Its `wasm-opt` shrinks the WASM module; Debian's is too old for what Rust emits.
    Binaryen,
    /// Drives Firefox; Debian does not package it.
    Geckodriver,
    /// Looks a page over for what bars readers from it: a script, run in the page.
    Axe,
    /// Checks the JavaScript package's types.
    TypeScript,
    /// Makes a book of the plan, to measure the site beside.
    MdBook,
}

/// How `wasm-opt` shrinks a module. A function that one place alone calls stays one unless it is
/// small: browsers compile what runs, function by function, and brotli finds what is alike. In the
/// order of their names what is alike is near, in every build.
pub const WASM_OPT: [&str; 3] =
    ["-Oz", "--one-caller-inline-max-function-size=30", "--reorder-functions-by-name"];

/// What building the site takes.
pub const FOR_BUILD: &[Tool] = &[Tool::Trunk, Tool::WasmBindgen, Tool::Binaryen];

/// What the browser suite takes beyond that.
pub const FOR_SUITE: &[Tool] = &[Tool::Geckodriver, Tool::Axe];

/// What checking the JavaScript package takes.
pub const FOR_PACKAGE: &[Tool] = &[Tool::TypeScript];

/// What measuring the site beside others takes.
pub const FOR_PEERS: &[Tool] = &[Tool::MdBook];

/// The tools' cache: `$PLAN_READER_CACHE`, else `plan-reader` in the user's cache folder.
pub struct Cache {
    root: PathBuf,
    wasm_bindgen_version: String,
}

impl Cache {
    /// Finds the cache; it need not exist yet.
    ///
    /// # Errors
    ///
    /// When no environment variable says where caches live, or `Cargo.lock` has no wasm-bindgen.
    pub fn locate() -> Result<Self> {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty());
        let root = if let Some(root) = set("PLAN_READER_CACHE") {
            PathBuf::from(root)
        } else if let Some(caches) = set("XDG_CACHE_HOME") {
            Path::new(&caches).join("plan-reader")
        } else if let Some(home) = set("HOME") {
            Path::new(&home).join(".cache/plan-reader")
        } else {
            bail!(
                "expected PLAN_READER_CACHE, XDG_CACHE_HOME or HOME to say where to keep tools, \
                 but found none of them set"
            );
        };
        let lock = fs::read_to_string(repository().join("Cargo.lock"))
            .context("expected to read Cargo.lock")?;
        Ok(Self {
            root,
            wasm_bindgen_version: locked_version(&lock, "wasm-bindgen")
                .context("expected Cargo.lock to list wasm-bindgen, but found no such package")?
                .to_owned(),
        })
    }

    /// Adds a step for the WASM target and for each of these tools, as far as they are missing.
    ///
    /// # Errors
    ///
    /// When rustc cannot be asked for its targets.
    pub fn add_missing<'a>(&'a self, tools: &[Tool], steps: &mut Steps<'a>) -> Result<()> {
        if !has_wasm_target()? {
            steps.add(format!("install Rust's {WASM_TARGET} target"), || {
                process::run(process::command("rustup").args(["target", "add", WASM_TARGET]))
                    .with_context(|| format!("install the target {WASM_TARGET} by hand"))
            });
        }
        for &tool in tools.iter().filter(|&&tool| !self.has(tool)) {
            let (name, version) = self.release(tool);
            steps
                .add(format!("install {name} {version} into {}", self.root.display()), move || {
                    self.install(tool)
                });
        }
        Ok(())
    }

    /// The value of PATH with these tools' folders first.
    ///
    /// # Errors
    ///
    /// When a folder cannot be part of PATH.
    pub fn path_with(&self, tools: &[Tool]) -> Result<OsString> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let dirs = tools.iter().map(|&tool| self.programs(tool));
        env::join_paths(dirs.chain(env::split_paths(&inherited)))
            .context("expected folders that PATH can hold")
    }

    /// The script that looks a page over.
    pub fn axe_script(&self) -> PathBuf {
        self.programs(Tool::Axe).join("axe.min.js")
    }

    fn release(&self, tool: Tool) -> (&'static str, &str) {
        match tool {
            Tool::Trunk => ("trunk", TRUNK_VERSION),
            Tool::WasmBindgen => ("wasm-bindgen-cli", &self.wasm_bindgen_version),
            Tool::Binaryen => ("binaryen", BINARYEN_VERSION),
            Tool::Geckodriver => ("geckodriver", GECKODRIVER_VERSION),
            Tool::Axe => ("axe-core", AXE_VERSION),
            Tool::TypeScript => ("typescript", TYPESCRIPT_VERSION),
            Tool::MdBook => ("mdbook", MDBOOK_VERSION),
        }
    }

    fn folder(&self, tool: Tool) -> PathBuf {
        let (name, version) = self.release(tool);
        self.root.join(format!("{name}-{version}"))
    }

    fn programs(&self, tool: Tool) -> PathBuf {
        self.folder(tool).join(match tool {
            Tool::Binaryen | Tool::TypeScript => "node_modules/.bin",
            Tool::Axe => "node_modules/axe-core",
            Tool::Trunk | Tool::WasmBindgen | Tool::Geckodriver | Tool::MdBook => "bin",
        })
    }

    fn has(&self, tool: Tool) -> bool {
        self.programs(tool).is_dir()
    }

    fn install(&self, tool: Tool) -> Result<()> {
        fs::create_dir_all(&self.root)
            .with_context(|| format!("expected to create {}", self.root.display()))?;
        // Two checkouts may share the cache; the second one waits here and then finds the tool.
        let lock = File::create(self.root.join("lock"))?;
        lock.lock()?;
        if self.has(tool) {
            return Ok(());
        }
        let (name, version) = self.release(tool);
        let partial = self.root.join(format!("partial-{name}-{version}"));
        for leftover in [&partial, &self.folder(tool)] {
            if leftover.exists() {
                fs::remove_dir_all(leftover)?;
            }
        }
        match tool {
            Tool::Trunk | Tool::Geckodriver | Tool::MdBook => {
                cargo_install(name, version, &partial, true)?;
            }
            // Its own lock file names a crate version that has been withdrawn.
            Tool::WasmBindgen => cargo_install(name, version, &partial, false)?,
            Tool::Binaryen | Tool::Axe | Tool::TypeScript => npm_install(name, version, &partial)?,
        }
        fs::rename(&partial, self.folder(tool))?;
        Ok(())
    }
}

fn has_wasm_target() -> Result<bool> {
    let libraries = process::output(process::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]))?;
    Ok(Path::new(libraries.trim()).is_dir())
}

fn cargo_install(name: &str, version: &str, into: &Path, is_locked: bool) -> Result<()> {
    let mut cargo = process::cargo();
    cargo
        .args(["install", name, "--version", version, "--root"])
        .arg(into)
        // A tool that runs for seconds is not worth minutes of link-time optimisation.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_TARGET_DIR", into.join("target"));
    if is_locked {
        cargo.arg("--locked");
    }
    process::run(&mut cargo)?;
    fs::remove_dir_all(into.join("target"))?;
    Ok(())
}

fn npm_install(name: &str, version: &str, into: &Path) -> Result<()> {
    // npm takes the nearest package.json for the project, so give it a folder with its own.
    fs::create_dir_all(into)?;
    fs::write(into.join("package.json"), "{\"private\": true}\n")?;
    process::run(
        process::command("npm")
            .current_dir(into)
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
            .arg(format!("{name}@{version}")),
    )
}

/// The version of the first package of this name in the text of a `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name_line = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name_line)
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{BINARYEN_VERSION, WASM_OPT, locked_version};
    use crate::repository;

    #[test]
    fn reads_a_version_from_a_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"a\"\nversion = \"1.2.3\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "a"), Some("1.2.3"));
        assert_eq!(locked_version(lock, "b"), None);
    }

    #[test]
    fn trunk_wants_the_binaryen_that_we_install_and_runs_it_alike() {
        let config = fs::read_to_string(repository().join("Trunk.toml")).unwrap();
        let major = BINARYEN_VERSION.split('.').next().unwrap();
        let expected = format!("wasm_opt = \"version_{major}\"");
        assert!(config.contains(&expected), "expected `{expected}`");
        let template = fs::read_to_string(repository().join("www/index.html")).unwrap();
        let expected = format!("data-wasm-opt-params=\"{}\"", WASM_OPT[1..].join(" "));
        assert!(template.contains(&expected), "expected `{expected}`");
    }
}
