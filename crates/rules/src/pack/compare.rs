//! What changed between two versions, measure by measure: for a page that puts them side by side.

use super::{
    Amount, Cell, Condition, Expression, Instalments, Measure, Pack, Per, Period, Row, Split, Version,
};
use serde::Serialize;
use vocabulary::Text;

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The id of the first version.
    pub before: String,
    /// The id of the second.
    pub after: String,
    /// Every measure of either: first those of the second version in its order, then those that are gone.
    pub measures: Vec<MeasureChange>,
}

/// What became of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureChange {
    /// Its id, the same in both versions.
    pub id: String,
    /// Its title in the second version, or in the first if it is gone.
    pub title: Text,
    /// What became of it.
    pub change: Change,
}

/// What became of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "differences", rename_all = "snake_case")]
pub enum Change {
    /// Only the second version has it.
    Added,
    /// Only the first version has it.
    Removed,
    /// Nothing that is compared differs.
    Same,
    /// What differs.
    Changed(Vec<Difference>),
}

/// A condition as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionText {
    /// For people.
    pub text: Text,
    /// As it is written.
    pub expression: String,
    /// The article.
    pub article: Option<String>,
}

/// One difference. What is absent on a side was not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[expect(missing_docs, reason = "`before` and `after` say what they are")]
pub enum Difference {
    /// The title.
    Title { before: Text, after: Text },
    /// How the amount is computed, as it is written.
    Amount { before: Option<String>, after: Option<String> },
    /// How often it is paid.
    Per { before: Option<Per>, after: Option<Per> },
    /// A row of a table that the measure reads.
    Row { table: String, when: Vec<String>, before: Option<Cell>, after: Option<Cell> },
    /// A condition, by its id.
    Condition { id: String, before: Option<ConditionText>, after: Option<ConditionText> },
    /// The caps, as they are written.
    Caps { before: Vec<String>, after: Vec<String> },
    /// How many instalments.
    Instalments { before: Option<u32>, after: Option<u32> },
    /// How long it lasts.
    Duration { before: Option<Period>, after: Option<Period> },
    /// What it excludes, as `version/measure`.
    NotWith { before: Vec<String>, after: Vec<String> },
}

impl Pack {
    /// What changed from one version to another, by their ids; nothing if there is no such version.
    #[must_use]
    pub fn compare(&self, before: &str, after: &str) -> Option<Comparison> {
        self.compare_with(before, self, after)
    }

    /// What changed from a version of this pack to one of another edition of it; nothing if there is no such version.
    #[must_use]
    pub fn compare_with(&self, before: &str, later: &Self, after: &str) -> Option<Comparison> {
        let (old, new) = (self.version(before)?, later.version(after)?);
        let mut measures: Vec<MeasureChange> = Vec::new();
        for measure in &new.measures {
            let change = match old.measure(&measure.id) {
                None => Change::Added,
                Some(earlier) => compare_measures((old, earlier), (new, measure)),
            };
            measures.push(MeasureChange { id: measure.id.clone(), title: measure.title.clone(), change });
        }
        for measure in old.measures.iter().filter(|measure| new.measure(&measure.id).is_none()) {
            let (id, title) = (measure.id.clone(), measure.title.clone());
            measures.push(MeasureChange { id, title, change: Change::Removed });
        }
        Some(Comparison { before: old.id.clone(), after: new.id.clone(), measures })
    }
}

fn compare_measures(old: (&Version, &Measure), new: (&Version, &Measure)) -> Change {
    let (before, after) = (old.1, new.1);
    let mut found = Vec::new();
    if before.title != after.title {
        found.push(Difference::Title { before: before.title.clone(), after: after.title.clone() });
    }
    compare_conditions(before, after, &mut found);
    let (amount, amount_after) = (amount_text(before), amount_text(after));
    if amount != amount_after {
        found.push(Difference::Amount { before: amount, after: amount_after });
    }
    let (per, per_after) = (per(before), per(after));
    if per != per_after {
        found.push(Difference::Per { before: per, after: per_after });
    }
    compare_rows(old, new, &mut found);
    let caps =
        |measure: &Measure| measure.caps.iter().map(|cap| cap.expression.text.clone()).collect::<Vec<_>>();
    if caps(before) != caps(after) {
        found.push(Difference::Caps { before: caps(before), after: caps(after) });
    }
    let count = |measure: &Measure| measure.instalments.as_ref().map(|instalments| instalments.count);
    let parts = |measure: &Measure| measure.instalments.as_ref().map(parts_text);
    if count(before) != count(after) || parts(before) != parts(after) {
        found.push(Difference::Instalments { before: count(before), after: count(after) });
    }
    if before.duration != after.duration {
        found.push(Difference::Duration { before: before.duration, after: after.duration });
    }
    let exclusions = |version: &Version, measure: &Measure| {
        let name = |exclusion: &super::Exclusion| {
            let own = exclusion.version == version.id;
            if own {
                exclusion.measure.clone()
            } else {
                format!("{}/{}", exclusion.version, exclusion.measure)
            }
        };
        measure.not_with.iter().map(name).collect::<Vec<_>>()
    };
    let (excluded, excluded_after) = (exclusions(old.0, before), exclusions(new.0, after));
    if excluded != excluded_after {
        found.push(Difference::NotWith { before: excluded, after: excluded_after });
    }
    if found.is_empty() { Change::Same } else { Change::Changed(found) }
}

fn amount_text(measure: &Measure) -> Option<String> {
    let Amount::Stated { expression, .. } = &measure.amount else { return None };
    let sign = if measure.amount_at_most { "≤ " } else { "" };
    Some(format!("{sign}{}", expression.text))
}

const fn per(measure: &Measure) -> Option<Per> {
    if let Amount::Stated { per, .. } = &measure.amount { Some(*per) } else { None }
}

fn parts_text(instalments: &Instalments) -> (Period, String) {
    let parts = match &instalments.split {
        Split::Equal => "equal".to_owned(),
        Split::NotRead => "not_read".to_owned(),
        Split::Stated(parts) => parts.iter().map(Expression::text).collect::<Vec<_>>().join("; "),
    };
    (instalments.every, parts)
}

fn compare_conditions(before: &Measure, after: &Measure, found: &mut Vec<Difference>) {
    let shown = |condition: &Condition| ConditionText {
        text: condition.text.clone(),
        expression: condition.expression.text.clone(),
        article: condition.article.clone(),
    };
    let find = |measure: &Measure, id: &str| measure.conditions.iter().find(|c| c.id == id).map(shown);
    for condition in &after.conditions {
        let (old, new) = (find(before, &condition.id), shown(condition));
        let same = old.as_ref().is_some_and(|old| old.text == new.text && old.expression == new.expression);
        if !same {
            found.push(Difference::Condition { id: condition.id.clone(), before: old, after: Some(new) });
        }
    }
    for condition in before.conditions.iter().filter(|condition| find(after, &condition.id).is_none()) {
        let before = Some(shown(condition));
        found.push(Difference::Condition { id: condition.id.clone(), before, after: None });
    }
}

/// The rows of the tables that a measure's amount, caps and conditions read, themselves or by derived values.
fn rows<'v>(version: &'v Version, measure: &'v Measure) -> Vec<(&'v str, &'v Row)> {
    let mut expressions: Vec<&Expression> = measure.conditions.iter().map(|c| &c.expression).collect();
    if let Amount::Stated { expression, .. } = &measure.amount {
        expressions.push(expression);
    }
    expressions.extend(measure.caps.iter().map(|cap| &cap.expression));
    let derived = expressions.iter().flat_map(|expression| &expression.needs);
    let derived = derived.filter_map(|index| version.derived.get(*index)).map(|derived| &derived.expression);
    let all: Vec<&Expression> =
        derived.collect::<Vec<_>>().into_iter().chain(expressions.iter().copied()).collect();
    let mut indices: Vec<usize> = all.iter().flat_map(|expression| expression.code.tables()).collect();
    indices.sort_unstable();
    indices.dedup();
    let tables = indices.into_iter().filter_map(|index| version.tables.get(index));
    tables.flat_map(|table| table.rows.iter().map(|row| (table.name.as_str(), row))).collect()
}

fn compare_rows(old: (&Version, &Measure), new: (&Version, &Measure), found: &mut Vec<Difference>) {
    let (before, after) = (rows(old.0, old.1), rows(new.0, new.1));
    let find = |rows: &[(&str, &Row)], table: &str, when: &[String]| {
        let row = rows.iter().find(|(name, row)| *name == table && row.when == when);
        row.map(|(_, row)| row.cell.clone())
    };
    for (table, row) in &after {
        let earlier = find(&before, table, &row.when);
        if earlier.as_ref() != Some(&row.cell) {
            found.push(Difference::Row {
                table: (*table).to_owned(),
                when: row.when.clone(),
                before: earlier,
                after: Some(row.cell.clone()),
            });
        }
    }
    for (table, row) in before.iter().filter(|(table, row)| find(&after, table, &row.when).is_none()) {
        found.push(Difference::Row {
            table: (*table).to_owned(),
            when: row.when.clone(),
            before: Some(row.cell.clone()),
            after: None,
        });
    }
}
