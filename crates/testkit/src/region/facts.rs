//! What an invented person tells of a life, in the facts of the packs and in the form of a facts file.
//!
//! People differ in how much they tell, so that assessments come out as yes, no and unknown; what is known to be
//! absent is told as `none`.

use super::{
    Region,
    life::{Life, days_between, years_between},
};
use crate::seed::Draw;
use jiff::{Span, civil::Date};
use serde_json::{Value, json};
use vocabulary::{Lang, Text};

/// What is told so far, and how often something is left out, in percent.
struct Told<'a> {
    draw: &'a mut Draw,
    left_out: u32,
    facts: Vec<(String, Value)>,
}

impl Told<'_> {
    /// Tells it whatever the person leaves out.
    fn always(&mut self, name: &str, value: Value) {
        self.facts.push((name.to_owned(), value));
    }

    /// Tells it, or leaves it out.
    fn tell(&mut self, name: &str, value: impl Into<Value>) {
        if !self.draw.chance(self.left_out) {
            self.always(name, value.into());
        }
    }

    /// Tells the value, or that there is none, or leaves it out.
    fn tell_or_none(&mut self, name: &str, value: Option<impl Into<Value>>) {
        self.tell(name, value.map_or_else(none, Into::into));
    }

    /// Tells yes in `percent` of a hundred cases, else no, or leaves it out.
    fn tell_chance(&mut self, name: &str, percent: u32) {
        let value = self.draw.chance(percent);
        self.tell(name, value);
    }
}

fn none() -> Value {
    json!({ "none": true })
}

fn text(day: Date) -> String {
    day.to_string()
}

/// The facts that this person tells, in the order of the questions.
pub(super) fn facts(region: &Region, life: &Life, language: Lang, draw: &mut Draw) -> Vec<(String, Value)> {
    let amounts = [(2, 30), (14, 48), (48, 22)];
    let left_out = draw.pick_by(&amounts, |(_, weight)| *weight).map_or(14, |(percent, _)| *percent);
    let mut told = Told { draw, left_out, facts: Vec::new() };
    // Almost everybody gives a birthday: it is the first question.
    if !told.draw.chance(left_out / 6) {
        told.always("birth_date", text(life.born).into());
    }
    study(life, &mut told);
    work(region, life, language, &mut told);
    rating(region, life, &mut told);
    coming(region, life, &mut told);
    household(life, &mut told);
    rural(life, &mut told);
    plan(region, life, &mut told);
    told.facts
}

fn study(life: &Life, told: &mut Told) {
    told.tell_or_none("degree", life.degree());
    let kinds = [("leading", 28), ("distinctive", 20), ("ordinary", 52)];
    let kind = told.draw.pick_by(&kinds, |(_, weight)| *weight).map(|(kind, _)| *kind);
    told.tell_or_none("university_kind", kind.filter(|_| life.went_to_university()));
    let abroad = if life.went_to_university() { 9 } else { 1 };
    told.tell_chance("returned_from_study_abroad", abroad);
    told.tell_chance("vocational_certificate", if life.is_skilled_worker() { 62 } else { 18 });
}

fn work(region: &Region, life: &Life, language: Lang, told: &mut Told) {
    let work = life.work.as_ref();
    told.tell_or_none("contract_start", work.map(|work| text(work.start)));
    told.tell_or_none("contract_end", work.and_then(|work| work.end).map(text));
    told.tell_or_none("contract_kind", work.map(|work| work.kind));
    told.tell_or_none("employer_kind", work.and_then(|work| work.employer_kind));
    told.tell_or_none("work_place", work.map(|work| work.place.clone()));
    if let Some(work) = work {
        told.tell("full_time", work.is_full_time);
        let months = if work.is_full_time { 12 } else { told.draw.between(2, 9) };
        told.tell("months_in_jilin_per_year", if work.is_in_jilin { months } else { 0 });
        if work.employer_kind.is_some_and(|kind| kind != "enterprise") {
            told.tell_chance("purely_administrative", 7);
        }
    }
    told.tell("occupation", life.archetype.title.get(language));
    told.tell("years_of_experience", life.years_of_experience);
    let skills = skills(region, life, told.draw);
    let named: Vec<Value> = skills.iter().map(|skill| json!({ "name": skill.get(language) })).collect();
    told.tell("skills", named);
    let spoken = languages(life, language, told.draw);
    told.tell("languages", spoken);
}

/// Most of what the work asks, and something else.
fn skills(region: &Region, life: &Life, draw: &mut Draw) -> Vec<Text> {
    let count = if draw.chance(50) { 3 } else { 4 };
    let mut skills: Vec<Text> = draw.some(&life.archetype.skills, count).into_iter().cloned().collect();
    if draw.chance(45)
        && let Some((_, other)) = draw.pick(&region.tables.skills)
        && !skills.contains(other)
    {
        skills.push(other.clone());
    }
    skills
}

fn languages(life: &Life, language: Lang, draw: &mut Draw) -> Vec<Value> {
    let spoken = |language: &str, level: &str| json!({ "language": language, "level": level });
    let mut languages = match language {
        Lang::Zh => vec![spoken("zh", "native")],
        Lang::En => vec![spoken("en", "native"), spoken("zh", "working")],
    };
    if language == Lang::Zh && life.went_to_university() {
        let levels = [("basic", 40), ("working", 40), ("fluent", 20)];
        languages.extend(draw.pick_by(&levels, |(_, weight)| *weight).map(|(level, _)| spoken("en", level)));
    }
    // Korean is spoken in Yanbian; Japanese and Russian are taught in the region.
    if life.place.as_str() == "222400" && draw.chance(38) {
        languages.push(spoken("ko", if draw.chance(60) { "native" } else { "fluent" }));
    } else if draw.chance(7) {
        languages.push(spoken(if draw.chance(60) { "ja" } else { "ru" }, "working"));
    }
    languages
}

fn rating(region: &Region, life: &Life, told: &mut Told) {
    for scheme in ["talent_class_3", "talent_class_2", "talent_class_1"] {
        match life.rating.as_ref().filter(|rating| rating.scheme == scheme) {
            // Whoever holds a notice of it says so; an authority issued it.
            Some(rating) => told.always(
                scheme,
                json!({ "value": rating.class, "since": text(rating.on), "source": "issued" }),
            ),
            None => told.tell(scheme, none()),
        }
    }
    told.tell_or_none("talent_rated_on", life.rating.as_ref().map(|rating| text(rating.on)));
    let worked = life.work.as_ref().map_or(0, |work| days_between(work.since, region.today));
    let has_failed = life.rating.is_none() && worked > 60 && told.draw.chance(5);
    let failed_on = has_failed.then(|| {
        let days = told.draw.between(1, worked.min(900));
        text(region.today.saturating_sub(Span::new().days(i64::from(days))))
    });
    told.tell_or_none("talent_rating_failed_on", failed_on);
    if has_failed || life.rating.is_some() {
        told.tell_chance("new_comparable_achievement", 15);
        told.tell_chance("reapplication_agreed", 8);
    }
    if life.rating.is_some() || has_failed || told.draw.chance(22) {
        let classes = [("E", 76), ("D", 17), ("C", 5), ("B", 2)];
        let class = told.draw.pick_by(&classes, |(_, weight)| *weight).map_or("E", |(class, _)| *class);
        told.tell("class_applied_for", class);
    }
    told.tell("skilled_worker", life.is_skilled_worker());
    told.tell_chance("disciplined", 1);
    told.tell_chance("on_dishonesty_list", 1);
}

fn coming(region: &Region, life: &Life, told: &mut Told) {
    let here = life.work.as_ref().filter(|work| work.is_in_jilin);
    // Pension insurance is first paid some weeks after one begins; a business of one's own may pay none.
    let first = here
        .filter(|work| work.kind != "own_business" || work.start.day() % 2 == 0)
        .map(|work| work.since.saturating_add(Span::new().days(i64::from(told.draw.between(10, 50)))))
        .filter(|day| *day <= region.today);
    told.tell_or_none("first_pension_payment", first.map(text));
    if let Some(work) = here {
        told.tell_chance("worked_in_jilin_without_break", 86);
        told.tell_chance("moved_within_jilin", if work.is_introduced { 5 } else { 24 });
        told.tell("introduced_full_time", work.is_introduced && work.is_full_time);
    }
    let is_rated = life.rating.is_some();
    told.tell_chance("urgently_needed", if is_rated { 70 } else { 16 });
    told.tell_chance("brought_by_large_enterprise_or_project", if is_rated { 35 } else { 7 });
    told.tell_chance("owns_home_in_city", if life.age < 30 { 22 } else { 58 });
    let years_here = here.map_or(0, |work| years_between(work.since, region.today));
    let years = if is_rated && told.draw.chance(35) { told.draw.between(0, years_here) } else { 0 };
    told.tell("years_in_government_housing", years);
}

fn household(life: &Life, told: &mut Told) {
    let is_coming = life.work.as_ref().is_none_or(|work| !work.is_in_jilin || work.is_introduced);
    let mut members = Vec::new();
    if life.has_partner {
        let settles = told.draw.chance(70);
        members.push(json!({ "role": "spouse", "settles": settles, "school_entry": none() }));
    }
    for age in &life.children {
        let entry = school_entry(*age, is_coming).map_or_else(none, Value::from);
        members.push(json!({ "role": "child", "settles": true, "school_entry": entry }));
    }
    if life.age > 30 && told.draw.chance(12) {
        members.push(json!({ "role": "parent", "settles": told.draw.chance(50), "school_entry": none() }));
    }
    told.tell("household", members);
    if life.has_partner {
        told.tell_chance("spouse_entitled_to_public_post", 14);
        told.tell_chance("receiving_unit_without_free_post", 40);
    }
}

/// What school a child of that age needs: the first year of a stage, or a change of school with the family.
fn school_entry(age: u32, is_coming: bool) -> Option<&'static str> {
    match (age, is_coming) {
        (3, _) => Some("start_kindergarten"),
        (6, _) => Some("start_primary"),
        (12, _) => Some("start_junior"),
        (15, _) => Some("start_senior"),
        (14, true) => Some("transfer_compulsory_final"),
        (7..=13, true) => Some("transfer_compulsory"),
        (16 | 17, true) => Some("transfer_senior"),
        _ => None,
    }
}

fn rural(life: &Life, told: &mut Told) {
    let is_rural = matches!(life.archetype.sector.as_str(), "agriculture" | "crafts" | "tourism");
    if !is_rural && !told.draw.chance(25) {
        return;
    }
    let levels = [("senior", 8), ("middle", 20), ("junior", 72)];
    let level = told.draw.pick_by(&levels, |(_, weight)| *weight).map(|(level, _)| *level);
    let has_title = is_rural && told.draw.chance(24);
    told.tell_or_none("rural_title", level.filter(|_| has_title));
    let is_founder =
        is_rural && life.work.as_ref().is_some_and(|work| work.kind == "own_business" && work.is_in_jilin);
    let form = if told.draw.chance(30) { "partnership" } else { "individual" };
    told.tell_or_none("rural_start_up", is_founder.then_some(form));
    if is_founder && form == "partnership" {
        let partners = told.draw.between(2, 12);
        told.tell("start_up_partners", partners);
    }
    told.tell_chance("training_base_with_strong_effect", if is_founder { 8 } else { 1 });
    if has_title {
        told.tell_chance("rural_achievements_2018_2023", 60);
        told.tell_chance("won_rural_selection_before", 8);
    }
}

fn plan(region: &Region, life: &Life, told: &mut Told) {
    let mut places = vec![life.place.as_str()];
    for _ in 0..told.draw.below(3) {
        let other = told.draw.pick_by(&region.tables.prefectures, |place| place.weight);
        places.extend(other.map(|place| place.code.as_str()).filter(|code| !places.contains(code)));
    }
    let listed: Vec<Value> = places.into_iter().map(|place| json!({ "place": place })).collect();
    told.tell("desired_places", listed);
}
