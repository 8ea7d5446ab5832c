//! Organisations (用人单位): employers, universities, institutes and parks, for the region's officers and for the people
//! who look for a post.
//!
//! An organisation is *registered* (by its own people, who sign up for it, or by an officer), then *verified* by an officer,
//! or *closed*; only a verified one may publish posts, and nobody else sees one before.
//! Its unified social credit code (GB 32100-2015) is checked here, kept encrypted with a blind index, and shown masked,
//! to its own people and to officers only.

pub mod acts;
pub mod model;
mod pages;
pub mod queries;
mod store;

pub use store::{Figures, Finder, figures, finder, insert_many, load, names_of};

use platform::{
    accounts,
    acts::{ActEntry, QueryEntry},
    capability::{Capability, NavigationEntry},
    database::Migration,
    permissions::Role,
};

/// This capability's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 2026112220,
    name: "organisations: who they are, where they stand",
    sql: include_str!("../migrations/2026112220_organisations.sql"),
}];

const NAVIGATION: &[NavigationEntry] = &[NavigationEntry {
    order: 70,
    text_key: "organisations-navigation",
    href: "/officer/organisations",
    role: Role::Officer,
}];

/// What the binary registers.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        name: "organisations",
        acts: vec![
            ActEntry::of::<acts::register_organisation::RegisterOrganisation>(),
            accounts::sign_up_entry::<acts::sign_up_employer::SignUpEmployer>(),
            ActEntry::of::<acts::verify_organisation::VerifyOrganisation>(),
            ActEntry::of::<acts::close_organisation::CloseOrganisation>(),
        ],
        queries: vec![
            QueryEntry::of::<queries::organisation::OneOrganisation>(),
            QueryEntry::of::<queries::list::ListOrganisations>(),
        ],
        pages: pages::router,
        navigation: NAVIGATION,
        migrations: MIGRATIONS,
        texts: platform::text_files!("organisations"),
        subscribers: &[],
    }
}
