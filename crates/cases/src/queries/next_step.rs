//! What happens next. Where the policy sets no time limit that was read, none is made up.

use crate::model::{Application, State, Wish};
use serde::Serialize;
use utoipa::ToSchema;

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = cases::NextStep)]
pub enum NextStep {
    /// The service window looks at it.
    WindowChecks,
    /// The person brings what is missing.
    BringPapers,
    /// The window goes through it; a decision is made by a person.
    WindowProcesses,
    /// The employer reads it.
    EmployerReads,
    /// The employer gets in touch, or not.
    EmployerAnswers,
    /// Nothing: it was withdrawn.
    Nothing,
}

impl NextStep {
    /// Of an application.
    #[must_use]
    pub const fn of(application: &Application) -> Self {
        match (&application.wish, &application.state) {
            (_, State::Withdrawn { .. }) => Self::Nothing,
            (Wish::Post { .. }, State::Received { .. }) => Self::EmployerReads,
            (Wish::Post { .. }, _) => Self::EmployerAnswers,
            (Wish::Measure { .. }, State::Received { .. }) => Self::WindowChecks,
            (Wish::Measure { .. }, State::Accepted { .. }) => Self::WindowProcesses,
            (Wish::Measure { .. }, State::AcceptedWithPapersMissing { .. }) => Self::BringPapers,
        }
    }

    /// The key of its words: what happens, and when as far as that was read.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::WindowChecks => "cases-next-window-checks",
            Self::BringPapers => "cases-next-bring-papers",
            Self::WindowProcesses => "cases-next-window-processes",
            Self::EmployerReads => "cases-next-employer-reads",
            Self::EmployerAnswers => "cases-next-employer-answers",
            Self::Nothing => "cases-next-nothing",
        }
    }
}
