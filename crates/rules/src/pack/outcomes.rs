//! Measures that read what another measure comes to: which they read, that there are such, and that none reads itself.

use super::{Amount, Expression, Measure, PartOf, Split, Version, compile::order};
use crate::{
    finding::{Code, Finding},
    language::Op,
};

impl Measure {
    /// Every expression that decides its outcome or its amount.
    pub(crate) fn expressions(&self) -> Vec<&Expression> {
        let mut all: Vec<&Expression> =
            self.conditions.iter().map(|condition| &condition.expression).collect();
        all.extend(self.refer.iter().map(|refer| &refer.when));
        if let Amount::Stated { expression, .. } = &self.amount {
            all.push(expression);
        }
        all.extend(self.caps.iter().map(|cap| &cap.expression));
        if let Some(Split::Stated(parts)) = self.instalments.as_ref().map(|instalments| &instalments.split) {
            all.extend(parts);
        }
        all
    }
}

impl Measure {
    /// Whose text it is, and whose each parameter, table and derived value is that it reads; nothing where all is one body's.
    pub(crate) fn bodies(&self, version: &Version) -> Vec<PartOf> {
        let Some(overlay) = &version.arrangements.overlay else { return Vec::new() };
        let mut parts: Vec<(&str, &str)> = vec![("measures", &self.id)];
        for expression in self.expressions() {
            let derived = expression.needs.iter().filter_map(|index| version.derived.get(*index));
            let mut codes = vec![&expression.code];
            for derived in derived {
                parts.push(("derived", &derived.name));
                codes.push(&derived.expression.code);
            }
            for code in codes {
                let tables = code.tables().into_iter().filter_map(|index| version.tables.get(index));
                parts.extend(tables.map(|table| ("tables", table.name.as_str())));
                let parameters = code.parameters().into_iter();
                let parameters = parameters.filter_map(|(index, _)| version.parameters.get(index));
                parts.extend(parameters.map(|parameter| ("parameters", parameter.name.as_str())));
            }
        }
        let (first, rest) = parts.split_at_mut(1);
        rest.sort_unstable();
        let mut all: Vec<(&str, &str)> = first.iter().chain(rest.iter()).copied().collect();
        all.dedup();
        let part = |(list, id): (&str, &str)| PartOf {
            list: list.to_owned(),
            id: id.to_owned(),
            body: overlay.body(list, id).clone(),
        };
        all.into_iter().map(part).collect()
    }
}

impl Expression {
    /// The measures whose outcome it reads, itself or by derived values: `family/measure`.
    pub(crate) fn outcomes(&self, version: &Version) -> Vec<String> {
        let derived = self.needs.iter().filter_map(|index| version.derived.get(*index));
        let codes = std::iter::once(&self.code).chain(derived.map(|derived| &derived.expression.code));
        let ops = codes.flat_map(|code| &code.ops);
        ops.filter_map(|op| if let Op::Outcome(key) = op { Some(key.to_string()) } else { None }).collect()
    }
}

/// Fills in what each measure reads, and reports what does not exist or reads itself.
pub(super) fn resolve_outcomes(versions: &mut [Version], findings: &mut Vec<Finding>) {
    let mut keys: Vec<String> = Vec::new();
    for version in versions.iter() {
        keys.extend(version.measures.iter().map(|measure| format!("{}/{}", version.family, measure.id)));
    }
    keys.sort();
    keys.dedup();
    let number = |key: &str| keys.binary_search_by(|other| other.as_str().cmp(key)).ok();
    let mut direct: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    let mut places: Vec<Option<(String, usize, usize)>> = vec![None; keys.len()];
    for version in versions.iter_mut() {
        let mut all: Vec<Vec<String>> = Vec::new();
        for measure in &version.measures {
            let own = number(&format!("{}/{}", version.family, measure.id));
            let mut reads = Vec::new();
            for expression in measure.expressions() {
                for key in expression.outcomes(version) {
                    let (file, line, column) = expression.place();
                    match (number(&key), own) {
                        (Some(read), Some(own)) => {
                            direct.get_mut(own).into_iter().for_each(|direct| direct.push(read));
                            if let Some(place) = places.get_mut(own) {
                                place.get_or_insert((file.to_owned(), line, column));
                            }
                        }
                        _ => {
                            let finding = Finding::new(file, line, column, Code::MeasureUnknown);
                            findings.push(finding.with("measure", &key));
                        }
                    }
                    reads.push(key);
                }
            }
            reads.sort();
            reads.dedup();
            all.push(reads);
        }
        for (measure, reads) in version.measures.iter_mut().zip(all) {
            measure.reads = reads;
        }
    }
    let cycle = order(&direct).cycle;
    if let Some((file, line, column)) = cycle.iter().find_map(|index| places.get(*index)?.clone()) {
        let names: Vec<&str> =
            cycle.iter().filter_map(|index| keys.get(*index)).map(String::as_str).collect();
        let finding = Finding::new(file, line, column, Code::OutcomeCycle);
        findings.push(finding.with("names", names.join(", ")));
    }
}
