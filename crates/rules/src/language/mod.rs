//! The language of expressions: a closed subset of CEL. Text -> tokens -> tree -> typed code.

mod calls;
mod check;
mod code;
mod functions;
mod lex;
mod mistakes;
mod parse;
mod scope;
mod syntax;
mod types;

pub use mistakes::{Mistake, Problem, Span};
pub use parse::parse;
pub use syntax::{Node, NodeId, Operator, Tree};
pub use types::Type;

pub(crate) use check::check;
pub(crate) use code::{Code, Op, OpId, Pick, Quantifier};
pub(crate) use functions::{Function, LastDay};
pub(crate) use scope::{Named, Names, RESERVED, Scope, TableShape};
