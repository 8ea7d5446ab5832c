//! Which versions a case is assessed under: those in force on the day, or on the day of a named event, or an earlier one
//! that keeps whoever began under it. Where that is not known, the answer stays open.

use super::{
    answer::{Determination, Outcome, Reason, ReasonKind, Trilean},
    show,
};
use crate::{
    evaluate::{Bound, Eval, FactPath, Machine, Paths, State, Val},
    facts::DefaultValue,
    pack::{Carried, Keep, Pack, Version},
    texts::sentence,
};
use jiff::civil::Date;
use std::collections::HashMap;
use vocabulary::Text;

/// Why it is not known which version applies.
pub(super) struct Open {
    text: Text,
    article: Option<String>,
    missing: Vec<String>,
}

/// A version under which a case is assessed.
pub(super) struct Use<'p> {
    pub(super) version: &'p Version,
    /// The day that chose it.
    pub(super) day: Date,
    /// From when on it was not read whether it applies.
    pub(super) since: Option<Date>,
    pub(super) kept: Option<&'p Keep>,
    pub(super) open: Option<Open>,
}

/// The versions for a case.
pub(super) fn choose<'p>(pack: &'p Pack, bound: &Bound, on: Date, known_on: Date) -> Vec<Use<'p>> {
    let mut uses: Vec<Use<'p>> = Vec::new();
    for version in pack.in_force(on, known_on) {
        if pack.version_by.iter().any(|(family, _)| *family == version.family) {
            continue;
        }
        let since = pack.not_read_since(version, on, known_on);
        uses.push(Use { version, day: on, since, kept: None, open: None });
    }
    for (family, event) in &pack.version_by {
        let fact = pack.vocabulary.facts().get(*event);
        let by_default = fact.and_then(|fact| fact.default.as_ref()).map(|default| &default.value);
        let given = match bound.get(FactPath { fact: *event, field: None }) {
            Some(Val::Date(date)) => Some(date),
            _ => by_default.filter(|value| **value == DefaultValue::On).map(|_| on),
        };
        let day = given.unwrap_or(on);
        let several = pack.versions.iter().filter(|version| version.family == *family).count() > 1;
        let open = (given.is_none() && several).then(|| Open {
            text: sentence("reason-version_by", &[]),
            article: None,
            missing: fact.map(|fact| fact.name.clone()).into_iter().collect(),
        });
        let chosen = pack.in_force(day, known_on).into_iter().find(|version| version.family == *family);
        let Some(version) = chosen else { continue };
        let since = pack.not_read_since(version, day, known_on);
        uses.push(Use { version, day, since, kept: None, open });
    }
    for chosen in &mut uses {
        keep(pack, bound, on, known_on, chosen);
    }
    uses
}

/// Whether an earlier version keeps this person, or may.
fn keep<'p>(pack: &'p Pack, bound: &Bound, on: Date, known_on: Date, chosen: &mut Use<'p>) {
    if chosen.open.is_some() {
        return;
    }
    let version = chosen.version;
    let mut machine = Machine::new(version, bound, on, known_on);
    for keep in &version.arrangements.keeps {
        if keep.until.is_some_and(|until| on >= until) {
            continue;
        }
        let who = machine.value(&keep.who);
        if who.is_false() {
            continue;
        }
        if who.is_true() {
            if let Some(earlier) = pack.version(&keep.under) {
                // That the earlier one goes on for them is said: there is no doubt whether it does.
                (chosen.version, chosen.since, chosen.kept) = (earlier, None, Some(keep));
            }
        } else {
            let missing = show::names(&pack.vocabulary, bound, &who.missing);
            chosen.open = Some(Open { text: keep.text.clone(), article: keep.article.clone(), missing });
        }
        return;
    }
}

/// What goes on from earlier versions beside those chosen.
pub(super) fn carried<'p>(pack: &'p Pack, uses: &[Use<'p>], known_on: Date) -> Vec<Carried<'p>> {
    let mut days: Vec<Date> = uses.iter().map(|chosen| chosen.day).collect();
    days.sort_unstable();
    days.dedup();
    let mut carried = Vec::new();
    for day in days {
        let of_day = |carried: &Carried<'_>| {
            let chosen = uses.iter().find(|chosen| chosen.version.family == carried.version.family);
            chosen.is_some_and(|chosen| chosen.day == day && chosen.kept.is_none())
        };
        carried.extend(pack.carried(day, known_on).into_iter().filter(of_day));
    }
    carried
}

impl Open {
    /// The facts that would say it.
    pub(super) fn paths(&self, pack: &Pack, bound: &Bound) -> Paths {
        show::paths(&pack.vocabulary, bound, self.missing.iter().map(String::as_str))
    }

    /// Nothing is decided while it is open which version applies.
    pub(super) fn leave(&self, determination: &mut Determination) {
        determination.outcome = Outcome::Unknown;
        determination.reasons.push(Reason {
            kind: ReasonKind::Version,
            id: "version".to_owned(),
            article: self.article.clone(),
            result: Trilean::Unknown,
            text: self.text.clone(),
            facts: Vec::new(),
            missing: self.missing.clone(),
            sources: Vec::new(),
            failure: None,
        });
        for name in &self.missing {
            if !determination.missing.contains(name) {
                determination.missing.push(name.clone());
            }
        }
    }
}

/// What other measures read of one: whether it comes to yes.
pub(super) fn as_value(pack: &Pack, bound: &Bound, determination: &Determination) -> Eval {
    let state = match determination.outcome {
        Outcome::Yes => State::Known(Val::Bool(true)),
        Outcome::No => State::Known(Val::Bool(false)),
        Outcome::Unknown | Outcome::Refer => State::Unknown,
    };
    let unknown = state == State::Unknown;
    let facts = determination.reasons.iter().flat_map(|reason| &reason.facts);
    let read = show::paths(&pack.vocabulary, bound, facts.map(|fact| fact.name.as_str()));
    let missing = determination.missing.iter().filter(|_| unknown).map(String::as_str);
    let missing = show::paths(&pack.vocabulary, bound, missing);
    Eval { state, read, missing }
}

/// What measures came to so far, by `family/measure`.
pub(super) type Outcomes = HashMap<String, Eval>;
