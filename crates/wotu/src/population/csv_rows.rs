//! Rows of a CSV file: a header, then a row each. Empty is unknown, `none` is known to be absent.

use super::{
    batches::Rows,
    layout::{Header, Stored, Used},
    stop::Stop,
};
use anyhow::Context as _;
use std::{fs::File, path::Path};
use vocabulary::Refusal;

/// A CSV file that is being read.
pub struct CsvRows {
    reader: csv::Reader<File>,
    headers: Vec<Header>,
    record: csv::StringRecord,
    name: String,
}

impl CsvRows {
    /// Opens a file and reads its header.
    pub fn open(path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| name.clone())?;
        let mut reader =
            csv::ReaderBuilder::new().buffer_capacity(1 << 20).trim(csv::Trim::All).from_reader(file);
        let header = reader.headers().map_err(|error| not_readable(&name, &error))?;
        // A mark that some programs put before UTF-8 is no part of the first name.
        let headers: Vec<Header> = header
            .iter()
            .map(|cell| Header { name: cell.trim_start_matches('\u{feff}').to_owned(), stored: Stored::Text })
            .collect();
        Ok(Self { reader, headers, record: csv::StringRecord::new(), name })
    }
}

fn not_readable(name: &str, error: &csv::Error) -> Stop {
    let row = error.position().map_or(1, csv::Position::line);
    let refusal = Refusal::invalid("wotu.population_not_readable", name).with("row", row);
    Stop::refused(refusal.with("problem", error))
}

impl Rows for CsvRows {
    fn headers(&self) -> &[Header] {
        &self.headers
    }

    fn count(&self) -> Option<u64> {
        None
    }

    fn first_row_number(&self) -> usize {
        2
    }

    fn read(&mut self, most: usize, used: &mut [Used]) -> Result<usize, Stop> {
        let mut rows = 0;
        while rows < most {
            let more = self
                .reader
                .read_record(&mut self.record)
                .map_err(|error| not_readable(&self.name, &error))?;
            if !more {
                break;
            }
            for column in &mut *used {
                column.builder.text(self.record.get(column.place).unwrap_or_default());
            }
            rows += 1;
            if used.iter().any(|column| column.builder.is_hopeless()) {
                break;
            }
        }
        Ok(rows)
    }
}
