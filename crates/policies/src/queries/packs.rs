//! `policies.packs`: which packs there are.

use super::shelf_of;
use crate::model::PackSummary;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Lists the packs.
pub struct Packs;

/// Nothing is asked further.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct NoParameters {}

/// The packs of this installation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::Packs)]
pub struct PacksAnswer {
    /// The region's own first.
    pub packs: Vec<PackSummary>,
}

impl Query for Packs {
    const NAME: &'static str = "policies.packs";
    const SUMMARY: &'static str =
        "Lists the policy packs with their versions, and which of them applies today.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = NoParameters;
    type Output = PacksAnswer;

    async fn run(cx: &mut Looking<'_>, _: NoParameters) -> Outcome<PacksAnswer> {
        cx.authorize(&Subject::default())?;
        let today = cx.today();
        let packs = shelf_of(cx.app)?.packs();
        Ok(PacksAnswer { packs: packs.iter().map(|pack| PackSummary::of(pack, today)).collect() })
    }
}
