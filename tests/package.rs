//! The JavaScript package and the site agree on where things are.

use plan::bundle::file;
use plan::{BlockKind, Bundle};
use plan_package::answers::OpenPlan;
use plan_reader::data;
use plan_reader::route::{Location, Route};

/// The bundle's file with what addresses are made of.
fn opened() -> OpenPlan {
    let bundle = Bundle { plan: (*data::plan()).clone(), ..Bundle::default() };
    OpenPlan::open(&file(&bundle.to_bytes())).expect("a whole bundle")
}

#[test]
fn the_package_gives_the_addresses_that_the_site_has() {
    let (plan, opened) = (data::plan(), opened());
    for (idx, block) in plan.blocks.iter().enumerate() {
        let expected = format!("{}#{}", Route::of_block(&plan, idx).path(), block.id);
        assert_eq!(opened.path(block.id.as_str()), Ok(expected));
        let BlockKind::Table(table) = &block.kind else { continue };
        for row in &table.rows {
            let (Some(id), Some(to)) = (&row.id, Location::of_row(table, row)) else { continue };
            let mark = if to.fragment.is_empty() { "" } else { "#" };
            let expected = format!("{}{mark}{}", to.route.path(), to.fragment);
            assert_eq!(opened.path(id.as_str()), Ok(expected));
        }
    }
    assert_eq!(opened.path("13-31").as_deref(), Ok("indicators/13-31/"));
    assert_eq!(
        opened.path("14-99"),
        Err("expected the id of a block or an indicator such as 4.1.3 or 14-12, but found `14-99`"
            .to_owned())
    );
}

#[test]
fn a_text_is_read_without_what_rests_on_a_persons_reading() {
    let text = "第一章  开篇\n第一节  目标\n到2025年，森林覆盖率达到30%。\n";
    let opened = OpenPlan::parse(text, "规划", "某市");
    assert_eq!(opened.outline().len(), 1);
    assert_eq!(opened.search("森林").literal_hits, 1);
    assert!(opened.block("1.1.1").is_ok() && opened.block("1.1.2").is_err());
    let cited = |until| opened.cite(Some("1.1.1"), until, "https://x.example/", [2026, 3, 9]);
    assert!(cited(None).is_ok() && cited(Some("1.1")).is_err());
    assert!(opened.chart("14-1").is_err());
}
