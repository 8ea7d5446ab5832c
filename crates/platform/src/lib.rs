//! What every capability stands on: the database, acts and queries, permissions, the audit log, the outbox, accounts and
//! sessions, pages, texts, and the web around them.
//!
//! Start at [`acts`] (how anything happens) and [`capability`] (what a capability hands to the binary).

pub mod accounts;
pub mod acts;
pub mod app;
pub mod audit;
pub mod capability;
pub mod clock;
pub mod components;
pub mod database;
pub mod housekeeping;
pub mod outbox;
pub mod pages;
pub mod permissions;
pub mod region;
#[cfg(feature = "testing")]
pub mod testing;
pub mod texts;
pub mod vault;
pub mod web;

pub use vocabulary::Lang;

/// The platform's own tables.
pub const MIGRATIONS: &[database::Migration] = &[
    database::Migration {
        number: 2026112201,
        name: "platform: accounts, sessions, audit log, outbox, idempotency keys",
        sql: include_str!("../migrations/2026112201_platform.sql"),
    },
    database::Migration {
        number: 2026112202,
        name: "platform: what limits lock and the clean-up looks for",
        sql: include_str!("../migrations/2026112202_platform.sql"),
    },
];

/// The platform's own texts.
pub const TEXTS: &[texts::TextFile] = &[
    texts::TextFile { name: "platform/text/zh.ftl", lang: Lang::Zh, text: include_str!("../text/zh.ftl") },
    texts::TextFile { name: "platform/text/en.ftl", lang: Lang::En, text: include_str!("../text/en.ftl") },
    texts::TextFile {
        name: "platform/text/layout.zh.ftl",
        lang: Lang::Zh,
        text: include_str!("../text/layout.zh.ftl"),
    },
    texts::TextFile {
        name: "platform/text/layout.en.ftl",
        lang: Lang::En,
        text: include_str!("../text/layout.en.ftl"),
    },
];
