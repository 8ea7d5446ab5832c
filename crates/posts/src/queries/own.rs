//! An organisation's posts in every state, for its own people.

use super::ListedPost;
use crate::store;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{OrganisationId, PostId, Refusal};

/// The most of one page.
pub const LIMIT: u32 = 50;

/// The query.
pub struct OwnPosts;

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// Whose; an employer's own organisation if it is not said.
    #[param(value_type = Option<String>)]
    pub organisation: Option<OrganisationId>,
    /// The last id of the page before; none for the first page.
    #[param(value_type = Option<String>)]
    pub before: Option<PostId>,
}

/// A page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnPostsPage)]
pub struct Output {
    /// At most fifty, the newest first.
    pub posts: Vec<ListedPost>,
    /// What to give as `before` for the next page; none on the last.
    #[schema(value_type = Option<String>)]
    pub next: Option<PostId>,
}

impl Query for OwnPosts {
    const NAME: &'static str = "posts.own";
    const SUMMARY: &'static str = "An organisation's drafts, published and closed posts, fifty a page.";
    const WHO: &'static [Grant] = &[Grant::own_organisation(Role::Employer), Grant::any(Role::Officer)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        let owner = input
            .organisation
            .or(cx.actor.organisation)
            .ok_or_else(|| Refusal::invalid("posts.organisation_missing", "organisation"))?;
        cx.authorize(&Subject::of_organisation(owner))?;
        let mut posts = store::of_organisation(cx.db, owner, input.before, LIMIT + 1).await?;
        let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
        let has_more = posts.len() > limit;
        posts.truncate(limit);
        let names = organisations::names_of(cx.db, &[owner]).await?;
        let next = posts.last().map(|post| post.id).filter(|_| has_more);
        Ok(Output { posts: ListedPost::all(posts, &names), next })
    }
}
