//! A pack: an instrument as data. From YAML text to a checked, compiled [`Pack`] that can be assessed and read.

mod arrangements;
mod carried;
mod compare;
mod compile;
mod figures;
mod files;
mod load;
mod load_bands;
mod load_cases;
mod load_exceptions;
mod load_facts;
mod load_figures;
mod load_groups;
mod load_measure;
mod load_points;
mod load_tables;
mod load_version;
mod measure;
mod model;
mod outcomes;
mod overlay;
mod places;
mod plain;
mod plain_functions;
mod points;
mod prepare;
pub(crate) mod reader;
mod tables;
pub(crate) mod yaml;

pub use arrangements::{Arrangements, GroupRule, Keep, Limit, LimitPer, LimitPeriod, MeasureGroup};
pub use carried::Carried;
pub use compare::{Change, Comparison, ConditionText, Difference, MeasureChange};
pub use figures::{Boundary, Bracket, Brackets, During, Figures, PlaceList, Scale, WorkCalendar};
pub use files::{Files, named_files};
pub use load::load;
pub use measure::{
    Amount, Applicant, Apply, Cap, Condition, Continuing, Evidence, Exception, Exclusion, Instalments, Kind,
    Measure, Per, Period, Refer, ReferCase, Split, Then,
};
pub use model::{Citation, Derived, Expression, Gap, InForce, Mark, Pack, Version};
pub use overlay::{Body, Overlay, PartOf, Removed};
pub use points::{Points, PointsCriterion, PointsGate, PointsGroup};
pub use tables::{Cell, Dated, Ends, Parameter, Row, Table, TableKey};

pub(crate) use figures::FigureNames;
pub(crate) use prepare::Prepared;

pub(crate) use places::{Place, Places};
