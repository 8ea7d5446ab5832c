//! Passwords: argon2id with 19 MiB, two passes, one lane (OWASP's first choice), and what a password must be.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;
use vocabulary::Refusal;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// How many passwords are worked on at once: each takes 19 MiB, and a flood of tries must not take all memory.
static TURNS: Semaphore = Semaphore::const_new(4);
/// NIST SP 800-63B: length counts, not classes of characters.
const LEAST: usize = 12;
const MOST: usize = 128;

/// A hash that no password has: an unknown login takes as long as a known one.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$d290dWRlY295c2FsdA$Jh1sOQdQ2o8m0rBLJc2xJNpHZqCjzX9vXkYp0k4l3Zk";

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What a password must be: 12 to 128 characters, and not the login itself.
///
/// # Errors
/// `platform.password_short`, `platform.password_long`, `platform.password_is_login`, at field `password`.
pub fn check_form(password: &str, login: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(Refusal::invalid("platform.password_short", "password").with("least", LEAST));
    }
    if length > MOST {
        return Err(Refusal::invalid("platform.password_long", "password").with("most", MOST));
    }
    if password.eq_ignore_ascii_case(login) {
        return Err(Refusal::invalid("platform.password_is_login", "password"));
    }
    Ok(())
}

/// Hashes a password, away from the async threads. `None` only if the system is out of memory.
pub async fn hash(password: String) -> Option<String> {
    let _turn = TURNS.acquire().await.ok()?;
    tokio::task::spawn_blocking(move || {
        let hashed = hasher()?.hash_password(password.as_bytes()).ok()?;
        Some(hashed.to_string())
    })
    .await
    .ok()?
}

/// Whether the password fits the hash. Without a hash it takes as long and says no.
pub async fn verify(password: String, hash: Option<String>) -> bool {
    let Ok(_turn) = TURNS.acquire().await else { return false };
    tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| DECOY.to_owned());
        let (Some(hasher), Ok(parsed)) = (hasher(), PasswordHash::new(&text)) else { return false };
        hasher.verify_password(password.as_bytes(), &parsed).is_ok() && known
    })
    .await
    .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hashed = hash("a long enough password".to_owned()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(verify("a long enough password".to_owned(), Some(hashed.clone())).await);
        assert!(!verify("another long password".to_owned(), Some(hashed)).await);
        assert!(!verify("anything".to_owned(), None).await);
    }

    #[test]
    fn the_decoy_is_a_hash_like_any_other() {
        assert!(PasswordHash::new(DECOY).is_ok());
    }

    #[test]
    fn a_password_has_a_least_and_a_greatest_length() {
        let long = "x".repeat(129);
        for (password, code) in [
            ("short", "platform.password_short"),
            (long.as_str(), "platform.password_long"),
            ("linhe@example.invalid", "platform.password_is_login"),
        ] {
            assert_eq!(check_form(password, "LinHe@example.invalid").unwrap_err().code, code);
        }
        assert!(check_form("黑土地上春天来得晚但总会来", "x").is_ok());
    }
}
