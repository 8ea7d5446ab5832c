//! `wotu policy check DIR`: what is wrong with a pack, with file, line and column.

use crate::{
    files,
    words::{self, remark, say},
};
use clap::Args;
use platform::texts::Texts;
use rules::Finding;
use std::{path::PathBuf, process::ExitCode};
use vocabulary::Lang;

/// What to check.
#[derive(Args)]
pub struct Check {
    /// The pack's folder.
    dir: PathBuf,
    /// For a program: one JSON array of findings.
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Exit status 0 if the pack loads, 2 if not.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let Self { dir, json } = self;
        let texts = words::texts()?;
        let loaded = files::pack(&dir)?.and_then(|files| rules::load(&files));
        let (findings, summary) = match loaded {
            Err(findings) => (findings, None),
            Ok(pack) => {
                let measures: usize = pack.versions.iter().map(|version| version.measures.len()).sum();
                let args = [
                    ("pack", pack.id.clone()),
                    ("versions", pack.versions.len().to_string()),
                    ("measures", measures.to_string()),
                    ("facts", pack.vocabulary.facts().len().to_string()),
                ];
                let summary = texts.say(lang, "wotu-policy-sound", &args);
                (pack.warnings().to_vec(), Some(summary))
            }
        };
        if json {
            say(serde_json::to_string_pretty(&findings)?);
            let code = if summary.is_some() { ExitCode::SUCCESS } else { ExitCode::from(2) };
            return Ok(code);
        }
        let code = show(&texts, lang, &findings);
        match summary {
            Some(summary) => {
                say(summary);
                Ok(ExitCode::SUCCESS)
            }
            None => Ok(code),
        }
    }
}

/// Prints findings, one a line: `v3.yaml:12:7: what is wrong; what to do`. Exit status 2.
pub fn show(texts: &Texts, lang: Lang, findings: &[Finding]) -> ExitCode {
    for finding in findings {
        let args: Vec<(&str, String)> =
            finding.args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let words = texts.say(lang, &finding.key(), &args);
        let article = finding.article.as_deref().map_or(String::new(), |article| {
            format!(" ({})", texts.say(lang, "wotu-assess-article", &[("article", article.to_owned())]))
        });
        remark(format_args!("{}:{}:{}: {words}{article}", finding.file, finding.line, finding.column));
    }
    ExitCode::from(2)
}
