//! One measure of one version as it is read: conditions with article and source, amounts, and what was not read.

use super::{GapReading, SourceReading, Words};
use rules::{
    Estimate, Value,
    language::{Node, NodeId, Tree},
    pack::{Amount, Cell, Dated, Expression, Measure, Pack, Parameter, Split, Table, Version},
};
use serde::Serialize;
use utoipa::ToSchema;

/// One condition, in words and as it is computed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = policies::Condition)]
pub struct ConditionReading {
    /// Its id within the measure.
    pub id: String,
    /// For people.
    pub text: Words,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// As the pack writes it.
    pub expression: String,
}

/// What is paid.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = policies::AmountRule)]
pub enum AmountRule {
    /// A benefit without an amount.
    Without,
    /// There is an amount, and it was not read.
    NotRead,
    /// An amount.
    Stated {
        /// As the pack writes it.
        expression: String,
        /// `once`, `year` or `month`.
        per: String,
    },
}

/// A row: what it is found by, and its value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = policies::Row)]
pub struct RowReading {
    /// The classes or numbers it is found by; for a dated value its first day.
    pub when: Vec<String>,
    /// The value as a facts file writes it, or `{from, to, currency, about, at_most}`.
    #[schema(value_type = Value)]
    pub value: serde_json::Value,
}

/// A table or a dated value that the amount reads.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = policies::Table)]
pub struct TableReading {
    /// As expressions write it.
    pub name: String,
    /// For people.
    pub title: Words,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// The schemes of its keys; `int` for a number, `date` for a dated value.
    pub keys: Vec<String>,
    /// Its rows.
    pub rows: Vec<RowReading>,
}

/// One measure of one version.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = policies::Measure)]
pub struct MeasureReading {
    /// The pack.
    pub pack: String,
    /// The version's id.
    pub version: String,
    /// The measure's id.
    pub id: String,
    /// For people.
    pub title: Words,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// What sort of benefit.
    pub kind: String,
    /// In plain words.
    pub summary: Option<Words>,
    /// The wording as read; null if it was not read word by word.
    pub text: Option<Words>,
    /// All must hold.
    pub conditions: Vec<ConditionReading>,
    /// When the answer is a referral instead of an amount.
    pub refer: Option<Words>,
    /// What is paid.
    pub amount: AmountRule,
    /// The figures that the amount reads.
    pub tables: Vec<TableReading>,
    /// Notes on ambiguous text.
    pub interpretation: Vec<Words>,
    /// What must still hold later.
    pub continuing: Vec<Words>,
    /// What was not read of this measure.
    pub gaps: Vec<GapReading>,
    /// Every source that the measure, its conditions and its figures cite.
    pub sources: Vec<SourceReading>,
}

impl MeasureReading {
    /// Of a measure of a version of a pack.
    #[must_use]
    pub fn of(pack: &Pack, version: &Version, measure: &Measure) -> Self {
        let tables = tables_of(version, measure);
        Self {
            pack: pack.id.clone(),
            version: version.id.clone(),
            id: measure.id.clone(),
            title: (&measure.title).into(),
            article: measure.article.clone(),
            kind: measure.kind.as_str().to_owned(),
            summary: measure.summary.as_ref().map(Words::from),
            text: measure.text.as_ref().map(Words::from),
            conditions: measure.conditions.iter().map(ConditionReading::from).collect(),
            refer: measure.refer.as_ref().map(|refer| (&refer.text).into()),
            amount: match &measure.amount {
                Amount::Without => AmountRule::Without,
                Amount::NotRead => AmountRule::NotRead,
                Amount::Stated { expression, per } => AmountRule::Stated {
                    expression: expression.text().to_owned(),
                    per: per.as_str().to_owned(),
                },
            },
            sources: sources_of(pack, measure, &tables),
            tables,
            interpretation: measure.interpretation.iter().map(Words::from).collect(),
            continuing: measure.continuing.iter().map(|later| (&later.text).into()).collect(),
            gaps: measure.gaps.iter().map(GapReading::from).collect(),
        }
    }
}

impl From<&rules::pack::Condition> for ConditionReading {
    fn from(condition: &rules::pack::Condition) -> Self {
        Self {
            id: condition.id.clone(),
            text: (&condition.text).into(),
            article: condition.article.clone(),
            sources: condition.sources.clone(),
            expression: condition.expression.text().to_owned(),
        }
    }
}

fn sources_of(pack: &Pack, measure: &Measure, tables: &[TableReading]) -> Vec<SourceReading> {
    let of_conditions = measure.conditions.iter().flat_map(|condition| &condition.sources);
    let of_tables = tables.iter().flat_map(|table| &table.sources);
    let cited: Vec<&String> = measure.sources.iter().chain(of_conditions).chain(of_tables).collect();
    pack.sources.iter().filter(|source| cited.contains(&&source.id)).map(SourceReading::from).collect()
}

/// The tables and dated values that a measure's amount, caps and instalments read, themselves or through derived values.
#[must_use]
pub fn tables_of(version: &Version, measure: &Measure) -> Vec<TableReading> {
    let mut names = Vec::new();
    if let Amount::Stated { expression, .. } = &measure.amount {
        collect(version, expression, &mut names);
    }
    for cap in &measure.caps {
        collect(version, &cap.expression, &mut names);
    }
    if let Some(Split::Stated(parts)) = measure.instalments.as_ref().map(|instalments| &instalments.split) {
        for part in parts {
            collect(version, part, &mut names);
        }
    }
    let tables = version.tables.iter().filter(|table| names.contains(&table.name)).map(TableReading::from);
    let dated = version.parameters.iter().filter(|dated| names.contains(&dated.name)).map(TableReading::from);
    tables.chain(dated).collect()
}

/// Adds every name that an expression reads, and those that its derived values read.
fn collect(version: &Version, expression: &Expression, names: &mut Vec<String>) {
    let mut open = names_in(expression.tree());
    while let Some(name) = open.pop() {
        if names.contains(&name) {
            continue;
        }
        if let Some(derived) = version.derived.iter().find(|derived| derived.name == name) {
            open.extend(names_in(derived.expression.tree()));
        }
        names.push(name);
    }
}

fn names_in(tree: &Tree) -> Vec<String> {
    let mut names = Vec::new();
    let mut open: Vec<NodeId> = vec![tree.root()];
    while let Some(id) = open.pop() {
        match tree.node(id) {
            Node::Name(name) => names.push(name.clone()),
            Node::Field(of, _) | Node::Not(of) | Node::Negative(of) => open.push(*of),
            Node::Index(of, inner) | Node::Method(of, _, inner) => {
                open.push(*of);
                open.extend(inner);
            }
            Node::List(inner) | Node::Call(_, inner) | Node::And(inner) | Node::Or(inner) => {
                open.extend(inner)
            }
            Node::Binary(_, left, right) => open.extend([*left, *right]),
            Node::If(condition, then, otherwise) => open.extend([*condition, *then, *otherwise]),
            Node::Bool(_) | Node::Int(_) | Node::Decimal(_) | Node::Text(_) | Node::Broken => {}
        }
    }
    names
}

impl From<&Table> for TableReading {
    fn from(table: &Table) -> Self {
        let key = |key: &rules::pack::TableKey| key.scheme.clone().unwrap_or_else(|| "int".to_owned());
        let row = |row: &rules::pack::Row| RowReading { when: row.when.clone(), value: value_of(&row.cell) };
        Self {
            name: table.name.clone(),
            title: (&table.title).into(),
            article: table.article.clone(),
            sources: table.sources.clone(),
            keys: table.keys.iter().map(key).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }
}

impl From<&Parameter> for TableReading {
    fn from(parameter: &Parameter) -> Self {
        let row =
            |dated: &Dated| RowReading { when: vec![dated.from.to_string()], value: value_of(&dated.cell) };
        Self {
            name: parameter.name.clone(),
            title: (&parameter.title).into(),
            article: parameter.article.clone(),
            sources: parameter.sources.clone(),
            keys: vec!["date".to_owned()],
            rows: parameter.values.iter().map(row).collect(),
        }
    }
}

fn value_of(cell: &Cell) -> serde_json::Value {
    let written = match cell {
        Cell::Exact(value) => serde_json::to_value::<&Value>(value),
        Cell::Estimate(estimate) => serde_json::to_value::<&Estimate>(estimate),
    };
    // Neither has a key that is not a text, which is all that JSON refuses.
    written.unwrap_or_default()
}
