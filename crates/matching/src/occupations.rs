//! The table of occupations: the labels of CSCO 2022 (Chinese), ISCO-08 and ESCO (English) with their codes, indexed by
//! the features of titles.

use crate::{
    codes::{CscoCode, IscoCode},
    exact_labels::ExactLabels,
    feature_index::{FeatureIndex, Gathering},
    relation::Relation,
    titles::{Title, hashes, normalise},
};
use std::{collections::HashMap, sync::LazyLock};
use vocabulary::{Kind, Refusal};

const CSCO: &str = include_str!("../data/csco_2022.tsv");
const ISCO: &str = include_str!("../data/isco_groups_en.tsv");
const ESCO: &str = include_str!("../data/esco_occupations_en.tsv");
const RELATION: &str = include_str!("../data/csco_isco.tsv");

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Code {
    Csco(CscoCode),
    Isco(IscoCode),
}

/// One label: its code, and the weight of its features.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) code: Code,
    pub(crate) weight: u32,
}

/// The occupations by code and by label. Built once, read by many.
#[derive(Debug)]
pub struct Occupations {
    pub(crate) labels: Vec<Label>,
    pub(crate) features: FeatureIndex,
    pub(crate) exact: ExactLabels,
    names: HashMap<Code, String>,
    relation: Relation,
}

impl Occupations {
    /// The tables that stand in `data/`, read once.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the bundled tables are constants, and a test reads them")]
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Occupations> = LazyLock::new(|| {
            Occupations::from_tables(CSCO, ISCO, ESCO, RELATION).expect("the bundled tables are well formed")
        });
        &BUNDLED
    }

    /// Reads four tables of tab-separated lines, each with a heading: `code name aliases` (CSCO), `code label` (ISCO),
    /// `code preferred alternatives` (ESCO, whose codes begin with the ISCO group), aliases parted by `|`; and
    /// `csco isco confidence`, our relation between the two.
    ///
    /// # Errors
    /// `matching.table_line` with the table and the line that could not be read.
    pub fn from_tables(csco: &str, isco: &str, esco: &str, relation: &str) -> Result<Self, Refusal> {
        let mut named: Vec<(Code, &str)> = Vec::new();
        let mut names = HashMap::new();
        for (number, line) in lines(csco) {
            let (code, label, aliases) = three(line);
            let code = code.parse().map(Code::Csco).map_err(|_| unreadable("csco", number))?;
            names.insert(code, label.to_owned());
            named.extend(std::iter::once(label).chain(aliases.split('|')).map(|label| (code, label)));
        }
        for (number, line) in lines(isco) {
            let (code, label, _) = three(line);
            let code = code.parse().map(Code::Isco).map_err(|_| unreadable("isco", number))?;
            names.insert(code, label.to_owned());
            named.push((code, label));
        }
        for (number, line) in lines(esco) {
            let (code, preferred, alternatives) = three(line);
            let group = code.split('.').next().unwrap_or_default();
            let code = group.parse().map(Code::Isco).map_err(|_| unreadable("esco", number))?;
            named
                .extend(std::iter::once(preferred).chain(alternatives.split('|')).map(|label| (code, label)));
        }
        let relation = Relation::read(relation)?;
        Ok(Self::index(&named, names, relation))
    }

    fn index(named: &[(Code, &str)], names: HashMap<Code, String>, relation: Relation) -> Self {
        let mut gathering = Gathering::default();
        let mut codes = Vec::with_capacity(named.len());
        let exact = named.iter().filter(|(_, label)| !label.is_empty()).map(|(code, label)| {
            let normal = normalise(label);
            let mut features = hashes(&normal);
            features.sort_unstable();
            features.dedup();
            gathering.add(&features);
            codes.push(*code);
            (normal, *code)
        });
        let exact = ExactLabels::of(exact);
        let (features, weights) = gathering.finish();
        let labels = codes.into_iter().zip(weights).map(|(code, weight)| Label { code, weight }).collect();
        Self { labels, features, exact, names, relation }
    }

    /// A title made ready to be compared, its features weighed by this table.
    #[must_use]
    pub fn title(&self, title: &str) -> Title {
        Title::new(title, &self.features)
    }

    /// The Chinese name of a CSCO code, if the table has it.
    #[must_use]
    pub fn csco_name(&self, code: CscoCode) -> Option<&str> {
        self.names.get(&Code::Csco(code)).map(String::as_str)
    }

    /// The English label of an ISCO-08 group, if the table has it.
    #[must_use]
    pub fn isco_name(&self, code: IscoCode) -> Option<&str> {
        self.names.get(&Code::Isco(code)).map(String::as_str)
    }

    /// The ISCO-08 groups that correspond to a CSCO code, each with a confidence in per mille: our own small table, see
    /// `data/README.md`. Empty means that the table does not know.
    #[must_use]
    pub fn isco_of(&self, code: CscoCode) -> &[(IscoCode, i64)] {
        self.relation.isco_of(code)
    }
}

fn lines(table: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(table.lines()).skip(1).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn three(line: &str) -> (&str, &str, &str) {
    let mut fields = line.trim_end_matches('\r').split('\t');
    let mut next = || fields.next().unwrap_or_default();
    (next(), next(), next())
}

pub(crate) fn unreadable(table: &'static str, line: usize) -> Refusal {
    Refusal::new(Kind::Invalid, "matching.table_line").with("table", table).with("line", line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_tables_hold_the_whole_classifications() {
        let table = Occupations::from_tables(CSCO, ISCO, ESCO, RELATION).unwrap();
        let of_depth = |depth| {
            table.names.keys().filter(|code| matches!(code, Code::Csco(c) if c.depth() == depth)).count()
        };
        assert_eq!([1, 2, 3, 4].map(of_depth), [8, 72, 429, 1538], "CSCO 2022");
        let isco_units =
            table.names.keys().filter(|code| matches!(code, Code::Isco(c) if c.depth() == 4)).count();
        assert_eq!(isco_units, 436, "unit groups of ISCO-08");
        assert_eq!(ESCO.lines().count(), 3040, "3,039 occupations and a heading");
        assert_eq!(table.csco_name("2-02-10-03".parse().unwrap()), Some("计算机软件工程技术人员"));
        assert_eq!(table.isco_name("2512".parse().unwrap()), Some("Software developers"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let refused = Occupations::from_tables("code\tname\n2-02\tx\nabc\ty\n", "", "", "").unwrap_err();
        assert_eq!(refused.to_string(), "matching.table_line table=csco line=3");
    }
}
