//! Writing: values of the model as rows of the database.

use crate::model::{ClosedWhy, Post, State};
use platform::database::{Arg, Connection, DatabaseError};

const COLUMNS: [&str; 31] = [
    "id",
    "organisation_id",
    "reference",
    "title_zh",
    "title_en",
    "description_zh",
    "description_en",
    "csco",
    "isco",
    "place",
    "places_count",
    "pay_from",
    "pay_to",
    "pay_currency",
    "pay_per",
    "pay_year_to",
    "degree",
    "degree_rank",
    "experience_months",
    "skills",
    "languages",
    "licences",
    "employment_type",
    "opens",
    "closes",
    "state",
    "drafted_on",
    "published_on",
    "closed_on",
    "closed_why",
    "closed_by",
];

/// Rows of one statement. Few, because sqlx looks each argument's name up in a list as long as the statement's arguments:
/// 200 rows of eight columns spent half of a large import's time there (`perf`, 20,000 people).
const ROWS: usize = 8;

/// A new post. A reference that the organisation has already is a unique violation.
pub(crate) async fn insert(db: &mut Connection, post: &Post) -> Result<(), DatabaseError> {
    insert_many(db, std::slice::from_ref(post)).await
}

/// Many new posts at once, for imports: a few rows a statement.
///
/// # Errors
/// What the database says; a reference that its organisation has already is a unique violation.
pub async fn insert_many(db: &mut Connection, posts: &[Post]) -> Result<(), DatabaseError> {
    let width = COLUMNS.len();
    for chunk in posts.chunks(ROWS) {
        let mut args = Vec::with_capacity(chunk.len() * width);
        for post in chunk {
            args.extend(row(post)?);
        }
        let rows: Vec<String> = (0..chunk.len())
            .map(|row| {
                let places: Vec<String> =
                    (1..=width).map(|column| format!("${}", row * width + column)).collect();
                format!("({})", places.join(", "))
            })
            .collect();
        let sql = format!("insert into posts ({}) values {}", COLUMNS.join(", "), rows.join(", "));
        db.execute(sql, args).await?;
    }
    Ok(())
}

/// A post as it is now. The day of its draft stays once it is published. Answers `false`, and changes nothing, if it was
/// closed meanwhile: nothing opens a closed post again.
pub(crate) async fn save(db: &mut Connection, post: &Post) -> Result<bool, DatabaseError> {
    let mut sets = Vec::new();
    let mut args = Vec::new();
    for (column, arg) in COLUMNS.into_iter().zip(row(post)?) {
        let is_fixed = matches!(column, "id" | "organisation_id" | "drafted_on");
        if !is_fixed {
            args.push(arg);
            sets.push(format!("{column} = ${}", args.len()));
        }
    }
    args.push(post.id.into());
    let sql =
        format!("update posts set {} where id = ${} and state <> 'closed'", sets.join(", "), args.len());
    Ok(db.execute(sql, args).await? == 1)
}

/// The state of a post whose last day passed, and nothing else of it. Answers `false`, and changes nothing, if it was closed
/// or given another last day meanwhile.
pub(crate) async fn save_expired(db: &mut Connection, post: &Post) -> Result<bool, DatabaseError> {
    let [word, _, _, on, why, _] = state(&post.state);
    let sql = "update posts set state = $1, closed_on = $2, closed_why = $3 where id = $4 and state = 'published' and closes = $5";
    let args = vec![word, on, why, post.id.into(), post.details.closes.into()];
    Ok(db.execute(sql, args).await? == 1)
}

fn row(post: &Post) -> Result<Vec<Arg>, DatabaseError> {
    let details = &post.details;
    let pay = details.pay.as_ref();
    let languages: Vec<String> = details.languages.iter().map(ToString::to_string).collect();
    let mut args: Vec<Arg> = vec![
        post.id.into(),
        post.organisation.into(),
        details.reference.clone().into(),
        details.title.zh().into(),
        details.title.en().into(),
        details.description.zh().into(),
        details.description.en().into(),
        details.csco.as_ref().map(ToString::to_string).into(),
        details.isco.as_ref().map(ToString::to_string).into(),
        (&details.place).into(),
        details.places_count.map(|count| i64::from(count.get())).into(),
        pay.map(|pay| pay.from().minor).into(),
        pay.map(|pay| pay.to().minor).into(),
        pay.map(|pay| pay.currency().code()).into(),
        pay.map(|pay| pay.per().id()).into(),
        pay.map(|pay| {
            let [_, most] = pay.per_year();
            most.minor
        })
        .into(),
        details.degree.map(|degree| degree.id()).into(),
        details.degree.map_or(0, |degree| degree.rank()).into(),
        details.experience_months.map(i64::from).into(),
        json("skills", &details.skills)?,
        json("languages", &languages)?,
        json("licences", &details.licences)?,
        details.employment_type.map(|kind| kind.id()).into(),
        details.opens.into(),
        details.closes.into(),
    ];
    args.extend(state(&post.state));
    Ok(args)
}

/// `state, drafted_on, published_on, closed_on, closed_why, closed_by`.
fn state(state: &State) -> [Arg; 6] {
    let none = || Arg::Text(None);
    match *state {
        State::Draft { since } => ["draft".into(), since.into(), none(), none(), none(), none()],
        State::Published { on } => ["published".into(), none(), on.into(), none(), none(), none()],
        State::Closed { published_on, on, why } => {
            let (word, by) = match why {
                ClosedWhy::DatePassed => ("date_passed", None),
                ClosedWhy::ByEmployer { by } => ("by_employer", Some(by)),
                ClosedWhy::OrganisationClosed => ("organisation_closed", None),
            };
            ["closed".into(), none(), published_on.into(), on.into(), word.into(), by.into()]
        }
    }
}

fn json(column: &str, words: &[String]) -> Result<Arg, DatabaseError> {
    serde_json::to_string(words)
        .map(Arg::from)
        .map_err(|error| DatabaseError::Column { column: column.to_owned(), problem: error.to_string() })
}
