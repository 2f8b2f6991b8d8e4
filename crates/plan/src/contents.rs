//! The table of contents: not shown as text, but evidence for the headings.
//!
//! It has every heading whole on one line with its page, so it tells where a
//! heading that wraps in the body ends, and what the body should hold. Its
//! differences from the body are diagnostics.
//!
//! Known gap: a table of contents without page numbers looks like the body and
//! is taken for it.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::line::{Level, LineKind, lines};
use crate::source::is_space;

/// A heading's place, by the printed numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeadingKey {
    /// The heading's level.
    pub level: Level,
    /// The heading's number.
    pub number: u16,
    /// The number of the chapter, for a section; else 0.
    pub chapter: u16,
    /// The number of the part, for a chapter or section; else 0.
    pub part: u16,
}

/// The entries of the table of contents.
#[derive(Debug, Default)]
pub struct Contents {
    entries: Vec<Entry>,
    by_key: HashMap<HeadingKey, usize>,
    by_unnumbered_title: HashMap<String, usize>,
    levels: HashSet<Level>,
    part: u16,
    chapter: u16,
}

#[derive(Debug)]
struct Entry {
    line: u32,
    text: String,
    title: String,
    is_found: bool,
}

/// `text` without its page number, if it ends in one: a tab, a run of spaces or
/// dots, then digits.
pub fn entry_text(text: &str) -> Option<&str> {
    let without_page = text.trim_end_matches(|ch: char| ch.is_ascii_digit());
    if without_page.len() == text.len() {
        return None;
    }
    let entry = without_page.trim_end_matches(|ch| is_space(ch) || matches!(ch, '…' | '.' | '·'));
    let leader = &without_page[entry.len()..];
    let is_leader = leader.contains('\t') || leader.chars().count() >= 2;
    (is_leader && !entry.is_empty()).then_some(entry)
}

impl HeadingKey {
    /// The key of a heading that stands in `chapter` and `part`, as far as its level
    /// belongs to one.
    pub fn new(level: Level, number: u16, chapter: u16, part: u16) -> Self {
        let chapter = if level == Level::Section { chapter } else { 0 };
        let part = if level == Level::Part { 0 } else { part };
        Self { level, number, chapter, part }
    }
}

impl Contents {
    /// Whether the text has a table of contents.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes in the entry `text` (without its page) of line `line`.
    pub fn add(&mut self, line: u32, text: &str) {
        let entry = lines(text).into_iter().next();
        let (key, title) = match entry.map(|entry| (entry.kind, entry.text)) {
            Some((LineKind::Heading { level, number, title, .. }, text)) => {
                match level {
                    Level::Part => self.part = number,
                    Level::Chapter => self.chapter = number,
                    Level::Section => {}
                }
                self.levels.insert(level);
                let key = HeadingKey::new(level, number, self.chapter, self.part);
                (Some(key), compact(title.of(&text)))
            }
            _ => (None, compact(text)),
        };
        let idx = self.entries.len();
        match key {
            Some(key) => drop(self.by_key.entry(key).or_insert(idx)),
            None => drop(self.by_unnumbered_title.entry(title.clone()).or_insert(idx)),
        }
        self.entries.push(Entry { line, text: text.trim().to_owned(), title, is_found: false });
    }

    /// Whether the entry at `key` begins with `title` and goes on.
    pub fn goes_on_after(&self, key: HeadingKey, title: &str) -> bool {
        let title = compact(title);
        self.by_key.get(&key).is_some_and(|&idx| {
            let whole = &self.entries[idx].title;
            whole.len() > title.len() && whole.starts_with(&title)
        })
    }

    /// Whether the entry at `key` begins with `title` or is it.
    pub fn begins_with(&self, key: HeadingKey, title: &str) -> bool {
        self.by_key
            .get(&key)
            .is_some_and(|&idx| self.entries[idx].title.starts_with(&compact(title)))
    }

    /// Checks a heading of the body against its entry.
    pub fn check(&mut self, key: HeadingKey, heading: &str, title: &str) -> Option<DiagnosticKind> {
        // Contents that stop at the chapters say nothing about sections.
        if !self.levels.contains(&key.level) {
            return None;
        }
        let Some(&idx) = self.by_key.get(&key) else {
            return Some(DiagnosticKind::HeadingNotInContents { heading: heading.to_owned() });
        };
        let entry = &mut self.entries[idx];
        entry.is_found = true;
        (entry.title != compact(title)).then(|| DiagnosticKind::HeadingDiffers {
            expected: entry.text.clone(),
            found: heading.to_owned(),
        })
    }

    /// Checks a heading without a number (序言、附图) against the entries.
    pub fn check_unnumbered(&mut self, heading: &str) {
        if let Some(&idx) = self.by_unnumbered_title.get(&compact(heading)) {
            self.entries[idx].is_found = true;
        }
    }

    /// The entries that the body did not have.
    pub fn missing(&self) -> impl Iterator<Item = Diagnostic> {
        self.entries.iter().filter(|entry| !entry.is_found).map(|entry| Diagnostic {
            line: entry.line,
            kind: DiagnosticKind::HeadingNotInBody { entry: entry.text.clone() },
        })
    }
}

/// `text` without white space: spacing in headings is for the eye.
pub fn compact(text: &str) -> String {
    text.chars().filter(|ch| !is_space(*ch)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_end_in_a_page_number() {
        for (line, entry) in [
            ("第一章  发展基础\t1", Some("第一章  发展基础")),
            ("第一章  发展基础    12", Some("第一章  发展基础")),
            ("第一章  发展基础……12", Some("第一章  发展基础")),
            ("附图：\t147", Some("附图：")),
            ("第一章  发展基础", None),
            ("到2025年，达到9", None),
            ("12", None),
            ("\t12", None),
        ] {
            assert_eq!(entry_text(line), entry, "{line}");
        }
    }

    #[test]
    fn the_body_is_checked() {
        let mut contents = Contents::default();
        contents.add(1, "第一章  甲乙");
        contents.add(2, "第一节  丙");
        let chapter = HeadingKey::new(Level::Chapter, 1, 1, 0);
        let section = |number| HeadingKey::new(Level::Section, number, 1, 0);
        assert!(contents.goes_on_after(chapter, "甲"));
        assert!(!contents.goes_on_after(chapter, "甲乙"));
        assert_eq!(contents.check(chapter, "第一章 甲 乙", "甲 乙"), None);
        assert!(matches!(
            contents.check(section(1), "第一节 丁", "丁"),
            Some(DiagnosticKind::HeadingDiffers { .. })
        ));
        assert!(matches!(
            contents.check(section(2), "第二节 丁", "丁"),
            Some(DiagnosticKind::HeadingNotInContents { .. })
        ));
        assert_eq!(contents.missing().count(), 0);
    }
}
