//! `policies.draft_tests`: how the golden cases of a draft come out.

use super::{DraftAsked, POLICY_OFFICE, Work};
use crate::model::TestReport;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Subject},
};

/// Runs the cases of a draft.
pub struct DraftTests;

impl Query for DraftTests {
    const NAME: &'static str = "policies.draft_tests";
    const SUMMARY: &'static str =
        "Runs the golden cases of a draft and tells what comes out otherwise than expected.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    type Input = DraftAsked;
    type Output = TestReport;

    async fn run(cx: &mut Looking<'_>, input: DraftAsked) -> Outcome<TestReport> {
        cx.authorize(&Subject::default())?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        work.pack()?;
        Ok(work.tests())
    }
}
