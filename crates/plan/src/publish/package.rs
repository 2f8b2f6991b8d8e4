//! `datapackage.json`: what the published files are, for machines that read the Data
//! Package standard (Frictionless, version 1).

use serde::Serialize;

use super::field::Field;
use super::{indicators, projects, targets};
use crate::model::{Plan, SourceFile};

/// `datapackage.json`.
#[derive(Debug, Serialize)]
pub struct DataPackage<'a> {
    profile: &'static str,
    name: String,
    title: &'a str,
    description: &'static str,
    sources: Vec<PublishedSource<'a>>,
    resources: Vec<Resource>,
}

#[derive(Debug, Serialize)]
struct PublishedSource<'a> {
    title: &'a str,
    path: String,
}

#[derive(Debug, Serialize)]
struct Resource {
    profile: &'static str,
    name: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    description: &'static str,
    bytes: usize,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Debug, Serialize)]
struct Schema {
    fields: &'static [Field],
    #[serde(rename = "primaryKey", skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'static str>,
}

/// A published file, as it was written.
#[derive(Clone, Copy, Debug)]
pub struct PublishedFile<'a> {
    /// The name without a folder: `indicators.csv`.
    pub name: &'a str,
    /// The size in bytes.
    pub n_bytes: usize,
    /// The SHA-256 in lower-case hexadecimal digits.
    pub sha256: &'a str,
}

impl<'a> DataPackage<'a> {
    /// The package of `plan` with `files`. Files that are not described are left out.
    pub fn new(plan: &'a Plan, files: &[PublishedFile]) -> Self {
        let source = |source: &'a SourceFile| PublishedSource {
            title: &source.description,
            path: source.file.clone(),
        };
        let ordinal = plan.period.map_or(0, |period| period.ordinal);
        Self {
            profile: "data-package",
            name: format!("five-year-plan-{ordinal}"),
            title: &plan.title,
            description: "The plan's text block by block, its indicators, the quantified \
                          targets in its text, its named undertakings, and what stands beside \
                          it: the press's questions and answers, another edition, figures \
                          that disagree, terms. Printed forms are the plan's own; typed values \
                          and links are derived from them.",
            sources: plan.sources.iter().map(source).collect(),
            resources: files.iter().filter_map(Resource::of).collect(),
        }
    }
}

impl Resource {
    fn of(file: &PublishedFile) -> Option<Self> {
        let (name, description, fields, primary_key): (_, _, &'static [Field], _) = match file.name
        {
            "plan.json" => ("plan", "the plan's blocks with their texts", &[], None),
            "indicators.json" => {
                ("indicators-nested", "the indicators with all that is linked to them", &[], None)
            }
            "qa.json" => {
                ("qa", "the press's questions and answers, with what they rest on", &[], None)
            }
            "editions.json" => {
                ("editions", "what the press prints of the plan, and where it differs", &[], None)
            }
            "checks.json" => ("checks", "figures that disagree", &[], None),
            "glossary.json" => ("glossary", "the terms that the plan explains", &[], None),
            "topics.json" => ("topics", "the sentences on matters of everyday life", &[], None),
            "places.json" => {
                ("places", "the sentences that name a district or a neighbour", &[], None)
            }
            "targets.json" => ("targets-nested", "the same as targets.csv", &[], None),
            "projects.json" => ("projects-nested", "the same as projects.csv", &[], None),
            "indicators.csv" => {
                ("indicators", "a row a value of an indicator", &indicators::FIELDS, None)
            }
            "targets.csv" => {
                ("targets", "a row a target in the text", &targets::FIELDS, Some("id"))
            }
            "projects.csv" => (
                "projects",
                "a row a promise for a named undertaking",
                &projects::FIELDS,
                Some("id"),
            ),
            _ => return None,
        };
        let is_table = !fields.is_empty();
        Some(Self {
            profile: if is_table { "tabular-data-resource" } else { "data-resource" },
            name,
            kind: (!is_table).then_some("json"),
            path: file.name.to_owned(),
            format: if is_table { "csv" } else { "json" },
            mediatype: if is_table { "text/csv" } else { "application/json" },
            encoding: "utf-8",
            description,
            bytes: file.n_bytes,
            hash: format!("sha256:{}", file.sha256),
            schema: is_table.then_some(Schema { fields, primary_key }),
        })
    }
}
