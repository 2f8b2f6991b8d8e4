//! Targets in the running text: `到2025年，…覆盖率达到95%以上`.
//!
//! A target (目标) is a number that the plan says it will reach by the end of its period
//! or by a later year: a number with its unit at the end of a clause, behind a verb that
//! aims (达到、提高到、不低于) or that counts what will have been made (建成、新增、培育),
//! or anywhere in that way in a sentence that names the year (`到2025年`). What only
//! describes (`1公里范围内`, `13条主要入湖河流`), names (`5G`, `“15分钟养老服务圈”`) or
//! adds up a list (`…等5个现代农业产业园`) is none.
//!
//! Every range of a target is a run of its block's text, so that nothing is reworded.
//! What the rules cannot get right is mended by [`TargetAnnotations`] with a reason.
//!
//! Left out on purpose: aims without a number (全覆盖、基本消除、Ⅲ类水质).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::annotation::{LeftOutTarget, TargetAnnotations};
use crate::decimal::Decimal;
use crate::model::{BlockKind, Plan, TextRange};
use crate::numeral::parse_numeral;
use crate::quantity::{Basis, Comparator};

/// A quantified target in the running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The index of the block that states it.
    pub block: u32,
    /// Which of the block's targets it is, counted from 1.
    pub ordinal: u16,
    /// The whole sentence.
    pub sentence: TextRange,
    /// What the number is about: `高新技术企业`.
    pub subject: TextRange,
    /// The verb with its adverbs: `力争达到`, `累计建成`. Empty where the text has none.
    pub verb: TextRange,
    /// The printed quantity: `95%以上`, `6500家`, `翻一番`.
    pub quantity: TextRange,
    /// The number in the quantity; empty in `万亿元`.
    pub number: TextRange,
    /// The unit, empty for an index.
    pub unit: TextRange,
    /// How the value relates to the number.
    pub comparator: Comparator,
    /// What the number is counted over or from.
    pub basis: Basis,
    /// The year to reach it in.
    pub year: u16,
    /// The index in [`indicators`](crate::indicator::indicators) of the indicator that it
    /// is a target of, set by [`Links`](crate::link::Links).
    pub indicator: Option<u16>,
}

impl Target {
    /// The target's address: `4.3.4-2`, the second one of paragraph `4.3.4`.
    pub fn id(&self, plan: &Plan) -> String {
        format!("{}-{}", plan.blocks[self.block as usize].id, self.ordinal)
    }

    /// The text of the block that states it.
    pub fn text<'a>(&self, plan: &'a Plan) -> &'a str {
        &plan.blocks[self.block as usize].text
    }

    /// The number, in the target's unit.
    pub fn value(&self, plan: &Plan) -> Decimal {
        number_value(self.number.of(self.text(plan))).unwrap_or(Decimal::ONE)
    }
}

/// A number whose value is not printed in digits.
const MULTIPLES: [(&str, &str); 2] = [("翻一番", "2"), ("翻两番", "4")];

fn number_value(printed: &str) -> Option<Decimal> {
    let multiple = MULTIPLES.iter().find(|(words, _)| *words == printed);
    Decimal::parse(multiple.map_or(printed, |(_, digits)| digits))
}

/// Verbs that aim, and what they say of the number behind them.
pub(crate) const AIMS: &[(&str, Comparator)] = &[
    ("达到", Comparator::Exactly),
    ("达", Comparator::Exactly),
    ("提高到", Comparator::Exactly),
    ("提高至", Comparator::Exactly),
    ("提升到", Comparator::Exactly),
    ("提升至", Comparator::Exactly),
    ("增加到", Comparator::Exactly),
    ("增加至", Comparator::Exactly),
    ("增长到", Comparator::Exactly),
    ("增长至", Comparator::Exactly),
    ("扩大到", Comparator::Exactly),
    ("降至", Comparator::Exactly),
    ("降到", Comparator::Exactly),
    ("降低到", Comparator::Exactly),
    ("降低至", Comparator::Exactly),
    ("下降到", Comparator::Exactly),
    ("下降至", Comparator::Exactly),
    ("控制在", Comparator::Exactly),
    ("保持在", Comparator::Exactly),
    ("稳定在", Comparator::Exactly),
    ("在", Comparator::Exactly),
    ("提高", Comparator::Exactly),
    ("提升", Comparator::Exactly),
    ("高", Comparator::Exactly),
    ("增长", Comparator::Exactly),
    ("增加", Comparator::Exactly),
    ("降低", Comparator::Exactly),
    ("下降", Comparator::Exactly),
    ("减少", Comparator::Exactly),
    ("实现", Comparator::Exactly),
    ("完成改造", Comparator::Exactly),
    ("超过", Comparator::MoreThan),
    ("突破", Comparator::MoreThan),
    ("超", Comparator::MoreThan),
    ("大于", Comparator::MoreThan),
    ("高于", Comparator::MoreThan),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("低于", Comparator::LessThan),
    ("小于", Comparator::LessThan),
];

/// What stands before a verb that aims and belongs to it.
pub(crate) const ADVERBS: &[&str] =
    &["力争", "累计", "五年", "分别", "持续", "总体", "实现", "年均", "增长"];

/// Verbs that count what will have been made.
const COUNTS: &[&str] = &[
    "累计建成",
    "至少建成",
    "建成和新建",
    "新建改建",
    "新建成",
    "新建",
    "新增",
    "新设",
    "建成",
    "建设",
    "培育",
    "培养",
    "集聚",
    "实现",
    "拥有",
    "创建",
    "打造",
    "引进",
    "突破",
];

/// Units, the longer before those that they begin with.
const UNITS: &[&str] = &[
    "个百分点",
    "微克/立方米",
    "批次/千人",
    "平方公里",
    "平方米",
    "立方米",
    "吨标准煤",
    "千瓦时",
    "千瓦",
    "公里",
    "公顷",
    "标箱",
    "美元",
    "人次",
    "年",
    "个",
    "家",
    "条",
    "座",
    "项",
    "所",
    "张",
    "人",
    "名",
    "岁",
    "米",
    "亩",
    "吨",
    "元",
    "户",
    "套",
    "辆",
    "艘",
    "处",
    "件",
    "次",
    "倍",
    "天",
    "分钟",
    "小时",
    "%",
    "％",
    "‰",
];

pub(crate) const MAGNITUDES: &[char] = &['十', '百', '千', '万', '亿'];

/// Words behind a quantity that say how it is meant.
const BOUNDS: &[(&str, Comparator)] = &[
    ("以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("左右", Comparator::About),
];

/// The targets in `plan`'s running text, in its order.
pub fn targets(plan: &Plan, annotations: &TargetAnnotations) -> Vec<Target> {
    let Some(period) = plan.period else { return Vec::new() };
    let mut targets = Vec::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let is_text = matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::BoxItem(_));
        let chapter = plan.chapter_of(idx).and_then(|idx| plan.blocks[idx].heading());
        if !is_text || chapter.is_none_or(|heading| heading.number < annotations.first_chapter) {
            continue;
        }
        let n_before = targets.len();
        for sentence in sentences(&block.text) {
            let found = Sentence::new(&block.text, sentence, period.first_year, period.last_year);
            for target in found.into_iter().flat_map(Sentence::targets) {
                let is_left_out = |left_out: &LeftOutTarget| {
                    block.id == *left_out.block
                        && target.quantity.of(&block.text) == left_out.quantity
                };
                if !annotations.left_out.iter().any(is_left_out) {
                    let ordinal = (targets.len() - n_before + 1) as u16;
                    targets.push(Target { block: idx as u32, ordinal, ..target });
                }
            }
        }
    }
    targets
}

/// The ranges of `text`'s sentences, their stops included.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('。').map(move |sentence| {
        let start = at;
        at += sentence.len();
        start..at
    })
}

/// A sentence that may state targets.
struct Sentence<'a> {
    text: &'a str,
    range: Range<usize>,
    /// Whether the sentence itself names a year to come.
    names_year: bool,
    year: u16,
}

impl<'a> Sentence<'a> {
    /// The sentence at `range` of `text`, unless it speaks of a year before the period.
    fn new(text: &'a str, range: Range<usize>, first_year: u16, last_year: u16) -> Option<Self> {
        match year_to_come(&text[range.clone()]) {
            Some((_, year)) if year < first_year => None,
            Some((_, year)) => Some(Self { text, range, names_year: true, year }),
            None => Some(Self { text, range, names_year: false, year: last_year }),
        }
    }

    fn targets(self) -> Vec<Target> {
        let mut targets = Vec::new();
        let mut start = self.range.start;
        for clause in self.text[self.range.clone()].split_inclusive(['，', '；', '。', '：']) {
            let stop_len = clause
                .chars()
                .next_back()
                .map_or(0, |last| if "，；。：".contains(last) { last.len_utf8() } else { 0 });
            self.clause(start..start + clause.len() - stop_len, &mut targets);
            start += clause.len();
        }
        targets
    }

    fn clause(&self, clause: Range<usize>, targets: &mut Vec<Target>) {
        let text = self.text;
        let (lead_end, is_of_five_years) = lead(text, clause.clone());
        let mut at = lead_end;
        let mut head = Head::default();
        let found = quantities(text, clause.clone()).into_iter();
        for found in found.skip_while(|found| found.quantity.start < lead_end) {
            let after = &text[found.quantity.end..clause.end];
            if after.is_empty() || after.starts_with(['、', '和', '）']) {
                let own = trimmed_start(text, at..found.quantity.start);
                if !own.is_empty() {
                    head = Head::new(text, own, &head);
                }
                at = found.quantity.end;
                let Some(subject) = head.next_subject() else { continue };
                let is_aimed = !head.verb.is_empty() && !head.is_count;
                let is_said = self.names_year || !head.verb.is_empty();
                if !is_said || (found.unit.is_empty() && !is_aimed) {
                    continue;
                }
                let comparator = found.comparator.unwrap_or(head.comparator);
                let basis = basis(text, &subject, &head, &found, is_of_five_years);
                targets.push(self.target(subject, head.verb.clone(), found, comparator, basis));
            } else if let Some((subject, verb)) = self.in_the_middle(lead_end, &found, &clause) {
                let is_floor = text[verb.clone()].starts_with("至少");
                let floor = is_floor.then_some(Comparator::AtLeast);
                let comparator = found.comparator.or(floor).unwrap_or(Comparator::Exactly);
                let is_count = !verb.is_empty();
                let head = Head { verb: verb.clone(), is_count, ..Head::default() };
                let basis = basis(text, &subject, &head, &found, is_of_five_years);
                targets.push(self.target(subject, verb, found, comparator, basis));
                return;
            }
        }
    }

    /// Subject and verb of a quantity that more words follow: `90%以上的行政村达到…标准`,
    /// `至少建成1家…机构`, `建成和新建…等2个以上…中心`.
    fn in_the_middle(
        &self,
        lead_end: usize,
        found: &Found,
        clause: &Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let text = self.text;
        let before = lead_end..found.quantity.start;
        let rest = found.quantity.end..clause.end;
        let is_share = matches!(&text[found.unit.clone()], "%" | "％");
        if let Some(of_what) = text[rest.clone()].strip_prefix('的') {
            let is_first = matches!(&text[before.clone()], "" | "全市");
            let subject = clause.end - of_what.len()..clause.end;
            return (is_share && is_first).then_some((subject, before.start..before.start));
        }
        if found.unit.is_empty() {
            return None;
        }
        let is_bound = found.comparator.is_some();
        let sum = text[before.clone()].strip_suffix('等').filter(|_| is_bound);
        if let Some(list) = sum {
            let verb = COUNTS.iter().find(|verb| list.starts_with(**verb))?;
            return Some((rest, before.start..before.start + verb.len()));
        }
        let verb = COUNTS.iter().find(|verb| text[before.clone()].ends_with(**verb))?;
        let verb = before.end - verb.len()..before.end;
        let is_target = self.names_year || is_bound;
        let subject = if verb.start == before.start { rest } else { before.start..clause.end };
        is_target.then_some((subject, verb))
    }

    fn target(
        &self,
        subject: Range<usize>,
        verb: Range<usize>,
        found: Found,
        comparator: Comparator,
        basis: Basis,
    ) -> Target {
        let range = |range: Range<usize>| TextRange::new(range.start, range.end);
        let at_number = found.quantity.start..found.quantity.start;
        let verb = if verb.is_empty() { at_number } else { verb };
        Target {
            block: 0,
            ordinal: 0,
            sentence: range(self.range.clone()),
            subject: range(subject),
            verb: range(verb),
            quantity: range(found.quantity),
            number: range(found.number),
            unit: range(found.unit),
            comparator,
            basis,
            year: self.year,
            indicator: None,
        }
    }
}

/// What stands before a quantity: what it is about, and the verb.
#[derive(Default)]
struct Head {
    /// Several where the verb says 分别.
    subjects: Vec<Range<usize>>,
    verb: Range<usize>,
    /// What the verb says of the number.
    comparator: Comparator,
    /// Whether the verb counts what will have been made, rather than aims at a number.
    is_count: bool,
    /// Whether the number is a difference to what the verb names: `较2020年提高`.
    is_compared: bool,
}

impl Head {
    /// Reads the words at `range` of `text`; without a verb among them `inherited` holds.
    fn new(text: &str, range: Range<usize>, inherited: &Self) -> Self {
        let words = &text[range.clone()];
        let aims = AIMS.iter().filter(|(word, _)| words.ends_with(word));
        let Some((aim, comparator)) = aims.max_by_key(|(word, _)| word.len()) else {
            return Self::counted(text, range, inherited);
        };
        let mut verb_start = range.end - aim.len();
        let mut is_compared = false;
        loop {
            let before = &text[range.start..verb_start];
            let adverb = ADVERBS.iter().find(|adverb| before.ends_with(**adverb));
            let comparison = before
                .rfind(['比', '较'])
                .filter(|_| matches!(*aim, "高" | "提高" | "增长" | "降低" | "下降" | "减少"))
                .filter(|&at| !is_compared && !before[at..].starts_with("比重"));
            match (adverb, comparison) {
                (Some(adverb), _) => verb_start -= adverb.len(),
                (None, Some(at)) => (verb_start, is_compared) = (range.start + at, true),
                (None, None) => break,
            }
        }
        let verb = verb_start..range.end;
        let subject = without_count(text, range.start..verb_start);
        let subjects = if text[verb.clone()].contains("分别") {
            listed(text, subject)
        } else {
            vec![subject]
        };
        Self { subjects, verb, comparator: *comparator, is_count: false, is_compared }
    }

    /// `新增中国质量奖` before `1个`.
    fn counted(text: &str, range: Range<usize>, inherited: &Self) -> Self {
        let subject = without_count(text, range.clone());
        let (verb, is_count) = if subject.start > range.start {
            let words = &text[range.start..subject.start];
            let verb_len = words.strip_prefix("全市").unwrap_or(words).len();
            (subject.start - verb_len..subject.start, true)
        } else {
            (inherited.verb.clone(), inherited.is_count)
        };
        Self { subjects: vec![subject], verb, is_count, ..Self::default() }
    }

    /// The subject of the next quantity. The last one stays for those that follow.
    fn next_subject(&mut self) -> Option<Range<usize>> {
        let subject =
            if self.subjects.len() > 1 { self.subjects.remove(0) } else { self.subjects.pop()? };
        (!subject.is_empty()).then_some(subject)
    }
}

/// `range` without a verb that counts at its start.
fn without_count(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let inner = words.strip_prefix("全市").unwrap_or(words);
    let verb = COUNTS.iter().find(|verb| inner.starts_with(**verb) && inner.len() > verb.len());
    match verb {
        Some(verb) => range.end - inner.len() + verb.len()..range.end,
        None => range,
    }
}

/// The items of a list: `雏鹰、瞪羚、准独角兽企业`.
fn listed(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    text[range]
        .split('、')
        .map(|item| {
            let item = start..start + item.len();
            start = item.end + '、'.len_utf8();
            item
        })
        .collect()
}

fn trimmed_start(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    range.end - words.trim_start_matches(['、', '和']).len()..range.end
}

/// The year that a sentence looks to (`到2025年`, `到二〇三五年`): the end of the words
/// and the year.
fn year_to_come(text: &str) -> Option<(usize, u16)> {
    text.match_indices('到').find_map(|(at, to)| {
        let rest = &text[at + to.len()..];
        let (numeral, _) = rest.split_once('年')?;
        let year = parse_numeral(numeral).filter(|year| *year > 1900)?;
        Some((at + to.len() + numeral.len() + '年'.len_utf8(), year))
    })
}

/// Where a clause's own words begin, behind `到2025年`, `在二〇二〇年基础上` and the like;
/// and whether it speaks of the five years.
pub(crate) fn lead(text: &str, clause: Range<usize>) -> (usize, bool) {
    let mut start = clause.start;
    if let Some((end, _)) = year_to_come(&text[clause.clone()]) {
        start += end;
    }
    let words = &text[start..clause.end];
    if let Some((base, _)) = words.strip_prefix('在').and_then(|words| words.split_once("基础上"))
    {
        start += '在'.len_utf8() + base.len() + "基础上".len();
    }
    let words = &text[start..clause.end];
    let is_of_five_years = words.starts_with("五年");
    if let Some(word) = ["五年", "确保"].iter().find(|word| words.starts_with(**word)) {
        start += word.len();
    }
    (start, is_of_five_years)
}

/// A printed quantity.
pub(crate) struct Found {
    pub(crate) number: Range<usize>,
    pub(crate) unit: Range<usize>,
    /// Number, unit and bound.
    pub(crate) quantity: Range<usize>,
    pub(crate) comparator: Option<Comparator>,
}

/// The quantities in a clause. Numbers inside quotation marks are names.
pub(crate) fn quantities(text: &str, clause: Range<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut quote_depth = 0usize;
    let mut at = clause.start;
    while let Some(ch) = text[at..clause.end].chars().next() {
        match ch {
            '“' => quote_depth += 1,
            '”' => quote_depth = quote_depth.saturating_sub(1),
            _ => {}
        }
        let quantity = (quote_depth == 0).then(|| quantity_at(text, at, &clause)).flatten();
        at = match quantity {
            Some(quantity) => {
                let end = quantity.quantity.end;
                found.push(quantity);
                end
            }
            None if ch.is_ascii_alphanumeric() => {
                // A number that is no quantity is passed over whole, as is a name (PM2.5).
                let is_of_name = |ch: char| ch.is_ascii_alphanumeric() || "+.-—".contains(ch);
                text[at..clause.end].find(|ch| !is_of_name(ch)).map_or(clause.end, |len| at + len)
            }
            None => at + ch.len_utf8(),
        };
    }
    found
}

fn quantity_at(text: &str, at: usize, clause: &Range<usize>) -> Option<Found> {
    let rest = &text[at..clause.end];
    let before = &text[clause.start..at];
    let number_len = if let Some((words, _)) = MULTIPLES.iter().find(|(w, _)| rest.starts_with(w)) {
        words.len()
    } else {
        rest.find(|ch: char| !(ch.is_ascii_digit() || ch == '.')).unwrap_or(rest.len())
    };
    let (number, behind) = rest.split_at(number_len);
    let magnitude_len = behind.find(|ch| !MAGNITUDES.contains(&ch)).unwrap_or(behind.len());
    let measure = UNITS.iter().find(|unit| behind[magnitude_len..].starts_with(**unit));
    let unit_len = measure.map_or(0, |measure| magnitude_len + measure.len());
    let is_number = if number.is_empty() {
        // 万亿元 alone is a number behind 突破 and the like.
        let aims = ["超过", "突破", "超", "达到"];
        magnitude_len > 0 && unit_len > 0 && aims.iter().any(|aim| before.ends_with(aim))
    } else {
        number_value(number).is_some()
    };
    let is_year = measure == Some(&"年");
    let is_of_name = before.ends_with(|ch: char| ch.is_ascii_alphanumeric())
        || behind.starts_with(|ch: char| ch.is_ascii_alphabetic() || "+-—".contains(ch));
    if !is_number || is_year || is_of_name {
        return None;
    }
    let after_unit = at + number_len + unit_len;
    let bound = BOUNDS.iter().find(|(word, _)| text[after_unit..clause.end].starts_with(word));
    Some(Found {
        number: at..at + number_len,
        unit: at + number_len..after_unit,
        quantity: at..after_unit + bound.map_or(0, |(word, _)| word.len()),
        comparator: bound.map(|(_, comparator)| *comparator),
    })
}

fn basis(
    text: &str,
    subject: &Range<usize>,
    head: &Head,
    found: &Found,
    is_of_five_years: bool,
) -> Basis {
    let verb = &text[head.verb.clone()];
    let said = [&text[subject.clone()], verb].concat();
    let is_any = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if MULTIPLES.iter().any(|(words, _)| *words == &text[found.number.clone()]) {
        Basis::Multiple
    } else if head.is_compared {
        Basis::Difference
    } else if is_any(&["年均增", "年均下降", "年均降低", "年均提高"]) {
        Basis::AnnualAverage
    } else if is_of_five_years
        || is_any(&["五年累计", "累计新增"])
        || (is_any(&["累计"]) && is_any(&["降低", "下降", "降幅", "减少"]))
        || (head.is_count && (verb.contains('新') || verb == "突破"))
        || verb == "完成改造"
    {
        Basis::FiveYearTotal
    } else {
        Basis::Level
    }
}
