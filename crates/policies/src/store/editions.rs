//! The table of publications. What stands there is never changed: there is no statement that could.

use super::{Publication, StoredEdition, Texts};
use crate::model::{Done, Draft};
use jiff::civil::Date;
use platform::database::{Connection, DatabaseError};
use vocabulary::{AccountId, EditionId};

/// More publications than an installation has in a century of weekly ones.
const MOST: i64 = 10_000;

/// What the first publication of a pack follows: what stands in the installation's folder.
const FILE: &str = "file";

/// Every publication there is.
pub(crate) async fn published_ids(db: &mut Connection) -> Result<Vec<EditionId>, DatabaseError> {
    let rows = db.fetch_all("select id from policy_editions order by id limit $1", vec![MOST.into()]).await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// What was published of a pack last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Newest {
    pub(crate) id: EditionId,
    pub(crate) number: i64,
    pub(crate) fingerprint: String,
    pub(crate) from: Date,
}

/// What was published of a pack last, whether it is served yet or not.
pub(crate) async fn newest_published(
    db: &mut Connection,
    pack: &str,
) -> Result<Option<Newest>, DatabaseError> {
    let sql = "select id, number, fingerprint, from_day from policy_editions where pack = $1 order by number desc limit 1";
    let row = db.fetch_optional(sql, vec![pack.into()]).await?;
    row.map(|row| {
        Ok(Newest {
            id: row.parse("id")?,
            number: row.int("number")?,
            fingerprint: row.text("fingerprint")?,
            from: row.parse("from_day")?,
        })
    })
    .transpose()
}

/// A publication with its texts.
pub(crate) async fn stored_edition(
    db: &mut Connection,
    id: EditionId,
) -> Result<Option<StoredEdition>, DatabaseError> {
    let sql = "select pack, number, from_day, title, files from policy_editions where id = $1";
    let Some(row) = db.fetch_optional(sql, vec![id.into()]).await? else { return Ok(None) };
    let publication = Publication {
        id,
        number: row.int("number")?,
        from: row.parse("from_day")?,
        title: row.text("title")?,
    };
    Ok(Some(StoredEdition { pack: row.text("pack")?, publication, texts: row.json("files")? }))
}

/// Keeps a publication that `follows` another one, or what stands in the folder. A second one that follows the same, or of the
/// same draft, is a unique violation.
pub(crate) async fn insert_edition(
    db: &mut Connection,
    edition: &StoredEdition,
    draft: &Draft,
    (fingerprint, follows): (&str, Option<EditionId>),
    approved_by: AccountId,
    published: Done,
) -> Result<(), DatabaseError> {
    let sql = "insert into policy_editions (id, pack, number, fingerprint, follows, from_day, draft_id, title, published_at, published_by, approved_by, files) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let args = vec![
        edition.publication.id.into(),
        (&edition.pack).into(),
        edition.publication.number.into(),
        fingerprint.into(),
        follows.map_or_else(|| FILE.to_owned(), |id| id.to_string()).into(),
        edition.publication.from.into(),
        draft.id.into(),
        (&edition.publication.title).into(),
        published.at.into(),
        published.by.into(),
        approved_by.into(),
        json(&edition.texts).into(),
    ];
    db.execute(sql, args).await.map(drop)
}

fn json(texts: &Texts) -> String {
    // Texts by text have no way to fail.
    serde_json::to_string(texts).unwrap_or_default()
}
