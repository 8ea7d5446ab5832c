//! The weights of the parts of a score: non-negative whole numbers that sum to one thousand, or they are refused with
//! the name of the weight that is wrong.

use crate::parts::PartName;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
    ser::SerializeMap,
};
use std::fmt;
use vocabulary::{Kind, Refusal};

/// A full score, in thousandths of a point: one hundred points.
pub const TOTAL_POINTS: i64 = 100_000;
/// What the weights sum to.
const PER_MILLE: i64 = 1000;
/// The thousandths of a point that one per mille of weight is worth.
const POINTS_PER_WEIGHT: i64 = TOTAL_POINTS / PER_MILLE;

/// How much each part of a score can count, in per mille of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights([i64; PartName::ALL.len()]);

impl Weights {
    /// Weights by name.
    ///
    /// # Errors
    /// `matching.weight_unknown`, `_twice`, `_missing`, `_negative` at the weight's name; `matching.weights_sum` if
    /// they do not sum to one thousand.
    pub fn new<'a>(named: impl IntoIterator<Item = (&'a str, i64)>) -> Result<Self, Refusal> {
        let mut found: [Option<i64>; PartName::ALL.len()] = [None; PartName::ALL.len()];
        let mut refusals = Vec::new();
        for (name, weight) in named {
            let Some(place) = PartName::ALL.iter().position(|part| part.code() == name) else {
                refusals.push(Refusal::invalid("matching.weight_unknown", name).with("weight", name));
                continue;
            };
            let Some(slot) = found.get_mut(place) else { continue };
            if slot.is_some() {
                refusals.push(Refusal::invalid("matching.weight_twice", name).with("weight", name));
            }
            if weight < 0 {
                refusals.push(
                    Refusal::invalid("matching.weight_negative", name)
                        .with("weight", name)
                        .with("value", weight),
                );
            }
            *slot = Some(weight);
        }
        for (part, weight) in PartName::ALL.iter().zip(found) {
            if weight.is_none() {
                let name = part.code();
                refusals.push(Refusal::invalid("matching.weight_missing", name).with("weight", name));
            }
        }
        Refusal::all(refusals)?;
        let weights = found.map(|weight| weight.unwrap_or(0));
        let sum = weights.iter().fold(0_i64, |sum, weight| sum.saturating_add(*weight));
        if sum == PER_MILLE {
            Ok(Self(weights))
        } else {
            Err(Refusal::new(Kind::Invalid, "matching.weights_sum").with("sum", sum))
        }
    }

    /// The weight of a part, in per mille.
    #[must_use]
    pub fn of(&self, part: PartName) -> i64 {
        PartName::ALL.iter().zip(self.0).find(|(name, _)| **name == part).map_or(0, |(_, weight)| weight)
    }

    /// The most points a part can bring, in thousandths.
    #[must_use]
    pub fn max_of(&self, part: PartName) -> i64 {
        self.of(part) * POINTS_PER_WEIGHT
    }
}

impl Default for Weights {
    /// Our own starting point, for an operator to change: occupation 350, skills 250, experience 100, place 150,
    /// pay 100, language 50.
    fn default() -> Self {
        Self([350, 250, 100, 150, 100, 50])
    }
}

impl Serialize for Weights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (part, weight) in PartName::ALL.iter().zip(self.0) {
            map.serialize_entry(part.code(), &weight)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Weights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, i64)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from the name of a part to its weight in per mille")
            }
            /// Pairs, not a map, so that a weight named twice is seen.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        let pairs = deserializer.deserialize_map(Pairs)?;
        Self::new(pairs.iter().map(|(name, weight)| (name.as_str(), *weight)))
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> Vec<(&'static str, i64)> {
        PartName::ALL.iter().map(|part| (part.code(), Weights::default().of(*part))).collect()
    }

    #[test]
    fn the_default_weights_would_pass_as_given_ones() {
        assert_eq!(Weights::new(named()), Ok(Weights::default()));
        let most: i64 = PartName::ALL.iter().map(|part| Weights::default().max_of(*part)).sum();
        assert_eq!(most, TOTAL_POINTS);
    }

    #[test]
    fn a_wrong_weight_is_refused_by_its_name() {
        let with = |name: &'static str, weight| {
            named().into_iter().map(move |pair| if pair.0 == name { (name, weight) } else { pair })
        };
        let refused = Weights::new(with("pay", -100)).unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), ("matching.weight_negative", Some("pay")));
        let refused = Weights::new(named().into_iter().filter(|pair| pair.0 != "skills")).unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), ("matching.weight_missing", Some("skills")));
        let refused = Weights::new(named().into_iter().chain([("beauty", 0)])).unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), ("matching.weight_unknown", Some("beauty")));
        let refused = Weights::new(named().into_iter().chain([("pay", 100)])).unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), ("matching.weight_twice", Some("pay")));
        for (weight, sum) in [(101, "1001".to_owned()), (i64::MAX, i64::MAX.to_string())] {
            let refused = Weights::new(with("pay", weight)).unwrap_err();
            assert_eq!((refused.code, refused.args), ("matching.weights_sum", vec![("sum", sum)]));
        }
    }

    #[test]
    fn weights_read_back_what_they_write() {
        let text = serde_json::to_string(&Weights::default()).unwrap();
        assert_eq!(serde_json::from_str::<Weights>(&text).unwrap(), Weights::default());
        let twice = text.replace("\"pay\":100", "\"pay\":0,\"pay\":100");
        assert!(
            serde_json::from_str::<Weights>(&twice).unwrap_err().to_string().contains("weight_twice at pay")
        );
        assert!(serde_json::from_str::<Weights>("{\"pay\": 0.5}").is_err());
    }
}
