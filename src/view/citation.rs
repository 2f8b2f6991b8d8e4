//! Where cited words stand, in words, and how to get there.

use plan::Plan;
use plan::citation::Citation;
use plan::model::{BlockKind, ColumnRole, unwrapped};

use crate::route::{Base, Location, Route};
use crate::view::chapter::place_in_words;
use crate::view::markup::escaped;

/// The location of what is cited, and its name: `第四章第一节第1段`, `表2第12项`.
pub fn place_of(plan: &Plan, citation: Citation) -> (Location, String) {
    let block = citation.block();
    let fragment = citation.id(plan).to_owned();
    if let (Citation::Cell { row, .. }, BlockKind::Table(table)) =
        (citation, &plan.blocks[block].kind)
    {
        let row = &table.rows[usize::from(row)];
        let route = Route::of_row(table, row).unwrap_or(Route::of_block(plan, block));
        let label = plan.blocks[block].text.split_whitespace().next().unwrap_or_default();
        let number = row.number.map_or(String::new(), |number| format!("第{number}项"));
        return (Location { fragment, ..Location::of(route) }, format!("{label}{number}"));
    }
    let to = Location { fragment, ..Location::of(Route::of_block(plan, block)) };
    (to, place_in_words(plan, block))
}

/// What is cited as it is printed; a cell behind its row's name and its column's header.
pub fn printed(plan: &Plan, citation: Citation) -> String {
    let quote = unwrapped(citation.quote(plan));
    match (row_name(plan, citation), citation.column_header(plan)) {
        (Some(name), Some(header)) if *name != *quote => format!("{name}，{header}：{quote}"),
        _ => quote.into_owned(),
    }
}

/// The words of `citation` with a link to their place, as markup.
pub fn quotation(plan: &Plan, base: &Base, citation: Citation) -> String {
    let (to, place_name) = place_of(plan, citation);
    format!(
        r#"<span class="quotation"><q>{}</q> <a class="quotation__place" href="{}">{}</a></span>"#,
        escaped(&printed(plan, citation)),
        escaped(&base.location_href(&to)),
        escaped(&place_name)
    )
}

/// The name of the row that is cited, its part's behind it.
fn row_name(plan: &Plan, citation: Citation) -> Option<String> {
    let Citation::Cell { table, row, .. } = citation else { return None };
    let BlockKind::Table(table) = &plan.blocks[table as usize].kind else { return None };
    let row = table.rows.get(usize::from(row))?;
    let name = row.cells.get(table.column(ColumnRole::Name)?)?;
    let part = row.sub_indicator.as_ref().map(|cell| format!("·{}", unwrapped(&cell.text)));
    Some(format!("{}{}", unwrapped(&name.text), part.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn a_citation_says_what_it_cites_and_where() {
        let plan = data::plan();
        let find = |at: &str, quote: &str, of: Option<&str>| {
            let citation = Citation::find(&plan, at, quote, of).expect("words of the plan");
            let (to, place) = place_of(&plan, citation);
            (printed(&plan, citation), place, to.route, to.fragment)
        };
        let (text, place, route, fragment) = find("14-14", "3.52", Some("2020年预计值/实际值"));
        assert!(text.ends_with("，2020年预计值/实际值：3.52"), "{text}");
        assert_eq!((place.as_str(), fragment.as_str()), ("表2第14项", "14-14"));
        assert_eq!(route, Route::Indicator { period: 14, number: 14 });
        let (text, place, route, fragment) = find("q5.1", "32个主要指标", None);
        assert_eq!((text.as_str(), place.as_str()), ("32个主要指标", "问答第5问第1段"));
        assert_eq!((route, fragment.as_str()), (Route::Question(5), "q5.1"));
    }
}
