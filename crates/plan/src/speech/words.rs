//! Print as it is said: digits, units, ranges, signs and Latin letters in words, marks that
//! only structure the print left out or turned into a pause.
//!
//! All digits are turned into Chinese numerals: a voice reads `2025年` as a year or as a
//! number, `2个` as 二个, `1/3` as a date, `312国道` as a sum, as it happens, but it reads
//! Chinese numerals as they stand. What a sign means is told by what stands beside it, with a
//! look-ahead of a few characters, so that the time is linear in the text.

use super::number::{say_call_sign, say_digits, say_number};

/// What is said of `text`; empty where there is nothing to say.
pub fn said(text: &str) -> String {
    let chars = text.chars().map(narrowed).collect();
    let mut speaker = Speaker { chars, ..Speaker::default() };
    while speaker.at < speaker.chars.len() {
        speaker.step();
    }
    speaker.said
}

const STOPS: &str = "，。；：、！？…";

/// What 2 counts as 两.
const MEASURES: &str =
    "个家条座所项处台套件次天小分钟万千亿名位人种层倍公平米吨片张艘户村镇支批股轮岁年";

/// What a unit ends with that another is divided by: `万元/亩`.
const UNIT_ENDS: &str = "元吨亩克人米时升次量";

/// What the names of ways end with, whose stretches are printed `凤翔路—霞客大道`.
const ROAD_ENDS: &str = "路道街桥线";

/// The most characters in brackets that are said without a pause: `首台（套）`, `中国（无锡）`,
/// `互换局（交换站）`.
const MAX_SHORT: usize = 3;

/// The most characters of a title that is said without a pause: `《纲要》提出`.
const MAX_SHORT_TITLE: usize = 8;

/// How far a unit reaches behind its number: `10月—12月`, `3亿元—5亿元`.
const MAX_UNIT: usize = 3;

const UNITS: [(&str, &str); 15] = [
    ("m", "米"),
    ("km", "公里"),
    ("m²", "平方米"),
    ("km²", "平方公里"),
    ("m³", "立方米"),
    ("t", "吨"),
    ("kg", "公斤"),
    ("g", "克"),
    ("ha", "公顷"),
    ("hm²", "公顷"),
    ("kV", "千伏"),
    ("kW", "千瓦"),
    ("MW", "兆瓦"),
    ("kWh", "千瓦时"),
    ("TEU", "标箱"),
];

/// Signs that are always said alike.
const SIGNS: [(char, &str); 20] = [
    ('+', "加"),
    ('±', "正负"),
    ('×', "乘"),
    ('=', "等于"),
    ('≈', "约"),
    ('≥', "不低于"),
    ('≤', "不超过"),
    ('>', "大于"),
    ('<', "小于"),
    ('%', "百分比"),
    ('‰', "千分比"),
    ('℃', "摄氏度"),
    ('°', "度"),
    ('㎡', "平方米"),
    ('㎢', "平方公里"),
    ('㎥', "立方米"),
    ('㎞', "公里"),
    ('μ', "微"),
    ('〇', "零"),
    ('&', "和"),
];

/// Full-width letters, digits and signs as the narrow ones; brackets and marks of Chinese
/// text stay.
fn narrowed(ch: char) -> char {
    match ch {
        '（' | '）' | '！' | '，' | '：' | '；' | '？' => ch,
        '！'..='～' => char::from_u32(u32::from(ch) - 0xfee0).unwrap_or(ch),
        'µ' => 'μ',
        '∶' => ':',
        _ => ch,
    }
}

fn is_dash(ch: char) -> bool {
    matches!(ch, '-' | '~' | '‐'..='―' | '−' | '─')
}

fn is_closing_quote(ch: char) -> bool {
    matches!(ch, '”' | '’' | '」' | '』' | '》' | '〉')
}

fn is_han(ch: char) -> bool {
    matches!(ch, '㐀'..='鿿' | '〇')
}

#[derive(Default)]
struct Speaker {
    chars: Vec<char>,
    /// The next character.
    at: usize,
    said: String,
    /// A pause that is made unless the print has a mark here.
    pause: Option<char>,
    /// Where the number before ended.
    number_end: Option<usize>,
    /// Of each open bracket whether it has a pause.
    brackets: Vec<bool>,
    /// Where the title began that is open.
    title_start: usize,
}

/// A number as printed.
struct Number {
    whole: String,
    /// The digits behind the point, which it is none without.
    fraction: String,
    end: usize,
}

impl Speaker {
    fn peek(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or_default()
    }

    fn before(&self) -> char {
        self.at.checked_sub(1).map_or('\0', |at| self.chars[at])
    }

    fn is_digit(&self, at: usize) -> bool {
        self.peek(at).is_ascii_digit()
    }

    /// How many characters stand since the number before.
    fn n_since_number(&self) -> usize {
        self.number_end.map_or(usize::MAX, |end| self.at - end)
    }

    fn pause(&mut self, mark: char) {
        if self.pause != Some('，') {
            self.pause = Some(mark);
        }
    }

    fn say(&mut self, words: &str) {
        if let Some(pause) = self.pause.take()
            && !self.said.is_empty()
            && !self.said.ends_with(|ch| STOPS.contains(ch))
        {
            self.said.push(pause);
        }
        self.said.push_str(words);
    }

    fn stop(&mut self, mark: char) {
        self.pause = None;
        let is_wanted = !self.said.is_empty() && !self.said.ends_with(|ch| STOPS.contains(ch));
        if is_wanted {
            self.said.push(mark);
        }
    }

    fn step(&mut self) {
        let ch = self.chars[self.at];
        if ch.is_ascii_digit() {
            return self.number();
        }
        if ch.is_ascii_alphabetic() {
            return self.letters();
        }
        if is_dash(ch) {
            return self.dash();
        }
        match ch {
            '“' | '‘' | '「' | '『' | '《' | '〈' => {
                if is_closing_quote(self.before()) {
                    self.pause('、');
                }
                if matches!(ch, '《' | '〈') {
                    self.title_start = self.at;
                    let is_end = |n| matches!(self.peek(self.at + n), '》' | '〉');
                    if !(1..=MAX_SHORT_TITLE + 1).any(is_end) {
                        self.pause('，');
                    }
                }
            }
            '》' | '〉' if self.at - self.title_start > MAX_SHORT_TITLE + 1 => self.pause('，'),
            '（' | '(' | '[' | '【' | '〔' | '{' => {
                let n_inside = (1..=MAX_SHORT + 1).find(|n| !is_han(self.peek(self.at + n)));
                let is_short =
                    n_inside.is_some_and(|n| matches!(self.peek(self.at + n), '）' | ')'));
                if ch == '[' && self.peek(self.at + 1) == ' ' && self.peek(self.at + 2) == ']' {
                    // A note on what the brackets of a table mean.
                    self.say("方括号");
                    self.at += 3;
                    return;
                }
                let has_pause = !is_short && ch != '〔';
                self.brackets.push(has_pause);
                if has_pause {
                    self.pause('，');
                }
            }
            '）' | ')' | ']' | '】' | '〕' | '}' => {
                if self.brackets.pop() != Some(false) {
                    self.pause('，');
                }
            }
            '，' | '。' | '；' | '：' | '、' | '！' | '？' => self.stop(ch),
            ',' => self.stop('，'),
            ';' => self.stop('；'),
            ':' => self.stop('：'),
            '!' => self.stop('！'),
            '?' => self.stop('？'),
            '…' | '→' | '|' => self.pause('，'),
            '·' | '•' | '・' => self.pause('、'),
            '/' => self.slash(),
            '*' if !is_han(self.before()) && !self.before().is_ascii_alphanumeric() => {
                self.say("星号");
                self.pause('，');
            }
            '#' if self.n_since_number() == 0 => self.say("号"),
            '○' if is_han(self.before()) && is_han(self.peek(self.at + 1)) => self.say("零"),
            'Ⅰ'..='Ⅻ' => self.ordinal(ch, 'Ⅰ'),
            'ⅰ'..='ⅻ' => self.ordinal(ch, 'ⅰ'),
            '①'..='⑳' => {
                self.ordinal(ch, '①');
                self.pause('，');
            }
            _ => {
                let sign = SIGNS.iter().find(|(sign, _)| *sign == ch);
                if let Some((_, words)) = sign {
                    self.say(words);
                } else if ch == ' ' && self.said.ends_with(|it: char| it.is_ascii_alphanumeric()) {
                    if self.peek(self.at + 1).is_ascii_alphanumeric() {
                        self.said.push(' ');
                    }
                } else if !is_silent(ch) {
                    self.say(ch.encode_utf8(&mut [0; 4]));
                }
            }
        }
        self.at += 1;
    }

    /// `Ⅲ类` 三类: a numeral that is one character, `first` being 1.
    fn ordinal(&mut self, ch: char, first: char) {
        let mut words = String::new();
        say_number(&(u32::from(ch) - u32::from(first) + 1).to_string(), &mut words);
        self.say(&words);
    }

    /// `33微克/立方米` 每, `预计值/实际值` 或.
    fn slash(&mut self) {
        let is_counted = self.n_since_number() <= MAX_UNIT + 1
            && self.number_end.is_some_and(|end| self.peek(end) != '年');
        let is_unit = is_counted || UNIT_ENDS.contains(self.before());
        if is_han(self.before()) || is_unit {
            self.say(if is_unit { "每" } else { "或" });
        } else {
            self.pause('、');
        }
    }

    /// A range, a minus, a list entry's dashes, or a pause between two names.
    fn dash(&mut self) {
        let first = self.chars[self.at];
        let n_dashes = self.chars[self.at..].iter().take_while(|ch| is_dash(**ch)).count();
        let (before, next) = (self.before(), self.peek(self.at + n_dashes));
        let is_stretch = first == '-' && (is_han(before) || before == '）');
        let is_range = self.n_since_number() <= MAX_UNIT && !STOPS.contains(before);
        if next.is_ascii_digit() && is_range && n_dashes < 3 {
            self.say("到");
        } else if n_dashes == 1 && before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() {
            self.say(" ");
        } else if next.is_ascii_digit() && n_dashes == 1 && matches!(first, '-' | '−') {
            self.say("负");
        } else if is_han(next) && (is_stretch || ROAD_ENDS.contains(before)) && n_dashes == 1 {
            self.say("到");
        } else {
            self.pause(if n_dashes > 1 { '，' } else { '、' });
        }
        self.at += n_dashes;
    }

    fn read_digits(&self, at: &mut usize) -> String {
        let digits: String =
            self.chars[*at..].iter().take_while(|ch| ch.is_ascii_digit()).collect();
        *at += digits.len();
        digits
    }

    /// The number that starts at `at`: `12370.48`, `1,234`.
    fn read_number(&self, at: usize) -> Number {
        let mut end = at;
        let mut whole = self.read_digits(&mut end);
        let is_group = |at: usize| {
            self.peek(at) == ',' && (1..=3).all(|n| self.is_digit(at + n)) && !self.is_digit(at + 4)
        };
        while whole.len() <= 12 && is_group(end) {
            end += 1;
            whole.push_str(&self.read_digits(&mut end));
        }
        let mut fraction = String::new();
        if self.peek(end) == '.' && self.is_digit(end + 1) {
            end += 1;
            fraction = self.read_digits(&mut end);
        }
        Number { whole, fraction, end }
    }

    fn number(&mut self) {
        let (start, number) = (self.at, self.read_number(self.at));
        let Number { whole, fraction, end } = &number;
        let next = self.peek(*end);
        let is_whole = fraction.is_empty();
        let mut words = String::new();
        self.at = *end;
        if next == '/' && is_whole && self.is_digit(end + 1) {
            let below = self.read_number(end + 1);
            if below.fraction.is_empty() && self.peek(below.end) != '/' {
                say_number(&below.whole, &mut words);
                words.push_str("分之");
                self.at = below.end;
            }
            say_number(whole, &mut words);
        } else if is_whole && self.is_year(start, &number) {
            say_digits(whole, &mut words);
        } else if is_whole && self.is_call_sign(start, &number) {
            say_call_sign(whole, &mut words);
        } else if is_whole && whole.len() > 2 && self.is_hotline(*end) {
            say_digits(whole, &mut words);
        } else if is_whole
            && whole == "2"
            && start.checked_sub(1).map(|at| self.chars[at]) != Some('第')
            && MEASURES.contains(next)
        {
            words.push('两');
        } else {
            let percent = match next {
                '%' | '‰' => Some((next, 1)),
                // The first of two: 5-6% is 百分之五到百分之六.
                _ if is_dash(next) && self.is_digit(end + 1) => {
                    let second = self.read_number(end + 1);
                    Some((self.peek(second.end), 0))
                }
                _ => None,
            };
            let (percent, n_signs) = percent.unwrap_or_default();
            words.push_str(match percent {
                '%' => "百分之",
                '‰' => "千分之",
                _ => "",
            });
            say_number(whole, &mut words);
            if !is_whole {
                words.push('点');
                say_digits(fraction, &mut words);
            }
            self.at += n_signs;
            let is_ratio = matches!(next, ':' | '：') && self.is_digit(end + 1);
            if is_ratio {
                words.push('比');
                self.at += 1;
            }
        }
        self.say(&words);
        self.number_end = Some(self.at);
    }

    /// `2025年`, the first of `2021—2025年`, `〔2021〕`.
    fn is_year(&self, start: usize, number: &Number) -> bool {
        let looks_like =
            |whole: &str| whole.len() == 4 && (whole.starts_with("19") || whole.starts_with("20"));
        let next = self.peek(number.end);
        if !looks_like(&number.whole) {
            return false;
        }
        let is_in_brackets =
            start > 0 && matches!(self.chars[start - 1], '〔' | '[') && matches!(next, '〕' | ']');
        let is_first = (is_dash(next) || "至到、和与".contains(next)) && {
            let second = self.read_number(number.end + 1);
            looks_like(&second.whole) && "年、和与".contains(self.peek(second.end))
        };
        next == '年' || is_in_brackets || is_first
    }

    /// `312国道`, `G42`.
    fn is_call_sign(&self, start: usize, number: &Number) -> bool {
        let is_road =
            "国省县乡".contains(self.peek(number.end)) && self.peek(number.end + 1) == '道';
        let letter = start.checked_sub(1).map_or('\0', |at| self.chars[at]);
        let before = start.checked_sub(2).map_or('\0', |at| self.chars[at]);
        let is_numbered = matches!(letter, 'G' | 'S' | 'X' | 'Y')
            && !before.is_ascii_alphanumeric()
            && number.whole.len() > 1;
        is_road || is_numbered
    }

    /// `12345政府热线`.
    fn is_hotline(&self, end: usize) -> bool {
        let is_measured = MEASURES.contains(self.peek(end));
        !is_measured
            && (0..10).any(|n| self.peek(end + n) == '热' && self.peek(end + n + 1) == '线')
    }

    fn letters(&mut self) {
        let mut end = self.at;
        while self.peek(end).is_ascii_alphabetic() {
            end += 1;
        }
        let run: String = self.chars[self.at..end].iter().collect();
        let is_unit = self.n_since_number() == 0 || self.before() == '/' || self.before() == 'μ';
        if is_unit {
            let power = match self.peek(end) {
                '²' => "²",
                '³' => "³",
                _ => "",
            };
            let unit = format!("{run}{power}");
            if let Some((_, words)) = UNITS.iter().find(|(print, _)| *print == unit) {
                self.at = end + power.chars().count();
                return self.say(words);
            }
        }
        self.at = end;
        let n_letters = run.len();
        if n_letters >= 3 && run.bytes().all(|byte| byte == b'A') {
            // AAAA级景区 is 四A级.
            let mut words = String::new();
            say_number(&n_letters.to_string(), &mut words);
            return self.say(&(words + "A"));
        }
        if self.pause.is_none() && self.said.ends_with(|ch: char| ch.is_ascii_alphabetic()) {
            self.said.push(' ');
        }
        let is_spelled = n_letters <= 5 && run.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_spelled {
            // Letters apart: a voice would read some as a word (RCEP).
            let mut letters = String::new();
            for letter in run.chars() {
                if !letters.is_empty() {
                    letters.push(' ');
                }
                letters.push(letter);
            }
            self.say(&letters);
        } else {
            self.say(&run);
        }
    }
}

/// Whether a voice is to pass `ch` over: white space, marks of notes, shapes.
fn is_silent(ch: char) -> bool {
    ch.is_whitespace()
        || ch.is_control()
        || matches!(ch, '*' | '^' | '_' | '\\' | '`' | '#' | '.' | '\'' | '"' | '²' | '³')
        || matches!(ch, '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{2bff}')
        || matches!(ch, '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pairs: &[(&str, &str)]) {
        for (print, words) in pairs {
            assert_eq!(said(print), *words, "{print}");
        }
    }

    #[test]
    fn numbers_and_years() {
        check(&[
            ("到2025年，达到12370.48亿元", "到二零二五年，达到一万二千三百七十点四八亿元"),
            ("（2021—2025年）", "二零二一到二零二五年"),
            ("2021-2023年、2020和2035年", "二零二一到二零二三年、二零二零和二零三五年"),
            ("二〇三五年、二○三五年", "二零三五年、二零三五年"),
            ("锡政发〔2021〕8号、〔2021个〕", "锡政发二零二一八号、两千零二十一个"),
            ("历史2000年", "历史二零零零年"),
            (
                "12000家、2家、2条、第2、2号线、2万人、22个",
                "一万二千家、两家、两条、第二、二号线、两万人、二十二个",
            ),
            ("投资1,234万元", "投资一千二百三十四万元"),
            ("１２个", "十二个"),
            ("1.0:46.5:52.5。", "一点零比四十六点五比五十二点五。"),
            ("1/3以上", "三分之一以上"),
            ("12345政府热线", "一二三四五政府热线"),
            ("水质优Ⅲ类、Ⅳ类", "水质优三类、四类"),
            ("①甲②乙", "一，甲二，乙"),
        ]);
    }

    #[test]
    fn shares_ranges_and_signs() {
        check(&[
            ("4.0%", "百分之四点零"),
            ("5‰", "千分之五"),
            ("5%-6%、5-6%、5%—6%", "百分之五到百分之六、百分之五到百分之六、百分之五到百分之六"),
            ("0—6岁", "零到六岁"),
            ("10月—12月", "十月到十二月"),
            ("3亿元~5亿元", "三亿元到五亿元"),
            (
                "≥95、>28、＜5、≤3、±2、−0.5%",
                "不低于九十五、大于二十八、小于五、不超过三、正负二、负百分之零点五",
            ),
            ("同比-2.1%", "同比负百分之二点一"),
            ("5（3%）", "五，百分之三"),
            ("25左右", "二十五左右"),
            ("“16+4”集群、“互联网+”", "十六加四集群、互联网加"),
        ]);
    }

    #[test]
    fn units() {
        check(&[
            ("33微克/立方米", "三十三微克每立方米"),
            ("35μg/m³", "三十五微克每立方米"),
            ("10批次/千人、5/亩", "十批次每千人、五每亩"),
            ("（万元/公顷）", "万元每公顷"),
            ("2020年预计值/实际值", "二零二零年预计值或实际值"),
            ("50km²、3km、20℃、5㎡", "五十平方公里、三公里、二十摄氏度、五平方米"),
        ]);
    }

    #[test]
    fn letters() {
        check(&[
            ("（PM2.5）", "P M二点五"),
            ("占GDP比重", "占G D P比重"),
            ("G42沪宁、312国道、104国道、（S261）", "G四二沪宁、三幺二国道、幺零四国道、S二六幺"),
            ("S1线、5G、3D打印+、5A级、AAAA级", "S一线、五G、三D打印加、五A级、四A级"),
            ("（C-V2X）、NB-IoT、IPv6、REITs", "C V二X、N B IoT、IPv六、REITs"),
        ]);
    }

    /// Where one rule ends and the next begins.
    #[test]
    fn a_character_more_or_less_makes_the_difference() {
        check(&[
            // Titles of eight characters, brackets of three, are said without a pause.
            ("甲《一二三四五六七八》乙", "甲一二三四五六七八乙"),
            ("甲《一二三四五六七八九》乙", "甲，一二三四五六七八九，乙"),
            ("甲〈一二三四五六七八九〉乙", "甲，一二三四五六七八九，乙"),
            ("甲（一二三）乙", "甲一二三乙"),
            ("甲（一二三四）乙", "甲，一二三四，乙"),
            ("甲(一二)乙（A）丙", "甲一二乙，A，丙"),
            ("甲[ 乙]丙", "甲，乙，丙"),
            ("甲）乙", "甲，乙"),
            ("甲（一二三（四五六七））乙", "甲，一二三，四五六七，乙"),
            // A longer pause stays where a shorter one follows.
            ("甲（乙丙丁戊）·己", "甲，乙丙丁戊，己"),
            ("甲·（乙丙丁戊）己", "甲，乙丙丁戊，己"),
            ("甲（乙丙丁戊）。己", "甲，乙丙丁戊。己"),
            ("，甲，，乙", "甲，乙"),
            ("甲,乙;丙:丁!戊?己", "甲，乙；丙：丁！戊？己"),
            ("甲…乙→丙|丁•戊・己", "甲，乙，丙，丁、戊、己"),
            // A unit behind a number reaches four characters before a slash, three before a dash.
            ("5个甲乙丙/丁、5个甲乙丙丁/戊", "五个甲乙丙每丁、五个甲乙丙丁或戊"),
            ("5个甲乙-6", "五个甲乙到六"),
            ("5个甲乙丙—6", "五个甲乙丙、六"),
            ("2020年/2021年", "二零二零年或二零二一年"),
            ("A/B", "A、B"),
            ("*甲*乙、3#楼、甲#乙", "星号，甲乙、三号楼、甲乙"),
            ("ⅲ类、⑳甲、○甲○乙", "三类、二十，甲、甲零乙"),
            (
                "1,234,567元、1,2345元、1,23元",
                "一百二十三万四千五百六十七元、一，两千三百四十五元、一，二十三元",
            ),
            ("5.甲、1:2、1：2、1：甲", "五甲、一比二、一比二、一：甲"),
            ("1∶2、5µg、5KWh、5kWh、5m、5m³", "一比二、五微克、五KWh、五千瓦时、五米、五立方米"),
            (
                "2020至2025年、2020年、2020个、1825年",
                "二零二零至二零二五年、二零二零年、两千零二十个、一千八百二十五年",
            ),
            ("XG42、G4、G42、42省道、42省", "X G四十二、G四、G四二、四二省道、四十二省"),
            ("110热线、12热线、110个热线", "一一零热线、十二热线、一百一十个热线"),
            ("120度热水", "一百二十度热水"),
            ("AAA级、AA级、AAB、ABCDE、ABCDEF、Abc", "三A级、A A级、A A B、A B C D E、ABCDEF、Abc"),
            ("甲-5", "甲负五"),
            ("甲—5", "甲、五"),
            ("甲--5", "甲，五"),
            ("A-5", "A 五"),
            ("3--5年", "三到五年"),
            ("3---5年、A--B", "三，五年、A，B"),
            ("文2021〕、2021至2025个", "文两千零二十一、两千零二十一至两千零二十五个"),
            ("，-5", "负五"),
            ("5%—6", "百分之五到六"),
            ("5-6‰", "千分之五到千分之六"),
            ("甲街—乙", "甲街到乙"),
            ("甲街--乙", "甲街，乙"),
            ("甲—乙", "甲、乙"),
            ("甲-乙", "甲到乙"),
            ("甲（乙丙丁戊）-己", "甲，乙丙丁戊，到己"),
            ("甲（乙丙丁戊）—己", "甲，乙丙丁戊，己"),
            ("第2个、2个、2、12个", "第二个、两个、二、十二个"),
        ]);
    }

    #[test]
    fn marks_are_pauses_or_nothing() {
        check(&[
            ("——勇做全省“争当表率”排头兵。", "勇做全省争当表率排头兵。"),
            ("编制的《无锡市国民经济纲要》，主要", "编制的，无锡市国民经济纲要，主要"),
            ("《纲要》提出", "纲要提出"),
            ("“锡科贷”“苏科贷”", "锡科贷、苏科贷"),
            ("\"锡科贷\"和『苏科贷』", "锡科贷和苏科贷"),
            ("首台（套）、中国（无锡）中心", "首台套、中国无锡中心"),
            ("细颗粒物（PM2.5）平均", "细颗粒物，P M二点五，平均"),
            ("零部件（元器件）、新城（蠡湖未来城）", "零部件元器件、新城，蠡湖未来城"),
            ("注：[ ]为五年累计数；*2020年", "注：方括号为五年累计数；星号，二零二零年"),
            ("表注：[ ]为五年累计数", "表注：方括号为五年累计数"),
            ("New Area、area 乙、甲○，乙", "New Area、area乙、甲，乙"),
            ("众创空间—孵化器—加速器", "众创空间、孵化器、加速器"),
            ("229省道（暨南大道-惠山界）", "二二九省道，暨南大道到惠山界"),
            ("西环路（S261）-亚包大道", "西环路，S二六幺，到亚包大道"),
            ("凤翔路—霞客大道、江阴—靖江园区", "凤翔路到霞客大道、江阴、靖江园区"),
            ("太湖明珠·江南盛地", "太湖明珠、江南盛地"),
            ("达到2020*个", "达到两千零二十个"),
            ("甲 and 乙", "甲and乙"),
            ("——", ""),
            ("“”", ""),
            ("。", ""),
            ("", ""),
        ]);
    }
}
