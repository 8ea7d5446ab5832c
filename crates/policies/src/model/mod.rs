//! What this capability tells, as typed JSON: what a pack says, what changed, and what somebody's answer is. The engine
//! knows nothing of web documents; these types are its answers with a schema.

mod assessment;
mod changes;
mod day;
mod reading;
mod summary;
mod words;

pub use assessment::{
    AmountAnswer, ApplyAnswer, AssessmentAnswer, BundleAnswer, CapAnswer, ChosenAnswer, CouldAddAnswer,
    DeterminationAnswer, EstimateAnswer, EvidenceAnswer, FactReadAnswer, FailureAnswer, InstalmentAnswer,
    LeftOutAnswer, MoneyAnswer, PeriodAnswer, ReasonAnswer, SourceMarkAnswer, SumAnswer, VersionUsedAnswer,
};
pub use changes::{Change, Changes, Difference, MeasureChange};
pub use day::day;
pub use reading::{AmountRule, ConditionReading, MeasureReading, RowReading, TableReading, tables_of};
pub use summary::{
    GapReading, InForceReading, MeasureHead, PackReading, PackSummary, SourceReading, Standing,
    VersionReading, VersionSummary,
};
pub use words::Words;
