//! Text as markup, for what is written as HTML or SVG text instead of elements: what never
//! changes once it is there costs fewer bytes and less time so.

/// `text` as the content or an attribute of an element.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for ch in text.chars() {
        match ch {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(ch),
        }
    }
    escaped
}
