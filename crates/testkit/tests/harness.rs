//! The harness on real databases: both open, are empty, apart from each other, and are gone afterwards.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use sqlx::{ConnectOptions, Connection, Executor, Row};
use std::str::FromStr;
use testkit::harness::{DatabaseKind, TestDatabase, TestDatabases};

/// Makes a table, writes a row, reads it back.
async fn write_and_read(url: &str, kind: DatabaseKind) -> i64 {
    let statements = "create table grain (weight bigint not null); insert into grain values (41), (1)";
    let sum = "select cast(sum(weight) as bigint) from grain";
    match kind {
        DatabaseKind::Sqlite => {
            let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
            connection.execute(statements).await.unwrap();
            connection.fetch_one(sum).await.unwrap().get(0)
        }
        DatabaseKind::Postgres => {
            let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
            connection.execute(statements).await.unwrap();
            connection.fetch_one(sum).await.unwrap().get(0)
        }
    }
}

#[tokio::test]
async fn both_databases_open_and_two_of_a_kind_share_nothing() {
    let (first, second) = (TestDatabases::both().unwrap(), TestDatabases::both().unwrap());
    let only_sqlite = std::env::var("WOTU_TEST_SQLITE_ONLY").is_ok_and(|value| value == "1");
    assert_eq!(first.iter().count(), if only_sqlite { 1 } else { 2 });
    for database in first.iter().chain(&second) {
        // The second would find the first one's table if they were the same.
        assert_eq!(write_and_read(database.url(), database.kind()).await, 42, "{}", database.url());
    }
}

#[tokio::test]
async fn a_dropped_database_is_gone_even_while_somebody_is_connected() {
    let sqlite = TestDatabase::sqlite().unwrap();
    let folder = sqlite.folder().to_owned();
    drop(sqlite);
    assert!(!folder.exists());
    if std::env::var("WOTU_TEST_SQLITE_ONLY").is_ok_and(|value| value == "1") {
        return;
    }
    let postgres = TestDatabase::postgres().unwrap();
    let options = sqlx::postgres::PgConnectOptions::from_str(postgres.url()).unwrap();
    let mut held = options.clone().connect().await.unwrap();
    drop(postgres);
    assert!(held.execute("select 1").await.is_err());
    assert!(options.connect().await.is_err());
}

#[test]
fn the_private_cluster_is_found_again_by_the_next_who_starts_it() {
    if std::env::var("WOTU_TEST_SQLITE_ONLY").is_ok_and(|value| value == "1") {
        return;
    }
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(|| testkit::harness::start().unwrap())).collect();
    let mut urls: Vec<String> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    urls.dedup();
    assert_eq!(urls.len(), 1);
    assert!(urls[0].starts_with("postgres://postgres@%2F"), "{}", urls[0]);
}
