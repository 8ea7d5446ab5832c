//! Figures: tables whose rows are out of order or of another size, parameters without a value on days on which they are
//! read, instalments that do not come to the amount.

use super::{
    Report,
    conditions::entitled,
    conditions_of, expressions_of,
    interpret::Interpreter,
    refer_of,
    search::{Search, Trouble, Want},
};
use crate::{
    evaluate::{Machine, State, Val, bind},
    finding::Code,
    pack::{Amount, Expression, Measure, Parameter, Split, Table, Version},
};
use jiff::civil::Date;
use std::cmp::Ordering;

/// Figures of one kind that are this many times as large as their neighbours are worth a look: 万 forgotten, or twice.
const SCALE: i128 = 1_000;

pub(super) fn check(report: &mut Report<'_>, number: usize, version: &Version) {
    for table in &version.tables {
        rows_in_order(report, number, table);
        rows_of_one_size(report, number, table);
        ranges(report, number, table);
    }
    for (index, parameter) in version.parameters.iter().enumerate() {
        holes(report, number, version, index, parameter);
        values_of_one_size(report, number, parameter);
    }
    for measure in &version.measures {
        instalments(report, number, version, measure);
    }
}

/// The number in a cell: an amount's upper end.
fn figure(value: &Val) -> Option<i128> {
    match value {
        Val::Int(number) => Some(i128::from(*number)),
        Val::Money(money) => Some(i128::from(money.minor)),
        Val::Estimate(estimate) => Some(i128::from(estimate.to)),
        _ => None,
    }
}

/// Along an ordered scheme, or along a number, figures rise or fall; one that breaks the line may be exchanged or mistyped.
fn rows_in_order(report: &mut Report<'_>, number: usize, table: &Table) {
    for (place, key) in table.keys.iter().enumerate() {
        let scheme = key.scheme.as_deref().and_then(|scheme| report.pack.vocabulary.scheme(scheme));
        if scheme.is_some_and(|scheme| !scheme.ordered) {
            continue;
        }
        /// Along the key: rank, figure, number of the row.
        type Line = Vec<(i128, i128, usize)>;
        let mut groups: Vec<(Vec<&Val>, Line)> = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let rank = match row.keys.get(place) {
                Some(Val::Int(number)) => i128::from(*number),
                Some(Val::Class { index, .. }) => i128::try_from(*index).unwrap_or(0),
                _ => continue,
            };
            let Some(value) = figure(&row.value) else { continue };
            let rest: Vec<&Val> = row
                .keys
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .map(|(_, key)| key)
                .collect();
            match groups.iter_mut().find(|(keys, _)| *keys == rest) {
                Some((_, group)) => group.push((rank, value, index)),
                None => groups.push((rest, vec![(rank, value, index)])),
            }
        }
        for (_, mut group) in groups {
            group.sort_unstable();
            if let Some(odd) = steep(&group) {
                let row = table.rows.get(odd);
                let keys = row.map(|row| row.when.join(", ")).unwrap_or_default();
                let step = format!("#{odd}");
                let at = report.place(number, &["tables", &table.name, "rows", &step, "value"]);
                let args = [("table", table.name.clone()), ("keys", keys)];
                report.add(at, Code::RowSteep, table.article.as_deref(), &args);
            }
            if let Some(odd) = out_of_line(&group) {
                let row = table.rows.get(odd);
                let keys = row.map(|row| row.when.join(", ")).unwrap_or_default();
                let step = format!("#{odd}");
                let at = report.place(number, &["tables", &table.name, "rows", &step, "value"]);
                let args = [("table", table.name.clone()), ("keys", keys)];
                report.add(at, Code::RowOutOfOrder, table.article.as_deref(), &args);
            }
        }
    }
}

/// The row at one step that is far larger than every other along the line; of its two sides the one at the line's end.
fn steep(group: &[(i128, i128, usize)]) -> Option<usize> {
    // In thousandths: how many times as large the larger neighbour is.
    let steps: Vec<i128> = group
        .windows(2)
        .map(|pair| match pair {
            [(_, a, _), (_, b, _)] if *a > 0 && *b > 0 => a.max(b).saturating_mul(1_000) / a.min(b),
            _ => 1_000,
        })
        .collect();
    if steps.len() < 3 {
        return None;
    }
    let (place, largest) = steps.iter().enumerate().max_by_key(|(_, step)| **step)?;
    let others =
        steps.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, step)| *step).max()?;
    let is_steep = *largest > 2_500 && *largest > others.saturating_mul(2);
    let odd = if place * 2 < steps.len() { place } else { place + 1 };
    group.get(odd).filter(|_| is_steep).map(|(_, _, index)| *index)
}

/// The row that breaks the line, if leaving out one row makes it straight: of several the later. Two rows have no line.
fn out_of_line(group: &[(i128, i128, usize)]) -> Option<usize> {
    let straight = |values: &[i128]| {
        let every = |wanted: Ordering| {
            values.windows(2).all(|pair| match pair {
                [a, b] => b.cmp(a) == wanted || a == b,
                _ => true,
            })
        };
        every(Ordering::Less) || every(Ordering::Greater)
    };
    let values: Vec<i128> = group.iter().map(|(_, value, _)| *value).collect();
    if group.len() < 3 || straight(&values) {
        return None;
    }
    let without = |left_out: usize| -> Vec<i128> {
        values.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, value)| *value).collect()
    };
    let odd = (0..group.len()).rev().find(|place| straight(&without(*place))).unwrap_or(0);
    group.get(odd).map(|(_, _, index)| *index)
}

fn rows_of_one_size(report: &mut Report<'_>, number: usize, table: &Table) {
    let mut sorted: Vec<(i128, usize)> = table
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| figure(&row.value).filter(|value| *value > 0).map(|value| (value, index)))
        .collect();
    sorted.sort_unstable();
    for pair in sorted.windows(2) {
        let [(low, a), (high, b)] = pair else { continue };
        if *high < low.saturating_mul(SCALE) {
            continue;
        }
        // The odd one is on the side where fewer stand.
        let below = sorted.iter().filter(|(value, _)| value <= low).count();
        let odd = if below * 2 <= sorted.len() { *a } else { *b };
        let keys = table.rows.get(odd).map(|row| row.when.join(", ")).unwrap_or_default();
        let step = format!("#{odd}");
        let at = report.place(number, &["tables", &table.name, "rows", &step, "value"]);
        report.add(
            at,
            Code::RowScale,
            table.article.as_deref(),
            &[("table", table.name.clone()), ("keys", keys)],
        );
    }
}

/// A range whose ends are of another size.
fn ranges(report: &mut Report<'_>, number: usize, table: &Table) {
    for (index, row) in table.rows.iter().enumerate() {
        let Val::Estimate(estimate) = &row.value else { continue };
        let Some(from) = estimate.from.filter(|from| *from > 0) else { continue };
        if i128::from(estimate.to) >= i128::from(from).saturating_mul(SCALE) {
            let step = format!("#{index}");
            let at = report.place(number, &["tables", &table.name, "rows", &step, "value"]);
            let args = [("table", table.name.clone()), ("keys", row.when.join(", "))];
            report.add(at, Code::RowScale, table.article.as_deref(), &args);
        }
    }
}

/// An index does not become ten times as much from one value to the next.
fn values_of_one_size(report: &mut Report<'_>, number: usize, parameter: &Parameter) {
    for pair in parameter.values.windows(2) {
        let [before, after] = pair else { continue };
        let (Some(a), Some(b)) = (figure(&before.value), figure(&after.value)) else { continue };
        let (low, high) = (a.min(b), a.max(b));
        if low > 0 && high >= low.saturating_mul(10) {
            let at = report
                .place(number, &["parameters", &parameter.name, "values", &after.from.to_string(), "value"]);
            let args = [("name", parameter.name.clone()), ("date", after.from.to_string())];
            report.add(at, Code::ParameterScale, parameter.article.as_deref(), &args);
        }
    }
}

/// The first days of the spans in force on which a parameter has no value.
fn first_days_without(parameter: &Parameter, from: Date, end: Option<Date>) -> Vec<Date> {
    let mut days = Vec::new();
    let mut covered = from;
    for (index, dated) in parameter.values.iter().enumerate() {
        if dated.from > covered {
            days.push(covered);
        }
        let next = parameter.values.get(index + 1).map(|next| next.from);
        let until = match (dated.until, next) {
            (Some(until), Some(next)) => Some(until.min(next)),
            (until, next) => until.or(next),
        };
        match until {
            Some(until) => covered = covered.max(until),
            None => return days.into_iter().filter(|day| end.is_none_or(|end| *day < end)).collect(),
        }
    }
    days.push(covered);
    days.retain(|day| end.is_none_or(|end| *day < end));
    days
}

fn holes(report: &mut Report<'_>, number: usize, version: &Version, index: usize, parameter: &Parameter) {
    let is_read = |expression: &Expression| {
        let codes = expression.needs.iter().filter_map(|index| version.derived.get(*index));
        let codes = codes.map(|derived| &derived.expression.code).chain([&expression.code]);
        codes.into_iter().any(|code| code.parameters().iter().any(|(other, _)| *other == index))
    };
    if !expressions_of(version).iter().any(|part| is_read(part.expression)) {
        return;
    }
    // After the day from which nobody read whether the version applies, its figures are doubtful as a whole.
    let end = [version.in_force.until, version.in_force.after_not_read].into_iter().flatten().min();
    let days = first_days_without(parameter, version.in_force.from, end);
    let Some(first) = days.first().copied() else { return };
    let mut case = None;
    for measure in &version.measures {
        let Amount::Stated { expression, .. } = &measure.amount else { continue };
        if is_read(expression) && case.is_none() {
            case = unpaid_on(report, version, measure, expression, first);
        }
    }
    let at = report.place(number, &["parameters", &parameter.name, "values"]);
    let shown: Vec<String> = days.iter().take(5).map(ToString::to_string).collect();
    let args = [("name", parameter.name.clone()), ("dates", shown.join(", "))];
    report.add_with_case(at, Code::ParameterHole, parameter.article.as_deref(), &args, case.as_ref());
}

/// Somebody who would be entitled on a day, and whose amount cannot be computed for want of a figure.
fn unpaid_on(
    report: &Report<'_>,
    version: &Version,
    measure: &Measure,
    amount: &Expression,
    on: Date,
) -> Option<super::search::Case> {
    let mut wishes: Vec<(&Expression, Want)> =
        measure.conditions.iter().map(|condition| (&condition.expression, Want::Yes)).collect();
    wishes.extend(measure.refer.iter().map(|refer| (&refer.when, Want::No)));
    let cases = measure.refer.iter().flat_map(|refer| &refer.cases);
    wishes.extend(cases.map(|case| (&case.when, Want::No)));
    wishes.push((amount, Want::Fails(Trouble::Parameter)));
    let interpreter = Interpreter::new(report.pack, version);
    let ways = entitled(&interpreter, &conditions_of(measure), refer_of(measure).as_ref());
    Search::new(report.pack, version, &report.trials).find(&wishes, &[on], &ways)
}

/// Stated parts that do not come to the amount, shown on a case.
fn instalments(report: &mut Report<'_>, number: usize, version: &Version, measure: &Measure) {
    let (Some(instalments), Amount::Stated { expression, .. }) = (&measure.instalments, &measure.amount)
    else {
        return;
    };
    let Split::Stated(parts) = &instalments.split else { return };
    let mut wishes: Vec<(&Expression, Want)> =
        measure.conditions.iter().map(|condition| (&condition.expression, Want::Yes)).collect();
    wishes.extend(measure.refer.iter().map(|refer| (&refer.when, Want::No)));
    let cases = measure.refer.iter().flat_map(|refer| &refer.cases);
    wishes.extend(cases.map(|case| (&case.when, Want::No)));
    wishes.push((expression, Want::Known));
    wishes.extend(parts.iter().map(|part| (part, Want::Known)));
    let interpreter = Interpreter::new(report.pack, version);
    let ways = entitled(&interpreter, &conditions_of(measure), refer_of(measure).as_ref());
    let Some(case) = Search::new(report.pack, version, &report.trials).find(&wishes, &[], &ways) else {
        return;
    };
    let Ok(bound) = bind(&report.pack.vocabulary, &case.facts) else { return };
    let mut machine = Machine::new(version, &bound, case.on, case.known_on);
    let mut minor = |expression: &Expression| match machine.value(expression).state {
        State::Known(Val::Money(money)) => Some(i128::from(money.minor)),
        _ => None,
    };
    let Some(amount) = minor(expression) else { return };
    let Some(capped) = measure
        .caps
        .iter()
        .map(|cap| minor(&cap.expression))
        .try_fold(amount, |least, cap| cap.map(|cap| least.min(cap)))
    else {
        return;
    };
    let Some(total) =
        parts.iter().map(&mut minor).try_fold(0_i128, |total, part| part.map(|part| total + part))
    else {
        return;
    };
    if total != capped {
        let at = report.place(number, &["measures", &measure.id, "instalments", "split"]);
        let shown = |minor: i128| format!("{}.{:02}", minor / 100, (minor % 100).abs());
        let args = [("measure", measure.id.clone()), ("sum", shown(total)), ("amount", shown(capped))];
        report.add_with_case(at, Code::InstalmentsSum, measure.article.as_deref(), &args, Some(&case));
    }
}
