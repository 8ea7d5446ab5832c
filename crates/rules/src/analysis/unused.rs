//! What a pack declares and nothing reads.

use super::{Report, expressions_of};
use crate::{
    facts::FactType,
    finding::Code,
    language::{Function, Op, Type},
};
use std::collections::{BTreeSet, HashSet};

pub(super) fn check(report: &mut Report<'_>) {
    let pack = report.pack;
    // Points, limits and the like read names in places of their own: a name that stands in any rule is read.
    let words = pack.places.words();
    let mut facts: BTreeSet<usize> = BTreeSet::new();
    let mut fields: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut schemes: BTreeSet<&str> = BTreeSet::new();
    let mut sources: BTreeSet<&str> = BTreeSet::new();
    for (number, version) in pack.versions.iter().enumerate() {
        let (mut derived, mut parameters, mut tables) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for part in expressions_of(version) {
            let code = &part.expression.code;
            for op in &code.ops {
                match op {
                    Op::Fact(index) | Op::Defaulted(index, _) => {
                        facts.insert(*index);
                    }
                    Op::Derived(index) | Op::DerivedOf(_, index) => {
                        derived.insert(*index);
                    }
                    Op::Parameter(index) => {
                        parameters.insert(*index);
                    }
                    Op::Table(index, _) | Op::Strict(Function::Banded(index), _) => {
                        tables.insert(*index);
                    }
                    Op::Field(of, field) => {
                        if let Some(Type::Member(fact)) = code.types.get(of.0) {
                            fields.insert((*fact, *field));
                        }
                    }
                    _ => {}
                }
            }
        }
        // What points are made of is read by them.
        derived.extend(version.arrangements.points.iter().flat_map(|points| [points.total, points.passed]));
        for (_, found) in version
            .derived
            .iter()
            .enumerate()
            .filter(|(index, found)| !derived.contains(index) && !words.contains(&found.name))
        {
            let place = report.place(number, &["derived", &found.name, "name"]);
            report.add(place, Code::DerivedUnused, found.article.as_deref(), &[("name", found.name.clone())]);
        }
        for (_, found) in version
            .parameters
            .iter()
            .enumerate()
            .filter(|(index, found)| !parameters.contains(index) && !words.contains(&found.name))
        {
            let place = report.place(number, &["parameters", &found.name, "name"]);
            report.add(
                place,
                Code::ParameterUnused,
                found.article.as_deref(),
                &[("name", found.name.clone())],
            );
        }
        for (_, found) in version
            .tables
            .iter()
            .enumerate()
            .filter(|(index, found)| !tables.contains(index) && !words.contains(&found.name))
        {
            let place = report.place(number, &["tables", &found.name, "name"]);
            report.add(place, Code::TableUnused, found.article.as_deref(), &[("name", found.name.clone())]);
        }
        schemes.extend(
            version.tables.iter().flat_map(|table| &table.keys).filter_map(|key| key.scheme.as_deref()),
        );
        sources.extend(version.sources.iter().map(String::as_str));
        sources.extend(version.parameters.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources.extend(version.tables.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources.extend(version.derived.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources
            .extend(version.arrangements.limits.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources
            .extend(version.arrangements.points.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources.extend(version.figures.scales.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources.extend(version.figures.places.iter().flat_map(|found| &found.sources).map(String::as_str));
        sources.extend(version.figures.calendars.iter().flat_map(|found| &found.sources).map(String::as_str));
        for measure in &version.measures {
            sources.extend(measure.sources.iter().map(String::as_str));
            sources.extend(measure.conditions.iter().flat_map(|found| &found.sources).map(String::as_str));
        }
    }
    for number in 0..pack.versions.len() {
        proofs(report, number, &facts, &words);
    }
    for source in pack.sources.iter().filter(|source| !sources.contains(source.id.as_str())) {
        let place = report.pack.places.elsewhere(&["sources", &source.id]);
        let place = place.unwrap_or_else(|| ("pack.yaml".to_owned(), 1, 1));
        report.add(place, Code::SourceUnused, None, &[("id", source.id.clone())]);
    }
    // Days of events and what was used of limits are not declared by themselves.
    let own = |name: &str| name.starts_with("event.") || name.starts_with("used.");
    for (index, fact) in pack.vocabulary.facts().iter().enumerate().filter(|(_, fact)| !own(&fact.name)) {
        let members = fact.fields().iter().enumerate().map(|(field, declared)| ((index, field), declared));
        for (_, field) in members.filter(|(key, field)| {
            facts.contains(&index) && !fields.contains(key) && !words.contains(&field.name)
        }) {
            let steps = ["facts", &fact.name, "of", &field.name];
            unread(report, &steps, &format!("{}[].{}", fact.name, field.name));
        }
        if !facts.contains(&index) && !words.contains(&fact.name) {
            unread(report, &["facts", &fact.name], &fact.name);
        }
        let kinds = fact.fields().iter().chain([fact]).map(|declared| &declared.kind);
        schemes.extend(kinds.filter_map(|kind| {
            if let FactType::Enum { scheme } = kind { Some(scheme.as_str()) } else { None }
        }));
    }
    for scheme in pack.vocabulary.schemes().iter().filter(|scheme| !schemes.contains(scheme.name.as_str())) {
        if let Some(place) = own_place(report, &["schemes", &scheme.name]) {
            report.add(place, Code::SchemeUnused, None, &[("name", scheme.name.clone())]);
        }
    }
}

/// A place in a file of the pack's own: what several packs share, another one may read.
fn own_place(report: &Report<'_>, steps: &[&str]) -> Option<crate::pack::Place> {
    report.pack.places.elsewhere(steps).filter(|(file, _, _)| !file.starts_with("../"))
}

fn unread(report: &mut Report<'_>, steps: &[&str], name: &str) {
    if let Some(place) = own_place(report, steps) {
        report.add(place, Code::FactUnused, None, &[("name", name.to_owned())]);
    }
}

/// A document that is asked for although nothing it proves is read.
fn proofs(report: &mut Report<'_>, number: usize, read: &BTreeSet<usize>, words: &HashSet<String>) {
    let pack = report.pack;
    let Some(version) = pack.versions.get(number) else { return };
    for measure in &version.measures {
        for evidence in &measure.evidence {
            for name in &evidence.proves {
                let is_read = pack.vocabulary.index_of(name).is_some_and(|index| read.contains(&index))
                    || words.contains(name);
                if !is_read {
                    let place =
                        report.place(number, &["measures", &measure.id, "evidence", &evidence.id, "proves"]);
                    let args = [("name", name.clone()), ("evidence", evidence.id.clone())];
                    report.add(place, Code::ProofUnread, measure.article.as_deref(), &args);
                }
            }
        }
    }
}
