//! The invented people, with their facts and identity numbers.

use super::CHUNK;
use anyhow::bail;
use indicatif::ProgressBar;
use jiff::civil::Date;
use people::{
    NewPerson,
    model::{IdentityNumber, SaidBy},
};
use platform::app::App;
use rules::{Outcome, Pack};
use serde_json::{Map, Value};
use testkit::region::{DemoPerson, Region};
use vocabulary::{AccountId, PersonId};

/// What whoever is shown first must have told, so that a visitor of the demonstration meets answers and not only questions.
const RATED: &str = "talent_class_3";
/// How many of the rated are judged, to find whom the demonstration shows first.
const JUDGED: usize = 60;

/// Puts all of them in; answers whom the demonstration shows first, and what that person is called: of the first of the
/// rated, the one with most entitlements today (in a very small region without a rated one, the first of all).
pub async fn fill(
    app: &App,
    region: &Region,
    officer: AccountId,
    bar: &ProgressBar,
) -> anyhow::Result<Option<(PersonId, String)>> {
    let (mut first, mut judged) = (None, 0);
    let mut shown: Option<(usize, PersonId, String)> = None;
    let today = app.region().date_of(app.now());
    let shelf = app.part::<policies::Shelf>();
    let pack = shelf.and_then(|shelf| shelf.packs().into_iter().next());
    let mut chunk = Vec::with_capacity(CHUNK);
    for demo in region.people() {
        let id = PersonId::new(app.entropy().uuid(app.now()));
        if first.is_none() {
            first = Some((id, demo.name.zh.clone()));
        }
        let is_rated = demo.fact(RATED).is_some_and(|told| told.get("none").is_none());
        if let Some(pack) = pack.as_deref().filter(|_| is_rated && judged < JUDGED) {
            judged += 1;
            let certain = certain(pack, &demo, today);
            if shown.as_ref().is_none_or(|(most, ..)| certain > *most) {
                shown = Some((certain, id, demo.name.zh.clone()));
            }
        }
        chunk.push(person(app, id, &demo)?);
        if chunk.len() == CHUNK {
            save(app, std::mem::take(&mut chunk), officer, bar).await?;
        }
    }
    save(app, chunk, officer, bar).await?;
    Ok(shown.map(|(_, id, name)| (id, name)).or(first))
}

/// To how many measures somebody is entitled today, beyond doubt.
fn certain(pack: &Pack, demo: &DemoPerson, today: Date) -> usize {
    let facts: Map<String, Value> =
        demo.facts.iter().map(|(name, value)| ((*name).to_string(), value.clone())).collect();
    let file = serde_json::json!({ "facts": facts }).to_string();
    let Ok(facts) = rules::facts::parse_json(&file, &pack.vocabulary) else { return 0 };
    rules::assess(pack, &facts, today, today).map_or(0, |assessment| {
        assessment.measures.iter().filter(|measure| measure.outcome == Outcome::Yes).count()
    })
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
