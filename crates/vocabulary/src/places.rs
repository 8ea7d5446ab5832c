//! Places by code: GB/T 2260 for China (`220100` is Changchun), ISO 3166 elsewhere (`PT`, `CA-NS`). Their names are
//! data of the region, never code.

use serde::{Deserialize, Deserializer, Serialize};
use std::{fmt, str::FromStr};

/// The code of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PlaceCode(String);

/// Why a text is not a place code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a place code is 2 to 12 capital letters, digits and hyphens: 220100, CA-NS")]
pub struct PlaceError;

impl PlaceCode {
    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this place is `area` or lies inside it: by the zero-padded levels of GB/T 2260 (province, prefecture,
    /// county), or by the hyphen of ISO 3166-2.
    #[must_use]
    pub fn is_within(&self, area: &Self) -> bool {
        if self == area {
            return true;
        }
        let is_division = |code: &str| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
        if is_division(&self.0) && is_division(&area.0) {
            let prefix = area.0.strip_suffix("0000").or_else(|| area.0.strip_suffix("00"));
            return prefix.is_some_and(|prefix| self.0.starts_with(prefix));
        }
        self.0.strip_prefix(area.0.as_str()).is_some_and(|rest| rest.starts_with('-'))
    }
}

impl FromStr for PlaceCode {
    type Err = PlaceError;
    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let fits = (2..=12).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(PlaceError) }
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PlaceCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_lies_in_its_prefecture_and_province() {
        let within =
            |place: &str, area: &str| place.parse::<PlaceCode>().unwrap().is_within(&area.parse().unwrap());
        assert!(within("220184", "220100") && within("220184", "220000") && within("220100", "220100"));
        assert!(!within("220184", "220200") && !within("220000", "220100") && !within("110000", "220000"));
        assert!(within("CA-NS", "CA") && !within("CA", "CA-NS") && !within("CAN", "CA"));
    }
}
