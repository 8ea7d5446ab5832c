//! Posts whose last day has passed: closed by the job, once, as of the right day, told and audited, however many programs do
//! it at once. On both databases.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod cast;

use cast::{app, app_later, cast, draft, post, published, refused};
use jiff::civil::date;
use platform::{
    acts::run,
    app::App,
    permissions::{Actor, Role},
    testing,
};
use posts::{
    acts::{
        EnteredPost,
        close_post::{ClosePost, Input as Close},
        expire_post::{ExpirePost, Input as Expire},
        revise_post::{Input as Revise, RevisePost},
    },
    expire_due,
    model::{ClosedWhy, State},
};
use testkit::harness::TestDatabases;
use vocabulary::PostId;

/// Two days after the others: the 24th of November.
const TWO_DAYS: u32 = 2 * 24 * 60 * 60;

fn until(closes: &str) -> EnteredPost {
    EnteredPost { closes: closes.into(), ..post(&format!("截止于{closes}（虚构）")) }
}

async fn state(app: &App, id: PostId) -> State {
    let mut db = app.database().read().await.unwrap();
    posts::load(&mut db, id).await.unwrap().unwrap().state
}

/// Who closed a post by which act, according to the audit log, and how often it was told.
async fn told(app: &App, id: PostId) -> (Vec<(String, String)>, i64) {
    let mut db = app.database().read().await.unwrap();
    let audited = db
        .fetch_all(
            "select actor, act from audit_log where subject = $1 and act in ('posts.expire_post', 'posts.close_post') order by number limit 9",
            vec![id.into()],
        )
        .await
        .unwrap();
    let events = "select count(*) as n from outbox where topic = 'posts.closed' and subject = $1";
    let events = db.fetch_one(events, vec![id.into()]).await.unwrap().int("n").unwrap();
    let audited = audited.iter().map(|row| (row.text("actor").unwrap(), row.text("act").unwrap())).collect();
    (audited, events)
}

#[tokio::test]
async fn a_post_is_closed_the_day_after_its_last_one_and_no_other_post_is() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let over = published(&app, &employer, until("2026-11-22")).await;
        let last_day = published(&app, &employer, until("2026-11-24")).await;
        let unpublished = draft(&app, &employer, until("2026-11-22")).await.unwrap();
        let by_hand = published(&app, &employer, until("2026-11-22")).await;
        run::<ClosePost>(&app, &employer, Close { id: by_hand }, None).await.unwrap();
        assert_eq!(expire_due(&app).await.unwrap(), 0, "on its last day a post is open");

        let later = app_later(database.url(), TWO_DAYS).await;
        assert_eq!(expire_due(&later).await.unwrap(), 1);
        let why = ClosedWhy::DatePassed;
        let expired = State::Closed { published_on: date(2026, 11, 22), on: date(2026, 11, 23), why };
        assert_eq!(state(&later, over).await, expired, "as of the day after, whenever the job ran");
        assert!(matches!(state(&later, last_day).await, State::Published { .. }));
        assert!(matches!(state(&later, unpublished).await, State::Draft { .. }));
        assert!(matches!(
            state(&later, by_hand).await,
            State::Closed { why: ClosedWhy::ByEmployer { .. }, .. }
        ));

        let system = ("nobody".to_owned(), "posts.expire_post".to_owned());
        assert_eq!(told(&later, over).await, (vec![system], 1), "audited and told as any closing");
        assert_eq!(expire_due(&later).await.unwrap(), 0, "a second time there is nothing to do");
        assert_eq!(told(&later, over).await.1, 1);
    }
}

#[tokio::test]
async fn two_programs_at_once_close_every_post_once() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let mut ids = Vec::new();
        for _ in 0..12 {
            ids.push(published(&app, &employer, until("2026-11-22")).await);
        }
        let one = app_later(database.url(), TWO_DAYS).await;
        let other = app_later(database.url(), TWO_DAYS + 1).await;
        let (first, second) = tokio::join!(expire_due(&one), expire_due(&other));
        assert_eq!(first.unwrap() + second.unwrap(), 12);
        for id in ids {
            assert!(matches!(state(&one, id).await, State::Closed { why: ClosedWhy::DatePassed, .. }));
            let (audited, events) = told(&one, id).await;
            assert_eq!((audited.len(), events), (1, 1));
        }
    }
}

#[tokio::test]
async fn what_its_date_has_closed_is_never_opened_again() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (_, _, employer) = cast(&app).await;
        let over = published(&app, &employer, until("2026-11-22")).await;
        let later = app_later(database.url(), TWO_DAYS).await;
        expire_due(&later).await.unwrap();
        let revised = Revise { id: over, post: until("2026-12-31") };
        assert_eq!(refused(run::<RevisePost>(&later, &employer, revised, None).await).code, "posts.closed");
        let closed = run::<ClosePost>(&later, &employer, Close { id: over }, None).await;
        assert_eq!(refused(closed).code, "posts.closed");
    }
}

#[tokio::test]
async fn only_an_officer_may_close_by_date_and_only_when_it_has_passed() {
    for database in &TestDatabases::both().unwrap() {
        let app = app(database.url()).await;
        let (officer, organisation, employer) = cast(&app).await;
        let id = published(&app, &employer, until("2026-11-22")).await;
        let early = refused(run::<ExpirePost>(&app, &officer, Expire { id }, None).await);
        assert_eq!(early.code, "posts.not_yet_over");
        let later = app_later(database.url(), TWO_DAYS).await;
        let person = testing::actor(&later, Role::Person, None, None).await;
        let colleague = testing::actor(&later, Role::Employer, None, Some(organisation)).await;
        for actor in [&person, &colleague] {
            let refusal = refused(run::<ExpirePost>(&later, actor, Expire { id }, None).await);
            assert_eq!(refusal.code, "platform.forbidden");
        }
        let nobody = refused(run::<ExpirePost>(&later, &Actor::nobody(), Expire { id }, None).await);
        assert_eq!(nobody.code, "platform.sign_in_first");
        let done = run::<ExpirePost>(&later, &officer, Expire { id }, None).await.unwrap();
        assert_eq!(done.closed_on, "2026-11-23");
        let again = refused(run::<ExpirePost>(&later, &officer, Expire { id }, None).await);
        assert_eq!((again.code, again.kind.status()), ("posts.closed", 410));
    }
}
