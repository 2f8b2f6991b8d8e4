//! The path that the site is served under: `/`, or a sub-path such as `/wuxi/`.

use std::{fmt, str::FromStr};

use anyhow::{Result, bail};

/// An absolute path that starts and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The root of a host.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// The path as written in links, with both slashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path without its last slash: what stands before the `/` of a path inside the site.
    pub fn prefix(&self) -> &str {
        &self.0[..self.0.len() - 1]
    }
}

impl FromStr for PublicUrl {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_path = text.starts_with('/') && text.ends_with('/') && !text.contains("//");
        let is_plain =
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte));
        if !(is_path && is_plain) {
            bail!(
                "expected a public URL that starts and ends with `/`, such as `/wuxi/`, but found `{text}`"
            );
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn takes_paths_with_both_slashes_only() {
        for text in ["/", "/wuxi/", "/plans/wuxi-14/"] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().as_str(), text);
        }
        for text in ["", "wuxi", "/wuxi", "wuxi/", "//", "/a//b/", "/a b/", "https://x/"] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn prefix_has_no_last_slash() {
        assert_eq!(PublicUrl::root().prefix(), "");
        assert_eq!("/wuxi/".parse::<PublicUrl>().unwrap().prefix(), "/wuxi");
    }
}
