//! The newspaper's page, put back into reading order.

use std::fmt::Write;
use std::sync::OnceLock;

use crate::golden::check;
use crate::{annotations, newspaper, outline};
use plan::diagnostic::DiagnosticKind;
use plan::model::{Block, BlockKind};
use plan::parse::ResidueKind;
use plan::press::edition::differences;
use plan::press::{Evidence, PageText, PageTextKind, Press, Reference, Restored, restore};
use plan::{Plan, invariants, parse};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| parse(&outline(), &annotations()).plan)
}

fn reference() -> &'static Reference {
    static REFERENCE: OnceLock<Reference> = OnceLock::new();
    REFERENCE.get_or_init(|| Reference::new(plan()))
}

#[track_caller]
fn restore_checked(source: &str, reference: &Reference) -> Restored {
    let restored = restore(source, reference);
    if let Err(message) = invariants::check_page(source, &restored) {
        panic!("{message}\nin {:?}", source.chars().take(400).collect::<String>());
    }
    restored
}

fn edges(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let text = |chars: &[char]| chars.iter().collect::<String>();
    match chars.len() {
        0..=40 => text(&chars),
        n => format!("{}…{}（{n}字）", text(&chars[..24]), text(&chars[n - 12..])),
    }
}

#[test]
fn the_page_in_reading_order_is_golden() {
    let source = newspaper();
    let restored = restore_checked(&source, reference());
    let mut golden = String::new();
    for (idx, text) in restored.texts.iter().enumerate() {
        let lines: Vec<_> = text.lines.iter().map(|lines| lines.first.to_string()).collect();
        let lines = lines.join("+");
        let from = text.turned_from.map_or(String::new(), |page| format!("（自第{page}版）"));
        let to = text.turned_to.map_or(String::new(), |page| format!("（至第{page}版）"));
        writeln!(golden, "{:?} 行{lines} {from}{}{to}", text.kind, edges(&text.text)).unwrap();
        for join in restored.joins.iter().filter(|join| join.text == idx) {
            let (before, after) = text.text.split_at(join.offset as usize);
            let word = join.evidence.word.map_or("", |word| word.of(&text.text));
            let (lines, evidence) = (join.lines, &join.evidence);
            let before: Vec<char> = before.chars().collect();
            let before: String = before[before.len().saturating_sub(6)..].iter().collect();
            let after: String = after.chars().take(6).collect();
            writeln!(
                golden,
                "  接 行{}+{} {before}｜{after} 原文相接={} 「{word}」{}次 前面断开{}处",
                lines[0], lines[1], evidence.is_published, evidence.n_elsewhere, evidence.n_open
            )
            .unwrap();
        }
    }
    for residue in restored.residue.iter().filter(|it| it.kind != ResidueKind::Space) {
        writeln!(golden, "余 {:?} {}", residue.kind, residue.span.of(&source)).unwrap();
    }
    for diagnostic in &restored.diagnostics {
        writeln!(golden, "诊断 {diagnostic}").unwrap();
    }
    check("press.txt", &golden);
}

#[test]
fn the_questions_have_their_whole_answers() {
    let restored = restore_checked(&newspaper(), reference());
    let answers = |number: u16| -> Vec<&str> {
        let at = restored.texts.iter().position(|text| text.kind == PageTextKind::Question(number));
        let after = &restored.texts[at.expect("a question") + 1..];
        let is_answer = |text: &&PageText| text.kind == PageTextKind::Answer;
        after.iter().take_while(is_answer).map(|text| text.text.as_str()).collect()
    };
    let n_paragraphs: Vec<_> = (1..=7).map(|number| answers(number).len()).collect();
    assert_eq!(n_paragraphs, [1, 2, 1, 6, 1, 1, 1]);
    assert!(answers(2)[1].contains("荣获全国社会治安综合治理最高荣誉“长安杯”。"));
    assert!(answers(4)[5].contains("区域城乡建设取得新成效，融入长三角一体化"));
    assert!(answers(4)[5].ends_with("成为群众认可的最具幸福感城市。"));
    assert!(answers(7)[0].ends_with("智慧农业发展，"), "what follows is on another page");
    let all: String = (1..=7).flat_map(answers).collect();
    for foreign in ["名词解释", "第十七章", "提高规划管理水平和效率", "下转第"]
    {
        assert!(!all.contains(foreign), "{foreign}");
    }
}

/// Every answer and every passage, put together by hand from the file's lines.
#[test]
fn a_second_reading_by_lines_gives_the_same_texts() {
    let source = newspaper();
    let lines: Vec<&str> = source.lines().collect();
    let restored = restore_checked(&source, reference());
    for text in &restored.texts {
        let by_lines: String = text
            .lines
            .iter()
            .map(|at| {
                let line = lines[at.first as usize - 1].trim();
                line.trim_start_matches("上接第10版>>>").trim_end_matches("下转第12版>>>")
            })
            .collect();
        assert_eq!(text.text, by_lines);
    }
    let joined: Vec<Vec<u32>> = restored
        .texts
        .iter()
        .map(|text| text.lines.iter().map(|lines| lines.first).collect::<Vec<u32>>())
        .filter(|lines| lines.len() > 1)
        .collect();
    assert_eq!(joined, [vec![26, 28], vec![48, 82], vec![60, 62], vec![80, 108]]);
}

#[test]
fn an_end_that_nothing_surely_continues_is_said_and_left() {
    let page =
        "1、有何特色？\n特色在于统筹推进各项事业协调发\n\n《公报》问答\n2、有何亮点？\n亮点有三。";
    let restored = restore_checked(page, reference());
    assert_eq!(restored.joins, []);
    assert_eq!(diagnosed(&restored), [(2, "open-end")]);
}

/// What is said of the page, with its lines.
fn diagnosed(restored: &Restored) -> Vec<(u32, &'static str)> {
    restored.diagnostics.iter().map(|it| (it.line, it.kind.name())).collect()
}

/// A plan's first blocks with other texts.
fn plan_of_texts(texts: &[&str]) -> Plan {
    let mut plan = plan().clone();
    plan.blocks.truncate(texts.len());
    for (block, text) in plan.blocks.iter_mut().zip(texts) {
        block.text = (*text).to_owned();
    }
    plan
}

#[test]
fn of_two_that_fit_alike_none_is_joined() {
    let page = "1、甲？\n推进产业发\n2、乙？\n推进产业发\n3、丙？\n展。";
    let restored = restore_checked(page, reference());
    assert_eq!(restored.joins, []);
    assert_eq!(diagnosed(&restored), [(2, "open-end"), (4, "open-end")]);
    let page = "1、甲？\n推进产业发\n2、乙？\n3、丙？\n展。";
    let restored = restore_checked(page, reference());
    assert_eq!(restored.joins.len(), 1);
    assert_eq!(restored.diagnostics, []);
}

#[test]
fn what_fits_best_is_taken_first_and_makes_the_rest_clear() {
    // The published text has the first end with both beginnings; its quotation mark says
    // with which. Only then nothing but the second end is left for the other.
    let published = plan_of_texts(&["全面推进各类产业发展能力。", "“全面推进各类产业发展”水平。"]);
    let page = "1、甲？\n“全面推进各类产业发\n2、乙？\n大力加快各类产业发\n\
                3、丙？\n展能力。\n4、丁？\n展”水平。";
    let restored = restore_checked(page, &Reference::new(&published));
    let joined: Vec<_> =
        restored.joins.iter().map(|join| (join.lines, join.evidence.is_published)).collect();
    assert_eq!(joined, [([4, 6], false), ([2, 8], true)]);
    assert_eq!(restored.diagnostics, []);
}

#[test]
fn a_beginning_behind_an_open_end_that_it_does_not_continue_is_said() {
    let page = "1、有何特色？\n特色在于统筹推进各项事业协调发\n\n亮点有三。";
    let restored = restore_checked(page, reference());
    assert_eq!(restored.joins, []);
    assert_eq!(diagnosed(&restored), [(2, "open-end"), (4, "open-start")]);
}

#[test]
fn what_goes_on_from_another_page_goes_on_from_no_end_of_this() {
    let published = plan_of_texts(&["全面推进各类产业发展能力。"]);
    let page = "1、甲？\n全面推进各类产业发\n\n上接第10版>>>展能力。";
    let restored = restore_checked(page, &Reference::new(&published));
    assert_eq!(restored.joins, []);
    assert_eq!(diagnosed(&restored)[0], (2, "open-end"));
    // Without that line it does.
    let page = page.replace("上接第10版>>>", "");
    let restored = restore_checked(&page, &Reference::new(&published));
    assert_eq!(restored.joins.len(), 1);
}

#[test]
fn an_answer_may_end_where_the_plan_goes_on_in_its_words() {
    let published = plan_of_texts(&["着力推进产业发展能力建设。全面提升城市能级水平。"]);
    let reference = Reference::new(&published);
    let page = "1、甲？\n着力推进产业发展能力建设。\n2、乙？\n\
                全面提升城市能级水平，这是一，二是与规划的话全不相同的别的说法。";
    assert_eq!(restore_checked(page, &reference).joins, []);
    // What stands in the plan as a whole is one paragraph.
    let page = "1、甲？\n着力推进产业发展能力建设。\n2、乙？\n全面提升城市能级水平。";
    assert_eq!(restore_checked(page, &reference).joins.len(), 1);
}

#[test]
fn a_text_does_not_go_on_from_itself() {
    let restored = restore_checked("1、甲？\n发展发展发展发展", &Reference::default());
    assert_eq!(restored.joins, []);
}

#[test]
fn what_begins_a_paragraph_goes_on_from_an_end_right_before_it_alone() {
    let published =
        plan_of_texts(&["展能力的是什么，全看这一段。", "产业发展能力的是，产业发展能力。"]);
    let reference = Reference::new(&published);
    let page = "1、甲？\n大力加快各类产业发\n2、乙？\n展能力的是什么，全看这一段。";
    assert_eq!(restore_checked(page, &reference).joins, []);
    let page = "1、甲？\n大力加快各类产业发\n\n展能力的是什么，全看这一段。";
    assert_eq!(restore_checked(page, &reference).joins.len(), 1);
}

#[test]
fn behind_an_answer_the_plan_goes_on_with_a_paragraph_that_it_has() {
    let kind = |published: &str, printed: &str| {
        let reference = Reference::new(&plan_of_texts(&["前言。", published]));
        let page = format!("1、甲？\n答。\n\n{printed}");
        let texts = restore_checked(&page, &reference).texts;
        texts.iter().find(|text| text.text == printed).expect("the text").kind
    };
    let (paragraph, answer) = (PageTextKind::Paragraph, PageTextKind::Answer);
    // Eight characters are the fewest that are looked up.
    assert_eq!(kind("推进各产业发展。", "推进各产业发展。"), paragraph);
    assert_eq!(kind("推进产业发展。", "推进产业发展。"), answer);
    // Up to twelve in front may differ.
    let rest = "全面推进各类产业发展能力，不断提高城市能级水平。";
    let (old, new) = ("甲乙丙丁戊己庚辛壬癸子丑", "一二三四五六七八九十百千");
    assert_eq!(kind(&format!("{old}{rest}"), &format!("{new}{rest}")), paragraph);
    assert_eq!(kind(&format!("{old}寅{rest}"), &format!("{new}万{rest}")), answer);
    // More than half of the places have to be of the paragraph: not 3 of 6, but 3 of 5.
    assert_eq!(kind("推进各类产业发展能力。", "推进各类产业发展能力，不。"), answer);
    assert_eq!(kind("推进各类产业发展能力。", "推进各类产业发展能力，："), paragraph);
    // In the middle of a paragraph it is the answer's.
    assert_eq!(kind(&format!("不断{rest}"), rest), answer);
}

#[test]
fn what_the_plan_has_not_is_the_plans_only_as_long_as_nobody_asked() {
    let reference = Reference::new(&plan_of_texts(&["推进各产业发展。"]));
    let page = "推进各产业发展。\n\n规划没有这句。\n\n也没有这句。\n1、甲？\n答。\n\n\
                推进各产业发展。\n\n也许是答的后半。";
    let restored = restore_checked(page, &reference);
    let kinds: Vec<_> = restored.texts.iter().map(|text| text.kind).collect();
    let (paragraph, answer) = (PageTextKind::Paragraph, PageTextKind::Answer);
    let question = PageTextKind::Question(1);
    assert_eq!(kinds, [paragraph, paragraph, paragraph, paragraph, question, answer, answer]);
}

#[test]
fn a_text_may_be_cut_twice() {
    let page = "1、甲？\n大力推进产业发\n\n展，深化改革开\n\n放。";
    let restored = restore_checked(page, reference());
    let joins = restored.joins.iter().map(|join| {
        let text = &restored.texts[join.text].text;
        (join.lines, &text[join.offset as usize..], join.evidence.word.expect("a word").of(text))
    });
    let expected = [([2, 4], "展，深化改革开放。", "产业发展"), ([4, 6], "放。", "改革开放")];
    assert_eq!(joins.collect::<Vec<_>>(), expected);
}

#[test]
fn the_published_text_says_what_follows_and_what_does_not() {
    let said = |published: &[&str], tail: &str, head: &str| {
        let page = format!("1、甲？\n{tail}\n\n{head}");
        let restored = restore_checked(&page, &Reference::new(&plan_of_texts(published)));
        restored.joins.first().map(|join| {
            // A word across the join is one that stands elsewhere.
            let Evidence { word, n_elsewhere, .. } = join.evidence;
            assert_eq!(word.is_some(), n_elsewhere > 0);
            join.evidence.is_published
        })
    };
    let published = ["全面推进各类产业发展能力，不断提高。", "各业发展水平。业发展水平。"];
    assert_eq!(said(&published, "全面推进各类产业发", "展能力，不断提高。"), Some(true));
    // An end or a beginning that is too short to be looked up stands there all the same.
    assert_eq!(said(&published, "各类产业发", "展能力，不断提高。"), Some(true));
    assert_eq!(said(&published, "全面推进各类产业发", "展能力，"), Some(true));
    // Both go together elsewhere; there one of them goes with something else.
    assert_eq!(said(&published, "大力加快其他行业发", "展水平的是。"), Some(false));
    assert_eq!(said(&published, "全面推进各类产业发", "展水平的是。"), None);
    assert_eq!(said(&published, "大力加快其他行业发", "展能力，不断提高。"), None);
    // At the cut a word is another; up to four characters are missing.
    assert_eq!(said(&published, "全面推进各类产业某", "发展能力，不断提高。"), Some(true));
    let published = ["全面推进各类产业甲乙丙丁发展能力，不断提高。"];
    assert_eq!(said(&published, "全面推进各类产业", "发展能力，不断提高。"), Some(true));
    let published = ["全面推进各类产业甲乙丙丁戊发展能力，不断提高。"];
    assert_eq!(said(&published, "全面推进各类产业", "发展能力，不断提高。"), None);
}

#[test]
fn where_there_is_no_other_choice_less_is_enough() {
    // Beside so many of the character alone, its one place behind the end's last says little.
    let published = plan_of_texts(&["展，".repeat(150).as_str(), "开发展"]);
    let reference = Reference::new(&published);
    let lines_of = |page: &str| {
        let restored = restore_checked(page, &reference);
        restored.joins.iter().map(|join| join.lines).collect::<Vec<_>>()
    };
    let restored = restore_checked("1、甲？\n各类事业发\n\n展各处。", &reference);
    let [join] = &restored.joins[..] else { panic!("{:?}", restored.joins) };
    assert_eq!(join.lines, [2, 4]);
    let word = join.evidence.word.map(|word| word.of(&restored.texts[join.text].text));
    assert_eq!((word, join.evidence.n_elsewhere, join.evidence.n_open), (Some("发展"), 1, 1));
    // Quotation marks that belong together are as good, those that do not as bad.
    assert_eq!(lines_of("1、甲？\n“各类事业发\n\n展各”处“甲”。"), [[2, 4]]);
    assert_eq!(lines_of("1、甲？\n“各类”事业发\n\n展各“处”。"), [[2, 4]]);
    assert_eq!(lines_of("1、甲？\n“各类事业发\n\n展各处。"), [[0; 2]; 0]);
    assert_eq!(lines_of("1、甲？\n各类事业发\n\n展各”处。"), [[0; 2]; 0]);
    // And where there is another, it is not.
    assert_eq!(lines_of("1、甲？\n各类事业发\n2、乙？\n展各处。"), [[0; 2]; 0]);
    assert_eq!(lines_of("1、甲？\n“丙丁\n2、乙？\n各类事业发\n\n展各处。"), [[0; 2]; 0]);
    assert_eq!(lines_of("1、甲？\n各类事业发\n\n展各处\n\n“戊己。"), [[0; 2]; 0]);
}

#[test]
fn odd_pages_are_read_all_the_same() {
    for page in [
        "",
        "\n",
        "\u{feff}",
        "上接第10版>>>",
        "下转第2版",
        "[1]",
        "[1]、：",
        "、？",
        "1、？",
        "名词解释",
        "第一章",
        "甲",
        "上接第99999999版>>>甲下转第1版下转第2版",
    ] {
        restore_checked(page, reference());
        restore_checked(page, &Reference::default());
    }
}

#[test]
fn many_open_ends_stay_linear() {
    // Would take minutes if each end were weighed against each start.
    let page = "推进发展\n\n".repeat(20_000);
    restore_checked(&page, reference());
    let page: String = (0..20_000).map(|n| format!("{n}、推进？\n加快发\n")).collect();
    restore_checked(&page, reference());
}

#[test]
fn many_headings_that_no_plan_has_stay_linear() {
    // Would be a billion comparisons if each were looked for through all blocks.
    let page: String = "第九节 规划没有的标题\n\n".repeat(60_000);
    let restored = restore_checked(&page, reference());
    let mut plan = plan().clone();
    let blocks = plan.blocks.clone();
    (0..20).for_each(|_| plan.blocks.extend_from_slice(&blocks));
    let (_, diagnostics) = Press::new(&mut plan, reference(), &restored, 1);
    assert_eq!(diagnostics.len(), 60_000);
}

#[test]
fn a_paragraph_that_only_moved_has_no_difference() {
    let source = newspaper();
    let mut lines: Vec<&str> = source.lines().collect();
    lines.swap(13, 15);
    let moved = lines.join("\n");
    assert_ne!(moved, source);
    let press = |page: &str| {
        let mut plan = plan().clone();
        let restored = restore_checked(page, reference());
        let (press, diagnostics) = Press::new(&mut plan, reference(), &restored, 1);
        assert_eq!(diagnostics, []);
        press
    };
    let (before, after) = (press(&source), press(&moved));
    let all = |press: &Press| {
        press.passages.iter().map(|it| (it.block, it.differences.clone())).collect::<Vec<_>>()
    };
    assert_eq!(all(&before), all(&after));
    assert_eq!(after.left_out, [0; 0]);
}

#[test]
fn a_paragraph_that_is_missing_is_said() {
    let source = newspaper();
    let lines: Vec<&str> = source.lines().collect();
    let cut = [&lines[..13], &lines[14..]].concat().join("\n");
    let mut plan = plan().clone();
    let (press, _) = Press::new(&mut plan, reference(), &restore_checked(&cut, reference()), 1);
    let left_out: Vec<_> =
        press.left_out.iter().map(|idx| plan.blocks[*idx as usize].id.as_str()).collect();
    assert_eq!(left_out, ["15.6.3"]);
}

#[test]
fn a_block_has_what_the_page_prints_of_it() {
    let press = &crate::bundle().apparatus.press;
    for passage in press.passages.iter().chain(&press.terms) {
        assert_eq!(press.passage_of(passage.block as usize), Some(passage));
    }
    assert_eq!(press.passage_of(0), None);
}

#[test]
fn a_text_that_prints_no_block_is_said() {
    let page = "上接第3版>>>这一句规划里没有，谁也没有说过。";
    let mut plan = plan().clone();
    let restored = restore_checked(page, reference());
    let (_, diagnostics) = Press::new(&mut plan, reference(), &restored, 1);
    assert!(matches!(diagnostics[0].kind, DiagnosticKind::NotInPlan { .. }), "{diagnostics:?}");
}

/// A page of columns: pieces of the plan, each cut at random and put between those of the
/// others, in the order of its own.
#[derive(Clone, Debug)]
struct CutPage {
    source: String,
    /// The texts, whole: what the page is to be restored to.
    wholes: Vec<String>,
    /// The two lines of each cut.
    cuts: Vec<[u32; 2]>,
}

/// The sections of the plan with running text, as their blocks.
fn sections(plan: &Plan) -> Vec<Vec<&Block>> {
    plan.indices(|kind| matches!(kind, BlockKind::Section(_)))
        .map(|section| {
            plan.subtree(section)
                .map(|idx| &plan.blocks[idx])
                .filter(|block| {
                    matches!(block.kind, BlockKind::Section(_) | BlockKind::Paragraph(_))
                })
                .collect::<Vec<_>>()
        })
        .filter(|blocks| blocks.len() > 2)
        .collect()
}

/// A page of the sections numbered `chosen`, cut at `cuts` (section, paragraph and place in
/// it, each of any size) and shuffled by `order`.
fn cut_page(chosen: &[usize], cuts: &[(usize, usize, usize)], order: &[usize]) -> CutPage {
    let sections = sections(plan());
    let mut texts: Vec<&Vec<&Block>> = Vec::new();
    for &section in chosen {
        let section = &sections[section % sections.len()];
        if !texts.contains(&section) {
            texts.push(section);
        }
    }
    // The cuts of each text: a paragraph, and how many of its characters stand before.
    let mut of_text: Vec<Vec<(usize, usize)>> = vec![Vec::new(); texts.len()];
    for &(text, paragraph, place) in cuts {
        let text = text % texts.len();
        let paragraph = 1 + paragraph % (texts[text].len() - 1);
        let n_chars = texts[text][paragraph].text.chars().count();
        if n_chars > 20 && of_text[text].iter().all(|(other, _)| *other != paragraph) {
            of_text[text].push((paragraph, 8 + place % (n_chars - 16)));
        }
    }
    // Each text as columns of lines.
    let mut columns: Vec<Vec<Vec<String>>> = Vec::new();
    for (blocks, cuts) in texts.iter().zip(&of_text) {
        let mut of_this = vec![Vec::new()];
        for (at, block) in blocks.iter().enumerate() {
            let text = plan::model::unwrapped(&block.text);
            match cuts.iter().find(|(paragraph, _)| *paragraph == at) {
                Some((_, place)) => {
                    let head: String = text.chars().take(*place).collect();
                    let tail: String = text.chars().skip(*place).collect();
                    of_this.last_mut().expect("a column").push(head);
                    of_this.push(vec![tail]);
                }
                None => of_this.last_mut().expect("a column").push(text.into_owned()),
            }
        }
        columns.push(of_this);
    }
    let mut lines: Vec<String> = Vec::new();
    let mut next = vec![0; columns.len()];
    let mut last_line = vec![0; columns.len()];
    let mut cut_lines = Vec::new();
    let mut order = order.iter().cycle();
    loop {
        let open: Vec<usize> =
            (0..columns.len()).filter(|&it| next[it] < columns[it].len()).collect();
        if open.is_empty() {
            break;
        }
        let text = open[order.next().expect("an endless order") % open.len()];
        if next[text] > 0 {
            cut_lines.push([last_line[text], lines.len() as u32 + 1]);
        }
        for line in &columns[text][next[text]] {
            lines.push(line.clone());
            last_line[text] = lines.len() as u32;
            lines.push(String::new());
        }
        next[text] += 1;
    }
    CutPage {
        source: lines.join("\n"),
        wholes: texts
            .iter()
            .flat_map(|blocks| blocks.iter())
            .map(|block| plan::model::unwrapped(&block.text).into_owned())
            .collect(),
        cuts: cut_lines,
    }
}

fn any_cut_page() -> impl Strategy<Value = CutPage> {
    let many = || prop::collection::vec(any::<usize>(), 1..8);
    let cuts = prop::collection::vec(any::<(usize, usize, usize)>(), 1..8);
    (prop::collection::vec(any::<usize>(), 1..5), cuts, many())
        .prop_map(|(chosen, cuts, order)| cut_page(&chosen, &cuts, &order))
}

/// The pages of `n_cases` random draws, the same at each run.
fn pages(n_cases: usize) -> Vec<CutPage> {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = prop::test_runner::TestRunner::new_with_rng(
        config,
        prop::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    let strategy = any_cut_page();
    let draw = |_| strategy.new_tree(&mut runner).expect("a page").current();
    (0..n_cases).map(draw).collect()
}

#[test]
fn a_page_cut_from_the_plan_is_joined_again() {
    let mut n_whole = 0;
    let pages = pages(400);
    for page in &pages {
        let restored = restore_checked(&page.source, reference());
        let mut found: Vec<&str> = restored.texts.iter().map(|text| text.text.as_str()).collect();
        let mut wholes: Vec<&str> = page.wholes.iter().map(String::as_str).collect();
        found.sort_unstable();
        wholes.sort_unstable();
        n_whole += usize::from(found == wholes);
        for join in &restored.joins {
            assert!(page.cuts.contains(&join.lines), "{:?} in\n{}", join.lines, page.source);
        }
    }
    println!("{n_whole} of {} pages are whole", pages.len());
    assert!(n_whole * 100 >= 95 * pages.len(), "{n_whole} of {} pages are whole", pages.len());
}

/// The same without the published text of what was cut: only how characters go together in
/// the rest of the plan is left as evidence, as for a text that is published nowhere else.
#[test]
fn a_page_of_an_unpublished_text_is_joined_where_it_is_sure() {
    let (mut n_cuts, mut n_right, mut n_wrong, mut n_said) = (0, 0, 0, 0);
    for page in pages(100) {
        let mut rest = plan().clone();
        let is_cut =
            |block: &Block| page.wholes.contains(&plan::model::unwrapped(&block.text).into_owned());
        for block in rest.blocks.iter_mut().filter(|block| is_cut(block)) {
            block.text.clear();
        }
        let restored = restore_checked(&page.source, &Reference::new(&rest));
        n_cuts += page.cuts.len();
        let is_right = |lines: &[u32; 2]| page.cuts.contains(lines);
        n_right += restored.joins.iter().filter(|join| is_right(&join.lines)).count();
        n_wrong += restored.joins.iter().filter(|join| !is_right(&join.lines)).count();
        n_said += restored.diagnostics.iter().filter(|it| it.kind.name() == "open-end").count();
    }
    println!("{n_cuts} cuts: {n_right} joined rightly, {n_wrong} wrongly, {n_said} left and said");
    assert!(n_wrong * 50 <= n_cuts, "{n_wrong} of {n_cuts} joined wrongly");
    assert!(n_right * 10 >= 3 * n_cuts, "{n_right} of {n_cuts} joined");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_is_read_without_loss(lines in prop::collection::vec(
        prop::sample::select(vec![
            "第一章 总则", "1、有何？", "名词解释", "[1]、甲：乙", "上接第2版>>>甲", "乙，下转第3版>>>",
            "《某》问答解读", "编辑 某", "推进发", "展。", "“甲", "乙”。", "", "\u{feff}", "　", "\t甲", "[0: 注]",
        ]), 0..30)) {
        let page = lines.join("\n");
        restore_checked(&page, reference());
    }

    #[test]
    fn differences_turn_one_text_into_the_other(
        old in "[甲乙丙丁 12%。]{0,30}", new in "[甲乙丙丁 12%。]{0,30}",
    ) {
        let without_space = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
        let mut turned = String::new();
        let mut at = 0;
        for difference in differences(&old, &new) {
            turned.push_str(&old[at..difference.published.start as usize]);
            turned.push_str(difference.printed.of(&new));
            at = difference.published.end as usize;
        }
        turned.push_str(&old[at..]);
        prop_assert_eq!(without_space(&turned), without_space(&new));
        prop_assert_eq!(differences(&old, &old), []);
    }
}
