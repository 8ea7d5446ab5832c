//! More information never overturns an answer: whatever was decided with fewer facts stays so with more, over the real
//! packs and the people of their golden cases. That is what makes it safe to answer before everything is told.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test; what is not as it should be ends it"
)]

mod packs;

use jiff::civil::Date;
use packs::{cases, facts_of, load_folder, pack_folders};
use rules::{
    Assessment, Facts, Outcome, Pack, Trilean, Value, assess,
    facts::{Member, parse_json},
};
use std::collections::HashMap;

/// How many subsets are assessed over all packs, at least.
const SUBSETS: usize = 10_000;

/// A fixed sequence of numbers without pattern (SplitMix64): a test that fails, fails again.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(bound).unwrap()).unwrap()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            items.swap(place, self.below(place + 1));
        }
    }
}

/// One thing that can be told by itself: a fact, or one field of one member of a list.
#[derive(Clone)]
enum Piece {
    Fact(String, Value),
    Field(String, usize, String, Value),
}

fn pieces(facts: &Facts) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (name, given) in facts.iter() {
        match &given.value {
            None => {}
            Some(Value::List(members)) => {
                let empty = members.iter().map(|_| Member::new()).collect();
                pieces.push(Piece::Fact(name.to_owned(), Value::List(empty)));
                for (index, member) in members.iter().enumerate() {
                    for (field, value) in member {
                        let (name, field) = (name.to_owned(), field.clone());
                        pieces.push(Piece::Field(name, index, field, value.clone()));
                    }
                }
            }
            Some(value) => pieces.push(Piece::Fact(name.to_owned(), value.clone())),
        }
    }
    pieces
}

/// Facts from what was told; a field of a list that nobody told of is not told either.
fn told(pieces: &[Piece]) -> Facts {
    let mut values: HashMap<&str, Value> = HashMap::new();
    for piece in pieces {
        if let Piece::Fact(name, value) = piece {
            values.insert(name, value.clone());
        }
    }
    for piece in pieces {
        if let Piece::Field(name, index, field, value) = piece
            && let Some(Value::List(members)) = values.get_mut(name.as_str())
        {
            members[*index].insert(field.clone(), value.clone());
        }
    }
    values.into_iter().fold(Facts::new(), |facts, (name, value)| facts.with(name, value))
}

fn contradictions(fewer: &Assessment, more: &Assessment) -> Vec<String> {
    let mut found = Vec::new();
    for (before, after) in fewer.measures.iter().zip(&more.measures) {
        assert_eq!((&before.id, &before.version), (&after.id, &after.version));
        let place = format!("{}/{}/{}", fewer.pack, before.version, before.id);
        if before.outcome != Outcome::Unknown && before.outcome != after.outcome {
            found.push(format!("{place}: {:?} became {:?}", before.outcome, after.outcome));
        }
        if before.amount.is_some() && after.amount.is_some() && before.amount != after.amount {
            found.push(format!("{place}: {:?} became {:?}", before.amount, after.amount));
        }
        for reason in before.reasons.iter().filter(|reason| reason.result != Trilean::Unknown) {
            let same = after.reasons.iter().find(|other| other.kind == reason.kind && other.id == reason.id);
            // A referral that is off is not among the reasons any more.
            if same.is_some_and(|other| other.result != reason.result) {
                found.push(format!("{place}/{}: {:?} did not stay", reason.id, reason.result));
            }
        }
        // What was named as missing is all that could still change it.
        if before.outcome == Outcome::Unknown && before.outcome != after.outcome && before.missing.is_empty()
        {
            found.push(format!("{place}: nothing was missing, and it became {:?}", after.outcome));
        }
    }
    found
}

/// Tells everything piece by piece in some order, assessing after each. How many times that was.
fn tell(pack: &Pack, pieces: &[Piece], days: (Date, Date), found: &mut Vec<String>) -> usize {
    let mut before = assess(pack, &Facts::new(), days.0, days.1).unwrap();
    for count in 1..=pieces.len() {
        let after = assess(pack, &told(&pieces[..count]), days.0, days.1).unwrap();
        found.extend(contradictions(&before, &after));
        before = after;
    }
    pieces.len()
}

#[test]
fn more_facts_never_overturn_what_was_decided() {
    let mut sequence = Sequence(20_261_122);
    let mut people = Vec::new();
    let packs: Vec<(Pack, _)> =
        pack_folders().iter().map(|folder| (load_folder(folder), cases(folder))).collect();
    for (pack, cases) in &packs {
        for case in cases.iter().filter(|case| case.json.get("refused").is_none()) {
            people.push((pack, pieces(&facts_of(case, pack).unwrap()), (case.on(), case.known_on())));
        }
    }
    let (mut subsets, mut found) = (0, Vec::new());
    while subsets < SUBSETS {
        for (pack, pieces, days) in &people {
            // Half a person mixed with half of another of the same pack: combinations that no golden case has.
            let mut mixed = pieces.clone();
            let (other_pack, other, _) = &people[sequence.below(people.len())];
            if other_pack.id == pack.id && sequence.below(2) == 0 {
                let is_list = |piece: &Piece| !matches!(piece, Piece::Fact(_, value) if !matches!(value, Value::List(_)));
                let name = |piece: &Piece| match piece {
                    Piece::Fact(name, _) | Piece::Field(name, ..) => name.clone(),
                };
                for piece in other.iter().filter(|piece| !is_list(piece)) {
                    if sequence.below(2) == 0 {
                        mixed.retain(|own| name(own) != name(piece));
                        mixed.push(piece.clone());
                    }
                }
            }
            sequence.shuffle(&mut mixed);
            subsets += tell(pack, &mixed, *days, &mut found);
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "after {subsets} subsets:\n{}", found.join("\n"));
}

#[test]
fn taking_a_fact_away_is_noticed_by_this_test_if_an_engine_took_unknown_for_no() {
    // The guard of the guard: an answer that falls from yes to no as more is told is found.
    let (_, pack) = pack_folders().iter().map(|folder| ((), load_folder(folder))).next().unwrap();
    let facts = parse_json(r#"{"facts": {}}"#, &pack.vocabulary).unwrap();
    let version = &pack.versions[0];
    let day = version.in_force.from.max(version.known_from);
    let more = assess(&pack, &facts, day, day).unwrap();
    let mut fewer = more.clone();
    fewer.measures[0].outcome = Outcome::Yes;
    assert_eq!(contradictions(&fewer, &more).len(), 1);
}
