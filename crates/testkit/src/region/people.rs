//! Invented people: a name that says so, a number that nobody bears, and the facts they tell.

use super::{Region, facts::facts, life::life, model::DemoPerson, numbers::identity_number, tables::drawn};
use crate::seed::{Draw, Kind};
use vocabulary::{Lang, Text};

/// So many numbers are given out for one birthday: 100 area codes with 1,000 numbers each.
const NUMBERS_A_DAY: u64 = 100_000;

/// Birthdays lie on the first 28 days of a month, so that each year has them.
const BIRTHDAYS: u64 = 336;

pub(super) fn person(region: &Region, index: u64) -> DemoPerson {
    let mut draw = Draw::new(region.seed, Kind::Person, index);
    let language = if draw.chance(97) { Lang::Zh } else { Lang::En };
    let name = region.tables.marked(&name(region, &mut draw));
    let (birthday, place_in_day) = birthday(region.seed, index);
    let life = life(region, &mut draw, birthday);
    let facts = facts(region, &life, language, &mut draw);
    // Foreigners have none; of the others, many do not say it before they apply.
    let gives_number = language == Lang::Zh && draw.chance(70);
    DemoPerson {
        index,
        name,
        email: format!("person-{index}@example.invalid"),
        language,
        identity_number: gives_number.then(|| identity_number(life.born, place_in_day)).flatten(),
        place: life.place,
        archetype: life.archetype.id.clone(),
        facts,
    }
}

/// A real surname and an invented given name of one or, mostly, two syllables.
fn name(region: &Region, draw: &mut Draw) -> Text {
    let tables = &region.tables;
    let surname = &drawn(draw.pick_by(&tables.surnames, |(_, weight)| *weight)).0;
    let (first, last) = (drawn(draw.pick(&tables.given_names)), drawn(draw.pick(&tables.given_names)));
    let mut zh = format!("{}{}", surname.zh, first.0.zh);
    let mut en = format!("{} {}", surname.en, first.0.en);
    if draw.chance(88) {
        zh.push_str(&last.1.zh);
        en.push_str(&last.1.en);
    }
    Text::new(zh, en)
}

/// Month and day of birth, and the place among those born on one day, so that no two indices below 33,600,000 share
/// both, whatever the year: one who has another's place in the day has another day.
fn birthday(seed: u64, index: u64) -> ((i8, i8), u64) {
    let (round, residue) = (index / NUMBERS_A_DAY, index % NUMBERS_A_DAY);
    let first = Draw::new(seed, Kind::Birthday, residue).below(u32::try_from(BIRTHDAYS).unwrap_or(1));
    let slot = u64::from(first).saturating_add(round) % BIRTHDAYS;
    let part = |number: u64| i8::try_from(number.saturating_add(1)).unwrap_or(1);
    // 48,271 is prime and no factor of a power of ten: neighbours get numbers far apart, and each its own.
    let place_in_day = residue.wrapping_mul(48_271).wrapping_add(7) % NUMBERS_A_DAY;
    ((part(slot / 28), part(slot % 28)), place_in_day)
}
