//! A folder as one file. ZIP, because those who publish a site may sit at any system.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use zip::{CompressionMethod, DateTime, System, ZipWriter, write::SimpleFileOptions};

/// The bytes of an archive of `folder`: its files in the order of their names, all of one time and
/// with the same rights.
///
/// # Errors
///
/// When there is no file, or one cannot be read.
pub fn zip(folder: &Path) -> Result<Vec<u8>> {
    let mut names = Vec::new();
    collect(folder, "", &mut names)?;
    ensure!(!names.is_empty(), "expected files in {}, but found none", folder.display());
    names.sort();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        let content =
            fs::read(folder.join(&name)).with_context(|| format!("expected to read {name}"))?;
        zip.start_file(&*name, options)?;
        zip.write_all(&content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Adds the paths of the files below `folder/prefix`, with `/` between their parts.
fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<()> {
    let within = folder.join(prefix);
    let entries = fs::read_dir(&within)
        .with_context(|| format!("expected a folder at {}", within.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(folder, &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        io::{Cursor, Read},
    };

    use zip::ZipArchive;

    use super::zip;

    #[test]
    fn an_archive_has_every_file_and_nothing_of_the_day() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut files = [("index.html", "<p>页</p>"), ("plan/4/index.html", ""), ("sw.js", "1")];
        let archives = folders.each_ref().map(|folder| {
            for (name, content) in files {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, content).unwrap();
            }
            // The other folder's files come to be in another order and at another time.
            files.reverse();
            zip(folder.path()).unwrap()
        });
        assert_eq!(archives[0], archives[1]);

        let mut archive = ZipArchive::new(Cursor::new(&archives[0])).unwrap();
        let mut found = Vec::new();
        for idx in 0..archive.len() {
            let mut file = archive.by_index(idx).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            found.push((file.name().unwrap().into_owned(), content));
        }
        files.sort_unstable();
        assert_eq!(found, files.map(|(name, content)| (name.to_owned(), content.to_owned())));
    }

    #[test]
    fn a_folder_without_files_is_no_site() {
        let folder = tempfile::tempdir().unwrap();
        assert!(zip(folder.path()).unwrap_err().to_string().starts_with("expected files in "));
        let missing = folder.path().join("missing");
        assert!(zip(&missing).unwrap_err().to_string().starts_with("expected a folder at "));
    }
}
