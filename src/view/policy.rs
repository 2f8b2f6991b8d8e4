//! The Content-Security-Policy that stands in every page: which scripts and styles are the
//! site's own, and that nothing is asked for anywhere else.
//!
//! Native only. Inline scripts and styles are allowed by their digests, so they are read from
//! the finished page: whatever else comes into a page's markup is not run.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// The place of the policy in the template.
pub const PLACE: &str = "{{policy}}";

/// The policy of a page with these inline scripts and styles, as the value of an attribute.
///
/// `frame-ancestors` is missing: browsers hear it only in a header, where `_headers` and the
/// servers' recipes have it.
pub fn policy(page: &str) -> String {
    let scripts = digests(page, "script", is_run);
    let styles = digests(page, "style", |_| true);
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval'{scripts}"),
        format!("style-src 'self'{styles}"),
        // Pictures of charts and cards are made on the device.
        "img-src 'self' data: blob:".to_owned(),
        "connect-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        "form-action 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
    ]
    .join("; ")
}

/// The digest of a file's content, as requests and policies write it.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// Data for search engines is not run.
fn is_run(attributes: &str) -> bool {
    !attributes.contains("application/ld+json")
}

fn digests(page: &str, element: &str, counts: impl Fn(&str) -> bool) -> String {
    let (opening, closing) = (format!("<{element}"), format!("</{element}>"));
    let inline = page.split(&opening).skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once(&closing)?;
        (!content.is_empty() && counts(attributes)).then_some(content)
    });
    inline.map(|content| format!(" '{}'", integrity(content.as_bytes()))).collect()
}

#[cfg(test)]
mod tests {
    use super::{integrity, policy};

    #[test]
    fn what_is_inline_is_allowed_by_its_digest_and_nothing_else() {
        let page = "<script>one()</script><script type=\"application/ld+json\">{}</script>\
                        <script type=\"module\">two()</script><style>a{}</style>";
        let policy = policy(page);
        for content in ["one()", "two()", "a{}"] {
            assert!(policy.contains(&integrity(content.as_bytes())), "{content}: {policy}");
        }
        assert!(!policy.contains(&integrity(b"{}")), "{policy}");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        // The digest of nothing, from the definition of SHA-256.
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
