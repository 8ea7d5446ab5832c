//! The tables of `data/`, read once per region: tab-separated, `#` for comments.

use super::model::{DemoPlace, OrganisationKind};
use vocabulary::{PlaceCode, Text};

/// A table of `data/` is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("data/{table}.tsv: {wrong}")]
pub struct TableError {
    /// Which.
    pub table: &'static str,
    /// What is wrong, with the line.
    pub wrong: String,
}

/// A sector: of every twenty organisations so many are of it.
#[derive(Debug)]
pub(super) struct Sector {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) kinds: Vec<Kind>,
}

/// The last part of an organisation's name, and what it does.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) kind: OrganisationKind,
    pub(super) employer: String,
    pub(super) name: Text,
    pub(super) line: Text,
}

/// A kind of post.
#[derive(Debug)]
pub(super) struct Archetype {
    pub(super) id: String,
    pub(super) sector: String,
    pub(super) csco: String,
    pub(super) isco: String,
    pub(super) title: Text,
    pub(super) degree: Option<String>,
    pub(super) years: u32,
    /// Yuan a month.
    pub(super) pay: (u32, u32),
    pub(super) skills: Vec<Text>,
    pub(super) language: Option<(String, String)>,
    /// The kinds of organisations that have it; all of the sector if none is named.
    pub(super) at: Vec<OrganisationKind>,
    pub(super) duty: Text,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) prefectures: Vec<DemoPlace>,
    pub(super) outside: Vec<(String, u32)>,
    pub(super) surnames: Vec<(Text, u32)>,
    /// First and last syllable.
    pub(super) given_names: Vec<(Text, Text)>,
    pub(super) sectors: Vec<Sector>,
    /// Twenty indices of sectors: the sector of an organisation is that of its index modulo twenty.
    pub(super) sector_cycle: Vec<usize>,
    pub(super) organisation_names: Vec<Text>,
    pub(super) archetypes: Vec<Archetype>,
    pub(super) skills: Vec<(String, Text)>,
    phrases: Vec<(String, Text)>,
}

impl Tables {
    pub(super) fn read() -> Result<Self, TableError> {
        let skills = rows("skills", include_str!("../../data/skills.tsv"), |row| {
            Ok((row.next()?.to_owned(), row.text()?))
        })?;
        let kinds = rows("organisation_kinds", include_str!("../../data/organisation_kinds.tsv"), kind)?;
        let archetypes =
            rows("archetypes", include_str!("../../data/archetypes.tsv"), |row| archetype(row, &skills))?;
        let slots = rows("sectors", include_str!("../../data/sectors.tsv"), |row| {
            Ok((row.next()?.to_owned(), row.text()?, row.number()?))
        })?;
        let sector_cycle = interleave(&slots.iter().map(|slot| slot.2).collect::<Vec<_>>());
        let mut sectors: Vec<Sector> =
            slots.into_iter().map(|(id, name, _)| Sector { id, name, kinds: Vec::new() }).collect();
        for (sector, kind) in kinds {
            if let Some(found) = sectors.iter_mut().find(|known| known.id == sector) {
                found.kinds.push(kind);
            }
        }
        if let Some(bare) = sectors
            .iter()
            .find(|sector| sector.kinds.is_empty() || !archetypes.iter().any(|one| one.sector == sector.id))
        {
            let wrong = format!("{} has no organisations or no posts", bare.id);
            return Err(TableError { table: "sectors", wrong });
        }
        Ok(Self {
            prefectures: rows("prefectures", include_str!("../../data/prefectures.tsv"), |row| {
                Ok(DemoPlace { code: row.place()?, name: row.text()?, weight: row.number()? })
            })?,
            outside: rows("outside", include_str!("../../data/outside.tsv"), |row| {
                Ok((row.next()?.to_owned(), row.number()?))
            })?,
            surnames: rows("surnames", include_str!("../../data/surnames.tsv"), |row| {
                Ok((row.text()?, row.number()?))
            })?,
            given_names: rows("given_names", include_str!("../../data/given_names.tsv"), |row| {
                Ok((row.text()?, row.text()?))
            })?,
            organisation_names: rows(
                "organisation_names",
                include_str!("../../data/organisation_names.tsv"),
                Row::text,
            )?,
            phrases: rows("phrases", include_str!("../../data/phrases.tsv"), |row| {
                Ok((row.next()?.to_owned(), row.text()?))
            })?,
            sectors,
            sector_cycle,
            archetypes,
            skills,
        })
    }

    /// A sentence with its braces filled in; empty if there is none of that name (a test asks for all).
    pub(super) fn phrase(&self, id: &str, filled: &[(&str, &Text)]) -> Text {
        let found = self.phrases.iter().find(|(known, _)| known == id).map(|(_, text)| text.clone());
        let mut text = found.unwrap_or_default();
        for (name, value) in filled {
            let brace = format!("{{{name}}}");
            text.zh = text.zh.replace(&brace, &value.zh);
            text.en = text.en.replace(&brace, &value.en);
        }
        text
    }

    /// With the mark of invention in both languages.
    pub(super) fn marked(&self, name: &Text) -> Text {
        let mark = self.phrase("invented_mark", &[]);
        Text::new(format!("{}{}", name.zh, mark.zh), format!("{} {}", name.en, mark.en.trim_start()))
    }
}

/// Spreads so many of each over one round, each as evenly as it goes.
fn interleave(counts: &[u32]) -> Vec<usize> {
    let mut placed: Vec<(u32, usize)> = Vec::new();
    for (index, count) in counts.iter().enumerate() {
        // The middle of each of `count` equal parts of a round of 1,000.
        placed.extend((0..*count).map(|nth| ((2 * nth + 1) * 500 / count, index)));
    }
    placed.sort_unstable();
    placed.into_iter().map(|(_, index)| index).collect()
}

fn kind(row: &mut Row) -> Result<(String, Kind), String> {
    let sector = row.next()?.to_owned();
    let kind = organisation_kind(row.next()?)?;
    Ok((sector, Kind { kind, employer: row.next()?.to_owned(), name: row.text()?, line: row.text()? }))
}

fn organisation_kind(name: &str) -> Result<OrganisationKind, String> {
    match name {
        "enterprise" => Ok(OrganisationKind::Enterprise),
        "cooperative" => Ok(OrganisationKind::Cooperative),
        "university" => Ok(OrganisationKind::University),
        "institute" => Ok(OrganisationKind::Institute),
        "hospital" => Ok(OrganisationKind::Hospital),
        "school" => Ok(OrganisationKind::School),
        "park" => Ok(OrganisationKind::Park),
        other => Err(format!("no kind `{other}`")),
    }
}

fn archetype(row: &mut Row, known: &[(String, Text)]) -> Result<Archetype, String> {
    let absent = |text: &str| (text != "-").then(|| text.to_owned());
    Ok(Archetype {
        id: row.next()?.to_owned(),
        sector: row.next()?.to_owned(),
        csco: row.next()?.to_owned(),
        isco: row.next()?.to_owned(),
        title: row.text()?,
        degree: absent(row.next()?),
        years: row.number()?,
        pay: (row.number()?, row.number()?),
        skills: row.next()?.split(',').map(|id| skill(id, known)).collect::<Result<_, _>>()?,
        language: absent(row.next()?)
            .and_then(|text| text.split_once(':').map(|(language, level)| (language.into(), level.into()))),
        at: match row.next()? {
            "-" => Vec::new(),
            kinds => kinds.split(',').map(organisation_kind).collect::<Result<_, _>>()?,
        },
        duty: row.text()?,
    })
}

fn skill(id: &str, known: &[(String, Text)]) -> Result<Text, String> {
    let found = known.iter().find(|(name, _)| name == id);
    found.map(|(_, text)| text.clone()).ok_or_else(|| format!("no skill `{id}`"))
}

/// One line's fields, taken in order.
pub(super) struct Row(std::str::Split<'static, char>);

impl Row {
    fn next(&mut self) -> Result<&'static str, String> {
        self.0.next().filter(|field| !field.is_empty()).ok_or_else(|| "a field is missing".to_owned())
    }

    fn text(&mut self) -> Result<Text, String> {
        Ok(Text::new(self.next()?, self.next()?))
    }

    fn number(&mut self) -> Result<u32, String> {
        let field = self.next()?;
        field.parse().map_err(|_| format!("`{field}` is no number"))
    }

    fn place(&mut self) -> Result<PlaceCode, String> {
        self.next()?.parse().map_err(|error| format!("{error}"))
    }
}

/// Reads each line that is no comment, and wants each field used.
pub(super) fn rows<T>(
    table: &'static str,
    content: &'static str,
    read: impl Fn(&mut Row) -> Result<T, String>,
) -> Result<Vec<T>, TableError> {
    let lines = content.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let read: Vec<T> = lines
        .map(|(index, line)| {
            let mut row = Row(line.split('\t'));
            let value = read(&mut row);
            let left_over = row.0.next().map(|field| format!("`{field}` is left over"));
            value.and_then(|value| left_over.map_or(Ok(value), Err)).map_err(|wrong| TableError {
                table,
                wrong: format!("line {}: {wrong}", index.saturating_add(1)),
            })
        })
        .collect::<Result<_, _>>()?;
    if read.is_empty() { Err(TableError { table, wrong: "it is empty".to_owned() }) } else { Ok(read) }
}

/// What was drawn from a table.
#[expect(
    clippy::expect_used,
    reason = "`Tables::read` refuses a table without rows and a sector without kinds"
)]
pub(super) fn drawn<T>(picked: Option<T>) -> T {
    picked.expect("no table is empty")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_table_reads_and_what_they_name_is_there() {
        let tables = Tables::read().unwrap();
        assert_eq!(tables.prefectures.len(), 9);
        assert_eq!(tables.prefectures.iter().map(|place| place.weight).sum::<u32>(), 100);
        assert_eq!(tables.sector_cycle.len(), 20);
        assert!(tables.archetypes.len() >= 40, "{}", tables.archetypes.len());
        for archetype in &tables.archetypes {
            assert!(tables.sectors.iter().any(|sector| sector.id == archetype.sector), "{}", archetype.id);
            assert!(archetype.pay.0 < archetype.pay.1, "{}", archetype.id);
            assert!(archetype.skills.len() >= 3, "{}", archetype.id);
        }
        let ids: BTreeSet<&str> = tables.archetypes.iter().map(|archetype| archetype.id.as_str()).collect();
        assert_eq!(ids.len(), tables.archetypes.len());
    }

    #[test]
    fn every_occupation_code_was_read_in_its_code_list() {
        let tables = Tables::read().unwrap();
        let codes = rows("occupation_codes", include_str!("../../data/occupation_codes.tsv"), |row| {
            Ok((row.next()?, row.next()?, row.next()?))
        })
        .unwrap();
        let names = |list: &str, code: &str| codes.iter().find(|known| known.0 == list && known.1 == code);
        for archetype in &tables.archetypes {
            assert!(names("csco", &archetype.csco).is_some(), "{} {}", archetype.id, archetype.csco);
            assert!(names("isco", &archetype.isco).is_some(), "{} {}", archetype.id, archetype.isco);
        }
    }

    #[test]
    fn a_wrong_line_is_named_by_table_and_line() {
        let read =
            |content| rows("x", content, |row| Ok((row.text()?, row.number()?))).unwrap_err().to_string();
        assert_eq!(read("# head\na\tb\tthree"), "data/x.tsv: line 2: `three` is no number");
        assert_eq!(read("a\tb"), "data/x.tsv: line 1: a field is missing");
        assert_eq!(read("# head"), "data/x.tsv: it is empty");
        assert_eq!(read("a\tb\t3\tc"), "data/x.tsv: line 1: `c` is left over");
    }

    #[test]
    fn sectors_take_turns() {
        assert_eq!(interleave(&[2, 1, 1]), [0, 1, 2, 0]);
    }
}
