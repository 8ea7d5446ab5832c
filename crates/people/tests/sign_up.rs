//! Signing up and signing out as a browser and as a program do it, on both databases: once, within the limit, and on a
//! computer that others use too.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

mod support;

use axum::{
    body::Body,
    http::{Request, header},
};
use platform::{
    accounts,
    app::App,
    testing::{Answer, Browser},
};
use serde_json::json;
use std::net::IpAddr;
use support::{app, browser, hidden, leads_to};
use testkit::harness::TestDatabases;

const PASSWORD: &str = "a long enough password";
const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

fn fields<'a>(email: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("name", "林测试（虚构）"), ("email", email), ("password", password)]
}

async fn by_api(app: &App, key: &str, input: serde_json::Value) -> Answer {
    let request = Request::post("/api/acts/people.sign_up")
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(Body::from(input.to_string()))
        .unwrap();
    Browser::new(app).send(request).await
}

async fn count(app: &App, table: &str) -> i64 {
    let mut db = app.database().read().await.unwrap();
    db.fetch_one(format!("select count(*) as n from {table}"), vec![]).await.unwrap().int("n").unwrap()
}

/// Uses up what one network, or everybody whose network is not known, may try in an hour.
async fn use_up(app: &App, address: Option<IpAddr>) {
    let most = address.map_or(accounts::SIGN_UPS_OF_UNKNOWN, |_| accounts::SIGN_UPS_OF_NETWORK);
    for _ in 0..most {
        accounts::count_sign_up(app, address).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pressing_twice_makes_one_person() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let mut it = browser(&app, "zh");
        let page = it.get("/sign-up").await;
        assert!(page.body.contains("href=\"/sign-up/employer\""));
        let key = hidden(&page, "_key");
        let mut all = fields("lin@example.invalid", PASSWORD).to_vec();
        all.push(("_key", &key));
        let mut impatient = it.clone();
        for browser in [&mut it, &mut impatient] {
            let answer = browser.post("/sign-up", &all).await;
            assert_eq!((answer.status, leads_to(&answer)), (303, "/account"), "{}", answer.body);
            assert!(browser.get("/account").await.body.contains("林测试（虚构）"));
        }
        assert_eq!((count(&app, "persons").await, count(&app, "accounts").await), (1, 1));
        let again = browser(&app, "zh").post("/sign-up", &fields("Lin@Example.invalid", PASSWORD)).await;
        assert_eq!(again.status, 409);
        assert_eq!(again.body.matches("这个邮箱已经注册过").count(), 2, "{}", again.body);
        let signed_in = it.post("/sign-up", &fields("other@example.invalid", PASSWORD)).await;
        assert_eq!(signed_in.status, 409);
        assert_eq!((count(&app, "persons").await, count(&app, "accounts").await), (1, 1));
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_signs_up_and_is_told_all_that_is_wrong_at_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let wrong = by_api(&app, "one", json!({"name": " ", "email": "x", "password": "short"})).await;
        assert_eq!((wrong.status, wrong.json()["code"].clone()), (422, json!("people.name_missing")));
        let also: Vec<_> =
            wrong.json()["also"].as_array().unwrap().iter().map(|one| one["field"].clone()).collect();
        assert_eq!(also, ["email", "password"]);
        let unknown =
            json!({"name": "林", "email": "a@example.invalid", "password": PASSWORD, "role": "officer"});
        let unknown = by_api(&app, "two", unknown).await;
        assert_eq!((unknown.status, unknown.json()["code"].clone()), (422, json!("platform.input_form")));
        assert_eq!(count(&app, "accounts").await, 0);

        let right = || json!({"name": "林", "email": "a@example.invalid", "password": PASSWORD});
        let made = by_api(&app, "three", right()).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let spent = by_api(&app, "three", right()).await;
        assert_eq!(
            (spent.status, spent.json()["code"].clone()),
            (409, json!("platform.idempotency_key_spent"))
        );
        let taken = by_api(&app, "four", right()).await;
        assert_eq!((taken.status, taken.json()["code"].clone()), (409, json!("platform.email_taken")));
        let mut it = Browser::new(&app);
        assert_eq!(it.sign_in("a@example.invalid", PASSWORD).await.status, 303);
        assert_eq!((count(&app, "persons").await, count(&app, "accounts").await), (1, 1));
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_sign_ups_are_refused_with_when_to_try_again_and_what_was_typed_stays() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        use_up(&app, Some(ADDRESS)).await;
        for (lang, words) in [("zh", "请过 60 分钟再试"), ("en", "Try again in 60 minutes.")] {
            let page = browser(&app, lang).post("/sign-up", &fields("lin@example.invalid", PASSWORD)).await;
            assert_eq!(page.status, 429);
            assert!(page.body.contains(words) && page.body.contains("value=\"lin@example.invalid\""));
            assert!(!page.body.contains(PASSWORD));
            // What is wrong with a form is told all the same: it costs nothing and tells nothing.
            let short = browser(&app, lang).post("/sign-up", &fields("lin@example.invalid", "short")).await;
            assert_eq!(short.status, 422);
        }
        let mut elsewhere = Browser::at(&app, "192.0.2.2".parse().unwrap());
        let made = elsewhere.post("/sign-up", &fields("he@example.invalid", PASSWORD)).await;
        assert_eq!(made.status, 303);

        let right = |email| json!({"name": "林", "email": email, "password": PASSWORD});
        assert_eq!(by_api(&app, "one", right("a@example.invalid")).await.status, 200);
        // One was counted with that call.
        for _ in 1..accounts::SIGN_UPS_OF_UNKNOWN {
            accounts::count_sign_up(&app, None).await.unwrap();
        }
        let full = by_api(&app, "two", right("b@example.invalid")).await;
        assert_eq!((full.status, full.json()["code"].clone()), (429, json!("platform.sign_up_too_many")));
        assert_eq!(count(&app, "accounts").await, 2);
        app.database().close().await;
    }
}

/// A library's computer: whoever comes next sees nothing of what was told before, whichever way they look.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_signing_out_nobody_at_the_same_browser_sees_the_answers() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let mut it = browser(&app, "zh");
        it.post("/check/skills", &[("value", "雕刻冰灯")]).await;
        let of_visit = it.cookies["wotu"].clone();
        it.post("/sign-up", &fields("lin@example.invalid", PASSWORD)).await;
        it.post("/check/full_time", &[("value", "yes")]).await;
        let of_person = it.cookies["wotu"].clone();
        assert!(it.get("/check/answers").await.body.contains("雕刻冰灯"));
        assert_eq!(it.post("/sign-out", &[]).await.status, 303);
        assert!(!it.cookies.contains_key("wotu"));

        let shows_nothing = |page: &Answer| {
            assert_eq!(page.status, 200, "{}", page.body);
            for words in ["雕刻冰灯", "林测试", "已回答"] {
                assert!(!page.body.contains(words), "{words}: {}", page.body);
            }
        };
        for path in ["/check", "/check/answers", "/check/skills"] {
            shows_nothing(&it.get(path).await);
            // Tokens that somebody kept from before are worth nothing either.
            for token in [&of_visit, &of_person] {
                let mut kept = browser(&app, "zh");
                kept.cookies.insert("wotu".to_owned(), token.clone());
                shows_nothing(&kept.get(path).await);
                assert_eq!(kept.get("/account/export.json").await.status, 401);
            }
        }
        assert_eq!(it.get("/account").await.status, 401);

        // The next person answers, signs up and finds only her own.
        it.post("/check/full_time", &[("value", "no")]).await;
        it.post("/sign-up", &fields("he@example.invalid", PASSWORD)).await;
        let page = it.get("/check/answers").await;
        assert!(page.body.contains("/check/full_time") && !page.body.contains("雕刻冰灯"), "{}", page.body);
        app.database().close().await;
    }
}

/// An officer who looked something up for somebody at the window and then signs in is no person: the answers stay with the
/// visit, and end for this browser with the session.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_of_a_visit_in_which_staff_signed_in_are_gone_after_signing_out() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database).await;
        let officer = platform::testing::actor(&app, platform::permissions::Role::Officer, None, None).await;
        let (id, now) = (officer.account.unwrap(), app.now());
        let mut it = browser(&app, "zh");
        it.post("/check/degree", &[("value", "doctor")]).await;
        let visit = accounts::find(&app, &it.cookies["wotu"]).await.unwrap().unwrap().visit;
        let inside = app.clone();
        let token = app
            .database()
            .write(move |db| {
                Box::pin(async move { accounts::open_for(db, &inside, id, Some(visit), now).await })
            })
            .await
            .unwrap()
            .unwrap();
        it.cookies.insert("wotu".to_owned(), token);
        assert!(it.get("/check/answers").await.body.contains("博士"), "the stay goes on");
        it.post("/sign-out", &[]).await;
        assert!(!it.get("/check/answers").await.body.contains("博士"));
        assert_eq!(it.get("/account/export.json").await.status, 401);
        app.database().close().await;
    }
}
