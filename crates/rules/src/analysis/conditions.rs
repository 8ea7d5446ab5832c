//! Conditions: those that can never hold or always do, those that contradict each other, measures nobody can get, and
//! what can fail although every fact is there.

use super::{
    Part, Report, amounts_of, conditions_of, continuing_of, derived_of,
    interpret::{Env, Interpreter},
    refer_of,
    search::{Search, Trouble, Want},
    walk::{Oddity, Walk},
};
use crate::{
    evaluate::Val,
    facts::FactType,
    finding::Code,
    language::{Op, OpId},
    pack::{Amount, Expression, Measure, Version},
    ratio::Ratio,
};
use std::collections::BTreeSet;

pub(super) fn check(report: &mut Report<'_>, number: usize, version: &Version) {
    let interpreter = Interpreter::new(report.pack, version);
    let mut rows: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut seen: BTreeSet<(usize, Trouble)> = BTreeSet::new();
    for part in derived_of(version) {
        let free = [interpreter.beginning(part.expression)];
        let walk = Walk::over(&interpreter, &part.expression.code, &free);
        oddities(report, number, version, &part, &walk.oddities);
        always_or_never(report, number, &interpreter, &part);
        rows.extend(walk.rows);
        for (trouble, _) in walk.troubles {
            let users = version.measures.iter().flat_map(|measure| {
                let conditions = conditions_of(measure).into_iter().map(move |part| (measure, part, false));
                conditions.chain(amounts_of(measure).into_iter().map(move |part| (measure, part, true)))
            });
            let index =
                version.derived.iter().position(|other| std::ptr::eq(&other.expression, part.expression));
            let uses = |user: &Part<'_>| index.is_some_and(|index| user.expression.needs.contains(&index));
            for (measure, user, is_amount) in users.filter(|(_, user, _)| uses(user)).take(6) {
                if show_trouble(report, number, version, measure, &user, is_amount, trouble, &mut seen) {
                    break;
                }
            }
        }
    }
    for measure in &version.measures {
        check_measure(report, number, version, measure, &interpreter, &mut rows, &mut seen);
    }
    unreached_rows(report, number, version, &rows);
}

fn check_measure(
    report: &mut Report<'_>,
    number: usize,
    version: &Version,
    measure: &Measure,
    interpreter: &Interpreter<'_>,
    rows: &mut BTreeSet<(usize, usize)>,
    seen: &mut BTreeSet<(usize, Trouble)>,
) {
    let free = [Env::default()];
    let conditions = conditions_of(measure);
    let mut every_one_can_hold = true;
    for part in &conditions {
        let walk = Walk::over(interpreter, &part.expression.code, &free);
        every_one_can_hold &= always_or_never(report, number, interpreter, part);
        oddities(report, number, version, part, &walk.oddities);
        rows.extend(walk.rows);
        for (trouble, _) in walk.troubles {
            show_trouble(report, number, version, measure, part, false, trouble, seen);
        }
    }
    let holding = entitled(interpreter, &conditions, None);
    if holding.is_empty() && every_one_can_hold {
        contradiction(report, number, measure, interpreter, &conditions);
    }
    let refer = refer_of(measure);
    if let Some(part) = &refer {
        let code = &part.expression.code;
        let walk = Walk::over(interpreter, code, &holding);
        oddities(report, number, version, part, &walk.oddities);
        rows.extend(walk.rows);
        let always = matches!(code.op(code.root), Op::Constant(Val::Bool(true)));
        let only = measure.refer.as_ref().is_some_and(|refer| refer.cases.is_empty());
        if only && !holding.is_empty() && interpreter.assume_from(code, code.root, true, &holding).is_empty()
        {
            let place = report.in_expression(number, part, code.root);
            report.add(place, Code::ReferNever, part.article, &[("measure", measure.id.clone())]);
        }
        let pays = matches!(measure.amount, Amount::Stated { .. });
        let never_pays = interpreter.assume_from(code, code.root, false, &holding).is_empty();
        if !holding.is_empty() && pays && (always || never_pays) {
            let place = report.place(number, &["measures", &measure.id, "amount"]);
            report.add(
                place,
                Code::AmountNever,
                measure.article.as_deref(),
                &[("measure", measure.id.clone())],
            );
        }
    }
    let paid = match &refer {
        Some(part) => {
            interpreter.assume_from(&part.expression.code, part.expression.code.root, false, &holding)
        }
        None => holding.clone(),
    };
    for part in amounts_of(measure) {
        let walk = Walk::over(interpreter, &part.expression.code, &paid);
        oddities(report, number, version, &part, &walk.oddities);
        rows.extend(walk.rows);
        for (trouble, _) in walk.troubles {
            show_trouble(report, number, version, measure, &part, true, trouble, seen);
        }
    }
    for part in continuing_of(measure) {
        let walk = Walk::over(interpreter, &part.expression.code, &holding);
        oddities(report, number, version, &part, &walk.oddities);
        rows.extend(walk.rows);
    }
    caps(report, number, measure, interpreter, &paid);
}

/// The ways in which every condition holds, and nothing is referred.
pub(super) fn entitled(
    interpreter: &Interpreter<'_>,
    conditions: &[Part<'_>],
    refer: Option<&Part<'_>>,
) -> Vec<Env> {
    let mut ways = vec![Env::default()];
    for pass in 0..2 {
        // Again, so that what a later condition says reaches an earlier one: not where the ways are many already.
        if pass == 1 && ways.len() > 8 {
            break;
        }
        for part in conditions.iter().filter(|part| !part.has_exceptions) {
            let code = &part.expression.code;
            ways = interpreter.assume_from(code, code.root, true, &ways);
        }
        if let Some(part) = refer {
            let code = &part.expression.code;
            ways = interpreter.assume_from(code, code.root, false, &ways);
        }
    }
    interpreter.was_complete();
    ways
}

/// Reports a condition or derived truth that is always or never so. Whether it can hold at all.
fn always_or_never(
    report: &mut Report<'_>,
    number: usize,
    interpreter: &Interpreter<'_>,
    part: &Part<'_>,
) -> bool {
    let code = &part.expression.code;
    if part.has_exceptions
        || *code.type_of() != crate::language::Type::Bool
        || matches!(code.op(code.root), Op::Derived(_))
    {
        return true;
    }
    let free = interpreter.beginning(part.expression);
    let can = |want| !interpreter.assume(code, code.root, want, &free).is_empty();
    let (yes, no) = (can(true), can(false));
    interpreter.was_complete();
    let code = match (yes, no) {
        (false, _) => Code::ConditionNever,
        (_, false) => Code::ConditionAlways,
        _ => return true,
    };
    let place = report.in_expression(number, part, part.expression.code.root);
    report.add(place, code, part.article, &[("expr", part.expression.text.clone())]);
    yes
}

fn contradiction(
    report: &mut Report<'_>,
    number: usize,
    measure: &Measure,
    interpreter: &Interpreter<'_>,
    conditions: &[Part<'_>],
) {
    for (second, part) in conditions.iter().enumerate() {
        for (first, other) in conditions.iter().enumerate().take(second) {
            if part.has_exceptions || other.has_exceptions {
                continue;
            }
            let ways = [other, part].iter().fold(vec![Env::default()], |ways, part| {
                interpreter.assume_from(&part.expression.code, part.expression.code.root, true, &ways)
            });
            interpreter.was_complete();
            if !ways.is_empty() {
                continue;
            }
            let id = |place: usize| {
                measure.conditions.get(place).map(|found| found.id.clone()).unwrap_or_default()
            };
            let args = [("first", id(first)), ("second", id(second)), ("measure", measure.id.clone())];
            let place = report.in_expression(number, part, part.expression.code.root);
            // Somebody who meets the one, and of whom the other is therefore not so.
            let search = Search::new(report.pack, interpreter.version, &report.trials);
            let wishes = [(other.expression, Want::Yes), (part.expression, Want::No)];
            let case = search.find(&wishes, &[], &[]);
            report.add_with_case(place, Code::ConditionsContradict, part.article, &args, case.as_ref());
            return;
        }
    }
    let place = report.place(number, &["measures", &measure.id, "conditions"]);
    report.add(place, Code::MeasureNever, measure.article.as_deref(), &[("measure", measure.id.clone())]);
}

fn oddities(
    report: &mut Report<'_>,
    number: usize,
    version: &Version,
    part: &Part<'_>,
    found: &[(Oddity, OpId)],
) {
    let code = &part.expression.code;
    for (oddity, op) in found {
        // The whole expression is said once, as a condition.
        if *op == code.root {
            continue;
        }
        let place = report.in_expression(number, part, *op);
        let text = ("expr", part.text_of(*op).to_owned());
        let outside = outside_limits(report, version, part, *op);
        match (oddity, outside) {
            (Oddity::Never | Oddity::Always, Some((fact, limits))) => {
                let args = [text, ("fact", fact), ("limits", limits)];
                report.add(place, Code::ComparisonOutside, part.article, &args);
            }
            (Oddity::Never, None) => report.add(place, Code::PartNever, part.article, &[text]),
            (Oddity::Always, None) => report.add(place, Code::PartAlways, part.article, &[text]),
            (Oddity::Arm, _) => report.add(place, Code::ArmNever, part.article, &[text]),
            (Oddity::Rest, _) => report.add(place, Code::RestNever, part.article, &[text]),
        }
    }
}

/// The fact and its limits, where a comparison is with a number outside of them.
fn outside_limits(
    report: &Report<'_>,
    version: &Version,
    part: &Part<'_>,
    op: OpId,
) -> Option<(String, String)> {
    let code = &part.expression.code;
    let Op::Compare(_, a, b) = code.op(op) else { return None };
    let (fact, value) = match (code.op(*a), code.op(*b)) {
        (Op::Fact(fact), Op::Constant(value)) | (Op::Constant(value), Op::Fact(fact)) => (*fact, value),
        _ => return None,
    };
    let _ = version;
    let declared = report.pack.vocabulary.facts().get(fact)?;
    let number = match value {
        Val::Int(number) => Ratio::whole(*number),
        Val::Money(money) => Ratio::whole(money.minor),
        Val::Decimal(number) => *number,
        _ => return None,
    };
    let (min, max) = match &declared.kind {
        FactType::Int { min, max } | FactType::Money { min, max, .. } => {
            (min.map(Ratio::whole), max.map(Ratio::whole))
        }
        FactType::Decimal { min, max } => (*min, *max),
        _ => return None,
    };
    let below = min.is_some_and(|min| number < min);
    let above = max.is_some_and(|max| number > max);
    let shown = |limit: Option<Ratio>| limit.map_or_else(|| "…".to_owned(), |limit| limit.to_string());
    (below || above).then(|| (declared.name.clone(), format!("{} – {}", shown(min), shown(max))))
}

/// Looks for a case in which an expression fails where it counts, and reports it at the operation that fails. Whether
/// there is one.
#[expect(
    clippy::too_many_arguments,
    reason = "one measure, one expression, one sort of failure: there is no smaller set"
)]
fn show_trouble(
    report: &mut Report<'_>,
    number: usize,
    version: &Version,
    measure: &Measure,
    part: &Part<'_>,
    is_amount: bool,
    trouble: Trouble,
    seen: &mut BTreeSet<(usize, Trouble)>,
) -> bool {
    let key = (std::ptr::from_ref::<Expression>(part.expression).addr(), trouble);
    if !seen.insert(key) {
        return false;
    }
    let mut wishes: Vec<(&Expression, Want)> = vec![(part.expression, Want::Fails(trouble))];
    let others = measure.conditions.iter().map(|condition| &condition.expression);
    wishes.extend(
        others.filter(|other| !std::ptr::eq(*other, part.expression)).map(|other| (other, Want::Yes)),
    );
    if is_amount {
        wishes.extend(measure.refer.iter().map(|refer| (&refer.when, Want::No)));
        let cases = measure.refer.iter().flat_map(|refer| &refer.cases);
        wishes.extend(cases.map(|case| (&case.when, Want::No)));
    }
    let interpreter = Interpreter::new(report.pack, version);
    let conditions: Vec<Part<'_>> = conditions_of(measure)
        .into_iter()
        .filter(|other| is_amount || !std::ptr::eq(other.expression, part.expression))
        .collect();
    let refer = refer_of(measure).filter(|_| is_amount);
    let ways = entitled(&interpreter, &conditions, refer.as_ref());
    let search = Search::new(report.pack, version, &report.trials);
    let Some(case) = search.find(&wishes, &[], &ways) else { return false };
    let Some((derived, op)) = search.blame(part.expression, &case, trouble) else { return false };
    let place_of = derived.and_then(|index| derived_of(version).into_iter().nth(index));
    let at = place_of.as_ref().unwrap_or(part);
    let place = report.in_expression(number, at, op);
    let code = match trouble {
        Trouble::Overflow => Code::MayOverflow,
        Trouble::DivisionByZero => Code::MayDivideByZero,
        Trouble::Absent => Code::MayBeAbsent,
        Trouble::DateRange => Code::MayLeaveCalendar,
        Trouble::Row => Code::RowNeeded,
        Trouble::Parameter => Code::ParameterHole,
    };
    let facts: Vec<&str> = case.facts.iter().map(|(name, _)| name).collect();
    let read = read_by(report, at, op);
    let facts: Vec<&str> =
        facts.into_iter().filter(|name| read.is_empty() || read.iter().any(|other| other == name)).collect();
    let args =
        [("expr", at.text_of(op).to_owned()), ("measure", measure.id.clone()), ("facts", facts.join(", "))];
    report.add_with_case(place, code, at.article, &args, Some(&case));
    true
}

/// The facts that an operation reads itself.
fn read_by(report: &Report<'_>, part: &Part<'_>, op: OpId) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = vec![op];
    while let Some(op) = open.pop() {
        match part.expression.code.op(op) {
            Op::Fact(fact) => {
                names.extend(report.pack.vocabulary.facts().get(*fact).map(|fact| fact.name.clone()))
            }
            op => open.extend(super::walk::parts(op)),
        }
    }
    names
}

fn unreached_rows(
    report: &mut Report<'_>,
    number: usize,
    version: &Version,
    reached: &BTreeSet<(usize, usize)>,
) {
    for (index, table) in version.tables.iter().enumerate() {
        // A table nobody reads is said elsewhere.
        if !reached.iter().any(|(other, _)| *other == index) {
            continue;
        }
        for (place, row) in table.rows.iter().enumerate() {
            if !reached.contains(&(index, place)) {
                let steps = format!("#{place}");
                let at = report.place(number, &["tables", &table.name, "rows", &steps]);
                let args = [("table", table.name.clone()), ("keys", row.when.join(", "))];
                report.add(at, Code::RowUnreachable, table.article.as_deref(), &args);
            }
        }
    }
}

/// Caps that never lower the amount, or always do.
fn caps(
    report: &mut Report<'_>,
    number: usize,
    measure: &Measure,
    interpreter: &Interpreter<'_>,
    ways: &[Env],
) {
    let Amount::Stated { expression, .. } = &measure.amount else { return };
    let hull = |expression: &Expression| {
        let values = ways.iter().map(|env| interpreter.eval(&expression.code, expression.code.root, env));
        values.reduce(|a, b| a.join(&b)).and_then(|value| value.as_range())
    };
    let Some(amount) = hull(expression) else { return };
    if amount.high.is_some_and(|high| high <= Ratio::whole(0)) {
        let place = report.place(number, &["measures", &measure.id, "amount"]);
        report.add(
            place,
            Code::AmountNotPositive,
            measure.article.as_deref(),
            &[("measure", measure.id.clone())],
        );
    }
    for (index, cap) in measure.caps.iter().enumerate() {
        let Some(limit) = hull(&cap.expression) else { continue };
        let never = amount.high.zip(limit.low).is_some_and(|(amount, limit)| amount <= limit);
        let always = amount.low.zip(limit.high).is_some_and(|(amount, limit)| amount >= limit);
        if never || always {
            let steps = format!("#{index}");
            let place = report.place(number, &["measures", &measure.id, "caps", &steps, "expr"]);
            let code = if never { Code::CapNever } else { Code::CapAlways };
            report.add(place, code, cap.article.as_deref(), &[("expr", cap.expression.text.clone())]);
        }
    }
}
