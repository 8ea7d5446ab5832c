//! Applying, accepting, withdrawing, asking: on both databases.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use cases::{
    acts::{
        AcceptApplication, Acceptances, ApplyForMeasure, ApplyForPost, MeasureWish, PostWish,
        WhichApplication, WithdrawApplication,
    },
    model::reassess,
    queries::{Asked, ListApplications, OneApplication, ResultsQuery, Status, StatusOf, WhichList, WhichOne},
};
use platform::{
    acts::{IdempotencyKey, ask, run},
    app::App,
    permissions::{Actor, Role},
    testing,
};
use support::{app, employer, lin_he, never_rated, person, post, refused};
use testkit::harness::TestDatabases;
use vocabulary::Kind;

fn settling_in(on: Option<&str>, despite: bool) -> MeasureWish {
    MeasureWish {
        pack: "jilin".to_owned(),
        measure: "settling_in".to_owned(),
        version: None,
        on: on.map(str::to_owned),
        despite,
    }
}

/// A measure without a last day: the registration of 3.0 is agreed at the window.
fn residence() -> MeasureWish {
    MeasureWish { measure: "residence".to_owned(), ..settling_in(None, false) }
}

fn wish(post: vocabulary::PostId, consents: bool) -> PostWish {
    PostWish { post, contact: "0431 1234 5678".to_owned(), consents }
}

fn one(which: &str) -> WhichOne {
    WhichOne { which: which.to_owned() }
}

async fn officer(app: &App) -> Actor {
    testing::actor(app, Role::Officer, None, None).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_applies_for_a_measure_and_an_officer_accepts_it() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let key = IdempotencyKey::parse("k1").unwrap();
        let applied =
            run::<ApplyForMeasure>(&app, &lin, settling_in(Some("2023-10-01"), true), Some(key.clone()))
                .await
                .unwrap();
        assert!(applied.reference.starts_with("JL-26-"), "{}", applied.reference);
        assert_eq!(applied.answer, "yes");
        let again = run::<ApplyForMeasure>(&app, &lin, settling_in(Some("2023-10-01"), true), Some(key))
            .await
            .unwrap();
        assert_eq!(again, applied, "pressing the button twice applies once");

        let shown = ask::<OneApplication>(&app, &lin, one(&applied.reference.to_lowercase())).await.unwrap();
        assert_eq!((shown.state.as_str(), shown.version.as_deref()), ("received", Some("v3")));
        assert!(shown.is_intact && shown.changed.is_empty());
        assert_eq!(shown.determination.as_ref().unwrap().outcome, "yes");
        assert!(shown.facts["facts"].get("skills").is_none(), "what the measure does not read is not kept");
        assert!(shown.facts["facts"].get("talent_class_3").is_some());

        let desk = officer(&app).await;
        let input = Acceptances { id: applied.id, missing: vec!["contract".to_owned()] };
        let accepted = run::<AcceptApplication>(&app, &desk, input, None).await.unwrap();
        assert_eq!(accepted.state, "papers_missing");
        let status = ask::<Status>(&app, &Actor::nobody(), StatusOf { reference: applied.reference.clone() })
            .await
            .unwrap();
        assert_eq!((status.state.as_str(), status.missing), ("papers_missing", 1));
        let input = Acceptances { id: applied.id, missing: vec![] };
        assert_eq!(
            run::<AcceptApplication>(&app, &desk, input.clone(), None).await.unwrap().state,
            "accepted"
        );
        assert_eq!(
            refused(run::<AcceptApplication>(&app, &desk, input, None).await).code,
            "cases.accepted_already"
        );

        let shown = ask::<OneApplication>(&app, &desk, one(&applied.id.to_string())).await.unwrap();
        let happened: Vec<&str> = shown.events.iter().map(|event| event.what.as_str()).collect();
        assert_eq!(happened, ["accepted", "papers_missing", "received"]);
        assert_eq!(shown.contact, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_the_rules_say_no_to_is_told_and_may_insist() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let wei = person(&app, "未评（虚构）", never_rated()).await;
        let no =
            refused(run::<ApplyForMeasure>(&app, &wei, settling_in(Some("2023-10-01"), false), None).await);
        assert_eq!((no.code, no.kind), ("cases.not_entitled", Kind::Invalid));
        assert!(no.args.iter().any(|(name, value)| *name == "articles" && value.contains('5')), "{no}");
        let applied =
            run::<ApplyForMeasure>(&app, &wei, settling_in(Some("2023-10-01"), true), None).await.unwrap();
        assert_eq!(applied.answer, "no");

        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let late =
            refused(run::<ApplyForMeasure>(&app, &lin, settling_in(Some("2023-10-01"), false), None).await);
        assert_eq!(late.code, "cases.deadline_passed");
        let none =
            refused(run::<ApplyForMeasure>(&app, &lin, settling_in(Some("1990-01-01"), true), None).await);
        assert_eq!(none.code, "cases.not_in_force");
        let future =
            refused(run::<ApplyForMeasure>(&app, &lin, settling_in(Some("2026-11-23"), true), None).await);
        assert_eq!(future.code, "cases.day_in_future");
        let unknown = MeasureWish { measure: "nothing".to_owned(), ..residence() };
        assert_eq!(
            refused(run::<ApplyForMeasure>(&app, &lin, unknown, None).await).code,
            "cases.measure_unknown"
        );
        let unknown = MeasureWish { pack: "nowhere".to_owned(), ..residence() };
        assert_eq!(
            refused(run::<ApplyForMeasure>(&app, &lin, unknown, None).await).code,
            "cases.pack_unknown"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn missing_facts_are_listed_and_do_not_stop_an_application() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let some = person(&app, "初来（虚构）", serde_json::json!({"talent_class_3": "E"})).await;
        let applied =
            run::<ApplyForMeasure>(&app, &some, settling_in(Some("2023-10-01"), true), None).await.unwrap();
        assert_eq!(applied.answer, "unknown");
        assert!(applied.missing.iter().any(|name| name == "full_time"), "{:?}", applied.missing);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_measure_is_applied_for_once_until_it_is_withdrawn() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let first = run::<ApplyForMeasure>(&app, &lin, residence(), None).await.unwrap();
        let twice = refused(run::<ApplyForMeasure>(&app, &lin, residence(), None).await);
        assert_eq!((twice.code, twice.kind), ("cases.applied_already", Kind::Conflict));
        assert_eq!(twice.args, [("reference", first.reference.clone())]);

        let other = person(&app, "他人（虚构）", lin_he()).await;
        let input = WhichApplication { id: first.id };
        assert_eq!(
            refused(run::<WithdrawApplication>(&app, &other, input.clone(), None).await).kind,
            Kind::Forbidden
        );
        assert_eq!(
            refused(ask::<OneApplication>(&app, &other, one(&first.reference)).await).kind,
            Kind::Forbidden
        );
        run::<ApplyForMeasure>(&app, &other, residence(), None).await.unwrap();

        run::<WithdrawApplication>(&app, &lin, input.clone(), None).await.unwrap();
        assert_eq!(
            refused(run::<WithdrawApplication>(&app, &lin, input, None).await).code,
            "cases.withdrawn"
        );
        let desk = officer(&app).await;
        let late = Acceptances { id: first.id, missing: vec![] };
        assert_eq!(refused(run::<AcceptApplication>(&app, &desk, late, None).await).code, "cases.withdrawn");
        let second = run::<ApplyForMeasure>(&app, &lin, residence(), None).await.unwrap();
        assert_ne!(second.reference, first.reference);
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sealed_gives_the_same_answer_again_and_shows_every_change() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let applied =
            run::<ApplyForMeasure>(&app, &lin, settling_in(Some("2023-10-01"), true), None).await.unwrap();
        let shown = ask::<OneApplication>(&app, &lin, one(&applied.reference)).await.unwrap();
        let (sealed, wish) = (&shown.application.sealed, &shown.application.wish);
        let pack = policies::shelf_of(&app).unwrap().pack("jilin").unwrap();
        assert_eq!(reassess(sealed, wish, &pack).unwrap(), sealed.answer);

        let mut broken = sealed.clone();
        broken.facts = broken.facts.replace("\"E\"", "\"A\"");
        assert_ne!(broken.facts, sealed.facts);
        assert!(reassess(&broken, wish, &pack).is_err(), "a change breaks the seal");
        let other = policies::shelf_of(&app).unwrap().pack("canada").unwrap();
        assert!(reassess(sealed, wish, &other).is_err());

        let facts = serde_json::json!({"full_time": false}).as_object().unwrap().clone();
        let told = people::acts::NewFacts { person: None, facts };
        run::<people::acts::SaveFacts>(&app, &lin, told, None).await.unwrap();
        let shown = ask::<OneApplication>(&app, &lin, one(&applied.reference)).await.unwrap();
        assert_eq!(shown.changed, ["full_time"]);
        assert_eq!(shown.application.sealed.facts, sealed.facts, "what was sealed stays");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_sees_its_own_list_and_pages_of_it() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        let open = post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
        let mut people_of = Vec::new();
        for number in 0..27 {
            let one = person(&app, &format!("人{number}（虚构）"), lin_he()).await;
            run::<ApplyForMeasure>(&app, &one, residence(), None).await.unwrap();
            people_of.push(one);
        }
        run::<ApplyForPost>(&app, &people_of[0], wish(open, true), None).await.unwrap();

        let desk = officer(&app).await;
        let measures = WhichList { kind: Some("measure".to_owned()), ..WhichList::default() };
        let page = ask::<ListApplications>(&app, &desk, measures.clone()).await.unwrap();
        assert_eq!((page.applications.len(), page.counts.get("received").copied()), (25, Some(27)));
        let rest = WhichList { before: page.next, ..measures };
        let rest = ask::<ListApplications>(&app, &desk, rest).await.unwrap();
        assert_eq!((rest.applications.len(), rest.next), (2, None));
        let mine = ask::<ListApplications>(&app, &people_of[0], WhichList::default()).await.unwrap();
        assert_eq!(mine.applications.len(), 2);
        let firms = ask::<ListApplications>(&app, &firm, WhichList::default()).await.unwrap();
        assert_eq!(firms.applications.len(), 1);
        assert_eq!(firms.applications[0].kind, "post");
        let wrong = WhichList { state: Some("decided".to_owned()), ..WhichList::default() };
        assert_eq!(refused(ask::<ListApplications>(&app, &desk, wrong).await).code, "cases.filter_unknown");
        assert_eq!(
            refused(ask::<ListApplications>(&app, &Actor::nobody(), WhichList::default()).await).kind,
            Kind::SignInFirst
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_combined_answer_is_ones_own() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, firm) = employer(&app, "沃野农机（虚构）").await;
        post(&app, &firm, "农机工程师（虚构）", "bachelor").await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let asked = Asked { pack: None, on: Some("2023-10-01".to_owned()) };
        let results = ask::<ResultsQuery>(&app, &lin, asked.clone()).await.unwrap();
        assert!(results.assessment.measures.iter().any(|m| m.id == "settling_in" && m.outcome == "yes"));
        assert_eq!(results.posts.len(), 1);
        let nobody = ask::<ResultsQuery>(&app, &Actor::nobody(), asked).await.unwrap();
        assert_eq!((nobody.facts, nobody.posts.len()), (0, 0));
        assert!(nobody.assessment.measures.iter().all(|m| m.outcome != "yes"));
        let wrong = Asked { pack: None, on: Some("soon".to_owned()) };
        assert_eq!(refused(ask::<ResultsQuery>(&app, &lin, wrong).await).field.as_deref(), Some("on"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_cannot_be_tried_without_end() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        let of = |reference: &str| StatusOf { reference: reference.to_owned() };
        let unknown = cases::model::Reference::new("JL", 2026, [0; 5]).to_string();
        for _ in 0..30 {
            assert_eq!(
                refused(ask::<Status>(&app, &lin, of(&unknown)).await).code,
                "cases.reference_unknown"
            );
        }
        let stopped = refused(ask::<Status>(&app, &lin, of(&unknown)).await);
        assert_eq!((stopped.code, stopped.kind), ("cases.too_many_tries", Kind::TooMany));
        assert_eq!(refused(ask::<Status>(&app, &lin, of("JL-26")).await).kind, Kind::TooMany);
    }
}
