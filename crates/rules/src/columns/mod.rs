//! The columnar back end: one pack for many cases at once, with the same meaning as [`assess`](crate::assess) has for one.
//!
//! A [`Population`] holds facts by column, as Arrow lays them out: numbers as plain vectors, truth values as bits, texts by
//! a dictionary, lists as rows of their own with offsets; beside each column what of it is known and what is known to be
//! absent. A [`Plan`] is a pack compiled for a day; [`Plan::run`] yields [`Results`], chunk by chunk on as many threads as
//! wanted. What the columns cannot hold exactly is computed by the engine for one case, and counted.

mod bitmap;
mod build;
mod by_case;
mod calendar;
mod chunks;
mod column;
mod exact;
mod from_facts;
mod kernels;
mod lists;
mod lower;
mod members;
mod operations;
mod outputs;
mod plan;
mod population;
mod program;
mod results;
mod slot;
mod steps;
mod texts;
mod worker;

pub use bitmap::Bitmap;
pub use column::{Column, ColumnError, Data};
pub use plan::Plan;
pub use population::Population;
pub use results::{AmountColumn, ConditionColumn, DerivedColumn, Form, MeasureColumn, Results};
