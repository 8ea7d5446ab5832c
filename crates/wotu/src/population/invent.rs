//! An invented population for a pack: for demonstrations, tests and measurements. Where the demonstration's people tell a
//! fact, they tell it here; every other fact is drawn by its type. Some of everything is unknown.

use super::table_file::{ColumnToWrite, Kept, TableFile};
use jiff::{Span, civil::Date};
use rules::{
    Facts, Value, Vocabulary,
    facts::{FactDeclaration, FactType, Member, parse_json},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};
use testkit::region::{Region, Scale};
use vocabulary::{Money, PlaceCode};

/// How many people are written at once.
const AT_ONCE: usize = 65_536;

/// What to invent.
#[derive(Debug, Clone, Copy)]
pub struct Invention<'a> {
    /// What may be known.
    pub vocabulary: &'a Vocabulary,
    /// Where the pack applies.
    pub place: &'a PlaceCode,
    /// How many people.
    pub people: u64,
    /// The same number gives the same people.
    pub seed: u64,
    /// The day they live on.
    pub today: Date,
}

/// A list's members, in a file of their own.
#[derive(Debug)]
pub struct MembersWritten {
    /// The list of facts.
    pub list: String,
    /// Where they stand.
    pub file: PathBuf,
}

/// Writes an invented population to a file, and the members of each list beside it.
pub fn invent(
    invention: Invention<'_>,
    out: &Path,
    progress: &dyn Fn(u64),
) -> anyhow::Result<Vec<MembersWritten>> {
    let facts = invention.vocabulary.facts();
    let scalars: Vec<&FactDeclaration> = facts.iter().filter(|fact| fact.fields().is_empty()).collect();
    let lists: Vec<&FactDeclaration> = facts.iter().filter(|fact| !fact.fields().is_empty()).collect();
    let mut columns = vec![
        ColumnToWrite { name: "person".to_owned(), kept: Kept::Int, may_be_none: false },
        ColumnToWrite { name: "prefecture".to_owned(), kept: Kept::Text, may_be_none: false },
    ];
    columns.extend(scalars.iter().map(|fact| column(fact)));
    let mut file = TableFile::create(out, columns)?;
    let mut members = Vec::new();
    for list in &lists {
        let path = beside(out, &list.name);
        let mut columns =
            vec![ColumnToWrite { name: "person".to_owned(), kept: Kept::Int, may_be_none: false }];
        columns.extend(list.fields().iter().map(column));
        members.push((*list, path.clone(), TableFile::create(&path, columns)?));
    }
    let people = People::new(invention)?;
    let mut begun = 0;
    while begun < invention.people {
        let end = invention.people.min(begun + u64::try_from(AT_ONCE)?);
        let mut batch: Vec<Vec<Option<Value>>> = vec![Vec::new(); scalars.len() + 2];
        let mut of_lists: Vec<Vec<Vec<Option<Value>>>> =
            lists.iter().map(|list| vec![Vec::new(); list.fields().len() + 1]).collect();
        for index in begun..end {
            let (place, told) = people.person(index);
            let id = Some(Value::Int(i64::try_from(index)? + 1));
            let cells = [id.clone(), Some(Value::text(place))].into_iter();
            let cells = cells.chain(scalars.iter().map(|fact| told.get(&fact.name).cloned()));
            batch.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
            for (list, columns) in lists.iter().zip(&mut of_lists) {
                let Some(Value::List(told)) = told.get(&list.name) else { continue };
                for member in told {
                    let cells = std::iter::once(id.clone())
                        .chain(list.fields().iter().map(|field| member.get(&field.name).cloned()));
                    columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
                }
            }
        }
        file.write(&batch)?;
        for ((_, _, file), columns) in members.iter_mut().zip(&of_lists) {
            file.write(columns)?;
        }
        begun = end;
        progress(begun);
    }
    file.close()?;
    let mut written = Vec::new();
    for (list, path, file) in members {
        file.close()?;
        written.push(MembersWritten { list: list.name.clone(), file: path });
    }
    Ok(written)
}

/// `people.parquet` and `household`: `people.household.parquet`.
fn beside(out: &Path, list: &str) -> PathBuf {
    let extension =
        out.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_extension(format!("{list}.{extension}"))
}

fn column(fact: &FactDeclaration) -> ColumnToWrite {
    let kept = match &fact.kind {
        FactType::Bool => Kept::Bool,
        FactType::Int { .. } => Kept::Int,
        FactType::Money { .. } => Kept::Money,
        FactType::Date => Kept::Date,
        _ => Kept::Text,
    };
    ColumnToWrite { name: fact.name.clone(), kept, may_be_none: fact.may_be_none }
}

/// The people of the demonstration, with what else a pack asks for.
struct People<'a> {
    invention: Invention<'a>,
    region: Region,
    /// Facts that the demonstration's people tell; the others are drawn.
    told: BTreeSet<String>,
}

impl<'a> People<'a> {
    fn new(invention: Invention<'a>) -> anyhow::Result<Self> {
        let region = Region::new(invention.seed, invention.today, Scale::of_people(invention.people.max(1)))?;
        // Nobody tells everything: what some of the first do, the demonstration's people know.
        let first = (0..invention.people.min(200)).flat_map(|index| region.person(index).facts);
        let told =
            first.map(|(name, _)| name).filter(|name| invention.vocabulary.fact(name).is_some()).collect();
        Ok(Self { invention, region, told })
    }

    /// Where somebody lives, and what is known.
    fn person(&self, index: u64) -> (String, Facts) {
        let person = self.region.person(index);
        let vocabulary = self.invention.vocabulary;
        let kept: serde_json::Map<String, serde_json::Value> =
            person.facts.into_iter().filter(|(name, _)| self.told.contains(name)).collect();
        let text = serde_json::json!({ "facts": kept }).to_string();
        let mut draw = Numbers::new(self.invention.seed, index);
        let (mut facts, told) = match parse_json(&text, vocabulary) {
            Ok(facts) => (facts, true),
            // The pack declares a fact of that name otherwise: then everything is drawn by its type.
            Err(_) => (Facts::new(), false),
        };
        for fact in vocabulary.facts().iter().filter(|fact| !told || !self.told.contains(&fact.name)) {
            if let Some(value) = drawn(fact, &self.invention, &mut draw) {
                facts.set(fact.name.as_str(), value);
            }
        }
        (person.place.as_str().to_owned(), facts)
    }
}

/// Whole numbers from a seed: SplitMix64 (public domain, Sebastiano Vigna).
struct Numbers(u64);

impl Numbers {
    const fn new(seed: u64, index: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ index.wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    fn signed(&mut self, end: u64) -> i64 {
        i64::try_from(self.below(end)).unwrap_or(0)
    }
}

/// A value by its type: a tenth is unknown, and a third of what may be is absent.
fn drawn(fact: &FactDeclaration, invention: &Invention<'_>, draw: &mut Numbers) -> Option<Value> {
    if draw.below(10) == 0 {
        return None;
    }
    if fact.may_be_none && draw.below(3) == 0 {
        return Some(Value::None);
    }
    Some(match &fact.kind {
        FactType::Bool => Value::Bool(draw.below(2) == 0),
        FactType::Int { min, max } => {
            let least = min.unwrap_or(0);
            let most = max.unwrap_or_else(|| least.saturating_add(60)).min(least.saturating_add(1_000));
            let width = u64::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
            Value::Int(least.saturating_add(draw.signed(width)))
        }
        FactType::Decimal { min, max } => {
            let value = rules::Ratio::new(i128::from(draw.signed(1_000)), 100)?;
            if min.is_some_and(|min| value < min) {
                Value::Decimal((*min)?)
            } else if max.is_some_and(|max| value > max) {
                Value::Decimal((*max)?)
            } else {
                Value::Decimal(value)
            }
        }
        FactType::Money { currency, min, max } => {
            // Many small amounts, few large ones, whole units.
            let limit = 10_u64.pow(2 + u32::try_from(draw.below(4)).unwrap_or(0));
            let minor = draw.signed(limit).saturating_mul(currency.minor_per_unit());
            Value::Money(Money::new(
                minor.max(min.unwrap_or(i64::MIN)).min(max.unwrap_or(i64::MAX)),
                *currency,
            ))
        }
        FactType::Date => {
            // Births before the others: by the name that our packs use for them.
            let years = if fact.name.contains("birth") { 18 + draw.signed(50) } else { draw.signed(8) };
            let days = draw.signed(365);
            let span = Span::new().try_years(years).ok()?.try_days(days).ok()?;
            Value::Date(invention.today.checked_sub(span).ok()?)
        }
        FactType::Text => Value::text(invention.place.as_str()),
        FactType::Enum { scheme } => {
            let classes = &invention.vocabulary.scheme(scheme)?.values;
            // The highest classes are rare: of two draws the lower.
            let count = u64::try_from(classes.len()).ok()?;
            let place = usize::try_from(draw.below(count).max(draw.below(count))).ok()?;
            Value::text(&classes.get(place)?.id)
        }
        FactType::List { fields } => {
            let count = draw.below(4);
            let member = |_| -> Member {
                let field =
                    |field: &FactDeclaration| Some((field.name.clone(), drawn(field, invention, draw)?));
                fields.iter().filter_map(field).collect()
            };
            Value::List((0..count).map(member).collect())
        }
    })
}
