//! Applying for a post, and every act at its limit, twice, and by the wrong person: on both databases.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use cases::{
    acts::{
        AcceptApplication, Acceptances, ApplyForMeasure, ApplyForPost, MeasureWish, PostWish,
        WhichApplication, WithdrawApplication,
    },
    queries::OneApplication,
};
use platform::{
    acts::{IdempotencyKey, ask, run},
    testing,
};
use support::{
    app, app_later, employer, lin_he, officer, one, person, post, post_until, refused, residence, wish,
};
use testkit::harness::TestDatabases;
use vocabulary::Kind;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_day_counts_and_the_longest_contact_is_kept() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let today = MeasureWish { on: Some("2026-11-22".to_owned()), ..residence() };
        run::<ApplyForMeasure>(&app, &lin, today, None).await.unwrap();

        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        let last = post_until(&app, &firm, "农机工程师（虚构）", "master", "2026-11-22").await;
        let long = PostWish { contact: "1".repeat(200), ..wish(last, true) };
        let longer = PostWish { contact: "1".repeat(201), ..wish(last, true) };
        let refused_one = refused(run::<ApplyForPost>(&app, &lin, longer, None).await);
        assert_eq!((refused_one.code, refused_one.field.as_deref()), ("cases.contact_form", Some("contact")));
        let applied = run::<ApplyForPost>(&app, &lin, long, None).await.unwrap();
        let shown = ask::<OneApplication>(&app, &lin, one(&applied.reference)).await.unwrap();
        assert_eq!(shown.contact.map(|contact| contact.len()), Some(200));

        let tomorrow = app_later(database.url(), 24 * 60 * 60).await;
        let other = person(&app, "他人（虚构）", lin_he()).await;
        let late = refused(run::<ApplyForPost>(&tomorrow, &other, wish(last, true), None).await);
        assert_eq!(late.kind, Kind::Gone);
        let none = refused(run::<ApplyForPost>(&tomorrow, &other, wish(unknown_post(), true), None).await);
        assert_eq!(none.code, "cases.post_unknown");
    }
}

fn unknown_post() -> vocabulary::PostId {
    "pst_018f0000000070008000000000000000".parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_act_done_twice_with_one_key_happens_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        let open = post(&app, &firm, "农机工程师（虚构）", "master").await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let key = |text: &str| Some(IdempotencyKey::parse(text).unwrap());
        let mut answers = Vec::new();
        for _ in 0..2 {
            let applied = run::<ApplyForPost>(&app, &lin, wish(open, true), key("apply")).await.unwrap();
            answers.push(applied);
        }
        assert_eq!(answers[0], answers[1]);
        let id = answers[0].id;
        // What happens within one moment has no order: each step is a minute later.
        let minute = app_later(database.url(), 60).await;
        for _ in 0..2 {
            let input = Acceptances { id, missing: vec![] };
            let accepted = run::<AcceptApplication>(&minute, &firm, input, key("accept")).await.unwrap();
            assert_eq!(accepted.state, "accepted");
        }
        let minutes = app_later(database.url(), 120).await;
        for _ in 0..2 {
            let input = WhichApplication { id };
            let done = run::<WithdrawApplication>(&minutes, &lin, input, key("withdraw")).await.unwrap();
            assert_eq!(done.reference, answers[0].reference);
        }
        let shown = ask::<OneApplication>(&app, &lin, one(&answers[0].reference)).await.unwrap();
        let happened: Vec<&str> = shown.events.iter().map(|event| event.what.as_str()).collect();
        assert_eq!(happened, ["withdrawn", "accepted", "received"]);
        assert!(shown.accepted_at.is_some(), "what was accepted before it was withdrawn stays said");
        let late = Acceptances { id, missing: vec![] };
        assert_eq!(refused(run::<AcceptApplication>(&app, &firm, late, None).await).code, "cases.withdrawn");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_acts_in_anothers_place() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        assert!(testing::refuses_strangers(&app).await >= 4);
        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        let open = post(&app, &firm, "农机工程师（虚构）", "master").await;
        let (lin, desk) = (person(&app, "林禾（虚构）", lin_he()).await, officer(&app).await);
        for staff in [&desk, &firm] {
            let measure = run::<ApplyForMeasure>(&app, staff, residence(), None).await;
            assert_eq!(refused(measure).kind, Kind::Forbidden);
            let post = run::<ApplyForPost>(&app, staff, wish(open, true), None).await;
            assert_eq!(refused(post).kind, Kind::Forbidden);
        }
        let measure = run::<ApplyForMeasure>(&app, &lin, residence(), None).await.unwrap();
        let post = run::<ApplyForPost>(&app, &lin, wish(open, true), None).await.unwrap();
        for id in [measure.id, post.id] {
            let input = Acceptances { id, missing: vec![] };
            let own = run::<AcceptApplication>(&app, &lin, input, None).await;
            assert_eq!(refused(own).kind, Kind::Forbidden, "nobody accepts their own");
            for staff in [&desk, &firm] {
                let withdrawn = run::<WithdrawApplication>(&app, staff, WhichApplication { id }, None).await;
                assert_eq!(refused(withdrawn).kind, Kind::Forbidden, "only the person withdraws");
            }
        }
        let input = Acceptances { id: measure.id, missing: vec![] };
        let theirs = run::<AcceptApplication>(&app, &firm, input, None).await;
        assert_eq!(refused(theirs).kind, Kind::Forbidden, "an employer accepts no measure");

        // What there is not: officers are told, others learn nothing.
        let id = "app_018f0000000070008000000000000000".parse().unwrap();
        let input = || Acceptances { id, missing: vec![] };
        let none = refused(run::<AcceptApplication>(&app, &desk, input(), None).await);
        assert_eq!(none.code, "cases.not_found");
        assert_eq!(refused(run::<AcceptApplication>(&app, &firm, input(), None).await).kind, Kind::Forbidden);
        let none = run::<WithdrawApplication>(&app, &lin, WhichApplication { id }, None).await;
        assert_eq!(refused(none).kind, Kind::Forbidden);
        let papers = Acceptances { id: measure.id, missing: vec!["a_dragon".to_owned()] };
        let none = refused(run::<AcceptApplication>(&app, &desk, papers, None).await);
        assert_eq!((none.code, none.field.as_deref()), ("cases.missing_unknown", Some("missing")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_employer_sees_what_the_person_agreed_to_show_and_nothing_else() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        let (_, stranger) = employer(&app, "别家（虚构）").await;
        let open = post(&app, &firm, "农机工程师（虚构）", "master").await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        assert_eq!(
            refused(run::<ApplyForPost>(&app, &lin, wish(open, false), None).await).code,
            "cases.consent_needed"
        );
        let nameless = PostWish { contact: "call me".to_owned(), ..wish(open, true) };
        assert_eq!(refused(run::<ApplyForPost>(&app, &lin, nameless, None).await).code, "cases.contact_form");
        let applied = run::<ApplyForPost>(&app, &lin, wish(open, true), None).await.unwrap();
        assert_eq!(
            refused(run::<ApplyForPost>(&app, &lin, wish(open, true), None).await).code,
            "cases.applied_already"
        );

        let shown = ask::<OneApplication>(&app, &firm, one(&applied.id.to_string())).await.unwrap();
        assert_eq!(shown.contact.as_deref(), Some("0431 1234 5678"));
        let facts = shown.facts["facts"].as_object().unwrap();
        let names: Vec<&str> = facts.keys().map(String::as_str).collect();
        assert_eq!(names, ["degree", "occupation", "skills", "years_of_experience"]);
        assert!(shown.changed.is_empty() && shown.determination.is_none());
        assert_eq!(
            refused(ask::<OneApplication>(&app, &stranger, one(&applied.reference)).await).kind,
            Kind::Forbidden
        );

        let input = Acceptances { id: applied.id, missing: vec![] };
        assert_eq!(
            refused(run::<AcceptApplication>(&app, &stranger, input.clone(), None).await).kind,
            Kind::Forbidden
        );
        let desk = officer(&app).await;
        assert_eq!(
            refused(run::<AcceptApplication>(&app, &desk, input.clone(), None).await).code,
            "cases.other_desk"
        );
        let papers = Acceptances { missing: vec!["degree".to_owned()], ..input.clone() };
        assert_eq!(
            refused(run::<AcceptApplication>(&app, &firm, papers, None).await).code,
            "cases.missing_unknown"
        );
        assert_eq!(run::<AcceptApplication>(&app, &firm, input, None).await.unwrap().state, "accepted");
        let seen = ask::<OneApplication>(&app, &desk, one(&applied.reference)).await.unwrap();
        assert_eq!(seen.contact, None, "officers do not need it");

        let mut db = app.database().read().await.unwrap();
        let row = db.fetch_one("select contact_sealed from applications", vec![]).await.unwrap();
        assert!(!row.text("contact_sealed").unwrap().contains("0431"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_whose_condition_is_not_met_or_that_is_over_takes_no_application() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        let doctor = post(&app, &firm, "博士后（虚构）", "doctor").await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let no = refused(run::<ApplyForPost>(&app, &lin, wish(doctor, true), None).await);
        assert_eq!((no.code, no.args), ("cases.post_condition", vec![("conditions", "degree".to_owned())]));
        let open = post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
        run::<posts::acts::close_post::ClosePost>(
            &app,
            &firm,
            posts::acts::close_post::Input { id: open },
            None,
        )
        .await
        .unwrap();
        assert_eq!(refused(run::<ApplyForPost>(&app, &lin, wish(open, true), None).await).kind, Kind::Gone);
    }
}
