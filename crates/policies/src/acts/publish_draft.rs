//! A policy officer publishes an approved draft from a day on. It becomes an edition of its pack: locked for ever, served
//! from that day by every program on this database, and found by its fingerprint.

use crate::{
    acts::{DraftNow, keep},
    model::day,
    queries::{Latest, POLICY_OFFICE, Work, changed_meanwhile, done_by, newest},
    store::{self, Publication, StoredEdition},
};
use jiff::civil::Date;
use platform::{
    acts::{Act, Context, Outcome, Records},
    permissions::{Grant, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{DraftId, EditionId, Refusal};

/// Publishes a draft.
pub struct PublishDraft;

/// Which draft, and from which day on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = policies::PublishDraft)]
pub struct PublishFrom {
    /// The draft.
    #[schema(value_type = String)]
    pub draft: DraftId,
    /// From which day on it is served: today or later; today if it is not said.
    #[serde(default)]
    #[schema(format = Date)]
    pub from: Option<String>,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = policies::PublishedEdition)]
pub struct PublishedEdition {
    /// The edition.
    #[schema(value_type = String)]
    pub edition: EditionId,
    /// The pack.
    pub pack: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// From which day on it is served.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The draft.
    pub draft: DraftNow,
}

impl Act for PublishDraft {
    const NAME: &'static str = "policies.publish_draft";
    const SUMMARY: &'static str =
        "Publishes an approved draft as an edition of its pack, served from a day on: today or later.";
    const WHO: &'static [Grant] = POLICY_OFFICE;
    const RECORDS: Records = &["edition", "fingerprint", "from"];
    type Input = PublishFrom;
    type Output = PublishedEdition;

    async fn run(cx: &mut Context<'_>, input: PublishFrom) -> Outcome<PublishedEdition> {
        cx.authorize(&Subject::default())?;
        let done = done_by(cx.actor, cx.now)?;
        let work = Work::load(cx.app, cx.db, input.draft).await?;
        let from = day(input.from.as_deref(), "from", cx.today())?;
        let id = EditionId::new(cx.fresh_id());
        let draft = work.draft.clone().publish(done, id, from, cx.today())?;
        Refusal::all(work.against(cx.app, cx.db, &work.tests()).await?)?;
        let follows = match newest(cx.app, cx.db, &draft.pack).await? {
            Latest::Published(newest) if from < newest.from => {
                let refusal = Refusal::invalid("policies.publish_before_newest", "from");
                return Err(refusal.with("newest", newest.from).into());
            }
            Latest::Published(newest) => Some((newest.id, newest.number)),
            Latest::File { .. } => None,
        };
        let pack = work.pack()?;
        // The model lets no draft be published without an approval.
        let approved = draft.state.approved().ok_or_else(changed_meanwhile)?;

        let own = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
        let edition = StoredEdition {
            pack: draft.pack.clone(),
            publication: Publication {
                id,
                number: follows.map_or(1, |(_, number)| number + 1),
                from,
                title: draft.title.clone(),
            },
            texts: work.files.texts().map(own).collect(),
        };
        let fingerprint = pack.fingerprint().to_owned();
        keep(cx, &work.draft, &draft, "published", done, &from.to_string()).await?;
        let inserted = store::insert_edition(
            cx.db,
            &edition,
            &draft,
            (&fingerprint, follows.map(|(id, _)| id)),
            approved.by,
            done,
        )
        .await;
        match inserted {
            // Somebody published another draft of the same edition at the same moment.
            Err(error) if error.is_unique_violation() => {
                return Err(Refusal::conflict("policies.draft_overtaken").into());
            }
            done => done?,
        }

        cx.record("edition", id);
        cx.record("fingerprint", &fingerprint);
        cx.record("from", from);
        let published = PublishedEdition {
            edition: id,
            pack: draft.pack.clone(),
            fingerprint,
            from,
            draft: DraftNow::of(&draft),
        };
        cx.emit("policies.edition_published", id, &published)?;
        Ok(published)
    }
}
