//! What an editor needs of packs as text: places, edits that keep comments, layout, completion. Pure; the language server
//! and the office's workbench both stand on it.

mod complete;
mod format;
mod functions;
mod hover;
pub(crate) mod located;
mod names;
mod spot;

pub use complete::{Completion, Sort, completions};
pub use format::format;
pub use hover::{Hover, article, hover};
pub use located::Lines;
pub use names::{Range, definition};

#[cfg(test)]
mod tests;
