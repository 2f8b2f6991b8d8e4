//! How long the core's steps take, and how that grows with the text, from one copy of the plan
//! to a hundred: `cargo bench -p plan --bench core`.
//!
//! Beside them stands what `memchr` needs to look at the same bytes once: a bound that no step
//! can reach, and the measure of how busy the machine is. The exponent is the slope of a
//! least-squares line through the logarithms of copies and times: 1 is linear. Caches make
//! everything a little more, `memchr` too; and the page's evidence weighs every place of its
//! words in the plan, of which there are as many as copies, up to 16.

use std::hint::black_box;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use plan::annotation::WordAnnotations;
use plan::indicator::indicators;
use plan::press::edition::differences;
use plan::press::{Press, Reference, restore};
use plan::project::found;
use plan::search::{Lexicon, Search};
use plan::target::targets;
use plan::{Annotations, Links, Plan, parse};

const N_COPIES: [usize; 5] = [1, 3, 10, 30, 100];
/// A step is timed at least this often, and until so much time is spent.
const N_ROUNDS: usize = 3;
const ENOUGH: Duration = Duration::from_millis(300);
/// Words that the plan has often, seldom and not at all.
const QUERIES: [&str; 4] = ["的", "养老", "太湖 湾", "看病难"];

/// What a step took for each number of copies, and over how many bytes.
struct Measured {
    step: &'static str,
    n_bytes: Vec<usize>,
    times: Vec<Duration>,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |file: &str| {
        std::fs::read_to_string(root.join("plans/wuxi").join(file)).expect("a file of the plan")
    };
    let outline = read("outline.txt") + "\n";
    let page = read("newspaper.txt") + "\n";
    let annotations: Annotations = toml::from_str(&read("plan.toml")).expect("annotations");
    let words: WordAnnotations = toml::from_str(&read("words.toml")).expect("words");
    let one = parse(&outline, &annotations).plan;
    let lexicon = Rc::new(Lexicon::new(&one, &words).expect("words that fit"));
    let (published, printed) = paragraphs(&one, &page);

    let mut all: Vec<Measured> = Vec::new();
    let mut note = |step, n_bytes: usize, time: Duration| {
        match all.iter_mut().find(|it| it.step == step) {
            Some(measured) => {
                measured.n_bytes.push(n_bytes);
                measured.times.push(time);
            }
            None => all.push(Measured { step, n_bytes: vec![n_bytes], times: vec![time] }),
        };
    };
    for n_copies in N_COPIES {
        let source = outline.repeat(n_copies);
        let n_bytes = source.len();
        let needle = memchr::memmem::Finder::new("无锡市民热线");
        note("memchr", n_bytes, time(|| needle.find_iter(source.as_bytes()).count()));
        note("parse", n_bytes, time(|| parse(&source, &annotations)));
        let plan = Rc::new(parse(&source, &annotations).plan);
        note("indicators", n_bytes, time(|| indicators(&plan)));
        note("targets", n_bytes, time(|| targets(&plan, &annotations.targets)));
        note("undertakings", n_bytes, time(|| found(&plan, annotations.targets.first_chapter)));
        let lay_out = || Search::new(&plan, &Links::default(), &[], &lexicon);
        note("search: lay out", n_bytes, time(lay_out));
        let search = lay_out();
        note("search: find", n_bytes, time(|| QUERIES.map(|query| search.find(query))));
        let pages = page.repeat(n_copies);
        note("page: evidence", n_bytes, time(|| Reference::new(&plan)));
        let reference = Reference::new(&plan);
        note("page: restore", pages.len(), time(|| restore(&pages, &reference)));
        let restored = restore(&pages, &reference);
        let editions = || Press::new(&mut Plan::clone(&plan), &reference, &restored, 1);
        note("page: editions", pages.len(), time(editions));
        let [published, printed] = [&published, &printed].map(|text| text.repeat(n_copies));
        let one_long = || differences(&published, &printed);
        note("one paragraph", published.len() + printed.len(), time(one_long));
    }
    print_table(&all);
}

/// A paragraph of the plan and what the page prints of it, with a few differences.
fn paragraphs(plan: &Plan, page: &str) -> (String, String) {
    let mut plan = plan.clone();
    let reference = Reference::new(&plan);
    let restored = restore(page, &reference);
    let (press, _) = Press::new(&mut plan, &reference, &restored, 1);
    let passage = press.passages.iter().max_by_key(|it| it.differences.len()).expect("a passage");
    (plan.blocks[passage.block as usize].text.clone(), passage.text.clone())
}

/// The shortest of some rounds: what else the machine does only adds to the others.
fn time<T>(mut step: impl FnMut() -> T) -> Duration {
    let (mut shortest, mut spent, mut n_rounds) = (Duration::MAX, Duration::ZERO, 0);
    while n_rounds < N_ROUNDS || spent < ENOUGH {
        let start = Instant::now();
        let made = black_box(step());
        let time = start.elapsed();
        // What was made is not taken apart on the step's time.
        drop(made);
        (shortest, spent, n_rounds) = (shortest.min(time), spent + time, n_rounds + 1);
    }
    shortest
}

fn print_table(all: &[Measured]) {
    print!("| step | MB/s | of memchr |");
    N_COPIES.iter().for_each(|n| print!(" {n} |"));
    println!(" exponent |");
    println!("| --- | --- | --- |{} --- |", " --- |".repeat(N_COPIES.len()));
    let speed = |it: &Measured| {
        let (n_bytes, time) = it.n_bytes.iter().zip(&it.times).next_back().expect("times");
        *n_bytes as f64 / 1e6 / time.as_secs_f64()
    };
    for it in all {
        print!("| {} | {:.1} | {:.4} |", it.step, speed(it), speed(it) / speed(&all[0]));
        it.times.iter().for_each(|time| print!(" {:.2} |", time.as_secs_f64() * 1_000.0));
        println!(" {:.2} |", exponent(&it.times));
    }
    println!("milliseconds a number of copies; MB/s at {} of them", N_COPIES[N_COPIES.len() - 1]);
}

/// The slope of the least-squares line through the logarithms.
fn exponent(times: &[Duration]) -> f64 {
    let points: Vec<(f64, f64)> = N_COPIES
        .iter()
        .zip(times)
        .map(|(n_copies, time)| ((*n_copies as f64).ln(), time.as_secs_f64().max(1e-9).ln()))
        .collect();
    let n = points.len() as f64;
    let (x_mean, y_mean) =
        points.iter().fold((0.0, 0.0), |(x, y), it| (x + it.0 / n, y + it.1 / n));
    let over: f64 = points.iter().map(|(x, y)| (x - x_mean) * (y - y_mean)).sum();
    over / points.iter().map(|(x, _)| (x - x_mean).powi(2)).sum::<f64>()
}
