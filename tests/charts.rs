//! The charts of all indicators, and of numbers that no plan would print.

use plan::decimal::Decimal;
use plan::indicator::{Indicator, IndicatorValue, Role, indicators};
use plan::quantity::read_cell;
use plan_reader::app::{App, AppProps};
use plan_reader::data;
use plan_reader::route::{Base, Route};
use plan_reader::view::chart::{ChartKind, ChartView, HEIGHT, MarkRole, WIDTH, chart};
use plan_reader::view::picture::picture;
use roxmltree::{Document, Node};
use yew::LocalServerRenderer;

/// What a finger can hit of a mark, and the numbers that its shape begins with.
#[derive(Debug)]
struct DrawnMark {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    label: String,
    shape: Option<(i32, i32)>,
}

#[track_caller]
fn number(node: Node, name: &str) -> i32 {
    let value = node.attribute(name).unwrap_or_else(|| panic!("{node:?} lacks {name}"));
    value.parse().unwrap_or_else(|_| panic!("{name}={value}"))
}

/// The marks in a drawing. Requires that the drawing's numbers are whole.
fn drawn_marks(drawing: &str) -> Vec<DrawnMark> {
    let svg = Document::parse(drawing).expect("well-formed XML");
    let mut marks = Vec::new();
    for path in svg.descendants().filter(|node| node.has_tag_name("path")) {
        let d = path.attribute("d").expect("data");
        assert!(d.chars().all(|ch| ch.is_ascii_digit() || "MLHVZahlvmz -".contains(ch)), "{d}");
        let mark = path.parent().expect("a parent");
        if mark.attribute("class") == Some("chart__mark") {
            let area = mark.first_element_child().expect("an area");
            let start = d.strip_prefix('M').map(|d| {
                let mut numbers = d.split(|ch: char| !ch.is_ascii_digit());
                let mut next = || numbers.next().expect("a number").parse().expect("a number");
                (next(), next())
            });
            marks.push(DrawnMark {
                x: number(area, "x"),
                y: number(area, "y"),
                width: number(area, "width"),
                height: number(area, "height"),
                label: mark.attribute("aria-label").expect("a name").to_owned(),
                shape: start,
            });
            assert_eq!(mark.attribute("role"), Some("img"));
        }
    }
    let stops = svg.descendants().filter(|node| node.attribute("tabindex") == Some("0"));
    assert_eq!(stops.count(), 1, "one stop for Tab");
    marks
}

/// Requires what holds for every chart, whatever its numbers.
#[track_caller]
fn check_marks(indicator: &Indicator, chart: &ChartView) {
    let id = format!("{} {:?}", indicator.id, indicator.values);
    let drawn = drawn_marks(&chart.drawing);
    assert_eq!(drawn.len(), chart.marks.len(), "{id}");
    for (mark, drawn) in chart.marks.iter().zip(&drawn) {
        assert_eq!(mark.label(), drawn.label, "{id}");
        assert!(drawn.x >= 0 && drawn.x + drawn.width <= WIDTH, "{id}: {drawn:?}");
        assert!(drawn.y >= 0 && drawn.y + drawn.height <= HEIGHT, "{id}: {drawn:?}");
        assert!(drawn.width > 0 && drawn.height > 0, "{id}: {drawn:?}");
        if let Some((x, y)) = drawn.shape {
            assert!((drawn.x..=drawn.x + drawn.width).contains(&x), "{id}: {drawn:?}");
            assert!((drawn.y..=drawn.y + drawn.height).contains(&y), "{id}: {drawn:?}");
        }
    }
}

/// Requires what holds besides for every chart of numbers that fit a plan.
#[track_caller]
fn check(indicator: &Indicator, chart: &ChartView) {
    check_marks(indicator, chart);
    let id = &indicator.id;
    assert!(chart.sentence.ends_with('。'), "{id}");
    let rows = chart.table_rows();
    for value in &indicator.values {
        let raw = html_escape::encode_double_quoted_attribute(&value.raw);
        assert!(rows.contains(&format!("<strong>{raw}</strong>")), "{id} lacks {raw}");
        let is_it = |label: &str| label.contains(&value.raw);
        assert!(chart.marks.iter().any(|mark| is_it(&mark.label())), "{id} lacks {raw}");
    }
    for drawn in drawn_marks(&chart.drawing) {
        // On a phone 360 pixels wide the drawing has 328: 44 pixels are 46 units.
        assert!(drawn.width >= 46 && drawn.height >= 46, "{id}: {drawn:?}");
    }
    let svg = Document::parse(&chart.drawing).expect("well-formed XML");
    for label in svg.descendants().filter(|node| node.has_tag_name("text")) {
        let text = label.text().expect("text");
        let width: i32 = text.chars().map(|ch| if ch.is_ascii() { 7 } else { 13 }).sum();
        let x = number(label, "x");
        let start = match label.attribute("text-anchor") {
            Some("start") => x,
            Some("end") => x - width,
            _ => x - width / 2,
        };
        assert!(start >= 0 && start + width <= WIDTH + 4, "{id}: {text} from {start}");
        assert!((12..=HEIGHT).contains(&number(label, "y")), "{id}: {text}");
    }
}

#[test]
fn every_indicator_has_a_chart_or_a_reason() {
    let (mut n_charts, mut n_reasons) = (0, 0);
    for indicator in indicators(&data::plan()) {
        match chart(&indicator, &[]) {
            Ok(chart) => {
                check(&indicator, &chart);
                n_charts += 1;
            }
            Err(reason) => {
                assert!(reason.ends_with("所以没有画图。"), "{}: {reason}", indicator.id);
                n_reasons += 1;
            }
        }
    }
    // Without: 13-13, 13-27, 14-16, 14-20, 14-21, 14-27, 14-28, 14-29.
    assert_eq!((n_charts, n_reasons), (81, 8));
}

/// Requires the kind, the sentence, and of each mark what it says and where its shape
/// begins. The places are worked out by hand from the axis: 138 units high, from 184 up.
#[track_caller]
fn check_chart(id: &str, kind: ChartKind, sentence: &str, marks: &[(&str, (i32, i32))]) {
    let all = indicators(&data::plan());
    let indicator = all.iter().find(|indicator| indicator.id == id).expect("an indicator");
    let chart = chart(indicator, &[]).expect("a chart");
    assert_eq!(chart.kind, kind, "{id}");
    assert_eq!(chart.sentence, sentence, "{id}");
    let drawn = drawn_marks(&chart.drawing);
    let found: Vec<_> =
        drawn.iter().map(|mark| (&*mark.label, mark.shape.unwrap_or_default())).collect();
    assert_eq!(found, marks, "{id}");
}

#[test]
fn a_share_goes_evenly_from_baseline_to_target() {
    // The axis: 22 to 25 + 0.2 × 2.1 = 25.42. A dot's shape begins at its left, a
    // diamond's at its top.
    check_chart(
        "14-6",
        ChartKind::Path,
        "圆点是2020年的22.9%，菱形是2025年的目标25%左右。虚线把两头均匀地连起来，\
         每年变化的百分点相同；这条均匀推算的路径是本站画的，不是规划里的。",
        &[
            // 184 − 138 × 0.9 ÷ 3.42 = 147.7
            ("2020年基期：22.9%", (54 - 6, 148)),
            ("2021年推算：约23.32%", (105 - 4, 131)),
            ("2022年推算：约23.74%", (156 - 4, 114)),
            ("2023年推算：约24.16%", (207 - 4, 97)),
            ("2024年推算：约24.58%", (258 - 4, 80)),
            // 184 − 138 × 3 ÷ 3.42 = 62.9
            ("2025年目标：25左右（25%左右）", (310, 63 - 8)),
        ],
    );
}

#[test]
fn a_level_grows_by_the_same_rate_every_year() {
    // 3.52 × (3.9 ÷ 3.52)^(2÷5) = 3.6675; by equal steps it would be 3.672.
    let all = indicators(&data::plan());
    let indicator = all.iter().find(|indicator| indicator.id == "14-14").expect("an indicator");
    let chart = chart(indicator, &[]).expect("a chart");
    assert_eq!(chart.marks[2].label(), "2022年推算：约3.67人");
    assert!(chart.sentence.contains("每年变化的比例相同"));
}

#[test]
fn a_total_is_two_bars_of_five_parts() {
    // The axis: 0 to 77.4 × 1.04 = 80.496.
    check_chart(
        "14-12",
        ChartKind::Total,
        "两根柱子都是五年累计的数：2016—2020年77.4万人，2021—2025年的目标是60万人。\
         目标平分成五份，一份是12万人；平分是本站做的，不是规划里的。",
        &[
            // 184 − 138 ÷ 1.04 = 51.3
            ("2020年基期：[77.4]（五年累计77.4万人）", (105 - 30, 51)),
            // 184 − 138 × 60 ÷ 80.496 = 81.1
            ("2025年目标：[60]（五年累计60万人）", (259 - 30, 81)),
        ],
    );
}

#[test]
fn a_rate_of_growth_on_a_level_is_drawn_as_the_level_it_implies() {
    // The axis: 25 to 39.5647 + 0.2 × 8.5647 = 41.2777.
    check_chart(
        "14-2",
        ChartKind::ImpliedLevel,
        "圆点是2020年的31万元/人。规划给2025年写的是增速，五年里每年平均5%；\
         虚线是本站按这个增速一年一年推算的，到2025年约39.56万元/人，不是规划里的数。",
        &[
            // 184 − 138 × 6 ÷ 16.2777 = 133.1
            ("2020年基期：31万元/人", (54 - 6, 133)),
            ("2025年目标：年均5%（五年里每年平均5%）", (0, 0)),
            ("2021年推算：约32.55万元/人", (105 - 4, 120)),
            ("2022年推算：约34.18万元/人", (156 - 4, 106)),
            ("2023年推算：约35.89万元/人", (207 - 4, 92)),
            ("2024年推算：约37.68万元/人", (258 - 4, 76)),
            ("2025年推算：约39.56万元/人", (310 - 4, 61)),
        ],
    );
}

#[test]
fn a_mean_is_a_line_over_its_years() {
    // The axis: 0 to 6.5 × 1.04 = 6.76.
    check_chart(
        "14-1",
        ChartKind::Rate,
        "粗线画的是平均数：2016—2020年每年平均6.5%，2021—2025年的目标是每年平均6%。\
         平均数说的是五年合起来的情形，各年可以有高有低。",
        &[
            // 184 − 138 ÷ 1.04 = 51.3
            ("2020年基期：年均6.5（五年里每年平均6.5%）", (18 + 3, 51)),
            // 184 − 138 × 6 ÷ 6.76 = 61.5
            ("2025年目标：年均6（五年里每年平均6%）", (71 + 3, 62)),
        ],
    );
}

#[test]
fn a_bound_that_is_kept_is_a_range() {
    // The axis: 92 to 100, for a share has no more.
    check_chart(
        "14-32",
        ChartKind::Bound,
        "圆点是2020年的98.85%，斜纹是目标范围：不低于95%。2020年的数在这个范围以内。",
        &[
            // 184 − 138 × 6.85 ÷ 8 = 65.8
            ("2020年基期：98.85%", (64 - 6, 66)),
            ("2025年目标：≥95（不低于95%）", (0, 0)),
        ],
    );
    check_chart(
        "14-11",
        ChartKind::Bound,
        "带箭头的短线是2020年的低于5%，斜纹是目标范围：低于5%。2020年的数在这个范围以内。",
        &[
            // The axis: 0 to 5.2; 184 − 138 ÷ 1.04 = 51.3
            ("2020年基期：＜5（低于5%）", (44 - 14, 51)),
            ("2025年目标：＜5（低于5%）", (0, 0)),
        ],
    );
}

#[test]
fn a_finished_period_is_the_target_beside_what_was_reached() {
    // The axis: 20 to 29.5 + 0.5 × 6.93 = 32.965.
    check_chart(
        "13-21",
        ChartKind::Record,
        "图上从左到右是：2020年目标高于28%，2019年完成29.5%，2020年预计22.57%。\
         横线是目标的高度，斜纹是目标范围。",
        &[
            // 184 − 138 × 8 ÷ 12.965 = 98.8
            ("2020年目标：>28（高于28%）", (80, 99 - 8)),
            ("2019年完成：29.5%", (182 - 6, 83)),
            ("2020年预计：22.57%", (284 - 6, 157)),
        ],
    );
    // The axis: 97.8 to 98.6; the last column has no number.
    check_chart(
        "13-46-1",
        ChartKind::Record,
        "图上从左到右是：2020年目标98%，2019年完成98.5%，2020年预计（原表没有数）。\
         横线是目标的高度。",
        &[
            ("2020年目标：98%", (98, 150 - 8)),
            ("2019年完成：98.5%", (193 - 6, 63)),
            ("2020年预计：*（原表没有数）", (0, 0)),
        ],
    );
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let all = indicators(&data::plan());
    for (id, reason) in [
        ("14-20", "目标由省里下达，规划没有写数，所以没有画图。"),
        ("14-16", "基期的数编规划时还没有，所以没有画图。"),
        ("13-13", "有的数按地方分开写，合不成一个点，所以没有画图。"),
    ] {
        let indicator = all.iter().find(|indicator| indicator.id == id).expect("an indicator");
        assert_eq!(chart(indicator, &[]), Err(reason), "{id}");
    }
}

#[test]
fn what_we_draw_is_said_to_be_ours() {
    for indicator in indicators(&data::plan()) {
        let Ok(chart) = chart(&indicator, &[]) else { continue };
        let has_ours = chart.marks.iter().any(|mark| mark.role == MarkRole::Even);
        let is_ours = has_ours || chart.kind == ChartKind::Total;
        let says_so = chart.sentence.contains("本站") && chart.sentence.contains("不是规划里的");
        assert_eq!(is_ours, says_so, "{}", indicator.id);
        for word in ["大幅", "显著", "优秀", "良好", "较好", "不足", "落后"] {
            assert!(!chart.sentence.contains(word), "{}: {word}", indicator.id);
        }
    }
}

/// `template` with other printed values.
fn with_values(template: &Indicator, values: &[(Role, &str)]) -> Indicator {
    let last_year = template.period.last_year;
    let values = values.iter().flat_map(|&(role, raw)| {
        let year = if role == Role::Baseline { template.period.first_year - 1 } else { last_year };
        let readings = read_cell(raw).into_iter();
        readings.map(move |reading| IndicatorValue { role, year, raw: raw.to_owned(), reading })
    });
    Indicator { values: values.collect(), ..template.clone() }
}

#[test]
fn extreme_numbers_stay_in_the_box() {
    let all = indicators(&data::plan());
    let numbers =
        ["0", "0.000001", "0.05", "4.999999", "5", "100.0001", "12345.68", "999999999999999"];
    let own_number = Decimal::parse("50").expect("a number");
    let mut n_charts = 0;
    for template in ["14-6", "14-12"].map(|id| all.iter().find(|all| all.id == id)) {
        let template = template.expect("an indicator");
        for first in numbers {
            for second in numbers {
                for form in ["", "≥", "<", "年均", "[", "年均>"] {
                    let close = if form.starts_with('[') { "]" } else { "" };
                    let (before, after) =
                        (format!("{form}{first}{close}"), format!("{form}{second}{close}"));
                    for values in [
                        [(Role::Baseline, first), (Role::Target, &after)],
                        [(Role::Baseline, &before), (Role::Target, &after)],
                        [(Role::Target, &before), (Role::Expected, &after)],
                    ] {
                        let indicator = with_values(template, &values);
                        for own in [&[][..], &[(template.period.last_year, own_number)]] {
                            if let Ok(chart) = chart(&indicator, own) {
                                check_marks(&indicator, &chart);
                                n_charts += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(n_charts > 2_000, "{n_charts}");
}

#[test]
fn own_values_are_marks_of_their_own() {
    let all = indicators(&data::plan());
    let number = |text| Decimal::parse(text).expect("a number");
    for id in ["14-6", "14-1", "14-2", "14-32"] {
        let indicator = all.iter().find(|indicator| indicator.id == id).expect("an indicator");
        // Years outside the period are left out.
        let own = [(2019, number("1")), (2021, number("7.10")), (2025, number("99.5"))];
        let chart = chart(indicator, &own).expect("a chart");
        check(indicator, &chart);
        let own: Vec<_> = chart.marks.iter().filter(|mark| mark.role == MarkRole::Own).collect();
        let values: Vec<_> = own.iter().map(|mark| (&*mark.name, &*mark.value)).collect();
        assert_eq!(values, [("2021年你填的", "7.10"), ("2025年你填的", "99.5")], "{id}");
        assert!(own[0].label().starts_with("2021年你填的：7.10"), "{id}");
    }
}

#[test]
fn of_a_total_the_sum_of_the_entered_years_is_drawn() {
    let numbers = data::numbers();
    let indicator = numbers.indicators.iter().find(|it| it.id == "14-12").expect("14-12");
    let number = |text| Decimal::parse(text).expect("a number");
    let own = [(2021, number("11")), (2022, number("12.5")), (2024, number("9"))];
    let chart = chart(indicator, &own).expect("a chart");
    check(indicator, &chart);
    let own: Vec<_> = chart.marks.iter().filter(|mark| mark.role == MarkRole::Own).collect();
    let values: Vec<_> = own.iter().map(|mark| (&*mark.name, &*mark.value)).collect();
    // 2023 is missing, and with it what comes after.
    assert_eq!(values, [("2021年你填的", "11"), ("2021—2022年你填的合计", "23.5")]);
}

fn page(period: u16, number: u16) -> String {
    let route = Route::Indicator { period, number };
    let props = AppProps { base: Base::new("/"), route, is_prerendered: true };
    pollster::block_on(LocalServerRenderer::<App>::with_props(props).render())
}

#[test]
fn pages_show_the_chart_its_sentence_and_its_table() {
    for indicator in indicators(&data::plan()) {
        let html = page(indicator.period.ordinal, indicator.number);
        let text = html_escape::decode_html_entities(&html);
        match chart(&indicator, &[]) {
            Ok(chart) => {
                assert!(text.contains(&chart.sentence), "{}", indicator.id);
                assert!(html.contains(&chart.drawing), "{}", indicator.id);
                assert!(html.contains(&chart.table_rows()), "{}", indicator.id);
            }
            Err(reason) => assert!(text.contains(reason), "{}", indicator.id),
        }
    }
}

#[test]
fn a_picture_is_a_whole_svg_file() {
    let token = |name: &str| {
        assert!(name.starts_with("--"), "{name}");
        "#123456".to_owned()
    };
    let sentence = "斜纹是目标范围：低于5%，到2025年约27.71%。".repeat(5);
    let address = format!("https://example.cn/{}/?a=1&b=<2>", "very-long-".repeat(9));
    let about = ["“<5” & 别的]]>", &sentence, "来源：《某市规划》", &address];
    for indicator in indicators(&data::plan()) {
        let Ok(chart) = chart(&indicator, &[]) else { continue };
        let file = picture(&chart.drawing, about, &token);
        let svg = Document::parse(&file).expect("well-formed XML");
        let root = svg.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
        assert!(!file.contains("var(") && !file.contains("style="));
        let height = number(root, "height") / 3;
        let mut lines = String::new();
        for line in root.children().filter(|node| node.has_tag_name("text")) {
            let text = line.text().expect("text");
            let closing = ['，', '。', '；', '：', '）', '》'];
            assert!(!text.starts_with(closing), "{text}");
            assert!(number(line, "y") < height - 10, "{text}");
            lines.push_str(text);
        }
        assert_eq!(lines, about.concat());
        assert!(lines.contains("27.71%"));
    }
}
