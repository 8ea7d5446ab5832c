//! Applying for a measure, accepting, withdrawing, and what is sealed: on both databases.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use cases::{
    acts::{
        AcceptApplication, Acceptances, ApplyForMeasure, MeasureWish, WhichApplication, WithdrawApplication,
    },
    model::reassess,
    queries::{Asked, OneApplication, ResultsQuery, Status, StatusOf},
};
use platform::{
    acts::{IdempotencyKey, ask, run},
    permissions::Actor,
};
use support::{app, app_later, lin_he, never_rated, officer, one, person, refused, residence, settling_in};
use testkit::harness::TestDatabases;
use vocabulary::Kind;

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
        let minute = app_later(database.url(), 60).await;
        let accepted = run::<AcceptApplication>(&minute, &desk, input, None).await.unwrap();
        assert_eq!(accepted.state, "papers_missing");
        let status = ask::<Status>(&app, &Actor::nobody(), StatusOf { reference: applied.reference.clone() })
            .await
            .unwrap();
        assert_eq!((status.state.as_str(), status.missing), ("papers_missing", 1));
        let input = Acceptances { id: applied.id, missing: vec![] };
        let minutes = app_later(database.url(), 120).await;
        assert_eq!(
            run::<AcceptApplication>(&minutes, &desk, input.clone(), None).await.unwrap().state,
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
async fn what_goes_on_from_an_earlier_version_can_be_applied_for_under_that_version() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let lin = person(&app, "林禾（虚构）", lin_he()).await;
        // 3.0 does not restate the rent subsidy of 2.0: whether that still applies was not read.
        let rent = MeasureWish { measure: "rent".to_owned(), ..residence() };
        let wrong = MeasureWish { version: Some("v3".to_owned()), ..rent.clone() };
        assert_eq!(refused(run::<ApplyForMeasure>(&app, &lin, wrong, None).await).code, "cases.not_in_force");
        let applied = run::<ApplyForMeasure>(&app, &lin, rent, None).await.unwrap();
        let shown = ask::<OneApplication>(&app, &lin, one(&applied.reference)).await.unwrap();
        assert_eq!((shown.version.as_deref(), shown.answer.as_str()), (Some("v2"), applied.answer.as_str()));
        let answer = shown.determination.as_ref().unwrap();
        assert_ne!(answer.outcome, "yes", "what was not read is not certain");
        let pack = policies::shelf_of(&app).unwrap().pack("jilin").unwrap();
        let sealed = &shown.application.sealed;
        assert_eq!(reassess(sealed, &shown.application.wish, &pack).unwrap(), sealed.answer);

        // Whatever the results do not say no to can be applied for as they say it.
        let few = person(&app, "初来（虚构）", serde_json::json!({"work_place": "220102"})).await;
        let results = ask::<ResultsQuery>(&app, &few, Asked::default()).await.unwrap();
        let carried: Vec<&str> = results
            .assessment
            .versions
            .iter()
            .filter(|used| used.carried)
            .map(|used| used.version.as_str())
            .collect();
        let (mut tried, mut of_carried) = (0, 0);
        for found in results.assessment.measures.iter().filter(|found| found.outcome != "no") {
            let wish = MeasureWish {
                measure: found.id.clone(),
                version: Some(found.version.clone()),
                despite: true,
                ..residence()
            };
            match run::<ApplyForMeasure>(&app, &few, wish, None).await {
                Ok(applied) => assert_eq!(applied.answer, found.outcome, "{} {}", found.version, found.id),
                // Another version in force has a measure of the same id.
                refused_one => assert_eq!(refused(refused_one).code, "cases.applied_already", "{}", found.id),
            }
            tried += 1;
            of_carried += usize::from(carried.contains(&found.version.as_str()));
        }
        assert!(tried > 10 && of_carried > 2, "{tried}, {of_carried}");
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
