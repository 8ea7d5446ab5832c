//! "It says something wrong." A published post stays publishable.

use super::{EMPLOYER_OR_OFFICER, EnteredPost, authorized, reference_taken, save};
use crate::model::State;
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::Grant,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::PostId;

/// The act.
pub struct RevisePost;

/// Which, and what it shall say.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RevisePost)]
pub struct Input {
    /// The post.
    #[schema(value_type = String)]
    pub id: PostId,
    /// All that it says from now on.
    pub post: EnteredPost,
}

/// The post.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = RevisedPost)]
pub struct Output {
    /// Its id.
    #[schema(value_type = String)]
    pub id: PostId,
}

impl Act for RevisePost {
    const NAME: &'static str = "posts.revise_post";
    const SUMMARY: &'static str = "Changes what a draft or a published post says.";
    const WHO: &'static [Grant] = EMPLOYER_OR_OFFICER;
    const RECORDS: Records = &["organisation"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let post = authorized(cx, input.id).await?;

        let details = input.post.entered().parse()?;
        let post = post.revise(details, cx.today())?;

        match save(cx, &post).await {
            Err(Stop::Database(error)) if error.is_unique_violation() => {
                return Err(reference_taken(&post).into());
            }
            saved => saved?,
        }
        cx.about(post.id);
        cx.record("organisation", post.organisation);
        if matches!(post.state, State::Published { .. }) {
            cx.emit("posts.revised", post.id, &post.organisation)?;
        }
        Ok(Output { id: post.id })
    }
}
