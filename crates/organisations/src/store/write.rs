//! Writing: values of the model as rows of the database.

use crate::model::{Organisation, Standing};
use platform::{
    clock::Entropy,
    database::{Arg, Connection, DatabaseError},
    vault::{Vault, VaultError},
};
use vocabulary::OrganisationId;

/// The name under which credit codes are sealed and indexed.
pub(super) const CREDIT_CODE: &str = "organisations.credit_code";
/// How many columns a row has.
const WIDTH: usize = 16;
/// Rows of one statement. Few, because sqlx looks each argument's name up in a list as long as the statement's arguments:
/// 200 rows of eight columns spent half of a large import's time there (`perf`, 20,000 people).
const ROWS: usize = 16;

const COLUMNS: &str = "id, kind, name_zh, name_en, credit_code_sealed, credit_code_index, place, industry, headcount, description_zh, description_en, standing, registered_on, verified_on, verified_by, closed_on";

/// A new organisation. A credit code that another has is a unique violation.
pub(crate) async fn insert(
    db: &mut Connection,
    organisation: &Organisation,
    vault: &Vault,
    entropy: &Entropy,
) -> Result<(), DatabaseError> {
    insert_many(db, std::slice::from_ref(organisation), vault, entropy).await
}

/// Many new organisations at once, for imports: a few rows a statement.
///
/// # Errors
/// What the database says; a credit code that another has is a unique violation.
pub async fn insert_many(
    db: &mut Connection,
    organisations: &[Organisation],
    vault: &Vault,
    entropy: &Entropy,
) -> Result<(), DatabaseError> {
    for chunk in organisations.chunks(ROWS) {
        let mut args = Vec::with_capacity(chunk.len() * WIDTH);
        for organisation in chunk {
            args.extend(row(organisation, vault, entropy)?);
        }
        let rows: Vec<String> = (0..chunk.len())
            .map(|row| {
                let places: Vec<String> =
                    (1..=WIDTH).map(|column| format!("${}", row * WIDTH + column)).collect();
                format!("({})", places.join(", "))
            })
            .collect();
        db.execute(format!("insert into organisations ({COLUMNS}) values {}", rows.join(", ")), args).await?;
    }
    Ok(())
}

fn row(organisation: &Organisation, vault: &Vault, entropy: &Entropy) -> Result<Vec<Arg>, DatabaseError> {
    let details = &organisation.details;
    let id = organisation.id.to_string();
    let (sealed, index) = match &details.credit_code {
        Some(code) => {
            let sealed = vault.seal(code.expose(), CREDIT_CODE, &id, entropy).map_err(broken)?;
            (Some(sealed), Some(vault.index(code.expose(), CREDIT_CODE)))
        }
        None => (None, None),
    };
    let description = details.description.as_ref();
    let mut args = vec![
        id.into(),
        details.kind.id().into(),
        details.name.zh().into(),
        details.name.en().into(),
        sealed.into(),
        index.into(),
        (&details.place).into(),
        details.industry.as_ref().map(ToString::to_string).into(),
        details.headcount.map(|band| band.id()).into(),
        description.and_then(|wording| wording.zh()).into(),
        description.and_then(|wording| wording.en()).into(),
    ];
    args.extend(standing(&organisation.standing));
    Ok(args)
}

/// `standing, registered_on, verified_on, verified_by, closed_on`.
fn standing(standing: &Standing) -> [Arg; 5] {
    let (word, registered_on, verification, closed_on) = match *standing {
        Standing::Registered { on } => ("registered", on, None, None),
        Standing::Verified { registered_on, verification } => {
            ("verified", registered_on, Some(verification), None)
        }
        Standing::Closed { registered_on, verification, on } => {
            ("closed", registered_on, verification, Some(on))
        }
    };
    [
        word.into(),
        registered_on.into(),
        verification.map(|verification| verification.on).into(),
        verification.map(|verification| verification.by).into(),
        closed_on.into(),
    ]
}

/// Where it stands now.
pub(crate) async fn save_standing(
    db: &mut Connection,
    organisation: &Organisation,
) -> Result<(), DatabaseError> {
    let mut args = Vec::from(standing(&organisation.standing));
    args.push(organisation.id.into());
    db.execute(
        "update organisations set standing = $1, registered_on = $2, verified_on = $3, verified_by = $4, closed_on = $5 where id = $6",
        args,
    )
    .await?;
    Ok(())
}

/// Forgets the organisation's credit code, so that another may have it.
pub(crate) async fn release_code(db: &mut Connection, id: OrganisationId) -> Result<(), DatabaseError> {
    let sql = "update organisations set credit_code_sealed = null, credit_code_index = null where id = $1";
    db.execute(sql, vec![id.into()]).await?;
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn broken(error: VaultError) -> DatabaseError {
    DatabaseError::Column { column: "credit_code_sealed".to_owned(), problem: error.to_string() }
}
