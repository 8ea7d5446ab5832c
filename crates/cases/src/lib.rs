//! Cases (办件), the first step: a person applies for a measure or a post, somebody accepts it for processing, the person
//! follows it by its reference number.

pub mod model;
mod store;
