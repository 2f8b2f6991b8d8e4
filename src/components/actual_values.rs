//! A reader's own actual values: a field a year of an indicator, where they stand, and
//! the way in and out as a file.
//!
//! They stay on the device. What cannot be read is said and left in its field; a file's
//! values are kept only when the reader says so, and none that is there already is lost.

use plan::actual::{ActualValue, ActualValues, Import, OnConflict, read_csv};
use plan::indicator::Indicator;
use plan::status::assess;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser;
use crate::context::{use_place, use_session};
use crate::session::SessionAction;
use crate::store;
use crate::view::actual::{
    assessment_in_words, mismatch_in_words, no_status_in_words, row_error_in_words, what_to_enter,
};

/// Properties of [`ActualValuesForm`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ActualValuesFormProps {
    /// The indicator's index in the plan's indicators.
    pub indicator: usize,
}

/// What stands in the fields of a year and is not kept: not a value, or no value yet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Draft {
    year: u16,
    value: String,
    source: String,
    /// What is wrong with it.
    wrong: String,
}

/// The form of an indicator's actual values.
#[component]
pub fn ActualValuesForm(props: &ActualValuesFormProps) -> Html {
    let place = use_place();
    let session = use_session();
    let drafts = use_state_eq(Vec::<Draft>::new);
    let import = use_state_eq(|| None::<Import>);
    let indicator: &Indicator = &place.numbers.indicators[props.indicator];
    let values = session.actuals.clone();

    let keep = {
        let (place, session) = (place.clone(), session.clone());
        Callback::from(move |values: ActualValues| {
            let is_kept = store::save_actuals(&values, &place.plan, &place.numbers);
            session.dispatch(SessionAction::SetActuals(values, !is_kept));
        })
    };
    let on_change = {
        let (place, values, drafts) = (place.clone(), values.clone(), drafts.clone());
        let (idx, keep) = (props.indicator, keep.clone());
        Callback::from(move |year: u16| {
            let indicator = &place.numbers.indicators[idx];
            let field = |name| browser::input_value(&field_id(name, &indicator.id, year));
            let (value, source) = (field("value"), field("source"));
            let mut others: Vec<Draft> =
                drafts.iter().filter(|draft| draft.year != year).cloned().collect();
            let mut values = values.clone();
            let mut wrong = String::new();
            if value.trim().is_empty() {
                if values.remove(&indicator.id, year).is_some() {
                    keep.emit(values);
                }
            } else {
                match ActualValue::new(indicator, &year.to_string(), &value, &source) {
                    Ok(entry) => {
                        values.insert(entry);
                        keep.emit(values);
                        return drafts.set(others);
                    }
                    Err(mismatch) => wrong = mismatch_in_words(&mismatch),
                }
            }
            others.push(Draft { year, value, source, wrong });
            drafts.set(others);
        })
    };
    let on_file = {
        let (place, import) = (place.clone(), import.setter());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let (place, import) = (place.clone(), import.clone());
            browser::read_file(&input, move |text| {
                let Some(period) = place.plan.period else { return };
                import.set(Some(read_csv(&text, &place.numbers.indicators, period)));
            });
        })
    };

    let year = |year: u16| {
        let entry = values.of(&indicator.id).find(|entry| entry.year() == year);
        let draft = drafts.iter().find(|draft| draft.year == year);
        let (value, source) = match (draft, entry) {
            (Some(draft), _) => (draft.value.clone(), draft.source.clone()),
            (None, Some(entry)) => (entry.value().to_string(), entry.source().to_owned()),
            (None, None) => Default::default(),
        };
        let on_change = on_change.reform(move |_: Event| year);
        let error = draft.map(|draft| draft.wrong.clone()).unwrap_or_default();
        let (value_id, source_id) =
            (field_id("value", &indicator.id, year), field_id("source", &indicator.id, year));
        let error_id = field_id("error", &indicator.id, year);
        html! {
            <div class="actuals__year">
                <label for={value_id.clone()}>{ format!("{year}年") }</label>
                <input
                    id={value_id}
                    inputmode="decimal"
                    autocomplete="off"
                    disabled={!place.is_interactive}
                    {value}
                    aria-invalid={(!error.is_empty()).to_string()}
                    aria-describedby={(!error.is_empty()).then(|| error_id.clone())}
                    onchange={on_change.clone()}
                />
                <input
                    id={source_id}
                    autocomplete="off"
                    placeholder="来源（可不填）"
                    disabled={!place.is_interactive}
                    aria-label={format!("{year}年的来源")}
                    value={source}
                    onchange={on_change}
                />
                if !error.is_empty() {
                    <p class="actuals__error" id={error_id} role="alert">{ error }</p>
                }
            </div>
        }
    };
    let years = indicator.period.first_year..=indicator.period.last_year;
    let status = assess(indicator, &values).map(|assessed| match assessed {
        Ok(assessment) => assessment_in_words(indicator, &assessment),
        Err(reason) => no_status_in_words(reason),
    });
    let csv = place.is_interactive.then(|| values.to_csv());
    let encoded = csv.as_deref().map(browser::percent_encoded);
    let download = encoded.map(|csv| format!("data:text/csv;charset=utf-8,{csv}"));
    html! {
        <section class="actuals" aria-labelledby="actuals-heading">
            <h2 id="actuals-heading">{ "填入实际数" }</h2>
            <p>
                { "规划印发以后各年的实际数，规划里没有。你可以填入自己掌握的数，和规划的目标对照；只存在这台设备上，不会发出去。" }
                { what_to_enter(indicator) }
            </p>
            { for years.map(year) }
            <p role="status">
                if let Some(status) = status {
                    <span class="readings__ours">{ "本站整理" }</span>
                    { status }
                }
            </p>
            if session.are_actuals_unkept {
                <p class="actuals__error" role="alert">
                    { "这台设备没有存住（存储满了，或被禁用）。关掉页面前请先导出。" }
                </p>
            }
            <div class="actuals__files">
                <label class="actuals__import">
                    { "导入 CSV" }
                    <input
                        class="visually-hidden"
                        type="file"
                        accept=".csv,text/csv"
                        disabled={!place.is_interactive}
                        onchange={on_file}
                    />
                </label>
                <a href={download} download="actual-values.csv">{ "导出 CSV" }</a>
                <button type="button" data-copy={csv}>{ "复制 CSV" }</button>
            </div>
            <p class="actuals__form">
                { "文件的第一行是 indicator,year,value,source，一行一个数；先导出，可得这样的表。" }
            </p>
            if let Some(found) = &*import {
                { imported(found, &values, &keep, import.setter()) }
            }
        </section>
    }
}

fn field_id(name: &str, indicator: &str, year: u16) -> String {
    format!("actual-{name}-{indicator}-{year}")
}

/// What a file has, and the reader's choice.
fn imported(
    found: &Import,
    values: &ActualValues,
    keep: &Callback<ActualValues>,
    import: UseStateSetter<Option<Import>>,
) -> Html {
    let changes = values.changes(&found.values);
    let merged = |on_conflict| {
        let mut merged = values.clone();
        merged.merge(found.values.clone(), on_conflict);
        let (keep, import) = (keep.clone(), import.clone());
        Callback::from(move |_: MouseEvent| {
            keep.emit(merged.clone());
            import.set(None);
        })
    };
    let on_cancel = {
        let import = import.clone();
        Callback::from(move |_: MouseEvent| import.set(None))
    };
    let n_good = changes.n_new + changes.n_same + changes.n_conflicting;
    html! {
        <div class="actuals__import-result" role="status">
            <p>
                { format!(
                    "文件里有{n_good}个可用的数：{}个是新的，{}个和已填的相同，{}个和已填的不同。",
                    changes.n_new, changes.n_same, changes.n_conflicting,
                ) }
                if found.n_errors > 0 {
                    { format!("另有{}行读不了：", found.n_errors) }
                }
            </p>
            <ul>{ for found.errors.iter().map(|error| html! { <li>{ row_error_in_words(error) }</li> }) }</ul>
            if found.n_errors > found.errors.len() {
                <p>{ format!("只列出前{}行。", found.errors.len()) }</p>
            }
            <div class="actuals__files">
                if n_good > 0 {
                    <button type="button" onclick={merged(OnConflict::Replace)}>
                        { if changes.n_conflicting > 0 { "存入，不同的换成文件里的" } else { "存入可用的数" } }
                    </button>
                }
                if changes.n_conflicting > 0 {
                    <button type="button" onclick={merged(OnConflict::Keep)}>{ "存入，不同的保留已填的" }</button>
                }
                <button type="button" onclick={on_cancel}>{ "不存" }</button>
            </div>
        </div>
    }
}
