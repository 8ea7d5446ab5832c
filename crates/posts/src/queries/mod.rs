//! What can be asked about posts, one query a file.

pub mod fit;
pub mod fitting;
pub mod import_report;
pub mod list;
pub mod own;
pub mod post;
mod shown;

pub use shown::{Employer, ListedPost, ShownPay, ShownPost};
