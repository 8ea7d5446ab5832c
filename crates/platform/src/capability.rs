//! What a capability hands to the binary: one value that holds all that ties it in. Removing its line from the binary's
//! registry removes its pages, its API and its jobs.

use crate::{
    acts::{ActEntry, QueryEntry},
    app::App,
    database::Migration,
    outbox::Subscriber,
    permissions::Role,
    texts::TextFile,
};
use axum::Router;

/// A capability.
#[derive(Clone)]
pub struct Capability {
    /// The crate's name.
    pub name: &'static str,
    /// What it can do.
    pub acts: Vec<ActEntry>,
    /// What it can tell.
    pub queries: Vec<QueryEntry>,
    /// Its pages.
    pub pages: fn() -> Router<App>,
    /// Its lines in the main navigation.
    pub navigation: &'static [NavigationEntry],
    /// Its tables.
    pub migrations: &'static [Migration],
    /// Its texts.
    pub texts: &'static [TextFile],
    /// What it wants to hear of.
    pub subscribers: &'static [Subscriber],
}

/// A line of the main navigation.
#[derive(Debug, Clone, Copy)]
pub struct NavigationEntry {
    /// Smaller stands further left.
    pub order: u8,
    /// Its words.
    pub text_key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Who sees it.
    pub role: Role,
}

/// Reads a capability's two text files and its migrations, all under the crate's own folder.
#[macro_export]
macro_rules! text_files {
    ($capability:literal) => {
        &[
            $crate::texts::TextFile {
                name: concat!($capability, "/text/zh.ftl"),
                lang: $crate::Lang::Zh,
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/text/zh.ftl")),
            },
            $crate::texts::TextFile {
                name: concat!($capability, "/text/en.ftl"),
                lang: $crate::Lang::En,
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/text/en.ftl")),
            },
        ]
    };
}
