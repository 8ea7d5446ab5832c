//! From the members of a list back to its rows: quantifiers, sums, sizes.

use super::{
    kernels,
    population::Stored,
    program::{Level, Reg},
    slot::{Slot, is_set, set},
    worker::Worker,
};

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
        let live = self.live(Level::Member(list));
        let is_certain = |slot: Option<&Slot>| slot.is_none_or(|slot| slot.valid == live);
        let (is_certain, mut overflows) = (is_certain(present) && is_certain(value), Vec::new());
        let place = |offset: u32| usize::try_from(offset.wrapping_sub(start)).unwrap_or(usize::MAX);
        if is_certain
            && present.is_none()
            && let Some(value) = value
        {
            // The usual case: every member counts, and every value is known.
            let mut rest = value.lanes.as_slice();
            for ((row, lane), pair) in out.lanes.iter_mut().enumerate().zip(offsets.windows(2)) {
                let [begin, end] = pair else { continue };
                let Some((of_row, others)) = rest.split_at_checked(place(*end) - place(*begin)) else {
                    break;
                };
                rest = others;
                let mut flagged = false;
                for value in of_row {
                    let (sum, flag) = lane.overflowing_add(*value);
                    *lane = sum;
                    flagged |= flag;
                }
                if flagged {
                    overflows.push(row);
                }
            }
        } else {
            for (row, pair) in offsets.windows(2).enumerate() {
                let [begin, end] = pair else { continue };
                if !is_set(&out.valid, row) {
                    continue;
                }
                let members = place(*begin)..place(*end);
                match total(members, present, value) {
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
        }
        overflows.retain(|row| is_set(&out.valid, *row));
        self.fail_or_escape(escapes, Level::Case, overflows, out);
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

enum Total {
    Known(i64),
    Unknown,
    Failed,
    Overflow,
}

/// The sum of some members, or how many they are. Whether each is in the list is asked first, of all of them.
fn total(members: std::ops::Range<usize>, present: Option<&Slot>, value: Option<&Slot>) -> Total {
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
