//! What saving facts has in common, whoever says them: check every value, refuse all that is wrong at once, keep what is
//! new.

use crate::{
    Holder,
    model::{Fact, FactName, FactValue, Household, Said, SaidBy, Source},
    parts::vocabulary_of,
    store,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use platform::acts::{Context, Outcome, Stop};
use rules::{Facts, Vocabulary, facts::Given};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use vocabulary::{FactId, Kind, Refusal};

/// How many facts may ever be said about one person or in one visit: a life has fewer, an attack has more.
pub const MOST_STATEMENTS: i64 = 5_000;
/// Nobody older than this is believed; the oldest age ever proven is 122 years.
const OLDEST_YEARS: i32 = 130;

/// How many facts were kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = people::Recorded)]
pub struct Recorded {
    /// Facts that say something new.
    pub saved: usize,
    /// Facts that said what was known already, in the same words and from the same source.
    pub unchanged: usize,
}

/// Where facts come from in one act.
pub(super) struct Origin {
    pub source: Source,
    pub evidence: Option<String>,
}

/// Checks `facts` and keeps them for `holder`. Nothing is kept if anything is wrong. The source that a fact claims is
/// ignored: what makes a fact official is who says it.
pub(super) async fn record(
    cx: &mut Context<'_>,
    holder: Holder,
    facts: &Map<String, Value>,
    origin: &Origin,
) -> Outcome<Recorded> {
    let said = check(facts, &vocabulary_of(cx.app), cx.today())?;
    let said_by = speaker(cx)?;

    let profile = store::profile(cx.db, holder).await?;
    let room = MOST_STATEMENTS.saturating_sub(store::count(cx.db, holder).await?);
    let mut recorded = Recorded { saved: 0, unchanged: 0 };
    let mut changed: Vec<String> = Vec::new();
    for (name, said, holds_since) in said {
        let last = profile.history_of(&name).last();
        let last_of_source = profile.history_of(&name).filter(|fact| fact.source == origin.source).last();
        let is_known =
            last_of_source.is_some_and(|fact| fact.said == said && fact.holds_since == holds_since);
        if is_known {
            recorded.unchanged += 1;
            continue;
        }
        if i64::try_from(recorded.saved).unwrap_or(i64::MAX) >= room {
            let refusal = Refusal::new(Kind::TooMany, "people.too_many_statements");
            return Err(refusal.with("limit", MOST_STATEMENTS).into());
        }
        let fact = Fact {
            id: FactId::new(cx.fresh_id()),
            name,
            said,
            source: origin.source,
            said_by,
            recorded_at: after(last, cx.now),
            holds_since,
            evidence: origin.evidence.clone(),
        };
        store::insert(cx.db, holder, &fact).await?;
        recorded.saved += 1;
        changed.push(fact.name.as_str().to_owned());
    }

    cx.about(holder);
    cx.record("facts", recorded.saved);
    cx.record("source", origin.source.word());
    if !changed.is_empty() {
        // Names only: the outbox is no place for what somebody said.
        cx.emit("people.facts_saved", holder, &changed)?;
    }
    Ok(recorded)
}

/// Now, or just after the last word about the same fact: which word is the last must never be left to chance.
fn after(last: Option<&Fact>, now: Timestamp) -> Timestamp {
    let next = last.and_then(|fact| fact.recorded_at.checked_add(SignedDuration::from_millis(1)).ok());
    next.map_or(now, |next| next.max(now))
}

/// Who speaks: the account if somebody is signed in, else the visit.
fn speaker(cx: &Context<'_>) -> Outcome<SaidBy> {
    let account = cx.actor.account.map(SaidBy::Account);
    account
        .or_else(|| cx.actor.visit.map(SaidBy::Visit))
        .ok_or_else(|| Refusal::new(Kind::SignInFirst, "platform.sign_in_first").into())
}

type Statement = (FactName, Said, Option<Date>);

/// Every fact as it will be kept, or all that is wrong, each at its field.
fn check(facts: &Map<String, Value>, vocabulary: &Vocabulary, today: Date) -> Outcome<Vec<Statement>> {
    if facts.is_empty() {
        return Err(Refusal::invalid("people.no_facts", "facts").into());
    }
    let mut wrong: Vec<Refusal> = Vec::new();
    let mut statements = Vec::new();
    for (name, value) in facts {
        match read_one(name, value, vocabulary) {
            Ok(read) => {
                for (name, given) in read.iter() {
                    match statement(name, given, today) {
                        Ok(statement) => statements.push(statement),
                        Err(refusal) => wrong.extend(apart(refusal)),
                    }
                }
            }
            Err(refusals) => wrong.extend(refusals),
        }
    }
    Refusal::all(wrong)?;
    Ok(statements)
}

/// One refusal with others behind it as several.
fn apart(mut refusal: Refusal) -> Vec<Refusal> {
    let also = std::mem::take(&mut refusal.also);
    std::iter::once(refusal).chain(also).collect()
}

/// One by one, so that a mistake in the notation of one fact does not hide those of others.
fn read_one(name: &str, value: &Value, vocabulary: &Vocabulary) -> Result<Facts, Vec<Refusal>> {
    let one: Map<String, Value> = std::iter::once((name.to_owned(), value.clone())).collect();
    let text = serde_json::json!({ "facts": one }).to_string();
    rules::facts::parse_json(&text, vocabulary)
        .map_err(|errors| errors.into_iter().map(Refusal::from).collect())
}

fn statement(name: &str, given: &Given, today: Date) -> Result<Statement, Refusal> {
    let said = match &given.value {
        None => Said::Unknown,
        // As the rules write it, so that what is kept is of one form, however it came in.
        Some(value) => Said::from_json(&serde_json::to_string(value).unwrap_or_default())
            .map_err(|refusal| refusal.at(name))?,
    };
    plausible(name, given, &said, today)?;
    Ok((FactName::parse(name, name)?, said, given.since))
}

/// What no type can say: a birth date lies behind us, and a household is one.
fn plausible(name: &str, given: &Given, said: &Said, today: Date) -> Result<(), Refusal> {
    match (name, &given.value, said) {
        ("birth_date", Some(rules::Value::Date(born)), _) => {
            if *born > today {
                return Err(Refusal::invalid("people.birth_date_in_future", name));
            }
            let oldest = today.checked_sub(jiff::Span::new().years(OLDEST_YEARS)).unwrap_or(Date::MIN);
            if *born < oldest {
                return Err(Refusal::invalid("people.birth_date_too_early", name).with("years", OLDEST_YEARS));
            }
            Ok(())
        }
        ("household", Some(rules::Value::List(_)), Said::Value(list @ FactValue::List(_))) => {
            Household::read(list, today).map(drop)
        }
        _ => Ok(()),
    }
}

/// The holder that an input names, or the actor's own; and whether it is the actor's own.
pub(super) fn holder(cx: &Context<'_>, named: Option<vocabulary::PersonId>) -> Outcome<(Holder, bool)> {
    let own = Holder::of(cx.actor);
    match named.map(Holder::Person).or(own) {
        Some(holder) => Ok((holder, Some(holder) == own)),
        None => Err(Stop::from(Refusal::new(Kind::SignInFirst, "platform.sign_in_first"))),
    }
}

/// A person that somebody names must be there.
pub(super) async fn must_exist(cx: &mut Context<'_>, holder: Holder) -> Outcome<()> {
    if let Holder::Person(person) = holder
        && store::name(cx.db, person).await?.is_none()
    {
        return Err(Refusal::not_found("people.no_such_person").at("person").into());
    }
    Ok(())
}
