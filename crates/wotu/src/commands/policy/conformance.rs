//! `wotu policy conformance FILE`: cases of CEL's conformance suite, run through our language.

use crate::{
    files,
    words::{self, say},
};
use clap::Args;
use rules::conformance::{self, Report};
use std::process::ExitCode;
use vocabulary::{Lang, Refusal};

/// What to run.
#[derive(Args)]
pub struct Conformance {
    /// A JSON list of cases, or `-` for standard input.
    file: String,
    /// For a program: one JSON object with the counts and each case that did not pass.
    #[arg(long)]
    json: bool,
}

impl Conformance {
    /// Exit status 0 if no case failed, 1 if one did, 2 if the file is none of cases.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let Self { file, json } = self;
        let texts = words::texts()?;
        let report = match conformance::run(&files::text(&file)?) {
            Ok(report) => report,
            Err(unreadable) => return Ok(words::refuse(&texts, lang, &[Refusal::from(unreadable)])),
        };
        if json {
            say(serde_json::to_string(&report)?);
        } else {
            show(&texts, lang, &report);
        }
        Ok(if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn show(texts: &platform::texts::Texts, lang: Lang, report: &Report) {
    let args = [
        ("cases", report.cases.to_string()),
        ("passed", report.passed.to_string()),
        ("outside", report.outside.to_string()),
        ("failed", report.failed.to_string()),
    ];
    say(texts.say(lang, "wotu-policy-conformance", &args));
    for (construct, count) in &report.outside_by {
        let args = [("construct", construct.clone()), ("count", count.to_string())];
        say(texts.say(lang, "wotu-policy-conformance-outside", &args));
    }
    for case in &report.failed_cases {
        let args = [
            ("case", format!("{}/{}/{}", case.file, case.section, case.name)),
            ("expr", case.expr.clone()),
            ("expected", case.expected.clone()),
            ("got", case.got.clone()),
        ];
        say(texts.say(lang, "wotu-policy-conformance-failed", &args));
    }
}
