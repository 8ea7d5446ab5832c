//! One effect per key, on both databases: at the same moment, after a restart, among strangers; and what a failing act
//! leaves behind.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test says what is wrong by failing"
)]

#[path = "fixtures/garden.rs"]
mod garden;

use axum::{body::Body, http::Request};
use garden::{TreatPlot, Treated, Treatment, garden};
use platform::{
    acts::{IdempotencyKey, Outcome, Stop, run},
    app::{App, Parts},
    database::DatabaseError,
    housekeeping,
    permissions::{Actor, Role},
    testing::{self, Answer, Browser},
};
use std::net::IpAddr;
use testkit::harness::{TestDatabase, TestDatabases};

async fn app(database: &TestDatabase, seconds: u32) -> App {
    testing::app_later(database.url(), vec![garden()], Parts::default(), seconds).await.unwrap()
}

fn treat(how: &str) -> Treatment {
    Treatment { plot: "a".to_owned(), how: how.to_owned() }
}

async fn times(app: &App) -> i64 {
    let mut db = app.database().read().await.unwrap();
    let row = db.fetch_optional("select times from plots where plot = 'a'", vec![]).await.unwrap();
    row.map_or(0, |row| row.int("times").unwrap())
}

fn key(text: &str) -> Option<IdempotencyKey> {
    Some(IdempotencyKey::parse(text).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_calls_with_one_key_at_the_same_moment_have_one_effect_and_one_answer() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let calls: Vec<_> = (0..10)
            .map(|_| {
                let (app, officer) = (app.clone(), officer.clone());
                tokio::spawn(async move { run::<TreatPlot>(&app, &officer, treat("water"), key("k")).await })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap(), Treated { times: 1 });
        }
        assert_eq!(times(&app).await, 1);
        app.database().close().await;

        let restarted = self::app(database, 60).await;
        let again = run::<TreatPlot>(&restarted, &officer, treat("water"), key("k")).await.unwrap();
        assert_eq!((again, times(&restarted).await), (Treated { times: 1 }, 1), "also after a restart");
        restarted.database().close().await;

        let next_day = self::app(database, 25 * 3600).await;
        assert_eq!(housekeeping::sweep(&next_day).await.unwrap().answers, 1);
        let fresh = run::<TreatPlot>(&next_day, &officer, treat("water"), key("k")).await.unwrap();
        assert_eq!(fresh, Treated { times: 2 }, "a key is kept for a day");
        next_day.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kept_answer_does_not_stand_in_the_database_as_it_is() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database, 0).await;
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    run::<TreatPlot>(&app, &officer, treat("water"), key("k")).await.unwrap();
    let mut db = app.database().read().await.unwrap();
    let row = db.fetch_one("select output, fingerprint from idempotency_keys", vec![]).await.unwrap();
    assert!(!row.text("output").unwrap().contains("times"));
    let plain = serde_json::to_string(&treat("water")).unwrap();
    use sha2::Digest as _;
    let guess = platform::vault::hexadecimal(&sha2::Sha256::digest(plain));
    assert_ne!(row.text("fingerprint").unwrap(), guess, "a digest without a key can be guessed back");
    drop(db);
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_or_panicking_act_leaves_neither_effect_nor_key() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let refused = run::<TreatPlot>(&app, &officer, treat("refuse"), key("k")).await;
        assert!(matches!(refused, Err(Stop::Refused(_))));
        for _ in 0..20 {
            let panicked = run::<TreatPlot>(&app, &officer, treat("panic"), key("k")).await;
            assert!(matches!(panicked, Err(Stop::Database(DatabaseError::Panic))), "{panicked:?}");
        }
        assert_eq!(times(&app).await, 0);
        let done = run::<TreatPlot>(&app, &officer, treat("water"), key("k")).await;
        assert_eq!(
            done.unwrap(),
            Treated { times: 1 },
            "and the writer goes on, more often than it has connections"
        );
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_panic_does_not_take_its_neighbours_with_it() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database, 0).await;
    let officer = testing::actor(&app, Role::Officer, None, None).await;
    let calls: Vec<_> = (0..40)
        .map(|n| {
            let (app, officer) = (app.clone(), officer.clone());
            let how = if n % 4 == 0 { "panic" } else { "water" };
            tokio::spawn(async move { run::<TreatPlot>(&app, &officer, treat(how), None).await.is_ok() })
        })
        .collect();
    let mut done = 0;
    for call in calls {
        done += i64::from(call.await.unwrap());
    }
    assert_eq!((done, times(&app).await), (30, 30));
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_postgres_undid_is_not_acknowledged() {
    // An act that hides a failed statement: PostgreSQL has given the transaction up, and its commit says nothing.
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let officer = testing::actor(&app, Role::Officer, None, None).await;
        let outcome = app
            .database()
            .write(|db| {
                Box::pin(async move {
                    let insert = "insert into plots (plot, times) values ('a', 1)";
                    db.execute(insert, vec![]).await?;
                    assert!(db.execute(insert, vec![]).await.is_err());
                    Ok::<_, DatabaseError>(())
                })
            })
            .await;
        let kept = times(&app).await;
        assert_eq!(outcome.is_ok(), kept == 1, "acknowledged if and only if kept");
        let swallowed = run::<TreatPlot>(&app, &officer, treat("swallow"), None).await;
        assert_eq!(swallowed.is_ok(), times(&app).await == kept + 1);
        let after = run::<TreatPlot>(&app, &officer, treat("water"), None).await;
        assert!(after.is_ok(), "the connection went back without an open transaction: {after:?}");
        app.database().close().await;
    }
}

async fn post(app: &App, from: u8, key: &str, input: &Treatment) -> Answer {
    let request = Request::post("/api/acts/garden.treat_common_plot")
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(Body::from(serde_json::to_string(input).unwrap()))
        .unwrap();
    Browser::at(app, IpAddr::from([192, 0, 2, from])).send(request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_who_choose_the_same_key_do_not_get_each_others_answers() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let first = post(&app, 1, "1", &treat("water")).await;
        assert_eq!((first.status, first.json()["times"].as_i64()), (200, Some(1)));
        let elsewhere = post(&app, 2, "1", &treat("water")).await;
        assert_eq!(
            (elsewhere.status, elsewhere.json()["times"].as_i64()),
            (200, Some(2)),
            "a call of its own"
        );
        let repeated = post(&app, 1, "1", &treat("water")).await;
        assert_eq!(
            repeated.status, 409,
            "one effect, and the answer is not told to whoever shares the address"
        );
        assert_eq!(repeated.json()["code"], "platform.idempotency_key_spent");
        assert_eq!(post(&app, 1, "1", &treat("other")).await.status, 422);
        assert_eq!(times(&app).await, 2);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_closed_act_and_query_refuses_strangers() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        assert_eq!(testing::refuses_strangers(&app).await, 2);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_database_says_so_and_a_second_start_changes_nothing() {
    for database in TestDatabases::both().unwrap().iter() {
        let first = app(database, 0).await;
        let officer = testing::actor(&first, Role::Officer, None, None).await;
        run::<TreatPlot>(&first, &officer, treat("water"), None).await.unwrap();
        first.database().close().await;
        let closed: Outcome<Treated> = run::<TreatPlot>(&first, &officer, treat("water"), None).await;
        let Err(Stop::Database(error)) = closed else { panic!("{closed:?}") };
        assert!(error.is_passing(), "{error:?}");
        let mut browser = Browser::new(&first);
        assert_eq!(browser.get("/healthz").await.status, 503);

        // Two programs at once on the same tables.
        let (second, third) = tokio::join!(app(database, 60), app(database, 120));
        assert_eq!(times(&second).await, 1);
        let denied = run::<TreatPlot>(&third, &Actor::nobody(), treat("water"), None).await;
        assert!(matches!(denied, Err(Stop::Refused(_))));
        assert_eq!(Browser::new(&second).get("/healthz").await.body, "ok");
        for app in [second, third] {
            app.database().close().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_cannot_write_and_a_new_file_is_its_owner_s_alone() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let mut db = app.database().read().await.unwrap();
        assert!(db.execute("insert into plots (plot, times) values ('x', 1)", vec![]).await.is_err());
        drop(db);
        app.database().close().await;
    }
    use std::os::unix::fs::PermissionsExt as _;
    let database = TestDatabase::sqlite().unwrap();
    let fresh = format!("{}-fresh", database.url());
    let app = testing::app(&fresh, vec![garden()], Parts::default()).await.unwrap();
    let path = fresh.trim_start_matches("sqlite:").trim_start_matches("//");
    for file in [path.to_owned(), format!("{path}-wal")] {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    app.database().close().await;
}
