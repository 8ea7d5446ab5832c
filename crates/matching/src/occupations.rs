//! The table of occupations: the labels of CSCO 2022 (Chinese), ISCO-08 and ESCO (English) with their codes, indexed by
//! the features of titles, and how rare each feature is among them.

use crate::{
    codes::{CscoCode, IscoCode},
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

/// How much a feature of a title says: the rarer among the labels, the more.
#[derive(Debug, Default)]
pub(crate) struct Rarity {
    labels: u32,
    holders: HashMap<u64, u32>,
}

impl Rarity {
    fn count(&mut self, features: &[u64]) {
        self.labels += 1;
        for feature in features {
            *self.holders.entry(*feature).or_default() += 1;
        }
    }

    /// One more than the binary logarithm of labels per holder, rounded down; as rare as can be if no label has it.
    pub(crate) fn weight(&self, feature: u64) -> u32 {
        let holders = self.holders.get(&feature).copied().unwrap_or(1).max(1);
        1 + (self.labels / holders).max(1).ilog2()
    }
}

/// The occupations by code and by label. Built once, read by many.
#[derive(Debug)]
pub struct Occupations {
    pub(crate) labels: Vec<Label>,
    pub(crate) holders: HashMap<u64, Vec<u32>>,
    pub(crate) exact: HashMap<String, Vec<Code>>,
    pub(crate) rarity: Rarity,
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
        let mut rarity = Rarity::default();
        let mut exact: HashMap<String, Vec<Code>> = HashMap::new();
        let mut features_of = Vec::with_capacity(named.len());
        for (code, label) in named.iter().filter(|(_, label)| !label.is_empty()) {
            let normal = normalise(label);
            let mut features = hashes(&normal);
            features.sort_unstable();
            features.dedup();
            rarity.count(&features);
            let codes = exact.entry(normal).or_default();
            if !codes.contains(code) {
                codes.push(*code);
            }
            features_of.push((*code, features));
        }
        let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut labels = Vec::with_capacity(features_of.len());
        for (place, (code, features)) in (0_u32..).zip(features_of) {
            let weight = features.iter().map(|feature| rarity.weight(*feature)).sum();
            labels.push(Label { code, weight });
            features.iter().for_each(|feature| holders.entry(*feature).or_default().push(place));
        }
        Self { labels, holders, exact, rarity, names, relation }
    }

    /// A title made ready to be compared, its features weighed by this table.
    #[must_use]
    pub fn title(&self, title: &str) -> Title {
        Title::new(title, &self.rarity)
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
