//! `policies.pack`: what one pack holds.

use super::find_pack;
use crate::model::PackReading;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Reads a pack.
pub struct PackQuery;

/// Which pack.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WhichPack {
    /// Its name.
    pub pack: String,
}

impl Query for PackQuery {
    const NAME: &'static str = "policies.pack";
    const SUMMARY: &'static str =
        "Reads one pack: its versions, measures, sources, and what could not be read.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = WhichPack;
    type Output = PackReading;

    async fn run(cx: &mut Looking<'_>, input: WhichPack) -> Outcome<PackReading> {
        cx.authorize(&Subject::default())?;
        let pack = find_pack(cx.app, Some(&input.pack))?;
        Ok(PackReading::of(&pack, cx.today()))
    }
}
