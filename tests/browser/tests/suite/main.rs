//! Cases that read as sentences. Each runs in each engine and fails when the console is not empty.

mod access;
mod charts;
mod concerns;
mod failing;
mod harness;
mod listen;
mod moving;
mod notes;
mod numbers;
mod offline;
mod opening;
mod package;
mod press;
mod printing;
mod projects;
mod reading;
mod safety;
mod search;
mod sharing;

use std::{
    process,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result};
use browser_tests::{
    Engine,
    reader::{Reader, Setup},
};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::time::timeout;

/// How long a case may take as a whole; each of its steps has a deadline of its own.
const CASE_DEADLINE: Duration = Duration::from_secs(180);

/// How many cases of a run may need a second try before the run fails all the same.
const MAX_FLAKY: usize = 6;

/// The cases that held only when tried again, with what went wrong at first.
static FLAKY: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The cases, each once for each engine.
#[derive(Default)]
struct Suite {
    trials: Vec<Trial>,
}

impl Suite {
    /// Adds a case that a visitor of the site goes through.
    fn case<F>(&mut self, setup: Setup, sentence: &str, case: F)
    where
        F: AsyncFn(&mut Reader) -> Result<()> + Copy + Send + 'static,
    {
        self.trial(sentence, async move |engine| Reader::run(engine, setup, case).await);
    }

    /// Adds a case of which the engines cannot differ, or that only one can tell.
    fn chromium_case<F>(&mut self, sentence: &str, case: F)
    where
        F: AsyncFn(&mut Reader) -> Result<()> + Copy + Send + 'static,
    {
        self.add(Engine::Chromium, sentence, async move |engine| {
            Reader::run(engine, Setup::ROOT, case).await
        });
    }

    /// Adds a case that makes its own arrangements.
    fn trial<F>(&mut self, sentence: &str, run: F)
    where
        F: AsyncFn(Engine) -> Result<()> + Copy + Send + 'static,
    {
        for engine in Engine::ALL {
            self.add(engine, sentence, run);
        }
    }

    fn add<F>(&mut self, engine: Engine, sentence: &str, run: F)
    where
        F: AsyncFn(Engine) -> Result<()> + Copy + Send + 'static,
    {
        let name = format!("{}: {sentence}", engine.name());
        self.trials.push(Trial::test(name.clone(), move || {
            let Err(first) = attempt(engine, run) else { return Ok(()) };
            attempt(engine, run).map_err(|second| {
                Failed::from(format!("{second:#}\nat the first try: {first:#}"))
            })?;
            let mut flaky = FLAKY.lock().unwrap_or_else(PoisonError::into_inner);
            flaky.push(format!("{name}\n  at the first try: {first:#}"));
            Ok(())
        }));
    }
}

/// Runs a case once. Three engines share a small machine, and a browser may stumble over its own
/// feet there, so a case that fails gets a second try, which the run's end speaks of.
fn attempt<F>(engine: Engine, run: F) -> Result<()>
where
    F: AsyncFn(Engine) -> Result<()>,
{
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async { timeout(CASE_DEADLINE, run(engine)).await })
        .context("expected the case to come to an end")
        .flatten()
}

fn main() {
    let arguments = Arguments::from_args();
    let mut suite = Suite::default();
    harness::add(&mut suite);
    access::add(&mut suite);
    opening::add(&mut suite);
    package::add(&mut suite);
    moving::add(&mut suite);
    listen::add(&mut suite);
    notes::add(&mut suite);
    numbers::add(&mut suite);
    press::add(&mut suite);
    printing::add(&mut suite);
    projects::add(&mut suite);
    reading::add(&mut suite);
    safety::add(&mut suite);
    search::add(&mut suite);
    sharing::add(&mut suite);
    charts::add(&mut suite);
    concerns::add(&mut suite);
    failing::add(&mut suite);
    offline::add(&mut suite);
    let conclusion = libtest_mimic::run(&arguments, suite.trials);
    let flaky = FLAKY.lock().unwrap_or_else(PoisonError::into_inner);
    if !flaky.is_empty() {
        eprintln!("flaky, held only at the second try: {}\n{}", flaky.len(), flaky.join("\n"));
    }
    conclusion.exit_if_failed();
    if flaky.len() > MAX_FLAKY {
        eprintln!("error: expected at most {MAX_FLAKY} flaky cases, but found {}", flaky.len());
        process::exit(1);
    }
}
