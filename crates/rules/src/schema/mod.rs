//! What may stand where in the YAML of packs and of their cases: one table, from which the JSON Schema for editors is
//! written and the language server completes keys. A test holds it against what the loader itself takes.

mod json;
mod shape;
mod shapes;

pub use json::{cases_schema, facts_schema, pack_schema};
pub use shape::{Key, Kind, Shape};
pub use shapes::{FACTS_FILE, SHAPES, shape};

#[cfg(test)]
mod tests;
