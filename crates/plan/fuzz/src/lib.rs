//! What must hold of any text that the core is given, one function a target.
//!
//! The fuzzers in `fuzz_targets/` throw text at these functions, and the tests of `plan` replay
//! `seeds/` through the same ones. What holds is in [`plan::invariants`]; here bytes are made
//! into what it asks for. `seeds/` has texts chosen by hand and the smallest of what the
//! fuzzers found that reach as much of the code.
//!
//! ```text
//! cd crates/plan/fuzz
//! cargo +nightly fuzz run -s none parse corpus/parse seeds/parse -- -dict=genre.dict
//! ```
//!
//! Where there is no nightly toolchain, `RUSTC_BOOTSTRAP=1 cargo fuzz …` does the same.

use std::cell::LazyCell;
use std::rc::Rc;
use std::sync::LazyLock;

use plan::actual::read_csv;
use plan::anchor::Row;
use plan::decimal::Decimal;
use plan::indicator::{Indicator, indicators};
use plan::invariants::{
    FoldedText, check, check_cell, check_differences, check_found, check_import, check_notes_file,
    check_number, check_numbers, check_numeral, check_page, check_rounded, check_spoken,
};
use plan::model::Period;
use plan::note::{merge, read_file, read_note};
use plan::press::{Press, Reference, restore};
use plan::search::{Lexicon, Search};
use plan::{Annotations, IndicatorAnnotations, Links, Plan, WordAnnotations};

/// What holds, or does not: worded "expected …, but found …".
pub type Outcome = Result<(), String>;

/// A property of any text.
pub type Target = fn(&str) -> Outcome;

/// The targets, by name.
pub const TARGETS: [(&str, Target); 7] = [
    ("parse", parse),
    ("press", press),
    ("quantity", quantity),
    ("search", search),
    ("small_plan", small_plan),
    ("import", import),
    ("edition", edition),
];

/// What parts a text where a target takes two.
const CUT: &str = "\n=====\n";

/// Gives `bytes` to the target named `name`; broken characters are replaced, as a browser
/// does it.
///
/// # Panics
///
/// Where the target's property does not hold, or there is no such target.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|it| it.0 == name).expect("a target");
    if let Err(message) = target(&String::from_utf8_lossy(bytes)) {
        panic!("{message}");
    }
}

/// Wuxi's plan, as it is read without its links to the press.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let annotations: Annotations =
        toml::from_str(include_str!("../../../../plans/wuxi/plan.toml")).expect("annotations");
    plan::parse(include_str!("../../../../plans/wuxi/outline.txt"), &annotations).plan
});
static REFERENCE: LazyLock<Reference> = LazyLock::new(|| Reference::new(&PLAN));
static INDICATORS: LazyLock<Vec<Indicator>> = LazyLock::new(|| indicators(&PLAN));

/// A plan ready to be searched, with its texts folded in the slow way.
struct Searched {
    plan: Rc<Plan>,
    search: Search,
    texts: Vec<FoldedText>,
}

impl Searched {
    fn new(plan: Plan, words: &WordAnnotations) -> Result<Self, String> {
        let lexicon = Lexicon::new(&plan, words).map_err(|messages| messages.join("\n"))?;
        let links = Links::new(&plan, &Annotations::default(), &IndicatorAnnotations::default())
            .map_err(|messages| messages.join("\n"))?;
        let plan = Rc::new(plan);
        let search = Search::new(&plan, &links, &[], &Rc::new(lexicon));
        Ok(Self { texts: FoldedText::all(&plan), search, plan })
    }

    fn check(&self, typed: &str) -> Outcome {
        check_found(&self.search, &self.plan, &self.texts, typed)
    }
}

thread_local! {
    static SEARCHED: LazyCell<Searched> = const { LazyCell::new(|| {
        let words: WordAnnotations =
            toml::from_str(include_str!("../../../../plans/wuxi/words.toml")).expect("words");
        Searched::new(PLAN.clone(), &words).expect("words that fit")
    }) };
}

/// Any text gives a plan, of which everything else can be derived.
fn parse(source: &str) -> Outcome {
    let parsed = plan::parse(source, &Annotations::default());
    check(source, &parsed)?;
    parsed.plan.blocks.iter().try_for_each(check_spoken)?;
    // Without a period, which a whole title names, nothing is a target.
    let period = parsed.plan.period.or(Period::of_ordinal(14));
    check_numbers(&Plan { period, ..parsed.plan })
}

/// Any page is put in order, beside the published plan and beside none, and what it prints
/// is compared with the plan.
fn press(page: &str) -> Outcome {
    for (plan, reference) in [(&*PLAN, &*REFERENCE), (&Plan::default(), &Reference::default())] {
        let restored = restore(page, reference);
        check_page(page, &restored)?;
        let mut plan = plan.clone();
        let n_own = plan.blocks.len();
        let (press, _) = Press::new(&mut plan, reference, &restored, 1);
        plan.blocks[n_own..].iter().try_for_each(check_spoken)?;
        for passage in press.passages.iter().chain(&press.terms) {
            check_differences(&plan.blocks[passage.block as usize].text, &passage.text)?;
        }
    }
    Ok(())
}

/// Each line is read as a cell, as a number beside the next line's, as a computed number and
/// as a numeral.
fn quantity(text: &str) -> Outcome {
    let lines: Vec<&str> = text.lines().collect();
    for (idx, line) in lines.iter().enumerate() {
        check_cell(line)?;
        check_number(line, lines.get(idx + 1).copied().unwrap_or("1"))?;
        check_numeral(line)?;
        if let Ok(value) = line.parse::<f64>() {
            check_rounded(value, idx as u32)?;
        }
        if let Some(value) = Decimal::parse(line) {
            check_rounded(value.to_f64(), value.n_places())?;
        }
    }
    Ok(())
}

/// Any words are looked for in Wuxi's plan.
fn search(typed: &str) -> Outcome {
    SEARCHED.with(|searched| searched.check(typed))
}

/// The first line is looked for in a plan made of the others.
fn small_plan(text: &str) -> Outcome {
    let (typed, source) = text.split_once('\n').unwrap_or((text, text));
    let plan = plan::parse(source, &Annotations::default()).plan;
    Searched::new(plan, &WordAnnotations::default())?.check(typed)
}

/// Any file is taken in beside what another one brought, as values and as notes.
fn import(text: &str) -> Outcome {
    let (before, text) = text.split_once(CUT).unwrap_or(("", text));
    let period = Period::of_ordinal(14).ok_or("expected a period, but found none")?;
    let entered = read_csv(before, &INDICATORS, period).values;
    check_import(text, &entered, &INDICATORS, period)?;
    let mut notes = Vec::new();
    merge(&mut notes, &read_file(before).notes);
    check_notes_file(text, &notes)?;
    a_note_is_json(text)?;
    for note in read_file(text).notes.iter().take(1) {
        let row = Row::new(&PLAN);
        for run in note.targets.iter().take(2).filter_map(|it| row.find(it)).flatten() {
            let text = &PLAN.blocks[run.block].text;
            if text.get(run.range.start as usize..run.range.end as usize).is_none() {
                return Err(format!("expected a run of the text, but found {run:?}"));
            }
        }
    }
    Ok(())
}

/// Where another reader takes `text` for JSON too, written anew by it it is the same note.
fn a_note_is_json(text: &str) -> Outcome {
    let Ok(note) = read_note(text) else { return Ok(()) };
    let Ok(json) = serde_json::from_str::<serde_json::Value>(text) else { return Ok(()) };
    match read_note(&json.to_string()) {
        Ok(again) if again == note => Ok(()),
        again => Err(format!("expected {note:?}, but found {again:?}")),
    }
}

/// Of any two texts all differences are listed.
fn edition(text: &str) -> Outcome {
    let (published, printed) = text.split_once(CUT).unwrap_or((text, ""));
    check_differences(published, printed)?;
    check_differences(printed, published)
}
