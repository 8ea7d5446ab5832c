//! What was probably copied and not changed, or changed in one place and not in the other.

use super::Report;
use crate::{
    finding::Code,
    pack::{Amount, Measure, Version},
};
use std::collections::BTreeMap;

pub(super) fn check(report: &mut Report<'_>, number: usize, version: &Version) {
    for (index, measure) in version.measures.iter().enumerate() {
        within_one(report, number, measure);
        for other in version.measures.iter().take(index) {
            alike(report, number, version, other, measure);
        }
    }
    same_name_other_rule(report, number, version);
}

fn condition_place(
    report: &Report<'_>,
    number: usize,
    measure: &Measure,
    condition: &str,
    key: &str,
) -> crate::pack::Place {
    report.place(number, &["measures", &measure.id, "conditions", condition, key])
}

fn within_one(report: &mut Report<'_>, number: usize, measure: &Measure) {
    for (index, condition) in measure.conditions.iter().enumerate() {
        for other in measure.conditions.iter().take(index) {
            let args = [("first", other.id.clone()), ("second", condition.id.clone())];
            let article = condition.article.as_deref();
            if other.expression.text == condition.expression.text {
                let place = condition_place(report, number, measure, &condition.id, "expr");
                report.add(place, Code::ConditionTwice, article, &args);
            } else if other.text.zh == condition.text.zh || other.text.en == condition.text.en {
                let place = condition_place(report, number, measure, &condition.id, "text");
                report.add(place, Code::TextTwice, article, &args);
            }
        }
    }
}

/// Two measures that give the same under the same conditions, and do not exclude each other.
fn alike(report: &mut Report<'_>, number: usize, version: &Version, a: &Measure, b: &Measure) {
    let conditions = |measure: &Measure| -> Vec<String> {
        let mut texts: Vec<String> =
            measure.conditions.iter().map(|condition| condition.expression.text.clone()).collect();
        texts.sort();
        texts
    };
    let amount = |measure: &Measure| match &measure.amount {
        Amount::Stated { expression, per } => Some((expression.text.clone(), *per)),
        _ => None,
    };
    let excludes = |a: &Measure, b: &Measure| {
        a.not_with.iter().any(|other| other.measure == b.id && other.version == version.id)
    };
    let same = conditions(a) == conditions(b) && amount(a) == amount(b) && a.kind == b.kind;
    let same_refer =
        a.refer.as_ref().map(|refer| &refer.when.text) == b.refer.as_ref().map(|refer| &refer.when.text);
    let same_words = a.title.zh == b.title.zh || a.summary.is_some() && a.summary == b.summary;
    let gives = amount(a).is_some() || same_words;
    if same && same_refer && gives && !excludes(a, b) && !excludes(b, a) {
        let place = report.place(number, &["measures", &b.id, "id"]);
        let args = [("first", a.id.clone()), ("second", b.id.clone())];
        report.add(place, Code::MeasuresAlike, b.article.as_deref(), &args);
    }
}

/// One id and one wording of a condition, and another expression in one of the measures.
fn same_name_other_rule(report: &mut Report<'_>, number: usize, version: &Version) {
    let mut known: BTreeMap<(&str, &str), Vec<(&Measure, &crate::pack::Condition)>> = BTreeMap::new();
    for measure in &version.measures {
        for condition in &measure.conditions {
            known.entry((&condition.id, &condition.text.zh)).or_default().push((measure, condition));
        }
    }
    for group in known.values() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, condition) in group {
            *counts.entry(&condition.expression.text).or_default() += 1;
        }
        let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else { continue };
        for (measure, condition) in group.iter().filter(|(_, condition)| condition.expression.text != *usual)
        {
            let place = condition_place(report, number, measure, &condition.id, "expr");
            let args = [("id", condition.id.clone()), ("expr", (*usual).to_owned())];
            report.add(place, Code::ConditionDiffers, condition.article.as_deref(), &args);
        }
    }
}
