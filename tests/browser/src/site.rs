//! The built sites under test: where they are, what pages they have, and how they are served.

use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xtask::{
    public_url::PublicUrl,
    server::{Server, Site},
};

/// A page of each kind that the site has, as a path in it.
pub const KINDS_OF_PAGES: [&str; 25] = [
    "",
    "plan/",
    "plan/4/",
    "plan/8/",
    "indicators/",
    "indicators/?period=13",
    "indicators/?compare=14-1,14-12",
    "indicators/14-12/",
    "targets/",
    "projects/",
    "search/?q=养老",
    "topics/",
    "topics/elderly/",
    "places/",
    "places/jiangyin/",
    "for-me/?topics=elderly&place=jiangyin",
    "qa/",
    "qa/5/",
    "compare/",
    "checks/",
    "glossary/",
    "maps/",
    "plan/full/",
    "mine/",
    "about/",
];

/// A built site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Built {
    /// For the root of a host.
    Root,
    /// For `/wuxi/`.
    SubPath,
}

impl Built {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Root, Self::SubPath];

    /// The folder with its files.
    ///
    /// # Errors
    ///
    /// When the environment does not name it: `cargo xtask test` builds the sites and does.
    pub fn folder(self) -> Result<PathBuf> {
        let name = match self {
            Self::Root => "PLAN_READER_SITE",
            Self::SubPath => "PLAN_READER_SUB_PATH_SITE",
        };
        let folder = env::var_os(name).with_context(|| {
            format!("expected {name} to name a built site, but found nothing; `cargo xtask test` builds one and runs this")
        })?;
        Ok(folder.into())
    }

    /// The path that it was built for.
    pub fn public_url(self) -> PublicUrl {
        let path = match self {
            Self::Root => "/",
            Self::SubPath => "/wuxi/",
        };
        path.parse().expect("these are public URLs")
    }

    /// How a plain web server would serve it.
    ///
    /// # Errors
    ///
    /// When it has not been built.
    pub fn site(self) -> Result<Site> {
        Ok(Site::new(self.folder()?).mounted_at(self.public_url()))
    }
}

/// Serves on a free port of this machine.
///
/// # Errors
///
/// When there is none.
pub fn serve(site: Site) -> Result<Server> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Server::start(site, address).context("expected to serve the site")
}

/// The paths of the pages of a built site, below its public URL and without a slash in front: the
/// folders that hold an `index.html`, in order.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn pages(folder: &Path) -> Result<Vec<String>> {
    let mut pages: Vec<String> = files(folder)?
        .iter()
        .filter_map(|file| file.strip_suffix("index.html"))
        .filter(|page| page.is_empty() || page.ends_with('/'))
        .map(str::to_owned)
        .collect();
    pages.sort();
    Ok(pages)
}

/// The pages of a built site, of the indicators' pages only some: they are many, alike, and looked
/// at one by one without a browser.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn pages_of_every_kind(folder: &Path) -> Result<Vec<String>> {
    const INDICATORS: [&str; 4] =
        ["indicators/13-31/", "indicators/13-46/", "indicators/14-2/", "indicators/14-12/"];
    let is_wanted = |page: &String| {
        let is_indicator = page.starts_with("indicators/") && page != "indicators/";
        !is_indicator || INDICATORS.contains(&page.as_str())
    };
    Ok(pages(folder)?.into_iter().filter(is_wanted).collect())
}

/// The paths of all files below a folder, relative to it and with `/`.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(inner) = folders.pop() {
        let path = folder.join(&inner);
        let entries = fs::read_dir(&path)
            .with_context(|| format!("expected to read the folder {}", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = format!("{inner}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push(path + "/");
            } else {
                files.push(path);
            }
        }
    }
    Ok(files)
}
