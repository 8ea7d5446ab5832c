//! Rows of a Parquet file, column by column, across its row groups. Null is unknown.

use super::{
    batches::Rows,
    builder::Builder,
    layout::{Header, Stored, Used},
    stop::Stop,
};
use anyhow::Context as _;
use parquet::{
    basic::{ConvertedType, LogicalType, Type as Physical},
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{ByteArray, DataType, FixedLenByteArray},
    errors::ParquetError,
    file::{reader::FileReader, serialized_reader::SerializedFileReader},
    schema::types::ColumnDescriptor,
};
use std::{fs::File, path::Path};
use vocabulary::Refusal;

/// A Parquet file that is being read.
pub struct ParquetRows {
    reader: SerializedFileReader<File>,
    headers: Vec<Header>,
    name: String,
    next_group: usize,
    /// The readers of the columns in use, of the row group that is being read, and how many of its rows are left.
    columns: Vec<ColumnReader>,
    left: usize,
}

impl ParquetRows {
    /// Opens a file and reads its schema.
    pub fn open(path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| name.clone())?;
        let reader = SerializedFileReader::new(file).map_err(|error| not_readable(&name, &error))?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let headers = schema.columns().iter().map(|column| header(column)).collect();
        Ok(Self { reader, headers, name, next_group: 0, columns: Vec::new(), left: 0 })
    }

    fn next_row_group(&mut self, used: &[Used]) -> Result<bool, ParquetError> {
        if self.next_group >= self.reader.num_row_groups() {
            return Ok(false);
        }
        let group = self.reader.get_row_group(self.next_group)?;
        self.left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        self.columns =
            used.iter().map(|column| group.get_column_reader(column.place)).collect::<Result<_, _>>()?;
        self.next_group += 1;
        Ok(true)
    }
}

fn not_readable(name: &str, error: &ParquetError) -> Stop {
    let refusal = Refusal::invalid("wotu.population_not_readable", name).with("row", 1);
    Stop::refused(refusal.with("problem", error))
}

/// How a column keeps its values. A nested one has a path of several names and is none that a fact could be.
fn header(column: &ColumnDescriptor) -> Header {
    let logical = column.logical_type_ref();
    let converted = column.converted_type();
    let places = || match logical {
        Some(LogicalType::Decimal(decimal)) => u32::try_from(decimal.scale).ok(),
        _ if converted == ConvertedType::DECIMAL => u32::try_from(column.type_scale()).ok(),
        _ => None,
    };
    let stored = match (column.physical_type(), places()) {
        _ if column.max_rep_level() > 0 || column.path().parts().len() > 1 => Stored::Other,
        (
            Physical::INT32 | Physical::INT64 | Physical::FIXED_LEN_BYTE_ARRAY | Physical::BYTE_ARRAY,
            Some(places),
        ) => Stored::Decimal(places),
        (Physical::BOOLEAN, _) => Stored::Bool,
        (Physical::INT32, _)
            if matches!(logical, Some(LogicalType::Date)) || converted == ConvertedType::DATE =>
        {
            Stored::Date
        }
        (Physical::INT32 | Physical::INT64, _) if is_time(logical, converted) => Stored::Other,
        (Physical::INT32 | Physical::INT64, _) => Stored::Whole,
        (Physical::FLOAT | Physical::DOUBLE, _) => Stored::Float,
        (Physical::BYTE_ARRAY, _) => Stored::Text,
        _ => Stored::Other,
    };
    Header { name: column.path().string(), stored }
}

fn is_time(logical: Option<&LogicalType>, converted: ConvertedType) -> bool {
    matches!(logical, Some(LogicalType::Time(..) | LogicalType::Timestamp(..)))
        || matches!(
            converted,
            ConvertedType::TIME_MILLIS
                | ConvertedType::TIME_MICROS
                | ConvertedType::TIMESTAMP_MILLIS
                | ConvertedType::TIMESTAMP_MICROS
        )
}

impl Rows for ParquetRows {
    fn headers(&self) -> &[Header] {
        &self.headers
    }

    fn count(&self) -> Option<u64> {
        u64::try_from(self.reader.metadata().file_metadata().num_rows()).ok()
    }

    fn first_row_number(&self) -> usize {
        1
    }

    fn read(&mut self, most: usize, used: &mut [Used]) -> Result<usize, Stop> {
        let mut rows = 0;
        while rows < most {
            if self.left == 0
                && !self.next_row_group(used).map_err(|error| not_readable(&self.name, &error))?
            {
                break;
            }
            let wanted = self.left.min(most - rows);
            for (column, reader) in used.iter_mut().zip(&mut self.columns) {
                let stored = self.headers.get(column.place).map_or(Stored::Other, |header| header.stored);
                read_column(reader, stored, wanted, &mut column.builder)
                    .map_err(|error| not_readable(&self.name, &error))?;
            }
            self.left -= wanted;
            rows += wanted;
            if used.iter().any(|column| column.builder.is_hopeless()) {
                break;
            }
        }
        Ok(rows)
    }
}

fn read_column(
    reader: &mut ColumnReader,
    stored: Stored,
    rows: usize,
    builder: &mut Builder,
) -> Result<(), ParquetError> {
    let places = if let Stored::Decimal(places) = stored { places } else { 0 };
    match reader {
        ColumnReader::BoolColumnReader(reader) => read_values(reader, rows, builder, |builder, values| {
            values.iter().for_each(|value| builder.bool(*value));
        }),
        ColumnReader::Int32ColumnReader(reader) => read_values(reader, rows, builder, |builder, values| {
            if stored == Stored::Date {
                builder.dates(values);
            } else {
                let whole: Vec<i64> = values.iter().copied().map(i64::from).collect();
                whole_numbers(builder, &whole, stored, places);
            }
        }),
        ColumnReader::Int64ColumnReader(reader) => read_values(reader, rows, builder, |builder, values| {
            whole_numbers(builder, values, stored, places);
        }),
        ColumnReader::ByteArrayColumnReader(reader) => {
            read_values(reader, rows, builder, |builder, values: &[ByteArray]| {
                for value in values {
                    bytes(builder, value.data(), stored, places);
                }
            })
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            read_values(reader, rows, builder, |builder, values: &[FixedLenByteArray]| {
                for value in values {
                    bytes(builder, value.data(), stored, places);
                }
            })
        }
        _ => Err(ParquetError::General("a column of a type that was refused".to_owned())),
    }
}

fn whole_numbers(builder: &mut Builder, numbers: &[i64], stored: Stored, places: u32) {
    if matches!(stored, Stored::Decimal(_)) {
        builder.decimals(numbers, places);
    } else {
        builder.ints(numbers);
    }
}

/// A text, or a big-endian number in two's complement.
fn bytes(builder: &mut Builder, bytes: &[u8], stored: Stored, places: u32) {
    if !matches!(stored, Stored::Decimal(_)) {
        return match std::str::from_utf8(bytes) {
            Ok(text) => builder.text(text),
            Err(_) => builder.text("\u{fffd}"),
        };
    }
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let number = bytes.iter().try_fold(if negative { -1_i128 } else { 0 }, |number, byte| {
        number.checked_mul(256)?.checked_add(i128::from(*byte))
    });
    match number.and_then(|number| i64::try_from(number).ok()) {
        Some(number) => builder.decimal(number, places),
        // Larger than any amount: refused with its row, as what it is.
        None => builder.text("?"),
    }
}

/// Reads so many rows of a column, runs of known values together.
fn read_values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    builder: &mut Builder,
    push: impl Fn(&mut Builder, &[T::T]),
) -> Result<(), ParquetError> {
    let before = builder.len();
    let (mut levels, mut values) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let mut read = 0;
    while read < rows {
        levels.clear();
        values.clear();
        let (records, _, _) = reader.read_records(rows - read, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::EOF(format!("{read} of {rows} rows of a column")));
        }
        read += records;
        if levels.is_empty() || values.len() == records {
            push(builder, &values);
            continue;
        }
        let known = levels.iter().copied().max().unwrap_or(0).max(1);
        let mut rest = values.as_slice();
        for run in levels.chunk_by(|a, b| a == b) {
            if run.first() == Some(&known) {
                let (these, others) = rest.split_at_checked(run.len()).unwrap_or((rest, &[]));
                push(builder, these);
                rest = others;
            } else {
                run.iter().for_each(|_| builder.unknown());
            }
        }
    }
    if builder.len() == before + rows {
        Ok(())
    } else {
        Err(ParquetError::General("a column has fewer values than rows".to_owned()))
    }
}
