//! `cases.application`: one application with what it rests on and what happened, for the person, for officers, and, of a
//! post, for its employer. The employer sees what the person agreed to show, which is all that was sealed.

use super::NextStep;
use crate::{
    model::{Application, Reference, Wish},
    store,
};
use jiff::Timestamp;
use people::Holder;
use platform::{
    accounts,
    acts::{Looking, Outcome, Query, Stop},
    permissions::{Grant, Role, Subject},
};
use policies::model::DeterminationAnswer;
use rules::{Facts, facts::Given};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use vocabulary::{ApplicationId, PersonId, PostId, Refusal};

/// The query.
pub struct OneApplication;

/// Which.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WhichOne {
    /// Its id (`app_…`) or its reference number, however it is typed.
    pub which: String,
}

/// One application.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = cases::Application)]
pub struct ShownApplication {
    /// Its id.
    #[schema(value_type = String)]
    pub id: ApplicationId,
    /// What the person keeps.
    pub reference: String,
    /// `measure` or `post`.
    pub kind: String,
    /// The pack.
    pub pack: Option<String>,
    /// The version that was in force and stays pinned.
    pub version: Option<String>,
    /// The measure.
    pub measure: Option<String>,
    /// The post.
    #[schema(value_type = Option<String>)]
    pub post: Option<PostId>,
    /// Whose it is.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// The person's name.
    pub person_name: Option<String>,
    /// For a post's employer and the person: how to reach the person.
    pub contact: Option<String>,
    /// `received`, `accepted`, `papers_missing` or `withdrawn`.
    pub state: String,
    /// When it arrived.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// When it was accepted for processing.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Timestamp>,
    /// When it was withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
    /// Papers and facts that are missing.
    pub missing: Vec<String>,
    /// What happens next.
    pub next: NextStep,
    /// What the rules or the matching said: `yes`, `no`, `unknown` or `refer`.
    pub answer: String,
    /// The facts used, as a facts file.
    #[schema(value_type = Object)]
    pub facts: Value,
    /// What the rules said, to the letter; for a measure.
    pub determination: Option<DeterminationAnswer>,
    /// What the matching said, to the letter; for a post.
    #[schema(value_type = Option<Object>)]
    pub score: Option<Value>,
    /// The pack's fingerprint; empty for a post.
    pub fingerprint: String,
    /// The day it was assessed for.
    pub on: String,
    /// As known on.
    pub known_on: String,
    /// SHA-256 over all that was sealed.
    pub seal: String,
    /// Whether nothing was changed since it was sealed.
    pub is_intact: bool,
    /// For the person and for officers: the sealed facts that are no longer what they were.
    pub changed: Vec<String>,
    /// What happened, the latest first.
    pub events: Vec<Event>,
    /// Those facts as they are now, for pages.
    #[serde(skip)]
    #[schema(ignore)]
    pub now: Facts,
    /// The application itself, for pages.
    #[serde(skip)]
    #[schema(ignore)]
    pub application: Application,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = cases::Event)]
pub struct Event {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `received`, `accepted`, `papers_missing` or `withdrawn`.
    pub what: String,
    /// Who did it: the name of the account.
    pub by: String,
    /// What was missing.
    pub missing: Vec<String>,
}

impl Query for OneApplication {
    const NAME: &'static str = "cases.application";
    const SUMMARY: &'static str = "One application: what it rests on, what happened, what happens next.";
    const WHO: &'static [Grant] =
        &[Grant::own(Role::Person), Grant::any(Role::Officer), Grant::own_organisation(Role::Employer)];
    type Input = WhichOne;
    type Output = ShownApplication;

    async fn run(cx: &mut Looking<'_>, input: WhichOne) -> Outcome<ShownApplication> {
        let application = find(cx, &input.which).await?;
        let Some(application) = application else {
            // Only officers learn that there is no such number; for others it looks like somebody else's.
            cx.authorize(&Subject::default())?;
            return Err(Refusal::not_found("cases.not_found").into());
        };
        let subject = Subject {
            person: Some(application.person),
            organisation: application.organisation,
            ..Subject::default()
        };
        cx.authorize(&subject)?;
        show(cx, application).await
    }
}

async fn find(cx: &mut Looking<'_>, which: &str) -> Outcome<Option<Application>> {
    if let Ok(id) = which.trim().parse::<ApplicationId>() {
        return Ok(store::load(cx.db, id).await?);
    }
    match Reference::parse(which) {
        Ok(reference) => Ok(store::by_reference(cx.db, &reference).await?),
        Err(refusal) => Err(Refusal { field: Some("which".to_owned()), ..refusal }.into()),
    }
}

async fn show(cx: &mut Looking<'_>, application: Application) -> Outcome<ShownApplication> {
    let internal = |error: serde_json::Error| Stop::Internal(format!("what was sealed: {error}"));
    let Application { id, reference, wish, person, organisation, answer, sealed, state } = &application;
    let (pack, version, measure, post) = match wish.clone() {
        Wish::Measure { pack, version, measure } => (Some(pack), Some(version), Some(measure), None),
        Wish::Post { post } => (None, None, None, Some(post)),
    };
    let is_measure = measure.is_some();
    let sees_contact = (cx.actor.person == Some(*person))
        || (cx.actor.is(Role::Employer) && organisation.is_some() && cx.actor.organisation == *organisation);
    let contact = match store::locked_contact(cx.db, *id).await?.filter(|_| sees_contact) {
        None => None,
        Some(locked) => {
            let open = cx.vault().open(&locked, store::CONTACT, &id.to_string());
            Some(open.map_err(|error| Stop::Internal(error.to_string()))?)
        }
    };
    let sees_profile = cx.actor.person == Some(*person) || cx.actor.is(Role::Officer);
    let now = if sees_profile { changed_facts(cx, &application).await? } else { Facts::new() };
    let mut events = Vec::new();
    for happened in store::events(cx.db, *id).await? {
        let by = accounts::by_id(cx.db, happened.by).await?.map(|account| account.display_name);
        events.push(Event {
            at: happened.at,
            what: happened.what,
            by: by.unwrap_or_default(),
            missing: happened.missing,
        });
    }
    Ok(ShownApplication {
        id: *id,
        reference: reference.to_string(),
        kind: wish.word().to_owned(),
        pack,
        version,
        measure,
        post,
        person: *person,
        person_name: people::name_of(cx.db, *person).await?,
        contact,
        state: state.word().to_owned(),
        received_at: state.received_at(),
        accepted_at: state.acceptance().map(|acceptance| acceptance.at),
        withdrawn_at: state.withdrawn_at(),
        missing: state.missing().to_vec(),
        next: NextStep::of(&application),
        answer: answer.word().to_owned(),
        facts: serde_json::from_str(&sealed.facts).map_err(internal)?,
        determination: is_measure
            .then(|| serde_json::from_str(&sealed.answer))
            .transpose()
            .map_err(internal)?,
        score: (!is_measure).then(|| serde_json::from_str(&sealed.answer)).transpose().map_err(internal)?,
        fingerprint: sealed.fingerprint.clone(),
        on: sealed.on.to_string(),
        known_on: sealed.known_on.to_string(),
        seal: sealed.seal.clone(),
        is_intact: sealed.is_intact(wish),
        changed: now.iter().map(|(name, _)| name.to_owned()).collect(),
        now,
        events,
        application,
    })
}

/// The facts that were sealed and have another value now, as they are now.
async fn changed_facts(cx: &mut Looking<'_>, application: &Application) -> Outcome<Facts> {
    let vocabulary = people::vocabulary_of(cx.app);
    let Ok(sealed) = rules::facts::parse_json(&application.sealed.facts, &vocabulary) else {
        return Ok(Facts::new());
    };
    let today = people::facts_of(cx.db, cx.app, Holder::Person(application.person)).await?;
    let unknown = Given { value: None, since: None, source: None };
    let mut changed = Facts::new();
    for (name, given) in sealed.iter() {
        let now = today.given(name).unwrap_or(&unknown);
        if now.value != given.value {
            changed.give(name, now.clone());
        }
    }
    Ok(changed)
}
