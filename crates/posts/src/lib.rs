//! Posts (岗位): what organisations look for, for the people who look for work.
//!
//! A post is a *draft*, then *published*, then *closed*, by its date or by its employer; after that its page answers
//! 410. Posts come in by form, by CSV with a dry run, and by schema.org JobPosting; every published one carries
//! JobPosting JSON-LD. The columns of the CSV stand in this crate's README.

pub mod model;
