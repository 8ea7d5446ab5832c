//! The facts of many cases, by column.

use super::{
    Bitmap, Column, ColumnError, Data,
    column::{checked, date_of},
};
use crate::{
    evaluate::{Bound, FactPath, Val},
    facts::{FactDeclaration, FactType, Facts, Member, Value, Vocabulary},
    limits,
    ratio::Ratio,
};
use std::sync::Arc;
use vocabulary::Money;

/// The facts of many cases by column; a list's members are rows of their own.
#[derive(Debug, Clone)]
pub struct Population {
    pub(super) vocabulary: Arc<Vocabulary>,
    rows: usize,
    pub(super) facts: Vec<Stored>,
}

/// One fact over all rows.
#[derive(Debug, Clone)]
pub(super) enum Stored {
    Unknown,
    Scalar(Arc<Column>),
    List(Arc<ListColumn>),
}

/// A list of facts over all rows.
#[derive(Debug, Clone)]
pub(super) struct ListColumn {
    /// Where the members of each row begin; one more than there are rows.
    pub(super) offsets: Arc<[u32]>,
    pub(super) known: Bitmap,
    pub(super) absent: Option<Bitmap>,
    /// By the fields of the declaration; those that nobody set are unknown.
    pub(super) fields: Vec<Option<Arc<Column>>>,
}

impl ListColumn {
    pub(super) fn members(&self, row: usize) -> std::ops::Range<usize> {
        let at = |row: usize| {
            self.offsets.get(row).and_then(|offset| usize::try_from(*offset).ok()).unwrap_or_default()
        };
        at(row)..at(row + 1)
    }
}

impl Population {
    /// So many rows of which nothing is known.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, rows: usize) -> Self {
        let facts = vocabulary.facts().iter().map(|_| Stored::Unknown).collect();
        Self { vocabulary: Arc::new(vocabulary.clone()), rows, facts }
    }

    /// How many rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// What may be asked.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Sets the column of a fact.
    ///
    /// # Errors
    /// If there is no such fact, or it cannot have these values.
    pub fn set(&mut self, fact: &str, column: Column) -> Result<(), ColumnError> {
        let vocabulary = Arc::clone(&self.vocabulary);
        let declared = vocabulary.fact(fact).ok_or_else(|| ColumnError::new(fact, "rules.column_unknown"))?;
        let column = checked(&vocabulary, declared, fact, self.rows, column)?;
        self.put(fact, Stored::Scalar(Arc::new(column)));
        Ok(())
    }

    /// Sets a list of facts, known of every row. `offsets` says where the members of each row begin among those of
    /// `fields`, and at last how many there are.
    ///
    /// # Errors
    /// If there is no such list or field, the offsets do not fit, or a field cannot have these values.
    pub fn set_list(
        &mut self,
        fact: &str,
        offsets: Vec<u32>,
        fields: Vec<(String, Column)>,
    ) -> Result<(), ColumnError> {
        self.set_list_where(fact, Bitmap::full(self.rows), None, offsets, fields)
    }

    /// Sets a list of facts that is known of some rows and known to be absent in others; neither have members here.
    ///
    /// # Errors
    /// As [`Population::set_list`]; and if a row without a known list has members.
    pub fn set_list_where(
        &mut self,
        fact: &str,
        known: Bitmap,
        absent: Option<Bitmap>,
        offsets: Vec<u32>,
        fields: Vec<(String, Column)>,
    ) -> Result<(), ColumnError> {
        let vocabulary = Arc::clone(&self.vocabulary);
        let declared = vocabulary.fact(fact).ok_or_else(|| ColumnError::new(fact, "rules.column_unknown"))?;
        let FactType::List { fields: declared_fields } = &declared.kind else {
            let error = ColumnError::new(fact, "rules.column_type");
            return Err(error.with("expected", declared.kind.name()).with("found", "list"));
        };
        // The bits of the list are checked as those of a column of truth values would be.
        let bits = Column { data: Data::Bool(Bitmap::empty(self.rows)), known, absent };
        let as_bool = FactDeclaration { kind: FactType::Bool, ..declared.clone() };
        let Column { known, absent, .. } = checked(&vocabulary, &as_bool, fact, self.rows, bits)?;
        if offsets.len() != self.rows + 1 || offsets.first() != Some(&0) {
            let error = ColumnError::new(fact, "rules.column_length");
            return Err(error.with("expected", self.rows + 1).with("found", offsets.len()));
        }
        for (row, pair) in offsets.windows(2).enumerate() {
            let [begin, end] = pair else { continue };
            let count = end.checked_sub(*begin).and_then(|count| usize::try_from(count).ok());
            let fits =
                count.is_some_and(|count| count <= limits::LIST_MEMBERS && (count == 0 || known.get(row)));
            if !fits {
                let error = ColumnError { row: Some(row), ..ColumnError::new(fact, "rules.column_offsets") };
                return Err(error.with("row", row + 1).with("max", limits::LIST_MEMBERS));
            }
        }
        let members = offsets.last().and_then(|last| usize::try_from(*last).ok()).unwrap_or_default();
        let mut columns: Vec<Option<Arc<Column>>> = vec![None; declared_fields.len()];
        for (name, column) in fields {
            let path = format!("{fact}.{name}");
            let place = declared_fields.iter().position(|field| field.name == name);
            let found = place.and_then(|place| Some((declared_fields.get(place)?, columns.get_mut(place)?)));
            let (field, into) = found.ok_or_else(|| ColumnError::new(&path, "rules.column_unknown"))?;
            *into = Some(Arc::new(checked(&vocabulary, field, &path, members, column)?));
        }
        let list = ListColumn { offsets: offsets.into(), known, absent, fields: columns };
        self.put(fact, Stored::List(Arc::new(list)));
        Ok(())
    }

    fn put(&mut self, fact: &str, stored: Stored) {
        if let Some(place) = self.vocabulary.index_of(fact).and_then(|index| self.facts.get_mut(index)) {
            *place = stored;
        }
    }

    /// The facts of one row, as somebody would tell them: [`assess`](crate::assess) explains the row.
    #[must_use]
    pub fn facts(&self, row: usize) -> Facts {
        let mut facts = Facts::new();
        for (declared, stored) in self.vocabulary.facts().iter().zip(&self.facts) {
            let value = match stored {
                Stored::Unknown => None,
                Stored::Scalar(column) => self.value(declared, column, row),
                Stored::List(list) if list.absent.as_ref().is_some_and(|absent| absent.get(row)) => {
                    Some(Value::None)
                }
                Stored::List(list) => list.known.get(row).then(|| {
                    let member = |member: usize| -> Member {
                        let field = |(field, column): (&FactDeclaration, &Option<Arc<Column>>)| {
                            let value = self.value(field, column.as_ref()?, member)?;
                            Some((field.name.clone(), value))
                        };
                        declared.fields().iter().zip(&list.fields).filter_map(field).collect()
                    };
                    Value::List(list.members(row).map(member).collect())
                }),
            };
            if let Some(value) = value {
                facts.set(declared.name.as_str(), value);
            }
        }
        facts
    }

    fn value(&self, declared: &FactDeclaration, column: &Column, row: usize) -> Option<Value> {
        Some(match self.val(declared, column, row)? {
            Val::Bool(value) => Value::Bool(value),
            Val::Int(value) => Value::Int(value),
            Val::Decimal(value) => Value::Decimal(value),
            Val::Money(value) => Value::Money(value),
            Val::Date(value) => Value::Date(value),
            Val::Text(text) => Value::text(&*text),
            Val::Class { scheme, index } => {
                Value::text(&self.vocabulary.schemes().get(scheme)?.values.get(index)?.id)
            }
            Val::None => Value::None,
            _ => return None,
        })
    }

    /// The value of one row; `None` if it is unknown.
    fn val(&self, declared: &FactDeclaration, column: &Column, row: usize) -> Option<Val> {
        if column.absent.as_ref().is_some_and(|absent| absent.get(row)) {
            return Some(Val::None);
        }
        if !column.known.get(row) {
            return None;
        }
        Some(match (&column.data, &declared.kind) {
            (Data::Bool(bits), _) => Val::Bool(bits.get(row)),
            (Data::Int(values), _) => Val::Int(*values.get(row)?),
            (Data::Money(values), FactType::Money { currency, .. }) => {
                Val::Money(Money::new(*values.get(row)?, *currency))
            }
            (Data::Decimal { numerators, denominator }, _) => {
                Val::Decimal(Ratio::new(i128::from(*numerators.get(row)?), i128::from(*denominator))?)
            }
            (Data::Date(days), _) => Val::Date(date_of(*days.get(row)?)?),
            (Data::Class(places), FactType::Enum { scheme }) => Val::Class {
                scheme: self.vocabulary.scheme_index(scheme)?,
                index: usize::from(*places.get(row)?),
            },
            (Data::Text { codes, dictionary }, _) => {
                Val::Text(Arc::clone(dictionary.get(usize::try_from(*codes.get(row)?).ok()?)?))
            }
            _ => return None,
        })
    }

    /// The facts of one row as the engine for one case takes them, by the numbers of this population's vocabulary.
    pub(super) fn bound(&self, row: usize) -> Bound {
        let mut bound = Bound::unknown(self.facts.len());
        for (fact, (declared, stored)) in self.vocabulary.facts().iter().zip(&self.facts).enumerate() {
            let path = FactPath { fact, field: None };
            match stored {
                Stored::Unknown => {}
                Stored::Scalar(column) => bound.put(path, self.val(declared, column, row)),
                Stored::List(list) if list.absent.as_ref().is_some_and(|absent| absent.get(row)) => {
                    bound.put(path, Some(Val::None));
                }
                Stored::List(list) if list.known.get(row) => {
                    let member = |member: usize| {
                        let field = |(field, column): (&FactDeclaration, &Option<Arc<Column>>)| {
                            self.val(field, column.as_ref()?, member)
                        };
                        declared.fields().iter().zip(&list.fields).map(field).collect()
                    };
                    bound.put_members(fact, list.members(row).map(member).collect());
                }
                Stored::List(_) => {}
            }
        }
        bound
    }

    /// The same population by the numbers of another vocabulary. Facts are the same if name and type are; what the other
    /// one lacks is dropped, and what this one lacks is unknown.
    pub(super) fn under(&self, vocabulary: &Arc<Vocabulary>) -> Self {
        let stored = |declared: &FactDeclaration| {
            let index = self.vocabulary.index_of(&declared.name)?;
            let (own, stored) = (self.vocabulary.facts().get(index)?, self.facts.get(index)?);
            let same = |a: &FactDeclaration, b: &FactDeclaration| match (&a.kind, &b.kind) {
                (FactType::Enum { scheme: a }, FactType::Enum { scheme: b }) => {
                    let classes = |vocabulary: &Vocabulary, name: &str| {
                        vocabulary.scheme(name).map(|scheme| scheme.values.clone())
                    };
                    classes(&self.vocabulary, a) == classes(vocabulary, b)
                }
                (FactType::Money { currency: a, .. }, FactType::Money { currency: b, .. }) => a == b,
                (a, b) => a.name() == b.name(),
            };
            if !same(own, declared) {
                return None;
            }
            let Stored::List(list) = stored else { return Some(stored.clone()) };
            let field = |field: &FactDeclaration| {
                let place = own.fields().iter().position(|other| other.name == field.name)?;
                let is_same = own.fields().get(place).is_some_and(|other| same(other, field));
                if is_same { list.fields.get(place)?.clone() } else { None }
            };
            let fields = declared.fields().iter().map(field).collect();
            let (known, absent) = (list.known.clone(), list.absent.clone());
            let offsets = Arc::clone(&list.offsets);
            Some(Stored::List(Arc::new(ListColumn { offsets, known, absent, fields })))
        };
        let facts = vocabulary.facts().iter().map(|fact| stored(fact).unwrap_or(Stored::Unknown)).collect();
        Self { vocabulary: Arc::clone(vocabulary), rows: self.rows, facts }
    }
}
