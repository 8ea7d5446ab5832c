//! What each instruction does with its columns.

use super::{
    calendar,
    kernels::{self, Reciprocal},
    program::{Exact, Instruction, Kind, Level, Operand, Order, Reg, Shape, WholeOperator},
    slot::{Side, Slot, State, ones},
    texts::Lies,
    worker::Worker,
};
use crate::language::Pick;

impl Worker<'_> {
    /// Fills a column.
    pub(super) fn step(&mut self, instruction: &Instruction, shape: Shape, out: &mut Slot) {
        let level = shape.level;
        match instruction {
            Instruction::Fact(fact) => self.load((*fact, None), shape, out),
            Instruction::Field(list, field) => self.load((*list, Some(*field)), shape, out),
            Instruction::ListState(list) => self.load_list_state(*list, out),
            Instruction::Splat(value) => {
                let state = if value.is_some() { State::Valid } else { State::Failed };
                out.all(self.live(level), state);
                out.lanes.fill(value.unwrap_or(0));
                out.bits.fill(if *value == Some(1) { u64::MAX } else { 0 });
            }
            Instruction::Repeat(of) => self.repeat(*of, shape, out),
            Instruction::ByCase(target) => self.take_by_case(*target, out),
            Instruction::Not(of) => {
                out.strict(self.live(level), &[Side::Column(self.slot(*of))]);
                for (out, bits) in out.bits.iter_mut().zip(&self.slot(*of).bits) {
                    *out = !bits;
                }
            }
            Instruction::And(parts) | Instruction::Or(parts) => {
                let slots: Vec<&Slot> = parts.iter().map(|part| self.slot(*part)).collect();
                kernels::fold(&slots, matches!(instruction, Instruction::Or(_)), self.live(level), out);
            }
            Instruction::If(condition, a, b) => self.choose(*condition, *a, *b, shape, out),
            Instruction::Same(a, b, differ) => {
                self.compared(&[self.slot(*a), self.slot(*b)], *differ, level, out, |slots, bits| {
                    let [a, b] = slots else { return };
                    for ((out, a), b) in bits.iter_mut().zip(&a.bits).zip(&b.bits) {
                        *out = if *differ { a ^ b } else { !(a ^ b) };
                    }
                });
            }
            Instruction::Compare(order, a, b) => {
                let (a, b) = (self.side(*a), self.side(*b));
                let slots: Vec<&Slot> = [a, b].into_iter().filter_map(column).collect();
                self.compared(&slots, order.differs(), level, out, |_, bits| match order {
                    Order::Equal => kernels::compare(a, b, bits, |a, b| a == b),
                    Order::NotEqual => kernels::compare(a, b, bits, |a, b| a != b),
                    Order::AlwaysDiffers => bits.fill(u64::MAX),
                    Order::Less => kernels::compare(a, b, bits, |a, b| a < b),
                    Order::LessOrEqual => kernels::compare(a, b, bits, |a, b| a <= b),
                });
            }
            Instruction::CompareScaled(order, a, times_a, b, times_b) => {
                let (a, b) = (self.slot(*a), self.slot(*b));
                let scaled = |a: i64, b: i64| {
                    (i128::from(a) * i128::from(*times_a)).cmp(&(i128::from(b) * i128::from(*times_b)))
                };
                let sides = (Side::Column(a), Side::Column(b));
                self.compared(&[a, b], order.differs(), level, out, |_, bits| match order {
                    Order::Equal => kernels::compare(sides.0, sides.1, bits, |a, b| scaled(a, b).is_eq()),
                    Order::NotEqual | Order::AlwaysDiffers => {
                        kernels::compare(sides.0, sides.1, bits, |a, b| scaled(a, b).is_ne());
                    }
                    Order::Less => kernels::compare(sides.0, sides.1, bits, |a, b| scaled(a, b).is_lt()),
                    Order::LessOrEqual => {
                        kernels::compare(sides.0, sides.1, bits, |a, b| scaled(a, b).is_le())
                    }
                });
            }
            Instruction::Has(of) | Instruction::Known(of) => {
                let is_has = matches!(instruction, Instruction::Has(_));
                let of = self.slot(*of);
                let states = of.valid.iter().zip(&of.unknown).zip(&of.failed).zip(self.live(level));
                let outs = out.valid.iter_mut().zip(&mut out.unknown).zip(&mut out.failed).zip(&mut out.bits);
                for ((((valid, unknown), failed), bits), (((of, doubt), fail), live)) in outs.zip(states) {
                    *failed = *fail;
                    if is_has {
                        (*unknown, *valid, *bits) = (*doubt, live & !(doubt | fail), *of);
                    } else {
                        (*unknown, *valid, *bits) = (0, live & !fail, live & !(doubt | fail));
                    }
                }
            }
            Instruction::Whole(operator, a, b) => match operator {
                // Each by itself, so that each is a loop of its own.
                WholeOperator::Plus => self.checked(*a, *b, level, false, out, kernels::plus),
                WholeOperator::Minus => self.checked(*a, *b, level, false, out, kernels::minus),
                WholeOperator::Times => self.checked(*a, *b, level, false, out, kernels::times),
                WholeOperator::Over => self.checked(*a, *b, level, false, out, |a, b| {
                    kernels::flag(a.checked_div(b).map_or((0, true), |value| (value, false)))
                }),
                WholeOperator::Remainder => self.checked(*a, *b, level, false, out, |a, b| {
                    kernels::flag(a.checked_rem(b).map_or((0, true), |value| (value, false)))
                }),
            },
            Instruction::Exact(operator, a, b) => match operator {
                Exact::Plus => self.checked(*a, *b, level, true, out, kernels::plus),
                Exact::Minus => self.checked(*a, *b, level, true, out, kernels::minus),
                Exact::Times => self.checked(*a, *b, level, true, out, kernels::times),
            },
            Instruction::Widen(of, factor) => {
                self.checked(Operand::Reg(*of), Operand::One(*factor), level, true, out, kernels::times);
                // Nothing is computed that what is absent could fail in.
                out.states_of(self.slot(*of));
            }
            Instruction::Round(rounding, of, denominator) => {
                let by = Reciprocal::new(*denominator);
                self.checked(Operand::Reg(*of), Operand::One(0), level, true, out, |number, _| {
                    kernels::flag(by.round(*rounding, number))
                });
            }
            Instruction::RoundQuotient(rounding, a, a_over, b, b_over) => {
                self.checked(*a, *b, level, false, out, |a, b| {
                    let dividend = i128::from(a) * i128::from(*b_over);
                    let divisor = i128::from(b) * i128::from(*a_over);
                    kernels::flag(kernels::round_quotient(*rounding, dividend, divisor))
                });
            }
            Instruction::Lookup(table, keys) => self.look_up(*table, keys, level, out),
            Instruction::IsOne(of) => {
                let of = self.slot(*of);
                out.states_of(of);
                kernels::compare(Side::Column(of), Side::One(1), &mut out.bits, |a, b| a == b);
            }
            Instruction::Pick(pick, parts) => self.pick(*pick, parts, level, out),
            Instruction::SumOf(parts, escapes) => self.sum_of(parts, *escapes, level, out),
            Instruction::Between(unit, a, b) => {
                let day = |day: i64| i32::try_from(day).unwrap_or(0);
                // An age on a day: the usual case.
                if let (Side::Column(from), Operand::One(to)) = (self.side(*a), *b) {
                    out.strict(self.live(level), &[Side::Column(from)]);
                    calendar::between_each(*unit, &from.lanes, day(to), &mut out.lanes);
                } else {
                    self.checked(*a, *b, level, false, out, |a, b| {
                        (calendar::between(*unit, day(a), day(b)), 0)
                    });
                }
            }
            Instruction::AddTo(unit, end, date, count) => {
                self.checked(*date, *count, level, false, out, |date, count| {
                    let day = i32::try_from(date).unwrap_or(0);
                    calendar::add(*unit, *end, day, count).map_or((0, -1), |day| (i64::from(day), 0))
                });
            }
            Instruction::Within(place, area) => self.within(*place, *area, level, out),
            Instruction::AllOf(list, of) => self.of_members(*list, *of, false, out),
            Instruction::AnyOf(list, of) => self.of_members(*list, *of, true, out),
            Instruction::SumMembers { list, present, value, escapes } => {
                self.sum_members(*list, *present, *value, *escapes, out);
            }
            Instruction::Size { list, present } => self.size(*list, *present, out),
        }
    }

    /// A function of two columns that may not fit: then the value fails, or the row is computed by case.
    fn checked(
        &mut self,
        a: Operand,
        b: Operand,
        level: Level,
        escapes: bool,
        out: &mut Slot,
        function: impl Fn(i64, i64) -> (i64, i64),
    ) {
        let (a, b) = (self.side(a), self.side(b));
        out.strict(self.live(level), &[a, b]);
        if kernels::zip(a, b, &mut out.lanes, &function) {
            let places = kernels::flagged(a, b, &out.valid, &function);
            self.fail_or_escape(escapes, level, places, out);
        }
    }

    /// A comparison: with what is absent `!=` holds and nothing else does, whatever the other side is.
    fn compared(
        &self,
        slots: &[&Slot],
        differ: bool,
        level: Level,
        out: &mut Slot,
        compare: impl Fn(&[&Slot], &mut [u64]),
    ) {
        compare(slots, &mut out.bits);
        let sides: Vec<Side<'_>> = slots.iter().map(|slot| Side::Column(slot)).collect();
        out.strict(self.live(level), &sides);
        for (number, live) in self.live(level).iter().enumerate() {
            let at = |words: &[u64]| words.get(number).copied().unwrap_or(0);
            let failed = slots.iter().fold(0, |failed, slot| failed | at(&slot.failed));
            let absent = |slot: &&Slot| live & !(at(&slot.valid) | at(&slot.unknown) | at(&slot.failed));
            let absent = slots.iter().map(absent).fold(0, |all, absent| all | absent) & !failed;
            if absent == 0 {
                continue;
            }
            let words = (out.valid.get_mut(number), out.unknown.get_mut(number), out.failed.get_mut(number));
            if let ((Some(valid), Some(unknown), Some(failed)), Some(bits)) =
                (words, out.bits.get_mut(number))
            {
                *valid |= absent;
                *unknown &= !absent;
                *failed &= !absent;
                *bits = if differ { *bits | absent } else { *bits & !absent };
            }
        }
    }

    /// An unknown condition makes the choice unknown: never the second arm.
    fn choose(&self, condition: Reg, a: Operand, b: Operand, shape: Shape, out: &mut Slot) {
        let condition = self.slot(condition);
        let (a, b) = (self.side(a), self.side(b));
        let live = self.live(shape.level);
        for (number, live) in live.iter().enumerate() {
            let at = |words: &[u64]| words.get(number).copied().unwrap_or(0);
            let of = |side: &Side<'_>| match side {
                Side::Column(slot) => (at(&slot.valid), at(&slot.unknown), at(&slot.failed)),
                Side::One(_) => (u64::MAX, 0, 0),
            };
            let (valid, bits) = (at(&condition.valid), at(&condition.bits));
            let (first, second) = (valid & bits, valid & !bits);
            let (a, b) = (of(&a), of(&b));
            let unknown = at(&condition.unknown) | first & a.1 | second & b.1;
            // What is absent is no condition.
            let failed = live & !(valid | at(&condition.unknown)) | first & a.2 | second & b.2;
            if let (Some(to_valid), Some(to_unknown), Some(to_failed)) =
                (out.valid.get_mut(number), out.unknown.get_mut(number), out.failed.get_mut(number))
            {
                *to_valid = first & a.0 | second & b.0;
                *to_unknown = unknown;
                *to_failed = failed;
            }
        }
        match (shape.kind, a, b) {
            (Kind::Bool, Side::Column(a), Side::Column(b)) => {
                for (((out, pick), a), b) in
                    out.bits.iter_mut().zip(&condition.bits).zip(&a.bits).zip(&b.bits)
                {
                    *out = pick & a | !pick & b;
                }
            }
            _ => kernels::choose(&condition.bits, a, b, &mut out.lanes),
        }
    }

    fn repeat(&self, of: Reg, shape: Shape, out: &mut Slot) {
        let Level::Member(list) = shape.level else { return };
        let (offsets, start) = self.offsets(list);
        let of = self.slot(of);
        let repeat = |from: &[u64], to: &mut [u64]| kernels::repeat_bits(from, offsets, start, to);
        repeat(&of.valid, &mut out.valid);
        repeat(&of.unknown, &mut out.unknown);
        repeat(&of.failed, &mut out.failed);
        if shape.kind == Kind::Bool {
            repeat(&of.bits, &mut out.bits);
        } else {
            kernels::repeat(&of.lanes, offsets, &mut out.lanes);
        }
    }

    fn look_up(&mut self, table: usize, keys: &[Operand], level: Level, out: &mut Slot) {
        let Some(lookup) = self.plan.program.lookups.get(table) else { return };
        let sides: Vec<Side<'_>> = keys.iter().map(|key| self.side(*key)).collect();
        out.strict(self.live(level), &sides);
        // The place in the table is gathered key by key where the values will stand; below zero there is none.
        out.lanes.fill(0);
        for (side, keys) in sides.iter().zip(&lookup.keys) {
            let len = i64::try_from(keys.len()).unwrap_or(0);
            let next = |at: i64, key: i64| match keys.position(key) {
                Some(place) if at >= 0 => at * len + i64::try_from(place).unwrap_or(0),
                _ => -1,
            };
            match side {
                Side::Column(slot) => {
                    for (at, key) in out.lanes.iter_mut().zip(&slot.lanes) {
                        *at = next(*at, *key);
                    }
                }
                Side::One(key) => {
                    for at in &mut out.lanes {
                        *at = next(*at, *key);
                    }
                }
            }
        }
        let found =
            |at: i64| usize::try_from(at).ok().and_then(|at| lookup.values.get(at)).copied().flatten();
        let mut missing = false;
        for lane in &mut out.lanes {
            match found(*lane) {
                Some(value) => *lane = value,
                None => {
                    missing = true;
                    *lane = i64::MIN;
                }
            }
        }
        if missing {
            // A row that was not read; the least of all numbers, should a table state it, is looked at by case.
            for place in Self::each_valid(out) {
                if out.lanes.get(place) == Some(&i64::MIN) {
                    if lookup.values.contains(&Some(i64::MIN)) {
                        self.escape(level, place);
                    }
                    out.fail(place);
                }
            }
        }
    }

    fn pick(&mut self, pick: Pick, parts: &[Operand], level: Level, out: &mut Slot) {
        let sides: Vec<Side<'_>> = parts.iter().map(|part| self.side(*part)).collect();
        out.strict(self.live(level), &sides);
        let mut sides = sides.into_iter();
        match sides.next() {
            Some(Side::Column(first)) => out.lanes.copy_from_slice(&first.lanes),
            Some(Side::One(first)) => out.lanes.fill(first),
            None => {}
        }
        for side in sides {
            match (side, pick) {
                (Side::Column(other), Pick::Least) => {
                    out.lanes.iter_mut().zip(&other.lanes).for_each(|(out, other)| *out = (*out).min(*other));
                }
                (Side::Column(other), Pick::Greatest) => {
                    out.lanes.iter_mut().zip(&other.lanes).for_each(|(out, other)| *out = (*out).max(*other));
                }
                (Side::One(other), Pick::Least) => {
                    out.lanes.iter_mut().for_each(|out| *out = (*out).min(other));
                }
                (Side::One(other), Pick::Greatest) => {
                    out.lanes.iter_mut().for_each(|out| *out = (*out).max(other));
                }
            }
        }
    }

    /// A sum in order: where a part of it does not fit, the whole does not.
    fn sum_of(&mut self, parts: &[Operand], escapes: bool, level: Level, out: &mut Slot) {
        let sides: Vec<Side<'_>> = parts.iter().map(|part| self.side(*part)).collect();
        out.strict(self.live(level), &sides);
        out.lanes.fill(0);
        let mut places = Vec::new();
        for side in sides {
            for place in ones(&out.valid) {
                let part = match side {
                    Side::Column(slot) => slot.lanes.get(place).copied().unwrap_or(0),
                    Side::One(value) => value,
                };
                let Some(lane) = out.lanes.get_mut(place) else { continue };
                match lane.checked_add(part) {
                    Some(sum) => *lane = sum,
                    None => places.push(place),
                }
            }
        }
        self.fail_or_escape(escapes, level, places, out);
    }

    fn within(&self, place: Operand, area: Operand, level: Level, out: &mut Slot) {
        let (place, by_area) = (self.side(place), area);
        let area = self.side(area);
        out.strict(self.live(level), &[place, area]);
        out.bits.fill(0);
        let known = match by_area {
            Operand::One(area) => self.texts.of_area(area),
            Operand::Reg(_) => None,
        };
        for row in Self::each_valid(out) {
            let at = |side: Side<'_>| match side {
                Side::Column(slot) => slot.lanes.get(row).copied().unwrap_or(-1),
                Side::One(value) => value,
            };
            let found = known.and_then(|known| known.get(usize::try_from(at(place)).ok()?).copied());
            match found.unwrap_or_else(|| self.texts.lies(at(place), at(area))) {
                Lies::Inside => super::slot::set(&mut out.bits, row),
                Lies::Outside => {}
                Lies::Nowhere => out.fail(row),
            }
        }
    }
}

fn column(side: Side<'_>) -> Option<&Slot> {
    match side {
        Side::Column(slot) => Some(slot),
        Side::One(_) => None,
    }
}
