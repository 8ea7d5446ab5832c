//! `policies.compare`: what changed from one version to another.

use super::{find_pack, find_version};
use crate::model::Changes;
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    permissions::{Grant, Role, Subject},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Compares two versions.
pub struct Compare;

/// Which two versions.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// The pack's name.
    pub pack: String,
    /// The id of the first version.
    pub from: String,
    /// The id of the second.
    pub to: String,
}

impl Query for Compare {
    const NAME: &'static str = "policies.compare";
    const SUMMARY: &'static str = "Tells what changed from one version to another, measure by measure.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Compared;
    type Output = Changes;

    async fn run(cx: &mut Looking<'_>, input: Compared) -> Outcome<Changes> {
        cx.authorize(&Subject::default())?;
        let pack = find_pack(cx.app, Some(&input.pack))?;
        let before = find_version(&pack, &input.from, "from")?;
        let after = find_version(&pack, &input.to, "to")?;
        let comparison = pack.compare(&before.id, &after.id);
        let comparison = comparison.ok_or_else(|| Stop::Internal("both versions are there".to_owned()))?;
        Changes::of(&comparison).map_err(|error| Stop::Internal(error.to_string()))
    }
}
