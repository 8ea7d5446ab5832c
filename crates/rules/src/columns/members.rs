//! From the members of a list back to its rows: quantifiers, sums, sizes.

use super::{
    kernels,
    population::Stored,
    program::{Level, Reg},
    slot::{Slot, is_set, ones, set},
    worker::Worker,
};
use crate::limits;
use std::ops::Range;

impl Worker<'_> {
    /// Whether it holds of all members, or of any: Kleene's and, or, over each row's members.
    pub(super) fn of_members(&self, list: usize, of: Reg, decider: bool, out: &mut Slot) {
        let (offsets, start) = self.offsets(list);
        let of = self.slot(of);
        let live = self.live(Level::Member(list));
        let flip = if decider { 0 } else { u64::MAX };
        let words = |word: fn(u64, u64, u64, u64) -> u64| -> Vec<u64> {
            let states = of.valid.iter().zip(&of.unknown).zip(&of.bits).zip(live);
            states.map(|(((valid, unknown), bits), live)| word(*valid, *unknown, *bits, *live)).collect()
        };
        let decides = match decider {
            true => words(|valid, _, bits, _| valid & bits),
            false => words(|valid, _, bits, _| valid & !bits),
        };
        let failed = words(|valid, unknown, _, live| live & !(valid | unknown));
        self.load_list_state(list, out);
        let rows = out.bits.len();
        let mut gathered = [vec![0; rows], vec![0; rows], vec![0; rows]];
        for (into, from) in gathered.iter_mut().zip([&decides, &of.unknown, &failed]) {
            kernels::any_of(from, offsets, start, into);
        }
        let [decided, doubt, fail] = gathered;
        // What is not a list that is known stays what it is; an absent one fails.
        let live = self.live(Level::Case);
        let states = out.valid.iter_mut().zip(&mut out.unknown).zip(&mut out.failed).zip(&mut out.bits);
        for (((((valid, unknown), failed), bits), live), ((decided, doubt), fail)) in
            states.zip(live).zip(decided.iter().zip(&doubt).zip(&fail))
        {
            let known = *valid;
            let in_doubt = known & doubt & !decided;
            let fails = known & fail & !decided & !doubt;
            *failed = live & !(known | *unknown) | fails;
            *unknown |= in_doubt;
            *valid = known & !(in_doubt | fails);
            *bits = (decided ^ flip) & *valid;
        }
    }

    /// The sum of the members that are in the list.
    pub(super) fn sum_members(
        &mut self,
        list: usize,
        present: Option<Reg>,
        value: Reg,
        escapes: bool,
        out: &mut Slot,
    ) {
        self.fold_members(list, present, Some(value), escapes, out);
    }

    /// How many members are in the list.
    pub(super) fn size(&mut self, list: usize, present: Option<Reg>, out: &mut Slot) {
        self.fold_members(list, present, None, false, out);
    }

    fn fold_members(
        &mut self,
        list: usize,
        present: Option<Reg>,
        value: Option<Reg>,
        escapes: bool,
        out: &mut Slot,
    ) {
        self.states_of_list(list, out);
        out.lanes.fill(0);
        let (offsets, start) = self.offsets(list);
        let (present, value) = (present.map(|reg| self.slot(reg)), value.map(|reg| self.slot(reg)));
        let doubtful = self.doubtful(list, present, value);
        let mut overflows = Vec::new();
        // Sums of all members up to each: those of a row are then a difference, however many they are.
        let totals = match (present, value) {
            (None, Some(value)) => running_totals(&value.lanes),
            _ => None,
        };
        let place = |offset: u32| usize::try_from(offset.wrapping_sub(start)).unwrap_or(usize::MAX);
        for ((row, lane), pair) in out.lanes.iter_mut().enumerate().zip(offsets.windows(2)) {
            let [begin, end] = pair else { continue };
            if is_set(&doubtful, row) {
                continue;
            }
            let members = place(*begin)..place(*end);
            let (sum, overflow) = match (present, value, &totals) {
                (None, Some(_), Some(totals)) => {
                    let until = |place: usize| totals.get(place).copied().unwrap_or(0);
                    (until(members.end).wrapping_sub(until(members.start)), false)
                }
                (None, Some(value), None) => sum_of(value.lanes.get(members).unwrap_or_default()),
                (None, None, _) => (i64::try_from(members.len()).unwrap_or(0), false),
                (Some(present), None, _) => (count_ones(&present.bits, members), false),
                (Some(present), Some(value), _) => sum_where(&present.bits, &value.lanes, members),
            };
            *lane = sum;
            if overflow {
                overflows.push(row);
            }
        }
        for row in ones(&doubtful) {
            let (Some(begin), Some(end)) = (offsets.get(row), offsets.get(row + 1)) else { continue };
            if !is_set(&out.valid, row) {
                continue;
            }
            match total(place(*begin)..place(*end), present, value) {
                Total::Known(sum) => {
                    if let Some(lane) = out.lanes.get_mut(row) {
                        *lane = sum;
                    }
                }
                Total::Unknown => {
                    super::slot::clear(&mut out.valid, row);
                    set(&mut out.unknown, row);
                }
                Total::Failed => out.fail(row),
                Total::Overflow => overflows.push(row),
            }
        }
        overflows.retain(|row| is_set(&out.valid, *row));
        self.fail_or_escape(escapes, Level::Case, overflows, out);
    }

    /// The rows of which a member is not certainly in the list or out of it, or has no value.
    fn doubtful(&self, list: usize, present: Option<&Slot>, value: Option<&Slot>) -> Vec<u64> {
        let live = self.live(Level::Member(list));
        let mut members = vec![0; live.len()];
        for slot in [present, value].into_iter().flatten() {
            for ((word, live), valid) in members.iter_mut().zip(live).zip(&slot.valid) {
                *word |= live & !valid;
            }
        }
        let (offsets, start) = self.offsets(list);
        let mut rows = vec![0; self.live(Level::Case).len()];
        kernels::any_of(&members, offsets, start, &mut rows);
        rows
    }

    /// Where a list is known; where it is absent there is nothing to fold.
    fn states_of_list(&self, list: usize, out: &mut Slot) {
        let mut bits = std::mem::take(&mut out.bits);
        match self.population.facts.get(list) {
            Some(Stored::List(column)) => {
                self.load_states(&column.known, column.absent.as_ref(), &self.rows.clone(), Level::Case, out);
            }
            _ => out.all(self.live(Level::Case), super::slot::State::Unknown),
        }
        let states = out.failed.iter_mut().zip(&out.valid).zip(&out.unknown);
        for (((failed, valid), unknown), live) in states.zip(self.live(Level::Case)) {
            *failed = live & !(valid | unknown);
        }
        bits.clear();
        out.bits = bits;
    }
}

/// The sums of all values before each, and at last of all, if no row's own sum can be too large: each value is far smaller
/// than the largest number over the members that a row may have.
fn running_totals(values: &[i64]) -> Option<Vec<i64>> {
    const _: () = assert!(limits::LIST_MEMBERS <= 1 << 7);
    let magnitudes = values.iter().fold(0, |all, value| all | (value ^ (value >> 63)));
    if magnitudes >> 55 != 0 {
        return None;
    }
    let mut totals = Vec::with_capacity(values.len() + 1);
    let mut total = 0_i64;
    totals.push(total);
    totals.extend(values.iter().map(|value| {
        total = total.wrapping_add(*value);
        total
    }));
    Some(totals)
}

/// The sum, and whether a part of it does not fit.
fn sum_of(values: &[i64]) -> (i64, bool) {
    values.iter().fold((0_i64, false), |(sum, overflow), value| {
        let (sum, more) = sum.overflowing_add(*value);
        (sum, overflow | more)
    })
}

/// The sum of the values whose bit is set, and whether a part of it does not fit.
fn sum_where(bits: &[u64], values: &[i64], members: Range<usize>) -> (i64, bool) {
    let (mut sum, mut overflow) = (0_i64, false);
    for (member, value) in members.clone().zip(values.get(members).unwrap_or_default()) {
        let (total, more) = sum.overflowing_add(if is_set(bits, member) { *value } else { 0 });
        (sum, overflow) = (total, overflow | more);
    }
    (sum, overflow)
}

/// How many bits are set among some.
fn count_ones(bits: &[u64], members: Range<usize>) -> i64 {
    let mut count = 0;
    let mut at = members.start;
    while at < members.end {
        let of_word = (64 - at % 64).min(members.end - at);
        let word = bits.get(at / 64).copied().unwrap_or(0) >> (at % 64);
        let mask = if of_word == 64 { u64::MAX } else { (1 << of_word) - 1 };
        count += i64::from((word & mask).count_ones());
        at += of_word;
    }
    count
}

enum Total {
    Known(i64),
    Unknown,
    Failed,
    Overflow,
}

/// The sum of some members, or how many they are. Whether each is in the list is asked first, of all of them.
fn total(members: Range<usize>, present: Option<&Slot>, value: Option<&Slot>) -> Total {
    let (mut unknown, mut failed) = (false, false);
    for member in members.clone() {
        if let Some(present) = present
            && !is_set(&present.valid, member)
        {
            let doubt = is_set(&present.unknown, member);
            unknown |= doubt;
            failed |= !doubt;
        }
    }
    if unknown || failed {
        return if unknown { Total::Unknown } else { Total::Failed };
    }
    let (mut sum, mut absent, mut overflow) = (0_i64, false, false);
    for member in members {
        if present.is_some_and(|present| !is_set(&present.bits, member)) {
            continue;
        }
        let Some(value) = value else {
            sum += 1;
            continue;
        };
        let has = |words: &[u64]| is_set(words, member);
        match (has(&value.valid), has(&value.unknown), has(&value.failed)) {
            (true, ..) => {
                let lane = value.lanes.get(member).copied().unwrap_or(0);
                match sum.checked_add(lane) {
                    Some(total) => sum = total,
                    None => overflow = true,
                }
            }
            (_, true, _) => unknown = true,
            (_, _, true) => failed = true,
            _ => absent = true,
        }
    }
    // A failure of one is final; what is unknown comes before what the sum itself comes to.
    match (failed, unknown, absent, overflow) {
        (true, ..) => Total::Failed,
        (_, true, ..) => Total::Unknown,
        (_, _, true, _) => Total::Failed,
        (.., true) => Total::Overflow,
        _ => Total::Known(sum),
    }
}
