//! What the compiled modules are made of: a bill of materials after
//! [CycloneDX 1.6](https://cyclonedx.org/docs/1.6/json/).
//!
//! Cargo is asked which crates are compiled in, for the target that is shipped; their checksums
//! are those of `Cargo.lock`. What only builds or tests the project is not in it. There is no
//! serial number and no time, which the standard leaves free, so that equal releases are equal.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::VERSION;

/// The packages whose modules are handed out: the site's and the JavaScript package's.
const SHIPPED: [&str; 2] = ["plan-reader", "plan-package"];
const TARGET: &str = "wasm32-unknown-unknown";

/// A crate in the tree, by its reference in the document.
type Reference = String;

/// A crate that is compiled in.
#[derive(Debug, PartialEq, Eq)]
struct Crate {
    name: String,
    version: String,
    license: String,
}

impl Crate {
    fn reference(&self) -> Reference {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

/// The crates of a tree and what each is made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tree {
    crates: BTreeMap<Reference, Crate>,
    parts: BTreeMap<Reference, BTreeSet<Reference>>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<LockedPackage>,
}

#[derive(Deserialize)]
struct LockedPackage {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// What a built site says of the documents in it.
#[derive(Deserialize)]
struct PlanFile {
    sources: Vec<Source>,
}

#[derive(Deserialize, Serialize)]
struct Source {
    file: String,
    description: String,
    sha256: String,
}

/// The document, for the modules and the texts of the built `site`.
///
/// # Errors
///
/// When cargo, `Cargo.lock` or the site's data say something else than expected.
pub fn document(site: &Path) -> Result<String> {
    let mut tree = Tree::default();
    for package in SHIPPED {
        read_tree(&cargo_tree(package)?, &mut tree)?;
    }
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let lock = fs::read_to_string(Path::new(repository).join("Cargo.lock"))?;
    let data = site.join("data/plan.json");
    let data = fs::read_to_string(&data)
        .with_context(|| format!("expected a built site with {}", data.display()))?;
    let plan = serde_json::from_str(&data).context("expected plan.json to name its sources")?;
    let document = described(&tree, &checksums(&lock)?, &plan, &rust_version()?)?;
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn cargo_tree(package: &str) -> Result<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--locked", "--package", package, "--target", TARGET])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "|{p}|{l}"])
        .output()
        .context("expected to start cargo")?;
    ensure!(
        output.status.success(),
        "expected cargo to list the crates of {package}, but found: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// The version of the standard library, which is compiled in like a crate.
fn rust_version() -> Result<String> {
    let output = Command::new("rustc")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("--version")
        .output()
        .context("expected to start rustc")?;
    let line = String::from_utf8(output.stdout)?;
    let version = line.split(' ').nth(1);
    Ok(version.with_context(|| format!("expected rustc's version, but found `{line}`"))?.to_owned())
}

/// Adds the crates of a tree as cargo prints it: `2|serde v1.0.219|MIT OR Apache-2.0 (*)`, where
/// the first number is the depth and the mark says that what is below stood earlier.
fn read_tree(lines: &str, tree: &mut Tree) -> Result<()> {
    let mut above: Vec<Reference> = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let mut fields = line.split('|');
        let (Some(depth), Some(package), Some(license), None) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            bail!("expected depth, package and licence, but found `{line}`");
        };
        let mut words = package.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            bail!("expected a package's name and version, but found `{package}`");
        };
        let found = Crate {
            name: name.to_owned(),
            version: version.trim_start_matches('v').to_owned(),
            // An older way to write a choice.
            license: license.trim_end_matches(" (*)").replace('/', " OR "),
        };
        ensure!(!found.license.is_empty(), "expected a licence of {name}, but found none");
        let reference = found.reference();
        above.truncate(depth.parse().with_context(|| format!("expected a depth in `{line}`"))?);
        if let Some(whole) = above.last() {
            tree.parts.entry(whole.clone()).or_default().insert(reference.clone());
        }
        tree.parts.entry(reference.clone()).or_default();
        tree.crates.insert(reference.clone(), found);
        above.push(reference);
    }
    Ok(())
}

/// The SHA-256 of each crate that comes from a registry.
fn checksums(lock: &str) -> Result<HashMap<(String, String), String>> {
    let lock: Lock = toml::from_str(lock).context("expected Cargo.lock in its own form")?;
    Ok(lock
        .package
        .into_iter()
        .filter_map(|it| Some(((it.name, it.version), it.checksum?)))
        .collect())
}

fn described(
    tree: &Tree,
    checksums: &HashMap<(String, String), String>,
    plan: &PlanFile,
    rust_version: &str,
) -> Result<Value> {
    let root = format!("plan-reader-{VERSION}");
    let std = format!("std@{rust_version}");
    let sha256 = |content: &str| json!([{ "alg": "SHA-256", "content": content }]);
    let mut components = vec![json!({
        "type": "library",
        "bom-ref": std,
        "name": "std",
        "version": rust_version,
        "description": "Rust's standard library",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    })];
    for (reference, it) in &tree.crates {
        let mut component = json!({
            "type": "library",
            "bom-ref": reference,
            "name": it.name,
            "version": it.version,
            "licenses": [{ "expression": it.license }],
        });
        if let Some(checksum) = checksums.get(&(it.name.clone(), it.version.clone())) {
            component["hashes"] = sha256(checksum);
            component["purl"] = json!(reference);
        } else {
            // Our own, which no registry has.
            ensure!(
                it.version == VERSION,
                "expected a checksum of {reference} in Cargo.lock, but found none"
            );
        }
        components.push(component);
    }
    for Source { file, description, sha256: sum } in &plan.sources {
        components.push(json!({
            "type": "data",
            "bom-ref": format!("source:{file}"),
            "name": file,
            "description": description,
            "hashes": sha256(sum),
        }));
    }
    let mut dependencies: Vec<Value> = tree
        .parts
        .iter()
        .map(|(whole, parts)| json!({ "ref": whole, "dependsOn": parts }))
        .collect();
    let shipped = SHIPPED.map(|name| format!("pkg:cargo/{name}@{VERSION}"));
    let texts = plan.sources.iter().map(|it| format!("source:{}", it.file));
    let of_root: Vec<Reference> = shipped.into_iter().chain([std]).chain(texts).collect();
    dependencies.push(json!({ "ref": root, "dependsOn": of_root }));
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "plan-reader",
                "version": VERSION,
                "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

#[cfg(test)]
mod tests {
    use super::{PlanFile, Source, Tree, VERSION, checksums, described, read_tree};

    fn tree(lines: &str) -> Tree {
        let mut tree = Tree::default();
        read_tree(lines, &mut tree).unwrap();
        tree
    }

    #[test]
    fn a_tree_says_what_each_crate_is_made_of() {
        let tree = tree(
            "0|plan-reader v0.1.0 (/somewhere)|MIT\n1|a v1.2.3|Unlicense/MIT\n2|b v0.4.0|Zlib\n\
             1|b v0.4.0|Zlib (*)\n",
        );
        let parts = |of: &str| tree.parts[of].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(
            parts("pkg:cargo/plan-reader@0.1.0"),
            ["pkg:cargo/a@1.2.3", "pkg:cargo/b@0.4.0"]
        );
        assert_eq!(parts("pkg:cargo/a@1.2.3"), ["pkg:cargo/b@0.4.0"]);
        assert_eq!(parts("pkg:cargo/b@0.4.0"), [""; 0]);
        assert_eq!(tree.crates["pkg:cargo/a@1.2.3"].license, "Unlicense OR MIT");
        assert_eq!(tree.crates["pkg:cargo/b@0.4.0"].license, "Zlib");
    }

    #[test]
    fn a_line_that_is_no_crate_is_refused() {
        for (line, expected) in [
            ("0|a v1", "expected depth, package and licence, but found `0|a v1`"),
            ("0|a|MIT", "expected a package's name and version, but found `a`"),
            ("0|a v1|", "expected a licence of a, but found none"),
            ("x|a v1|MIT", "expected a depth in `x|a v1|MIT`"),
        ] {
            let error = read_tree(line, &mut Tree::default()).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
    }

    #[test]
    fn a_crate_of_others_has_its_checksum_and_nothing_tells_where_it_was_built() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.2.3\"\nchecksum = \"0f\"\n";
        let plan = PlanFile {
            sources: vec![Source {
                file: "outline.txt".to_owned(),
                description: "全文".to_owned(),
                sha256: "1e".to_owned(),
            }],
        };
        let found = tree(&format!("0|own v{VERSION} (/somewhere)|MIT\n1|a v1.2.3|MIT\n"));
        let document = described(&found, &checksums(lock).unwrap(), &plan, "1.95.0").unwrap();
        let components = document["components"].as_array().unwrap();
        let sums = components.iter().map(|it| it["hashes"][0]["content"].as_str());
        assert_eq!(sums.collect::<Vec<_>>(), [None, Some("0f"), None, Some("1e")]);
        let addresses = components.iter().map(|it| it["purl"].as_str());
        assert_eq!(addresses.collect::<Vec<_>>(), [None, Some("pkg:cargo/a@1.2.3"), None, None]);
        assert!(!document.to_string().contains("somewhere"));
        let found = tree("0|b v9.9.9|MIT");
        let error = described(&found, &checksums(lock).unwrap(), &plan, "1.95.0").unwrap_err();
        assert!(error.to_string().starts_with("expected a checksum of pkg:cargo/b@9.9.9"));
    }
}
