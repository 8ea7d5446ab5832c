//! What of a pack its cases saw: of each condition which of yes, no and unknown; which referrals, caps, rows and values.

use super::expected::Case;
use crate::{
    assess::{Assessment, Determination, Outcome, ReasonKind, Trilean},
    evaluate::{Machine, bind},
    pack::{Amount, Expression, Measure, Pack, Version},
};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// How often each answer was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Answers {
    /// Times it held.
    pub yes: usize,
    /// Times it did not.
    pub no: usize,
    /// Times it was unknown.
    pub unknown: usize,
}

impl Answers {
    fn count(&mut self, result: Trilean) {
        match result {
            Trilean::Yes => self.yes += 1,
            Trilean::No => self.no += 1,
            Trilean::Unknown => self.unknown += 1,
        }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionCoverage {
    /// Its id; `refer` for the referral.
    pub id: String,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// What was seen.
    pub seen: Answers,
}

/// One cap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CapCoverage {
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// Times it lowered an amount.
    pub lowered: usize,
    /// Times it did not.
    pub passed: usize,
}

/// One measure of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureCoverage {
    /// The version.
    pub version: String,
    /// The measure.
    pub measure: String,
    /// Times it was assessed.
    pub assessed: usize,
    /// Its conditions, then its referral.
    pub conditions: Vec<ConditionCoverage>,
    /// Its caps.
    pub caps: Vec<CapCoverage>,
}

/// A row or a dated value, and how often it was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Uses {
    /// The keys of the row; the first day of the value.
    pub of: String,
    /// In how many cases.
    pub cases: usize,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCoverage {
    /// The version.
    pub version: String,
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: Vec<Uses>,
}

/// One parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterCoverage {
    /// The version.
    pub version: String,
    /// The parameter.
    pub parameter: String,
    /// Its values.
    pub values: Vec<Uses>,
}

/// What the cases saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// By measure, in the pack's order.
    pub measures: Vec<MeasureCoverage>,
    /// By table.
    pub tables: Vec<TableCoverage>,
    /// By parameter.
    pub parameters: Vec<ParameterCoverage>,
}

fn condition(id: &str, article: Option<&String>, expression: &Expression) -> ConditionCoverage {
    let (file, line, _) = expression.place();
    ConditionCoverage {
        id: id.to_owned(),
        article: article.cloned(),
        file: file.to_owned(),
        line,
        seen: Answers::default(),
    }
}

fn of_measure(version: &Version, measure: &Measure) -> MeasureCoverage {
    let conditions =
        measure.conditions.iter().map(|of| condition(&of.id, of.article.as_ref(), &of.expression));
    let refer = measure.refer.iter().map(|of| condition("refer", of.article.as_ref(), &of.when));
    let cap = |cap: &crate::pack::Cap| {
        let (file, line, _) = cap.expression.place();
        CapCoverage { file: file.to_owned(), line, lowered: 0, passed: 0 }
    };
    MeasureCoverage {
        version: version.id.clone(),
        measure: measure.id.clone(),
        assessed: 0,
        conditions: conditions.chain(refer).collect(),
        caps: measure.caps.iter().map(cap).collect(),
    }
}

impl Coverage {
    /// Of a pack, nothing seen yet.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        let unused = |of: String| Uses { of, cases: 0 };
        let (mut measures, mut tables, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
        for version in &pack.versions {
            measures.extend(version.measures.iter().map(|measure| of_measure(version, measure)));
            tables.extend(version.tables.iter().map(|table| TableCoverage {
                version: version.id.clone(),
                table: table.name.clone(),
                rows: table.rows.iter().map(|row| unused(row.when.join(", "))).collect(),
            }));
            parameters.extend(version.parameters.iter().map(|parameter| ParameterCoverage {
                version: version.id.clone(),
                parameter: parameter.name.clone(),
                values: parameter.values.iter().map(|value| unused(value.from.to_string())).collect(),
            }));
        }
        Self { measures, tables, parameters }
    }

    /// Counts what one case saw.
    pub fn add(&mut self, pack: &Pack, case: &Case, assessment: &Assessment) {
        let Ok(bound) = bind(&pack.vocabulary, &case.facts) else { return };
        let (on, known_on) = (case.on, case.knowledge());
        let mut used: BTreeMap<&str, crate::evaluate::Used> = BTreeMap::new();
        for found in &assessment.measures {
            self.add_measure(found);
            let Some(version) = pack.version(&found.version) else { continue };
            let Some(measure) = version.measure(&found.id) else { continue };
            let mut machine = Machine::new(version, &bound, on, known_on);
            let all = used.entry(version.id.as_str()).or_default();
            for condition in &measure.conditions {
                all.merge(machine.used(&condition.expression));
            }
            if let Some(refer) = measure.refer.as_ref().filter(|_| found.outcome != Outcome::No) {
                all.merge(machine.used(&refer.when));
            }
            if matches!(found.outcome, Outcome::Yes | Outcome::Unknown) {
                if let Amount::Stated { expression, .. } = &measure.amount {
                    all.merge(machine.used(expression));
                }
                for cap in &measure.caps {
                    all.merge(machine.used(&cap.expression));
                }
            }
        }
        for (version, used) in used {
            self.add_used(pack, version, &used, on, known_on);
        }
    }

    fn add_measure(&mut self, found: &Determination) {
        let is = |seen: &&mut MeasureCoverage| seen.version == found.version && seen.measure == found.id;
        let Some(seen) = self.measures.iter_mut().find(is) else { return };
        seen.assessed += 1;
        let mut refer_said = false;
        for reason in &found.reasons {
            if reason.kind == ReasonKind::AfterNotRead {
                continue;
            }
            refer_said |= reason.kind == ReasonKind::Refer;
            let is_refer = reason.kind == ReasonKind::Refer;
            let of =
                seen.conditions.iter_mut().find(|of| of.id == reason.id && is_refer == (of.id == "refer"));
            if let Some(of) = of {
                of.seen.count(reason.result);
            }
        }
        // A referral that does not apply is no reason: it was seen as "no" where it was looked at.
        if found.outcome != Outcome::No
            && !refer_said
            && let Some(refer) = seen.conditions.iter_mut().find(|of| of.id == "refer")
        {
            refer.seen.no += 1;
        }
        for (cap, applied) in seen.caps.iter_mut().zip(&found.caps) {
            if applied.lowered {
                cap.lowered += 1;
            } else {
                cap.passed += 1;
            }
        }
    }

    fn add_used(
        &mut self,
        pack: &Pack,
        version_id: &str,
        used: &crate::evaluate::Used,
        on: Date,
        known_on: Date,
    ) {
        let Some(version) = pack.version(version_id) else { return };
        for (table, row) in &used.rows {
            let Some(table) = version.tables.get(*table) else { continue };
            let seen = self.tables.iter_mut().find(|of| of.version == version_id && of.table == table.name);
            if let Some(row) = seen.and_then(|seen| seen.rows.get_mut(*row)) {
                row.cases += 1;
            }
        }
        for parameter in &used.parameters {
            let Some(parameter) = version.parameters.get(*parameter) else { continue };
            let Some(value) = parameter.dated_on(on, known_on) else { continue };
            let is = |of: &&mut ParameterCoverage| of.version == version_id && of.parameter == parameter.name;
            let Some(seen) = self.parameters.iter_mut().find(is) else { continue };
            let place = parameter.values.iter().position(|other| other.from == value.from);
            if let Some(seen) = place.and_then(|place| seen.values.get_mut(place)) {
                seen.cases += 1;
            }
        }
    }

    /// Of the answers yes and no of every condition and referral: how many were seen, and how many there are.
    #[must_use]
    pub fn answers(&self) -> (usize, usize) {
        let conditions = self.measures.iter().flat_map(|measure| &measure.conditions);
        conditions.fold((0, 0), |(seen, all), of| {
            (seen + usize::from(of.seen.yes > 0) + usize::from(of.seen.no > 0), all + 2)
        })
    }

    /// Of the rows of tables and values of parameters: how many were used, and how many there are.
    #[must_use]
    pub fn figures(&self) -> (usize, usize) {
        let rows = self.tables.iter().flat_map(|table| &table.rows);
        let values = self.parameters.iter().flat_map(|parameter| &parameter.values);
        rows.chain(values).fold((0, 0), |(used, all), uses| (used + usize::from(uses.cases > 0), all + 1))
    }
}
