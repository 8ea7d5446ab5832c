//! An installation on a given database, with a fixed clock and seeded randomness, and actors in it.

use crate::{
    accounts,
    app::{App, Parts, Serving, Setup, StartError},
    capability::Capability,
    clock::{Clock, Entropy},
    permissions::{Actor, Role},
    region::Region,
    vault::Vault,
    web,
};
use axum::Router;
use jiff::{SignedDuration, Timestamp};
use vocabulary::{AccountId, OrganisationId, PersonId};

/// The region that ships.
pub const JILIN: &str = include_str!("../../../../regions/jilin.toml");

/// Sunday 22 November 2026, 10:00 in Changchun.
pub const NOW: &str = "2026-11-22T02:00:00Z";

/// An installation on `url` with these capabilities, parts and nothing else, at [`NOW`].
///
/// # Errors
/// What [`App::start`] says.
///
/// # Panics
/// If the region that ships is broken.
pub async fn app(url: &str, capabilities: Vec<Capability>, parts: Parts) -> Result<App, StartError> {
    App::start(setup(url, capabilities, parts, 0)).await
}

/// The same installation so many seconds after [`NOW`]: a second program on the same database, with the same keys.
///
/// # Errors
/// What [`App::start`] says.
///
/// # Panics
/// If the region that ships is broken.
pub async fn app_later(
    url: &str,
    capabilities: Vec<Capability>,
    parts: Parts,
    seconds: u32,
) -> Result<App, StartError> {
    App::start(setup(url, capabilities, parts, seconds)).await
}

/// What [`app_later`] starts, to be changed before: a demonstration, TLS, proxies.
///
/// # Panics
/// If the region that ships is broken.
#[must_use]
#[expect(clippy::expect_used, reason = "for tests")]
pub fn setup(url: &str, capabilities: Vec<Capability>, parts: Parts, seconds: u32) -> Setup {
    let now: Timestamp = NOW.parse().expect("an instant");
    let now = now.checked_add(SignedDuration::from_secs(i64::from(seconds))).expect("an instant");
    // The keys are always the same; the ids differ from those that an earlier program made.
    let entropy = Entropy::seeded(7);
    let vault = Vault::from_key_file(&Vault::fresh_key_file(&entropy)).expect("a key file");
    Setup {
        database: url.replace("sqlite://", "sqlite:"),
        region: Region::read(JILIN).expect("the region that ships"),
        vault,
        clock: Clock::Fixed(now),
        entropy: if seconds == 0 { entropy } else { Entropy::seeded(u64::from(seconds) << 8) },
        capabilities,
        parts,
        serving: Serving { is_demo: false, has_secure_cookies: false, trusted_hops: 0 },
    }
}

/// A signed-in actor with an account of its own.
///
/// # Panics
/// If the account cannot be made.
#[expect(clippy::expect_used, reason = "for tests")]
pub async fn actor(
    app: &App,
    role: Role,
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
) -> Actor {
    let id = AccountId::new(app.entropy().uuid(app.now()));
    let draft = accounts::Draft {
        login: format!("{id}@example.invalid"),
        display_name: role.name().to_owned(),
        password_hash: None,
        roles: vec![role],
        person,
        organisation,
    };
    let now = app.now();
    let made = app
        .database()
        .write(move |db| Box::pin(async move { accounts::insert(db, id, &draft, now).await }))
        .await
        .expect("the database writes");
    made.expect("an account");
    Actor { account: Some(id), visit: None, person, organisation, roles: vec![role] }
}

/// A session token of an actor's account: send it as `Authorization: Bearer …`.
///
/// # Panics
/// If the session cannot be made.
#[expect(clippy::expect_used, reason = "for tests")]
pub async fn token(app: &App, actor: &Actor) -> String {
    let account = actor.account.expect("a signed-in actor");
    let inside = app.clone();
    let now = app.now();
    app.database()
        .write(move |db| Box::pin(async move { accounts::open_for(db, &inside, account, None, now).await }))
        .await
        .expect("the database writes")
        .expect("a session")
}

/// The whole web of an installation, to send requests to without a socket (`tower::ServiceExt::oneshot`).
pub fn web(app: &App) -> Router {
    web::router(app)
}
