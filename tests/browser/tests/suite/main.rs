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

use std::time::Duration;

use anyhow::Context;
use browser_tests::{
    Engine,
    reader::{Reader, Setup},
};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::time::timeout;

/// How long a case may take as a whole; each of its steps has a deadline of its own.
const CASE_DEADLINE: Duration = Duration::from_secs(180);

/// The cases, each once for each engine.
#[derive(Default)]
struct Suite {
    trials: Vec<Trial>,
}

impl Suite {
    /// Adds a case that a visitor of the site goes through.
    fn case<F>(&mut self, setup: Setup, sentence: &str, case: F)
    where
        F: AsyncFn(&mut Reader) -> anyhow::Result<()> + Copy + Send + 'static,
    {
        self.trial(sentence, async move |engine| Reader::run(engine, setup, case).await);
    }

    /// Adds a case of which the engines cannot differ, or that only one can tell.
    fn chromium_case<F>(&mut self, sentence: &str, case: F)
    where
        F: AsyncFn(&mut Reader) -> anyhow::Result<()> + Copy + Send + 'static,
    {
        self.add(Engine::Chromium, sentence, async move |engine| {
            Reader::run(engine, Setup::ROOT, case).await
        });
    }

    /// Adds a case that makes its own arrangements.
    fn trial<F>(&mut self, sentence: &str, run: F)
    where
        F: AsyncFn(Engine) -> anyhow::Result<()> + Copy + Send + 'static,
    {
        for engine in Engine::ALL {
            self.add(engine, sentence, run);
        }
    }

    fn add<F>(&mut self, engine: Engine, sentence: &str, run: F)
    where
        F: AsyncFn(Engine) -> anyhow::Result<()> + Copy + Send + 'static,
    {
        let name = format!("{}: {sentence}", engine.name());
        self.trials.push(Trial::test(name, move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?
                .block_on(async { timeout(CASE_DEADLINE, run(engine)).await })
                .context("expected the case to come to an end")
                .flatten()
                .map_err(|error| Failed::from(format!("{error:#}")))
        }));
    }
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
    libtest_mimic::run(&arguments, suite.trials).exit();
}
