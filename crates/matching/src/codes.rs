//! Occupation codes and how near two of them are: CSCO 2022 (职业分类大典, four levels `2-02-10-03`) and ISCO-08
//! (one to four digits, `2512`). Nearness is a table over the levels two codes share, in per mille.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Why a text is not an occupation code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// Not of the form of CSCO 2022.
    Csco,
    /// Not of the form of ISCO-08.
    Isco,
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csco => "a CSCO code is one digit and up to three groups of two: 2-02-10-03",
            Self::Isco => "an ISCO-08 code is one to four digits: 2512",
        })
    }
}

impl std::error::Error for CodeError {}

/// How near two codes of one scheme are when the first `shared` levels agree and one goes on differently, or stops.
/// Own choice: a small group is one trade, a middle group of CSCO (all engineers) hardly says more than the sector.
const CSCO_NEARNESS: [i64; 4] = [0, 50, 250, 750];
const ISCO_NEARNESS: [i64; 4] = [0, 100, 400, 750];
/// The same group named by both, at each depth: they may still mean different occupations within it.
const SAME_GROUP: [i64; 5] = [0, 150, 450, 850, 1000];

/// By the levels that two codes, each of so many levels, share from the first on.
fn nearness(a: ([u8; 4], usize), b: ([u8; 4], usize), table: &[i64; 4]) -> i64 {
    let least = a.1.min(b.1);
    let shared = a.0.iter().zip(&b.0).take(least).take_while(|(x, y)| x == y).count();
    let table: &[i64] = if shared == a.1 && shared == b.1 { &SAME_GROUP } else { table };
    table.get(shared).copied().unwrap_or(0)
}

/// A code of the Chinese Standard Classification of Occupations 2022, at any of its four levels. A middle group that is
/// not parted into small groups has `00` in their place: `1-01-00-01`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CscoCode([u8; 4]);

impl CscoCode {
    /// How many levels the code names: 1 (大类) to 4 (细类).
    #[must_use]
    pub fn depth(self) -> usize {
        self.0.iter().rposition(|&part| part != 0).map_or(0, |last| last + 1)
    }

    /// How near two codes are, 0 to 1000: the same occupation 1000, the same small group 750.
    #[must_use]
    pub fn nearness(self, other: Self) -> i64 {
        nearness((self.0, self.depth()), (other.0, other.depth()), &CSCO_NEARNESS)
    }

    /// Whether this code is `group` or lies in it.
    #[must_use]
    pub fn is_within(self, group: Self) -> bool {
        self.prefixes().any(|prefix| prefix == group)
    }

    /// The groups it lies in, widest first, and itself.
    pub fn prefixes(self) -> impl Iterator<Item = Self> {
        (1..=self.depth()).map(move |depth| {
            let mut parts = self.0;
            parts.iter_mut().skip(depth).for_each(|part| *part = 0);
            Self(parts)
        })
    }
}

impl FromStr for CscoCode {
    type Err = CodeError;
    /// Reads `2`, `2-02`, `2-02-10`, `2-02-10-03`; a group may be written with its zeros, `2-02-00-00`.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut parts = [0_u8; 4];
        let mut pieces = text.split('-');
        for (place, part) in parts.iter_mut().enumerate() {
            let Some(piece) = pieces.next() else { break };
            let width = if place == 0 { 1 } else { 2 };
            if piece.len() != width || !piece.bytes().all(|b| b.is_ascii_digit()) {
                return Err(CodeError::Csco);
            }
            *part = piece.parse().map_err(|_| CodeError::Csco)?;
        }
        let code = Self(parts);
        let [great, middle, small, detail] = parts;
        let gap = great == 0 || (middle == 0 && (small, detail) != (0, 0));
        if pieces.next().is_some() || gap { Err(CodeError::Csco) } else { Ok(code) }
    }
}

impl fmt::Display for CscoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.0.iter().take(self.depth()).enumerate() {
            if place == 0 { write!(f, "{part}")? } else { write!(f, "-{part:02}")? }
        }
        Ok(())
    }
}

/// What stands in an [`IscoCode`] after its last digit; zero is a digit there.
const NO_DIGIT: u8 = u8::MAX;

/// A code of the International Standard Classification of Occupations 2008, at any of its four levels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IscoCode([u8; 4]);

impl IscoCode {
    /// How many digits the code has.
    #[must_use]
    pub fn depth(self) -> usize {
        self.0.iter().take_while(|&&digit| digit != NO_DIGIT).count()
    }

    /// How near two codes are, 0 to 1000: the same unit group 1000, the same minor group 750.
    #[must_use]
    pub fn nearness(self, other: Self) -> i64 {
        nearness((self.0, self.depth()), (other.0, other.depth()), &ISCO_NEARNESS)
    }

    /// Whether this code is `group` or lies in it.
    #[must_use]
    pub fn is_within(self, group: Self) -> bool {
        self.prefixes().any(|prefix| prefix == group)
    }

    /// The groups it lies in, widest first, and itself.
    pub fn prefixes(self) -> impl Iterator<Item = Self> {
        (1..=self.depth()).map(move |depth| {
            let mut digits = self.0;
            digits.iter_mut().skip(depth).for_each(|digit| *digit = NO_DIGIT);
            Self(digits)
        })
    }
}

impl FromStr for IscoCode {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        if !(1..=4).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CodeError::Isco);
        }
        let mut digits = [NO_DIGIT; 4];
        for (digit, byte) in digits.iter_mut().zip(text.bytes()) {
            *digit = byte - b'0';
        }
        Ok(Self(digits))
    }
}

impl fmt::Display for IscoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(self.depth()).try_for_each(|digit| write!(f, "{digit}"))
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
as_text!(CscoCode);
as_text!(IscoCode);

#[cfg(test)]
mod tests {
    use super::*;

    fn csco(text: &str) -> CscoCode {
        text.parse().unwrap()
    }

    fn isco(text: &str) -> IscoCode {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_reads_back_what_it_writes() {
        for text in ["2", "2-02", "2-02-10", "2-02-10-03", "4-99", "1-01-00-01"] {
            assert_eq!(csco(text).to_string(), text);
        }
        assert_eq!(csco("2-02-00-00"), csco("2-02"));
        for text in ["0", "01", "011", "0110", "2512"] {
            assert_eq!(isco(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for text in ["", "-", "2-2", "22", "2-02-10-03-01", "2-00-10", "0", "２", "2-02-"] {
            assert_eq!(text.parse::<CscoCode>(), Err(CodeError::Csco), "{text}");
        }
        for text in ["", "25120", "25a", "２５"] {
            assert_eq!(text.parse::<IscoCode>(), Err(CodeError::Isco), "{text}");
        }
    }

    #[test]
    fn nearness_falls_with_every_level_that_differs() {
        let code = csco("2-02-10-03");
        let others = ["2-02-10-03", "2-02-10-04", "2-02-07-01", "2-05-01-01", "4-01-02-01"];
        let found = others.map(|other| code.nearness(csco(other)));
        assert_eq!(found, [1000, 750, 250, 50, 0]);
        let found = ["2512", "2513", "2521", "2111", "5223"].map(|other| isco("2512").nearness(isco(other)));
        assert_eq!(found, [1000, 750, 400, 100, 0]);
        assert_eq!(code.nearness(csco("2-02-10")), 750, "a group that holds it");
        assert_eq!(csco("1-01-00-01").nearness(csco("1-01-00-02")), 750);
        assert_eq!(csco("1-01").nearness(csco("1-01-00-02")), 250);
        assert_eq!(isco("251").nearness(isco("251")), 850, "the same group named by both");
        assert_eq!(isco("0110").nearness(isco("0110")), 1000, "zero is a digit of ISCO");
    }

    #[test]
    fn a_code_lies_in_its_groups() {
        assert!(csco("2-02-10-03").is_within(csco("2-02")) && !csco("2-02").is_within(csco("2-02-10")));
        assert!(isco("2512").is_within(isco("25")) && !isco("2512").is_within(isco("26")));
    }
}
