//! The test that every act and query refuses whoever may not try it, by both doors that a stranger can reach.

use super::{Browser, installation};
use crate::{
    acts::{Outcome, Stop},
    app::App,
    permissions::{Actor, Grant, Role},
};
use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value, json};
use std::fmt::Debug;
use vocabulary::Kind;

/// Runs every act and query that no visitor may try: as nobody, and as an account without any role; directly, and
/// through the API with an input that means nothing. Each must answer 401 or 403 before it looks at the input. Says how
/// many acts and queries it tried.
///
/// # Panics
/// If one does not refuse.
#[expect(clippy::expect_used, reason = "for tests")]
pub async fn refuses_strangers(app: &App) -> usize {
    let nobody = Actor::nobody();
    let mut nameless = installation::actor(app, Role::Visitor, None, None).await;
    nameless.roles.clear();
    let token = installation::token(app, &nameless).await;
    let mut tried = 0;
    for act in app.acts().iter().filter(|act| is_closed(act.who)) {
        tried += 1;
        for (actor, kind) in [(&nobody, Kind::SignInFirst), (&nameless, Kind::Forbidden)] {
            refused(act.name, (act.run)(app.clone(), actor.clone(), json!({}), None).await, kind);
        }
        for (token, status) in [(None, 401), (Some(&token), 403)] {
            // Neither a key nor JSON: strangers are not told.
            let request = Request::post(format!("/api/acts/{}", act.name));
            answered(app, act.name, request, token, status).await;
        }
    }
    for query in app.queries().iter().filter(|query| is_closed(query.who)) {
        tried += 1;
        for (actor, kind) in [(&nobody, Kind::SignInFirst), (&nameless, Kind::Forbidden)] {
            let outcome: Outcome<Value> =
                (query.run)(app.clone(), actor.clone(), "nonsense=1".to_owned()).await;
            refused(query.name, outcome, kind);
        }
        for (token, status) in [(None, 401), (Some(&token), 403)] {
            let request = Request::get(format!("/api/queries/{}?nonsense=1", query.name));
            answered(app, query.name, request, token, status).await;
        }
    }
    let mut db = app.database().read().await.expect("a connection");
    let sql = "select count(*) as n from audit_log where actor in ($1, 'nobody')";
    let row = db.fetch_one(sql, vec![nameless.name().into()]).await.expect("a count");
    assert_eq!(row.int("n").expect("a count"), 0, "a refused act leaves nothing in the audit log");
    tried
}

fn is_closed(who: &[Grant]) -> bool {
    who.iter().all(|grant| grant.role != Role::Visitor)
}

#[expect(clippy::panic, reason = "for tests")]
fn refused<T: Debug>(name: &str, outcome: Outcome<T>, kind: Kind) {
    match outcome {
        Err(Stop::Refused(refusal)) => assert_eq!(refusal.kind, kind, "{name}: {refusal:?}"),
        other => panic!("{name} let a stranger in, or failed: {other:?}"),
    }
}

#[expect(clippy::expect_used, reason = "for tests")]
async fn answered(
    app: &App,
    name: &str,
    mut request: axum::http::request::Builder,
    token: Option<&String>,
    status: u16,
) {
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let answer = Browser::new(app).send(request.body(Body::from("{")).expect("a request")).await;
    assert_eq!(answer.status, status, "{name}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{name}");
}
