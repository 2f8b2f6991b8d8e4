//! `/about/`: sources and checksums, what is missing, licence, build.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::data::BUILD_ID;

/// About the site.
pub fn about_page(place: &Place) -> Html {
    let plan = &place.plan;
    let n_figures = plan.indices(|kind| matches!(kind, BlockKind::Figure(_))).count();
    html! {
        <div class="about">
            { page_heading("关于") }
            <section>
                <h2>{ "这是什么" }</h2>
                <p>
                    { format!("一个读《{}》的网页。规划的文字一字未改；凡是我们加上的（编号、链接、目录里的条数），都在文字之外。", plan.title) }
                </p>
                <p>{ "本站不是政府网站。引用规划请以政府公开发布的文本为准。" }</p>
            </section>
            <section>
                <h2>{ "来源" }</h2>
                { for plan.sources.iter().map(|source| html! {
                    <dl class="source">
                        <dt>{ source.file.clone() }</dt>
                        <dd>{ source.description.clone() }</dd>
                        <dd>{ format!("{} 字节，SHA-256：", source.n_bytes) }<code>{ source.sha256.clone() }</code></dd>
                    </dl>
                }) }
                <p>
                    { "规划是行政机关公布的公文。依照《中华人民共和国著作权法》第五条，国家机关具有立法、行政、司法性质的文件不适用该法。" }
                </p>
            </section>
            <section>
                <h2>{ "缺什么" }</h2>
                <ul>
                    <li>{ format!("{n_figures}幅附图只有图题：公开文本里没有图。") }</li>
                    <li>{ "原文的目录没有照录：本站的目录由正文标题生成，构建时已与原目录逐条核对一致。" }</li>
                    <li>{ "原文的版式（页码、分页处重复的表头、书签）没有保留，文字都在。" }</li>
                </ul>
            </section>
            <section>
                <h2>{ "数据" }</h2>
                <p>
                    <a href={place.base.file_href("data/plan.json")}>{ "plan.json" }</a>
                    { "：规划的全部文字和表格，按篇、章、节、段编号，标明在来源文件中的行号。" }
                </p>
                <p>
                    <a href={place.base.file_href("data/indicators.csv")}>{ "indicators.csv" }</a>
                    { "、" }
                    <a href={place.base.file_href("data/indicators.json")}>{ "indicators.json" }</a>
                    { "：指标表的每个数，原表写法和我们读出的数值并列；上一个五年的各项是否达到目标，只按原表里的数比较。" }
                </p>
            </section>
            <section>
                <h2>{ "你的隐私" }</h2>
                <p>{ "本站不收集任何信息，不请求别的网站。字号、颜色和读到哪里只存在你的设备上。" }</p>
            </section>
            <section>
                <h2>{ "许可和版本" }</h2>
                <p>{ "程序以 MIT 或 Apache-2.0 许可发布，任选其一。" }</p>
                <p>{ "版本 " }<code>{ BUILD_ID }</code></p>
            </section>
        </div>
    }
}
