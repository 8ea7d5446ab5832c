//! What a version arranges beside its measures: whom an earlier version keeps, and limits on how often or how much.

use super::{Expression, Overlay, Points};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::Text;

/// Whom an earlier version keeps although this one applies.
#[derive(Debug, Clone)]
pub struct Keep {
    /// Who.
    pub who: Expression,
    /// The id of the version that goes on for them.
    pub under: String,
    /// From this day on no longer.
    pub until: Option<Date>,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
}

/// Whom a limit counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitPer {
    /// One person.
    Person,
    /// One household.
    Household,
    /// One employer.
    Employer,
    /// Whoever nominates.
    Nominator,
    /// An area.
    Area,
    /// A line of the budget.
    Budget,
}

impl LimitPer {
    /// Every one, by the name a pack writes.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("person", Self::Person),
        ("household", Self::Household),
        ("employer", Self::Employer),
        ("nominator", Self::Nominator),
        ("area", Self::Area),
        ("budget", Self::Budget),
    ];
}

/// The time over which a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitPeriod {
    /// Over all time.
    Ever,
    /// Each calendar year.
    Year,
    /// Each round of applications.
    Round,
}

impl LimitPeriod {
    /// Every one, by the name a pack writes.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("ever", Self::Ever), ("year", Self::Year), ("round", Self::Round)];
}

/// A quota, an entitlement counter or a line of a budget: declared here, counted by casework and funds, which supply what was
/// used so far as the fact `used.<id>`.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Its id within the version; the same in later ones.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Whom it counts together.
    pub per: LimitPer,
    /// Over what time.
    pub period: LimitPeriod,
    /// At most this: a whole number, or an amount.
    pub most: Expression,
    /// The measures it limits.
    pub measures: Vec<String>,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// The number of the fact that says what was used.
    pub(crate) used: usize,
}

/// What a group makes of its measures.
#[derive(Debug, Clone)]
pub enum GroupRule {
    /// Only one of them can be had.
    AtMostOne,
    /// Only the highest of them is given.
    HighestOnly,
    /// Together they come to at most this.
    Cap(Box<Expression>),
    /// The first of them that is granted, whatever the others are worth.
    Priority(Vec<String>),
}

/// Measures that count together.
#[derive(Debug, Clone)]
pub struct MeasureGroup {
    /// Its id within the version.
    pub id: String,
    /// For people: why one of them is left out, or what the cap is.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its measures.
    pub measures: Vec<String>,
    /// What it makes of them.
    pub rule: GroupRule,
    /// Whether it counts for all cases of a household together.
    pub per_household: bool,
}

impl MeasureGroup {
    /// Whether only one of its measures can be had.
    #[must_use]
    pub const fn excludes(&self) -> bool {
        !matches!(self.rule, GroupRule::Cap(_))
    }
}

/// What a version arranges beside its measures.
#[derive(Debug, Clone, Default)]
pub struct Arrangements {
    /// Whom an earlier version keeps, in the order in which they are asked.
    pub keeps: Vec<Keep>,
    /// Limits.
    pub limits: Vec<Limit>,
    /// Groups of measures.
    pub groups: Vec<MeasureGroup>,
    /// Points.
    pub points: Vec<Points>,
    /// Whose text each part is, if the version lies on top of another body's.
    pub overlay: Option<Overlay>,
}
