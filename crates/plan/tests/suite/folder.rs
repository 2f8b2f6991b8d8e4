//! A plan's folder whose files do not fit each other.

use plan::annotation::{AllowedDiagnostic, review};
use plan::diagnostic::{Diagnostic, DiagnosticKind};
use plan::press::Press;
use plan::{Bundle, Folder};
use serde::de::DeserializeOwned;

use crate::bundle;

fn read<T: DeserializeOwned>(toml: &str) -> T {
    toml::from_str(toml).expect("well-formed annotations")
}

fn diagnostic(line: u32, kind: DiagnosticKind) -> Diagnostic {
    Diagnostic { line, kind }
}

#[test]
fn each_file_says_what_does_not_fit_it() {
    let folder = Folder {
        outline: "第一章  总\n第一节  甲\n正文。\n".to_owned(),
        press: Some("第一节 甲\n正文。\n".to_owned()),
        annotations: read(
            r#"
            title = "规划"
            allowed = [{ kind = "stray-line", line = 2, reason = "" }]
            "#,
        ),
        of_indicators: read(
            r#"
            press = { source = "报纸.txt", quote = "没有的话", n_carried = 1, n_new = 1 }
            indicators = [{ id = "14-99" }]
            "#,
        ),
        of_press: read(
            r#"
            file = "报纸.txt"
            slips = [{ at = "q9.1", words = "字", note = "" }]
            "#,
        ),
        of_checks: read(
            r#"
            [[checks]]
            id = "a"
            title = "a"
            class = "count"
            note = ""
            statements = [{ at = "1.1.9", quote = "一" }]
            "#,
        ),
        of_terms: read(r#"terms = [{ name = "没有", explained = [] }]"#),
        of_topics: read(
            r#"topics = [{ slug = "a", name = "养老", words = ["没有的词"], sections = ["9.9"] }]"#,
        ),
        of_places: read(
            r#"
            [[places]]
            slug = "a"
            name = "江阴"
            full_name = "江阴市"
            kind = "neighbour"
            words = ["没有的地方"]
            "#,
        ),
        of_words: read(r#"words = [{ everyday = ["看病"], official = ["没有的词"] }]"#),
        of_projects: read(r#"left_out = [{ block = "9.9.9", name = "馆", reason = "" }]"#),
    };
    let messages = Bundle::new(&folder).expect_err("files that do not fit");
    let expected = [
        "outline.txt:1: expected a table of contents (目录) before the body, but found none",
        "plan.toml: expected a stray-line at line 2 of outline.txt as allowed, but found none",
        "报纸.txt:2: expected a block of the plan that `正文。` prints, but found none",
        "press.toml: expected a source of plan.toml, but found 报纸.txt",
        "indicators.toml: expected words of 报纸.txt, but found 没有的话",
        "indicators.toml: expected an indicator's id, but found 14-99",
        "press.toml: expected the id of a block or a row, but found q9.1",
        "checks.toml: a: expected the id of a block or a row, but found 1.1.9",
        "checks.toml: a: expected two statements or more, but found fewer",
        "glossary.toml: 没有: expected words of the text, but found 没有",
        "glossary.toml: 没有: expected the words that explain it, but found none",
        "topics.toml: 养老: expected words of the text outside not_in, but found 没有的词",
        "topics.toml: 养老: expected a section's id, but found 9.9",
        "places.toml: 江阴: expected a name in the text outside not_in, but found 没有的地方",
        "words.toml: expected words of the text, but found 没有的词",
        "projects.toml: 9.9.9: expected a project of the rules, but found `馆`",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn a_review_says_what_nobody_allowed_and_what_nothing_needs() {
    let found =
        [diagnostic(1, DiagnosticKind::NoHeading), diagnostic(7, DiagnosticKind::NoContents)];
    let allow = |line, kind: DiagnosticKind| AllowedDiagnostic {
        kind: kind.name().to_owned(),
        line,
        reason: String::new(),
    };
    let allowed = [
        allow(7, DiagnosticKind::NoContents),
        allow(2, DiagnosticKind::NoHeading),
        allow(1, DiagnosticKind::NoContents),
    ];
    assert_eq!(review(&allowed, &found), (vec![&found[0]], vec![&allowed[1], &allowed[2]]));
    assert_eq!(review(&allowed[..1], &found[1..]), (vec![], vec![]));
    assert_eq!(review(&allowed[..1], &[]), (vec![], vec![&allowed[0]]));
}

#[test]
fn an_answer_rests_on_the_plan_and_a_slip_stands_in_a_paragraph() {
    let annotations = read(
        r#"
        file = "newspaper.txt"
        slips = [{ at = "14-1", words = "地区生产总值", note = "" }]
        answers = [
            { paragraph = "q2.1", quote = "“十三五”时期", block = "1.0.1", words = "“十三五”时期" },
            { paragraph = "1.0.1", quote = "“十三五”时期", block = "1.0.1", words = "“十三五”时期" },
            { paragraph = "q2.1", quote = "“十三五”时期", block = "q2.1", words = "“十三五”时期" },
            { paragraph = "1.0.1", quote = "“十三五”时期", block = "q2.1", words = "“十三五”时期" },
        ]
        "#,
    );
    let mut press = Press::default();
    let messages = press.annotate(&bundle().plan, &annotations).expect_err("what does not fit");
    let expected = [
        "expected a paragraph's id, but found 14-1",
        "1.0.1 – 1.0.1: expected words of an answer and of the plan",
        "q2.1 – q2.1: expected words of an answer and of the plan",
        "1.0.1 – q2.1: expected words of an answer and of the plan",
    ];
    assert_eq!(messages, expected);
    assert_eq!(press.answers.len(), 1);
}
