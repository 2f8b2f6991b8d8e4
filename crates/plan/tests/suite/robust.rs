//! Any text gives a plan: nothing lost, nothing panics, in linear time.

use crate::{annotations, outline, parse_checked};
use plan::Annotations;
use plan::diagnostic::DiagnosticKind;
use proptest::prelude::*;

#[test]
fn empty_and_odd_texts_end_in_diagnostics() {
    for source in [
        "",
        "\n",
        "\u{feff}",
        "甲",
        "\t",
        "\t\t\n\t",
        "第一章",
        "专栏1",
        "表1 甲",
        "[0: 甲",
        "附图1",
    ] {
        let parsed = parse_checked(source, &Annotations::default());
        assert!(!parsed.diagnostics.is_empty(), "{source:?}");
    }
    let parsed = parse_checked("", &Annotations::default());
    assert_eq!(parsed.diagnostics[0].kind, DiagnosticKind::NoHeading);
}

#[test]
fn a_text_cut_off_anywhere_keeps_what_it_has() {
    let source = outline();
    for n_chars in (0..source.chars().count()).step_by(4_999) {
        let cut: String = source.chars().take(n_chars).collect();
        parse_checked(&cut, &annotations());
    }
}

#[test]
fn binary_data_is_read_as_text() {
    let mut state = 1u32;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(100_000)
    .collect();
    let parsed = parse_checked(&String::from_utf8_lossy(&bytes), &Annotations::default());
    assert!(!parsed.diagnostics.is_empty());
}

#[test]
fn a_hundred_copies_keep_their_blocks_apart() {
    let source = outline();
    let n_blocks = parse_checked(&source, &Annotations::default()).plan.blocks.len();
    let copies = format!("{source}\n").repeat(100);
    let parsed = parse_checked(&copies, &Annotations::default());
    assert!(parsed.plan.blocks.len() >= 99 * n_blocks);
    assert!(!parsed.diagnostics.is_empty());
}

#[test]
fn many_open_brackets_stay_linear() {
    // Would take minutes if each bracket were searched to the end of the line.
    for opening in ["[bookmark: ", "[0: [footnoteRef:0]", "[footnoteRef:", "[["] {
        parse_checked(&opening.repeat(50_000), &Annotations::default());
    }
    let notes: String = (0..20_000).map(|n| format!("[footnoteRef:{n}][{n}: 甲]")).collect();
    parse_checked(&notes, &Annotations::default());
}

/// What the genre's rules look for, to be thrown together.
const TOKENS: &[&str] = &[
    "第",
    "一",
    "十七",
    "章",
    "节",
    "篇",
    "  ",
    " ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "。",
    "，",
    "：",
    "——",
    "目录",
    "序言",
    "附图",
    "附图：",
    "附图1",
    "表1",
    "表1 ",
    "专栏1",
    "专栏1 ",
    "注：",
    "[",
    "]",
    "[bookmark: _Toc1]",
    "[footnoteRef:0]",
    "[0: ",
    "[image: ]",
    "— 6 —",
    "1",
    "序号",
    "指标",
    "分类",
    "属性",
    "甲",
    "乙丙",
    "“十四五”",
    "1．",
    "\r",
    "\u{feff}",
    "😀",
    "……1",
];

/// An edit of the real text.
#[derive(Clone, Debug)]
enum Edit {
    Delete(usize),
    Duplicate(usize),
    Swap(usize, usize),
    Insert(usize, &'static str),
    Cut(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<usize>();
    prop_oneof![
        at.prop_map(Edit::Delete),
        at.prop_map(Edit::Duplicate),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Edit::Swap(a, b)),
        (any::<usize>(), proptest::sample::select(TOKENS))
            .prop_map(|(at, token)| Edit::Insert(at, token)),
        (any::<usize>(), any::<usize>()).prop_map(|(line, at)| Edit::Cut(line, at)),
    ]
}

fn apply(edit: &Edit, lines: &mut Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let n_lines = lines.len();
    match *edit {
        Edit::Delete(at) => {
            lines.remove(at % n_lines);
        }
        Edit::Duplicate(at) => lines.insert(at % n_lines, lines[at % n_lines].clone()),
        Edit::Swap(a, b) => lines.swap(a % n_lines, b % n_lines),
        Edit::Insert(at, token) => {
            let line = &mut lines[at % n_lines];
            let boundaries: Vec<_> = line.char_indices().map(|(at, _)| at).collect();
            let at = boundaries.get(at / n_lines % (boundaries.len() + 1)).copied();
            line.insert_str(at.unwrap_or(line.len()), token);
        }
        Edit::Cut(line, at) => {
            let line = &mut lines[line % n_lines];
            *line = line.chars().take(at % (line.chars().count() + 1)).collect();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_thrown_together_keep_the_invariants(
        tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..120)
    ) {
        parse_checked(&tokens.concat(), &Annotations::default());
    }

    #[test]
    fn any_string_keeps_the_invariants(source in any::<String>()) {
        parse_checked(&source, &Annotations::default());
    }

    #[test]
    fn the_edited_plan_keeps_the_invariants(
        start in 0usize..1_300,
        n_lines in 1usize..90,
        edits in proptest::collection::vec(edit(), 0..12),
    ) {
        let source = outline();
        let mut lines: Vec<_> = source.split('\n').skip(start).take(n_lines).map(str::to_owned).collect();
        for edit in &edits {
            apply(edit, &mut lines);
        }
        let mut annotations = annotations();
        annotations.glued_boxes[0].line = 581u32.saturating_sub(start as u32);
        parse_checked(&lines.join("\n"), &annotations);
    }
}
