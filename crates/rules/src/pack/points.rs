//! Points of a version: what stands before scoring, the criteria in their groups, and the mark.

use crate::evaluate::Score;
use vocabulary::Text;

/// What must hold before anything is scored, or what passes without points.
#[derive(Debug, Clone)]
pub struct PointsGate {
    /// Its id within the points.
    pub id: String,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The derived value that it is.
    pub(crate) index: usize,
}

/// One criterion.
#[derive(Debug, Clone)]
pub struct PointsCriterion {
    /// Its id within the points.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// At most so many.
    pub cap: Option<i64>,
    /// The derived value that it is.
    pub(crate) index: usize,
}

/// Criteria that count together.
#[derive(Debug, Clone)]
pub struct PointsGroup {
    /// Its id within the points.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Whether only the highest counts.
    pub highest_only: bool,
    /// At most so many.
    pub cap: Option<i64>,
    /// The criteria.
    pub criteria: Vec<PointsCriterion>,
}

/// A system of points. Expressions read the total under its name, and whether it is passed under `<name>_passed`.
#[derive(Debug, Clone)]
pub struct Points {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// What must hold before anything is scored.
    pub gates: Vec<PointsGate>,
    /// What passes without points, once the gates are passed.
    pub exempt: Option<PointsGate>,
    /// The groups.
    pub groups: Vec<PointsGroup>,
    /// At most so many in all.
    pub cap: Option<i64>,
    /// The derived values: the mark, the total, whether it is passed.
    pub(crate) mark: usize,
    pub(crate) total: usize,
    pub(crate) passed: usize,
    pub(crate) score: Score,
}
