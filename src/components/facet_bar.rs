//! The row of choices above a list: a field for words, and a chip an option.
//!
//! On a phone the chips stand in one row that scrolls sideways, a row a facet on wider
//! screens. A chip that would leave nothing is disabled.

use yew::prelude::*;

use crate::browser;
use crate::components::words_field::WordsField;
use crate::context::{Place, use_after_paint};
use crate::view::facets::{Facet, FacetOption, Narrowed, WORDS};

/// The choices of `narrowed`, and what `shown` says of the list below them. `placeholder`
/// is an example of words to look for, `order` a control for the list's order.
pub fn facet_bar(
    place: &Place,
    narrowed: &Narrowed,
    placeholder: &'static str,
    shown: String,
    order: Html,
) -> Html {
    let on_words = {
        let place = place.clone();
        Callback::from(move |words: String| {
            place.on_replace.emit(place.location.with_query_value(WORDS, &words));
        })
    };
    let words = AttrValue::from(narrowed.words.clone());
    html! {
        <div class="filter">
            <label for="filter-words">{ "按字词找" }</label>
            <WordsField id="filter-words" {words} {placeholder} {on_words} />
            { facets_and_state(place, narrowed, shown, order) }
        </div>
    }
}

/// The chips of `narrowed`, what `shown` says of the list below them, and the way to take
/// all choices back.
pub fn facets_and_state(place: &Place, narrowed: &Narrowed, shown: String, order: Html) -> Html {
    let on_clear = {
        let place = place.clone();
        let words = (!narrowed.words.is_empty()).then_some(WORDS);
        let facets = narrowed.facets.iter().map(|facet| facet.name);
        let names: Vec<_> = facets.chain(words).collect();
        Callback::from(move |_: MouseEvent| {
            let cleared =
                names.iter().fold(place.location.clone(), |to, name| to.with_query_value(name, ""));
            place.on_replace.emit(cleared);
        })
    };
    let on_choose = {
        let place = place.clone();
        Callback::from(move |event: MouseEvent| {
            let chip = browser::closest(&event, ".chip");
            let attribute = |name| chip.as_ref()?.get_attribute(name);
            let Some((name, value)) = attribute("data-facet").zip(attribute("data-value")) else {
                return;
            };
            let is_chosen = place.location.query_value(&name).as_deref() == Some(&*value);
            let value = if is_chosen { "" } else { &value };
            place.on_replace.emit(place.location.with_query_value(&name, value));
        })
    };
    html! {
        <>
            // One listener for all chips: a new one each, at each keystroke, is time.
            <div onclick={on_choose}><Facets facets={narrowed.facets.clone()} /></div>
            <div class="filter__state">
                <p role="status">{ shown }</p>
                <button
                    type="button"
                    class="filter__clear"
                    hidden={!narrowed.is_narrowed}
                    onclick={on_clear}
                >
                    { "清除筛选" }
                </button>
                { order }
            </div>
        </>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct FacetsProps {
    facets: Vec<Facet>,
}

/// The chips.
#[component]
fn Facets(props: &FacetsProps) -> Html {
    let facets = use_after_paint(props.facets.clone());
    let option = |name: &'static str, option: &FacetOption| {
        html! {
            <button
                type="button"
                class="chip"
                data-facet={name}
                data-value={option.value.to_string()}
                aria-pressed={if option.is_chosen { "true" } else { "false" }}
                disabled={option.n_items == 0 && !option.is_chosen}
            >
                { format!("{} ", option.label) }
                <span class="chip__count">{ option.n_items }</span>
            </button>
        }
    };
    let facet = |facet: &Facet| {
        let label_id = AttrValue::from(format!("facet-{}", facet.name));
        html! {
            <div class="facet" role="group" aria-labelledby={label_id.clone()}>
                <span class="facet__title" id={label_id}>{ facet.title }</span>
                { for facet.options.iter().map(|it| option(facet.name, it)) }
            </div>
        }
    };
    html! {
        <div class="facets">{ for facets.iter().map(facet) }</div>
    }
}

/// A button that copies the list as a table. The table is made when it is asked for, before
/// the click reaches the listener that copies.
pub fn copy_button(table: impl Fn() -> String + 'static) -> Html {
    let on_click = move |event: MouseEvent| {
        if let Some(button) = browser::closest(&event, "button") {
            drop(button.set_attribute("data-copy", &table()));
        }
    };
    html! {
        <button type="button" class="filter__clear" onclick={on_click}>{ "复制为表格" }</button>
    }
}
