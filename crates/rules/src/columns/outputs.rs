//! From columns to results: outcomes, amounts after caps, derived values.

use super::{
    Form,
    chunks::{DerivedPart, MeasurePart, Part},
    program::{AmountPlan, AmountRegs, Level, MeasurePlan, Reg},
    slot::{Slot, is_set, ones},
    worker::Worker,
};
use crate::{
    assess::{Bound, Outcome, Worth, amounts},
    evaluate::Failure,
};
use vocabulary::Currency;

impl Worker<'_> {
    /// Writes what the program computed into a chunk's part of the results.
    pub(super) fn write(&self, part: &mut Part<'_>) {
        let program = &self.plan.program;
        for (measure, output) in program.measures.iter().zip(&mut part.measures) {
            let MeasurePlan::Columns { conditions, refer, is_doubted, amount } = measure else { continue };
            self.outcomes(conditions, *refer, *is_doubted, output);
            self.amounts(amount, output);
        }
        for ((wanted, reg), output) in self.plan.derived.iter().zip(&program.derived).zip(&mut part.derived) {
            if let Some(reg) = reg {
                self.derived(*reg, wanted.list.map_or(Level::Case, Level::Member), output);
            }
        }
    }

    fn kept(&self, reg: Reg) -> &Slot {
        let slot = self.plan.program.slots.get(&reg).copied().unwrap_or(usize::MAX);
        self.slot(Reg(slot))
    }

    fn outcomes(
        &self,
        conditions: &[Reg],
        refer: Option<Reg>,
        is_doubted: bool,
        output: &mut MeasurePart<'_>,
    ) {
        let live = self.live(Level::Case);
        let conditions: Vec<&Slot> = conditions.iter().map(|reg| self.kept(*reg)).collect();
        let refer = refer.map(|reg| self.kept(reg));
        output.outcome.fill(Outcome::Yes);
        let mut words = Vec::with_capacity(live.len());
        for (number, live) in live.iter().enumerate() {
            let at = |words: &[u64]| words.get(number).copied().unwrap_or(0);
            let (mut all, mut none) = (*live, 0);
            for condition in &conditions {
                let (valid, bits) = (at(&condition.valid), at(&condition.bits));
                all &= valid & bits;
                none |= valid & !bits;
            }
            let (referred, plain) = match refer {
                None => (0, *live),
                Some(refer) => {
                    let (valid, bits) = (at(&refer.valid), at(&refer.bits));
                    (valid & bits, valid & !bits)
                }
            };
            let (yes, refer) = if is_doubted { (0, 0) } else { (all & plain, all & referred) };
            words.push((none, yes, refer, live & !(none | yes | refer)));
        }
        for (chunk, (no, _, refer, unknown)) in output.outcome.chunks_mut(64).zip(words) {
            for (word, outcome) in [(no, Outcome::No), (refer, Outcome::Refer), (unknown, Outcome::Unknown)] {
                for place in ones(&[word]) {
                    if let Some(place) = chunk.get_mut(place) {
                        *place = outcome;
                    }
                }
            }
        }
        if self.plan.with_conditions {
            let bits = |slot: &&Slot| {
                let words = || slot.valid.iter().zip(&slot.bits);
                [
                    words().map(|(valid, bits)| valid & bits).collect(),
                    words().map(|(valid, bits)| valid & !bits).collect(),
                ]
            };
            output.conditions = conditions.iter().map(bits).collect();
        }
    }

    fn amounts(&self, amount: &AmountPlan, output: &mut MeasurePart<'_>) {
        let has_amount = |outcome: &Outcome| matches!(outcome, Outcome::Yes | Outcome::Unknown);
        match amount {
            AmountPlan::Without => {}
            AmountPlan::NotRead => {
                for (state, outcome) in output.state.iter_mut().zip(&*output.outcome) {
                    *state = if has_amount(outcome) { Bound::NotRead } else { Bound::Without };
                }
            }
            AmountPlan::Stated { amount: AmountRegs::Exact(reg), caps, at_most: false, .. }
                if caps.is_empty() =>
            {
                let slot = self.kept(*reg);
                for (row, outcome) in output.outcome.iter().enumerate() {
                    let state = if has_amount(outcome) { state_of(slot, row) } else { Bound::Without };
                    let value = slot.lanes.get(row).copied().unwrap_or(0);
                    let value = if state == Bound::Known { value } else { 0 };
                    put(output.state, row, state);
                    put(output.from, row, value);
                    put(output.to, row, value);
                }
            }
            AmountPlan::Stated { amount, caps, currency, at_most } => {
                for row in 0..self.rows.len() {
                    if !output.outcome.get(row).is_some_and(has_amount) {
                        put(output.state, row, Bound::Without);
                        continue;
                    }
                    match self.capped(row, amount, caps, *currency) {
                        Ok(worth) => {
                            let worth = if *at_most { amounts::at_most(worth) } else { worth };
                            let form = match &worth {
                                Worth::Exact(_) => Form::EXACT,
                                Worth::Estimate(estimate) => Form::of(estimate),
                            };
                            let (from, to) = worth.range();
                            put(output.state, row, Bound::Known);
                            put(output.from, row, from);
                            put(output.to, row, to);
                            put(output.form, row, form);
                        }
                        Err(state) => put(output.state, row, state),
                    }
                }
            }
        }
    }

    /// The amount of a row after its caps, with the words that the engine for one case has for it.
    fn capped(
        &self,
        row: usize,
        amount: &AmountRegs,
        caps: &[AmountRegs],
        currency: Currency,
    ) -> Result<Worth, Bound> {
        let mut worth = self.worth(row, amount, currency)?;
        for cap in caps {
            let limit = self.worth(row, cap, currency)?;
            worth = amounts::lower(worth, limit).map_err(|_: Failure| Bound::Failed)?;
        }
        Ok(worth)
    }

    fn worth(&self, row: usize, amount: &AmountRegs, currency: Currency) -> Result<Worth, Bound> {
        let lane = |slot: &Slot| slot.lanes.get(row).copied().unwrap_or(0);
        match amount {
            AmountRegs::Exact(reg) => {
                let slot = self.kept(*reg);
                let state = state_of(slot, row);
                if state != Bound::Known {
                    return Err(state);
                }
                Ok(Form::EXACT.worth(lane(slot), lane(slot), currency))
            }
            AmountRegs::Range { from, to, form } => {
                let (from, to, form) = (self.kept(*from), self.kept(*to), self.kept(*form));
                let state = state_of(to, row);
                if state != Bound::Known {
                    return Err(state);
                }
                let form = Form::from_bits(u8::try_from(lane(form)).unwrap_or(0));
                Ok(form.worth(lane(from), lane(to), currency))
            }
        }
    }

    fn derived(&self, reg: Reg, level: Level, output: &mut DerivedPart<'_>) {
        let slot = self.kept(reg);
        if slot.lanes.len() == output.values.len() {
            output.values.copy_from_slice(&slot.lanes);
        }
        let is_certain = slot.valid == self.live(level);
        if !is_certain {
            for (place, value) in output.values.iter_mut().enumerate() {
                if !is_set(&slot.valid, place) {
                    *value = 0;
                }
            }
        }
        output.bits = slot.bits.iter().zip(&slot.valid).map(|(bits, valid)| bits & valid).collect();
        output.known.clone_from(&slot.valid);
        let states = slot.valid.iter().zip(&slot.unknown).zip(&slot.failed).zip(self.live(level));
        output.absent =
            states.map(|(((valid, unknown), failed), live)| live & !(valid | unknown | failed)).collect();
        output.failed.clone_from(&slot.failed);
    }
}

/// Whether the amount of a row is known.
fn state_of(slot: &Slot, row: usize) -> Bound {
    if is_set(&slot.valid, row) {
        Bound::Known
    } else if is_set(&slot.unknown, row) {
        Bound::Unknown
    } else {
        Bound::Failed
    }
}

fn put<T>(slice: &mut [T], row: usize, value: T) {
    if let Some(place) = slice.get_mut(row) {
        *place = value;
    }
}
