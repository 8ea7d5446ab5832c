//! `wotu act NAME`: any act, on an installation's database, as an account. The same act that the page and the API run.

use crate::{
    files,
    installation::Where,
    words::{self, say},
};
use anyhow::{Context as _, bail};
use clap::Args;
use platform::{
    accounts,
    acts::{IdempotencyKey, Stop},
};
use std::process::ExitCode;
use vocabulary::Lang;

/// Runs an act.
#[derive(Args)]
pub struct RunAct {
    #[command(flatten)]
    place: Where,
    /// Which: people.save_facts. Without it, all are listed.
    name: Option<String>,
    /// Its input, JSON: a file, or - for standard input.
    #[arg(long, value_name = "FILE", default_value = "-")]
    input: String,
    /// The login of the account that acts.
    #[arg(long, value_name = "LOGIN")]
    r#as: Option<String>,
    /// An idempotency key: repeating the command with it does it once.
    #[arg(long)]
    key: Option<String>,
}

impl RunAct {
    /// Exit status 0 with the output, 2 if the act was refused.
    pub async fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let app = self.place.open_for_work().await?;
        let Some(name) = &self.name else {
            for act in app.acts() {
                say(format_args!("{:32} {}", act.name, act.summary));
            }
            return Ok(ExitCode::SUCCESS);
        };
        let Some(act) = app.acts().iter().find(|act| act.name == name).copied() else {
            bail!("there is no act `{name}`; `wotu act` lists them");
        };
        let login = self.r#as.context("--as LOGIN says who acts")?;
        let mut db = app.database().read().await?;
        let account = accounts::by_login(&mut db, &login.to_lowercase()).await?;
        drop(db);
        let account = account.with_context(|| format!("there is no account `{login}`"))?;
        let input = serde_json::from_str(&files::text(&self.input)?).context("the input is not JSON")?;
        let key = match self.key.as_deref().map(IdempotencyKey::parse).transpose() {
            Ok(key) => key,
            Err(refusal) => return Ok(words::refuse(app.texts(), lang, refusal.each())),
        };
        let outcome = (act.run)(app.clone(), account.actor(None), input, key).await;
        let code = match outcome {
            Ok(output) => {
                say(serde_json::to_string_pretty(&output)?);
                ExitCode::SUCCESS
            }
            Err(Stop::Refused(refusal)) => words::refuse(app.texts(), lang, refusal.each()),
            Err(failure) => return Err(failure.into()),
        };
        app.database().close().await;
        Ok(code)
    }
}
