//! Matching people and posts: hard conditions apart from preference, an itemised score that adds up exactly, what
//! would change it, occupation codes of free titles, and full-text search in Chinese and English.
//!
//! A pure engine: no clock, no randomness; the day and any evidence from elsewhere come in as arguments. A search index
//! lives in memory unless its caller hands it a directory. `README.md` documents the JSON forms and the meaning of each
//! part; `examples/match_posts.rs` shows the whole way.

mod codes;
mod coding;
mod conditions;
mod counterfactuals;
mod exact_labels;
mod facts;
mod feature_index;
mod levels;
mod matches;
mod occupations;
mod parts;
mod post;
mod prepared;
mod prepared_posts;
mod profile;
mod ranking;
mod relation;
mod skills;
mod text_index;
mod text_search;
mod titles;
mod weights;

pub use codes::{CodeError, CscoCode, IscoCode};
pub use coding::Coded;
pub use conditions::{Answer, Condition, ConditionName, Has, Value};
pub use counterfactuals::{Change, What};
pub use levels::{Cefr, Degree, LanguageError, LanguageTag};
pub use matches::{Evidence, Match, OccupationBasis, Reason, ScorePart, TEXT_EVIDENCE_CAP, score};
pub use occupations::Occupations;
pub use parts::PartName;
pub use post::{HardConditions, LanguageNeed, PayRange, Post};
pub use prepared::{PreparedPost, PreparedProfile};
pub use prepared_posts::PreparedPosts;
pub use profile::{LanguageSkill, ListField, Occupation, OccupationKind, Profile, ProfileField};
pub use ranking::{mutual, rank, rank_people};
pub use text_index::TextIndex;
pub use text_search::{Filter, Found, Hit, MAX_QUERY_CHARS, MAX_REACH, Page, TextSearch, Words};
pub use titles::{MAX_TITLE_CHARS, Title, clean, normalise};
pub use weights::{TOTAL_POINTS, Weights};

/// The texts of this crate's refusals, reasons and names, in Chinese and English (Fluent).
pub const TEXTS: [(vocabulary::Lang, &str); 2] = [
    (vocabulary::Lang::Zh, include_str!("../text/zh.ftl")),
    (vocabulary::Lang::En, include_str!("../text/en.ftl")),
];
