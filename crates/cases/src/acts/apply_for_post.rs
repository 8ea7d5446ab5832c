//! "I apply for this post." The employer sees what the person agreed to show: the facts that the matching reads, a name
//! and a way to be reached; nothing else of the profile.

use super::{Applied, applicant, receive, refuse_second};
use crate::{
    model::{Contact, Wish, may_apply_for_post, seal_post},
    store,
};
use people::Holder;
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{PostId, Refusal};

/// The act.
pub struct ApplyForPost;

/// Which post.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = cases::PostWish)]
pub struct PostWish {
    /// The post.
    #[schema(value_type = String)]
    pub post: PostId,
    /// A telephone number or e-mail address, for the employer alone.
    pub contact: String,
    /// The person agrees that the employer sees name, contact, and the facts that the matching read.
    pub consents: bool,
}

impl Act for ApplyForPost {
    const NAME: &'static str = "cases.apply_for_post";
    const SUMMARY: &'static str =
        "Applies for a post, and shows its employer the facts that the matching read.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person)];
    const RECORDS: Records = &["kind", "answer", "seal"];
    type Input = PostWish;
    type Output = Applied;

    async fn run(cx: &mut Context<'_>, input: PostWish) -> Outcome<Applied> {
        let (person, account) = applicant(cx)?;
        cx.authorize(&Subject::of_person(person))?;
        let today = cx.today();
        let post = posts::load(cx.db, input.post).await?;
        let post = post.ok_or_else(|| Refusal::not_found("cases.post_unknown").at("post"))?;
        post.require_shown(today)?;
        post.require_open(today)?;
        let contact = Contact::parse(&input.contact);
        let consent =
            if input.consents { Ok(()) } else { Err(Refusal::invalid("cases.consent_needed", "consents")) };
        Refusal::all([contact.clone().err(), consent.err()].into_iter().flatten().collect())?;
        let contact = contact?;
        let facts = people::facts_of(cx.db, cx.app, Holder::Person(person)).await?;
        let score = posts::fit_of(cx.db, cx.app, &facts, input.post).await?;
        let score = score.ok_or_else(|| Refusal::not_found("cases.post_unknown").at("post"))?;

        let answer = may_apply_for_post(&score)?;
        let wish = Wish::Post { post: input.post };
        refuse_second(cx, &wish, person).await?;
        let sealed = seal_post(input.post, &facts, posts::matching_profile, &score, today);

        let application =
            receive(cx, (person, account), wish, answer, sealed, Some(post.organisation)).await?;
        let locked =
            cx.vault().seal(contact.expose(), store::CONTACT, &application.id.to_string(), cx.entropy());
        let locked = locked.map_err(|error| Stop::Internal(error.to_string()))?;
        store::save_contact(cx.db, application.id, &locked).await?;
        Ok(Applied {
            id: application.id,
            reference: application.reference.to_string(),
            answer: answer.word().to_owned(),
            missing: Vec::new(),
        })
    }
}
