//! How a post fits somebody, in words: parts with their reasons, conditions, and what would change it.

use super::words;
use matching::{Answer, Change, Condition, Has, Match, Reason, Value, What};
use platform::{
    components::{Cell, Content, OutcomeKind, OutcomeTag, Page, ScorePart, Table},
    region::Region,
    texts,
};
use vocabulary::PlaceCode;

/// The most steps that are shown.
const STEPS: usize = 4;

/// The parts of a score in whole points that add up to the whole total: the largest remainders are rounded up.
pub(super) fn parts(page: &Page, region: &Region, found: &Match) -> Vec<ScorePart> {
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
pub(super) fn skills(found: &Match) -> (Vec<String>, Vec<String>) {
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
pub(super) fn conditions(page: &Page, region: &Region, found: &Match) -> Option<Table> {
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
pub(super) fn answer(page: &Page, answer: Answer) -> OutcomeTag {
    let kind = match answer {
        Answer::Yes => OutcomeKind::Yes,
        Answer::No => OutcomeKind::No,
        Answer::Unknown => OutcomeKind::Unknown,
    };
    OutcomeTag::new(kind, page.t(answer.text_key()))
}

/// What would change the score the most, each recomputed.
pub(super) fn steps(page: &Page, region: &Region, found: &Match) -> Vec<String> {
    found.counterfactuals.iter().take(STEPS).map(|change| step(page, region, change)).collect()
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
    let points = (change.points_gained + 500) / 1000;
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
