//! Where the packs are kept: in memory, from a folder or from the copy in the binary, and published from the workbench; and
//! the only SQL of this capability.

mod compiled;
mod drafts;
mod edition;
mod editions;
mod shelf;
mod simulations;

pub(crate) use drafts::{Filters, events, files, insert, list, load, put_event, save_draft, save_file};
pub use edition::{Edition, Publication, StoredEdition, Texts};
pub(crate) use editions::{Newest, insert_edition, newest_published, published_ids, stored_edition};
pub use shelf::{CannotReload, PackFinding, Reloaded, Shelf};
pub(crate) use simulations::{
    Progress, Simulation, SimulationState, claim, insert_simulation, interrupt, latest_simulation,
    load_simulation, open_simulation, save_progress, to_go_on,
};
