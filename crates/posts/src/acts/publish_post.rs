//! "It is right; let people see it."

use super::{EMPLOYER_OR_OFFICER, authorized, organisation, save};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::Grant,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::PostId;

/// The act.
pub struct PublishPost;

/// Which.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublishPost)]
pub struct Input {
    /// The draft.
    #[schema(value_type = String)]
    pub id: PostId,
}

/// Since when everybody sees it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = PublishedPost)]
pub struct Output {
    /// The day.
    pub published_on: String,
}

impl Act for PublishPost {
    const NAME: &'static str = "posts.publish_post";
    const SUMMARY: &'static str =
        "Shows a draft to everybody, if its organisation is verified and its occupation is coded.";
    const WHO: &'static [Grant] = EMPLOYER_OR_OFFICER;
    const RECORDS: Records = &["state", "organisation"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let post = authorized(cx, input.id).await?;
        let organisation = organisation(cx.db, post.organisation).await?;

        let today = cx.today();
        let post = post.publish(today, &organisation)?;

        save(cx, &post).await?;
        cx.about(post.id);
        cx.record("state", "published");
        cx.record("organisation", post.organisation);
        cx.emit("posts.published", post.id, &post.organisation)?;
        Ok(Output { published_on: today.to_string() })
    }
}
