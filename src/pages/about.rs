//! `/about/`: sources and checksums, what is missing, licence, build.

use plan::model::BlockKind;
use yew::prelude::*;

use crate::components::offline_copy::OfflineCopy;
use crate::components::page_heading::page_heading;
use crate::context::Place;
use crate::data::BUILD_ID;
use crate::view::chapter::place_in_words;

/// About the site.
#[inline(never)]
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
                    { "规划是行政机关公布的公文。依照《中华人民共和国著作权法》第五条，国家机关具有立法、行政、司法性质的文件不适用该法。报纸的问答解读是媒体的作品，权利属于刊登它的报社；这里照录一版，用来同规划对照，标明是媒体的话。" }
                </p>
            </section>
            <section>
                <h2>{ "缺什么" }</h2>
                <ul>
                    <li>{ format!("{n_figures}幅附图只有图题：公开文本里没有图。") }</li>
                    <li>{ "原文的目录没有照录：本站的目录由正文标题生成，构建时已与原目录逐条核对一致。" }</li>
                    { for place.apparatus.press.turns.iter().map(|turn| {
                        let part = if turn.is_end { "后面" } else { "开头" };
                        let block = place_in_words(plan, turn.block as usize);
                        html! { <li>{ format!("报纸只有一版：{block}的{part}在第{}版，没有的不补。", turn.page) }</li> }
                    }) }
                    <li>{ "原文的版式（页码、分页处重复的表头、书签）没有保留，文字都在。" }</li>
                </ul>
            </section>
            <section id="method">
                <h2>{ "数是怎么算的" }</h2>
                <p>{ "规划印的数一律照录。标着“本站整理”的是我们从这些数算出来的，算法如下，谁都可以照着验算。" }</p>
                <ul>
                    <li>{ "每年的进度：比重按百分点平均到每年；其他数值按复合增长率；规划写“年均”的，就是那个数；五年累计的，每年五分之一。目标由省里下达、基期待公布的，算不出来，照实说。" }</li>
                    <li>{ "上一个五年的结果：只拿原表的目标和最后一年的预计数比。口径不同、没有数的，不比。" }</li>
                    <li>{ "你填入的实际数，取有数的最近一年。最后一年以前和均匀推算到那一年的数比：比重是 基期＋k×（目标－基期）÷n，其他数值是 基期×（目标÷基期）的 k/n 次方；“年均”目标拿已填各年的平均数比；五年累计目标拿各年之和同 k×目标÷n 比，缺一年就不比；基期已经在界限以内的，只和界限比。最后一年和目标本身比。n 是五年，k 是到那一年的年数。算出的数比原数多留两位小数，用留下的数比较。" }</li>
                    <li>{ "目标低于基期的数值、写明“小于”“不超过”的，以低为达到；其余以高为达到。平均数和累计数比上期小，不等于要它下降。" }</li>
                    <li>{ "局限：没有哪个指标真的匀速变化，落在均匀推算之后不是预测。比率的平均是算术平均，和复合算法略有出入。“左右”没有说差多少，按那个数本身比。" }</li>
                </ul>
            </section>
            <section>
                <h2>{ "报纸的那一版是怎么理顺的" }</h2>
                <p>
                    { "文本按版面排列，段落被栏隔断，规划、问答和名词解释交错。程序先按样子分出报头、转版的记号、标题、问题和名词，再把断开的两头接起来。接不接，看四样：公开文本里是不是前后相接；前一头是不是没有说完、后一头是不是从半句起；两头的字连起来在别处常不常见；有没有别的断头同样接得上。不够确定的不接，只说明断在哪里。每一处接缝在页面上都能看到根据。" }
                </p>
            </section>
            <section>
                <h2>{ "数据" }</h2>
                { data(place, &["plan.json"], "规划的全部文字和表格，按篇、章、节、段编号，标明在来源文件中的行号。") }
                { data(
                    place,
                    &["indicators.csv", "indicators.json"],
                    "指标表的每个数，原表写法和我们读出的数值并列；上一个五年的各项是否达到目标，只按原表里的数比较。",
                ) }
                { data(place, &["targets.csv", "targets.json"], "正文里写了数的目标，附原句。") }
                { data(
                    place,
                    &["projects.csv", "projects.json"],
                    "规划点名的项目和它的说法，附原句；类别和进度是本站整理。",
                ) }
                { data(place, &["qa.json"], "报纸的问答，每一段附接缝、存疑的字句和依据的规划原文。") }
                { data(place, &["editions.json"], "报纸刊登的规划结尾和名词解释，与公开文本的每一处不同。") }
                { data(place, &["checks.json", "glossary.json"], "不一致的数字；规划自己解释的名词，附原句。") }
                { data(place, &["datapackage.json"], "以上各文件的说明，按 Frictionless 数据包的格式。") }
            </section>
            <OfflineCopy />
            <section>
                <h2>{ "你的隐私" }</h2>
                <p>{ "本站不收集任何信息，不请求别的网站。字号、颜色、读到哪里和你填入的数只存在你的设备上。" }</p>
            </section>
            <section>
                <h2>{ "许可和版本" }</h2>
                <p>{ "程序以 MIT 或 Apache-2.0 许可发布，任选其一。" }</p>
                <p>{ "版本 " }<code>{ BUILD_ID }</code></p>
            </section>
        </div>
    }
}

/// Links to the published `files`, and what they are.
fn data(place: &Place, files: &[&'static str], what: &'static str) -> Html {
    html! {
        <p>
            { for files.iter().enumerate().map(|(at, file)| html! {
                <>
                    { if at > 0 { "、" } else { "" } }
                    <a href={place.base.file_href(&format!("data/{file}"))}>{ *file }</a>
                </>
            }) }
            { format!("：{what}") }
        </p>
    }
}
