//! One post, for everybody while it is published; for its organisation and for officers always.

use super::ShownPost;
use crate::store;
use organisations::{model::Organisation, queries::Names};
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{PostId, Refusal};

/// The query.
pub struct OnePost;

/// Which.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The post.
    #[param(value_type = String)]
    pub id: PostId,
}

/// The post.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OnePostShown)]
pub struct Output {
    /// All that it says.
    #[serde(flatten)]
    pub post: ShownPost,
    /// Whether the actor may change it.
    pub is_own: bool,
    /// Whose it is, for pages.
    #[serde(skip)]
    #[schema(ignore)]
    pub organisation: Organisation,
}

impl Query for OnePost {
    const NAME: &'static str = "posts.post";
    const SUMMARY: &'static str = "What a post says. Answers 410 after it closed.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        cx.authorize(&Subject::default())?;
        let post =
            store::load(cx.db, input.id).await?.ok_or_else(|| Refusal::not_found("posts.not_found"))?;
        let is_own = cx.actor.is(Role::Officer)
            || (cx.actor.is(Role::Employer) && cx.actor.organisation == Some(post.organisation));
        if !is_own {
            post.require_shown(cx.today())?;
        }
        let organisation = organisations::load(cx.db, post.organisation)
            .await?
            .ok_or_else(|| Refusal::not_found("posts.not_found"))?;
        let name = Names::from(&organisation.details.name);
        Ok(Output { post: ShownPost::of(post, name), is_own, organisation })
    }
}
