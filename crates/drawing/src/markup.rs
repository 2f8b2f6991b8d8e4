//! Text as markup, for what is written as HTML or SVG text instead of elements: what never
//! changes once it is there costs fewer bytes and less time so.

use plan::model::TextRange;

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

/// The `range` of `text`, with `marks` marked: ranges of it in order and apart.
pub fn marked(text: &str, range: TextRange, marks: &[TextRange]) -> String {
    let mut markup = String::new();
    let mut at = range.start;
    for mark in marks {
        markup += &escaped(TextRange { start: at, end: mark.start }.of(text));
        markup += &format!("<mark>{}</mark>", escaped(mark.of(text)));
        at = mark.end;
    }
    markup + &escaped(TextRange { start: at, end: range.end }.of(text))
}
