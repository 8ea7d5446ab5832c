//! What each column of a file means, decided from its name before a row is read: a fact, a key, a category, or nothing that
//! is known, which is refused.

use super::builder::Builder;
use rules::{
    Vocabulary,
    facts::{FactDeclaration, FactType},
};
use vocabulary::Refusal;

/// How a file keeps the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Text: what it means is read cell by cell.
    Text,
    /// Truth values.
    Bool,
    /// Whole numbers.
    Whole,
    /// Exact numbers with so many decimal places.
    Decimal(u32),
    /// Dates.
    Date,
    /// Binary floating point: never exact.
    Float,
    /// Something that no fact can be: times, nested values, raw bytes.
    Other,
}

impl Stored {
    /// As messages name it.
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bool => "bool",
            Self::Whole => "int",
            Self::Decimal(_) => "decimal",
            Self::Date => "date",
            Self::Float => "float",
            Self::Other => "other",
        }
    }

    /// Whether values kept like this can be those of a fact of a type.
    const fn holds(self, kind: &FactType) -> bool {
        match (self, kind) {
            (_, FactType::List { .. }) | (Self::Float | Self::Other, _) => false,
            (Self::Text, _)
            | (Self::Bool | Self::Whole, FactType::Bool)
            | (
                Self::Whole,
                FactType::Int { .. } | FactType::Decimal { .. } | FactType::Money { .. } | FactType::Text,
            )
            | (Self::Decimal(_), FactType::Int { .. } | FactType::Decimal { .. } | FactType::Money { .. })
            | (Self::Date, FactType::Date) => true,
            _ => false,
        }
    }
}

/// A column of a file.
#[derive(Debug, Clone)]
pub struct Header {
    /// As the file names it.
    pub name: String,
    /// How it keeps its values.
    pub stored: Stored,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The values of a fact, or of a member's field.
    Fact(String),
    /// Of which rows that fact is known to be absent.
    AbsenceOf(String),
    /// Whose row it is.
    Key,
    /// A category to group by.
    Group,
}

/// A column that is read.
#[derive(Debug)]
pub struct Used {
    /// Its place in the file.
    pub place: usize,
    /// What it is.
    pub meaning: Meaning,
    /// Its values as they are read.
    pub builder: Builder,
}

/// What columns of a file may be beside facts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Besides<'a> {
    /// The column of keys.
    pub key: Option<&'a str>,
    /// The column of categories.
    pub group: Option<&'a str>,
    /// Columns that are not read.
    pub ignored: &'a [String],
}

/// Decides what each column is.
///
/// # Errors
/// Every column that is none of these, stands twice, or keeps what its fact cannot be.
pub fn lay_out(
    headers: &[Header],
    facts: &[FactDeclaration],
    vocabulary: &Vocabulary,
    besides: Besides<'_>,
) -> Result<Vec<Used>, Vec<Refusal>> {
    let mut used: Vec<Used> = Vec::new();
    let mut refusals = Vec::new();
    for (place, header) in headers.iter().enumerate() {
        let meanings = match meanings(header, facts, vocabulary, besides) {
            Ok(meanings) => meanings,
            Err(refusal) => {
                refusals.push(refusal);
                continue;
            }
        };
        for (meaning, builder) in meanings {
            if used.iter().any(|other| other.meaning == meaning) {
                refusals.push(Refusal::invalid("wotu.population_column_twice", &header.name));
            } else {
                used.push(Used { place, meaning, builder });
            }
        }
    }
    for asked in [besides.key, besides.group].into_iter().flatten() {
        if !headers.iter().any(|header| header.name == asked) {
            let near = near(asked, headers.iter().map(|header| header.name.as_str()));
            refusals.push(Refusal::invalid("wotu.population_column_missing", asked).with("near", near));
        }
    }
    for column in &used {
        // Whether it is absent says nothing of what it is otherwise: that is a column of its own.
        if let Meaning::AbsenceOf(fact) = &column.meaning
            && !used.iter().any(|other| other.meaning == Meaning::Fact(fact.clone()))
        {
            refusals.push(
                Refusal::invalid("wotu.population_column_missing", fact).with("near", format!("{fact}.none")),
            );
        }
    }
    if refusals.is_empty() { Ok(used) } else { Err(refusals) }
}

/// Everything that a column is: a fact may be grouped by too.
fn meanings(
    header: &Header,
    facts: &[FactDeclaration],
    vocabulary: &Vocabulary,
    besides: Besides<'_>,
) -> Result<Vec<(Meaning, Builder)>, Refusal> {
    let name = header.name.as_str();
    if besides.ignored.iter().any(|ignored| ignored == name) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    if besides.key == Some(name) {
        match header.stored {
            Stored::Whole => found.push((Meaning::Key, Builder::of_keys(name, true))),
            Stored::Text => found.push((Meaning::Key, Builder::of_keys(name, false))),
            _ => return Err(wrong_type(header, "int, text")),
        }
    }
    if besides.group == Some(name) {
        match header.stored {
            Stored::Whole | Stored::Text | Stored::Bool => {
                found.push((Meaning::Group, Builder::of_texts(name)));
            }
            _ => return Err(wrong_type(header, "int, text")),
        }
    }
    if found.is_empty() || facts.iter().any(|fact| fact.name == name) {
        found.extend(fact_column(header, facts, vocabulary)?);
    }
    Ok(found)
}

fn fact_column(
    header: &Header,
    facts: &[FactDeclaration],
    vocabulary: &Vocabulary,
) -> Result<Option<(Meaning, Builder)>, Refusal> {
    let name = header.name.as_str();
    let find = |name: &str| facts.iter().find(|fact| fact.name == name);
    if let Some(fact) = name.strip_suffix(".none").and_then(find) {
        if !fact.may_be_none {
            return Err(Refusal::invalid("wotu.population_never_none", name).with("fact", &fact.name));
        }
        if !matches!(header.stored, Stored::Bool | Stored::Text) {
            return Err(wrong_type(header, "bool"));
        }
        return Ok(Some((Meaning::AbsenceOf(fact.name.clone()), Builder::of_absence(name))));
    }
    let in_minor = name.strip_suffix(".minor").and_then(find);
    let in_minor = in_minor.filter(|fact| matches!(fact.kind, FactType::Money { .. }));
    let Some(fact) = in_minor.or_else(|| find(name)) else {
        let near = near(name, facts.iter().map(|fact| fact.name.as_str()));
        return Err(Refusal::invalid("wotu.population_column_unknown", name).with("near", near));
    };
    if matches!(fact.kind, FactType::List { .. }) {
        return Err(Refusal::invalid("wotu.population_column_list", name).with("fact", &fact.name));
    }
    if header.stored == Stored::Float
        && matches!(fact.kind, FactType::Money { .. } | FactType::Decimal { .. })
    {
        return Err(Refusal::invalid("wotu.population_column_float", name).with("expected", fact.kind.name()));
    }
    if !header.stored.holds(&fact.kind) {
        return Err(wrong_type(header, fact.kind.name()));
    }
    let builder = Builder::of_fact(name, fact, in_minor.is_some(), vocabulary);
    Ok(builder.map(|builder| (Meaning::Fact(fact.name.clone()), builder)))
}

fn wrong_type(header: &Header, expected: &str) -> Refusal {
    let refusal = Refusal::invalid("wotu.population_column_type", &header.name);
    refusal.with("found", header.stored.name()).with("expected", expected)
}

/// The name that is written almost like this one, or `-`.
pub fn near<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> String {
    if name.len() > 60 {
        return "-".to_owned();
    }
    match all.map(|other| (distance(name, other), other)).min() {
        Some((distance, other)) if distance <= 2.max(name.len() / 4) => other.to_owned(),
        _ => "-".to_owned(),
    }
}

fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, to) in b.chars().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&row, j) + usize::from(from != to);
            next.push(replaced.min(at(&row, j + 1) + 1).min(at(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        assert_eq!(near("birthdate", ["birth_date", "degree"].into_iter()), "birth_date");
        assert_eq!(near("zzz", ["birth_date", "degree"].into_iter()), "-");
    }
}
