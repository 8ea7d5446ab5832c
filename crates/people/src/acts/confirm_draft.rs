//! A person read what a résumé file would say about her, ticked what is right, and confirms it. A résumé is the person's
//! own word, so its facts are self-declared; where they come from is kept beside them.

use super::record_facts::{self, Origin, Recorded};
use crate::model::Source;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use vocabulary::Refusal;

/// Keeps what was confirmed of a résumé.
pub struct ConfirmDraft;

/// What was confirmed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::Confirmed)]
pub struct Confirmed {
    /// The form of the file: `json_resume`, `europass_skills_passport`, `europass_candidate`, `facts_file`.
    pub form: String,
    /// As in a facts file.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
}

impl Act for ConfirmDraft {
    const NAME: &'static str = "people.confirm_draft";
    const SUMMARY: &'static str =
        "Keeps the facts of a résumé file that the person confirmed, as self-declared.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Visitor)];
    const RECORDS: Records = &["facts", "source", "form"];
    type Input = Confirmed;
    type Output = Recorded;

    async fn run(cx: &mut Context<'_>, input: Confirmed) -> Outcome<Recorded> {
        let (holder, _) = record_facts::holder(cx, None)?;
        cx.authorize(&holder.subject())?;
        let form = crate::model::resume::Form::from_word(&input.form)
            .ok_or_else(|| Refusal::invalid("people.draft_form", "form"))?;
        let evidence = Some(format!("resume:{}", form.word()));
        let origin = Origin { source: Source::SelfDeclared, evidence };
        let recorded = record_facts::record(cx, holder, &input.facts, &origin).await?;
        cx.record("form", form.word());
        Ok(recorded)
    }
}
