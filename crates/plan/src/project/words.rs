//! The genre's words for undertakings: verbs, kinds of things, what names nothing.

use super::{ProjectField, Stage};

/// Adverbs before a verb: `高标准建设`, `统筹规划建设`.
pub(super) const ADVERBS: &[&str] = &[
    "加快",
    "积极",
    "重点",
    "统筹",
    "持续",
    "全面",
    "着力",
    "有序",
    "稳步",
    "大力",
    "深入",
    "扎实",
    "力争",
    "基本",
    "系统",
    "进一步",
    "联合",
    "共同",
    "协同",
    "适时",
    "尽快",
    "确保",
    "继续",
    "同步",
    "全力",
    "如期",
    "高标准",
    "高水平",
    "高起点",
    "高质量",
    "高层级",
    "高位",
    "易地",
    "异地",
];

/// Verbs that stand before another (`规划建设`, `研究新建`, `参与建设`), and what they say by
/// themselves. Those that say nothing want a closing behind the names (`推进…建设`).
pub(super) const FIRST_VERBS: &[(&str, Option<Stage>)] = &[
    ("推进", None),
    ("推动", None),
    ("支持", None),
    ("开展", None),
    ("做好", None),
    ("抓好", None),
    ("参与", None),
    ("规划", Some(Stage::Planned)),
    ("谋划", Some(Stage::Planned)),
    ("研究", Some(Stage::Studied)),
    ("探索", Some(Stage::Studied)),
];

/// Verbs that promise something by themselves, the longer before those that they begin with.
pub(super) const VERBS: &[(&str, Stage)] = &[
    ("建成投用", Stage::Completed),
    ("建成投运", Stage::Completed),
    ("建成并运营", Stage::Completed),
    ("建成并投用", Stage::Completed),
    ("建成", Stage::Completed),
    ("完成", Stage::Completed),
    ("形成", Stage::Completed),
    ("新开工建设", Stage::Started),
    ("新开工", Stage::Started),
    ("开工建设", Stage::Started),
    ("开工", Stage::Started),
    ("启动建设", Stage::Started),
    ("启动", Stage::Started),
    ("新建", Stage::Started),
    ("设立", Stage::Started),
    ("组建", Stage::Started),
    ("市校共建", Stage::Advanced),
    ("共建共享", Stage::Advanced),
    ("共建", Stage::Advanced),
    ("建设改造", Stage::Advanced),
    ("建设用好", Stage::Advanced),
    ("建设", Stage::Advanced),
    ("建强", Stage::Advanced),
    ("续建", Stage::Advanced),
    ("迁建", Stage::Advanced),
    ("改扩建", Stage::Advanced),
    ("扩建", Stage::Advanced),
    ("改建", Stage::Advanced),
    ("改造提升", Stage::Advanced),
    ("改造", Stage::Advanced),
    ("实施", Stage::Advanced),
    ("发展", Stage::Advanced),
];

/// Verbs that promise a thing only behind another (`研究发展`); alone they speak of aims.
pub(super) const VAGUE_VERBS: &[&str] = &["发展"];

/// What closes a verb behind the names.
pub(super) const CLOSINGS: &[(&str, Stage)] = &[
    ("规划建设", Stage::Planned),
    ("合作建设", Stage::Advanced),
    ("建设发展", Stage::Advanced),
    ("建设", Stage::Advanced),
    ("整体改造升级", Stage::Advanced),
    ("改造升级", Stage::Advanced),
    ("前期研究", Stage::Studied),
    ("研究", Stage::Studied),
    ("前期工作", Stage::Studied),
];

/// Words for what is done to a thing, at the end of a name: `航道整治工程`, `及北延`.
pub(super) const WORKS: &[&str] = &[
    "工程",
    "项目",
    "建设",
    "快速化",
    "整体",
    "改造",
    "提升",
    "升级",
    "改扩建",
    "扩建",
    "改建",
    "新建",
    "迁建",
    "扩容",
    "扩能",
    "提标",
    "增容",
    "整治",
    "改线段",
    "改线",
    "拓浚",
    "疏浚",
    "加固",
    "剩余",
    "保护",
    "生态修复",
    "新址",
    "新一轮",
    "东扩",
    "西扩",
    "南扩",
    "北扩",
    "东延",
    "西延",
    "南延",
    "北延",
    "延伸",
    "处置",
    "及",
];

/// Whether a thing of this kind is one by its kind alone, or only with a name of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Name,
    Nothing,
}

/// The endings of undertakings' names, the longer before those that end them.
pub(super) const KINDS: &[(&str, ProjectField, Needs)] = &[
    ("城际铁路", ProjectField::Rail, Needs::Name),
    ("铁路", ProjectField::Rail, Needs::Name),
    ("高铁", ProjectField::Rail, Needs::Name),
    ("轨道交通", ProjectField::Rail, Needs::Name),
    ("快线", ProjectField::Rail, Needs::Name),
    ("站", ProjectField::Rail, Needs::Name),
    ("服务站", ProjectField::Platform, Needs::Name),
    ("号线", ProjectField::Rail, Needs::Nothing),
    ("高速公路", ProjectField::Road, Needs::Name),
    ("高速", ProjectField::Road, Needs::Name),
    ("公路", ProjectField::Road, Needs::Name),
    ("国道", ProjectField::Road, Needs::Name),
    ("省道", ProjectField::Road, Needs::Name),
    ("大道", ProjectField::Road, Needs::Name),
    ("快速路", ProjectField::Road, Needs::Name),
    ("快速通道", ProjectField::Road, Needs::Name),
    ("过江通道", ProjectField::Road, Needs::Name),
    ("通道", ProjectField::Road, Needs::Name),
    ("隧道", ProjectField::Road, Needs::Name),
    ("大桥", ProjectField::Road, Needs::Name),
    ("立交", ProjectField::Road, Needs::Name),
    ("互通", ProjectField::Road, Needs::Name),
    ("高架", ProjectField::Road, Needs::Name),
    ("环线", ProjectField::Road, Needs::Nothing),
    ("道路", ProjectField::Road, Needs::Name),
    ("环路", ProjectField::Road, Needs::Name),
    ("线路", ProjectField::Other, Needs::Name),
    ("路", ProjectField::Road, Needs::Name),
    ("机场", ProjectField::Air, Needs::Name),
    ("跑道", ProjectField::Air, Needs::Name),
    ("航站楼", ProjectField::Air, Needs::Name),
    ("停机坪", ProjectField::Air, Needs::Nothing),
    ("快速脱离道", ProjectField::Air, Needs::Nothing),
    ("创新港", ProjectField::Platform, Needs::Name),
    ("服务港", ProjectField::Platform, Needs::Name),
    ("港区", ProjectField::Water, Needs::Name),
    ("港口", ProjectField::Water, Needs::Name),
    ("港", ProjectField::Water, Needs::Name),
    ("码头", ProjectField::Water, Needs::Name),
    ("作业区", ProjectField::Water, Needs::Name),
    ("航道", ProjectField::Water, Needs::Name),
    ("运河", ProjectField::Water, Needs::Name),
    ("船闸", ProjectField::Water, Needs::Name),
    ("堤防", ProjectField::Water, Needs::Name),
    ("大堤", ProjectField::Water, Needs::Name),
    ("水库", ProjectField::Water, Needs::Name),
    ("泵站", ProjectField::Water, Needs::Name),
    ("河", ProjectField::Water, Needs::Name),
    ("输送管道", ProjectField::Energy, Needs::Name),
    ("储配站", ProjectField::Energy, Needs::Name),
    ("变电站", ProjectField::Energy, Needs::Name),
    ("电站", ProjectField::Energy, Needs::Name),
    ("电厂", ProjectField::Energy, Needs::Name),
    ("特高压直流", ProjectField::Energy, Needs::Name),
    ("水厂", ProjectField::WaterAndWaste, Needs::Name),
    ("水二厂", ProjectField::WaterAndWaste, Needs::Name),
    ("填埋场", ProjectField::WaterAndWaste, Needs::Name),
    ("处理厂", ProjectField::WaterAndWaste, Needs::Name),
    ("餐厨废弃物", ProjectField::WaterAndWaste, Needs::Name),
    ("专科学校", ProjectField::School, Needs::Name),
    ("学校", ProjectField::School, Needs::Name),
    ("大学", ProjectField::School, Needs::Name),
    ("学院", ProjectField::School, Needs::Name),
    ("校区", ProjectField::School, Needs::Name),
    ("中学", ProjectField::School, Needs::Name),
    ("小学", ProjectField::School, Needs::Name),
    ("医院", ProjectField::Health, Needs::Name),
    ("院区", ProjectField::Health, Needs::Name),
    ("医学中心", ProjectField::Health, Needs::Name),
    ("医疗中心", ProjectField::Health, Needs::Name),
    ("卫生院", ProjectField::Health, Needs::Name),
    ("疾控中心", ProjectField::Health, Needs::Name),
    ("保健院", ProjectField::Health, Needs::Name),
    ("急救中心", ProjectField::Health, Needs::Nothing),
    ("科技馆", ProjectField::CultureAndSport, Needs::Nothing),
    ("美术馆", ProjectField::CultureAndSport, Needs::Nothing),
    ("博物馆", ProjectField::CultureAndSport, Needs::Name),
    ("图书馆", ProjectField::CultureAndSport, Needs::Name),
    ("馆", ProjectField::CultureAndSport, Needs::Name),
    ("艺术中心", ProjectField::CultureAndSport, Needs::Nothing),
    ("奥体中心", ProjectField::CultureAndSport, Needs::Nothing),
    ("体育中心", ProjectField::CultureAndSport, Needs::Name),
    ("会议中心", ProjectField::CultureAndSport, Needs::Nothing),
    ("会展中心", ProjectField::CultureAndSport, Needs::Nothing),
    ("博览中心", ProjectField::CultureAndSport, Needs::Nothing),
    ("大剧院", ProjectField::CultureAndSport, Needs::Nothing),
    ("剧院", ProjectField::CultureAndSport, Needs::Name),
    ("体育场", ProjectField::CultureAndSport, Needs::Name),
    ("遗址", ProjectField::CultureAndSport, Needs::Name),
    ("植物园", ProjectField::Park, Needs::Nothing),
    ("动物园", ProjectField::Park, Needs::Nothing),
    ("公园", ProjectField::Park, Needs::Name),
    ("湿地", ProjectField::Park, Needs::Name),
    ("绿肺", ProjectField::Park, Needs::Name),
    ("现代农业产业园", ProjectField::Agriculture, Needs::Name),
    ("产业园", ProjectField::Platform, Needs::Name),
    ("园区", ProjectField::Platform, Needs::Name),
    ("园", ProjectField::Platform, Needs::Name),
    ("小镇", ProjectField::Platform, Needs::Name),
    ("商务区", ProjectField::Platform, Needs::Name),
    ("街区", ProjectField::Platform, Needs::Name),
    ("商圈", ProjectField::Platform, Needs::Name),
    ("新城", ProjectField::Platform, Needs::Name),
    ("科技城", ProjectField::Platform, Needs::Name),
    ("科学城", ProjectField::Platform, Needs::Name),
    ("未来城", ProjectField::Platform, Needs::Name),
    ("换乘中心", ProjectField::Other, Needs::Nothing),
    ("中心", ProjectField::Platform, Needs::Name),
    ("资源循环利用基地", ProjectField::WaterAndWaste, Needs::Name),
    ("基地", ProjectField::Platform, Needs::Name),
    ("研究院", ProjectField::Platform, Needs::Name),
    ("研究所", ProjectField::Platform, Needs::Name),
    ("实验室", ProjectField::Platform, Needs::Name),
    ("互换局", ProjectField::Platform, Needs::Name),
    ("枢纽", ProjectField::Other, Needs::Name),
    ("枢纽站", ProjectField::Rail, Needs::Name),
];

/// Words that say what a thing is for, or how good, but do not name it: what consists of
/// them alone (`国际学校`, `农业科技园`, `特色数字产业创新基地`) is one of many.
pub(super) const COMMON_WORDS: &[&str] = &[
    "公共",
    "国际",
    "国家",
    "国家级",
    "省级",
    "市级",
    "市",
    "县",
    "区",
    "涉农",
    "智能",
    "智慧",
    "高铁",
    "干线",
    "市域",
    "枢纽",
    "机场",
    "周边",
    "快速",
    "交通",
    "综合",
    "农业",
    "农产品",
    "农村",
    "乡村",
    "集中",
    "加工",
    "生产",
    "养殖",
    "蔬菜",
    "永久",
    "科技",
    "产业",
    "工业",
    "制造",
    "先进",
    "创业",
    "创新",
    "创新型",
    "研究型",
    "研发",
    "研究",
    "运营",
    "结算",
    "销售",
    "特色",
    "数字",
    "专业",
    "专业化",
    "标准化",
    "规模化",
    "现代",
    "现代化",
    "众创",
    "社区",
    "城市",
    "老年",
    "助餐",
    "养老",
    "托育",
    "妇幼",
    "健康",
    "体育",
    "健身",
    "区域性",
    "高层次",
    "人才",
    "一站式",
    "服务",
    "网络安全",
    "高端",
    "高水平",
    "一流",
    "世界",
    "新型",
    "重点",
    "示范",
    "职业",
    "高等",
    "中等",
    "五年制",
    "文化",
    "出口",
    "旅游",
    "休闲",
    "红色",
    "革命",
    "历史",
    "物流",
    "生态",
    "绿色",
    "低碳",
    "零碳",
    "森林",
    "地质",
    "滨江",
    "滨水",
    "口袋",
    "各类",
    "民办",
    "公办",
    "充电",
    "换电",
    "中央",
    "海绵",
    "海绵型",
    "概念验证",
    "中试",
    "储备",
    "海外",
    "实训",
    "商品",
    "流通",
    "中小",
    "高校",
    "附属",
    "等",
];

/// Words of a list's closing class that calls its members projects: `等重要输电工程`.
pub(super) const CLASS_WORDS: &[&str] = &[
    "一批",
    "重点",
    "重大",
    "重要",
    "骨干",
    "能源",
    "输电",
    "交通",
    "水利",
    "城市",
    "民生",
    "市政",
    "基础设施",
    "流域性",
    "区域性",
    "、",
];

/// Openings of lists that describe and do not name.
pub(super) const DESCRIBED: &[&str] =
    &["一批", "一系列", "若干", "各", "多个", "部分", "以", "具有", "覆盖", "成"];

/// Openings of what comes in many places: `智慧社区`.
pub(super) const PLURALS: &[&str] = &["智慧", "智能"];

/// Endings of what is no site, though a list call it a project, or of words for something
/// else than the kind that they end with: `防控体系`, `新家园`, `健康丝绸之路`.
pub(super) const NO_SITES: &[&str] = &[
    "体系",
    "平台",
    "系统",
    "装备",
    "机制",
    "管理",
    "控制",
    "计划",
    "行动",
    "模型",
    "设施",
    "集成",
    "能力提升",
    "田园",
    "家园",
    "校园",
    "之路",
    "思路",
];

/// The counters of what is counted, not named: `50座`.
pub(super) const COUNTERS: &[char] = &['个', '座', '条', '家', '处', '所', '项'];

/// What lines are of, said once in a list of them.
pub(super) const LINE_HEADS: &[&str] = &["地铁", "轨道交通", "轻轨", "有轨电车"];

/// Whether a class says of its members that they are projects: `重要输电工程`.
pub(super) fn calls_projects(class: &str) -> bool {
    let words = ["项目", "工程"].iter().find_map(|ending| class.strip_suffix(ending));
    words.is_some_and(|words| consists_of(words, CLASS_WORDS))
}

pub(super) type Kind = (&'static str, ProjectField, Needs);

/// A name without the works at its end, what kind of thing it is, and whether there are
/// works. A bracket at the end is passed over: `国际邮件互换局（交换站）`.
pub(super) fn parts_of(name: &str) -> (&str, Option<Kind>, bool) {
    let mut core = name;
    let mut has_works = false;
    loop {
        if let Some(inner) = core.strip_suffix('）') {
            core = inner.rfind('（').map_or("", |at| &inner[..at]);
            continue;
        }
        let works = WORKS.iter().find_map(|words| core.strip_suffix(words));
        let Some(shorter) = works.or_else(|| without_phase(core)) else { break };
        core = shorter;
        has_works = true;
    }
    (core, kind_of(core), has_works)
}

/// `甲高速公路` of `甲高速公路二期`.
pub(super) fn without_phase(name: &str) -> Option<&str> {
    let numbered = name.strip_suffix('期')?;
    let is_numeral = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    let stem = numbered.trim_end_matches(is_numeral);
    (stem.len() < numbered.len()).then_some(stem)
}

/// Whether a name or its works speak of a phase.
pub(super) fn is_phase(name: &str) -> bool {
    name.match_indices('期').any(|(at, found)| without_phase(&name[..at + found.len()]).is_some())
}

pub(super) fn kind_of(name: &str) -> Option<Kind> {
    // `轨道S1线`: a line by its number.
    if let Some(numbered) = name.strip_suffix('线')
        && numbered.ends_with(|ch: char| ch.is_ascii_digit())
    {
        return Some(("线", ProjectField::Rail, Needs::Nothing));
    }
    let kinds = KINDS.iter().filter(|(ending, ..)| name.ends_with(ending));
    kinds.max_by_key(|(ending, ..)| ending.len()).copied()
}

/// Whether `words` name nothing.
pub(super) fn is_common(words: &str) -> bool {
    let bare: String = words.chars().filter(|ch| !"（）、的".contains(*ch)).collect();
    consists_of(&bare, COMMON_WORDS)
}

/// Whether `words` can be cut into words of `list`.
pub(super) fn consists_of(words: &str, list: &[&str]) -> bool {
    let mut is_reached = vec![false; words.len() + 1];
    is_reached[0] = true;
    for at in 0..words.len() {
        if is_reached[at] && words.is_char_boundary(at) {
            for word in list.iter().filter(|word| words[at..].starts_with(**word)) {
                is_reached[at + word.len()] = true;
            }
        }
    }
    is_reached[words.len()]
}

/// Whether `name` is of one thing, neither described nor counted.
pub(super) fn is_one(name: &str) -> bool {
    let is_counted = || {
        name.match_indices(COUNTERS)
            .any(|(at, _)| name[..at].ends_with(|ch: char| ch.is_ascii_digit()))
    };
    name.chars().count() > 1
        && !name.contains('的')
        && !name.contains("一批")
        && !NO_SITES.iter().any(|ending| name.ends_with(ending))
        && !PLURALS.iter().any(|opening| name.starts_with(opening))
        && !is_counted()
}

/// `words` without what only closes a verb.
pub(super) fn without_closing(words: &str) -> &str {
    CLOSINGS.iter().find_map(|(closing, _)| words.strip_suffix(closing)).unwrap_or(words)
}

/// Words that tell what a thing is wherever they stand in its name, the surer first.
pub(super) const TOPICS: &[(ProjectField, &[&str])] = &[
    (ProjectField::Rail, &["铁路", "轨道", "地铁", "号线"]),
    (ProjectField::Road, &["国道", "省道", "高速公路", "快速路", "快速通道", "大道", "道路"]),
    (ProjectField::Air, &["机场", "空港", "跑道"]),
    (ProjectField::Water, &["航道", "港枢纽", "港口", "防洪", "河网", "堤"]),
    (ProjectField::Energy, &["燃气", "天然气", "特高压", "输电", "大跨越"]),
    (ProjectField::CultureAndSport, &["文物", "考古"]),
    (ProjectField::Park, &["生态修复"]),
    (ProjectField::Agriculture, &["粮食", "农业", "种业"]),
];

/// Words of plants for water and waste, whatever else a name says: `垃圾焚烧电厂`.
pub(super) const PLANTS: &[&str] =
    &["污水", "供水", "垃圾", "焚烧", "填埋", "飞灰", "餐厨", "固废", "危废", "再生水"];

/// What kind of thing `name` is, by its ending or its words; failing both by the `topic`.
pub(super) fn field_of(name: &str, topic: &str) -> ProjectField {
    let is_any = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let by_words =
        |name: &str| TOPICS.iter().find(|(_, words)| is_any(name, words)).map(|(field, _)| *field);
    if is_any(name, PLANTS) {
        return ProjectField::WaterAndWaste;
    }
    let by_kind = parts_of(without_closing(name)).1.map(|(_, field, _)| field);
    match by_kind {
        Some(field @ (ProjectField::Platform | ProjectField::Other)) => {
            by_words(name).or_else(|| by_words(topic)).unwrap_or(field)
        }
        Some(field) => field,
        None => by_words(name).or_else(|| by_words(topic)).unwrap_or(ProjectField::Other),
    }
}
