//! The only SQL of this capability. The credit code goes in sealed and comes out only by [`credit_code`].

mod read;
mod write;

pub use read::{Figures, Finder, figures, finder, load, names_of};
pub(crate) use read::{credit_code, id_of_code, list};
pub use write::insert_many;
pub(crate) use write::{insert, release_code, save_standing};
