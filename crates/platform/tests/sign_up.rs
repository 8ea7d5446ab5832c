//! The limit on signing up, and what else accounts offer the acts that make them, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

use platform::{
    accounts::{self, Draft, SIGN_UPS_OF_NETWORK, SIGN_UPS_OF_UNKNOWN, count_sign_up},
    acts::{Outcome, Stop},
    app::{App, Parts},
    housekeeping,
    permissions::Role,
    testing::{self, Browser},
};
use std::net::IpAddr;
use testkit::harness::{TestDatabase, TestDatabases};
use vocabulary::{AccountId, OrganisationId, Refusal};

async fn app(database: &TestDatabase, seconds: u32) -> App {
    testing::app_later(database.url(), vec![], Parts::default(), seconds).await.unwrap()
}

fn from(address: &str) -> Option<IpAddr> {
    Some(address.parse().unwrap())
}

fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome.unwrap_err() {
        Stop::Refused(refusal) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn minutes(outcome: Outcome<()>) -> String {
    let refusal = refused(outcome);
    assert_eq!((refusal.code, refusal.kind.status()), ("platform.sign_up_too_many", 429));
    assert_eq!(refusal.args.len(), 1);
    refusal.args[0].1.clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn so_many_sign_ups_an_hour_from_one_network_and_then_it_says_when() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        // A home has a whole /64 to itself.
        let home = |n: i64| from(&format!("2001:db8:1:2::{:x}", n + 1));
        for n in 0..SIGN_UPS_OF_NETWORK {
            count_sign_up(&app, home(n)).await.unwrap();
        }
        assert_eq!(minutes(count_sign_up(&app, home(7)).await), "60");
        count_sign_up(&app, from("2001:db8:1:3::1")).await.unwrap();
        count_sign_up(&app, from("192.0.2.1")).await.unwrap();
        count_sign_up(&app, None).await.unwrap();
        app.database().close().await;

        let later = self::app(database, 30 * 60 + 1).await;
        assert_eq!(minutes(count_sign_up(&later, home(7)).await), "30");
        later.database().close().await;
        let last = self::app(database, 60 * 60 - 1).await;
        assert_eq!(minutes(count_sign_up(&last, home(7)).await), "1");
        last.database().close().await;

        let free = self::app(database, 60 * 60).await;
        count_sign_up(&free, home(7)).await.expect("what was refused was not counted");
        free.database().close().await;
        let swept = self::app(database, 2 * 60 * 60 + 1).await;
        let tries = housekeeping::sweep(&swept).await.unwrap().tries;
        assert_eq!(i64::try_from(tries).unwrap(), SIGN_UPS_OF_NETWORK + 4);
        swept.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sign_ups_at_the_same_moment_do_not_slip_by_the_limit() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        for _ in 0..SIGN_UPS_OF_UNKNOWN - 3 {
            count_sign_up(&app, None).await.unwrap();
        }
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(async move { count_sign_up(&app, None).await.is_ok() })
            })
            .collect();
        let mut counted = 0;
        for one in tries {
            counted += i32::from(one.await.unwrap());
        }
        assert_eq!(counted, 3);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_stands_in_the_database_in_clear() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        count_sign_up(&app, from("192.0.2.77")).await.unwrap();
        let mut db = app.database().read().await.unwrap();
        for table in ["sign_in_tries", "sign_in_buckets"] {
            let rows =
                db.fetch_all(format!("select bucket from {table} where at <> ''"), vec![]).await.unwrap();
            assert_eq!(rows.len(), 1, "{table}");
            assert!(!rows[0].text("bucket").unwrap().contains("192.0.2"), "{table}");
        }
        drop(db);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_acts_for_the_first_organisation_it_is_given() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let id = AccountId::new(app.entropy().uuid(app.now()));
        let [one, other] = [1_u128, 2].map(|n| OrganisationId::new(uuid::Uuid::from_u128(n)));
        let draft = Draft {
            login: "hr@example.invalid".to_owned(),
            display_name: "沃野（虚构）".to_owned(),
            password_hash: None,
            roles: vec![Role::Employer],
            person: None,
            organisation: None,
        };
        let now = app.now();
        let given = app.database().write(move |db| {
            Box::pin(async move {
                accounts::insert(db, id, &draft, now).await?;
                let mut given = Vec::new();
                for (account, organisation) in
                    [(id, one), (id, other), (id, one), (AccountId::new(uuid::Uuid::from_u128(9)), one)]
                {
                    given.push(accounts::act_for(db, account, organisation).await?);
                }
                Ok::<_, platform::database::DatabaseError>(given)
            })
        });
        assert_eq!(given.await.unwrap().unwrap(), [true, false, false, false]);
        let mut db = app.database().read().await.unwrap();
        assert_eq!(accounts::by_id(&mut db, id).await.unwrap().unwrap().organisation, Some(one));
        drop(db);
        app.database().close().await;
    }
}

#[tokio::test]
async fn the_sign_in_page_offers_no_way_in_that_the_installation_does_not_have() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database, 0).await;
    let page = Browser::new(&app).get("/sign-in").await;
    assert!(page.status == 200 && !page.body.contains("/sign-up"), "{}", page.body);
    app.database().close().await;
}
