//! Text broken into lines, for pictures, which no browser breaks.
//!
//! Invariants: the lines, put together, are the text; no line is wider than the room
//! where it can be broken at all; no closing mark begins a line and no opening one ends
//! it; Western words and numbers stay whole unless one alone is wider than the room.

/// What no line begins with.
const NEVER_FIRST: &str = "，。；：、？！）》〉”’】〕」』％℃°·～—…,.;:?!)]%";

/// What no line ends with.
const NEVER_LAST: &str = "（《〈“‘【〔「『([";

/// `text` in lines of at most `room` tenths of its size.
pub fn lines(text: &str, room: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used, mut last) = (String::new(), 0, ' ');
    // Where the line may be broken, and how far it reaches there.
    let (mut at, mut used_at) = (0, 0);
    for ch in text.chars() {
        if may_break(last, ch) {
            (at, used_at) = (line.len(), used);
        }
        let width = width(ch);
        if used + width > room && !line.is_empty() {
            if at == 0 {
                (at, used_at) = (line.len(), used);
            }
            let rest = line.split_off(at);
            lines.push(std::mem::replace(&mut line, rest));
            used -= used_at;
            (at, used_at) = (0, 0);
        }
        line.push(ch);
        used += width;
        last = ch;
    }
    lines.push(line);
    lines
}

/// How wide the character is, in tenths of the type's size, in faces of many systems.
pub fn width(ch: char) -> i32 {
    match ch {
        'W' | 'M' | '@' | '%' => 9,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' | '#' => 7,
        ch if ch.is_ascii() => 6,
        _ => 10,
    }
}

/// Whether a line may end with `last` and the next begin with `ch`.
fn may_break(last: char, ch: char) -> bool {
    let is_word = last.is_ascii_graphic() && ch.is_ascii_graphic();
    !is_word && ch != ' ' && !NEVER_FIRST.contains(ch) && !NEVER_LAST.contains(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    /// Requires the module's invariants of `text` in lines of `room`.
    #[track_caller]
    fn check(text: &str, room: i32) {
        let lines = lines(text, room);
        assert_eq!(lines.concat(), text);
        for (at, line) in lines.iter().enumerate() {
            let (Some(first), Some(last)) = (line.chars().next(), line.chars().next_back()) else {
                assert!(text.is_empty());
                continue;
            };
            assert!(line.chars().map(width).sum::<i32>() <= room, "{line}");
            assert!(at == 0 || !NEVER_FIRST.contains(first), "{line} in {lines:#?}");
            let is_last = at + 1 == lines.len();
            assert!(is_last || !NEVER_LAST.contains(last), "{line} in {lines:#?}");
            let next = lines.get(at + 1).and_then(|line| line.chars().next()).unwrap_or(' ');
            assert!(!(last.is_ascii_graphic() && next.is_ascii_graphic()), "{line} in {lines:#?}");
        }
    }

    #[test]
    fn every_block_is_broken_as_print_is() {
        for block in &data::plan().blocks {
            let text = plan::model::unwrapped(&block.text);
            for room in [180, 200, 210, 240] {
                check(&text, room);
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_room_is_broken_and_nothing_is_lost() {
        let address = "https://example.org/wuxi/plan/4/#4.1.3";
        assert_eq!(lines(address, 100).concat(), address);
        assert!(lines(address, 100).len() > 1);
        assert_eq!(lines("", 100), [""]);
        assert_eq!(lines("。。。。", 20).concat(), "。。。。");
    }
}
