//! Values as people and files write them, for traces and cases.

use crate::{
    evaluate::{Eval, State, Val},
    facts::Vocabulary,
    ratio::Ratio,
};
use vocabulary::Money;

/// A value in one line: a class by its id, an amount with its currency.
pub(crate) fn value_text(vocabulary: &Vocabulary, value: &Val) -> String {
    match value {
        Val::Bool(value) => value.to_string(),
        Val::Int(value) => value.to_string(),
        Val::Decimal(value) => value.to_string(),
        Val::Money(money) => money.to_string(),
        Val::Fraction(minor, currency) => {
            let hundred = Ratio::whole(currency.minor_per_unit());
            minor.over(hundred).map_or_else(|| format!("{currency} ?"), |units| format!("{currency} {units}"))
        }
        Val::Estimate(estimate) => {
            let shown = |minor| Money::new(minor, estimate.currency).to_string();
            match estimate.from {
                Some(from) if from == estimate.to => shown(estimate.to),
                Some(from) => format!("{} .. {}", shown(from), shown(estimate.to)),
                None => format!(".. {}", shown(estimate.to)),
            }
        }
        Val::Date(date) => date.to_string(),
        Val::Text(text) => text.to_string(),
        Val::Class { scheme, index } => {
            let scheme = vocabulary.schemes().get(*scheme);
            scheme.and_then(|scheme| scheme.values.get(*index)).map_or("?", |class| &class.id).to_owned()
        }
        Val::List(items) => {
            let members =
                items.iter().any(|item| matches!(item.value.state, State::Known(Val::Member { .. })));
            if members || items.len() > 8 {
                return format!("[{}]", items.len());
            }
            let shown = items.iter().map(|item| eval_text(vocabulary, &item.value));
            format!("[{}]", shown.collect::<Vec<_>>().join(", "))
        }
        Val::Member { fact, member } => {
            let fact = vocabulary.facts().get(*fact).map_or("?", |fact| &fact.name);
            format!("{fact}[{member}]")
        }
        Val::Period { from, after } => format!("{from} .. {after}"),
        Val::None => "none".to_owned(),
    }
}

/// A value, or that there is none.
pub(crate) fn state_text(vocabulary: &Vocabulary, state: &State) -> String {
    match state {
        State::Known(value) => value_text(vocabulary, value),
        State::Unknown => "unknown".to_owned(),
        State::Failed(failure) => format!("failed: {}", failure.key().trim_start_matches("failure-")),
    }
}

fn eval_text(vocabulary: &Vocabulary, eval: &Eval) -> String {
    state_text(vocabulary, &eval.state)
}
