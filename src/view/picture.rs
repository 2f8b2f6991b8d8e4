//! A chart as a picture of its own: a whole SVG file, with title, sentence, source and
//! address in it.
//!
//! Pure text in, text out. Leaves the drawing itself and the tokens' values to the
//! caller, and turning the file into pixels to the browser.

use crate::view::chart::{HEIGHT, WIDTH};
use crate::view::lines::lines;
use crate::view::markup::escaped;

const MARGIN: i32 = 20;
/// Of faces that systems have; a picture brings none along.
pub const FACES: &str =
    "PingFang SC,HarmonyOS Sans SC,MiSans,Noto Sans CJK SC,Microsoft YaHei,sans-serif";

/// How many pixels one of the drawing's units has, where nobody asks for another size.
const SCALE: i32 = 3;

/// The picture of `drawing`, which is XML: a whole SVG file. Round the drawing stands
/// what it is about: title, sentence, source and address. `token` gives the value of a
/// token (`--ink`), for a file knows no style sheet.
pub fn picture(drawing: &str, about: [&str; 4], token: &dyn Fn(&str) -> String) -> String {
    let width = WIDTH + 2 * MARGIN;
    let (mut y, mut top) = (MARGIN, 0);
    let mut body = String::new();
    for (idx, text) in about.into_iter().enumerate() {
        if idx == 2 {
            top = y + 8;
            y = top + HEIGHT;
        }
        let (size, ink) = if idx == 0 { (19, "ink") } else { (13, "quiet") };
        for line in lines(text, WIDTH * 10 / size) {
            y += size + 5;
            let line = escaped(&line);
            body.push_str(&format!(
                r#"<text x="{MARGIN}" y="{y}" font-size="{size}" fill="var(--{ink})">{line}</text>"#
            ));
        }
        y += 5;
    }
    let height = y + MARGIN - 5;
    let (wide, high) = (width * SCALE, height * SCALE);
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {width} {height}" font-family="{FACES}"><rect width="{width}" height="{height}" fill="var(--box)"/>{body}<g transform="translate({MARGIN} {top})">{drawing}</g></svg>"#
    );
    with_tokens(&svg, token)
}

/// `svg` with the tokens' values in place of `var(--ink)`.
pub fn with_tokens(svg: &str, token: &dyn Fn(&str) -> String) -> String {
    let mut runs = svg.split("var(");
    let mut resolved = runs.next().unwrap_or_default().to_owned();
    for run in runs {
        let (name, rest) = run.split_once(')').unwrap_or((run, ""));
        resolved.push_str(&token(name));
        resolved.push_str(rest);
    }
    resolved
}
