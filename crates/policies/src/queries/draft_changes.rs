//! `policies.draft_changes`: what a draft changes in the edition it was begun from, measure by measure. The lines that
//! differ in a file follow from its two texts (`policies.draft_file`).

use super::{DraftAsked, POLICY_OFFICE, Work};
use crate::model::Changes;
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    permissions::{Grant, Subject},
};
use rules::pack::{Comparison, Pack};
use serde::Serialize;
use utoipa::ToSchema;

/// Tells what a draft changes.
pub struct DraftChanges;

/// What a draft changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::DraftChanges)]
pub struct DraftChangesAnswer {
    /// The versions that both have, with what changed in each; of those that are alike nothing stands here.
    pub versions: Vec<Changes>,
    /// The ids of versions that only the draft has.
    pub added: Vec<String>,
    /// The ids of versions that the draft has no more.
    pub removed: Vec<String>,
}

/// The versions that both packs have and that differ in a measure.
pub(crate) fn compared(base: &Pack, pack: &Pack) -> Vec<Comparison> {
    let both = pack.versions.iter().filter_map(|version| base.compare_with(&version.id, pack, &version.id));
    both.filter(|found| found.measures.iter().any(|measure| measure.change != rules::pack::Change::Same))
        .collect()
}

/// The ids of the versions of `of` that `other` does not have.
pub(crate) fn versions_only_in(of: &Pack, other: &Pack) -> Vec<String> {
    let only = of.versions.iter().filter(|version| other.version(&version.id).is_none());
    only.map(|version| version.id.clone()).collect()
}

impl Query for DraftChanges {
    const NAME: &'static str = "policies.draft_changes";
    const SUMMARY: &'static str =
        "Tells what a draft changes in the edition it was begun from, measure by measure.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    type Input = DraftAsked;
    type Output = DraftChangesAnswer;

    async fn run(cx: &mut Looking<'_>, input: DraftAsked) -> Outcome<DraftChangesAnswer> {
        cx.authorize(&Subject::default())?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let (base, pack) = (work.base()?, work.pack()?);
        let internal = |error: serde_json::Error| Stop::Internal(error.to_string());
        let versions: Result<_, Stop> =
            compared(&base, pack).iter().map(|found| Changes::of(found).map_err(internal)).collect();
        Ok(DraftChangesAnswer {
            versions: versions?,
            added: versions_only_in(pack, &base),
            removed: versions_only_in(&base, pack),
        })
    }
}
