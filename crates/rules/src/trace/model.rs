//! The trace as it is handed out and serialised. [`SCHEMA`] rises when a name or shape changes or goes away, not when one is
//! added.

use crate::{
    assess::{Bound, CannotAssess, FactRead, Instalment, Outcome, Trilean, Worth},
    evaluate::Failure,
    facts::{Source, Value},
    nearest::Nearest,
    pack::{Cell, Citation, Gap, InForce, Per},
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::Text;

/// The version of this schema.
pub const SCHEMA: u32 = 1;

/// Why there is no trace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotTrace {
    /// The facts or the day were refused.
    #[error(transparent)]
    Assess(#[from] CannotAssess),
    /// The measure is not assessed on that day; which versions are.
    #[error("{measure} is not assessed on that day under {versions}")]
    NotAssessed {
        /// The measure that was asked for.
        measure: String,
        /// The versions used, with commas.
        versions: String,
    },
}

/// Where an expression stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, as the pack names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One step of a computation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// As it is written: `6 * ias`.
    pub expression: String,
    /// With the values of its parts put in: `6 * EUR 435.76`.
    pub values: String,
    /// What it comes to: `EUR 2614.56`, `unknown`, `failed: …`.
    pub result: String,
}

/// A derived value that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DerivedUsed {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Text,
    /// What it came to.
    pub result: String,
    /// As it is written.
    pub expression: String,
    /// In plain words.
    pub plain: Text,
    /// Where it stands.
    pub place: Place,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// How it was computed.
    pub steps: Vec<Step>,
}

/// One condition, or the referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionTrace {
    /// Its id; `refer` for the referral.
    pub id: String,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// How it came out.
    pub result: Trilean,
    /// The wording; absent while it could not be known.
    pub text: Option<Text>,
    /// As it is written.
    pub expression: Option<String>,
    /// In plain words.
    pub plain: Option<Text>,
    /// Where it stands.
    pub place: Option<Place>,
    /// How it was judged.
    pub steps: Vec<Step>,
    /// The facts that were read, with who says so.
    pub facts: Vec<FactRead>,
    /// The names of the derived values used.
    pub derived: Vec<String>,
    /// The names of the parameters used.
    pub parameters: Vec<String>,
    /// The rows used: `settling_in[E]`.
    pub rows: Vec<String>,
    /// The facts that could still decide it.
    pub missing: Vec<String>,
    /// Why it could not be computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_text: Option<Text>,
    /// The ids of its sources.
    pub sources: Vec<String>,
}

/// One cap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CapTrace {
    /// As it is written.
    pub expression: String,
    /// For people.
    pub text: Option<Text>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// What it came to.
    pub result: String,
    /// Whether it lowered the amount.
    pub lowered: bool,
    /// How it was computed.
    pub steps: Vec<Step>,
}

/// The amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AmountTrace {
    /// As it is written.
    pub expression: String,
    /// In plain words.
    pub plain: Text,
    /// Where it stands.
    pub place: Place,
    /// How it was computed.
    pub steps: Vec<Step>,
    /// What it came to before its caps.
    pub before_caps: String,
    /// The caps, in order.
    pub caps: Vec<CapTrace>,
    /// What is paid.
    pub amount: Option<Worth>,
    /// Whether it is known.
    pub state: Bound,
    /// Why it could not be computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_text: Option<Text>,
    /// The facts that could still decide it.
    pub missing: Vec<String>,
    /// How often it is paid.
    pub per: Option<Per>,
}

/// A fact that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// `birth_date`, `household[1].role`.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The value; absent if it is unknown.
    pub value: Option<Value>,
    /// Since when it holds.
    pub since: Option<Date>,
    /// Who says so.
    pub source: Option<Source>,
}

/// A parameter that was used, with the value of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterUsed {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Text,
    /// The value; absent where none was read.
    pub value: Option<Cell>,
    /// Its first day.
    pub from: Option<Date>,
    /// The day after its last.
    pub until: Option<Date>,
    /// From when on it could be known.
    pub known_from: Option<Date>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
}

/// A row of a table that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowUsed {
    /// The table's name.
    pub table: String,
    /// For people.
    pub title: Text,
    /// The keys of the row.
    pub row: Vec<String>,
    /// Its value.
    pub value: Cell,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
}

/// The version that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionTrace {
    /// Its family.
    pub family: String,
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Text,
    /// When it applies.
    pub in_force: InForce,
    /// From when on it could be known.
    pub known_from: Date,
    /// From this day on it was not read whether it still applies; present if the day is one of those.
    pub not_read_since: Option<Date>,
}

/// The whole determination of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The version of this schema.
    pub schema: u32,
    /// The pack's name.
    pub pack: String,
    /// Which pack exactly.
    pub fingerprint: String,
    /// The version that was applied.
    pub version: VersionTrace,
    /// The measure's id.
    pub measure: String,
    /// For people.
    pub title: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The day that was asked for.
    pub on: Date,
    /// As known on.
    pub known_on: Date,
    /// What it comes to.
    pub outcome: Outcome,
    /// Each condition.
    pub conditions: Vec<ConditionTrace>,
    /// The referral, where it was looked at.
    pub refer: Option<ConditionTrace>,
    /// The amount, where one is stated and it was looked at.
    pub amount: Option<AmountTrace>,
    /// How it is paid.
    pub instalments: Vec<Instalment>,
    /// Every fact that was read.
    pub inputs: Vec<Input>,
    /// Every derived value that was used, each before those that need it.
    pub derived: Vec<DerivedUsed>,
    /// Every parameter that was used.
    pub parameters: Vec<ParameterUsed>,
    /// Every row that was used.
    pub tables: Vec<RowUsed>,
    /// Every article that was applied.
    pub articles: Vec<String>,
    /// Every source that was cited.
    pub sources: Vec<Citation>,
    /// What was not read.
    pub gaps: Vec<Gap>,
    /// The facts that can still change the outcome.
    pub missing: Vec<String>,
    /// The conditions that fail: each alone refuses it, all must change to grant it.
    pub failed: Vec<String>,
    /// The nearest changes of facts that would no longer refuse it.
    pub nearest: Vec<Nearest>,
}
