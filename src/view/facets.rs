//! Narrowing a list down: facets that the reader chooses from, words, and what is left.
//!
//! Every choice is a query parameter, so that a narrowed list can be sent to someone.

use std::borrow::Cow;

use plan::search::Query;

use crate::data;
use crate::route::Location;

/// The query parameter that holds the words to look for.
pub const WORDS: &str = "q";

/// What an item has to be chosen by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faceted {
    /// A value a facet, in the facets' order. An empty one belongs to no option.
    pub values: Vec<Cow<'static, str>>,
    /// The text that is searched for the reader's words, [`folded`].
    pub words: String,
}

/// `text` as the search compares it: whatever width, case and marks it is written with.
pub fn folded(text: &str) -> String {
    data::lexicon().letters.folded(text)
}

/// What a reader looks for among `texts`, which are [`folded`].
pub fn query<'a>(words: &str, texts: impl Iterator<Item = &'a str> + Clone) -> Query {
    Query::new(words, &data::lexicon().letters, |folded| {
        texts.clone().any(|text| text.contains(folded))
    })
}

/// A property that items have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The query parameter.
    pub name: &'static str,
    /// What the reader sees: `属性`.
    pub title: &'static str,
    /// The values that the items have.
    pub options: Vec<FacetOption>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetOption {
    /// The value in the address.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// How many items there are with this value, the other facets left as they are.
    pub n_items: usize,
    /// Whether the reader chose it.
    pub is_chosen: bool,
}

/// A list narrowed down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// The facets that have options.
    pub facets: Vec<Facet>,
    /// The words to look for, as typed.
    pub words: String,
    /// The indices of the items that are left.
    pub shown: Vec<usize>,
    /// Whether anything was chosen.
    pub is_narrowed: bool,
}

impl Narrowed {
    /// Whether the item at `idx` is left.
    pub fn is_shown(&self, idx: usize) -> bool {
        self.shown.contains(&idx)
    }

    /// What was chosen, to be said before what is left of it: `百姓富、“就业”：`. On a phone
    /// the chosen chip may stand where the row has to be scrolled to.
    pub fn chosen(&self) -> String {
        let options = self.facets.iter().flat_map(|facet| &facet.options);
        let chosen = options.filter(|option| option.is_chosen);
        let mut chosen: Vec<String> = chosen.map(|option| option.label.clone()).collect();
        let words = self.words.trim();
        if !words.is_empty() {
            chosen.push(format!("“{words}”"));
        }
        if chosen.is_empty() { String::new() } else { format!("{}：", chosen.join("、")) }
    }
}

/// A kind of facet.
#[derive(Clone, Copy, Debug)]
pub struct FacetKind {
    /// The query parameter.
    pub name: &'static str,
    /// What the reader sees: `属性`.
    pub title: &'static str,
    /// The values that are known beforehand with their labels, in the order of the row.
    /// Others come after them, in the order of their first item.
    pub known: &'static [(&'static str, &'static str)],
    /// The label of a value that is not known beforehand.
    pub label: fn(&str) -> String,
}

/// `items` narrowed down by what `location`'s query chooses. A choice that no item has
/// is shown all the same, so that it can be taken back.
pub fn narrow(location: &Location, kinds: &[FacetKind], items: &[Faceted]) -> Narrowed {
    let words = location.query_value(WORDS).unwrap_or_default();
    let wanted = query(&words, items.iter().map(|item| item.words.as_str()));
    let narrowed = narrow_by_facets(location, kinds, items, |item| wanted.fits(&item.words));
    Narrowed { is_narrowed: narrowed.is_narrowed || !wanted.is_empty(), words, ..narrowed }
}

/// Those of `items` that `has_words` lets through, narrowed down by the facets alone.
pub fn narrow_by_facets(
    location: &Location,
    kinds: &[FacetKind],
    items: &[Faceted],
    has_words: impl Fn(&Faceted) -> bool,
) -> Narrowed {
    let chosen: Vec<_> =
        kinds.iter().map(|kind| location.query_value(kind.name).unwrap_or_default()).collect();
    // Which facets an item fails: more than one, and no single choice would bring it back.
    let failed: Vec<Option<Option<usize>>> = items
        .iter()
        .map(|item| {
            let mut failed = (0..kinds.len())
                .filter(|&at| !chosen[at].is_empty() && chosen[at] != item.values[at]);
            let first = failed.next();
            (has_words(item) && failed.next().is_none()).then_some(first)
        })
        .collect();
    let facets = kinds.iter().enumerate().map(|(at, kind)| {
        let option = |value: &str, label: String| FacetOption {
            value: value.to_owned(),
            label,
            n_items: 0,
            is_chosen: chosen[at] == value,
        };
        let is_had = |value: &str| items.iter().any(|item| item.values[at] == value);
        let known = kind.known.iter().filter(|(value, _)| is_had(value));
        let mut options: Vec<_> =
            known.map(|(value, label)| option(value, (*label).to_owned())).collect();
        let mut count = |value: &str, n_items: usize| {
            if value.is_empty() {
                return;
            }
            let found = options.iter().position(|option| option.value == value);
            let found = found.unwrap_or_else(|| {
                options.push(option(value, (kind.label)(value)));
                options.len() - 1
            });
            options[found].n_items += n_items;
        };
        for (item, failed) in items.iter().zip(&failed) {
            let is_counted = failed.is_some_and(|failed| failed.is_none_or(|failed| failed == at));
            count(&item.values[at], usize::from(is_counted));
        }
        count(&chosen[at], 0);
        Facet { name: kind.name, title: kind.title, options }
    });
    Narrowed {
        facets: facets.filter(|facet| !facet.options.is_empty()).collect(),
        shown: (0..items.len()).filter(|&idx| failed[idx] == Some(None)).collect(),
        is_narrowed: chosen.iter().any(|chosen| !chosen.is_empty()),
        words: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    const KINDS: [FacetKind; 2] = [
        FacetKind { name: "size", title: "大小", known: &[], label: str::to_owned },
        FacetKind {
            name: "kind",
            title: "种类",
            known: &[("z", "Z"), ("b", "B"), ("a", "A")],
            label: str::to_uppercase,
        },
    ];

    fn items() -> Vec<Faceted> {
        let item = |size: &'static str, kind: &'static str, words: &str| Faceted {
            values: vec![size.into(), kind.into()],
            words: folded(words),
        };
        vec![
            item("s", "a", "太湖"),
            item("s", "b", "长江"),
            item("l", "a", "太湖 PM₂.₅，水"),
            item("", "b", ""),
        ]
    }

    fn narrowed(query: &str) -> Narrowed {
        let location = Location { query: query.to_owned(), ..Location::of(Route::Indicators) };
        narrow(&location, &KINDS, &items())
    }

    /// The options of a facet in short: `s2 l1`.
    fn options(facet: &Facet) -> String {
        let short = |option: &FacetOption| {
            let mark = if option.is_chosen { "*" } else { "" };
            format!("{}{}{mark}", option.label, option.n_items)
        };
        facet.options.iter().map(short).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn without_a_choice_all_is_shown() {
        let narrowed = narrowed("");
        assert_eq!(narrowed.shown, [0, 1, 2, 3]);
        assert!(!narrowed.is_narrowed);
        assert_eq!(options(&narrowed.facets[0]), "s2 l1");
        assert_eq!(options(&narrowed.facets[1]), "B2 A2");
    }

    #[test]
    fn an_options_count_is_what_choosing_it_would_show() {
        let narrowed = narrowed("size=s");
        assert_eq!(narrowed.shown, [0, 1]);
        assert_eq!(options(&narrowed.facets[0]), "s2* l1");
        assert_eq!(narrowed.chosen(), "s：");
        assert_eq!(self::narrowed("kind=a&q=+太湖").chosen(), "A、“太湖”：");
        assert_eq!(self::narrowed("q=+").chosen(), "");
        assert_eq!(options(&narrowed.facets[1]), "B1 A1");
        for query in ["size=s&kind=a", "size=l&kind=b", "q=太湖", "q=PM2.5+太湖", "q=没有&size=s"]
        {
            let now = self::narrowed(query);
            for facet in &now.facets {
                for option in &facet.options {
                    let location =
                        Location { query: query.to_owned(), ..Location::of(Route::Indicators) };
                    let chosen = location.with_query_value(facet.name, &option.value);
                    let n_shown = self::narrowed(&chosen.query).shown.len();
                    assert_eq!(n_shown, option.n_items, "{query}, {}={}", facet.name, option.value);
                }
            }
        }
    }

    #[test]
    fn words_are_read_as_the_search_reads_them() {
        let shown = |words: &str| narrowed(&format!("q={words}")).shown;
        assert_eq!(shown("太湖+PM2.5"), [2]);
        assert_eq!(shown("ｐｍ2.5,水"), [2]);
        assert_eq!(shown("太湖+-水"), [0]);
        assert_eq!(shown("\"太湖+PM\""), [2]);
    }

    #[test]
    fn a_choice_that_nothing_has_can_be_taken_back() {
        let narrowed = narrowed("kind=x");
        assert_eq!(narrowed.shown, [0; 0]);
        assert_eq!(options(&narrowed.facets[1]), "B2 A2 X0*");
        assert!(narrowed.is_narrowed);
    }

    #[test]
    fn what_no_item_has_is_no_facet() {
        let location = Location::of(Route::Indicators);
        assert_eq!(narrow(&location, &KINDS, &[]).facets, []);
        let item = Faceted { values: vec!["".into(), "a".into()], words: String::new() };
        let facets = narrow(&location, &KINDS, &[item]).facets;
        assert_eq!(facets.iter().map(|facet| facet.name).collect::<Vec<_>>(), ["kind"]);
    }
}
