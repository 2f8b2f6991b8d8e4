//! Where the site is served: below a path (`/`, `/wuxi/`), or at a whole address
//! (`https://plan.example.org/wuxi/`).
//!
//! Links within the site need the path alone. What is read elsewhere (canonical links, pictures of
//! shared pages, the sitemap) has to name the host as well, which only whoever deploys the site
//! knows.

use std::{fmt, str::FromStr};

use anyhow::{Result, bail};

/// An absolute path that starts and ends with `/`, and the host in front of it where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    path: String,
}

impl PublicUrl {
    /// The root of a host.
    pub fn root() -> Self {
        Self { origin: String::new(), path: "/".to_owned() }
    }

    /// The path as written in links, with both slashes.
    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// The path without its last slash: what stands before the `/` of a path inside the site.
    pub fn prefix(&self) -> &str {
        &self.path[..self.path.len() - 1]
    }

    /// Whether the host is known: `https://plan.example.org/wuxi/`.
    pub fn is_whole(&self) -> bool {
        !self.origin.is_empty()
    }
}

impl FromStr for PublicUrl {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let host_start = text.find("://").map_or(0, |scheme| scheme + "://".len());
        let path_start = match host_start {
            0 => Some(0),
            _ => text[host_start..].find('/').map(|slash| host_start + slash),
        };
        let (origin, path) = text.split_at(path_start.unwrap_or(text.len()));
        let is_path = path.starts_with('/') && path.ends_with('/') && !path.contains("//");
        let is_plain =
            path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte));
        if !(is_path && is_plain && (origin.is_empty() || is_origin(origin))) {
            bail!(
                "expected a public URL that starts and ends with `/`, such as `/wuxi/`, or a whole \
                 address that ends with `/`, such as `https://plan.example.org/wuxi/`, but found `{text}`"
            );
        }
        Ok(Self { origin: origin.to_ascii_lowercase(), path: path.to_owned() })
    }
}

/// Whether `text` is a scheme and a host, maybe with a port; a name in other letters than ASCII's
/// is written as registries have it (`xn--…`).
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else { return false };
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str())
        && name.split('.').all(is_label)
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok()
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)?;
        f.write_str(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn takes_paths_with_both_slashes() {
        for text in ["/", "/wuxi/", "/plans/wuxi-14/"] {
            let public_url = text.parse::<PublicUrl>().unwrap();
            assert_eq!((public_url.as_str(), public_url.is_whole()), (text, false));
        }
        for text in ["", "wuxi", "/wuxi", "wuxi/", "//", "/a//b/", "/a b/", "/a/?b/", "/a/#"] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn takes_whole_addresses() {
        for (text, path) in [
            ("https://plan.example.org/wuxi/", "/wuxi/"),
            ("https://plan.example.org/", "/"),
            ("http://192.0.2.1:8080/a/b/", "/a/b/"),
            ("https://xn--zfr164b.example/", "/"),
        ] {
            let public_url = text.parse::<PublicUrl>().unwrap();
            assert_eq!((public_url.as_str(), public_url.is_whole()), (path, true));
            assert_eq!(public_url.to_string(), text);
        }
        let upper_case = "HTTPS://Plan.Example.org/Wuxi/".parse::<PublicUrl>().unwrap();
        assert_eq!(upper_case.to_string(), "https://plan.example.org/Wuxi/");
        for text in [
            "https://plan.example.org",
            "https://plan.example.org/wuxi",
            "https://plan.example.org/wuxi/?from=mail",
            "https://plan.example.org/wuxi/#top",
            "https://plan.example.org//",
            "https:///wuxi/",
            "https://me@plan.example.org/",
            "https://plan..example.org/",
            "https://plan.example.org:http/",
            "https://plan.example.org:/",
            "https://无锡.example/",
            "ftp://plan.example.org/",
            "//plan.example.org/",
            "plan.example.org/",
        ] {
            let error = text.parse::<PublicUrl>().unwrap_err().to_string();
            assert!(error.contains(&format!("found `{text}`")), "{error}");
        }
    }

    #[test]
    fn prefix_has_no_last_slash() {
        assert_eq!(PublicUrl::root().prefix(), "");
        assert_eq!("/wuxi/".parse::<PublicUrl>().unwrap().prefix(), "/wuxi");
        assert_eq!("https://x.example/wuxi/".parse::<PublicUrl>().unwrap().prefix(), "/wuxi");
    }
}
