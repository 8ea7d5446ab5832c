//! `policies.drafts`: the drafts of the office, the newest first.

use super::{POLICY_OFFICE, name_of};
use crate::{
    model::{Draft, StateWord},
    store::{self, Filters},
};
use jiff::{Timestamp, civil::Date};
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Columns, Grant},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::DraftId;

/// How many stand on a page.
const PAGE: usize = 20;

/// Lists the drafts.
pub struct Drafts;

/// Which drafts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WantedDrafts {
    /// In this state.
    #[param(value_type = Option<String>)]
    pub state: Option<StateWord>,
    /// Of this pack.
    pub pack: Option<String>,
    /// Those older than this one: the last of the page before.
    #[param(value_type = Option<String>)]
    pub before: Option<DraftId>,
}

/// A draft in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::DraftSummary)]
pub struct DraftSummary {
    /// Its id.
    #[schema(value_type = String)]
    pub id: DraftId,
    /// The pack's name.
    pub pack: String,
    /// What it is for.
    pub title: String,
    /// How far it has come.
    pub state: StateWord,
    /// Rises with each change of a file.
    pub revision: i64,
    /// The fingerprint of the edition it was begun from.
    pub based_on: String,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub started_at: Timestamp,
    /// Who began it.
    pub started_by: String,
    /// When a file was changed last.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
    /// Who changed it.
    pub changed_by: String,
    /// From which day on it is served, once it was published.
    #[schema(value_type = Option<String>, format = Date)]
    pub in_force_from: Option<Date>,
}

/// A page of drafts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::Drafts)]
pub struct DraftsAnswer {
    /// The newest first.
    pub drafts: Vec<DraftSummary>,
    /// What to ask for the next page; nothing on the last.
    #[schema(value_type = Option<String>)]
    pub next: Option<DraftId>,
}

impl DraftSummary {
    pub(super) async fn of(cx: &mut Looking<'_>, draft: &Draft) -> Outcome<Self> {
        Ok(Self {
            id: draft.id,
            pack: draft.pack.clone(),
            title: draft.title.clone(),
            state: draft.state.word(),
            revision: draft.revision,
            based_on: draft.based_on.clone(),
            started_at: draft.started.at,
            started_by: name_of(cx.db, draft.started.by).await?,
            changed_at: draft.changed.at,
            changed_by: name_of(cx.db, draft.changed.by).await?,
            in_force_from: draft.state.edition().map(|(from, _)| from),
        })
    }
}

impl Query for Drafts {
    const NAME: &'static str = "policies.drafts";
    const SUMMARY: &'static str = "Lists the drafts of the policy office, the newest first.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    type Input = WantedDrafts;
    type Output = DraftsAnswer;

    async fn run(cx: &mut Looking<'_>, input: WantedDrafts) -> Outcome<DraftsAnswer> {
        let allowed = cx.filter(Columns::default(), 1);
        let filters = Filters { state: input.state, pack: input.pack };
        let limit = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
        let mut found = store::list(cx.db, allowed, &filters, input.before, limit).await?;
        let has_more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().filter(|_| has_more).map(|last| last.id);
        let mut drafts = Vec::with_capacity(found.len());
        for draft in &found {
            drafts.push(DraftSummary::of(cx, draft).await?);
        }
        Ok(DraftsAnswer { drafts, next })
    }
}
