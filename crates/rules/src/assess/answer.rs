//! The assessment as it is handed out and serialised. The names and shapes here are the stable schema (README, "Schema");
//! [`SCHEMA`] rises when one changes or goes away, not when one is added.

use crate::{
    assess::{limits::LimitApplied, points::Scored},
    evaluate::{Estimate, Failure},
    facts::{FactError, Source, Value},
    pack::{Apply, Evidence, Gap, Kind, Mark, PartOf, Per, Period, Removed, Version},
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Currency, Money, Refusal, Text};

/// The version of this schema.
pub const SCHEMA: u32 = 1;

/// Why facts could not be assessed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotAssess {
    /// No version of the pack covers the day.
    #[error("no version covers {on} as known on {known_on}")]
    NoVersion {
        /// The day that was asked for.
        on: Date,
        /// As known on.
        known_on: Date,
        /// The first day that any version covers.
        first: Option<Date>,
    },
    /// No version used on the day has a derived value of this name.
    #[error("no version has a derived value {name}")]
    DerivedUnknown {
        /// The name that was asked for.
        name: String,
    },
    /// The values of a derived value have no denominator in common, so that no column can hold them.
    #[error("the derived value {name} fits no column")]
    DerivedNotColumn {
        /// The name that was asked for.
        name: String,
    },
    /// Each case has versions of its own (`version_by`, `keeps`): no plan fits a whole population.
    #[error("each case chooses its own version")]
    VersionsByCase,
    /// A cap on the sum of several measures leaves each case something else: no column holds it.
    #[error("sums are capped case by case")]
    SumsByCase,
    /// A fact has a value that it cannot have.
    #[error("{} facts cannot have the value given", .0.len())]
    Facts(Vec<FactError>),
}

impl From<CannotAssess> for Refusal {
    fn from(error: CannotAssess) -> Self {
        match error {
            CannotAssess::NoVersion { on, known_on, first } => {
                let first = first.map_or_else(|| "-".to_owned(), |first| first.to_string());
                let refusal = Self::invalid("rules.no_version_on", "on");
                refusal.with("date", on).with("known_on", known_on).with("first", first)
            }
            CannotAssess::SumsByCase => Self::invalid("rules.sums_by_case", "pack"),
            CannotAssess::VersionsByCase => Self::invalid("rules.versions_by_case", "pack"),
            CannotAssess::DerivedUnknown { name } => {
                Self::invalid("rules.derived_unknown", "derived").with("name", name)
            }
            CannotAssess::DerivedNotColumn { name } => {
                Self::invalid("rules.derived_not_column", "derived").with("name", name)
            }
            CannotAssess::Facts(errors) => {
                let refusals = errors.into_iter().map(Self::from).collect();
                Self::all(refusals).err().unwrap_or_else(|| Self::invalid("rules.facts_shape", "facts"))
            }
        }
    }
}

/// What a measure comes to for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Entitled.
    Yes,
    /// Not entitled: a condition does not hold.
    No,
    /// Not decided: facts are missing, or something could not be computed or was not read.
    Unknown,
    /// Entitled, and the amount is negotiated individually.
    Refer,
}

/// Yes, no or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trilean {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It is not known.
    Unknown,
}

/// What sort of reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A condition.
    Condition,
    /// Whether it is negotiated individually.
    Refer,
    /// Whether the version still applies was not read.
    AfterNotRead,
    /// An exception to a condition, or to all of them.
    Exception,
    /// Which version applies.
    Version,
}

/// A fact that was read, with its value; without one it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactRead {
    /// `birth_date`, `household[1].role`.
    pub name: String,
    /// The value; absent if it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Who says so, where that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Whether nobody told it, and the value is the one that the pack declares for that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub default: bool,
}

/// A source of a reason, with how well it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceMark {
    /// Its id in the pack.
    pub id: String,
    /// How well it is known.
    pub mark: Mark,
}

/// One condition as it was judged, or what else decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What sort.
    pub kind: ReasonKind,
    /// The id of the condition.
    pub id: String,
    /// The article.
    pub article: Option<String>,
    /// How it came out.
    pub result: Trilean,
    /// For people.
    pub text: Text,
    /// The facts that were read to decide it.
    pub facts: Vec<FactRead>,
    /// The facts that could still decide it, if it is unknown.
    pub missing: Vec<String>,
    /// Where the instrument says so.
    pub sources: Vec<SourceMark>,
    /// Why it could not be computed, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// An amount: exact, or as the instrument words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Worth {
    /// `{minor, currency}`.
    Exact(Money),
    /// `{from, to, currency, about, at_most}`.
    Estimate(Estimate),
}

impl Worth {
    /// The least and the most it can be, in minor units.
    #[must_use]
    pub fn range(&self) -> (i64, i64) {
        match self {
            Self::Exact(money) => (money.minor, money.minor),
            Self::Estimate(estimate) => (estimate.from.unwrap_or(0), estimate.to),
        }
    }

    /// Its currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        match self {
            Self::Exact(money) => money.currency,
            Self::Estimate(estimate) => estimate.currency,
        }
    }
}

/// Whether an amount is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The benefit has no amount, or none applies.
    Without,
    /// It is known.
    Known,
    /// It depends on facts that are missing.
    Unknown,
    /// It was not read.
    NotRead,
    /// It could not be computed.
    Failed,
}

/// A cap and whether it lowered the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CapApplied {
    /// At most this.
    pub limit: Worth,
    /// Whether the amount was higher.
    pub lowered: bool,
    /// For people.
    pub text: Option<Text>,
    /// The article.
    pub article: Option<String>,
}

/// One instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Instalment {
    /// From 1.
    pub number: u32,
    /// How long after the first.
    pub due: Period,
    /// How much; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// One measure for this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Determination {
    /// The measure's id.
    pub id: String,
    /// The version's id.
    pub version: String,
    /// The version's family.
    pub family: String,
    /// For people.
    pub title: Text,
    /// What sort of benefit.
    pub kind: Kind,
    /// The article.
    pub article: Option<String>,
    /// What it comes to.
    pub outcome: Outcome,
    /// How much, if that is known; not for `no` and `refer`.
    pub amount: Option<Worth>,
    /// Whether the amount is known.
    pub amount_state: Bound,
    /// Why the amount could not be computed, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_failure: Option<Failure>,
    /// The facts that the amount still depends on.
    pub amount_missing: Vec<String>,
    /// How often.
    pub per: Option<Per>,
    /// The caps on the amount.
    pub caps: Vec<CapApplied>,
    /// How it is paid.
    pub instalments: Vec<Instalment>,
    /// The facts that can still change the outcome.
    pub missing: Vec<String>,
    /// Whether those are exactly the facts that some case shows to matter; else some may be among them that do not. None
    /// that matters is ever left out.
    #[serde(skip_serializing_if = "is_true")]
    pub missing_exact: bool,
    /// What decided, in the order of the conditions.
    pub reasons: Vec<Reason>,
    /// The text of the referral, where the outcome is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refer: Option<Text>,
    /// Notes on ambiguous text.
    pub interpretation: Vec<Text>,
    /// What was not read of this measure.
    pub gaps: Vec<Gap>,
    /// How long it lasts at most.
    pub duration: Option<Period>,
    /// Who pays.
    pub paid_by: Option<Text>,
    /// How one applies.
    pub apply: Option<Apply>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
    /// Facts that nobody told and for which the pack declares a value, which was used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<String>,
    /// The points that it reads, criterion by criterion.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Scored>,
    /// Whose text it is, and whose the parameters, tables and derived values are that it reads: of a local body's version on
    /// top of another's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<PartOf>,
    /// What it is subject to: quotas, counters, lines of a budget.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitApplied>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
const fn is_true(value: &bool) -> bool {
    *value
}

impl Determination {
    /// The conditions that do not hold.
    pub fn failed(&self) -> impl Iterator<Item = &Reason> {
        self.reasons
            .iter()
            .filter(|reason| reason.result == Trilean::No && reason.kind == ReasonKind::Condition)
    }
}

/// A version that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionUsed {
    /// Its family.
    pub family: String,
    /// Its id.
    pub version: String,
    /// For people.
    pub title: Text,
    /// From when it applies.
    pub from: Date,
    /// From this day on it was not read whether it still applies; present if the day assessed is one of those.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_not_read: Option<Date>,
    /// What a local body took out of the text that it lies on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
    /// Why it applies to this person although a later one does to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Text>,
    /// Whether only measures that a later version does not restate were taken from it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
    /// What was not read.
    pub gaps: Vec<Gap>,
}

impl VersionUsed {
    pub(super) fn of(version: &Version, after_not_read: Option<Date>, carried: bool) -> Self {
        Self {
            family: version.family.clone(),
            version: version.id.clone(),
            title: version.title.clone(),
            from: version.in_force.from,
            after_not_read,
            removed: version.arrangements.overlay.as_ref().map(|o| o.removed.clone()).unwrap_or_default(),
            kept: None,
            carried,
            gaps: version.gaps.clone(),
        }
    }
}

/// A measure of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// The measure's id.
    pub measure: String,
    /// Its version's id.
    pub version: String,
    /// What it counts for: a yearly or monthly amount over its stated duration, or once where none is stated.
    pub worth: Option<Worth>,
    /// How many payments of the amount that is.
    pub payments: i64,
}

/// Why a measure is not in the bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutBecause {
    /// It excludes others that are worth more together.
    WorthLess,
    /// It excludes others, and has no amount to compare.
    NoAmount,
    /// Others come first, whatever they are worth.
    Priority,
}

/// A measure that the person is entitled to and that others exclude.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The measure's id.
    pub measure: String,
    /// Its version's id.
    pub version: String,
    /// Why.
    pub because: LeftOutBecause,
    /// The chosen measures that exclude it.
    pub instead_of: Vec<String>,
    /// What it would have counted for.
    pub worth: Option<Worth>,
    /// What the group says that leaves it out, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// A cap on the sum of several measures of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupCapApplied {
    /// The group's id.
    pub group: String,
    /// At most this.
    pub limit: Worth,
    /// Whether the sum was higher.
    pub lowered: bool,
    /// What it takes off the least of the sum, in minor units.
    pub from: i64,
    /// What it takes off the most.
    pub to: i64,
    /// The chosen measures whose sum it is.
    pub measures: Vec<String>,
    /// Whether it counts for all cases of a household together.
    pub per_household: bool,
    /// For people.
    pub text: Text,
    /// The article.
    pub article: Option<String>,
}

/// Why a measure could still be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CouldAddBecause {
    /// Its outcome is unknown.
    OutcomeUnknown,
    /// Its amount is not known, and it excludes others.
    AmountUnknown,
    /// It is negotiated individually.
    Refer,
    /// It excludes others with amounts in another currency.
    Currencies,
    /// It belongs to more exclusive measures than are combined exactly.
    TooMany,
}

/// A measure that could still be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CouldAdd {
    /// The measure's id.
    pub measure: String,
    /// Its version's id.
    pub version: String,
    /// Why it is not decided.
    pub because: CouldAddBecause,
    /// The chosen measures that it would replace.
    pub instead_of: Vec<String>,
}

/// A sum of one currency; from and to differ where a part is a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// ISO 4217.
    pub currency: Currency,
    /// The least, in minor units.
    pub from: i64,
    /// The most, in minor units.
    pub to: i64,
}

/// The combination worth most to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Bundle {
    /// What is in it.
    pub chosen: Vec<Chosen>,
    /// What it comes to after the caps, by currency; absent where a sum does not fit.
    pub total: Vec<Sum>,
    /// The caps on sums.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<GroupCapApplied>,
    /// What the person is entitled to and others exclude.
    pub left_out: Vec<LeftOut>,
    /// What could still be added.
    pub could_add: Vec<CouldAdd>,
}

/// The answer for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The version of this schema.
    pub schema: u32,
    /// The pack's name.
    pub pack: String,
    /// Which pack exactly.
    pub fingerprint: String,
    /// The day that was asked for.
    pub on: Date,
    /// As known on.
    pub known_on: Date,
    /// The versions that were used.
    pub versions: Vec<VersionUsed>,
    /// Every measure of the versions in force, then those that go on from earlier ones.
    pub measures: Vec<Determination>,
    /// The combination worth most.
    pub bundle: Bundle,
}

impl Assessment {
    /// The measure of this id, in whichever version was used.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Determination> {
        self.measures.iter().find(|measure| measure.id == id)
    }
}
