//! Which unknown facts can still change an outcome. Kleene's logic names all that the open conditions read; here it is tried
//! which of them some case shows to matter: over the values beside which a judgement turns, which are few.

mod formula;
mod search;
mod values;

pub(crate) use formula::Formula;

use super::{Eval, FactPath, Item, Machine, Paths, State, Val, merge};
use crate::{
    facts::Vocabulary,
    language::{Code, Op, OpId},
    limits,
    pack::Expression,
};
use search::{ABSENT, FALSE, Group, Node, OPEN, Search, TRUE, Variable};
use std::sync::Arc;
use values::{Marks, declared, few};

/// The facts that can still change an outcome.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Matter {
    pub(crate) facts: Paths,
    /// Whether each of them was shown to matter, and each that is left out not to. Else there may be too many, never too few.
    pub(crate) exact: bool,
}

/// What trying out some expressions came to: measures share conditions.
pub(super) struct Tried {
    facts: Paths,
    slots: Vec<Option<usize>>,
    never_yes: bool,
    matter: Matter,
}

/// One condition, or when it is negotiated individually, with its value now.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'e> {
    pub(crate) expression: &'e Expression,
    pub(crate) eval: &'e Eval,
}

/// The facts whose value can still change what a measure comes to: no if a condition is no, negotiated if all hold and
/// `refer` does, else yes. `never_yes`: something keeps it from being yes or negotiated, whatever is told.
///
/// The conditions are grouped by the unknown facts they share; in each group a fact that changes nothing, whatever the others
/// are, is left out. Where none changes anything (the group always holds, or never, which only telling can show), what Kleene
/// found stands, for nothing is assumed of whom nobody asked.
pub(crate) fn matters(
    machine: &mut Machine<'_>,
    vocabulary: &Vocabulary,
    conditions: &[Judged<'_>],
    refer: Option<Judged<'_>>,
    never_yes: bool,
) -> Matter {
    let refer = refer.filter(|_| !never_yes);
    // The numbers of the conditions of each group; that of the referral is one more than the last.
    let mut groups: Vec<(Paths, Vec<usize>)> = Vec::new();
    for (place, judged) in conditions.iter().chain(&refer).enumerate() {
        if judged.eval.missing.is_empty() {
            continue;
        }
        let mut group = (judged.eval.missing.clone(), vec![place]);
        groups.retain(|(facts, members)| {
            let touches = facts.touches(&group.0);
            if touches {
                merge(&mut group.0, facts);
                group.1.extend(members);
            }
            !touches
        });
        groups.push(group);
    }
    let mut all = Matter { facts: Paths::NONE, exact: true };
    for (facts, mut members) in groups {
        // One fact alone changes something, or stands because nothing else does.
        if facts.len() == 1 {
            merge(&mut all.facts, &facts);
            continue;
        }
        members.sort_unstable();
        let refer = refer.filter(|_| members.last() == Some(&conditions.len()));
        let members: Vec<Judged<'_>> =
            members.iter().filter_map(|place| conditions.get(*place)).copied().collect();
        let found = tried_before(machine, vocabulary, &facts, &members, refer, never_yes);
        merge(&mut all.facts, &found.facts);
        all.exact &= found.exact;
    }
    all
}

fn tried_before(
    machine: &mut Machine<'_>,
    vocabulary: &Vocabulary,
    facts: &Paths,
    conditions: &[Judged<'_>],
    refer: Option<Judged<'_>>,
    never_yes: bool,
) -> Matter {
    let slot = |judged: &Judged<'_>| judged.expression.prepared.slot;
    let mut slots: Vec<Option<usize>> = conditions.iter().map(slot).collect();
    slots.push(refer.as_ref().and_then(slot));
    let known = slots.iter().take(conditions.len()).all(Option::is_some);
    let same = |tried: &&Tried| {
        tried.facts == *facts && tried.slots == slots && tried.never_yes == never_yes && known
    };
    if let Some(tried) = machine.tried.iter().find(same) {
        return tried.matter.clone();
    }
    let found = Trial::new(machine, vocabulary, conditions, refer, never_yes).run();
    let matter = match found {
        Some(found) if !found.facts.is_empty() => found,
        Some(none) => Matter { facts: facts.clone(), exact: none.exact },
        None => Matter { facts: facts.clone(), exact: false },
    };
    machine.tried.push(Tried { facts: facts.clone(), slots, never_yes, matter: matter.clone() });
    matter
}

/// A part of the formula that is open now, with the facts it waits for.
struct Part<'e> {
    code: &'e Code,
    needs: &'e [usize],
    op: OpId,
    missing: Paths,
}

/// One group laid out to be tried.
struct Trial<'m, 'a, 'e> {
    machine: &'m mut Machine<'a>,
    vocabulary: &'e Vocabulary,
    group: Group,
    parts: Vec<Part<'e>>,
    /// Where each derived truth value stands in the group.
    derived: Vec<(usize, usize)>,
}

impl<'m, 'a: 'e, 'e> Trial<'m, 'a, 'e> {
    fn new(
        machine: &'m mut Machine<'a>,
        vocabulary: &'e Vocabulary,
        conditions: &[Judged<'e>],
        refer: Option<Judged<'e>>,
        never_yes: bool,
    ) -> Self {
        let group = Group { never_yes, ..Group::default() };
        let mut trial = Self { machine, vocabulary, group, parts: Vec::new(), derived: Vec::new() };
        for condition in conditions {
            let node = trial.lay(condition.expression);
            trial.group.conditions.push(node);
        }
        trial.group.refer = refer.map(|refer| trial.lay(refer.expression));
        trial
    }

    /// Lays an expression and what it derives from into the formula of the group.
    fn lay(&mut self, expression: &'e Expression) -> usize {
        let version = self.machine.version;
        for index in &expression.needs {
            if self.derived.iter().any(|(other, _)| other == index) {
                continue;
            }
            let Some(derived) = version.derived.get(*index).filter(|derived| derived.list.is_none()) else {
                continue;
            };
            let derived = &derived.expression;
            if !derived.prepared.formula.nodes.is_empty() {
                let node = match self.machine.computed(*index) {
                    Some(eval) if eval.missing.is_empty() => self.push(Node::Constant(constant(&eval.state))),
                    _ => self.lay_own(derived, &expression.needs),
                };
                self.derived.push((*index, node));
            }
        }
        self.lay_own(expression, &expression.needs)
    }

    fn push(&mut self, node: Node) -> usize {
        self.group.nodes.push(node);
        self.group.nodes.len() - 1
    }

    fn lay_own(&mut self, expression: &'e Expression, needs: &'e [usize]) -> usize {
        use formula::Node as Stated;
        let code = &expression.code;
        let nodes = &expression.prepared.formula.nodes;
        if nodes.is_empty() {
            return self.lay_part(code, needs, code.root);
        }
        let mut laid: Vec<usize> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let at = |node: &usize| laid.get(*node).copied().unwrap_or(usize::MAX);
            let node = match node {
                Stated::Part(op) => {
                    let node = self.lay_part(code, needs, *op);
                    laid.push(node);
                    continue;
                }
                Stated::Derived(index) => {
                    let node = self.derived.iter().find(|(other, _)| other == index).map(|(_, node)| *node);
                    let node = node.unwrap_or_else(|| self.push(Node::Constant(OPEN)));
                    laid.push(node);
                    continue;
                }
                Stated::Not(of) => Node::Not(at(of)),
                Stated::And(parts) => Node::And(parts.iter().map(at).collect()),
                Stated::Or(parts) => Node::Or(parts.iter().map(at).collect()),
                Stated::If(condition, then, otherwise) => Node::If(at(condition), at(then), at(otherwise)),
                Stated::Same { a, b, negated } => Node::Same { a: at(a), b: at(b), negated: *negated },
            };
            let node = self.push(node);
            laid.push(node);
        }
        laid.last().copied().unwrap_or(usize::MAX)
    }

    fn lay_part(&mut self, code: &'e Code, needs: &'e [usize], op: OpId) -> usize {
        let eval = self.machine.part(code, needs, op);
        if eval.missing.is_empty() {
            return self.push(Node::Constant(constant(&eval.state)));
        }
        self.parts.push(Part { code, needs, op, missing: eval.missing });
        self.push(Node::Part(self.parts.len() - 1))
    }

    /// Nothing if trying took too much work.
    fn run(mut self) -> Option<Matter> {
        let (variables, exact) = self.variables()?;
        let looks = limits::LOOKS.saturating_sub(self.machine.looks);
        let mut search = Search::new(&self.group, &variables, self.parts.len(), looks);
        let left = search.run();
        let facts = std::mem::take(&mut search.found);
        self.machine.looks += looks.saturating_sub(left.unwrap_or(0));
        left.map(|_| Matter { facts, exact })
    }

    /// The variables of the group, and whether they are all that the facts can be.
    fn variables(&mut self) -> Option<(Vec<Variable>, bool)> {
        let mut whole: Vec<usize> = Vec::new();
        let mut components: Vec<(Paths, Vec<usize>)> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let mut component = (part.missing.clone(), vec![index]);
            // What another measure comes to is not computed anew while something is supposed.
            if self.reads_outcome(part) || part.missing.len() > 1 && !self.is_small(&part.missing) {
                whole.push(index);
                continue;
            }
            components.retain(|(facts, parts)| {
                let touches = facts.touches(&component.0);
                if touches {
                    merge(&mut component.0, facts);
                    component.1.extend(parts);
                }
                !touches
            });
            components.push(component);
        }
        let mut variables = Vec::new();
        for (facts, parts) in components {
            match self.component(&facts, &parts)? {
                Some(variable) => variables.push(variable),
                None => whole.extend(parts),
            }
        }
        // What is taken as a whole may come out any way: right for each alone, too much where it shares facts.
        let mut exact = true;
        for index in whole {
            let Some(part) = self.parts.get(index) else { continue };
            let shared =
                |variable: &Variable| variable.facts.iter().any(|(facts, _)| facts.touches(&part.missing));
            exact &= !variables.iter().any(shared);
            let outcomes = [TRUE, FALSE, OPEN];
            let signatures = outcomes.iter().map(|outcome| vec![*outcome]).collect();
            let counts = vec![(part.missing.clone(), outcomes.len())];
            variables.push(Variable::new(vec![index], signatures, counts, &[0, 1, 2]));
        }
        Some((variables, exact))
    }

    fn reads_outcome(&self, part: &Part<'_>) -> bool {
        let derived = part.needs.iter().filter_map(|index| self.machine.version.derived.get(*index));
        let mut codes = std::iter::once(part.code).chain(derived.map(|derived| &derived.expression.code));
        codes.any(|code| code.ops.iter().any(|op| matches!(op, Op::Outcome(_))))
    }

    /// Whether all facts of a set have few values, and few combinations of them.
    fn is_small(&self, facts: &Paths) -> bool {
        let count = |path: FactPath| Some(few(self.vocabulary, declared(self.vocabulary, path)?)?.len());
        let total =
            self.machine.bound.paths(facts).try_fold(1_usize, |total, path| total.checked_mul(count(path)?));
        total.is_some_and(|total| total <= limits::COMPLETIONS)
    }

    /// Facts that stand in parts together, over all combinations of their values; nothing inside if these are too many or
    /// cannot be told, nothing at all if trying took too much work.
    fn component(&mut self, facts: &Paths, parts: &[usize]) -> Option<Option<Variable>> {
        let paths: Vec<FactPath> = self.machine.bound.paths(facts).collect();
        let mut answers: Vec<Vec<Val>> = Vec::with_capacity(paths.len());
        for path in &paths {
            let Some(values) = self.answers(*path, parts) else { return Some(None) };
            answers.push(values);
        }
        let total = answers.iter().try_fold(1_usize, |total, values| total.checked_mul(values.len()));
        let Some(total) = total.filter(|total| (1..=limits::COMPLETIONS).contains(total)) else {
            return Some(None);
        };
        let mut signatures: Vec<Vec<u8>> = Vec::new();
        let mut combinations = Vec::with_capacity(total);
        for number in 0..total {
            let mut rest = number;
            let mut told = Vec::with_capacity(paths.len());
            for (path, values) in paths.iter().zip(&answers) {
                let value = values.get(rest.checked_rem(values.len())?)?;
                told.push((*path, value.clone()));
                rest = rest.checked_div(values.len())?;
            }
            let stated = &self.parts;
            let signature = self.machine.supposing(told, |machine| {
                let judge = |index: &usize| {
                    let part = stated.get(*index)?;
                    Some(constant(&machine.part(part.code, part.needs, part.op).state))
                };
                parts.iter().map(judge).collect::<Option<Vec<u8>>>()
            })??;
            let place = signatures.iter().position(|other| *other == signature).unwrap_or_else(|| {
                signatures.push(signature);
                signatures.len() - 1
            });
            combinations.push(place);
        }
        let counts = paths.iter().zip(&answers);
        let counts =
            counts.map(|(path, values)| (Paths::one(self.machine.bound.number(*path)), values.len()));
        Some(Some(Variable::new(parts.to_vec(), signatures, counts.collect(), &combinations)))
    }

    /// The values of a fact that can make a difference to some parts, if they can be told.
    fn answers(&mut self, path: FactPath, parts: &[usize]) -> Option<Vec<Val>> {
        let fact = declared(self.vocabulary, path)?;
        if let Some(values) = few(self.vocabulary, fact) {
            return Some(values);
        }
        let number = self.machine.bound.number(path);
        let mut marks = Marks::default();
        for index in parts {
            let part = self.parts.get(*index)?;
            if part.missing.contains(number) && !marks.mark(self.machine, part.code, part.op, path) {
                return None;
            }
        }
        marks.around(fact)
    }
}

/// What a judged part is in the formula.
const fn constant(state: &State) -> u8 {
    match state {
        State::Known(Val::Bool(true)) => TRUE,
        State::Known(Val::Bool(false)) => FALSE,
        State::Known(Val::None) => ABSENT,
        State::Known(_) | State::Unknown | State::Failed(_) => OPEN,
    }
}

/// The values of a fact beside which some of these expressions turn, each with its weight: all of few alike; of numbers,
/// amounts, days and texts a stretch of values counts, and a single one between two stretches hardly does.
pub(crate) fn answers(
    machines: &mut [Machine<'_>],
    expressions: &[(usize, &Expression)],
    vocabulary: &Vocabulary,
    path: FactPath,
) -> Vec<(Val, u64)> {
    const STRETCH: u64 = 100;
    let Some(fact) = declared(vocabulary, path) else { return Vec::new() };
    if let Some(values) = few(vocabulary, fact) {
        return values.into_iter().map(|value| (value, STRETCH)).collect();
    }
    if !fact.fields().is_empty() {
        // Somebody alone, or with others: of whom nothing is known yet.
        let member = Item { value: Eval::known(Val::Member { fact: path.fact, member: 0 }), present: None };
        let lists = [Vec::new(), vec![member]];
        return lists.into_iter().map(|list| (Val::List(Arc::new(list)), STRETCH)).collect();
    }
    let mut marks = Marks::default();
    for (machine, expression) in expressions {
        let Some(machine) = machines.get_mut(*machine) else { continue };
        let code = &expression.code;
        // What stands inside a quantifier depends on a member: it cannot be looked at alone.
        if code.locals > 0 {
            continue;
        }
        for place in 0..code.ops.len() {
            marks.mark(machine, code, OpId(place), path);
        }
    }
    let values = marks.around(fact).unwrap_or_default();
    // A value stands for the stretch that it begins or ends; one between its neighbours on both sides for itself alone.
    let weigh = |place: usize| {
        let side = |other: Option<usize>| apart(values.get(other?)?, values.get(place)?);
        match (side(place.checked_sub(1)), side(place.checked_add(1))) {
            (Some(before), Some(after)) => {
                (u64::from(before) * STRETCH / 2 + u64::from(after) * STRETCH / 2).max(1)
            }
            _ => STRETCH,
        }
    };
    let weights: Vec<u64> = (0..values.len()).map(weigh).collect();
    values.into_iter().zip(weights).collect()
}

/// Whether other values lie between two; nothing where they have no order, or are of two kinds.
fn apart(a: &Val, b: &Val) -> Option<bool> {
    match (a, b) {
        (Val::Int(a), Val::Int(b)) => Some(a.abs_diff(*b) > 1),
        (Val::Money(a), Val::Money(b)) => Some(a.minor.abs_diff(b.minor) > 1),
        (Val::Date(a), Val::Date(b)) => Some((*a.max(b) - *a.min(b)).get_days() > 1),
        (Val::Decimal(_), Val::Decimal(_)) => Some(true),
        _ => None,
    }
}
