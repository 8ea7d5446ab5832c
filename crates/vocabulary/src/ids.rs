//! Typed ids: a UUIDv7 inside, a prefix and 32 hexadecimal digits outside (`per_0190…`), so that an id of the wrong
//! kind is refused where it comes in and sorts by the time it was made.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Why a text is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id of this kind begins with `{prefix}_` and goes on with 32 hexadecimal digits")]
pub struct IdError {
    /// The prefix that was expected, without the underscore.
    pub prefix: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What stands before the underscore when the id is written.
            pub const PREFIX: &'static str = $prefix;

            /// Makes a typed id of a fresh UUIDv7.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|rest| rest.len() == 32)
                    .and_then(|rest| Uuid::try_parse(rest).ok())
                    .map(Self)
                    .ok_or(IdError { prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(/// Someone who can sign in.
    AccountId, "acc");
id!(/// One application, and the case it opens.
    ApplicationId, "app");
id!(/// A policy pack that an office works on.
    DraftId, "dft");
id!(/// A policy pack as it was published: never changed again.
    EditionId, "edn");
id!(/// One dated, sourced fact of a profile.
    FactId, "fct");
id!(/// An employer, university, institute or park.
    OrganisationId, "org");
id!(/// Whoever the programme serves.
    PersonId, "per");
id!(/// An open position.
    PostId, "pst");
id!(/// What a draft pack would mean for those who are registered, reckoned once.
    SimulationId, "sim");
id!(/// One stay of somebody who has not signed in.
    VisitId, "vis");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes() {
        let id = PersonId::new(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "per_00000000000000000000000000000007");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        for text in [
            "org_00000000000000000000000000000007",
            "per_",
            "",
            "per_0000000000000000000000000000000g",
            "per_00000000-0000-0000-0000-000000000007",
        ] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
    }
}
