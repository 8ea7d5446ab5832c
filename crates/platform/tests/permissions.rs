//! The rule that decides and the rule as SQL agree on random worlds, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test says what is wrong by failing"
)]

use platform::{
    database::{Arg, Connection, Database, DatabaseError},
    permissions::{Actor, Columns, Grant, Relation, Role, Subject, allows, filter},
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use testkit::harness::TestDatabases;
use uuid::Uuid;
use vocabulary::{AccountId, OrganisationId, PersonId, VisitId};

fn person(n: u8) -> PersonId {
    PersonId::new(Uuid::from_u128(u128::from(n)))
}
fn visit(n: u8) -> VisitId {
    VisitId::new(Uuid::from_u128(u128::from(n)))
}
fn organisation(n: u8) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(u128::from(n)))
}

fn subjects() -> impl Strategy<Value = Vec<Subject>> {
    let one = (prop::option::of(0..3u8), prop::option::of(0..3u8), prop::option::of(0..3u8)).prop_map(
        |(p, v, o)| Subject { person: p.map(person), visit: v.map(visit), organisation: o.map(organisation) },
    );
    vec(one, 0..20)
}

fn actors() -> impl Strategy<Value = Actor> {
    (
        any::<bool>(),
        prop::option::of(0..3u8),
        prop::option::of(0..3u8),
        prop::option::of(0..3u8),
        prop::sample::subsequence(Role::ALL.to_vec(), 0..=3),
    )
        .prop_map(|(signed_in, p, v, o, roles)| Actor {
            account: signed_in.then(|| AccountId::new(Uuid::from_u128(1))),
            visit: v.map(visit),
            person: p.map(person),
            organisation: o.map(organisation),
            roles,
        })
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    let relation = prop::sample::select(vec![Relation::Any, Relation::Own, Relation::OwnOrganisation]);
    let one = (prop::sample::select(Role::ALL.to_vec()), relation)
        .prop_map(|(role, relation)| Grant { role, relation });
    vec(one, 0..4)
}

async fn fill(db: &mut Connection, subjects: Vec<Subject>) -> Result<(), DatabaseError> {
    db.execute("create table if not exists things (n bigint, p text, v text, o text)", vec![]).await?;
    db.execute("delete from things", vec![]).await?;
    for (n, subject) in (0_i64..).zip(subjects) {
        let args = vec![n.into(), subject.person.into(), subject.visit.into(), subject.organisation.into()];
        db.execute("insert into things (n, p, v, o) values ($1, $2, $3, $4)", args).await?;
    }
    Ok(())
}

async fn listed(database: &Database, actor: &Actor, grants: &[Grant]) -> Vec<i64> {
    let columns = Columns { person: Some("p"), visit: Some("v"), organisation: Some("o") };
    // A placeholder stands before the filter's own, as it does in real lists.
    let filter = filter(actor, grants, columns, 2);
    let mut args: Vec<Arg> = vec![0_i64.into()];
    args.extend(filter.args);
    let sql = format!("select n from things where n >= $1 and {} order by n", filter.sql);
    let rows = database.read().await.unwrap().fetch_all(sql, args).await.unwrap();
    rows.iter().map(|row| row.int("n").unwrap()).collect()
}

#[test]
fn a_list_shows_exactly_what_a_page_would() {
    let databases = TestDatabases::both().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for one in databases.iter() {
        let url = one.url().replace("sqlite://", "sqlite:");
        let database = runtime.block_on(Database::open(&url, &[])).unwrap();
        let mut runner =
            TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
        runner
            .run(&(subjects(), actors(), grants()), |(subjects, actor, grants)| {
                let expected: Vec<i64> = (0_i64..)
                    .zip(&subjects)
                    .filter(|(_, subject)| allows(&actor, &grants, subject))
                    .map(|(n, _)| n)
                    .collect();
                let seen = runtime.block_on(async {
                    let world = subjects.clone();
                    database.write(|db| Box::pin(fill(db, world))).await.unwrap().unwrap();
                    listed(&database, &actor, &grants).await
                });
                prop_assert_eq!(seen, expected);
                Ok(())
            })
            .unwrap();
        runtime.block_on(database.close());
    }
}
