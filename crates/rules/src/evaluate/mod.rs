//! The meaning of the checked code for one case: three-valued, with the facts that decided and those that still could.
//! Errors are values: they end in "unknown, because", never in a panic and never in "yes".

mod bind;
mod failure;
mod functions;
mod lists;
mod machine;
mod matter;
mod more;
mod operators;
mod paths;
mod quantify;
mod score;
mod state;
mod texts;
mod walk;

pub use failure::Failure;
pub use state::Estimate;

pub(crate) use bind::{Bound, bind, scalar};
pub(crate) use machine::Machine;
pub(crate) use matter::{Formula, Judged, Matter, answers, matters};
pub(crate) use operators::order;
pub(crate) use paths::{Paths, merge};
pub(crate) use score::{Score, ScoreCriterion, ScoreGroup};
pub(crate) use state::{Eval, FactPath, Item, State, Val};
pub(crate) use walk::{Used, parts};
