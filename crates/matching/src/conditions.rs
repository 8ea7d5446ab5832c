//! Hard conditions: each is yes, no or unknown, and shows what was asked and what the person has. They are never traded
//! against preference: a no is not offered, an unknown asks the person.

use crate::{
    facts::{Facts, Level},
    levels::{Cefr, Degree, LanguageTag},
    post::LanguageNeed,
    prepared::PreparedPost,
};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::PlaceCode;

/// A three-valued answer, in the order in which one decides over another: no over unknown over yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It does not hold.
    No,
    /// A fact is missing.
    Unknown,
    /// It holds.
    Yes,
}

impl Answer {
    /// Both must hold (Kleene).
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::No => "matching-answer-no",
            Self::Unknown => "matching-answer-unknown",
            Self::Yes => "matching-answer-yes",
        }
    }

    fn known(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

/// Which condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionName {
    /// The least degree.
    Degree,
    /// A licence.
    Licence,
    /// A language with its least level.
    Language,
    /// The least years of experience.
    Experience,
    /// Lives in a place, or would work there.
    Place,
    /// May work where the post is.
    WorkPermit,
    /// Can begin in time.
    Available,
    /// Applications are taken on the day.
    Open,
    /// Judged elsewhere (by the rules engine, say), under that name; it comes in by [`crate::Evidence`].
    Ruled(String),
}

impl ConditionName {
    /// The key of its name in the text files; a condition judged elsewhere brings its own text.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Degree => "matching-condition-degree",
            Self::Licence => "matching-condition-licence",
            Self::Language => "matching-condition-language",
            Self::Experience => "matching-condition-experience",
            Self::Place => "matching-condition-place",
            Self::WorkPermit => "matching-condition-work_permit",
            Self::Available => "matching-condition-available",
            Self::Open => "matching-condition-open",
            Self::Ruled(_) => "matching-condition-ruled",
        }
    }
}

/// A value that a condition compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A degree.
    Degree(Degree),
    /// A licence by name.
    Licence(String),
    /// A language with its level, if that is known.
    Language(LanguageTag, Option<Cefr>),
    /// Complete years.
    Years(u16),
    /// Places, any of them.
    Places(Vec<PlaceCode>),
    /// Whether work is permitted.
    WorkPermit(bool),
    /// A day.
    Day(Date),
    /// From a day to a day, both included; open where absent.
    Days(Option<Date>, Option<Date>),
    /// As a condition that was judged elsewhere says it.
    Said(String),
}

/// What the person has of what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Has {
    /// Not known.
    Unknown,
    /// Known to be absent.
    Nothing,
    /// This.
    This(Value),
}

/// One hard condition, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Which.
    pub name: ConditionName,
    /// Yes, no or unknown.
    pub result: Answer,
    /// What the post asks.
    pub asked: Value,
    /// What the person has.
    pub has: Has,
}

/// A condition that a post sets, borrowed.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Degree(Degree),
    /// Key and name.
    Licence(&'a str, &'a str),
    Language(&'a LanguageNeed),
    Years(u16),
    Places(&'a [PlaceCode]),
    WorkPermit,
    StartsBy(Date),
    Open(Option<Date>, Option<Date>),
}

/// Every condition that the post sets, in the order in which they are shown.
fn asked(post: &PreparedPost) -> impl Iterator<Item = Asked<'_>> {
    let (hard, dates) = (&post.post().hard, post.post());
    let open =
        (dates.opens.is_some() || dates.closes.is_some()).then_some(Asked::Open(dates.opens, dates.closes));
    open.into_iter()
        .chain(hard.min_degree.map(Asked::Degree))
        .chain(post.licences().iter().map(|(key, name)| Asked::Licence(key, name)))
        .chain(hard.languages.iter().map(Asked::Language))
        .chain(hard.min_years.map(Asked::Years))
        .chain((!hard.places.is_empty()).then_some(Asked::Places(&hard.places)))
        .chain(hard.work_permit.then_some(Asked::WorkPermit))
        .chain(dates.starts.map(Asked::StartsBy))
}

fn answer(asked: Asked<'_>, facts: &Facts<'_>, on: Date) -> Answer {
    match asked {
        Asked::Degree(least) => Answer::known(facts.degree.map(|degree| degree >= least)),
        Asked::Licence(key, _) => facts.licence(key),
        Asked::Language(need) => match facts.language(&need.language) {
            Level::Unknown => Answer::Unknown,
            Level::None => Answer::No,
            Level::At(level) => Answer::known(Some(level >= need.level)),
        },
        Asked::Years(least) => Answer::known(facts.years.map(|years| years >= least)),
        Asked::Places(areas) => place_answer(areas, facts),
        Asked::WorkPermit => Answer::known(facts.work_permit),
        Asked::StartsBy(day) => Answer::known(facts.available_from.map(|from| from <= day)),
        Asked::Open(opens, closes) => {
            Answer::known(Some(opens.is_none_or(|day| day <= on) && closes.is_none_or(|day| on <= day)))
        }
    }
}

/// Yes if the person lives in one of the areas or would work there (an area inside a wanted one counts); no only if both
/// are known and neither does.
fn place_answer(areas: &[PlaceCode], facts: &Facts<'_>) -> Answer {
    let inside = |place: &PlaceCode| areas.iter().any(|area| place.is_within(area));
    let would = |place: &PlaceCode| areas.iter().any(|area| place.is_within(area) || area.is_within(place));
    if facts.current_place.is_some_and(inside) || facts.wanted().is_some_and(|mut wanted| wanted.any(would)) {
        Answer::Yes
    } else {
        Answer::known((facts.current_place.is_some() && facts.wanted().is_some()).then_some(false))
    }
}

/// All conditions together: no if one is no, unknown if one is, else yes.
pub(crate) fn outcome(facts: &Facts<'_>, post: &PreparedPost, on: Date, ruled: &[Condition]) -> Answer {
    let own = asked(post).map(|asked| answer(asked, facts, on));
    own.chain(ruled.iter().map(|condition| condition.result)).fold(Answer::Yes, Answer::and)
}

/// Every condition, judged and with both values.
pub(crate) fn judge(facts: &Facts<'_>, post: &PreparedPost, on: Date, ruled: &[Condition]) -> Vec<Condition> {
    let own = asked(post).map(|asked| condition(asked, answer(asked, facts, on), facts, on));
    own.chain(ruled.iter().cloned()).collect()
}

fn condition(asked: Asked<'_>, result: Answer, facts: &Facts<'_>, on: Date) -> Condition {
    let this = |value: Option<Value>| value.map_or(Has::Unknown, Has::This);
    let (name, asked, has) = match asked {
        Asked::Degree(least) => {
            (ConditionName::Degree, Value::Degree(least), this(facts.degree.map(Value::Degree)))
        }
        Asked::Licence(_, licence) => {
            let value = Value::Licence(licence.to_owned());
            (ConditionName::Licence, value.clone(), held(result, value))
        }
        Asked::Language(need) => {
            let has = match facts.language(&need.language) {
                Level::Unknown => Has::Unknown,
                Level::None => Has::Nothing,
                Level::At(level) => Has::This(Value::Language(need.language.clone(), Some(level))),
            };
            (ConditionName::Language, Value::Language(need.language.clone(), Some(need.level)), has)
        }
        Asked::Years(least) => {
            (ConditionName::Experience, Value::Years(least), this(facts.years.map(Value::Years)))
        }
        Asked::Places(areas) => {
            let places: Vec<PlaceCode> = facts
                .current_place
                .into_iter()
                .chain(facts.wanted().into_iter().flatten())
                .cloned()
                .collect();
            let has = if places.is_empty() {
                if facts.wanted().is_some() { Has::Nothing } else { Has::Unknown }
            } else {
                Has::This(Value::Places(places))
            };
            (ConditionName::Place, Value::Places(areas.to_vec()), has)
        }
        Asked::WorkPermit => (
            ConditionName::WorkPermit,
            Value::WorkPermit(true),
            this(facts.work_permit.map(Value::WorkPermit)),
        ),
        Asked::StartsBy(day) => {
            (ConditionName::Available, Value::Day(day), this(facts.available_from.map(Value::Day)))
        }
        Asked::Open(opens, closes) => {
            (ConditionName::Open, Value::Days(opens, closes), Has::This(Value::Day(on)))
        }
    };
    Condition { name, result, asked, has }
}

fn held(result: Answer, value: Value) -> Has {
    match result {
        Answer::Yes => Has::This(value),
        Answer::No => Has::Nothing,
        Answer::Unknown => Has::Unknown,
    }
}
