//! A whole population from files: Parquet or CSV, read in batches, checked against a pack's facts before anything starts.
//! What the files look like is documented in `docs/population.md`.

mod arguments;
mod batches;
mod builder;
mod cells;
mod csv_rows;
mod invent;
mod keys;
mod layout;
mod parquet_rows;
mod stop;
mod table_file;

pub use arguments::PopulationFiles;
pub use batches::{Batch, Open, open};
pub use invent::{Invention, invent};
pub use stop::Stop;

/// How many rows are read, and evaluated, at once: memory stays the same however long the file is.
pub const BATCH: usize = 131_072;

#[cfg(test)]
mod tests;
