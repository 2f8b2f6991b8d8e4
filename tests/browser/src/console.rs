//! Listening to a browser's real console: what a developer would see there, from any script and
//! from the browser itself, whether or not our code runs.
//!
//! Each engine offers another way in; the crate's documentation says what each covers. The harness
//! tests itself with a page that errs, so that a capture that went deaf is noticed.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde_json::{Value, json};

use crate::driver::{DEADLINE, POLL_PERIOD, vendor_command};

/// What WebKitGTK says of the policy in every page: it is built without manifests of web apps, so
/// it does not know the directive that lets other browsers fetch theirs.
const WITHOUT_MANIFESTS: &str = "Unrecognized Content-Security-Policy directive 'manifest-src'.";

/// What Firefox says of a file that a page is left before it has come: its digest is that of
/// nothing.
const CUT_OFF: &str = "The computed hash is “47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=”";

/// What WebKitGTK says where a page is left while its worker is asked for. The cases on reading
/// offline would miss a worker that cannot be had.
const LEFT_EARLY: &str = "/sw.js due to access control checks";

/// The console of one browser session.
#[derive(Clone, Debug)]
pub enum Console {
    /// The driver keeps a log and hands it out on request.
    OnRequest,
    /// A task of ours listens to messages as they come.
    Live(Log),
}

/// The messages heard until now, filled by a task while a case runs.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<Entry>>>);

/// A message in a console.
#[derive(Debug)]
struct Entry {
    is_complaint: bool,
    text: String,
}

impl Log {
    /// Adds a message; `level` is what the engine calls its gravity.
    pub(crate) fn add(&self, level: &Value, text: &Value) {
        let text = format!("{}: {}", plain(level), plain(text));
        let is_complaint =
            matches!(level.as_str(), Some("SEVERE" | "WARNING" | "error" | "warn" | "warning"))
                && ![WITHOUT_MANIFESTS, CUT_OFF, LEFT_EARLY].iter().any(|it| text.contains(it));
        self.entries().push(Entry { is_complaint, text });
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_complaints(&self) -> Vec<String> {
        mem::take(&mut *self.entries())
            .into_iter()
            .filter(|entry| entry.is_complaint)
            .map(|entry| entry.text)
            .collect()
    }
}

impl Console {
    /// Takes the errors and warnings that have come up since the last call.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn take_complaints(&self, client: &Client) -> Result<Vec<String>> {
        match self {
            Self::OnRequest => {
                let entries =
                    vendor_command(client, "se/log", json!({ "type": "browser" })).await?;
                let log = Log::default();
                for entry in entries.as_array().context("expected the log to be a list")? {
                    log.add(&entry["level"], &entry["message"]);
                }
                Ok(log.take_complaints())
            }
            Self::Live(log) => {
                catch_up(log, client).await?;
                Ok(log.take_complaints())
            }
        }
    }
}

/// Waits until all that is in the console now has been heard. Messages come in order, so it is
/// enough to add one and wait for it.
async fn catch_up(log: &Log, client: &Client) -> Result<()> {
    const LAST: &str = "heard up to here";
    client.execute("console.info(arguments[0])", vec![LAST.into()]).await?;
    let started = Instant::now();
    while !log.entries().iter().any(|entry| entry.text.contains(LAST)) {
        if started.elapsed() > DEADLINE {
            bail!("expected to hear a message in the console, but found silence");
        }
        tokio::time::sleep(POLL_PERIOD).await;
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
