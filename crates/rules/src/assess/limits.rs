//! The declared limits of a measure, with what was used so far where casework or funds supplied it.

use super::answer::Trilean;
use crate::{
    evaluate::{FactPath, Machine, State, Val},
    facts::Value,
    pack::{Limit, LimitPer, LimitPeriod, Measure},
};
use serde::Serialize;
use vocabulary::{Money, Text};

/// A limit that a measure is subject to. It never decides: who comes first is not a matter of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LimitApplied {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Whom it counts together.
    pub per: LimitPer,
    /// Over what time.
    pub period: LimitPeriod,
    /// At most this; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Value>,
    /// What was used so far; absent if nobody supplied it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Value>,
    /// What is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Value>,
    /// Whether nothing is left.
    pub reached: Trilean,
    /// Where the instrument says so.
    pub article: Option<String>,
}

pub(super) fn applied(measure: &Measure, machine: &mut Machine<'_>) -> Vec<LimitApplied> {
    let version = machine.version;
    let limits = version.arrangements.limits.iter().filter(|limit| limit.measures.contains(&measure.id));
    limits.map(|limit| one(limit, machine)).collect()
}

fn one(limit: &Limit, machine: &mut Machine<'_>) -> LimitApplied {
    let most = match machine.value(&limit.most).state {
        State::Known(value) => Some(value),
        _ => None,
    };
    let used = machine.bound.get(FactPath { fact: limit.used, field: None });
    let left = match (&most, &used) {
        (Some(Val::Int(most)), Some(Val::Int(used))) => {
            most.checked_sub(*used).map(|left| Value::Int(left.max(0)))
        }
        (Some(Val::Money(most)), Some(Val::Money(used))) if most.currency == used.currency => {
            let left = most.minor.checked_sub(used.minor);
            left.map(|left| Value::Money(Money::new(left.max(0), most.currency)))
        }
        _ => None,
    };
    let reached = match &left {
        None => Trilean::Unknown,
        Some(Value::Int(0)) => Trilean::Yes,
        Some(Value::Money(money)) if money.minor == 0 => Trilean::Yes,
        Some(_) => Trilean::No,
    };
    let shown = |value: Option<Val>| match value? {
        Val::Int(value) => Some(Value::Int(value)),
        Val::Money(value) => Some(Value::Money(value)),
        _ => None,
    };
    LimitApplied {
        id: limit.id.clone(),
        title: limit.title.clone(),
        per: limit.per,
        period: limit.period,
        most: shown(most),
        used: shown(used),
        left,
        reached,
        article: limit.article.clone(),
    }
}
