//! `/search/`: what a query finds, by chapter and kind, and as markup.

use plan::Plan;
use plan::model::{BlockKind, ColumnRole, Table, TextRange, unwrapped};
use plan::numeral::format_numeral;
use plan::publish::{found_kind_name as kind_name, row_id};
use plan::search::{Findings, Found, GroupPlace, Part, Search, SpotPart, Why, grouped};

use crate::route::{Base, Location, Route};
use crate::view::chapter::number_of;
use crate::view::facets::{FacetKind, Faceted, Narrowed, WORDS, narrow_by_facets};
use crate::view::head::labelled_title;
use crate::view::markup::{escaped, marked};

/// The query parameter that holds the block of the passage that was followed.
pub const HIT: &str = "hit";

/// How many passages are shown at once; the others follow when these are painted.
const N_FIRST: usize = 10;
/// How many follow at a time.
const N_NEXT: usize = 30;

const KINDS: [FacetKind; 2] = [
    FacetKind {
        name: "chapter",
        title: "在哪里",
        known: &[("indicators", "指标表"), ("around", "各章之外"), ("press", "问答")],
        label: |value| {
            let numeral = value.parse().map(format_numeral);
            numeral.map_or_else(|_| value.to_owned(), |numeral| format!("第{numeral}章"))
        },
    },
    FacetKind {
        name: "kind",
        title: "是什么",
        known: &[
            ("indicator", "指标"),
            ("term", "名词"),
            ("heading", "标题"),
            ("target", "目标"),
            ("paragraph", "正文"),
            ("box", "专栏"),
            ("table", "表"),
            ("note", "注释"),
            ("figure", "附图"),
            ("answer", "问答"),
        ],
        label: str::to_owned,
    },
];

/// What a query finds, and what it can be narrowed down by.
#[derive(Clone, Debug)]
pub struct SearchView {
    /// What was typed.
    pub words: String,
    /// What it finds.
    pub findings: Findings,
    /// The literal matches, then the looser ones.
    faceted: Vec<Faceted>,
}

impl SearchView {
    /// What `words` find.
    pub fn new(search: &Search, plan: &Plan, words: &str) -> Self {
        let findings = search.find(words);
        let all = findings.literal.iter().chain(&findings.looser);
        let faceted = all.map(|found| {
            let place = match GroupPlace::of(plan, found) {
                GroupPlace::Indicators => "indicators".into(),
                GroupPlace::Around => "around".into(),
                GroupPlace::Press => "press".into(),
                GroupPlace::Chapter(idx) => {
                    let number = number_of(&plan.blocks[idx as usize]);
                    number.map_or(String::new(), |number| number.to_string()).into()
                }
            };
            let values = vec![place, kind_name(found.kind).into()];
            Faceted { values, words: String::new() }
        });
        Self { words: words.to_owned(), faceted: faceted.collect(), findings }
    }

    /// What of it `location` asks for.
    pub fn narrow(&self, location: &Location) -> Narrowed {
        narrow_by_facets(location, &KINDS, &self.faceted, |_| true)
    }

    /// What is said of the findings, and of what is left of them.
    pub fn state(&self, narrowed: &Narrowed) -> String {
        let Findings { n_literal_hits, literal, looser, .. } = &self.findings;
        if literal.is_empty() && looser.is_empty() {
            return "规划里没有这些字，也没有相近的说法。".to_owned();
        }
        let found = match (literal.len(), looser.len()) {
            (0, n) => format!("原文里没有这几个字，换个说法找到 {n} 处地方。"),
            (n, 0) => format!("原文里有 {n_literal_hits} 处，在 {n} 个地方。"),
            (n, m) => {
                format!("原文里有 {n_literal_hits} 处，在 {n} 个地方；换个说法又有 {m} 个地方。")
            }
        };
        match narrowed.is_narrowed {
            true => format!("{}显示 {} 个地方。{found}", narrowed.chosen(), narrowed.shown.len()),
            false => found,
        }
    }

    /// The lines of the `shown` findings, by place, in pieces that are to be shown one after
    /// the other: the literal matches if `is_literal`, else the looser ones.
    pub fn pieces(&self, plan: &Plan, shown: &[usize], is_literal: bool) -> Vec<Vec<Line>> {
        let n_literal = self.findings.literal.len();
        let of_list = |idx: &&usize| (**idx < n_literal) == is_literal;
        let found = shown.iter().filter(of_list).map(|&idx| (idx, self.found(idx)));
        let mut pieces: Vec<Vec<Line>> = vec![Vec::new()];
        let mut room = N_FIRST;
        for group in grouped(plan, found) {
            let n_found = group.found.len();
            for (at, found) in group.found.into_iter().enumerate() {
                if room == 0 {
                    pieces.push(Vec::new());
                    room = N_NEXT;
                }
                room -= 1;
                if let Some(piece) = pieces.last_mut() {
                    let opens = at == 0;
                    piece.push(Line { place: group.place, found, opens, n_found });
                }
            }
        }
        pieces
    }

    fn found(&self, idx: usize) -> &Found {
        let Findings { literal, looser, .. } = &self.findings;
        literal.get(idx).unwrap_or_else(|| &looser[idx - literal.len()])
    }

    /// `lines` as markup. `hit` is the id of the passage that was followed, if one was.
    pub fn markup(
        &self,
        search: &Search,
        plan: &Plan,
        base: &Base,
        lines: &[Line],
        hit: &str,
    ) -> String {
        let mut markup = String::new();
        let mut place = None;
        for line in lines {
            if place != Some(line.place) {
                markup.push_str(if place.is_some() { "</ol></section>" } else { "" });
                markup.push_str(&group_opening(plan, line));
                place = Some(line.place);
            }
            let found = self.found(line.found);
            markup.push_str(&self.line(search, plan, base, found, hit));
        }
        markup.push_str(if place.is_some() { "</ol></section>" } else { "" });
        markup
    }

    fn line(&self, search: &Search, plan: &Plan, base: &Base, found: &Found, hit: &str) -> String {
        let block_idx = found.passage.block as usize;
        let block = &plan.blocks[block_idx];
        let to = self.target(plan, found);
        let href = escaped(&base.location_href(&to));
        let row = row_id(plan, found);
        let id = row.unwrap_or(block.id.as_str());
        let mut attributes = format!(r#"data-block="{}""#, block.id);
        if let Some(row) = row {
            attributes += &format!(r#" data-row="{row}""#);
        }
        if !hit.is_empty() && hit == id {
            attributes += r#" data-marked="""#;
        }
        let kind = known_label(kind_name(found.kind));
        let n_hits = found.hits.len();
        let n_hits = if n_hits > 1 { format!(" ·\u{a0}{n_hits}\u{a0}处") } else { String::new() };
        let place = escaped(&place_in_chapter(plan, found));
        let place = if place.is_empty() { place } else { format!("{place} · ") };
        let text = match (&block.kind, found.passage.row) {
            (BlockKind::Table(table), Some(row)) => row_text(search, plan, table, row, found),
            _ => {
                let (spot, snippet) = search.snippet(found);
                let text = spot.text(plan);
                let before = if snippet.range.start > 0 { "…" } else { "" };
                let after = if (snippet.range.end as usize) < text.len() { "…" } else { "" };
                let marked = marked(text, snippet.range, &snippet.marks);
                format!("{before}{}{after}", marked.trim_end())
            }
        };
        format!(
            r#"<li class="found" {attributes}><a class="found__link" href="{href}"><span class="found__text">{text}</span><span class="found__place">{place}{kind}{n_hits}</span></a></li>"#
        )
    }

    /// Where a passage leads: its own place, with the words to be marked there.
    fn target(&self, plan: &Plan, found: &Found) -> Location {
        let idx = found.passage.block as usize;
        let block = &plan.blocks[idx];
        if let (BlockKind::Table(table), Some(row)) = (&block.kind, found.passage.row)
            && let Some(row) = table.rows.get(usize::from(row))
            && let Some(to) = Location::of_row(table, row)
        {
            return to;
        }
        let route = Route::of_block(plan, idx);
        let to = match route {
            Route::Chapter(_) | Route::Question(_) => {
                Location::of(route).with_query_value(WORDS, &self.words)
            }
            _ => Location::of(route),
        };
        Location { fragment: block.id.to_string(), ..to }
    }
}

/// A passage in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    place: GroupPlace,
    /// Its index among the literal and the looser matches.
    found: usize,
    /// Whether it is the first of its group.
    opens: bool,
    /// How many the group has.
    n_found: usize,
}

fn group_opening(plan: &Plan, line: &Line) -> String {
    let title = match line.place {
        GroupPlace::Indicators => "指标表".to_owned(),
        GroupPlace::Chapter(idx) => labelled_title(&plan.blocks[idx as usize]),
        GroupPlace::Around => "各章之外".to_owned(),
        GroupPlace::Press => "问答解读（报纸，不是规划原文）".to_owned(),
    };
    let title = escaped(&title);
    if line.opens {
        let n_found = line.n_found;
        format!(
            r#"<section class="found-group"><h3>{title} <span class="found-group__count">{n_found}</span></h3><ol>"#
        )
    } else {
        format!(r#"<section class="found-group" data-continued="" aria-label="{title}"><ol>"#)
    }
}

fn known_label(kind: &str) -> &'static str {
    KINDS[1].known.iter().find(|(name, _)| *name == kind).map_or("", |(_, label)| label)
}

/// Where in its chapter a passage stands: `第六节 积极应对人口老龄化，第2段`.
fn place_in_chapter(plan: &Plan, found: &Found) -> String {
    if let Some(id) = row_id(plan, found) {
        return id.to_owned();
    }
    let idx = found.passage.block as usize;
    let block = &plan.blocks[idx];
    let section = plan.ancestors(idx).find(|&idx| {
        matches!(
            plan.blocks[idx].kind,
            BlockKind::Section(_) | BlockKind::Box(_) | BlockKind::Question(_)
        )
    });
    let section = section.map(|idx| match plan.blocks[idx].kind {
        BlockKind::Box(_) => plan.blocks[idx].title(),
        BlockKind::Question(_) => {
            format!("第{}问", number_of(&plan.blocks[idx]).unwrap_or_default())
        }
        _ => labelled_title(&plan.blocks[idx]),
    });
    let mut place = section.unwrap_or_default();
    if let BlockKind::Paragraph(_) | BlockKind::BoxItem(_) | BlockKind::Answer = block.kind {
        let unit = if matches!(block.kind, BlockKind::BoxItem(_)) { "项" } else { "段" };
        place += if place.is_empty() { "" } else { "，" };
        place += &format!("第{}{unit}", block.id.ordinal());
    }
    place
}

/// A row's name, and what was found beside it.
fn row_text(search: &Search, plan: &Plan, table: &Table, row: u16, found: &Found) -> String {
    let marks = search.marks_of(&found.hits);
    let ranges = |part: SpotPart| -> Vec<TextRange> {
        let of_part = marks.iter().find(|(spot, _)| spot.part == part);
        let marks = of_part.into_iter().flat_map(|(_, marks)| marks);
        TextRange::apart(marks.map(|(mark, _)| *mark).collect())
    };
    let whole = |text: &str, part: SpotPart| {
        let range = TextRange::new(0, text.len());
        marked(text, range, &ranges(part)).replace('\n', "")
    };
    let cells = &table.rows[usize::from(row)].cells;
    let name = table.column(ColumnRole::Name);
    let mut text = String::new();
    if let Some(column) = name
        && let Some(cell) = cells.get(column)
    {
        text += &whole(&cell.text, SpotPart::Cell(row, column as u16));
    }
    if let Some(cell) = &table.rows[usize::from(row)].sub_indicator {
        text += &format!(" {}", whole(&cell.text, SpotPart::SubIndicator(row)));
    }
    for (spot, _) in &marks {
        let SpotPart::Cell(_, column) = spot.part else { continue };
        let column_idx = usize::from(column);
        if Some(column_idx) == name {
            continue;
        }
        let header = table.columns.get(column_idx).map(|column| unwrapped(&column.text));
        let header = escaped(&header.unwrap_or_default());
        let cell = whole(spot.text(plan), spot.part);
        text += &format!(r#"<span class="found__cell">{header}：{cell}</span>"#);
    }
    text
}

/// Why other words were looked for.
pub fn why_in_words(part: &Part) -> String {
    let words = part.words().map(|words| format!("“{words}”")).collect::<Vec<_>>().join("、");
    let typed = &part.typed;
    match part.why {
        Why::Simplified => format!("“{typed}”的简体是{words}。"),
        Why::Official => format!("“{typed}”：规划里相关的说法有{words}。"),
        Why::Pinyin => format!("“{typed}”：按拼音读作{words}。"),
        Why::Short => format!("“{typed}”：规划里写全的有{words}。"),
        Why::Similar => format!("“{typed}”：只差一个字的有{words}。"),
        Why::Part => format!("规划里有其中的{words}。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn view(words: &str) -> SearchView {
        SearchView::new(&data::search(), &data::plan(), words)
    }

    fn location(query: &str) -> Location {
        Location { query: query.to_owned(), ..Location::of(Route::Search) }
    }

    fn markup(view: &SearchView, query: &str, is_literal: bool) -> String {
        let plan = data::plan();
        let narrowed = view.narrow(&location(query));
        let pieces = view.pieces(&plan, &narrowed.shown, is_literal);
        pieces
            .iter()
            .map(|lines| view.markup(&data::search(), &plan, &Base::new("/"), lines, "14.6.2"))
            .collect()
    }

    #[test]
    fn every_passage_has_a_line_with_its_block() {
        for words in ["养老", "的", "太湖 长江", "看病", "经济强", "23"] {
            let view = view(words);
            for (is_literal, all) in
                [(true, &view.findings.literal), (false, &view.findings.looser)]
            {
                let markup = markup(&view, "", is_literal);
                assert_eq!(markup.matches("data-block=").count(), all.len(), "{words}");
                assert_eq!(markup.matches("<li ").count(), markup.matches("</li>").count());
                assert_eq!(
                    markup.matches("<section ").count(),
                    markup.matches("</section>").count()
                );
                assert!(all.is_empty() || markup.contains("<mark>"), "{words}");
            }
        }
    }

    #[test]
    fn a_line_leads_to_its_place_with_the_words() {
        let markup = markup(&view("养老"), "", true);
        let href = r#"href="/plan/14/?q=%E5%85%BB%E8%80%81#14.6.2""#;
        assert!(markup.contains(href), "{markup}");
        assert!(markup.contains(r#"data-block="14.6.2" data-marked="""#));
        assert!(markup.contains(r#"href="/indicators/13-22/""#), "{markup}");
        let sub_row = self::markup(&view("城乡基本养老保险覆盖率"), "", true);
        assert!(sub_row.contains(r#"href="/indicators/13-20/#13-20-1""#), "{sub_row}");
    }

    #[test]
    fn chapters_and_kinds_narrow_the_findings_down() {
        let view = view("养老");
        let all = view.narrow(&location("")).shown.len();
        for facet in view.narrow(&location("")).facets {
            let n_items: usize = facet.options.iter().map(|option| option.n_items).sum();
            assert_eq!(n_items, all, "{}", facet.name);
            for option in facet.options {
                let narrowed =
                    view.narrow(&location(&format!("q=养老&{}={}", facet.name, option.value)));
                assert_eq!(narrowed.shown.len(), option.n_items, "{}", option.value);
                assert!(!view.state(&narrowed).is_empty());
            }
        }
    }

    #[test]
    fn what_is_typed_is_never_markup() {
        for words in ["<", "\"<b>\"", "&", "<script>"] {
            let view = view(words);
            for is_literal in [true, false] {
                let markup = markup(&view, "", is_literal);
                assert!(!markup.contains("<b>") && !markup.contains("<script"), "{markup}");
            }
        }
    }

    #[test]
    fn terms_that_share_characters_are_marked_once() {
        let (plan, search) = (data::plan(), data::search());
        for (words, marked) in [
            ("基本养老 养老保险", "城乡<mark>基本养老保险</mark>覆盖率"),
            ("养老保险 老保 保险覆盖率", "城乡基本<mark>养老保险覆盖率</mark>"),
            ("地表水 水达到 到或优于", "<mark>地表水达到或优于</mark>Ⅲ类水质的比例"),
        ] {
            let view = SearchView::new(&search, &plan, words);
            let shown: Vec<usize> = (0..view.findings.literal.len()).collect();
            let pieces = view.pieces(&plan, &shown, true);
            let markup: String = pieces
                .iter()
                .map(|lines| view.markup(&search, &plan, &Base::new("/"), lines, ""))
                .collect();
            assert!(markup.contains(marked), "{words}: {markup}");
        }
    }
}
