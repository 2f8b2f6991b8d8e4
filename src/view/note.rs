//! The reader's notes at their places in the plan, as lists and as files show them.

use plan::Plan;
use plan::anchor::{Anchor, Row, TextRun};
use plan::json::JsonKind;
use plan::model::BlockKind;
use plan::note::{
    MAX_FILE_BYTES, MAX_TARGETS, Note, NoteChanges, NoteError, NoteExpected, NoteFound, NoteKind,
};

use crate::route::{Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::facets::folded;
use crate::view::head::labelled_title;
use crate::view::passage::{Passage, PassagePart};

/// A note, and where its words are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedNote {
    /// The note.
    pub note: Note,
    /// Its words; none where they are not found again.
    pub runs: Vec<TextRun>,
    /// How many of its places are not found again.
    pub n_lost: usize,
}

/// Notes in the plan's order; those whose words are gone behind the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedNotes {
    /// The notes.
    pub all: Vec<PlacedNote>,
}

impl PlacedNotes {
    /// `notes` in `plan`.
    pub fn new(plan: &Plan, notes: &[Note]) -> Self {
        let mut placed = Self::default();
        if notes.is_empty() {
            return placed;
        }
        let row = Row::new(plan);
        for note in notes {
            let found: Vec<_> = note.targets.iter().map(|target| row.find(target)).collect();
            let n_lost = found.iter().filter(|runs| runs.is_none()).count();
            let runs = found.into_iter().flatten().flatten().collect();
            let note = PlacedNote { note: note.clone(), runs, n_lost };
            let at = placed.all.partition_point(|other| other.order() <= note.order());
            placed.all.insert(at, note);
        }
        placed
    }

    /// The note with the id `id`.
    pub fn get(&self, id: &str) -> Option<&PlacedNote> {
        self.all.iter().find(|placed| placed.note.id == id)
    }

    /// The notes whose words begin in the block at `block`.
    pub fn of_block(&self, block: usize) -> impl Iterator<Item = &PlacedNote> {
        self.all
            .iter()
            .filter(move |placed| placed.runs.first().is_some_and(|run| run.block == block))
    }

    /// The note of `kind` on just the words of `passage`, where nothing else was said.
    pub fn same(&self, passage: &Passage, kind: NoteKind) -> Option<&PlacedNote> {
        let is_same = |(run, part): (&TextRun, &PassagePart)| {
            run.block == part.block && run.range == part.range
        };
        self.all.iter().find(|placed| {
            placed.note.kind == kind
                && placed.runs.len() == passage.parts.len()
                && placed.runs.iter().zip(&passage.parts).all(is_same)
        })
    }
}

impl PlacedNote {
    /// Whether the words are found.
    pub fn is_found(&self) -> bool {
        !self.runs.is_empty()
    }

    fn order(&self) -> (usize, u32, &str) {
        let first = self.runs.first().map_or((usize::MAX, 0), |run| (run.block, run.range.start));
        (first.0, first.1, &self.note.created)
    }

    /// Where the words begin.
    pub fn location(&self, plan: &Plan) -> Option<Location> {
        let block = self.runs.first()?.block;
        let fragment = plan.blocks[block].id.to_string();
        Some(Location { fragment, ..Location::of(Route::of_block(plan, block)) })
    }

    /// The words of the plan: as it has them now, or as they were noted.
    pub fn quote(&self, plan: &Plan) -> String {
        if self.is_found() && self.n_lost == 0 {
            let part = |run: &TextRun| PassagePart { block: run.block, range: run.range };
            return Passage { parts: self.runs.iter().map(part).collect() }.quote(plan);
        }
        let quotes: Vec<&str> = self.note.targets.iter().map(|it| it.quote.as_str()).collect();
        quotes.join("\n")
    }

    /// Whether all of `words`, parted by white space, are in it.
    pub fn has_words(&self, plan: &Plan, words: &str) -> bool {
        let mut text = folded(&self.note.text);
        text.push('\n');
        text.push_str(&folded(&self.quote(plan)));
        words.split_whitespace().all(|word| text.contains(&folded(word)))
    }
}

/// The anchors of `passage`.
pub fn anchors(plan: &Plan, passage: &Passage) -> Vec<Anchor> {
    let row = Row::new(plan);
    let run = |part: &PassagePart| TextRun { block: part.block, range: part.range };
    passage.parts.iter().take(MAX_TARGETS).map(|part| row.anchor(run(part))).collect()
}

/// What a kind of note is called.
pub fn kind_in_words(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Marker => "书签",
        NoteKind::Highlight => "划线",
        NoteKind::Note => "笔记",
    }
}

/// The heading that a note stands under: its chapter's, its question's.
pub fn heading_of(plan: &Plan, placed: &PlacedNote) -> Option<String> {
    let block = placed.runs.first()?.block;
    let is_heading = |idx: &usize| {
        matches!(plan.blocks[*idx].kind, BlockKind::Chapter(_) | BlockKind::Question(_))
    };
    let heading = std::iter::once(block).chain(plan.ancestors(block)).find(is_heading);
    Some(match heading.map(|idx| &plan.blocks[idx]) {
        Some(block) if matches!(block.kind, BlockKind::Question(_)) => {
            format!("问答第{}问 {}", block.label().unwrap_or_default(), block.title())
        }
        Some(block) => labelled_title(block),
        None => "序言和其他".to_owned(),
    })
}

/// The notes as Markdown, by chapter: the plan's words, their place and address, the
/// reader's own words. `day_of` gives a time's day where the reader is, `address` a
/// location's.
pub fn markdown(
    plan: &Plan,
    notes: &PlacedNotes,
    day_of: impl Fn(&str) -> String,
    address: impl Fn(&Location) -> String,
) -> String {
    let mut text = format!("# 我的笔记：{}\n", plan.title);
    let mut last = None;
    for placed in &notes.all {
        let heading = heading_of(plan, placed).unwrap_or_else(|| "找不到原处的".to_owned());
        if last.as_ref() != Some(&heading) {
            text.push_str("\n## ");
            text.push_str(&heading);
            text.push('\n');
            last = Some(heading);
        }
        text.push('\n');
        for line in placed.quote(plan).lines() {
            text.push_str("> ");
            for ch in line.chars() {
                if "\\`*_<[".contains(ch) {
                    text.push('\\');
                }
                text.push(ch);
            }
            text.push('\n');
        }
        text.push('\n');
        text.push_str(kind_in_words(placed.note.kind));
        text.push_str(" · ");
        text.push_str(&day_of(&placed.note.created));
        if let (Some(run), Some(location)) = (placed.runs.first(), placed.location(plan)) {
            text.push_str(" · ");
            text.push_str(&place_in_words(plan, run.block));
            text.push(' ');
            text.push_str(&address(&location));
        }
        text.push('\n');
        if !placed.note.text.is_empty() {
            text.push('\n');
            text.push_str(&placed.note.text);
            text.push('\n');
        }
    }
    text
}

/// What a file's notes are to those already there.
pub fn changes_in_words(changes: &NoteChanges) -> String {
    let NoteChanges { n_new, n_same, n_later, n_earlier, n_both } = *changes;
    let mut words =
        format!("文件里有{}条可用的笔记", n_new + n_same + n_later + n_earlier + n_both);
    let parts = [
        (n_new, "条是新的"),
        (n_same, "条这里已有"),
        (n_later, "条比这里的新，会换成文件里的"),
        (n_earlier, "条比这里的旧，这里的不变"),
        (n_both, "条两边都改过，两份都留"),
    ];
    let mut mark = '：';
    for (n, what) in parts {
        if n > 0 {
            words.push(mark);
            words.push_str(&n.to_string());
            words.push_str(what);
            mark = '；';
        }
    }
    words.push('。');
    words
}

/// What is wrong with a file, or a note in it: `第7条：应为…，实为…`.
pub fn note_error_in_words(error: &NoteError) -> String {
    let expected = match error.mismatch.expected {
        NoteExpected::SmallerFile => format!("不超过{}兆的文件", MAX_FILE_BYTES >> 20),
        NoteExpected::Json => "JSON 格式".to_owned(),
        NoteExpected::Format => "本站导出的笔记文件（plan-reader-notes）".to_owned(),
        NoteExpected::Version => "第1版的笔记文件".to_owned(),
        NoteExpected::Notes => "一列笔记（notes）".to_owned(),
        NoteExpected::Note => "一条笔记".to_owned(),
        NoteExpected::Id => "编号（id，字母、数字和连字符）".to_owned(),
        NoteExpected::Kind => "marker、highlight 或 note".to_owned(),
        NoteExpected::Time => "时间（如 2026-01-31T08:00:00.000Z）".to_owned(),
        NoteExpected::Text => "文字（text）".to_owned(),
        NoteExpected::ShorterText => "短一些的文字".to_owned(),
        NoteExpected::Targets => format!("1到{MAX_TARGETS}处原文（targets）"),
        NoteExpected::Quote => "规划的原话（exact）".to_owned(),
    };
    let found = match &error.mismatch.found {
        NoteFound::Nothing => "空的".to_owned(),
        NoteFound::Text(text) => format!("“{text}”"),
        NoteFound::Kind(kind) => match kind {
            JsonKind::Text => "文字",
            JsonKind::Number => "数字",
            JsonKind::List => "列表",
            JsonKind::Object => "对象",
            JsonKind::Truth => "true 或 false",
            JsonKind::Null => "null",
        }
        .to_owned(),
        NoteFound::Count(n) => n.to_string(),
        NoteFound::Broken => "断开或写坏的内容".to_owned(),
    };
    let row = match error.note {
        0 => "文件".to_owned(),
        note => format!("第{note}条"),
    };
    format!("{row}：应为{expected}，实为{found}")
}

#[cfg(test)]
mod tests {
    use plan::model::TextRange;
    use plan::note::{read_file, to_file};

    use super::*;
    use crate::data;
    use crate::route::Base;

    fn a_note(id: &str, block: &str, words: &str, text: &str) -> Note {
        let plan = data::plan();
        let block = plan.position(block).expect("a block");
        let start = plan.blocks[block].text.find(words).expect("words of it");
        let part = PassagePart { block, range: TextRange::new(start, start + words.len()) };
        let targets = anchors(&plan, &Passage { parts: vec![part] });
        let kind = if text.is_empty() { NoteKind::Highlight } else { NoteKind::Note };
        Note::new(id.to_owned(), kind, targets, text.to_owned(), "2026-01-31T08:00:00.000Z")
    }

    fn lost(id: &str) -> Note {
        let quote = "规划里没有的一句话".to_owned();
        let anchor = Anchor { block: "4.1.3".to_owned(), quote, ..Anchor::default() };
        let now = "2026-01-31T08:00:00.000Z";
        Note::new(id.to_owned(), NoteKind::Note, vec![anchor], "还在".to_owned(), now)
    }

    #[test]
    fn notes_stand_in_the_plans_order_and_the_lost_ones_last() {
        let plan = data::plan();
        let notes = [
            lost("a"),
            a_note("b", "5.1.1", "产业", ""),
            a_note("c", "4.1.2", "科技创新", "好*处*\n第二行"),
        ];
        let placed = PlacedNotes::new(&plan, &notes);
        let ids: Vec<_> = placed.all.iter().map(|it| it.note.id.as_str()).collect();
        assert_eq!(ids, ["c", "b", "a"]);
        assert!(!placed.all[2].is_found());
        assert_eq!(placed.all[2].quote(&plan), "规划里没有的一句话");
        let block = plan.position("4.1.2").expect("a block");
        assert_eq!(placed.of_block(block).count(), 1);
        assert!(placed.all[0].has_words(&plan, "第二行 科技"));
        assert!(!placed.all[0].has_words(&plan, "第二行 长江"));
        let base = Base::new("/wuxi/");
        let day_of = |time: &str| time[..10].to_owned();
        let address = |to: &Location| format!("https://x{}", base.location_href(to));
        let text = markdown(&plan, &placed, day_of, address);
        assert_eq!(
            text.split_once('\n').expect("lines").1,
            "\n## 第四章 构建产业科技创新体系\n\n> 科技创新\n\n笔记 · 2026-01-31 · 第四章第一节第2段 \
             https://x/wuxi/plan/4/#4.1.2\n\n好*处*\n第二行\n\n## 第五章 打造现代产业发展新高地\n\n> 产业\n\n\
             划线 · 2026-01-31 · 第五章第一节第1段 https://x/wuxi/plan/5/#5.1.1\n\n## 找不到原处的\n\n\
             > 规划里没有的一句话\n\n笔记 · 2026-01-31\n\n还在\n"
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_in_words() {
        let file = to_file("规划", [a_note("b", "5.1.1", "产业", "")].iter());
        let said = |from: &str, to: &str| {
            let import = read_file(&file.replacen(from, to, 1));
            note_error_in_words(&import.errors[0])
        };
        assert_eq!(
            said("\"b\"", "\"../b\""),
            "第1条：应为编号（id，字母、数字和连字符），实为“../b”"
        );
        assert_eq!(said("\"text\":\"\"", "\"text\":7"), "第1条：应为文字（text），实为数字");
        assert_eq!(said("version\":1", "version\":9"), "文件：应为第1版的笔记文件，实为“9”");
        assert_eq!(said("}]}", "}}"), "第1条：应为JSON 格式，实为断开或写坏的内容");
        let changes = NoteChanges { n_new: 2, n_both: 1, ..NoteChanges::default() };
        assert_eq!(
            changes_in_words(&changes),
            "文件里有3条可用的笔记：2条是新的；1条两边都改过，两份都留。"
        );
    }
}
