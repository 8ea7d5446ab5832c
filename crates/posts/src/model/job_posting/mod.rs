//! schema.org JobPosting, as JSON-LD, both ways: what others publish comes in as drafts, and what is published here goes
//! out in the form that search engines read (schema.org 29; Google's guide "Job posting structured data").

mod html;
mod node;
mod read;
mod values;
mod write;

pub use read::{BYTES_LIMIT, DEPTH_LIMIT, Found, POSTINGS_LIMIT, Posting, read};
pub use values::{Address, HiringOrganisation};
pub use write::{Around, write};
