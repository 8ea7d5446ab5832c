//! Many people at once, in few statements: for the demonstration and for imports.

use super::Identity;
use crate::{
    identity,
    model::{IdentityNumber, Said, SaidBy, Source, resume},
};
use jiff::{Timestamp, civil::Date};
use platform::{
    clock::Entropy,
    database::{Arg, Connection, DatabaseError},
    vault::{Vault, VaultError},
};
use uuid::Uuid;
use vocabulary::{FactId, PersonId, Refusal};

/// Rows of one statement. Few, because sqlx looks each argument's name up in a list as long as the statement's arguments:
/// 200 rows of eight columns spent half of a large import's time there (`perf`, 20,000 people).
const ROWS: usize = 16;

/// A person to insert, with all facts; made by [`NewPerson::read`].
#[derive(Debug, Clone)]
pub struct NewPerson {
    id: PersonId,
    name: String,
    identity: Option<Identity>,
    facts: Vec<NewFact>,
}

/// A fact to insert.
#[derive(Debug, Clone)]
pub struct NewFact {
    id: FactId,
    name: String,
    said: String,
    source: Source,
    holds_since: Option<Date>,
}

impl NewPerson {
    /// A person with facts as a facts file writes them (`docs/packs.md`). The caller has checked them against the
    /// vocabulary, and vouches for the sources they claim; `fresh` makes the ids.
    ///
    /// # Errors
    /// What is wrong with the notation, by its field.
    pub fn read<'a>(
        id: PersonId,
        name: impl Into<String>,
        facts: impl IntoIterator<Item = (&'a str, &'a serde_json::Value)>,
        today: Date,
        mut fresh: impl FnMut() -> Uuid,
    ) -> Result<Self, Refusal> {
        let facts: serde_json::Map<String, serde_json::Value> =
            facts.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        let file = serde_json::json!({ "facts": facts }).to_string();
        let draft = resume::read(file.as_bytes(), today)?;
        let told = draft.facts.into_iter().filter(|proposal| proposal.said != Said::Unknown);
        let facts = told.map(|proposal| NewFact {
            id: FactId::new(fresh()),
            name: proposal.name.as_str().to_owned(),
            said: proposal.said.to_json(),
            source: proposal.claimed_source.unwrap_or(Source::SelfDeclared),
            holds_since: proposal.holds_since,
        });
        Ok(Self { id, name: name.into(), identity: None, facts: facts.collect() })
    }

    /// With an identity number, sealed at once.
    ///
    /// # Errors
    /// What the vault says.
    pub fn with_identity_number(
        mut self,
        number: &IdentityNumber,
        vault: &Vault,
        entropy: &Entropy,
    ) -> Result<Self, VaultError> {
        self.identity = Some(identity::seal(vault, entropy, self.id, number)?);
        Ok(self)
    }

    /// Who it is.
    #[must_use]
    pub const fn id(&self) -> PersonId {
        self.id
    }
}

/// Inserts people with their facts, said by `said_by` at `now`. Call it inside a transaction, with some thousand people
/// at a time; statements are large and few.
///
/// # Errors
/// What the database says: a person or an identity number that is there already is a unique violation.
pub async fn insert_many(
    db: &mut Connection,
    people: &[NewPerson],
    said_by: SaidBy,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    for chunk in people.chunks(ROWS) {
        let rows = chunk.iter().map(|person| {
            let (sealed, index) =
                person.identity.clone().map_or((None, None), |of| (Some(of.sealed), Some(of.index)));
            [person.id.into(), (&person.name).into(), now.into(), sealed.into(), index.into()]
        });
        insert(
            db,
            "insert into persons (id, name, created_at, identity_sealed, identity_index) values",
            rows,
        )
        .await?;
    }
    let said_by = said_by.to_string();
    let facts: Vec<(PersonId, &NewFact)> =
        people.iter().flat_map(|person| person.facts.iter().map(|fact| (person.id, fact))).collect();
    for chunk in facts.chunks(ROWS) {
        let rows = chunk.iter().map(|(person, fact)| {
            [
                fact.id.into(),
                (*person).into(),
                (&fact.name).into(),
                (&fact.said).into(),
                fact.source.word().into(),
                (&said_by).into(),
                now.into(),
                fact.holds_since.into(),
            ]
        });
        insert(
            db,
            "insert into facts (id, person_id, name, said, source, said_by, recorded_at, holds_since) values",
            rows,
        )
        .await?;
    }
    Ok(())
}

/// One statement for all rows. Full chunks have the same text, so that it is prepared once.
async fn insert<const N: usize>(
    db: &mut Connection,
    head: &str,
    rows: impl Iterator<Item = [Arg; N]>,
) -> Result<(), DatabaseError> {
    let mut sql = head.to_owned();
    let mut args: Vec<Arg> = Vec::with_capacity(ROWS * N);
    for row in rows {
        sql.push_str(if args.is_empty() { " (" } else { ", (" });
        for (place, arg) in row.into_iter().enumerate() {
            args.push(arg);
            let comma = if place == 0 { "" } else { ", " };
            sql.push_str(&format!("{comma}${}", args.len()));
        }
        sql.push(')');
    }
    if args.is_empty() {
        return Ok(());
    }
    db.execute(sql, args).await.map(drop)
}
