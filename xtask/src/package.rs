//! Building and checking the JavaScript package.
//!
//! `pkg/` holds what is written by hand; the module, its glue, the plan's data and the licences are
//! put beside it. What is checked is the package as npm would install it, in a folder of its own,
//! so that a file that is left out of it is missed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{
    packages,
    process::{self, cargo},
    repository, site,
    steps::Steps,
    tools::{self, Cache, WASM_TARGET},
};

/// All that npm is to ship, in order.
const SHIPPED: [&str; 11] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "elements.d.ts",
    "elements.js",
    "index.d.ts",
    "index.js",
    "package.json",
    "plan_reader.js",
    "plan_reader_bg.wasm",
    "wuxi.bin",
];

/// The name of the module and its glue.
const MODULE: &str = "plan_reader";
/// The bundled plan.
const DATA: &str = "wuxi.bin";

/// Where the package is.
pub fn folder() -> PathBuf {
    repository().join("pkg")
}

/// The package as npm installed it, once [`add_checks`]' steps have run.
pub fn installed() -> PathBuf {
    checked().join("node_modules/plan-reader")
}

fn checked() -> PathBuf {
    repository().join("target/package/checked")
}

/// Builds the package into [`folder`], installing first what that takes; if `is_checked`, checks it
/// against the site in `dist/`.
///
/// # Errors
///
/// The first step that fails.
pub fn run(is_checked: bool) -> Result<()> {
    let cache = Cache::locate()?;
    let dist = site::dist();
    let mut steps = Steps::new();
    packages::add_missing(packages::FOR_BUILD, &mut steps);
    let more = if is_checked { tools::FOR_PACKAGE } else { &[] };
    cache.add_missing(&[tools::FOR_BUILD, more].concat(), &mut steps)?;
    add_build(&cache, &mut steps);
    if is_checked {
        add_checks(&cache, &dist, &mut steps);
    }
    steps.run()
}

/// Adds the steps that build the package into [`folder`].
pub fn add_build<'a>(cache: &'a Cache, steps: &mut Steps<'a>) {
    steps.add("build the JavaScript package", move || {
        let module = compile(cache)?;
        let folder = folder();
        for file in [format!("{MODULE}.js"), format!("{MODULE}_bg.wasm")] {
            fs::copy(module.join(&file), folder.join(&file))
                .with_context(|| format!("expected to copy {file}"))?;
        }
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            fs::copy(repository().join(licence), folder.join(licence))?;
        }
        process::run(
            cargo()
                .args(["run", "--quiet", "--locked", "--profile", "prerender"])
                .args(["--package", "plan-reader", "--bin", "bundle", "--"])
                .arg(folder.join(DATA)),
        )
    });
}

/// The folder with the module, shrunk, and its glue.
fn compile(cache: &Cache) -> Result<PathBuf> {
    let out_dir = repository().join("target/package/module");
    process::run(
        cargo()
            .args(["build", "--locked", "--release", "--package", "plan-package"])
            .args(["--target", WASM_TARGET])
            .arg("--target-dir")
            .arg(repository().join("target"))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", site::remapped_paths()),
    )?;
    let path = cache.path_with(tools::FOR_BUILD)?;
    let compiled = format!("target/{WASM_TARGET}/release/plan_package.wasm");
    process::run(
        process::command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--out-name", MODULE, "--out-dir"])
            .arg(&out_dir)
            .arg(repository().join(compiled))
            .env("PATH", &path),
    )?;
    let module = out_dir.join(format!("{MODULE}_bg.wasm"));
    process::run(
        process::command("wasm-opt")
            .args(tools::WASM_OPT)
            .arg(&module)
            .arg("-o")
            .arg(&module)
            .env("PATH", path),
    )?;
    Ok(out_dir)
}

/// Adds the steps that check the built package: what it ships, the examples of its README and the
/// answers in Node, the types in TypeScript. `site` is a built site, whose data they are compared
/// with.
pub fn add_checks<'a>(cache: &'a Cache, site: &'a Path, steps: &mut Steps<'a>) {
    steps.add("the JavaScript package, as npm installs it", install);
    steps.add("the package's examples and answers in Node", move || {
        node("examples.mjs", &[&folder().join("README.md")])?;
        node("answers.mjs", &[&site.join("data"), &checked().join("answers.ts")])
    });
    steps.add("the package's types in TypeScript", move || {
        process::run(
            process::command("tsc")
                .current_dir(checked())
                .args(["--project", "tsconfig.json"])
                .env("PATH", cache.path_with(tools::FOR_PACKAGE)?),
        )
    });
}

/// Packs the built package as npm would publish it, into a folder; the tarball's path.
///
/// # Errors
///
/// When npm fails.
pub fn pack(into: &Path) -> Result<PathBuf> {
    let packed = process::output(
        process::command("npm")
            .current_dir(folder())
            .args(["pack", "--silent", "--pack-destination"])
            .arg(into),
    )?;
    Ok(into.join(packed.trim().lines().last().unwrap_or_default()))
}

/// Installs the package beside the checks' own files.
fn install() -> Result<()> {
    let checked = checked();
    if checked.exists() {
        fs::remove_dir_all(&checked)?;
    }
    fs::create_dir_all(&checked)?;
    for entry in fs::read_dir(repository().join("tests/package"))? {
        let entry = entry?;
        fs::copy(entry.path(), checked.join(entry.file_name()))?;
    }
    fs::write(checked.join("package.json"), "{\"private\": true, \"type\": \"module\"}\n")?;
    let tarball = pack(&checked)?;
    process::run(
        process::command("npm")
            .current_dir(&checked)
            .args([
                "install",
                "--offline",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--silent",
            ])
            .arg(tarball),
    )?;
    let mut shipped: Vec<String> = fs::read_dir(installed())?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    shipped.sort();
    ensure!(shipped == SHIPPED, "expected the package to ship {SHIPPED:?}, but found {shipped:?}");
    let here = repository().display().to_string();
    for file in &shipped {
        let content = fs::read(installed().join(file))?;
        for machine in [here.as_str(), "/registry/src/", "/.rustup/"] {
            let is_told = content.windows(machine.len()).any(|part| part == machine.as_bytes());
            ensure!(!is_told, "expected nothing of this machine in {file}, but found `{machine}`");
        }
    }
    Ok(())
}

/// Runs one of the checks' programs.
fn node(program: &str, arguments: &[&Path]) -> Result<()> {
    process::run(process::command("node").current_dir(checked()).arg(program).args(arguments))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::folder;

    #[test]
    fn the_package_has_the_workspaces_version() {
        let package = fs::read_to_string(folder().join("package.json")).unwrap();
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        assert!(package.contains(&version), "expected {version} in pkg/package.json");
    }
}
