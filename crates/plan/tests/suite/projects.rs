//! The named undertakings and what is promised for each, pinned in a file that was reviewed
//! against the text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use plan::annotation::{AddedProject, LeftOutProject, ProjectAnnotations};
use plan::project::{ProjectField, Stage, found, projects};
use plan::target::sentences;
use plan::{Annotations, Bundle, Plan, Project};
use proptest::prelude::*;

use crate::golden::check;
use crate::{annotations, annotations_in, bundle, parse_checked};

/// Head, name, promise and what follows from them, a promise a line.
fn listed(plan: &Plan, projects: &[Project]) -> String {
    let mut list = String::new();
    for project in projects {
        let text = project.text(plan);
        let head = project.head.map_or_else(String::new, |head| format!("{}+", head.of(text)));
        let Project { name, stage, field, year, .. } = project;
        let (id, name, promise) = (project.id(plan), name.of(text), project.promise(plan));
        let year = year.map_or_else(String::new, |year| format!(" {year}"));
        writeln!(list, "{id} 【{head}{name}】{promise} {stage:?} {field:?}{year}").unwrap();
    }
    list
}

#[test]
fn projects_are_golden() {
    let Bundle { plan, projects, .. } = bundle();
    check("projects.txt", &listed(plan, projects));
}

/// Nothing is reworded, and the list has the order of the text.
#[test]
fn projects_are_runs_of_their_text() {
    let Bundle { plan, projects, .. } = bundle();
    let mut previous = None;
    for project in projects {
        let (id, text) = (project.id(plan), project.text(plan));
        let Project { sentence, name, head, verb, closing, .. } = *project;
        for range in [name, verb].into_iter().chain(head).chain(closing) {
            assert!(text.is_char_boundary(range.start as usize), "{id}");
            assert!(text.is_char_boundary(range.end as usize), "{id}");
            assert!(sentence.start <= range.start && range.end <= sentence.end, "{id}");
            assert!(range.start < range.end, "{id}: an empty range");
        }
        assert!(sentences(text).any(|whole| whole == Range::from(sentence)), "{id}");
        assert!(verb.end <= name.start, "{id}: the verb comes first");
        assert!(head.is_none_or(|head| head.end <= name.start), "{id}");
        assert!(closing.is_none_or(|closing| name.end <= closing.start), "{id}");
        let place = (project.block, name.start);
        assert!(previous < Some(place), "{id} comes after another");
        previous = Some(place);
        let chapter = plan.chapter_of(project.block as usize);
        let chapter = chapter.and_then(|idx| plan.blocks[idx].heading());
        let first_chapter = annotations().targets.first_chapter;
        assert!(chapter.is_some_and(|chapter| chapter.number >= first_chapter), "{id}");
    }
}

/// How far the rules come without a person: what they find wrongly and what they miss is in
/// the annotations.
#[test]
fn the_rules_find_nearly_all() {
    let Bundle { plan, projects, .. } = bundle();
    let reviewed: ProjectAnnotations = annotations_in("projects.toml");
    let n_found = found(plan, annotations().targets.first_chapter).len();
    assert_eq!((n_found, reviewed.left_out.len(), reviewed.added.len()), (210, 7, 15));
    assert_eq!(projects.len(), 218);
}

/// The same undertaking in the running text and in a box.
#[test]
fn one_undertaking_has_one_key() {
    let Bundle { plan, projects, .. } = bundle();
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for project in projects {
        ids.entry(project.key(plan)).or_default().push(project.id(plan));
    }
    let mut golden = String::new();
    for (key, ids) in ids.iter().filter(|(_, ids)| ids.len() > 1) {
        writeln!(golden, "{key} {}", ids.join(" ")).unwrap();
    }
    check("projects-twice.txt", &golden);
}

/// What is promised twice is one kind of thing in both places.
#[test]
fn one_undertaking_is_of_one_field() {
    let Bundle { plan, projects, .. } = bundle();
    let mut fields = BTreeMap::new();
    for project in projects {
        let key = project.key(plan);
        let field = *fields.entry(key.clone()).or_insert(project.field);
        assert_eq!(field, project.field, "{key}");
    }
    assert_eq!(fields.len(), 181);
}

/// A name is shown whole, and the promise without what is part of it.
#[test]
fn names_and_verbs_are_shown_in_parts() {
    let Bundle { plan, projects, .. } = bundle();
    let shown = |id: &str| {
        let project = projects.iter().find(|project| project.id(plan) == id).expect(id);
        format!("{} {}", project.name_parts(plan).join("|"), project.verb_parts(plan).join("…"))
    };
    assert_eq!(shown("7.3.4-p3"), "地铁|6号线| 开工建设…");
    assert_eq!(shown("7.3.4-p9"), "|通江大道|快速化改造 完成…");
    assert_eq!(shown("7.3.2-p6"), "|（无）锡虞（常熟）轨道S3线| 开展…前期研究");
    assert_eq!(shown("9.1.3-p2"), "|江阴华西|现代农业产业园 推进…建设");
    assert_eq!(shown("14.4.5-p2"), "江南大学|江阴校区| 建成…");
}

#[test]
fn annotations_that_fit_nothing_are_named() {
    let added = |block: &str, name: &str, verb: &str| AddedProject {
        block: block.to_owned(),
        name: name.to_owned(),
        head: None,
        verb: verb.to_owned(),
        closing: None,
        stage: Stage::Completed,
        field: None,
        reason: String::new(),
    };
    let wrong = ProjectAnnotations {
        left_out: vec![LeftOutProject {
            block: "7.3.2".to_owned(),
            name: "没有的路".to_owned(),
            reason: String::new(),
        }],
        added: vec![
            added("99.9", "甲", "建成"),
            added("7.3.2", "没有的桥", "建成"),
            added("7.3.2", "锡澄轨道S1线", "建成"),
        ],
    };
    assert_eq!(
        projects(&bundle().plan, &wrong, 3),
        Err(vec![
            "7.3.2: expected a project of the rules, but found `没有的路`".to_owned(),
            "expected the id of a block, but found 99.9".to_owned(),
            "7.3.2: expected words of one sentence, but found `建成…没有的桥…`".to_owned(),
            "7.3.2: expected `锡澄轨道S1线` once, but found it twice".to_owned(),
        ])
    );
}

/// What the rules find in `text`, a plan's second chapter.
fn found_in(text: &str) -> Vec<(String, String, Stage, ProjectField, Option<u16>)> {
    let source = format!(
        "某某市国民经济和社会发展第十五个五年规划纲要\n第一章 回顾\n建成东门大桥。\n第二章 任务\n{text}\n"
    );
    let plan = parse_checked(&source, &Annotations::default()).plan;
    let projects = projects(&plan, &ProjectAnnotations::default(), 2).expect("no annotations");
    projects
        .iter()
        .map(|project| {
            let text = project.text(&plan);
            let head = project.head.map_or("", |head| head.of(text));
            let name = format!("{head}{}", project.name.of(text));
            (name, project.promise(&plan), project.stage, project.field, project.year)
        })
        .collect()
}

#[track_caller]
fn assert_found(text: &str, expected: &[(&str, &str, Stage, ProjectField, Option<u16>)]) {
    let found = found_in(text);
    let found: Vec<_> = found
        .iter()
        .map(|(name, promise, stage, field, year)| (&**name, &**promise, *stage, *field, *year))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn each_member_of_a_list_is_promised() {
    use ProjectField::{Agriculture, CultureAndSport, Platform, Rail, Road, WaterAndWaste};
    use Stage::{Advanced, Completed, Planned, Started, Studied};
    assert_found(
        "建成东平城际铁路、轨道交通2号线一期工程，新开工地铁7号线、8号线和3号线二期，开展青（溪）河（口）高速公路前期研究。",
        &[
            ("东平城际铁路", "建成", Completed, Rail, None),
            ("轨道交通2号线一期工程", "建成", Completed, Rail, None),
            ("地铁7号线", "新开工", Started, Rail, None),
            ("地铁8号线", "新开工", Started, Rail, None),
            ("地铁3号线二期", "新开工", Started, Rail, None),
            ("青（溪）河（口）高速公路", "开展…前期研究", Studied, Road, None),
        ],
    );
    assert_found(
        "完成青溪路、南门大道快速化改造，以及北门隧道等工程。",
        &[
            ("青溪路", "完成…快速化改造", Completed, Road, None),
            ("南门大道", "完成…快速化改造", Completed, Road, None),
            ("北门隧道", "完成", Completed, Road, None),
        ],
    );
    assert_found(
        "推进青溪、河口等2个现代农业产业园建设，高标准规划建设市美术馆和河口植物园；力争2027年底前建成城东污水处理厂。",
        &[
            ("青溪", "推进…现代农业产业园建设", Advanced, Agriculture, None),
            ("河口", "推进…现代农业产业园建设", Advanced, Agriculture, None),
            ("市美术馆", "高标准规划建设", Planned, CultureAndSport, None),
            ("河口植物园", "高标准规划建设", Planned, ProjectField::Park, None),
            ("城东污水处理厂", "建成", Completed, WaterAndWaste, Some(2027)),
        ],
    );
    assert_found(
        "到2030年，建成中青（河口）产业园，研究新建青溪材料与表征实验室。",
        &[
            ("中青（河口）产业园", "建成", Completed, Platform, Some(2030)),
            ("青溪材料与表征实验室", "研究新建", Studied, Platform, Some(2030)),
        ],
    );
}

/// What is in brackets parts no names, and a name lends its head only where one is wanting.
#[test]
fn the_members_of_a_list_are_whole_names() {
    use ProjectField::{Rail, Road};
    use Stage::Completed;
    assert_found(
        "建成青溪大桥（含南门、北门匝道）、“一河，两岸”隧道。",
        &[
            ("青溪大桥（含南门、北门匝道）", "建成", Completed, Road, None),
            ("“一河，两岸”隧道", "建成", Completed, Road, None),
        ],
    );
    assert_found(
        "建成地铁5号线、312国道、6号线。",
        &[
            ("地铁5号线", "建成", Completed, Rail, None),
            ("312国道", "建成", Completed, Road, None),
            ("6号线", "建成", Completed, Rail, None),
        ],
    );
    assert_found(
        "建成青溪大道南延（至河口）和西延、东门大桥、江都路。",
        &[
            ("青溪大道南延（至河口）", "建成", Completed, Road, None),
            ("青溪大道西延", "建成", Completed, Road, None),
            ("东门大桥", "建成", Completed, Road, None),
            ("江都路", "建成", Completed, Road, None),
        ],
    );
}

/// Common words name a thing where the list calls them projects; a direction that opens a
/// name takes nothing over from the one before.
#[test]
fn a_name_is_one_by_its_list() {
    use ProjectField::{Health, Road, School};
    use Stage::Completed;
    assert_found(
        "建成国际学校、国际医院等重点项目。",
        &[
            ("国际学校", "建成", Completed, School, None),
            ("国际医院", "建成", Completed, Health, None),
        ],
    );
    assert_found(
        "建成青溪大道南延、东门大桥。",
        &[
            ("青溪大道南延", "建成", Completed, Road, None),
            ("东门大桥", "建成", Completed, Road, None),
        ],
    );
}

/// Two names that stand beside each other, with no mark between them, are two undertakings.
#[test]
fn names_side_by_side_do_not_overlap() {
    let source = "某某市国民经济和社会发展第十五个五年规划纲要\n第一章 任务\n看好甲桥乙桥丙桥。\n";
    let plan = parse_checked(source, &Annotations::default()).plan;
    let added = |name: &str| AddedProject {
        block: "1.0.1".to_owned(),
        name: name.to_owned(),
        head: None,
        verb: "看好".to_owned(),
        closing: None,
        stage: Stage::Advanced,
        field: None,
        reason: String::new(),
    };
    let projects_with = |names: [&str; 3]| {
        let annotations =
            ProjectAnnotations { added: names.map(added).into(), ..ProjectAnnotations::default() };
        projects(&plan, &annotations, 1)
    };
    let all = projects_with(["乙桥", "丙桥", "甲桥"]).expect("three names");
    let names: Vec<&str> = all.iter().map(|project| project.name.of(project.text(&plan))).collect();
    assert_eq!(names, ["甲桥", "乙桥", "丙桥"]);
    assert_eq!(all.iter().map(|project| project.ordinal).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(
        projects_with(["乙桥", "桥丙", "桥乙"]),
        Err(vec![
            "1.0.1: expected `桥丙` once, but found it twice".to_owned(),
            "1.0.1: expected `桥乙` once, but found it twice".to_owned(),
        ])
    );
}

#[test]
fn what_names_no_undertaking_is_none() {
    for text in [
        "建成部分青溪大道、河口博物馆，建设青溪博物馆、河口医院等2个以上公共设施。",
        "推进南延、西延建设。",
        "推进长期护理改造提升工程。",
        "推进甲、乙等重点项目建设。",
        "争创国家生态文明建设示范区，建设全国数字经济示范城市。",
        "实施关键核心技术攻关工程，推进公共停车场建设，新建口袋公园50座。",
        "建设一批智能工厂和特色产业园，建设国际学校、国际医院。",
        "完成城市轨道交通建设规划，建设市级医疗信息共享平台。",
        "提升青溪高新区发展水平，推动河口医院发展。",
        "建立以青溪森林公园等为主体的自然保护地体系。",
        "青溪—河口集中展示带、河口博物馆、南门遗址。",
        "建设等2个以上检测中心，建设具有影响力的创新中心，共建健康丝绸之路。",
    ] {
        assert_found(text, &[]);
    }
}

/// The rules' own words thrown together, to be read without a panic.
const TOKENS: &[&str] = &[
    "推进",
    "加快",
    "建成",
    "开展",
    "规划",
    "研究",
    "探索",
    "以及",
    "到",
    "2027",
    "年",
    "底前",
    "甲",
    "（",
    "）",
    "“",
    "”",
    "、",
    "和",
    "及",
    "等",
    "5",
    "个",
    "座",
    "以上",
    "一批",
    "重点",
    "项目",
    "工程",
    "快速化",
    "改造",
    "二",
    "期",
    "号线",
    "S1",
    "线",
    "地铁",
    "路",
    "南",
    "延",
    "园",
    "馆",
    "的",
    "建设",
    "前期研究",
    "，",
    "；",
    "：",
    "。",
];

proptest! {
    #[test]
    fn any_text_is_read(tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..60)) {
        found_in(&format!("甲{}", tokens.concat()));
    }
}
