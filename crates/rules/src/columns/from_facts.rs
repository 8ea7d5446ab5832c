//! From cases to columns.

use super::{
    Bitmap, Column, Data, Population,
    column::days_of,
    population::{ListColumn, Stored},
};
use crate::{
    evaluate::{Bound, FactPath, Val, bind},
    facts::{FactDeclaration, FactError, FactType, Facts, Vocabulary},
    ratio::Ratio,
};
use std::{collections::HashMap, sync::Arc};

impl Population {
    /// One row per case. Facts that the vocabulary does not know are passed over: they belong to other packs.
    ///
    /// # Errors
    /// Every value that its fact cannot have.
    pub fn from_facts(vocabulary: &Vocabulary, cases: &[Facts]) -> Result<Self, Vec<FactError>> {
        let mut bound = Vec::with_capacity(cases.len());
        let mut errors = Vec::new();
        for facts in cases {
            match bind(vocabulary, facts) {
                Ok(case) => bound.push(case),
                Err(more) => errors.extend(more),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut population = Self::new(vocabulary, cases.len());
        for (index, declared) in vocabulary.facts().iter().enumerate() {
            let stored = match &declared.kind {
                FactType::List { fields } => list(&bound, index, declared, fields)?,
                _ => {
                    let at = |case: &Bound| case.get(FactPath { fact: index, field: None });
                    let values: Vec<Option<Val>> = bound.iter().map(at).collect();
                    Stored::Scalar(Arc::new(column(declared, &declared.name, &values)?))
                }
            };
            if let Some(place) = population.facts.get_mut(index) {
                *place = stored;
            }
        }
        Ok(population)
    }
}

fn list(
    bound: &[Bound],
    fact: usize,
    declared: &FactDeclaration,
    fields: &[FactDeclaration],
) -> Result<Stored, Vec<FactError>> {
    let mut offsets: Vec<u32> = vec![0];
    let mut total = 0_usize;
    for case in bound {
        total += case.members(fact).unwrap_or(0);
        offsets.push(u32::try_from(total).unwrap_or(u32::MAX));
    }
    let known =
        Bitmap::from_fn(bound.len(), |row| bound.get(row).is_some_and(|case| case.members(fact).is_some()));
    let absent = |row: usize| {
        bound.get(row).is_some_and(|case| case.get(FactPath { fact, field: None }) == Some(Val::None))
    };
    let absent = Bitmap::from_fn(bound.len(), absent);
    let mut columns = Vec::with_capacity(fields.len());
    for (place, field) in fields.iter().enumerate() {
        let of_case = |case: &Bound| -> Vec<Option<Val>> {
            let member = |member| case.get(FactPath { fact, field: Some((member, place)) });
            (0..case.members(fact).unwrap_or(0)).map(member).collect()
        };
        let values: Vec<Option<Val>> = bound.iter().flat_map(of_case).collect();
        let path = format!("{}.{}", declared.name, field.name);
        columns.push(Some(Arc::new(column(field, &path, &values)?)));
    }
    let absent = (absent.count() > 0).then_some(absent);
    Ok(Stored::List(Arc::new(ListColumn { offsets: offsets.into(), known, absent, fields: columns })))
}

/// One column of values that were checked.
fn column(declared: &FactDeclaration, path: &str, values: &[Option<Val>]) -> Result<Column, Vec<FactError>> {
    let has = |wanted: fn(&Val) -> bool| {
        Bitmap::from_fn(values.len(), |row| values.get(row).and_then(Option::as_ref).is_some_and(wanted))
    };
    let known = has(|value| *value != Val::None);
    let absent = has(|value| *value == Val::None);
    let data = match &declared.kind {
        FactType::Bool | FactType::List { .. } => Data::Bool(has(|value| *value == Val::Bool(true))),
        FactType::Int { .. } => Data::Int(each(values, |value| match value {
            Val::Int(value) => Some(*value),
            _ => None,
        })),
        FactType::Money { .. } => Data::Money(each(values, |value| match value {
            Val::Money(money) => Some(money.minor),
            _ => None,
        })),
        FactType::Date => Data::Date(each(values, |value| match value {
            Val::Date(date) => Some(days_of(*date)),
            _ => None,
        })),
        FactType::Enum { .. } => Data::Class(each(values, |value| match value {
            Val::Class { index, .. } => u16::try_from(*index).ok(),
            _ => None,
        })),
        FactType::Decimal { .. } => {
            decimals(values).ok_or_else(|| vec![FactError::new(path, "rules.fact_no_column")])?
        }
        FactType::Text => texts(values),
    };
    Ok(Column { data, known, absent: (absent.count() > 0).then_some(absent) })
}

fn each<T: Default>(values: &[Option<Val>], value: impl Fn(&Val) -> Option<T>) -> Vec<T> {
    values.iter().map(|found| found.as_ref().and_then(&value).unwrap_or_default()).collect()
}

/// Over the least common denominator, if everything fits.
fn decimals(values: &[Option<Val>]) -> Option<Data> {
    let ratios = || {
        values.iter().map(|value| match value {
            Some(Val::Decimal(ratio)) => *ratio,
            _ => Ratio::whole(0),
        })
    };
    let mut denominator = 1_i128;
    for ratio in ratios() {
        // In lowest terms the denominator of the quotient is what is lacking.
        let lacking = Ratio::new(denominator, ratio.denominator())?.denominator();
        denominator = denominator.checked_mul(lacking).filter(|all| i64::try_from(*all).is_ok())?;
    }
    let numerator =
        |ratio: Ratio| i64::try_from(ratio.numerator().checked_mul(denominator / ratio.denominator())?).ok();
    let numerators = ratios().map(numerator).collect::<Option<Vec<i64>>>()?;
    Some(Data::Decimal { numerators, denominator: i64::try_from(denominator).ok()? })
}

fn texts(values: &[Option<Val>]) -> Data {
    let mut dictionary: Vec<Arc<str>> = Vec::new();
    let mut codes_by_text: HashMap<Arc<str>, u32> = HashMap::new();
    let codes = each(values, |value| {
        let Val::Text(text) = value else { return None };
        Some(Arc::clone(text))
    });
    let codes = codes
        .into_iter()
        .zip(values)
        .map(|(text, value)| {
            if !matches!(value, Some(Val::Text(_))) {
                return 0;
            }
            *codes_by_text.entry(Arc::clone(&text)).or_insert_with(|| {
                dictionary.push(text);
                u32::try_from(dictionary.len() - 1).unwrap_or(u32::MAX)
            })
        })
        .collect();
    Data::Text { codes, dictionary: dictionary.into() }
}
