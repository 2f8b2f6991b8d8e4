//! Search: every place where the plan has what a reader looks for, and other words for it.
//!
//! - `letters` says which characters are taken for each other, `index` lays the folded text
//!   out, [`query`] reads what was typed, `looser` finds other words for it, and
//!   [`snippet`] cuts a piece of text to show.
//! - [`Search::find`] answers a query: literal matches, complete and exact, and apart from
//!   them the looser ones, each part with the reason why.
//!
//! Invariants: the literal hits of a term are all its occurrences in the folded text that do
//! not overlap the one before, in the plan and what the press says of it; every hit is a run
//! of its text's characters. Time is linear in the text.
//!
//! Derived things (indicators, targets, terms) are not searched apart: their words are the
//! text's. They decide what kind of thing a passage is, and how far in front it stands.

mod index;
mod letters;
mod looser;
pub mod query;
pub mod snippet;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use index::{Hit, Passage, Spot, SpotPart};
pub use letters::Letters;
pub(crate) use letters::{LAST_TYPED, folded_char};
pub use looser::{Part, Why, Words};
pub use query::Query;

use self::index::{Index, Letter};
use self::snippet::Snippet;
use crate::annotation::WordAnnotations;
use crate::citation::Citation;
use crate::indicator::indicators;
use crate::link::Links;
use crate::model::{BlockKind, ColumnRole, Plan, TextRange};
use crate::term::Term;

/// What a search has to know beside the text, made at build time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    /// Which characters are taken for each other.
    pub letters: Letters,
    /// Everyday words for official ones.
    pub words: Words,
}

impl Lexicon {
    /// The lexicon of `plan`, with the everyday words of `annotations`.
    ///
    /// # Errors
    ///
    /// A message for each word that does not fit.
    pub fn new(plan: &Plan, annotations: &WordAnnotations) -> Result<Self, Vec<String>> {
        let letters = Letters::new(texts(plan));
        let index = Index::new(plan, &letters);
        let has = |folded: &str| index.letters_of(folded).is_some_and(|run| index.has(&run));
        let words = Words::new(annotations, &letters, has)?;
        Ok(Self { letters, words })
    }

    /// What can be known of `plan` without the libraries that a build has: enough for literal
    /// matches.
    pub fn plain(plan: &Plan) -> Self {
        Self { letters: Letters::plain(texts(plan)), words: Words::default() }
    }
}

/// All texts of `plan`.
fn texts(plan: &Plan) -> impl Iterator<Item = &str> {
    plan.blocks.iter().flat_map(|block| {
        let cells = match &block.kind {
            BlockKind::Table(table) => Some(table.printed_texts()),
            _ => None,
        };
        cells.into_iter().flatten().chain([block.text.as_str()])
    })
}

/// What kind of thing a passage is found as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundKind {
    /// A row of an indicator table.
    Indicator,
    /// A paragraph or note that explains the term.
    Term,
    /// A heading of a part, chapter or section, or a title.
    Heading,
    /// A paragraph whose target has the words.
    Target,
    /// Running text.
    Paragraph,
    /// A box's title or item.
    Box,
    /// A table's title or header.
    Table,
    /// A footnote.
    Note,
    /// A map's caption.
    Figure,
    /// A question or a paragraph of an answer: press.
    Answer,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The block or row.
    pub passage: Passage,
    /// What it is found as.
    pub kind: FoundKind,
    /// How well it fits; only the order counts.
    pub score: u32,
    /// What was found in it, in order, each with the index of the term or part.
    pub hits: Vec<(Hit, u8)>,
}

/// What a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The query as it was read.
    pub query: Query,
    /// How many occurrences the literal matches have.
    pub n_literal_hits: usize,
    /// The passages that have every term, the best first.
    pub literal: Vec<Found>,
    /// What the looser matches were looked for by.
    pub parts: Vec<Part>,
    /// The passages that have other words for the terms, and not all terms; the best first.
    pub looser: Vec<Found>,
}

/// Passages that are shown together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<T> {
    /// What they have in common.
    pub place: GroupPlace,
    /// What stands for the passages, the best first.
    pub found: Vec<T>,
}

/// Where the passages of a group stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupPlace {
    /// Rows of an indicator table.
    Indicators,
    /// The chapter whose block's index this is.
    Chapter(u32),
    /// Outside all chapters: title, preface, parts, maps.
    Around,
    /// Press: questions and answers.
    Press,
}

impl GroupPlace {
    /// The place of `found`.
    pub fn of(plan: &Plan, found: &Found) -> Self {
        let block = found.passage.block as usize;
        match plan.chapter_of(block) {
            _ if found.passage.row.is_some() => Self::Indicators,
            _ if !plan.is_own(block) => Self::Press,
            Some(chapter) => Self::Chapter(chapter as u32),
            None => Self::Around,
        }
    }
}

/// Passages, each with what stands for it, by place: the place with the best passage
/// first, press behind the plan.
pub fn grouped<'a, T>(
    plan: &Plan,
    passages: impl Iterator<Item = (T, &'a Found)>,
) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (item, found) in passages {
        let place = GroupPlace::of(plan, found);
        match groups.iter_mut().find(|group| group.place == place) {
            Some(group) => group.found.push(item),
            None => groups.push(Group { place, found: vec![item] }),
        }
    }
    let is_press = |group: &Group<T>| group.place == GroupPlace::Press;
    let (press, mut groups): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_press);
    groups.extend(press);
    groups
}

impl Findings {
    /// All passages in the order of the page: the literal matches by place, then the looser.
    pub fn groups(&self, plan: &Plan) -> Vec<Group<&Found>> {
        let mut groups = grouped(plan, self.literal.iter().map(|found| (found, found)));
        groups.extend(grouped(plan, self.looser.iter().map(|found| (found, found))));
        groups
    }
}

/// How many looser matches are kept: what is further away helps nobody.
const MAX_LOOSER: usize = 40;
/// How many terms a query has at the most; what is typed behind them is left out.
const MAX_TERMS: usize = 16;

/// What is known of a passage before any query.
#[derive(Clone, Debug)]
struct Known {
    kind: FoundKind,
    /// The places of its heading: a run-in heading, a row's name.
    lead: (u32, u32),
    /// The indices of the passages that are the headings above.
    above: Vec<usize>,
}

/// The plan, ready to be searched.
#[derive(Clone, Debug)]
pub struct Search {
    plan: Rc<Plan>,
    lexicon: Rc<Lexicon>,
    index: Index,
    known: Vec<Known>,
    /// The places of targets, from subject to quantity, in order.
    targets: Vec<(u32, u32)>,
    /// The terms, folded, with the passages that explain them.
    terms: Vec<(String, Vec<usize>)>,
    /// What initials may stand for: terms, and the names of indicators.
    names: Vec<String>,
}

impl Search {
    /// `plan` with its `links` and `terms`, laid out for searching.
    pub fn new(plan: &Rc<Plan>, links: &Links, terms: &[Term], lexicon: &Rc<Lexicon>) -> Self {
        let index = Index::new(plan, &lexicon.letters);
        let mut search = Self {
            plan: plan.clone(),
            lexicon: lexicon.clone(),
            known: Vec::new(),
            targets: Vec::new(),
            terms: Vec::new(),
            names: terms.iter().map(|term| term.name.clone()).collect(),
            index,
        };
        search.known = (0..search.index.passages().len()).map(|idx| search.known(idx)).collect();
        for target in &links.targets {
            let passage = Passage { block: target.block, row: None };
            let Some(passage) = search.index.position(passage) else { continue };
            let ranges = [target.subject, target.quantity];
            let start = ranges.iter().map(|range| range.start).min().unwrap_or_default();
            let end = ranges.iter().map(|range| range.end).max().unwrap_or_default();
            search.targets.push(search.places(passage, TextRange { start, end }));
        }
        search.names.extend(indicators(plan).into_iter().map(|indicator| indicator.name));
        search.terms = terms
            .iter()
            .map(|term| {
                let explained = term.explained.iter().filter_map(|citation| {
                    search.index.position(match *citation {
                        Citation::Text { block, .. } => Passage { block, row: None },
                        Citation::Cell { table, row, .. } => {
                            Passage { block: table, row: Some(row) }
                        }
                    })
                });
                (search.lexicon.letters.folded(&term.name), explained.collect())
            })
            .collect();
        search
    }

    /// The places of `range` of the first text of the passage at `passage`.
    fn places(&self, passage: usize, range: TextRange) -> (u32, u32) {
        let start = self.index.places_of_passage(passage).start;
        let (spot, _) = self.index.spot_at(start);
        let (mut first, mut end) = (u32::MAX, start);
        let mut place = start;
        self.lexicon.letters.fold(spot.text(&self.plan), |_, at| {
            if (range.start as usize..range.end as usize).contains(&at) {
                first = first.min(place);
                end = place + 1;
            }
            place += 1;
        });
        (first.min(end), end)
    }

    fn known(&self, idx: usize) -> Known {
        let passage = self.index.passages()[idx];
        let block = &self.plan.blocks[passage.block as usize];
        let places = self.index.places_of_passage(idx);
        let mut lead = (places.start, places.start);
        let kind = match &block.kind {
            BlockKind::Title
            | BlockKind::Preface
            | BlockKind::Appendix
            | BlockKind::Part(_)
            | BlockKind::Chapter(_)
            | BlockKind::Section(_) => FoundKind::Heading,
            BlockKind::Paragraph(paragraph) | BlockKind::BoxItem(paragraph) => {
                if let Some(heading) = paragraph.run_in_heading {
                    lead = self.places(idx, heading);
                }
                match block.kind {
                    BlockKind::BoxItem(_) => FoundKind::Box,
                    _ => FoundKind::Paragraph,
                }
            }
            BlockKind::Box(_) => FoundKind::Box,
            BlockKind::Table(table) => match passage.row {
                Some(_) => {
                    let name = table.column(ColumnRole::Name);
                    let mut at = places.start;
                    while at < places.end {
                        let (spot, start) = self.index.spot_at(at);
                        let len =
                            self.lexicon.letters.folded(spot.text(&self.plan)).chars().count();
                        let end = start + len as u32;
                        let is_name = match spot.part {
                            SpotPart::Cell(_, column) => name == Some(usize::from(column)),
                            SpotPart::SubIndicator(_) => true,
                            SpotPart::Text | SpotPart::Header(_) => false,
                        };
                        if is_name {
                            lead = (if lead.1 == lead.0 { start } else { lead.0 }, end);
                        }
                        at = end + 1;
                    }
                    FoundKind::Indicator
                }
                None => FoundKind::Table,
            },
            BlockKind::Figure(_) => FoundKind::Figure,
            BlockKind::Note(_) => FoundKind::Note,
            BlockKind::Question(_) | BlockKind::Answer => FoundKind::Answer,
        };
        let above = self.plan.ancestors(passage.block as usize).filter(|&idx| {
            matches!(
                self.plan.blocks[idx].kind,
                BlockKind::Chapter(_) | BlockKind::Section(_) | BlockKind::Box(_)
            )
        });
        let position = |idx| self.index.position(Passage { block: idx as u32, row: None });
        Known { kind, lead, above: above.filter_map(position).collect() }
    }

    /// Whether the plan itself, press aside, has the run `run`.
    fn is_in_plan(&self, run: &[Letter]) -> bool {
        let passage = |hit: Hit| self.index.passages()[self.index.passage_at(hit.at)];
        let mut hits = self.index.occurrences(run);
        hits.any(|hit| self.plan.is_own(passage(hit).block as usize))
    }

    /// Whether the plan has the folded text `folded`.
    fn has(&self, folded: &str) -> bool {
        self.index.letters_of(folded).is_some_and(|run| self.index.has(&run))
    }

    /// What `typed` finds.
    pub fn find(&self, typed: &str) -> Findings {
        let letters = &self.lexicon.letters;
        let mut query = Query::new(typed, letters, |folded| self.has(folded));
        query.terms.truncate(MAX_TERMS);
        if query.terms.is_empty() {
            return Findings::default();
        }
        let runs: Vec<Option<Vec<Letter>>> =
            query.terms.iter().map(|term| self.index.letters_of(term)).collect();
        let is_excluded = self.excluded(&query);
        let mut literal = Vec::new();
        if let Some(runs) = runs.iter().cloned().collect::<Option<Vec<_>>>() {
            let groups: Vec<[Vec<Letter>; 1]> = runs.into_iter().map(|run| [run]).collect();
            literal = self.passages_with(&groups);
            let all = (1 << query.terms.len()) - 1;
            literal
                .retain(|found| terms_in(&found.hits) == all && !is_excluded[self.idx_of(found)]);
        }
        let n_literal_hits = literal.iter().map(|found| found.hits.len()).sum();
        let explaining = self.explaining(&query.terms);
        for found in &mut literal {
            self.weigh(found, &explaining);
        }
        let literal = best_first(literal);

        let parts: Vec<Part> = query
            .terms
            .iter()
            .zip(&runs)
            .flat_map(|(term, run)| {
                let is_found = run.as_ref().is_some_and(|run| self.is_in_plan(run));
                let words = &self.lexicon.words;
                let parts = looser::parts(term, is_found, &self.index, letters, words, &self.names);
                // Beside a term that was put in other words stand those that the plan has.
                match (parts.is_empty(), is_found, run) {
                    (true, true, Some(run)) if query.terms.len() > 1 => vec![Part {
                        typed: term.clone(),
                        why: Why::Part,
                        runs: vec![(run.clone(), term.clone())],
                    }],
                    _ => parts,
                }
            })
            .take(MAX_TERMS)
            .collect();
        let is_own = |found: &Found| self.plan.is_own(found.passage.block as usize);
        let is_worth_it =
            !literal.iter().any(is_own) || parts.iter().any(|part| part.why != Why::Part);
        let parts = if is_worth_it { parts } else { Vec::new() };
        let looser = self.looser(&parts, &literal, &is_excluded);
        Findings { query, n_literal_hits, literal, parts, looser }
    }

    /// Of each passage, whether it has a term that is to be left out.
    fn excluded(&self, query: &Query) -> Vec<bool> {
        let mut is_excluded = vec![false; self.index.passages().len()];
        for run in query.excluded.iter().filter_map(|term| self.index.letters_of(term)) {
            for hit in self.index.occurrences(&run) {
                is_excluded[self.index.passage_at(hit.at)] = true;
            }
        }
        is_excluded
    }

    /// The index of the passage that was found.
    fn idx_of(&self, found: &Found) -> usize {
        found.hits.first().map_or(0, |(hit, _)| self.index.passage_at(hit.at))
    }

    /// The passages that have one of the runs of any of `groups`, in the plan's order, with
    /// all their hits; a hit that overlaps a longer one of its group is left out.
    fn passages_with<G: AsRef<[Vec<Letter>]>>(&self, groups: &[G]) -> Vec<Found> {
        let mut hits: Vec<(Hit, u8)> = Vec::new();
        for (group_idx, group) in groups.iter().enumerate() {
            let from = hits.len();
            let runs = group.as_ref();
            for run in runs {
                hits.extend(self.index.occurrences(run).map(|hit| (hit, group_idx as u8)));
            }
            if runs.len() > 1 {
                let mut of_group = in_order(hits.split_off(from));
                let mut end = 0;
                of_group.retain(|(hit, _)| {
                    let is_apart = hit.at >= end;
                    end = end.max(hit.end());
                    is_apart
                });
                hits.append(&mut of_group);
            }
        }
        if groups.len() > 1 {
            hits = in_order(hits);
        }
        let mut all: Vec<Found> = Vec::new();
        let mut end = 0;
        for (hit, group) in hits {
            if all.is_empty() || hit.at >= end {
                let idx = self.index.passage_at(hit.at);
                end = self.index.places_of_passage(idx).end;
                let (passage, kind) = (self.index.passages()[idx], self.known[idx].kind);
                all.push(Found { passage, kind, score: 0, hits: Vec::new() });
            }
            if let Some(found) = all.last_mut() {
                found.hits.push((hit, group));
            }
        }
        all
    }

    /// The passages that explain a term whose name one of the folded `terms` is, or has.
    fn explaining(&self, terms: &[String]) -> Vec<usize> {
        let is_named = |name: &str| {
            terms.iter().any(|term| term.chars().count() > 1 && name.contains(term.as_str()))
        };
        let named = self.terms.iter().filter(|(name, _)| is_named(name));
        named.flat_map(|(_, passages)| passages.iter().copied()).collect()
    }

    /// Says what `found` is found as, and how well it fits: what kind of thing it is, whether
    /// its own heading or one above has the words, how densely and how near to each other
    /// they stand.
    fn weigh(&self, found: &mut Found, explaining: &[usize]) {
        let Some(&(first, _)) = found.hits.first() else { return };
        let idx = self.index.passage_at(first.at);
        let known = &self.known[idx];
        let is_lead = |hit: &Hit| hit.at < known.lead.1 && hit.end() > known.lead.0;
        let has_lead = found.hits.iter().any(|(hit, _)| is_lead(hit));
        let is_target = matches!(known.kind, FoundKind::Paragraph | FoundKind::Box)
            && found.hits.iter().any(|(hit, _)| self.is_in_target(*hit));
        found.kind = match known.kind {
            _ if explaining.contains(&idx) => FoundKind::Term,
            FoundKind::Paragraph if is_target => FoundKind::Target,
            kind => kind,
        };
        let of_kind = match found.kind {
            FoundKind::Indicator if has_lead => 3000,
            FoundKind::Term => 2500,
            FoundKind::Heading => 2000,
            FoundKind::Figure => 350,
            FoundKind::Target | FoundKind::Paragraph | FoundKind::Box => 300,
            FoundKind::Note | FoundKind::Indicator | FoundKind::Table => 250,
            FoundKind::Answer => 100,
        };
        let n_hits = found.hits.len() as u32;
        let n_found: u32 = found.hits.iter().map(|(hit, _)| u32::from(hit.len)).sum();
        let places = self.index.places_of_passage(idx);
        let n_chars = places.end.saturating_sub(places.start).max(1);
        let density = (n_found * 600 / n_chars.max(120)).min(150);
        let of_lead = if has_lead && found.kind != FoundKind::Indicator { 150 } else { 0 };
        let of_target = if is_target { 60 } else { 0 };
        let of_nearness = match self.span_of_all_terms(&found.hits) {
            Some(span) => 100_u32.saturating_sub(span),
            None => 0,
        };
        found.score = of_kind + density + of_lead + of_target + of_nearness + n_hits.min(10) * 15;
    }

    fn is_in_target(&self, hit: Hit) -> bool {
        let at = self.targets.partition_point(|(_, end)| *end <= hit.at);
        self.targets.get(at).is_some_and(|(start, _)| *start < hit.end())
    }

    /// The shortest run of characters that has all terms that `hits` have; `None` for one
    /// term.
    fn span_of_all_terms(&self, hits: &[(Hit, u8)]) -> Option<u32> {
        let all = terms_in(hits);
        if all.count_ones() < 2 {
            return None;
        }
        let spans = (0..hits.len()).filter_map(|from| {
            let mut seen = 0u32;
            let last = hits[from..].iter().find(|(_, term)| {
                seen |= 1 << (term % 32);
                seen == all
            })?;
            Some(last.0.end() - hits[from].0.at)
        });
        spans.min()
    }

    /// The passages that have runs of `parts`, those with rarer parts and more of them in
    /// front; without those that are found `literal`ly.
    fn looser(&self, parts: &[Part], literal: &[Found], is_excluded: &[bool]) -> Vec<Found> {
        if parts.is_empty() {
            return Vec::new();
        }
        let groups: Vec<Vec<Vec<Letter>>> = parts
            .iter()
            .map(|part| part.runs.iter().map(|(run, _)| run.clone()).collect())
            .collect();
        let mut all = self.passages_with(&groups);
        // How much a part says: the fewer passages have it, the more.
        let n_passages = self.index.passages().len();
        let weight_of = |group: usize| {
            let n = all
                .iter()
                .filter(|found| found.hits.iter().any(|(_, of)| usize::from(*of) == group));
            let rarity = (n_passages / n.count().max(1)).max(2).ilog2();
            let is_whole = parts[group].why != Why::Part;
            rarity * 20 + if is_whole { 60 } else { 0 }
        };
        let weights: Vec<u32> = (0..parts.len()).map(weight_of).collect();
        // What the headings above a passage have counts for it as well.
        let mut in_heading = vec![0; n_passages];
        for found in &all {
            if matches!(found.kind, FoundKind::Heading | FoundKind::Box) {
                in_heading[self.idx_of(found)] = terms_in(&found.hits);
            }
        }
        let mut is_out = is_excluded.to_vec();
        for found in literal {
            is_out[self.idx_of(found)] = true;
        }
        all.retain(|found| !is_out[self.idx_of(found)]);
        for found in &mut all {
            let known = &self.known[self.idx_of(found)];
            let above = known.above.iter().fold(0, |all, &idx| all | in_heading[idx]);
            let own = terms_in(&found.hits);
            self.weigh(found, &[]);
            let mut score = found.score / 6;
            for (group, weight) in weights.iter().enumerate() {
                let bit = 1 << (group % 32);
                let n_hits = found.hits.iter().filter(|(_, of)| usize::from(*of) == group).count();
                let first_run = &parts[group].runs[0].0;
                let is_closest = found.hits.iter().any(|(hit, of)| {
                    usize::from(*of) == group && usize::from(hit.len) == first_run.len() && {
                        let at = hit.at as usize;
                        self.index.letters()[at..at + first_run.len()] == **first_run
                    }
                });
                if own & bit != 0 {
                    score += weight * 3 + weight * (n_hits.min(6) as u32) / 2;
                    score += if is_closest { *weight } else { 0 };
                }
                if above & bit != 0 {
                    score += weight * 3 / 2;
                }
            }
            found.score = score;
        }
        let mut all = best_first(all);
        all.truncate(MAX_LOOSER);
        all
    }

    /// The texts that `hits` stand in, in order, each with the ranges of its hits and their
    /// terms.
    pub fn marks_of(&self, hits: &[(Hit, u8)]) -> Vec<(Spot, Vec<(TextRange, u8)>)> {
        let mut all: Vec<(Spot, Vec<(TextRange, u8)>)> = Vec::new();
        let mut at = 0;
        while at < hits.len() {
            let (spot, start) = self.index.spot_at(hits[at].0.at);
            let text = spot.text(&self.plan);
            // Where each folded character starts in the text.
            let mut origins: Vec<u32> = Vec::new();
            self.lexicon.letters.fold(text, |_, origin| origins.push(origin as u32));
            let end_of = |idx: usize| {
                let origin = origins[idx] as usize;
                (origin + text[origin..].chars().next().map_or(0, char::len_utf8)) as u32
            };
            let mut marks = Vec::new();
            while let Some((hit, term)) =
                hits.get(at).filter(|(hit, _)| ((hit.at - start) as usize) < origins.len())
            {
                let first = (hit.at - start) as usize;
                let last = first + usize::from(hit.len) - 1;
                marks.push((TextRange { start: origins[first], end: end_of(last) }, *term));
                at += 1;
            }
            all.push((spot, marks));
        }
        all
    }

    /// The piece of a passage's text that shows best what was found in it.
    pub fn snippet(&self, found: &Found) -> (Spot, Snippet) {
        let marks = self.marks_of(&found.hits);
        let best = marks.into_iter().max_by_key(|(_, marks)| marks.len());
        let Some((spot, marks)) = best else {
            let spot = Spot { block: found.passage.block, part: SpotPart::Text };
            return (spot, Snippet::default());
        };
        (spot, Snippet::new(spot.text(&self.plan), &marks))
    }

    /// Where the text of the block at `block` has what `typed` looks for, literally or in
    /// other words: ranges in order and apart from each other.
    pub fn marks_in_block(&self, findings: &Findings, block: usize) -> Vec<TextRange> {
        let of_block = |found: &&Found| found.passage == Passage { block: block as u32, row: None };
        let all = findings.literal.iter().chain(&findings.looser);
        let hits = all.filter(of_block).flat_map(|found| &found.hits).copied().collect::<Vec<_>>();
        let marks = self.marks_of(&hits).into_iter();
        let marks = marks
            .filter(|(spot, _)| spot.part == SpotPart::Text)
            .flat_map(|(_, marks)| marks.into_iter().map(|(mark, _)| mark))
            .collect();
        TextRange::apart(marks)
    }
}

/// The terms that `hits` are of, a bit each.
fn terms_in(hits: &[(Hit, u8)]) -> u32 {
    hits.iter().fold(0, |terms, (_, term)| terms | 1 << (term % 32))
}

/// `found` in the order of their scores, of equal ones in the plan's.
fn best_first(found: Vec<Found>) -> Vec<Found> {
    sorted(found, |found| (u32::MAX - found.score).into())
}

/// `hits` in the text's order, of those that start at one place the longest first.
fn in_order(hits: Vec<(Hit, u8)>) -> Vec<(Hit, u8)> {
    sorted(hits, |(hit, _)| u64::from(hit.at) << 16 | u64::from(u16::MAX - hit.len))
}

/// `items` in the order of their keys, of equal ones as they stand. One sorting of plain
/// numbers for all: each further one would be some kilobytes of the WASM.
fn sorted<T>(items: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let mut keys: Vec<(u64, u32)> =
        items.iter().zip(0..).map(|(item, idx)| (key(item), idx)).collect();
    keys.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    keys.into_iter().filter_map(|(_, idx)| items[idx as usize].take()).collect()
}
