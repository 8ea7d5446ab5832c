//! One file per command.

pub mod act;
pub mod admin;
pub mod assess;
pub mod audit;
pub mod backup;
pub mod demo;
pub mod doctor;
pub mod export;
pub mod generate;
pub mod import;
pub mod match_posts;
pub mod policy;
pub mod serve;
