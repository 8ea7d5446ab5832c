//! The whole determination of one measure for one person, as a trace: each condition with its steps, the facts, parameters
//! and rows it used with their dates, articles and sources, the amount step by step, and what would change it. Made after the
//! fact from the same code that decided; assessment itself remembers only facts. The form: docs/trace.md.

mod build;
mod model;

pub use build::trace;
pub use model::{
    AmountTrace, CannotTrace, CapTrace, ConditionTrace, DerivedUsed, Input, ParameterUsed, Place, RowUsed,
    SCHEMA, Step, Trace, VersionTrace,
};

#[cfg(test)]
mod tests;
