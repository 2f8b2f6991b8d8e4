//! Everything that a change has to pass, in the order in which failures are cheapest to find.

use std::{env, path::Path, process::Command};

use anyhow::Result;

use crate::{
    package, packages,
    process::{self, cargo},
    public_url::PublicUrl,
    release, repository, site,
    steps::Steps,
    tools::{self, Cache, WASM_TARGET},
};

/// The sub-path that the second site under test is built for.
const SUB_PATH: &str = "/wuxi/";

/// A browser engine that the suite runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge and WeChat on Android.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari, and everything on an iPhone.
    Webkit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name on the command line and before the colon in a case's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

/// How much to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it, in every engine.
    Everything,
    /// What needs neither a built site nor a browser.
    Native,
    /// All of it, in one engine.
    OneEngine(Engine),
}

/// Runs the checks and tests.
///
/// # Errors
///
/// The first check that fails, or a tool that cannot be installed.
pub fn run(extent: Extent) -> Result<()> {
    let cache = Cache::locate()?;
    let dist = site::dist();
    let sub_path_site = repository().join("target/site/sub-path");
    let root = PublicUrl::root();
    let sub_path: PublicUrl = SUB_PATH.parse()?;

    let mut steps = Steps::new();
    let engine_filter = match extent {
        Extent::Native => {
            cache.add_missing(&[], &mut steps)?;
            add_native(&mut steps);
            return steps.run();
        }
        Extent::Everything => None,
        Extent::OneEngine(engine) => Some(engine),
    };
    packages::add_missing(packages::FOR_BUILD.iter().chain(packages::FOR_SUITE), &mut steps);
    let tools = [tools::FOR_BUILD, tools::FOR_PACKAGE, tools::FOR_SUITE].concat();
    cache.add_missing(&tools, &mut steps)?;
    add_native(&mut steps);
    site::add_build(&cache, &dist, &root, &mut steps);
    site::add_build(&cache, &sub_path_site, &sub_path, &mut steps);
    package::add_build(&cache, &mut steps);
    package::add_checks(&cache, &dist, &mut steps);
    release::add_check(&mut steps);
    steps.add("the built sites, file by file", || {
        browser_tests(&cache, "site", &dist, &sub_path_site, None)
    });
    steps.add("the site on nginx", || browser_tests(&cache, "nginx", &dist, &sub_path_site, None));
    steps.add("the browser suite", || {
        browser_tests(&cache, "suite", &dist, &sub_path_site, engine_filter)
    });
    steps.run()
}

/// Runs the native tests and rewrites the golden files with what they found.
///
/// # Errors
///
/// When a test fails all the same.
pub fn bless() -> Result<()> {
    process::run(cargo().args(NATIVE_TESTS).env("BLESS", "1"))
}

/// Takes pictures of the pages in `dist/`.
///
/// # Errors
///
/// When there is no site in `dist/`, or the browser fails.
pub fn screenshots(engine: Engine, out_dir: &Path) -> Result<()> {
    let out_dir = env::current_dir()?.join(out_dir);
    with_browsers("screenshots", |program| {
        program.arg(engine.name()).arg(site::dist()).arg(out_dir)
    })
}

/// Runs a program of the browser suite, with everything there that it needs.
pub(crate) fn with_browsers(
    name: &str,
    arguments: impl FnOnce(&mut Command) -> &mut Command,
) -> Result<()> {
    let cache = Cache::locate()?;
    let mut steps = Steps::new();
    packages::add_missing(packages::FOR_SUITE, &mut steps);
    cache.add_missing(tools::FOR_SUITE, &mut steps)?;
    steps.run()?;
    let mut program = cargo();
    program.args(["run", "--quiet", "--package", "browser-tests", "--bin", name, "--"]);
    arguments(&mut program);
    process::run(program.env("PATH", cache.path_with(tools::FOR_SUITE)?))
}

const NATIVE_TESTS: [&str; 4] = ["test", "--workspace", "--exclude", "browser-tests"];

fn add_native(steps: &mut Steps<'_>) {
    steps.add("formatting", || process::run(cargo().args(["fmt", "--all", "--check"])));
    steps.add("clippy", || {
        process::run(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    steps.add("clippy on the app as it runs in the browser", || {
        process::run(
            cargo().args(["clippy", "--package", "plan-reader", "--bin", "plan-reader"]).args([
                "--target",
                WASM_TARGET,
                "--",
                "-D",
                "warnings",
            ]),
        )
    });
    steps.add("clippy on the JavaScript package's face", || {
        process::run(
            cargo()
                .args(["clippy", "--package", "plan-package", "--target", WASM_TARGET])
                .args(["--", "-D", "warnings"]),
        )
    });
    steps.add("documentation", || {
        process::run(
            cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"),
        )
    });
    steps.add("native tests", || process::run(cargo().args(NATIVE_TESTS)));
}

/// Runs one test target of the package that looks at the built sites.
fn browser_tests(
    cache: &Cache,
    target: &str,
    root_site: &Path,
    sub_path_site: &Path,
    engine: Option<Engine>,
) -> Result<()> {
    let mut command = cargo();
    command
        .args(["test", "--package", "browser-tests", "--test", target])
        .env("PATH", cache.path_with(tools::FOR_SUITE)?)
        .env("PLAN_READER_AXE", cache.axe_script())
        .env("PLAN_READER_PACKAGE", package::installed())
        .env("PLAN_READER_SITE", root_site)
        .env("PLAN_READER_SUB_PATH_SITE", sub_path_site);
    if let Some(engine) = engine {
        command.arg("--").arg(format!("{}:", engine.name()));
    }
    process::run(&mut command)
}
