//! The public list: published posts that are not over, under conditions.

use crate::model::{CscoCode, Degree};
use jiff::civil::Date;
use platform::database::{Arg, Connection, DatabaseError};
use vocabulary::{Money, OrganisationId, PlaceCode, PostId};

/// How many ids stand in one statement.
const CHUNK: usize = 500;

/// What a post must be; what is absent lets all pass. A post that does not say what a condition asks does not pass it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conditions {
    /// It can be seen on this day.
    pub(crate) today: Date,
    /// It lies in this place.
    pub(crate) place: Option<PlaceCode>,
    /// Its occupation is this one, or in this group.
    pub(crate) csco: Option<CscoCode>,
    /// It pays up to this or more a year, in this currency.
    pub(crate) min_pay: Option<Money>,
    /// It asks for this degree at most: whoever has it may apply.
    pub(crate) degree: Option<Degree>,
    /// It is this organisation's.
    pub(crate) organisation: Option<OrganisationId>,
}

impl Conditions {
    /// As SQL, with placeholders from `first` on.
    fn sql(&self, first: usize) -> (String, Vec<Arg>) {
        let mut args: Vec<Arg> = Vec::new();
        let mut parts = vec!["state = 'published'".to_owned()];
        let mut put = |arg: Arg| {
            args.push(arg);
            format!("${}", first + args.len() - 1)
        };
        parts.push(format!("closes >= {}", put(self.today.into())));
        if let Some(place) = &self.place {
            let (exact, inside) = area(place);
            parts.push(format!("(place = {} or place like {})", put(exact.into()), put(inside.into())));
        }
        if let Some(csco) = &self.csco {
            parts.push(format!("csco like {}", put(format!("{}%", group(csco)).into())));
        }
        if let Some(pay) = self.min_pay {
            parts.push(format!(
                "(pay_currency = {} and pay_year_to >= {})",
                put(pay.currency.code().into()),
                put(pay.minor.into())
            ));
        }
        if let Some(degree) = self.degree {
            parts.push(format!("degree_rank <= {}", put(degree.rank().into())));
        }
        if let Some(organisation) = self.organisation {
            parts.push(format!("organisation_id = {}", put(organisation.into())));
        }
        (parts.join(" and "), args)
    }
}

/// A page of the posts that pass, the newest first, and how many pass in all.
pub(crate) async fn newest(
    db: &mut Connection,
    conditions: &Conditions,
    offset: u32,
    limit: u32,
) -> Result<(i64, Vec<PostId>), DatabaseError> {
    let (sql, args) = conditions.sql(1);
    let total =
        db.fetch_one(format!("select count(*) as n from posts where {sql}"), args.clone()).await?.int("n")?;
    let mut all = args;
    all.push(limit.into());
    all.push(offset.into());
    let (limit, offset) = (all.len() - 1, all.len());
    let rows = db
        .fetch_all(
            format!(
                "select id from posts where {sql} order by published_on desc, id desc limit ${limit} offset ${offset}"
            ),
            all,
        )
        .await?;
    Ok((total, rows.iter().map(|row| row.parse("id")).collect::<Result<_, _>>()?))
}

/// Those of `ids` that pass, in their order.
pub(crate) async fn passing(
    db: &mut Connection,
    conditions: &Conditions,
    ids: &[PostId],
) -> Result<Vec<PostId>, DatabaseError> {
    let mut passing = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let (sql, more) = conditions.sql(chunk.len() + 1);
        let places: Vec<String> = (1..=chunk.len()).map(|place| format!("${place}")).collect();
        let mut args: Vec<Arg> = chunk.iter().map(|id| Arg::from(*id)).collect();
        args.extend(more);
        let sql = format!("select id from posts where id in ({}) and {sql}", places.join(", "));
        let mut found = std::collections::HashSet::new();
        for row in db.fetch_all(sql, args).await? {
            found.insert(row.parse::<PostId>("id")?);
        }
        passing.extend(chunk.iter().filter(|id| found.contains(id)));
    }
    Ok(passing)
}

/// A place itself, and the pattern of what lies in it: as [`PlaceCode::is_within`] has it.
fn area(place: &PlaceCode) -> (String, String) {
    let code = place.as_str();
    let is_division = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    let inside = match code.strip_suffix("0000").or_else(|| code.strip_suffix("00")) {
        Some(prefix) if is_division => format!("{prefix}{}", "_".repeat(6 - prefix.len())),
        _ if is_division => code.to_owned(),
        _ => format!("{code}-%"),
    };
    (code.to_owned(), inside)
}

/// A code without the `-00` by which it names a group.
fn group(code: &CscoCode) -> &str {
    let mut text = code.as_str();
    while let Some(shorter) = text.strip_suffix("-00") {
        text = shorter;
    }
    text
}
