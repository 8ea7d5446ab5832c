//! The same rule as a condition of SQL, so that lists, counts and searches show no more than pages do.

use super::{Actor, Grant, Relation};
use crate::database::Arg;

/// Which columns of the listed table say whose a row is. `None`: the table has no such column.
#[derive(Debug, Clone, Copy, Default)]
pub struct Columns {
    /// The person's id.
    pub person: Option<&'static str>,
    /// The visit's id.
    pub visit: Option<&'static str>,
    /// The organisation's id.
    pub organisation: Option<&'static str>,
}

/// A condition and its arguments.
#[derive(Debug, Clone)]
pub struct Filter {
    /// In brackets, ready to stand after `where` or `and`.
    pub sql: String,
    /// For its placeholders, in order.
    pub args: Vec<Arg>,
}

/// The rows of which [`super::allows`] says yes. Placeholders are numbered from `first`.
#[must_use]
pub fn filter(actor: &Actor, grants: &[Grant], columns: Columns, first: usize) -> Filter {
    let mut any = Vec::new();
    let mut args: Vec<Arg> = Vec::new();
    let mut compare = |column: Option<&'static str>, id: Option<String>, any: &mut Vec<String>| {
        if let (Some(column), Some(id)) = (column, id) {
            any.push(format!("{column} = ${}", first + args.len()));
            args.push(Arg::from(id));
        }
    };
    for grant in grants.iter().filter(|grant| actor.is(grant.role)) {
        match grant.relation {
            Relation::Any => return Filter { sql: "(1 = 1)".to_owned(), args: Vec::new() },
            Relation::Own => {
                compare(columns.person, actor.person.map(|id| id.to_string()), &mut any);
                compare(columns.visit, actor.visit.map(|id| id.to_string()), &mut any);
            }
            Relation::OwnOrganisation => {
                compare(columns.organisation, actor.organisation.map(|id| id.to_string()), &mut any);
            }
        }
    }
    let sql = if any.is_empty() { "(1 = 0)".to_owned() } else { format!("({})", any.join(" or ")) };
    Filter { sql, args }
}
