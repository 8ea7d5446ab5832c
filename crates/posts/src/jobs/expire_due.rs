//! Posts whose last day has passed are closed, each in a transaction of its own, so that no write waits long behind them.
//! Until then they are hidden already: their page answers 410 from the day after.

use super::system;
use crate::{
    acts::expire_post::{ExpirePost, Input},
    store,
};
use platform::{
    acts::{Outcome, Stop, run},
    app::App,
};
use std::time::Duration;

/// How often it is looked for them.
const EVERY: Duration = Duration::from_secs(600);
/// How many are looked up at once.
const PAGE: u32 = 500;

/// Closes until the program ends: at once, then every ten minutes.
pub async fn keep_closing_expired(app: App) {
    loop {
        match expire_due(&app).await {
            Ok(0) => {}
            Ok(closed) => tracing::info!(closed, "posts whose last day has passed were closed"),
            Err(error) => tracing::error!(%error, "posts whose last day has passed could not be closed"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Closes every published post whose last day has passed, and answers how many this call closed: each is audited and told
/// as if its employer had closed it. Safe to repeat, and to run in several programs at once: each post is closed once.
///
/// # Errors
/// What the database says; what was closed before stays closed, and the next call goes on.
pub async fn expire_due(app: &App) -> Outcome<u64> {
    let system = system();
    let today = app.region().date_of(app.now());
    let (mut closed, mut after) = (0, None);
    loop {
        let mut db = app.database().read().await?;
        let due = store::overdue_after(&mut db, today, after, PAGE).await?;
        // The act takes a connection of its own.
        drop(db);
        after = due.last().copied();
        if after.is_none() {
            return Ok(closed);
        }
        for id in due {
            match run::<ExpirePost>(app, &system, Input { id }, None).await {
                Ok(_) => closed += 1,
                // Another program was faster, or its employer has just said otherwise.
                Err(Stop::Refused(refusal)) => tracing::debug!(post = %id, %refusal, "a post was not closed"),
                // One post that cannot be read must not keep the others open.
                Err(Stop::Internal(problem)) => tracing::error!(post = %id, problem, "a post was not closed"),
                Err(stop @ Stop::Database(_)) => return Err(stop),
            }
        }
    }
}
