//! The table of facts.

use crate::{
    Holder,
    model::{Fact, FactName, Profile, Said, SaidBy, Source},
};
use jiff::Timestamp;
use platform::database::{Connection, DatabaseError, Row};
use vocabulary::{PersonId, Refusal, VisitId};

/// More than [`crate::acts::MOST_STATEMENTS`], which the acts keep to: a reading is never cut.
const MOST_ROWS: i64 = 10_000;

/// Which column says whose a fact is, and the id in it.
fn column(holder: Holder) -> (&'static str, String) {
    match holder {
        Holder::Person(person) => ("person_id", person.to_string()),
        Holder::Visit(visit) => ("visit_id", visit.to_string()),
    }
}

/// Everything ever said about a person, or in a visit.
pub(crate) async fn profile(db: &mut Connection, holder: Holder) -> Result<Profile, DatabaseError> {
    let (column, id) = column(holder);
    let sql = format!(
        "select id, name, said, source, said_by, recorded_at, holds_since, evidence from facts where {column} = $1 order by recorded_at, id limit $2"
    );
    let rows = db.fetch_all(sql, vec![id.into(), MOST_ROWS.into()]).await?;
    Ok(Profile::new(rows.iter().map(read).collect::<Result<_, _>>()?))
}

/// The profiles of at most `most` persons whose ids come after `after`, in the order of their ids: whoever reads all goes on
/// behind the last. A person of whom nothing was said is among them.
pub(crate) async fn profiles_after(
    db: &mut Connection,
    after: Option<PersonId>,
    most: u32,
) -> Result<Vec<(PersonId, Profile)>, DatabaseError> {
    // `per_` stands before every id.
    let after = after.map_or_else(|| "per_".to_owned(), |id| id.to_string());
    let sql = "select id from persons where id > $1 order by id limit $2";
    let rows = db.fetch_all(sql, vec![(&after).into(), most.into()]).await?;
    let ids = rows.iter().map(|row| row.parse("id")).collect::<Result<Vec<PersonId>, _>>()?;
    let Some(last) = ids.last() else { return Ok(Vec::new()) };
    let sql = "select id, person_id, name, said, source, said_by, recorded_at, holds_since, evidence from facts where person_id > $1 and person_id <= $2 order by person_id, recorded_at, id limit $3";
    let most_rows = MOST_ROWS.saturating_mul(i64::from(most));
    let rows = db.fetch_all(sql, vec![after.into(), (*last).into(), most_rows.into()]).await?;
    let mut facts = std::collections::HashMap::<PersonId, Vec<Fact>>::with_capacity(ids.len());
    for row in &rows {
        facts.entry(row.parse("person_id")?).or_default().push(read(row)?);
    }
    let profile = |id: PersonId| (id, Profile::new(facts.remove(&id).unwrap_or_default()));
    Ok(ids.into_iter().map(profile).collect())
}

fn read(row: &Row) -> Result<Fact, DatabaseError> {
    let of = |column: &'static str| {
        move |refusal: Refusal| DatabaseError::Column {
            column: column.to_owned(),
            problem: refusal.to_string(),
        }
    };
    let source = row.text("source")?;
    Ok(Fact {
        id: row.parse("id")?,
        name: FactName::parse(&row.text("name")?, "name").map_err(of("name"))?,
        said: Said::from_json(&row.text("said")?).map_err(of("said"))?,
        source: Source::from_word(&source).ok_or_else(|| DatabaseError::Column {
            column: "source".to_owned(),
            problem: "is no source".to_owned(),
        })?,
        said_by: row.parse("said_by")?,
        recorded_at: row.parse("recorded_at")?,
        holds_since: row.maybe("holds_since")?,
        evidence: row.maybe_text("evidence")?,
    })
}

/// How many facts were ever said about a person, or in a visit.
pub(crate) async fn count(db: &mut Connection, holder: Holder) -> Result<i64, DatabaseError> {
    let (column, id) = column(holder);
    let sql = format!("select count(*) as n from facts where {column} = $1");
    db.fetch_one(sql, vec![id.into()]).await?.int("n")
}

/// Keeps one fact more.
pub(crate) async fn insert(db: &mut Connection, holder: Holder, fact: &Fact) -> Result<(), DatabaseError> {
    db.execute(
        "insert into facts (id, person_id, visit_id, name, said, source, said_by, recorded_at, holds_since, evidence) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vec![
            fact.id.into(),
            holder.person().into(),
            holder.visit().into(),
            fact.name.as_str().into(),
            fact.said.to_json().into(),
            fact.source.word().into(),
            fact.said_by.to_string().into(),
            fact.recorded_at.into(),
            fact.holds_since.into(),
            fact.evidence.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Deletes what the person or visit itself said about a fact; what others vouched for stays. Answers how many.
pub(crate) async fn delete_own_words(
    db: &mut Connection,
    holder: Holder,
    name: &FactName,
) -> Result<u64, DatabaseError> {
    let (column, id) = column(holder);
    let sql = format!("delete from facts where {column} = $1 and name = $2 and source in ($3, $4)");
    let own = [Source::SelfDeclared, Source::Uploaded].map(|source| source.word().into());
    let [declared, uploaded] = own;
    db.execute(sql, vec![id.into(), name.as_str().into(), declared, uploaded]).await
}

/// Whether a visit has facts that nobody took over.
pub(crate) async fn has_visit_facts(db: &mut Connection, visit: VisitId) -> Result<bool, DatabaseError> {
    let sql = "select 1 as one from facts where visit_id = $1 limit 1";
    Ok(db.fetch_optional(sql, vec![visit.into()]).await?.is_some())
}

/// A visit's facts become a person's. Answers how many.
pub(crate) async fn move_to_person(
    db: &mut Connection,
    visit: VisitId,
    person: PersonId,
) -> Result<u64, DatabaseError> {
    let sql = "update facts set person_id = $1, visit_id = null where visit_id = $2";
    db.execute(sql, vec![person.into(), visit.into()]).await
}

/// Deletes the facts of visits whose last word is older than `before`. Answers how many.
pub(crate) async fn delete_old_visits(db: &mut Connection, before: Timestamp) -> Result<u64, DatabaseError> {
    let sql = "delete from facts where visit_id in (select visit_id from facts where visit_id is not null group by visit_id having max(recorded_at) < $1)";
    db.execute(sql, vec![before.into()]).await
}

impl std::fmt::Display for SaidBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Visit(visit) => visit.fmt(f),
        }
    }
}

impl std::str::FromStr for SaidBy {
    type Err = vocabulary::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::Account).or_else(|_| text.parse().map(Self::Visit))
    }
}
