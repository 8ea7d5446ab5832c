//! `wotu import`: posts from a CSV or JSON-LD file, by the same two acts as the employer's page: a dry run that reports
//! every line, and, with `--commit`, the lines that are good.

use crate::{
    installation::Where,
    words::{self, say},
};
use anyhow::Context as _;
use clap::Args;
use platform::{
    accounts,
    acts::{Stop, ask, run},
};
use posts::{
    acts::{check_import, import_posts},
    queries::import_report,
};
use std::{path::PathBuf, process::ExitCode};
use vocabulary::{Lang, OrganisationId};

/// Reads posts.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    place: Where,
    /// The file.
    file: PathBuf,
    /// The login of the account that imports: an officer's or an employer's.
    #[arg(long, value_name = "LOGIN")]
    r#as: String,
    /// Whose posts they are, for an officer's file that does not say it line by line.
    #[arg(long, value_name = "ID")]
    organisation: Option<OrganisationId>,
    /// Import the good lines; without it, only the report.
    #[arg(long)]
    commit: bool,
}

impl Import {
    /// Exit status 0, or 2 if the file as a whole is refused.
    pub async fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let app = self.place.open_for_work().await?;
        let texts = words::texts()?;
        let mut db = app.database().read().await?;
        let account = accounts::by_login(&mut db, &self.r#as.to_lowercase()).await?;
        drop(db);
        let actor = account.with_context(|| format!("there is no account `{}`", self.r#as))?.actor(None);
        let content = std::fs::read(&self.file).with_context(|| self.file.display().to_string())?;
        let input = check_import::Input {
            organisation: self.organisation,
            file_name: self
                .file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            content: posts::encoded(&content),
        };
        let checked = match run::<check_import::CheckImport>(&app, &actor, input, None).await {
            Ok(checked) => checked,
            Err(Stop::Refused(refusal)) => return Ok(words::refuse(app.texts(), lang, refusal.each())),
            Err(failure) => return Err(failure.into()),
        };
        let report = ask::<import_report::ImportReport>(
            &app,
            &actor,
            import_report::Input { import: checked.import.clone() },
        )
        .await?;
        say(serde_json::to_string_pretty(&report)?);
        let (good, all) = (checked.importable, checked.importable + checked.refused);
        let mut args = vec![("good", good.to_string()), ("all", all.to_string())];
        if !self.commit || good == 0 {
            say(texts.say(lang, "wotu-import-would", &args));
            return Ok(ExitCode::SUCCESS);
        }
        let input = import_posts::Input { import: checked.import, lines: None };
        let done = run::<import_posts::ImportPosts>(&app, &actor, input, None).await?;
        args = vec![("good", done.imported.to_string())];
        say(texts.say(lang, "wotu-import-done", &args));
        app.database().close().await;
        Ok(ExitCode::SUCCESS)
    }
}
