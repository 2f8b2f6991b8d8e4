//! A list of named steps that runs in order, says how far it is, and stops at the first failure.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

type Work<'a> = Box<dyn FnOnce() -> Result<()> + 'a>;

/// Steps to run. They are all known before the first one starts, so that each can be announced as
/// the i-th of n.
#[derive(Default)]
pub struct Steps<'a> {
    steps: Vec<(String, Work<'a>)>,
}

impl<'a> Steps<'a> {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a step at the end.
    pub fn add(&mut self, name: impl Into<String>, work: impl FnOnce() -> Result<()> + 'a) {
        self.steps.push((name.into(), Box::new(work)));
    }

    /// Runs the steps and prints to standard error when each begins and how long it took.
    ///
    /// # Errors
    ///
    /// The error of the first step that fails, with the step's name; the later ones do not run.
    pub fn run(self) -> Result<()> {
        let n_steps = self.steps.len();
        let started = Instant::now();
        for (step_idx, (name, work)) in self.steps.into_iter().enumerate() {
            let place = format!("[{}/{n_steps}]", step_idx + 1);
            let step_started = Instant::now();
            eprintln!("{place} {name} … ({} so far)", Took(started.elapsed()));
            work().with_context(|| format!("step {place} failed: {name}"))?;
            eprintln!("{place} {name}: done in {}", Took(step_started.elapsed()));
        }
        Ok(())
    }
}

/// A duration as people say it: `4.2 s`, `3 min 05 s`.
struct Took(Duration);

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match seconds / 60 {
            0 => write!(f, "{:.1} s", self.0.as_secs_f64()),
            minutes => write!(f, "{minutes} min {:02} s", seconds % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, time::Duration};

    use anyhow::bail;

    use super::{Steps, Took};

    #[test]
    fn stops_at_the_first_failure_and_names_it() {
        let ran = RefCell::new(Vec::new());
        let mut steps = Steps::new();
        steps.add("one", || {
            ran.borrow_mut().push(1);
            Ok(())
        });
        steps.add("two", || bail!("expected a, but found b"));
        steps.add("three", || {
            ran.borrow_mut().push(3);
            Ok(())
        });
        let error = steps.run().unwrap_err();
        assert_eq!(format!("{error:#}"), "step [2/3] failed: two: expected a, but found b");
        assert_eq!(*ran.borrow(), [1]);
    }

    #[test]
    fn durations_read_as_minutes_and_seconds() {
        assert_eq!(Took(Duration::from_millis(4210)).to_string(), "4.2 s");
        assert_eq!(Took(Duration::from_secs(185)).to_string(), "3 min 05 s");
    }
}
