//! Reading: rows of the database as values of the model.

use crate::model::{
    ClosedWhy, CscoCode, Degree, Details, EmploymentType, IscoCode, Pay, PayPeriod, Post, State,
};
use jiff::civil::Date;
use organisations::model::Wording;
use platform::database::{Arg, Connection, DatabaseError, Row};
use std::{collections::BTreeSet, fmt::Display, num::NonZeroU32};
use vocabulary::{Currency, Money, OrganisationId, PostId};

const COLUMNS: &str = "id, organisation_id, reference, title_zh, title_en, description_zh, description_en, csco, isco, place, places_count, pay_from, pay_to, pay_currency, pay_per, degree, experience_months, skills, languages, licences, employment_type, opens, closes, state, drafted_on, published_on, closed_on, closed_why, closed_by";

/// How many ids stand in one statement.
const CHUNK: usize = 500;
/// The most published posts that are held in memory.
const BOARD_LIMIT: i64 = 200_000;
/// How many of them are read at once.
const BOARD_PAGE: i64 = 100;
/// The most references of one organisation (or, for an officer's file, of all) that an import is held against.
const REFERENCES_LIMIT: i64 = 1_000_000;
/// The most posts that close with their organisation in one act.
const CLOSING_LIMIT: i64 = 10_000;

/// A post, in whatever state. Whether others may see it, [`Post::require_shown`] and [`Post::require_open`] say.
///
/// # Errors
/// What the database says.
pub async fn load(db: &mut Connection, id: PostId) -> Result<Option<Post>, DatabaseError> {
    let row =
        db.fetch_optional(format!("select {COLUMNS} from posts where id = $1"), vec![id.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// Posts by id, in the order of the ids; one that is not there is left out.
pub(crate) async fn by_ids(db: &mut Connection, ids: &[PostId]) -> Result<Vec<Post>, DatabaseError> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let places: Vec<String> = (1..=chunk.len()).map(|place| format!("${place}")).collect();
        let sql = format!("select {COLUMNS} from posts where id in ({})", places.join(", "));
        for row in db.fetch_all(sql, chunk.iter().map(|id| Arg::from(*id)).collect()).await? {
            found.push(read(&row)?);
        }
    }
    found.sort_by_cached_key(|post| ids.iter().position(|id| *id == post.id));
    Ok(found)
}

/// Those of [`by_ids`] that everybody may see today.
pub(crate) async fn shown_by_ids(
    db: &mut Connection,
    ids: &[PostId],
    today: Date,
) -> Result<Vec<Post>, DatabaseError> {
    let mut posts = by_ids(db, ids).await?;
    posts.retain(|post| post.require_shown(today).is_ok());
    Ok(posts)
}

/// An organisation's posts, the newest first, before `before`.
pub(crate) async fn of_organisation(
    db: &mut Connection,
    organisation: OrganisationId,
    before: Option<PostId>,
    limit: u32,
) -> Result<Vec<Post>, DatabaseError> {
    // `pst_g` stands behind every id: they go on with hexadecimal digits.
    let before = before.map_or_else(|| "pst_g".to_owned(), |id| id.to_string());
    let sql = format!(
        "select {COLUMNS} from posts where organisation_id = $1 and id < $2 order by id desc limit $3"
    );
    let rows = db.fetch_all(sql, vec![organisation.into(), before.into(), limit.into()]).await?;
    rows.iter().map(read).collect()
}

/// Every published post, for the board: 200,000 at most.
pub async fn all_published(db: &mut Connection) -> Result<Vec<Post>, DatabaseError> {
    let sql = format!("select {COLUMNS} from posts where state = 'published' order by id desc limit $1");
    let rows = db.fetch_all(sql, vec![BOARD_LIMIT.into()]).await?;
    rows.iter().map(read).collect()
}

/// Where a page of posts ended: a day of publication, and an id.
pub(crate) type Ended = (String, String);

/// A page of the posts that everybody may see today, the newest first, from behind `before`, and where it ends; for the
/// board, which holds `held` already. `None` after the last, or once the board is full (200,000).
pub(crate) async fn shown_before(
    db: &mut Connection,
    today: Date,
    before: Option<Ended>,
    held: usize,
) -> Result<Option<(Vec<Post>, Ended)>, DatabaseError> {
    let room = BOARD_LIMIT.saturating_sub(i64::try_from(held).unwrap_or(i64::MAX)).min(BOARD_PAGE);
    // Every id stands before `pst_g`: they go on with hexadecimal digits.
    let (day, id) = before.unwrap_or_else(|| ("9999-12-31".to_owned(), "pst_g".to_owned()));
    // As the index `posts_newest` orders them, so that no page reads those before it again.
    let sql = format!(
        "select {COLUMNS} from posts where state = 'published' and closes >= $1 and (published_on, id) < ($2, $3) order by published_on desc, id desc limit $4"
    );
    let rows = db.fetch_all(sql, vec![today.into(), day.into(), id.into(), room.into()]).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    let ended = (last.text("published_on")?, last.text("id")?);
    Ok(Some((rows.iter().map(read).collect::<Result<_, _>>()?, ended)))
}

/// The published posts whose last day has passed, a page by id, after `after`. They are few: a job closes them.
pub(crate) async fn overdue_after(
    db: &mut Connection,
    today: Date,
    after: Option<PostId>,
    limit: u32,
) -> Result<Vec<PostId>, DatabaseError> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    let rows = db
        .fetch_all(
            "select id from posts where state = 'published' and closes < $1 and id > $2 order by id limit $3",
            vec![today.into(), after.into(), limit.into()],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// The published posts of an organisation that closes.
pub(crate) async fn published_ids_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<PostId>, DatabaseError> {
    let rows = db
        .fetch_all(
            "select id from posts where organisation_id = $1 and state = 'published' order by id limit $2",
            vec![organisation.into(), CLOSING_LIMIT.into()],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// The references that posts have already: of one organisation, or of all.
pub(crate) async fn known_references(
    db: &mut Connection,
    organisation: Option<OrganisationId>,
) -> Result<BTreeSet<(OrganisationId, String)>, DatabaseError> {
    let only = organisation.map_or_else(String::new, |id| id.to_string());
    let rows = db
        .fetch_all(
            "select organisation_id, reference from posts where reference is not null and ($1 = '' or organisation_id = $1) limit $2",
            vec![only.into(), REFERENCES_LIMIT.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("organisation_id")?, row.text("reference")?))).collect()
}

fn read(row: &Row) -> Result<Post, DatabaseError> {
    let coded = |column: &'static str| row.maybe_text(column);
    let languages: Vec<String> = row.json("languages")?;
    Ok(Post {
        id: row.parse("id")?,
        organisation: row.parse("organisation_id")?,
        details: Details {
            reference: row.maybe_text("reference")?,
            title: wording(row, "title_zh", "title_en")?,
            description: wording(row, "description_zh", "description_en")?,
            csco: coded("csco")?
                .map(|code| CscoCode::parse(&code, "csco").map_err(|refusal| wrong("csco", &refusal)))
                .transpose()?,
            isco: coded("isco")?
                .map(|code| IscoCode::parse(&code, "isco").map_err(|refusal| wrong("isco", &refusal)))
                .transpose()?,
            place: row.parse("place")?,
            places_count: row
                .maybe_int("places_count")?
                .map(|count| {
                    u32::try_from(count)
                        .ok()
                        .and_then(NonZeroU32::new)
                        .ok_or_else(|| wrong("places_count", &count))
                })
                .transpose()?,
            pay: pay(row)?,
            degree: word(row, "degree", Degree::from_word)?,
            experience_months: row
                .maybe_int("experience_months")?
                .map(|months| u16::try_from(months).map_err(|_| wrong("experience_months", &months)))
                .transpose()?,
            skills: row.json("skills")?,
            languages: languages
                .iter()
                .map(|text| text.parse().map_err(|_| wrong("languages", text)))
                .collect::<Result<_, _>>()?,
            licences: row.json("licences")?,
            employment_type: word(row, "employment_type", EmploymentType::from_word)?,
            opens: row.maybe("opens")?,
            closes: row.parse("closes")?,
        },
        state: state(row)?,
    })
}

fn wording(row: &Row, zh: &'static str, en: &'static str) -> Result<Wording, DatabaseError> {
    Wording::from_parts(row.maybe_text(zh)?, row.maybe_text(en)?).ok_or_else(|| wrong(zh, &"says nothing"))
}

fn word<T>(row: &Row, column: &'static str, of: fn(&str) -> Option<T>) -> Result<Option<T>, DatabaseError> {
    row.maybe_text(column)?.map(|text| of(&text).ok_or_else(|| wrong(column, &text))).transpose()
}

fn pay(row: &Row) -> Result<Option<Pay>, DatabaseError> {
    let (from, to) = (row.maybe_int("pay_from")?, row.maybe_int("pay_to")?);
    let currency = row.maybe_text("pay_currency")?;
    let per = word(row, "pay_per", PayPeriod::from_word)?;
    let (Some(from), Some(to), Some(currency), Some(per)) = (from, to, currency, per) else {
        return Ok(None);
    };
    let currency = Currency::from_code(&currency).ok_or_else(|| wrong("pay_currency", &currency))?;
    Pay::new(Money::new(from, currency), Money::new(to, currency), per)
        .map(Some)
        .map_err(|refusal| wrong("pay_from", &refusal))
}

fn state(row: &Row) -> Result<State, DatabaseError> {
    match row.text("state")?.as_str() {
        "draft" => Ok(State::Draft { since: row.parse("drafted_on")? }),
        "published" => Ok(State::Published { on: row.parse("published_on")? }),
        "closed" => {
            let why = match row.text("closed_why")?.as_str() {
                "date_passed" => ClosedWhy::DatePassed,
                "by_employer" => ClosedWhy::ByEmployer { by: row.parse("closed_by")? },
                "organisation_closed" => ClosedWhy::OrganisationClosed,
                other => return Err(wrong("closed_why", &other)),
            };
            Ok(State::Closed { published_on: row.parse("published_on")?, on: row.parse("closed_on")?, why })
        }
        other => Err(wrong("state", &other)),
    }
}

fn wrong(column: &str, problem: &impl Display) -> DatabaseError {
    DatabaseError::Column { column: column.to_owned(), problem: problem.to_string() }
}
