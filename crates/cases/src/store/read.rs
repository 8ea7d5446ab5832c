//! Reading: rows of the database as values of the model.

use crate::model::{Acceptance, Answer, Application, Reference, Sealed, State, Wish};
use jiff::Timestamp;
use platform::{
    database::{Arg, Connection, DatabaseError, Row},
    permissions::Filter,
};
use std::{collections::HashMap, fmt::Display};
use vocabulary::{AccountId, ApplicationId, PersonId};

const COLUMNS: &str = "id, reference, kind, pack, version, measure, post_id, person_id, organisation_id, answer, facts, answer_json, fingerprint, assessed_on, known_on, seal, state, received_at, accepted_at, accepted_by, missing, withdrawn_at";

/// An application that so many things happened to shows the latest of them.
const EVENTS_LIMIT: i64 = 200;
/// More measures than all packs of an installation have.
const OPEN_LIMIT: i64 = 1000;

pub(crate) async fn load(
    db: &mut Connection,
    id: ApplicationId,
) -> Result<Option<Application>, DatabaseError> {
    let sql = format!("select {COLUMNS} from applications where id = $1");
    db.fetch_optional(sql, vec![id.into()]).await?.as_ref().map(read).transpose()
}

pub(crate) async fn by_reference(
    db: &mut Connection,
    reference: &Reference,
) -> Result<Option<Application>, DatabaseError> {
    let sql = format!("select {COLUMNS} from applications where reference = $1");
    db.fetch_optional(sql, vec![reference.to_string().into()]).await?.as_ref().map(read).transpose()
}

/// The open application of a person for one thing.
pub(crate) async fn open_by_key(
    db: &mut Connection,
    wish: &Wish,
    person: PersonId,
) -> Result<Option<Application>, DatabaseError> {
    let sql = format!("select {COLUMNS} from applications where open_key = $1");
    db.fetch_optional(sql, vec![wish.key(person).into()]).await?.as_ref().map(read).transpose()
}

/// The open applications of a person for measures: the reference of each by [`Wish::key`].
pub(crate) async fn open_measures(
    db: &mut Connection,
    person: PersonId,
) -> Result<HashMap<String, String>, DatabaseError> {
    let sql = "select open_key, reference from applications \
        where person_id = $1 and kind = 'measure' and open_key is not null order by id desc limit $2";
    let rows = db.fetch_all(sql, vec![person.into(), OPEN_LIMIT.into()]).await?;
    rows.iter().map(|row| Ok((row.text("open_key")?, row.text("reference")?))).collect()
}

/// How to reach the person, still locked away.
pub(crate) async fn locked_contact(
    db: &mut Connection,
    id: ApplicationId,
) -> Result<Option<String>, DatabaseError> {
    let row =
        db.fetch_optional("select contact_sealed from applications where id = $1", vec![id.into()]).await?;
    row.map(|row| row.maybe_text("contact_sealed")).transpose().map(Option::flatten)
}

/// Something that happened to an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happened {
    pub(crate) at: Timestamp,
    pub(crate) what: String,
    pub(crate) by: AccountId,
    pub(crate) missing: Vec<String>,
}

/// What happened, the latest first.
pub(crate) async fn events(db: &mut Connection, id: ApplicationId) -> Result<Vec<Happened>, DatabaseError> {
    let sql = "select at, what, account_id, detail from application_events where application_id = $1 order by id desc limit $2";
    let rows = db.fetch_all(sql, vec![id.into(), EVENTS_LIMIT.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Happened {
                at: row.parse("at")?,
                what: row.text("what")?,
                by: row.parse("account_id")?,
                missing: row.json("detail")?,
            })
        })
        .collect()
}

/// Which applications a list shows; what is absent lets all pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    /// `measure` or `post`.
    pub(crate) kind: Option<&'static str>,
    /// One of [`State::WORDS`].
    pub(crate) state: Option<&'static str>,
    /// One of [`Answer::ALL`].
    pub(crate) answer: Option<&'static str>,
    /// Of this measure.
    pub(crate) measure: Option<String>,
    /// For this post.
    pub(crate) post: Option<String>,
    /// Of this person.
    pub(crate) person: Option<String>,
    /// To this organisation.
    pub(crate) organisation: Option<String>,
}

impl Filters {
    fn sql(&self, first: usize) -> (String, Vec<Arg>) {
        let (mut parts, mut args): (Vec<String>, Vec<Arg>) = (vec!["1 = 1".to_owned()], Vec::new());
        let columns = [
            ("kind", self.kind),
            ("state", self.state),
            ("answer", self.answer),
            ("measure", self.measure.as_deref()),
            ("post_id", self.post.as_deref()),
            ("person_id", self.person.as_deref()),
            ("organisation_id", self.organisation.as_deref()),
        ];
        for (column, value) in columns {
            if let Some(value) = value {
                parts.push(format!("{column} = ${}", first + args.len()));
                args.push(value.into());
            }
        }
        (parts.join(" and "), args)
    }
}

/// A page of applications, the newest first, before `before`, of what `allowed` (placeholders from 1) lets through.
pub(crate) async fn list(
    db: &mut Connection,
    allowed: Filter,
    filters: &Filters,
    before: Option<ApplicationId>,
    limit: u32,
) -> Result<Vec<Application>, DatabaseError> {
    let mut args = allowed.args;
    let (conditions, more) = filters.sql(args.len() + 1);
    args.extend(more);
    // `app_g` stands behind every id: they go on with hexadecimal digits.
    args.push(before.map_or_else(|| "app_g".to_owned(), |id| id.to_string()).into());
    let before = args.len();
    args.push(limit.into());
    let last = args.len();
    let sql = format!(
        "select {COLUMNS} from applications where {} and {conditions} and id < ${before} order by id desc limit ${last}",
        allowed.sql
    );
    db.fetch_all(sql, args).await?.iter().map(read).collect()
}

/// How many applications were ever received.
pub(crate) async fn count_all(db: &mut Connection) -> Result<i64, DatabaseError> {
    db.fetch_one("select count(*) as n from applications", vec![]).await?.int("n")
}

/// How many applications there are of each state, among those that `allowed` and `kind` let through.
pub(crate) async fn counts(
    db: &mut Connection,
    allowed: Filter,
    filters: &Filters,
) -> Result<Vec<(String, i64)>, DatabaseError> {
    let mut args = allowed.args;
    let (conditions, more) = filters.sql(args.len() + 1);
    args.extend(more);
    let sql = format!(
        "select state, count(*) as n from applications where {} and {conditions} group by state order by state",
        allowed.sql
    );
    db.fetch_all(sql, args).await?.iter().map(|row| Ok((row.text("state")?, row.int("n")?))).collect()
}

fn read(row: &Row) -> Result<Application, DatabaseError> {
    let answer = row.text("answer")?;
    let wish = match row.text("kind")?.as_str() {
        "measure" => Wish::Measure {
            pack: row.text("pack")?,
            version: row.text("version")?,
            measure: row.text("measure")?,
        },
        "post" => Wish::Post { post: row.parse("post_id")? },
        other => return Err(wrong("kind", &other)),
    };
    Ok(Application {
        id: row.parse("id")?,
        reference: row.parse("reference")?,
        wish,
        person: row.parse("person_id")?,
        organisation: row.maybe("organisation_id")?,
        answer: Answer::from_word(&answer).ok_or_else(|| wrong("answer", &answer))?,
        sealed: Sealed {
            facts: row.text("facts")?,
            answer: row.text("answer_json")?,
            fingerprint: row.text("fingerprint")?,
            on: row.parse("assessed_on")?,
            known_on: row.parse("known_on")?,
            seal: row.text("seal")?,
        },
        state: state(row)?,
    })
}

fn state(row: &Row) -> Result<State, DatabaseError> {
    let received_at = row.parse("received_at")?;
    let acceptance = match (row.maybe("accepted_at")?, row.maybe("accepted_by")?) {
        (Some(at), Some(by)) => Some(Acceptance { at, by }),
        _ => None,
    };
    let word = row.text("state")?;
    match (word.as_str(), acceptance) {
        ("received", None) => Ok(State::Received { at: received_at }),
        ("accepted", Some(acceptance)) => Ok(State::Accepted { received_at, acceptance }),
        ("papers_missing", Some(acceptance)) => {
            Ok(State::AcceptedWithPapersMissing { received_at, acceptance, missing: row.json("missing")? })
        }
        ("withdrawn", acceptance) => {
            Ok(State::Withdrawn { received_at, acceptance, at: row.parse("withdrawn_at")? })
        }
        _ => Err(wrong("state", &word)),
    }
}

fn wrong(column: &str, problem: &impl Display) -> DatabaseError {
    DatabaseError::Column { column: column.to_owned(), problem: problem.to_string() }
}
