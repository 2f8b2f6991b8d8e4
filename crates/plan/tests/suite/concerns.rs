//! Topics and places of Wuxi's plan: pinned, sampled, and counted.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::golden::check;
use crate::{annotations_in, bundle, root};
use plan::annotation::{LeftOutBlock, Namesake, TopicAnnotation};
use plan::concern::{Concern, Quotation, shared};
use plan::place::places;
use plan::topic::topics;
use plan::{PlaceAnnotations, Plan, TopicAnnotations};

/// A quotation's name: its block's or row's id, and the sentence, counted from 1.
fn name(plan: &Plan, quotation: Quotation) -> String {
    let id = quotation.id(plan);
    match quotation.sentence(plan) {
        Some(_) => format!("{id}#{}", quotation.part + 1),
        None => id.to_owned(),
    }
}

/// How a quotation opens and closes, and the words that it is there for.
fn edges(plan: &Plan, concern: &Concern, quotation: Quotation) -> String {
    let text = quotation.text(plan);
    let words: Vec<_> = concern.marks(&text).into_iter().map(|mark| mark.of(&text)).collect();
    let chars: Vec<char> = text.chars().collect();
    let run = |chars: &[char]| chars.iter().collect::<String>();
    let edges = match chars.len() {
        0..=26 => run(&chars),
        n => format!("{}…{}", run(&chars[..14]), run(&chars[n - 10..])),
    };
    format!("{} {edges} 【{}】", name(plan, quotation), words.join("、"))
}

fn golden(concern: &Concern) -> String {
    let plan = &bundle().plan;
    let (own, press) = (concern.own(plan), concern.press(plan));
    let mut golden =
        format!("{} {} 规划{} 问答{}\n", concern.slug, concern.name, own.len(), press.len());
    for quotation in &concern.quotations {
        writeln!(golden, "  {}", edges(plan, concern, *quotation)).unwrap();
    }
    golden
}

#[test]
fn topics_are_golden() {
    check("topics.txt", &bundle().concerns.topics.iter().map(golden).collect::<String>());
}

#[test]
fn places_are_golden() {
    let mut all = String::new();
    for place in &bundle().concerns.places {
        all.push_str(&golden(&place.concern));
        for (namesake, at) in &place.namesakes {
            let at: Vec<_> = at.iter().map(|it| name(&bundle().plan, *it)).collect();
            writeln!(all, "  不算：{} {}", namesake.words, at.join(" ")).unwrap();
        }
    }
    check("places.txt", &all);
}

/// The list that the short name `slug` is of.
fn concern(slug: &str) -> &'static Concern {
    let all = &bundle().concerns;
    let place = || all.place(slug).map(|place| &place.concern);
    all.topic(slug).or_else(place).unwrap_or_else(|| panic!("expected a list named {slug}"))
}

/// The reviewed sample: of its pairs those that were right are still in the lists, and those
/// that were wrong are not.
#[test]
fn the_lists_are_precise_by_a_reviewed_sample() {
    let sample = std::fs::read_to_string(root().join("tests/sample-topics-places.txt"));
    let sample = sample.expect("the sample");
    let (mut of_topics, mut of_places) = ([0_usize; 2], [0_usize; 2]);
    for line in sample.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.splitn(4, ' ');
        let mut field = || fields.next().unwrap_or_else(|| panic!("expected a field, in {line}"));
        let (verdict, slug, quotation, opening) = (field(), field(), field(), field());
        let is_right = match verdict {
            "right" => true,
            "wrong" => false,
            _ => panic!("expected right or wrong, but found {verdict}"),
        };
        let plan = &bundle().plan;
        let listed = concern(slug).quotations.iter().find(|it| name(plan, **it) == quotation);
        assert_eq!(listed.is_some(), is_right, "{line}");
        if let Some(listed) = listed {
            assert!(listed.text(plan).starts_with(opening), "{line}");
        }
        let is_topic = bundle().concerns.topic(slug).is_some();
        let counts = if is_topic { &mut of_topics } else { &mut of_places };
        counts[usize::from(!is_right)] += 1;
    }
    assert_eq!([of_topics, of_places].map(|[right, wrong]| right + wrong), [200, 100]);
    for [right, wrong] in [of_topics, of_places] {
        let n = right + wrong;
        assert!(right * 100 >= n * 98, "{right} of {n} are right");
    }
}

/// What a place and a topic share is in both lists, in the plan's order, and nothing else is.
#[test]
fn a_cell_holds_what_is_in_both_lists() {
    let all = &bundle().concerns;
    let mut n_shared = 0;
    for topic in &all.topics {
        for place in &all.places {
            let cell = shared(&topic.quotations, &place.concern.quotations);
            assert!(cell.is_sorted());
            let both = |it: &&Quotation| place.concern.quotations.contains(it);
            assert_eq!(topic.quotations.iter().filter(both).count(), cell.len());
            n_shared += cell.len();
        }
    }
    assert!(n_shared > 100, "{n_shared}");
}

#[test]
fn lists_are_in_the_plans_order_with_the_press_last() {
    let (plan, all) = (&bundle().plan, &bundle().concerns);
    for it in all.topics.iter().chain(all.places.iter().map(|place| &place.concern)) {
        assert!(it.quotations.is_sorted(), "{}", it.slug);
        assert!(it.own(plan).iter().all(|quotation| quotation.is_own(plan)), "{}", it.slug);
        assert!(it.press(plan).iter().all(|quotation| !quotation.is_own(plan)), "{}", it.slug);
    }
}

/// Districts stand before neighbours, each with a tile of its own.
#[test]
fn districts_come_first() {
    let places = &bundle().concerns.places;
    let is_district: Vec<bool> = places.iter().map(|place| place.is_district()).collect();
    assert_eq!(is_district, [[true; 8].as_slice(), &[false; 16]].concat());
    let tiles: BTreeSet<_> = places.iter().filter_map(|place| place.tile).collect();
    assert_eq!(tiles.len(), 8);
}

/// What a list leaves out is kept only where one of its quotations has it.
#[test]
fn what_is_left_out_stands_in_a_quotation() {
    let (plan, all) = (&bundle().plan, &bundle().concerns);
    for it in all.topics.iter().chain(all.places.iter().map(|place| &place.concern)) {
        for run in &it.not_in {
            let has = |quotation: &Quotation| quotation.text(plan).contains(run.as_str());
            assert!(it.quotations.iter().any(has), "{}: {run}", it.slug);
        }
    }
}

/// Each annotation that fits nothing is said, by the list's name and by what was found.
#[test]
fn annotations_that_fit_nothing_are_messages() {
    let plan = &bundle().plan;
    let of_topics: TopicAnnotations = annotations_in("topics.toml");
    let topic = |change: fn(&mut TopicAnnotation)| {
        let mut annotations = of_topics.clone();
        change(&mut annotations.topics[0]);
        topics(plan, &annotations).expect_err("an annotation that does not fit").join("\n")
    };
    let said = [
        (
            topic(|it| it.words.push("没有的词".into())),
            "养老: expected words of the text outside not_in, but found 没有的词",
        ),
        (topic(|it| it.words.push("养老".into())), "a word once, but found 养老"),
        (topic(|it| it.not_in.push("公交地铁".into())), "a run with a word, but found 公交地铁"),
        (topic(|it| it.not_in.push("养老没有".into())), "a run of the text, but found 养老没有"),
        (topic(|it| it.sections.push("14.6.1".into())), "a section's id, but found 14.6.1"),
        (topic(|it| it.indicators.push("14-99".into())), "an indicator's id, but found 14-99"),
        (
            topic(|it| it.indicators.push("13-22".into())),
            "a row whose name holds no word, but found 13-22",
        ),
        (
            topic(|it| it.left_out[0].word = "没有的词".into()),
            "words of the text, but found 没有的词",
        ),
        (
            topic(|it| it.left_out[0].word = "养老".into()),
            "a word taken or left out, but found 养老",
        ),
        (
            topic(|it| {
                let block = LeftOutBlock { at: "4.0.1".into(), reason: "说的是科技".into() };
                it.left_out_blocks.push(block);
            }),
            "a block that holds a word, but found 4.0.1",
        ),
        (topic(|it| it.left_out[0].reason = String::new()), "expected a reason, but found"),
        (topic(|it| it.slug = "school".into()), "a short name of its own"),
    ];
    for (said, expected) in &said {
        assert!(said.contains(expected), "{said}");
    }
    let of_places: PlaceAnnotations = annotations_in("places.toml");
    let mut annotations = of_places.clone();
    annotations.places[0].words.push("没有的地方".into());
    annotations.places[1].tile = annotations.places[2].tile;
    annotations.places[2].not_in.push(Namesake { words: "梁溪湖".into(), note: "湖".into() });
    annotations.places[2]
        .not_in
        .push(Namesake { words: "太湖新城".into(), note: "新城".into() });
    let name = annotations.places[2].words[0].clone();
    annotations.places[2].not_in.push(Namesake { words: name, note: String::new() });
    annotations.places[3].words.push("锡".into());
    let said = places(plan, &annotations).expect_err("annotations that do not fit").join("\n");
    for expected in [
        "没有的地方",
        "梁溪: expected a tile of its own",
        "expected a run of the text with a name, and a note, but found 梁溪湖",
        "expected a run of the text with a name, and a note, but found 太湖新城",
        "expected a run of the text with a name, and a note, but found 梁溪\n",
        "锡山: expected names that do not hold",
    ] {
        assert!(said.contains(expected), "{said}");
    }
}
