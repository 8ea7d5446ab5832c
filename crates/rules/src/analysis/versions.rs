//! Dates: versions of a family that overlap or leave a day between them, days of knowledge and deadlines that cannot be
//! meant, years that do not agree with the instrument's number.

use super::{Report, conditions::entitled, conditions_of, interpret::Interpreter, refer_of};
use crate::{
    finding::Code,
    pack::{Place, Version},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Versions of one family follow one another: no day has two, and none in between has none.
pub(super) fn check_families(report: &mut Report<'_>) {
    let pack = report.pack;
    for (number, version) in pack.versions.iter().enumerate() {
        let later = pack
            .versions
            .iter()
            .filter(|other| other.family == version.family && other.in_force.from > version.in_force.from);
        let Some(next) = later.min_by_key(|other| other.in_force.from) else { continue };
        let (starts, force) = (next.in_force.from, version.in_force);
        let args = |date: Date| {
            [("version", version.id.clone()), ("next", next.id.clone()), ("date", date.to_string())]
        };
        let place = report.place(number, &["in_force"]);
        match (force.until, force.after_not_read) {
            (Some(until), _) if until < starts => report.add(place, Code::VersionsGap, None, &args(until)),
            (Some(until), _) if until > starts => {
                report.add(place, Code::VersionsOverlap, None, &args(starts))
            }
            (None, None) => report.add(place, Code::VersionsOverlap, None, &args(starts)),
            (None, Some(doubtful)) if doubtful > starts => {
                report.add(place, Code::VersionsOverlap, None, &args(starts));
            }
            (None, Some(doubtful)) if doubtful < starts => {
                report.add(place, Code::VersionsSeam, None, &args(doubtful));
            }
            _ => {}
        }
    }
}

pub(super) fn check_dates(report: &mut Report<'_>, number: usize, version: &Version) {
    let force = version.in_force;
    let one = |date: Date| [("date", date.to_string())];
    if let Some(issued) = version.issued {
        if force.from < issued {
            let place = report.place(number, &["in_force", "from"]);
            report.add(place, Code::ForceBeforeIssued, None, &one(issued));
        }
        if version.known_from < issued {
            let place = report.place(number, &["known_from"]);
            report.add(place, Code::KnownBeforeIssued, None, &one(issued));
        }
        if let Some(year) =
            version.number.as_deref().and_then(year_of_number).filter(|year| *year != issued.year())
        {
            let place = report.place(number, &["issued"]);
            let args = [("year", year.to_string()), ("date", issued.to_string())];
            report.add(place, Code::NumberYear, None, &args);
        }
    }
    if force.until.is_some_and(|until| version.known_from >= until) {
        let place = report.place(number, &["known_from"]);
        report.add(place, Code::KnownAfterEnd, None, &one(version.known_from));
    }
    for measure in &version.measures {
        let article = measure.article.as_deref();
        let conditions =
            measure.conditions.iter().filter_map(|condition| Some((Some(condition), condition.known_from?)));
        for (condition, known_from) in
            measure.known_from.map(|date| (None, date)).into_iter().chain(conditions)
        {
            let place = match condition {
                Some(condition) => report
                    .place(number, &["measures", &measure.id, "conditions", &condition.id, "known_from"]),
                None => report.place(number, &["measures", &measure.id, "known_from"]),
            };
            if known_from < version.known_from {
                report.add(place, Code::KnownBeforeVersion, article, &one(version.known_from));
            } else if force.until.is_some_and(|until| known_from >= until) {
                report.add(place, Code::KnownAfterEnd, article, &one(known_from));
            }
        }
        deadline(report, number, version, measure);
    }
    one_source_one_day(report, number, version);
    for parameter in &version.parameters {
        for dated in &parameter.values {
            if dated.known_from.is_some_and(|known_from| known_from > dated.from) {
                let steps = ["parameters", &parameter.name, "values", &dated.from.to_string(), "known_from"];
                let place = report.place(number, &steps);
                report.add(place, Code::ValueKnownLate, parameter.article.as_deref(), &one(dated.from));
            }
        }
    }
}

/// What one source says could be known from one day on: another day beside the same source is probably mistyped.
fn one_source_one_day(report: &mut Report<'_>, number: usize, version: &Version) {
    let mut days: BTreeMap<&str, Vec<(Date, Place)>> = BTreeMap::new();
    for measure in &version.measures {
        if let (Some(known_from), Some(source)) = (measure.known_from, measure.sources.first()) {
            let place = report.place(number, &["measures", &measure.id, "known_from"]);
            days.entry(source).or_default().push((known_from, place));
        }
        for condition in &measure.conditions {
            if let (Some(known_from), Some(source)) = (condition.known_from, condition.sources.first()) {
                let steps = ["measures", &measure.id, "conditions", &condition.id, "known_from"];
                days.entry(source).or_default().push((known_from, report.place(number, &steps)));
            }
        }
    }
    for (source, places) in days {
        let count = |date: Date| places.iter().filter(|(other, _)| *other == date).count();
        let Some(usual) = places.iter().map(|(date, _)| *date).max_by_key(|date| (count(*date), *date))
        else {
            continue;
        };
        for (date, place) in places.iter().filter(|(date, _)| *date != usual) {
            let args =
                [("source", source.to_owned()), ("found", date.to_string()), ("date", usual.to_string())];
            report.add(place.clone(), Code::KnownDiffers, None, &args);
        }
    }
}

/// A deadline lies where one can apply, and on the last day on which the conditions can hold, if they have one.
fn deadline(report: &mut Report<'_>, number: usize, version: &Version, measure: &crate::pack::Measure) {
    let Some(deadline) = measure.apply.as_ref().and_then(|apply| apply.deadline) else { return };
    let place = report.place(number, &["measures", &measure.id, "apply", "deadline"]);
    let force = version.in_force;
    if deadline < force.from || force.until.is_some_and(|until| deadline >= until) {
        let args = [("date", deadline.to_string()), ("from", force.from.to_string())];
        report.add(place, Code::DeadlineOutside, measure.article.as_deref(), &args);
        return;
    }
    let interpreter = Interpreter::new(report.pack, version);
    let ways = entitled(&interpreter, &conditions_of(measure), refer_of(measure).as_ref());
    if let Some(last) = interpreter.last_day(&ways).filter(|last| *last != deadline) {
        let args = [("date", deadline.to_string()), ("last", last.to_string())];
        report.add(place, Code::DeadlineDiffers, measure.article.as_deref(), &args);
    }
}

/// The year in an instrument's number: 〔2022〕, or after the last slash of `214/2019`.
fn year_of_number(number: &str) -> Option<i16> {
    let in_brackets =
        number.split_once('〔').and_then(|(_, rest)| rest.split_once('〕')).map(|(year, _)| year);
    let after_slash = number.rsplit_once('/').map(|(_, year)| year.trim());
    let year = in_brackets.or(after_slash).filter(|year| year.len() == 4)?;
    year.parse().ok().filter(|year| (1900..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_number_is_read_in_both_forms() {
        assert_eq!(year_of_number("吉发〔2022〕18号"), Some(2022));
        assert_eq!(year_of_number("Portaria n.º 214/2019"), Some(2019));
        assert_eq!(year_of_number("SOR/95-329"), None);
    }
}
