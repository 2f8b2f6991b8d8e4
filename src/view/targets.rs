//! `/targets/`: the quantified targets in the running text, by chapter, kind of unit and
//! year.

use plan::Plan;
use plan::numeral::format_numeral;
use plan::quantity::Basis;
use plan::target::Target;
use yew::AttrValue;

use crate::data::Numbers;
use crate::route::Location;
use crate::view::chapter::number_of;
use crate::view::facets::{FacetKind, Faceted, Narrowed, folded, narrow};

/// The list of targets: what does not depend on the reader's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetList {
    /// All targets, by chapter: its block, and the targets' indices.
    pub chapters: Vec<(usize, Vec<usize>)>,
    /// The targets' ids.
    pub ids: Vec<AttrValue>,
    /// What each can be chosen by.
    faceted: Vec<Faceted>,
}

const KINDS: [FacetKind; 3] = [
    FacetKind {
        name: "chapter",
        title: "章",
        known: &[],
        label: |value| {
            let numeral = value.parse().map(format_numeral);
            numeral.map_or_else(|_| value.to_owned(), |numeral| format!("第{numeral}章"))
        },
    },
    FacetKind {
        name: "unit",
        title: "单位",
        known: &[
            ("share", "比重、增速"),
            ("count", "个数"),
            ("money", "金额"),
            ("people", "人数"),
            ("measure", "里程、面积等"),
            ("index", "指数"),
        ],
        label: str::to_owned,
    },
    FacetKind { name: "year", title: "年份", known: &[], label: |value| format!("{value}年") },
];

/// What kind of unit `unit` is: a facet's value.
fn kind_of_unit(unit: &str) -> &'static str {
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| unit.ends_with(ending));
    if unit.is_empty() {
        "index"
    } else if ends_with(&["%", "百分点", "倍"]) {
        "share"
    } else if ends_with(&["元"]) {
        "money"
    } else if ends_with(&["人"]) {
        "people"
    } else if ends_with(&["个", "家", "条", "座", "项", "所", "张", "辆", "件", "处"]) {
        "count"
    } else {
        "measure"
    }
}

impl TargetList {
    /// All targets.
    pub fn new(plan: &Plan, numbers: &Numbers) -> Self {
        let targets = &numbers.links.targets;
        let mut chapters: Vec<(usize, Vec<usize>)> = Vec::new();
        for (idx, target) in targets.iter().enumerate() {
            let Some(chapter) = plan.chapter_of(target.block as usize) else { continue };
            match chapters.last_mut() {
                Some((last, of_chapter)) if *last == chapter => of_chapter.push(idx),
                _ => chapters.push((chapter, vec![idx])),
            }
        }
        Self {
            chapters,
            ids: targets.iter().map(|target| target.id(plan).into()).collect(),
            faceted: targets.iter().map(|target| faceted(plan, target)).collect(),
        }
    }

    /// The targets that `location` asks for.
    pub fn narrow(&self, location: &Location) -> Narrowed {
        narrow(location, &KINDS, &self.faceted)
    }
}

/// The `shown` targets as a table to be pasted into a spreadsheet: tabs and line breaks.
pub fn as_table(plan: &Plan, numbers: &Numbers, shown: &[usize]) -> String {
    let mut table = "编号\t目标\t数\t年份".to_owned();
    for &idx in shown {
        let target = &numbers.links.targets[idx];
        let text = target.text(plan);
        let year = target.year.to_string();
        let fields =
            [target.subject.of(text), target.verb.of(text), target.quantity.of(text), &year];
        table.push('\n');
        table.push_str(&target.id(plan));
        for (field, gap) in fields.into_iter().zip(["\t", "\t", "", "\t"]) {
            table.push_str(gap);
            table.push_str(field);
        }
    }
    table
}

fn faceted(plan: &Plan, target: &Target) -> Faceted {
    let chapter = plan.chapter_of(target.block as usize);
    let number = chapter.and_then(|idx| number_of(&plan.blocks[idx]));
    let text = target.text(plan);
    let kind = match target.basis {
        Basis::Multiple => "share",
        _ => kind_of_unit(target.unit.of(text)),
    };
    Faceted {
        values: vec![
            number.map_or(String::new(), |number| number.to_string()).into(),
            kind.into(),
            target.year.to_string().into(),
        ],
        words: folded(target.sentence.of(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::route::Route;

    fn narrowed(query: &str) -> Vec<usize> {
        let location = Location { query: query.to_owned(), ..Location::of(Route::Targets) };
        TargetList::new(&data::plan(), &data::numbers()).narrow(&location).shown
    }

    #[test]
    fn targets_stand_below_their_chapters() {
        let (plan, numbers) = (data::plan(), data::numbers());
        let list = TargetList::new(&plan, &numbers);
        let n_targets: usize = list.chapters.iter().map(|(_, targets)| targets.len()).sum();
        assert_eq!(n_targets, numbers.links.targets.len());
        let chapters: Vec<_> = list.chapters.iter().map(|(idx, _)| *idx).collect();
        let mut distinct = chapters.clone();
        distinct.dedup();
        assert_eq!(chapters, distinct, "a chapter once");
    }

    #[test]
    fn the_list_can_be_pasted_into_a_spreadsheet() {
        let table = as_table(&data::plan(), &data::numbers(), &narrowed("q=机场"));
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[0], "编号\t目标\t数\t年份");
        assert_eq!(lines[1], "7.3.3-1\t苏南硕放区域枢纽机场旅客吞量\t达到1500万人次\t2025");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn choices_narrow_the_list_down() {
        assert_eq!(narrowed("year=2035").len(), 2);
        assert_eq!(narrowed("chapter=14&unit=people").len(), 2);
        assert_eq!(narrowed("q=机场").len(), 2);
        assert_eq!(narrowed("unit=index").len(), 2);
        assert_eq!(narrowed("q=没有这个词"), [0; 0]);
    }
}
