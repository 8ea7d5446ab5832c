//! The outbox: what a change must tell others, written in the change's transaction and delivered after it, with retries.
//! Subscribers must bear to hear the same event twice.

use crate::{
    app::App,
    database::{Connection, DatabaseError},
};
use futures_util::{FutureExt as _, future::BoxFuture};
use jiff::{SignedDuration, Timestamp};
use std::{panic::AssertUnwindSafe, time::Duration};
use uuid::Uuid;

/// How many events are delivered at a go.
const BATCH: u32 = 100;
/// After so many failures an event waits for an operator (`wotu doctor` tells).
const TRIES: i64 = 12;
/// How long the deliverer sleeps when nothing wakes it.
const NAP: Duration = Duration::from_secs(5);

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// `capability.what_happened`.
    pub topic: String,
    /// The id of the thing it happened to.
    pub subject: String,
    /// JSON.
    pub payload: String,
}

/// Who wants to hear of a topic.
#[derive(Clone, Copy)]
pub struct Subscriber {
    /// Of which topic.
    pub topic: &'static str,
    /// `capability.what_it_does`, for the log.
    pub name: &'static str,
    /// Hears it. An `Err` is tried again later.
    pub hear: fn(App, Event) -> BoxFuture<'static, Result<(), String>>,
}

/// Puts an event down.
pub(crate) async fn put(
    db: &mut Connection,
    id: Uuid,
    event: &Event,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    db.execute(
        "insert into outbox (id, at, topic, subject, payload, tries, next_at) values ($1, $2, $3, $4, $5, 0, $2)",
        vec![
            id.simple().to_string().into(),
            now.into(),
            (&event.topic).into(),
            (&event.subject).into(),
            (&event.payload).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Delivers what is due, oldest first; answers how many events were delivered.
///
/// # Errors
/// What the database says. A subscriber's failure is no error: the event is tried again.
pub async fn deliver(app: &App) -> Result<usize, DatabaseError> {
    let now = app.now();
    let rows = {
        let mut db = app.database().read().await?;
        db.fetch_all(
            "select id, topic, subject, payload, tries from outbox where delivered_at is null and next_at <= $1 and tries < $2 order by id limit $3",
            vec![now.into(), TRIES.into(), BATCH.into()],
        )
        .await?
    };
    let mut delivered = 0;
    for row in rows {
        let id = row.text("id")?;
        let tries = row.int("tries")?;
        let event =
            Event { topic: row.text("topic")?, subject: row.text("subject")?, payload: row.text("payload")? };
        let problem = hear(app, &event).await.err();
        if problem.is_none() {
            delivered += 1;
        }
        note(app, id, tries, problem, now).await?;
    }
    Ok(delivered)
}

async fn hear(app: &App, event: &Event) -> Result<(), String> {
    for subscriber in app.subscribers().filter(|subscriber| subscriber.topic == event.topic) {
        // A subscriber that panics must not end all delivery.
        let heard = AssertUnwindSafe(async { (subscriber.hear)(app.clone(), event.clone()).await })
            .catch_unwind()
            .await;
        heard
            .unwrap_or_else(|_| Err("panicked".to_owned()))
            .map_err(|problem| format!("{}: {problem}", subscriber.name))?;
    }
    Ok(())
}

async fn note(
    app: &App,
    id: String,
    tries: i64,
    problem: Option<String>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    app.database().write(move |db| Box::pin(mark(db, id, tries, problem, now))).await?
}

async fn mark(
    db: &mut Connection,
    id: String,
    tries: i64,
    problem: Option<String>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let Some(problem) = problem else {
        let sql = "update outbox set delivered_at = $1 where id = $2";
        db.execute(sql, vec![now.into(), id.into()]).await?;
        return Ok(());
    };
    tracing::warn!(%problem, event = %id, "an event could not be delivered");
    // 10 s, 20 s, 40 s … about three hours in all.
    let wait = SignedDuration::from_secs(10 << tries.clamp(0, 10));
    let next = now.checked_add(wait).unwrap_or(now);
    db.execute(
        "update outbox set tries = tries + 1, next_at = $1, problem = $2 where id = $3",
        vec![next.into(), problem.into(), id.into()],
    )
    .await?;
    Ok(())
}

/// How long a delivered event is kept, for whoever asks what was told.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Deletes at most `most` events that were delivered more than thirty days ago; says how many.
///
/// # Errors
/// What the database says.
pub async fn forget_delivered(db: &mut Connection, now: Timestamp, most: u32) -> Result<u64, DatabaseError> {
    let before = now.checked_sub(KEPT).unwrap_or(now);
    let sql = "delete from outbox where id in (select id from outbox where delivered_at < $1 limit $2)";
    db.execute(sql, vec![before.into(), most.into()]).await
}

/// Delivers until the program ends: when an act wakes it, and every five seconds.
pub async fn keep_delivering(app: App) {
    loop {
        match deliver(&app).await {
            Ok(0) => {
                // A time-out is as good as a wake-up.
                let _ = tokio::time::timeout(NAP, app.outbox_woken()).await;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                tokio::time::sleep(NAP).await;
            }
        }
    }
}
