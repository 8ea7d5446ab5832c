//! What a careless act or query cannot do, on both databases: change something without having asked whether it may, or
//! write while it only looks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

use axum::{body::Body, http::Request};
use platform::{
    acts::{
        Act, ActEntry, Context, IdempotencyKey, Looking, Outcome, Query, QueryEntry, Records, Stop, ask, run,
    },
    app::{App, Parts},
    capability::Capability,
    database::{Connection, Migration},
    permissions::{Actor, Grant, Role, Subject},
    testing::{self, Browser},
};
use serde::{Deserialize, Serialize};
use testkit::harness::{TestDatabase, TestDatabases};
use utoipa::{IntoParams, ToSchema};

/// Whether the act asks first.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Digging {
    is_careful: bool,
}

/// How many holes there are.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
struct Holes {
    holes: i64,
}

const COUNT: &str = "select count(*) as n from holes";
const INSERT: &str = "insert into holes (id) values ($1)";

/// Does all that an act can do, and may forget to authorize.
struct DigHole;

impl Act for DigHole {
    const NAME: &'static str = "garden.dig_hole";
    const SUMMARY: &'static str = "Digs a hole.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    const RECORDS: Records = &["holes"];
    type Input = Digging;
    type Output = Holes;

    async fn run(cx: &mut Context<'_>, input: Digging) -> Outcome<Holes> {
        if input.is_careful {
            cx.authorize(&Subject::default())?;
        }
        cx.db.execute(INSERT, vec![cx.fresh_id().to_string().into()]).await?;
        let holes = cx.db.fetch_one(COUNT, vec![]).await?.int("n")?;
        cx.record("holes", holes);
        cx.emit("garden.dug", "garden", &holes)?;
        Ok(Holes { holes })
    }
}

/// Which statement the query tries.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Peeking {
    statement: usize,
}

/// Every way of writing that a query could think of; `$1` is a text.
const WRITES: [&str; 4] = [
    INSERT,
    "update holes set id = $1",
    "delete from holes where id <> $1",
    "insert into holes (id) values ($1) returning id",
];

/// Claims to look, and writes.
struct FilledHoles;

impl Query for FilledHoles {
    const NAME: &'static str = "garden.filled_holes";
    const SUMMARY: &'static str = "Pretends to look.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Peeking;
    type Output = Holes;

    async fn run(cx: &mut Looking<'_>, input: Peeking) -> Outcome<Holes> {
        cx.authorize(&Subject::default())?;
        let statement = WRITES[input.statement];
        if statement.ends_with("returning id") {
            cx.db.fetch_all(statement, vec!["x".into()]).await?;
        } else {
            cx.db.execute(statement, vec!["x".into()]).await?;
        }
        Ok(Holes { holes: cx.db.fetch_one(COUNT, vec![]).await?.int("n")? })
    }
}

async fn app(database: &TestDatabase) -> App {
    const HOLES: &[Migration] =
        &[Migration { number: 1, name: "garden: holes", sql: "create table holes (id text primary key);" }];
    let garden = Capability {
        name: "garden",
        acts: vec![ActEntry::of::<DigHole>()],
        queries: vec![QueryEntry::of::<FilledHoles>()],
        pages: axum::Router::new,
        navigation: &[],
        migrations: HOLES,
        texts: &[],
        subscribers: &[],
    };
    testing::app(database.url(), vec![garden], Parts::default()).await.unwrap()
}

/// How many rows there are of whatever an act leaves behind.
async fn traces(app: &App) -> [i64; 4] {
    async fn count(db: &mut Connection, table: &str) -> i64 {
        let row = db.fetch_one(format!("select count(*) as n from {table}"), vec![]).await.unwrap();
        row.int("n").unwrap()
    }
    let mut db = app.database().read().await.unwrap();
    let mut counts = [0; 4];
    for (table, found) in ["holes", "audit_log", "outbox", "idempotency_keys"].into_iter().zip(&mut counts) {
        *found = count(&mut db, table).await;
    }
    counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_that_did_not_authorize_is_undone_and_answers_an_error() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let key = || Some(IdempotencyKey::parse("k").unwrap());
        let dig = |is_careful| run::<DigHole>(&app, &officer, Digging { is_careful }, key());
        let careless = dig(false).await;
        let Err(Stop::Internal(said)) = careless else { panic!("{careless:?}") };
        assert!(said.contains("garden.dig_hole did not authorize"), "{said}");
        assert_eq!(traces(&app).await, [0; 4], "neither hole nor entry nor event nor key");

        let request = Request::post("/api/acts/garden.dig_hole")
            .header("content-type", "application/json")
            .header("idempotency-key", "k")
            .body(Body::from(r#"{"is_careful":false}"#))
            .unwrap();
        let answer = Browser::new(&app).send(request).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (500, Some("platform.failed")));
        assert!(!answer.body.contains("authorize"), "our mistakes are not told: {}", answer.body);
        assert_eq!(traces(&app).await, [0; 4]);

        // The same act that asks first leaves one of each, with the key that the careless one did not use up.
        assert_eq!(dig(true).await.unwrap(), Holes { holes: 1 });
        assert_eq!(traces(&app).await, [1; 4]);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_query_cannot_write() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database).await;
        run::<DigHole>(&app, &Actor::nobody(), Digging { is_careful: true }, None).await.unwrap();
        let before = traces(&app).await;
        for (statement, written) in WRITES.iter().enumerate() {
            let outcome = ask::<FilledHoles>(&app, &Actor::nobody(), Peeking { statement }).await;
            assert!(matches!(outcome, Err(Stop::Database(_))), "{written}: {outcome:?}");
            let path = format!("/api/queries/garden.filled_holes?statement={statement}");
            assert_eq!(Browser::new(&app).get(&path).await.status, 500, "{written}");
        }
        // The rows are the same, not only as many: an update would leave the count.
        let mut db = app.database().read().await.unwrap();
        let id = db.fetch_one("select id from holes", vec![]).await.unwrap().text("id").unwrap();
        assert_ne!(id, "x");
        drop(db);
        assert_eq!(traces(&app).await, before);
        app.database().close().await;
    }
}
