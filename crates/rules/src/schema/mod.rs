//! What may stand where in the YAML of packs and of their cases: one table, from which the JSON Schema for editors is
//! written and the language server completes keys. A test holds it against what the loader itself takes.

mod json;
mod shapes;

pub use json::{cases_schema, facts_schema, pack_schema};
pub use shapes::{FACTS_FILE, Key, Kind, SHAPES, Shape, shape};

#[cfg(test)]
mod tests;
