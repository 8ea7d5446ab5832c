//! The only SQL of this capability.

mod bulk;
mod facts;
mod persons;

pub use bulk::{NewFact, NewPerson, insert_many};
pub(crate) use facts::{
    count, delete_old_visits, delete_own_words, has_visit_facts, insert, move_to_person, profile,
    profiles_after,
};
pub(crate) use persons::{
    Identity, count as count_persons, has_another, identity, insert as insert_person, name, set_identity,
};
