//! `wotu assess`: what somebody is entitled to under a pack. With `--json` the engine's stable schema (documented in
//! `crates/rules/README.md`); without, lines for a person.

use crate::{
    files,
    profiles::Reading,
    words::{self, say},
};
use clap::Args;
use jiff::civil::Date;
use platform::texts::{Texts, date, money};
use rules::{Assessment, Determination, Instalment, Outcome, Worth};
use std::{collections::BTreeSet, path::PathBuf, process::ExitCode};
use vocabulary::{Lang, Money, Refusal};

/// Says what somebody is entitled to.
#[derive(Args)]
pub struct Assess {
    /// The pack's folder: policies/jilin.
    #[arg(long, value_name = "DIR")]
    pack: PathBuf,
    /// A facts file or a résumé (JSON Resume, Europass XML); - for standard input.
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
        let reading = Reading { texts: &texts, lang, vocabulary: &pack.vocabulary, today: self.on };
        let facts = match reading.facts(&self.facts)? {
            Ok(facts) => facts,
            Err(refusals) => return Ok(words::refuse(&texts, lang, &refusals)),
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

/// Prints an assessment for a person.
pub fn print(texts: &Texts, lang: Lang, assessment: &Assessment) {
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
        let mut said = BTreeSet::new();
        for reason in &measure.reasons {
            // Several conditions may be open for the same reason: it is said once.
            if !said.insert((reason.text.get(lang), reason.article.as_deref())) {
                continue;
            }
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
        if measure.instalments.len() > 1 {
            say(format_args!("  {}", instalments(texts, lang, &measure.instalments)));
        }
        if !measure.missing.is_empty() {
            let names = measure.missing.join(", ");
            say(format_args!("  {}", texts.say(lang, "wotu-assess-missing", &[("facts", names)])));
        }
    }
    print_bundle(texts, lang, assessment);
}

fn instalments(texts: &Texts, lang: Lang, instalments: &[Instalment]) -> String {
    let count = ("count", instalments.len().to_string());
    let amounts: Option<Vec<String>> =
        instalments.iter().map(|one| one.amount.map(|amount| money(amount, lang))).collect();
    match amounts {
        Some(amounts) => {
            texts.say(lang, "wotu-assess-instalments", &[count, ("amounts", amounts.join(", "))])
        }
        None => texts.say(lang, "wotu-assess-instalments-open", &[count]),
    }
}

fn print_bundle(texts: &Texts, lang: Lang, assessment: &Assessment) {
    let titles = |ids: &[&str]| -> String {
        let of = |measure: &&Determination| ids.contains(&measure.id.as_str());
        let titles = assessment.measures.iter().filter(of).map(|measure| measure.title.get(lang));
        titles.collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
    };
    let bundle = &assessment.bundle;
    if bundle.chosen.is_empty() {
        return;
    }
    let chosen: Vec<&str> = bundle.chosen.iter().map(|one| one.measure.as_str()).collect();
    let sums: Vec<String> = bundle
        .total
        .iter()
        .map(|sum| {
            let of = |minor| money(Money::new(minor, sum.currency), lang);
            let args = [("from", of(sum.from)), ("to", of(sum.to))];
            if sum.from == sum.to { of(sum.from) } else { texts.say(lang, "wotu-assess-range", &args) }
        })
        .collect();
    let total = if sums.is_empty() { "0".to_owned() } else { sums.join(" + ") };
    let args = [("measures", titles(&chosen)), ("total", total)];
    say(format_args!("\n{}", texts.say(lang, "wotu-assess-bundle", &args)));
    for left_out in &bundle.left_out {
        let others: Vec<&str> = left_out.instead_of.iter().map(String::as_str).collect();
        let args = [("measure", titles(&[left_out.measure.as_str()])), ("others", titles(&others))];
        say(format_args!("  {}", texts.say(lang, "wotu-assess-left-out", &args)));
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
            let of = |minor| money(Money::new(minor, worth.currency()), lang);
            let args = [("from", of(from)), ("to", of(to))];
            format!(": {}", texts.say(lang, "wotu-assess-range", &args))
        }
    }
}
