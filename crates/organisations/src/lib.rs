//! Organisations (用人单位): employers, universities, institutes and parks, for the region's officers and for the people
//! who look for a post.
//!
//! An organisation is *registered*, then *verified* by an officer, or *closed*; only a verified one may publish posts.
//! Its unified social credit code (GB 32100-2015) is checked here and shown masked.

pub mod model;
