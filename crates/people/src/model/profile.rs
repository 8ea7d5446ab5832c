//! A person's profile: every fact ever said, and which of them stands.
//!
//! **Which fact stands.** The person's own word (self-declared, uploaded) and the official word (seen at a window,
//! issued by an authority) are kept apart. Within each, the word recorded last stands: people change, and papers are
//! renewed. Where both have one, the official word stands whatever its age: an authority's statement is never
//! overwritten by a self-declaration. Nothing is lost: the other word is kept and shown beside it as a difference, so
//! that a window can settle it. "I do not know" withdraws the word of its own side only. On a given day only facts speak
//! that hold by then.

use super::{Fact, FactName, Said, Source};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// A person's facts with their history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Oldest first; the id breaks ties, as ids sort by the time they were made.
    history: Vec<Fact>,
}

/// The profile on one day: for each fact ever said about, the one that stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileOn<'a> {
    standing: BTreeMap<&'a FactName, Standing<'a>>,
}

/// The fact that stands, and what contradicts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The fact that stands. Its `said` may be [`Said::Unknown`], if every word was withdrawn.
    pub fact: &'a Fact,
    /// Words of other sources that say something else, the most trusted first.
    pub differing: Vec<&'a Fact>,
}

impl Profile {
    /// The profile of these facts, in any order.
    #[must_use]
    pub fn new(mut facts: Vec<Fact>) -> Self {
        facts.sort_by_key(|fact| (fact.recorded_at, fact.id));
        Self { history: facts }
    }

    /// With one fact more.
    #[must_use]
    pub fn with(mut self, fact: Fact) -> Self {
        let place =
            self.history.partition_point(|old| (old.recorded_at, old.id) <= (fact.recorded_at, fact.id));
        self.history.insert(place, fact);
        self
    }

    /// Everything ever said, oldest first.
    #[must_use]
    pub fn history(&self) -> &[Fact] {
        &self.history
    }

    /// Everything ever said about one fact, oldest first.
    pub fn history_of(&self, name: &FactName) -> impl Iterator<Item = &Fact> {
        self.history.iter().filter(move |fact| &fact.name == name)
    }

    /// The profile as it was known at `moment`: what was recorded later is left out.
    #[must_use]
    pub fn as_known_at(&self, moment: Timestamp) -> Self {
        Self { history: self.history.iter().filter(|fact| fact.recorded_at <= moment).cloned().collect() }
    }

    /// Which facts stand on `day`, by the rule at the head of this file.
    #[must_use]
    pub fn as_of(&self, day: Date) -> ProfileOn<'_> {
        let mut by_name: BTreeMap<&FactName, Vec<&Fact>> = BTreeMap::new();
        for fact in self.history.iter().filter(|fact| fact.holds_since.is_none_or(|since| since <= day)) {
            by_name.entry(&fact.name).or_default().push(fact);
        }
        let standing = by_name.into_iter().filter_map(|(name, facts)| Some((name, standing(&facts)?)));
        ProfileOn { standing: standing.collect() }
    }
}

impl<'a> ProfileOn<'a> {
    /// What stands for a fact: unknown if nobody said anything.
    #[must_use]
    pub fn said(&self, name: &FactName) -> &Said {
        self.standing.get(name).map_or(&Said::Unknown, |standing| &standing.fact.said)
    }

    /// The fact that stands and what contradicts it.
    #[must_use]
    pub fn standing(&self, name: &FactName) -> Option<&Standing<'a>> {
        self.standing.get(name)
    }

    /// All that stands, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Standing<'a>> {
        self.standing.values()
    }

    /// The facts file of this day (docs/packs.md), which the rules read. Unknown facts are left out: missing is unknown.
    #[must_use]
    pub fn to_facts_file(&self) -> String {
        self.written(|_| true)
    }

    /// The same of one fact alone.
    #[must_use]
    pub fn to_facts_file_of(&self, name: &FactName) -> String {
        self.written(|other| other == name)
    }

    fn written(&self, is_wanted: impl Fn(&FactName) -> bool) -> String {
        let wanted = self.standing.iter().filter(|(name, _)| is_wanted(name));
        let told = wanted.filter(|(_, standing)| standing.fact.said != Said::Unknown);
        let facts = told.map(|(name, standing)| (name.as_str(), Written::of(standing.fact))).collect();
        // Writing strings, numbers and maps with text keys into memory has no way to fail.
        serde_json::to_string(&FactsFile { facts }).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct FactsFile<'a> {
    facts: BTreeMap<&'a str, Written<'a>>,
}

/// A fact in a facts file.
#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    None {
        none: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
        source: &'static str,
    },
    Value {
        value: &'a Said,
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
        source: &'static str,
    },
}

impl<'a> Written<'a> {
    fn of(fact: &'a Fact) -> Self {
        let (since, source) = (fact.holds_since, fact.source.word());
        match &fact.said {
            Said::None => Self::None { none: true, since, source },
            said => Self::Value { value: said, since, source },
        }
    }
}

/// The fact that stands among those of one name, oldest first.
fn standing<'a>(facts: &[&'a Fact]) -> Option<Standing<'a>> {
    let last_word =
        |official: bool| facts.iter().rev().find(|fact| fact.source.is_official() == official).copied();
    let told = |fact: &&Fact| fact.said != Said::Unknown;
    let (official, own) = (last_word(true), last_word(false));
    let fact = official.filter(told).or(own.filter(told)).or(official).or(own)?;

    let mut differing: Vec<&Fact> = Source::ALL
        .into_iter()
        .filter_map(|source| facts.iter().rev().find(|fact| fact.source == source).copied())
        .filter(told)
        .filter(|other| other.said != fact.said && !is_replaced_by_the_person(other, own))
        .collect();
    differing.sort_by_key(|fact| Reverse(fact.source));
    Some(Standing { fact, differing })
}

/// The person's own older word is history, not a contradiction; two official words that disagree are one.
fn is_replaced_by_the_person(other: &Fact, own: Option<&Fact>) -> bool {
    !other.source.is_official() && own.is_some_and(|own| own.id != other.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactValue, SaidBy};
    use jiff::civil::date;
    use proptest::prelude::*;
    use vocabulary::{AccountId, FactId};

    const DAY: Date = date(2026, 11, 22);

    fn name() -> FactName {
        FactName::known("talent_class")
    }

    fn fact(second: i64, source: Source, said: Said) -> Fact {
        Fact {
            id: FactId::new(uuid::Uuid::from_u128(u128::try_from(second).unwrap())),
            name: name(),
            said,
            source,
            said_by: SaidBy::Account(AccountId::new(uuid::Uuid::from_u128(1))),
            recorded_at: Timestamp::from_second(second).unwrap(),
            holds_since: None,
            evidence: None,
        }
    }

    fn stands(facts: Vec<Fact>) -> (Said, Vec<Said>) {
        let profile = Profile::new(facts);
        let on = profile.as_of(DAY);
        let standing = on.standing(&name()).unwrap();
        (standing.fact.said.clone(), standing.differing.iter().map(|fact| fact.said.clone()).collect())
    }

    #[test]
    fn a_self_declaration_never_overwrites_an_authority_and_is_shown_beside_it() {
        let issued = fact(1, Source::IssuedByAuthority, Said::text("E"));
        let newer = fact(9, Source::SelfDeclared, Said::text("A"));
        assert_eq!(stands(vec![newer, issued]), (Said::text("E"), vec![Said::text("A")]));
    }

    #[test]
    fn the_persons_last_word_stands_and_her_older_one_is_history() {
        let paper = fact(1, Source::Uploaded, Said::text("D"));
        let word = fact(2, Source::SelfDeclared, Said::text("E"));
        assert_eq!(stands(vec![paper, word]), (Said::text("E"), vec![]));
    }

    #[test]
    fn the_newer_official_word_stands_and_the_other_is_shown() {
        let issued = fact(1, Source::IssuedByAuthority, Said::text("E"));
        let seen = fact(2, Source::SeenAtWindow, Said::text("D"));
        assert_eq!(stands(vec![seen, issued]), (Said::text("D"), vec![Said::text("E")]));
    }

    #[test]
    fn i_do_not_know_withdraws_ones_own_word_only() {
        let issued = fact(1, Source::IssuedByAuthority, Said::text("E"));
        let unsure = fact(2, Source::SelfDeclared, Said::Unknown);
        assert_eq!(stands(vec![issued, unsure.clone()]), (Said::text("E"), vec![]));
        let before = fact(1, Source::SelfDeclared, Said::text("A"));
        assert_eq!(stands(vec![before, unsure]), (Said::Unknown, vec![]));
        let withdrawn = fact(3, Source::IssuedByAuthority, Said::Unknown);
        let own = fact(2, Source::SelfDeclared, Said::None);
        assert_eq!(stands(vec![own, withdrawn]), (Said::None, vec![]));
    }

    #[test]
    fn what_nobody_said_is_unknown() {
        assert_eq!(Profile::default().as_of(DAY).said(&name()), &Said::Unknown);
    }

    #[test]
    fn a_fact_does_not_speak_before_the_day_it_holds() {
        let old =
            Fact { holds_since: Some(date(2020, 1, 1)), ..fact(1, Source::SeenAtWindow, Said::text("E")) };
        let new =
            Fact { holds_since: Some(date(2024, 1, 1)), ..fact(2, Source::SeenAtWindow, Said::text("D")) };
        let profile = Profile::new(vec![new, old]);
        for (day, said) in [
            (date(2019, 12, 31), Said::Unknown),
            (date(2020, 1, 1), Said::text("E")),
            (date(2023, 12, 31), Said::text("E")),
            (date(2024, 1, 1), Said::text("D")),
        ] {
            assert_eq!(profile.as_of(day).said(&name()), &said, "{day}");
        }
        let known = profile.as_known_at(Timestamp::from_second(1).unwrap());
        assert_eq!(known.as_of(DAY).said(&name()), &Said::text("E"));
    }

    #[test]
    fn the_facts_file_tells_none_and_leaves_out_the_unknown() {
        let none = Fact {
            name: FactName::known("first_pension_payment"),
            ..fact(1, Source::SelfDeclared, Said::None)
        };
        let unknown =
            Fact { name: FactName::known("degree"), ..fact(2, Source::SelfDeclared, Said::Unknown) };
        let issued = Fact {
            holds_since: Some(date(2023, 3, 14)),
            ..fact(3, Source::IssuedByAuthority, Said::text("E"))
        };
        let years = Said::Value(FactValue::Int(0));
        let years =
            Fact { name: FactName::known("years_of_experience"), ..fact(4, Source::SelfDeclared, years) };
        assert_eq!(
            Profile::new(vec![years, issued, unknown, none]).as_of(DAY).to_facts_file(),
            r#"{"facts":{"first_pension_payment":{"none":true,"source":"declared"},"talent_class":{"value":"E","since":"2023-03-14","source":"issued"},"years_of_experience":{"value":0,"source":"declared"}}}"#
        );
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            drawn in proptest::collection::vec((0_usize..4, 0_u8..3), 1..12),
            seed in any::<u64>(),
        ) {
            let facts: Vec<Fact> = drawn.iter().zip(1..).map(|((source, said), second)| {
                let said = [Said::Unknown, Said::None, Said::text("E")][usize::from(*said)].clone();
                fact(second, Source::ALL[*source], said)
            }).collect();
            let mut shuffled = facts.clone();
            shuffled.rotate_left(usize::try_from(seed % 12).unwrap() % facts.len());
            let added = shuffled.into_iter().fold(Profile::default(), Profile::with);
            prop_assert_eq!(&added, &Profile::new(facts.clone()));
            let on = added.as_of(DAY);
            let standing = on.standing(&name()).unwrap();
            let last_official = facts.iter().rev().find(|fact| fact.source.is_official());
            if let Some(official) = last_official.filter(|fact| fact.said != Said::Unknown) {
                prop_assert_eq!(standing.fact.id, official.id);
            }
        }
    }
}
