//! Reading: rows of the database as values of the model.

use super::write::{CREDIT_CODE, broken};
use crate::model::{
    CreditCode, Details, Headcount, IndustryCode, Organisation, OrganisationKind, Standing, Verification,
    Wording,
};
use platform::{
    database::{Arg, Connection, DatabaseError, Row},
    permissions::Filter,
    vault::Vault,
};
use std::collections::HashMap;
use vocabulary::OrganisationId;

const COLUMNS: &str = "id, kind, name_zh, name_en, place, industry, headcount, description_zh, description_en, standing, registered_on, verified_on, verified_by, closed_on";

/// The most organisations whose names are held at once for an import.
const FINDER_LIMIT: i64 = 200_000;

/// An organisation as others know it: **without its credit code**, which stays sealed (`details.credit_code` is `None`
/// here, whether it has one or not).
///
/// # Errors
/// What the database says.
pub async fn load(db: &mut Connection, id: OrganisationId) -> Result<Option<Organisation>, DatabaseError> {
    let row = db
        .fetch_optional(format!("select {COLUMNS} from organisations where id = $1"), vec![id.into()])
        .await?;
    row.as_ref().map(read).transpose()
}

/// The names of some organisations, by id; one that is not there is left out.
///
/// # Errors
/// What the database says.
pub async fn names_of(
    db: &mut Connection,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Wording>, DatabaseError> {
    let mut names = HashMap::new();
    for chunk in ids.chunks(500) {
        let places: Vec<String> = (1..=chunk.len()).map(|place| format!("${place}")).collect();
        let sql =
            format!("select id, name_zh, name_en from organisations where id in ({})", places.join(", "));
        for row in db.fetch_all(sql, chunk.iter().map(|id| Arg::from(*id)).collect()).await? {
            names.insert(row.parse("id")?, name(&row)?);
        }
    }
    Ok(names)
}

/// A row of a list: the organisation, and whether it has a credit code.
pub(crate) struct Listed {
    pub(crate) organisation: Organisation,
    pub(crate) has_credit_code: bool,
}

/// A page of the list in the order of ids, after `after`, of what `filter` (placeholders from 3) lets through.
pub(crate) async fn list(
    db: &mut Connection,
    after: Option<OrganisationId>,
    standing: Option<&'static str>,
    filter: Filter,
    limit: u32,
) -> Result<Vec<Listed>, DatabaseError> {
    let mut args: Vec<Arg> =
        vec![after.map_or_else(String::new, |id| id.to_string()).into(), standing.unwrap_or_default().into()];
    let last = args.len() + filter.args.len() + 1;
    args.extend(filter.args);
    args.push(limit.into());
    let sql = format!(
        "select {COLUMNS}, credit_code_index \
         from organisations where id > $1 and ($2 = '' or standing = $2) and {} order by id limit ${last}",
        filter.sql
    );
    let rows = db.fetch_all(sql, args).await?;
    rows.iter()
        .map(|row| {
            let has_credit_code = row.maybe_text("credit_code_index")?.is_some();
            Ok(Listed { organisation: read(row)?, has_credit_code })
        })
        .collect()
}

/// Opens an organisation's credit code: only for whoever may see it.
pub(crate) async fn credit_code(
    db: &mut Connection,
    vault: &Vault,
    id: OrganisationId,
) -> Result<Option<CreditCode>, DatabaseError> {
    let row = db
        .fetch_optional("select credit_code_sealed from organisations where id = $1", vec![id.into()])
        .await?;
    let Some(sealed) = row.map(|row| row.maybe_text("credit_code_sealed")).transpose()?.flatten() else {
        return Ok(None);
    };
    let plain = vault.open(&sealed, CREDIT_CODE, &id.to_string()).map_err(broken)?;
    CreditCode::parse(&plain, "credit_code")
        .map(Some)
        .map_err(|refusal| wrong("credit_code_sealed", &refusal))
}

/// The organisation that has this credit code.
pub(crate) async fn id_of_code(
    db: &mut Connection,
    vault: &Vault,
    code: &CreditCode,
) -> Result<Option<OrganisationId>, DatabaseError> {
    let index = vault.index(code.expose(), CREDIT_CODE);
    let row = db
        .fetch_optional("select id from organisations where credit_code_index = $1", vec![index.into()])
        .await?;
    row.map(|row| row.parse("id")).transpose()
}

/// What is counted of organisations for the region's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Those that an officer verified and that take part today: neither only registered, nor closed.
    pub verified: i64,
}

/// Counts. The index by standing answers it without reading a row.
///
/// # Errors
/// What the database says.
pub async fn figures(db: &mut Connection) -> Result<Figures, DatabaseError> {
    let sql = "select count(*) as n from organisations where standing = 'verified'";
    Ok(Figures { verified: db.fetch_one(sql, vec![]).await?.int("n")? })
}

/// Finds organisations by what files write for them: id, credit code, or name in either language. A name that two have
/// finds neither.
#[derive(Debug)]
pub struct Finder {
    by_name: HashMap<String, Option<OrganisationId>>,
    by_code: HashMap<String, OrganisationId>,
    vault: Vault,
}

impl Finder {
    /// The organisation of an id, credit code or name.
    #[must_use]
    pub fn find(&self, written: &str) -> Option<OrganisationId> {
        let written = written.trim();
        if let Ok(id) = written.parse::<OrganisationId>() {
            return self
                .by_name
                .values()
                .flatten()
                .chain(self.by_code.values())
                .any(|known| *known == id)
                .then_some(id);
        }
        if let Ok(code) = CreditCode::parse(written, "organisation") {
            return self.by_code.get(&self.vault.index(code.expose(), CREDIT_CODE)).copied();
        }
        self.by_name.get(written).copied().flatten()
    }
}

/// A finder over all organisations that are not closed, the first 200,000 by id.
///
/// # Errors
/// What the database says.
pub async fn finder(db: &mut Connection, vault: &Vault) -> Result<Finder, DatabaseError> {
    let rows = db
        .fetch_all(
            "select id, name_zh, name_en, credit_code_index from organisations where standing <> 'closed' order by id limit $1",
            vec![FINDER_LIMIT.into()],
        )
        .await?;
    let mut finder = Finder { by_name: HashMap::new(), by_code: HashMap::new(), vault: vault.clone() };
    for row in rows {
        let id: OrganisationId = row.parse("id")?;
        for name in [row.maybe_text("name_zh")?, row.maybe_text("name_en")?].into_iter().flatten() {
            finder
                .by_name
                .entry(name)
                .and_modify(|known| *known = known.filter(|known| *known == id))
                .or_insert(Some(id));
        }
        if let Some(index) = row.maybe_text("credit_code_index")? {
            finder.by_code.insert(index, id);
        }
    }
    Ok(finder)
}

fn read(row: &Row) -> Result<Organisation, DatabaseError> {
    let kind = row.text("kind")?;
    let headcount = row.maybe_text("headcount")?;
    let industry = row.maybe_text("industry")?;
    Ok(Organisation {
        id: row.parse("id")?,
        details: Details {
            kind: OrganisationKind::from_id(&kind).ok_or_else(|| wrong("kind", &kind))?,
            name: name(row)?,
            credit_code: None,
            place: row.parse("place")?,
            industry: industry
                .map(|code| {
                    IndustryCode::parse(&code, "industry").map_err(|refusal| wrong("industry", &refusal))
                })
                .transpose()?,
            headcount: headcount
                .map(|band| Headcount::from_id(&band).ok_or_else(|| wrong("headcount", &band)))
                .transpose()?,
            description: Wording::from_parts(
                row.maybe_text("description_zh")?,
                row.maybe_text("description_en")?,
            ),
        },
        standing: standing(row)?,
    })
}

fn name(row: &Row) -> Result<Wording, DatabaseError> {
    Wording::from_parts(row.maybe_text("name_zh")?, row.maybe_text("name_en")?)
        .ok_or_else(|| wrong("name_zh", &"is null, and so is name_en"))
}

fn standing(row: &Row) -> Result<Standing, DatabaseError> {
    let registered_on = row.parse("registered_on")?;
    let verification = match (row.maybe("verified_on")?, row.maybe("verified_by")?) {
        (Some(on), Some(by)) => Some(Verification { on, by }),
        _ => None,
    };
    let word = row.text("standing")?;
    match (word.as_str(), verification) {
        ("registered", _) => Ok(Standing::Registered { on: registered_on }),
        ("verified", Some(verification)) => Ok(Standing::Verified { registered_on, verification }),
        ("closed", verification) => {
            Ok(Standing::Closed { registered_on, verification, on: row.parse("closed_on")? })
        }
        _ => Err(wrong("standing", &word)),
    }
}

fn wrong(column: &str, problem: &impl std::fmt::Display) -> DatabaseError {
    DatabaseError::Column { column: column.to_owned(), problem: problem.to_string() }
}
