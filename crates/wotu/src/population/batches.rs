//! A population in batches: the rows of its file, and beside them the members that belong to them.

use super::{
    BATCH,
    arguments::{MembersFile, PopulationFiles},
    builder::Builder,
    csv_rows::CsvRows,
    keys::Keys,
    layout::{Besides, Header, Meaning, Used, lay_out, near},
    parquet_rows::ParquetRows,
    stop::Stop,
};
use rules::{
    Vocabulary,
    columns::{Column, ColumnError, Population},
    facts::{FactDeclaration, FactType},
};
use std::{path::Path, sync::Arc};
use vocabulary::Refusal;

/// Where the members of each parent begin, and their fields.
type Offspring = (Vec<u32>, Vec<(String, Column)>);

/// A file that yields rows.
pub trait Rows: Send {
    /// Its columns.
    fn headers(&self) -> &[Header];
    /// How many rows it has, if that is known without reading it.
    fn count(&self) -> Option<u64>;
    /// The number that a person would give the first row.
    fn first_row_number(&self) -> usize;
    /// Reads up to so many rows into the columns in use. None are left if it yields none.
    fn read(&mut self, most: usize, used: &mut [Used]) -> Result<usize, Stop>;
}

/// Some rows of a population.
pub struct Batch {
    /// The number of the first, from 0.
    pub first_row: usize,
    /// Their facts.
    pub population: Population,
    /// What they are called, if a column says so.
    pub ids: Option<Keys>,
    /// The number of the group of each: 0 if that is unknown, else one more than its place among the names.
    pub groups: Vec<u32>,
}

/// A population that is being read.
pub struct Open {
    vocabulary: Arc<Vocabulary>,
    rows: Box<dyn Rows>,
    used: Vec<Used>,
    members: Vec<OpenMembers>,
    first_row: usize,
    /// Facts without a column: unknown for everybody.
    pub unknown: Vec<String>,
}

/// A list's members that are being read.
struct OpenMembers {
    list: String,
    file: String,
    rows: Box<dyn Rows>,
    used: Vec<Used>,
    at_end: bool,
    first_row: usize,
}

fn open_rows(path: &Path) -> Result<Box<dyn Rows>, Stop> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("parquet") => Ok(Box::new(ParquetRows::open(path)?)),
        Some("csv") => Ok(Box::new(CsvRows::open(path)?)),
        _ => Err(Stop::refused(Refusal::invalid("wotu.population_file", path.display().to_string()))),
    }
}

/// Opens the files of a population and decides what each column is.
///
/// # Errors
/// Every column that does not fit, in all of the files.
pub fn open(files: &PopulationFiles, vocabulary: &Vocabulary) -> Result<Open, Stop> {
    let mut refusals = Vec::new();
    let rows = open_rows(&files.population)?;
    let besides = Besides { key: files.id.as_deref(), group: files.group.as_deref(), ignored: &files.ignore };
    let mut used = lay_out(rows.headers(), vocabulary.facts(), vocabulary, besides).unwrap_or_else(|found| {
        refusals.extend(found);
        Vec::new()
    });
    number_rows(&mut used, rows.as_ref());
    let mut members = Vec::new();
    for file in &files.members {
        match open_members(file, files, vocabulary) {
            Ok(open) => members.push(open),
            Err(Stop::Refused(found)) => refusals.extend(found),
            Err(failed) => return Err(failed),
        }
    }
    if !refusals.is_empty() {
        return Err(Stop::Refused(refusals));
    }
    let has = |fact: &FactDeclaration| {
        used.iter().any(|used| used.meaning == Meaning::Fact(fact.name.clone()))
            || members.iter().any(|members| members.list == fact.name)
    };
    let unknown = vocabulary.facts().iter().filter(|fact| !has(fact)).map(|fact| fact.name.clone()).collect();
    Ok(Open { vocabulary: Arc::new(vocabulary.clone()), rows, used, members, first_row: 0, unknown })
}

fn number_rows(used: &mut [Used], rows: &dyn Rows) {
    for used in used {
        used.builder.count_rows_from(rows.first_row_number());
    }
}

fn open_members(
    file: &MembersFile,
    files: &PopulationFiles,
    vocabulary: &Vocabulary,
) -> Result<OpenMembers, Stop> {
    let Some(FactType::List { fields }) = vocabulary.fact(&file.list).map(|fact| &fact.kind) else {
        let lists = vocabulary.facts().iter().filter(|fact| matches!(fact.kind, FactType::List { .. }));
        let near = near(&file.list, lists.map(|fact| fact.name.as_str()));
        return Err(Stop::refused(
            Refusal::invalid("wotu.population_list_unknown", &file.list).with("near", near),
        ));
    };
    if files.id.is_none() {
        return Err(Stop::refused(Refusal::invalid("wotu.population_members_need_id", &file.list)));
    }
    let rows = open_rows(&file.file)?;
    let besides = Besides { key: Some(&file.parent), group: None, ignored: &files.ignore };
    let mut used = lay_out(rows.headers(), fields, vocabulary, besides).map_err(Stop::Refused)?;
    number_rows(&mut used, rows.as_ref());
    let name = file.file.display().to_string();
    Ok(OpenMembers { list: file.list.clone(), file: name, rows, used, at_end: false, first_row: 0 })
}

impl Open {
    /// How many rows there are, if the file says so.
    pub fn count(&self) -> Option<u64> {
        self.rows.count()
    }

    /// The names of the groups met so far, in the order in which they were.
    pub fn groups(&self) -> Vec<String> {
        let grouping = self.used.iter().find(|used| used.meaning == Meaning::Group);
        grouping.map_or_else(Vec::new, |used| used.builder.words().iter().map(ToString::to_string).collect())
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// The first values that are not what their facts can be, each with its row.
    pub fn next(&mut self) -> Result<Option<Batch>, Stop> {
        let count = self.rows.read(BATCH, &mut self.used)?;
        stop_at_problems(&mut self.used)?;
        if count == 0 {
            for members in &mut self.members {
                members.expect_end()?;
            }
            if self.first_row == 0 {
                return Err(Stop::refused(Refusal::invalid("wotu.population_empty", "population")));
            }
            return Ok(None);
        }
        let mut population = Population::new(&self.vocabulary, count);
        let at = self.first_row;
        for (fact, column) in take_columns(&mut self.used, count) {
            population
                .set(&fact, column)
                .map_err(|error| at_row(error, at + self.rows.first_row_number()))?;
        }
        let taken = |used: &mut Vec<Used>, meaning: &Meaning| {
            used.iter_mut().position(|used| used.meaning == *meaning)
        };
        let key = taken(&mut self.used, &Meaning::Key).and_then(|place| self.used.get_mut(place));
        let ids = key.and_then(|used| used.builder.take_keys(count));
        let group = taken(&mut self.used, &Meaning::Group).and_then(|place| self.used.get_mut(place));
        let groups = group.map_or_else(Vec::new, |used| used.builder.take_codes(count));
        if let Some(ids) = &ids {
            for members in &mut self.members {
                let (offsets, fields) = members.of(ids)?;
                let first_of_all = self.rows.first_row_number();
                let first = members.first_row + members.rows.first_row_number();
                let taken = offsets.last().and_then(|last| usize::try_from(*last).ok()).unwrap_or(0);
                let numbered = |error: ColumnError| {
                    // Rows of the list itself are those of the population, those of a field are the members' own.
                    if error.field.contains('.') {
                        at_row(error, first)
                    } else {
                        at_row(error, at + first_of_all)
                    }
                };
                population.set_list(&members.list, offsets, fields).map_err(numbered)?;
                members.first_row += taken;
            }
        }
        self.first_row += count;
        Ok(Some(Batch { first_row: at, population, ids, groups }))
    }
}

/// A mistake that the engine found in a batch, with the row of the file.
fn at_row(error: ColumnError, first: usize) -> Stop {
    let row = error.row.map(|row| row + first);
    let mut refusal = Refusal::from(error);
    if let Some(row) = row {
        refusal.args.retain(|(name, _)| *name != "row");
        refusal = refusal.with("row", row);
    }
    Stop::refused(refusal)
}

fn stop_at_problems(used: &mut [Used]) -> Result<(), Stop> {
    let problems: Vec<Refusal> = used.iter_mut().flat_map(|used| used.builder.problems()).collect();
    if problems.is_empty() { Ok(()) } else { Err(Stop::Refused(problems)) }
}

/// The first rows of every fact's column, with what a column of absence says of them.
fn take_columns(used: &mut [Used], count: usize) -> Vec<(String, Column)> {
    let mut beside: Vec<(String, Vec<bool>)> = Vec::new();
    for column in &mut *used {
        if let Meaning::AbsenceOf(fact) = &column.meaning {
            beside.push((fact.clone(), column.builder.take_absent(count)));
        }
    }
    let mut columns = Vec::new();
    for column in used {
        let Meaning::Fact(fact) = &column.meaning else { continue };
        let place = beside.iter().position(|(name, _)| name == fact);
        let absent = place.map(|place| beside.swap_remove(place).1);
        let fact = fact.clone();
        columns.extend(column.builder.take(count, absent).map(|column| (fact, column)));
    }
    columns
}

impl OpenMembers {
    fn keys(&self) -> Option<&Builder> {
        self.used.iter().find(|used| used.meaning == Meaning::Key).map(|used| &used.builder)
    }

    /// Reads on; whether there was more.
    fn more(&mut self) -> Result<bool, Stop> {
        if self.at_end {
            return Ok(false);
        }
        let count = self.rows.read(BATCH, &mut self.used)?;
        stop_at_problems(&mut self.used)?;
        self.at_end = count == 0;
        Ok(count > 0)
    }

    /// The members of some parents: where those of each begin, and their fields.
    fn of(&mut self, parents: &Keys) -> Result<Offspring, Stop> {
        let mut offsets: Vec<u32> = Vec::with_capacity(parents.len() + 1);
        offsets.push(0);
        let mut next = 0;
        for parent in 0..parents.len() {
            loop {
                let keys = self.keys().and_then(Builder::keys);
                next += keys.map_or(0, |keys| keys.run(next, parents, parent));
                // Theirs may go on in what is not read yet.
                if next < keys.map_or(0, Keys::len) || !self.more()? {
                    break;
                }
            }
            offsets.push(u32::try_from(next).map_err(|error| Stop::Failed(error.into()))?);
        }
        for used in &mut self.used {
            if used.meaning == Meaning::Key {
                used.builder.take_keys(next);
            }
        }
        Ok((offsets, take_columns(&mut self.used, next)))
    }

    /// After the last parent no member may be left: it would have no parent, or stand out of order.
    fn expect_end(&mut self) -> Result<(), Stop> {
        let kept = self.keys().map_or(0, Builder::len);
        if kept == 0 && !self.more()? {
            return Ok(());
        }
        let key = self.keys().and_then(Builder::keys).and_then(|keys| keys.shown(0)).unwrap_or_default();
        let refusal = Refusal::invalid("wotu.population_members_order", &self.file);
        let row = self.first_row + self.rows.first_row_number();
        Err(Stop::refused(refusal.with("row", row).with("key", key)))
    }
}
