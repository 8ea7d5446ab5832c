//! An installation with every capability that cases stand on, and somebody in each role.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test file uses a part of it; a test"
)]

pub mod walk;

use cases::{
    acts::{MeasureWish, PostWish},
    queries::WhichOne,
};
use organisations::{
    acts::{
        register_organisation::RegisterOrganisation,
        verify_organisation::{Input as Verify, VerifyOrganisation},
    },
    model::Entered,
};
use platform::{
    acts::{Outcome, Stop, run},
    app::{App, Parts},
    permissions::{Actor, Role},
    testing,
};
use policies::Shelf;
use posts::acts::{
    EnteredPost,
    draft_post::{DraftPost, Input as Draft},
    publish_post::{Input as Publish, PublishPost},
};
use serde_json::Value;
use vocabulary::{OrganisationId, PersonId, PostId, Refusal};

/// The shelf from the copy in the binary.
pub fn shelf() -> Shelf {
    Shelf::compiled(&["jilin", "regressar", "canada"].map(str::to_owned)).expect("the packs that ship load")
}

/// An installation on this database.
pub async fn app(url: &str) -> App {
    app_later(url, 0).await
}

/// The same installation so many seconds later.
pub async fn app_later(url: &str, seconds: u32) -> App {
    let mut parts = Parts::default();
    parts.insert(policies::fact_vocabulary());
    parts.insert(shelf());
    parts.insert(posts::Board::new());
    let capabilities = vec![
        organisations::capability(),
        people::capability(),
        posts::capability(),
        policies::capability(),
        cases::capability(),
    ];
    testing::app_later(url, capabilities, parts, seconds).await.expect("the installation starts")
}

/// A person with an account who told these facts.
pub async fn person(app: &App, name: &str, facts: Value) -> Actor {
    let id = PersonId::new(app.entropy().uuid(app.now()));
    let today = app.region().date_of(app.now());
    let facts = facts.as_object().expect("facts are an object").clone();
    let entropy = app.entropy().clone();
    let now = app.now();
    let given = facts.iter().map(|(name, value)| (name.as_str(), value));
    let new = people::NewPerson::read(id, name, given, today, || entropy.uuid(now)).unwrap();
    let officer = testing::actor(app, Role::Officer, None, None).await;
    let by = people::model::SaidBy::Account(officer.account.unwrap());
    app.database()
        .write(move |db| Box::pin(async move { people::insert_many(db, &[new], by, now).await }))
        .await
        .unwrap()
        .unwrap();
    testing::actor(app, Role::Person, Some(id), None).await
}

/// A verified organisation and its employer.
pub async fn employer(app: &App, name: &str) -> (OrganisationId, Actor) {
    let officer = testing::actor(app, Role::Officer, None, None).await;
    let entered = Entered {
        kind: "employer".into(),
        name_zh: name.into(),
        place: "220100".into(),
        ..Entered::default()
    };
    let id = run::<RegisterOrganisation>(app, &officer, entered, None).await.unwrap().id;
    run::<VerifyOrganisation>(app, &officer, Verify { id }, None).await.unwrap();
    (id, testing::actor(app, Role::Employer, None, Some(id)).await)
}

/// A published post of an employer that asks for this degree.
pub async fn post(app: &App, employer: &Actor, title: &str, degree: &str) -> PostId {
    post_until(app, employer, title, degree, "2026-12-31").await
}

/// The same with its last day for applying.
pub async fn post_until(app: &App, employer: &Actor, title: &str, degree: &str, closes: &str) -> PostId {
    let entered = EnteredPost {
        title_zh: title.into(),
        title_en: "Farm machinery engineer (invented)".into(),
        description_zh: "设计播种机，在试验田试验。".into(),
        csco_code: "2-02-07-01".into(),
        isco_code: "2144".into(),
        place: "220100".into(),
        degree: degree.into(),
        skills: "结构设计".into(),
        closes: closes.into(),
        ..EnteredPost::default()
    };
    let made =
        run::<DraftPost>(app, employer, Draft { organisation: None, post: entered }, None).await.unwrap();
    run::<PublishPost>(app, employer, Publish { id: made.id }, None).await.unwrap();
    made.id
}

/// The refusal of what was refused.
pub fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}

/// Class E, rated in 2023, a contract of three years; and something about work.
pub fn lin_he() -> Value {
    serde_json::json!({
        "talent_class_3": "E", "talent_rated_on": "2023-03-14", "urgently_needed": true, "full_time": true,
        "work_place": "220102", "employer_kind": "enterprise", "contract_start": "2023-01-05",
        "contract_end": "2026-01-04", "first_pension_payment": "2023-02-10",
        "birth_date": "1992-05-01", "degree": "master", "occupation": "农机工程师",
        "years_of_experience": 6, "skills": [{"name": "结构设计"}]
    })
}

/// Never rated.
pub fn never_rated() -> Value {
    serde_json::json!({
        "talent_class_3": {"none": true}, "talent_class_2": {"none": true}, "talent_class_1": {"none": true},
        "full_time": true, "work_place": "220102", "degree": "bachelor"
    })
}

/// The settling-in allowance of 3.0, whose last day has passed.
pub fn settling_in(on: Option<&str>, despite: bool) -> MeasureWish {
    MeasureWish {
        pack: "jilin".to_owned(),
        measure: "settling_in".to_owned(),
        version: None,
        on: on.map(str::to_owned),
        despite,
    }
}

/// A measure without a last day: the registration of 3.0 is agreed at the window.
pub fn residence() -> MeasureWish {
    MeasureWish { measure: "residence".to_owned(), ..settling_in(None, false) }
}

/// An application for a post.
pub fn wish(post: PostId, consents: bool) -> PostWish {
    PostWish { post, contact: "0431 1234 5678".to_owned(), consents }
}

/// Which application.
pub fn one(which: &str) -> WhichOne {
    WhichOne { which: which.to_owned() }
}

/// Somebody at the service window.
pub async fn officer(app: &App) -> Actor {
    testing::actor(app, Role::Officer, None, None).await
}
