//! What is read out of a page, in the order to be heard.

use plan::Plan;
use plan::model::BlockKind;
use plan::speech::{SpokenPlace, spoken};

use crate::route::Route;

/// What is said in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The index of the block that it is of.
    pub block: usize,
    /// What of the block it is.
    pub place: SpokenPlace,
    /// What is said.
    pub said: String,
}

/// What is said of the page at `route`: the headings, the text, and at the end the footnotes,
/// as the page has them.
pub fn sentences_of(plan: &Plan, route: Route) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for turn in 0..4 {
        for block in 0..plan.blocks.len() {
            let its_turn = match plan.blocks[block].kind {
                BlockKind::Part(_) => 0,
                BlockKind::Chapter(_) => 1,
                BlockKind::Note(_) => 3,
                _ => 2,
            };
            if turn == its_turn && Route::of_block(plan, block) == route {
                let of_block = spoken(&plan.blocks[block]).into_iter();
                sentences.extend(of_block.map(|it| Sentence {
                    block,
                    place: it.place,
                    said: it.said,
                }));
            }
        }
    }
    sentences
}

/// The place among `sentences` of the one that has the byte at `offset` of the block at
/// `block`; of the next block's first where the block is not read out.
pub fn position(sentences: &[Sentence], block: usize, offset: usize) -> usize {
    let has_it = |it: &Sentence| {
        it.block == block
            && match it.place {
                SpokenPlace::Text(range) => range.end as usize > offset,
                SpokenPlace::Row(_) => true,
            }
    };
    let at = sentences.iter().position(has_it);
    at.or_else(|| sentences.iter().position(|it| it.block > block)).unwrap_or_default()
}

/// How good a voice of the language `lang` is for reading Chinese, 0 being the best; `None` for
/// one that cannot. One that speaks on the device is better than one that sends the words
/// away, and Mandarin than other Chinese.
pub fn voice_rank(lang: &str, is_local: bool) -> Option<u8> {
    let lang = lang.to_ascii_lowercase().replace('_', "-");
    let speaks = |names: &[&str]| {
        names.iter().any(|name| {
            lang.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    };
    let rank = if speaks(&["zh-cn", "zh-hans", "cmn-cn", "cmn-hans"]) {
        0
    } else if speaks(&["zh-hk", "zh-mo", "zh-yue", "yue"]) {
        2
    } else if speaks(&["zh", "cmn"]) {
        1
    } else {
        return None;
    };
    Some(if is_local { rank } else { rank + 3 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn block(id: &str) -> usize {
        data::plan().position(id).expect(id)
    }

    #[test]
    fn a_chapter_is_read_as_its_page_has_it() {
        let sentences = sentences_of(&data::plan(), Route::Chapter(4));
        assert_eq!(sentences[0].said, "第二篇，重点任务");
        assert_eq!(sentences[1].said, "第四章，构建产业科技创新体系");
        assert_eq!(sentences.last().map(|it| it.block), Some(block("n1")));
        let sections = sentences.iter().filter(|it| it.said.starts_with("第一节，"));
        assert_eq!(sections.count(), 1);
    }

    #[test]
    fn a_parts_opening_is_read_behind_the_chapters_heading() {
        let sentences = sentences_of(&data::plan(), Route::Chapter(16));
        let at = |id: &str| sentences.iter().position(|it| it.block == block(id)).expect(id);
        assert!(at("p3") < at("16") && at("16") < at("p3.1") && at("p3.1") < at("16.1"));
    }

    #[test]
    fn every_block_is_read_on_its_page() {
        let plan = data::plan();
        for block in 0..plan.blocks.len() {
            let sentences = sentences_of(&plan, Route::of_block(&plan, block));
            assert!(sentences.iter().any(|it| it.block == block), "{}", plan.blocks[block].id);
        }
    }

    #[test]
    fn a_place_in_a_block_is_in_one_sentence() {
        let sentences = sentences_of(&data::plan(), Route::Chapter(4));
        let idx = block("4.1.2");
        let first = position(&sentences, idx, 0);
        assert_eq!(sentences[first].said, "高起点规划建设。");
        assert_eq!(position(&sentences, idx, "高起点规划建设。".len()), first + 1);
        assert_eq!(position(&sentences, block("t1"), 9), 0);
    }

    #[test]
    fn a_local_mandarin_voice_is_the_best() {
        let rank = |lang: &str, is_local| voice_rank(lang, is_local).expect(lang);
        assert_eq!(rank("zh-CN", true), 0);
        assert_eq!(rank("cmn-Hans-CN", true), 0);
        assert!(rank("zh_TW", true) < rank("zh-HK", true));
        assert!(rank("zh-HK", true) < rank("zh-CN", false));
        assert_eq!(rank("zh", true), 1);
        for other in ["en-US", "ja-JP", "zhx", ""] {
            assert_eq!(voice_rank(other, true), None, "{other}");
        }
    }
}
