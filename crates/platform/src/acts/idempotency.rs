//! Idempotency keys: a call repeated with the same key has one effect and gets the same answer. The key's row is
//! written in the transaction of the effect (IETF draft-ietf-httpapi-idempotency-key-header).

use super::{Outcome, Stop};
use crate::database::{Arg, Connection, DatabaseError};
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use vocabulary::{Kind, Refusal};

/// How long an answer is kept for repetition: a day, as the API's document says.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// 1 to 100 visible ASCII characters, chosen by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads a key.
    ///
    /// # Errors
    /// `platform.idempotency_key_form` if it is empty, longer than 100 characters, or has others than visible ASCII.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        if (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::new(Kind::BadRequest, "platform.idempotency_key_form").at("Idempotency-Key"))
        }
    }
}

/// What an earlier call with this key answered, if there was one.
pub(super) async fn recall<T: DeserializeOwned>(
    db: &mut Connection,
    actor: &str,
    act: &str,
    key: &IdempotencyKey,
    fingerprint: &str,
) -> Outcome<Option<T>> {
    let row = db
        .fetch_optional(
            "select fingerprint, output from idempotency_keys where actor = $1 and act = $2 and key = $3",
            vec![actor.into(), act.into(), Arg::from(&key.0)],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    if row.text("fingerprint")? != fingerprint {
        return Err(Refusal::new(Kind::Invalid, "platform.idempotency_key_reused").at("Idempotency-Key").into());
    }
    Ok(Some(row.json("output")?))
}

/// Keeps an answer. If another call with the key came first, this one is refused and its effect undone.
pub(super) async fn keep<T: Serialize + Sync>(
    db: &mut Connection,
    (actor, act): (&str, &str),
    key: &IdempotencyKey,
    fingerprint: &str,
    output: &T,
    now: Timestamp,
) -> Outcome<()> {
    let output = serde_json::to_string(output).map_err(|error| Stop::Internal(error.to_string()))?;
    let kept = db
        .execute(
            "insert into idempotency_keys (actor, act, key, fingerprint, output, at) values ($1, $2, $3, $4, $5, $6)",
            vec![
                actor.into(),
                act.into(),
                Arg::from(&key.0),
                fingerprint.into(),
                output.into(),
                now.into(),
            ],
        )
        .await;
    match kept {
        Ok(_) => Ok(()),
        Err(error) if error.is_unique_violation() => {
            Err(Refusal::conflict("platform.idempotency_key_busy").at("Idempotency-Key").into())
        }
        Err(error) => Err(error.into()),
    }
}

/// What the input says, in 64 hexadecimal digits.
pub(super) fn fingerprint(input: &impl Serialize) -> Outcome<String> {
    let json = serde_json::to_vec(input).map_err(|error| Stop::Internal(error.to_string()))?;
    Ok(crate::vault::hexadecimal(&Sha256::digest(json)))
}

/// Deletes the answers that are older than a day.
///
/// # Errors
/// What the database says.
pub async fn forget_old_keys(db: &mut Connection, now: Timestamp) -> Result<u64, DatabaseError> {
    let before = now.checked_sub(KEPT).unwrap_or(now);
    db.execute("delete from idempotency_keys where at < $1", vec![before.into()]).await
}
