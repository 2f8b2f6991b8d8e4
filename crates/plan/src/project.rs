//! Named undertakings and what the plan promises for each: `开工建设地铁5号线、6号线`.
//!
//! An undertaking (项目) is one named thing that is to be built, rebuilt, founded or studied:
//! a line, a road, a plant, a school, a park, a works project. A promise (a [`Project`]) is
//! one place where the plan says so: a clause that opens with a verb (`建成`、`开工建设`、
//! `推进…建设`、`开展…前期研究`) and names the undertaking behind it. Each member of a list
//! is a promise of its own; what is promised in two places is there twice, and
//! [`key`](Project::key) is the same where the name is.
//!
//! No undertaking: what is only to be run better (`提升…发展水平`), a zone by title
//! (`…示范区、试验区、先导区`), an information system (`…平台、系统`), a programme
//! (`实施…攻关工程`), what is counted or has no name of its own (`一批…`, `公共停车场`,
//! `口袋公园50座`), and lists of places without a verb.
//!
//! Every range of a promise is a run of its block's text, so that nothing is reworded.
//! What the rules cannot get right is mended by [`ProjectAnnotations`] with a reason.
//!
//! Left out on purpose: clauses that open with the undertaking (`地铁5号线建成通车`), and
//! lists of projects without a verb.

mod rules;
mod words;

use serde::{Deserialize, Serialize};

use crate::annotation::{AddedProject, ProjectAnnotations};
use crate::model::{Plan, TextRange};
use crate::target::sentences;

pub use self::rules::found;

/// What the plan promises for a named undertaking, in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The index of the block that states it.
    pub block: u32,
    /// Which of the block's promises it is, counted from 1.
    pub ordinal: u16,
    /// The whole sentence.
    pub sentence: TextRange,
    /// The undertaking's name as printed: `地铁5号线`, `6号线`.
    pub name: TextRange,
    /// What stands before the name and belongs to it: `地铁` of `地铁5号线、6号线`.
    pub head: Option<TextRange>,
    /// The promise's verb with its adverbs: `开工建设`, `开展`.
    pub verb: TextRange,
    /// What closes the verb behind the names: `前期研究` of `开展…前期研究`,
    /// `快速化改造` of `完成312国道、通江大道快速化改造`.
    pub closing: Option<TextRange>,
    /// How far the undertaking is to come.
    pub stage: Stage,
    /// What kind of thing it is.
    pub field: ProjectField,
    /// The year, where the sentence gives one before the name.
    pub year: Option<u16>,
}

/// How far an undertaking is to come, by the promise's verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 建成、完成、基本建成、基本形成.
    Completed,
    /// 开工建设、新开工、启动、新建、设立、组建: begun as something that is not there yet.
    Started,
    /// 建设、推进…建设、加快…建设、续建、实施、扩建、改造: worked on.
    Advanced,
    /// 规划建设、推进…规划建设、谋划: planned.
    Planned,
    /// 开展…前期研究、开展…前期工作、研究新建、探索建设: studied.
    Studied,
}

/// What kind of thing an undertaking is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectField {
    /// 铁路、轨道交通、地铁.
    Rail,
    /// 高速公路、国道、省道、城市道路、过江通道.
    Road,
    /// 机场 and what belongs to one.
    Air,
    /// 港口、航道, and works on rivers and dykes (水利).
    Water,
    /// 电力、燃气、油气管道.
    Energy,
    /// 供水、污水、垃圾处理.
    WaterAndWaste,
    /// 学校、校区.
    School,
    /// 医院、医疗中心.
    Health,
    /// 文化、体育、会展 venues, and heritage.
    CultureAndSport,
    /// 公园、绿地、生态修复.
    Park,
    /// 园区、小镇、商务区, institutes, laboratories and centres (平台载体).
    Platform,
    /// 农业、粮食.
    Agriculture,
    /// Anything else.
    Other,
}

impl Stage {
    /// All stages, from the farthest.
    pub const ALL: [Self; 5] =
        [Self::Completed, Self::Started, Self::Advanced, Self::Planned, Self::Studied];
}

impl From<Stage> for &'static str {
    /// The name in published data.
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Completed => "completed",
            Stage::Started => "started",
            Stage::Advanced => "advanced",
            Stage::Planned => "planned",
            Stage::Studied => "studied",
        }
    }
}

impl ProjectField {
    /// All fields, in their order.
    pub const ALL: [Self; 13] = [
        Self::Rail,
        Self::Road,
        Self::Air,
        Self::Water,
        Self::Energy,
        Self::WaterAndWaste,
        Self::School,
        Self::Health,
        Self::CultureAndSport,
        Self::Park,
        Self::Platform,
        Self::Agriculture,
        Self::Other,
    ];
}

impl From<ProjectField> for &'static str {
    /// The name in published data.
    fn from(field: ProjectField) -> Self {
        match field {
            ProjectField::Rail => "rail",
            ProjectField::Road => "road",
            ProjectField::Air => "air",
            ProjectField::Water => "water",
            ProjectField::Energy => "energy",
            ProjectField::WaterAndWaste => "water_and_waste",
            ProjectField::School => "school",
            ProjectField::Health => "health",
            ProjectField::CultureAndSport => "culture_and_sport",
            ProjectField::Park => "park",
            ProjectField::Platform => "platform",
            ProjectField::Agriculture => "agriculture",
            ProjectField::Other => "other",
        }
    }
}

impl Project {
    /// The promise's address: `7.3.2-p3`, the third one of paragraph `7.3.2`. A target's
    /// (`7.3.2-3`) has no `p`.
    pub fn id(&self, plan: &Plan) -> String {
        format!("{}-p{}", plan.blocks[self.block as usize].id, self.ordinal)
    }

    /// The text of the block that states it.
    pub fn text<'a>(&self, plan: &'a Plan) -> &'a str {
        &plan.blocks[self.block as usize].text
    }

    /// The promise's own words, an ellipsis for the names: `开工建设`, `推进…建设`.
    pub fn promise(&self, plan: &Plan) -> String {
        let text = self.text(plan);
        match self.closing {
            Some(closing) => format!("{}…{}", self.verb.of(text), closing.of(text)),
            None => self.verb.of(text).to_owned(),
        }
    }

    /// The name as it would stand by itself, in the three parts that it is printed in: its
    /// head, itself, and what the closing names (`快速化改造` of `完成312国道、通江大道快速化改造`).
    pub fn name_parts<'a>(&self, plan: &'a Plan) -> [&'a str; 3] {
        let text = self.text(plan);
        let part = |range: Option<TextRange>| range.map_or("", |range| range.of(text));
        let named = words::without_closing(part(self.closing));
        [part(self.head), self.name.of(text), named]
    }

    /// The promise's own words in the two parts that stand before and behind the names,
    /// without what belongs to the names: `推进`、`建设` of `推进甲、乙现代农业产业园建设`.
    pub fn verb_parts<'a>(&self, plan: &'a Plan) -> [&'a str; 2] {
        let text = self.text(plan);
        let closing = self.closing.map_or("", |closing| closing.of(text));
        [self.verb.of(text), &closing[words::without_closing(closing).len()..]]
    }

    /// The name as it would stand by itself, the same for one undertaking where its names
    /// differ only in what is left out here: additions in brackets (`（无）锡太（仓）高速公路`),
    /// 工程、项目 at the end, `及二期`.
    pub fn key(&self, plan: &Plan) -> String {
        let mut key = self.name_parts(plan).concat();
        let mut depth = 0u32;
        key.retain(|ch| {
            match ch {
                '（' => depth += 1,
                '）' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        });
        let mut name = key.as_str();
        while let Some(shorter) =
            ["工程", "项目", "建设"].iter().find_map(|ending| name.strip_suffix(ending))
        {
            name = shorter;
        }
        if let Some((before, addition)) = name.rsplit_once('及')
            && addition.ends_with(['期', '延'])
        {
            name = before;
        }
        name.to_owned()
    }
}

/// The promises of `plan` in its order, from `first_chapter`, the first that looks ahead.
///
/// # Errors
///
/// A message for each annotation that fits nothing in the plan.
pub fn projects(
    plan: &Plan,
    annotations: &ProjectAnnotations,
    first_chapter: u16,
) -> Result<Vec<Project>, Vec<String>> {
    let mut projects = found(plan, first_chapter);
    let mut messages = Vec::new();
    for left_out in &annotations.left_out {
        let n_before = projects.len();
        projects.retain(|project| {
            plan.blocks[project.block as usize].id != *left_out.block
                || project.name.of(project.text(plan)) != left_out.name
        });
        if projects.len() == n_before {
            let (block, name) = (&left_out.block, &left_out.name);
            messages.push(format!("{block}: expected a project of the rules, but found `{name}`"));
        }
    }
    for annotation in &annotations.added {
        match added(plan, annotation) {
            Ok(project) if projects.iter().any(|other| overlap(other, &project)) => {
                let (block, name) = (&annotation.block, &annotation.name);
                messages.push(format!("{block}: expected `{name}` once, but found it twice"));
            }
            Ok(project) => projects.push(project),
            Err(message) => messages.push(message),
        }
    }
    if !messages.is_empty() {
        return Err(messages);
    }
    projects.sort_by_key(|project| (project.block, project.name.start));
    number(&mut projects);
    Ok(projects)
}

fn number(projects: &mut [Project]) {
    let mut previous = None;
    let mut ordinal = 0;
    for project in projects {
        ordinal = if previous == Some(project.block) { ordinal + 1 } else { 1 };
        previous = Some(project.block);
        project.ordinal = ordinal;
    }
}

fn overlap(a: &Project, b: &Project) -> bool {
    a.block == b.block && a.name.start < b.name.end && b.name.start < a.name.end
}

/// The promise that a person read: the name behind the verb, in one sentence.
fn added(plan: &Plan, annotation: &AddedProject) -> Result<Project, String> {
    let AddedProject { block, name, head, verb, closing, stage, field, .. } = annotation;
    let idx = plan
        .position(block)
        .ok_or_else(|| format!("expected the id of a block, but found {block}"))?;
    let text = &plan.blocks[idx].text;
    let first_year = plan.period.map_or(0, |period| period.first_year);
    let run = |start: usize, words: &str| TextRange::new(start, start + words.len());
    for sentence in sentences(text) {
        let words = &text[sentence.clone()];
        let Some(verb_at) = words.find(verb.as_str()) else { continue };
        let after_verb = verb_at + verb.len();
        let Some(name_at) = words[after_verb..].find(name.as_str()) else { continue };
        let name_start = sentence.start + after_verb + name_at;
        let name_end = name_start + name.len();
        let head = match head {
            Some(head) => {
                let Some(at) = text[sentence.start..name_start].rfind(head.as_str()) else {
                    continue;
                };
                Some(run(sentence.start + at, head))
            }
            None => None,
        };
        let closing = match closing {
            Some(closing) => {
                let Some(at) = text[name_end..sentence.end].find(closing.as_str()) else {
                    continue;
                };
                Some(run(name_end + at, closing))
            }
            None => None,
        };
        return Ok(Project {
            block: idx as u32,
            ordinal: 0,
            sentence: TextRange::new(sentence.start, sentence.end),
            name: run(name_start, name),
            head,
            verb: run(sentence.start + verb_at, verb),
            closing,
            stage: *stage,
            field: field.unwrap_or_else(|| words::field_of(name, "")),
            year: rules::year_in(&text[sentence.start..name_start], first_year),
        });
    }
    let closing = closing.as_deref().unwrap_or_default();
    Err(format!("{block}: expected words of one sentence, but found `{verb}…{name}…{closing}`"))
}
