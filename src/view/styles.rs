//! The styles that stand in a page: those it is shown with at first, and no others.
//!
//! Native only. The site has one file with all styles, which pages fetch once their text is
//! there. Until then a page is shown with what it holds itself, so that it needs no second
//! request to be read, and few bytes.
//!
//! Invariant: what is left out changes nothing of the page as it comes. That is what is for
//! elements, classes and attributes that it has not, for print, for a pointer above
//! something, for what is folded up, for ranges that a script marks, and tokens that only
//! scripts read.

use std::collections::{HashMap, HashSet};

use lightningcss::media_query::{MediaList, MediaType, Qualifier};
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::properties::custom::{CustomProperty, CustomPropertyName};
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, PseudoClass, PseudoElement, Selector};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Features, Targets};

/// Attributes that a script gives to elements before the page is first shown
/// (`www/early.js`), with values that are not known here.
const EARLY: [&str; 5] =
    ["data-script", "data-theme", "data-type-size", "data-mode", "data-offline"];

/// The whole style sheet, without what browsers do not need to read.
///
/// # Errors
///
/// What is wrong with it.
pub fn all(css: &str) -> Result<String, String> {
    printed(parsed(css)?)
}

/// The rules of `css` that can apply to `page` as it comes.
///
/// # Errors
///
/// What is wrong with the style sheet.
pub fn of_page(css: &str, page: &str) -> Result<String, String> {
    let mut sheet = parsed(css)?;
    let is_used = |token: &str| css.contains(&format!("var({token}"));
    Markup::new(page).keep_own(&mut sheet.rules, &is_used);
    printed(sheet)
}

fn parsed(css: &str) -> Result<StyleSheet<'_>, String> {
    StyleSheet::parse(css, ParserOptions::default()).map_err(|err| err.to_string())
}

fn printed(mut sheet: StyleSheet<'_>) -> Result<String, String> {
    // `(width >= 48rem)` is shorter, and understood by fewer browsers.
    let include = Features::MediaRangeSyntax | Features::MediaIntervalSyntax;
    let targets = Targets { include, ..Targets::default() };
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|err| err.to_string())?;
    let options = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    sheet.to_css(options).map(|result| result.code).map_err(|err| err.to_string())
}

/// What selectors can find in a page.
struct Markup<'p> {
    elements: HashSet<&'p str>,
    classes: HashSet<&'p str>,
    /// Names → values.
    attributes: HashMap<&'p str, HashSet<&'p str>>,
}

impl<'p> Markup<'p> {
    /// Reads pages of our own, in which `>` stands in no tag but at its end, and each value
    /// stands in double quotes.
    fn new(page: &'p str) -> Self {
        let mut markup =
            Self { elements: HashSet::new(), classes: HashSet::new(), attributes: HashMap::new() };
        // Whether the last summary is that of a folded element, and how many of those the
        // place is in.
        let (mut is_closed, mut n_closed) = (false, 0);
        for tag in page.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)) {
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            match (name, n_closed) {
                ("details", 1..) => n_closed += 1,
                ("/details", 1..) => n_closed -= 1,
                ("/summary", 0) => n_closed = usize::from(is_closed),
                (_, 1..) => {}
                _ => {
                    let attributes = pairs(attributes);
                    is_closed = match name {
                        "details" => attributes.iter().all(|(name, _)| *name != "open"),
                        _ => is_closed,
                    };
                    markup.add(name, attributes);
                }
            }
        }
        markup
    }

    fn add(&mut self, name: &'p str, attributes: Vec<(&'p str, &'p str)>) {
        self.elements.insert(name);
        for (name, value) in attributes {
            if name == "class" {
                self.classes.extend(value.split_ascii_whitespace());
            }
            self.attributes.entry(name).or_default().insert(value);
        }
    }

    fn keep_own(&self, rules: &mut CssRuleList<'_>, is_used: &impl Fn(&str) -> bool) {
        rules.0.retain_mut(|rule| {
            let rules = match rule {
                CssRule::Style(rule) => {
                    rule.selectors.0.retain(|selector| self.may_match(selector));
                    rule.declarations.declarations.retain(|it| match it {
                        Property::Custom(CustomProperty {
                            name: CustomPropertyName::Custom(token),
                            ..
                        }) => is_used(token.as_ref()),
                        _ => true,
                    });
                    return !rule.selectors.0.is_empty();
                }
                CssRule::Page(_) => return false,
                CssRule::Media(rule) if is_print(&rule.query) => return false,
                CssRule::Media(rule) => &mut rule.rules,
                CssRule::Supports(rule) => &mut rule.rules,
                CssRule::LayerBlock(rule) => &mut rule.rules,
                _ => return true,
            };
            self.keep_own(rules, is_used);
            !rules.0.is_empty()
        });
    }

    /// Whether each part of the selector is in the page; not, whether in one place.
    fn may_match(&self, selector: &Selector<'_>) -> bool {
        selector.iter_raw_match_order().all(|part| match part {
            Component::LocalName(name) => self.elements.contains(name.lower_name.as_ref()),
            Component::Class(class) => self.classes.contains(class.as_ref()),
            Component::AttributeInNoNamespaceExists { local_name_lower: name, .. } => {
                EARLY.contains(&name.as_ref()) || self.attributes.contains_key(name.as_ref())
            }
            Component::AttributeInNoNamespace { local_name: name, value, .. } => {
                // Whatever compares the two, the one holds the other.
                let has = |values: &HashSet<&str>| values.iter().any(|it| it.contains(&**value));
                EARLY.contains(&name.as_ref())
                    || self.attributes.get(name.as_ref()).is_some_and(has)
            }
            Component::Is(any) | Component::Where(any) => any.iter().any(|it| self.may_match(it)),
            Component::NonTSPseudoClass(class) => {
                !matches!(class, PseudoClass::Hover | PseudoClass::Active)
            }
            Component::PseudoElement(PseudoElement::HighlightFunction { .. }) => false,
            _ => true,
        })
    }
}

/// The names and values of a tag's attributes; those without a value have an empty one.
fn pairs(attributes: &str) -> Vec<(&str, &str)> {
    let (mut pairs, mut rest) = (Vec::new(), attributes);
    loop {
        rest = rest.trim_start();
        let end = rest.find(|it: char| it == '=' || it.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() || name == "/" {
            return pairs;
        }
        let quoted = after.strip_prefix("=\"").and_then(|value| value.split_once('"'));
        let (value, after) = quoted.unwrap_or(("", after));
        pairs.push((name, value));
        rest = after;
    }
}

fn is_print(query: &MediaList<'_>) -> bool {
    query.media_queries.iter().all(|query| {
        query.media_type == MediaType::Print && query.qualifier != Some(Qualifier::Not)
    })
}

#[cfg(test)]
mod tests {
    use super::{all, of_page, pairs};

    #[test]
    fn what_a_page_may_show_stays_and_nothing_else() {
        let page = r#"<html lang="zh"><body><p class="text wide" hidden>1</p>
            <a aria-expanded="false" href="x">2</a></body></html>"#;
        for (rule, stays) in [
            ("p{color:red}", true),
            ("table{color:red}", false),
            (".wide.text{color:red}", true),
            (".narrow,.other{color:red}", false),
            ("[hidden]{color:red}", true),
            ("[open]{color:red}", false),
            ("a[aria-expanded=false]{color:red}", true),
            ("a[aria-expanded=true]{color:red}", false),
            ("[data-theme=dark] p{color:red}", true),
            ("p:not(.never){color:red}", true),
            ("p:is(.never,.text){color:red}", true),
            ("p:is(.never,.neither){color:red}", false),
            ("a:hover{color:red}", false),
            ("a:focus-visible{color:red}", true),
            ("@media print{p{color:red}}", false),
            ("@media screen{p{color:red}}", true),
            ("@media (min-width:1rem){p{color:red}}", true),
            ("@media (min-width:1rem){table{color:red}}", false),
            ("@layer some{p{color:red}}", true),
            ("@page{margin:0}", false),
            ("p::highlight(some){color:red}", false),
            ("p:before{color:red}", true),
            ("p{--a:1;order:var(--a)}", true),
        ] {
            let kept = of_page(rule, page).unwrap();
            assert_eq!(kept, if stays { rule } else { "" }, "{rule}");
        }
        assert_eq!(of_page("p,table{color:red}", page).unwrap(), "p{color:red}");
        assert_eq!(of_page("p{--a:1;color:red}", page).unwrap(), "p{color:red}");
        assert_eq!(of_page("p{unknown:1}", page).unwrap(), "p{unknown:1}");
    }

    #[test]
    fn what_is_folded_up_is_not_shown_but_its_summary_is() {
        let css = ".a,.b,.c,.d,.e{color:red}";
        let of = |open: &str| {
            let page = format!(
                "<details{open}><summary class=\"a\"></summary><details><summary></summary>\
                 <p class=\"b\"></p></details><p class=\"c\"></p></details><p class=\"d\"></p>"
            );
            of_page(css, &page).unwrap()
        };
        assert_eq!(of(""), ".a,.d{color:red}");
        assert_eq!(of(" open"), ".a,.c,.d{color:red}");
    }

    #[test]
    fn attributes_are_read() {
        let found = pairs(" a=\"1 = 2\" hidden b=\"\" /");
        assert_eq!(found, [("a", "1 = 2"), ("hidden", ""), ("b", "")]);
    }

    #[test]
    fn a_style_sheet_is_made_short_and_a_wrong_one_is_told() {
        assert_eq!(all("/* x */ p { color : #ff0000 ; }").unwrap(), "p{color:red}");
        assert!(all("p { color: red } }").unwrap_err().contains("Unexpected"));
    }
}
