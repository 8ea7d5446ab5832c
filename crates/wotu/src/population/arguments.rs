//! Which files a population stands in, and what their columns are beside facts.

use clap::Args;
use std::path::PathBuf;

/// The files of a population (docs/population.md).
#[derive(Args, Debug, Clone)]
pub struct PopulationFiles {
    /// The population: a Parquet or CSV file with a column for each fact, a row for each person.
    #[arg(long, value_name = "FILE")]
    pub population: PathBuf,
    /// Members of a list of facts, from a second file in the same order: household=members.csv:person.
    #[arg(long, value_name = "LIST=FILE:COLUMN", value_parser = parse_members)]
    pub members: Vec<MembersFile>,
    /// The column that names the person; results cite it, and members refer to it.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// A column to group results by: prefecture, year. It need not be a fact.
    #[arg(long, value_name = "COLUMN")]
    pub group: Option<String>,
    /// A column that is neither a fact nor anything else; every other one must mean something.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// How many threads compute; without it, one for each core.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl PopulationFiles {
    /// How many threads compute.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.threads.unwrap_or_else(cores).clamp(1, 64)
    }
}

/// The file of the members of one list.
#[derive(Debug, Clone)]
pub struct MembersFile {
    /// The list of facts.
    pub list: String,
    /// Where the members stand.
    pub file: PathBuf,
    /// The column that says whose member it is.
    pub parent: String,
}

fn parse_members(text: &str) -> Result<MembersFile, String> {
    let parts = text.split_once('=').and_then(|(list, rest)| Some((list, rest.rsplit_once(':')?)));
    match parts {
        Some((list, (file, parent))) if !list.is_empty() && !file.is_empty() && !parent.is_empty() => {
            Ok(MembersFile { list: list.to_owned(), file: file.into(), parent: parent.to_owned() })
        }
        _ => Err("LIST=FILE:COLUMN, for example household=members.csv:person".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_members_file_is_named_with_its_list_and_the_column_of_the_parent() {
        let members = parse_members("household=some:where/members.csv:person").unwrap();
        assert_eq!((members.list.as_str(), members.parent.as_str()), ("household", "person"));
        assert_eq!(members.file, PathBuf::from("some:where/members.csv"));
        assert!(parse_members("household").is_err());
        assert!(parse_members("household=file").is_err());
    }
}
