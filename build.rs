//! Parses the plan at build time and bundles it.
//!
//! Reads `plans/wuxi`, checks the sources against their reviewed checksums, and
//! writes the plan as a compact binary to `OUT_DIR/plan.bin`. A diagnostic that the
//! reviewed list does not allow fails the build, worded
//! `file:line: expected …, but found …`. Also gives the build its id: a digest of
//! everything that the site is made from, so that equal inputs have equal ids.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use plan::{Annotations, IndicatorAnnotations, Links, bundle, parse};
use sha2::{Digest, Sha256};

const PLAN_DIR: &str = "plans/wuxi";
const ANNOTATIONS_FILE: &str = "plan.toml";
const INDICATORS_FILE: &str = "indicators.toml";
/// The document that the plan is parsed from.
const OUTLINE_FILE: &str = "outline.txt";
/// What the site is made from.
const INPUTS: &[&str] =
    &["Cargo.lock", "Cargo.toml", "Trunk.toml", "build.rs", "crates", "plans", "src", "www"];
const N_BUILD_ID_DIGITS: usize = 12;

fn main() -> ExitCode {
    println!("cargo::rustc-env=PLAN_READER_BUILD_ID={}", build_id());
    match bundled_plan() {
        Ok(bytes) => {
            let out_dir = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
            fs::write(Path::new(&out_dir).join("plan.bin"), bytes).expect("OUT_DIR is writable");
            ExitCode::SUCCESS
        }
        Err(messages) => {
            for message in messages {
                println!("cargo::error={message}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The plan's binary, or what is wrong with its folder, a message a finding.
fn bundled_plan() -> Result<Vec<u8>, Vec<String>> {
    let dir = Path::new(PLAN_DIR);
    let read = |file: &str| {
        fs::read_to_string(dir.join(file)).map_err(|err| {
            vec![format!("{PLAN_DIR}/{file}: expected a text file, but found: {err}")]
        })
    };
    let wrong = |file: &str, err: toml::de::Error| vec![format!("{PLAN_DIR}/{file}: {err}")];
    let annotations: Annotations =
        toml::from_str(&read(ANNOTATIONS_FILE)?).map_err(|err| wrong(ANNOTATIONS_FILE, err))?;
    let of_indicators: IndicatorAnnotations =
        toml::from_str(&read(INDICATORS_FILE)?).map_err(|err| wrong(INDICATORS_FILE, err))?;

    let mut messages = Vec::new();
    for source in &annotations.sources {
        let text = read(&source.file)?;
        let sha256 = hex(&Sha256::digest(&text));
        if sha256 != source.sha256 || text.len() as u64 != source.n_bytes {
            messages.push(format!(
                "{PLAN_DIR}/{}: expected {} bytes with SHA-256 {}, but found {} bytes with {sha256}",
                source.file,
                source.n_bytes,
                source.sha256,
                text.len(),
            ));
        }
    }

    let parsed = parse(&read(OUTLINE_FILE)?, &annotations);
    let (unexpected, unneeded) = annotations.review(&parsed.diagnostics);
    messages.extend(
        unexpected.iter().map(|diagnostic| format!("{PLAN_DIR}/{OUTLINE_FILE}:{diagnostic}")),
    );
    messages.extend(unneeded.iter().map(|allowed| {
        format!(
            "{PLAN_DIR}/{ANNOTATIONS_FILE}: expected a {} at line {} of {OUTLINE_FILE} as allowed, \
             but found none",
            allowed.kind, allowed.line
        )
    }));
    if let Some(press) = &of_indicators.press
        && !read(&press.source)?.contains(&press.quote)
    {
        messages.push(format!(
            "{PLAN_DIR}/{INDICATORS_FILE}: expected words of {}, but found {}",
            press.source, press.quote
        ));
    }
    match Links::new(&parsed.plan, &annotations, &of_indicators) {
        Ok(links) if messages.is_empty() => Ok(bundle::to_bytes(&parsed.plan, &links)),
        Ok(_) => Err(messages),
        Err(wrong) => {
            let worded = wrong.iter().map(|it| format!("{PLAN_DIR}/{INDICATORS_FILE}: {it}"));
            messages.extend(worded);
            Err(messages)
        }
    }
}

/// A digest of the names and contents of all inputs.
fn build_id() -> String {
    let mut files = Vec::new();
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
        list_files(Path::new(input), &mut files);
    }
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(Sha256::digest(fs::read(&file).unwrap_or_default()));
    }
    hex(&digest.finalize())[..N_BUILD_ID_DIGITS].to_owned()
}

fn list_files(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries.flatten() {
                list_files(&entry.path(), files);
            }
        }
        Err(_) => files.push(path.to_owned()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
