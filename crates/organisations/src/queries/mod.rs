//! What can be asked about organisations, one query a file.

pub mod list;
pub mod organisation;
mod shown;

pub use shown::{Names, Shown};
