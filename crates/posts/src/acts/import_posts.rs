//! "Take these lines over." All of the chosen lines become drafts, or none does.

use super::EMPLOYER_OR_OFFICER;
use crate::{import, model::Post, store};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use vocabulary::{PostId, Refusal};

/// The act.
pub struct ImportPosts;

/// Which lines of which file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportPosts)]
pub struct Input {
    /// From `posts.check_import`.
    pub import: String,
    /// The numbers of the lines; every importable one if it is not said. At most 10,000, as many as a file has.
    #[serde(default)]
    pub lines: Option<Vec<u64>>,
}

/// What was taken over.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportedPosts)]
pub struct Output {
    /// How many drafts were made.
    pub imported: usize,
}

impl Act for ImportPosts {
    const NAME: &'static str = "posts.import_posts";
    const SUMMARY: &'static str =
        "Makes drafts of the chosen lines of a checked file: of all of them or of none.";
    const WHO: &'static [Grant] = EMPLOYER_OR_OFFICER;
    const RECORDS: Records = &["imported"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let kept = store::import(cx.db, &input.import, cx.now).await?;
        let owner = kept.as_ref().map_or(cx.actor.organisation, |kept| kept.organisation);
        cx.authorize(&Subject { organisation: owner, ..Subject::default() })?;
        let kept = kept.ok_or_else(|| Refusal::not_found("posts.import_not_found"))?;
        if kept.imported_at.is_some() {
            return Err(Refusal::conflict("posts.import_done").into());
        }

        let mut importable: BTreeMap<u64, _> = import::again(cx.db, cx.app, &kept)
            .await?
            .lines
            .into_iter()
            .filter_map(|line| line.outcome.ok().map(|found| (line.number, found)))
            .collect();
        let chosen = input.lines.unwrap_or_else(|| importable.keys().copied().collect());
        if chosen.is_empty() {
            return Err(Refusal::invalid("posts.import_nothing", "lines").into());
        }
        let mut posts = Vec::with_capacity(chosen.len());
        for line in chosen {
            // A line that is chosen twice is gone the second time, and refused.
            let found = importable
                .remove(&line)
                .ok_or_else(|| Refusal::invalid("posts.import_line", "lines").with("line", line))?;
            posts.push(Post::draft(
                PostId::new(cx.fresh_id()),
                found.organisation,
                found.details,
                cx.today(),
            ));
        }

        match crate::store::insert_many(cx.db, &posts).await {
            // Somebody gave one of the references to another post since the dry run just above.
            Err(error) if error.is_unique_violation() => {
                return Err(Refusal::conflict("posts.import_changed").into());
            }
            saved => saved?,
        }
        if !store::mark_imported(cx.db, &kept.id, cx.now).await? {
            return Err(Refusal::conflict("posts.import_done").into());
        }
        cx.about(&kept.id);
        cx.record("imported", posts.len());
        Ok(Output { imported: posts.len() })
    }
}
