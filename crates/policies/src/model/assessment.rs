//! An assessment as typed JSON: the same document that `wotu assess --json` prints and the engine's README describes.
//! A test holds every field of the engine's answer against these types (`tests/answers.rs`).

use super::{GapReading, GroupCapAnswer, LimitAnswer, PartOfAnswer, PointsAnswer, RemovedAnswer, Words};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The answer for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Assessment)]
pub struct AssessmentAnswer {
    /// The version of this schema; it rises when a field changes or goes away.
    pub schema: u32,
    /// The pack's name.
    pub pack: String,
    /// SHA-256 over the pack's files: which pack exactly.
    pub fingerprint: String,
    /// The day that was asked for.
    #[schema(format = Date)]
    pub on: String,
    /// As known on.
    #[schema(format = Date)]
    pub known_on: String,
    /// The versions that were used.
    pub versions: Vec<VersionUsedAnswer>,
    /// Every measure of these versions.
    pub measures: Vec<DeterminationAnswer>,
    /// The combination worth most.
    pub bundle: BundleAnswer,
}

impl AssessmentAnswer {
    /// The engine's answer with a schema.
    ///
    /// # Errors
    /// If the engine's answer does not have this form: a mistake of ours, which `tests/answers.rs` finds.
    pub fn of(assessment: &rules::Assessment) -> Result<Self, serde_json::Error> {
        serde_json::to_value(assessment).and_then(Self::deserialize)
    }
}

/// A version that was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::VersionUsed)]
pub struct VersionUsedAnswer {
    /// Its family.
    pub family: String,
    /// Its id.
    pub version: String,
    /// For people.
    pub title: Words,
    /// From when it applies.
    #[schema(format = Date)]
    pub from: String,
    /// Present if it was not read whether the version still applies on the day assessed: from when on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub after_not_read: Option<String>,
    /// What a local body took out of the text that it lies on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<RemovedAnswer>,
    /// Why it applies to this person although a later one does to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Words>,
    /// Present and true if only measures that a later version does not restate were taken from it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
    /// What was not read.
    pub gaps: Vec<GapReading>,
}

/// One measure for this person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Determination)]
pub struct DeterminationAnswer {
    /// The measure's id.
    pub id: String,
    /// The version's id.
    pub version: String,
    /// The version's family.
    pub family: String,
    /// For people.
    pub title: Words,
    /// `money`, `housing`, `residence`, `schooling`, `employment`, `title`, `service`, `loan` or `prize`.
    pub kind: String,
    /// The article.
    pub article: Option<String>,
    /// `yes`, `no`, `unknown` or `refer`.
    pub outcome: String,
    /// How much, if that is known; not for `no` and `refer`.
    pub amount: Option<AmountAnswer>,
    /// `without`, `known`, `unknown`, `not_read` or `failed`.
    pub amount_state: String,
    /// Why the amount could not be computed, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_failure: Option<FailureAnswer>,
    /// The facts that the amount still depends on.
    pub amount_missing: Vec<String>,
    /// `once`, `year` or `month`.
    pub per: Option<String>,
    /// The caps on the amount.
    pub caps: Vec<CapAnswer>,
    /// How it is paid.
    pub instalments: Vec<InstalmentAnswer>,
    /// The facts that can still change the outcome.
    pub missing: Vec<String>,
    /// Present and false if some of those may not matter after all; none that matters is ever left out.
    #[serde(default = "exact", skip_serializing_if = "is_exact")]
    pub missing_exact: bool,
    /// What decided, in the order of the conditions.
    pub reasons: Vec<ReasonAnswer>,
    /// The text of the referral, where the outcome is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refer: Option<Words>,
    /// Notes on ambiguous text.
    pub interpretation: Vec<Words>,
    /// What was not read of this measure.
    pub gaps: Vec<GapReading>,
    /// How long it lasts at most.
    pub duration: Option<PeriodAnswer>,
    /// Who pays.
    pub paid_by: Option<Words>,
    /// How one applies.
    pub apply: Option<ApplyAnswer>,
    /// What proves it.
    pub evidence: Vec<EvidenceAnswer>,
    /// Facts that nobody told and for which the pack declares a value, which was used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<String>,
    /// The points that it reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<PointsAnswer>,
    /// Whose text decided, where a local body's version lies on another's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<PartOfAnswer>,
    /// The quotas, counters and budget lines that it is subject to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<LimitAnswer>,
}

/// An amount: `{minor, currency}` if it is exact, `{from, to, currency, about, at_most}` as the instrument words it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = policies::Amount)]
pub enum AmountAnswer {
    /// Exact.
    Exact(MoneyAnswer),
    /// A range, "about", or "at most".
    Estimate(EstimateAnswer),
}

/// An exact amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Money)]
pub struct MoneyAnswer {
    /// Minor units: fen, cents.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
}

/// An amount that is not one number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Estimate)]
pub struct EstimateAnswer {
    /// The least, in minor units; null where only a most is stated.
    pub from: Option<i64>,
    /// The most, in minor units.
    pub to: i64,
    /// ISO 4217.
    pub currency: String,
    /// The text says "about".
    pub about: bool,
    /// The text says "at most".
    pub at_most: bool,
}

/// A cap and whether it lowered the amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Cap)]
pub struct CapAnswer {
    /// At most this.
    pub limit: AmountAnswer,
    /// Whether the amount was higher.
    pub lowered: bool,
    /// For people.
    pub text: Option<Words>,
    /// The article.
    pub article: Option<String>,
}

/// A length of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Period)]
pub struct PeriodAnswer {
    /// Whole years.
    pub years: u32,
    /// Whole months besides.
    pub months: u32,
}

/// One instalment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Instalment)]
pub struct InstalmentAnswer {
    /// From 1.
    pub number: u32,
    /// How long after the first.
    pub due: PeriodAnswer,
    /// How much; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MoneyAnswer>,
}

/// One condition as it was judged, or what else decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Reason)]
pub struct ReasonAnswer {
    /// `condition`, `exception`, `refer`, `after_not_read` or `version`.
    pub kind: String,
    /// The id of the condition.
    pub id: String,
    /// The article.
    pub article: Option<String>,
    /// `yes`, `no` or `unknown`.
    pub result: String,
    /// For people.
    pub text: Words,
    /// The facts that were read to decide it.
    pub facts: Vec<FactReadAnswer>,
    /// The facts that could still decide it, if it is unknown.
    pub missing: Vec<String>,
    /// Where the instrument says so.
    pub sources: Vec<SourceMarkAnswer>,
    /// Why it could not be computed, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailureAnswer>,
}

/// A fact that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::FactRead)]
pub struct FactReadAnswer {
    /// `birth_date`, `household[1].role`.
    pub name: String,
    /// The value as a facts file writes it; absent if it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// `declared`, `uploaded`, `seen` or `issued`, where that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Present and true if nobody told it, and the value is the one that the pack declares for that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub default: bool,
}

/// A source of a reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::SourceMark)]
pub struct SourceMarkAnswer {
    /// Its id in the pack.
    pub id: String,
    /// `L` law read in full, `O` official excerpt, `S` secondary, `D` derived.
    pub mark: String,
}

/// Why a value could not be computed although every fact was there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Failure)]
pub struct FailureAnswer {
    /// `row_missing`, `parameter_not_read` and others.
    pub kind: String,
    /// The table without a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The keys for which there is no row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<String>,
    /// The parameter without a value on the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

/// How one applies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Apply)]
pub struct ApplyAnswer {
    /// `person` or `employer`.
    pub who: String,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Words>,
    /// The last day.
    #[schema(format = Date)]
    pub deadline: Option<String>,
}

/// A document that proves facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Evidence)]
pub struct EvidenceAnswer {
    /// Its id within the measure.
    pub id: String,
    /// For people.
    pub title: Words,
    /// The names of the facts.
    pub proves: Vec<String>,
}

/// The combination worth most to the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Bundle)]
pub struct BundleAnswer {
    /// What is in it.
    pub chosen: Vec<ChosenAnswer>,
    /// What it comes to, by currency.
    pub total: Vec<SumAnswer>,
    /// The caps on sums, taken off the total already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<GroupCapAnswer>,
    /// What the person is entitled to and others exclude.
    pub left_out: Vec<LeftOutAnswer>,
    /// What could still be added.
    pub could_add: Vec<CouldAddAnswer>,
}

/// A measure of the bundle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Chosen)]
pub struct ChosenAnswer {
    /// The measure's id.
    pub measure: String,
    /// Its version's id.
    pub version: String,
    /// What it counts for: a yearly or monthly amount over its stated duration, or once where none is stated.
    pub worth: Option<AmountAnswer>,
    /// How many payments of the amount that is.
    pub payments: i64,
}

/// A sum of one currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Sum)]
pub struct SumAnswer {
    /// ISO 4217.
    pub currency: String,
    /// The least, in minor units.
    pub from: i64,
    /// The most, in minor units.
    pub to: i64,
}

/// A measure that the person is entitled to and that others exclude.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::LeftOut)]
pub struct LeftOutAnswer {
    /// The measure's id.
    pub measure: String,
    /// Its version's id.
    pub version: String,
    /// `worth_less`, `no_amount` or `priority`.
    pub because: String,
    /// The chosen measures that exclude it.
    pub instead_of: Vec<String>,
    /// What it would have counted for.
    pub worth: Option<AmountAnswer>,
    /// What the group says that leaves it out, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Words>,
}

/// A measure that could still be added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::CouldAdd)]
pub struct CouldAddAnswer {
    /// The measure's id.
    pub measure: String,
    /// Its version's id.
    pub version: String,
    /// `outcome_unknown`, `amount_unknown`, `refer`, `currencies` or `too_many`.
    pub because: String,
    /// The chosen measures that it would replace.
    pub instead_of: Vec<String>,
}

/// An answer without the word is exact.
const fn exact() -> bool {
    true
}

/// serde hands over a reference.
const fn is_exact(exact: &bool) -> bool {
    *exact
}
