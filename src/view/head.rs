//! A page's title and description, for the browser's tab and for search engines.

use plan::{Block, Concerns, Plan};

use crate::data::Numbers;
use crate::route::Route;
use crate::view::chapter::position_of_chapter;
use crate::view::indicator::{IndicatorView, period_name};
use crate::view::press::QuestionView;

/// A page's title and description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The page's own title, without the site's.
    pub page_title: String,
    /// The whole title.
    pub title: String,
    /// One or two sentences on what the page has.
    pub description: String,
}

/// The site's name: `无锡“十四五”规划`.
pub fn site_name(plan: &Plan) -> String {
    let period = plan.period.map_or(String::new(), |period| period_name(period.ordinal));
    format!("{}{period}规划", plan.city)
}

/// The head of the page at `route`.
pub fn head(plan: &Plan, numbers: &Numbers, concerns: &Concerns, route: Route) -> Head {
    let site_name = site_name(plan);
    let (page_title, description) = match route {
        Route::Home => {
            let description = format!(
                "在手机上读《{}》：全文、指标、名词解释，可离线阅读，每一段都有链接。",
                plan.title
            );
            return Head {
                page_title: site_name.clone(),
                title: format!("{site_name} · 全文阅读"),
                description,
            };
        }
        Route::Outline => (
            "目录".to_owned(),
            format!("《{}》的序言和篇、章、节目录，细到每一段的小标题。", plan.title),
        ),
        Route::Whole => (
            "全文一页".to_owned(),
            format!("《{}》的全文在一页上，便于打印：各章、表、专栏和注释。", plan.title),
        ),
        Route::Chapter(number) => match position_of_chapter(plan, number) {
            Some(idx) => chapter_head(plan, idx),
            None => not_found(),
        },
        Route::Indicators => (
            "指标".to_owned(),
            format!("《{}》的主要指标：筛选、排序、对比，每个数都连到原表和原句。", plan.title),
        ),
        Route::Indicator { period, number } => {
            let view = IndicatorView::new(plan, numbers, period, number);
            view.map_or_else(not_found, |view| indicator_head(&view))
        }
        Route::Targets => (
            "正文里的目标".to_owned(),
            format!(
                "《{}》正文里写了数的目标，共{}个，每个都连到原句。",
                plan.title,
                numbers.links.targets.len()
            ),
        ),
        Route::Projects => (
            "重点项目".to_owned(),
            format!(
                "《{}》点名要建设、改造或研究的轨道、道路、学校、医院、园区，各要做到哪一步，逐个附原句。",
                plan.title
            ),
        ),
        Route::Search => (
            "搜索".to_owned(),
            format!("在《{}》全文里搜索：一字不漏，平常的说法、拼音和繁体字也能找到。", plan.title),
        ),
        Route::Questions => (
            "问答解读".to_owned(),
            format!("报纸刊登的《{}》问答解读，每一处依据都连到规划原文。", plan.title),
        ),
        Route::Question(number) => match QuestionView::new(plan, number) {
            Some(view) => (
                format!("第{number}问 {}", plan.blocks[view.idx].title()),
                format!(
                    "报纸的问答解读第{number}问，不是规划原文；每一处依据都连到《{}》。",
                    plan.title
                ),
            ),
            None => not_found(),
        },
        Route::Compare => (
            "两版对照".to_owned(),
            "公开文本与报纸刊登的规划结尾逐字对照，列出每一处不同。".to_owned(),
        ),
        Route::Checks => (
            "数字核对".to_owned(),
            "规划内部、规划与报纸之间不一致的数字，逐条列出原句，不作判断。".to_owned(),
        ),
        Route::Glossary => {
            ("名词解释".to_owned(), "规划自己解释的名词，解释是规划的原话，附出处。".to_owned())
        }
        Route::Topics => (
            "专题".to_owned(),
            "养老、托育、上学、看病……规划说到每件事的原句，按规划的先后排列。".to_owned(),
        ),
        Route::Topic(slug) => concerns.topic(slug.as_str()).map_or_else(not_found, |topic| {
            let (name, n) = (&topic.name, topic.own(plan).len());
            let description =
                format!("规划说到{name}的{n}句，都是原文，按规划的先后排列，每一处连到原文。");
            (format!("{name}：规划怎么说"), description)
        }),
        Route::Places => (
            "地方".to_owned(),
            "规划点名各区和周边城市的地方：示意图、各区各专题的句数，每一处连到原句。".to_owned(),
        ),
        Route::NamedPlace(slug) => concerns.place(slug.as_str()).map_or_else(not_found, |place| {
            let (name, n) = (&place.concern.name, place.concern.own(plan).len());
            let description =
                format!("规划点名{name}的{n}句，都是原文，按规划的先后排列，每一处连到原文。");
            (format!("{name}：规划怎么说"), description)
        }),
        Route::ForMe => {
            ("与我有关".to_owned(), "选几件关心的事和一个区，把规划说到的原句放在一起。".to_owned())
        }
        Route::Mine => (
            "我的笔记".to_owned(),
            "书签、划线和笔记：只存在这台设备上，可以搜索、导出和导入。".to_owned(),
        ),
        Route::Maps => {
            ("附图".to_owned(), "规划所附各图的图题。公开文本里没有图，这里如实说明。".to_owned())
        }
        Route::About => ("关于".to_owned(), "来源、校验值、缺什么、许可和版本。".to_owned()),
        Route::NotFound => not_found(),
    };
    let title = format!("{page_title} · {site_name}");
    Head { page_title, title, description }
}

fn not_found() -> (String, String) {
    ("没有这个页面".to_owned(), "这个地址下没有页面。可以从目录或首页找。".to_owned())
}

fn indicator_head(view: &IndicatorView) -> (String, String) {
    let values: Vec<_> = view
        .parts
        .iter()
        .flat_map(|part| &part.values)
        .take(4)
        .map(|value| format!("{}{}", value.label, value.raw))
        .collect();
    let description = format!(
        "{}主要指标第{}项：{}。{}。",
        view.period,
        view.number,
        view.name,
        values.join("；")
    );
    (format!("{}指标{} {}", view.period, view.number, view.name), description)
}

fn chapter_head(plan: &Plan, idx: usize) -> (String, String) {
    let chapter = &plan.blocks[idx];
    let titles: Vec<_> = plan
        .children(idx)
        .map(|idx| &plan.blocks[idx])
        .filter(|block| block.heading().is_some())
        .map(|section| section.title())
        .collect();
    let opening = || {
        let first = plan.children(idx).next().map_or("", |idx| &plan.blocks[idx].text);
        first.split_inclusive('。').next().unwrap_or_default().to_owned()
    };
    let description = if titles.is_empty() {
        opening()
    } else {
        format!("本章各节：{}。", titles.join("；"))
    };
    (labelled_title(chapter), description)
}

/// A heading on one line: `第四章 构建产业科技创新体系`.
pub fn labelled_title(block: &Block) -> String {
    match block.label() {
        Some(label) => format!("{label} {}", block.title()),
        None => block.title(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn titles_tell_the_pages_apart() {
        let plan = data::plan();
        let concerns = data::concerns();
        let mut titles: Vec<_> = Route::all(&plan, &concerns)
            .into_iter()
            .map(|route| head(&plan, &data::numbers(), &concerns, route).title)
            .collect();
        assert_eq!(titles[0], "无锡“十四五”规划 · 全文阅读");
        assert_eq!(titles[5], "第四章 构建产业科技创新体系 · 无锡“十四五”规划");
        let n_titles = titles.len();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), n_titles);
    }
}
