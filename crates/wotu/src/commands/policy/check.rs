//! `wotu policy check DIR`: what is wrong with a pack, with file, line and column, and where there is one a case that shows
//! it, as a line to paste.

use crate::{
    files,
    words::{self, remark, say},
};
use clap::Args;
use platform::texts::Texts;
use rules::Finding;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use vocabulary::Lang;

/// What to check.
#[derive(Args)]
pub struct Check {
    /// The pack's folder.
    dir: PathBuf,
    /// For a program: one JSON array of findings.
    #[arg(long)]
    json: bool,
    /// Exit status 2 for warnings too.
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Exit status 0 if the pack loads and has no finding that is an error, 2 if not.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let Self { dir, json, strict } = self;
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
                let mut findings = pack.warnings().to_vec();
                findings.extend(rules::analyse(&pack));
                findings.sort();
                (findings, Some(summary))
            }
        };
        let errors = findings.iter().filter(|finding| !finding.is_warning()).count();
        let fails = summary.is_none() || errors > 0 || strict && !findings.is_empty();
        let code = if fails { ExitCode::from(2) } else { ExitCode::SUCCESS };
        if json {
            say(serde_json::to_string_pretty(&findings)?);
            return Ok(code);
        }
        for finding in &findings {
            show_one(&texts, lang, finding);
            if let Some(line) = to_paste(&dir, finding) {
                remark(texts.say(lang, "wotu-policy-check-case", &[("line", line)]));
            }
        }
        if let Some(summary) = summary {
            say(summary);
            if !findings.is_empty() {
                let warnings = (findings.len() - errors).to_string();
                let args = [("errors", errors.to_string()), ("warnings", warnings)];
                say(texts.say(lang, "wotu-policy-check-counts", &args));
            }
        }
        Ok(code)
    }
}

/// The command that shows a finding's case.
fn to_paste(dir: &Path, finding: &Finding) -> Option<String> {
    let (facts, on, known_on) = finding.case()?;
    let quoted = |text: &str| text.replace('\'', r"'\''");
    let known_on = if known_on == on { String::new() } else { format!(" --known-on {known_on}") };
    let (facts, dir) = (quoted(facts), quoted(&dir.to_string_lossy()));
    Some(format!("echo '{facts}' | wotu assess --pack '{dir}' --facts - --on {on}{known_on}"))
}

/// Prints findings, one a line: `v3.yaml:12:7: what is wrong; what to do`. Exit status 2.
pub fn show(texts: &Texts, lang: Lang, findings: &[Finding]) -> ExitCode {
    for finding in findings {
        show_one(texts, lang, finding);
    }
    ExitCode::from(2)
}

fn show_one(texts: &Texts, lang: Lang, finding: &Finding) {
    let args: Vec<(&str, String)> = finding.args.iter().map(|(name, value)| (*name, value.clone())).collect();
    let words = texts.say(lang, &finding.key(), &args);
    let article = finding.article.as_deref().map_or(String::new(), |article| {
        format!(" ({})", texts.say(lang, "wotu-assess-article", &[("article", article.to_owned())]))
    });
    remark(format_args!("{}:{}:{}: {words}{article}", finding.file, finding.line, finding.column));
}
