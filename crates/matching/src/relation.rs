//! Which ISCO-08 groups a CSCO 2022 code corresponds to: our own small table, each row with a confidence. What it does
//! not hold is unknown.

use crate::{
    codes::{CscoCode, IscoCode},
    occupations::unreadable,
};
use std::collections::HashMap;
use vocabulary::Refusal;

/// ISCO-08 groups by CSCO code.
#[derive(Debug, Default)]
pub(crate) struct Relation(HashMap<CscoCode, Vec<(IscoCode, i64)>>);

impl Relation {
    /// Reads lines of `csco isco confidence`, parted by tabs, after a heading; confidence in per mille.
    pub(crate) fn read(table: &str) -> Result<Self, Refusal> {
        let mut rows: HashMap<CscoCode, Vec<(IscoCode, i64)>> = HashMap::new();
        for (number, line) in (1..).zip(table.lines()).skip(1).filter(|(_, line)| !line.starts_with('#')) {
            let (csco, isco, confidence) = row(line).ok_or_else(|| unreadable("csco_isco", number))?;
            rows.entry(csco).or_default().push((isco, confidence));
        }
        Ok(Self(rows))
    }

    /// The groups of the code itself, or of the narrowest group above it that the table holds.
    pub(crate) fn isco_of(&self, code: CscoCode) -> &[(IscoCode, i64)] {
        let mut found: &[(IscoCode, i64)] = &[];
        for prefix in code.prefixes() {
            if let Some(groups) = self.0.get(&prefix) {
                found = groups;
            }
        }
        found
    }
}

fn row(line: &str) -> Option<(CscoCode, IscoCode, i64)> {
    let mut fields = line.trim_end().split('\t');
    let (csco, isco, confidence) = (fields.next()?, fields.next()?, fields.next()?);
    let confidence: i64 = confidence.parse().ok()?;
    let fits = (1..=1000).contains(&confidence) && fields.next().is_none();
    fits.then_some((csco.parse().ok()?, isco.parse().ok()?, confidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Occupations;

    #[test]
    fn a_code_takes_the_groups_of_the_narrowest_row_above_it() {
        let table = Occupations::bundled();
        let groups = |code: &str| {
            let code = code.parse().unwrap();
            table.isco_of(code).iter().map(|(isco, _)| isco.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(groups("2-02-10-03"), ["2512"]);
        assert_eq!(groups("2-02-07-11"), ["2144"], "by its small group");
        assert_eq!(groups("4-01-02-01"), ["3322", "5223"]);
        assert!(groups("5-01-01-01").is_empty() && groups("2-02").is_empty(), "not in the table: unknown");
    }

    #[test]
    fn every_row_names_codes_that_both_classifications_have() {
        let table = Occupations::bundled();
        for line in include_str!("../data/csco_isco.tsv").lines().skip(1) {
            let (csco, isco, _) = row(line).unwrap();
            assert!(table.csco_name(csco).is_some() && table.isco_name(isco).is_some(), "{line}");
        }
    }

    #[test]
    fn a_confidence_above_one_thousand_is_refused() {
        assert!(Relation::read("heading\n2-02\t2512\t1001").is_err());
        assert!(Relation::read("heading\n2-02\t2512").is_err());
    }
}
