//! The course of an invented life, drawn so that its dates agree: born, studied, worked, came, was rated, in that
//! order. What of it the person tells is decided in `facts`.

use super::{
    Region,
    tables::{Archetype, drawn},
};
use crate::seed::Draw;
use jiff::{Span, civil::Date};
use vocabulary::PlaceCode;

/// How many in a hundred were rated into a class of the province: an invented share.
const RATED_PERCENT: u32 = 8;

/// Degrees of the scheme `degree` from the highest, and the age at which one has it here at the earliest.
const DEGREES: [(&str, u32); 6] = [
    ("doctor", 28),
    ("master", 25),
    ("bachelor", 22),
    ("junior_college", 21),
    ("secondary_vocational", 18),
    ("upper_secondary", 18),
];

/// The day on which each version of the policy came, from the latest: the scheme under which one was rated.
const SCHEMES: [(&str, Date); 3] = [
    ("talent_class_3", jiff::civil::date(2022, 9, 29)),
    ("talent_class_2", jiff::civil::date(2021, 2, 5)),
    ("talent_class_1", jiff::civil::date(2018, 2, 5)),
];

/// What is true of somebody.
pub(super) struct Life<'a> {
    pub(super) archetype: &'a Archetype,
    pub(super) place: PlaceCode,
    pub(super) born: Date,
    pub(super) age: u32,
    /// Its place in [`DEGREES`]; none below all of them.
    degree: Option<usize>,
    pub(super) years_of_experience: u32,
    pub(super) work: Option<Work>,
    pub(super) rating: Option<Rating>,
    /// Ages of the children who live along.
    pub(super) children: Vec<u32>,
    pub(super) has_partner: bool,
}

/// The present (or signed) work.
pub(super) struct Work {
    pub(super) kind: &'static str,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) employer_kind: Option<&'static str>,
    pub(super) is_full_time: bool,
    pub(super) place: String,
    pub(super) is_in_jilin: bool,
    /// When the person began to work there, before any renewal.
    pub(super) since: Date,
    pub(super) is_introduced: bool,
}

/// A class of the province.
pub(super) struct Rating {
    pub(super) scheme: &'static str,
    pub(super) class: &'static str,
    pub(super) on: Date,
}

impl Life<'_> {
    /// A value of the scheme `degree`.
    pub(super) fn degree(&self) -> Option<&'static str> {
        self.degree.and_then(|rank| DEGREES.get(rank)).map(|(id, _)| *id)
    }

    /// Whether the degree is from a university.
    pub(super) fn went_to_university(&self) -> bool {
        self.degree.is_some_and(|rank| rank <= 2)
    }

    /// Whether the work is a skill more than a profession: no degree of a university is asked.
    pub(super) fn is_skilled_worker(&self) -> bool {
        rank_of(self.archetype.degree.as_deref()) > 2
    }
}

/// Draws a life; `month` and `day` of birth come from outside, where they make the identity number nobody else's.
pub(super) fn life<'a>(region: &'a Region, draw: &mut Draw, (month, day): (i8, i8)) -> Life<'a> {
    let tables = &region.tables;
    let place = drawn(draw.pick_by(&tables.prefectures, |place| place.weight)).code.clone();
    let class = draw.chance(RATED_PERCENT).then(|| class(draw));
    let sector = drawn(draw.pick(&tables.sector_cycle).and_then(|index| tables.sectors.get(*index)));
    let kinds: Vec<&Archetype> = tables.archetypes.iter().filter(|one| one.sector == sector.id).collect();
    let archetype = *drawn(draw.pick(&kinds));
    let degree = degree(class, archetype, draw);
    let graduated_at = degree.and_then(|rank| DEGREES.get(rank)).map_or(17, |(_, age)| *age);
    let age = age(class, draw).max(graduated_at.saturating_add(draw.below(3)));
    let born = born(region.today, age, month, day);
    let possible = age.saturating_sub(graduated_at);
    let worked = possible.saturating_mul(draw.between(60, 100)) / 100;
    let work = if class.is_some() || draw.chance(87) {
        Some(work(region, &place, archetype, class, worked, draw))
    } else {
        None
    };
    let rating = class.zip(work.as_ref()).map(|(class, work)| rating(region.today, class, work, draw));
    let has_partner = draw.chance(if age < 26 { 8 } else { 72 });
    let count = if has_partner && age >= 28 {
        draw.pick_by(&[(0, 30), (1, 52), (2, 18)], |(_, weight)| *weight).map_or(0, |(count, _)| *count)
    } else {
        0
    };
    let oldest = age.saturating_sub(25).min(24);
    let children = (0..count).map(|_| draw.between(0, oldest)).filter(|child| *child < 20).collect();
    let first_years = work.as_ref().map_or(0, |work| years_between(work.since, region.today));
    Life {
        archetype,
        place,
        born,
        age,
        degree,
        years_of_experience: worked.max(first_years.min(possible)),
        work,
        rating,
        children,
        has_partner,
    }
}

fn class(draw: &mut Draw) -> &'static str {
    let classes = [("E", 68), ("D", 19), ("C", 8), ("B", 4), ("A", 1)];
    draw.pick_by(&classes, |(_, weight)| *weight).map_or("E", |(class, _)| *class)
}

/// Ages at which one has such achievements, and stays within the limits of the rating notice of 2023 (E 45 or 50,
/// B to D 60).
fn age(class: Option<&str>, draw: &mut Draw) -> u32 {
    match class {
        Some("A") => draw.between(48, 66),
        Some("B") => draw.between(42, 59),
        Some("C") => draw.between(38, 58),
        Some("D") => draw.between(33, 56),
        Some(_) => draw.between(27, 44),
        None => {
            let bands = [((20, 26), 20), ((27, 35), 34), ((36, 45), 26), ((46, 55), 14), ((56, 66), 6)];
            let (low, high) = draw.pick_by(&bands, |(_, weight)| *weight).map_or((27, 35), |(band, _)| *band);
            draw.between(low, high)
        }
    }
}

/// The degree that the work asks, one more or less now and then; a class asks a degree of its own.
fn degree(class: Option<&str>, archetype: &Archetype, draw: &mut Draw) -> Option<usize> {
    let asked = rank_of(archetype.degree.as_deref());
    let moved = match draw.below(100) {
        0..14 => asked.saturating_sub(1),
        14..28 => asked.saturating_add(1),
        _ => asked,
    };
    let highest_needed = match class {
        Some("A" | "B" | "C") => 1,
        Some("D") => 2,
        // A skilled worker is rated by what she can do.
        _ => DEGREES.len(),
    };
    Some(moved.min(highest_needed)).filter(|rank| *rank < DEGREES.len())
}

fn rank_of(degree: Option<&str>) -> usize {
    degree.and_then(|asked| DEGREES.iter().position(|(id, _)| *id == asked)).unwrap_or(DEGREES.len())
}

fn work(
    region: &Region,
    home: &PlaceCode,
    archetype: &Archetype,
    class: Option<&str>,
    worked: u32,
    draw: &mut Draw,
) -> Work {
    let is_in_jilin = class.is_some() || draw.chance(80);
    let is_own = class.is_none()
        && draw.chance(if matches!(archetype.sector.as_str(), "agriculture" | "crafts" | "tourism") {
            28
        } else {
            6
        });
    // Nobody was rated before having worked here for a while; one in sixteen of the others has only signed yet.
    let most = worked.min(12).saturating_mul(365).saturating_sub(1).max(30);
    let since = if class.is_none() && draw.chance(6) {
        region.today.saturating_add(Span::new().days(i64::from(draw.between(5, 90))))
    } else {
        let least = if class.is_some() { 200.min(most) } else { 1 };
        region.today.saturating_sub(Span::new().days(i64::from(draw.between(least, most))))
    };
    let employer = drawn(
        draw.pick(
            &region
                .tables
                .sectors
                .iter()
                .filter(|one| one.id == archetype.sector)
                .flat_map(|one| &one.kinds)
                .collect::<Vec<_>>(),
        )
        .copied(),
    );
    let employer_kind = match employer.employer.as_str() {
        "public_institution" if draw.chance(4) => "institution_as_civil_service",
        "public_institution" => "public_institution",
        "other" => "other",
        _ => "enterprise",
    };
    let is_open_ended = employer_kind != "enterprise" && draw.chance(35) || draw.chance(12);
    let (kind, start, end) = if is_own {
        ("own_business", since, None)
    } else if is_open_ended {
        ("open_ended", since, None)
    } else {
        let (start, end) = term(region.today, since, class.is_some(), draw);
        ("fixed_term", start, Some(end))
    };
    let outside = drawn(draw.pick_by(&region.tables.outside, |(_, weight)| *weight));
    Work {
        kind,
        start,
        end,
        employer_kind: (!is_own).then_some(employer_kind),
        is_full_time: is_own || draw.chance(93),
        place: if is_in_jilin { home.to_string() } else { outside.0.clone() },
        is_in_jilin,
        since,
        is_introduced: is_in_jilin && !is_own && (class.is_some() && draw.chance(60) || draw.chance(20)),
    }
}

/// The contract that runs today, of those that followed each other since then.
fn term(today: Date, since: Date, is_rated: bool, draw: &mut Draw) -> (Date, Date) {
    let lengths: &[i64] = if is_rated { &[3, 3, 5, 5, 8] } else { &[1, 2, 3, 3, 3, 5, 5] };
    let years = draw.pick(lengths).copied().unwrap_or(3);
    let mut start = since;
    loop {
        let next = start.saturating_add(Span::new().years(years));
        if next > today {
            return (start, next.yesterday().unwrap_or(next));
        }
        start = next;
    }
}

fn rating(today: Date, class: &'static str, work: &Work, draw: &mut Draw) -> Rating {
    let oldest = drawn(SCHEMES.last());
    let from = work.since.max(oldest.1);
    let present = SCHEMES.first().map_or(from, |scheme| scheme.1);
    // Half of those who were here before the present version were rated before it, too.
    let until = if from < present && draw.chance(50) { present } else { today };
    let on = from.saturating_add(Span::new().days(i64::from(draw.below(days_between(from, until)))));
    let scheme = SCHEMES.iter().find(|(_, since)| *since <= on).unwrap_or(oldest).0;
    Rating { scheme, class, on }
}

/// Who is that old today, born on that day of a year.
fn born(today: Date, age: u32, month: i8, day: i8) -> Date {
    let years = i16::try_from(age).unwrap_or(40);
    let had_birthday = (month, day) <= (today.month(), today.day());
    let year = today.year().saturating_sub(years).saturating_sub(i16::from(!had_birthday));
    // `day` is at most 28, so each year has it.
    Date::new(year, month, day).unwrap_or(today)
}

/// Complete years from one day to another; 0 if they are the wrong way round.
pub(super) fn years_between(from: Date, to: Date) -> u32 {
    let years = to.year().saturating_sub(from.year());
    let is_complete = (to.month(), to.day()) >= (from.month(), from.day());
    u32::try_from(years.saturating_sub(i16::from(!is_complete))).unwrap_or(0)
}

/// Days from one day to another; 0 if they are the wrong way round.
pub(super) fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_age_is_counted_to_the_birthday() {
        let today = date(2026, 11, 22);
        for (month, day) in [(1, 1), (11, 22), (11, 23), (12, 28)] {
            let born = born(today, 30, month, day);
            assert_eq!((born.month(), born.day()), (month, day));
            assert_eq!(years_between(born, today), 30);
        }
    }

    #[test]
    fn days_and_years_the_wrong_way_round_are_none() {
        assert_eq!(days_between(date(2026, 1, 1), date(2026, 3, 1)), 59);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 1, 1)), 0);
        assert_eq!(years_between(date(2026, 3, 1), date(2020, 3, 1)), 0);
    }

    #[test]
    fn the_running_contract_covers_today() {
        let today = date(2026, 11, 22);
        for index in 0..200 {
            let mut draw = Draw::new(5, crate::seed::Kind::Other, index);
            let since = today.saturating_sub(Span::new().days(i64::from(draw.below(5_000))));
            let (start, end) = term(today, since, false, &mut draw);
            assert!(since <= start && start <= today && today <= end, "{since} {start} {end}");
        }
    }
}
