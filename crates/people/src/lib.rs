//! People: whoever the programme serves. A person's profile is a set of dated, sourced facts with their history; it
//! begins as the answers of a visit, comes in by form or by résumé file, and is what the rules and the matching read.
//!
//! [`model`] is what is true, without input or output: [`model::IdentityNumber`] (GB 11643), [`model::Profile`] and its
//! facts, [`model::Household`], [`model::Email`] and the like, and [`model::resume`], which reads a résumé file into a
//! draft that the person confirms. Store, acts and pages stand beside it.
//!
//! For the crates above: [`Holder`] says whose facts, [`facts_of`] gives what stands, typed by the [`FactVocabulary`] that
//! the binary brings; [`NextQuestion`] lets the binary choose what to ask next; [`settle`] takes over what somebody told
//! before signing in.

pub mod acts;
pub mod model;
pub mod queries;

mod holder;
mod identity;
mod pages;
mod parts;
mod standing;
mod store;
mod visits;

pub use acts::settle;
pub use holder::Holder;
pub use parts::{Ahead, FactVocabulary, NextQuestion, next_question, vocabulary_of};
pub use standing::{count_registered, facts_of, name_of, profile_of, profiles_after, typed};
pub use store::{NewFact, NewPerson, insert_many};
pub use visits::forget_old_visits;

use platform::{
    accounts,
    acts::{ActEntry, QueryEntry},
    capability::{Capability, NavigationEntry},
    database::Migration,
    permissions::Role,
};

/// The tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    // The day, and a number of this capability's own: 10 to 19.
    number: 2_026_112_210,
    name: "people: persons and their facts",
    sql: include_str!("../migrations/2026112210_people.sql"),
}];

/// What ties this capability into an installation. Its parts, a [`FactVocabulary`] and a [`NextQuestion`], come from the
/// binary.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        name: "people",
        acts: vec![
            ActEntry::of::<acts::ConfirmDraft>(),
            ActEntry::of::<acts::ForgetFact>(),
            ActEntry::of::<acts::SaveFacts>(),
            ActEntry::of::<acts::SetIdentityNumber>(),
            accounts::sign_up_entry::<acts::SignUp>(),
            ActEntry::of::<acts::TakeOverVisit>(),
        ],
        queries: vec![
            QueryEntry::of::<queries::History>(),
            QueryEntry::of::<queries::Identity>(),
            QueryEntry::of::<queries::ProfileQuery>(),
        ],
        pages: pages::router,
        navigation: &[NavigationEntry {
            order: 10,
            text_key: "people-navigation",
            href: "/check",
            role: Role::Visitor,
        }],
        migrations: MIGRATIONS,
        texts: platform::text_files!("people"),
        subscribers: &[],
    }
}
