//! `wotu admin`: accounts of those who run the installation. Each begins with a one-time link.

use crate::{installation::Where, words::say};
use anyhow::bail;
use clap::Subcommand;
use platform::{accounts, app::App, database::DatabaseError, permissions::Role};
use std::process::ExitCode;
use vocabulary::AccountId;

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum Admin {
    /// Makes an account and prints the path of its one-time link.
    Create {
        #[command(flatten)]
        place: Where,
        /// An e-mail address or a name.
        #[arg(long)]
        login: String,
        /// What pages call it.
        #[arg(long)]
        name: String,
        /// administrator or officer.
        #[arg(long, default_value = "administrator")]
        role: Role,
    },
    /// Prints a new one-time link for an account: a forgotten password.
    Link {
        #[command(flatten)]
        place: Where,
        /// Whose.
        #[arg(long)]
        login: String,
    },
}

impl Admin {
    /// Exit status 0 with the link on standard output.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Create { place, login, name, role } => {
                if !matches!(role, Role::Administrator | Role::Officer) {
                    bail!(
                        "`admin create` makes administrators and officers; people and employers sign up themselves"
                    );
                }
                let app = place.open_for_work().await?;
                let token = make(&app, &login.trim().to_lowercase(), &name, role).await?;
                say(format_args!("/link/{token}"));
                app.database().close().await;
            }
            Self::Link { place, login } => {
                let app = place.open_for_work().await?;
                let mut db = app.database().read().await?;
                let Some(account) = accounts::by_login(&mut db, &login.trim().to_lowercase()).await? else {
                    bail!("there is no account `{login}`");
                };
                drop(db);
                say(format_args!("/link/{}", accounts::make_link(&app, account.id).await?));
                app.database().close().await;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes an account without a password; answers the token of its link. One that is there already gets a new link.
pub async fn make(app: &App, login: &str, name: &str, role: Role) -> anyhow::Result<String> {
    let id = AccountId::new(app.entropy().uuid(app.now()));
    let draft = accounts::Draft {
        login: login.to_owned(),
        display_name: name.to_owned(),
        password_hash: None,
        roles: vec![role],
        person: None,
        organisation: None,
    };
    let now = app.now();
    let made = app
        .database()
        .write(move |db| Box::pin(async move { accounts::insert(db, id, &draft, now).await }))
        .await?;
    let id = match made {
        Ok(()) => id,
        Err(error) if error.is_unique_violation() => {
            let mut db = app.database().read().await?;
            accounts::by_login(&mut db, login).await?.map_or(id, |account| account.id)
        }
        Err(error) => return Err(error.into()),
    };
    Ok::<_, DatabaseError>(accounts::make_link(app, id).await?).map_err(Into::into)
}
