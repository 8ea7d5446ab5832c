//! Reads a résumé file into a [`Draft`]: JSON Resume 1.0.0 (jsonresume.org), Europass XML in its two forms (the
//! `SkillsPassport` of schema 3 and the `Candidate` that europass.europa.eu writes now), and our own facts file.
//!
//! Pure, and hardened against hostile files: a size is refused before anything is read ([`check_size`]), and depth and
//! number of elements are bounded. Document types and entities are refused outright, so nothing expands. Nothing is
//! guessed: what is not understood stands in the draft as it was written, and the person confirms the rest.
//!
//! To add a form: recognise it in `form.rs`, read it in a file of its own with a [`draft::Drafting`], and give it a
//! fixture in `tests/fixtures`.

pub mod degree_words;
mod draft;
mod europass;
mod europass_candidate;
mod facts_file;
mod form;
mod json_resume;
pub(super) mod json_tree;
pub mod language_words;
mod partial_date;
mod prose;
mod xml_tree;

pub use draft::{Draft, Job, NotUnderstood, Proposal, SpokenLanguage, Study};
pub use form::{Form, MOST_BYTES, check_size, read};
pub use partial_date::PartialDate;
