//! One case: read, checked, evaluated, compared.

use super::{
    answer::{Answer, checked, evaluate},
    case::{Case, Expected},
    names::{Names, construct_of, qualified_place},
};
use crate::language::{self, Code, Construct, Mistake, Node, NodeId, Problem, Span, Tree, Type};

/// What a case came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    /// It uses a construct that the language leaves out, there.
    Outside(Construct, Span),
    Failed {
        expected: String,
        got: String,
    },
}

pub(super) fn judge(case: &Case) -> Verdict {
    let (tree, mistakes) = language::read(&case.expression);
    if let Some((construct, span)) = mistakes.iter().find_map(named) {
        return Verdict::Outside(construct, span);
    }
    if !mistakes.is_empty() {
        return refused(case, &mistakes);
    }
    if let Some(span) = first_decimal(&tree) {
        return Verdict::Outside(Construct::Double, span);
    }
    if let Some(id) = qualified_place(case, &tree) {
        return Verdict::Outside(Construct::QualifiedName, tree.span(id));
    }
    let mut names = Names::of(case);
    let mut result = checked(&tree, &names);
    if let Err(mistakes) = &result
        && case.is_unchecked
        && bind_unbound(case, mistakes, &mut names)
    {
        result = checked(&tree, &names);
    }
    match result {
        Ok(code) => compare(case, tree, code, names),
        Err(mistakes) => {
            let found = mistakes.iter().filter_map(|mistake| Some((construct(case, mistake)?, mistake.span)));
            match found.min_by_key(|(_, span)| span.start) {
                Some((construct, span)) => Verdict::Outside(construct, span),
                None => refused(case, &mistakes),
            }
        }
    }
}

fn named(mistake: &Mistake) -> Option<(Construct, Span)> {
    let code = mistake.construct()?;
    let construct = Construct::ALL.iter().find(|construct| construct.code() == code)?;
    Some((*construct, mistake.span))
}

/// A number with a point is an exact decimal here and floating point in CEL: whatever has one is another expression.
fn first_decimal(tree: &Tree) -> Option<Span> {
    let ids = (0..tree.nodes.len()).map(NodeId);
    let decimals = ids.filter(|id| matches!(tree.node(*id), Node::Decimal(_)));
    decimals.map(|id| tree.span(id)).min_by_key(|span| span.start)
}

/// Where a case is run without CEL's checker, a name that is declared nowhere is an error when it is read: here a value
/// that was not read. Whether there were such names.
fn bind_unbound(case: &Case, mistakes: &[Mistake], names: &mut Names) -> bool {
    let mut found = false;
    for mistake in mistakes.iter().filter(|mistake| mistake.problem == Problem::NameUnknown) {
        let Some(name) = argument(mistake, "name") else { continue };
        if construct_of(case, name).is_none() {
            names.add(name, Type::Any, None);
            found = true;
        }
    }
    found
}

fn argument<'a>(mistake: &'a Mistake, name: &str) -> Option<&'a str> {
    mistake.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

/// The construct for whose sake the checker refuses, if it is one that the language leaves out.
fn construct(case: &Case, mistake: &Mistake) -> Option<Construct> {
    if let Some((construct, _)) = named(mistake) {
        return Some(construct);
    }
    let unchecked = case.is_unchecked.then_some(Construct::Unchecked);
    match mistake.problem {
        Problem::NameUnknown => construct_of(case, argument(mistake, "name")?)
            .or(case.is_unchecked.then_some(Construct::UnboundName)),
        // CEL takes such a list for one of `dyn`.
        Problem::Types if argument(mistake, "operator") == Some("[ ]") => Some(Construct::MixedTypes),
        Problem::FunctionUnknown => {
            let name = argument(mistake, "function")?;
            if case.functions.iter().any(|declared| declared == name) {
                Some(Construct::DeclaredFunction)
            } else if !case.container.is_empty() {
                // The constructor of an enum of that package.
                Some(Construct::Message)
            } else {
                unchecked
            }
        }
        Problem::Types | Problem::Expected | Problem::Arguments | Problem::NotATable => unchecked,
        _ => None,
    }
}

fn refused(case: &Case, mistakes: &[Mistake]) -> Verdict {
    // What CEL refuses too, when it reads, checks or evaluates it.
    if case.expected == Expected::Error {
        return Verdict::Passed;
    }
    let shown = |mistake: &Mistake| {
        let (line, column) = place(&case.expression, mistake.span);
        let args: Vec<String> = mistake.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{line}:{column}: {} {}", mistake.problem.code(), args.join(" "))
    };
    let got = mistakes.iter().map(shown).collect::<Vec<_>>().join("; ");
    Verdict::Failed { expected: shown_expected(&case.expected), got: format!("refused: {got}") }
}

/// Line and column, in characters from 1.
pub(super) fn place(text: &str, span: Span) -> (usize, usize) {
    let before = text.get(..span.start.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).unwrap_or_default().chars().count() + 1)
}

fn shown_expected(expected: &Expected) -> String {
    match expected {
        Expected::Value(value) => value.to_string(),
        Expected::Foreign(value) => value.clone(),
        Expected::Error => "error".to_owned(),
        Expected::Typed(kind, value) => {
            let kind = kind.as_ref().map_or_else(|| "another type".to_owned(), ToString::to_string);
            match value.as_ref() {
                Some(value) => format!("{kind}: {}", shown_expected(value)),
                None => kind,
            }
        }
    }
}

fn compare(case: &Case, tree: Tree, code: Code, names: Names) -> Verdict {
    let kind = code.type_of().clone();
    let answer = if case.is_check_only { None } else { Some(evaluate(&case.expression, tree, code, names)) };
    if holds(&case.expected, &kind, answer.as_ref()) {
        return Verdict::Passed;
    }
    let got = answer.map_or_else(|| kind.to_string(), |answer| format!("{kind}: {answer}"));
    Verdict::Failed { expected: shown_expected(&case.expected), got }
}

fn holds(expected: &Expected, kind: &Type, answer: Option<&Answer>) -> bool {
    match (expected, answer) {
        (Expected::Typed(Some(asked), value), answer) => {
            asked == kind && value.as_ref().as_ref().is_none_or(|value| holds(value, kind, answer))
        }
        (Expected::Typed(None, _) | Expected::Foreign(_), _) => false,
        (Expected::Value(asked), Some(Answer::Value(found))) => asked == found,
        (Expected::Error, Some(Answer::Failed(_))) => true,
        (Expected::Value(_) | Expected::Error, _) => false,
    }
}
