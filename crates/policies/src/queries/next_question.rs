//! `policies.next_question`: the fact whose answer would settle most.

use super::{Asked, assess::facts_of_caller, find_pack};
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Grant, Role, Subject},
};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::Refusal;

/// Asks what to ask next.
pub struct NextQuestion;

/// The fact to ask next.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = policies::NextQuestion)]
pub struct NextQuestionAnswer {
    /// `birth_date`, `household[1].role`; null if no answer could change anything.
    pub fact: Option<String>,
}

impl Query for NextQuestion {
    const NAME: &'static str = "policies.next_question";
    const SUMMARY: &'static str = "Names the fact of the caller whose answer is expected to settle most.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Visitor)];
    type Input = Asked;
    type Output = NextQuestionAnswer;

    async fn run(cx: &mut Looking<'_>, input: Asked) -> Outcome<NextQuestionAnswer> {
        cx.authorize(&Subject::default())?;
        let pack = find_pack(cx.app, input.pack.as_deref())?;
        let (on, known_on) = input.days(cx.today())?;
        let facts = facts_of_caller(cx).await?;
        let fact = rules::next_question(&pack, &facts, on, known_on).map_err(Refusal::from)?;
        Ok(NextQuestionAnswer { fact })
    }
}
