//! What an editor needs of packs as text: places, edits that keep comments, layout, completion. Pure; the language server
//! and the office's workbench both stand on it.

pub(crate) mod located;

pub use located::Lines;
