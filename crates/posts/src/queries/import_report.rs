//! What a dry run found, line by line, in both languages.

use crate::{import, model::import_csv::Importable, store};
use organisations::queries::Names;
use platform::{
    acts::{Looking, Outcome, Query},
    app::App,
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Lang, Refusal};

/// The query.
pub struct ImportReport;

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// From `posts.check_import`.
    pub import: String,
}

/// The report.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportReport)]
pub struct Output {
    /// The file.
    pub import: String,
    /// What it is called.
    pub file_name: String,
    /// Every line that is not blank, in order.
    pub lines: Vec<ReportedLine>,
    /// Heads of columns, or paths, that were left out.
    pub not_understood: Vec<String>,
    /// It was read as GB18030, which nothing in a file proves: somebody should look at the names.
    pub is_guessed: bool,
    /// Its lines were taken over already; the file itself is then gone.
    pub is_imported: bool,
}

/// One line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportedLine {
    /// The line of a CSV, or the place of a posting in its document, from 1.
    pub number: u64,
    /// The title it would have, if it can be taken over.
    pub title: Option<Names>,
    /// All that is wrong with it; nothing if it can be taken over.
    pub problems: Vec<ReportedProblem>,
}

/// Something that is wrong with a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportedProblem {
    /// Stable.
    pub code: &'static str,
    /// The column's head as written, or the path.
    pub field: Option<String>,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl ReportedProblem {
    /// The words in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    fn of(app: &App, refusal: &Refusal) -> Self {
        Self {
            code: refusal.code,
            field: refusal.field.clone(),
            zh: app.texts().refusal(Lang::Zh, refusal),
            en: app.texts().refusal(Lang::En, refusal),
        }
    }
}

impl Query for ImportReport {
    const NAME: &'static str = "posts.import_report";
    const SUMMARY: &'static str = "The report of a checked file: each line, and what is wrong with it.";
    const WHO: &'static [Grant] = &[Grant::own_organisation(Role::Employer), Grant::any(Role::Officer)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        let kept = store::import(cx.db, &input.import, cx.now).await?;
        let owner = kept.as_ref().map_or(cx.actor.organisation, |kept| kept.organisation);
        cx.authorize(&Subject { organisation: owner, ..Subject::default() })?;
        let kept = kept.ok_or_else(|| Refusal::not_found("posts.import_not_found"))?;
        let mut output = Output {
            import: kept.id.clone(),
            file_name: kept.file_name.clone(),
            lines: Vec::new(),
            not_understood: Vec::new(),
            is_guessed: false,
            is_imported: kept.imported_at.is_some(),
        };
        if output.is_imported {
            return Ok(output);
        }
        let found = import::again(cx.db, cx.app, &kept).await?;
        output.not_understood = found.not_understood;
        output.is_guessed = found.is_guessed;
        output.lines =
            found.lines.into_iter().map(|line| reported(cx.app, line.number, &line.outcome)).collect();
        Ok(output)
    }
}

fn reported(app: &App, number: u64, outcome: &Result<Box<Importable>, Refusal>) -> ReportedLine {
    match outcome {
        Ok(post) => {
            ReportedLine { number, title: Some(Names::from(&post.details.title)), problems: Vec::new() }
        }
        Err(refusal) => {
            let problems = refusal.each().map(|one| ReportedProblem::of(app, one)).collect();
            ReportedLine { number, title: None, problems }
        }
    }
}
