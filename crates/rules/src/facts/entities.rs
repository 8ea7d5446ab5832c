//! Subjects of their own beside the person, and facts that a pack adds by itself: an employer's (`firm.headcount`), the day
//! of an event (`event.submission`), what was used of a limit (`used.places`).

use super::{Facts, Value, Vocabulary};
use crate::calendar::{self, EndOfMonth, Unit};
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;
use vocabulary::Text;

/// What the names of events begin with.
pub(crate) const EVENT: &str = "event";
/// What the names of what was used of a limit begin with.
pub(crate) const USED: &str = "used";

/// A subject of its own, such as an employer: its facts are named `id.fact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// As expressions and facts files write it before the point.
    pub id: String,
    /// For people.
    pub title: Text,
    /// How many months a fact of it holds after the day since when it was told to hold; after them it is unknown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds_months: Option<u32>,
}

/// A value that stands in for a fact nobody told, because the pack declares so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultValue {
    /// This value.
    Value(Value),
    /// The day of assessment.
    On,
}

/// A declared default, with the reason that the instrument gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDefault {
    /// The value.
    pub value: DefaultValue,
    /// Why, for people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
}

impl Vocabulary {
    /// The subjects beside the person.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Adds a subject; `false` if its id is taken.
    pub(crate) fn add_entity(&mut self, entity: Entity) -> bool {
        let is_new = !self.entities.iter().any(|other| other.id == entity.id);
        if is_new {
            self.entities.push(entity);
        }
        is_new
    }

    /// The facts without those of a subject that hold no longer on a day: what was told of it too long ago is unknown.
    pub(crate) fn fresh<'f>(&self, facts: &'f Facts, on: Date) -> Cow<'f, Facts> {
        let mut fresh = Cow::Borrowed(facts);
        for entity in &self.entities {
            let Some(months) = entity.holds_months else { continue };
            let stale = |name: &str| {
                let of_entity =
                    name.strip_prefix(entity.id.as_str()).is_some_and(|rest| rest.starts_with('.'));
                let since = facts.given(name).filter(|_| of_entity)?.since?;
                let end = calendar::add(Unit::Months, since, months.into(), EndOfMonth::Clamp);
                Some(end.is_some_and(|end| end <= on))
            };
            for (name, _) in facts.iter().filter(|(name, _)| stale(name) == Some(true)) {
                fresh.to_mut().remove(name);
            }
        }
        fresh
    }
}
