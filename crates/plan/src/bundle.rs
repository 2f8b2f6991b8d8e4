//! Everything that the app carries: the plan, what ties its numbers, its named undertakings,
//! what stands beside its text; and its compact binary form.
//!
//! Invariant: [`Bundle::from_bytes`] of [`Bundle::to_bytes`] is the same. The bytes say nothing
//! of themselves: what is made of others than this version's may be anything. So a bundle that
//! travels alone does so as a file ([`file()`]), which tells its version and whether it is whole.

use serde::{Deserialize, Serialize};

use crate::annotation::{
    Annotations, CheckAnnotations, IndicatorAnnotations, PlaceAnnotations, PressAnnotations,
    ProjectAnnotations, TermAnnotations, TopicAnnotations, WordAnnotations, review,
};
use crate::apparatus::Apparatus;
use crate::check::checks;
use crate::concern::Concerns;
use crate::diagnostic::Diagnostic;
use crate::link::Links;
use crate::model::Plan;
use crate::parse::parse;
use crate::place::places;
use crate::press::{Press, Reference, restore};
use crate::project::{Project, projects};
use crate::search::Lexicon;
use crate::term::terms;
use crate::topic::topics;

/// The files of a plan's folder, read and checked by whoever calls.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The plan's text (`outline.txt`).
    pub outline: String,
    /// The newspaper's page, where there is one ([`PressAnnotations::file`]).
    pub press: Option<String>,
    /// `plan.toml`.
    pub annotations: Annotations,
    /// `indicators.toml`.
    pub of_indicators: IndicatorAnnotations,
    /// `press.toml`.
    pub of_press: PressAnnotations,
    /// `checks.toml`.
    pub of_checks: CheckAnnotations,
    /// `glossary.toml`.
    pub of_terms: TermAnnotations,
    /// `topics.toml`.
    pub of_topics: TopicAnnotations,
    /// `places.toml`.
    pub of_places: PlaceAnnotations,
    /// `words.toml`.
    pub of_words: WordAnnotations,
    /// `projects.toml`.
    pub of_projects: ProjectAnnotations,
}

/// Everything that the app carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The plan, and the questions and answers about it.
    pub plan: Plan,
    /// What ties its numbers to each other and to the sentences.
    pub links: Links,
    /// The named undertakings and what is promised for each, in the text's order.
    pub projects: Vec<Project>,
    /// What stands beside its text.
    pub apparatus: Apparatus,
    /// What its readers are concerned with.
    pub concerns: Concerns,
    /// What a search has to know.
    pub lexicon: Lexicon,
}

impl Bundle {
    /// The bundle of what `folder` holds.
    ///
    /// # Errors
    ///
    /// A message for each thing that nobody reviewed or that does not fit, behind its file's
    /// name.
    pub fn new(folder: &Folder) -> Result<Self, Vec<String>> {
        let mut messages = Vec::new();
        let parsed = parse(&folder.outline, &folder.annotations);
        let allowed = &folder.annotations.allowed;
        report("outline.txt", "plan.toml", review(allowed, &parsed.diagnostics), &mut messages);

        let mut plan = parsed.plan;
        let mut press = Press::default();
        if let Some(page) = &folder.press {
            let file = &folder.of_press.file;
            let source = plan.sources.iter().position(|source| source.file == *file);
            let reference = Reference::new(&plan);
            let restored = restore(page, &reference);
            let (found, more) =
                Press::new(&mut plan, &reference, &restored, source.unwrap_or_default());
            press = found;
            let diagnostics = [restored.diagnostics, more].concat();
            let allowed = &folder.of_press.allowed;
            report(file, "press.toml", review(allowed, &diagnostics), &mut messages);
            if source.is_none() {
                messages
                    .push(format!("press.toml: expected a source of plan.toml, but found {file}"));
            }
            if let Some(count) = &folder.of_indicators.press
                && !page.contains(&count.quote)
            {
                let quote = &count.quote;
                messages
                    .push(format!("indicators.toml: expected words of {file}, but found {quote}"));
            }
        }

        let mut worded = |file: &str, wrong: Vec<String>| {
            messages.extend(wrong.into_iter().map(|message| format!("{file}: {message}")));
        };
        let links =
            Links::new(&plan, &folder.annotations, &folder.of_indicators).unwrap_or_else(|wrong| {
                worded("indicators.toml", wrong);
                Links::default()
            });
        if let Err(wrong) = press.annotate(&plan, &folder.of_press) {
            worded("press.toml", wrong);
        }
        let first_chapter = folder.annotations.targets.first_chapter;
        let checks = checks(&plan, &folder.of_checks, first_chapter).unwrap_or_else(|wrong| {
            worded("checks.toml", wrong);
            Vec::new()
        });
        let (terms, term_uses) = terms(&plan, &folder.of_terms).unwrap_or_else(|wrong| {
            worded("glossary.toml", wrong);
            Default::default()
        });
        let topics = topics(&plan, &folder.of_topics).unwrap_or_else(|wrong| {
            worded("topics.toml", wrong);
            Vec::new()
        });
        let places = places(&plan, &folder.of_places).unwrap_or_else(|wrong| {
            worded("places.toml", wrong);
            Vec::new()
        });
        let lexicon = Lexicon::new(&plan, &folder.of_words).unwrap_or_else(|wrong| {
            worded("words.toml", wrong);
            Lexicon::default()
        });
        let projects =
            projects(&plan, &folder.of_projects, first_chapter).unwrap_or_else(|wrong| {
                worded("projects.toml", wrong);
                Vec::new()
            });
        if messages.is_empty() {
            Ok(Self {
                plan,
                links,
                projects,
                apparatus: Apparatus { press, checks, terms, term_uses },
                concerns: Concerns { topics, places },
                lexicon,
            })
        } else {
            Err(messages)
        }
    }

    /// The bundle in postcard's format, which has no field names and no padding.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("no type that postcard refuses")
    }

    /// The bundle in `bytes`.
    ///
    /// # Errors
    ///
    /// Where `bytes` are not what [`to_bytes`](Self::to_bytes) of the same version made.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}

/// What a bundle's file begins with, before its version.
const FILE_MARK: &[u8] = b"plan-reader bundle ";
/// Of a [`Bundle`]'s form nothing is known but that it is this version's.
const VERSION: &str = env!("CARGO_PKG_VERSION");
const N_DIGEST_BYTES: usize = 8;

/// The file of the bundle whose [bytes](Bundle::to_bytes) are `bytes`: a line with the mark and the
/// version, their digest, and they themselves.
pub fn file(bytes: &[u8]) -> Vec<u8> {
    [FILE_MARK, VERSION.as_bytes(), b"\n", &digest(bytes), bytes].concat()
}

/// The bundle in a [`file()`].
///
/// # Errors
///
/// Where it is none, or another version's, or was damaged.
pub fn from_file(file: &[u8]) -> Result<Bundle, String> {
    let after_mark = file.strip_prefix(FILE_MARK).ok_or_else(|| {
        format!("expected a plan's bundle, but found {} bytes that are none", file.len())
    })?;
    let n_version_bytes = after_mark.iter().position(|byte| *byte == b'\n').unwrap_or_default();
    let (version, rest) = after_mark.split_at(n_version_bytes);
    if version != VERSION.as_bytes() {
        let version = String::from_utf8_lossy(&version[..version.len().min(20)]);
        return Err(format!("expected the bundle of version {VERSION}, but found `{version}`"));
    }
    let damaged =
        || "expected a whole bundle, but found one that was damaged or cut off".to_owned();
    let (found, bytes) = rest[1..].split_at_checked(N_DIGEST_BYTES).ok_or_else(damaged)?;
    if *found != digest(bytes) {
        return Err(damaged());
    }
    Bundle::from_bytes(bytes).map_err(|_| damaged())
}

/// A digest against damage (FNV-1a, 64 bits), not against an enemy: no change of one byte goes
/// unseen, and of others one in 2⁶⁴.
fn digest(bytes: &[u8]) -> [u8; N_DIGEST_BYTES] {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix).to_le_bytes()
}

/// Puts into words what a review leaves over.
fn report(
    file: &str,
    reviewed_in: &str,
    (unexpected, unneeded): (Vec<&Diagnostic>, Vec<&crate::annotation::AllowedDiagnostic>),
    messages: &mut Vec<String>,
) {
    messages.extend(unexpected.iter().map(|diagnostic| format!("{file}:{diagnostic}")));
    messages.extend(unneeded.iter().map(|allowed| {
        let (kind, line) = (&allowed.kind, allowed.line);
        format!(
            "{reviewed_in}: expected a {kind} at line {line} of {file} as allowed, but found none"
        )
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_touched_anywhere_is_no_bundle() {
        let bundle = Bundle {
            plan: parse("第一章  开篇\n正文。\n", &Annotations::default()).plan,
            ..Bundle::default()
        };
        let whole = file(&bundle.to_bytes());
        assert_eq!(from_file(&whole), Ok(bundle));
        for idx in 0..whole.len() {
            let mut touched = whole.clone();
            touched[idx] ^= 1;
            let message = from_file(&touched).expect_err("damage");
            assert!(
                message.starts_with("expected ") && message.contains(", but found "),
                "{message}"
            );
            from_file(&whole[..idx]).expect_err("a part");
        }
        from_file(b"<!DOCTYPE html>").expect_err("a page");
    }
}
