//! The only SQL of this capability.

mod read;
mod tries;
mod write;

pub(crate) use read::{
    Filters, by_reference, count_all, counts, events, list, load, locked_contact, open_by_key, open_measures,
};
pub(crate) use tries::count_try;
pub(crate) use write::{CONTACT, insert, save_contact, save_state};
