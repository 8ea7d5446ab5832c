//! "We have found somebody, or no longer look." The post's page answers 410 from then on.

use super::{EMPLOYER_OR_OFFICER, account, authorized, save};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::Grant,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::PostId;

/// The act.
pub struct ClosePost;

/// Which.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClosePost)]
pub struct Input {
    /// The published post.
    #[schema(value_type = String)]
    pub id: PostId,
}

/// Since when it is over.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ClosedPost)]
pub struct Output {
    /// The day.
    pub closed_on: String,
}

impl Act for ClosePost {
    const NAME: &'static str = "posts.close_post";
    const SUMMARY: &'static str = "Closes a published post: nobody can apply any more.";
    const WHO: &'static [Grant] = EMPLOYER_OR_OFFICER;
    const RECORDS: Records = &["state", "organisation"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let post = authorized(cx, input.id).await?;

        let by = account(cx)?;
        let today = cx.today();
        let post = post.close(today, by)?;

        save(cx, &post).await?;
        cx.about(post.id);
        cx.record("state", "closed");
        cx.record("organisation", post.organisation);
        cx.emit("posts.closed", post.id, &post.organisation)?;
        Ok(Output { closed_on: today.to_string() })
    }
}
