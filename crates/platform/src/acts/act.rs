//! What an act is, and what a query is.

use super::{Context, Looking, Outcome};
use crate::permissions::Grant;
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;
use utoipa::{IntoParams, ToSchema};

/// Which details the audit log keeps of an act, by name. Values are ids, states and counts: never personal content.
pub type Records = &'static [&'static str];

/// Something that changes the world. `run` shows five steps: authorize, load, decide (pure, in the model), save,
/// record.
pub trait Act: Send + Sync + 'static {
    /// `capability.verb_noun`, stable.
    const NAME: &'static str;
    /// One sentence, in English, for the API's document and the command's help.
    const SUMMARY: &'static str;
    /// Who may.
    const WHO: &'static [Grant];
    /// The details that the audit log keeps.
    const RECORDS: Records;
    /// Parsed already; serde refuses unknown fields (`deny_unknown_fields`).
    type Input: Serialize + DeserializeOwned + ToSchema + Send + 'static;
    /// What the caller gets, and what a repeated call with the same idempotency key gets again.
    type Output: Serialize + DeserializeOwned + ToSchema + Send + Sync + 'static;

    /// Does it. Calls [`Context::authorize`] with the thing it acts on before it changes anything; a run that did not
    /// is undone.
    fn run(cx: &mut Context<'_>, input: Self::Input) -> impl Future<Output = Outcome<Self::Output>> + Send;
}

/// Something that reads.
pub trait Query: Send + Sync + 'static {
    /// `capability.noun`, stable.
    const NAME: &'static str;
    /// One sentence, in English.
    const SUMMARY: &'static str;
    /// Who may.
    const WHO: &'static [Grant];
    /// Parameters of the address.
    type Input: DeserializeOwned + IntoParams + Send + 'static;
    /// What the caller gets.
    type Output: Serialize + ToSchema + Send + 'static;

    /// Answers. Lists are filtered by [`Looking::filter`], single things checked by [`Looking::authorize`].
    fn run(cx: &mut Looking<'_>, input: Self::Input) -> impl Future<Output = Outcome<Self::Output>> + Send;
}
