//! `projects.json` and `projects.csv`: the named undertakings and what the plan promises for
//! each, each with its sentence.

use serde::Serialize;

use super::field::Field;
use crate::csv;
use crate::model::Plan;
use crate::project::{Project, ProjectField, Stage};

/// `projects.json`.
#[derive(Debug, Serialize)]
pub struct ProjectsFile<'a> {
    projects: Vec<PublishedProject<'a>>,
}

#[derive(Debug, Serialize)]
struct PublishedProject<'a> {
    id: String,
    block: &'a str,
    quote: &'a str,
    name: &'a str,
    verb: String,
    stage: Stage,
    field: ProjectField,
    year: Option<u16>,
}

const STAGES: &[&str] = &["completed", "started", "advanced", "planned", "studied"];

const PROJECT_FIELDS: &[&str] = &[
    "rail",
    "road",
    "air",
    "water",
    "energy",
    "water_and_waste",
    "school",
    "health",
    "culture_and_sport",
    "park",
    "platform",
    "agriculture",
    "other",
];

/// The fields of `projects.csv`.
pub(super) const FIELDS: [Field; 8] = [
    Field::text("id", "the block and which of its promises it is"),
    Field::text("block", "the block of plan.json that states it"),
    Field::text("quote", "the whole sentence"),
    Field::text("name", "the undertaking as printed, in a list only its own words"),
    Field::text("verb", "the promise's own words, an ellipsis for the names"),
    Field::choice("stage", STAGES, "how far it is to come, by the verb"),
    Field::choice("field", PROJECT_FIELDS, "what kind of thing it is, by the name"),
    Field::integer("year", "the year, where the sentence gives one"),
];

impl<'a> ProjectsFile<'a> {
    /// The published `projects` of `plan`.
    pub fn new(plan: &'a Plan, projects: &[Project]) -> Self {
        Self { projects: projects.iter().map(|it| PublishedProject::new(plan, it)).collect() }
    }
}

impl<'a> PublishedProject<'a> {
    fn new(plan: &'a Plan, project: &Project) -> Self {
        let text = project.text(plan);
        Self {
            id: project.id(plan),
            block: plan.blocks[project.block as usize].id.as_str(),
            quote: project.sentence.of(text),
            name: project.name.of(text),
            verb: project.promise(plan),
            stage: project.stage,
            field: project.field,
            year: project.year,
        }
    }
}

/// `projects.csv`: a line a promise.
pub fn projects_csv(plan: &Plan, projects: &[Project]) -> String {
    let rows = ProjectsFile::new(plan, projects).projects.into_iter().map(|project| {
        [
            project.id,
            project.block.to_owned(),
            project.quote.to_owned(),
            project.name.to_owned(),
            project.verb,
            <&str>::from(project.stage).to_owned(),
            <&str>::from(project.field).to_owned(),
            project.year.map_or_else(String::new, |year| year.to_string()),
        ]
    });
    csv::file(FIELDS.map(|field| field.name), rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choices_are_the_names_of_the_stages_and_fields() {
        assert_eq!(Stage::ALL.map(<&str>::from), STAGES);
        assert_eq!(ProjectField::ALL.map(<&str>::from), PROJECT_FIELDS);
        for stage in Stage::ALL {
            assert_eq!(serde_json::to_value(stage).unwrap(), <&str>::from(stage));
        }
        for field in ProjectField::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), <&str>::from(field));
        }
    }
}
