//! The marks that Word leaves inside a line, and the text between them.
//!
//! Bookmarks (`[bookmark: …]`), images (`[image: …]`), footnote references
//! (`[footnoteRef:0]`) and the notes themselves, which stand in brackets later in
//! the same paragraph (`[0: …]`). A bracket that is none of these is text:
//! `[77.4]`, `[ ]`.
//!
//! Invariant: the pieces are in order, disjoint, and together the whole line.
//! Linear in the line: brackets are matched once, with a stack.

use std::collections::HashSet;

use crate::source::Span;

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The whole piece, markers included.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The plan's words.
    Text,
    /// `[bookmark: …]`.
    Bookmark,
    /// `[image: …]`.
    Image,
    /// `[footnoteRef:0]` with the number that Word gave the note.
    NoteReference(u32),
    /// `[0: …]`: the note's number and its text inside the brackets.
    NoteBody(u32, Span),
}

/// Cuts the line at `line` into pieces, and gives the spans of malformed markers
/// (without a closing bracket, without a number); those stay text.
pub fn pieces(source: &str, line: Span) -> (Vec<Piece>, Vec<Span>) {
    let text = line.of(source);
    let closing = matching_brackets(text);
    let mut pieces = Vec::new();
    let mut malformed = Vec::new();
    let mut referenced = HashSet::new();
    let mut text_start = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('[') {
        let open = at + found;
        at = open + 1;
        let Some(marker) = marker(&text[open..], &referenced) else { continue };
        let Some(close) = closing[open] else {
            malformed.push(Span::new(line.start + open, line.end));
            continue;
        };
        let end = close + 1;
        let kind = match marker {
            Marker::Bookmark => PieceKind::Bookmark,
            Marker::Image => PieceKind::Image,
            Marker::NoteReference => {
                let inside = &text[open + NOTE_REFERENCE.len()..close];
                let Ok(number) = inside.parse() else {
                    malformed.push(Span::new(line.start + open, line.start + end));
                    continue;
                };
                referenced.insert(number);
                PieceKind::NoteReference(number)
            }
            Marker::NoteBody { number, opening_len } => {
                let inside = Span::new(line.start + open + opening_len, line.start + close);
                PieceKind::NoteBody(number, inside.trimmed(source))
            }
        };
        if open > text_start {
            let span = Span::new(line.start + text_start, line.start + open);
            pieces.push(Piece { span, kind: PieceKind::Text });
        }
        pieces.push(Piece { span: Span::new(line.start + open, line.start + end), kind });
        (text_start, at) = (end, end);
    }
    if text_start < text.len() {
        let span = Span::new(line.start + text_start, line.end);
        pieces.push(Piece { span, kind: PieceKind::Text });
    }
    (pieces, malformed)
}

const NOTE_REFERENCE: &str = "[footnoteRef:";

enum Marker {
    Bookmark,
    Image,
    NoteReference,
    NoteBody { number: u32, opening_len: usize },
}

/// The marker that `text` opens with. A note's body is one only after its
/// reference: `[0: …]` alone could be the plan's own brackets.
fn marker(text: &str, referenced: &HashSet<u32>) -> Option<Marker> {
    if text.starts_with("[bookmark:") {
        return Some(Marker::Bookmark);
    }
    if text.starts_with("[image:") {
        return Some(Marker::Image);
    }
    if text.starts_with(NOTE_REFERENCE) {
        return Some(Marker::NoteReference);
    }
    let inside = text.strip_prefix('[')?;
    let n_digits = inside.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let number = inside[..n_digits].parse().ok()?;
    (inside[n_digits..].starts_with(':') && referenced.contains(&number))
        .then_some(Marker::NoteBody { number, opening_len: n_digits + 2 })
}

/// For every `[` the byte of the `]` that closes it.
fn matching_brackets(text: &str) -> Vec<Option<usize>> {
    let mut closing = vec![None; text.len()];
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => {
                if let Some(opening) = open.pop() {
                    closing[opening] = Some(at);
                }
            }
            _ => {}
        }
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(&str, &str)]) {
        let (pieces, _) = pieces(line, Span::new(0, line.len()));
        let found: Vec<_> = pieces
            .iter()
            .map(|piece| {
                let name = match piece.kind {
                    PieceKind::Text => "text",
                    PieceKind::Bookmark => "bookmark",
                    PieceKind::Image => "image",
                    PieceKind::NoteReference(_) => "reference",
                    PieceKind::NoteBody(_, inside) => return ("note", inside.of(line)),
                };
                (name, piece.span.of(line))
            })
            .collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn markers_are_told_from_the_plans_brackets() {
        check(
            "[bookmark: _Toc1][bookmark: _Toc2]第一节  甲",
            &[
                ("bookmark", "[bookmark: _Toc1]"),
                ("bookmark", "[bookmark: _Toc2]"),
                ("text", "第一节  甲"),
            ],
        );
        check(
            "甲[footnoteRef:0]，[77.4]乙。 [0:  甲：丙[1]丁。]  ",
            &[
                ("text", "甲"),
                ("reference", "[footnoteRef:0]"),
                ("text", "，[77.4]乙。 "),
                ("note", "甲：丙[1]丁。"),
                ("text", "  "),
            ],
        );
        check("[0: 甲]", &[("text", "[0: 甲]")]);
        check("[footnoteRef:0][0甲]", &[("reference", "[footnoteRef:0]"), ("text", "[0甲]")]);
        check("[image: E:\\图.jpg]", &[("image", "[image: E:\\图.jpg]")]);
        check("[footnoteRef:x]", &[("text", "[footnoteRef:x]")]);
        check("", &[]);
    }

    #[test]
    fn a_malformed_marker_stays_text() {
        let source = "甲\n乙[footnoteRef:丙]丁[bookmark: _Toc1";
        let line = Span::new("甲\n".len(), source.len());
        let (pieces, malformed) = pieces(source, line);
        assert_eq!(pieces, [Piece { span: line, kind: PieceKind::Text }]);
        let malformed: Vec<_> = malformed.iter().map(|span| span.of(source)).collect();
        assert_eq!(malformed, ["[footnoteRef:丙]", "[bookmark: _Toc1"]);
    }
}
