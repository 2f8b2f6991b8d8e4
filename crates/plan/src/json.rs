//! Reading and writing JSON, as far as a reader's notes need it.
//!
//! A file comes from anywhere. So reading is by pieces: a value that is not wanted, or not
//! what it should be, is passed over as a whole, without nesting calls and without making
//! anything of it, and the next one is read as if nothing had been. Names have no meaning
//! but the one that is asked for (`__proto__` is a name like any other).
//!
//! Our own, and not the browser's: the rules are tested natively and hold in every browser,
//! and a file that is broken somewhere is read up to there.

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// Text in quotation marks.
    Text,
    /// A number.
    Number,
    /// `[…]`.
    List,
    /// `{…}`.
    Object,
    /// `true` or `false`.
    Truth,
    /// `null`.
    Null,
}

/// The text is no JSON from here on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// A text that is read from its start.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), at: 0 }
    }

    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let space = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        self.at += space.count();
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Result<(), Broken> {
        if self.peek() != Some(byte) {
            return Err(Broken);
        }
        self.at += 1;
        Ok(())
    }

    /// What comes next, if it is a value.
    pub fn kind(&mut self) -> Result<JsonKind, Broken> {
        Ok(match self.peek() {
            Some(b'"') => JsonKind::Text,
            Some(b'[') => JsonKind::List,
            Some(b'{') => JsonKind::Object,
            Some(b't' | b'f') => JsonKind::Truth,
            Some(b'n') => JsonKind::Null,
            Some(b'-' | b'0'..=b'9') => JsonKind::Number,
            _ => return Err(Broken),
        })
    }

    /// Passes a value over and gives it as it is written: brackets that match each other
    /// and whole texts, whatever is between them.
    pub fn skip(&mut self) -> Result<&'a str, Broken> {
        self.kind()?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut open = Vec::new();
        loop {
            match bytes.get(self.at).ok_or(Broken)? {
                b'"' => self.skip_text()?,
                b'[' => open.push(b']'),
                b'{' => open.push(b'}'),
                close @ (b']' | b'}') if open.pop() != Some(*close) => return Err(Broken),
                _ => {}
            }
            self.at += 1;
            let is_in_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
            let is_going_on =
                is_in_word(&bytes[self.at - 1]) && bytes.get(self.at).is_some_and(is_in_word);
            if open.is_empty() && !is_going_on {
                return Ok(&self.text[start..self.at]);
            }
        }
    }

    /// Goes from a text's first quotation mark to its last.
    fn skip_text(&mut self) -> Result<(), Broken> {
        let bytes = self.text.as_bytes();
        loop {
            self.at += 1;
            match bytes.get(self.at).ok_or(Broken)? {
                b'"' => return Ok(()),
                b'\\' => self.at += 1,
                _ => {}
            }
        }
    }

    /// A text. Halves of characters (lone surrogates) become U+FFFD.
    pub fn string(&mut self) -> Result<String, Broken> {
        let written = self.skip()?;
        let written = written.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        let written = written.ok_or(Broken)?;
        let mut units = Vec::new();
        let mut chars = written.chars();
        while let Some(ch) = chars.next() {
            if ch < ' ' {
                return Err(Broken);
            }
            let read = if ch != '\\' {
                ch
            } else {
                match chars.next() {
                    Some(ch @ ('"' | '\\' | '/')) => ch,
                    Some('b') => '\u{8}',
                    Some('f') => '\u{c}',
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some('u') => {
                        let digits = chars.as_str().get(..4).ok_or(Broken)?;
                        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                        let unit = u16::from_str_radix(digits, 16).map_err(|_| Broken)?;
                        units.push(if is_hex { unit } else { return Err(Broken) });
                        chars = chars.as_str()[4..].chars();
                        continue;
                    }
                    _ => return Err(Broken),
                }
            };
            units.extend_from_slice(read.encode_utf16(&mut [0; 2]));
        }
        Ok(String::from_utf16_lossy(&units))
    }

    /// Goes into an object or a list.
    pub fn enter(&mut self, open: u8) -> Result<(), Broken> {
        self.take(open)
    }

    /// Whether another item of the list comes, `is_first` the first; otherwise the list
    /// ends here.
    pub fn has_item(&mut self, close: u8, is_first: bool) -> Result<bool, Broken> {
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(false);
        }
        if !is_first {
            self.take(b',')?;
        }
        Ok(true)
    }

    /// The name of the object's next value, if another comes.
    pub fn next_name(&mut self, is_first: bool) -> Result<Option<String>, Broken> {
        if !self.has_item(b'}', is_first)? {
            return Ok(None);
        }
        let name = self.string()?;
        self.take(b':')?;
        Ok(Some(name))
    }

    /// Whether nothing comes any more.
    pub fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }
}

/// Writes `text` in quotation marks to the end of `json`.
pub(crate) fn push_text(json: &mut String, text: &str) {
    json.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => json.extend(['\\', ch]),
            '\n' => json.push_str("\\n"),
            // Line ends of JavaScript, too: the file may be pasted into a script.
            '\0'..' ' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                json.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    let digit = char::from_digit(u32::from(ch) >> shift & 15, 16);
                    json.extend(digit);
                }
            }
            _ => json.push(ch),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_escape_is_read() {
        for (written, read) in [
            (r#""\"\\\/""#, "\"\\/"),
            (r#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
            (r#""\u0041\u00e9\u4E2d""#, "Aé中"),
            (r#""\ud83d\uDE00""#, "😀"),
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(Reader::new(written).string(), Ok(read.to_owned()), "{written}");
        }
        for written in [r#""\x""#, r#""\u12""#, r#""\u+123""#, r#""\u12中""#, "\"\u{1f}\"", "7"] {
            assert_eq!(Reader::new(written).string(), Err(Broken), "{written}");
        }
    }

    #[test]
    fn a_value_is_passed_over_as_a_whole() {
        for value in
            [r#""a\"]""#, "-1.5e+3", "[[{}],[]]", r#"{"a":[1,"}"]}"#, "true", "false", "null"]
        {
            let text = format!(" \t\r\n{value},7");
            let mut reader = Reader::new(&text);
            assert_eq!(reader.skip(), Ok(value));
            assert_eq!(reader.has_item(b']', false), Ok(true), "{value}");
            assert_eq!(reader.skip(), Ok("7"));
            assert!(reader.is_at_end());
        }
        for broken in ["", "[", "[}", "{]", "\"", "\"\\", "]", "x", "[\"]"] {
            assert_eq!(Reader::new(broken).skip(), Err(Broken), "{broken}");
        }
    }

    proptest! {
        #[test]
        fn text_is_read_as_others_write_it_and_written_as_others_read_it(text in any::<String>()) {
            let theirs = serde_json::to_string(&text).expect("JSON");
            prop_assert_eq!(Reader::new(&theirs).string(), Ok(text.clone()));
            let mut ours = String::new();
            push_text(&mut ours, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&ours).ok(), Some(text));
        }
    }
}
