//! How a post fits somebody, in words: parts with their reasons, conditions, and what would change it.

use super::words;
use crate::Fit;
use matching::{Answer, Change, Condition, ConditionName, Has, Match, ProfileField, Reason, Value, What};
use platform::{
    components::{Cell, Chip, Content, OutcomeKind, OutcomeTag, Page, PostRow, ScorePart, Table},
    region::Region,
    texts,
};
use vocabulary::PlaceCode;

/// The most steps that are shown.
const STEPS: usize = 4;
/// How many chips of each sort stand in a row.
const CHIPS: usize = 4;
/// A total is of a hundred points.
pub(super) const POINTS: u32 = 100;

/// A post that fits as a row of a list: its score as a bar, what fits and what lacks, and the step that helps most.
#[must_use]
pub fn row(page: &Page, region: &Region, fit: &Fit) -> PostRow {
    let row = words::plain_row(page, region, &fit.post)
        .chips(chips(page, &fit.score))
        .score(page.score_bar(parts(page, region, &fit.score), POINTS));
    match advice(page, region, &fit.score) {
        Some(words) => row.advice(words),
        None => row,
    }
}

/// The parts of a score in whole points that add up to the whole total: the largest remainders are rounded up.
#[must_use]
pub fn parts(page: &Page, region: &Region, found: &Match) -> Vec<ScorePart> {
    let whole = (found.total + 500) / 1000;
    let mut points: Vec<i64> = found.parts.iter().map(|part| part.points / 1000).collect();
    let mut order: Vec<usize> = (0..points.len()).collect();
    order
        .sort_by_key(|place| std::cmp::Reverse(found.parts.get(*place).map_or(0, |part| part.points % 1000)));
    let missing = usize::try_from(whole - points.iter().sum::<i64>()).unwrap_or(0);
    for place in order.into_iter().take(missing) {
        if let Some(points) = points.get_mut(place) {
            *points += 1;
        }
    }
    found
        .parts
        .iter()
        .zip(points)
        .map(|(part, points)| ScorePart {
            name: page.t(part.name.text_key()),
            points: u32::try_from(points).unwrap_or(0),
            maximum: u32::try_from(part.max / 1000).unwrap_or(0),
            why: part
                .speaking_for
                .iter()
                .chain(&part.lacking)
                .map(|one| reason(page, region, one))
                .collect::<Vec<_>>()
                .join(&page.t("posts-list-separator")),
        })
        .collect()
}

/// The skills that a post wishes and the person has, and those that are lacking.
#[must_use]
pub fn skills(found: &Match) -> (Vec<String>, Vec<String>) {
    let mut has = Vec::new();
    let mut lacks = Vec::new();
    for part in &found.parts {
        for reason in part.speaking_for.iter().chain(&part.lacking) {
            match reason {
                Reason::HasSkill { skill } => has.push(skill.clone()),
                Reason::LacksSkill { skill } => lacks.push(skill.clone()),
                _ => {}
            }
        }
    }
    (has, lacks)
}

/// The conditions as a table: what is asked, what the person has, whether it holds.
#[must_use]
pub fn conditions(page: &Page, region: &Region, found: &Match) -> Option<Table> {
    if found.hard.is_empty() {
        return None;
    }
    let head = ["posts-fit-condition", "posts-fit-asked", "posts-fit-has", "posts-fit-result"];
    let mut table =
        Table::new(page.t("posts-fit-conditions")).head(head.map(|key| page.t(key))).with_row_headers();
    for condition in &found.hard {
        table = table.row([
            Cell::from(page.t(condition.name.text_key())),
            Cell::from(value(page, region, &condition.asked)),
            Cell::from(has(page, region, condition)),
            Cell::from(Content::of(answer(page, condition.result))),
        ]);
    }
    Some(table)
}

/// The answer of a condition or of all of them.
#[must_use]
pub fn answer(page: &Page, answer: Answer) -> OutcomeTag {
    let kind = match answer {
        Answer::Yes => OutcomeKind::Yes,
        Answer::No => OutcomeKind::No,
        Answer::Unknown => OutcomeKind::Unknown,
    };
    OutcomeTag::new(kind, page.t(answer.text_key()))
}

/// Conditions that hold, conditions and skills that lack or are still to be told, a few of each: for a row.
#[must_use]
pub fn chips(page: &Page, found: &Match) -> Vec<Chip> {
    let (mut fits, mut lacks) = (Vec::new(), Vec::new());
    for condition in &found.hard {
        let name = page.t(condition.name.text_key());
        match condition.result {
            // That applications are taken goes without saying.
            Answer::Yes if matches!(condition.name, ConditionName::Open) => {}
            Answer::Yes => fits.push(page.fits(name)),
            Answer::No => lacks.push(page.lacks(name)),
            Answer::Unknown => lacks.push(Chip::plain(page.t1("posts-fit-chip-unknown", "what", name))),
        }
    }
    let (has, lacking) = skills(found);
    fits.extend(has.into_iter().map(|skill| page.fits(skill)));
    lacks.extend(lacking.into_iter().map(|skill| page.lacks(skill)));
    fits.into_iter().take(CHIPS).chain(lacks.into_iter().take(CHIPS)).collect()
}

/// The step that brings most points, for a row; none if no step brings any.
#[must_use]
pub fn advice(page: &Page, region: &Region, found: &Match) -> Option<String> {
    worth_showing(found)
        .into_iter()
        .find(|change| whole_points(change) > 0)
        .map(|change| step(page, region, change))
}

/// What would change the score the most, each recomputed.
#[must_use]
pub fn steps(page: &Page, region: &Region, found: &Match) -> Vec<String> {
    worth_showing(found).into_iter().take(STEPS).map(|change| step(page, region, change)).collect()
}

/// The steps that somebody can take, or tell us of, the most points first. The engine lists every one; shown together, two
/// about one thing (less pay, and still less) would contradict each other, so only the better one is.
fn worth_showing(found: &Match) -> Vec<&Change> {
    // Nothing asks what pay is wanted: as long as it is unknown, "want less" is advice to nobody.
    let is_pay_unknown = found
        .lacking
        .iter()
        .any(|reason| matches!(reason, Reason::Unknown { field: ProfileField::PayWanted }));
    let mut shown: Vec<&Change> = Vec::new();
    for change in &found.counterfactuals {
        let says_nothing = is_pay_unknown && matches!(change.what, What::AcceptPay { .. });
        if !says_nothing && !shown.iter().any(|held| is_about_the_same(&held.what, &change.what)) {
            shown.push(change);
        }
    }
    shown
}

fn is_about_the_same(one: &What, other: &What) -> bool {
    match (one, other) {
        (What::AcceptPay { .. }, What::AcceptPay { .. })
        | (What::HaveYears { .. }, What::HaveYears { .. }) => true,
        (What::SpeakLanguage { language, .. }, What::SpeakLanguage { language: other, .. }) => {
            language == other
        }
        _ => false,
    }
}

/// The points a step brings, as they are shown.
const fn whole_points(change: &Change) -> i64 {
    (change.points_gained + 500) / 1000
}

fn step(page: &Page, region: &Region, change: &Change) -> String {
    let key = change.what.text_key();
    let words = match &change.what {
        What::AddSkill { skill } => page.t1(key, "skill", skill),
        What::SpeakLanguage { language, level } => page.t2(
            key,
            "language",
            words::language(page, language.as_str(), None),
            "level",
            cefr(page, *level),
        ),
        What::HaveYears { years } => page.t1(key, "years", years),
        What::AcceptPlace { place } => page.t1(key, "place", region.place_name(place, page.lang)),
        What::AcceptPay { pay } => page.t1(key, "pay", texts::money(*pay, page.lang)),
        What::HaveDegree { degree } => page.t1(key, "degree", page.t(degree.text_key())),
        What::HaveLicence { licence } => page.t1(key, "licence", licence),
        What::HaveWorkPermit => page.t(key),
        What::BeAvailable { from } => page.t1(key, "from", texts::date(*from, page.lang)),
    };
    let points = whole_points(change);
    if points > 0 { page.t2("posts-fit-step", "step", words, "points", points) } else { words }
}

fn reason(page: &Page, region: &Region, reason: &Reason) -> String {
    let key = reason.text_key();
    let place = |code: &PlaceCode| region.place_name(code, page.lang);
    match reason {
        Reason::Occupation { likeness, .. } | Reason::OtherOccupation { likeness } => {
            page.t1(key, "likeness", likeness)
        }
        Reason::HasSkill { skill } | Reason::LacksSkill { skill } | Reason::SkillUnknown { skill } => {
            page.t1(key, "skill", skill)
        }
        Reason::EnoughYears { years, sought } | Reason::FewerYears { years, sought } => {
            page.t2(key, "years", years, "sought", sought)
        }
        Reason::PlaceWanted { place: at, wanted } => {
            page.t2(key, "place", place(at), "wanted", place(wanted))
        }
        Reason::PlaceNear { place: at, near_to } | Reason::PlaceNearHome { place: at, near_to } => {
            page.t2(key, "place", place(at), "near_to", place(near_to))
        }
        Reason::OtherPlace { place: at } => page.t1(key, "place", place(at)),
        Reason::Speaks { language, level, sought } | Reason::SpeaksLess { language, level, sought } => page
            .t_with(
                key,
                &[
                    ("language", words::language(page, language.as_str(), None)),
                    ("level", cefr(page, *level)),
                    ("sought", cefr(page, *sought)),
                ],
            ),
        Reason::SpeaksNot { language, sought } | Reason::LevelUnknown { language, sought } => page.t2(
            key,
            "language",
            words::language(page, language.as_str(), None),
            "sought",
            cefr(page, *sought),
        ),
        Reason::Unknown { .. }
        | Reason::PostDoesNotSay { .. }
        | Reason::NothingAsked { .. }
        | Reason::PayReached { .. }
        | Reason::PayWithinRange { .. }
        | Reason::PayBelow { .. }
        | Reason::OtherCurrency { .. } => page.t(key),
    }
}

fn has(page: &Page, region: &Region, condition: &Condition) -> String {
    match &condition.has {
        Has::Unknown => page.t("posts-fit-not-told"),
        Has::Nothing => page.t("posts-fit-nothing"),
        Has::This(has) => value(page, region, has),
    }
}

fn value(page: &Page, region: &Region, value: &Value) -> String {
    match value {
        Value::Degree(degree) => page.t(degree.text_key()),
        Value::Licence(text) | Value::Said(text) => text.clone(),
        Value::Language(tag, level) => {
            let level = level.map(|level| cefr(page, level));
            words::language(page, tag.as_str(), level.as_deref())
        }
        Value::Years(years) => page.t1("posts-experience-years", "years", years),
        Value::Places(places) => places
            .iter()
            .map(|place| region.place_name(place, page.lang))
            .collect::<Vec<_>>()
            .join(&page.t("posts-list-separator")),
        Value::WorkPermit(true) => page.t("posts-fit-yes"),
        Value::WorkPermit(false) => page.t("posts-fit-nothing"),
        Value::Day(day) => texts::date(*day, page.lang),
        Value::Days(from, to) => {
            let day = |day: &Option<jiff::civil::Date>| {
                day.map(|day| texts::date(day, page.lang)).unwrap_or_default()
            };
            page.t2("posts-fit-days", "from", day(from), "to", day(to))
        }
    }
}

fn cefr(page: &Page, level: matching::Cefr) -> String {
    match level {
        matching::Cefr::Native => page.t("posts-language-native"),
        other => other.code().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use matching::{
        Evidence, HardConditions, Occupations, PayRange, Post, PreparedPost, PreparedProfile, Profile,
        Weights,
    };
    use vocabulary::{Currency, Money};

    fn yuan(units: i64) -> Money {
        Money::new(units * 100, Currency::CNY)
    }

    /// What would help somebody who wants so much pay and has a year of experience.
    fn steps_of(pay_wanted: Option<Money>) -> Vec<What> {
        let post = Post {
            id: "post".to_owned(),
            title: "焊工（虚构）".to_owned(),
            pay: Some(PayRange { min: Some(yuan(84_000)), max: Some(yuan(144_000)) }),
            hard: HardConditions { min_years: Some(2), ..HardConditions::default() },
            wished_years: Some(4),
            ..Post::default()
        };
        let profile = Profile { pay_wanted, years_of_experience: Some(1), ..Profile::default() };
        let table = Occupations::bundled();
        let found = matching::score(
            &PreparedProfile::new(profile, table).unwrap(),
            &PreparedPost::new(post, table).unwrap(),
            &Weights::default(),
            &Evidence::on(date(2026, 11, 22)),
        );
        assert!(found.counterfactuals.len() > worth_showing(&found).len(), "the engine lists more");
        worth_showing(&found).into_iter().map(|change| change.what.clone()).collect()
    }

    #[test]
    fn nobody_whose_wish_is_unknown_is_told_to_want_less() {
        let steps = steps_of(None);
        assert!(!steps.iter().any(|step| matches!(step, What::AcceptPay { .. })), "{steps:?}");
    }

    #[test]
    fn of_two_steps_about_one_thing_the_better_one_is_shown() {
        let steps = steps_of(Some(yuan(200_000)));
        let count = |is: fn(&What) -> bool| steps.iter().filter(|step| is(step)).count();
        assert!(steps.contains(&What::AcceptPay { pay: yuan(84_000) }), "{steps:?}");
        assert_eq!(count(|step| matches!(step, What::AcceptPay { .. })), 1, "{steps:?}");
        assert!(steps.contains(&What::HaveYears { years: 4 }), "{steps:?}");
        assert_eq!(count(|step| matches!(step, What::HaveYears { .. })), 1, "{steps:?}");
    }
}
