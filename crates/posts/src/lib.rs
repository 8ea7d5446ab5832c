//! Posts (岗位): what organisations look for, for the people who look for work.
//!
//! A post is a *draft*, then *published*, then *closed*, by its date or by its employer; after that its page answers
//! 410. What its date closes, a job closes: [`keep_closing_expired`], to be started by whoever serves. Posts come in by form, by CSV with a dry run, and by schema.org JobPosting; every published one carries
//! JobPosting JSON-LD. The columns of the CSV stand in this crate's README.
//!
//! The published posts also stand in memory, made ready for matching and searching: see [`Board`].

pub mod acts;
mod board;
mod import;
mod jobs;
pub mod model;
pub mod pages;
pub mod queries;
mod store;
mod subscribers;

pub use board::{Board, matching_profile, open_board};
/// The bytes of a file as `posts.check_import` takes them.
pub use import::encoded;
pub use jobs::{expire_due, keep_closing_expired};
pub use queries::fitting::{Fit, fit_of, fitting};
pub use store::{all_published, insert_many, load};

use platform::{
    Lang,
    acts::{ActEntry, QueryEntry},
    capability::{Capability, NavigationEntry},
    database::Migration,
    permissions::Role,
    texts::TextFile,
};

/// This capability's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 2026112240,
    name: "posts: open positions, and files that were checked",
    sql: include_str!("../migrations/2026112240_posts.sql"),
}];

const NAVIGATION: &[NavigationEntry] = &[
    NavigationEntry { order: 20, text_key: "posts-navigation", href: "/posts", role: Role::Visitor },
    NavigationEntry {
        order: 60,
        text_key: "posts-navigation-employer",
        href: "/employer",
        role: Role::Employer,
    },
];

/// Our own texts, and those of the matching engine: its reasons are shown on our pages.
const TEXTS: &[TextFile] = &[
    TextFile { name: "posts/text/zh.ftl", lang: Lang::Zh, text: include_str!("../text/zh.ftl") },
    TextFile { name: "posts/text/en.ftl", lang: Lang::En, text: include_str!("../text/en.ftl") },
    TextFile { name: "matching/text/zh.ftl", lang: matching::TEXTS[0].0, text: matching::TEXTS[0].1 },
    TextFile { name: "matching/text/en.ftl", lang: matching::TEXTS[1].0, text: matching::TEXTS[1].1 },
];

/// What the binary registers. It also puts a [`Board`] among the installation's parts.
#[must_use]
pub fn capability() -> Capability {
    Capability {
        name: "posts",
        acts: vec![
            ActEntry::of::<acts::check_import::CheckImport>(),
            ActEntry::of::<acts::close_post::ClosePost>(),
            ActEntry::of::<acts::close_posts_of_organisation::ClosePostsOfOrganisation>(),
            ActEntry::of::<acts::draft_post::DraftPost>(),
            ActEntry::of::<acts::expire_post::ExpirePost>(),
            ActEntry::of::<acts::import_posts::ImportPosts>(),
            ActEntry::of::<acts::publish_post::PublishPost>(),
            ActEntry::of::<acts::revise_post::RevisePost>(),
        ],
        queries: vec![
            QueryEntry::of::<queries::fit::FitOfPost>(),
            QueryEntry::of::<queries::fitting::FittingPosts>(),
            QueryEntry::of::<queries::import_report::ImportReport>(),
            QueryEntry::of::<queries::list::ListPosts>(),
            QueryEntry::of::<queries::own::OwnPosts>(),
            QueryEntry::of::<queries::post::OnePost>(),
        ],
        pages: pages::router,
        navigation: NAVIGATION,
        migrations: MIGRATIONS,
        texts: TEXTS,
        subscribers: subscribers::SUBSCRIBERS,
    }
}
