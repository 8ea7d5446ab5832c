//! "We look for somebody; here is what for." Nobody else sees a draft.

use super::{EMPLOYER_OR_OFFICER, EnteredPost, named_or_own, organisation, reference_taken};
use crate::{model::Post, store};
use organisations::model::Standing;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{OrganisationId, PostId, Refusal};

/// The act.
pub struct DraftPost;

/// Whose, and what.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftPost)]
pub struct Input {
    /// Whose post; an employer's own organisation if it is not said.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub organisation: Option<OrganisationId>,
    /// What it says.
    pub post: EnteredPost,
}

/// The draft.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = DraftedPost)]
pub struct Output {
    /// Its id.
    #[schema(value_type = String)]
    pub id: PostId,
}

impl Act for DraftPost {
    const NAME: &'static str = "posts.draft_post";
    const SUMMARY: &'static str = "Writes a post down, without showing it to anybody else.";
    const WHO: &'static [Grant] = EMPLOYER_OR_OFFICER;
    const RECORDS: Records = &["organisation"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let owner = named_or_own(cx, input.organisation)?;
        cx.authorize(&Subject::of_organisation(owner))?;
        let organisation = organisation(cx.db, owner).await?;
        if let Standing::Closed { on, .. } = organisation.standing {
            return Err(Refusal::conflict("organisations.closed").with("on", on).into());
        }

        let details = input.post.entered().parse()?;
        let id = PostId::new(cx.fresh_id());
        let post = Post::draft(id, owner, details, cx.today());

        match store::insert(cx.db, &post).await {
            Err(error) if error.is_unique_violation() => return Err(reference_taken(&post).into()),
            saved => saved?,
        }
        cx.about(id);
        cx.record("organisation", owner);
        Ok(Output { id })
    }
}
