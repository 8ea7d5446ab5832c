//! Makes the program of a plan: every measure, and the derived values that are asked for.

use super::{
    Plan,
    lower::{Cost, Lowering, Node, Pool, Unfit},
    plan::Wanted,
    program::{AmountPlan, AmountRegs, Kind, Level, MeasurePlan, Place, Program, Reg, allocate},
};
use crate::{
    evaluate::{Bound, Machine, Val},
    language::Type,
    limits,
    pack::{Amount, Expression, Measure, Split, Version},
};
use jiff::civil::Date;

/// Makes the program, and says of each derived value that is asked for over which denominator its column is.
pub(super) fn program(plan: &Plan, wanted: &[Wanted]) -> (Program, Vec<i64>) {
    let nothing = Bound::unknown(plan.vocabulary.facts().len());
    let mut pool = Pool::default();
    let mut measures = Vec::new();
    let mut derived: Vec<Option<Reg>> = vec![None; wanted.len()];
    let mut denominators = vec![1; wanted.len()];
    let mut most_members = limits::LIST_MEMBERS;
    for used in &plan.versions {
        let Some(version) = plan.version(used.version) else { continue };
        let mut lowering = Lowering {
            facts: plan.vocabulary.facts(),
            version,
            number: used.version,
            machine: Machine::quiet(version, &nothing, plan.on, plan.known_on),
            pool: &mut pool,
            derived: vec![None; version.derived.len()],
            derived_known: vec![None; version.derived.len()],
            known: Vec::new(),
        };
        let mut cost = Cost::default();
        for (number, since) in &used.measures {
            let Some(measure) = version.measures.get(*number) else { continue };
            measures.push(lowering.measure(*number, measure, since.is_some(), plan.known_on, &mut cost));
        }
        // Whatever is derived may be read somewhere.
        for index in 0..version.derived.len() {
            lowering.derive(index);
            let known = lowering.derived_known.get(index).copied().flatten();
            let of_one = known.map(|known| known.cost).unwrap_or_default();
            let is_of_members = version.derived.get(index).is_some_and(|derived| derived.list.is_some());
            cost = cost.plus(if is_of_members { of_one.times(None) } else { of_one });
        }
        for ((wanted, reg), denominator) in wanted.iter().zip(&mut derived).zip(&mut denominators) {
            if wanted.version == used.version
                && let Ok((found, over)) = lowering.output(wanted)
            {
                (*reg, *denominator) = (Some(found), over);
            }
        }
        // Too many steps for anybody: how far the engine for one case comes is for it to say.
        if cost.with(0) > limits::STEPS {
            let of_version = measures.iter_mut().rev().take(used.measures.len());
            of_version.for_each(|measure| *measure = MeasurePlan::ByCase);
        }
        while most_members > 0 && cost.with(u64::try_from(most_members).unwrap_or(u64::MAX)) > limits::STEPS {
            most_members -= 1;
        }
    }
    let mut kept: Vec<Reg> = derived.iter().copied().flatten().collect();
    kept.extend(measures.iter().flat_map(registers));
    let (steps, slots, slot_count) = allocate(&pool.instructions, &kept);
    let Pool { lookups, targets, texts, .. } = pool;
    let program =
        Program { steps, slots, slot_count, lookups, targets, texts, measures, derived, most_members };
    (program, denominators)
}

/// The registers that a measure reads at the end.
fn registers(measure: &MeasurePlan) -> Vec<Reg> {
    let MeasurePlan::Columns { conditions, refer, amount, .. } = measure else { return Vec::new() };
    let mut regs = conditions.clone();
    regs.extend(refer);
    if let AmountPlan::Stated { amount, caps, .. } = amount {
        for amount in std::iter::once(amount).chain(caps) {
            match amount {
                AmountRegs::Exact(reg) => regs.push(*reg),
                AmountRegs::Range { from, to, form } => regs.extend([*from, *to, *form]),
            }
        }
    }
    regs
}

impl<'a> Lowering<'a> {
    /// How a measure is computed. Its costs are those of every expression that one assessment may evaluate.
    fn measure(
        &mut self,
        number: usize,
        measure: &'a Measure,
        is_doubted: bool,
        known_on: Date,
        cost: &mut Cost,
    ) -> MeasurePlan {
        // Every field by name: whoever adds one decides here whether columns compute it. If they do not, a measure that has
        // it is `ByCase`.
        let Measure {
            id: _,
            title: _,
            article: _,
            sources: _,
            known_from: _,
            kind: _,
            summary: _,
            text: _,
            conditions,
            interpretation: _,
            refer,
            amount,
            amount_at_most,
            caps,
            instalments,
            duration: _,
            not_with: _,
            paid_by: _,
            apply: _,
            evidence: _,
            continuing: _,
            gaps: _,
            // They stand in the conditions' own expressions and in `refer`.
            exceptions: _,
            reads,
        } = measure;
        // What another measure comes to is not a column.
        let mut fits = reads.is_empty();
        let mut condition_regs = Vec::with_capacity(conditions.len());
        for (place, condition) in conditions.iter().enumerate() {
            let found = if condition.known_from.is_some_and(|from| from > known_on) {
                Ok(Node::Failed)
            } else {
                self.costed(Place::Condition(number, place), &condition.expression, cost)
            };
            match found.and_then(|node| self.truth(&node, Level::Case)) {
                Ok(reg) => condition_regs.push(reg),
                Err(Unfit) => fits = false,
            }
        }
        let refer = refer.as_ref().map(|refer| {
            let found = self.costed(Place::Refer(number), &refer.when, cost);
            found.and_then(|node| self.truth(&node, Level::Case))
        });
        let amount = match amount {
            Amount::Without => Ok(AmountPlan::Without),
            Amount::NotRead => Ok(AmountPlan::NotRead),
            Amount::Stated { expression, .. } => {
                let stated = self.amount(Place::Amount(number), expression, cost);
                let limits: Vec<_> = caps
                    .iter()
                    .enumerate()
                    .map(|(place, cap)| self.amount(Place::Cap(number, place), &cap.expression, cost))
                    .collect();
                stated.and_then(|(amount, currency)| {
                    let limits = limits.into_iter().collect::<Result<Vec<_>, Unfit>>()?;
                    if limits.iter().any(|(_, other)| *other != currency) {
                        return Err(Unfit);
                    }
                    let caps = limits.into_iter().map(|(limit, _)| limit).collect();
                    Ok(AmountPlan::Stated { amount, caps, currency, at_most: *amount_at_most })
                })
            }
        };
        if let Some(instalments) = instalments
            && let Split::Stated(parts) = &instalments.split
        {
            for part in parts {
                *cost = cost.plus(self.expression_cost(part));
            }
        }
        match (fits, refer.transpose(), amount) {
            (true, Ok(refer), Ok(amount)) => {
                MeasurePlan::Columns { conditions: condition_regs, refer, is_doubted, amount }
            }
            _ => MeasurePlan::ByCase,
        }
    }

    fn costed(&mut self, place: Place, expression: &'a Expression, cost: &mut Cost) -> Result<Node, Unfit> {
        let found = self.expression(place, expression);
        *cost = cost.plus(self.root_cost(expression));
        found
    }

    /// The most steps of an expression that is only computed by case.
    fn expression_cost(&mut self, expression: &'a Expression) -> Cost {
        self.known = self.look(&expression.code);
        self.root_cost(expression)
    }

    fn root_cost(&self, expression: &Expression) -> Cost {
        self.known.get(expression.code.root.0).map(|known| known.cost).unwrap_or_default()
    }

    fn amount(
        &mut self,
        place: Place,
        expression: &'a Expression,
        cost: &mut Cost,
    ) -> Result<(AmountRegs, vocabulary::Currency), Unfit> {
        let node = self.costed(place, expression, cost)?;
        let currency = match expression.type_of() {
            Type::Money(currency) | Type::Estimate(currency) => *currency,
            _ => return Err(Unfit),
        };
        let regs = match &node {
            Node::Range { .. } | Node::Constant(Val::Estimate(_)) => {
                let (from, to, form) = self.range(&node, Level::Case)?;
                AmountRegs::Range { from, to, form }
            }
            node => AmountRegs::Exact(self.register(node, Kind::Money, Level::Case)?),
        };
        Ok((regs, currency))
    }

    /// The register of a derived value that is asked for, and its denominator.
    fn output(&mut self, wanted: &Wanted) -> Result<(Reg, i64), Unfit> {
        let node = self.derived_node(wanted.index)?;
        let kind = match &wanted.kind {
            Type::Bool => Kind::Bool,
            Type::Int => Kind::Int,
            Type::Money(_) => Kind::Money,
            Type::Date => Kind::Date,
            Type::Class(_) => Kind::Class,
            Type::Decimal => self.kind(&node)?.ok_or(Unfit)?,
            _ => return Err(Unfit),
        };
        let over = match kind {
            Kind::Exact { denominator, .. } => denominator,
            _ => 1,
        };
        let level = wanted.list.map_or(Level::Case, Level::Member);
        Ok((self.register(&node, kind, level)?, over))
    }
}

/// Whether the column of a derived value can hold every value that the engine for one case may compute.
pub(super) const fn has_column(wanted: &Wanted, reg: Option<Reg>) -> bool {
    match &wanted.kind {
        Type::Decimal => reg.is_some(),
        Type::Text => false,
        _ => true,
    }
}

/// The expression that stands at a place of a version.
pub(super) fn expression_at(version: &Version, place: Place) -> Option<&Expression> {
    match place {
        Place::Derived(index) => version.derived.get(index).map(|derived| &derived.expression),
        Place::Condition(measure, place) => {
            version.measures.get(measure)?.conditions.get(place).map(|condition| &condition.expression)
        }
        Place::Refer(measure) => version.measures.get(measure)?.refer.as_ref().map(|refer| &refer.when),
        Place::Amount(measure) => match &version.measures.get(measure)?.amount {
            Amount::Stated { expression, .. } => Some(expression),
            _ => None,
        },
        Place::Cap(measure, place) => {
            version.measures.get(measure)?.caps.get(place).map(|cap| &cap.expression)
        }
    }
}
