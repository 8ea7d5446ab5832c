//! A mistake in a pack as typed JSON: where it stands, and in both languages what is wrong and what to do.

use super::Words;
use rules::Finding;
use serde::Serialize;
use utoipa::ToSchema;

/// One mistake, or something that deserves a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::Finding)]
pub struct FindingAnswer {
    /// The file, as the pack names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Stable, for programs.
    pub code: String,
    /// Whether it only deserves a look: the pack loads with it.
    pub is_warning: bool,
    /// The article of the instrument it concerns, where one is stated.
    pub article: Option<String>,
    /// What is wrong, and what to do.
    pub text: Words,
}

impl From<&Finding> for FindingAnswer {
    fn from(finding: &Finding) -> Self {
        Self {
            file: finding.file.clone(),
            line: finding.line,
            column: finding.column,
            code: finding.code.as_str().to_owned(),
            is_warning: finding.is_warning(),
            article: finding.article.clone(),
            text: (&finding.text()).into(),
        }
    }
}
