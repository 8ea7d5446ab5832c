//! Signing up: what every way of getting an account has in common, whoever gets it. Pages and the API go the same way
//! ([`sign_up`], [`sign_up_entry`]): what can be checked without the database is checked, the try is counted, the password
//! is hashed, and only then the act runs, in whose transaction nothing is slow.
//!
//! **What a stranger learns.** An address that has an account already is refused as such (`platform.email_taken`), because
//! without mail, which this version does not send, nobody could be told otherwise that they need not sign up; until it is
//! sent, the limit below is all that keeps lists of addresses from being tried out.

use super::{
    secret::Secret,
    session,
    store::{self, Draft},
    tries,
};
use crate::{
    acts::{Act, ActEntry, Context, IdempotencyKey, Outcome, Stop, run},
    app::App,
    database::DatabaseError,
    permissions::Actor,
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize as _;
use std::net::IpAddr;
use vocabulary::{AccountId, Kind, Refusal, VisitId};

const WINDOW: SignedDuration = tries::LONGEST_WINDOW;
/// Of one network in an hour. A fair's visitors may share one address; a list of addresses has thousands.
pub const SIGN_UPS_OF_NETWORK: i64 = 100;
/// Of all whose network is not known together in an hour: calls of the API, whose door is not told the address.
pub const SIGN_UPS_OF_UNKNOWN: i64 = 300;

/// What somebody signs up with: the input of an act that makes an account.
pub trait NewAccount {
    /// All that can be found wrong without the database, the password's form included.
    ///
    /// # Errors
    /// Everything that is wrong, each at its field.
    fn check(&self) -> Result<(), Refusal>;

    /// The password in it.
    fn secret(&mut self) -> &mut Secret;
}

/// Runs an act that makes an account, for somebody at `address`: checks, counts, hashes, and then the act.
///
/// # Errors
/// `platform.signed_in_already`; what [`NewAccount::check`] says; `platform.sign_up_too_many`; what the act says.
pub async fn sign_up<A>(
    app: &App,
    actor: &Actor,
    mut input: A::Input,
    key: Option<IdempotencyKey>,
    address: Option<IpAddr>,
) -> Outcome<A::Output>
where
    A: Act,
    A::Input: NewAccount,
{
    refuse_signed_in(actor)?;
    input.check()?;
    count_sign_up(app, address).await?;
    let hashed = input.secret().clone().hash().await?;
    *input.secret() = hashed;
    run::<A>(app, actor, input, key).await
}

/// The entry of an act that makes an account: by the API it goes the way of [`sign_up`] too.
#[must_use]
pub fn sign_up_entry<A>() -> ActEntry
where
    A: Act,
    A::Input: NewAccount,
{
    ActEntry {
        run: |app, actor, input, key| {
            Box::pin(async move {
                let input = A::Input::deserialize(input).map_err(|error| {
                    Refusal::new(Kind::Invalid, "platform.input_form").with("detail", error)
                })?;
                let output = sign_up::<A>(&app, &actor, input, key, None).await?;
                serde_json::to_value(output).map_err(|error| Stop::Internal(error.to_string()))
            })
        },
        ..ActEntry::of::<A>()
    }
}

/// Makes the account in the transaction of an act that [`sign_up`] runs.
///
/// # Errors
/// `platform.signed_in_already`; `platform.email_taken`, at field `email`.
pub async fn open_account(cx: &mut Context<'_>, draft: &Draft) -> Outcome<AccountId> {
    refuse_signed_in(cx.actor)?;
    let taken = || Stop::from(Refusal::conflict("platform.email_taken").at("email"));
    if store::by_login(cx.db, &draft.login).await?.is_some() {
        return Err(taken());
    }
    let id = AccountId::new(cx.fresh_id());
    store::insert(cx.db, id, draft, cx.now).await.map_err(|error| {
        // Somebody else was quicker, on PostgreSQL.
        if error.is_unique_violation() { taken() } else { error.into() }
    })?;
    Ok(id)
}

/// Signs in whoever has just signed up; answers the token of the new session.
///
/// # Errors
/// What the database says.
pub async fn sign_in_new(
    app: &App,
    account: AccountId,
    visit: Option<VisitId>,
) -> Result<String, DatabaseError> {
    let (inside, now) = (app.clone(), app.now());
    app.database()
        .write(move |db| Box::pin(async move { session::open_for(db, &inside, account, visit, now).await }))
        .await?
}

/// Counts a try to sign up; [`sign_up`] does it.
///
/// # Errors
/// `platform.sign_up_too_many`, with the minutes after which there is room again.
pub async fn count_sign_up(app: &App, address: Option<IpAddr>) -> Outcome<()> {
    let (bucket, most) = match address {
        Some(address) => {
            let network = tries::network(address).to_string();
            (app.vault().mac(&["sign-up", &network]), SIGN_UPS_OF_NETWORK)
        }
        None => (app.vault().mac(&["sign-up"]), SIGN_UPS_OF_UNKNOWN),
    };
    let now = app.now();
    let full = app
        .database()
        .write(move |db| {
            Box::pin(async move {
                let counted = tries::count(db, &bucket, WINDOW, now).await?;
                if counted.tries >= most {
                    return Ok::<_, DatabaseError>(Some(counted.oldest.unwrap_or(now)));
                }
                tries::add(db, &bucket, now).await?;
                Ok(None)
            })
        })
        .await??;
    match full {
        None => Ok(()),
        Some(oldest) => {
            let refusal = Refusal::new(Kind::TooMany, "platform.sign_up_too_many");
            Err(refusal.with("minutes", minutes_until_room(oldest, now)).into())
        }
    }
}

fn minutes_until_room(oldest: Timestamp, now: Timestamp) -> i64 {
    let waited = now.duration_since(oldest);
    let seconds = WINDOW.as_secs().saturating_sub(waited.as_secs()).max(1);
    // A minute that has begun is waited for to its end.
    seconds.saturating_add(59) / 60
}

fn refuse_signed_in(actor: &Actor) -> Result<(), Refusal> {
    if actor.is_signed_in() { Err(Refusal::conflict("platform.signed_in_already")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_told_in_whole_minutes_and_never_as_none() {
        let now = Timestamp::UNIX_EPOCH;
        for (seconds_ago, minutes) in [(0, 60), (1, 60), (60, 59), (3_540, 1), (3_599, 1), (3_600, 1)] {
            let oldest = now.checked_sub(SignedDuration::from_secs(seconds_ago)).unwrap();
            assert_eq!(minutes_until_room(oldest, now), minutes, "{seconds_ago}");
        }
    }
}
