//! `/projects/`: the named undertakings by kind of thing, and what the plan promises for each.
//!
//! A promise is one place of the plan, an undertaking may have several: their names have the
//! same [`key`](Project::key). Kind and stage are ours, all other words are the plan's.

use std::ops::Range;

use plan::model::TextRange;
use plan::numeral::format_numeral;
use plan::project::{ProjectField, Stage};
use plan::{Plan, Project};
use yew::AttrValue;

use crate::route::Location;
use crate::view::chapter::{number_of, place_in_words};
use crate::view::facets::{FacetKind, Faceted, Narrowed, folded, narrow};

/// The list of undertakings: what does not depend on the reader's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectList {
    /// The undertakings by kind of thing, each with the indices of its promises. In the order
    /// of the text.
    pub fields: Vec<(ProjectField, Vec<Vec<usize>>)>,
    /// The promises' ids.
    pub ids: Vec<AttrValue>,
    /// What each promise can be chosen by.
    faceted: Vec<Faceted>,
}

const STAGES: [(&str, &str); 5] = [
    ("completed", "建成或完成"),
    ("started", "开工或新建"),
    ("advanced", "推进建设"),
    ("planned", "规划建设"),
    ("studied", "前期研究"),
];

const FIELDS: [(&str, &str); 13] = [
    ("rail", "轨道铁路"),
    ("road", "公路道路"),
    ("air", "机场航空"),
    ("water", "港航水利"),
    ("energy", "能源"),
    ("water_and_waste", "水务环卫"),
    ("school", "学校"),
    ("health", "医疗"),
    ("culture_and_sport", "文体会展"),
    ("park", "公园生态"),
    ("platform", "园区平台"),
    ("agriculture", "农业粮食"),
    ("other", "其他"),
];

const KINDS: [FacetKind; 3] = [
    FacetKind { name: "stage", title: "进度", known: &STAGES, label: str::to_owned },
    FacetKind { name: "field", title: "类别", known: &FIELDS, label: str::to_owned },
    FacetKind {
        name: "chapter",
        title: "章",
        known: &[],
        label: |value| {
            let numeral = value.parse().map(format_numeral);
            numeral.map_or_else(|_| value.to_owned(), |numeral| format!("第{numeral}章"))
        },
    },
];

fn label_of(known: &[(&str, &'static str)], value: &str) -> &'static str {
    known.iter().find(|(name, _)| *name == value).map_or("", |(_, label)| label)
}

/// What a kind of thing is called: `轨道铁路`.
pub fn field_name(field: ProjectField) -> &'static str {
    label_of(&FIELDS, field.into())
}

fn stage_name(stage: Stage) -> &'static str {
    label_of(&STAGES, stage.into())
}

impl ProjectList {
    /// All undertakings.
    pub fn new(plan: &Plan, projects: &[Project]) -> Self {
        let mut fields: Vec<(ProjectField, Vec<Vec<usize>>)> =
            ProjectField::ALL.iter().map(|&field| (field, Vec::new())).collect();
        let mut places: Vec<(String, (usize, usize))> = Vec::new();
        for (idx, project) in projects.iter().enumerate() {
            let field = fields.iter().position(|(field, _)| *field == project.field);
            let field = field.unwrap_or_default();
            let next = (field, fields[field].1.len());
            let key = project.key(plan);
            let known = places.iter().find(|(other, _)| *other == key).map(|(_, place)| *place);
            let (field, at) = known.unwrap_or_else(|| {
                places.push((key, next));
                next
            });
            let undertakings = &mut fields[field].1;
            if at == undertakings.len() {
                undertakings.push(Vec::new());
            }
            undertakings[at].push(idx);
        }
        fields.retain(|(_, undertakings)| !undertakings.is_empty());
        Self {
            fields,
            ids: projects.iter().map(|project| project.id(plan).into()).collect(),
            faceted: projects.iter().map(|project| faceted(plan, project)).collect(),
        }
    }

    /// The promises that `location` asks for.
    pub fn narrow(&self, location: &Location) -> Narrowed {
        narrow(location, &KINDS, &self.faceted)
    }

    /// How many undertakings the `shown` promises are for: `40 处，24 个项目`.
    pub fn count(&self, shown: &[usize]) -> String {
        let undertakings = self.fields.iter().flat_map(|(_, undertakings)| undertakings);
        let n_undertakings =
            undertakings.filter(|promises| promises.iter().any(|idx| shown.contains(idx))).count();
        format!("{} 处，{n_undertakings} 个项目", shown.len())
    }

    /// What is said of the list above it.
    pub fn state(&self, narrowed: &Narrowed) -> String {
        let all: Vec<usize> = (0..self.ids.len()).collect();
        let (chosen, all) = (narrowed.chosen(), self.count(&all));
        match (narrowed.shown.len(), narrowed.is_narrowed) {
            (0, _) => format!("{chosen}没有同时符合这些条件的项目。"),
            (_, false) => format!("共 {all}。"),
            (_, true) => format!("{chosen}显示 {}；共 {all}。", self.count(&narrowed.shown)),
        }
    }
}

/// Sentences up to this length are quoted whole.
const SHORT_SENTENCE_CHARS: usize = 60;

/// What is quoted of the sentence of `project`: all of it where it is short, else its clauses
/// from the verb to the name and what closes the verb behind it.
pub fn quoted(plan: &Plan, project: &Project) -> Range<usize> {
    let text = project.text(plan);
    let sentence = Range::from(project.sentence);
    if text[sentence.clone()].chars().count() <= SHORT_SENTENCE_CHARS {
        return sentence;
    }
    let stops = ['，', '；', '：', '。'];
    let first = project.head.map_or(project.verb.start, |head| head.start.min(project.verb.start));
    let last = project.closing.unwrap_or(project.name);
    let (first, last) = (first as usize, last.end as usize);
    let before = &text[sentence.start..first];
    let start = sentence.start + before.rfind(stops).map_or(0, |at| at + '，'.len_utf8());
    let end = text[last..sentence.end].find(stops).map_or(sentence.end, |at| last + at);
    // The full stop alone is not worth an ellipsis.
    let is_last = &text[end..sentence.end] == "。";
    start..if is_last { sentence.end } else { end }
}

/// The parts of the sentence that make the promise, in the text's order: verb, head, name and
/// what closes the verb.
pub fn promised(project: &Project) -> Vec<TextRange> {
    let parts = [Some(project.verb), project.head, Some(project.name), project.closing];
    let mut ranges: Vec<_> = parts.into_iter().flatten().collect();
    ranges.sort_unstable();
    ranges
}

/// The verb as it is said for one name: `开工建设`, `推进…建设`.
pub fn verb(plan: &Plan, project: &Project) -> String {
    match project.verb_parts(plan) {
        [verb, ""] => verb.to_owned(),
        [before, behind] => format!("{before}…{behind}"),
    }
}

/// The `shown` promises as a table to be pasted into a spreadsheet: tabs and line breaks.
pub fn as_table(plan: &Plan, projects: &[Project], shown: &[usize]) -> String {
    let mut table = "编号\t项目\t规划的说法\t进度（本站整理）\t类别（本站整理）\t出处".to_owned();
    for project in shown.iter().map(|&idx| &projects[idx]) {
        table.push('\n');
        table.push_str(&project.id(plan));
        for field in [
            &*project.name_parts(plan).concat(),
            &verb(plan, project),
            stage_name(project.stage),
            field_name(project.field),
            &place_in_words(plan, project.block as usize),
        ] {
            table.push('\t');
            table.push_str(field);
        }
    }
    table
}

/// By words a promise is found through its name, with its brackets or without, its verb and its
/// kind; not through its sentence, which names others too.
fn faceted(plan: &Plan, project: &Project) -> Faceted {
    let chapter = plan.chapter_of(project.block as usize);
    let number = chapter.and_then(|idx| number_of(&plan.blocks[idx]));
    let (stage, field): (&str, &str) = (project.stage.into(), project.field.into());
    let words = [
        &*project.name_parts(plan).concat(),
        &project.key(plan),
        &verb(plan, project),
        field_name(project.field),
    ];
    Faceted {
        values: vec![
            stage.into(),
            field.into(),
            number.map_or(String::new(), |number| number.to_string()).into(),
        ],
        words: folded(&words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::route::Route;

    fn list() -> ProjectList {
        ProjectList::new(&data::plan(), &data::projects())
    }

    fn narrowed(query: &str) -> Narrowed {
        let location = Location { query: query.to_owned(), ..Location::of(Route::Projects) };
        list().narrow(&location)
    }

    fn of_id<'a>(projects: &'a [Project], id: &str) -> &'a Project {
        projects.iter().find(|project| project.id(&data::plan()) == id).expect(id)
    }

    #[test]
    fn every_promise_stands_once_below_its_field() {
        let (list, projects) = (list(), data::projects());
        let mut listed: Vec<usize> = Vec::new();
        for (field, undertakings) in &list.fields {
            for promises in undertakings {
                assert!(promises.iter().all(|&idx| projects[idx].field == *field));
                listed.extend(promises);
            }
        }
        listed.sort_unstable();
        assert_eq!(listed, (0..projects.len()).collect::<Vec<_>>());
    }

    #[test]
    fn every_stage_and_field_has_a_name() {
        for (at, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(STAGES[at].0, <&str>::from(stage));
        }
        for (at, field) in ProjectField::ALL.into_iter().enumerate() {
            assert_eq!(FIELDS[at].0, <&str>::from(field));
        }
    }

    #[test]
    fn what_is_promised_twice_is_one_undertaking() {
        let list = list();
        assert_eq!(list.state(&narrowed("")), "共 218 处，181 个项目。");
        assert_eq!(
            list.state(&narrowed("q=地铁6号线")),
            "“地铁6号线”：显示 2 处，1 个项目；共 218 处，181 个项目。"
        );
        assert_eq!(
            list.state(&narrowed("q=没有这个词")),
            "“没有这个词”：没有同时符合这些条件的项目。"
        );
        // Completed in the text, only begun with in the box.
        let both = narrowed("q=312国道快速化");
        assert_eq!(both.shown.len(), 2);
        assert_eq!(narrowed("q=312国道快速化&stage=completed").shown.len(), 1);
    }

    #[test]
    fn choices_narrow_the_list_down() {
        let list = list();
        let shown = |query: &str| list.count(&narrowed(query).shown);
        assert_eq!(shown("stage=studied&field=rail"), "8 处，6 个项目");
        assert_eq!(shown("field=health"), "4 处，4 个项目");
        assert_eq!(shown("q=锡虞轨道S3线"), "2 处，1 个项目");
        assert_eq!(shown("chapter=12"), "8 处，8 个项目");
    }

    #[test]
    fn the_list_can_be_pasted_into_a_spreadsheet() {
        let shown = narrowed("q=312国道快速化").shown;
        let table = as_table(&data::plan(), &data::projects(), &shown);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(
            lines[1],
            "7.3.4-p6\t312国道快速化改造\t完成\t建成或完成\t公路道路\t第七章第三节第4段"
        );
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn a_quotation_is_a_run_of_whole_clauses_with_the_promise() {
        let (plan, projects) = (data::plan(), data::projects());
        for project in projects.iter() {
            let (id, quoted) = (project.id(&plan), quoted(&plan, project));
            let sentence = Range::from(project.sentence);
            assert!(sentence.start <= quoted.start && quoted.end <= sentence.end, "{id}");
            let mut at = quoted.start;
            for part in promised(project).into_iter().map(Range::from) {
                assert!(at <= part.start && part.end <= quoted.end, "{id}");
                at = part.end;
            }
        }
        let quote = |id: &str| {
            let project = of_id(&projects, id);
            project.text(&plan)[quoted(&plan, project)].to_owned()
        };
        assert_eq!(
            quote("7.3.2-p6"),
            "开展（无）锡虞（常熟）轨道S3线、（无）锡张（家港）轨道S4线前期研究"
        );
        assert!(quote("7.3.4-p12").starts_with("完成312国道、"), "the verb before 以及");
        assert!(quote("7.3.4-p12").ends_with("江海东路扩容改造等工程"));
        assert!(quote("14.4.5-p3").starts_with("支持江南大学"), "{}", quote("14.4.5-p3"));
        assert_eq!(quote("8.2.4-p1"), "推进医疗设施国际化，加快SK海力士国际医院合作建设。");
    }
}
