//! What the parser found that a reader of the source should look at.
//!
//! A diagnostic never stops the parser. One variant a finding, each worded
//! "expected …, but found …", with the lines it is about. A build allows only
//! those that a person has reviewed ([`Annotations::allowed`](crate::annotation::Annotations)).

use std::fmt;

use crate::line::Level;

/// A finding and the lines it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The line, counted from 1.
    pub line: u32,
    /// The finding.
    pub kind: DiagnosticKind,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiagnosticKind {
    /// The text has no part and no chapter.
    NoHeading,
    /// The text has no table of contents to check the headings against.
    NoContents,
    /// A heading of the table of contents that the body lacks.
    HeadingNotInBody {
        /// The entry as the table of contents has it.
        entry: String,
    },
    /// A heading of the body that the table of contents lacks.
    HeadingNotInContents {
        /// The heading as the body has it.
        heading: String,
    },
    /// A heading that the table of contents words differently.
    HeadingDiffers {
        /// The wording of the table of contents.
        expected: String,
        /// The wording of the body.
        found: String,
    },
    /// A heading whose number does not follow the one before.
    HeadingOutOfOrder {
        /// The heading's level.
        level: Level,
        /// The number that would follow.
        expected: u16,
        /// The printed number.
        found: u16,
    },
    /// A heading without a title.
    HeadingWithoutTitle {
        /// The label (`第四章`).
        label: String,
    },
    /// A section outside any chapter.
    SectionOutsideChapter {
        /// The heading as printed.
        heading: String,
    },
    /// `[bookmark: …`, `[0: …` without its closing bracket, `[footnoteRef:x]`.
    MalformedMarker {
        /// How the marker begins.
        marker: String,
    },
    /// A footnote's mark without a footnote in the same paragraph.
    ReferenceWithoutNote {
        /// The number in the mark.
        number: u32,
    },
    /// A footnote's mark outside running text: the note is kept, its place is not.
    ReferenceOutsideText {
        /// The number in the mark.
        number: u32,
    },
    /// A line of punctuation alone.
    StrayLine {
        /// The line.
        text: String,
    },
    /// A table's title that no cells follow.
    TableWithoutCells {
        /// The title.
        title: String,
    },
    /// Cells that no table's title stands above.
    CellsWithoutTitle,
    /// A row with another number of cells than the header, beyond the one extra
    /// cell of a sub-indicator.
    RaggedRow {
        /// The header's number of cells.
        expected: usize,
        /// The row's.
        found: usize,
    },
    /// An indicator whose number does not follow the one before.
    IndicatorOutOfOrder {
        /// The number that would follow.
        expected: u16,
        /// What the number's cell holds.
        found: String,
    },
    /// A box's title without items.
    BoxWithoutItems {
        /// The title.
        title: String,
    },
    /// A map whose caption is not the one that the list of maps has.
    CaptionDiffers {
        /// The list's wording.
        expected: String,
        /// The wording at the map.
        found: String,
    },
    /// A map without a caption.
    FigureWithoutCaption {
        /// The label (`附图1`).
        label: String,
    },
    /// A text of a newspaper's page that breaks off, and no text of the page surely goes on
    /// from it.
    OpenEnd {
        /// Its last characters.
        ending: String,
    },
    /// A text of a newspaper's page after one that breaks off, and it surely goes on from
    /// none.
    OpenStart {
        /// Its first characters.
        beginning: String,
    },
    /// A text of a newspaper's page that looks like the plan's and prints none of its
    /// blocks.
    NotInPlan {
        /// Its first characters.
        beginning: String,
    },
    /// An annotation that does not fit the text.
    AnnotationDoesNotFit {
        /// What the annotation says.
        expected: String,
        /// What the text has.
        found: String,
    },
}

impl DiagnosticKind {
    /// The finding's name in reviewed lists, in kebab case.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NoHeading => "no-heading",
            Self::NoContents => "no-contents",
            Self::HeadingNotInBody { .. } => "heading-not-in-body",
            Self::HeadingNotInContents { .. } => "heading-not-in-contents",
            Self::HeadingDiffers { .. } => "heading-differs",
            Self::HeadingOutOfOrder { .. } => "heading-out-of-order",
            Self::HeadingWithoutTitle { .. } => "heading-without-title",
            Self::SectionOutsideChapter { .. } => "section-outside-chapter",
            Self::MalformedMarker { .. } => "malformed-marker",
            Self::ReferenceWithoutNote { .. } => "reference-without-note",
            Self::ReferenceOutsideText { .. } => "reference-outside-text",
            Self::StrayLine { .. } => "stray-line",
            Self::TableWithoutCells { .. } => "table-without-cells",
            Self::CellsWithoutTitle => "cells-without-title",
            Self::RaggedRow { .. } => "ragged-row",
            Self::IndicatorOutOfOrder { .. } => "indicator-out-of-order",
            Self::BoxWithoutItems { .. } => "box-without-items",
            Self::CaptionDiffers { .. } => "caption-differs",
            Self::FigureWithoutCaption { .. } => "figure-without-caption",
            Self::OpenEnd { .. } => "open-end",
            Self::OpenStart { .. } => "open-start",
            Self::NotInPlan { .. } => "not-in-plan",
            Self::AnnotationDoesNotFit { .. } => "annotation-does-not-fit",
        }
    }
}

impl fmt::Display for Diagnostic {
    /// `line: expected …, but found …`, to be put behind the file's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.kind)
    }
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHeading => {
                write!(f, "expected a heading such as 第一篇 or 第一章, but found none in the text")
            }
            Self::NoContents => {
                write!(f, "expected a table of contents (目录) before the body, but found none")
            }
            Self::HeadingNotInBody { entry } => {
                write!(
                    f,
                    "expected the heading `{entry}` of the table of contents in the body, but found none"
                )
            }
            Self::HeadingNotInContents { heading } => {
                write!(f, "expected a heading of the table of contents, but found `{heading}`")
            }
            Self::HeadingDiffers { expected, found } => {
                write!(
                    f,
                    "expected the heading `{expected}` as in the table of contents, but found `{found}`"
                )
            }
            Self::HeadingOutOfOrder { level, expected, found } => {
                write!(f, "expected {level} {expected}, but found {level} {found}")
            }
            Self::HeadingWithoutTitle { label } => {
                write!(f, "expected a title after `{label}`, but found none")
            }
            Self::SectionOutsideChapter { heading } => {
                write!(f, "expected a chapter above `{heading}`, but found none")
            }
            Self::MalformedMarker { marker } => {
                write!(f, "expected a whole marker such as `[bookmark: …]`, but found `{marker}`")
            }
            Self::ReferenceWithoutNote { number } => {
                write!(
                    f,
                    "expected the note `[{number}: …]` later in the paragraph, but found none"
                )
            }
            Self::ReferenceOutsideText { number } => write!(
                f,
                "expected the mark of note {number} in a paragraph, but found it in a heading or table"
            ),
            Self::StrayLine { text } => {
                write!(f, "expected text, but found `{text}` alone on a line")
            }
            Self::TableWithoutCells { title } => {
                write!(
                    f,
                    "expected cells (a tab at the start of the line) below `{title}`, but found none"
                )
            }
            Self::CellsWithoutTitle => {
                write!(f, "expected the title of a table (表1 …) above its cells, but found none")
            }
            Self::RaggedRow { expected, found } => {
                write!(f, "expected a row of {expected} cells as in the header, but found {found}")
            }
            Self::IndicatorOutOfOrder { expected, found } => {
                write!(f, "expected indicator {expected}, but found `{found}`")
            }
            Self::BoxWithoutItems { title } => {
                write!(f, "expected items below the box `{title}`, but found none")
            }
            Self::CaptionDiffers { expected, found } => {
                write!(
                    f,
                    "expected the caption `{expected}` as in the list of maps, but found `{found}`"
                )
            }
            Self::FigureWithoutCaption { label } => {
                write!(f, "expected a caption below `{label}`, but found none")
            }
            Self::OpenEnd { ending } => {
                write!(f, "expected a text that surely goes on from `{ending}`, but found none")
            }
            Self::OpenStart { beginning } => {
                write!(f, "expected an end that `{beginning}` surely goes on from, but found none")
            }
            Self::NotInPlan { beginning } => {
                write!(f, "expected a block of the plan that `{beginning}` prints, but found none")
            }
            Self::AnnotationDoesNotFit { expected, found } => {
                write!(f, "expected {expected} as annotated, but found {found}")
            }
        }
    }
}
