//! What the texts say against what the rules say: a number or a date that the expression does not have, the other side of
//! it, another unit; Chinese and English that disagree. Only where both sides have something left over that the other
//! lacks, so that a text may say less, or more, than its rule.

use super::{
    Part, Report, expressions_of,
    numbers::{DateRead, Number, Sentence, Side, read},
};
use crate::{
    calendar::Unit,
    evaluate::Val,
    finding::Code,
    language::{Code as Program, Op, OpId, Operator, Type},
    pack::{Amount, Expression, Measure, Version},
    ratio::Ratio,
};
use jiff::civil::Date;
use vocabulary::Text;

/// What an expression says in numbers.
#[derive(Debug, Default)]
struct Said {
    /// Numbers that something is compared with, and on which side.
    compared: Vec<(Ratio, Option<Side>, Option<Unit>)>,
    dates: Vec<(Date, Option<Side>)>,
    /// Every number that stands in it.
    all: Vec<Ratio>,
}

pub(super) fn check(report: &mut Report<'_>, number: usize, version: &Version) {
    for measure in &version.measures {
        for condition in &measure.conditions {
            let steps = ["measures", &measure.id, "conditions", &condition.id, "text"];
            let said = said_by(version, &condition.expression);
            against(report, number, &steps, condition.article.as_deref(), &condition.text, &said);
        }
        if let Some(refer) = &measure.refer {
            let mut said = said_by(version, &refer.when);
            // A referral mostly says what was not read: only its dates are held against the rule.
            said.compared.clear();
            let steps = ["measures", &measure.id, "refer", "text"];
            against(report, number, &steps, refer.article.as_deref(), &refer.text, &said);
        }
        for (index, cap) in measure.caps.iter().enumerate() {
            let Some(text) = &cap.text else { continue };
            let mut said = said_by(version, &cap.expression);
            said.compared =
                figures_of(version, &cap.expression).into_iter().map(|figure| (figure, None, None)).collect();
            let index = format!("#{index}");
            let steps = ["measures", &measure.id, "caps", &index, "text"];
            against(report, number, &steps, cap.article.as_deref(), text, &said);
        }
        summary(report, number, version, measure);
    }
    for derived in &version.derived {
        let said = said_by(version, &derived.expression);
        against(
            report,
            number,
            &["derived", &derived.name, "title"],
            derived.article.as_deref(),
            &derived.title,
            &said,
        );
    }
    for part in expressions_of(version) {
        long_spans(report, number, &part);
    }
    languages(report, number, version);
}

/// Ages and terms in years that nobody reaches.
fn long_spans(report: &mut Report<'_>, number: usize, part: &Part<'_>) {
    let code = &part.expression.code;
    for (index, op) in code.ops.iter().enumerate() {
        let (unit, count) = match op {
            Op::Add(unit, _, _, count) => (*unit, *count),
            Op::Compare(_, a, b) => match (code.op(*a), code.op(*b)) {
                (Op::Between(unit, ..), Op::Constant(_)) => (*unit, *b),
                (Op::Constant(_), Op::Between(unit, ..)) => (*unit, *a),
                _ => continue,
            },
            _ => continue,
        };
        let most = match unit {
            Unit::Years => 150,
            Unit::Months => 1_800,
            _ => 55_000,
        };
        let Op::Constant(Val::Int(count)) = code.op(count) else { continue };
        if count.unsigned_abs() > most {
            let place = report.in_expression(number, part, OpId(index));
            report.add(
                place,
                Code::SpanTooLong,
                part.article,
                &[("expr", part.text_of(OpId(index)).to_owned())],
            );
        }
    }
}

fn args(found: impl ToString, rule: impl ToString) -> [(&'static str, String); 2] {
    [("found", found.to_string()), ("rule", rule.to_string())]
}

/// A text against what its expression says, each language on its own.
fn against(
    report: &mut Report<'_>,
    version: usize,
    steps: &[&str],
    article: Option<&str>,
    text: &Text,
    said: &Said,
) {
    for (language, words) in [("zh", &text.zh), ("en", &text.en)] {
        let sentence = read(words);
        let steps: Vec<&str> = steps.iter().copied().chain([language]).collect();
        if let Some((found, rule)) = other_number(&sentence, said) {
            let place = report.place(version, &steps);
            report.add(place, Code::TextNumber, article, &args(found, rule));
        }
        if let Some((found, rule)) = other_date(&sentence, said) {
            let place = report.place(version, &steps);
            report.add(place, Code::TextDate, article, &args(found, rule));
        }
        if let Some((found, rule)) = other_side(&sentence, said) {
            let place = report.place(version, &steps);
            report.add(place, Code::TextSide, article, &args(found, rule));
        }
        if let Some((found, rule)) = other_day(&sentence, said) {
            let place = report.place(version, &steps);
            report.add(place, Code::TextSide, article, &args(found, rule));
        }
        if let Some((found, rule)) = other_unit(&sentence, said) {
            let place = report.place(version, &steps);
            report.add(place, Code::TextUnit, article, &args(found, rule));
        }
    }
}

/// A number that the text has and the rule lacks, where the rule has one that the text lacks.
fn other_number(sentence: &Sentence, said: &Said) -> Option<(Ratio, Ratio)> {
    let trivial = |value: &Ratio| *value == Ratio::whole(0) || *value == Ratio::whole(1);
    let rule = said.compared.iter().map(|(value, ..)| *value).find(|value| {
        let near = [Ratio::whole(1), Ratio::whole(-1)].into_iter().filter_map(|step| value.plus(step));
        !trivial(value)
            && !sentence.says(*value)
            && !near.into_iter().any(|near| strict_neighbour(said, *value, near, sentence))
    })?;
    let text = sentence
        .numbers
        .iter()
        .find(|number| number.is_firm && !trivial(&number.value) && !said.all.contains(&number.value))?;
    Some((text.value, rule))
}

/// `> 11` is said as "at least 12", `< 13` as "at most 12".
fn strict_neighbour(said: &Said, value: Ratio, near: Ratio, sentence: &Sentence) -> bool {
    let side = said.compared.iter().find(|(other, ..)| *other == value).and_then(|(_, side, _)| *side);
    let above = near > value;
    (side == Some(Side::Above) && above || side == Some(Side::Below) && !above) && sentence.says(near)
}

fn other_date(sentence: &Sentence, said: &Said) -> Option<(String, Date)> {
    let agrees = |read: &DateRead, date: Date| match read.whole() {
        // "After the 28th" and "from the 29th on" are the same.
        Some(whole) => [Some(whole), whole.yesterday().ok(), whole.tomorrow().ok()].contains(&Some(date)),
        None => read.year == date.year() && read.month.is_none_or(|month| month == date.month()),
    };
    let rule = said
        .dates
        .iter()
        .map(|(date, _)| *date)
        .find(|date| !sentence.dates.iter().any(|read| agrees(read, *date)))?;
    let text = sentence.dates.iter().find(|read| !said.dates.iter().any(|(date, _)| agrees(read, *date)))?;
    let shown = match (text.month, text.day) {
        (Some(month), Some(day)) => format!("{}-{month:02}-{day:02}", text.year),
        (Some(month), None) => format!("{}-{month:02}", text.year),
        _ => text.year.to_string(),
    };
    Some((shown, rule))
}

/// "At least 12" beside `<`, "more than 12" beside `>=`.
fn other_side(sentence: &Sentence, said: &Said) -> Option<(Ratio, &'static str)> {
    for number in &sentence.numbers {
        let Some(side) = number.side else { continue };
        let in_text: Vec<&Number> =
            sentence.numbers.iter().filter(|other| other.value == number.value).collect();
        if in_text.iter().any(|other| other.side != Some(side)) {
            continue;
        }
        let sides: Vec<Option<Side>> = said
            .compared
            .iter()
            .filter(|(value, ..)| *value == number.value)
            .map(|(_, side, _)| *side)
            .collect();
        if sides.is_empty() || sides.iter().any(|found| found.is_none_or(|found| found == side)) {
            continue;
        }
        let sign = match sides.first().copied().flatten() {
            Some(Side::AtLeast) => ">=",
            Some(Side::AtMost) => "<=",
            Some(Side::Above) => ">",
            _ => "<",
        };
        return Some((number.value, sign));
    }
    None
}

/// "On or after" a day beside `>`, which leaves the day out.
fn other_day(sentence: &Sentence, said: &Said) -> Option<(Date, &'static str)> {
    let (date, sign) = sentence.dates.iter().find_map(|read| {
        let date = read.whole()?;
        let strict = match read.side? {
            Side::AtLeast => Side::Above,
            _ => Side::Below,
        };
        let sides: Vec<Option<Side>> =
            said.dates.iter().filter(|(other, _)| *other == date).map(|(_, side)| *side).collect();
        // Where the day stands on both sides of something, one of them must leave it out.
        let all = !sides.is_empty() && sides.iter().all(|side| *side == Some(strict));
        all.then_some((date, if strict == Side::Above { ">" } else { "<" }))
    })?;
    Some((date, sign))
}

fn other_unit(sentence: &Sentence, said: &Said) -> Option<(Ratio, &'static str)> {
    for number in &sentence.numbers {
        let Some(unit) = number.unit else { continue };
        let same: Vec<Unit> = said
            .compared
            .iter()
            .filter(|(value, ..)| *value == number.value)
            .filter_map(|(.., unit)| *unit)
            .collect();
        let others = sentence.numbers.iter().filter(|other| other.value == number.value);
        if same.is_empty()
            || same.contains(&unit)
            || others.into_iter().any(|other| other.unit.is_some_and(|unit| same.contains(&unit)))
        {
            continue;
        }
        let name = match same.first() {
            Some(Unit::Years) => "years",
            Some(Unit::Months) => "months",
            _ => "days",
        };
        return Some((number.value, name));
    }
    None
}

/// What an expression says, with the derived values it reads.
fn said_by(version: &Version, expression: &Expression) -> Said {
    let mut said = Said::default();
    collect(version, &expression.code, expression.code.root, true, &mut said, 0);
    let codes = expression.needs.iter().filter_map(|index| version.derived.get(*index));
    for code in codes.map(|derived| &derived.expression.code).chain([&expression.code]) {
        said.all.extend(
            code.ops.iter().filter_map(|op| if let Op::Constant(value) = op { units(value) } else { None }),
        );
    }
    said
}

/// A number as a text would write it: an amount in whole units.
fn units(value: &Val) -> Option<Ratio> {
    match value {
        Val::Int(number) => Some(Ratio::whole(*number)),
        Val::Decimal(number) => Some(*number),
        Val::Money(money) => Ratio::new(i128::from(money.minor), 100),
        _ => None,
    }
}

/// Gathers comparisons; `positive` is whether this part must hold, not fail, for the whole to hold.
fn collect(version: &Version, code: &Program, op: OpId, positive: bool, said: &mut Said, depth: usize) {
    if depth > 100 || said.compared.len() + said.dates.len() > 500 {
        return;
    }
    let mut go = |op: OpId, positive: bool| collect(version, code, op, positive, said, depth + 1);
    match code.op(op) {
        Op::Not(of) => go(*of, !positive),
        Op::And(parts) | Op::Or(parts) => parts.iter().for_each(|part| go(*part, positive)),
        Op::If(a, b, c) => {
            go(*a, positive);
            go(*a, !positive);
            go(*b, positive);
            go(*c, positive);
        }
        Op::Quantified(_, list, _, body) => {
            go(*list, positive);
            go(*body, positive);
        }
        Op::Derived(index) => {
            if let Some(derived) = version.derived.get(*index) {
                let inner = &derived.expression.code;
                collect(version, inner, inner.root, positive, said, depth + 1);
            }
        }
        Op::Compare(operator, a, b) => {
            for (left, right, operator) in [(*a, *b, *operator), (*b, *a, mirrored(*operator))] {
                comparison(code, left, right, side(operator, positive), said);
            }
        }
        _ => {}
    }
}

fn comparison(code: &Program, left: OpId, right: OpId, side: Option<Side>, said: &mut Said) {
    let unit = |op: OpId| match code.op(op) {
        Op::Between(unit, ..) => Some(*unit),
        _ => None,
    };
    match code.op(right) {
        Op::Constant(Val::Date(date)) => said.dates.push((*date, side)),
        Op::Constant(value) => {
            if let Some(number) = units(value) {
                said.compared.push((number, side, unit(left)));
                // Whole numbers: above 11 is at least 12.
                let step = match side {
                    Some(Side::Above) => 1,
                    Some(Side::Below) => -1,
                    _ => 0,
                };
                if code.types.get(left.0) == Some(&Type::Int) {
                    said.all.extend(number.plus(Ratio::whole(step)));
                }
            }
        }
        Op::Add(unit, _, _, count) => {
            if let Op::Constant(Val::Int(number)) = code.op(*count)
                && number.unsigned_abs() > 1
            {
                said.compared.push((Ratio::whole(*number), None, Some(*unit)));
            }
        }
        _ => {}
    }
}

const fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        other => other,
    }
}

const fn side(operator: Operator, positive: bool) -> Option<Side> {
    Some(match (operator, positive) {
        (Operator::GreaterOrEqual, true) | (Operator::Less, false) => Side::AtLeast,
        (Operator::LessOrEqual, true) | (Operator::Greater, false) => Side::AtMost,
        (Operator::Greater, true) | (Operator::LessOrEqual, false) => Side::Above,
        (Operator::Less, true) | (Operator::GreaterOrEqual, false) => Side::Below,
        _ => return None,
    })
}

/// The figures that make up an amount: its own constants, the rows of its tables, its rates and multiples.
fn figures_of(version: &Version, expression: &Expression) -> Vec<Ratio> {
    let mut figures = Vec::new();
    let derived = expression.needs.iter().filter_map(|index| version.derived.get(*index));
    let of_amount =
        |kind: Option<&Type>| matches!(kind, Some(Type::Money(_) | Type::Fraction(_) | Type::Estimate(_)));
    for code in derived.map(|derived| &derived.expression.code).chain([&expression.code]) {
        for op in &code.ops {
            match op {
                Op::Constant(value @ Val::Money(_)) => figures.extend(units(value)),
                Op::Share { rate, .. } => {
                    if let Op::Constant(value) = code.op(*rate) {
                        figures.extend(units(value));
                    }
                }
                Op::Arithmetic(Operator::Times, a, b) => {
                    for (amount, factor) in [(a, b), (b, a)] {
                        if let (true, Op::Constant(value)) =
                            (of_amount(code.types.get(amount.0)), code.op(*factor))
                        {
                            figures.extend(units(value));
                        }
                    }
                }
                Op::Table(index, _) => {
                    for row in version.tables.get(*index).into_iter().flat_map(|table| &table.rows) {
                        match &row.value {
                            Val::Estimate(estimate) => {
                                let ends = estimate.from.into_iter().chain([estimate.to]);
                                figures.extend(ends.filter_map(|end| Ratio::new(i128::from(end), 100)));
                            }
                            value => figures.extend(units(value)),
                        }
                    }
                }
                _ => {}
            }
        }
    }
    figures.sort();
    figures.dedup();
    figures
}

/// By what the amount of a measure and its caps multiply an amount.
fn multiples_of(version: &Version, measure: &Measure) -> Vec<Ratio> {
    let mut multiples = Vec::new();
    let amount = match &measure.amount {
        Amount::Stated { expression, .. } => Some(expression.as_ref()),
        _ => None,
    };
    for expression in amount.into_iter().chain(measure.caps.iter().map(|cap| &cap.expression)) {
        let derived = expression.needs.iter().filter_map(|index| version.derived.get(*index));
        for code in derived.map(|derived| &derived.expression.code).chain([&expression.code]) {
            for op in &code.ops {
                let (amount, factor) = match op {
                    Op::Arithmetic(Operator::Times, a, b) => (a, b),
                    Op::Share { hundredths: false, amount, rate } => (amount, rate),
                    _ => continue,
                };
                for (amount, factor) in [(amount, factor), (factor, amount)] {
                    let is_amount =
                        matches!(code.types.get(amount.0), Some(Type::Money(_) | Type::Fraction(_)));
                    if let (true, Op::Constant(value)) = (is_amount, code.op(*factor)) {
                        multiples.extend(units(value));
                    }
                }
            }
        }
    }
    multiples
}

/// The summary against the amount, the duration and the instalments.
fn summary(report: &mut Report<'_>, number: usize, version: &Version, measure: &Measure) {
    let (Some(summary), article) = (&measure.summary, measure.article.as_deref()) else { return };
    let mut figures = Vec::new();
    if let Amount::Stated { expression, .. } = &measure.amount {
        figures.extend(figures_of(version, expression));
    }
    for cap in &measure.caps {
        figures.extend(figures_of(version, &cap.expression));
    }
    let mut spans: Vec<Ratio> = Vec::new();
    for period in
        measure.duration.iter().chain(measure.instalments.iter().map(|instalments| &instalments.every))
    {
        spans.extend(
            [period.years, period.months]
                .into_iter()
                .filter(|part| *part > 1)
                .map(|part| Ratio::whole(part.into())),
        );
    }
    spans.extend(measure.instalments.iter().map(|instalments| Ratio::whole(instalments.count.into())));
    let mut known = figures.clone();
    known.extend(&spans);
    let expressions = measure.conditions.iter().map(|condition| &condition.expression);
    let expressions = expressions.chain(measure.refer.iter().map(|refer| &refer.when));
    let amounts = measure.caps.iter().map(|cap| &cap.expression);
    for expression in expressions.chain(amounts) {
        known.extend(said_by(version, expression).all);
    }
    if let Amount::Stated { expression, .. } = &measure.amount {
        known.extend(said_by(version, expression).all);
    }
    for (language, words) in [("zh", &summary.zh), ("en", &summary.en)] {
        let sentence = read(words);
        let place =
            |report: &Report<'_>| report.place(number, &["measures", &measure.id, "summary", language]);
        let (said, unsaid): (Vec<Ratio>, Vec<Ratio>) =
            figures.iter().partition(|figure| sentence.says(**figure));
        let left = |keep: &dyn Fn(&Number) -> bool| {
            sentence
                .numbers
                .iter()
                .find(|number| number.is_firm && !known.contains(&number.value) && keep(number))
        };
        let multiples = multiples_of(version, measure);
        let times = sentence.numbers.iter().filter(|number| number.is_multiple).map(|number| number.value);
        let odd = times.clone().find(|value| !multiples.contains(value));
        if let (Some(found), Some(rule)) =
            (odd, multiples.iter().find(|value| !times.clone().any(|other| other == **value)))
        {
            report.add(place(report), Code::SummaryNumber, article, &args(found, rule));
            continue;
        }
        // A summary that names few of the figures does not mean to list them.
        if let (Some(rule), true) = (unsaid.first(), unsaid.len() <= 2.max(said.len()))
            && let Some(found) = left(&|number| number.is_amount || number.unit.is_none())
        {
            report.add(place(report), Code::SummaryNumber, article, &args(found.value, rule));
        } else if let Some(rule) = spans.iter().find(|span| !sentence.says(**span))
            && let Some(found) = left(&|number| number.unit.is_some())
        {
            report.add(place(report), Code::SummaryNumber, article, &args(found.value, rule));
        }
    }
}

/// Chinese and English must say the same numbers.
fn languages(report: &mut Report<'_>, number: usize, version: &Version) {
    let mut texts: Vec<(Vec<String>, Option<&str>, &Text)> = Vec::new();
    let steps = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<String>>();
    texts.push((steps(&["title"]), None, &version.title));
    texts.push((steps(&["short"]), None, &version.short));
    for gap in &version.gaps {
        texts.push((steps(&["gaps", &gap.id, "note"]), gap.article.as_deref(), &gap.note));
    }
    for derived in &version.derived {
        texts.push((steps(&["derived", &derived.name, "title"]), derived.article.as_deref(), &derived.title));
    }
    for measure in &version.measures {
        let article = measure.article.as_deref();
        let base = ["measures", measure.id.as_str()];
        let mut add = |tail: &[&str], text| texts.push((steps(&[&base, tail].concat()), article, text));
        add(&["title"], &measure.title);
        measure.summary.iter().for_each(|text| add(&["summary"], text));
        measure.text.iter().for_each(|text| add(&["text"], text));
        measure
            .conditions
            .iter()
            .for_each(|condition| add(&["conditions", &condition.id, "text"], &condition.text));
        measure.refer.iter().for_each(|refer| add(&["refer", "text"], &refer.text));
        for (index, cap) in measure.caps.iter().enumerate() {
            cap.text.iter().for_each(|text| add(&["caps", &format!("#{index}"), "text"], text));
        }
        for (index, text) in measure.interpretation.iter().enumerate() {
            add(&["interpretation", &format!("#{index}")], text);
        }
        measure.gaps.iter().for_each(|gap| add(&["gaps", &gap.id, "note"], &gap.note));
    }
    for (steps, article, text) in texts {
        if let Some((found, language)) = disagree(text) {
            let steps: Vec<&str> = steps.iter().map(String::as_str).chain([language]).collect();
            let place = report.place(number, &steps);
            report.add(place, Code::TextLanguages, article, &[("found", found.to_string())]);
        }
    }
}

/// A number that one language has and the other lacks, and which language has it.
fn disagree(text: &Text) -> Option<(Ratio, &'static str)> {
    let (zh, en) = (read(&text.zh), read(&text.en));
    let lacks = |one: &Sentence, other: &Sentence| {
        // 2.0 版: a name, but one that stands in both.
        let firm = one
            .numbers
            .iter()
            .filter(|number| number.is_firm || number.is_decimal)
            .map(|number| number.value);
        firm.chain(one.date_parts()).find(|value| *value != Ratio::whole(1) && !other.says(*value))
    };
    let (in_zh, in_en) = (lacks(&zh, &en), lacks(&en, &zh));
    match (in_zh, in_en) {
        (Some(found), _) => Some((found, "zh")),
        (None, Some(found)) => Some((found, "en")),
        _ => None,
    }
}
