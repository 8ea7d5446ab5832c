//! The pages of policies: the packs, one pack with its versions, one measure beside its wording, what changed, the sources.
//!
//! Packs are public: what these pages show is what the queries tell anybody. The workbench is the policy office's alone.

pub mod views;

mod compare;
mod differences;
mod measure;
mod pack;
mod packs;
mod sources;
mod workbench;

use axum::{Router, routing::get};
use platform::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/policies", get(packs::show_packs))
        .route("/policies/sources/{pack}", get(sources::show_sources))
        .route("/policies/{pack}", get(pack::show_pack))
        .route("/policies/{pack}/compare", get(compare::show_changes))
        .route("/policies/{pack}/{version}/{measure}", get(measure::show_measure))
        .merge(workbench::router())
}
