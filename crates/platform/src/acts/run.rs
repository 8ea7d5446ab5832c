//! How an act happens: idempotency key, write transaction, the act, audit, outbox, commit, answer. How a query happens:
//! a connection that cannot write, the query, answer.

use super::{Act, Context, IdempotencyKey, Looking, Outcome, Query, Stop, context::denied, idempotency};
use crate::{
    app::App,
    audit,
    database::Connection,
    outbox,
    permissions::{Actor, may_try},
};

/// Runs an act for `actor`. With a key, a repetition answers what the first run answered.
///
/// # Errors
/// [`Stop::Refused`] for an expected "no": nothing was changed. Otherwise our own failure: nothing was changed either.
pub async fn run<A: Act>(
    app: &App,
    actor: &Actor,
    input: A::Input,
    key: Option<IdempotencyKey>,
) -> Outcome<A::Output> {
    if !may_try(actor, A::WHO) {
        return Err(denied(actor).into());
    }
    let inside = app.clone();
    let actor = actor.clone();
    let output = app
        .database()
        .write(move |db| Box::pin(async move { in_transaction::<A>(db, &inside, &actor, input, key).await }))
        .await??;
    app.wake_outbox();
    Ok(output)
}

async fn in_transaction<A: Act>(
    db: &mut Connection,
    app: &App,
    actor: &Actor,
    input: A::Input,
    key: Option<IdempotencyKey>,
) -> Outcome<A::Output> {
    let now = app.now();
    let name = actor.name();
    let claim = key.as_ref().map(|key| idempotency::Claim { app, actor: &name, act: A::NAME, key });
    if let Some(claim) = &claim
        && let Some(answer) = claim.take(db, &idempotency::fingerprint(app, &input)?, now).await?
    {
        return Ok(answer);
    }
    let mut cx = Context {
        actor,
        db,
        now,
        app,
        who: A::WHO,
        records: A::RECORDS,
        is_authorized: false,
        subject: None,
        kept: Vec::new(),
        events: Vec::new(),
    };
    let output = A::run(&mut cx, input).await?;
    if !cx.is_authorized {
        return Err(Stop::Internal(format!("{} did not authorize; it was undone", A::NAME)));
    }
    let Context { subject, kept, events, .. } = cx;
    let entry = audit::Entry {
        at: now,
        actor: name.clone(),
        act: A::NAME.to_owned(),
        subject: subject.unwrap_or_default(),
        records: audit::records(&kept),
    };
    audit::append(db, &entry).await?;
    for event in &events {
        outbox::put(db, app.entropy().uuid(now), event, now).await?;
    }
    if let Some(claim) = &claim {
        claim.keep(db, &output).await?;
    }
    Ok(output)
}

/// Runs a query for `actor`.
///
/// # Errors
/// As [`run`].
pub async fn ask<Q: Query>(app: &App, actor: &Actor, input: Q::Input) -> Outcome<Q::Output> {
    if !may_try(actor, Q::WHO) {
        return Err(denied(actor).into());
    }
    let mut db = app.database().read().await?;
    let mut cx = Looking { actor, db: &mut db, now: app.now(), app, who: Q::WHO };
    Q::run(&mut cx, input).await
}
