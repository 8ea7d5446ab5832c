//! Why a population cannot be read: what is wrong with the files, or that they could not be opened at all.

use vocabulary::Refusal;

/// Why reading ended early.
#[derive(Debug)]
pub enum Stop {
    /// The files are not as they should be; each refusal names a column or a row.
    Refused(Vec<Refusal>),
    /// Something failed that is no fault of the files' writer.
    Failed(anyhow::Error),
}

impl Stop {
    /// One thing that is wrong.
    pub fn refused(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}
