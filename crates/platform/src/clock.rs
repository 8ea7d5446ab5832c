//! The one place where the clock is read and randomness is drawn. Everything else gets both as arguments.

use jiff::Timestamp;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// What time it is: the system's, or a fixed one for tests and for a demonstration on a given day.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's.
    System,
    /// Always the same instant.
    Fixed(Timestamp),
}

impl Clock {
    /// Now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the platform's clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => *at,
        }
    }
}

/// Where fresh ids and secrets come from: the system's randomness, or a seed for tests.
#[derive(Debug, Clone)]
pub enum Entropy {
    /// The system's.
    System,
    /// Reproducible: never for an installation that anybody else can reach.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Entropy {
    /// Reproducible from `seed`.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => rand::rng().fill_bytes(&mut bytes),
            Self::Seeded(source) => {
                source.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
            }
        }
        bytes
    }

    /// A UUIDv7 of `now`.
    #[must_use]
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    /// A secret of 256 bits as 43 characters that fit a URL.
    #[must_use]
    pub fn secret(&self) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}
