//! What is asked without changing anything: what packs say, what changed, and what somebody is entitled to.

mod assess;
mod compare;
mod find;
mod measure;
mod next_question;
mod pack;
mod packs;

pub use assess::{Asked, Assess, assess_for};
pub use compare::{Compare, Compared};
pub use find::{assess_facts_of, find_measure, find_pack, find_version, shelf_of};
pub use measure::{MeasureQuery, WhichMeasure};
pub use next_question::{NextQuestion, NextQuestionAnswer};
pub use pack::{PackQuery, WhichPack};
pub use packs::{NoParameters, Packs, PacksAnswer};
