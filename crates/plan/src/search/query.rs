//! What a reader looks for: terms that a passage must all have, and terms that it must not.
//!
//! White space parts terms. Quotation marks round several words make them one term; a minus
//! before a term excludes it. Whatever cannot be meant so is taken as text, so that any run
//! copied out of the plan is found as it stands.

use super::letters::{Letters, is_dropped};

/// What a reader looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms to find, folded.
    pub terms: Vec<String>,
    /// The terms that must not be there, folded.
    pub excluded: Vec<String>,
}

/// Marks that open and close a term of several words.
const QUOTES: [(char, char); 5] =
    [('"', '"'), ('＂', '＂'), ('“', '”'), ('「', '」'), ('『', '』')];

/// Marks that exclude the term behind them.
const MINUSES: [char; 3] = ['-', '－', '−'];

impl Query {
    /// The query that `typed` is. `has` says whether the plan has a folded text; it decides
    /// whether Chinese quotation marks round a term belong to it (`“十四五”`).
    pub fn new(typed: &str, letters: &Letters, has: impl Fn(&str) -> bool) -> Self {
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let after_minus = rest
                .strip_prefix(MINUSES)
                .filter(|after| after.chars().next().is_some_and(|ch| !is_dropped(ch)));
            let (term, after) = next_term(after_minus.unwrap_or(rest), &has, letters);
            let folded = letters.folded(term);
            if !folded.is_empty() {
                let terms =
                    if after_minus.is_some() { &mut query.excluded } else { &mut query.terms };
                if !terms.contains(&folded) {
                    terms.push(folded);
                }
            }
            rest = after.trim_start();
        }
        // Nothing to find: then the minus is text.
        if query.terms.is_empty() && !query.excluded.is_empty() {
            query.excluded.clear();
            query.terms = vec![letters.folded(typed)];
        }
        query
    }
}

impl Query {
    /// Whether the folded text `folded` has all that is to be found, and nothing that is not.
    pub fn fits(&self, folded: &str) -> bool {
        self.terms.iter().all(|term| folded.contains(term.as_str()))
            && !self.excluded.iter().any(|term| folded.contains(term.as_str()))
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// The first term of `text`, which starts with it, and what follows.
fn next_term<'a>(
    text: &'a str,
    has: &impl Fn(&str) -> bool,
    letters: &Letters,
) -> (&'a str, &'a str) {
    let quoted = QUOTES.iter().find_map(|&(open, close)| {
        let inner = text.strip_prefix(open)?;
        let (term, after) = inner.split_once(close)?;
        let is_whole = after.is_empty() || after.starts_with(char::is_whitespace);
        (is_whole && !term.trim().is_empty()).then_some((term, after, open))
    });
    if let Some((term, after, open)) = quoted {
        let with_marks = &text[..text.len() - after.len()];
        let belongs = open == '“' && !term.contains(char::is_whitespace);
        let is_text = belongs && has(&letters.folded(with_marks));
        return (if is_text { with_marks } else { term }, after);
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}
