//! Search over Wuxi's plan: complete and exact where it is literal, and what it finds for
//! questions that people ask.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan::annotation::WordAnnotation;
use plan::model::{BlockKind, TextRange};
use plan::search::snippet::Snippet;
use plan::search::{
    Findings, Found, FoundKind, GroupPlace, Letters, Lexicon, Passage, Query, Search, Spot,
    SpotPart, Why, grouped,
};
use plan::{Annotations, Bundle, Links, Plan, WordAnnotations};
use proptest::prelude::*;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::{bundle, root};

pub(crate) fn search_in(bundle: &Bundle) -> Search {
    let plan = Rc::new(bundle.plan.clone());
    let lexicon = Rc::new(bundle.lexicon.clone());
    Search::new(&plan, &bundle.links, &bundle.apparatus.terms, &lexicon)
}

fn search() -> Search {
    search_in(bundle())
}

/// `source` as a plan of its own, without reviewed words.
fn search_of(source: &str) -> (Rc<Plan>, Search) {
    let plan = plan::parse(source, &Annotations::default()).plan;
    let lexicon = Lexicon::new(&plan, &WordAnnotations::default()).expect("no words");
    let plan = Rc::new(plan);
    let search = Search::new(&plan, &Links::default(), &[], &Rc::new(lexicon));
    (plan, search)
}

/// The addresses of what was found, with what it was found as, in the order of `found`.
fn found_as(plan: &Plan, found: &[Found]) -> Vec<(String, FoundKind)> {
    let id = |passage: Passage| {
        let block = &plan.blocks[passage.block as usize];
        match (&block.kind, passage.row) {
            (BlockKind::Table(table), Some(row)) => {
                let row = &table.rows[usize::from(row)];
                row.id.as_ref().expect("a row of an indicator").to_string()
            }
            _ => block.id.to_string(),
        }
    };
    found.iter().map(|found| (id(found.passage), found.kind)).collect()
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// All texts that can be searched, each where it stands.
fn spots(plan: &Plan) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let spot = |part| Spot { block: idx as u32, part };
        spots.push(spot(SpotPart::Text));
        let BlockKind::Table(table) = &block.kind else { continue };
        spots.extend((0..table.columns.len()).map(|at| spot(SpotPart::Header(at as u16))));
        for (row_idx, row) in table.rows.iter().enumerate() {
            let row_idx = row_idx as u16;
            for (column, cell) in row.cells.iter().enumerate() {
                if !cell.is_carried {
                    spots.push(spot(SpotPart::Cell(row_idx, column as u16)));
                }
            }
            spots.extend(row.sub_indicator.iter().map(|_| spot(SpotPart::SubIndicator(row_idx))));
        }
    }
    spots
}

/// What a text is compared by, worked out in another way than the search does: each
/// character with the byte that it comes from.
fn compared(text: &str) -> Vec<(char, usize)> {
    let western = |ch: char| match ch {
        '，' => ',',
        '。' => '.',
        '；' => ';',
        '：' => ':',
        '？' => '?',
        '！' => '!',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '—' | '–' => '-',
        ch => ch,
    };
    text.char_indices()
        .filter(|(_, ch)| !ch.is_whitespace())
        .flat_map(|(at, ch)| {
            let folded: String = ch.nfkc().flat_map(char::to_lowercase).map(western).collect();
            folded.chars().map(move |ch| (ch, at)).collect::<Vec<_>>()
        })
        .collect()
}

/// All occurrences of `words` in `text` that do not overlap the one before, found by
/// comparing at every character.
fn naive_occurrences(
    text: &str,
    text_chars: &[(char, usize)],
    words: &[(char, usize)],
) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + words.len() <= text_chars.len() {
        let is_here = (0..words.len()).all(|idx| text_chars[at + idx].0 == words[idx].0);
        if is_here {
            let last = text_chars[at + words.len() - 1].1;
            let len = text[last..].chars().next().map_or(0, char::len_utf8);
            found.push(TextRange::new(text_chars[at].1, last + len));
            at += words.len();
        } else {
            at += 1;
        }
    }
    found
}

/// The literal hits, by where they stand.
fn literal_hits(search: &Search, findings: &Findings) -> BTreeMap<(u32, String), Vec<TextRange>> {
    let mut all = BTreeMap::new();
    for found in &findings.literal {
        for (spot, marks) in search.marks_of(&found.hits) {
            let ranges = marks.into_iter().map(|(range, _)| range).collect();
            all.insert((spot.block, format!("{:?}", spot.part)), ranges);
        }
    }
    all
}

/// Numbers that look random and are the same at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A text, and what it is compared by.
type Compared<'a> = (Spot, &'a str, Vec<(char, usize)>);

fn all_compared<'a>(plan: &'a Plan, spots: &[Spot]) -> Vec<Compared<'a>> {
    let compare = |spot: &Spot| (*spot, spot.text(plan), compared(spot.text(plan)));
    spots.iter().map(compare).collect()
}

#[track_caller]
fn check_literal(search: &Search, texts: &[Compared], typed: &str, words: &str) {
    let findings = search.find(typed);
    let words = compared(words);
    let mut expected = BTreeMap::new();
    for (spot, text, chars) in texts {
        let ranges = naive_occurrences(text, chars, &words);
        if !ranges.is_empty() {
            expected.insert((spot.block, format!("{:?}", spot.part)), ranges);
        }
    }
    assert_eq!(literal_hits(search, &findings), expected, "{typed}");
    let n_hits: usize = expected.values().map(Vec::len).sum();
    assert_eq!(findings.n_literal_hits, n_hits, "{typed}");
}

/// A run of characters as a reader types it to have just that: in quotation marks where a
/// blank would part it.
fn typed(words: &str) -> String {
    if words.contains(char::is_whitespace) { format!("\"{words}\"") } else { words.to_owned() }
}

#[test]
fn every_run_of_the_source_is_found_wherever_it_stands_and_nowhere_else() {
    let (search, plan) = (search(), &bundle().plan);
    let spots = spots(plan);
    // From every kind of block, and from the tables' cells.
    let mut by_kind: BTreeMap<&str, Vec<Spot>> = BTreeMap::new();
    for spot in &spots {
        let kind = match spot.part {
            SpotPart::Text => plan::publish::kind_name(&plan.blocks[spot.block as usize].kind),
            SpotPart::Header(_) => "header",
            SpotPart::Cell(..) => "cell",
            SpotPart::SubIndicator(_) => "sub_indicator",
        };
        by_kind.entry(kind).or_default().push(*spot);
    }
    let kinds: Vec<&Vec<Spot>> = by_kind.values().collect();
    let texts = all_compared(plan, &spots);
    let mut random = Random(14);
    let mut n_checked = 0;
    while n_checked < 1_000 {
        // Half of them of any kind alike, half as the text has them.
        let of_kind = if n_checked % 2 == 0 { kinds[random.below(kinds.len())] } else { &spots };
        let text = of_kind[random.below(of_kind.len())].text(plan);
        let chars: Vec<char> = text.chars().collect();
        let start = random.below(chars.len().max(1));
        let len = 1 + random.below(20);
        let words: String = chars.iter().skip(start).take(len).collect();
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        check_literal(&search, &texts, &typed(words), words);
        n_checked += 1;
    }
}

#[test]
fn literal_matches_do_not_mind_how_letters_and_marks_are_written() {
    let (search, plan) = (search(), &bundle().plan);
    let texts = all_compared(plan, &spots(plan));
    for words in [
        "PM2.5",
        "ｐｍ２．５",
        "PM₂.₅",
        "ＧＤＰ",
        "5g",
        "(PM2.5)",
        "2021-2025",
        "优III类",
        "Ⅲ类",
        "的",
        "，",
        ",",
        "。",
        "\"十四五\"时期",
        "“十四五”时期",
        "“十四五”",
        "待人口普查公布",
        "平方米，",
    ] {
        check_literal(&search, &texts, words, words);
    }
    let n_hits = |typed: &str| search.find(typed).n_literal_hits;
    assert_eq!(n_hits("PM2.5"), n_hits("PM₂.₅"));
    assert!(n_hits("PM2.5") >= 5);
    assert_eq!(n_hits("“养老”"), n_hits("养老"), "the plan has it without the marks");
    assert!(n_hits("养老") >= 5);
    assert_eq!(n_hits("第四章构建产业科技创新体系"), 1, "without the blanks of the heading");
    assert_eq!(n_hits("“第四章 构建产业科技创新体系”"), 1);
}

/// Among them a character of a plane above the basic one that is read as another.
#[test]
fn odd_characters_of_a_text_are_found_as_they_stand() {
    let (plan, search) = search_of("第一章  甲\n晉\u{2f8a6}𫞎〇Ⅲ乙。");
    let texts = all_compared(&plan, &spots(&plan));
    for words in ["晉\u{2f8a6}", "\u{2f8a6}𫞎〇", "𫞎", "ⅲ乙", "iii"] {
        check_literal(&search, &texts, words, words);
    }
}

#[test]
fn several_terms_must_all_be_there_and_excluded_ones_must_not() {
    let (search, plan) = (search(), &bundle().plan);
    let blocks = |typed: &str| -> Vec<&str> {
        let mut found: Vec<u32> =
            search.find(typed).literal.iter().map(|it| it.passage.block).collect();
        found.sort_unstable();
        found.dedup();
        found.iter().map(|idx| plan.blocks[*idx as usize].id.as_str()).collect()
    };
    let with = |has: &[&str], lacks: &[&str]| -> Vec<&str> {
        let fits = |text: &str| {
            has.iter().all(|it| text.contains(it)) && !lacks.iter().any(|it| text.contains(it))
        };
        let blocks = plan.blocks.iter().filter(|it| !matches!(it.kind, BlockKind::Table(_)));
        blocks.filter(|block| fits(&block.text)).map(|block| block.id.as_str()).collect()
    };
    let is_block = |id: &&str| !id.starts_with('t');
    let blocks_of = |typed: &str| blocks(typed).into_iter().filter(is_block).collect::<Vec<_>>();
    assert_eq!(blocks_of("太湖 长江"), with(&["太湖", "长江"], &[]));
    assert_eq!(blocks_of("太湖　-长江"), with(&["太湖"], &["长江"]));
    assert_eq!(blocks_of("\"太湖 湾\" -创新"), with(&["太湖湾"], &["创新"]));
    assert_eq!(
        blocks_of("-亚包大道"),
        with(&["-亚包大道"], &[]),
        "nothing else: the minus is text"
    );
    assert_eq!(blocks_of("“十四五” 人才"), with(&["“十四五”", "人才"], &[]));
    assert_eq!(search.find("").n_literal_hits, 0);
    assert_eq!(search.find(" \u{3000}").literal, []);
}

#[test]
fn a_query_is_read_with_its_quotation_marks_and_minuses() {
    let letters = Letters::plain(["“十四五”-"].into_iter());
    let has = |folded: &str| folded == letters.folded("“十四五”");
    for (typed, terms, excluded) in [
        ("养老 托育", &["养老", "托育"][..], &[][..]),
        (" 养老\u{3000}养老 ", &["养老"], &[]),
        ("\"养老 托育\"", &["养老托育"], &[]),
        ("「养老 托育」 甲", &["养老托育", "甲"], &[]),
        ("“养老”", &["养老"], &[]),
        ("“十四五”", &["“十四五“"], &[]),
        ("\"十四五\"", &["十四五"], &[]),
        ("“十 四五”", &["十四五"], &[]),
        ("\"养老\"托育", &["“养老“托育"], &[]),
        ("\" \"", &["“"], &[]),
        ("\"养老", &["“养老"], &[]),
        ("养老 -托育 －甲 −乙 -托育", &["养老"], &["托育", "甲", "乙"]),
        ("养老 -\"托育 甲\"", &["养老"], &["托育甲"]),
        ("养老 - 托育 -", &["养老", "-", "托育"], &[]),
        ("养-老", &["养-老"], &[]),
        ("-养老", &["-养老"], &[]),
        (" \u{200b} ", &[], &[]),
    ] {
        let query = Query::new(typed, &letters, has);
        assert_eq!(
            (&*query.terms, &*query.excluded),
            (&*owned(terms), &*owned(excluded)),
            "{typed}"
        );
    }
    let query = Query::new("养老 托育 -甲", &letters, has);
    assert!(query.fits("托育和养老") && !query.fits("养老") && !query.fits("托育和养老甲"));
    assert!(!query.is_empty() && Query::new(" ", &letters, has).is_empty());
}

#[test]
fn looser_matches_say_why() {
    let search = search();
    let first = |typed: &str| {
        let findings = search.find(typed);
        let part = findings.parts.first().unwrap_or_else(|| panic!("{typed}: no other words"));
        let words: Vec<String> = part.words().map(str::to_owned).collect();
        (part.why, words, findings)
    };
    let (why, words, findings) = first("看病");
    assert_eq!(why, Why::Official);
    assert!(words[0].contains("医"), "{words:?}");
    assert_eq!(findings.n_literal_hits, 0);
    assert!(!findings.looser.is_empty());
    let (why, words, _) = first("養老");
    assert_eq!((why, words[0].as_str()), (Why::Simplified, "养老"));
    let (why, words, _) = first("tuoyu");
    assert_eq!((why, words[0].as_str()), (Why::Pinyin, "托育"));
    let (why, words, _) = first("TaiHu");
    assert_eq!((why, words[0].as_str()), (Why::Pinyin, "太湖"));
    let (why, words, _) = first("tai'hu");
    assert_eq!((why, words[0].as_str()), (Why::Pinyin, "太湖"));
    // Two initials stand for a name, not for any two characters.
    let (why, words, _) = first("wj");
    assert_eq!((why, words), (Why::Pinyin, owned(&["五基"])));
    let (_, words, _) = first("sp");
    assert_eq!(words, ["台胞", "三品"]);
    let (why, words, _) = first("jcdl");
    assert_eq!(why, Why::Pinyin);
    assert!(words.iter().any(|it| it == "集成电路"), "{words:?}");
    let (why, words, _) = first("霞客湾科学诚");
    assert_eq!((why, words[0].as_str()), (Why::Similar, "霞客湾科学城"));
    let (why, words, _) = first("太湖蓝藻爆发");
    assert_eq!((why, words[0].as_str()), (Why::Part, "太湖"));
    let (why, words, _) = first("研发投入占比");
    assert_eq!((why, words[0].as_str()), (Why::Short, "研发经费投入占gdp比"));
    // Both readings of 长.
    let (why, words, _) = first("changsanjiao");
    assert_eq!((why, words), (Why::Pinyin, owned(&["长三角"])));
    let (why, words, _) = first("zengzhang");
    assert_eq!((why, words), (Why::Pinyin, owned(&["增长"])));
    // What the plan has not a character of, finds nothing, and says so.
    for typed in ["龘", "，，，，", "qpdn", "qp", "hu"] {
        let findings = search.find(typed);
        assert_eq!((findings.literal.len(), findings.looser.len()), (0, 0), "{typed}");
    }
}

/// What is typed is cut into what people say, what asks, and what the plan has.
#[test]
fn what_the_plan_has_not_as_a_whole_is_looked_for_in_parts() {
    use Why::{Official, Part, Similar};
    let search = search();
    for (typed, expected) in [
        ("看病怎么办", &[("看病", Official)][..]),
        ("養老院", &[("养老院", Official)]),
        ("孩子上学难", &[("孩子", Official), ("上学难", Official)]),
        ("垃圾分类怎么做", &[("垃圾分类", Part)]),
        ("高新技术企业数量", &[("高新技术企业", Part), ("数量", Part)]),
        ("买房 太湖", &[("买房", Official), ("太湖", Part)]),
        ("太湖 龘龘", &[("太湖", Part)]),
        ("太湖龘", &[("太湖", Part)]),
        ("社会保藏体系", &[("社会保藏体系", Similar)]),
        ("霞客湾科学城市", &[("霞客湾科学城", Part)]),
        ("龘湖", &[("湖", Part)]),
        ("龘湖龘湖", &[("湖", Part)]),
        ("太湖看病太湖看病", &[("太湖", Part), ("看病", Official)]),
        ("怎么怎样", &[]),
        ("tai", &[]),
        ("ai技术", &[("ai", Official), ("技术", Part)]),
        ("发展5g", &[("发展", Part), ("5g", Part)]),
    ] {
        let findings = search.find(typed);
        let parts: Vec<(&str, Why)> =
            findings.parts.iter().map(|part| (part.typed.as_str(), part.why)).collect();
        assert_eq!(parts, expected, "{typed}");
    }
}

/// Of looser matches those with more parts stand before, then those with rarer ones, and what
/// a heading above has counts for them.
#[test]
fn looser_matches_with_more_and_rarer_parts_stand_before() {
    let source = "第一章  总\n第一节  天地\n玄黄一。\n宇宙二。\n\
        第二节  日月\n玄黄三。\n玄黄四。\n宇宙玄黄五。\n玄黄六，玄黄七，玄黄。\n";
    let (plan, search) = search_of(source);
    for (typed, expected) in [
        ("宇宙洪玄黄", "1.2.3 1.1.2 1.2.4 1.1.1 1.2.1 1.2.2"),
        ("玄黄洪宇宙", "1.2.3 1.1.2 1.2.4 1.1.1 1.2.1 1.2.2"),
        ("天地洪玄黄", "1.1 1.1.1 1.2.4 1.2.1 1.2.2 1.2.3"),
        ("日月洪宇宙", "1.2 1.2.3 1.1.2"),
        ("宇宙洪玄黄 -五", "1.1.2 1.2.4 1.1.1 1.2.1 1.2.2"),
    ] {
        let found = found_as(&plan, &search.find(typed).looser);
        let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids.join(" "), expected, "{typed}");
    }
}

/// Words with one character put right, or left out, are words of one text.
#[test]
fn looser_words_do_not_run_over_the_end_of_a_text() {
    let (_, search) = search_of("第一章  丁戊\n天地甲乙丙\n丁戊己庚。\n");
    let parts = |typed: &str| -> Vec<(Why, String)> {
        let findings = search.find(typed);
        let parts = findings.parts.iter();
        parts.map(|part| (part.why, part.words().collect::<Vec<_>>().join(" "))).collect()
    };
    let of = |why: Why, words: &str| vec![(why, words.to_owned())];
    assert_eq!(parts("天地甲己丙"), of(Why::Similar, "天地甲乙丙"));
    assert_eq!(parts("天地己甲丙"), of(Why::Part, "天地"), "two are other ones");
    assert_eq!(parts("甲乙丁龘"), of(Why::Part, "甲乙"), "丙 ends its text");
    assert_eq!(parts("天甲乙丁"), of(Why::Part, "甲乙"), "so it does not lead to 丁");
    assert_eq!(parts("丁戊己庚辛"), of(Why::Part, "丁戊己庚"), "a mark is no character");
    assert_eq!(parts("天甲乙丙"), of(Why::Short, "天地甲乙丙"));
}

/// What is short for a longer run has up to ten characters fewer, and begins where the run
/// does.
#[test]
fn a_term_may_be_short_for_a_longer_run() {
    let ten = "天地玄黄宇宙洪荒日月";
    let short = |source: &str, typed: &str| {
        let (_, search) = search_of(&format!("第一章  总\n{source}\n"));
        let findings = search.find(typed);
        let parts = findings.parts.iter().filter(|part| part.why == Why::Short);
        parts
            .flat_map(|part| part.words().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    assert_eq!(short(&format!("甲{ten}乙丙丁"), "甲乙丙丁"), [format!("甲{ten}乙丙丁")]);
    assert_eq!(short(&format!("甲{ten}盈乙丙丁"), "甲乙丙丁"), [""; 0]);
    assert_eq!(short("甲天甲地乙丙丁", "甲乙丙丁"), ["甲地乙丙丁"]);
    assert_eq!(short("甲乙天甲丙", "甲乙甲丙"), ["甲乙天甲丙"]);
    assert_eq!(short("甲乙，丙丁", "甲乙丙丁"), [""; 0]);
    assert_eq!(
        short("甲天乙丙丁。甲地乙丙丁。甲地乙丙丁。", "甲乙丙丁"),
        ["甲地乙丙丁", "甲天乙丙丁"]
    );
}

/// What the press alone says is no word of the plan for itself.
#[test]
fn other_words_are_other_words() {
    let (search, plan) = (search(), &bundle().plan);
    for typed in ["有何特色和亮点", "特色和亮点"] {
        let findings = search.find(typed);
        let is_press = |it: &Found| !plan.is_own(it.passage.block as usize);
        assert!(!findings.literal.is_empty() && findings.literal.iter().all(is_press), "{typed}");
        let mut parts = findings.parts.iter().filter(|part| part.why != Why::Part);
        assert!(parts.all(|part| part.words().all(|words| words != typed)), "{typed}");
    }
}

#[test]
fn everyday_words_that_do_not_fit_are_named() {
    let plan = plan::parse("第一章  甲\n养老服务。", &Annotations::default()).plan;
    let annotations = |words: &[(&[&str], &[&str])]| WordAnnotations {
        asking: Vec::new(),
        words: words
            .iter()
            .map(|(everyday, official)| WordAnnotation {
                everyday: owned(everyday),
                official: owned(official),
            })
            .collect(),
    };
    assert!(Lexicon::new(&plan, &annotations(&[(&["敬老院"], &["养老服务"])])).is_ok());
    let wrong: &[(&[&str], &[&str])] = &[
        (&["敬老院"], &["养老服务"]),
        (&["敬老院", "老人"], &["养老院"]),
        (&[], &["养老"]),
        (&["托儿所"], &[]),
    ];
    assert_eq!(
        Lexicon::new(&plan, &annotations(wrong)),
        Err(vec![
            "敬老院: expected it once, but found it twice".to_owned(),
            "expected words of the text, but found 养老院".to_owned(),
            "expected everyday and official words, but found none".to_owned(),
            "expected everyday and official words, but found none".to_owned(),
        ])
    );
}

#[test]
fn literal_and_looser_matches_are_kept_apart() {
    let search = search();
    for typed in ["养老", "就业", "社保", "买房", "垃圾分类 环境", "baoli 养老"] {
        let findings = search.find(typed);
        let literal: Vec<Passage> = findings.literal.iter().map(|it| it.passage).collect();
        assert!(findings.looser.iter().all(|it| !literal.contains(&it.passage)), "{typed}");
    }
}

#[test]
fn indicators_terms_and_headings_stand_before_the_text() {
    let search = search();
    for typed in ["就业", "养老", "人才", "科技进步贡献率", "长江", "五基"] {
        let kinds: Vec<FoundKind> = search.find(typed).literal.iter().map(|it| it.kind).collect();
        let is_text = |kind: &FoundKind| {
            matches!(kind, FoundKind::Paragraph | FoundKind::Target | FoundKind::Box)
        };
        let first_text = kinds.iter().position(is_text).unwrap_or(kinds.len());
        let last_name =
            kinds.iter().rposition(|kind| matches!(kind, FoundKind::Term | FoundKind::Heading));
        assert!(last_name.is_none_or(|last| last < first_text), "{typed}: {kinds:?}");
    }
}

/// Read in the text: what is found, and as what, the best first.
#[test]
fn each_passage_is_found_as_what_it_is() {
    use FoundKind::{Answer, Box, Figure, Heading, Indicator, Paragraph, Table, Target, Term};
    let (search, plan) = (search(), &bundle().plan);
    for (typed, expected) in [
        ("常住人口城镇化率", &[("13-4-1", Indicator)][..]),
        (
            "科技进步贡献率",
            &[
                ("13-6", Indicator),
                ("4.3.1", Target),
                ("9.1.1", Target),
                ("3.5.2", Target),
                ("1.0.4", Paragraph),
                ("q6.1", Answer),
            ],
        ),
        ("五坚持五提升", &[("n1", Term), ("4.5.1", Paragraph)]),
        ("“2+4”", &[("n3", Term), ("6.3.2", Paragraph)]),
        ("五基", &[("5.2.2", Term)]),
        ("两高两快七普", &[("b4", Box), ("7.2.2", Paragraph)]),
        ("霞客大道", &[("b4.2", Box)]),
        ("序号", &[("t1", Table), ("t2", Table)]),
        // A row is found first by its name, not by its values or its number.
        ("37", &[("1.0.2", Paragraph), ("13-37", Indicator), ("q2.2", Answer)]),
        ("户籍人口", &[("13-4-2", Indicator), ("14.1.3", Paragraph)]),
        (
            "77.4",
            &[
                ("1.0.8", Paragraph),
                ("13-4-1", Indicator),
                ("13-18", Indicator),
                ("14-12", Indicator),
            ],
        ),
        ("规划图", &[("f4", Figure)]),
        ("总体要求", &[("3", Heading)]),
    ] {
        let found = found_as(plan, &search.find(typed).literal);
        let found: Vec<(&str, FoundKind)> =
            found.iter().map(|(id, kind)| (id.as_str(), *kind)).collect();
        assert_eq!(found, expected, "{typed}");
    }
}

#[test]
fn one_character_names_no_term() {
    let is_term = |found: &Found| found.kind == FoundKind::Term;
    assert!(search().find("五基").literal.iter().any(is_term));
    assert!(!search().find("五").literal.iter().any(is_term));
}

/// A place's passages stand together, the place with the best first, press behind the plan.
#[test]
fn what_is_found_is_shown_by_place() {
    let (search, plan) = (search(), &bundle().plan);
    let groups = |typed: &str| -> Vec<String> {
        let findings = search.find(typed);
        let groups = findings.groups(plan).into_iter().map(|group| {
            let place = match group.place {
                GroupPlace::Chapter(chapter) => plan.blocks[chapter as usize].id.to_string(),
                place => format!("{place:?}"),
            };
            let found: Vec<Found> = group.found.into_iter().cloned().collect();
            let ids = found_as(plan, &found).into_iter().map(|(id, _)| id);
            format!("{place}: {}", ids.collect::<Vec<_>>().join(" "))
        });
        groups.collect()
    };
    assert_eq!(
        groups("新发展格局"),
        ["2: 2.0.3 2.0.4", "6: 6 6.3.1", "3: 3.2.2 3.1.1", "5: 5.5.6", "Press: q4.2 q3.1"]
    );
    assert_eq!(
        groups("科技进步贡献率"),
        ["Indicators: 13-6", "4: 4.3.1", "9: 9.1.1", "3: 3.5.2", "1: 1.0.4", "Press: q6.1"]
    );
    assert_eq!(groups("示意图"), ["Around: f2"]);
    let [press, own] = ["q5.1", "3.5.2"].map(|id| Found {
        passage: Passage { block: plan.position(id).expect(id) as u32, row: None },
        kind: FoundKind::Paragraph,
        score: 0,
        hits: Vec::new(),
    });
    let groups = grouped(plan, [((), &press), ((), &own)].into_iter());
    assert_eq!(groups.last().map(|group| group.place), Some(GroupPlace::Press));
    let marked = |typed: &str, id: &str| -> Vec<String> {
        let block = plan.position(id).expect(id);
        let marks = search.marks_in_block(&search.find(typed), block).into_iter();
        marks.map(|mark| mark.of(&plan.blocks[block].text).to_owned()).collect()
    };
    assert_eq!(marked("新发展格局", "2.0.3"), ["新发展格局"]);
    assert_eq!(marked("轨道 公交", "3.5.3"), ["轨道", "公交"]);
    assert_eq!(marked("公交分担 轨道交通 交通投运", "3.5.3"), ["轨道交通投运", "公交分担"]);
    assert_eq!(marked("新发展格局", "3.5.3"), [""; 0]);
    assert_eq!(marked("完成情况", "t1"), ["完成情况"], "the title, not its columns");
}

/// The second of two paragraphs fits better: it stands before the first.
#[test]
fn what_fits_better_stands_before() {
    let (few, some, many) = ("丙".repeat(30), "丙".repeat(60), "丙".repeat(200));
    for (typed, first, second, why) in [
        ("养老", format!("养老{many}。"), format!("养老{some}。"), "it stands more densely"),
        ("养老", format!("养老{many}。"), format!("{some}养老{some}养老{some}。"), "more often"),
        (
            "养老 托育",
            format!("养老{some}托育{few}。"),
            format!("{some}养老托育{few}。"),
            "the terms are nearer to each other",
        ),
        (
            "养老 托育",
            format!("养老{many}托育{some}养老。"),
            format!("托育{many}{few}养老{few}托育。"),
            "the terms are nearer to each other, in the other order",
        ),
        (
            "养老",
            format!("{few}。{some}养老{few}。"),
            format!("发展养老。{some}{some}。"),
            "its own heading has it",
        ),
        (
            "老。",
            format!("{few}{few}养老。{few}。"),
            format!("发展养老。{few}{few}。"),
            "its own heading ends in it",
        ),
    ] {
        let (plan, search) = search_of(&format!("第一章  甲\n{first}\n{second}\n"));
        let found = found_as(&plan, &search.find(typed).literal);
        let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["1.0.2", "1.0.1"], "{typed}: {why}");
    }
    let (plan, search) = search_of(&format!("第一章  甲\n养老{some}。\n养老{some}。\n"));
    let found = found_as(&plan, &search.find("养老").literal);
    assert_eq!(found[0].0, "1.0.1", "of equal ones the first");
}

#[test]
fn a_snippet_is_cut_at_clauses_and_has_the_terms() {
    let (search, plan) = (search(), &bundle().plan);
    for typed in ["养老", "托育", "太湖 蓝藻", "PM2.5", "就业 高校毕业生", "的", "。"]
    {
        for found in search.find(typed).literal {
            let (spot, snippet) = search.snippet(&found);
            let text = spot.text(plan);
            let (start, end) = (snippet.range.start as usize, snippet.range.end as usize);
            assert!(start <= end && !snippet.marks.is_empty(), "{typed}");
            let is_end = |text: &str| {
                text.is_empty() || text.ends_with(['，', '。', '；', '：', '！', '？', '\n'])
            };
            assert!(is_end(&text[..start]), "{typed}: {}", &text[..start]);
            assert!(end == text.len() || is_end(&text[..end]), "{typed}: {}", &text[..end]);
            for mark in &snippet.marks {
                assert!(mark.start >= snippet.range.start && mark.end <= snippet.range.end);
            }
        }
    }
}

/// A piece has at most 84 characters of whole clauses: those with the most terms, then with
/// the most marks, and what room is left goes to the clauses before them.
#[test]
fn a_snippet_has_the_clauses_that_say_most() {
    // Each clause has twenty characters with its comma.
    let clause = |name: &str| format!("{name}{}，", "丙".repeat(18));
    let text: String = ["一", "二", "三", "四", "五", "六", "七", "八", "九"].map(clause).concat();
    let piece = |marks: &[(&str, u8)]| -> (String, Vec<String>) {
        let marks: Vec<(TextRange, u8)> = marks
            .iter()
            .map(|(words, term)| {
                let at = text.find(words).expect(words);
                (TextRange::new(at, at + words.len()), *term)
            })
            .collect();
        let snippet = Snippet::new(&text, &marks);
        let clauses = snippet.range.of(&text).split_inclusive('，');
        let named = clauses.map(|clause| clause.chars().take(1).collect::<String>()).collect();
        (named, snippet.marks.iter().map(|mark| mark.of(&text).to_owned()).collect())
    };
    assert_eq!(piece(&[]), ("一二三四".to_owned(), owned(&[])));
    assert_eq!(piece(&[("一", 0)]), ("一二三四".to_owned(), owned(&["一"])));
    assert_eq!(piece(&[("五", 0)]), ("二三四五".to_owned(), owned(&["五"])));
    assert_eq!(piece(&[("九", 0)]), ("六七八九".to_owned(), owned(&["九"])));
    assert_eq!(
        piece(&[("一", 0), ("七", 0), ("八", 1)]),
        ("五六七八".to_owned(), owned(&["七", "八"])),
        "two terms before one"
    );
    assert_eq!(
        piece(&[("一", 0), ("六", 0), ("七", 0), ("八", 0)]),
        ("五六七八".to_owned(), owned(&["六", "七", "八"])),
        "three marks before one"
    );
    assert_eq!(
        piece(&[("一", 0), ("二", 0), ("三", 0), ("八", 1), ("九", 0)]),
        ("六七八九".to_owned(), owned(&["八", "九"])),
        "two terms before three marks"
    );
    assert_eq!(
        piece(&[("一", 0), ("五", 1)]),
        ("一二三四".to_owned(), owned(&["一"])),
        "five clauses are too long"
    );
    assert_eq!(
        piece(&[("一", 0), ("四", 1)]),
        ("一二三四".to_owned(), owned(&["一", "四"])),
        "four are not"
    );
    assert_eq!(
        piece(&[("三丙丙", 0), ("丙丙，四", 1)]),
        ("一二三四".to_owned(), owned(&["三丙丙", "丙丙，四"])),
        "a mark over the end of a clause"
    );
    let text = "甲乙丙丁";
    let mark = |start: usize, end: usize| (TextRange::new(3 * start, 3 * end), 0);
    for (marks, expected) in [
        ([mark(0, 1), mark(1, 2)], &["甲乙"][..]),
        ([mark(0, 3), mark(1, 2)], &["甲乙丙"]),
        ([mark(0, 2), mark(1, 3)], &["甲乙丙"]),
        ([mark(0, 1), mark(2, 3)], &["甲", "丙"]),
    ] {
        let snippet = Snippet::new(text, &marks);
        let marked: Vec<&str> = snippet.marks.iter().map(|mark| mark.of(text)).collect();
        assert_eq!(marked, expected);
    }
    assert_eq!(Snippet::new("", &[]), Snippet::default());
}

/// Neither clause alone has the words, and both are longer than a piece.
#[test]
fn a_snippet_has_words_that_run_over_the_end_of_a_long_clause() {
    let source = format!("第一章  甲\n{}。{}。", "乙".repeat(60), "丙".repeat(60));
    let (plan, search) = search_of(&source);
    let findings = search.find("乙。丙");
    let (spot, snippet) = search.snippet(&findings.literal[0]);
    let marked: Vec<&str> = snippet.marks.iter().map(|it| it.of(spot.text(&plan))).collect();
    assert_eq!(marked, ["乙。丙"]);
}

#[derive(Deserialize)]
struct Questions {
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    words: String,
    sections: Vec<String>,
}

/// The ids of the sections in the order in which the page first shows them. Rows stand for
/// themselves; they are not sections, and count only where they are what is wanted.
fn sections_found(plan: &Plan, findings: &Findings, wanted: &[String]) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for group in findings.groups(plan) {
        for found in group.found {
            let block = found.passage.block as usize;
            let id = match (&plan.blocks[block].kind, found.passage.row) {
                (BlockKind::Table(table), Some(row)) => {
                    let id = &table.rows[usize::from(row)].id;
                    let id = id.as_ref().map(|id| id.to_string()).unwrap_or_default();
                    if !wanted.contains(&id) {
                        continue;
                    }
                    id
                }
                (BlockKind::Question(_) | BlockKind::Answer, _) => continue,
                // A chapter's own heading and lead are of none of its sections.
                _ => {
                    let section = std::iter::once(block)
                        .chain(plan.ancestors(block))
                        .find(|&idx| matches!(plan.blocks[idx].kind, BlockKind::Section(_)));
                    match section {
                        Some(section) => plan.blocks[section].id.to_string(),
                        None => continue,
                    }
                }
            };
            if !sections.contains(&id) {
                sections.push(id);
            }
        }
    }
    sections
}

/// 60 questions, labelled by reading the plan before the search was tuned.
#[test]
fn everyday_questions_find_their_sections() {
    let (search, plan) = (search(), &bundle().plan);
    let text = std::fs::read_to_string(root().join("tests/questions.toml")).expect("questions");
    let Questions { questions } = toml::from_str(&text).expect("well-formed questions");
    let n_questions = questions.len();
    let mut n_first = 0;
    let mut missed = Vec::new();
    for Question { words, sections } in questions {
        let findings = search.find(&words);
        let found = sections_found(plan, &findings, &sections);
        let rank = found.iter().position(|id| sections.contains(id));
        if rank == Some(0) {
            n_first += 1;
        } else {
            let parts: Vec<String> = findings
                .parts
                .iter()
                .map(|part| {
                    format!(
                        "{:?} {}→{}",
                        part.why,
                        part.typed,
                        part.words().collect::<Vec<_>>().join("/")
                    )
                })
                .collect();
            let shown: Vec<&String> = found.iter().take(6).collect();
            println!("{words}: wanted {sections:?} at {rank:?}, found {shown:?} {parts:?}");
        }
        if rank.is_none_or(|rank| rank >= 5) {
            missed.push(words);
        }
    }
    println!("{n_first} of {n_questions} first");
    assert!(missed.is_empty(), "not among the first five: {missed:?}");
    assert!(
        n_questions == 60 && n_first * 100 >= n_questions * 85,
        "{n_first} of {n_questions} first"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is typed: an answer, and hits that are runs of their texts.
    #[test]
    fn any_query_has_an_answer(typed in query()) {
        SEARCH.with(|search| {
            let findings = search.find(&typed);
            for found in findings.literal.iter().chain(&findings.looser) {
                prop_assert!(!found.hits.is_empty());
                for (spot, marks) in search.marks_of(&found.hits) {
                    let text = spot.text(&bundle().plan);
                    for (mark, _) in marks {
                        let run = text.get(mark.start as usize..mark.end as usize);
                        prop_assert!(run.is_some_and(|run| !run.is_empty()), "{typed}");
                    }
                }
                search.snippet(found);
            }
            Ok(())
        })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Another text has an alphabet of its own, and is found just so.
    #[test]
    fn any_text_is_found_by_its_own_words(
        lines in prop::collection::vec("[第一二章节　专栏：0-9Ａ-Ｃa-c，。“”—()Ⅲ₂㎡\\p{Han}]{1,30}", 1..12),
        start in 0usize..20,
        len in 1usize..12,
    ) {
        let source = lines.join("\n");
        let (plan, search) = search_of(&source);
        let texts = all_compared(&plan, &spots(&plan));
        for (_, text, _) in &texts {
            let words: String = text.chars().skip(start).take(len).collect();
            let words = words.trim();
            if !words.is_empty() && !compared(words).is_empty() {
                check_literal(&search, &texts, &typed(words), words);
            }
        }
    }
}

thread_local! {
    static SEARCH: Search = search();
}

/// Pieces of the plan, operators and odd characters, put together at random.
fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("养老".to_owned()),
        Just(" -".to_owned()),
        Just("\"".to_owned()),
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just("看病".to_owned()),
        Just("怎么".to_owned()),
        "[a-z]{1,6}",
        "[養醫體學]{1,3}",
        "\\PC{0,6}",
        "[\\s\\p{Cf}\\p{Cc}]{0,3}",
        Just("的".repeat(300)),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_text_without_a_bundle_has_its_literal_matches() {
    let text = "第一章  开篇\n第一节  一\n全市ＧＤＰ年均增长６％，“养老”床位Ａ类\u{20000}。\n";
    let plan = Rc::new(plan::parse(text, &Annotations::default()).plan);
    let lexicon = Rc::new(Lexicon::plain(&plan));
    let search = Search::new(&plan, &Links::default(), &[], &lexicon);
    for (words, n_hits) in [
        ("养老", 1),
        ("gdp", 1),
        ("GDP年均", 1),
        ("6%，", 1),
        ("\"养老\"", 1),
        ("a类\u{20000}", 1),
        ("养 老", 2),
        ("教育", 0),
    ] {
        assert_eq!(search.find(words).n_literal_hits, n_hits, "{words}");
    }
}
