//! What a person who read the source says beside it, because the text alone
//! cannot tell: the city's facts, kept in a reviewed file of the plan's folder.
//!
//! The core reads no file: whoever calls [`parse`](crate::parse()) gives the
//! annotations (the build reads `plans/wuxi/plan.toml`). A document without any is
//! parsed with [`Annotations::default`].

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::model::SourceFile;

/// The reviewed facts about one plan's source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Annotations {
    /// The document's full title, where the text does not open with it.
    pub title: String,
    /// The city as the pages call it (`无锡`).
    pub city: String,
    /// The documents that the plan's folder holds, with their checksums.
    pub sources: Vec<SourceFile>,
    /// Titles of boxes that the source glues to the end of a paragraph.
    pub glued_boxes: Vec<GluedBox>,
    /// Findings that were looked at and are as they should be.
    pub allowed: Vec<AllowedDiagnostic>,
    /// What the rules for targets in the running text cannot tell.
    pub targets: TargetAnnotations,
}

/// A box's title at the end of a paragraph, without a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GluedBox {
    /// The line of the paragraph, counted from 1.
    pub line: u32,
    /// The title as it stands at the line's end.
    pub title: String,
    /// How many of the paragraphs that follow are the box's items.
    pub n_items: usize,
    /// Why a reader takes this for a box's title.
    pub reason: String,
}

/// What the rules for targets in the running text cannot tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TargetAnnotations {
    /// The first chapter that looks ahead; those before it look back.
    pub first_chapter: u16,
    /// Quantities that the rules take for targets and a reader does not.
    pub left_out: Vec<LeftOutTarget>,
}

/// A quantity that is no target.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutTarget {
    /// The id of the block.
    pub block: String,
    /// The quantity as printed, its bound included.
    pub quantity: String,
    /// Why a reader does not take it for a target.
    pub reason: String,
}

/// A diagnostic that a person has looked at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowedDiagnostic {
    /// The finding's name ([`DiagnosticKind::name`](crate::diagnostic::DiagnosticKind::name)).
    pub kind: String,
    /// The line, counted from 1.
    pub line: u32,
    /// Why it is as it should be.
    pub reason: String,
}

impl Annotations {
    /// The diagnostics that nobody allowed, and the allowances that nothing
    /// needs. Both must be empty for a reviewed plan.
    pub fn review<'a>(
        &'a self,
        diagnostics: &'a [Diagnostic],
    ) -> (Vec<&'a Diagnostic>, Vec<&'a AllowedDiagnostic>) {
        let fits = |allowed: &AllowedDiagnostic, diagnostic: &Diagnostic| {
            allowed.line == diagnostic.line && allowed.kind == diagnostic.kind.name()
        };
        let unexpected = diagnostics
            .iter()
            .filter(|diagnostic| !self.allowed.iter().any(|allowed| fits(allowed, diagnostic)))
            .collect();
        let unneeded = self
            .allowed
            .iter()
            .filter(|allowed| !diagnostics.iter().any(|diagnostic| fits(allowed, diagnostic)))
            .collect();
        (unexpected, unneeded)
    }
}
