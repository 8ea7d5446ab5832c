//! A password on its way into an account. It is never written again: it serialises to nothing, so that the fingerprint of
//! an idempotency key tells nothing of it, and `Debug` shows nothing.

use super::password;
use crate::acts::{Outcome, Stop};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use vocabulary::Refusal;

/// A password as it was typed, or its hash once there is one.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct Secret(State);

#[derive(Clone)]
enum State {
    Typed(String),
    Hashed(String),
}

impl From<String> for Secret {
    fn from(typed: String) -> Self {
        Self(State::Typed(typed))
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// Whether it may be the password of this login.
    ///
    /// # Errors
    /// What [`password::check_form`] says.
    pub fn check(&self, login: &str) -> Result<(), Refusal> {
        match &self.0 {
            State::Typed(typed) => password::check_form(typed, login),
            State::Hashed(_) => Ok(()),
        }
    }

    /// Hashes it, away from the async threads; a hash stays as it is.
    pub(super) async fn hash(self) -> Outcome<Self> {
        let State::Typed(typed) = self.0 else { return Ok(self) };
        let hashed = password::hash(typed).await;
        let hashed = hashed.ok_or_else(|| Stop::Internal("a password could not be hashed".to_owned()))?;
        Ok(Self(State::Hashed(hashed)))
    }

    /// Its hash.
    ///
    /// # Errors
    /// Our own failure if it was not hashed before: that takes some 30 ms on purpose, and has no place in a transaction.
    pub fn into_hash(self) -> Outcome<String> {
        match self.0 {
            State::Hashed(hash) => Ok(hash),
            State::Typed(_) => Err(Stop::Internal(
                "a password reached a transaction unhashed: sign up by `accounts::sign_up`".to_owned(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: &str = "a long enough password";

    #[tokio::test]
    async fn a_password_shows_nowhere_and_leaves_only_as_its_hash() {
        let typed: Secret = serde_json::from_value(TYPED.into()).unwrap();
        assert_eq!(serde_json::to_string(&typed).unwrap(), "null");
        assert_eq!(format!("{typed:?}"), "Secret(…)");
        assert!(matches!(typed.clone().into_hash(), Err(Stop::Internal(why)) if !why.contains(TYPED)));
        let hash = typed.hash().await.unwrap().hash().await.unwrap().into_hash().unwrap();
        assert!(password::verify(TYPED.to_owned(), Some(hash)).await);
    }

    #[test]
    fn what_is_typed_is_checked_against_the_login() {
        let secret = Secret::from("linhe@example.invalid".to_owned());
        assert_eq!(secret.check("LinHe@example.invalid").unwrap_err().code, "platform.password_is_login");
        assert!(secret.check("another@example.invalid").is_ok());
    }
}
