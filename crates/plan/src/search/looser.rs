//! Other words for what a reader typed, where the plan says it differently: the words of
//! officials for everyday ones, simplified characters, 拼音, a character put right, or the
//! parts of it that the plan has.
//!
//! Each way leads to runs of characters that the plan does have, so that what is found by
//! them is found and marked like any other, and the reason can be said in one line.

use serde::{Deserialize, Serialize};

use super::index::{Index, Letter};
use super::letters::Letters;
use super::sorted;
use crate::annotation::WordAnnotations;

/// Everyday words and the plan's words for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What people say, folded, the longest first, with the index of the plan's words.
    everyday: Vec<(String, u16)>,
    /// The plan's words, the closest first.
    official: Vec<Vec<String>>,
    /// Words that ask and say nothing of the matter: 怎么, 哪里.
    asking: Vec<String>,
}

impl Words {
    /// The words of `annotations`. `has` says whether the plan has a folded text.
    ///
    /// # Errors
    ///
    /// A message for each word that does not fit.
    pub fn new(
        annotations: &WordAnnotations,
        letters: &Letters,
        has: impl Fn(&str) -> bool,
    ) -> Result<Self, Vec<String>> {
        let mut messages = Vec::new();
        let mut words = Self { asking: annotations.asking.clone(), ..Self::default() };
        for annotation in &annotations.words {
            let idx = words.official.len() as u16;
            for form in &annotation.everyday {
                let folded = letters.folded(form);
                if words.everyday.iter().any(|(known, _)| *known == folded) {
                    messages.push(format!("{form}: expected it once, but found it twice"));
                }
                words.everyday.push((folded, idx));
            }
            for official in &annotation.official {
                if !has(&letters.folded(official)) {
                    messages.push(format!("expected words of the text, but found {official}"));
                }
            }
            if annotation.everyday.is_empty() || annotation.official.is_empty() {
                messages.push("expected everyday and official words, but found none".to_owned());
            }
            words.official.push(annotation.official.clone());
        }
        words.everyday.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        if messages.is_empty() { Ok(words) } else { Err(messages) }
    }

    fn official_of(&self, form: &str) -> Option<&[String]> {
        let (_, idx) = self.everyday.iter().find(|(everyday, _)| everyday == form)?;
        Some(&self.official[usize::from(*idx)])
    }
}

/// Why other words were looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The plan writes it in simplified characters.
    Simplified,
    /// The plan has an official word for it.
    Official,
    /// It is how the words are spoken.
    Pinyin,
    /// It is short for a longer run, whose characters it has in their order.
    Short,
    /// One character is another.
    Similar,
    /// The plan has only this part of it.
    Part,
}

/// A part of what was typed, and the runs of the plan that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What was typed, folded.
    pub typed: String,
    /// Why other words were looked for.
    pub why: Why,
    /// The runs, the closest first, as letters and as words.
    pub(super) runs: Vec<(Vec<Letter>, String)>,
}

impl Part {
    /// The words that the plan has for it, the closest first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().map(|(_, words)| words.as_str())
    }
}

/// How many runs may stand for one word that was typed in another way.
const MAX_RUNS: usize = 6;
/// How many characters of a term are looked at.
const MAX_CHARS: usize = 60;
/// How many characters a word of the plan has at the most where it is only a part.
const MAX_PART_CHARS: usize = 12;
/// From how many initials on they are looked for in the whole text, not only among names.
const MIN_INITIALS: usize = 4;
/// From how many characters on one may be wrong, or some left out.
const MIN_TERM_CHARS: usize = 4;

/// The parts of `term`, a folded term that a reader typed. `is_found` says whether the plan
/// has it as it stands; initials may stand for one of `names`.
pub(super) fn parts(
    term: &str,
    is_found: bool,
    index: &Index,
    letters: &Letters,
    words: &Words,
    names: &[String],
) -> Vec<Part> {
    let part = |why, runs| Part { typed: term.to_owned(), why, runs };
    if let Some(official) = words.official_of(term) {
        return vec![part(Why::Official, runs_of(official, index, letters))];
    }
    if is_found {
        return Vec::new();
    }
    let simplified = letters.simplified(term);
    if simplified != term {
        if let Some(run) = index.letters_of(&simplified).filter(|run| index.has(run)) {
            return vec![part(Why::Simplified, vec![(run, simplified)])];
        }
        if let Some(official) = words.official_of(&simplified) {
            let runs = runs_of(official, index, letters);
            return vec![Part { typed: simplified, why: Why::Official, runs }];
        }
    }
    let is_spelt = term.chars().all(|ch| ch.is_ascii_lowercase() || ch == '‘');
    if is_spelt {
        let runs = spelt(&term.replace('‘', ""), index, letters, words, names);
        if !runs.is_empty() {
            return vec![part(Why::Pinyin, runs)];
        }
    }
    let chars: Vec<char> = simplified.chars().take(MAX_CHARS).collect();
    if chars.len() >= MIN_TERM_CHARS {
        let term: Vec<Letter> = chars.iter().map(|ch| index.letter(*ch)).collect();
        for (why, runs) in
            [(Why::Short, longer(&term, index)), (Why::Similar, similar(&term, index))]
        {
            if !runs.is_empty() {
                return vec![part(why, runs)];
            }
        }
    }
    split(&chars, index, letters, words)
}

fn runs_of(words: &[String], index: &Index, letters: &Letters) -> Vec<(Vec<Letter>, String)> {
    let run = |words: &String| Some((index.letters_of(&letters.folded(words))?, words.clone()));
    words.iter().filter_map(run).collect()
}

impl Index {
    pub(super) fn has(&self, run: &[Letter]) -> bool {
        self.occurrences(run).next().is_some()
    }
}

/// The most frequent of `runs`, of equal ones the first.
fn most_frequent(runs: Vec<(Vec<Letter>, usize)>, index: &Index) -> Vec<(Vec<Letter>, String)> {
    let mut runs = sorted(runs, |(_, n)| u64::MAX - *n as u64);
    runs.truncate(MAX_RUNS);
    let words = |run: &[Letter]| {
        let first = index.occurrences(run).next();
        first.map_or(String::new(), |hit| index.text_of(hit.at..hit.end()))
    };
    runs.into_iter().map(|(run, _)| (run.clone(), words(&run))).collect()
}

/// Adds a run that was found once more.
fn count(runs: &mut Vec<(Vec<Letter>, usize)>, run: &[Letter]) {
    match runs.iter_mut().find(|(known, _)| known == run) {
        Some((_, n)) => *n += 1,
        None => runs.push((run.to_vec(), 1)),
    }
}

/// The runs that `term` is short for: `研发经费投入占GDP比` of `研发投入占比`. They end before
/// a mark, and have not many more characters.
fn longer(term: &[Letter], index: &Index) -> Vec<(Vec<Letter>, String)> {
    let mut found = Vec::new();
    let Some((&first, rest)) = term.split_first().filter(|_| !term.contains(&0)) else {
        return Vec::new();
    };
    let max_len = 2 * term.len() + 6;
    for &place in index.places_of(first) {
        let row = index.letters()[place as usize..].iter().take(max_len);
        let mut left = rest;
        let mut len = 0;
        for (idx, &letter) in row.enumerate().skip(1) {
            if !index.is_of_word(letter) {
                break;
            }
            if letter == first && left.len() == rest.len() {
                // A nearer start follows.
                break;
            }
            if left.first() == Some(&letter) {
                left = &left[1..];
                if left.is_empty() {
                    len = idx + 1;
                    break;
                }
            }
        }
        if len > term.len() {
            count(&mut found, &index.letters()[place as usize..place as usize + len]);
        }
    }
    most_frequent(found, index)
}

/// The runs that are `term` but for one character.
fn similar(term: &[Letter], index: &Index) -> Vec<(Vec<Letter>, String)> {
    // One half of it is right.
    let middle = term.len() / 2;
    let mut found = Vec::new();
    for (half, offset) in [(&term[..middle], 0), (&term[middle..], middle)] {
        if half.contains(&0) {
            continue;
        }
        for hit in index.occurrences(half) {
            let Some(at) = (hit.at as usize).checked_sub(offset) else { continue };
            let Some(run) = index.letters().get(at..at + term.len()) else { continue };
            let mut others = run.iter().zip(term).filter(|(a, b)| a != b);
            let other = others.next().filter(|(a, _)| index.is_of_word(**a));
            if other.is_some() && others.next().is_none() && !run.contains(&0) {
                count(&mut found, run);
            }
        }
    }
    most_frequent(found, index)
}

/// The runs that are spelt `term`: in whole syllables anywhere in the text, by their
/// initials among names and, where there are enough of them, in the text.
fn spelt(
    term: &str,
    index: &Index,
    letters: &Letters,
    words: &Words,
    names: &[String],
) -> Vec<(Vec<Letter>, String)> {
    let n_letters = letters.alphabet().len();
    let readings: Vec<Vec<&str>> =
        (0..n_letters).map(|idx| letters.readings(idx).collect()).collect();
    let readings = |letter: Letter| match letter {
        0 => &[][..],
        letter => readings[usize::from(letter) - 1].as_slice(),
    };
    let mut found = Vec::new();
    let first = term.as_bytes().first().copied();
    for letter in 1..=n_letters as Letter {
        if !readings(letter).iter().any(|it| it.bytes().next() == first) {
            continue;
        }
        for &place in index.places_of(letter) {
            let row = &index.letters()[place as usize..];
            if let Some(len) = spelt_len(term, row, &readings).filter(|len| *len > 1) {
                count(&mut found, &row[..len]);
            }
        }
    }
    let is_meant = |run: &[Letter]| {
        run.len() == term.len()
            && run.iter().zip(term.bytes()).all(|(letter, initial)| {
                readings(*letter).iter().any(|it| it.as_bytes().first() == Some(&initial))
            })
    };
    if found.is_empty() && term.len() > 1 {
        for name in words.official.iter().flatten().chain(names) {
            let run = index.letters_of(&letters.folded(name)).filter(|run| is_meant(run));
            if let Some(run) = run.filter(|run| !found.iter().any(|(known, _)| known == run)) {
                let n = index.occurrences(&run).count();
                found.push((run, n));
            }
        }
    }
    if found.is_empty() && term.len() >= MIN_INITIALS {
        for run in index.letters().windows(term.len()).filter(|run| is_meant(run)) {
            count(&mut found, run);
        }
    }
    most_frequent(found, index)
}

/// How many letters at the start of `row` are spelt `term`.
fn spelt_len<'a>(
    term: &str,
    row: &[Letter],
    readings: &impl Fn(Letter) -> &'a [&'a str],
) -> Option<usize> {
    if term.is_empty() {
        return Some(0);
    }
    let (letter, after) = row.split_first()?;
    readings(*letter)
        .iter()
        .find_map(|reading| Some(1 + spelt_len(term.strip_prefix(reading)?, after, readings)?))
}

/// `chars` cut into words that people use, words that ask, and what else the plan has of
/// it, so that as much as can be is covered by long words.
fn split(chars: &[char], index: &Index, letters: &Letters, words: &Words) -> Vec<Part> {
    let text = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    // A word in Latin letters is whole: `tai` has no `ai` in it.
    let is_latin = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
    let is_inside = |at: usize| at > 0 && is_latin(at - 1) && is_latin(at);
    // The value of the best cut up to each character, and where its last word starts.
    let mut best: Vec<(usize, usize)> = vec![(0, 0)];
    for to in 1..=chars.len() {
        let mut found = (best[to - 1].0, to - 1);
        let froms = (0..to).rev().take_while(|from| to - from <= MAX_PART_CHARS);
        for from in froms.filter(|from| !is_inside(*from) && !is_inside(to)) {
            let value = best[from].0 + value_of(&text(from, to), to - from, index, words);
            if value > found.0 {
                found = (value, from);
            }
        }
        best.push(found);
    }
    let mut parts: Vec<Part> = Vec::new();
    // Single characters, for where not two in a row are the plan's.
    let mut singles = Vec::new();
    let mut to = chars.len();
    while to > 0 {
        let from = best[to].1;
        let typed = text(from, to);
        let is_single = to - from == 1;
        to = from;
        if parts.iter().chain(&singles).any(|part| part.typed == typed) {
            continue;
        }
        if let Some(official) = words.official_of(&typed) {
            let runs = runs_of(official, index, letters);
            parts.push(Part { typed, why: Why::Official, runs });
        } else if !words.asking.contains(&typed)
            && let Some(run) = index.letters_of(&typed).filter(|run| index.has(run))
        {
            let part = Part { why: Why::Part, runs: vec![(run, typed.clone())], typed };
            if !is_single {
                parts.push(part);
            } else if part.typed.chars().all(|ch| ch.is_alphanumeric() && !ch.is_ascii()) {
                singles.push(part);
            }
        }
    }
    if parts.is_empty() {
        parts = singles;
    }
    parts.reverse();
    parts
}

/// What a word of `len` characters is worth in a cut.
fn value_of(word: &str, len: usize, index: &Index, words: &Words) -> usize {
    if words.official_of(word).is_some() {
        4 * len * len
    } else if words.asking.iter().any(|asking| asking == word) {
        len * len + len
    } else if len > 1 && index.letters_of(word).is_some_and(|run| index.has(&run)) {
        2 * len * len
    } else {
        0
    }
}
