//! Where the packs are kept: in memory, from a folder or from the copy in the binary. This capability has no tables.

mod compiled;
mod shelf;

pub use shelf::{CannotReload, PackFinding, Reloaded, Shelf};
