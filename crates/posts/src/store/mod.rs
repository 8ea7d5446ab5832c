//! The only SQL of this capability.

mod imports;
mod read;
mod search;
mod write;

pub(crate) use imports::{Import, forget_imports, import, keep_import, mark_imported};
pub use read::all_published;
pub use read::load;
pub(crate) use read::{
    by_ids, known_references, of_organisation, overdue_after, published_ids_of, shown_before, shown_by_ids,
};
pub(crate) use search::{Conditions, newest, passing};
pub use write::insert_many;
pub(crate) use write::{insert, save, save_expired};
