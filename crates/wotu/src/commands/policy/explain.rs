//! `wotu policy explain DIR MEASURE`: a rule in plain words beside its text; with facts, the whole determination: what was
//! read, which figures were used, the amount step by step, and what would change it. With `--json` the versioned trace of
//! docs/trace.md.

use crate::{
    files,
    profiles::Reading,
    words::{self, say},
};
use clap::Args;
use jiff::civil::Date;
use platform::texts::Texts;
use rules::{
    Pack,
    pack::{Amount, Expression, Measure, Version},
    trace::{AmountTrace, CannotTrace, ConditionTrace, Step, Trace, trace},
};
use std::{path::PathBuf, process::ExitCode};
use vocabulary::{Lang, Refusal};

/// What to explain.
#[derive(Args)]
pub struct Explain {
    /// The pack's folder.
    dir: PathBuf,
    /// The measure's id.
    measure: String,
    /// The version's id; without it the latest that has the measure, or the one in force on the day.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// A facts file or a résumé; - for standard input. Then the determination of that person is explained.
    #[arg(long, value_name = "FILE", requires = "on")]
    facts: Option<String>,
    /// The day to judge: 2026-11-22.
    #[arg(long, value_name = "DATE", requires = "facts")]
    on: Option<Date>,
    /// By what could be known on this day; without it, on the day judged.
    #[arg(long, value_name = "DATE", requires = "facts")]
    known_on: Option<Date>,
    /// For a program: one JSON document.
    #[arg(long)]
    json: bool,
}

impl Explain {
    /// Exit status 0 with an explanation, 2 if the pack, the facts, the measure or the day are refused.
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let texts = words::texts()?;
        let loaded = files::pack(&self.dir)?.and_then(|files| rules::load(&files));
        let pack = match loaded {
            Ok(pack) => pack,
            Err(findings) => return Ok(super::show(&texts, lang, &findings)),
        };
        let page = Page { texts: &texts, lang };
        match (&self.facts, self.on) {
            (Some(facts), Some(on)) => self.of_person(&page, &pack, facts, on),
            _ => self.of_rule(&page, &pack),
        }
    }

    fn refuse_measure(&self, page: &Page<'_>, versions: String) -> ExitCode {
        let refusal = Refusal::invalid("wotu.measure_unknown", "measure");
        let refusal = refusal.with("measure", &self.measure).with("versions", versions);
        words::refuse(page.texts, page.lang, [&refusal])
    }

    fn of_person(&self, page: &Page<'_>, pack: &Pack, facts: &str, on: Date) -> anyhow::Result<ExitCode> {
        let Page { texts, lang } = *page;
        let reading = Reading { texts, lang, vocabulary: &pack.vocabulary, today: on };
        let facts = match reading.facts(facts)? {
            Ok(facts) => facts,
            Err(refusals) => return Ok(words::refuse(texts, lang, &refusals)),
        };
        let known_on = self.known_on.unwrap_or(on);
        match trace(pack, &facts, &self.measure, self.version.as_deref(), on, known_on) {
            Err(CannotTrace::Assess(error)) => Ok(words::refuse(texts, lang, Refusal::from(error).each())),
            Err(CannotTrace::NotAssessed { versions, .. }) => Ok(self.refuse_measure(page, versions)),
            Ok(found) if self.json => {
                say(serde_json::to_string_pretty(&found)?);
                Ok(ExitCode::SUCCESS)
            }
            Ok(found) => {
                page.trace(&found);
                Ok(ExitCode::SUCCESS)
            }
        }
    }

    fn of_rule(&self, page: &Page<'_>, pack: &Pack) -> anyhow::Result<ExitCode> {
        let wanted = |version: &&Version| {
            self.version.as_ref().is_none_or(|id| version.id == *id)
                && version.measure(&self.measure).is_some()
        };
        let latest = pack.versions.iter().filter(wanted).max_by_key(|version| version.in_force.from);
        let Some((version, measure)) = latest.and_then(|v| Some((v, v.measure(&self.measure)?))) else {
            let ids: Vec<&str> = pack.versions.iter().map(|version| version.id.as_str()).collect();
            return Ok(self.refuse_measure(page, ids.join(", ")));
        };
        if self.json {
            say(serde_json::to_string_pretty(&rule_document(pack, version, measure))?);
        } else {
            page.rule(pack, version, measure);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A rule for a program.
fn rule_document(pack: &Pack, version: &Version, measure: &Measure) -> serde_json::Value {
    let expression = |expression: &Expression| {
        let (file, line, column) = expression.place();
        serde_json::json!({
            "expression": expression.text(), "plain": pack.plain(version, expression),
            "place": {"file": file, "line": line, "column": column},
        })
    };
    let conditions = measure.conditions.iter().map(|condition| {
        serde_json::json!({
            "id": condition.id, "article": condition.article, "text": condition.text,
            "sources": condition.sources, "known_from": condition.known_from,
            "rule": expression(&condition.expression),
        })
    });
    let amount = match &measure.amount {
        Amount::Stated { expression: stated, per } => {
            serde_json::json!({"state": "stated", "per": per, "rule": expression(stated)})
        }
        Amount::NotRead => serde_json::json!({"state": "not_read"}),
        Amount::Without => serde_json::json!({"state": "without"}),
    };
    let caps = measure.caps.iter().map(|cap| {
        serde_json::json!({"article": cap.article, "text": cap.text, "rule": expression(&cap.expression)})
    });
    let cited = pack.sources.iter().filter(|source| cites(version, measure, &source.id));
    serde_json::json!({
        "schema": rules::trace::SCHEMA,
        "pack": pack.id,
        "fingerprint": pack.fingerprint(),
        "version": {
            "family": version.family, "id": version.id, "title": version.title,
            "in_force": version.in_force, "known_from": version.known_from,
        },
        "measure": measure.id,
        "title": measure.title,
        "article": measure.article,
        "kind": measure.kind,
        "summary": measure.summary,
        "text": measure.text,
        "conditions": conditions.collect::<Vec<_>>(),
        "refer": measure.refer.as_ref().map(|refer| {
            serde_json::json!({"article": refer.article, "text": refer.text, "rule": expression(&refer.when)})
        }),
        "amount": amount,
        "caps": caps.collect::<Vec<_>>(),
        "interpretation": measure.interpretation,
        "gaps": measure.gaps,
        "sources": cited.collect::<Vec<_>>(),
    })
}

fn cites(version: &Version, measure: &Measure, id: &str) -> bool {
    let conditions = measure.conditions.iter().flat_map(|condition| &condition.sources);
    version.sources.iter().chain(&measure.sources).chain(conditions).any(|source| source == id)
}

/// Where it is printed: the texts and the language.
#[derive(Clone, Copy)]
struct Page<'a> {
    texts: &'a Texts,
    lang: Lang,
}

impl Page<'_> {
    fn word(self, key: &str) -> String {
        self.texts.say(self.lang, key, &[])
    }

    fn article(self, article: Option<&String>) -> String {
        article.map_or(String::new(), |article| {
            let words = self.texts.say(self.lang, "wotu-assess-article", &[("article", article.clone())]);
            format!(" ({words})")
        })
    }

    fn rule(self, pack: &Pack, version: &Version, measure: &Measure) {
        let lang = self.lang;
        say(format_args!("{}{}", measure.title.get(lang), self.article(measure.article.as_ref())));
        say(format_args!("{} [{}/{}]", version.title.get(lang), version.family, version.id));
        for text in measure.summary.iter().chain(&measure.text) {
            say(format_args!("  {}", text.get(lang)));
        }
        say(format_args!("\n{}", self.word("wotu-policy-explain-conditions")));
        for condition in &measure.conditions {
            let article = self.article(condition.article.as_ref());
            say(format_args!("  {}: {}{article}", condition.id, condition.text.get(lang)));
            self.expression(pack, version, &condition.expression);
        }
        if let Some(refer) = &measure.refer {
            say(format_args!("\n{}", self.word("wotu-policy-explain-refer")));
            say(format_args!("  {}", refer.text.get(lang)));
            self.expression(pack, version, &refer.when);
        }
        say(format_args!("\n{}", self.word("wotu-policy-explain-amount")));
        match &measure.amount {
            Amount::Stated { expression, per } => {
                say(format_args!("  {}", self.word(per_key(*per))));
                self.expression(pack, version, expression);
            }
            Amount::NotRead => say(format_args!("  {}", self.word("wotu-policy-explain-amount-not-read"))),
            Amount::Without => say(format_args!("  {}", self.word("wotu-policy-explain-amount-without"))),
        }
        for cap in &measure.caps {
            let text = cap.text.as_ref().map_or("", |text| text.get(lang));
            let article = self.article(cap.article.as_ref());
            say(format_args!("  {} {text}{article}", self.word("wotu-policy-explain-cap")));
            self.expression(pack, version, &cap.expression);
        }
        for note in &measure.interpretation {
            say(format_args!("\n{}\n  {}", self.word("wotu-policy-explain-interpretation"), note.get(lang)));
        }
        for gap in &measure.gaps {
            say(format_args!("{} {}", self.word("wotu-policy-explain-gap"), gap.note.get(lang)));
        }
        say(format_args!("\n{}", self.word("wotu-policy-explain-sources")));
        for source in pack.sources.iter().filter(|source| cites(version, measure, &source.id)) {
            let read_on = source.read_on.map_or(String::new(), |date| format!(", {date}"));
            say(format_args!(
                "  [{:?}] {}: {} ({}{read_on})",
                source.mark, source.id, source.text, source.place
            ));
        }
    }

    fn expression(self, pack: &Pack, version: &Version, expression: &Expression) {
        let (file, line, _) = expression.place();
        let text = expression.text().split_whitespace().collect::<Vec<_>>().join(" ");
        say(format_args!("      = {}", pack.plain(version, expression).get(self.lang)));
        say(format_args!("      {text}  [{file}:{line}]"));
    }

    fn trace(self, found: &Trace) {
        let lang = self.lang;
        let outcome = super::outcome_key(found.outcome);
        say(format_args!(
            "[{}] {}{}",
            self.word(outcome),
            found.title.get(lang),
            self.article(found.article.as_ref())
        ));
        let (on, known_on) = (found.on, found.known_on);
        let version = &found.version;
        say(format_args!(
            "{} [{}/{}], {on} / {known_on}",
            version.title.get(lang),
            version.family,
            version.id
        ));
        say(format_args!("\n{}", self.word("wotu-policy-explain-conditions")));
        for condition in &found.conditions {
            self.condition(condition);
        }
        if let Some(refer) = &found.refer {
            say(format_args!("\n{}", self.word("wotu-policy-explain-refer")));
            self.condition(refer);
        }
        if let Some(amount) = &found.amount {
            self.amount(amount);
        }
        self.provenance(found);
        self.what_would_change(found);
    }

    fn condition(self, condition: &ConditionTrace) {
        let words = condition.text.as_ref().or(condition.failure_text.as_ref());
        let args = [
            ("condition", condition.id.clone()),
            ("text", words.map_or(String::new(), |text| text.get(self.lang).to_owned())),
        ];
        let line = self.texts.say(self.lang, super::result_key(condition.result), &args);
        say(format_args!("  {line}{}", self.article(condition.article.as_ref())));
        if let Some(plain) = &condition.plain {
            say(format_args!("      = {}", plain.get(self.lang)));
        }
        self.steps(&condition.steps);
        if let Some(failure) = condition.failure_text.as_ref().filter(|_| condition.text.is_some()) {
            say(format_args!("      ! {}", failure.get(self.lang)));
        }
        if !condition.missing.is_empty() {
            let args = [("facts", condition.missing.join(", "))];
            say(format_args!("      {}", self.texts.say(self.lang, "wotu-assess-missing", &args)));
        }
    }

    fn steps(self, steps: &[Step]) {
        for step in steps {
            // A value that stands alone says the same three times.
            if step.values == step.result {
                say(format_args!("      {} = {}", step.expression, step.result));
            } else {
                say(format_args!("      {} = {} = {}", step.expression, step.values, step.result));
            }
        }
    }

    fn amount(self, amount: &AmountTrace) {
        say(format_args!("\n{} {}", self.word("wotu-policy-explain-amount"), amount.before_caps));
        say(format_args!("      = {}", amount.plain.get(self.lang)));
        self.steps(&amount.steps);
        for cap in &amount.caps {
            let key = if cap.lowered {
                "wotu-policy-explain-cap-lowered"
            } else {
                "wotu-policy-explain-cap-passed"
            };
            let words = self.texts.say(self.lang, key, &[("limit", cap.result.clone())]);
            say(format_args!("  {words}{}", self.article(cap.article.as_ref())));
            self.steps(&cap.steps);
        }
        if let Some(failure) = &amount.failure_text {
            say(format_args!("  ! {}", failure.get(self.lang)));
        }
        if !amount.missing.is_empty() {
            let args = [("facts", amount.missing.join(", "))];
            say(format_args!("  {}", self.texts.say(self.lang, "wotu-assess-missing", &args)));
        }
    }

    fn provenance(self, found: &Trace) {
        let lang = self.lang;
        if !found.derived.is_empty() {
            say(format_args!("\n{}", self.word("wotu-policy-explain-derived")));
        }
        for derived in &found.derived {
            let (name, title) = (&derived.name, derived.title.get(lang));
            let article = self.article(derived.article.as_ref());
            say(format_args!("  {name} = {}: {title}{article}", derived.result));
            self.steps(&derived.steps);
        }
        if !found.inputs.is_empty() {
            say(format_args!("\n{}", self.word("wotu-policy-explain-inputs")));
        }
        for input in &found.inputs {
            let value = input.value.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
            let source = input.source.map_or(String::new(), |source| format!(" [{source:?}]"));
            let since = input.since.map_or(String::new(), |since| format!(" ({since})"));
            say(format_args!("  {} = {value}{since}{source}: {}", input.name, input.title.get(lang)));
        }
        if !found.parameters.is_empty() || !found.tables.is_empty() {
            say(format_args!("\n{}", self.word("wotu-policy-explain-figures")));
        }
        for parameter in &found.parameters {
            let value = parameter.value.as_ref().map_or_else(|| "?".to_owned(), cell);
            let from = parameter.from.map_or(String::new(), |from| format!(" ({from} –)"));
            let article = self.article(parameter.article.as_ref());
            let sources = parameter.sources.join(", ");
            say(format_args!("  {} = {value}{from}{article} [{sources}]", parameter.name));
        }
        for row in &found.tables {
            let article = self.article(row.article.as_ref());
            let (keys, sources) = (row.row.join(", "), row.sources.join(", "));
            say(format_args!("  {}[{keys}] = {}{article} [{sources}]", row.table, cell(&row.value)));
        }
        for gap in &found.gaps {
            say(format_args!("{} {}", self.word("wotu-policy-explain-gap"), gap.note.get(lang)));
        }
        if !found.sources.is_empty() {
            say(format_args!("\n{}", self.word("wotu-policy-explain-sources")));
        }
        for source in &found.sources {
            say(format_args!("  [{:?}] {}: {}", source.mark, source.id, source.text));
        }
    }

    fn what_would_change(self, found: &Trace) {
        if !found.missing.is_empty() {
            let args = [("facts", found.missing.join(", "))];
            say(format_args!("\n{}", self.texts.say(self.lang, "wotu-assess-missing", &args)));
        }
        if !found.failed.is_empty() {
            let args = [("conditions", found.failed.join(", "))];
            say(format_args!("\n{}", self.texts.say(self.lang, "wotu-policy-explain-failed", &args)));
            if found.nearest.is_empty() {
                say(self.word("wotu-policy-explain-nothing-near"));
            }
        }
        for near in &found.nearest {
            let changes = near.changes.iter().map(|change| {
                let from = change.from.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
                format!("{}: {from} -> {}", change.fact, change.to)
            });
            let changes = changes.collect::<Vec<_>>().join("; ");
            let missing = if near.missing.is_empty() {
                String::new()
            } else {
                format!(" ({})", near.missing.join(", "))
            };
            let outcome = self.word(super::outcome_key(near.outcome));
            say(format_args!("  {changes} => {outcome}{missing}"));
        }
    }
}

fn cell(cell: &rules::pack::Cell) -> String {
    match cell {
        rules::pack::Cell::Exact(value) => value.to_string(),
        rules::pack::Cell::Estimate(estimate) => {
            let shown = |minor| vocabulary::Money::new(minor, estimate.currency).to_string();
            let from = estimate.from.map_or(String::new(), shown);
            format!("{from} .. {}", shown(estimate.to))
        }
    }
}

const fn per_key(per: rules::pack::Per) -> &'static str {
    match per {
        rules::pack::Per::Once => "wotu-policy-explain-per-once",
        rules::pack::Per::Year => "wotu-policy-explain-per-year",
        rules::pack::Per::Month => "wotu-policy-explain-per-month",
    }
}
