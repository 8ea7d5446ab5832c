//! Divides the rows into chunks that stay in the processor's cache, hands them out to threads, and puts what they yield
//! together. Each chunk writes to its own part of the results: nothing is copied but bits.

use super::{
    AmountColumn, Bitmap, Column, ConditionColumn, Data, DerivedColumn, Form, MeasureColumn, Plan,
    Population, Results, plan::Wanted, population::Stored, texts::Texts, worker::Worker,
};
use crate::{
    assess::{Bound, Outcome},
    language::Type,
};
use std::{
    ops::Range,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How many rows a chunk has at most; whole words of bits.
const ROWS: usize = 2_048;
/// How many members of one list a chunk has at most, unless 64 rows have more.
const MEMBERS: usize = 4_096;

/// Where one chunk writes its part of the results.
pub(super) struct Part<'r> {
    pub(super) rows: Range<usize>,
    pub(super) measures: Vec<MeasurePart<'r>>,
    pub(super) derived: Vec<DerivedPart<'r>>,
    /// How many values the engine for one case computed.
    pub(super) by_case: usize,
}

pub(super) struct MeasurePart<'r> {
    pub(super) outcome: &'r mut [Outcome],
    pub(super) state: &'r mut [Bound],
    pub(super) from: &'r mut [i64],
    pub(super) to: &'r mut [i64],
    pub(super) form: &'r mut [Form],
    /// Where each condition holds, and where it does not.
    pub(super) conditions: Vec<[Vec<u64>; 2]>,
}

pub(super) struct DerivedPart<'r> {
    pub(super) values: &'r mut [i64],
    /// Truth values.
    pub(super) bits: Vec<u64>,
    pub(super) known: Vec<u64>,
    pub(super) absent: Vec<u64>,
    pub(super) failed: Vec<u64>,
}

/// The bits that one chunk yielded.
struct Words {
    rows: usize,
    conditions: Vec<Vec<[Vec<u64>; 2]>>,
    derived: Vec<(usize, [Vec<u64>; 4])>,
    by_case: usize,
}

/// The chunks of a population.
fn boundaries(population: &Population) -> Vec<Range<usize>> {
    let lists: Vec<&[u32]> = population
        .facts
        .iter()
        .filter_map(|stored| match stored {
            Stored::List(list) => Some(&*list.offsets),
            _ => None,
        })
        .collect();
    let most_members = |range: Range<usize>| {
        let members = |offsets: &&[u32]| match (offsets.get(range.start), offsets.get(range.end)) {
            (Some(begin), Some(end)) => usize::try_from(end.saturating_sub(*begin)).unwrap_or(usize::MAX),
            _ => 0,
        };
        lists.iter().map(members).max().unwrap_or(0)
    };
    let mut chunks = Vec::new();
    let mut start = 0;
    while start < population.rows() {
        let mut size = ROWS;
        while size > 64 && most_members(start..population.rows().min(start + size)) > MEMBERS {
            size /= 2;
        }
        let end = population.rows().min(start + size);
        chunks.push(start..end);
        start = end;
    }
    chunks
}

/// Takes the first `count` of a slice that shrinks.
fn take<'r, T>(rest: &mut &'r mut [T], count: usize) -> &'r mut [T] {
    let (first, others) = std::mem::take(rest).split_at_mut_checked(count).unwrap_or_default();
    *rest = others;
    first
}

/// The rows of a derived value's column that belong to rows of the population.
fn span(population: &Population, wanted: &Wanted, rows: &Range<usize>) -> Range<usize> {
    match wanted.list.and_then(|list| population.facts.get(list)) {
        None if wanted.list.is_none() => rows.clone(),
        Some(Stored::List(list)) => list.members(rows.start).start..list.members(rows.end).start,
        _ => 0..0,
    }
}

pub(super) fn run(
    plan: &Plan,
    population: &Population,
    threads: usize,
    progress: &(dyn Fn(usize) + Sync),
) -> Results {
    let population = population.under(&plan.vocabulary);
    let population = &population;
    let rows = population.rows();
    let mut measures: Vec<MeasureColumn> = plan
        .measures()
        .map(|(version, measure, _)| MeasureColumn {
            id: measure.id.clone(),
            version: version.id.clone(),
            family: version.family.clone(),
            outcome: vec![Outcome::Unknown; rows],
            amount: AmountColumn {
                currency: plan.currency(measure),
                state: vec![Bound::Without; rows],
                from: vec![0; rows],
                to: vec![0; rows],
                form: vec![Form::EXACT; rows],
            },
            conditions: Vec::new(),
        })
        .collect();
    let whole = 0..rows;
    let mut values: Vec<Vec<i64>> =
        plan.derived.iter().map(|wanted| vec![0; span(population, wanted, &whole).len()]).collect();
    let chunks = boundaries(population);
    let parts = divide(plan, population, &chunks, &mut measures, &mut values);
    let texts = Texts::new(&plan.program, population);
    let words = work(plan, population, &texts, parts, threads, progress);
    gather(plan, population, measures, values, words)
}

/// Divides the results among the chunks.
fn divide<'r>(
    plan: &Plan,
    population: &Population,
    chunks: &[Range<usize>],
    measures: &'r mut [MeasureColumn],
    values: &'r mut [Vec<i64>],
) -> Vec<Part<'r>> {
    let mut rest: Vec<MeasurePart<'r>> = measures
        .iter_mut()
        .map(|measure| MeasurePart {
            outcome: &mut measure.outcome,
            state: &mut measure.amount.state,
            from: &mut measure.amount.from,
            to: &mut measure.amount.to,
            form: &mut measure.amount.form,
            conditions: Vec::new(),
        })
        .collect();
    let mut values: Vec<&'r mut [i64]> = values.iter_mut().map(Vec::as_mut_slice).collect();
    let part = |rows: &Range<usize>| Part {
        rows: rows.clone(),
        measures: rest
            .iter_mut()
            .map(|rest| MeasurePart {
                outcome: take(&mut rest.outcome, rows.len()),
                state: take(&mut rest.state, rows.len()),
                from: take(&mut rest.from, rows.len()),
                to: take(&mut rest.to, rows.len()),
                form: take(&mut rest.form, rows.len()),
                conditions: Vec::new(),
            })
            .collect(),
        derived: values
            .iter_mut()
            .zip(&plan.derived)
            .map(|(rest, wanted)| DerivedPart {
                values: take(rest, span(population, wanted, rows).len()),
                bits: Vec::new(),
                known: Vec::new(),
                absent: Vec::new(),
                failed: Vec::new(),
            })
            .collect(),
        by_case: 0,
    };
    chunks.iter().map(part).collect()
}

/// Computes the chunks, on as many threads as wanted.
fn work(
    plan: &Plan,
    population: &Population,
    texts: &Texts,
    parts: Vec<Part<'_>>,
    threads: usize,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Words> {
    let waiting: Vec<Mutex<Option<Part<'_>>>> =
        parts.into_iter().map(|part| Mutex::new(Some(part))).collect();
    let done: Vec<Mutex<Option<Words>>> = waiting.iter().map(|_| Mutex::new(None)).collect();
    let (next, rows_done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let worker = || {
        let mut worker = Worker::new(plan, population, texts);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let (Some(waiting), Some(done)) = (waiting.get(number), done.get(number)) else { break };
            let part = waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(mut part) = part else { continue };
            worker.chunk(&mut part);
            let rows = part.rows.len();
            let words = Words {
                rows,
                by_case: part.by_case,
                conditions: part.measures.into_iter().map(|measure| measure.conditions).collect(),
                derived: part
                    .derived
                    .into_iter()
                    .map(|derived| {
                        let words = [derived.bits, derived.known, derived.absent, derived.failed];
                        (derived.values.len(), words)
                    })
                    .collect(),
            };
            *done.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
            progress(rows_done.fetch_add(rows, Ordering::Relaxed) + rows);
        }
    };
    let threads = threads.clamp(1, waiting.len().max(1));
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(worker);
        }
        worker();
    });
    done.into_iter().filter_map(|done| done.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Puts the bits of all chunks behind one another.
fn gather(
    plan: &Plan,
    population: &Population,
    mut measures: Vec<MeasureColumn>,
    values: Vec<Vec<i64>>,
    words: Vec<Words>,
) -> Results {
    if plan.with_conditions {
        for (place, (column, (_, measure, _))) in measures.iter_mut().zip(plan.measures()).enumerate() {
            for (number, condition) in measure.conditions.iter().enumerate() {
                let mut bits = [Bitmap::empty(0), Bitmap::empty(0)];
                for chunk in &words {
                    let found = chunk.conditions.get(place).and_then(|conditions| conditions.get(number));
                    for (bits, words) in bits.iter_mut().zip(found.into_iter().flatten()) {
                        bits.append(words, chunk.rows);
                    }
                }
                let [yes, no] = bits;
                let is_known = condition.known_from.is_none_or(|from| from <= plan.known_on);
                let article = condition.article.clone().filter(|_| is_known);
                column.conditions.push(ConditionColumn { id: condition.id.clone(), article, yes, no });
            }
        }
    }
    let mut derived = Vec::new();
    for (place, (wanted, values)) in plan.derived.iter().zip(values).enumerate() {
        let mut bits = [Bitmap::empty(0), Bitmap::empty(0), Bitmap::empty(0), Bitmap::empty(0)];
        for (len, words) in words.iter().filter_map(|chunk| chunk.derived.get(place)) {
            for (bits, words) in bits.iter_mut().zip(words) {
                bits.append(words, *len);
            }
        }
        let [truth, known, absent, failed] = bits;
        let absent = (absent.count() > 0).then_some(absent);
        let column = Column { data: data(wanted, values, truth), known, absent };
        let of = wanted.list.and_then(|list| {
            let Stored::List(column) = population.facts.get(list)? else { return None };
            Some((plan.vocabulary.facts().get(list)?.name.clone(), Arc::clone(&column.offsets)))
        });
        derived.push(DerivedColumn {
            name: wanted.name.clone(),
            version: plan.version(wanted.version).map(|version| version.id.clone()).unwrap_or_default(),
            of,
            currency: wanted.kind.amount(),
            column,
            failed,
        });
    }
    let computed_by_case = words.iter().map(|chunk| chunk.by_case).sum();
    Results { rows: population.rows(), measures, derived, computed_by_case }
}

fn data(wanted: &Wanted, values: Vec<i64>, truth: Bitmap) -> Data {
    match &wanted.kind {
        Type::Bool => Data::Bool(truth),
        Type::Money(_) => Data::Money(values),
        Type::Decimal => Data::Decimal { numerators: values, denominator: wanted.denominator },
        Type::Date => Data::Date(values.iter().map(|day| i32::try_from(*day).unwrap_or_default()).collect()),
        Type::Class(_) => {
            Data::Class(values.iter().map(|place| u16::try_from(*place).unwrap_or_default()).collect())
        }
        _ => Data::Int(values),
    }
}
