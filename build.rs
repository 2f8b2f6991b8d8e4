//! Parses the plan at build time and bundles it.
//!
//! Reads `plans/wuxi`, checks the sources against their reviewed checksums, and
//! writes the plan as a compact binary to `OUT_DIR/plan.bin`. A diagnostic that the
//! reviewed list does not allow fails the build, worded
//! `file:line: expected …, but found …`. Beside it lies the plan's picture for shared addresses,
//! for the program that writes the pages. Also gives the build its id: a digest of
//! everything that the site is made from, so that equal inputs have equal ids.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use plan::model::SourceFile;
use plan::{Annotations, Bundle, Folder, PressAnnotations};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

const PLAN_DIR: &str = "plans/wuxi";
/// The document that the plan is parsed from.
const OUTLINE_FILE: &str = "outline.txt";
/// The picture that is shown with shared addresses.
const PICTURE_FILE: &str = "share.png";
/// What the site is made from.
const INPUTS: &[&str] =
    &["Cargo.lock", "Cargo.toml", "Trunk.toml", "build.rs", "crates", "plans", "src", "www"];
const N_BUILD_ID_DIGITS: usize = 12;

fn main() -> ExitCode {
    println!("cargo::rustc-env=PLAN_READER_BUILD_ID={}", build_id());
    match bundled_plan().and_then(|plan| Ok((plan, picture()?))) {
        Ok((plan, picture)) => {
            let out_dir = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
            let out_dir = Path::new(&out_dir);
            fs::write(out_dir.join("plan.bin"), plan).expect("OUT_DIR is writable");
            fs::write(out_dir.join(PICTURE_FILE), picture).expect("OUT_DIR is writable");
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
    let annotations: Annotations = annotations("plan.toml")?;
    let messages: Vec<String> = annotations
        .sources
        .iter()
        .filter_map(|source| changed(source).transpose())
        .collect::<Result<_, _>>()?;
    if !messages.is_empty() {
        return Err(messages);
    }
    let of_press: PressAnnotations = self::annotations("press.toml")?;
    let folder = Folder {
        outline: read(OUTLINE_FILE)?,
        press: Some(read(&of_press.file)?),
        annotations,
        of_indicators: self::annotations("indicators.toml")?,
        of_press,
        of_checks: self::annotations("checks.toml")?,
        of_terms: self::annotations("glossary.toml")?,
        of_topics: self::annotations("topics.toml")?,
        of_places: self::annotations("places.toml")?,
        of_words: self::annotations("words.toml")?,
        of_projects: self::annotations("projects.toml")?,
    };
    let in_folder = |messages: Vec<String>| {
        messages.into_iter().map(|message| format!("{PLAN_DIR}/{message}")).collect::<Vec<_>>()
    };
    Bundle::new(&folder).map(|bundle| bundle.to_bytes()).map_err(in_folder)
}

fn picture() -> Result<Vec<u8>, Vec<String>> {
    fs::read(Path::new(PLAN_DIR).join(PICTURE_FILE)).map_err(|err| {
        vec![format!("{PLAN_DIR}/{PICTURE_FILE}: expected a picture, but found: {err}")]
    })
}

fn read(file: &str) -> Result<String, Vec<String>> {
    fs::read_to_string(Path::new(PLAN_DIR).join(file))
        .map_err(|err| vec![format!("{PLAN_DIR}/{file}: expected a text file, but found: {err}")])
}

/// What a person wrote beside the sources.
fn annotations<T: DeserializeOwned>(file: &str) -> Result<T, Vec<String>> {
    toml::from_str(&read(file)?).map_err(|err| vec![format!("{PLAN_DIR}/{file}: {err}")])
}

/// What is said where a source is not the one that was reviewed.
fn changed(source: &SourceFile) -> Result<Option<String>, Vec<String>> {
    let text = read(&source.file)?;
    let sha256 = hex(&Sha256::digest(&text));
    let is_same = sha256 == source.sha256 && text.len() as u64 == source.n_bytes;
    Ok((!is_same).then(|| {
        format!(
            "{PLAN_DIR}/{}: expected {} bytes with SHA-256 {}, but found {} bytes with {sha256}",
            source.file,
            source.n_bytes,
            source.sha256,
            text.len(),
        )
    }))
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
