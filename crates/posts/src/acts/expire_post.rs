//! The last day for applying has passed. Run by a job; an officer can do it by hand.

use super::authorized;
use crate::store;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{PostId, Refusal};

/// The act.
pub struct ExpirePost;

/// Which.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExpirePost)]
pub struct Input {
    /// The published post.
    #[schema(value_type = String)]
    pub id: PostId,
}

/// Since when it is over.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ExpiredPost)]
pub struct Output {
    /// The day after its last one.
    pub closed_on: String,
}

impl Act for ExpirePost {
    const NAME: &'static str = "posts.expire_post";
    const SUMMARY: &'static str = "Closes a published post whose last day has passed.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Officer)];
    const RECORDS: Records = &["state", "organisation"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let post = authorized(cx, input.id).await?;

        let today = cx.today();
        let closes = post.details.closes;
        let post = post.expire(today)?;

        if !store::save_expired(cx.db, &post).await? {
            // What it is now says why.
            if let Some(now) = store::load(cx.db, post.id).await? {
                now.expire(today)?;
            }
            return Err(Refusal::conflict("posts.not_published").into());
        }
        cx.about(post.id);
        cx.record("state", "closed");
        cx.record("organisation", post.organisation);
        cx.emit("posts.closed", post.id, &post.organisation)?;
        Ok(Output { closed_on: closes.tomorrow().unwrap_or(today).to_string() })
    }
}
