//! Very many rows at once: what is put in between [`Database::begin_filling`] and its end is kept, and the end gives the
//! memory back, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by failing")]

use platform::database::{Database, DatabaseError, Dialect, Migration};
use testkit::harness::TestDatabases;

const MIGRATIONS: &[Migration] =
    &[Migration { number: 1, name: "garden: grains", sql: "create table grains (id text primary key)" }];
const INSERT: &str = "insert into grains (id) values ($1)";

async fn put_in(database: &Database, grains: std::ops::Range<u32>) {
    let kept: Result<(), DatabaseError> = database
        .write(move |db| {
            Box::pin(async move {
                for grain in grains {
                    db.execute(INSERT, vec![format!("{grain:08}").into()]).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    kept.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_filled_in_is_kept_and_the_memory_is_given_back() {
    for database in &TestDatabases::both().unwrap() {
        let opened =
            Database::open(&database.url().replace("sqlite://", "sqlite:"), MIGRATIONS).await.unwrap();
        opened.begin_filling().await.unwrap();
        put_in(&opened, 0..500).await;
        opened.end_filling().await.unwrap();
        put_in(&opened, 500..600).await;
        let mut db = opened.read().await.unwrap();
        let rows = db.fetch_one("select count(*) as n from grains", vec![]).await.unwrap();
        assert_eq!(rows.int("n").unwrap(), 600, "{:?}", opened.dialect());
        drop(db);
        if opened.dialect() == Dialect::Sqlite {
            let pages = opened
                .write(|db| Box::pin(async move { db.fetch_one("pragma cache_size", vec![]).await }))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(pages.int("cache_size").unwrap(), -2_000);
        }
        opened.close().await;
    }
}
