//! Keeping house: what has run out is deleted, a little at a time, so that no write waits long behind it. Several programs
//! on one database may do it at once.

use crate::{
    accounts,
    acts::forget_old_keys,
    app::App,
    database::{Connection, DatabaseError},
    outbox,
};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::time::Duration;

/// How often the house is swept.
const EVERY: Duration = Duration::from_secs(600);
/// How many rows go in one transaction.
const AT_ONCE: u32 = 500;

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Sessions that have ended.
    pub sessions: u64,
    /// One-time links that were used or are too old.
    pub links: u64,
    /// Tries to sign in, older than an hour.
    pub tries: u64,
    /// Answers kept for a repeated idempotency key, older than a day.
    pub answers: u64,
    /// Events that were delivered more than thirty days ago.
    pub events: u64,
}

/// Deletes until the program ends: at once, then every ten minutes.
pub async fn keep_house(app: App) {
    loop {
        match sweep(&app).await {
            Ok(swept) => tracing::debug!(?swept, "the house was swept"),
            Err(error) => tracing::error!(%error, "the house could not be swept"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Deletes all that has run out.
///
/// # Errors
/// What the database says; what was deleted before stays deleted.
pub async fn sweep(app: &App) -> Result<Swept, DatabaseError> {
    Ok(Swept {
        sessions: all(app, |db, now| Box::pin(accounts::forget_ended(db, now, AT_ONCE))).await?,
        links: all(app, |db, now| Box::pin(accounts::forget_links(db, now, AT_ONCE))).await?,
        tries: all(app, |db, now| Box::pin(accounts::forget_tries(db, now, AT_ONCE))).await?,
        answers: all(app, |db, now| Box::pin(forget_old_keys(db, now, AT_ONCE))).await?,
        events: all(app, |db, now| Box::pin(outbox::forget_delivered(db, now, AT_ONCE))).await?,
    })
}

type Forget = for<'a> fn(&'a mut Connection, Timestamp) -> BoxFuture<'a, Result<u64, DatabaseError>>;

async fn all(app: &App, forget: Forget) -> Result<u64, DatabaseError> {
    let mut total = 0;
    loop {
        let now = app.now();
        let gone = app.database().write(move |db| forget(db, now)).await??;
        total += gone;
        if gone < u64::from(AT_ONCE) {
            return Ok(total);
        }
    }
}
