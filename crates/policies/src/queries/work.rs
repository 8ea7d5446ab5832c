//! A draft as acts, queries and pages of the workbench load it: with its files and what the engine says of them.

use super::shelf_of;
use crate::{
    model::{Checked, Done, Draft, DraftFiles, Readiness, TestReport},
    store::{self, Newest, SimulationState, Texts},
};
use platform::{
    accounts,
    acts::{Outcome, Stop},
    app::App,
    database::Connection,
    permissions::{Actor, Grant, Role},
};
use rules::{Pack, Vocabulary};
use std::sync::Arc;
use vocabulary::{AccountId, DraftId, Kind, Refusal};

/// Who works on packs: the policy office. Which of them approves is the model's rule, not a role's.
pub(crate) const POLICY_OFFICE: &[Grant] = &[Grant::any(Role::PolicyOfficer)];

/// A draft, its files, and what the engine says of them.
pub(crate) struct Work {
    pub(crate) draft: Draft,
    pub(crate) files: DraftFiles,
    pub(crate) checked: Checked,
}

impl Work {
    /// Loads it.
    ///
    /// # Errors
    /// `policies.no_such_draft`.
    pub(crate) async fn load(app: &App, db: &mut Connection, id: DraftId) -> Outcome<Self> {
        let draft = draft_of(db, id).await?;
        let files = store::files(db, id).await?;
        let checked = check(app, &draft, &files)?;
        Ok(Self { draft, files, checked })
    }

    /// The pack of the draft.
    ///
    /// # Errors
    /// `policies.draft_has_mistakes`.
    pub(crate) fn pack(&self) -> Outcome<&Arc<Pack>> {
        self.checked.pack.as_ref().ok_or_else(|| {
            let count = self.checked.errors().count();
            let first = self.checked.errors().next();
            let place = first
                .map(|found| format!("{}:{}:{}", found.file, found.line, found.column))
                .unwrap_or_default();
            Refusal::conflict("policies.draft_has_mistakes").with("count", count).with("place", place).into()
        })
    }

    /// The pack that the draft was begun from. It checked when it was put on the shelf.
    ///
    /// # Errors
    /// Our own failure, if a later release of the engine finds a mistake in it.
    pub(crate) fn base(&self) -> Outcome<Pack> {
        rules::load(&self.files.base_files()).map_err(|findings| {
            let first = findings.first().map(ToString::to_string).unwrap_or_default();
            Stop::Internal(format!(
                "the edition that {} was begun from does not load: {first}",
                self.draft.id
            ))
        })
    }

    /// How its golden cases come out; none is run while the draft has mistakes.
    pub(crate) fn tests(&self) -> TestReport {
        self.checked
            .pack
            .as_ref()
            .map_or_else(TestReport::default, |pack| TestReport::of(pack, self.files.tests()))
    }

    /// Everything that stands against submitting or publishing it.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn against(
        &self,
        app: &App,
        db: &mut Connection,
        tests: &TestReport,
    ) -> Outcome<Vec<Refusal>> {
        let newest = newest(app, db, &self.draft.pack).await?;
        let simulated = store::latest_simulation(db, self.draft.id)
            .await?
            .filter(|simulation| simulation.state == SimulationState::Done)
            .map(|simulation| simulation.revision);
        let readiness = Readiness {
            draft: &self.draft,
            files: &self.files,
            checked: &self.checked,
            tests,
            simulated,
            newest: newest.fingerprint(),
        };
        Ok(readiness.against())
    }
}

/// Checks the files of a draft beside the other packs on the shelf.
pub(crate) fn check(app: &App, draft: &Draft, files: &DraftFiles) -> Outcome<Checked> {
    let packs = shelf_of(app)?.packs();
    let others = packs.iter().filter(|pack| pack.id != draft.pack);
    let vocabularies: Vec<&Vocabulary> = others.map(|pack| &pack.vocabulary).collect();
    Ok(files.check(&draft.pack, &vocabularies))
}

/// A draft without its files.
///
/// # Errors
/// `policies.no_such_draft`.
pub(crate) async fn draft_of(db: &mut Connection, id: DraftId) -> Outcome<Draft> {
    store::load(db, id).await?.ok_or_else(|| Refusal::not_found("policies.no_such_draft").at("draft").into())
}

/// What a draft is for: the caption of its pages.
///
/// # Errors
/// `policies.no_such_draft`.
pub(crate) async fn read_title(app: &App, id: DraftId) -> Outcome<String> {
    Ok(draft_of(&mut app.database().read().await?, id).await?.title)
}

/// What was published of a pack last: what the next draft begins from.
pub(crate) enum Latest {
    /// Published from the workbench.
    Published(Newest),
    /// What stands in the folder.
    File {
        /// Its fingerprint.
        fingerprint: String,
        /// Its texts.
        texts: Arc<Texts>,
    },
}

impl Latest {
    pub(crate) fn fingerprint(&self) -> &str {
        match self {
            Self::Published(newest) => &newest.fingerprint,
            Self::File { fingerprint, .. } => fingerprint,
        }
    }
}

/// What was published of a pack last. The database is asked, because another program may have published it just now.
///
/// # Errors
/// `policies.pack_unknown`.
pub(crate) async fn newest(app: &App, db: &mut Connection, pack: &str) -> Outcome<Latest> {
    if let Some(newest) = store::newest_published(db, pack).await? {
        return Ok(Latest::Published(newest));
    }
    let edition = super::find_edition(app, pack)?;
    let fingerprint = edition.pack.fingerprint().to_owned();
    Ok(Latest::File { fingerprint, texts: Arc::clone(&edition.texts) })
}

/// Who acts, and when. An act of the office has an account behind it: a job or the machine's owner is no second person.
///
/// # Errors
/// `platform.sign_in_first`.
pub(crate) fn done_by(actor: &Actor, now: jiff::Timestamp) -> Outcome<Done> {
    let by = actor.account.ok_or_else(|| Refusal::new(Kind::SignInFirst, "platform.sign_in_first"))?;
    Ok(Done { at: now, by })
}

/// What pages call an account.
pub(crate) async fn name_of(db: &mut Connection, id: AccountId) -> Outcome<String> {
    Ok(accounts::by_id(db, id).await?.map(|account| account.display_name).unwrap_or_else(|| id.to_string()))
}

/// The refusal of somebody whose draft changed under his hands.
pub(crate) fn changed_meanwhile() -> Stop {
    Refusal::conflict("policies.draft_changed_meanwhile").into()
}
