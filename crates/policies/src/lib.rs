//! Policies: the packs on the shelf, reading them, and assessing somebody under them.
//!
//! A pack is an instrument as data (`docs/packs.md`); the engine `rules` reads and applies it. This capability keeps the
//! packs of an installation in memory ([`Shelf`]), shows what they say with article and source, tells what changed from
//! one version to another, and assesses whoever asks. A pack is a file, an assessment is computed.
//!
//! [`acts::ReloadPacks`] reads the packs again while the program runs.
//!
//! The workbench of the policy office: a *draft* is a copy of a pack that is *edited*, *submitted*, *approved* by a second
//! person, and *published* from a day on ([`model::Draft`]). Before that it is checked, its golden cases are run, and what
//! it would mean for those who are registered is simulated ([`model::Tallies`]). What was published is locked: an *edition*
//! that stands before the file from its day on, on the shelf of every program ([`keep_workbench`]).
//!
//! For the crates above: [`assess_for`] answers for a person or a visit, [`views`] puts an answer into words.

pub mod acts;
pub mod model;
pub mod queries;

mod jobs;
mod pages;
mod store;

pub use jobs::{Refreshed, go_on_with_simulations, keep_workbench, reckon_simulation, refresh_editions};
pub use pages::views;
pub use queries::{assess_for, shelf_of};
pub use store::{CannotReload, Edition, PackFinding, Publication, Reloaded, Shelf, StoredEdition, Texts};

use platform::{
    Lang,
    acts::{ActEntry, QueryEntry},
    capability::{Capability, NavigationEntry},
    database::Migration,
    permissions::Role,
    texts::TextFile,
};

/// The texts of this capability, and those of the engine, which has no texts of its own place.
const TEXTS: &[TextFile] = &[
    TextFile { name: "policies/text/zh.ftl", lang: Lang::Zh, text: include_str!("../text/zh.ftl") },
    TextFile { name: "policies/text/en.ftl", lang: Lang::En, text: include_str!("../text/en.ftl") },
    TextFile { name: "rules/text/zh.ftl", lang: Lang::Zh, text: rules::TEXT_ZH },
    TextFile { name: "rules/text/en.ftl", lang: Lang::En, text: rules::TEXT_EN },
];

/// This capability's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    // The day, and a number of this capability's own: 30 to 39.
    number: 2_026_112_230,
    name: "policies: drafts, simulations, editions",
    sql: include_str!("../migrations/2026112230_policies.sql"),
}];

const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { order: 30, text_key: "policies-navigation", href: "/policies", role: Role::Visitor },
    NavigationEntry {
        order: 45,
        text_key: "policies-navigation-workbench",
        href: "/workbench",
        role: Role::PolicyOfficer,
    },
];

/// The part that `people` asks which facts there are: whatever the packs on the installation's [`Shelf`] ask for at that
/// moment, so that a reload reaches the questions too.
#[must_use]
pub fn fact_vocabulary() -> people::FactVocabulary {
    people::FactVocabulary::new(|app| app.part::<Shelf>().map(Shelf::vocabulary).unwrap_or_default())
}

/// What ties this capability into an installation. Its part, a [`Shelf`], comes from the binary.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        name: "policies",
        acts: vec![
            ActEntry::of::<acts::ApproveDraft>(),
            ActEntry::of::<acts::AssessFacts>(),
            ActEntry::of::<acts::DiscardDraft>(),
            ActEntry::of::<acts::PublishDraft>(),
            ActEntry::of::<acts::ReloadPacks>(),
            ActEntry::of::<acts::RemoveDraftFile>(),
            ActEntry::of::<acts::ReturnDraft>(),
            ActEntry::of::<acts::SaveDraftFile>(),
            ActEntry::of::<acts::SimulateDraft>(),
            ActEntry::of::<acts::StartDraft>(),
            ActEntry::of::<acts::SubmitDraft>(),
            ActEntry::of::<acts::TryDraft>(),
        ],
        queries: vec![
            QueryEntry::of::<queries::DraftQuery>(),
            QueryEntry::of::<queries::DraftChanges>(),
            QueryEntry::of::<queries::DraftFileQuery>(),
            QueryEntry::of::<queries::DraftTests>(),
            QueryEntry::of::<queries::Drafts>(),
            QueryEntry::of::<queries::SimulationQuery>(),
            QueryEntry::of::<queries::Packs>(),
            QueryEntry::of::<queries::PackQuery>(),
            QueryEntry::of::<queries::MeasureQuery>(),
            QueryEntry::of::<queries::Compare>(),
            QueryEntry::of::<queries::Assess>(),
            QueryEntry::of::<queries::NextQuestion>(),
        ],
        pages: pages::router,
        navigation: NAVIGATION,
        migrations: MIGRATIONS,
        texts: TEXTS,
        subscribers: jobs::SUBSCRIBERS,
    }
}
