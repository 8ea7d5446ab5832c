//! Lists, the combined answer, and asking by reference: on both databases.

#![allow(missing_docs, reason = "a test crate has no readers of its documentation")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use cases::{
    acts::{ApplyForMeasure, ApplyForPost},
    queries::{Asked, ListApplications, ResultsQuery, Status, StatusOf, WhichList},
};
use platform::{
    acts::{ask, run},
    permissions::Actor,
};
use support::{app, employer, lin_he, officer, person, post, refused, residence, wish};
use testkit::harness::TestDatabases;
use vocabulary::Kind;

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
