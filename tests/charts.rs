//! The charts of all indicators, and of numbers that no plan would print.

use plan::decimal::Decimal;
use plan::indicator::{Indicator, IndicatorValue, Role, indicators};
use plan::quantity::read_cell;
use plan_reader::app::{App, AppProps};
use plan_reader::data;
use plan_reader::route::{Base, Route};
use plan_reader::view::chart::{ChartKind, ChartView, HEIGHT, MarkRole, WIDTH, chart};
use plan_reader::view::picture::{Caption, picture};
use yew::LocalServerRenderer;

/// Requires what holds for every chart, whatever its numbers.
#[track_caller]
fn check(indicator: &Indicator, chart: &ChartView) {
    let id = format!("{} {:?}", indicator.id, indicator.values);
    assert!(chart.sentence.ends_with('。'), "{id}");
    for value in &indicator.values {
        let is_shown = |text: &str| text.contains(&value.raw);
        let marks = chart.marks.iter().filter(|mark| mark.role == MarkRole::Printed(value.role));
        assert!(marks.clone().any(|mark| is_shown(&mark.value)), "{id} lacks {}", value.raw);
        assert!(marks.clone().all(|mark| is_shown(&mark.label())), "{id} does not say {}", value.raw);
    }
    for mark in &chart.marks {
        let area = mark.area;
        assert!((0..=WIDTH).contains(&mark.x) && (0..=HEIGHT).contains(&mark.y), "{id}: {mark:?}");
        assert!(area.x >= 0 && area.x + area.width <= WIDTH, "{id}: {mark:?}");
        assert!(area.y >= 0 && area.y + area.height <= HEIGHT, "{id}: {mark:?}");
        assert!(area.x <= mark.x && mark.x <= area.x + area.width, "{id}: {mark:?}");
        assert!(area.y <= mark.y && mark.y <= area.y + area.height, "{id}: {mark:?}");
        // At 328 of 340 units a pixel, the box of a phone 360 wide, 44 pixels are 46 units.
        assert!(area.width >= 46 && area.height >= 46, "{id}: {mark:?}");
    }
    for label in &chart.labels {
        let width: i32 = label.text.chars().map(|ch| if ch.is_ascii() { 7 } else { 13 }).sum();
        let start = match label.anchor {
            "start" => label.x,
            "middle" => label.x - width / 2,
            "end" => label.x - width,
            anchor => panic!("{anchor}"),
        };
        assert!(start >= 0 && start + width <= WIDTH + 2, "{id}: {label:?}");
        assert!((12..=HEIGHT).contains(&label.y), "{id}: {label:?}");
    }
    let marks = chart.marks.iter().map(|mark| &mark.shape);
    for shape in chart.shapes.iter().chain(marks) {
        let is_data = |ch: char| ch.is_ascii_digit() || "MLHVZahlvmz -.".contains(ch);
        assert!(shape.d.chars().all(is_data), "{id}: {}", shape.d);
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
    assert_eq!((n_charts, n_reasons), (80, 8));
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
    let numbers = [
        "0", "0.000001", "0.05", "1", "4.999999", "5", "99.999", "100", "100.0001", "12345.67",
        "12345.68", "99999999", "999999999999999", "0.00000000000001",
    ];
    let own_number = Decimal::parse("50").expect("a number");
    let mut n_charts = 0;
    for template in ["14-6", "14-12"].map(|id| all.iter().find(|all| all.id == id)) {
        let template = template.expect("an indicator");
        for first in numbers {
            for second in numbers {
                for form in ["", "≥", "≤", ">", "<", "年均", "[", "年均>", "[≥"] {
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
                                check_geometry(&indicator, &chart);
                                n_charts += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(n_charts > 10_000, "{n_charts}");
}

/// What holds even where the numbers are too long to be written beside the axis.
#[track_caller]
fn check_geometry(indicator: &Indicator, chart: &ChartView) {
    for mark in &chart.marks {
        let area = mark.area;
        assert!(
            (0..=WIDTH).contains(&mark.x)
                && (0..=HEIGHT).contains(&mark.y)
                && area.x >= 0
                && area.x + area.width <= WIDTH
                && area.y >= 0
                && area.y + area.height <= HEIGHT
                && area.width > 0,
            "{:?}: {mark:?}",
            indicator.values
        );
    }
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
        let own: Vec<_> =
            chart.marks.iter().filter(|mark| mark.role == MarkRole::Own).collect();
        let values: Vec<_> = own.iter().map(|mark| (mark.year, mark.value.as_str())).collect();
        assert_eq!(values, [(2021, "7.10"), (2025, "99.5")], "{id}");
        assert!(own[0].label().starts_with("2021年你填的：7.10"), "{id}");
    }
}

fn page(period: u16, number: u16) -> String {
    let route = Route::Indicator { period, number };
    let props = AppProps { base: Base::new("/"), route, is_prerendered: true };
    pollster::block_on(LocalServerRenderer::<App>::with_props(props).render())
}

/// The drawings in a page.
fn drawings(html: &str) -> Vec<&str> {
    let runs = html.split("<svg ").skip(1);
    let starts = runs.map(|run| run.as_ptr() as usize - html.as_ptr() as usize - "<svg ".len());
    starts
        .map(|start| {
            let end = html[start..].find("</svg>").expect("a closed drawing");
            &html[start..start + end + "</svg>".len()]
        })
        .collect()
}

#[test]
fn pages_show_the_chart_its_sentence_and_its_table() {
    for indicator in indicators(&data::plan()) {
        let html = page(indicator.period.ordinal, indicator.number);
        let text = html_escape::decode_html_entities(&html);
        match chart(&indicator, &[]) {
            Ok(chart) => {
                assert!(text.contains(&chart.sentence), "{}", indicator.id);
                assert!(html.contains(&format!("id=\"{}-chart\"", indicator.id)));
                for mark in &chart.marks {
                    assert!(text.contains(&format!("<strong>{}</strong>", mark.value)));
                    assert!(text.contains(&mark.label()), "{}: {}", indicator.id, mark.label());
                }
            }
            Err(reason) => assert!(text.contains(&reason), "{}", indicator.id),
        }
    }
}

#[test]
fn a_picture_is_a_whole_svg_file() {
    let token = |name: &str| {
        assert!(name.starts_with("--"), "{name}");
        "#123456".to_owned()
    };
    for (period, number) in [(14, 1), (14, 2), (14, 6), (14, 11), (14, 12), (13, 17), (13, 31)] {
        let html = page(period, number);
        for drawing in drawings(&html) {
            let caption = Caption {
                title: "“<5” & 别的]]>".to_owned(),
                sentence: "斜纹是目标范围：低于5%。".repeat(5),
                source: "来源：《某市规划》".to_owned(),
                address: format!("https://example.cn/indicators/{period}-{number}/?a=1&b=<2>"),
            };
            let picture = picture(drawing, &caption, &token);
            let svg = roxmltree::Document::parse(&picture.svg).expect("well-formed XML");
            let root = svg.root_element();
            assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
            assert_eq!(root.attribute("height"), Some(&*picture.height.to_string()));
            assert!(!picture.svg.contains("var("), "a token is left");
            assert!(!picture.svg.contains("style="));
            let texts = root.descendants().filter(|node| node.is_text());
            let text: String = texts.filter_map(|node| node.text()).collect();
            for part in [&caption.title, &caption.sentence, &caption.source, &caption.address] {
                assert!(text.contains(part.as_str()), "lacks {part}");
            }
            // Every line of writing ends above the picture's lower edge.
            for node in root.children().filter(|node| node.has_tag_name("text")) {
                let y: i32 = node.attribute("y").expect("y").parse().expect("a number");
                assert!(y < picture.height - 10);
            }
        }
    }
}
