//! Posts from a CSV file, as a dry run: what each line would become, or what is wrong with it, column by column. Nothing
//! is stored here; the act stores the lines that are right, so that a bad line never holds up a good one.
//!
//! **The file.** UTF-8 with or without byte order mark, or GB18030 (what Excel saves on a Chinese Windows; said in the
//! report, so that somebody looks at the names). Comma, semicolon or tab, whichever the head has most of. The first line
//! names the columns, in Chinese or English, in any order: see [`Field`]. At most [`BYTES_LIMIT`] bytes,
//! [`LINES_LIMIT`] lines and [`COLUMNS_LIMIT`] columns.
//!
//! **The lines.** A cell may begin with `'` before `= + - @`, as our own export writes it against formula injection; the
//! sign is taken off. A line of blanks is passed over. The same reference twice in one organisation is a duplicate,
//! whether the first stands in the file or is known already.

use super::{Details, Entered, Field};
use csv::{ReaderBuilder, StringRecord};
use std::{borrow::Cow, collections::BTreeMap, collections::BTreeSet};
use vocabulary::{Kind, OrganisationId, Refusal};

/// The largest file: 5 MB.
pub const BYTES_LIMIT: usize = 5_000_000;
/// The most lines below the head.
pub const LINES_LIMIT: usize = 10_000;
/// The most columns.
pub const COLUMNS_LIMIT: usize = 200;

/// Whose posts the file may hold.
pub enum Whose<'a> {
    /// One organisation's: a column `organisation` is refused if it says anything that is not this one's id.
    One(OrganisationId),
    /// Several: the column `organisation` must say whose, and this finds it by what is written there.
    Named(&'a dyn Fn(&str) -> Option<OrganisationId>),
}

/// How the file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030 (and so GBK, GB 2312). No sign in a file proves it: somebody should look at the names.
    Gb18030,
}

/// What a dry run found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How the file was written.
    pub encoding: Encoding,
    /// The columns that were understood, in the file's order.
    pub columns: Vec<Field>,
    /// The heads of the columns that were not; their cells are left out.
    pub not_understood: Vec<String>,
    /// Every line that is not blank, in order.
    pub lines: Vec<Line>,
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file; the head is line 1.
    pub number: u64,
    /// What it would become, or all that is wrong with it; a refusal's field is the column's head as written.
    pub outcome: Result<Box<Importable>, Refusal>,
}

/// A line that can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importable {
    /// Whose post.
    pub organisation: OrganisationId,
    /// What it says.
    pub details: Details,
}

impl Report {
    /// The lines that can be imported, with their numbers.
    pub fn importable(&self) -> impl Iterator<Item = (u64, &Importable)> {
        self.lines
            .iter()
            .filter_map(|line| line.outcome.as_ref().ok().map(|post| (line.number, post.as_ref())))
    }

    /// The lines that cannot, with their numbers.
    pub fn refused(&self) -> impl Iterator<Item = (u64, &Refusal)> {
        self.lines.iter().filter_map(|line| line.outcome.as_ref().err().map(|refusal| (line.number, refusal)))
    }
}

/// Reads a file without storing anything. `known` holds the references that the organisations' posts already have.
///
/// # Errors
/// Only what concerns the whole file: `posts.csv_too_large`, `.csv_encoding`, `.csv_utf16`, `.csv_empty`,
/// `.csv_too_many_columns`, `.csv_too_many_lines`, `.csv_column_twice`, `.csv_column_missing`, `.csv_unreadable`.
pub fn dry_run(
    bytes: &[u8],
    whose: &Whose<'_>,
    known: &BTreeSet<(OrganisationId, String)>,
) -> Result<Report, Refusal> {
    let (text, encoding) = decode(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let unreadable = |_| Refusal::new(Kind::Invalid, "posts.csv_unreadable");
    if !reader.read_record(&mut record).map_err(unreadable)? {
        return Err(Refusal::new(Kind::Invalid, "posts.csv_empty"));
    }
    let head = Head::read(&record, whose)?;
    let mut seen = BTreeMap::new();
    let mut lines = Vec::new();
    while reader.read_record(&mut record).map_err(unreadable)? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if lines.len() == LINES_LIMIT {
            let refusal = Refusal::new(Kind::TooLarge, "posts.csv_too_many_lines");
            return Err(refusal.with("limit", LINES_LIMIT));
        }
        let number = record.position().map_or(0, csv::Position::line);
        let outcome =
            head.line(&record, whose).and_then(|post| unrepeated(post, number, &mut seen, known, &head));
        lines.push(Line { number, outcome: outcome.map(Box::new) });
    }
    let columns = head.columns.iter().filter_map(|column| column.field).collect();
    let not_understood = head.columns.into_iter().filter(|c| c.field.is_none()).map(|c| c.written).collect();
    Ok(Report { encoding, columns, not_understood, lines })
}

/// A column: what its head says, and what that means.
struct Column {
    written: String,
    field: Option<Field>,
}

struct Head {
    columns: Vec<Column>,
}

impl Head {
    fn read(record: &StringRecord, whose: &Whose<'_>) -> Result<Self, Refusal> {
        if record.len() > COLUMNS_LIMIT {
            let refusal = Refusal::new(Kind::TooLarge, "posts.csv_too_many_columns");
            return Err(refusal.with("count", record.len()).with("limit", COLUMNS_LIMIT));
        }
        let column = |written: &str| Column {
            written: written.trim().chars().take(80).collect(),
            field: Field::from_header(written),
        };
        let head = Self { columns: record.iter().map(column).collect() };
        let mut refusals = Vec::new();
        let mut found = BTreeSet::new();
        for column in &head.columns {
            if column.field.is_some_and(|field| !found.insert(field)) {
                refusals.push(
                    Refusal::invalid("posts.csv_column_twice", &column.written)
                        .with("column", &column.written),
                );
            }
        }
        let needed: &[&[Field]] = &[
            &[Field::TitleZh, Field::TitleEn],
            &[Field::DescriptionZh, Field::DescriptionEn],
            &[Field::Place],
            &[Field::Closes],
        ];
        let organisation: &[&[Field]] =
            if matches!(whose, Whose::Named(_)) { &[&[Field::Organisation]] } else { &[] };
        for one_of in needed.iter().chain(organisation) {
            if let (Some(first), true) = (one_of.first(), one_of.iter().all(|field| !found.contains(field))) {
                let refusal = Refusal::invalid("posts.csv_column_missing", first.id());
                refusals.push(refusal.with("zh", first.zh()).with("en", first.id()));
            }
        }
        Refusal::all(refusals)?;
        Ok(head)
    }

    /// What one line says.
    fn line(&self, record: &StringRecord, whose: &Whose<'_>) -> Result<Importable, Refusal> {
        if record.len() != self.columns.len() {
            let has_break = record.iter().any(|cell| cell.contains('\n'));
            let code = if has_break { "posts.csv_quote_open" } else { "posts.csv_cells_count" };
            let refusal = Refusal::new(Kind::Invalid, code);
            return Err(refusal.with("count", record.len()).with("columns", self.columns.len()));
        }
        let mut entered = Entered::default();
        for (column, cell) in self.columns.iter().zip(record) {
            if let Some(field) = column.field {
                entered.set(field, unescaped(cell));
            }
        }
        match (organisation(entered.get(Field::Organisation), whose), entered.parse()) {
            (Ok(organisation), Ok(details)) => Ok(Importable { organisation, details }),
            (organisation, details) => {
                let found = organisation.err().into_iter().chain(details.err());
                let single = |refusal: &Refusal| Refusal { also: Vec::new(), ..refusal.clone() };
                let all: Vec<_> = found.flat_map(|r| r.each().map(single).collect::<Vec<_>>()).collect();
                let named = all.into_iter().map(|refusal| self.named(refusal)).collect();
                Err(Refusal::all(named).err().unwrap_or(Refusal::new(Kind::Invalid, "posts.csv_unreadable")))
            }
        }
    }

    /// The refusal at the column's head as it is written in the file, where the file has the column.
    fn named(&self, refusal: Refusal) -> Refusal {
        let written =
            self.columns.iter().find(|c| c.field.is_some_and(|f| Some(f.id()) == refusal.field.as_deref()));
        match written {
            Some(column) => refusal.at(&column.written),
            None => refusal,
        }
    }
}

fn organisation(text: &str, whose: &Whose<'_>) -> Result<OrganisationId, Refusal> {
    let field = Field::Organisation.id();
    let shortened = || text.chars().take(40).collect::<String>();
    match whose {
        Whose::One(id) if text.is_empty() || text == id.to_string() => Ok(*id),
        Whose::One(_) => {
            Err(Refusal::invalid("posts.csv_other_organisation", field).with("value", shortened()))
        }
        Whose::Named(_) if text.is_empty() => Err(Refusal::invalid("posts.csv_organisation_missing", field)),
        Whose::Named(find) => find(text).ok_or_else(|| {
            Refusal::invalid("posts.csv_organisation_unknown", field).with("value", shortened())
        }),
    }
}

/// The post, if its organisation has no other of its reference.
fn unrepeated(
    post: Importable,
    number: u64,
    seen: &mut BTreeMap<(OrganisationId, String), u64>,
    known: &BTreeSet<(OrganisationId, String)>,
    head: &Head,
) -> Result<Importable, Refusal> {
    let Some(reference) = post.details.reference.clone() else { return Ok(post) };
    let key = (post.organisation, reference);
    let refused = |code: &'static str| {
        head.named(Refusal::invalid(code, Field::Reference.id()).with("reference", &key.1))
    };
    if known.contains(&key) {
        return Err(refused("posts.csv_reference_known"));
    }
    if let Some(first) = seen.get(&key) {
        return Err(refused("posts.csv_duplicate_line").with("line", first));
    }
    seen.insert(key, number);
    Ok(post)
}

/// The text of a file, and how it was written.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Refusal> {
    if bytes.len() > BYTES_LIMIT {
        return Err(
            Refusal::new(Kind::TooLarge, "posts.csv_too_large").with("limit_mb", BYTES_LIMIT / 1_000_000)
        );
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::new(Kind::Invalid, "posts.csv_utf16"));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| (text, Encoding::Gb18030))
            .ok_or(Refusal::new(Kind::Invalid, "posts.csv_encoding"))?,
    };
    // A spreadsheet or picture given as CSV shows itself by a NUL, which no text has.
    if text.contains('\0') {
        Err(Refusal::new(Kind::Invalid, "posts.csv_encoding"))
    } else {
        Ok((text, encoding))
    }
}

/// The separator that the head has most of; a comma if it has none.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| head.bytes().filter(|byte| *byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// A cell without the sign that our export sets before a formula.
fn unescaped(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| super::export_csv::is_like_a_formula(rest)).unwrap_or(cell)
}
