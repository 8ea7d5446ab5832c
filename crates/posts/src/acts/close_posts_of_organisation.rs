//! An organisation takes no more part: its published posts are over. Run by the outbox when an organisation is closed;
//! running it again closes nothing more.

use super::organisation;
use crate::store;
use organisations::model::Standing;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{Kind, OrganisationId, Refusal};

/// The act.
pub struct ClosePostsOfOrganisation;

/// Whose.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClosePostsOfOrganisation)]
pub struct Input {
    /// The organisation, which is closed.
    #[schema(value_type = String)]
    pub organisation: OrganisationId,
}

/// What was closed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ClosedPostsOfOrganisation)]
pub struct Output {
    /// How many posts; at most 10,000 at a go.
    pub closed: usize,
}

impl Act for ClosePostsOfOrganisation {
    const NAME: &'static str = "posts.close_posts_of_organisation";
    const SUMMARY: &'static str = "Closes the published posts of an organisation that is closed.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Officer)];
    const RECORDS: Records = &["closed"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        cx.authorize(&Subject::of_organisation(input.organisation))?;
        let Standing::Closed { .. } = organisation(cx.db, input.organisation).await?.standing else {
            return Err(Refusal::conflict("posts.organisation_not_closed").into());
        };

        let ids = store::published_ids_of(cx.db, input.organisation).await?;
        let today = cx.today();
        let mut closed = 0;
        for post in store::by_ids(cx.db, &ids).await? {
            let post = match post.close_with_organisation(today) {
                // Its last day passed, or its employer closed it, since the ids were read: the others still close.
                Err(refusal) if refusal.kind == Kind::Gone => continue,
                closed => closed?,
            };
            if store::save(cx.db, &post).await? {
                closed += 1;
                cx.emit("posts.closed", post.id, &post.organisation)?;
            }
        }
        cx.about(input.organisation);
        cx.record("closed", closed);
        Ok(Output { closed })
    }
}
