//! The tables of drafts, their files, and what happened to them.

use crate::model::{Done, Draft, DraftFile, DraftFiles, MOST_FILES, State, StateWord};
use jiff::Timestamp;
use platform::{
    database::{Arg, Connection, DatabaseError, Row},
    permissions::Filter,
};
use std::fmt::Display;
use uuid::Uuid;
use vocabulary::{AccountId, DraftId};

const COLUMNS: &str = "id, pack, title, based_on, started_at, started_by, revision, changed_at, changed_by, state, submitted_at, submitted_by, approved_at, approved_by, ended_at, ended_by, in_force_from, edition_id";

/// So many things that happened to a draft are shown, the latest of them.
const EVENTS_LIMIT: i64 = 200;

/// A draft by its id.
pub(crate) async fn load(db: &mut Connection, id: DraftId) -> Result<Option<Draft>, DatabaseError> {
    let sql = format!("select {COLUMNS} from policy_drafts where id = $1");
    db.fetch_optional(sql, vec![id.into()]).await?.as_ref().map(read).transpose()
}

/// Which drafts a list shows; what is absent lets all pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filters {
    /// In this state.
    pub(crate) state: Option<StateWord>,
    /// Of this pack.
    pub(crate) pack: Option<String>,
}

/// A page of drafts, the newest first, before `before`, of what `allowed` (placeholders from 1) lets through.
pub(crate) async fn list(
    db: &mut Connection,
    allowed: Filter,
    filters: &Filters,
    before: Option<DraftId>,
    limit: u32,
) -> Result<Vec<Draft>, DatabaseError> {
    let mut args = allowed.args;
    let mut conditions = vec![allowed.sql];
    let mut add = |condition: &str, arg: Arg, args: &mut Vec<Arg>| {
        args.push(arg);
        conditions.push(format!("{condition} ${}", args.len()));
    };
    if let Some(state) = filters.state {
        add("state =", state.word().into(), &mut args);
    }
    if let Some(pack) = &filters.pack {
        add("pack =", pack.into(), &mut args);
    }
    // `dft_g` stands behind every id: they go on with hexadecimal digits.
    add("id <", before.map_or_else(|| "dft_g".to_owned(), |id| id.to_string()).into(), &mut args);
    args.push(limit.into());
    let sql = format!(
        "select {COLUMNS} from policy_drafts where {} order by id desc limit ${}",
        conditions.join(" and "),
        args.len()
    );
    db.fetch_all(sql, args).await?.iter().map(read).collect()
}

/// The files of a draft.
pub(crate) async fn files(db: &mut Connection, id: DraftId) -> Result<DraftFiles, DatabaseError> {
    let sql = "select path, content, base, revision, changed_at, changed_by from policy_draft_files where draft_id = $1 order by path limit $2";
    // Files that were taken out stay as rows: twice as many as there may be at one time is read.
    let most = i64::try_from(2 * MOST_FILES).unwrap_or(i64::MAX);
    let rows = db.fetch_all(sql, vec![id.into(), most.into()]).await?;
    let file = |row: &Row| {
        Ok(DraftFile {
            path: row.text("path")?,
            content: row.maybe_text("content")?,
            base: row.maybe_text("base")?,
            revision: row.int("revision")?,
            changed: Done { at: row.parse("changed_at")?, by: row.parse("changed_by")? },
        })
    };
    Ok(DraftFiles::new(rows.iter().map(file).collect::<Result<_, DatabaseError>>()?))
}

/// Something that happened to a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happened {
    pub(crate) at: Timestamp,
    pub(crate) what: String,
    pub(crate) by: AccountId,
    pub(crate) note: String,
}

/// What happened to a draft, the latest first.
pub(crate) async fn events(db: &mut Connection, id: DraftId) -> Result<Vec<Happened>, DatabaseError> {
    let sql = "select at, what, account_id, note from policy_draft_events where draft_id = $1 order by number desc limit $2";
    let rows = db.fetch_all(sql, vec![id.into(), EVENTS_LIMIT.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Happened {
                at: row.parse("at")?,
                what: row.text("what")?,
                by: row.parse("account_id")?,
                note: row.text("note")?,
            })
        })
        .collect()
}

/// Keeps that something happened to a draft.
pub(crate) async fn put_event(
    db: &mut Connection,
    event: Uuid,
    draft: DraftId,
    what: &str,
    done: Done,
    note: &str,
) -> Result<(), DatabaseError> {
    let sql = "select coalesce(max(number), 0) + 1 as n from policy_draft_events where draft_id = $1";
    let number = db.fetch_one(sql, vec![draft.into()]).await?.int("n")?;
    let sql = "insert into policy_draft_events (id, draft_id, number, at, what, account_id, note) values ($1, $2, $3, $4, $5, $6, $7)";
    let args = vec![
        event.to_string().into(),
        draft.into(),
        number.into(),
        done.at.into(),
        what.into(),
        done.by.into(),
        note.into(),
    ];
    db.execute(sql, args).await.map(drop)
}

/// Keeps a new draft with its files.
pub(crate) async fn insert(
    db: &mut Connection,
    draft: &Draft,
    files: &DraftFiles,
) -> Result<(), DatabaseError> {
    let sql = "insert into policy_drafts (id, pack, title, based_on, started_at, started_by, revision, changed_at, changed_by, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let args = vec![
        draft.id.into(),
        (&draft.pack).into(),
        (&draft.title).into(),
        (&draft.based_on).into(),
        draft.started.at.into(),
        draft.started.by.into(),
        draft.revision.into(),
        draft.changed.at.into(),
        draft.changed.by.into(),
        draft.state.word().word().into(),
    ];
    db.execute(sql, args).await?;
    for file in files.iter() {
        insert_file(db, draft.id, file).await?;
    }
    Ok(())
}

async fn insert_file(db: &mut Connection, draft: DraftId, file: &DraftFile) -> Result<(), DatabaseError> {
    let sql = "insert into policy_draft_files (draft_id, path, content, base, revision, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7)";
    let args = vec![
        draft.into(),
        (&file.path).into(),
        file.content.clone().into(),
        file.base.clone().into(),
        file.revision.into(),
        file.changed.at.into(),
        file.changed.by.into(),
    ];
    db.execute(sql, args).await.map(drop)
}

/// Keeps a file as it is now. Answers `false` if it is no longer at the revision `from`: somebody else was faster.
/// Without one it is a new file.
pub(crate) async fn save_file(
    db: &mut Connection,
    draft: DraftId,
    file: &DraftFile,
    from: Option<i64>,
) -> Result<bool, DatabaseError> {
    let Some(from) = from else {
        insert_file(db, draft, file).await?;
        return Ok(true);
    };
    let sql = "update policy_draft_files set content = $1, revision = $2, changed_at = $3, changed_by = $4 where draft_id = $5 and path = $6 and revision = $7";
    let args = vec![
        file.content.clone().into(),
        file.revision.into(),
        file.changed.at.into(),
        file.changed.by.into(),
        draft.into(),
        (&file.path).into(),
        from.into(),
    ];
    Ok(db.execute(sql, args).await? == 1)
}

/// Keeps a draft as it is now. Answers `false` if it is no longer as `from` was: somebody else was faster.
pub(crate) async fn save_draft(
    db: &mut Connection,
    from: &Draft,
    draft: &Draft,
) -> Result<bool, DatabaseError> {
    let (submitted, approved, ended) = (draft.state.submitted(), draft.state.approved(), draft.state.ended());
    let at = |done: Option<Done>| done.map(|done| done.at);
    let by = |done: Option<Done>| done.map(|done| done.by);
    let edition = draft.state.edition();
    let sql = "update policy_drafts set revision = $1, changed_at = $2, changed_by = $3, state = $4, submitted_at = $5, submitted_by = $6, approved_at = $7, approved_by = $8, ended_at = $9, ended_by = $10, in_force_from = $11, edition_id = $12 where id = $13 and revision = $14 and state = $15";
    let args = vec![
        draft.revision.into(),
        draft.changed.at.into(),
        draft.changed.by.into(),
        draft.state.word().word().into(),
        at(submitted).into(),
        by(submitted).into(),
        at(approved).into(),
        by(approved).into(),
        at(ended).into(),
        by(ended).into(),
        edition.map(|(from, _)| from).into(),
        edition.map(|(_, id)| id).into(),
        draft.id.into(),
        from.revision.into(),
        from.state.word().word().into(),
    ];
    Ok(db.execute(sql, args).await? == 1)
}

fn read(row: &Row) -> Result<Draft, DatabaseError> {
    Ok(Draft {
        id: row.parse("id")?,
        pack: row.text("pack")?,
        title: row.text("title")?,
        based_on: row.text("based_on")?,
        started: Done { at: row.parse("started_at")?, by: row.parse("started_by")? },
        revision: row.int("revision")?,
        changed: Done { at: row.parse("changed_at")?, by: row.parse("changed_by")? },
        state: state(row)?,
    })
}

fn state(row: &Row) -> Result<State, DatabaseError> {
    let done = |at: &str, by: &str| {
        Ok::<_, DatabaseError>(match (row.maybe(at)?, row.maybe(by)?) {
            (Some(at), Some(by)) => Some(Done { at, by }),
            _ => None,
        })
    };
    let word = row.text("state")?;
    let submitted = done("submitted_at", "submitted_by")?;
    let approved = done("approved_at", "approved_by")?;
    let ended = done("ended_at", "ended_by")?;
    match (StateWord::from_word(&word), submitted, approved, ended) {
        (Some(StateWord::Editing), ..) => Ok(State::Editing),
        (Some(StateWord::Submitted), Some(submitted), ..) => Ok(State::Submitted { submitted }),
        (Some(StateWord::Approved), Some(submitted), Some(approved), _) => {
            Ok(State::Approved { submitted, approved })
        }
        (Some(StateWord::Published), Some(submitted), Some(approved), Some(published)) => {
            let (from, edition) = (row.parse("in_force_from")?, row.parse("edition_id")?);
            Ok(State::Published { submitted, approved, published, from, edition })
        }
        (Some(StateWord::Discarded), _, _, Some(discarded)) => Ok(State::Discarded { discarded }),
        _ => Err(wrong("state", &word)),
    }
}

fn wrong(column: &str, problem: &impl Display) -> DatabaseError {
    DatabaseError::Column { column: column.to_owned(), problem: problem.to_string() }
}
