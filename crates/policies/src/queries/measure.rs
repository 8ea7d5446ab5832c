//! `policies.measure`: one measure in one version, with its conditions, figures and sources.

use super::{find_measure, find_pack, find_version};
use crate::model::MeasureReading;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Reads a measure.
pub struct MeasureQuery;

/// Which measure.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WhichMeasure {
    /// The pack's name.
    pub pack: String,
    /// The version's id.
    pub version: String,
    /// The measure's id.
    pub measure: String,
}

impl Query for MeasureQuery {
    const NAME: &'static str = "policies.measure";
    const SUMMARY: &'static str =
        "Reads one measure of one version: wording, conditions with article and source, figures, gaps.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = WhichMeasure;
    type Output = MeasureReading;

    async fn run(cx: &mut Looking<'_>, input: WhichMeasure) -> Outcome<MeasureReading> {
        cx.authorize(&Subject::default())?;
        let pack = find_pack(cx.app, Some(&input.pack))?;
        let version = find_version(&pack, &input.version, "version")?;
        let measure = find_measure(version, &input.measure)?;
        Ok(MeasureReading::of(&pack, version, measure))
    }
}
