//! CSV after RFC 4180, as a spreadsheet writes and opens it.
//!
//! What is written is UTF-8 with a byte-order mark, LF line ends and quotes where they
//! must be. What is read may end its lines with LF, CR LF or CR, and hold line ends in
//! quotes. A quote that is never closed, or closed in the midst of a field, spoils its
//! own line and no other: reading goes on behind that line, so that a damaged file
//! gives back what is left of it.
//!
//! Known gap: a field that begins with `=`, `+`, `-` or `@` is written as it is. The
//! plan's fields are a reviewed document's words and numbers, and must not be altered;
//! for a reader's own words see [`actual`](crate::actual).

/// What tells Excel that a file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A CSV file with `header` and `rows`, each row as long as the header.
pub(crate) fn file<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut file = start(&header);
    for row in rows {
        push_row(&mut file, &row.each_ref().map(String::as_str));
    }
    file
}

/// A CSV file that has nothing but its `header` yet.
pub(crate) fn start(header: &[&str]) -> String {
    let mut file = String::from(BYTE_ORDER_MARK);
    push_row(&mut file, header);
    file
}

/// Writes a row at the end of `file`.
pub(crate) fn push_row(file: &mut String, row: &[&str]) {
    for (idx, field) in row.iter().enumerate() {
        if idx > 0 {
            file.push(',');
        }
        let is_quoted = field.contains(['"', ',', '\n', '\r']);
        if is_quoted {
            file.push('"');
        }
        for ch in field.chars() {
            if ch == '"' {
                file.push(ch);
            }
            file.push(ch);
        }
        if is_quoted {
            file.push('"');
        }
    }
    file.push('\n');
}

/// The records of a CSV file, blank lines included, so that their places are the rows
/// of a spreadsheet. A record with a broken quote is an error with the rest of its line,
/// from the quote on.
///
/// Linear in the text, though reading goes on behind the line of a broken quote: the
/// lines that an open quote runs over have only doubled quotes, which open nothing when
/// the line is read by itself. So no line is run over twice.
pub(crate) struct Records<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Records<'a> {
    /// The records of `text`, with or without a byte-order mark.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text: text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text), at: 0 }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text up to the next of `stops`, which becomes the place to read on.
    fn up_to(&mut self, stops: &[char]) -> &'a str {
        let rest = &self.text[self.at..];
        let passed = &rest[..rest.find(stops).unwrap_or(rest.len())];
        self.at += passed.len();
        passed
    }

    fn pass_line_end(&mut self) {
        let is_cr = self.byte() == Some(b'\r');
        self.at = self.text.len().min(self.at + 1);
        if is_cr && self.byte() == Some(b'\n') {
            self.at += 1;
        }
    }

    /// The field behind an opening quote; `None` where it is not closed in its place.
    fn quoted_field(&mut self) -> Option<String> {
        let mut field = String::new();
        loop {
            field.push_str(self.up_to(&['"']));
            self.byte()?;
            self.at += 1;
            match self.byte() {
                Some(b'"') => field.push('"'),
                None | Some(b',' | b'\n' | b'\r') => return Some(field),
                _ => return None,
            }
            self.at += 1;
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Vec<String>, &'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.byte()?;
        let mut fields = Vec::new();
        loop {
            if self.byte() == Some(b'"') {
                let opening = self.at;
                self.at += 1;
                let Some(field) = self.quoted_field() else {
                    self.at = opening;
                    let line = self.up_to(&['\n', '\r']);
                    self.pass_line_end();
                    return Some(Err(line));
                };
                fields.push(field);
            } else {
                fields.push(self.up_to(&[',', '\n', '\r']).to_owned());
            }
            if self.byte() != Some(b',') {
                self.pass_line_end();
                return Some(Ok(fields));
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let row = ["甲,乙", "说\"丙\"", "丁\n戊"].map(str::to_owned);
        let file = file(["a", "b", "c"], [row]);
        assert_eq!(file, "\u{feff}a,b,c\n\"甲,乙\",\"说\"\"丙\"\"\",\"丁\n戊\"\n");
    }

    /// The records of `text`: fields between `|`, a broken line behind `!`.
    fn read(text: &str) -> Vec<String> {
        Records::new(text)
            .map(|record| match record {
                Ok(fields) => fields.join("|"),
                Err(line) => format!("!{line}"),
            })
            .collect()
    }

    #[test]
    fn records_are_read_as_a_spreadsheet_reads_them() {
        for (text, records) in [
            ("", vec![]),
            ("\u{feff}", vec![]),
            ("\u{feff}a,b", vec!["a|b"]),
            ("a,b\nc,d\n", vec!["a|b", "c|d"]),
            ("a,b\r\nc,d\r\n", vec!["a|b", "c|d"]),
            ("a,b\rc,d\r", vec!["a|b", "c|d"]),
            ("a\n\nb", vec!["a", "", "b"]),
            ("\r\n\r\r\n", vec!["", "", ""]),
            ("a,", vec!["a|"]),
            (",\n", vec!["|"]),
            ("\"甲,\"\"乙\"\"\n丙\",丁\r\n戊", vec!["甲,\"乙\"\n丙|丁", "戊"]),
            ("\"\",\"\"\"\"", vec!["|\""]),
            ("5\" x,\"6\"", vec!["5\" x|6"]),
        ] {
            assert_eq!(read(text), records, "{text:?}");
        }
    }

    #[test]
    fn a_broken_quote_spoils_its_own_line_only() {
        for (text, records) in [
            ("\"", vec!["!\""]),
            ("a\nb,\"c\nd,e\n", vec!["a", "!\"c", "d|e"]),
            ("a,\"b\" c\r\nd", vec!["!\"b\" c", "d"]),
            // The next line's opening quote would close the one left open.
            ("a,\"b\nc,\"d, e\"\nf", vec!["!\"b", "c|d, e", "f"]),
            ("a,\"b\n\"c\",\"\"\n\"", vec!["!\"b", "c|", "!\""]),
        ] {
            assert_eq!(read(text), records, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let rows = [["", "\"", ",\n"], ["\r\n", " 甲 ", "\"\"乙"], ["", "", ""]];
        let text = file(["a", "b", "c"], rows.map(|row| row.map(str::to_owned)));
        let found: Vec<_> = Records::new(&text).map(|record| record.expect("whole")).collect();
        assert_eq!(found[1..], rows);
    }

    #[test]
    fn many_broken_quotes_stay_linear() {
        // Would take minutes if each were followed to the end of the text.
        for line in ["\"\n", "\"a\n", "a,\"\"\"\n", "\"\"a\n", "\",\"a\n", "\"\"\"\"\n", "x\",\"\n"]
        {
            assert!(Records::new(&line.repeat(200_000)).count() > 0);
        }
    }
}
