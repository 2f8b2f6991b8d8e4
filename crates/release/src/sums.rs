//! Checksums of what is handed out.

use std::{fmt::Write, fs, path::Path};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A line for each file in `folder`, by name: its SHA-256 in hexadecimal, two spaces, the name.
///
/// # Errors
///
/// When a file cannot be read.
pub fn sums(folder: &Path) -> Result<String> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<String>>>()?;
    names.sort();
    let mut sums = String::new();
    for name in names {
        let content =
            fs::read(folder.join(&name)).with_context(|| format!("expected to read {name}"))?;
        for byte in Sha256::digest(content) {
            write!(sums, "{byte:02x}")?;
        }
        writeln!(sums, "  {name}")?;
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::sums;

    #[test]
    fn each_file_has_a_line_that_sha256sum_reads() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b"), "abc").unwrap();
        fs::write(folder.path().join("a"), "").unwrap();
        assert_eq!(
            sums(folder.path()).unwrap(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
        );
    }
}
