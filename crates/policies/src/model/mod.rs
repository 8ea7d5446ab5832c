//! What this capability tells, as typed JSON: what a pack says, what changed, and what somebody's answer is. The engine
//! knows nothing of web documents; these types are its answers with a schema.
//!
//! And what is true of a pack that the policy office works on: [`Draft`] and its states, [`DraftFiles`], [`Readiness`],
//! [`Tallies`] and what may leave of them ([`Figures`]).

mod arrangements;
mod assessment;
mod changes;
mod day;
mod draft;
mod draft_files;
mod figures;
mod finding;
mod golden;
mod line_diff;
mod readiness;
mod reading;
mod summary;
mod tallies;
mod words;

pub use arrangements::{
    BodyAnswer, CriterionAnswer, GateAnswer, GroupCapAnswer, LimitAnswer, PartOfAnswer, PointsAnswer,
    PointsGroupAnswer, RemovedAnswer,
};
pub use assessment::{
    AmountAnswer, ApplyAnswer, AssessmentAnswer, BundleAnswer, CapAnswer, ChosenAnswer, CouldAddAnswer,
    DeterminationAnswer, EstimateAnswer, EvidenceAnswer, FactReadAnswer, FailureAnswer, InstalmentAnswer,
    LeftOutAnswer, MoneyAnswer, PeriodAnswer, ReasonAnswer, SourceMarkAnswer, SumAnswer, VersionUsedAnswer,
};
pub use changes::{Change, Changes, Difference, MeasureChange};
pub use day::day;
pub use draft::{Done, Draft, State, StateWord, note, title};
pub(crate) use draft_files::whole_file;
pub use draft_files::{
    Checked, DraftFile, DraftFiles, FileChange, LARGEST_FILE, MOST_FILES, files_of, kept_text, new_path,
};
pub use figures::{Cost, Figure, Figures, LEAST, MeasureFigures, SideFigures};
pub use finding::FindingAnswer;
pub use golden::{CaseDifference, CaseMistake, CaseResult, TestReport};
pub use line_diff::{Line, excerpts, lines};
pub use readiness::Readiness;
pub use reading::{AmountRule, ConditionReading, MeasureReading, RowReading, TableReading, tables_of};
pub use summary::{
    GapReading, InForceReading, MeasureHead, PackReading, PackSummary, SourceReading, Standing,
    VersionReading, VersionSummary,
};
pub use tallies::{Comparing, MeasureTally, Side, Sums, Tallies};
pub use words::Words;

/// A small pack of which nothing matters but that it loads.
#[cfg(test)]
fn example_pack() -> std::sync::Arc<rules::Pack> {
    std::sync::Arc::new(tallies::tests::pack(&[("a", "years >= 3", "1000")]))
}
