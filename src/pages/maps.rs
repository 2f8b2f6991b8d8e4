//! `/maps/`: the maps' captions, and an honest word on the images.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::page_heading::page_heading;
use crate::context::Place;

/// The maps.
#[inline(never)]
pub fn maps_page(place: &Place) -> Html {
    let plan = &place.plan;
    let figure = |idx: usize| {
        let block = &plan.blocks[idx];
        let label = block.label().unwrap_or_default();
        let id = AttrValue::from(block.id.to_string());
        html! {
            <li class="map" data-marked={place.mark(&id)} {id}>
                <a
                    class="map__label"
                    href={place.base.block_href(plan, idx)}
                    aria-label={format!("{label}，复制链接")}
                    data-permalink=""
                >
                    { label }
                </a>
                <span class="map__caption">{ block.title() }</span>
                <span class="map__missing">{ "公开文本里没有这幅图" }</span>
            </li>
        }
    };
    let figures: Vec<_> = plan.indices(|kind| matches!(kind, BlockKind::Figure(_))).collect();
    html! {
        <div class="maps">
            { page_heading("附图") }
            <p class="lead">
                { format!("规划附有{}幅图。本站依据的公开文本只有图题，没有图；我们不补画，也不用别的图代替。", figures.len()) }
            </p>
            <ol class="maps__list">{ for figures.into_iter().map(figure) }</ol>
        </div>
    }
}
