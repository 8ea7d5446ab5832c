//! `wotu policy schema`: the JSON Schema of packs, of files of cases, or of facts files, so that editors complete them.

use crate::{
    files,
    words::{self, say},
};
use clap::{Args, ValueEnum};
use std::{path::PathBuf, process::ExitCode};
use vocabulary::Lang;

/// Which schema.
#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// pack.yaml, files of facts, versions.
    Pack,
    /// Files of cases.
    Cases,
    /// Facts files.
    Facts,
}

/// Prints a schema.
#[derive(Args)]
pub struct Schema {
    /// Of what.
    #[arg(value_enum, default_value = "pack")]
    of: Of,
    /// For facts: of this pack's facts, with their types; without it, of any.
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,
}

impl Schema {
    /// Exit status 0, 2 if the pack is refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let text = match (self.of, &self.pack) {
            (Of::Pack, _) => rules::schema::pack_schema(),
            (Of::Cases, _) => rules::schema::cases_schema(),
            (Of::Facts, None) => rules::schema::facts_schema(None),
            (Of::Facts, Some(dir)) => match files::pack(dir)?.and_then(|files| rules::load(&files)) {
                Ok(pack) => rules::schema::facts_schema(Some(&pack.vocabulary)),
                Err(findings) => return Ok(super::show(&words::texts()?, lang, &findings)),
            },
        };
        say(text.trim_end());
        Ok(ExitCode::SUCCESS)
    }
}
