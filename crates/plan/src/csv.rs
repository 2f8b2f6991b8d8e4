//! CSV after RFC 4180, as a spreadsheet opens it.
//!
//! Known gap: a field that begins with `=`, `+`, `-` or `@` is written as it is. Our
//! fields are a reviewed document's words and numbers, and must not be altered.

/// What tells Excel that a file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A CSV file with `header` and `rows`, each row as long as the header.
pub(super) fn file<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut file = String::from(BYTE_ORDER_MARK);
    let rows = rows.into_iter();
    for row in std::iter::once(header.map(str::to_owned)).chain(rows) {
        let fields: Vec<_> = row.iter().map(|field| quoted(field)).collect();
        file.push_str(&fields.join(","));
        file.push('\n');
    }
    file
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
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
}
