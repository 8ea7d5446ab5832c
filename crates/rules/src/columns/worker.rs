//! Runs a program over one chunk after another. A worker belongs to one thread and keeps its memory from chunk to chunk.

use super::{
    Bitmap, Column, Data, Plan, Population,
    build::expression_at,
    by_case,
    chunks::Part,
    population::Stored,
    program::{Instruction, Kind, Level, Operand, Reg, Shape, Target},
    slot::{Side, Slot, State, live, ones, set},
    texts::{Texts, member, scalar},
};
use crate::{
    evaluate::{self, Machine, Val},
    limits,
};
use std::ops::Range;

pub(super) struct Worker<'p> {
    pub(super) plan: &'p Plan,
    pub(super) population: &'p Population,
    pub(super) texts: &'p Texts,
    pub(super) slots: Vec<Slot>,
    /// What the engine for one case computed, by target.
    by_case: Vec<Slot>,
    /// The targets that the program reads.
    targets: Vec<usize>,
    pub(super) rows: Range<usize>,
    /// Bits of every row of the chunk, and of every member of each list.
    live: Vec<u64>,
    live_members: Vec<Vec<u64>>,
    /// The members of each list in the chunk.
    members: Vec<Range<usize>>,
    /// The rows that the engine for one case must compute.
    pub(super) escaped: Vec<u64>,
    computed_by_case: usize,
}

impl<'p> Worker<'p> {
    pub(super) fn new(plan: &'p Plan, population: &'p Population, texts: &'p Texts) -> Self {
        let program = &plan.program;
        let targets = program.steps.iter().filter_map(|step| match step.instruction {
            Instruction::ByCase(target) => Some(target),
            _ => None,
        });
        Self {
            plan,
            population,
            texts,
            slots: vec![Slot::default(); program.slot_count],
            by_case: vec![Slot::default(); program.targets.len()],
            targets: targets.collect(),
            rows: 0..0,
            live: Vec::new(),
            live_members: vec![Vec::new(); population.facts.len()],
            members: vec![0..0; population.facts.len()],
            escaped: Vec::new(),
            computed_by_case: 0,
        }
    }

    /// Computes one chunk into its part of the results.
    pub(super) fn chunk(&mut self, part: &mut Part<'_>) {
        self.rows = part.rows.clone();
        self.live = live(self.rows.len());
        self.escaped.clear();
        self.escaped.resize(self.live.len(), 0);
        let most = self.plan.program.most_members;
        for (fact, stored) in self.population.facts.iter().enumerate() {
            let Stored::List(list) = stored else { continue };
            let members = list.members(self.rows.start).start..list.members(self.rows.end).start;
            if let Some(live_members) = self.live_members.get_mut(fact) {
                *live_members = live(members.len());
            }
            if most < limits::LIST_MEMBERS {
                let long =
                    (0..self.rows.len()).filter(|place| list.members(self.rows.start + place).len() > most);
                for place in long {
                    set(&mut self.escaped, place);
                }
            }
            if let Some(place) = self.members.get_mut(fact) {
                *place = members;
            }
        }
        self.computed_by_case = 0;
        self.compute_by_case();
        let plan = self.plan;
        for step in &plan.program.steps {
            // Taken out while it is filled, so that the others can be read; put back with its memory.
            let mut out = self.slots.get_mut(step.slot).map(std::mem::take).unwrap_or_default();
            let len = self.len(step.shape.level);
            if step.shape.kind == Kind::Bool {
                out.for_bits(len);
            } else {
                out.for_lanes(len);
            }
            self.step(&step.instruction, step.shape, &mut out);
            if let Some(place) = self.slots.get_mut(step.slot) {
                *place = out;
            }
        }
        self.write(part);
        by_case::rest(self.plan, self.population, part, &self.escaped);
        part.by_case += self.computed_by_case;
    }

    pub(super) fn len(&self, level: Level) -> usize {
        match level {
            Level::Case => self.rows.len(),
            Level::Member(list) => self.members.get(list).map_or(0, Range::len),
        }
    }

    pub(super) fn live(&self, level: Level) -> &[u64] {
        match level {
            Level::Case => &self.live,
            Level::Member(list) => self.live_members.get(list).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// Where the members of the chunk's rows begin, and the first of them.
    pub(super) fn offsets(&self, list: usize) -> (&'p [u32], u32) {
        match self.population.facts.get(list) {
            Some(Stored::List(list)) => {
                let offsets = list.offsets.get(self.rows.start..=self.rows.end).unwrap_or_default();
                (offsets, offsets.first().copied().unwrap_or(0))
            }
            _ => (&[], 0),
        }
    }

    /// The column of a register.
    pub(super) fn slot(&self, reg: Reg) -> &Slot {
        static NOTHING: Slot = Slot {
            lanes: Vec::new(),
            bits: Vec::new(),
            valid: Vec::new(),
            unknown: Vec::new(),
            failed: Vec::new(),
        };
        self.slots.get(reg.0).unwrap_or(&NOTHING)
    }

    pub(super) fn side(&self, operand: Operand) -> Side<'_> {
        match operand {
            Operand::Reg(reg) => Side::Column(self.slot(reg)),
            Operand::One(value) => Side::One(value),
        }
    }

    /// Has a row of a level computed by the engine for one case: the row, or that of the member.
    pub(super) fn escape(&mut self, level: Level, place: usize) {
        let row = match level {
            Level::Case => place,
            Level::Member(list) => {
                let (offsets, start) = self.offsets(list);
                let member = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(start);
                offsets.partition_point(|offset| *offset <= member).saturating_sub(1)
            }
        };
        set(&mut self.escaped, row);
    }

    /// The values of a fact, or of a field of a list's members.
    pub(super) fn load(&mut self, key: (usize, Option<usize>), shape: Shape, out: &mut Slot) {
        let (column, range) = match key {
            (fact, None) => (scalar(self.population, fact), self.rows.clone()),
            (list, Some(field)) => {
                (member(self.population, list, field), self.members.get(list).cloned().unwrap_or(0..0))
            }
        };
        let Some(column) = column else {
            out.all(self.live(shape.level), State::Unknown);
            out.lanes.fill(0);
            out.bits.fill(0);
            return;
        };
        self.load_states(&column.known, column.absent.as_ref(), &range, shape.level, out);
        self.load_values(key, column, range, shape, out);
    }

    /// What is known of some rows.
    pub(super) fn load_states(
        &self,
        known: &Bitmap,
        absent: Option<&Bitmap>,
        range: &Range<usize>,
        level: Level,
        out: &mut Slot,
    ) {
        known.copy_into(range.start, range.len(), &mut out.valid);
        match absent {
            Some(absent) => absent.copy_into(range.start, range.len(), &mut out.failed),
            None => out.failed.fill(0),
        }
        let states = out.unknown.iter_mut().zip(&out.valid).zip(&mut out.failed);
        for (((unknown, valid), absent), live) in states.zip(self.live(level)) {
            *unknown = live & !(valid | *absent);
            *absent = 0;
        }
    }

    fn load_values(
        &mut self,
        key: (usize, Option<usize>),
        column: &Column,
        range: Range<usize>,
        shape: Shape,
        out: &mut Slot,
    ) {
        fn copy<T: Copy>(from: &[T], range: Range<usize>, out: &mut [i64], lane: impl Fn(T) -> i64) {
            for (out, value) in out.iter_mut().zip(from.get(range).unwrap_or_default()) {
                *out = lane(*value);
            }
        }
        match &column.data {
            Data::Bool(bits) => bits.copy_into(range.start, range.len(), &mut out.bits),
            Data::Int(values) | Data::Money(values) => copy(values, range, &mut out.lanes, |value| value),
            Data::Date(days) => copy(days, range, &mut out.lanes, i64::from),
            Data::Class(places) => copy(places, range, &mut out.lanes, i64::from),
            Data::Text { codes, .. } => {
                let numbers = self.texts.numbers.get(&key).map(Vec::as_slice).unwrap_or_default();
                copy(codes, range, &mut out.lanes, |code| {
                    usize::try_from(code).ok().and_then(|code| numbers.get(code)).copied().unwrap_or(-1)
                });
            }
            Data::Decimal { numerators, denominator } => {
                let Kind::Exact { denominator: wanted, .. } = shape.kind else { return };
                let scale = |numerator: i64| {
                    let scaled = i128::from(numerator) * i128::from(wanted);
                    let fits = scaled % i128::from(*denominator) == 0;
                    i64::try_from(scaled / i128::from(*denominator)).ok().filter(|_| fits)
                };
                let values = numerators.get(range).unwrap_or_default();
                let mut odd = Vec::new();
                for ((place, out), value) in out.lanes.iter_mut().enumerate().zip(values) {
                    match scale(*value) {
                        Some(value) => *out = value,
                        None => {
                            *out = 0;
                            odd.push(place);
                        }
                    }
                }
                for place in odd {
                    self.escape(shape.level, place);
                }
            }
        }
    }

    /// What only the engine for one case computes.
    fn compute_by_case(&mut self) {
        let plan = self.plan;
        let targets: Vec<(usize, Target)> = self
            .targets
            .iter()
            .filter_map(|number| Some((*number, *plan.program.targets.get(*number)?)))
            .collect();
        if targets.is_empty() {
            return;
        }
        for (number, target) in &targets {
            let len = self.len(target.level);
            let Some(slot) = self.by_case.get_mut(*number) else { continue };
            slot.for_lanes(len);
            slot.for_bits(len);
            for words in [&mut slot.valid, &mut slot.unknown, &mut slot.failed, &mut slot.bits] {
                words.fill(0);
            }
        }
        for place in 0..self.rows.len() {
            let bound = self.population.bound(self.rows.start + place);
            for of_version in targets.chunk_by(|a, b| a.1.version == b.1.version) {
                let number = of_version.first().map_or(0, |(_, target)| target.version);
                let Some(version) = plan.version(number) else { continue };
                let mut machine = Machine::quiet(version, &bound, plan.on, plan.known_on);
                for (number, target) in of_version {
                    let Some(expression) = expression_at(version, target.place) else { continue };
                    let Some(slot) = self.by_case.get_mut(*number) else { continue };
                    match target.level {
                        Level::Case => {
                            put(slot, place, machine.value_at(expression, target.op, None));
                            self.computed_by_case += 1;
                        }
                        Level::Member(list) => {
                            let Some(Stored::List(column)) = self.population.facts.get(list) else {
                                continue;
                            };
                            let first = column.members(self.rows.start).start;
                            for (member, at) in column.members(self.rows.start + place).enumerate() {
                                let of = Val::Member { fact: list, member };
                                put(slot, at - first, machine.value_at(expression, target.op, Some(of)));
                                self.computed_by_case += 1;
                            }
                        }
                    }
                }
            }
        }
    }

    /// What was computed of a target before.
    pub(super) fn take_by_case(&mut self, target: usize, out: &mut Slot) {
        if let Some(slot) = self.by_case.get_mut(target) {
            std::mem::swap(out, slot);
        }
    }

    /// The rows of a list's column in which it is known.
    pub(super) fn load_list_state(&self, list: usize, out: &mut Slot) {
        match self.population.facts.get(list) {
            Some(Stored::List(column)) => {
                self.load_states(&column.known, column.absent.as_ref(), &self.rows.clone(), Level::Case, out);
            }
            _ => out.all(&self.live, State::Unknown),
        }
        out.bits.clone_from(&out.valid);
    }

    /// The rows that have a value, to be looked at one by one.
    pub(super) fn fail_or_escape(
        &mut self,
        escapes: bool,
        level: Level,
        places: impl IntoIterator<Item = usize>,
        out: &mut Slot,
    ) {
        for place in places {
            if escapes {
                self.escape(level, place);
            } else {
                out.fail(place);
            }
        }
    }

    /// The rows in which bits are set.
    pub(super) fn each_valid(out: &Slot) -> Vec<usize> {
        ones(&out.valid).collect()
    }
}

/// Writes one value into a column.
fn put(slot: &mut Slot, place: usize, state: evaluate::State) {
    match state {
        evaluate::State::Known(Val::None) => {}
        evaluate::State::Unknown => set(&mut slot.unknown, place),
        evaluate::State::Failed(_) => set(&mut slot.failed, place),
        evaluate::State::Known(value) => match by_case::lane(&value, 1) {
            Some(lane) => {
                if value == Val::Bool(true) {
                    set(&mut slot.bits, place);
                }
                set(&mut slot.valid, place);
                if let Some(place) = slot.lanes.get_mut(place) {
                    *place = lane;
                }
            }
            None => set(&mut slot.failed, place),
        },
    }
}
