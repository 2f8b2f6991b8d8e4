//! `/projects/`: the named undertakings and what the plan promises for each.

use plan::{Plan, Project};
use yew::prelude::*;

use crate::components::facet_bar::{copy_button, facet_bar};
use crate::components::line_list::{LineList, LineState};
use crate::components::markup_text::Markup;
use crate::components::page_heading::page_heading;
use crate::context::use_choices;
use crate::data;
use crate::route::Base;
use crate::view::chapter::place_in_words;
use crate::view::markup::escaped;
use crate::view::projects::{ProjectList, as_table, field_name, promised, quoted, verb};

/// The undertakings. A component, because its lines are worked out once, as markup: the list
/// has to follow every keystroke.
#[component]
pub fn ProjectsPage() -> Html {
    let place = use_choices();
    let list = {
        let plan = place.plan.clone();
        use_memo((), move |()| ProjectList::new(&plan, &data::projects()))
    };
    let lines = {
        let (place, list) = (place.clone(), list.clone());
        use_memo((), move |()| {
            Markup::new(&place, || fields(&place.plan, &place.base, &data::projects(), &list))
        })
    };
    let narrowed = list.narrow(&place.location);
    // A field's line stands before those of its undertakings, theirs before their promises'.
    let mut states = Vec::new();
    for (_, undertakings) in &list.fields {
        let field_at = states.len();
        states.push(LineState { is_hidden: true, ..LineState::default() });
        for promises in undertakings {
            let at = states.len();
            states.push(LineState { is_hidden: true, ..LineState::default() });
            for &idx in promises {
                let is_hidden = !narrowed.is_shown(idx);
                let is_marked = *list.ids[idx] == *place.location.fragment;
                states.push(LineState { is_hidden, is_marked, ..LineState::default() });
                states[at].is_hidden &= is_hidden;
            }
            states[field_at].is_hidden &= states[at].is_hidden;
        }
    }
    let copy = {
        let (place, list) = (place.clone(), list.clone());
        copy_button(move || {
            as_table(&place.plan, &data::projects(), &list.narrow(&place.location).shown)
        })
    };
    html! {
        <div class="projects">
            { page_heading("重点项目") }
            <p class="lead">
                { "规划点了名的线路、道路、厂站、学校、医院和园区，以及它说要做到哪一步。名称、动词都是规划的原话，点动词看原句。" }
            </p>
            <details class="explanation">
                <summary>{ "哪些算，哪些不算" }</summary>
                <p>
                    { "算：规划点名要建设、改造、设立或研究的一样东西，前面有“建成”“开工建设”“推进……建设”\
                       “开展……前期研究”这样的动词；并列的逐个列出，几个名称共用的词以灰字补上。\
                       不算：只说提升、发展、争创的，示范区、试验区、先导区一类称号，信息平台和系统，\
                       行动和计划，没有名字的（一批剧场、口袋公园50座），以及没有动词的名单。" }
                </p>
                <p>
                    { "本站整理：类别按名称分，进度按动词分。规划在两处写到同一个名称，算两处、一个项目；\
                       写法差得多的没有合并。条件后面的数是处数。" }
                </p>
            </details>
            { facet_bar(&place, &narrowed, "如：地铁、医院、污水", list.state(&narrowed), copy) }
            <LineList markup={(*lines).clone()} {states} />
        </div>
    }
}

/// The kinds of things with their undertakings, as markup.
fn fields(plan: &Plan, base: &Base, projects: &[Project], list: &ProjectList) -> String {
    let mut markup = String::new();
    for (field, undertakings) in &list.fields {
        let name = field_name(*field);
        markup += &format!(r#"<section class="projects__field" data-line=""><h2>{name}</h2><ul>"#);
        for promises in undertakings {
            let [head, name, named] = projects[promises[0]].name_parts(plan);
            markup += &format!(
                r#"<li class="project" data-line=""><p class="project__name">{}<span>{}</span>{}</p><div>"#,
                shared(head),
                escaped(name),
                shared(named),
            );
            let whole = [head, name, named].concat();
            markup.extend(promises.iter().map(|&idx| promise(plan, base, &projects[idx], &whole)));
            markup += "</div></li>";
        }
        markup += "</ul></section>";
    }
    markup
}

/// What a name shares with others of its sentence, as markup.
fn shared(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    format!(r#"<span class="project__shared">{}</span>"#, escaped(words))
}

/// A promise for the undertaking that is called `name` above it, as markup.
fn promise(plan: &Plan, base: &Base, project: &Project, name: &str) -> String {
    let (id, block) = (project.id(plan), project.block as usize);
    let (href, place) = (base.block_href(plan, block), place_in_words(plan, block));
    let year = project.year.map_or_else(String::new, |year| format!("{year}年"));
    let verb = escaped(&verb(plan, project));
    let other = project.name_parts(plan).concat();
    let other = match other == name {
        true => String::new(),
        false => format!(r#"<span class="promise__name">写作“{}”</span>"#, escaped(&other)),
    };
    let quotation = quotation(plan, project);
    format!(
        r#"<div class="promise" id="{id}" data-line=""><a class="promise__place" href="{href}">{place}</a><details><summary>{year}{verb}{other}</summary><p class="promise__quotation">{quotation}</p></details></div>"#
    )
}

/// The promise's clause or sentence with its words marked, as markup.
fn quotation(plan: &Plan, project: &Project) -> String {
    let text = project.text(plan);
    let quoted = quoted(plan, project);
    let mut markup = String::new();
    let cut = |is_cut: bool| if is_cut { "……" } else { "" };
    markup += cut(quoted.start > project.sentence.start as usize);
    let mut at = quoted.start;
    for part in promised(project) {
        let before = &text[at..part.start as usize];
        markup += &format!("{}<b>{}</b>", escaped(before), escaped(part.of(text)));
        at = part.end as usize;
    }
    markup += &escaped(&text[at..quoted.end]);
    markup += cut(quoted.end < project.sentence.end as usize);
    markup
}
