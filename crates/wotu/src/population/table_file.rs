//! Writing a population's rows, as Parquet or CSV, in the form that is read again.

use anyhow::{Context as _, bail};
use parquet::{
    basic::Compression,
    data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type},
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use rules::Value;
use std::{fs::File, path::Path, sync::Arc};

use super::cells::days_of;

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Truth values.
    Bool,
    /// Whole numbers.
    Int,
    /// Amounts with two decimal places.
    Money,
    /// Dates.
    Date,
    /// Texts, classes, exact numbers as they are written.
    Text,
}

/// A column to be written.
#[derive(Debug, Clone)]
pub struct ColumnToWrite {
    /// Its name.
    pub name: String,
    /// How it is kept.
    pub kept: Kept,
    /// Whether "known to be absent" may occur; where text cannot say it, a second column does.
    pub may_be_none: bool,
}

impl ColumnToWrite {
    const fn has_second(&self) -> bool {
        self.may_be_none && !matches!(self.kept, Kept::Text)
    }
}

/// A file that is being written.
pub enum TableFile {
    /// CSV.
    Csv(Box<csv::Writer<File>>),
    /// Parquet: a row group for each batch.
    Parquet(Box<SerializedFileWriter<File>>, Vec<ColumnToWrite>),
}

impl TableFile {
    /// Begins a file; its name says which format.
    pub fn create(path: &Path, columns: Vec<ColumnToWrite>) -> anyhow::Result<Self> {
        let name = || path.display().to_string();
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("csv") => {
                let mut writer = csv::Writer::from_path(path).with_context(name)?;
                writer.write_record(columns.iter().map(|column| column.name.as_str()))?;
                Ok(Self::Csv(Box::new(writer)))
            }
            Some("parquet") => {
                let field = |column: &ColumnToWrite| {
                    let name = &column.name;
                    let mut field = match column.kept {
                        Kept::Bool => format!("optional boolean {name};"),
                        Kept::Int => format!("optional int64 {name};"),
                        Kept::Money => format!("optional int64 {name} (DECIMAL(18,2));"),
                        Kept::Date => format!("optional int32 {name} (DATE);"),
                        Kept::Text => format!("optional binary {name} (STRING);"),
                    };
                    if column.has_second() {
                        field.push_str(&format!(" optional boolean {name}.none;"));
                    }
                    field
                };
                let fields: Vec<String> = columns.iter().map(field).collect();
                let schema = parse_message_type(&format!("message population {{ {} }}", fields.join(" ")))?;
                let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
                let file = File::create(path).with_context(name)?;
                let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
                Ok(Self::Parquet(Box::new(writer), columns))
            }
            _ => bail!("{}: a population is a .parquet or .csv file", path.display()),
        }
    }

    /// Writes a batch: a list of values for each column, all of one length. No value is unknown.
    pub fn write(&mut self, batch: &[Vec<Option<Value>>]) -> anyhow::Result<()> {
        match self {
            Self::Csv(writer) => {
                let rows = batch.first().map_or(0, Vec::len);
                for row in 0..rows {
                    let cells = batch.iter().map(|column| {
                        column.get(row).and_then(Option::as_ref).map_or_else(String::new, cell)
                    });
                    writer.write_record(cells)?;
                }
                Ok(())
            }
            Self::Parquet(writer, columns) => {
                let mut group = writer.next_row_group()?;
                for (column, values) in columns.iter().zip(batch) {
                    write_column(&mut group, column, values)?;
                }
                group.close()?;
                Ok(())
            }
        }
    }

    /// Ends the file.
    pub fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Csv(mut writer) => writer.flush()?,
            Self::Parquet(writer, _) => {
                writer.close()?;
            }
        }
        Ok(())
    }
}

/// A value as a cell of text. An amount in whole units.
fn cell(value: &Value) -> String {
    match value {
        Value::Money(money) => {
            let minor = money.minor.unsigned_abs();
            let sign = if money.minor < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", minor / 100, minor % 100)
        }
        other => other.to_string(),
    }
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, File>,
    column: &ColumnToWrite,
    values: &[Option<Value>],
) -> anyhow::Result<()> {
    let is_value = |value: &Option<Value>| match value {
        None => false,
        Some(Value::None) => column.kept == Kept::Text,
        Some(_) => true,
    };
    let levels: Vec<i16> = values.iter().map(|value| i16::from(is_value(value))).collect();
    let known = || values.iter().flatten();
    let Some(mut writer) = group.next_column()? else { bail!("the schema lacks {}", column.name) };
    match column.kept {
        Kept::Bool => {
            let values: Vec<bool> = known()
                .filter_map(|value| if let Value::Bool(value) = value { Some(*value) } else { None })
                .collect();
            writer.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
        }
        Kept::Int => {
            let values: Vec<i64> = known()
                .filter_map(|value| if let Value::Int(value) = value { Some(*value) } else { None })
                .collect();
            writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        Kept::Money => {
            let minor =
                |value: &Value| if let Value::Money(money) = value { Some(money.minor) } else { None };
            let values: Vec<i64> = known().filter_map(minor).collect();
            writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        Kept::Date => {
            let days =
                |value: &Value| if let Value::Date(date) = value { Some(days_of(*date)) } else { None };
            let values: Vec<i32> = known().filter_map(days).collect();
            writer.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
        }
        Kept::Text => {
            let values: Vec<ByteArray> =
                known().map(|value| ByteArray::from(cell(value).into_bytes())).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    writer.close()?;
    if column.has_second() {
        let absent: Vec<bool> = values.iter().map(|value| matches!(value, Some(Value::None))).collect();
        let Some(mut writer) = group.next_column()? else { bail!("the schema lacks {}.none", column.name) };
        writer.typed::<BoolType>().write_batch(&absent, Some(&vec![1; absent.len()]), None)?;
        writer.close()?;
    }
    Ok(())
}
