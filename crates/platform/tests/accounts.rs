//! Signing in and what comes of it, on both databases: limits, no enumeration, sessions that end, links that work once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test says what is wrong by failing"
)]

use platform::{
    accounts::{self, Draft, LinkUse},
    acts::{Outcome, Stop},
    app::{App, Parts, Serving},
    housekeeping::{self, Swept},
    permissions::Role,
    testing::{self, Browser},
};
use std::net::IpAddr;
use testkit::harness::{TestDatabase, TestDatabases};
use vocabulary::{AccountId, VisitId};

const PASSWORD: &str = "black earth, green shoots";

async fn app(database: &TestDatabase, seconds: u32) -> App {
    testing::app_later(database.url(), vec![], Parts::default(), seconds).await.unwrap()
}

async fn account(app: &App, login: &str, role: Role) -> AccountId {
    let id = AccountId::new(app.entropy().uuid(app.now()));
    let draft = Draft {
        login: login.to_owned(),
        display_name: "林禾（虚构）".to_owned(),
        password_hash: accounts::hash(PASSWORD.to_owned()).await,
        roles: vec![role],
        person: None,
        organisation: None,
    };
    let now = app.now();
    let made =
        app.database().write(move |db| Box::pin(async move { accounts::insert(db, id, &draft, now).await }));
    made.await.unwrap().unwrap();
    id
}

fn address(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

async fn sign_in(
    app: &App,
    login: &str,
    password: &str,
    from: u8,
    visit: Option<VisitId>,
) -> Outcome<String> {
    accounts::sign_in(app, login, password.to_owned(), address(from), visit).await
}

fn code<T: std::fmt::Debug>(outcome: Outcome<T>) -> &'static str {
    match outcome.unwrap_err() {
        Stop::Refused(refusal) => refusal.code,
        other => panic!("{other:?}"),
    }
}

async fn is_live(app: &App, token: &str) -> bool {
    accounts::find(app, token).await.unwrap().is_some_and(|session| session.account.is_some())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_gives_a_session_and_signing_out_ends_it() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        account(&app, "linhe@example.invalid", Role::Person).await;
        let mut browser = Browser::new(&app);
        let page = browser.get("/sign-in?back=/open-data").await;
        assert!(page.body.contains("autocomplete=\"current-password\""), "{}", page.body);

        let wrong = browser.sign_in("linhe@example.invalid", "something else entirely").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("账号或密码不对") && !browser.cookies.contains_key("wotu"));

        let fields = [("login", " LinHe@Example.invalid "), ("password", PASSWORD), ("back", "/open-data")];
        let done = browser.post("/sign-in", &fields).await;
        assert_eq!((done.status, done.header("location")), (303, "/open-data"));
        let cookie =
            done.headers.get_all("set-cookie").iter().find(|c| c.as_bytes().starts_with(b"wotu=")).unwrap();
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(browser.get("/privacy").await.body.contains("林禾（虚构）"));

        let token = browser.cookies["wotu"].clone();
        assert_eq!(browser.post("/sign-out", &[]).await.status, 303);
        assert!(!browser.cookies.contains_key("wotu"));
        assert!(!is_live(&app, &token).await, "the token is worth nothing any more");
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_login_and_a_wrong_password_look_alike() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        account(&app, "linhe@example.invalid", Role::Person).await;
        let gone = account(&app, "gone@example.invalid", Role::Person).await;
        let now = app.now();
        let disabled =
            app.database().write(move |db| Box::pin(async move { accounts::disable(db, gone, now).await }));
        assert!(disabled.await.unwrap().unwrap());
        let mut answers = Vec::new();
        for (login, password) in [
            ("linhe@example.invalid", "something else entirely"),
            ("nobody@example.invalid", "something else entirely"),
            ("gone@example.invalid", PASSWORD),
        ] {
            let answer = Browser::new(&app).post("/api/session", &[]).await;
            assert_eq!(answer.status, 400, "only JSON signs in at the API");
            let body = serde_json::json!({ "login": login, "password": password }).to_string();
            let request = axum::http::Request::post("/api/session")
                .header("content-type", "application/json")
                .body(axum::body::Body::from(body))
                .unwrap();
            let answer = Browser::new(&app).send(request).await;
            let page = Browser::new(&app).sign_in(login, password).await;
            // Only what was typed, the form token and the number differ.
            let page = page.body.replace(login, "LOGIN");
            let words: Vec<&str> = page.lines().filter(|line| !line.contains("_csrf")).collect();
            answers.push((answer.status, answer.body, words.join("\n")));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        assert_eq!(answers[0].0, 422);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_tries_a_minute_for_one_login_from_one_address() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        account(&app, "linhe@example.invalid", Role::Person).await;
        for _ in 0..5 {
            assert_eq!(
                code(sign_in(&app, "linhe@example.invalid", "wrong", 1, None).await),
                "platform.sign_in_wrong"
            );
        }
        let sixth = sign_in(&app, "linhe@example.invalid", PASSWORD, 1, None).await;
        assert_eq!(code(sixth), "platform.sign_in_too_many", "even with the right password");
        let mut browser = Browser::at(&app, address(1));
        let page = browser.sign_in("linhe@example.invalid", PASSWORD).await;
        assert_eq!((page.status, page.header("retry-after")), (429, "60"));
        sign_in(&app, "linhe@example.invalid", PASSWORD, 2, None).await.expect("she gets in from elsewhere");
        for n in 0..25 {
            assert_eq!(
                code(sign_in(&app, &format!("n{n}"), "wrong", 1, None).await),
                "platform.sign_in_wrong"
            );
        }
        assert_eq!(code(sign_in(&app, "n99", "wrong", 1, None).await), "platform.sign_in_too_many");
        app.database().close().await;

        let later = self::app(database, 61).await;
        sign_in(&later, "linhe@example.invalid", PASSWORD, 1, None).await.expect("a minute later");
        later.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tries_at_the_same_moment_do_not_slip_by_the_limit() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(
                    async move { code(sign_in(&app, "linhe@example.invalid", "wrong", 1, None).await) },
                )
            })
            .collect();
        let mut wrong = 0;
        for one in tries {
            match one.await.unwrap() {
                "platform.sign_in_wrong" => wrong += 1,
                other => assert_eq!(other, "platform.sign_in_too_many"),
            }
        }
        assert_eq!(wrong, 5);
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_ends_and_staff_are_signed_out_when_idle() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        account(&app, "person", Role::Person).await;
        account(&app, "officer", Role::Officer).await;
        let person = sign_in(&app, "person", PASSWORD, 1, None).await.unwrap();
        let officer = sign_in(&app, "officer", PASSWORD, 1, None).await.unwrap();
        let (visitor, _) = accounts::make_visit(&app).await.unwrap();
        app.database().close().await;
        for (minutes, person_in, officer_in, visitor_in) in [
            // Seen every fourteen minutes, the officer stays; then not for sixteen.
            (14, true, true, true),
            (28, true, true, true),
            (44, true, false, true),
            (12 * 60 - 1, true, false, true),
            (12 * 60, false, false, true),
            (24 * 60, false, false, false),
        ] {
            let app = self::app(database, minutes * 60).await;
            assert_eq!(is_live(&app, &person).await, person_in, "person after {minutes} minutes");
            assert_eq!(is_live(&app, &officer).await, officer_in, "officer after {minutes} minutes");
            assert_eq!(accounts::find(&app, &visitor).await.unwrap().is_some(), visitor_in, "{minutes}");
            app.database().close().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disabled_account_is_out_at_once_and_everywhere() {
    for database in TestDatabases::both().unwrap().iter() {
        let (one, other) = (app(database, 0).await, app(database, 1).await);
        let id = account(&one, "officer", Role::Officer).await;
        let token = sign_in(&one, "officer", PASSWORD, 1, None).await.unwrap();
        let link = accounts::make_link(&one, id).await.unwrap();
        assert!(is_live(&other, &token).await);
        let now = one.now();
        one.database()
            .write(move |db| Box::pin(async move { accounts::disable(db, id, now).await }))
            .await
            .unwrap()
            .unwrap();
        assert!(!is_live(&one, &token).await && !is_live(&other, &token).await);
        assert_eq!(code(accounts::see_link(&other, &link).await), "platform.link_over");
        for app in [one, other] {
            app.database().close().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_sets_a_password_once_and_ends_older_sessions() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let id = account(&app, "officer", Role::Officer).await;
        let older = sign_in(&app, "officer", PASSWORD, 1, None).await.unwrap();
        let first = accounts::make_link(&app, id).await.unwrap();
        let link = accounts::make_link(&app, id).await.unwrap();
        assert_eq!(
            code(accounts::see_link(&app, &first).await),
            "platform.link_over",
            "a newer one voids it"
        );

        let mut browser = Browser::new(&app);
        let page = browser.get(&format!("/link/{link}")).await;
        assert_eq!(page.status, 200, "looking does not use it");
        for (password, words) in [
            ("short", "密码至少要 12 个字符"),
            ("", "密码至少要"),
            (&"长".repeat(129), "密码最多 128 个字符"),
        ] {
            let answer = browser.post(&format!("/link/{link}"), &[("password", password)]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.body.contains(words), "{}", answer.body);
        }
        assert!(is_live(&app, &older).await, "nothing has happened yet");

        let set =
            || accounts::use_link(&app, &link, LinkUse::SetPassword("a new long password".to_owned()), None);
        let (one, other) = tokio::join!(set(), set());
        let won = [one, other].into_iter().filter_map(Result::ok).collect::<Vec<_>>();
        assert_eq!(won.len(), 1, "of two at the same moment one wins");
        assert!(is_live(&app, &won[0]).await && !is_live(&app, &older).await);
        assert_eq!(code(set().await), "platform.link_over");
        assert_eq!(
            code(accounts::use_link(&app, &link, LinkUse::Demonstrate, None).await),
            "platform.forbidden"
        );
        assert_eq!(browser.get(&format!("/link/{link}")).await.status, 410);
        assert_eq!(code(sign_in(&app, "officer", PASSWORD, 3, None).await), "platform.sign_in_wrong");
        sign_in(&app, "officer", "a new long password", 3, None).await.unwrap();
        let late = accounts::make_link(&app, id).await.unwrap();
        app.database().close().await;

        let days = self::app(database, 72 * 3600).await;
        assert_eq!(code(accounts::see_link(&days, &late).await), "platform.link_over");
        days.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_demonstration_a_link_signs_in_again_and_again() {
    let database = TestDatabase::sqlite().unwrap();
    let mut setup = testing::setup(database.url(), vec![], Parts::default(), 0);
    setup.serving = Serving { is_demo: true, ..setup.serving };
    let app = App::start(setup).await.unwrap();
    let id = account(&app, "officer", Role::Officer).await;
    let link = accounts::make_link(&app, id).await.unwrap();
    for _ in 0..2 {
        let mut browser = Browser::new(&app);
        let page = browser.get(&format!("/link/{link}")).await;
        assert!(!page.body.contains("type=\"password\"") && page.body.contains("wotu-demo__tag"));
        assert_eq!(browser.post(&format!("/link/{link}"), &[]).await.status, 303);
        assert!(is_live(&app, &browser.cookies["wotu"]).await);
    }
    app.database().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_from_before_the_sign_in_is_worth_nothing_after_it() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        account(&app, "one", Role::Person).await;
        account(&app, "two", Role::Person).await;
        let (planted, visit) = accounts::make_visit(&app).await.unwrap();
        let token = sign_in(&app, "one", PASSWORD, 1, Some(visit)).await.unwrap();
        let session = accounts::find(&app, &token).await.unwrap().unwrap();
        assert_eq!(session.visit, visit, "the answers given before are kept");
        assert!(accounts::find(&app, &planted).await.unwrap().is_none(), "and nobody else shares them");

        let other = sign_in(&app, "two", PASSWORD, 1, Some(visit)).await.unwrap();
        let other = accounts::find(&app, &other).await.unwrap().unwrap();
        assert_ne!(other.visit, visit, "another account does not inherit the visit");

        let mut browser = Browser::new(&app);
        browser.sign_in("one", PASSWORD).await;
        let earlier = browser.cookies["wotu"].clone();
        browser.sign_in("two", PASSWORD).await;
        assert!(!is_live(&app, &earlier).await, "one browser, one session");
        app.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_run_out_is_swept_away_and_nothing_else() {
    for database in TestDatabases::both().unwrap().iter() {
        let app = app(database, 0).await;
        let id = account(&app, "person", Role::Person).await;
        let token = sign_in(&app, "person", PASSWORD, 1, None).await.unwrap();
        accounts::make_visit(&app).await.unwrap();
        accounts::make_link(&app, id).await.unwrap();
        assert_eq!(housekeeping::sweep(&app).await.unwrap(), Swept::default());
        assert!(is_live(&app, &token).await);
        app.database().close().await;
        let late = self::app(database, 73 * 3600).await;
        let swept = housekeeping::sweep(&late).await.unwrap();
        assert_eq!(swept, Swept { sessions: 2, links: 1, tries: 2, answers: 0, events: 0 });
        assert_eq!(housekeeping::sweep(&late).await.unwrap(), Swept::default());
        late.database().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bearer_token_signs_out_at_the_api() {
    let database = TestDatabase::sqlite().unwrap();
    let app = app(&database, 0).await;
    account(&app, "person", Role::Person).await;
    let token = sign_in(&app, "person", PASSWORD, 1, None).await.unwrap();
    let request = |key: bool| {
        let mut request =
            axum::http::Request::delete("/api/session").header("authorization", format!("Bearer {token}"));
        if key {
            request = request.header("idempotency-key", "k");
        }
        request.body(axum::body::Body::empty()).unwrap()
    };
    assert_eq!(Browser::new(&app).send(request(false)).await.status, 400);
    assert_eq!(Browser::new(&app).send(request(true)).await.status, 200);
    assert!(!is_live(&app, &token).await);
    let again = Browser::new(&app).send(request(true)).await;
    assert_eq!((again.status, again.header("www-authenticate")), (401, "Bearer"));
    app.database().close().await;
}
