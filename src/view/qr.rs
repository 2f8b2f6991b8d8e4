//! A QR code as the data of one path: a unit a module.

use qrcodegen::{QrCode, QrCodeEcc};

/// How many modules round a code must stay light for a camera to find it.
const QUIET_ZONE: i32 = 4;

/// A drawn code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrPath {
    /// How many units each side has, the quiet zone with it.
    pub side: i32,
    /// The data of the path that the dark modules are.
    pub data: String,
}

/// The code of `text`, with which a quarter of the error correction's words may be lost;
/// `None` where it is longer than any code.
pub fn qr_path(text: &str) -> Option<QrPath> {
    let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Medium).ok()?;
    let mut data = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let (left, top, n) = (start + QUIET_ZONE, y + QUIET_ZONE, x - start);
                data.push_str(&format!("M{left} {top}h{n}v1h-{n}z"));
            }
            x += 1;
        }
    }
    Some(QrPath { side: code.size() + 2 * QUIET_ZONE, data })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What a reader of codes reads in the drawn path.
    pub(crate) fn read(path: &QrPath) -> String {
        let side = path.side as usize;
        let mut is_dark = vec![false; side * side];
        for run in path.data.split_terminator('z') {
            let run = run.strip_prefix('M').expect("a run");
            let (at, n) = run.split_once('h').expect("a run");
            let (x, y) = at.split_once(' ').expect("a place");
            let n: usize = n.split_once('v').expect("a run").0.parse().expect("a number");
            let start = y.parse::<usize>().expect("y") * side + x.parse::<usize>().expect("x");
            is_dark[start..start + n].fill(true);
        }
        let quiet = QUIET_ZONE as usize;
        for (at, is_dark) in is_dark.iter().enumerate() {
            let inside = quiet..side - quiet;
            let is_inside = inside.contains(&(at % side)) && inside.contains(&(at / side));
            assert!(is_inside || !is_dark, "the quiet zone is light");
        }
        let n = side - 2 * quiet;
        let grid = rqrr::SimpleGrid::from_func(n, |x, y| is_dark[(y + quiet) * side + x + quiet]);
        rqrr::Grid::new(grid).decode().expect("a code").1
    }

    #[test]
    fn codes_of_any_length_are_read() {
        for n in [0, 1, 14, 40, 84, 85, 200, 600, 1200] {
            let text = format!("https://example.org/{}", "a%E5/#4".repeat(n / 7));
            assert_eq!(read(&qr_path(&text).expect("room")), text);
        }
        assert_eq!(qr_path(&"x".repeat(3000)), None);
    }
}
