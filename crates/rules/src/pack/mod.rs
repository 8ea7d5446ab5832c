//! A pack: an instrument as data. From YAML text to a checked, compiled [`Pack`] that can be assessed and read.

mod carried;
mod compare;
mod compile;
mod files;
mod load;
mod load_facts;
mod load_measure;
mod load_tables;
mod load_version;
mod measure;
mod model;
mod plain;
pub(crate) mod prepare;
pub(crate) mod reader;
mod tables;
pub(crate) mod yaml;

pub use carried::Carried;
pub use compare::{Change, Comparison, ConditionText, Difference, MeasureChange};
pub use files::{Files, named_files};
pub use load::load;
pub use measure::{
    Amount, Applicant, Apply, Cap, Condition, Continuing, Evidence, Exclusion, Instalments, Kind, Measure,
    Per, Period, Refer, Split,
};
pub use model::{Citation, Derived, Expression, Gap, InForce, Mark, Pack, Version};
pub use tables::{Cell, Dated, Parameter, Row, Table, TableKey};
