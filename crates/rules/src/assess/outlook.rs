//! What telling one more fact is expected to bring: every measure as it stands, and as it would stand after each answer.

use super::{
    amounts,
    answer::{CannotAssess, Outcome},
    judge::{Judgement, judge, missing, outcome},
    outcomes_of, parts_for,
};
use crate::{
    evaluate::{Bound, Eval, FactPath, Machine, Paths, Val, answers, bind, merge},
    facts::{Facts, Vocabulary},
    pack::{Expression, Measure, Pack},
};
use jiff::civil::Date;

/// What counts for a measure that an answer can still make certain, against one that it can only rule out or put a figure to.
const CERTAIN: u64 = 1_000;

/// An undecided measure, or one whose amount waits for facts.
struct Waiting<'p> {
    machine: usize,
    measure: &'p Measure,
    /// Whether it can never become certain, because it was not read whether its version still applies.
    doubtful: bool,
    found: Judgement,
    /// What the outcome waits for; nothing if it is decided.
    missing: Paths,
    /// What only the amount waits for.
    amount: Paths,
}

impl Waiting<'_> {
    const fn weight(&self) -> u64 {
        if self.doubtful { 1 } else { CERTAIN }
    }
}

/// What one more answer is expected to bring, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Expected {
    /// By this questions are chosen: what measures wait for and need not any more, those that can become certain first.
    pub(super) gain: u64,
    /// How many measures it decides.
    pub(super) decides: u64,
    /// How many questions need not be asked any more, this one included.
    pub(super) spares: u64,
}

/// Everything that is still open.
pub(super) struct Outlook<'p> {
    vocabulary: &'p Vocabulary,
    machines: Vec<Machine<'p>>,
    waiting: Vec<Waiting<'p>>,
}

/// The facts of a case, kept while an [`Outlook`] looks at them.
pub(super) fn bound(pack: &Pack, facts: &Facts) -> Result<Bound, CannotAssess> {
    bind(&pack.vocabulary, facts).map_err(CannotAssess::Facts)
}

impl<'p> Outlook<'p> {
    pub(super) fn new(
        pack: &'p Pack,
        bound: &'p Bound,
        on: Date,
        known_on: Date,
    ) -> Result<Self, CannotAssess> {
        let mut outlook = Self { vocabulary: &pack.vocabulary, machines: Vec::new(), waiting: Vec::new() };
        let outcomes = outcomes_of(pack, bound, on, known_on)?;
        for part in parts_for(pack, bound, on, known_on)? {
            let mut machine = Machine::new(part.version, bound, on, known_on);
            machine.outcomes.clone_from(&outcomes);
            let open = part.open.as_ref().map(|open| open.paths(pack, bound));
            for (measure, since) in part.measures {
                let found = judge(measure, &mut machine);
                let doubtful = since.is_some();
                let decided = found.outcome == Outcome::No || found.outcome == Outcome::Refer;
                if decided && open.is_none() {
                    continue;
                }
                let mut missing = missing(measure, &found, outlook.vocabulary, doubtful, &mut machine).facts;
                open.iter().for_each(|open| merge(&mut missing, open));
                let amount = amounts::waits_for(measure, &mut machine);
                if !missing.is_empty() || !amount.is_empty() {
                    let machine = outlook.machines.len();
                    outlook.waiting.push(Waiting { machine, measure, doubtful, found, missing, amount });
                }
            }
            outlook.machines.push(machine);
        }
        Ok(outlook)
    }

    /// Every fact that an outcome or an amount waits for.
    pub(super) fn open(&self) -> Paths {
        let mut open = Open::default();
        self.waiting.iter().for_each(|waiting| open.add(waiting, &waiting.missing, &waiting.amount));
        open.all()
    }

    /// How many undecided measures wait for a fact.
    pub(super) fn waiting_for(&self, number: u32) -> usize {
        self.waiting.iter().filter(|waiting| waiting.missing.contains(number)).count()
    }

    /// The values of a fact beside which some judgement turns, each with how likely it is taken to be: all of few alike; of
    /// numbers, amounts and days the stretches between two marks alike, and a single one between two as a rarity.
    pub(super) fn answers(&mut self, path: FactPath) -> Vec<(Val, u64)> {
        let mut codes: Vec<(usize, &'p Expression)> = Vec::new();
        let mut add = |machine: usize, expression: &'p Expression| {
            let same = |(other, listed): &(usize, &Expression)| {
                *other == machine && listed.prepared.slot == expression.prepared.slot
            };
            if expression.prepared.can_read(path.fact) && !codes.iter().any(same) {
                codes.push((machine, expression));
            }
        };
        for waiting in &self.waiting {
            let Some(machine) = self.machines.get(waiting.machine) else { continue };
            for expression in expressions(waiting.measure) {
                add(waiting.machine, expression);
                for derived in expression.needs.iter().filter_map(|index| machine.version.derived.get(*index))
                {
                    add(waiting.machine, &derived.expression);
                }
            }
        }
        answers(&mut self.machines, &codes, self.vocabulary, path)
    }

    /// What an answer is expected to bring.
    pub(super) fn expected(&mut self, path: FactPath, number: u32, answers: &[(Val, u64)]) -> Expected {
        let mut before = Open::default();
        self.waiting.iter().for_each(|waiting| before.add(waiting, &waiting.missing, &waiting.amount));
        let total: u64 = answers.iter().map(|(_, weight)| *weight).sum();
        let mut sum = Expected::default();
        for (value, weight) in answers {
            let told = self.told(path, number, value, &before);
            sum.gain = sum.gain.saturating_add(told.gain.saturating_mul(*weight));
            sum.decides = sum.decides.saturating_add(told.decides.saturating_mul(*weight));
            sum.spares = sum.spares.saturating_add(told.spares.saturating_mul(*weight));
        }
        let mean = |sum: u64| sum.saturating_mul(1_000).checked_div(total).unwrap_or(0);
        Expected { gain: mean(sum.gain), decides: mean(sum.decides), spares: mean(sum.spares) }
    }

    /// What one answer brings.
    fn told(&mut self, path: FactPath, number: u32, value: &Val, before: &Open) -> Expected {
        let mut told = Expected::default();
        let mut open = Open::default();
        let waiting = &self.waiting;
        let reads =
            |waiting: &&Waiting<'_>| waiting.missing.contains(number) || waiting.amount.contains(number);
        for (index, machine) in self.machines.iter_mut().enumerate() {
            let own = || waiting.iter().filter(|waiting| waiting.machine == index);
            for waiting in own().filter(|waiting| !reads(waiting)) {
                open.add(waiting, &waiting.missing, &waiting.amount);
            }
            if own().all(|waiting| !reads(&waiting)) {
                continue;
            }
            let looked = machine.supposing(vec![(path, value.clone())], |machine| {
                own().filter(reads).map(|waiting| after(waiting, machine, path)).collect::<Vec<_>>()
            });
            // Where looking ahead took too much work, only the fact itself counts as told.
            let looked = looked.unwrap_or_default();
            for (place, waiting) in own().filter(reads).enumerate() {
                let (outcome, left) = match looked.get(place) {
                    Some((outcome, left)) => (*outcome, left.clone()),
                    None => (waiting.found.outcome, without(&waiting.missing, number)),
                };
                if waiting.found.outcome == Outcome::Unknown && outcome != Outcome::Unknown {
                    told.decides += 1;
                }
                let fewer = waiting.missing.len().saturating_sub(left.len());
                told.gain += u64::from(fewer) * waiting.weight();
                let amount = match outcome {
                    Outcome::No | Outcome::Refer => Paths::NONE,
                    Outcome::Yes | Outcome::Unknown => without(&waiting.amount, number),
                };
                told.gain += u64::from(waiting.amount.len().saturating_sub(amount.len()));
                open.add(waiting, &left, &amount);
            }
        }
        let fewer = |before: &Paths, after: &Paths| u64::from(before.len().saturating_sub(after.len()));
        told.spares = fewer(&before.all(), &open.all());
        let certain = fewer(&before.certain, &open.certain);
        told.gain = told.gain.saturating_add(certain.saturating_mul(CERTAIN)).saturating_add(told.spares);
        told
    }
}

/// The facts that are still waited for.
#[derive(Default)]
struct Open {
    /// By outcomes that can become certain.
    certain: Paths,
    /// By others, and by amounts.
    other: Paths,
}

impl Open {
    fn add(&mut self, waiting: &Waiting<'_>, missing: &Paths, amount: &Paths) {
        merge(if waiting.doubtful { &mut self.other } else { &mut self.certain }, missing);
        merge(&mut self.other, amount);
    }

    fn all(&self) -> Paths {
        let mut all = self.certain.clone();
        merge(&mut all, &self.other);
        all
    }
}

fn expressions(measure: &Measure) -> impl Iterator<Item = &Expression> {
    let conditions = measure.conditions.iter().map(|condition| &condition.expression);
    conditions.chain(measure.refer.iter().map(|refer| &refer.when))
}

/// How a measure would stand: its outcome, and what that would still wait for.
fn after(waiting: &Waiting<'_>, machine: &mut Machine<'_>, path: FactPath) -> (Outcome, Paths) {
    let mut again = |expression: &Expression, eval: &Eval| {
        let reads = !eval.missing.is_empty() && expression.prepared.can_read(path.fact);
        if reads { machine.value(expression) } else { eval.clone() }
    };
    let measure = waiting.measure;
    let evals: Vec<Eval> = measure
        .conditions
        .iter()
        .zip(&waiting.found.evals)
        .map(|(condition, eval)| again(&condition.expression, eval))
        .collect();
    let refer = measure.refer.as_ref().zip(waiting.found.refer.as_ref());
    let refer = refer.map(|(refer, eval)| again(&refer.when, eval));
    let outcome = outcome(&evals, refer.as_ref());
    if outcome != Outcome::Unknown {
        return (outcome, Paths::NONE);
    }
    let mut kleene = Paths::NONE;
    for eval in evals.iter().chain(&refer) {
        merge(&mut kleene, &eval.missing);
    }
    // What did not matter before does not matter after.
    let mut left = Paths::NONE;
    kleene.iter().filter(|number| waiting.missing.contains(*number)).for_each(|number| left.insert(number));
    (outcome, left)
}

fn without(paths: &Paths, number: u32) -> Paths {
    let mut rest = Paths::NONE;
    paths.iter().filter(|other| *other != number).for_each(|other| rest.insert(other));
    rest
}
