//! The invented people, with their facts and identity numbers.

use super::CHUNK;
use anyhow::bail;
use indicatif::ProgressBar;
use people::{
    NewPerson,
    model::{IdentityNumber, SaidBy},
};
use platform::app::App;
use testkit::region::{DemoPerson, Region};
use vocabulary::{AccountId, PersonId};

/// What whoever is shown first must have told, so that a visitor of the demonstration meets amounts and not only questions.
const RATED: &str = "talent_class_3";

/// Puts all of them in; answers the first who has been rated (in a very small region, the first of all), and what that
/// person is called.
pub async fn fill(
    app: &App,
    region: &Region,
    officer: AccountId,
    bar: &ProgressBar,
) -> anyhow::Result<Option<(PersonId, String)>> {
    let (mut first, mut rated) = (None, None);
    let mut chunk = Vec::with_capacity(CHUNK);
    for demo in region.people() {
        let id = PersonId::new(app.entropy().uuid(app.now()));
        if first.is_none() {
            first = Some((id, demo.name.zh.clone()));
        }
        if rated.is_none() && demo.fact(RATED).is_some_and(|told| told.get("none").is_none()) {
            rated = Some((id, demo.name.zh.clone()));
        }
        chunk.push(person(app, id, &demo)?);
        if chunk.len() == CHUNK {
            save(app, std::mem::take(&mut chunk), officer, bar).await?;
        }
    }
    save(app, chunk, officer, bar).await?;
    Ok(rated.or(first))
}

async fn save(app: &App, rows: Vec<NewPerson>, officer: AccountId, bar: &ProgressBar) -> anyhow::Result<()> {
    bar.inc(u64::try_from(rows.len())?);
    let now = app.now();
    app.database()
        .write(move |db| {
            Box::pin(async move { people::insert_many(db, &rows, SaidBy::Account(officer), now).await })
        })
        .await??;
    Ok(())
}

fn person(app: &App, id: PersonId, demo: &DemoPerson) -> anyhow::Result<NewPerson> {
    let today = app.region().date_of(app.now());
    let facts = demo.facts.iter().map(|(name, value)| (name.as_str(), value));
    let fresh = || app.entropy().uuid(app.now());
    let person = match NewPerson::read(id, demo.name.zh.clone(), facts, today, fresh) {
        Ok(person) => person,
        Err(refusal) => bail!("the invented person {}: {refusal}", demo.index),
    };
    let Some(number) = &demo.identity_number else { return Ok(person) };
    match IdentityNumber::parse(number, today) {
        Ok(number) => Ok(person.with_identity_number(&number, app.vault(), app.entropy())?),
        Err(refusal) => bail!("the invented person {}: {refusal}", demo.index),
    }
}
