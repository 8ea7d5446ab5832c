//! Writing: values of the model as rows of the database.

use crate::model::{Application, State, Wish};
use jiff::Timestamp;
use platform::database::{Arg, Connection, DatabaseError};
use uuid::Uuid;
use vocabulary::{AccountId, ApplicationId};

/// The vault's name of the field.
pub(crate) const CONTACT: &str = "applications.contact";

/// Keeps how to reach the person, locked away.
pub(crate) async fn save_contact(
    db: &mut Connection,
    id: ApplicationId,
    locked: &str,
) -> Result<(), DatabaseError> {
    let sql = "update applications set contact_sealed = $1 where id = $2";
    db.execute(sql, vec![locked.into(), id.into()]).await.map(drop)
}

/// Keeps a new application and that it was received. A second open one of the same person for the same thing is a
/// unique violation.
pub(crate) async fn insert(
    db: &mut Connection,
    application: &Application,
    by: AccountId,
    event: Uuid,
) -> Result<(), DatabaseError> {
    let Application { id, reference, wish, person, organisation, answer, sealed, state } = application;
    let (pack, version, measure, post) = match wish {
        Wish::Measure { pack, version, measure } => (Some(pack), Some(version), Some(measure), None),
        Wish::Post { post } => (None, None, None, Some(*post)),
    };
    db.execute(
        "insert into applications (id, reference, kind, pack, version, measure, post_id, person_id, organisation_id, \
         answer, facts, answer_json, fingerprint, assessed_on, known_on, seal, state, received_at, missing, open_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        vec![
            (*id).into(),
            reference.to_string().into(),
            wish.word().into(),
            pack.cloned().into(),
            version.cloned().into(),
            measure.cloned().into(),
            post.into(),
            (*person).into(),
            (*organisation).into(),
            answer.word().into(),
            (&sealed.facts).into(),
            (&sealed.answer).into(),
            (&sealed.fingerprint).into(),
            sealed.on.into(),
            sealed.known_on.into(),
            (&sealed.seal).into(),
            state.word().into(),
            state.received_at().into(),
            "[]".into(),
            wish.key(*person).into(),
        ],
    )
    .await?;
    put_event(db, application, by, event, state.received_at()).await
}

/// Keeps a new state and that it happened. Answers `false` if the application is no longer in the state `from`: somebody
/// else was faster.
pub(crate) async fn save_state(
    db: &mut Connection,
    application: &Application,
    from: &State,
    by: AccountId,
    (event, at): (Uuid, Timestamp),
) -> Result<bool, DatabaseError> {
    let Application { id, wish, person, state, .. } = application;
    let acceptance = state.acceptance();
    let changed = db
        .execute(
            "update applications set state = $1, accepted_at = $2, accepted_by = $3, missing = $4, withdrawn_at = $5, open_key = $6 \
             where id = $7 and state = $8 and missing = $9",
            vec![
                state.word().into(),
                acceptance.map(|acceptance| acceptance.at).into(),
                acceptance.map(|acceptance| acceptance.by).into(),
                missing(state).into(),
                state.withdrawn_at().into(),
                state.is_open().then(|| wish.key(*person)).into(),
                (*id).into(),
                from.word().into(),
                missing(from).into(),
            ],
        )
        .await?;
    if changed == 1 {
        put_event(db, application, by, event, at).await?;
    }
    Ok(changed == 1)
}

async fn put_event(
    db: &mut Connection,
    application: &Application,
    by: AccountId,
    event: Uuid,
    at: Timestamp,
) -> Result<(), DatabaseError> {
    let args: Vec<Arg> = vec![
        event.to_string().into(),
        application.id.into(),
        at.into(),
        application.state.word().into(),
        by.into(),
        missing(&application.state).into(),
    ];
    let sql = "insert into application_events (id, application_id, at, what, account_id, detail) values ($1, $2, $3, $4, $5, $6)";
    db.execute(sql, args).await.map(drop)
}

fn missing(state: &State) -> String {
    // A list of texts has no way to fail.
    serde_json::to_string(state.missing()).unwrap_or_else(|_| "[]".to_owned())
}
