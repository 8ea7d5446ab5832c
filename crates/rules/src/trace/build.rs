//! Makes the trace of one measure.

use super::model::{
    AmountTrace, CannotTrace, CapTrace, ConditionTrace, DerivedUsed, Input, ParameterUsed, Place, RowUsed,
    SCHEMA, Step, Trace, VersionTrace,
};
use crate::{
    assess::{Assessment, Determination, Outcome, Reason, ReasonKind, assess},
    evaluate::{Machine, Used, bind},
    facts::Facts,
    language::{Op, balanced},
    nearest::nearest,
    pack::{Amount, Expression, Measure, Pack, Version},
    show::state_text,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The trace of one measure; of a certain version if one is named, else of the one that was used.
///
/// # Errors
/// What [`assess`] refuses, or that the measure is not assessed on that day.
pub fn trace(
    pack: &Pack,
    facts: &Facts,
    measure: &str,
    version: Option<&str>,
    on: Date,
    known_on: Date,
) -> Result<Trace, CannotTrace> {
    let assessment = assess(pack, facts, on, known_on)?;
    let is = |found: &&Determination| {
        found.id == measure && version.is_none_or(|version| found.version == version)
    };
    let found = assessment.measures.iter().find(is);
    let places = found.and_then(|found| {
        let version = pack.version(&found.version)?;
        Some((found, version, version.measure(&found.id)?))
    });
    let Some((found, version, measure)) = places else {
        let versions: Vec<&str> = assessment.versions.iter().map(|used| used.version.as_str()).collect();
        let versions = versions.join(", ");
        return Err(CannotTrace::NotAssessed { measure: measure.to_owned(), versions });
    };
    let bound = bind(&pack.vocabulary, facts).map_err(crate::assess::CannotAssess::Facts)?;
    let machine = Machine::new(version, &bound, on, known_on);
    let tracing = Tracing { pack, facts, version, measure, machine, used: Used::default() };
    Ok(tracing.whole(&assessment, found))
}

struct Tracing<'a> {
    pack: &'a Pack,
    facts: &'a Facts,
    version: &'a Version,
    measure: &'a Measure,
    machine: Machine<'a>,
    used: Used,
}

fn place(expression: &Expression) -> Place {
    let (file, line, column) = expression.place();
    Place { file: file.to_owned(), line, column }
}

impl Tracing<'_> {
    fn whole(mut self, assessment: &Assessment, found: &Determination) -> Trace {
        let (pack, version, measure) = (self.pack, self.version, self.measure);
        let (on, known_on) = (assessment.on, assessment.known_on);
        let (mut conditions, mut refer) = (Vec::new(), None);
        for reason in &found.reasons {
            match reason.kind {
                ReasonKind::Condition => {
                    let of = measure.conditions.iter().find(|condition| condition.id == reason.id);
                    let hidden = of.and_then(|of| of.known_from).is_some_and(|from| from > known_on);
                    let expression = of.map(|of| &of.expression).filter(|_| !hidden);
                    conditions.push(self.condition(reason, expression));
                }
                ReasonKind::Refer => {
                    refer = Some(self.condition(reason, measure.refer.as_ref().map(|refer| &refer.when)));
                }
                ReasonKind::Exception => {
                    // Those of a condition are named `condition.exception`.
                    let of = measure.conditions.iter().flat_map(|condition| {
                        condition
                            .exceptions
                            .iter()
                            .map(move |one| (format!("{}.{}", condition.id, one.id), one))
                    });
                    let all = of.chain(measure.exceptions.iter().map(|one| (one.id.clone(), one)));
                    let found = all.into_iter().find(|(id, _)| *id == reason.id);
                    conditions.push(self.condition(reason, found.map(|(_, one)| &one.when)));
                }
                ReasonKind::AfterNotRead | ReasonKind::Version => {}
            }
        }
        let amount = match &measure.amount {
            Amount::Stated { expression, .. } if matches!(found.outcome, Outcome::Yes | Outcome::Unknown) => {
                Some(self.amount(expression, found))
            }
            _ => None,
        };
        let failed: Vec<String> = found.failed().map(|reason| reason.id.clone()).collect();
        let nearest = if found.outcome == Outcome::No {
            nearest(pack, self.facts, found, on, known_on)
        } else {
            Vec::new()
        };
        let derived = self.derived();
        let (parameters, tables) = (self.parameters(), self.tables());
        let inputs = self.inputs(found, &conditions);
        let mut articles: BTreeSet<String> = found.article.iter().cloned().collect();
        articles.extend(conditions.iter().chain(&refer).filter_map(|one| one.article.clone()));
        articles.extend(derived.iter().filter_map(|one| one.article.clone()));
        articles.extend(parameters.iter().filter_map(|one| one.article.clone()));
        articles.extend(tables.iter().filter_map(|one| one.article.clone()));
        articles.extend(found.caps.iter().filter_map(|one| one.article.clone()));
        let mut cited: BTreeSet<&String> = version.sources.iter().chain(&measure.sources).collect();
        cited.extend(conditions.iter().chain(&refer).flat_map(|one| &one.sources));
        cited.extend(derived.iter().flat_map(|one| &one.sources));
        cited.extend(parameters.iter().flat_map(|one| &one.sources));
        cited.extend(tables.iter().flat_map(|one| &one.sources));
        let sources = pack.sources.iter().filter(|source| cited.contains(&source.id)).cloned().collect();
        Trace {
            schema: SCHEMA,
            pack: pack.id.clone(),
            fingerprint: pack.fingerprint().to_owned(),
            version: VersionTrace {
                family: version.family.clone(),
                id: version.id.clone(),
                title: version.title.clone(),
                in_force: version.in_force,
                known_from: version.known_from,
                not_read_since: pack.not_read_since(version, on, known_on),
            },
            measure: measure.id.clone(),
            title: measure.title.clone(),
            article: measure.article.clone(),
            on,
            known_on,
            outcome: found.outcome,
            conditions,
            refer,
            amount,
            instalments: found.instalments.clone(),
            inputs,
            derived,
            parameters,
            tables,
            articles: articles.into_iter().collect(),
            sources,
            gaps: found.gaps.clone(),
            missing: found.missing.clone(),
            failed,
            nearest,
        }
    }

    fn condition(&mut self, reason: &Reason, expression: Option<&Expression>) -> ConditionTrace {
        let used = expression.map(|expression| self.machine.used(expression)).unwrap_or_default();
        let steps = expression.map(|expression| self.steps(expression)).unwrap_or_default();
        let names = |indices: &BTreeSet<usize>, name: &dyn Fn(usize) -> Option<String>| -> Vec<String> {
            indices.iter().filter_map(|index| name(*index)).collect()
        };
        let version = self.version;
        let derived = names(&used.derived, &|index| Some(version.derived.get(index)?.name.clone()));
        let parameters = names(&used.parameters, &|index| Some(version.parameters.get(index)?.name.clone()));
        let rows = used.rows.iter().filter_map(|(table, row)| {
            let table = version.tables.get(*table)?;
            Some(format!("{}[{}]", table.name, table.rows.get(*row)?.when.join(", ")))
        });
        let rows = rows.collect();
        self.used.merge(used);
        ConditionTrace {
            id: reason.id.clone(),
            article: reason.article.clone(),
            result: reason.result,
            text: expression.map(|_| reason.text.clone()),
            expression: expression.map(|expression| expression.text().to_owned()),
            plain: expression.map(|expression| self.pack.plain(version, expression)),
            place: expression.map(place),
            steps,
            facts: reason.facts.clone(),
            derived,
            parameters,
            rows,
            missing: reason.missing.clone(),
            failure_text: reason.failure.as_ref().map(crate::evaluate::Failure::text),
            failure: reason.failure.clone(),
            sources: reason.sources.iter().map(|source| source.id.clone()).collect(),
        }
    }

    /// The parts of an expression that count, each with the values of its own parts put in.
    fn steps(&mut self, expression: &Expression) -> Vec<Step> {
        let vocabulary = &self.pack.vocabulary;
        let (code, text) = (&expression.code, expression.text());
        let parts = self.machine.parts(expression);
        let shown = |op: crate::language::OpId| -> Option<String> {
            let part = parts.iter().find(|part| part.op == op)?;
            Some(state_text(vocabulary, &part.eval.state))
        };
        let mut steps: Vec<Step> = Vec::new();
        for part in &parts {
            let Some(span) = code.spans.get(part.op.0).map(|span| balanced(text, *span)) else { continue };
            let Some(written) = text.get(span.start..span.end) else { continue };
            // A name or a number is no step, unless it is all there is.
            let is_leaf = matches!(
                code.op(part.op),
                Op::Constant(_) | Op::Fact(_) | Op::Derived(_) | Op::Parameter(_) | Op::On | Op::Local(_)
            );
            if is_leaf && part.op != code.root {
                continue;
            }
            let mut operands: Vec<(usize, usize, String)> = crate::evaluate::parts(code.op(part.op))
                .into_iter()
                .filter(|operand| !matches!(code.op(*operand), Op::Constant(_)))
                .filter_map(|operand| {
                    let span = balanced(text, *code.spans.get(operand.0)?);
                    // What was not looked at stays as it is written.
                    Some((span.start, span.end, shown(operand).filter(|_| part.parts.contains(&operand))?))
                })
                .collect();
            if is_leaf {
                operands.clear();
            }
            operands.sort_by_key(|(start, ..)| *start);
            let (mut values, mut at) = (String::new(), span.start);
            for (start, end, value) in operands {
                values.push_str(text.get(at..start).unwrap_or_default());
                values.push_str(&value);
                at = end.max(at);
            }
            values.push_str(text.get(at..span.end).unwrap_or_default());
            let result = state_text(vocabulary, &part.eval.state);
            let values = if is_leaf { result.clone() } else { one_line(&values) };
            steps.push(Step { expression: one_line(written), values, result });
        }
        steps
    }

    fn amount(&mut self, expression: &Expression, found: &Determination) -> AmountTrace {
        let vocabulary = &self.pack.vocabulary;
        let used = self.machine.used(expression);
        self.used.merge(used);
        let before_caps = state_text(vocabulary, &self.machine.value(expression).state);
        let steps = self.steps(expression);
        let mut caps = Vec::new();
        for (index, cap) in self.measure.caps.iter().enumerate() {
            let used = self.machine.used(&cap.expression);
            self.used.merge(used);
            caps.push(CapTrace {
                expression: one_line(cap.expression.text()),
                text: cap.text.clone(),
                article: cap.article.clone(),
                result: state_text(vocabulary, &self.machine.value(&cap.expression).state),
                lowered: found.caps.get(index).is_some_and(|applied| applied.lowered),
                steps: self.steps(&cap.expression),
            });
        }
        AmountTrace {
            expression: one_line(expression.text()),
            plain: self.pack.plain(self.version, expression),
            place: place(expression),
            steps,
            before_caps,
            caps,
            amount: found.amount,
            state: found.amount_state,
            failure_text: found.amount_failure.as_ref().map(crate::evaluate::Failure::text),
            missing: found.amount_missing.clone(),
            per: found.per,
        }
    }

    /// The derived values used, each before those that need it.
    fn derived(&mut self) -> Vec<DerivedUsed> {
        let version = self.version;
        // What a derived value needs is in the order in which it can be computed.
        let mut order: Vec<usize> = Vec::new();
        for index in &self.used.derived {
            let needs = version.derived.get(*index).map(|derived| derived.expression.needs.as_slice());
            for need in needs.unwrap_or_default().iter().chain([index]) {
                if self.used.derived.contains(need) && !order.contains(need) {
                    order.push(*need);
                }
            }
        }
        let mut all = Vec::new();
        for derived in order.into_iter().filter_map(|index| version.derived.get(index)) {
            let expression = &derived.expression;
            // One of each member has no one value; the conditions that use it show what it came to.
            let of_members = derived.list.is_some();
            let result = if of_members {
                format!("[{}]", derived.of.clone().unwrap_or_default())
            } else {
                state_text(&self.pack.vocabulary, &self.machine.value(expression).state)
            };
            all.push(DerivedUsed {
                name: derived.name.clone(),
                title: derived.title.clone(),
                result,
                expression: one_line(expression.text()),
                plain: self.pack.plain(version, expression),
                place: place(expression),
                article: derived.article.clone(),
                sources: derived.sources.clone(),
                steps: if of_members { Vec::new() } else { self.steps(expression) },
            });
        }
        all
    }

    fn parameters(&self) -> Vec<ParameterUsed> {
        let used = self.used.parameters.iter().filter_map(|index| self.version.parameters.get(*index));
        let of = |parameter: &crate::pack::Parameter| {
            let dated = parameter.dated_on(self.machine.on, self.machine.known_on);
            ParameterUsed {
                name: parameter.name.clone(),
                title: parameter.title.clone(),
                value: dated.map(|dated| dated.cell.clone()),
                from: dated.map(|dated| dated.from),
                until: dated.and_then(|dated| dated.until),
                known_from: dated.and_then(|dated| dated.known_from),
                article: parameter.article.clone(),
                sources: parameter.sources.clone(),
            }
        };
        used.map(of).collect()
    }

    fn tables(&self) -> Vec<RowUsed> {
        let of = |(table, row): &(usize, usize)| {
            let table = self.version.tables.get(*table)?;
            let row = table.rows.get(*row)?;
            Some(RowUsed {
                table: table.name.clone(),
                title: table.title.clone(),
                row: row.when.clone(),
                value: row.cell.clone(),
                article: table.article.clone(),
                sources: table.sources.clone(),
            })
        };
        self.used.rows.iter().filter_map(of).collect()
    }

    /// Every fact that was read, in the order of the conditions, then of the amount.
    fn inputs(&mut self, found: &Determination, conditions: &[ConditionTrace]) -> Vec<Input> {
        let mut inputs: Vec<Input> = Vec::new();
        let reasons = found.reasons.iter().flat_map(|reason| &reason.facts);
        let mut names: Vec<(String, Option<crate::facts::Value>)> = Vec::new();
        for read in conditions.iter().flat_map(|condition| &condition.facts).chain(reasons) {
            if !names.iter().any(|(name, _)| *name == read.name) {
                names.push((read.name.clone(), read.value.clone()));
            }
        }
        if let Amount::Stated { expression, .. } = &self.measure.amount
            && matches!(found.outcome, Outcome::Yes | Outcome::Unknown)
        {
            let caps = self.measure.caps.iter().map(|cap| &cap.expression);
            for expression in std::iter::once(expression.as_ref()).chain(caps) {
                let eval = self.machine.value(expression);
                for read in crate::assess::facts_read(
                    &self.pack.vocabulary,
                    self.machine.bound,
                    &eval.read,
                    self.machine.on,
                ) {
                    if !names.iter().any(|(name, _)| *name == read.name) {
                        names.push((read.name, read.value));
                    }
                }
            }
        }
        for (name, value) in names {
            let given = self.facts.given(name.split('[').next().unwrap_or(&name));
            let declared = self.pack.vocabulary.at(&name);
            inputs.push(Input {
                title: declared.map(|declared| declared.title.clone()).unwrap_or_default(),
                name,
                value,
                since: given.and_then(|given| given.since),
                source: given.and_then(|given| given.source),
            });
        }
        inputs
    }
}

/// An expression over several lines in one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
