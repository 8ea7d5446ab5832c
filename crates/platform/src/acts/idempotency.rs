//! Idempotency keys: a call repeated with the same key has one effect and gets the same answer (IETF
//! draft-ietf-httpapi-idempotency-key-header). The key's row is written first in the transaction of the effect, so that a
//! second call at the same time waits for the first, and then gets its answer.
//!
//! An answer may hold personal content: it is kept sealed ([`crate::vault`]) for a day, and of the input only a keyed
//! digest is kept. Callers with neither an account nor a visit share one name, so nobody's answer is repeated to them:
//! their keys stand apart by address, and a second call with one is refused.

use super::{Outcome, Stop};
use crate::{
    app::App,
    database::{Arg, Connection, DatabaseError},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use std::net::IpAddr;
use vocabulary::{Kind, Refusal};

/// How long an answer is kept for repetition: a day, as the API's document says.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Under which name answers are sealed.
const FIELD: &str = "platform.idempotency_output";

/// 1 to 100 visible ASCII characters, chosen by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    text: String,
    /// A digest of the address, for a caller without a name of its own.
    stranger: Option<String>,
}

impl IdempotencyKey {
    /// Reads a key.
    ///
    /// # Errors
    /// `platform.idempotency_key_form` if it is empty, longer than 100 characters, or has others than visible ASCII.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        if (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self { text: text.to_owned(), stranger: None })
        } else {
            Err(Refusal::new(Kind::BadRequest, "platform.idempotency_key_form").at("Idempotency-Key"))
        }
    }

    /// As chosen by a caller without an account or a visit: strangers choose alike, so their keys stand apart by
    /// address, and no answer is repeated to them.
    #[must_use]
    pub fn of_stranger(mut self, app: &App, address: IpAddr) -> Self {
        self.stranger = Some(app.vault().mac(&["idempotency", &address.to_string()]));
        self
    }

    fn row(&self) -> String {
        match &self.stranger {
            None => self.text.clone(),
            Some(address) => format!("{address}/{}", self.text),
        }
    }
}

/// Whose key, for which act.
pub(super) struct Claim<'a> {
    pub(super) app: &'a App,
    pub(super) actor: &'a str,
    pub(super) act: &'static str,
    pub(super) key: &'a IdempotencyKey,
}

impl Claim<'_> {
    /// Writes the key's row. If it is there already, answers what the earlier call answered. On PostgreSQL a call that
    /// is under way with the key is waited for.
    pub(super) async fn take<T: DeserializeOwned>(
        &self,
        db: &mut Connection,
        fingerprint: &str,
        now: Timestamp,
    ) -> Outcome<Option<T>> {
        let row = self.key.row();
        let sql = "insert into idempotency_keys (actor, act, key, fingerprint, output, at) values ($1, $2, $3, $4, '', $5) on conflict (actor, act, key) do nothing";
        let args = vec![self.actor.into(), self.act.into(), (&row).into(), fingerprint.into(), now.into()];
        if db.execute(sql, args).await? == 1 {
            return Ok(None);
        }
        let sql =
            "select fingerprint, output from idempotency_keys where actor = $1 and act = $2 and key = $3";
        let earlier = db.fetch_one(sql, vec![self.actor.into(), self.act.into(), Arg::from(&row)]).await?;
        if earlier.text("fingerprint")? != fingerprint {
            return Err(Refusal::new(Kind::Invalid, "platform.idempotency_key_reused")
                .at("Idempotency-Key")
                .into());
        }
        if self.key.stranger.is_some() {
            return Err(Refusal::conflict("platform.idempotency_key_spent").at("Idempotency-Key").into());
        }
        let sealed = earlier.text("output")?;
        let output = self.app.vault().open(&sealed, FIELD, &self.place()).map_err(internal)?;
        serde_json::from_str(&output).map(Some).map_err(|_| {
            Stop::Internal(format!("{}: the kept answer is not of the act's form any more", self.act))
        })
    }

    /// Keeps the answer.
    pub(super) async fn keep<T: Serialize + Sync>(&self, db: &mut Connection, output: &T) -> Outcome<()> {
        if self.key.stranger.is_some() {
            return Ok(());
        }
        let output = serde_json::to_string(output).map_err(internal)?;
        let sealed =
            self.app.vault().seal(&output, FIELD, &self.place(), self.app.entropy()).map_err(internal)?;
        let sql = "update idempotency_keys set output = $1 where actor = $2 and act = $3 and key = $4";
        db.execute(sql, vec![sealed.into(), self.actor.into(), self.act.into(), self.key.row().into()])
            .await?;
        Ok(())
    }

    fn place(&self) -> String {
        format!("{}/{}/{}", self.actor, self.act, self.key.row())
    }
}

/// What the input says, as a keyed digest: a bare one of an identity number could be guessed back.
pub(super) fn fingerprint(app: &App, input: &impl Serialize) -> Outcome<String> {
    let input = serde_json::to_string(input).map_err(internal)?;
    Ok(app.vault().mac(&["input", &input]))
}

fn internal(error: impl std::fmt::Display) -> Stop {
    Stop::Internal(error.to_string())
}

/// Deletes at most `most` answers that are older than a day; says how many.
///
/// # Errors
/// What the database says.
pub async fn forget_old_keys(db: &mut Connection, now: Timestamp, most: u32) -> Result<u64, DatabaseError> {
    let before = now.checked_sub(KEPT).unwrap_or(now);
    let sql = "delete from idempotency_keys where (actor, act, key) in (select actor, act, key from idempotency_keys where at < $1 limit $2)";
    db.execute(sql, vec![before.into(), most.into()]).await
}
