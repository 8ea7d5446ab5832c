//! How an act happens, on both databases: done once, refused without a trace, repeated with its key, by the wrong person,
//! in the audit log, through the API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test says what is wrong by failing"
)]

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use platform::{
    acts::{Act, ActEntry, Context, Outcome, Records, run},
    app::{App, Parts},
    audit::{Verdict, verify},
    capability::Capability,
    database::{Connection, DatabaseError, Migration},
    outbox::{self, Event, Subscriber},
    permissions::{Actor, Grant, Role, Subject},
    testing,
};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::harness::TestDatabases;
use tower::ServiceExt as _;
use utoipa::ToSchema;
use uuid::Uuid;
use vocabulary::{Kind, PersonId, Refusal};

/// Plants a tree for a person: at most three.
struct PlantTree;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Tree {
    #[schema(value_type = String)]
    person: PersonId,
    kind: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema, PartialEq, Eq)]
struct Planted {
    trees: i64,
}

impl Act for PlantTree {
    const NAME: &'static str = "garden.plant_tree";
    const SUMMARY: &'static str = "Plants a tree.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person), Grant::any(Role::Officer)];
    const RECORDS: Records = &["kind"];
    type Input = Tree;
    type Output = Planted;

    async fn run(cx: &mut Context<'_>, input: Tree) -> Outcome<Planted> {
        cx.authorize(&Subject::of_person(input.person))?;
        let row = cx
            .db
            .fetch_one("select count(*) as n from trees where person = $1", vec![input.person.into()])
            .await?;
        let trees = row.int("n")? + 1;
        let sql = "insert into trees (id, person, kind) values ($1, $2, $3)";
        let args = vec![cx.fresh_id().to_string().into(), input.person.into(), (&input.kind).into()];
        cx.db.execute(sql, args).await?;
        if trees > 3 {
            // After the write on purpose: a refusal must undo it.
            return Err(Refusal::conflict("platform.failed").into());
        }
        cx.about(input.person);
        cx.record("kind", &input.kind);
        cx.emit("garden.planted", input.person, &trees)?;
        Ok(Planted { trees })
    }
}

static HEARD: AtomicUsize = AtomicUsize::new(0);

fn garden() -> Capability {
    const TREES: &[Migration] = &[Migration {
        number: 1,
        name: "garden: trees",
        sql: "create table trees (id text primary key, person text not null, kind text not null);",
    }];
    Capability {
        name: "garden",
        acts: vec![ActEntry::of::<PlantTree>()],
        queries: vec![],
        pages: axum::Router::new,
        navigation: &[],
        migrations: TREES,
        texts: &[],
        subscribers: &[Subscriber {
            topic: "garden.planted",
            name: "garden.count",
            hear: |_: App, _: Event| {
                Box::pin(async {
                    // The first delivery fails: the outbox must come again.
                    if HEARD.fetch_add(1, Ordering::SeqCst) == 0 { Err("not now".to_owned()) } else { Ok(()) }
                })
            },
        }],
    }
}

fn one() -> PersonId {
    PersonId::new(Uuid::from_u128(1))
}

async fn trees(app: &App) -> i64 {
    let mut db = app.database().read().await.unwrap();
    db.fetch_one("select count(*) as n from trees", vec![]).await.unwrap().int("n").unwrap()
}

fn refusal<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome.unwrap_err() {
        platform::acts::Stop::Refused(refusal) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn oak() -> Tree {
    Tree { person: one(), kind: "oak".to_owned() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_happens_once_and_leaves_its_trace() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap();
        let owner = testing::actor(&app, Role::Person, Some(one()), None).await;
        let key = || Some(platform::acts::IdempotencyKey::parse("k-1").unwrap());

        let first = run::<PlantTree>(&app, &owner, oak(), key()).await.unwrap();
        let again = run::<PlantTree>(&app, &owner, oak(), key()).await.unwrap();
        assert_eq!((first, again, trees(&app).await), (Planted { trees: 1 }, Planted { trees: 1 }, 1));

        let other = Tree { kind: "birch".to_owned(), ..oak() };
        let reused = refusal(run::<PlantTree>(&app, &owner, other, key()).await);
        assert_eq!((reused.code, reused.kind), ("platform.idempotency_key_reused", Kind::Invalid));

        for _ in 0..2 {
            run::<PlantTree>(&app, &owner, oak(), None).await.unwrap();
        }
        refusal(run::<PlantTree>(&app, &owner, oak(), None).await);
        assert_eq!(trees(&app).await, 3, "a refused act leaves nothing");

        let mut db = app.database().read().await.unwrap();
        assert!(matches!(verify(&mut db).await.unwrap(), Verdict::Whole { entries: 3, .. }));
        let log = platform::audit::page(&mut db, 1, 10).await.unwrap();
        assert_eq!(log[0].1.records, r#"{"kind":"oak"}"#);
        drop(db);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wrong_person_is_refused() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap();
        let stranger =
            testing::actor(&app, Role::Person, Some(PersonId::new(Uuid::from_u128(2))), None).await;
        let employer = testing::actor(&app, Role::Employer, None, None).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        for (actor, code) in [
            (&stranger, "platform.forbidden"),
            (&employer, "platform.forbidden"),
            (&Actor::nobody(), "platform.sign_in_first"),
        ] {
            assert_eq!(refusal(run::<PlantTree>(&app, actor, oak(), None).await).code, code);
        }
        assert_eq!(trees(&app).await, 0);
        run::<PlantTree>(&app, &officer, oak(), None).await.unwrap();
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_acts_at_once_are_all_kept_and_chained() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap();
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let all = (0..100_u128).map(|n| {
            let (app, officer) = (app.clone(), officer.clone());
            let input = Tree { person: PersonId::new(Uuid::from_u128(n)), kind: "pine".to_owned() };
            tokio::spawn(async move { run::<PlantTree>(&app, &officer, input, None).await.map(drop) })
        });
        for done in all.collect::<Vec<_>>() {
            done.await.unwrap().unwrap();
        }
        assert_eq!(trees(&app).await, 100);
        let mut db = app.database().read().await.unwrap();
        assert!(matches!(verify(&mut db).await.unwrap(), Verdict::Whole { entries: 100, .. }));
        drop(db);
        app.database().close().await;
    }
}

async fn tamper(db: &mut Connection, sql: &'static str) -> Result<u64, DatabaseError> {
    db.execute(sql, vec![]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_audit_log_refuses_change_and_shows_what_was_forced() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap();
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        for n in 0..5 {
            let input = Tree { person: PersonId::new(Uuid::from_u128(n)), kind: "pine".to_owned() };
            run::<PlantTree>(&app, &officer, input, None).await.unwrap();
        }
        for sql in
            ["update audit_log set actor = 'x' where number = 3", "delete from audit_log where number = 3"]
        {
            let refused = app.database().write(move |db| Box::pin(tamper(db, sql))).await.unwrap();
            assert!(refused.is_err(), "{sql}");
        }
        let drop_guard = match database.kind() {
            testkit::harness::DatabaseKind::Sqlite => "drop trigger audit_log_keeps",
            testkit::harness::DatabaseKind::Postgres => "drop trigger audit_log_keeps on audit_log",
        };
        for sql in [drop_guard, "update audit_log set act = 'x' where number = 3"] {
            app.database().write(move |db| Box::pin(tamper(db, sql))).await.unwrap().unwrap();
        }
        let mut db = app.database().read().await.unwrap();
        assert_eq!(verify(&mut db).await.unwrap(), Verdict::Broken { at: 3 });
        drop(db);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_is_delivered_again_until_it_is_heard() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap();
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    run::<PlantTree>(&app, &officer, oak(), None).await.unwrap();
    assert_eq!(outbox::deliver(&app).await.unwrap(), 0, "the subscriber said: not now");
    // The clock stands still, so the retry is not due yet.
    assert_eq!(outbox::deliver(&app).await.unwrap(), 0);
    app.database().write(|db| Box::pin(tamper(db, "update outbox set next_at = at"))).await.unwrap().unwrap();
    assert_eq!(outbox::deliver(&app).await.unwrap(), 1);
    assert_eq!(outbox::deliver(&app).await.unwrap(), 0, "and not once more");
}

async fn call(app: &App, request: Request<Body>) -> (StatusCode, serde_json::Value) {
    let response = testing::web(app).oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_runs_the_same_act_and_names_what_is_wrong() {
    let database = testkit::harness::TestDatabase::sqlite().unwrap();
    let app = testing::app(database.url(), vec![garden()], Parts::default()).await.unwrap();
    let owner = testing::actor(&app, Role::Person, Some(one()), None).await;
    let token = testing::token(&app, &owner).await;
    let request = |key: Option<&str>, body: &str| {
        let mut request = Request::post("/api/acts/garden.plant_tree")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.body(Body::from(body.to_owned())).unwrap()
    };
    let good = serde_json::to_string(&oak()).unwrap();
    let (status, body) = call(&app, request(None, &good)).await;
    assert_eq!((status.as_u16(), body["code"].as_str()), (400, Some("platform.idempotency_key_missing")));
    let (status, body) = call(&app, request(Some("a"), &good)).await;
    assert_eq!((status.as_u16(), &body), (200, &serde_json::json!({"trees": 1})));
    let (status, body) = call(&app, request(Some("b"), &good.replace("kind", "sort"))).await;
    assert_eq!(status.as_u16(), 422);
    assert!(body["title"].as_str().unwrap().contains("sort") && body["title_zh"].is_string());
    let (status, _) = call(&app, request(Some("c"), "{")).await;
    assert_eq!(status.as_u16(), 400);
    let (status, document) = call(&app, Request::get("/api/openapi.json").body(Body::empty()).unwrap()).await;
    assert_eq!(status.as_u16(), 200);
    assert!(document["paths"]["/api/acts/garden.plant_tree"]["post"].is_object());
}
