//! The figures of one run: each as it was measured, for the table and for programs.

use crate::bench::table::{Figure, Table};
use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// Figures by name, beside the table for people.
#[derive(Default)]
pub struct Figures {
    /// For people.
    pub table: Table,
    object: Map<String, Value>,
}

/// Whether more is better.
#[derive(Clone, Copy)]
pub enum Promise {
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
    /// Nothing is promised.
    None,
}

impl Figures {
    /// Adds a figure under a name: shown, compared with its promise, and kept for programs. What could not be measured is
    /// null there.
    pub fn add(
        &mut self,
        name: &str,
        what: &str,
        unit: &str,
        value: Result<f64>,
        (promise, words): (Promise, &'static str),
    ) {
        let kept = value.as_ref().ok().map(|value| {
            serde_json::Number::from_f64((value * 1000.0).round() / 1000.0).map_or(Value::Null, Value::Number)
        });
        self.object.insert(name.to_owned(), kept.unwrap_or(Value::Null));
        let figure = value.map(|value| {
            let shown =
                if value < 10.0 { format!("{value:.2} {unit}") } else { format!("{value:.0} {unit}") };
            let is_kept = match promise {
                Promise::AtMost(most) => Some(value <= most),
                Promise::AtLeast(least) => Some(value >= least),
                Promise::None => None,
            };
            Figure { shown, is_kept }
        });
        self.table.row(what, figure, words);
    }

    /// Adds what is only for programs.
    pub fn note(&mut self, name: &str, value: Value) {
        self.object.insert(name.to_owned(), value);
    }

    /// One object.
    pub fn object(self) -> (Table, Value) {
        (self.table, Value::Object(self.object))
    }
}

/// The number at a key.
pub fn number(report: &Value, key: &str) -> Result<f64> {
    report.get(key).and_then(Value::as_f64).with_context(|| format!("no number `{key}`"))
}

/// The least of the numbers at a key: what is measured several times is disturbed, never hurried.
pub fn least(reports: &[Value], key: &str) -> Result<f64> {
    let of = |report: &Value| -> Vec<f64> {
        match report.get(key) {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_f64).collect(),
            Some(one) => one.as_f64().into_iter().collect(),
            None => Vec::new(),
        }
    };
    reports.iter().flat_map(of).min_by(f64::total_cmp).with_context(|| format!("no numbers `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_least_of_several_rounds_counts() {
        let reports = [json!({"seconds": [3.0, 2.0]}), json!({"seconds": 2.5})];
        assert_eq!(least(&reports, "seconds").unwrap(), 2.0);
        assert!(least(&reports, "minutes").is_err());
    }

    #[test]
    fn what_could_not_be_measured_is_null() {
        let mut figures = Figures::default();
        figures.add("a", "a", "s", Ok(1.23456), (Promise::AtMost(2.0), "< 2 s"));
        figures.add("b", "b", "s", number(&json!({}), "b"), (Promise::None, ""));
        let (table, object) = figures.object();
        assert_eq!(object, json!({"a": 1.235, "b": null}));
        assert!(table.print().is_err());
    }
}
