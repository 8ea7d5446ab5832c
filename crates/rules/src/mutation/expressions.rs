//! Changes within one expression.

use super::{Changes, Sort};
use crate::{
    editing::located::Located,
    evaluate::Val,
    language::{Code, Node, Op, Operator, Tree},
    pack::{Amount, Expression, Split, Version},
    ratio::Ratio,
};
use jiff::ToSpan as _;
use vocabulary::Money;

/// A change to an expression's text: the bytes, what stands there instead, how both are shown.
struct Edit {
    sort: Sort,
    start: usize,
    end: usize,
    after: String,
}

/// Adds every change to the expression that stands at a node.
pub(super) fn of_expression(changes: &mut Changes<'_>, node: &Located) {
    let Some(text) = node.text() else { return };
    // A comment could be joined to what follows it.
    if text.contains("//") {
        return;
    }
    let Some(expression) = find(changes.version, text) else { return };
    let Some(bytes) = node.bytes_in_source(changes.text) else { return };
    let mut edits = Vec::new();
    of_tree(expression.tree(), text, &mut edits);
    of_code(changes, &expression.code, text, &mut edits);
    for Edit { sort, start, end, after } in edits {
        let (Some(head), Some(before), Some(tail)) =
            (text.get(..start), text.get(start..end), text.get(end..))
        else {
            continue;
        };
        let whole = format!("{head}{after}{tail}").replace('\n', " ");
        let at = bytes.get(start).copied().unwrap_or(node.start);
        let written = format!("'{}'", whole.replace('\'', "''"));
        changes.add(sort, at, (before.trim(), after.trim()), (node.start, node.end, written));
    }
}

/// The compiled expression of this text: within one version the same text means the same.
pub(crate) fn find<'v>(version: &'v Version, text: &str) -> Option<&'v Expression> {
    let derived = version.derived.iter().map(|derived| &derived.expression);
    let of_measures = version.measures.iter().flat_map(|measure| {
        let conditions = measure.conditions.iter().map(|condition| &condition.expression);
        let refer = measure.refer.iter().map(|refer| &refer.when);
        let amount = match &measure.amount {
            Amount::Stated { expression, .. } => Some(expression.as_ref()),
            _ => None,
        };
        let caps = measure.caps.iter().map(|cap| &cap.expression);
        let parts = measure.instalments.iter().flat_map(|instalments| match &instalments.split {
            Split::Stated(parts) => parts.as_slice(),
            _ => &[],
        });
        conditions.chain(refer).chain(amount).chain(caps).chain(parts)
    });
    derived.chain(of_measures).find(|expression| expression.text() == text)
}

/// Where a sign stands between two operands.
fn sign_between(text: &str, from: usize, to: usize, sign: &str) -> Option<(usize, usize)> {
    let at = from + text.get(from..to)?.find(sign)?;
    Some((at, at + sign.len()))
}

fn of_tree(tree: &Tree, text: &str, edits: &mut Vec<Edit>) {
    for (node, span) in &tree.nodes {
        let mut put = |sort, (start, end): (usize, usize), after: &str| {
            edits.push(Edit { sort, start, end, after: after.to_owned() });
        };
        match node {
            Node::Binary(operator, a, b) => {
                let (from, to) = (tree.span(*a).end, tree.span(*b).start);
                let Some(place) = sign_between(text, from, to, operator.sign()) else { continue };
                for (sort, sign) in others(*operator) {
                    put(sort, place, sign);
                }
            }
            Node::And(parts) | Node::Or(parts) => {
                let is_and = matches!(node, Node::And(_));
                let (sign, other, neutral) =
                    if is_and { ("&&", "||", "true") } else { ("||", "&&", "false") };
                for pair in parts.windows(2) {
                    let [a, b] = pair else { continue };
                    let (from, to) = (tree.span(*a).end, tree.span(*b).start);
                    if let Some(place) = sign_between(text, from, to, sign) {
                        put(Sort::Connective, place, other);
                    }
                }
                for part in parts {
                    let part = tree.span(*part);
                    put(Sort::PartDropped, (part.start, part.end), neutral);
                }
            }
            Node::Not(_) => put(Sort::NegationDropped, (span.start, span.start + 1), ""),
            Node::If(condition, ..) => {
                let condition = tree.span(*condition);
                for fixed in ["true", "false"] {
                    put(Sort::ChoiceFixed, (condition.start, condition.end), fixed);
                }
            }
            Node::Call(name, _) => {
                let place = (span.start, span.start + name.len());
                let other = match name.as_str() {
                    "has" => {
                        put(Sort::NegationDropped, (span.start, span.end), "true");
                        continue;
                    }
                    "min" => "max",
                    "max" => "min",
                    "earlier" => "later",
                    "later" => "earlier",
                    "round_half_up" | "round_up" => "round_down",
                    "round_down" => "round_up",
                    _ => continue,
                };
                put(Sort::Operation, place, other);
            }
            Node::Method(of, name, _) => {
                let other = match name.as_str() {
                    "all" => "exists",
                    "exists" => "all",
                    _ => continue,
                };
                if let Some(place) = sign_between(text, tree.span(*of).end, span.end, name) {
                    put(Sort::Operation, place, other);
                }
            }
            _ => {}
        }
    }
}

fn others(operator: Operator) -> Vec<(Sort, &'static str)> {
    use Operator::{
        Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, Minus, NotEqual, Over, Plus, Remainder, Times,
    };
    match operator {
        Equal => vec![(Sort::ComparisonFlipped, "!=")],
        NotEqual => vec![(Sort::ComparisonFlipped, "==")],
        Less => vec![(Sort::BoundaryShifted, "<="), (Sort::ComparisonFlipped, ">=")],
        LessOrEqual => vec![(Sort::BoundaryShifted, "<"), (Sort::ComparisonFlipped, ">")],
        Greater => vec![(Sort::BoundaryShifted, ">="), (Sort::ComparisonFlipped, "<=")],
        GreaterOrEqual => vec![(Sort::BoundaryShifted, ">"), (Sort::ComparisonFlipped, "<")],
        Plus => vec![(Sort::Operation, "-")],
        Minus => vec![(Sort::Operation, "+")],
        Times => vec![(Sort::Operation, "+")],
        Over => vec![(Sort::Operation, "*")],
        Remainder => vec![(Sort::Operation, "/")],
        In => Vec::new(),
    }
}

/// The constants: what stands there is known only once it is typed.
fn of_code(changes: &Changes<'_>, code: &Code, text: &str, edits: &mut Vec<Edit>) {
    for (op, span) in code.ops.iter().zip(&code.spans) {
        let Op::Constant(value) = op else { continue };
        let Some(written) = text.get(span.start..span.end) else { continue };
        let mut put = |sort, after: String| {
            let edit = Edit { sort, start: span.start, end: span.end, after };
            if !edits
                .iter()
                .any(|other| (other.start, other.end) == (edit.start, edit.end) && other.after == edit.after)
            {
                edits.push(edit);
            }
        };
        match value {
            Val::Bool(value) => put(Sort::ConstantShifted, (!value).to_string()),
            Val::Int(number) => {
                for other in [number.checked_sub(1), number.checked_add(1)].into_iter().flatten() {
                    put(Sort::ConstantShifted, other.to_string());
                }
            }
            Val::Decimal(number) => {
                let Some(other) = number.plus(Ratio::whole(1)) else { continue };
                let quoted = written.starts_with(['"', '\'']);
                put(Sort::ConstantShifted, if quoted { format!("\"{other}\"") } else { other.to_string() });
            }
            Val::Money(money) => {
                let Some(name) = written.split('(').next().filter(|_| written.contains('(')) else {
                    continue;
                };
                let unit = money.currency.minor_per_unit();
                for other in
                    [money.minor.checked_sub(unit), money.minor.checked_add(unit)].into_iter().flatten()
                {
                    let shown = Money::new(other, money.currency).to_string();
                    let digits = shown.split(' ').next_back().unwrap_or_default();
                    put(Sort::ConstantShifted, format!("{name}(\"{digits}\")"));
                }
            }
            Val::Date(date) => {
                for other in [date.checked_sub(1.day()), date.checked_add(1.day())].into_iter().flatten() {
                    put(Sort::ConstantShifted, format!("date(\"{other}\")"));
                }
            }
            Val::Class { scheme, index } => {
                let classes = changes.pack.vocabulary.schemes().get(*scheme);
                let near = [index.checked_sub(1), index.checked_add(1)].into_iter().flatten();
                for other in near.filter_map(|index| classes?.values.get(index)) {
                    put(Sort::ClassNeighbour, format!("\"{}\"", other.id));
                }
            }
            _ => {}
        }
    }
}
