//! What changed from one version to another: which measures are new or gone, and amounts and conditions before and after.

use super::views::Speaker;
use crate::queries::{find_pack, find_version};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use platform::{
    acts::{Outcome, Stop},
    components::{Cell, Content, Page, Select, Table, Tag},
    pages::show,
    web::Caller,
};
use rules::pack::{Change, Comparison, ConditionText, Difference, MeasureChange, Pack, Per, Version};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "policies/compare.html")]
struct ComparePage {
    page: Page,
    title: String,
    pack_title: String,
    pack_href: String,
    action: String,
    from: Select,
    to: Select,
    overview: Table,
    changed: Vec<ChangedMeasure>,
}

struct ChangedMeasure {
    title: String,
    differences: Table,
}

/// Which two versions; without them the last two of the pack's first family.
#[derive(Deserialize)]
pub(super) struct Which {
    from: Option<String>,
    to: Option<String>,
}

/// What changed.
///
/// # Errors
/// `policies.pack_unknown`, `policies.version_unknown`.
pub(super) async fn show_changes(
    caller: Caller,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Outcome<Html<String>> {
    let pack = find_pack(&caller.app, Some(&id))?;
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let (earlier, later) = last_two(&pack)?;
    let before = find_version(&pack, which.from.as_deref().unwrap_or(&earlier.id), "from")?;
    let after = find_version(&pack, which.to.as_deref().unwrap_or(&later.id), "to")?;
    let comparison = pack.compare(&before.id, &after.id);
    let comparison = comparison.ok_or_else(|| Stop::Internal("both versions are there".to_owned()))?;
    let words = Differences { speaker, pack: &pack, before, after };
    let select = |name: &str, key: String, chosen: &Version| {
        let options = pack.versions.iter().map(|version| (version.id.clone(), speaker.text(&version.short)));
        Select::new(name, key).options(options).value(chosen.id.as_str())
    };
    let (old, new) = (speaker.text(&before.short), speaker.text(&after.short));
    show(&ComparePage {
        page: caller.page(),
        title: speaker.t2("policies-compare-title", "from", old, "to", new),
        pack_title: speaker.text(&pack.title),
        pack_href: format!("/policies/{}", pack.id),
        action: format!("/policies/{}/compare", pack.id),
        from: select("from", speaker.t("policies-compare-from"), before),
        to: select("to", speaker.t("policies-compare-to"), after),
        overview: words.overview(&comparison),
        changed: comparison.measures.iter().filter_map(|measure| words.changed(measure)).collect(),
    })
}

/// The last version, and the one before it in its family; the last two of the pack if no family has two.
fn last_two(pack: &Pack) -> Outcome<(&Version, &Version)> {
    let before = |later: &&Version| {
        let family = pack.versions.iter().filter(|v| v.family == later.family);
        family.filter(|v| v.in_force.from < later.in_force.from).max_by_key(|v| v.in_force.from)
    };
    let mut by_date: Vec<&Version> = pack.versions.iter().collect();
    by_date.sort_by_key(|version| std::cmp::Reverse(version.in_force.from));
    let pair = by_date.iter().find_map(|later| Some((before(later)?, *later)));
    pair.or_else(|| by_date.first().map(|only| (*only, *only)))
        .ok_or_else(|| Stop::Internal("a pack has a version".to_owned()))
}

/// Puts differences between two versions into words.
struct Differences<'a> {
    speaker: Speaker<'a>,
    pack: &'a Pack,
    before: &'a Version,
    after: &'a Version,
}

impl Differences<'_> {
    fn overview(&self, comparison: &Comparison) -> Table {
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

    fn changed(&self, measure: &MeasureChange) -> Option<ChangedMeasure> {
        let Change::Changed(differences) = &measure.change else { return None };
        let speaker = self.speaker;
        let title = speaker.text(&measure.title);
        let head = vec![
            Cell::from(speaker.t("policies-compare-what")),
            Cell::from(speaker.text(&self.before.short)),
            Cell::from(speaker.text(&self.after.short)),
        ];
        let table = Table::new(title.clone()).with_hidden_caption().head(head).with_row_headers();
        let table = differences.iter().fold(table, |table, difference| {
            let (before, after) = self.sides(difference);
            table.row(vec![Cell::from(self.what(difference)), self.side(before), self.side(after)])
        });
        Some(ChangedMeasure { title, differences: table })
    }

    fn side(&self, words: Option<String>) -> Cell {
        Cell::from(
            words
                .filter(|words| !words.is_empty())
                .unwrap_or_else(|| self.speaker.t("policies-compare-nothing")),
        )
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

    fn sides(&self, difference: &Difference) -> (Option<String>, Option<String>) {
        let speaker = self.speaker;
        match difference {
            Difference::Title { before, after } => (Some(speaker.text(before)), Some(speaker.text(after))),
            Difference::Amount { before, after } => (before.clone(), after.clone()),
            Difference::Per { before, after } => {
                let words = |per: &Per| match per {
                    Per::Once => speaker.t("policies-per-once"),
                    Per::Year => speaker.t("policies-per-year-word"),
                    Per::Month => speaker.t("policies-per-month-word"),
                };
                (before.as_ref().map(words), after.as_ref().map(words))
            }
            Difference::Row { table, when, before, after } => {
                let name = |version: &Version| self.row_name(version, table, when);
                let words = |version: &Version, cell: &rules::pack::Cell| {
                    speaker.t2("policies-compare-row", "row", name(version), "value", speaker.cell(cell))
                };
                (
                    before.as_ref().map(|cell| words(self.before, cell)),
                    after.as_ref().map(|cell| words(self.after, cell)),
                )
            }
            Difference::Condition { before, after, .. } => {
                let words = |condition: &ConditionText| speaker.text(&condition.text);
                let (before, after) = (before.as_ref().map(words), after.as_ref().map(words));
                // The words are the same, so what is computed differs: the version's own classes, say.
                let same = before.is_some() && before == after;
                let marked = |words: String| speaker.t1("policies-compare-same-words", "words", words);
                (before, if same { after.map(marked) } else { after })
            }
            Difference::Caps { before, after } => (Some(speaker.list(before)), Some(speaker.list(after))),
            Difference::Instalments { before, after } => {
                let words = |count: &u32| speaker.t1("policies-instalments", "count", count);
                (before.as_ref().map(words), after.as_ref().map(words))
            }
            Difference::Duration { before, after } => {
                (before.map(|length| speaker.period(length)), after.map(|length| speaker.period(length)))
            }
            Difference::NotWith { before, after } => {
                let words = |ids: &[String]| {
                    let title = |id: &String| self.measure_title(id.rsplit('/').next().unwrap_or(id));
                    speaker.list(&ids.iter().map(title).collect::<Vec<_>>())
                };
                (Some(words(before)), Some(words(after)))
            }
        }
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
