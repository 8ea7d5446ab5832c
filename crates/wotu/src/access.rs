//! Shutting an account out and letting it in again, from the command line: at once, in every running server, and with an
//! entry in the audit log in the same transaction.

use jiff::Timestamp;
use platform::{
    accounts::{self, Account},
    acts::{Outcome, Stop},
    app::App,
    audit,
    database::Connection,
    permissions::{Actor, Role},
};
use vocabulary::Refusal;

/// What is done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Its sessions and links end, and it cannot sign in.
    ShutOut,
    /// It may sign in again.
    LetIn,
}

impl Access {
    /// As the audit log names it.
    const fn act(self) -> &'static str {
        match self {
            Self::ShutOut => "platform.disable_account",
            Self::LetIn => "platform.enable_account",
        }
    }

    /// The key of what is said when it is done, or was so before.
    pub const fn told(self, is_new: bool) -> &'static str {
        match (self, is_new) {
            (Self::ShutOut, true) => "wotu-admin-disabled",
            (Self::ShutOut, false) => "wotu-admin-disabled-already",
            (Self::LetIn, true) => "wotu-admin-enabled",
            (Self::LetIn, false) => "wotu-admin-enabled-already",
        }
    }
}

/// A login as it is stored.
pub fn canonical(login: &str) -> String {
    login.trim().to_lowercase()
}

/// A link for such an account would be worth nothing.
pub fn shut_out_already(login: &str) -> Refusal {
    Refusal::conflict("wotu.account_disabled").with("login", login)
}

/// The account of a login.
///
/// # Errors
/// `wotu.account_unknown`, and what the database says.
pub async fn of_login(db: &mut Connection, login: &str) -> Outcome<Account> {
    let account = accounts::by_login(db, login).await?;
    account.ok_or_else(|| Refusal::not_found("wotu.account_unknown").with("login", login).into())
}

/// Does it; answers whether the account was different before.
///
/// # Errors
/// `wotu.account_unknown`, `wotu.account_last`, and what the database says.
pub async fn change(app: &App, login: &str, access: Access) -> Outcome<bool> {
    let (login, now) = (login.to_owned(), app.now());
    let write = app.database().write(move |db| {
        Box::pin(async move {
            let account = of_login(db, &login).await?;
            let subject = account.id.to_string();
            let is_new = match access {
                Access::ShutOut => shut_out(db, account, now).await?,
                Access::LetIn => accounts::enable(db, account.id).await?,
            };
            if is_new {
                let entry = audit::Entry {
                    at: now,
                    actor: Actor::nobody().name(),
                    act: access.act().to_owned(),
                    subject,
                    records: audit::records(&[("by", "command_line".to_owned())]),
                };
                audit::append(db, &entry).await?;
            }
            Ok::<_, Stop>(is_new)
        })
    });
    write.await?
}

/// The last administrator stays: without one nobody could let anybody in from the pages.
async fn shut_out(db: &mut Connection, account: Account, now: Timestamp) -> Outcome<bool> {
    let is_administrator = account.disabled_at.is_none() && account.roles.contains(&Role::Administrator);
    if is_administrator && accounts::count_with_role(db, Role::Administrator).await? <= 1 {
        return Err(Refusal::conflict("wotu.account_last").with("login", account.login).into());
    }
    Ok(accounts::disable(db, account.id, now).await?)
}
