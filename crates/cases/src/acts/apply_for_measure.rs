//! "I apply for this measure." The version that answers for it is pinned, the facts used are sealed. Whoever the rules
//! say no to is told the condition, and may insist.

use super::{Applied, applicant, receive, refuse_second};
use crate::model::{Wish, may_apply_for_measure, missing_facts, seal_measure, version_of};
use jiff::civil::Date;
use people::Holder;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Refusal;

/// The act.
pub struct ApplyForMeasure;

/// Which measure.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = cases::MeasureWish)]
pub struct MeasureWish {
    /// The pack: `jilin`.
    pub pack: String,
    /// The measure: `settling_in`.
    pub measure: String,
    /// The version, where two have a measure of this id; else the one in force that has it, or the earlier one from which
    /// it goes on.
    #[serde(default)]
    pub version: Option<String>,
    /// The day for which it is applied, not after today; today if it is not said.
    #[serde(default)]
    #[schema(format = Date)]
    pub on: Option<String>,
    /// The person insists although the rules say no, or the last day has passed.
    #[serde(default)]
    pub despite: bool,
}

impl Act for ApplyForMeasure {
    const NAME: &'static str = "cases.apply_for_measure";
    const SUMMARY: &'static str =
        "Applies for a measure: pins the version in force and seals the facts used.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person)];
    const RECORDS: Records = &["kind", "answer", "seal"];
    type Input = MeasureWish;
    type Output = Applied;

    async fn run(cx: &mut Context<'_>, input: MeasureWish) -> Outcome<Applied> {
        let (person, account) = applicant(cx)?;
        cx.authorize(&Subject::of_person(person))?;
        let today = cx.today();
        let on = day(input.on.as_deref(), today)?;
        let pack = policies::shelf_of(cx.app)?.pack(&input.pack);
        let pack = pack.ok_or_else(|| Refusal::not_found("cases.pack_unknown").at("pack"))?;
        let version = version_of(&pack, &input.measure, input.version.as_deref(), on, today)?;
        let facts = people::facts_of(cx.db, cx.app, Holder::Person(person)).await?;

        let (determination, sealed) = seal_measure(&pack, (&version, &input.measure), &facts, on, today)?;
        let answer = may_apply_for_measure(&determination, today, input.despite)?;
        let wish = Wish::Measure { pack: input.pack, version, measure: input.measure };
        refuse_second(cx, &wish, person).await?;

        let application = receive(cx, (person, account), wish, answer, sealed, None).await?;
        Ok(Applied {
            id: application.id,
            reference: application.reference.to_string(),
            answer: answer.word().to_owned(),
            missing: missing_facts(&determination),
        })
    }
}

/// The day for which it is applied.
fn day(text: Option<&str>, today: Date) -> Result<Date, Refusal> {
    let on = policies::model::day(text, "on", today)?;
    if on > today {
        return Err(Refusal::invalid("cases.day_in_future", "on").with("today", today));
    }
    Ok(on)
}
