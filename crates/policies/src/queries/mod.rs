//! What is asked without changing anything: what packs say, what changed, and what somebody is entitled to;
//! and what the policy office asks of its drafts.

mod assess;
mod compare;
mod draft;
mod draft_changes;
mod draft_file;
mod draft_tests;
mod drafts;
mod find;
mod measure;
mod next_question;
mod pack;
mod packs;
mod simulation;
mod work;

pub use assess::{Asked, Assess, assess_for};
pub use compare::{Compare, Compared};
pub use draft::{Against, DraftAnswer, DraftAsked, DraftEvent, DraftFileSummary, DraftQuery};
pub use draft_changes::{DraftChanges, DraftChangesAnswer};
pub(crate) use draft_changes::{compared, versions_only_in};
pub use draft_file::{DraftFileAnswer, DraftFileAsked, DraftFileQuery};
pub use draft_tests::DraftTests;
pub use drafts::{DraftSummary, Drafts, DraftsAnswer, WantedDrafts};
pub use find::{assess_facts_of, find_edition, find_measure, find_pack, find_version, shelf_of};
pub use measure::{MeasureQuery, WhichMeasure};
pub use next_question::{NextQuestion, NextQuestionAnswer};
pub use pack::{PackQuery, WhichPack};
pub use packs::{NoParameters, Packs, PacksAnswer};
pub use simulation::{SimulationAnswer, SimulationQuery};
pub(crate) use work::{
    Latest, POLICY_OFFICE, Work, changed_meanwhile, check, done_by, draft_of, name_of, newest, read_title,
};
