//! What a determination says beside its conditions, as typed JSON: points, quotas, whose text decided, caps on sums.

use super::{AmountAnswer, Words};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A gate before points, or what passes without them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Gate)]
pub struct GateAnswer {
    /// Its id.
    pub id: String,
    /// For people.
    pub text: Words,
    /// The article.
    pub article: Option<String>,
    /// `yes`, `no` or `unknown`.
    pub result: String,
}

/// The points of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Criterion)]
pub struct CriterionAnswer {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Words,
    /// The article.
    pub article: Option<String>,
    /// The fewest points it brings.
    pub from: i64,
    /// The most.
    pub to: i64,
    /// The facts that it still depends on.
    pub missing: Vec<String>,
}

/// The points of criteria that count together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::PointsGroup)]
pub struct PointsGroupAnswer {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Words,
    /// Whether only the highest counts.
    pub highest_only: bool,
    /// At most so many.
    pub cap: Option<i64>,
    /// The fewest points it brings.
    pub from: i64,
    /// The most.
    pub to: i64,
    /// Its criteria.
    pub criteria: Vec<CriterionAnswer>,
}

/// The points of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Points)]
pub struct PointsAnswer {
    /// Their name in the pack.
    pub name: String,
    /// For people.
    pub title: Words,
    /// The article.
    pub article: Option<String>,
    /// What must hold before anything is scored.
    pub gates: Vec<GateAnswer>,
    /// What passes without points.
    pub exempt: Option<GateAnswer>,
    /// Whether anything was scored: a gate that is not passed ends it.
    pub assessed: bool,
    /// The groups; none if nothing was scored.
    pub groups: Vec<PointsGroupAnswer>,
    /// The fewest points in all.
    pub from: i64,
    /// The most.
    pub to: i64,
    /// The mark, if it is known.
    pub mark: Option<i64>,
    /// Whether it is passed: `yes`, `no` or `unknown`.
    pub passed: String,
}

/// A quota, a counter or a line of a budget that a measure is subject to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Limit)]
pub struct LimitAnswer {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Words,
    /// `person`, `household`, `employer`, `nominator`, `area` or `budget`.
    pub per: String,
    /// Over what time it counts.
    pub period: String,
    /// At most this; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Value>,
    /// What was used so far; absent if nobody supplied it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Value>,
    /// What is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Value>,
    /// Whether nothing is left: `yes`, `no` or `unknown`.
    pub reached: String,
    /// The article.
    pub article: Option<String>,
}

/// Whose text something is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Body)]
pub struct BodyAnswer {
    /// The pack.
    pub pack: String,
    /// Its title.
    pub title: Words,
}

/// A part of a version with whose text it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::PartOf)]
pub struct PartOfAnswer {
    /// What sort of part: `measures`, `parameters`.
    pub list: String,
    /// Its id or name.
    pub id: String,
    /// Whose text it is.
    pub body: BodyAnswer,
}

/// A part that a local body takes out of the text that its version lies on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::Removed)]
pub struct RemovedAnswer {
    /// What sort of part.
    pub list: String,
    /// Its id or name.
    pub id: String,
    /// Why.
    pub text: Words,
    /// Where the local text says so.
    pub article: Option<String>,
}

/// A cap on the sum of several measures of the bundle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::GroupCap)]
pub struct GroupCapAnswer {
    /// The group's id.
    pub group: String,
    /// At most this.
    pub limit: AmountAnswer,
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
    pub text: Words,
    /// The article.
    pub article: Option<String>,
}
