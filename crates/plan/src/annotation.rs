//! What a person who read the source says beside it, because the text alone
//! cannot tell: the city's facts, kept in a reviewed file of the plan's folder.
//!
//! The core reads no file: whoever calls [`parse`](crate::parse()) gives the
//! annotations (the build reads `plans/wuxi/plan.toml`). A document without any is
//! parsed with [`Annotations::default`].

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::model::SourceFile;
use crate::project::{ProjectField, Stage};

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

/// The reviewed facts about a plan's indicators (`indicators.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IndicatorAnnotations {
    /// What the press says of the indicators carried over.
    pub press: Option<PressCount>,
    /// The facts, an indicator each.
    pub indicators: Vec<IndicatorAnnotation>,
}

/// How many indicators the press counts as carried over from the period before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressCount {
    /// The source's file.
    pub source: String,
    /// The words, as printed.
    pub quote: String,
    /// How many are carried over.
    pub n_carried: u16,
    /// How many are new.
    pub n_new: u16,
}

/// The reviewed facts about an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IndicatorAnnotation {
    /// `14-12`.
    pub id: String,
    /// The text's other words for the same measure.
    pub names: Vec<String>,
    /// Words by which the text speaks of what the indicator measures.
    pub mentioned_as: Vec<String>,
    /// Words that hold a name and mean something else.
    pub not_in: Vec<String>,
    /// The rows of the table before that the indicator goes back to.
    pub earlier: Vec<EarlierAnnotation>,
}

/// A row of the table before that an indicator goes back to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierAnnotation {
    /// `13-18`.
    pub id: String,
    /// Whether both count the same thing in the same way.
    pub measure: Measure,
    /// What the two tables support, for readers.
    pub note: String,
}

/// How an indicator and an earlier one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The same thing, counted in the same way.
    Same,
    /// The same subject, counted in another way.
    Another,
}

impl IndicatorAnnotations {
    /// The facts about the indicator with the id `id`.
    pub fn of(&self, id: &str) -> Option<&IndicatorAnnotation> {
        self.indicators.iter().find(|annotation| annotation.id == id)
    }
}

impl IndicatorAnnotation {
    /// All words that the text is to have.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.names.iter().chain(&self.mentioned_as).chain(&self.not_in).map(String::as_str)
    }
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

/// The reviewed facts about a newspaper's page (`press.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PressAnnotations {
    /// The source's file.
    pub file: String,
    /// Findings that were looked at and are as they should be.
    pub allowed: Vec<AllowedDiagnostic>,
    /// Places where the page's text looks like a slip of whoever typed it.
    pub slips: Vec<SlipAnnotation>,
    /// What the answers rest on.
    pub answers: Vec<AnswerAnnotation>,
}

/// A place that looks like a slip of whoever typed it. The words are kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipAnnotation {
    /// The id of the paragraph.
    pub at: String,
    /// The words, as they stand in the source.
    pub words: String,
    /// What is odd about them, for readers.
    pub note: String,
}

/// Words of an answer and the words of the plan that they rest on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerAnnotation {
    /// The id of the answer's paragraph.
    pub paragraph: String,
    /// Words of the answer.
    pub quote: String,
    /// The id of the block, or of the indicator.
    pub block: String,
    /// Words of the block, or of the indicator's name.
    pub words: String,
}

/// The reviewed list of figures that disagree (`checks.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckAnnotations {
    /// What is shown.
    pub checks: Vec<CheckAnnotation>,
    /// What the rules find and a reader would not take for the same thing.
    pub dismissed: Vec<DismissedCheck>,
}

/// Statements on what a reader takes for one thing, and what differs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckAnnotation {
    /// A short name in English, part of the address.
    pub id: String,
    /// What they are about, for readers.
    pub title: String,
    /// How they differ.
    pub class: CheckClass,
    /// What differs and what the sources say of it, for readers.
    pub note: String,
    /// The statements, two or more.
    pub statements: Vec<StatementAnnotation>,
}

/// How statements differ. None of them is called a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckClass {
    /// One thing, two values.
    Contradiction,
    /// A number of things, and a list that names another number of them.
    Count,
    /// One value with fewer places, or with 近, 超过.
    Rounding,
    /// Two years.
    AnotherYear,
    /// Alike in name, but something else is counted.
    AnotherMeasure,
    /// An estimate, and the final value.
    EstimateAndFinal,
}

/// A statement: words of a block, or a cell of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementAnnotation {
    /// The id of the block, or of the indicator.
    pub at: String,
    /// The words, or the whole cell.
    pub quote: String,
    /// The header of the cell's column.
    pub of: Option<String>,
}

/// Two figures that the rules take for one thing's and a reader does not.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DismissedCheck {
    /// The ids of the blocks or indicators.
    pub at: [String; 2],
    /// The figures, as printed.
    pub figures: [String; 2],
    /// Why a reader does not take them for one thing's.
    pub reason: String,
}

/// The terms that the plan explains in its text (`glossary.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TermAnnotations {
    /// The terms, in the order in which they are explained.
    pub terms: Vec<TermAnnotation>,
}

/// A term and where the plan explains it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermAnnotation {
    /// The term as printed, without quotation marks.
    pub name: String,
    /// The words that explain it.
    pub explained: Vec<StatementAnnotation>,
    /// Longer words that hold the name and mean something else.
    #[serde(default)]
    pub not_in: Vec<String>,
}

/// Everyday words for the plan's official ones (`words.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordAnnotations {
    /// Words that ask and say nothing of the matter: 怎么, 哪里.
    pub asking: Vec<String>,
    /// The words, a matter each.
    pub words: Vec<WordAnnotation>,
}

/// What people say for a matter, and what the plan says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordAnnotation {
    /// What people type: 看病, 看医生.
    pub everyday: Vec<String>,
    /// The plan's words, the closest first.
    pub official: Vec<String>,
}

/// What the rules for named undertakings cannot tell (`projects.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProjectAnnotations {
    /// What the rules take for an undertaking and a reader does not.
    pub left_out: Vec<LeftOutProject>,
    /// Undertakings that the rules do not find.
    pub added: Vec<AddedProject>,
}

/// Words that name no undertaking, or not as the rules cut them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutProject {
    /// The id of the block.
    pub block: String,
    /// The name as the rules find it.
    pub name: String,
    /// Why a reader does not take it for one.
    pub reason: String,
}

/// An undertaking and what is promised for it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedProject {
    /// The id of the block.
    pub block: String,
    /// The name as printed.
    pub name: String,
    /// What stands before it in the sentence and belongs to it (`江南大学` of `江阴校区`).
    pub head: Option<String>,
    /// The verb before it, in the same sentence.
    pub verb: String,
    /// What closes the verb behind the name (`建设` of `推进…建设`).
    pub closing: Option<String>,
    /// How far it is to come.
    pub stage: Stage,
    /// What kind of thing it is, where its name does not tell.
    pub field: Option<ProjectField>,
    /// Why the rules do not find it.
    pub reason: String,
}

/// What people look up in the plan (`topics.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TopicAnnotations {
    /// The topics, in the order to be shown in.
    pub topics: Vec<TopicAnnotation>,
}

/// A topic and the words by which the plan speaks of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TopicAnnotation {
    /// A short name in English, part of the address.
    pub slug: String,
    /// The name, for readers.
    pub name: String,
    /// A sentence that holds one of these speaks of the topic.
    pub words: Vec<String>,
    /// Longer runs that hold one of the words and mean something else.
    pub not_in: Vec<String>,
    /// The ids of the sections whose every paragraph belongs.
    pub sections: Vec<String>,
    /// The ids of the rows that belong though their names hold no word.
    pub indicators: Vec<String>,
    /// Words that were considered and not taken.
    pub left_out: Vec<LeftOutWord>,
    /// Blocks that hold a word but do not speak of the topic.
    pub left_out_blocks: Vec<LeftOutBlock>,
}

/// A word that was considered for a topic and not taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutWord {
    /// The word.
    pub word: String,
    /// Why not.
    pub reason: String,
}

/// A block that holds a topic's word but does not speak of the topic.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutBlock {
    /// The id of the block.
    pub at: String,
    /// What it speaks of.
    pub reason: String,
}

/// The places that the plan names (`places.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceAnnotations {
    /// The places, in the order to be shown in.
    pub places: Vec<PlaceAnnotation>,
}

/// A place and the words by which the plan names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceAnnotation {
    /// The name in Latin letters, part of the address.
    pub slug: String,
    /// The name as people say it.
    pub name: String,
    /// The official name.
    pub full_name: String,
    /// What the place is to the city.
    pub kind: PlaceKind,
    /// Column and row in the schematic map, for a district.
    pub tile: Option<[u8; 2]>,
    /// The runs of text by which the plan names it.
    pub words: Vec<String>,
    /// Longer runs that hold one of the words and name something else.
    #[serde(default)]
    pub not_in: Vec<Namesake>,
}

/// What a place is to the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A district of it.
    District,
    /// A city around it.
    Neighbour,
}

/// A run of text that holds a place's name and names something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namesake {
    /// The run.
    pub words: String,
    /// What it names, for readers.
    pub note: String,
}

/// The diagnostics that nobody allowed, and the allowances that nothing needs. Both must be
/// empty for a reviewed source.
pub fn review<'a>(
    allowed: &'a [AllowedDiagnostic],
    diagnostics: &'a [Diagnostic],
) -> (Vec<&'a Diagnostic>, Vec<&'a AllowedDiagnostic>) {
    let fits = |allowed: &AllowedDiagnostic, diagnostic: &Diagnostic| {
        allowed.line == diagnostic.line && allowed.kind == diagnostic.kind.name()
    };
    let unexpected = diagnostics
        .iter()
        .filter(|diagnostic| !allowed.iter().any(|allowed| fits(allowed, diagnostic)))
        .collect();
    let unneeded = allowed
        .iter()
        .filter(|allowed| !diagnostics.iter().any(|diagnostic| fits(allowed, diagnostic)))
        .collect();
    (unexpected, unneeded)
}
