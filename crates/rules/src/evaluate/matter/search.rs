//! Which facts can change what a formula comes to: a search for two cases that differ in one fact alone and come out
//! differently. Both cases are judged side by side, as a chip is tested for a broken wire: every node holds the pairs of
//! values that it may have in the two, and the search turns back as soon as no pair of the whole differs.

use super::super::paths::{Paths, merge};

/// It does not hold.
pub(super) const FALSE: u8 = 0;
/// It cannot be judged (an error, or something nobody can tell).
pub(super) const OPEN: u8 = 1;
/// It holds.
pub(super) const TRUE: u8 = 2;
/// It is known to be absent.
pub(super) const ABSENT: u8 = 3;

/// One node of the formula of a group, after those that it names.
#[derive(Debug)]
pub(super) enum Node {
    Constant(u8),
    Part(usize),
    Not(usize),
    And(Vec<usize>),
    Or(Vec<usize>),
    If(usize, usize, usize),
    Same { a: usize, b: usize, negated: bool },
}

/// What can be told as one: a fact, facts that stand in one comparison, or a comparison whose facts have too many values.
#[derive(Debug)]
pub(super) struct Variable {
    /// The parts that it decides.
    pub(super) parts: Vec<usize>,
    /// What these come to, each once.
    pub(super) signatures: Vec<Vec<u8>>,
    /// Each fact (of a comparison taken as a whole all of them) with the signatures that differ by it alone.
    pub(super) facts: Vec<(Paths, Vec<(usize, usize)>)>,
}

impl Variable {
    /// Facts of which each combination of values has one of the signatures, the first fact counting fastest.
    pub(super) fn new(
        parts: Vec<usize>,
        signatures: Vec<Vec<u8>>,
        counts: Vec<(Paths, usize)>,
        combinations: &[usize],
    ) -> Self {
        let mut stride = 1_usize;
        let mut facts = Vec::with_capacity(counts.len());
        for (fact, count) in counts {
            let mut pairs: Vec<(usize, usize)> = Vec::new();
            for (number, signature) in combinations.iter().enumerate() {
                let place = (number / stride.max(1)) % count.max(1);
                let first = combinations.get(number.saturating_sub(place * stride));
                // If all are as the first, all are alike.
                if let Some(first) = first.filter(|first| *first != signature)
                    && !pairs.contains(&(*first, *signature))
                {
                    pairs.push((*first, *signature));
                }
            }
            stride = stride.saturating_mul(count);
            facts.push((fact, pairs));
        }
        Self { parts, signatures, facts }
    }
}

/// The formula of some conditions, and of when it is negotiated individually.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) nodes: Vec<Node>,
    pub(super) conditions: Vec<usize>,
    pub(super) refer: Option<usize>,
    /// Whether something outside keeps it from ever being yes.
    pub(super) never_yes: bool,
}

/// The pairs of values that a node may have in two cases: bit `4 a + b` for `a` in the one and `b` in the other.
type Pairs = u16;

const fn pair(a: u8, b: u8) -> Pairs {
    1 << (4 * a + b)
}

const EQUAL: Pairs = pair(0, 0) | pair(1, 1) | pair(2, 2) | pair(3, 3);

/// The pairs of a set, as values.
fn each(mut pairs: Pairs) -> impl Iterator<Item = (u8, u8)> {
    std::iter::from_fn(move || {
        let bit = u8::try_from(pairs.trailing_zeros()).ok().filter(|bit| *bit < 16)?;
        pairs &= pairs.wrapping_sub(1);
        Some((bit / 4, bit % 4))
    })
}

const fn truth(value: u8) -> u8 {
    if value == ABSENT { OPEN } else { value }
}

const fn not(value: u8) -> u8 {
    TRUE - truth(value)
}

fn not_pairs(of: Pairs) -> Pairs {
    each(of).fold(0, |all, (a, b)| all | pair(not(a), not(b)))
}

fn both(p: Pairs, q: Pairs, of: impl Fn(u8, u8) -> u8) -> Pairs {
    each(p).fold(0, |all, (a, b)| each(q).fold(all, |all, (c, d)| all | pair(of(a, c), of(b, d))))
}

const NEITHER: Pairs = pair(FALSE, FALSE);
const BOTH: Pairs = pair(TRUE, TRUE);
const ABSENT_IN_ONE: Pairs = 0b1111_1000_1000_1000;

/// What is known to be absent is no truth value.
fn truths(of: Pairs) -> Pairs {
    if of & ABSENT_IN_ONE == 0 { of } else { each(of).fold(0, |all, (a, b)| all | pair(truth(a), truth(b))) }
}

fn and_pairs(p: Pairs, q: Pairs) -> Pairs {
    match (p, q) {
        (NEITHER, _) | (_, NEITHER) => NEITHER,
        (BOTH, other) | (other, BOTH) => truths(other),
        _ => both(p, q, |a, b| truth(a).min(truth(b))),
    }
}

fn or_pairs(p: Pairs, q: Pairs) -> Pairs {
    match (p, q) {
        (BOTH, _) | (_, BOTH) => BOTH,
        (NEITHER, other) | (other, NEITHER) => truths(other),
        _ => both(p, q, |a, b| truth(a).max(truth(b))),
    }
}

fn same(a: u8, b: u8, negated: bool) -> u8 {
    match (a, b) {
        (OPEN, _) | (_, OPEN) => OPEN,
        _ if (a == b && a != ABSENT) != negated => TRUE,
        _ => FALSE,
    }
}

fn choose(condition: Pairs, then: Pairs, otherwise: Pairs) -> Pairs {
    let arm = |condition: u8, then: u8, otherwise: u8| match condition {
        TRUE => then,
        FALSE => otherwise,
        _ => OPEN,
    };
    each(condition).fold(0, |all, case| match case {
        (TRUE, TRUE) => all | then,
        (FALSE, FALSE) => all | otherwise,
        (a, b) => {
            let arms =
                |all, (x, y)| each(otherwise).fold(all, |all, (v, w)| all | pair(arm(a, x, v), arm(b, y, w)));
            each(then).fold(all, arms)
        }
    })
}

/// What conditions and referral come to: no, open, yes, or negotiated.
const fn outcome(holds: u8, refer: u8) -> u8 {
    match (truth(holds), truth(refer)) {
        (TRUE, TRUE) => 3,
        (TRUE, OPEN) | (OPEN, _) => OPEN,
        (TRUE, _) => TRUE,
        _ => FALSE,
    }
}

/// Looks for what matters within so many looks.
pub(super) struct Search<'a> {
    group: &'a Group,
    variables: &'a [Variable],
    /// What each part may be in the two cases.
    parts: Vec<Pairs>,
    values: Vec<Pairs>,
    /// The facts that matter.
    pub(super) found: Paths,
    left: u32,
    /// The variables in the order in which they are told.
    order: Vec<usize>,
}

/// The fact looked at: its variable, its place there, and two signatures that differ by it.
#[derive(Clone, Copy)]
struct LookedAt {
    variable: usize,
    fact: usize,
    signatures: (usize, usize),
}

impl<'a> Search<'a> {
    pub(super) fn new(group: &'a Group, variables: &'a [Variable], parts: usize, looks: u32) -> Self {
        let values = vec![0; group.nodes.len()];
        let parts = vec![0; parts];
        Self { group, variables, parts, values, found: Paths::NONE, left: looks, order: Vec::new() }
    }

    /// Finds all facts that matter; how many looks are left, or none if they did not suffice.
    pub(super) fn run(&mut self) -> Option<u32> {
        let touched: Vec<u64> = self.variables.iter().map(|variable| self.touched(variable)).collect();
        for (index, variable) in self.variables.iter().enumerate() {
            // Those that stand in a condition with it come first: there it shows whether it decides at all.
            let own = touched.get(index).copied().unwrap_or(0);
            self.order = (0..self.variables.len()).filter(|other| *other != index).collect();
            self.order.sort_by_key(|other| touched.get(*other).is_none_or(|roots| roots & own == 0));
            for (fact, (paths, pairs)) in variable.facts.iter().enumerate() {
                for signatures in pairs {
                    if self.has(paths) {
                        break;
                    }
                    (0..self.variables.len()).for_each(|other| self.release(other));
                    self.look(LookedAt { variable: index, fact, signatures: *signatures }, 0);
                    if self.left == 0 {
                        return None;
                    }
                }
            }
        }
        Some(self.left)
    }

    /// The conditions, and the referral, that a variable stands in, as bits; what is beyond counts as one.
    fn touched(&self, variable: &Variable) -> u64 {
        let bit = |place: usize| 1_u64 << place.min(63);
        let roots = self.group.conditions.iter().chain(&self.group.refer);
        let ends: Vec<usize> = roots.copied().collect();
        let mut reached = vec![false; self.group.nodes.len()];
        for (place, node) in self.group.nodes.iter().enumerate() {
            let of = |node: &usize| reached.get(*node).copied().unwrap_or(false);
            let reaches = match node {
                Node::Constant(_) => false,
                Node::Part(part) => variable.parts.contains(part),
                Node::Not(a) => of(a),
                Node::And(all) | Node::Or(all) => all.iter().any(of),
                Node::If(a, b, c) => of(a) || of(b) || of(c),
                Node::Same { a, b, .. } => of(a) || of(b),
            };
            if let Some(place) = reached.get_mut(place) {
                *place = reaches;
            }
        }
        let is_reached = |root: &usize| reached.get(*root).copied().unwrap_or(false);
        ends.iter()
            .enumerate()
            .filter(|(_, root)| is_reached(root))
            .fold(0, |all, (place, _)| all | bit(place))
    }

    fn has(&self, facts: &Paths) -> bool {
        facts.iter().all(|fact| self.found.contains(fact))
    }

    /// Tells one signature for the one case and one for the other.
    fn assign(&mut self, variable: &Variable, signatures: (usize, usize)) {
        let both = (variable.signatures.get(signatures.0), variable.signatures.get(signatures.1));
        let (Some(one), Some(other)) = both else { return };
        for ((part, a), b) in variable.parts.iter().zip(one).zip(other) {
            if let Some(place) = self.parts.get_mut(*part) {
                *place = pair(*a, *b);
            }
        }
    }

    /// Lets a variable be anything again, the same in both cases.
    fn release(&mut self, index: usize) {
        let Some(variable) = self.variables.get(index) else { return };
        for (place, part) in variable.parts.iter().enumerate() {
            let any = variable.signatures.iter().filter_map(|signature| signature.get(place));
            let any = any.fold(0, |any, value| any | pair(*value, *value));
            if let Some(place) = self.parts.get_mut(*part) {
                *place = any;
            }
        }
    }

    /// Tells the other variables one after another until the one looked at decides alone. Whether it was found to.
    fn look(&mut self, at: LookedAt, told: usize) -> bool {
        let Some(variable) = self.variables.get(at.variable) else { return false };
        self.assign(variable, at.signatures);
        if self.left == 0 || !self.may_differ() {
            return false;
        }
        let Some(next) = self.order.get(told).copied() else {
            if let Some((facts, _)) = variable.facts.get(at.fact) {
                merge(&mut self.found, facts);
            }
            // What else matters in these two cases costs little to see, and saves looking for it.
            for signature in [at.signatures.0, at.signatures.1] {
                self.assign(variable, (signature, signature));
                for other in 0..self.variables.len() {
                    self.test(other);
                }
            }
            return true;
        };
        let Some(other) = self.variables.get(next) else { return false };
        for signature in 0..other.signatures.len() {
            self.assign(other, (signature, signature));
            if self.look(at, told + 1) {
                return true;
            }
        }
        self.release(next);
        false
    }

    /// Which facts of a variable change what it comes to, the others being as they are told.
    fn test(&mut self, index: usize) {
        let Some(variable) = self.variables.get(index) else { return };
        if variable.facts.iter().all(|(facts, _)| self.has(facts)) {
            return;
        }
        let now = |part: &usize| self.parts.get(*part).copied().unwrap_or(0);
        let before: Vec<Pairs> = variable.parts.iter().map(now).collect();
        for (facts, pairs) in &variable.facts {
            for signatures in pairs {
                if !self.has(facts) {
                    self.assign(variable, *signatures);
                    if self.may_differ() {
                        merge(&mut self.found, facts);
                    }
                }
            }
        }
        for (part, pairs) in variable.parts.iter().zip(before) {
            if let Some(place) = self.parts.get_mut(*part) {
                *place = pairs;
            }
        }
    }

    /// Whether the two cases may still come out differently.
    fn may_differ(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        for (place, node) in self.group.nodes.iter().enumerate() {
            let of = |node: &usize| self.values.get(*node).copied().unwrap_or(pair(OPEN, OPEN));
            let value = match node {
                Node::Constant(value) => pair(*value, *value),
                Node::Part(part) => self.parts.get(*part).copied().unwrap_or(pair(OPEN, OPEN)),
                Node::Not(a) => not_pairs(of(a)),
                Node::And(all) => all.iter().fold(BOTH, |whole, part| and_pairs(whole, of(part))),
                Node::Or(all) => all.iter().fold(NEITHER, |whole, part| or_pairs(whole, of(part))),
                Node::If(condition, then, otherwise) => choose(of(condition), of(then), of(otherwise)),
                Node::Same { a, b, negated } => both(of(a), of(b), |a, b| same(a, b, *negated)),
            };
            if let Some(place) = self.values.get_mut(place) {
                *place = value;
            }
        }
        let of = |node: &usize| self.values.get(*node).copied().unwrap_or(pair(OPEN, OPEN));
        let conditions = self.group.conditions.iter();
        let holds = conditions.fold(BOTH, |whole, node| and_pairs(whole, of(node)));
        let refer = self.group.refer.as_ref().map_or(NEITHER, of);
        let never_yes = self.group.never_yes;
        let whole = both(holds, refer, |holds, refer| match outcome(holds, refer) {
            FALSE => FALSE,
            _ if never_yes => OPEN,
            other => other,
        });
        whole & !EQUAL != 0
    }
}
