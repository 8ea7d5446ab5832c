//! How well a post fits: the number, the bar that shows its parts, and the parts with their reasons.

use askama::Template;

use super::content::Content;
use super::icon::{Icon, IconName};
use super::page::Page;
use super::table::{Cell, Table};

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScorePart {
    /// Its name ("技能").
    pub name: String,
    /// Its points.
    pub points: u32,
    /// Its most possible points.
    pub maximum: u32,
    /// Why so many, in a sentence.
    pub why: String,
}

/// The number and its parts as a bar. Make it with [`Page::score_bar`].
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/score_bar.html")]
pub struct ScoreBar {
    /// The sum of the points.
    pub total: u32,
    /// The most possible points: the width of the bar.
    pub maximum: u32,
    /// "points".
    pub unit: String,
    /// The parts in words, for those who do not see the bar.
    pub description: String,
    /// The parts as rectangles.
    segments: Vec<Segment>,
}

/// A rectangle of the bar, in units of a thousandth of its width.
#[derive(Debug, Clone)]
struct Segment {
    x: u64,
    width: u64,
    tone: usize,
    title: String,
}

/// The bar's width in its own units.
const BAR_UNITS: u64 = 1000;
/// The gap between two parts, in the same units.
const GAP_UNITS: u64 = 6;
/// How many tones the style sheet has.
const TONES: usize = 7;

impl ScoreBar {
    fn new(parts: &[ScorePart], maximum: u32, unit: String) -> Self {
        let total: u32 = parts.iter().map(|part| part.points).sum();
        // A bar never overflows: if the parts exceed the stated maximum, they are its width.
        let whole = u64::from(total.max(maximum).max(1));
        let mut before = 0_u64;
        let mut segments = Vec::new();
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.points > 0) {
            let start = before * BAR_UNITS / whole;
            before += u64::from(part.points);
            let end = before * BAR_UNITS / whole;
            let width = (end - start).saturating_sub(GAP_UNITS).max(1);
            let title = format!("{} {}", part.name, part.points);
            segments.push(Segment { x: start, width, tone: index % TONES + 1, title });
        }
        let described: Vec<&str> = segments.iter().map(|segment| segment.title.as_str()).collect();
        Self { total, maximum, unit, description: described.join(" · "), segments }
    }
}

/// One post in a list of matches. Stands in a `<ul class="wotu-posts">` as `<li>{{ post }}</li>`.
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/post_row.html")]
pub struct PostRow {
    /// The post's title.
    pub title: Content,
    /// Its page.
    pub href: String,
    /// Organisation, place, pay, closing date.
    pub facts: Content,
    /// What fits and what lacks.
    pub chips: Vec<Chip>,
    /// The score; none in a list that is not matched.
    pub score: Option<ScoreBar>,
    /// What would improve it, or what else applies.
    pub advice: Content,
}

impl PostRow {
    /// A post without a score.
    #[must_use]
    pub fn new(title: impl Into<Content>, href: impl Into<String>, facts: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            href: href.into(),
            facts: facts.into(),
            chips: Vec::new(),
            score: None,
            advice: Content::default(),
        }
    }

    /// What fits and what lacks.
    #[must_use]
    pub fn chips(mut self, chips: impl IntoIterator<Item = Chip>) -> Self {
        self.chips = chips.into_iter().collect();
        self
    }

    /// How well it fits.
    #[must_use]
    pub fn score(mut self, score: ScoreBar) -> Self {
        self.score = Some(score);
        self
    }

    /// What would improve it, or what else applies.
    #[must_use]
    pub fn advice(mut self, words: impl Into<Content>) -> Self {
        self.advice = words.into();
        self
    }
}

/// A word in a rounded frame. Make it with [`Page::fits`] or [`Page::lacks`].
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/chip.html")]
pub struct Chip {
    words: Content,
    heard: String,
    class: &'static str,
    icon: Option<Icon>,
    shows_heard: bool,
}

impl Chip {
    /// A word that says neither.
    #[must_use]
    pub fn plain(words: impl Into<Content>) -> Self {
        Self { words: words.into(), heard: String::new(), class: "", icon: None, shows_heard: false }
    }
}

impl Page {
    /// What fits: a tick is seen, the word is heard.
    #[must_use]
    pub fn fits(&self, words: impl Into<Content>) -> Chip {
        Chip {
            words: words.into(),
            heard: self.t("layout-fits"),
            class: " wotu-chip--fits",
            icon: Some(Icon::new(IconName::Check).class("wotu-chip__icon")),
            shows_heard: false,
        }
    }

    /// What lacks: the word is seen.
    #[must_use]
    pub fn lacks(&self, words: impl Into<Content>) -> Chip {
        Chip {
            words: words.into(),
            heard: self.t("layout-lacks"),
            class: " wotu-chip--lacks",
            icon: None,
            shows_heard: true,
        }
    }

    /// The number and its parts as a bar whose whole width is `maximum` points.
    #[must_use]
    pub fn score_bar(&self, parts: impl AsRef<[ScorePart]>, maximum: u32) -> ScoreBar {
        ScoreBar::new(parts.as_ref(), maximum, self.t("layout-score-unit"))
    }

    /// The parts one by one with their reasons, and the sum.
    #[must_use]
    pub fn score_table(&self, caption: impl Into<String>, parts: impl AsRef<[ScorePart]>) -> Table {
        let parts = parts.as_ref();
        let head = [
            Cell::from(self.t("layout-score-part")),
            Cell::from(self.t("layout-score-why")),
            Cell::numeric(self.t("layout-score-points")),
        ];
        let mut table = Table::new(caption).head(head).with_row_headers();
        for part in parts {
            let points = format!("{} / {}", part.points, part.maximum);
            table = table.row([Cell::from(&part.name), Cell::from(&part.why), Cell::numeric(points)]);
        }
        let total: u32 = parts.iter().map(|part| part.points).sum();
        let maximum: u32 = parts.iter().map(|part| part.maximum).sum();
        let sum = format!("{total} / {maximum}");
        table.row([Cell::from(self.t("layout-score-total")), Cell::from(""), Cell::numeric(sum)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, points: u32) -> ScorePart {
        ScorePart { name: name.to_owned(), points, maximum: 40, why: String::new() }
    }

    #[test]
    fn the_bar_never_leaves_its_frame() {
        for maximum in [0, 50, 100, 1000] {
            let bar = ScoreBar::new(&[part("a", 34), part("b", 0), part("c", 53)], maximum, String::new());
            assert_eq!(bar.segments.len(), 2, "a part without points has no rectangle");
            for segment in &bar.segments {
                assert!(segment.x + segment.width <= BAR_UNITS, "{segment:?} of {maximum}");
            }
        }
    }

    #[test]
    fn the_bar_says_its_parts_in_words() {
        let bar = ScoreBar::new(&[part("技能", 28), part("地点", 8)], 100, "分".to_owned());
        assert_eq!(bar.total, 36);
        assert!(bar.to_string().contains("aria-label=\"技能 28 · 地点 8\""), "{bar}");
    }
}
