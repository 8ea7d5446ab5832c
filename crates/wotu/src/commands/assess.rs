//! `wotu assess`: what somebody is entitled to under a pack. With `--json` the engine's stable schema (documented in
//! `crates/rules/README.md`); without, lines for a person.

use crate::{
    files,
    words::{self, say},
};
use clap::Args;
use jiff::civil::Date;
use platform::texts::{Texts, date, money};
use rules::{Assessment, Determination, Outcome, Worth};
use std::{path::PathBuf, process::ExitCode};
use vocabulary::{Lang, Refusal};

/// Says what somebody is entitled to.
#[derive(Args)]
pub struct Assess {
    /// The pack's folder: policies/jilin.
    #[arg(long, value_name = "DIR")]
    pack: PathBuf,
    /// A facts file, or - for standard input.
    #[arg(long, value_name = "FILE")]
    facts: String,
    /// The day to judge: 2026-11-22.
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// By what could be known on this day; without it, on the day judged.
    #[arg(long, value_name = "DATE")]
    known_on: Option<Date>,
    /// For a program: one JSON document.
    #[arg(long)]
    json: bool,
}

impl Assess {
    /// Exit status 0 with an answer, 2 if the pack, the facts or the day are refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let texts = words::texts()?;
        let loaded = files::pack(&self.pack)?.and_then(|files| rules::load(&files));
        let pack = match loaded {
            Ok(pack) => pack,
            Err(findings) => return Ok(super::policy::show(&texts, lang, &findings)),
        };
        let facts = match rules::facts::parse_json(&files::text(&self.facts)?, &pack.vocabulary) {
            Ok(facts) => facts,
            Err(errors) => {
                let refusals: Vec<Refusal> = errors.into_iter().map(Refusal::from).collect();
                return Ok(words::refuse(&texts, lang, &refusals));
            }
        };
        match rules::assess(&pack, &facts, self.on, self.known_on.unwrap_or(self.on)) {
            Err(error) => Ok(words::refuse(&texts, lang, Refusal::from(error).each())),
            Ok(assessment) if self.json => {
                say(serde_json::to_string_pretty(&assessment)?);
                Ok(ExitCode::SUCCESS)
            }
            Ok(assessment) => {
                print(&texts, lang, &assessment);
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

fn print(texts: &Texts, lang: Lang, assessment: &Assessment) {
    let versions: Vec<&str> = assessment.versions.iter().map(|version| version.title.get(lang)).collect();
    let args = [("date", date(assessment.on, lang)), ("versions", versions.join(", "))];
    say(texts.say(lang, "wotu-assess-on", &args));
    for measure in &assessment.measures {
        say(format_args!(
            "\n[{}] {}{}",
            outcome(texts, lang, measure.outcome),
            measure.title.get(lang),
            amount(texts, lang, measure)
        ));
        for reason in &measure.reasons {
            let mark = match reason.result {
                rules::Trilean::Yes => "+",
                rules::Trilean::No => "-",
                rules::Trilean::Unknown => "?",
            };
            let article = reason.article.as_deref().map_or(String::new(), |article| {
                format!(" ({})", texts.say(lang, "wotu-assess-article", &[("article", article.to_owned())]))
            });
            say(format_args!("  {mark} {}{article}", reason.text.get(lang)));
        }
        if !measure.missing.is_empty() {
            let names = measure.missing.join(", ");
            say(format_args!("  {}", texts.say(lang, "wotu-assess-missing", &[("facts", names)])));
        }
    }
}

fn outcome(texts: &Texts, lang: Lang, outcome: Outcome) -> String {
    let key = match outcome {
        Outcome::Yes => "wotu-outcome-yes",
        Outcome::No => "wotu-outcome-no",
        Outcome::Unknown => "wotu-outcome-unknown",
        Outcome::Refer => "wotu-outcome-refer",
    };
    texts.say(lang, key, &[])
}

fn amount(texts: &Texts, lang: Lang, measure: &Determination) -> String {
    match measure.amount {
        None => String::new(),
        Some(Worth::Exact(exact)) => format!(": {}", money(exact, lang)),
        Some(worth @ Worth::Estimate(_)) => {
            let (from, to) = worth.range();
            let of = |minor| money(vocabulary::Money::new(minor, worth.currency()), lang);
            let args = [("from", of(from)), ("to", of(to))];
            format!(": {}", texts.say(lang, "wotu-assess-range", &args))
        }
    }
}
