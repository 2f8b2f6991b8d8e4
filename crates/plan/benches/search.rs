//! How long a search takes, ranking and snippets of the first screen included, and how that
//! grows with the text: `cargo bench -p plan`.
//!
//! The times are this machine's; what counts is the exponent, and how they stand to each
//! other.

use std::hint::black_box;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use plan::annotation::WordAnnotations;
use plan::search::{Lexicon, Search};
use plan::{Annotations, Links, Plan, parse};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// How many passages a screen shows.
const N_SHOWN: usize = 10;
const N_COPIES: [usize; 3] = [1, 10, 100];
/// How often each query is asked.
const N_ROUNDS: usize = 5;
/// How many of them are runs cut out of the text.
const N_RUNS: usize = 400;

#[derive(Deserialize)]
struct Questions {
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    words: String,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).expect(file);
    fn parsed<T: DeserializeOwned>(text: &str) -> T {
        toml::from_str(text).expect("well-formed annotations")
    }
    let annotations: Annotations = parsed(&read("plans/wuxi/plan.toml"));
    let words: WordAnnotations = parsed(&read("plans/wuxi/words.toml"));
    let Questions { questions } = parsed(&read("tests/questions.toml"));
    let plan = parse(&read("plans/wuxi/outline.txt"), &annotations).plan;
    let lexicon = Rc::new(Lexicon::new(&plan, &words).expect("words that fit"));
    let mut queries: Vec<String> = questions.into_iter().map(|it| it.words).collect();
    queries.extend(runs(&plan));
    println!("{} queries, each the middle one of {N_ROUNDS} rounds; milliseconds", queries.len());
    println!("| copies | lay out | median | 95 of 100 | slowest | exponent |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let mut before: Option<f64> = None;
    for n_copies in N_COPIES {
        let plan = Rc::new(copied(&plan, n_copies));
        let start = Instant::now();
        let search = Search::new(&plan, &Links::default(), &[], &lexicon);
        let laid_out = start.elapsed();
        // What else the machine does takes its share of some rounds: the middle one counts.
        let mut times: Vec<Duration> = queries
            .iter()
            .map(|query| {
                let mut of_query: Vec<Duration> =
                    (0..N_ROUNDS).map(|_| time(&search, &plan, query)).collect();
                of_query.sort();
                of_query[N_ROUNDS / 2]
            })
            .collect();
        times.sort();
        let at = |share: usize| millis(times[(times.len() - 1) * share / 100]);
        let growth = before.map(|before| (at(50) / before).log10());
        let growth = growth.map_or(String::new(), |growth| format!("{growth:.2}"));
        println!(
            "| {n_copies} | {:.2} | {:.3} | {:.3} | {:.3} | {growth} |",
            millis(laid_out),
            at(50),
            at(95),
            at(100),
        );
        before = Some(at(50));
    }
}

fn time(search: &Search, plan: &Plan, query: &str) -> Duration {
    let start = Instant::now();
    let findings = search.find(query);
    let shown = findings.groups(plan).into_iter().flat_map(|group| group.found);
    for found in shown.take(N_SHOWN) {
        black_box(search.snippet(found));
    }
    start.elapsed()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The plan's blocks `n_copies` times.
fn copied(plan: &Plan, n_copies: usize) -> Plan {
    let n_blocks = plan.blocks.len() as u32;
    let blocks = (0..n_copies as u32).flat_map(|copy| {
        plan.blocks.iter().cloned().map(move |mut block| {
            block.parent = block.parent.map(|parent| parent + copy * n_blocks);
            block
        })
    });
    Plan { blocks: blocks.collect(), ..plan.clone() }
}

/// Runs of 1 to 20 characters out of the text, the same at every call.
fn runs(plan: &Plan) -> Vec<String> {
    let mut state: u64 = 7;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % limit.max(1)
    };
    (0..N_RUNS)
        .map(|_| {
            let text: Vec<char> = plan.blocks[below(plan.blocks.len())].text.chars().collect();
            let start = below(text.len());
            text.into_iter().skip(start).take(1 + below(20)).collect()
        })
        .collect()
}
