//! What the language answers to one expression alone, with names bound to values of CEL's own types.

use super::names::Names;
use crate::{
    Facts, Failure,
    evaluate::{Eval, Item, Machine, State, Val, bind},
    facts::Vocabulary,
    language::{self, Code, Mistake, Scope, Tree, Type},
    pack::{Expression, InForce, Prepared, Version},
};
use jiff::civil::Date;
use std::{collections::BTreeMap, fmt, sync::Arc};
use vocabulary::{Currency, Text};

/// A value of the types that this language shares with CEL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
}

impl fmt::Display for Literal {
    /// As an expression writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::List(items) => {
                f.write_str("[")?;
                for (number, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if number > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
        }
    }
}

impl Literal {
    pub(super) fn to_val(&self) -> Val {
        match self {
            Self::Bool(value) => Val::Bool(*value),
            Self::Int(value) => Val::Int(*value),
            Self::Text(value) => Val::Text(Arc::from(value.as_str())),
            Self::List(items) => {
                let item = |item: &Self| Item { value: Eval::known(item.to_val()), present: None };
                Val::List(Arc::new(items.iter().map(item).collect()))
            }
        }
    }

    /// Its type; nothing for a list of several types.
    pub(super) fn type_of(&self) -> Option<Type> {
        Some(match self {
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Text(_) => Type::Text,
            Self::List(items) => {
                let of = items.iter().try_fold(Type::Any, |kind, item| kind.join(&item.type_of()?))?;
                Type::List(Box::new(of))
            }
        })
    }
}

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A value.
    Value(Literal),
    /// An error value.
    Failed(Failure),
    /// What nobody told would decide.
    Unknown,
    /// A value of a type that CEL does not have, or none.
    Other,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value}"),
            Self::Failed(failure) => write!(f, "error: {}", failure.text().en),
            Self::Unknown => f.write_str("unknown"),
            Self::Other => f.write_str("another type of value"),
        }
    }
}

/// The answer to an expression with names bound to values.
///
/// # Errors
/// What the parser or the checker refuses.
pub fn answer(expression: &str, bound: &BTreeMap<String, Literal>) -> Result<Answer, Vec<Mistake>> {
    let tree = language::parse(expression)?;
    let names = Names::bound(bound);
    let code = checked(&tree, &names)?;
    Ok(evaluate(expression, tree, code, names))
}

pub(super) fn checked(tree: &Tree, names: &Names) -> Result<Code, Vec<Mistake>> {
    let vocabulary = Vocabulary::default();
    let scope = Scope { vocabulary: &vocabulary, names: &names.names, currency: Currency::CNY, member: None };
    language::check(tree, scope, None)
}

pub(super) fn evaluate(text: &str, tree: Tree, code: Code, names: Names) -> Answer {
    let empty = || Text::new(String::new(), String::new());
    let version = Version {
        id: String::new(),
        family: String::new(),
        title: empty(),
        short: empty(),
        number: None,
        issued: None,
        in_force: InForce { from: Date::MIN, until: None, after_not_read: None },
        known_from: Date::MIN,
        language: String::new(),
        sources: Vec::new(),
        gaps: Vec::new(),
        parameters: names.parameters,
        tables: Vec::new(),
        figures: Default::default(),
        arrangements: Default::default(),
        derived: Vec::new(),
        measures: Vec::new(),
        slots: 0,
    };
    let expression = Expression {
        text: text.to_owned(),
        file: String::new(),
        line: 1,
        column: 1,
        tree,
        code,
        needs: Vec::new(),
        prepared: Prepared::default(),
    };
    // Of no facts none can be wrong.
    let Ok(bound) = bind(&Vocabulary::default(), &Facts::new()) else { return Answer::Unknown };
    let eval = Machine::new(&version, &bound, Date::MIN, Date::MIN).value(&expression);
    let mut left = crate::limits::STEPS;
    shown(&eval, &mut left)
}

/// The whole value: a list is failed or unknown if one of its items is. As deep as lists are nested, which the checker
/// limits.
fn shown(eval: &Eval, left: &mut u64) -> Answer {
    if *left == 0 {
        return Answer::Failed(Failure::TooMuchWork);
    }
    *left -= 1;
    let value = match &eval.state {
        State::Known(value) => value,
        State::Unknown => return Answer::Unknown,
        State::Failed(failure) => return Answer::Failed(failure.clone()),
    };
    match value {
        Val::Bool(value) => Answer::Value(Literal::Bool(*value)),
        Val::Int(value) => Answer::Value(Literal::Int(*value)),
        Val::Text(value) => Answer::Value(Literal::Text(value.to_string())),
        Val::List(items) => {
            let mut shown_items = Vec::with_capacity(items.len());
            for item in items.iter() {
                match item.present.as_ref().map(|present| shown(present, left)) {
                    None | Some(Answer::Value(Literal::Bool(true))) => {}
                    Some(Answer::Value(_)) => continue,
                    Some(doubt) => return doubt,
                }
                match shown(&item.value, left) {
                    Answer::Value(value) => shown_items.push(value),
                    other => return other,
                }
            }
            Answer::Value(Literal::List(shown_items))
        }
        _ => Answer::Other,
    }
}
