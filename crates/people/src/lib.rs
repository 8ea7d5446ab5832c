//! People: whoever the programme serves. A person's profile is a set of dated, sourced facts with their history; it
//! begins as the answers of a visit, comes in by form or by résumé file, and is what the rules and the matching read.
//!
//! [`model`] is what is true, without input or output: [`model::IdentityNumber`] (GB 11643), [`model::Profile`] and its
//! facts, [`model::Household`], [`model::Email`] and the like, and [`model::resume`], which reads a résumé file into a
//! draft that the person confirms. Store, acts and pages stand beside it.

pub mod model;
