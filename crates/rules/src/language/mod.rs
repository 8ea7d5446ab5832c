//! The language of expressions: a closed subset of CEL. Text -> tokens -> tree -> typed code.

mod calls;
mod check;
mod code;
mod construct;
mod conversions;
mod declared;
mod functions;
mod lex;
mod lists;
mod methods;
mod mistakes;
mod parse;
mod print;
mod quoted;
mod scope;
mod syntax;
mod types;

pub use construct::Construct;
pub use mistakes::{Mistake, Problem, Span};
pub use parse::parse;
pub use syntax::{Node, NodeId, Operator, Tree};
pub use types::Type;

pub(crate) use check::check;
pub(crate) use code::{Code, MathFunction, Op, OpId, Pick, Quantifier, TextFunction};
pub(crate) use functions::{Function, LastDay};
pub(crate) use parse::{RESERVED_WORDS, read};
pub(crate) use print::balanced;
pub(crate) use scope::{Named, Names, RESERVED, Scope, TableShape};
