//! Cases (办件), the first step: a person applies for a measure or a post, somebody accepts it for processing, the person
//! follows it by its reference number. And the pages where everything comes together: the region's home page, and
//! `/results`, the combined answer.
//!
//! An application is *received*, then *accepted* for processing, perhaps *with papers missing* (容缺受理), or *withdrawn* by
//! the person. It pins the version of the policy that was in force, and seals the facts used: [`model::reassess`] gives the
//! same answer again. Nobody decides here.

pub mod acts;
pub mod model;
pub mod queries;

mod pages;
mod store;

use platform::{
    acts::{ActEntry, QueryEntry},
    capability::{Capability, NavigationEntry},
    database::Migration,
    permissions::Role,
};

/// This capability's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 2_026_112_250,
    name: "cases: applications, what they rest on, what happened",
    sql: include_str!("../migrations/2026112250_cases.sql"),
}];

const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { order: 5, text_key: "cases-navigation-home", href: "/", role: Role::Visitor },
    NavigationEntry {
        order: 40,
        text_key: "cases-navigation-officer",
        href: "/officer/applications",
        role: Role::Officer,
    },
    NavigationEntry {
        order: 50,
        text_key: "cases-navigation-mine",
        href: "/my/applications",
        role: Role::Person,
    },
    NavigationEntry {
        order: 61,
        text_key: "cases-navigation-employer",
        href: "/employer/applications",
        role: Role::Employer,
    },
];

/// What the binary registers. It needs the parts of `policies` and `posts`.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        name: "cases",
        acts: vec![
            ActEntry::of::<acts::AcceptApplication>(),
            ActEntry::of::<acts::ApplyForMeasure>(),
            ActEntry::of::<acts::ApplyForPost>(),
            ActEntry::of::<acts::WithdrawApplication>(),
        ],
        queries: vec![
            QueryEntry::of::<queries::OneApplication>(),
            QueryEntry::of::<queries::ListApplications>(),
            QueryEntry::of::<queries::ResultsQuery>(),
            QueryEntry::of::<queries::Status>(),
        ],
        pages: pages::router,
        navigation: NAVIGATION,
        migrations: MIGRATIONS,
        texts: platform::text_files!("cases"),
        subscribers: &[],
    }
}
