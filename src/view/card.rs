//! A card to send to others: words of the plan as a picture, with their place, their
//! source, and a code that opens them.
//!
//! Pure text in, text out. Made for a phone, which shows the 1080 pixels of its width at a
//! third of their size.
//!
//! Invariants: every character of the words is on the card, up to where it says that they
//! were shortened; no number in the drawing is a fraction.

use crate::view::lines::lines;
use crate::view::markup::escaped;
use crate::view::picture::{FACES, with_tokens};
use crate::view::qr::qr_path;

/// The card's width in pixels.
const WIDTH: i32 = 1080;
const MARGIN: i32 = 84;
const INNER: i32 = WIDTH - 2 * MARGIN;

/// How many characters of the words a card has room for.
const MAX_CHARS: usize = 480;

/// The least size of a code: what a camera reads from a phone's screen.
const CODE_SIDE: i32 = 312;

/// The least size of a code's module, where the address is long.
const MODULE_SIDE: i32 = 5;

/// What stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What the words are: `规划原文`.
    pub kind: String,
    /// The words, a line a paragraph.
    pub quote: String,
    /// Where they stand.
    pub place: String,
    /// What they stand in.
    pub source: String,
    /// The site's name.
    pub site: String,
    /// The address that opens the words.
    pub address: String,
}

/// A drawing that grows downwards.
struct Drawing {
    body: String,
    y: i32,
}

impl Drawing {
    /// Adds `text` in lines from `x` on, `room` pixels wide.
    fn add(&mut self, text: &str, style: (i32, &str, &str), x: i32, room: i32) {
        let (size, ink, weight) = style;
        for line in lines(text, room * 10 / size) {
            self.y += size * 8 / 5;
            let (y, line) = (self.y - size / 2, escaped(&line));
            self.body.push_str(&format!(
                r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="var(--card-{ink})">{line}</text>"#
            ));
        }
    }
}

impl Card {
    /// The card as a whole SVG file. `token` gives the value of a token (`--card-ink`), for
    /// a file knows no style sheet.
    pub fn svg(&self, token: &dyn Fn(&str) -> String) -> String {
        let mut drawing = Drawing { body: String::new(), y: MARGIN };
        let (quote, note) = shortened(&self.quote);
        drawing.add(&self.kind, (34, "accent", "700"), MARGIN, INNER);
        drawing.y += 20;
        let size = match quote.chars().count() {
            0..=90 => 54,
            91..=220 => 48,
            _ => 44,
        };
        for paragraph in quote.split('\n') {
            drawing.add(paragraph, (size, "ink", "400"), MARGIN, INNER);
            drawing.y += size / 3;
        }
        if !note.is_empty() {
            drawing.add(&note, (32, "quiet", "400"), MARGIN, INNER);
        }
        drawing.y += 24;
        drawing.add(&self.place, (38, "ink", "700"), MARGIN, INNER);
        drawing.add(&self.source, (34, "quiet", "400"), MARGIN, INNER);
        drawing.y += 36;
        let y = drawing.y;
        drawing.body.push_str(&format!(
            r#"<path d="M{MARGIN} {y}h{INNER}v2h-{INNER}z" fill="var(--card-quiet)"/>"#
        ));
        drawing.y += 40;
        self.add_foot(&mut drawing);
        let (body, height) = (drawing.body, drawing.y + MARGIN);
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="{FACES}"><path d="M0 0h{WIDTH}v{height}h-{WIDTH}z" fill="var(--card-paper)"/><path d="M0 0h{WIDTH}v16h-{WIDTH}z" fill="var(--card-accent)"/>{body}</svg>"#
        );
        with_tokens(&svg, token)
    }

    /// The code, and beside it, or below one that is too wide for that, the site's name
    /// and the address in letters.
    fn add_foot(&self, drawing: &mut Drawing) {
        let top = drawing.y;
        let (mut x, mut room, mut bottom) = (MARGIN, INNER, top);
        let code = qr_path(&self.address);
        if let Some(code) = &code {
            // Whole pixels a module, or the picture's edges blur.
            let module = (CODE_SIDE / code.side).max(MODULE_SIDE);
            let side = module * code.side;
            drawing.body.push_str(&format!(
                r#"<g transform="translate({MARGIN} {top}) scale({module})"><path d="M0 0h{n}v{n}h-{n}z" fill="var(--card-raised)"/><path class="card__code" d="{data}" fill="var(--card-ink)" shape-rendering="crispEdges"/></g>"#,
                n = code.side,
                data = code.data,
            ));
            bottom += side;
            if side * 2 < INNER {
                (x, room) = (x + side + 40, room - side - 40);
            } else {
                drawing.y = bottom + 20;
            }
        }
        drawing.add(&self.site, (38, "ink", "700"), x, room);
        if code.is_some() {
            drawing.add("扫一扫，打开原文这一处", (34, "ink", "400"), x, room);
        }
        drawing.add(&self.address, (30, "quiet", "400"), x, room);
        drawing.y = drawing.y.max(bottom);
    }
}

/// The words that a card shows, and what it says where they are fewer.
fn shortened(quote: &str) -> (String, String) {
    let n_chars = quote.chars().count();
    if n_chars <= MAX_CHARS {
        return (quote.to_owned(), String::new());
    }
    let shown: String = quote.chars().take(MAX_CHARS).collect();
    // After a sentence rather than a clause, after a clause rather than within a word, if
    // that leaves most of it.
    let last = |stops: &[char]| shown.rfind(stops).filter(|&at| at * 4 > shown.len() * 3);
    let end = last(&['。', '；', '\n']).or_else(|| last(&['，', '、']));
    let shown = match end {
        Some(at) => &shown[..at + shown[at..].chars().next().map_or(0, char::len_utf8)],
        None => &shown,
    };
    let n_shown = shown.chars().count();
    let note = format!("全文{n_chars}字，这里是开头{n_shown}字。");
    (format!("{}…", shown.trim_end()), note)
}

#[cfg(test)]
mod tests {
    use roxmltree::{Document, Node};

    use super::*;
    use crate::data;
    use crate::view::lines::width;
    use crate::view::passage::Passage;
    use crate::view::qr::{QrPath, tests::read};

    const LONGEST: &str = "https://plan-reader.example.gov.cn/wuxi/plan/16/?q=%E5%85%BB%E8%80%81%E6%9C%8D%E5%8A%A1%E4%BD%93%E7%B3%BB%20%E6%89%98%E8%82%B2&hit=12#16.1.10";

    fn card(quote: &str, address: &str) -> Card {
        Card {
            kind: "规划原文".to_owned(),
            quote: quote.to_owned(),
            place: "第二篇第四章第一节第3段".to_owned(),
            source: format!("《{}》", data::plan().title),
            site: "无锡“十四五”规划".to_owned(),
            address: address.to_owned(),
        }
    }

    /// How wide `text` is on one line at `size`.
    fn width_of(text: &str, size: i32) -> i32 {
        text.chars().map(width).sum::<i32>() * size / 10
    }

    fn number(node: Node, name: &str) -> i32 {
        node.attribute(name).and_then(|value| value.parse().ok()).expect("a whole number")
    }

    /// Requires the module's invariants, and gives the texts on the card.
    #[track_caller]
    fn check(card: &Card) -> Vec<String> {
        let svg = card.svg(&|name| format!("#{}", name.len()));
        let svg = Document::parse(&svg).expect("well-formed XML");
        let root = svg.root_element();
        assert_eq!(number(root, "width"), 1080);
        let height = number(root, "height");
        let mut texts = Vec::new();
        let mut last_y = 0;
        for text in svg.descendants().filter(|node| node.has_tag_name("text")) {
            let (x, y, size) = (number(text, "x"), number(text, "y"), number(text, "font-size"));
            let words = text.text().unwrap_or_default();
            // 30 pixels are 10 on a phone 360 wide.
            assert!(size >= 30 && x >= MARGIN && x + width_of(words, size) <= 1080 - MARGIN);
            assert!(y > last_y && y < height - MARGIN / 2, "{words} at {y} of {height}");
            last_y = y;
            texts.push(words.to_owned());
        }
        if let Some(code) = svg.descendants().find(|node| node.attribute("class").is_some()) {
            let data = code.attribute("d").expect("data").to_owned();
            let zone = code.prev_sibling_element().expect("a quiet zone");
            let zone = zone.attribute("d").expect("data");
            let (side, _) = zone["M0 0h".len()..].split_once('v').expect("a side");
            let side: i32 = side.parse().expect("a number");
            assert_eq!(read(&QrPath { side, data }), card.address);
            let place = code.parent().and_then(|place| place.attribute("transform"));
            let scale = place.and_then(|place| place.split_once("scale(")).expect("a scale").1;
            let scale: i32 = scale.trim_end_matches(')').parse().expect("whole pixels");
            assert!(scale >= MODULE_SIDE && scale * side <= INNER);
        }
        texts
    }

    #[test]
    fn every_character_of_every_block_is_on_its_card_or_said_to_be_left_out() {
        let plan = data::plan();
        let mut n_shortened = 0;
        for block in 0..plan.blocks.len() {
            let quote = Passage::of_block(&plan, block).quote(&plan);
            let texts = check(&card(&quote, "https://example.org/plan/4/#4.1.3")).concat();
            if quote.chars().count() <= MAX_CHARS {
                assert!(texts.contains(&quote), "{quote}");
            } else {
                n_shortened += 1;
                let (shown, note) = shortened(&quote);
                assert!(texts.contains(&shown) && shown.ends_with('…'), "{shown}");
                assert!(texts.contains(&note) && note.contains('字'), "{note}");
                assert!(quote.starts_with(shown.trim_end_matches('…')));
            }
        }
        assert!(n_shortened > 0);
    }

    #[test]
    fn the_code_of_the_longest_address_is_read() {
        for address in [LONGEST, &LONGEST.repeat(4)] {
            let texts = check(&card("短句。", address)).concat();
            assert!(texts.contains(address), "{texts}");
        }
        // Longer than any code: the card has the address in letters.
        let texts = check(&card("短句。", &LONGEST.repeat(20))).concat();
        assert!(!texts.contains("扫一扫"));
    }

    #[test]
    fn what_markup_means_is_only_text() {
        let texts = check(&card("<b>&\"甲\"</b>\n乙", "https://example.org/?a=1&b=<2>"));
        assert!(texts.concat().contains("<b>&\"甲\"</b>乙"), "{texts:?}");
    }
}
