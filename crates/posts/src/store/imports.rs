//! Files that were checked and wait to be taken over.

use jiff::{SignedDuration, Timestamp};
use platform::database::{Connection, DatabaseError};
use vocabulary::{AccountId, OrganisationId};

/// How long a file waits.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A file that was checked.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    pub(crate) id: String,
    /// Whose posts it holds; `None`: it says whose, line by line.
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) made_by: AccountId,
    pub(crate) file_name: String,
    /// Base64; empty once its lines were taken over.
    pub(crate) content: String,
    pub(crate) imported_at: Option<Timestamp>,
}

pub(crate) async fn keep_import(
    db: &mut Connection,
    import: &Import,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    db.execute(
        "insert into post_imports (id, organisation_id, made_by, file_name, content, made_at) values ($1, $2, $3, $4, $5, $6)",
        vec![
            (&import.id).into(),
            import.organisation.into(),
            import.made_by.into(),
            (&import.file_name).into(),
            (&import.content).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn import(
    db: &mut Connection,
    id: &str,
    now: Timestamp,
) -> Result<Option<Import>, DatabaseError> {
    let since = now.checked_sub(KEPT).unwrap_or(now);
    let row = db
        .fetch_optional(
            "select id, organisation_id, made_by, file_name, content, imported_at from post_imports where id = $1 and made_at >= $2",
            vec![id.into(), since.into()],
        )
        .await?;
    row.map(|row| {
        Ok(Import {
            id: row.text("id")?,
            organisation: row.maybe("organisation_id")?,
            made_by: row.parse("made_by")?,
            file_name: row.text("file_name")?,
            content: row.text("content")?,
            imported_at: row.maybe("imported_at")?,
        })
    })
    .transpose()
}

/// The file's lines were taken over: the file itself is not kept. Answers `false` if somebody did so already.
pub(crate) async fn mark_imported(
    db: &mut Connection,
    id: &str,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let changed = db
        .execute(
            "update post_imports set imported_at = $1, content = '' where id = $2 and imported_at is null",
            vec![now.into(), id.into()],
        )
        .await?;
    Ok(changed == 1)
}

/// Deletes the files that waited longer than a day.
pub(crate) async fn forget_imports(db: &mut Connection, now: Timestamp) -> Result<(), DatabaseError> {
    let before = now.checked_sub(KEPT).unwrap_or(now);
    db.execute("delete from post_imports where made_at < $1", vec![before.into()]).await?;
    Ok(())
}
