//! The rules: which clauses promise something, and for what.
//!
//! A clause promises where it opens with a verb; behind the verb stands a name or a list,
//! with its class (`等重点项目`) and what closes the verb (`…前期研究`). Which words these are
//! is said in [`words`](super::words).

use std::ops::Range;

use super::words::{
    ADVERBS, CLOSINGS, COUNTERS, DESCRIBED, FIRST_VERBS, LINE_HEADS, Needs, VAGUE_VERBS, VERBS,
    calls_projects, field_of, is_common, is_one, is_phase, kind_of, parts_of,
};
use super::{Project, Stage};
use crate::model::{BlockKind, Plan, TextRange};
use crate::target::{lead, sentences};

/// The promises that the rules find, in the text's order.
pub fn found(plan: &Plan, first_chapter: u16) -> Vec<Project> {
    let mut projects = Vec::new();
    for (idx, block) in plan.blocks.iter().enumerate() {
        let Some(paragraph) = block.paragraph() else { continue };
        let chapter = plan.chapter_of(idx).and_then(|idx| plan.blocks[idx].heading());
        if chapter.is_none_or(|heading| heading.number < first_chapter) {
            continue;
        }
        // A run-in heading says in short what its paragraph does.
        let run_in = paragraph.run_in_heading.map_or(0, |heading| heading.end as usize);
        let is_box_item = matches!(block.kind, BlockKind::BoxItem(_));
        let topic = block.run_in_heading().filter(|_| is_box_item).unwrap_or_default();
        let first_year = plan.period.map_or(0, |period| period.first_year);
        for sentence in sentences(&block.text).filter(|sentence| sentence.end > run_in) {
            let start = sentence.start.max(run_in);
            let reader = Reader { text: &block.text, sentence, start, topic, first_year };
            projects.extend(
                reader.projects().into_iter().map(|it| Project { block: idx as u32, ..it }),
            );
        }
    }
    super::number(&mut projects);
    projects
}

/// A sentence that may state promises.
struct Reader<'a> {
    text: &'a str,
    sentence: Range<usize>,
    /// Where its words begin, behind a run-in heading.
    start: usize,
    /// What a box's item is about, by its heading: `机场`.
    topic: &'a str,
    first_year: u16,
}

/// A clause's verb.
#[derive(Clone)]
struct Verb {
    range: Range<usize>,
    /// Nothing where it wants a closing.
    stage: Option<Stage>,
}

/// A member of a list.
struct Member {
    name: Range<usize>,
    head: Option<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn projects(&self) -> Vec<Project> {
        let text = self.text;
        let mut projects = Vec::new();
        let mut inherited: Option<Verb> = None;
        for clause in cut(text, self.start..self.sentence.end, &['，', '；', '。', '：']) {
            // `完成…快速化改造，以及…等工程`: the verb holds on.
            let words = &text[clause.clone()];
            let (verb, object) = match words.strip_prefix("以及").zip(inherited.clone()) {
                Some((rest, verb)) => (verb, clause.end - rest.len()..clause.end),
                None => match verb_of(text, clause.clone()) {
                    Some(verb) => (verb.clone(), verb.range.end..clause.end),
                    None => {
                        inherited = None;
                        continue;
                    }
                },
            };
            inherited = Some(verb.clone());
            self.clause(&verb, object, &mut projects);
        }
        projects
    }

    /// The promises of a verb and what stands behind it in its clause.
    fn clause(&self, verb: &Verb, object: Range<usize>, projects: &mut Vec<Project>) {
        let text = self.text;
        let closed = CLOSINGS
            .iter()
            .find(|(words, _)| verb.stage.is_none() && text[object.clone()].ends_with(words));
        let names = object.start..object.end - closed.map_or(0, |(words, _)| words.len());
        let (list, class) = without_class(text, names.clone());
        let mut members = members(text, list.clone());
        // `一批国家级和省级…中心、…中心`, `以…公园、…公园等为主体的…`, `…等2个以上…中心`.
        let is_open = class.clone().is_some_and(|class| text[class].contains("以上"));
        if DESCRIBED.iter().any(|opening| text[list.clone()].starts_with(opening)) || is_open {
            return;
        }
        let noun = class.clone().map(|class| without_number(text, class));
        let is_of_projects = noun.clone().is_some_and(|noun| calls_projects(&text[noun]));
        let is_of_kind = noun.filter(|noun| {
            let noun = &text[noun.clone()];
            kind_of(noun).is_some() && is_one(noun)
        });
        let is_bare = |member: &Member| parts_of(&text[member.name.clone()]).1.is_none();

        let mut closing = closed.map(|_| names.end..object.end);
        let mut stage = verb.stage.or(closed.map(|(_, stage)| *stage));
        let mut lends_name = false;
        if let Some(noun) = is_of_kind.filter(|_| members.iter().any(is_bare)) {
            // `推进甲、乙等5个现代农业产业园建设`: what they are stands behind them all.
            closing = Some(noun.start..object.end);
            lends_name = true;
        } else if class.is_none()
            && let Some(tail) = shared_works(text, &members)
        {
            // `完成甲路、乙路快速化改造`.
            if let Some(last) = members.last_mut() {
                last.name.end = tail.start;
            }
            closing = Some(tail.start..object.end);
            stage = stage.or(Some(Stage::Advanced));
            lends_name = true;
        }
        for member in members {
            let name = &text[member.name.clone()];
            let (core, kind, has_works) = parts_of(name);
            let is_thing = match kind {
                Some((_, _, Needs::Nothing)) => true,
                Some((ending, _, Needs::Name)) => {
                    lends_name || is_of_projects || !is_common(&core[..core.len() - ending.len()])
                }
                // `燃气二期改造提升工程`: what comes in phases is one thing.
                None => {
                    lends_name
                        || is_of_projects
                        || member.head.is_some()
                        || (has_works && is_phase(name))
                }
            };
            // `开展312国道快速化改造`.
            let stage = stage.or((has_works && closing.is_none()).then_some(Stage::Advanced));
            let Some(stage) = stage.filter(|_| is_thing && is_one(name)) else { continue };
            let head = member.head.clone().map_or("", |head| &text[head]);
            let behind = closing.clone().map_or("", |closing| &text[closing]);
            let whole =
                if lends_name { [head, name, behind].concat() } else { [head, name].concat() };
            let range = |range: Range<usize>| TextRange::new(range.start, range.end);
            projects.push(Project {
                block: 0,
                ordinal: 0,
                sentence: range(self.sentence.clone()),
                name: range(member.name.clone()),
                head: member.head.map(range),
                verb: range(verb.range.clone()),
                closing: closing.clone().map(range),
                stage,
                field: field_of(&whole, self.topic),
                year: year_in(&text[self.sentence.start..member.name.start], self.first_year),
            });
        }
    }
}

/// The year that a sentence names in `words`, what stands before a name in it: in the same
/// half of the sentence, and not before the period.
pub(super) fn year_in(words: &str, first_year: u16) -> Option<u16> {
    let words = words.rsplit('；').next().unwrap_or_default();
    words
        .rmatch_indices('年')
        .find_map(|(at, _)| words.get(at.checked_sub(4)?..at)?.parse().ok())
        .filter(|year| *year >= first_year)
}

/// The ranges between `stops` in `range`, brackets and quotation marks kept whole.
fn cut(text: &str, range: Range<usize>, stops: &[char]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut depth = 0usize;
    let mut start = range.start;
    for (at, ch) in text[range.clone()].char_indices() {
        let at = range.start + at;
        match ch {
            '（' | '“' | '《' => depth += 1,
            '）' | '”' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && stops.contains(&ch) => {
                pieces.push(start..at);
                start = at + ch.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(start..range.end);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The verb that `clause` opens with.
fn verb_of(text: &str, clause: Range<usize>) -> Option<Verb> {
    let (mut start, _) = lead(text, clause.clone());
    let mut at = start;
    let mut first = None;
    loop {
        // `力争2027年底前建成`.
        let behind_year = behind_year(text, at..clause.end);
        if behind_year > at {
            (start, at) = (behind_year, behind_year);
        }
        let rest = &text[at..clause.end];
        if let Some(adverb) = ADVERBS.iter().find(|adverb| rest.starts_with(**adverb)) {
            at += adverb.len();
            // 加快 alone is a verb: `加快…建设`.
            first = first.or((*adverb == "加快").then_some(None));
        } else if let Some((word, stage)) =
            FIRST_VERBS.iter().find(|(word, _)| rest.starts_with(word))
        {
            at += word.len();
            first = Some(first.flatten().or(*stage));
        } else {
            break;
        }
    }
    let rest = &text[at..clause.end];
    let main = VERBS.iter().find(|(word, _)| rest.starts_with(word));
    let is_vague = |word: &&str| VAGUE_VERBS.contains(word);
    match (first, main) {
        (Some(Some(stage)), Some((word, _))) => {
            Some(Verb { range: start..at + word.len(), stage: Some(stage) })
        }
        (_, Some((word, stage))) if !is_vague(word) => {
            Some(Verb { range: start..at + word.len(), stage: Some(*stage) })
        }
        // `探索…新模式` alone is of ways, not of things.
        (Some(stage), _) if !text[start..at].ends_with("探索") => {
            Some(Verb { range: start..at, stage })
        }
        _ => None,
    }
}

/// Where the words behind `2026年底前` begin.
fn behind_year(text: &str, range: Range<usize>) -> usize {
    let words = &text[range.clone()];
    let Some((number, rest)) = words.split_once('年') else { return range.start };
    if number.len() != 4 || number.parse::<u16>().is_err() {
        return range.start;
    }
    let rest = rest.strip_prefix('底').unwrap_or(rest);
    range.end - rest.strip_prefix('前').unwrap_or(rest).len()
}

/// Parts `…等重点项目` into the list and its class. 高等、中等 and 等级 are other words.
fn without_class(text: &str, names: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let words = &text[names.clone()];
    let at = words.rmatch_indices('等').map(|(at, _)| at).find(|&at| {
        let (before, after) = (&words[..at], &words[at + '等'.len_utf8()..]);
        !before.is_empty()
            && !before.ends_with(['高', '中', '初', '平', '同', '均', '对', '优'])
            && !after.starts_with(['级', '次', '待', '离'])
            && before.matches('（').count() == before.matches('）').count()
    });
    match at {
        Some(at) => {
            let at = names.start + at;
            (names.start..at, Some(at + '等'.len_utf8()..names.end))
        }
        None => (names, None),
    }
}

/// A class without how many there are: `5个现代农业产业园`, `一批生态绿肺`.
fn without_number(text: &str, class: Range<usize>) -> Range<usize> {
    let words = &text[class.clone()];
    let words = words.strip_prefix("一批").unwrap_or(words);
    let behind = words.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '两');
    let rest = if behind.len() < words.len() {
        behind.strip_prefix(COUNTERS).unwrap_or(words)
    } else {
        words
    };
    class.end - rest.len()..class.end
}

/// The members of a list. 和 and 及 part two names only where the first is whole
/// (`3号线二期和4号线二期工程`, but `测试与表征实验室`, `快速化及南延`).
fn members(text: &str, list: Range<usize>) -> Vec<Member> {
    let mut names = Vec::new();
    for piece in cut(text, list, &['、']) {
        let mut start = piece.start;
        for part in cut(text, piece.clone(), &['和', '与', '及']) {
            let before = text[start..part.start].trim_end_matches(['和', '与', '及', '以']);
            let (core, kind, has_works) = parts_of(before);
            let is_whole = kind.is_some() || (has_works && is_phase(before));
            let is_addition =
                text[..part.start].ends_with('及') && parts_of(&text[part.clone()]).0.is_empty();
            if is_whole && !core.is_empty() && !is_addition {
                names.push(start..start + before.len());
                start = part.start;
            }
        }
        names.push(start..piece.end);
    }
    let mut members: Vec<Member> = Vec::new();
    for name in names {
        let head = members.last().and_then(|previous| head_of(text, previous, &name));
        members.push(Member { name, head });
    }
    members
}

/// What `name` takes over from the member before it: `地铁` of `地铁5号线、6号线`, and
/// `铁路` with its name of `铁路南延（至甲）和西延（至乙）`.
fn head_of(text: &str, previous: &Member, name: &Range<usize>) -> Option<Range<usize>> {
    let words = &text[name.clone()];
    let before = &text[previous.name.clone()];
    let head_len = if words.starts_with(|ch: char| ch.is_ascii_digit()) && words.contains("号线")
    {
        if before.starts_with(|ch: char| ch.is_ascii_digit()) {
            return previous.head.clone();
        }
        LINE_HEADS.iter().find(|head| before.starts_with(**head)).map(|head| head.len())
    } else {
        let is_extension = |at: usize| before[at..].chars().nth(1) == Some('延');
        let sides = ['东', '西', '南', '北'];
        (words.starts_with(sides) && words.chars().nth(1) == Some('延'))
            .then(|| before.match_indices(sides).map(|(at, _)| at).find(|&at| is_extension(at)))?
    };
    head_len.filter(|len| *len > 0).map(|len| previous.name.start..previous.name.start + len)
}

/// The works at the end of a list's last name that are done to all of its members, none of
/// which has its own: `312国道、钱荣路、通江大道快速化改造`.
fn shared_works(text: &str, members: &[Member]) -> Option<Range<usize>> {
    let (last, others) = members.split_last()?;
    let whole = |name: &Range<usize>| {
        let (core, kind, has_works) = parts_of(&text[name.clone()]);
        (core.len(), kind.is_some(), has_works)
    };
    let is_shared = !others.is_empty()
        && others.iter().all(|other| matches!(whole(&other.name), (_, true, false)));
    let (core_len, has_kind, has_works) = whole(&last.name);
    let tail = last.name.start + core_len..last.name.end;
    let is_more = !matches!(&text[tail.clone()], "工程" | "项目");
    let is_phase = is_phase(&text[tail.clone()]);
    (is_shared && has_kind && has_works && is_more && !is_phase).then_some(tail)
}
