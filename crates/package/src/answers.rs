//! An open plan, and what scripts ask it for.
//!
//! Answers have the shapes and names of the published data where it has one. Offsets count UTF-16
//! code units, as JavaScript's strings do. What rests on a person's reading (topics, places,
//! checks, terms) is empty for a text that nobody reviewed.

use std::cell::OnceCell;
use std::rc::Rc;

use drawing::chart::{ChartView, MarkRole, chart};
use drawing::values::{full_name, part};
use plan::bundle;
use plan::cite::{BibliographicReference, Day, Subject};
use plan::indicator::{Indicator, indicators};
use plan::model::{BlockKind, Period, SourceFile};
use plan::publish::{
    ChecksFile, GlossaryFile, IndicatorsFile, PlacesFile, PublishedBlock, SearchAnswer,
    TargetsFile, TopicsFile, kind_name,
};
use plan::search::{Lexicon, Search};
use plan::{
    Annotations, Apparatus, Bundle, Concerns, Diagnostic, IndicatorAnnotations, Links, Plan, parse,
};
use serde::Serialize;

/// A plan with all that belongs to it.
pub struct OpenPlan {
    plan: Rc<Plan>,
    indicators: Vec<Indicator>,
    links: Links,
    apparatus: Apparatus,
    concerns: Concerns,
    lexicon: Rc<Lexicon>,
    diagnostics: Vec<Diagnostic>,
    search: OnceCell<Search>,
}

/// What a plan says of itself.
#[derive(Debug, Serialize)]
pub struct About<'a> {
    title: &'a str,
    city: &'a str,
    period: Option<Period>,
    sources: &'a [SourceFile],
}

/// A heading, or the title of a table, box or map, with what stands below it.
#[derive(Debug, Serialize)]
pub struct OutlineEntry<'a> {
    id: &'a str,
    kind: &'static str,
    label: Option<&'a str>,
    title: String,
    children: Vec<OutlineEntry<'a>>,
}

/// A line of the text that a person should look at.
#[derive(Debug, Serialize)]
pub struct DiagnosticAnswer {
    line: u32,
    kind: &'static str,
    message: String,
}

/// A reference for others' writing, in four forms.
#[derive(Debug, Serialize)]
pub struct ReferenceAnswer {
    title: String,
    place: String,
    is_press: bool,
    key: String,
    gbt_7714: String,
    plain: String,
    bibtex: String,
    /// JSON text, of a list of one item.
    csl: String,
}

/// An indicator in words and as a drawing.
#[derive(Debug, Serialize)]
pub struct ChartAnswer {
    id: String,
    /// The name, a part's behind its whole's.
    name: String,
    unit: Option<String>,
    /// What the values say, in the order of the table's columns.
    values: Vec<ValueAnswer>,
    /// What follows from them, by us, not by the plan.
    derived: Vec<String>,
    /// What the drawing shows, or why there is none.
    sentence: String,
    /// An `<svg>` element as text, where the values can be drawn.
    drawing: Option<String>,
    /// The drawing's marks, in reading order.
    marks: Vec<MarkAnswer>,
}

/// A printed value in words.
#[derive(Debug, Serialize)]
pub struct ValueAnswer {
    label: String,
    raw: String,
    meaning: String,
}

/// A value in a drawing.
#[derive(Debug, Serialize)]
pub struct MarkAnswer {
    name: String,
    value: String,
    meaning: String,
    /// `plan` for what it prints, `derived` for what we computed.
    origin: &'static str,
}

/// What an id names.
#[derive(Clone, Copy)]
enum Named<'a> {
    Block(usize),
    /// The indicator that has the id, or the first part of the one that has.
    Indicator {
        indicator: &'a Indicator,
        is_whole: bool,
    },
}

impl OpenPlan {
    /// The plan in a bundle's file.
    ///
    /// # Errors
    ///
    /// Where the file is none, or another version's, or was damaged.
    pub fn open(file: &[u8]) -> Result<Self, String> {
        let Bundle { plan, links, apparatus, concerns, lexicon, .. } = bundle::from_file(file)?;
        Ok(Self::new(plan, links, apparatus, concerns, lexicon, Vec::new()))
    }

    /// The plan in a text. `title` and `city` say what the text itself may not.
    pub fn parse(text: &str, title: &str, city: &str) -> Self {
        let annotations = Annotations {
            title: title.to_owned(),
            city: city.to_owned(),
            ..Annotations::default()
        };
        let parsed = parse(text, &annotations);
        // Only annotations can fail to fit, and there are none.
        let links = Links::new(&parsed.plan, &annotations, &IndicatorAnnotations::default());
        let lexicon = Lexicon::plain(&parsed.plan);
        Self::new(
            parsed.plan,
            links.unwrap_or_default(),
            Apparatus::default(),
            Concerns::default(),
            lexicon,
            parsed.diagnostics,
        )
    }

    fn new(
        plan: Plan,
        links: Links,
        apparatus: Apparatus,
        concerns: Concerns,
        lexicon: Lexicon,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Self {
            indicators: indicators(&plan),
            plan: Rc::new(plan),
            links,
            apparatus,
            concerns,
            lexicon: Rc::new(lexicon),
            diagnostics,
            search: OnceCell::new(),
        }
    }

    /// What the plan says of itself.
    pub fn about(&self) -> About<'_> {
        let Plan { title, city, period, sources, .. } = &*self.plan;
        About { title, city, period: *period, sources }
    }

    /// What the parser found that a person should look at.
    pub fn diagnostics(&self) -> Vec<DiagnosticAnswer> {
        let answer = |it: &Diagnostic| DiagnosticAnswer {
            line: it.line,
            kind: it.kind.name(),
            message: it.kind.to_string(),
        };
        self.diagnostics.iter().map(answer).collect()
    }

    /// The headings, and the titles of tables, boxes and maps, one below the other.
    pub fn outline(&self) -> Vec<OutlineEntry<'_>> {
        let tops =
            (0..self.plan.blocks.len()).filter(|&idx| self.plan.blocks[idx].parent.is_none());
        self.entries(tops)
    }

    fn entries(&self, blocks: impl Iterator<Item = usize>) -> Vec<OutlineEntry<'_>> {
        let is_entry = |idx: &usize| {
            !matches!(
                self.plan.blocks[*idx].kind,
                BlockKind::Title
                    | BlockKind::Paragraph(_)
                    | BlockKind::BoxItem(_)
                    | BlockKind::Note(_)
                    | BlockKind::Answer
            )
        };
        let entry = |idx: usize| {
            let block = &self.plan.blocks[idx];
            OutlineEntry {
                id: block.id.as_str(),
                kind: kind_name(&block.kind),
                label: block.label(),
                title: block.title(),
                children: self.entries(self.plan.children(idx)),
            }
        };
        blocks.filter(is_entry).map(entry).collect()
    }

    /// The block named `id`.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn block(&self, id: &str) -> Result<PublishedBlock<'_>, String> {
        self.position(id).map(|idx| self.published(idx))
    }

    /// The block named `id` and all below it; all blocks where `id` is none.
    ///
    /// # Errors
    ///
    /// Where there is no such block.
    pub fn blocks(&self, id: Option<&str>) -> Result<Vec<PublishedBlock<'_>>, String> {
        let range = match id {
            Some(id) => self.plan.subtree(self.position(id)?),
            None => 0..self.plan.blocks.len(),
        };
        Ok(range.map(|idx| self.published(idx)).collect())
    }

    fn published(&self, idx: usize) -> PublishedBlock<'_> {
        PublishedBlock::new(&self.plan, idx, |text| text.encode_utf16().count())
    }

    /// What `words` find.
    pub fn search(&self, words: &str) -> SearchAnswer {
        let search = self.search.get_or_init(|| {
            Search::new(&self.plan, &self.links, &self.apparatus.terms, &self.lexicon)
        });
        SearchAnswer::new(search, &self.plan, words)
    }

    /// The indicators, with the sentences that speak of them.
    pub fn indicators(&self) -> IndicatorsFile {
        IndicatorsFile::new(&self.plan, &self.links)
    }

    /// The targets in the running text.
    pub fn targets(&self) -> TargetsFile<'_> {
        TargetsFile::new(&self.plan, &self.links)
    }

    /// The matters of everyday life, each with the sentences on it.
    pub fn topics(&self) -> TopicsFile<'_> {
        TopicsFile::new(&self.plan, &self.concerns)
    }

    /// The places, each with the sentences that name it.
    pub fn places(&self) -> PlacesFile<'_> {
        PlacesFile::new(&self.plan, &self.concerns)
    }

    /// The figures that disagree.
    pub fn checks(&self) -> ChecksFile<'_> {
        ChecksFile::new(&self.plan, &self.apparatus)
    }

    /// The terms that the plan explains.
    pub fn glossary(&self) -> GlossaryFile<'_> {
        GlossaryFile::new(&self.plan, &self.apparatus)
    }

    /// How to cite the block or indicator `id`, or the blocks from it to `until`, read at
    /// `address` on the day `accessed` (year, month, day); the whole plan where `id` is none.
    ///
    /// # Errors
    ///
    /// Where an id names nothing, or `until` stands before `id`.
    pub fn cite(
        &self,
        id: Option<&str>,
        until: Option<&str>,
        address: &str,
        accessed: [u16; 3],
    ) -> Result<ReferenceAnswer, String> {
        let subject = match (id, until) {
            (None, _) => Subject::Plan,
            (Some(id), Some(until)) => {
                let (first, last) = (self.position(id)?, self.position(until)?);
                if last < first {
                    return Err(format!("expected a block behind {id}, but found {until}"));
                }
                Subject::Blocks(first, last)
            }
            (Some(id), None) => match self.named(id)? {
                Named::Block(idx) => Subject::Blocks(idx, idx),
                Named::Indicator { indicator, is_whole: true } => {
                    Subject::Indicator(indicator.table, indicator.row)
                }
                Named::Indicator { indicator, .. } => Subject::Row(indicator.table, indicator.row),
            },
        };
        let [year, month, day] = accessed;
        let accessed = Day { year, month: month as u8, day: day as u8 };
        let reference = BibliographicReference::new(&self.plan, subject, address, accessed);
        Ok(ReferenceAnswer {
            gbt_7714: reference.gbt_7714(),
            plain: reference.plain(),
            bibtex: reference.bibtex(),
            csl: reference.csl_json(),
            title: reference.title,
            place: reference.place,
            is_press: reference.is_press,
            key: reference.key,
        })
    }

    /// Where the block or indicator `id` is on a site of this plan, below the site's own address:
    /// `plan/4/#4.1.3`.
    ///
    /// # Errors
    ///
    /// Where `id` names nothing.
    pub fn path(&self, id: &str) -> Result<String, String> {
        let idx = match self.named(id)? {
            Named::Block(idx) => idx,
            Named::Indicator { indicator, is_whole } => {
                let Indicator { id, period, number, whole_name, .. } = indicator;
                let page = format!("indicators/{}-{number}/", period.ordinal);
                let is_part = whole_name.is_some() && !is_whole;
                return Ok(if is_part { format!("{page}#{id}") } else { page });
            }
        };
        let blocks = &self.plan.blocks;
        let above = |is_wanted: fn(&BlockKind) -> bool| {
            std::iter::once(idx)
                .chain(self.plan.ancestors(idx))
                .find(|&it| is_wanted(&blocks[it].kind))
        };
        let number = |idx: usize| blocks[idx].heading().map_or(0, |heading| heading.number);
        let is_chapter = |kind: &BlockKind| matches!(kind, BlockKind::Chapter(_));
        // A part's opening stands before its first chapter.
        let chapter = above(is_chapter).or_else(|| {
            let part = above(|kind| matches!(kind, BlockKind::Part(_)))?;
            self.plan.children(part).find(|&it| is_chapter(&blocks[it].kind))
        });
        let page = if let Some(question) = above(|kind| matches!(kind, BlockKind::Question(_))) {
            format!("qa/{}/", number(question))
        } else if let Some(chapter) = chapter {
            format!("plan/{}/", number(chapter))
        } else {
            match blocks[idx].kind {
                BlockKind::Answer => "qa/",
                BlockKind::Figure(_) | BlockKind::Appendix => "maps/",
                _ => "plan/",
            }
            .to_owned()
        };
        Ok(format!("{page}#{id}"))
    }

    /// The indicator `id` in words, and drawn where it can be.
    ///
    /// # Errors
    ///
    /// Where there is none, or it has parts, which are drawn one by one.
    pub fn chart(&self, id: &str) -> Result<ChartAnswer, String> {
        let indicator = self.indicators.iter().find(|it| it.id == id).ok_or_else(|| {
            let parts = self.indicators.iter().filter(|it| is_part_of(it, id));
            let parts: Vec<&str> = parts.map(|it| it.id.as_str()).collect();
            match parts.first().zip(parts.last()) {
                Some((first, last)) => {
                    format!("expected one of the parts {first} to {last}, but found `{id}`")
                }
                None => self.unknown("an indicator's id", "14-12", id),
            }
        })?;
        let of_values = part(indicator);
        let (sentence, drawing, marks) = match chart(indicator, &[]) {
            Ok(ChartView { sentence, drawing, marks, .. }) => (sentence, Some(drawing), marks),
            Err(reason) => (reason.to_owned(), None, Vec::new()),
        };
        Ok(ChartAnswer {
            id: indicator.id.clone(),
            name: full_name(indicator),
            unit: indicator.unit.clone(),
            values: of_values
                .values
                .into_iter()
                .map(|it| ValueAnswer { label: it.label, raw: it.raw, meaning: it.meaning })
                .collect(),
            derived: of_values.derived,
            sentence,
            drawing,
            marks: marks
                .into_iter()
                .map(|mark| MarkAnswer {
                    name: mark.name,
                    value: mark.value,
                    meaning: mark.meaning,
                    origin: if mark.role == MarkRole::Even { "derived" } else { "plan" },
                })
                .collect(),
        })
    }

    fn position(&self, id: &str) -> Result<usize, String> {
        self.plan.position(id).ok_or_else(|| self.unknown("a block's id", "4.1.3", id))
    }

    fn named(&self, id: &str) -> Result<Named<'_>, String> {
        if let Some(idx) = self.plan.position(id) {
            return Ok(Named::Block(idx));
        }
        let exact = self.indicators.iter().find(|it| it.id == id);
        let whole = || self.indicators.iter().find(|it| is_part_of(it, id));
        match (exact, exact.or_else(whole)) {
            (exact, Some(indicator)) => {
                Ok(Named::Indicator { indicator, is_whole: exact.is_none() })
            }
            _ => Err(self.unknown("the id of a block or an indicator", "4.1.3 or 14-12", id)),
        }
    }

    fn unknown(&self, what: &str, example: &str, id: &str) -> String {
        const MAX_SHOWN: usize = 40;
        let shown: String = id.chars().take(MAX_SHOWN).collect();
        let more = if shown.len() < id.len() { "…" } else { "" };
        format!("expected {what} such as {example}, but found `{shown}{more}`")
    }
}

/// Whether `indicator` is a part of the one that `whole` names: `13-31-2` of `13-31`.
fn is_part_of(indicator: &Indicator, whole: &str) -> bool {
    indicator.whole_name.is_some()
        && indicator.id.rsplit_once('-').is_some_and(|(before, _)| before == whole)
}
