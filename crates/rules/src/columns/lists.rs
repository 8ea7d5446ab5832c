//! Quantifiers, sums and sizes: over a list as it is written item by item, over a list of facts at the level of its
//! members. Tables and ranges of amounts.

use super::{
    Form,
    lower::{Lowering, Node, Source, Unfit, kind_of},
    program::{Instruction, Keys, Kind, Level, Lookup, Operand, Reg},
};
use crate::{
    evaluate::Val,
    language::{OpId, Quantifier},
    pack::{Row, Table},
};

/// How many places a table may have.
const PLACES: usize = 1 << 16;

impl<'a> Lowering<'a> {
    pub(super) fn quantified(
        &mut self,
        source: Source<'a>,
        quantifier: Quantifier,
        list: Node,
        slot: usize,
        body: OpId,
        locals: &mut Vec<Option<Node>>,
    ) -> Result<Node, Unfit> {
        match list {
            Node::Items(items) => {
                let mut judged = Vec::with_capacity(items.len());
                for (item, present) in items {
                    let found = self.body(source, &item, slot, body, locals)?;
                    judged.push((item, present, found));
                }
                self.of_items(quantifier, judged)
            }
            Node::Members { list, present, item } => {
                let around = self.hide(locals);
                let found = self.body(source, &item, slot, body, locals);
                *locals = around;
                let found = found?;
                let level = Level::Member(list);
                match quantifier {
                    Quantifier::Map => Ok(Node::Members { list, present, item: Box::new(found) }),
                    Quantifier::Filter => {
                        let found = self.truth(&found, level)?;
                        let present = match present {
                            None => found,
                            Some(present) => {
                                self.pool.add(Instruction::And(vec![present, found]), level, Kind::Bool)?
                            }
                        };
                        Ok(Node::Members { list, present: Some(present), item })
                    }
                    Quantifier::All => {
                        let found = self.unless_absent(present, found)?;
                        let reg = self.truth(&found, level)?;
                        self.pool
                            .add(Instruction::AllOf(list, reg), Level::Case, Kind::Bool)
                            .map(Node::Column)
                    }
                    Quantifier::Exists => {
                        let found = self.if_present(present, found)?;
                        let reg = self.truth(&found, level)?;
                        self.pool
                            .add(Instruction::AnyOf(list, reg), Level::Case, Kind::Bool)
                            .map(Node::Column)
                    }
                }
            }
            _ => Err(Unfit),
        }
    }

    fn body(
        &mut self,
        source: Source<'a>,
        item: &Node,
        slot: usize,
        body: OpId,
        locals: &mut Vec<Option<Node>>,
    ) -> Result<Node, Unfit> {
        let place = locals.get_mut(slot).ok_or(Unfit)?;
        let before = place.replace(item.clone());
        let found = self.node(source, body, locals);
        if let Some(place) = locals.get_mut(slot) {
            *place = before;
        }
        found
    }

    /// Not in the list, or it holds.
    fn unless_absent(&mut self, present: Option<Reg>, found: Node) -> Result<Node, Unfit> {
        let Some(present) = present else { return Ok(found) };
        let level = self.pool.shape(present).level;
        let absent = self.pool.add(Instruction::Not(present), level, Kind::Bool)?;
        self.any(vec![Node::Column(absent), found])
    }

    /// In the list, and it holds.
    fn if_present(&mut self, present: Option<Reg>, found: Node) -> Result<Node, Unfit> {
        match present {
            None => Ok(found),
            Some(present) => self.every(vec![Node::Column(present), found]),
        }
    }

    fn of_items(
        &mut self,
        quantifier: Quantifier,
        judged: Vec<(Node, Option<Reg>, Node)>,
    ) -> Result<Node, Unfit> {
        match quantifier {
            Quantifier::Map => {
                Ok(Node::Items(judged.into_iter().map(|(_, present, found)| (found, present)).collect()))
            }
            Quantifier::Filter => {
                let mut kept = Vec::with_capacity(judged.len());
                for (item, present, found) in judged {
                    let present = self.if_present(present, found)?;
                    let level = self.level(&present)?;
                    kept.push((item, Some(self.truth(&present, level)?)));
                }
                Ok(Node::Items(kept))
            }
            Quantifier::All => {
                let mut parts = Vec::with_capacity(judged.len());
                for (_, present, found) in judged {
                    parts.push(self.unless_absent(present, found)?);
                }
                self.every(parts)
            }
            Quantifier::Exists => {
                let mut parts = Vec::with_capacity(judged.len());
                for (_, present, found) in judged {
                    parts.push(self.if_present(present, found)?);
                }
                self.any(parts)
            }
        }
    }

    pub(super) fn sum(&mut self, list: Node) -> Result<Node, Unfit> {
        match list {
            Node::Items(items) if items.iter().all(|(_, present)| present.is_none()) => {
                let nodes: Vec<&Node> = items.iter().map(|(item, _)| item).collect();
                let level = self.joint_level(&nodes)?;
                let kind = self.summable(self.common_kind(&nodes)?)?;
                let parts = nodes.iter().map(|part| self.operand(part, kind, level));
                let parts = parts.collect::<Result<Vec<Operand>, Unfit>>()?;
                let sum = Instruction::SumOf(parts, matches!(kind, Kind::Exact { .. }));
                self.pool.add(sum, level, kind).map(Node::Column)
            }
            Node::Members { list, present, item } => {
                let kind = self.summable(self.kind(&item)?.ok_or(Unfit)?)?;
                let value = self.register(&item, kind, Level::Member(list))?;
                let escapes = matches!(kind, Kind::Exact { .. });
                let sum = Instruction::SumMembers { list, present, value, escapes };
                self.pool.add(sum, Level::Case, kind).map(Node::Column)
            }
            _ => Err(Unfit),
        }
    }

    /// The kind of a sum: it begins with a zero of its type, so that no whole number is left among exact ones.
    fn summable(&self, kind: Kind) -> Result<Kind, Unfit> {
        match kind {
            Kind::Int | Kind::Money => Ok(kind),
            // Converting would compute another column; where one may be whole the case is left alone.
            Kind::Exact { may_be_whole: false, .. } => Ok(kind),
            _ => Err(Unfit),
        }
    }

    pub(super) fn size(&mut self, list: Node) -> Result<Node, Unfit> {
        match list {
            Node::Items(items) if items.iter().all(|(_, present)| present.is_none()) => {
                i64::try_from(items.len()).map(|size| Node::Constant(Val::Int(size))).map_err(|_| Unfit)
            }
            Node::Members { list, present, .. } => {
                let size = Instruction::Size { list, present };
                self.pool.add(size, Level::Case, Kind::Int).map(Node::Column)
            }
            _ => Err(Unfit),
        }
    }

    pub(super) fn table(&mut self, index: usize, keys: &[Node]) -> Result<Node, Unfit> {
        let version = self.version;
        let table = version.tables.get(index).ok_or(Unfit)?;
        let level = self.joint_level(&keys.iter().collect::<Vec<_>>())?;
        let mut operands = Vec::with_capacity(keys.len());
        for key in keys {
            // A key that fails for everybody makes the lookup fail for everybody.
            let Some(kind) = self.kind(key)? else { return Err(Unfit) };
            operands.push(self.operand(key, kind, level)?);
        }
        if table.rows.iter().any(|row| matches!(row.value, Val::Estimate(_))) {
            let part = |row: &Row| match &row.value {
                Val::Estimate(estimate) => {
                    Some((estimate.from.unwrap_or(0), estimate.to, i64::from(Form::of(estimate).bits())))
                }
                Val::Money(money) => Some((money.minor, money.minor, 0)),
                _ => None,
            };
            let mut column = |kind: Kind, pick: fn((i64, i64, i64)) -> i64| {
                let lookup = lookup(table, |row| part(row).map(pick).ok_or(Unfit))?;
                let number = self.add_lookup(lookup);
                self.pool.add(Instruction::Lookup(number, operands.clone()), level, kind)
            };
            let from = column(Kind::Money, |parts| parts.0)?;
            let to = column(Kind::Money, |parts| parts.1)?;
            return Ok(Node::Range { from, to, form: column(Kind::Form, |parts| parts.2)? });
        }
        let constants: Vec<Node> = table.rows.iter().map(|row| Node::Constant(row.value.clone())).collect();
        let kind = match table.rows.first() {
            Some(row) if !matches!(row.value, Val::Decimal(_)) => kind_of(&row.value)?,
            _ => self.common_kind(&constants.iter().collect::<Vec<_>>())?,
        };
        let pool = &mut *self.pool;
        let lookup = lookup(table, |row| pool.lane(&row.value, kind))?;
        let number = self.add_lookup(lookup);
        let found = Instruction::Lookup(number, operands);
        if kind == Kind::Bool {
            let number = self.pool.add(found, level, Kind::Int)?;
            return self.pool.add(Instruction::IsOne(number), level, Kind::Bool).map(Node::Column);
        }
        self.pool.add(found, level, kind).map(Node::Column)
    }

    fn add_lookup(&mut self, lookup: Lookup) -> usize {
        let lookups = &mut self.pool.lookups;
        lookups.iter().position(|other| *other == lookup).unwrap_or_else(|| {
            lookups.push(lookup);
            lookups.len() - 1
        })
    }

    /// The least, the most, and the wording of an amount.
    pub(super) fn range(&mut self, node: &Node, level: Level) -> Result<(Reg, Reg, Reg), Unfit> {
        let mut splat =
            |value: Option<i64>, kind: Kind| self.pool.add(Instruction::Splat(value), level, kind);
        match node {
            Node::Range { from, to, form } => {
                Ok((self.lift(*from, level)?, self.lift(*to, level)?, self.lift(*form, level)?))
            }
            Node::Constant(Val::Estimate(estimate)) => Ok((
                splat(Some(estimate.from.unwrap_or(0)), Kind::Money)?,
                splat(Some(estimate.to), Kind::Money)?,
                splat(Some(i64::from(Form::of(estimate).bits())), Kind::Form)?,
            )),
            Node::Failed => {
                Ok((splat(None, Kind::Money)?, splat(None, Kind::Money)?, splat(None, Kind::Form)?))
            }
            node => {
                // The wording is chosen with the amount, so it is known where the amount is.
                let exact = splat(Some(i64::from(Form::EXACT.bits())), Kind::Form)?;
                let reg = self.register(node, Kind::Money, level)?;
                Ok((reg, reg, exact))
            }
        }
    }
}

/// The rows of a table, by where each key stands among those that occur.
fn lookup(table: &Table, mut value: impl FnMut(&Row) -> Result<i64, Unfit>) -> Result<Lookup, Unfit> {
    let number = |value: &Val| super::by_case::lane(value, 1).ok_or(Unfit);
    let mut keys = Vec::with_capacity(table.keys.len());
    let mut places = 1_usize;
    for place in 0..table.keys.len() {
        let mut found = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            found.push(number(row.keys.get(place).ok_or(Unfit)?)?);
        }
        found.sort_unstable();
        found.dedup();
        let dense = match (found.first(), found.last()) {
            (Some(first), Some(last)) => {
                let span = last.checked_sub(*first).and_then(|span| usize::try_from(span).ok());
                span.filter(|span| *span < 4 * found.len() + 64).map(|span| Keys::Dense(*first, span + 1))
            }
            _ => None,
        };
        let of_key = dense.unwrap_or(Keys::Sparse(found));
        places = places.checked_mul(of_key.len()).filter(|places| *places <= PLACES).ok_or(Unfit)?;
        keys.push(of_key);
    }
    let mut values = vec![None; places];
    // The first row of several with the same keys counts.
    for row in table.rows.iter().rev() {
        let mut at = 0;
        for (keys, key) in keys.iter().zip(&row.keys) {
            at = at * keys.len() + keys.position(number(key)?).ok_or(Unfit)?;
        }
        if let Some(place) = values.get_mut(at) {
            *place = Some(value(row)?);
        }
    }
    Ok(Lookup { keys, values })
}
