//! `wotu admin`: accounts of those who run the installation. Each begins with a one-time link. Any account can be shut out
//! from here, and let in again: whoever has the machine needs no administrator's account for it.

use crate::{
    access::{self, Access},
    installation::Where,
    words::{self, say},
};
use anyhow::bail;
use clap::Subcommand;
use platform::{accounts, acts::Stop, app::App, database::DatabaseError, permissions::Role};
use std::process::ExitCode;
use vocabulary::{AccountId, Lang};

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
        /// administrator, officer or policy_officer.
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
    /// Shuts an account out: its sessions and links end at once, in every running server.
    Disable {
        #[command(flatten)]
        place: Where,
        /// Whose.
        login: String,
    },
    /// Lets an account that was shut out sign in again, with the password it had.
    Enable {
        #[command(flatten)]
        place: Where,
        /// Whose.
        login: String,
    },
}

impl Admin {
    /// Exit status 0 with the link, or what was done, on standard output; 2 if it was refused.
    pub async fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        match self {
            Self::Create { place, login, name, role } => {
                if !matches!(role, Role::Administrator | Role::Officer | Role::PolicyOfficer) {
                    bail!(
                        "`admin create` makes administrators, officers and policy officers; people and employers sign up themselves"
                    );
                }
                let (app, login) = (place.open_for_work().await?, access::canonical(&login));
                let mut db = app.database().read().await?;
                let is_shut_out = accounts::by_login(&mut db, &login)
                    .await?
                    .is_some_and(|account| account.disabled_at.is_some());
                drop(db);
                if is_shut_out {
                    return refused(access::shut_out_already(&login).into(), lang);
                }
                let token = make(&app, &login, &name, role).await?;
                say(format_args!("/link/{token}"));
                app.database().close().await;
            }
            Self::Link { place, login } => {
                let (app, login) = (place.open_for_work().await?, access::canonical(&login));
                let mut db = app.database().read().await?;
                let account = access::of_login(&mut db, &login).await;
                drop(db);
                let account = match account {
                    Ok(account) if account.disabled_at.is_none() => account,
                    Ok(_) => return refused(access::shut_out_already(&login).into(), lang),
                    Err(stop) => return refused(stop, lang),
                };
                say(format_args!("/link/{}", accounts::make_link(&app, account.id).await?));
                app.database().close().await;
            }
            Self::Disable { place, login } => return change(&place, &login, Access::ShutOut, lang).await,
            Self::Enable { place, login } => return change(&place, &login, Access::LetIn, lang).await,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn change(place: &Where, login: &str, access: Access, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = place.open_for_work().await?;
    let login = access::canonical(login);
    let outcome = access::change(&app, &login, access).await;
    app.database().close().await;
    match outcome {
        Ok(is_new) => {
            say(words::texts()?.say(lang, access.told(is_new), &[("login", login)]));
            Ok(ExitCode::SUCCESS)
        }
        Err(stop) => refused(stop, lang),
    }
}

fn refused(stop: Stop, lang: Lang) -> anyhow::Result<ExitCode> {
    match stop {
        Stop::Refused(refusal) => Ok(words::refuse(&words::texts()?, lang, refusal.each())),
        failure => Err(failure.into()),
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
