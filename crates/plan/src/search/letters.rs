//! What letters are to be taken for each other: tables made at build time out of well-kept
//! libraries, cut down to the characters of one plan.
//!
//! [`Letters::new`] alone calls the libraries, so that they weigh nothing where only the
//! tables are read. [`Letters::plain`] does without them, for a text that is read where they
//! are not.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::{ToPinyin, ToPinyinMulti};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The tables of one plan's letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// Characters that are read as others (`Ａ`, `A` as `a`; `₂` as `2`; `,` as `，`), in
    /// order.
    folds: Vec<(char, String)>,
    /// The folded characters of the plan's text, in order.
    alphabet: String,
    /// For each of them, its traditional forms.
    traditional: Vec<String>,
    /// The syllables of the plan's characters, without tones, `ü` as `v`, in order.
    syllables: Vec<String>,
    /// For each character of the alphabet, the index of its first reading in
    /// [`syllables`](Self::syllables), counted from 1; 0 where it has none.
    readings: Vec<u16>,
    /// Other readings: the index of the character, and of the syllable.
    other_readings: Vec<(u16, u16)>,
}

/// Marks that Western keyboards write for Chinese ones, each with the one that stands for
/// all. Dashes of all lengths are one, and so are quotation marks.
const MARKS: &[(&str, char)] = &[
    (",", '，'),
    (".．", '。'),
    (";", '；'),
    (":", '：'),
    ("?", '？'),
    ("!", '！'),
    ("(", '（'),
    (")", '）'),
    ("[【〔", '［'),
    ("]】〕", '］'),
    ("~∼〜", '～'),
    ("\"”„‟＂「」『』", '“'),
    ("'’‚‛＇", '‘'),
    ("—–―─‐‑‒−－", '-'),
    ("•・‧", '·'),
];

/// The code points that can be typed: all up to the end of the basic plane, the planes
/// above only for letters and digits of mathematics, which keyboards of the web write.
pub(crate) const LAST_TYPED: u32 = 0x1_d7ff;

impl Letters {
    /// The letters of the texts `texts`.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut chars: BTreeSet<char> =
            texts.flat_map(str::chars).filter(|ch| !is_dropped(*ch)).collect();
        let alphabet: BTreeSet<char> =
            chars.iter().flat_map(|&ch| folded_char(ch).chars().collect::<Vec<_>>()).collect();
        let is_read = |folded: &str| folded.chars().all(|ch| alphabet.contains(&ch));
        let typed = '\0'..=char::from_u32(LAST_TYPED).unwrap_or(char::MAX);
        chars.extend(typed.filter(|ch| !is_dropped(*ch)));
        let folds = chars
            .into_iter()
            .map(|ch| (ch, folded_char(ch)))
            .filter(|(ch, folded)| !folded.chars().eq([*ch]) && is_read(folded))
            .collect();

        let mut traditional: BTreeMap<char, String> = BTreeMap::new();
        for ch in '\u{3400}'..='\u{9fff}' {
            let simplified =
                character_converter::traditional_to_simplified(ch.encode_utf8(&mut [0; 4]))
                    .chars()
                    .next();
            if let Some(simplified) = simplified.filter(|it| *it != ch && alphabet.contains(it))
                && !alphabet.contains(&ch)
            {
                traditional.entry(simplified).or_default().push(ch);
            }
        }

        let readings: Vec<Vec<String>> = alphabet.iter().map(|ch| readings(*ch)).collect();
        let syllables: BTreeSet<&String> = readings.iter().flatten().collect();
        let syllables: Vec<String> = syllables.into_iter().cloned().collect();
        let position = |syllable: &String| {
            syllables.binary_search(syllable).map_or(0, |position| position as u16)
        };
        Self {
            folds,
            traditional: alphabet
                .iter()
                .map(|ch| traditional.remove(ch).unwrap_or_default())
                .collect(),
            other_readings: readings
                .iter()
                .enumerate()
                .flat_map(|(idx, of_char)| {
                    of_char.iter().skip(1).map(move |syllable| (idx as u16, position(syllable)))
                })
                .collect(),
            readings: readings
                .iter()
                .map(|of_char| of_char.first().map_or(0, |syllable| position(syllable) + 1))
                .collect(),
            alphabet: alphabet.into_iter().collect(),
            syllables,
        }
    }

    /// The letters of the texts `texts` without the libraries' tables: width, case and the
    /// marks of Western keyboards are folded, traditional forms and readings are unknown.
    pub fn plain<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut chars: BTreeSet<char> =
            texts.flat_map(str::chars).filter(|ch| !is_dropped(*ch)).collect();
        // A letter is a number of 16 bits; no text that is read by people has as many.
        let alphabet: BTreeSet<char> =
            chars.iter().map(|ch| plainly_folded(*ch)).take(usize::from(u16::MAX) - 1).collect();
        chars.extend(MARKS.iter().flat_map(|(marks, _)| marks.chars()));
        chars.extend(' '..='~');
        chars.extend(FULL_WIDTH);
        let folds = chars.into_iter().map(|ch| (ch, plainly_folded(ch)));
        Self {
            folds: folds
                .filter(|(ch, folded)| folded != ch && alphabet.contains(folded))
                .map(|(ch, folded)| (ch, folded.to_string()))
                .collect(),
            alphabet: alphabet.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The folded characters of the plan's text, in order.
    pub(super) fn alphabet(&self) -> Vec<char> {
        self.alphabet.chars().collect()
    }

    /// Calls `take` with each folded character of `text`, and with the byte of `text` that
    /// it comes from.
    pub(super) fn fold(&self, text: &str, mut take: impl FnMut(char, usize)) {
        for (at, ch) in text.char_indices() {
            match ch {
                '\u{4e00}'..='\u{9fff}' => take(ch, at),
                _ if is_dropped(ch) => {}
                _ => match self.folds.binary_search_by_key(&ch, |(ch, _)| *ch) {
                    Ok(found) => self.folds[found].1.chars().for_each(|ch| take(ch, at)),
                    Err(_) => take(ch.to_ascii_lowercase(), at),
                },
            }
        }
    }

    /// `text` folded.
    pub fn folded(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold(text, |ch, _| folded.push(ch));
        folded
    }

    /// `text` with each traditional character as the plan writes it.
    pub(super) fn simplified(&self, text: &str) -> String {
        let of_char = |ch: char| {
            let found = self.traditional.iter().position(|forms| forms.contains(ch));
            found.and_then(|idx| self.alphabet.chars().nth(idx)).unwrap_or(ch)
        };
        text.chars().map(of_char).collect()
    }

    /// The readings of the character at `idx` of the alphabet.
    pub(super) fn readings(&self, idx: usize) -> impl Iterator<Item = &str> {
        let first = self.readings.get(idx).and_then(|reading| reading.checked_sub(1));
        let start = self.other_readings.partition_point(|(of_char, _)| usize::from(*of_char) < idx);
        let others = self.other_readings[start..]
            .iter()
            .take_while(move |(of_char, _)| usize::from(*of_char) == idx)
            .map(|(_, syllable)| *syllable);
        first.into_iter().chain(others).map(|idx| self.syllables[usize::from(idx)].as_str())
    }
}

/// Whether a character is passed over, in the text and in what is looked for: white space,
/// and what is not seen.
pub(super) fn is_dropped(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The one mark that stands for all like `ch`.
fn mark(ch: char) -> Option<char> {
    MARKS.iter().find(|(marks, _)| marks.contains(ch)).map(|(_, to)| *to)
}

/// The wide forms of what Western keyboards write.
const FULL_WIDTH: std::ops::RangeInclusive<char> = '！'..='～';

fn plainly_folded(ch: char) -> char {
    let narrow = match ch {
        ch if FULL_WIDTH.contains(&ch) => {
            char::from_u32(u32::from(ch) - u32::from('！') + u32::from('!')).unwrap_or(ch)
        }
        ch => ch,
    };
    mark(ch).or_else(|| mark(narrow)).unwrap_or(narrow.to_ascii_lowercase())
}

/// How a character is read: the definition, of which [`Letters`] has the cases of one plan.
pub(crate) fn folded_char(ch: char) -> String {
    if is_dropped(ch) {
        return String::new();
    }
    if let Some(mark) = mark(ch) {
        return mark.to_string();
    }
    let compatible = std::iter::once(ch).nfkc().filter(|ch| !is_dropped(*ch));
    compatible.flat_map(char::to_lowercase).map(|ch| mark(ch).unwrap_or(ch)).collect()
}

/// A character's readings without tones, the most usual first.
fn readings(ch: char) -> Vec<String> {
    let typed = |plain: &str| plain.replace('ü', "v");
    let mut readings: Vec<String> =
        ch.to_pinyin().map(|reading| typed(reading.plain())).into_iter().collect();
    for reading in ch.to_pinyin_multi().into_iter().flatten() {
        let reading = typed(reading.plain());
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}
