//! How one post fits whoever asks, by what they told so far.

use super::fitting::{facts_of_actor, fit_of};
use matching::Match;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::PostId;

/// The query.
pub struct FitOfPost;

/// Which.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The post.
    #[param(value_type = String)]
    pub id: PostId,
}

/// How it fits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FitOfPost)]
pub struct Output {
    /// As in `posts.fitting`; none if the post is not published, or nothing has been told that matching reads.
    #[schema(value_type = Option<Object>)]
    pub score: Option<Match>,
}

impl Query for FitOfPost {
    const NAME: &'static str = "posts.fit";
    const SUMMARY: &'static str = "How one post fits the actor, by the facts told so far.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        let (person, visit) = (cx.actor.person, cx.actor.visit);
        cx.authorize(&Subject { person, visit, organisation: None })?;
        let score = match facts_of_actor(cx).await? {
            Some(facts) => fit_of(cx.db, cx.app, &facts, input.id).await?,
            None => None,
        };
        Ok(Output { score })
    }
}
