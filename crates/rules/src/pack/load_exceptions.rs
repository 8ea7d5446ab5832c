//! Exceptions to a base rule. They become part of the conditions' own expressions: the first whose `when` holds decides, and
//! only where none does the base rule. So nothing can depend on itself, and an unknown exception matters only where it
//! would change the result.

use super::{
    Condition, Exception, Expression, Refer, ReferCase, Then,
    compile::Compiler,
    reader::{Map, Reader},
    yaml::{Kind, Node},
};
use crate::{finding::Code, language::Type, texts::sentence};
use vocabulary::Text;

const THEN: [(&str, Then); 3] = [("allow", Then::Allow), ("deny", Then::Deny), ("refer", Then::Refer)];

pub(super) fn read_exceptions(
    reader: &mut Reader<'_>,
    map: &mut Map<'_>,
    compiler: &Compiler<'_>,
) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    for node in map.take_list(reader, "exceptions") {
        let Some(mut map) = reader.map(node) else { continue };
        let article = map.take_string(reader, "article").or_else(|| reader.article.clone());
        let id = map.need_name(reader, "id");
        let when = map.need(reader, "when").and_then(|node| compiler.expression(reader, node, &Type::Bool));
        let then = map.need(reader, "then").and_then(|node| reader.choice(node, &THEN));
        let text = map.need_text(reader, "text");
        map.end(reader);
        let (Some(id), Some(when), Some(then), Some(text)) = (id, when, then, text) else { continue };
        if exceptions.iter().any(|other| other.id == id) {
            reader.report(node.finding(reader.file(), Code::IdTwice).with("id", &id));
        }
        exceptions.push(Exception { id, when, then, text, article });
    }
    exceptions
}

/// Compiles a text that was put together from parts, each of which stands at `at` or near it.
fn put_together(
    reader: &mut Reader<'_>,
    compiler: &Compiler<'_>,
    at: &Expression,
    text: String,
) -> Option<Expression> {
    let node =
        Node { kind: Kind::Scalar { text, plain: true, one_line: false }, line: at.line, column: at.column };
    compiler.expression(reader, &node, &Type::Bool)
}

/// The text of a rule under its exceptions, in their order.
fn under(base: &str, exceptions: &[Exception]) -> String {
    exceptions.iter().rev().fold(format!("({base})"), |rest, exception| {
        let when = exception.when.text();
        match exception.then {
            Then::Allow | Then::Refer => format!("(({when}) || {rest})"),
            Then::Deny => format!("(!({when}) && {rest})"),
        }
    })
}

/// That an exception applies and none before it does.
fn applies(exceptions: &[Exception], place: usize) -> String {
    let before = exceptions.iter().take(place).map(|other| format!("!({}) && ", other.when.text()));
    let own = exceptions.get(place).map_or("false", |exception| exception.when.text());
    format!("{}({own})", before.collect::<String>())
}

/// Puts the exceptions of a condition into its expression; yields when they refer.
pub(super) fn except_condition(
    reader: &mut Reader<'_>,
    compiler: &Compiler<'_>,
    condition: &mut Condition,
) -> Vec<ReferCase> {
    let exceptions = condition.exceptions.clone();
    if exceptions.is_empty() {
        return Vec::new();
    }
    let base = condition.expression.text().to_owned();
    let at = condition.expression.clone();
    let mut cases = Vec::new();
    for (place, exception) in exceptions.iter().enumerate().filter(|(_, e)| e.then == Then::Refer) {
        let rest = under(&base, exceptions.get(place + 1..).unwrap_or_default());
        let text = format!("{} && !{rest}", applies(&exceptions, place));
        let when = put_together(reader, compiler, &at, text);
        cases.extend(when.map(|when| refer_case(when, exception)));
    }
    if let Some(whole) = put_together(reader, compiler, &at, under(&base, &exceptions)) {
        condition.expression = whole;
    }
    cases
}

fn refer_case(when: Expression, exception: &Exception) -> ReferCase {
    ReferCase { when, text: exception.text.clone(), article: exception.article.clone() }
}

/// Puts the exceptions of a measure around all of its conditions; yields when they refer.
pub(super) fn except_measure(
    reader: &mut Reader<'_>,
    compiler: &Compiler<'_>,
    conditions: &mut Vec<Condition>,
    exceptions: &[Exception],
) -> Vec<ReferCase> {
    let Some(first) = exceptions.first() else { return Vec::new() };
    let at = first.when.clone();
    let bases: Vec<String> =
        conditions.iter().map(|condition| format!("({})", condition.expression.text())).collect();
    let all = if bases.is_empty() { "true".to_owned() } else { bases.join(" && ") };
    let mut cases = Vec::new();
    let mut passes: Vec<String> = Vec::new();
    for (place, exception) in exceptions.iter().enumerate() {
        let guard = applies(exceptions, place);
        match exception.then {
            Then::Allow => passes.push(format!("({guard})")),
            Then::Refer => {
                let when = put_together(reader, compiler, &at, format!("{guard} && !({all})"));
                cases.extend(when.map(|when| refer_case(when, exception)));
                passes.push(format!("({guard})"));
            }
            Then::Deny => {}
        }
    }
    if !passes.is_empty() {
        for condition in conditions.iter_mut() {
            let text = format!("{} || ({})", passes.join(" || "), condition.expression.text());
            let at = condition.expression.clone();
            if let Some(whole) = put_together(reader, compiler, &at, text) {
                condition.expression = whole;
            }
        }
    }
    for (place, exception) in exceptions.iter().enumerate().filter(|(_, e)| e.then == Then::Deny) {
        let text = format!("!({})", applies(exceptions, place));
        let Some(expression) = put_together(reader, compiler, &exception.when, text) else { continue };
        let args = |text: &String| [("a", text.clone())];
        let text = &exception.text;
        let text = Text::new(
            sentence("reason-excepted", &args(&text.zh)).zh,
            sentence("reason-excepted", &args(&text.en)).en,
        );
        if conditions.iter().any(|other| other.id == exception.id) {
            let (line, column) = (exception.when.line, exception.when.column);
            let finding = crate::Finding::new(reader.file(), line, column, Code::IdTwice);
            reader.report(finding.with("id", &exception.id));
        }
        conditions.push(Condition {
            id: exception.id.clone(),
            expression,
            article: exception.article.clone(),
            text,
            sources: Vec::new(),
            known_from: None,
            exceptions: Vec::new(),
        });
    }
    cases
}

/// The referral of a measure with what its exceptions refer.
pub(super) fn join_refer(
    reader: &mut Reader<'_>,
    compiler: &Compiler<'_>,
    refer: Option<Refer>,
    cases: Vec<ReferCase>,
) -> Option<Refer> {
    let Some(first) = cases.first() else { return refer };
    let own = refer.as_ref().map(|refer| refer.when.text().to_owned());
    let parts: Vec<String> = own
        .into_iter()
        .chain(cases.iter().map(|case| case.when.text().to_owned()))
        .map(|text| format!("({text})"))
        .collect();
    let at = refer.as_ref().map_or(&first.when, |refer| &refer.when).clone();
    let when = put_together(reader, compiler, &at, parts.join(" || "))?;
    let (text, article) = match &refer {
        Some(refer) => (refer.text.clone(), refer.article.clone()),
        None => (first.text.clone(), first.article.clone()),
    };
    Some(Refer { when, text, article, cases })
}
