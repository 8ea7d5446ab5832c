//! `cases.list`: applications, the newest first: one's own, those to one's organisation, or, for officers, all.

use crate::{
    model::{Answer, Application, State, Wish},
    store::{self, Filters},
};
use jiff::Timestamp;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Columns, Grant, Role},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{ApplicationId, PersonId, PostId, Refusal};

/// The most of one page.
pub const LIMIT: u32 = 25;

const COLUMNS: Columns =
    Columns { person: Some("person_id"), visit: None, organisation: Some("organisation_id") };

/// The query.
pub struct ListApplications;

/// Which; what is absent or empty lets all pass.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct WhichList {
    /// `mine`, `organisation`, or all that one may see.
    pub whose: Option<String>,
    /// `measure` or `post`.
    pub kind: Option<String>,
    /// `received`, `accepted`, `papers_missing` or `withdrawn`.
    pub state: Option<String>,
    /// What the rules or the matching said: `yes`, `no`, `unknown` or `refer`.
    pub answer: Option<String>,
    /// Of one measure: its id.
    pub measure: Option<String>,
    /// For one post.
    pub post: Option<String>,
    /// The last id of the page before; none for the first page.
    #[param(value_type = Option<String>)]
    pub before: Option<ApplicationId>,
}

/// A page.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = cases::ListedApplications)]
pub struct ListedApplications {
    /// At most twenty-five, the newest first.
    pub applications: Vec<Listed>,
    /// How many there are of each state, without the filter by state.
    pub counts: BTreeMap<String, i64>,
    /// What to give as `before` for the next page; none on the last.
    #[schema(value_type = Option<String>)]
    pub next: Option<ApplicationId>,
}

/// An application of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = cases::Listed)]
pub struct Listed {
    /// Its id.
    #[schema(value_type = String)]
    pub id: ApplicationId,
    /// What the person keeps.
    pub reference: String,
    /// `measure` or `post`.
    pub kind: String,
    /// The pack.
    pub pack: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// The measure.
    pub measure: Option<String>,
    /// The post.
    #[schema(value_type = Option<String>)]
    pub post: Option<PostId>,
    /// The person's name.
    pub person_name: Option<String>,
    /// `received`, `accepted`, `papers_missing` or `withdrawn`.
    pub state: String,
    /// When it arrived.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// How many papers or facts are missing.
    pub missing: usize,
    /// What the rules or the matching said.
    pub answer: String,
}

impl Listed {
    fn of(application: &Application, names: &HashMap<PersonId, String>) -> Self {
        let (pack, version, measure, post) = match application.wish.clone() {
            Wish::Measure { pack, version, measure } => (Some(pack), Some(version), Some(measure), None),
            Wish::Post { post } => (None, None, None, Some(post)),
        };
        Self {
            id: application.id,
            reference: application.reference.to_string(),
            kind: application.wish.word().to_owned(),
            pack,
            version,
            measure,
            post,
            person_name: names.get(&application.person).cloned(),
            state: application.state.word().to_owned(),
            received_at: application.state.received_at(),
            missing: application.state.missing().len(),
            answer: application.answer.word().to_owned(),
        }
    }
}

impl Query for ListApplications {
    const NAME: &'static str = "cases.list";
    const SUMMARY: &'static str =
        "Applications, the newest first, twenty-five a page: one's own, one's organisation's, or all.";
    const WHO: &'static [Grant] =
        &[Grant::own(Role::Person), Grant::any(Role::Officer), Grant::own_organisation(Role::Employer)];
    type Input = WhichList;
    type Output = ListedApplications;

    async fn run(cx: &mut Looking<'_>, input: WhichList) -> Outcome<ListedApplications> {
        let filters = input.filters(cx)?;
        let allowed = cx.filter(COLUMNS, 1);
        let mut found = store::list(cx.db, allowed.clone(), &filters, input.before, LIMIT + 1).await?;
        let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
        let has_more = found.len() > limit;
        found.truncate(limit);
        let of_any_state = Filters { state: None, ..filters };
        let counts = store::counts(cx.db, allowed, &of_any_state).await?;
        let mut names = HashMap::new();
        for application in &found {
            if !names.contains_key(&application.person)
                && let Some(name) = people::name_of(cx.db, application.person).await?
            {
                names.insert(application.person, name);
            }
        }
        Ok(ListedApplications {
            next: found.last().map(|application| application.id).filter(|_| has_more),
            applications: found.iter().map(|application| Listed::of(application, &names)).collect(),
            counts: counts.into_iter().collect(),
        })
    }
}

impl WhichList {
    fn filters(&self, cx: &Looking<'_>) -> Result<Filters, Refusal> {
        let words = |value: &Option<String>, known: &[&'static str], field: &'static str| {
            let Some(value) = value.as_deref().filter(|value| !value.is_empty()) else { return Ok(None) };
            let found = known.iter().find(|word| **word == value).copied();
            let allowed = known.join(", ");
            found
                .map(Some)
                .ok_or_else(|| Refusal::invalid("cases.filter_unknown", field).with("allowed", allowed))
        };
        let text = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
        let answers = Answer::ALL.map(|(word, _)| word);
        let whose = words(&self.whose, &["mine", "organisation"], "whose")?;
        // An id that nobody has: an account without a person has no applications of its own.
        let own = |id: Option<String>| id.unwrap_or_else(|| "none".to_owned());
        Ok(Filters {
            kind: words(&self.kind, &["measure", "post"], "kind")?,
            state: words(&self.state, &State::WORDS, "state")?,
            answer: words(&self.answer, &answers, "answer")?,
            measure: text(&self.measure),
            post: text(&self.post),
            person: (whose == Some("mine")).then(|| own(cx.actor.person.map(|id| id.to_string()))),
            organisation: (whose == Some("organisation"))
                .then(|| own(cx.actor.organisation.map(|id| id.to_string()))),
        })
    }
}
