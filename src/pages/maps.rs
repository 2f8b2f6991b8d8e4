//! `/maps/`: the maps' captions, and an honest word on the images.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::components::permalink::Permalink;
use crate::context::{use_place, use_plan};

/// The maps.
#[component]
pub fn MapsPage() -> Html {
    let plan = use_plan();
    let place = use_place();
    let figure = |idx: usize| {
        let block = &plan.blocks[idx];
        let label = block.label().unwrap_or_default().to_owned();
        let is_marked = block.id == *place.marked_id();
        html! {
            <li class="map" id={block.id.to_string()} data-marked={is_marked.then_some("")}>
                <Permalink {idx} class="map__label" label={format!("{label}，复制链接")}>
                    { label.clone() }
                </Permalink>
                <span class="map__caption">{ block.title() }</span>
                <span class="map__missing">{ "公开文本里没有这幅图" }</span>
            </li>
        }
    };
    let figures: Vec<_> = plan.indices(|kind| matches!(kind, BlockKind::Figure(_))).collect();
    html! {
        <div class="maps">
            <PageHeading title="附图" />
            <p class="lead">
                { format!("规划附有{}幅图。本站依据的公开文本只有图题，没有图；我们不补画，也不用别的图代替。", figures.len()) }
            </p>
            <ol class="maps__list">{ for figures.into_iter().map(figure) }</ol>
        </div>
    }
}
