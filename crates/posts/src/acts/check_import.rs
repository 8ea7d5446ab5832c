//! "Here is our table: what of it would become posts?" A dry run: nothing becomes a post yet; the file waits for a day.

use super::{EMPLOYER_OR_OFFICER, account};
use crate::{
    import,
    store::{self, Import},
};
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{OrganisationId, Refusal};

/// The act.
pub struct CheckImport;

/// The file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckImport)]
pub struct Input {
    /// Whose posts it holds. An employer's own if it is not said; an officer's file then says whose, line by line.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub organisation: Option<OrganisationId>,
    /// What it is called; shown in the report.
    pub file_name: String,
    /// CSV (README of this crate) or schema.org JobPosting as JSON-LD, in Base64; at most 5 MB of CSV, 1 MB of JSON-LD.
    pub content: String,
}

/// What was found; the report has the rest.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = CheckedImport)]
pub struct Output {
    /// Names the file in `posts.import_report` and `posts.import_posts`, for a day.
    pub import: String,
    /// How many lines can be taken over.
    pub importable: usize,
    /// How many cannot.
    pub refused: usize,
}

impl Act for CheckImport {
    const NAME: &'static str = "posts.check_import";
    const SUMMARY: &'static str =
        "Checks a CSV or JobPosting file line by line, and keeps it for a day to be taken over.";
    const WHO: &'static [Grant] = EMPLOYER_OR_OFFICER;
    const RECORDS: Records = &["importable", "refused"];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Context<'_>, input: Input) -> Outcome<Output> {
        let owner = if cx.actor.is(Role::Officer) {
            input.organisation
        } else {
            input.organisation.or(cx.actor.organisation)
        };
        cx.authorize(&Subject { organisation: owner, ..Subject::default() })?;
        if let Some(owner) = owner {
            super::organisation(cx.db, owner).await?;
        }

        let file = import::bytes(&input.content)?;
        import::check_size(&file)?;
        if file.is_empty() {
            return Err(Refusal::invalid("posts.import_no_file", "file").into());
        }
        let found = import::dry_run(cx.db, cx.app, &file, owner).await?;
        let importable = found.lines.iter().filter(|line| line.outcome.is_ok()).count();
        let refused = found.lines.len() - importable;

        store::forget_imports(cx.db, cx.now).await?;
        let kept = Import {
            id: format!("imp_{}", cx.fresh_id().simple()),
            organisation: owner,
            made_by: account(cx)?,
            file_name: input.file_name.chars().filter(|c| !c.is_control()).take(100).collect(),
            content: import::encoded(&file),
            imported_at: None,
        };
        store::keep_import(cx.db, &kept, cx.now).await?;
        cx.about(&kept.id);
        cx.record("importable", importable);
        cx.record("refused", refused);
        Ok(Output { import: kept.id, importable, refused })
    }
}
