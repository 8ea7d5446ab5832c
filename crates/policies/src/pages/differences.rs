//! Differences between two versions in words. A program's expression is never the first thing that is read: it opens under
//! the words that the pack gives.

use super::{
    compare::ChangedMeasure,
    measure::{amount_words, instalments_words},
    views::Speaker,
};
use platform::components::{Cell, Classes, Content, Details, Table, Tag};
use rules::pack::{
    Change, Comparison, ConditionText, Difference, Expression, Measure, MeasureChange, Pack, Per, Split,
    Version,
};
use std::collections::BTreeSet;

/// Puts differences between two versions into words.
pub(super) struct Differences<'a> {
    pub(super) speaker: Speaker<'a>,
    pub(super) pack: &'a Pack,
    pub(super) before: &'a Version,
    pub(super) after: &'a Version,
    /// What the two columns are called.
    pub(super) heads: (String, String),
}

/// One side of a difference: the words of the pack, and as it is computed, where that is what differs.
#[derive(Default)]
struct Side {
    words: String,
    expression: String,
}

impl Side {
    fn words(words: impl Into<String>) -> Self {
        Self { words: words.into(), expression: String::new() }
    }
}

impl Differences<'_> {
    pub(super) fn overview(&self, comparison: &Comparison) -> Table {
        let speaker = self.speaker;
        let head = [speaker.t("policies-compare-measure"), speaker.t("policies-compare-change")];
        let table = Table::new(speaker.t("policies-compare-overview"))
            .with_hidden_caption()
            .head(head)
            .with_row_headers();
        comparison.measures.iter().fold(table, |table, measure| {
            let (tag, what) = match &measure.change {
                Change::Added => (Tag::coloured(speaker.t("policies-change-added"), "green"), String::new()),
                Change::Removed => {
                    (Tag::coloured(speaker.t("policies-change-removed"), "orange"), String::new())
                }
                Change::Same => (Tag::coloured(speaker.t("policies-change-same"), "grey"), String::new()),
                Change::Changed(differences) => {
                    let mut seen = BTreeSet::new();
                    let whats = differences.iter().map(|difference| self.what(difference));
                    let whats: Vec<String> = whats.filter(|what| seen.insert(what.clone())).collect();
                    (Tag::coloured(speaker.t("policies-change-changed"), "yellow"), speaker.list(&whats))
                }
            };
            // One narrow column for both: on a phone three would break words.
            let change = Content::html(format!("{tag} {}", Content::from(what)));
            table.row(vec![Cell::from(speaker.text(&measure.title)), Cell::from(change)])
        })
    }

    pub(super) fn changed(&self, measure: &MeasureChange) -> Option<ChangedMeasure> {
        let Change::Changed(differences) = &measure.change else { return None };
        let speaker = self.speaker;
        let title = speaker.text(&measure.title);
        let head = vec![
            Cell::from(speaker.t("policies-compare-what")),
            Cell::from(self.heads.0.as_str()),
            Cell::from(self.heads.1.as_str()),
        ];
        let table = Table::new(title.clone()).with_hidden_caption().head(head).with_row_headers();
        let table = differences.iter().fold(table, |table, difference| {
            let (before, after) = self.sides(&measure.id, difference);
            table.row(vec![Cell::from(self.what(difference)), self.side(before), self.side(after)])
        });
        Some(ChangedMeasure { title, differences: table })
    }

    /// Words first; what a program reads opens on demand.
    fn side(&self, side: Option<Side>) -> Cell {
        let side = side.unwrap_or_default();
        let words = match (side.words.is_empty(), side.expression.is_empty()) {
            (false, _) => side.words,
            (true, true) => self.speaker.t("policies-compare-nothing"),
            (true, false) => self.speaker.t("policies-compare-untold"),
        };
        if side.expression.is_empty() {
            return Cell::from(words);
        }
        let expression = format!("<code>{}</code>", Content::from(side.expression));
        let details = Details {
            classes: Classes::from("govuk-!-margin-top-1 govuk-!-margin-bottom-0"),
            ..Details::new(self.speaker.t("policies-compare-expression"), Content::html(expression))
        };
        Cell::from(Content::html(format!("{}{details}", Content::from(words))))
    }

    fn what(&self, difference: &Difference) -> String {
        let speaker = self.speaker;
        match difference {
            Difference::Title { .. } => speaker.t("policies-what-title"),
            Difference::Amount { .. } => speaker.t("policies-what-amount"),
            Difference::Per { .. } => speaker.t("policies-what-per"),
            Difference::Row { table, .. } => self.table_title(table),
            Difference::Condition { .. } => speaker.t("policies-what-condition"),
            Difference::Caps { .. } => speaker.t("policies-what-caps"),
            Difference::Instalments { .. } => speaker.t("policies-what-instalments"),
            Difference::Duration { .. } => speaker.t("policies-what-duration"),
            Difference::NotWith { .. } => speaker.t("policies-what-not-with"),
        }
    }

    fn sides(&self, measure: &str, difference: &Difference) -> (Option<Side>, Option<Side>) {
        let speaker = self.speaker;
        let (old, new) = (self.before.measure(measure), self.after.measure(measure));
        match difference {
            Difference::Title { before, after } => both(before, after, |title| speaker.text(title)),
            Difference::Amount { before, after } => {
                let side = |expression: &Option<String>, measure: Option<&Measure>| {
                    let expression = expression.clone().unwrap_or_default();
                    measure.map(|measure| Side { words: amount_words(speaker, measure, false), expression })
                };
                self.told_apart(side(before, old), side(after, new), "policies-compare-same-amount")
            }
            Difference::Per { before, after } => {
                let words = |per: &Per| match per {
                    Per::Once => speaker.t("policies-per-once"),
                    Per::Year => speaker.t("policies-per-year-word"),
                    Per::Month => speaker.t("policies-per-month-word"),
                };
                each(before, after, words)
            }
            Difference::Row { table, when, before, after } => {
                let words = |version: &Version, cell: &rules::pack::Cell| {
                    let row = self.row_name(version, table, when);
                    speaker.t2("policies-compare-row", "row", row, "value", speaker.cell(cell))
                };
                let side = |version: &Version, cell: &Option<rules::pack::Cell>| {
                    cell.as_ref().map(|cell| Side::words(words(version, cell)))
                };
                (side(self.before, before), side(self.after, after))
            }
            Difference::Condition { before, after, .. } => {
                let side = |condition: &ConditionText| Side {
                    words: speaker.text(&condition.text),
                    expression: condition.expression.trim().to_owned(),
                };
                // The words may be the same, and what is computed differ: the version's own classes, say.
                let (before, after) = (before.as_ref().map(side), after.as_ref().map(side));
                self.told_apart(before, after, "policies-compare-same-words")
            }
            Difference::Caps { before, after } => {
                let side = |expressions: &[String], measure: Option<&Measure>| {
                    let texts = measure.map(|measure| cap_texts(speaker, measure)).unwrap_or_default();
                    Side { words: speaker.list(&texts), expression: expressions.join("; ") }
                };
                let (before, after) = (side(before, old), side(after, new));
                self.told_apart(Some(before), Some(after), "policies-compare-same-amount")
            }
            Difference::Instalments { .. } => {
                let side = |measure: Option<&Measure>| {
                    let instalments = measure.and_then(|measure| measure.instalments.as_ref())?;
                    let expression = match &instalments.split {
                        Split::Stated(parts) => {
                            parts.iter().map(Expression::text).collect::<Vec<_>>().join("; ")
                        }
                        Split::Equal | Split::NotRead => String::new(),
                    };
                    Some(Side { words: instalments_words(speaker, instalments), expression })
                };
                self.told_apart(side(old), side(new), "policies-compare-same-amount")
            }
            Difference::Duration { before, after } => each(before, after, |length| speaker.period(*length)),
            Difference::NotWith { before, after } => {
                let words = |ids: &Vec<String>| {
                    let title = |id: &String| self.measure_title(id.rsplit('/').next().unwrap_or(id));
                    speaker.list(&ids.iter().map(title).collect::<Vec<_>>())
                };
                both(before, after, words)
            }
        }
    }

    /// Where both sides have the same words, the second says under `key` that what is computed differs; an expression that
    /// is the same on both sides is not shown.
    fn told_apart(
        &self,
        mut before: Option<Side>,
        mut after: Option<Side>,
        key: &str,
    ) -> (Option<Side>, Option<Side>) {
        if let (Some(before), Some(after)) = (&mut before, &mut after)
            && before.expression == after.expression
        {
            before.expression.clear();
            after.expression.clear();
        }
        let is_same =
            matches!((&before, &after), (Some(b), Some(a)) if b.words == a.words && !b.words.is_empty());
        let marked = |side: Side| Side { words: self.speaker.t1(key, "words", side.words), ..side };
        (before, if is_same { after.map(marked) } else { after })
    }

    fn table_title(&self, name: &str) -> String {
        let find = |version: &Version| {
            version
                .tables
                .iter()
                .find(|table| table.name == name)
                .map(|table| self.speaker.text(&table.title))
        };
        find(self.after).or_else(|| find(self.before)).unwrap_or_else(|| name.to_owned())
    }

    /// The classes of a row, by the schemes of the version: a letter means different things in each.
    fn row_name(&self, version: &Version, table: &str, when: &[String]) -> String {
        let found = version.tables.iter().find(|other| other.name == table);
        let scheme = |place: usize| found.and_then(|table| table.keys.get(place)?.scheme.as_deref());
        let class = |(place, id): (usize, &String)| match scheme(place) {
            Some(scheme) => self.speaker.class(scheme, id),
            None => id.clone(),
        };
        self.speaker.list(&when.iter().enumerate().map(class).collect::<Vec<_>>())
    }

    fn measure_title(&self, id: &str) -> String {
        let versions = [self.after, self.before].into_iter().chain(&self.pack.versions);
        let found = versions.filter_map(|version| version.measure(id)).next();
        found.map_or_else(|| id.to_owned(), |measure| self.speaker.text(&measure.title))
    }
}

/// Two values that are both there, in words.
fn both<T>(before: &T, after: &T, words: impl Fn(&T) -> String) -> (Option<Side>, Option<Side>) {
    (Some(Side::words(words(before))), Some(Side::words(words(after))))
}

/// Two values of which one may not be there, in words.
fn each<T>(
    before: &Option<T>,
    after: &Option<T>,
    words: impl Fn(&T) -> String,
) -> (Option<Side>, Option<Side>) {
    let side = |value: &Option<T>| value.as_ref().map(|value| Side::words(words(value)));
    (side(before), side(after))
}

/// What the pack says of the caps in words; a cap without words has its expression.
fn cap_texts(speaker: Speaker<'_>, measure: &Measure) -> Vec<String> {
    measure.caps.iter().filter_map(|cap| cap.text.as_ref()).map(|text| speaker.text(text)).collect()
}
