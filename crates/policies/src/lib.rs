//! Policies: the packs on the shelf, reading them, and assessing somebody under them.
//!
//! A pack is an instrument as data (`docs/packs.md`); the engine `rules` reads and applies it. This capability keeps the
//! packs of an installation in memory ([`Shelf`]), shows what they say with article and source, tells what changed from
//! one version to another, and assesses whoever asks. It owns no tables: a pack is a file, an assessment is computed.
//!
//! [`acts::ReloadPacks`] reads the packs again while the program runs.
//!
//! For the crates above: [`assess_for`] answers for a person or a visit, [`views`] puts an answer into words.

pub mod acts;
pub mod model;
pub mod queries;

mod pages;
mod store;

pub use pages::views;
pub use queries::{assess_for, shelf_of};
pub use store::{CannotReload, PackFinding, Reloaded, Shelf};

use platform::{
    Lang,
    acts::{ActEntry, QueryEntry},
    capability::{Capability, NavigationEntry},
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
        acts: vec![ActEntry::of::<acts::AssessFacts>(), ActEntry::of::<acts::ReloadPacks>()],
        queries: vec![
            QueryEntry::of::<queries::Packs>(),
            QueryEntry::of::<queries::PackQuery>(),
            QueryEntry::of::<queries::MeasureQuery>(),
            QueryEntry::of::<queries::Compare>(),
            QueryEntry::of::<queries::Assess>(),
            QueryEntry::of::<queries::NextQuestion>(),
        ],
        pages: pages::router,
        navigation: &[NavigationEntry {
            order: 30,
            text_key: "policies-navigation",
            href: "/policies",
            role: Role::Visitor,
        }],
        migrations: &[],
        texts: TEXTS,
        subscribers: &[],
    }
}
