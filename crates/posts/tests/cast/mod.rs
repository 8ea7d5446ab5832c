//! What the tests of posts share: an installation, organisations, posts.
#![allow(dead_code, reason = "each test file uses a part of it")]

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
use posts::acts::{
    EnteredPost,
    draft_post::{DraftPost, Input as Draft},
    publish_post::{Input as Publish, PublishPost},
};
use vocabulary::{OrganisationId, PostId, Refusal};

/// An installation with all that posts stand on.
pub async fn app(url: &str) -> App {
    app_later(url, 0).await
}

/// A second program on the same database, so many seconds later.
pub async fn app_later(url: &str, seconds: u32) -> App {
    let mut parts = Parts::default();
    parts.insert(posts::Board::new());
    let capabilities = vec![people::capability(), organisations::capability(), posts::capability()];
    testing::app_later(url, capabilities, parts, seconds).await.unwrap()
}

/// An officer, a verified organisation, and its employer.
pub async fn cast(app: &App) -> (Actor, OrganisationId, Actor) {
    let officer = testing::actor(app, Role::Officer, None, None).await;
    let organisation = verified(app, &officer, "沃野农机（虚构）").await;
    let employer = testing::actor(app, Role::Employer, None, Some(organisation)).await;
    (officer, organisation, employer)
}

/// A verified organisation.
pub async fn verified(app: &App, officer: &Actor, name: &str) -> OrganisationId {
    let entered = Entered {
        kind: "employer".into(),
        name_zh: name.into(),
        place: "220100".into(),
        ..Entered::default()
    };
    let id = run::<RegisterOrganisation>(app, officer, entered, None).await.unwrap().id;
    run::<VerifyOrganisation>(app, officer, Verify { id }, None).await.unwrap();
    id
}

/// A post that can be published.
pub fn post(title: &str) -> EnteredPost {
    EnteredPost {
        title_zh: title.into(),
        description_zh: "设计播种机，在试验田试验。".into(),
        csco_code: "2-02-07-01".into(),
        isco_code: "2144".into(),
        place: "220100".into(),
        closes: "2026-12-31".into(),
        ..EnteredPost::default()
    }
}

/// A draft of the actor's own organisation.
pub async fn draft(app: &App, actor: &Actor, entered: EnteredPost) -> Outcome<PostId> {
    run::<DraftPost>(app, actor, Draft { organisation: None, post: entered }, None).await.map(|made| made.id)
}

/// A published post of the actor's own organisation.
pub async fn published(app: &App, actor: &Actor, entered: EnteredPost) -> PostId {
    let id = draft(app, actor, entered).await.unwrap();
    run::<PublishPost>(app, actor, Publish { id }, None).await.unwrap();
    id
}

/// The refusal of what was refused.
pub fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}
