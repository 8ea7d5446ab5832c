//! What stands about a person or a visit today, typed by the vocabulary: what the rules and the matching read.

use crate::{
    Holder,
    model::{Profile, ProfileOn, Said},
    parts::vocabulary_of,
    store,
};
use platform::{
    app::App,
    database::{Connection, DatabaseError},
};
use rules::{Facts, Vocabulary, facts::Given};
use vocabulary::PersonId;

/// The standing facts of a holder. A stored value that no longer fits the vocabulary is left out, and so is unknown; a
/// fact to which the answer was "I do not know" stands without a value.
///
/// # Errors
/// What the database says.
pub async fn facts_of(db: &mut Connection, app: &App, holder: Holder) -> Result<Facts, DatabaseError> {
    let profile = store::profile(db, holder).await?;
    Ok(typed(&profile.as_of(app.region().date_of(app.now())), &vocabulary_of(app)))
}

/// Everything ever said about a holder.
///
/// # Errors
/// What the database says.
pub async fn profile_of(db: &mut Connection, holder: Holder) -> Result<Profile, DatabaseError> {
    store::profile(db, holder).await
}

/// The profiles of at most `most` registered persons whose ids come after `after`, in the order of their ids. For reckoning
/// over the whole registry: whoever calls it lets nothing leave but figures of many.
///
/// # Errors
/// What the database says.
pub async fn profiles_after(
    db: &mut Connection,
    after: Option<PersonId>,
    most: u32,
) -> Result<Vec<(PersonId, Profile)>, DatabaseError> {
    store::profiles_after(db, after, most).await
}

/// How many persons are registered.
///
/// # Errors
/// What the database says.
pub async fn count_registered(db: &mut Connection) -> Result<i64, DatabaseError> {
    store::count_persons(db).await
}

/// A person's name; `None` if there is no such person.
///
/// # Errors
/// What the database says.
pub async fn name_of(db: &mut Connection, person: PersonId) -> Result<Option<String>, DatabaseError> {
    store::name(db, person).await
}

/// A profile on a day, typed by a vocabulary.
#[must_use]
pub fn typed(profile: &ProfileOn<'_>, vocabulary: &Vocabulary) -> Facts {
    // Nearly always everything fits, and one reading does; else each fact is read for itself.
    let mut facts = rules::facts::parse_json(&profile.to_facts_file(), vocabulary).unwrap_or_else(|_| {
        let mut facts = Facts::new();
        for standing in profile.iter() {
            let one = profile.to_facts_file_of(&standing.fact.name);
            if let Ok(read) = rules::facts::parse_json(&one, vocabulary) {
                read.iter().for_each(|(name, given)| facts.give(name, given.clone()));
            }
        }
        facts
    });
    for standing in profile.iter().filter(|standing| standing.fact.said == Said::Unknown) {
        let name = standing.fact.name.as_str();
        if vocabulary.fact(name).is_some() {
            facts.give(name, Given { value: None, since: None, source: None });
        }
    }
    facts
}
