//! How the built site stands a crowd: a thousand readers at once on nginx, with the recipe in
//! `deploy/`, by `wrk`. Nobody of them may meet an error or get other bytes than one reader does.
//!
//! `cargo xtask bench --only load` calls this with the site's folder.

use std::{env, fs, path::Path, process::Command};

use anyhow::{Context, Result, bail, ensure};
use browser_tests::nginx::Nginx;
use serde_json::Value;
use xtask::{process, public_url::PublicUrl};

/// How many readers come at once, each asking anew when the answer is there.
const N_READERS: usize = 1_000;
/// For how long, in seconds.
const N_SECONDS: usize = 20;
/// What is asked for: pages, and the heaviest file.
const PATHS: [&str; 3] = ["plan/4/", "indicators/", ".wasm"];
/// What makes `wrk` tell its figures as JSON, times in microseconds.
const SUMMARY: &str = r#"
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests":%d,"bytes":%d,"duration":%d,"errors":%d,"median":%d,"p99":%d}\n',
        summary.requests, summary.bytes, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
"#;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder] = &arguments[..] else {
        bail!("expected a site's folder, but found {arguments:?}");
    };
    let folder = Path::new(folder);
    let nginx = Nginx::start(folder, &PublicUrl::root())?;
    let scratch = tempfile::tempdir()?;
    let script = scratch.path().join("summary.lua");
    fs::write(&script, SUMMARY)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!(
        "| {N_READERS} readers | bytes an answer | answers | answers/s | MB/s | median, ms | 99 of 100, ms |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for path in PATHS {
        let path = if path.starts_with('.') { heaviest(folder, path)? } else { path.to_owned() };
        let answer = runtime.block_on(nginx.get(&path, "Accept-Encoding: gzip\r\n"))?;
        ensure!(answer.status == 200, "expected {path}, but found status {}", answer.status);
        let printed = process::output(
            Command::new("wrk")
                .args(["--threads", "2", "--connections", &N_READERS.to_string()])
                .args(["--duration", &format!("{N_SECONDS}s"), "--timeout", "30s"])
                .args(["--header", "Accept-Encoding: gzip", "--script"])
                .arg(&script)
                .arg(nginx.url(&path)),
        )?;
        let line = printed.lines().rev().find(|line| line.starts_with('{'));
        let summary: Value = serde_json::from_str(line.context("expected wrk's summary")?)?;
        let of = |name: &str| summary[name].as_f64().with_context(|| format!("expected {name}"));
        let (n_answers, n_bytes, seconds) = (of("requests")?, of("bytes")?, of("duration")? / 1e6);
        ensure!(of("errors")? == 0.0, "expected no error, but found {summary}");
        // Whole answers, and of each reader perhaps the beginning of one more; a connection that
        // is kept has a slightly other head.
        let [least, most] = [n_answers, n_answers + N_READERS as f64];
        let n_expected = answer.n_bytes as f64;
        let is_whole = (least * n_expected..=most * (n_expected + 64.0)).contains(&n_bytes);
        ensure!(is_whole, "expected answers of {n_expected} bytes, but found {summary}");
        println!(
            "| `{path}` | {n_expected} | {n_answers} | {:.0} | {:.1} | {:.0} | {:.0} |",
            n_answers / seconds,
            n_bytes / seconds / 1e6,
            of("median")? / 1e3,
            of("p99")? / 1e3,
        );
    }
    Ok(())
}

/// The heaviest file with this ending.
fn heaviest(folder: &Path, ending: &str) -> Result<String> {
    let files = browser_tests::site::files(folder)?;
    let size = |name: &&String| fs::metadata(folder.join(name)).map_or(0, |it| it.len());
    let found = files.iter().filter(|name| name.ends_with(ending)).max_by_key(size);
    Ok(found.with_context(|| format!("expected a file that ends with {ending}"))?.clone())
}
