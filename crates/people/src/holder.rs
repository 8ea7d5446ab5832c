//! Whose facts: a person's, or those of a visit that has not signed in.

use platform::permissions::{Actor, Subject};
use std::fmt;
use vocabulary::{PersonId, VisitId};

/// Whose facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// Whoever the programme serves, with a profile that stays.
    Person(PersonId),
    /// A stay of somebody who has not signed in; its facts are kept for a day.
    Visit(VisitId),
}

impl Holder {
    /// Whose facts an actor's own are: the person if the account is one, else the visit. `None` for somebody without
    /// either, who has not begun to answer.
    #[must_use]
    pub fn of(actor: &Actor) -> Option<Self> {
        actor.person.map(Self::Person).or_else(|| actor.visit.map(Self::Visit))
    }

    /// As the thing that permissions are about.
    #[must_use]
    pub fn subject(self) -> Subject {
        match self {
            Self::Person(person) => Subject::of_person(person),
            Self::Visit(visit) => Subject::of_visit(visit),
        }
    }

    /// The person, if it is one.
    #[must_use]
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Visit(_) => None,
        }
    }

    /// The visit, if it is one.
    #[must_use]
    pub const fn visit(self) -> Option<VisitId> {
        match self {
            Self::Person(_) => None,
            Self::Visit(visit) => Some(visit),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => person.fmt(f),
            Self::Visit(visit) => visit.fmt(f),
        }
    }
}
