//! Sessions: a token in a cookie or a bearer header, its hash in a row.

use super::store::{self, Account};
use crate::{
    app::App,
    database::{Connection, DatabaseError},
    permissions::Role,
    vault::hexadecimal,
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use vocabulary::{AccountId, VisitId};

const VISIT: SignedDuration = SignedDuration::from_hours(24);
const PERSON: SignedDuration = SignedDuration::from_hours(12);
const STAFF_IDLE: SignedDuration = SignedDuration::from_mins(15);
/// `seen_at` is written at most so often: a page view must not be a write.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A live session.
#[derive(Debug, Clone)]
pub struct Session {
    /// The stay.
    pub visit: VisitId,
    /// Who signed in, if anybody did.
    pub account: Option<Account>,
}

pub(super) fn hash_of(token: &str) -> String {
    hexadecimal(&Sha256::digest(token.as_bytes()))
}

/// The session of a token, if it is still good.
///
/// # Errors
/// What the database says.
pub async fn find(app: &App, token: &str) -> Result<Option<Session>, DatabaseError> {
    let now = app.now();
    let mut db = app.database().read().await?;
    let hash = hash_of(token);
    let row = db
        .fetch_optional(
            "select visit_id, account_id, seen_at, ends_at from sessions where token_hash = $1",
            vec![(&hash).into()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (seen_at, ends_at): (Timestamp, Timestamp) = (row.parse("seen_at")?, row.parse("ends_at")?);
    if ends_at <= now {
        return Ok(None);
    }
    let account = match row.maybe("account_id")? {
        None => None,
        Some(id) => {
            let Some(account) = store::by_id(&mut db, id).await? else { return Ok(None) };
            let is_staff = account.is_staff();
            if account.disabled_at.is_some() || (is_staff && now.duration_since(seen_at) > STAFF_IDLE) {
                return Ok(None);
            }
            Some(account)
        }
    };
    let visit = row.parse("visit_id")?;
    drop(db);
    if now.duration_since(seen_at) > SEEN_EVERY {
        let seen = app.database().write(move |db| {
            Box::pin(async move {
                let sql = "update sessions set seen_at = $1 where token_hash = $2";
                db.execute(sql, vec![now.into(), hash.into()]).await
            })
        });
        // With a full disk nothing can be written, but pages can still be read.
        if let Err(error) = seen.await.and_then(|seen| seen) {
            tracing::warn!(%error, "a session could not be marked as seen");
        }
    }
    Ok(Some(Session { visit, account }))
}

impl Account {
    /// Whether it sees other people's data, and so is signed out sooner.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.roles
            .iter()
            .any(|role| matches!(role, Role::Officer | Role::PolicyOfficer | Role::Administrator))
    }
}

/// Begins a stay without an account; answers its token and id.
///
/// # Errors
/// What the database says.
pub async fn make_visit(app: &App) -> Result<(String, VisitId), DatabaseError> {
    let (token, now) = (app.entropy().secret(), app.now());
    let visit = VisitId::new(app.entropy().uuid(now));
    let hash = hash_of(&token);
    app.database().write(move |db| Box::pin(insert(db, hash, visit, None, now))).await??;
    Ok((token, visit))
}

/// Opens a session for an account, inside a transaction; answers its token. The visitor's own session of `visit` ends:
/// whoever else holds its token (it was there before the sign-in) must not share what comes after. A visit in which
/// another account was signed in is not taken over.
///
/// # Errors
/// What the database says.
pub async fn open_for(
    db: &mut Connection,
    app: &App,
    account: AccountId,
    visit: Option<VisitId>,
    now: Timestamp,
) -> Result<String, DatabaseError> {
    let token = app.entropy().secret();
    // The stay goes on under the account, so that answers given before signing in are not lost.
    let visit = match visit {
        Some(visit) if !is_of_another(db, visit, account).await? => {
            let sql = "delete from sessions where visit_id = $1 and account_id is null";
            db.execute(sql, vec![visit.into()]).await?;
            visit
        }
        _ => VisitId::new(app.entropy().uuid(now)),
    };
    insert(db, hash_of(&token), visit, Some(account), now).await?;
    Ok(token)
}

async fn is_of_another(
    db: &mut Connection,
    visit: VisitId,
    account: AccountId,
) -> Result<bool, DatabaseError> {
    let sql = "select count(*) as n from sessions where visit_id = $1 and account_id <> $2";
    Ok(db.fetch_one(sql, vec![visit.into(), account.into()]).await?.int("n")? > 0)
}

async fn insert(
    db: &mut Connection,
    hash: String,
    visit: VisitId,
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let length = if account.is_some() { PERSON } else { VISIT };
    let ends = now.checked_add(length).unwrap_or(now);
    db.execute(
        "insert into sessions (token_hash, visit_id, account_id, created_at, seen_at, ends_at) values ($1, $2, $3, $4, $4, $5)",
        vec![hash.into(), visit.into(), account.into(), now.into(), ends.into()],
    )
    .await?;
    Ok(())
}

/// Ends the session of a token.
///
/// # Errors
/// What the database says.
pub async fn sign_out(app: &App, token: &str) -> Result<(), DatabaseError> {
    let hash = hash_of(token);
    app.database()
        .write(move |db| {
            Box::pin(async move {
                db.execute("delete from sessions where token_hash = $1", vec![hash.into()]).await
            })
        })
        .await??;
    Ok(())
}

/// Ends every session of an account, inside a transaction.
///
/// # Errors
/// What the database says.
pub async fn sign_out_everywhere(db: &mut Connection, account: AccountId) -> Result<u64, DatabaseError> {
    db.execute("delete from sessions where account_id = $1", vec![account.into()]).await
}

/// Deletes at most `most` sessions that have ended; says how many.
///
/// # Errors
/// What the database says.
pub async fn forget_ended(db: &mut Connection, now: Timestamp, most: u32) -> Result<u64, DatabaseError> {
    let sql = "delete from sessions where token_hash in (select token_hash from sessions where ends_at < $1 limit $2)";
    db.execute(sql, vec![now.into(), most.into()]).await
}
